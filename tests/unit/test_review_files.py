"""Reviewed articles as files: the scorer reads the gold, and training reads the items, both as they are."""

from __future__ import annotations

import json
import random
import subprocess
import sys
from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest
from review_corpus import many, parts
from tokenizers import Tokenizer

from claimgraph.app.evaluation import write_gold, write_training
from claimgraph.graph.decision import Kind
from claimgraph.graph.model import Reading
from claimgraph.graph.review import Review
from claimgraph.graph.store.asread import AsRead
from claimgraph.graph.store.reviewed import Reviews
from claimgraph.graph.store.reviewing import JudgedArticle, reading_of

ROOT = Path(__file__).parents[2]
AT = "2026-03-01T10:00:00+00:00"


@pytest.fixture(scope="module")
def training() -> Iterator[tuple[Any, Any, Any]]:
    """The modules `training/real.py`, `training/corpora.py` and `training/examples.py`."""
    sys.path.insert(0, str(ROOT / "training"))
    import corpora
    import examples
    import real

    yield real, corpora, examples
    sys.path.remove(str(ROOT / "training"))


def checked(reading: Reading, **trigger: Any) -> JudgedArticle:
    """An article of which all was judged, and the trigger of the first reading corrected."""
    said = AsRead.of(reading)
    decisions = []
    for number, statement in enumerate(said.statements):
        claim = next(one for one in said.claims if one.id == statement.claim)
        there = reading_of(said, claim, statement)
        words = {"trigger": {"span": list(place(said.text, statement.evidence.start, "sold", "shipped", "sent"))}}
        kind, says = (Kind.CORRECT, words) if number < 60 else (Kind.CONFIRM, {})
        decisions.append(Review.of(kind, there, "Ada", AT, says))
    reviews = Reviews(decisions)
    return JudgedArticle(said, reviews.effective(said), tuple(reviews.judged(said)), checked=True)


def place(text: str, start: int, *words: str) -> tuple[int, int]:
    found = [(at, at + len(word)) for word in words if (at := text.find(word, start)) >= 0]
    return min(found)


def scored(folder: Path, records: list[dict[str, Any]]) -> dict[str, Any]:
    """What the scorer says of predictions against the gold of a folder."""
    (folder / "pred.jsonl").write_text("\n".join(map(json.dumps, records)), encoding="utf-8")
    given = [folder / "pred.jsonl", folder / "gold", "--texts", folder / "texts", "--json", folder / "scores.json"]
    subprocess.run([sys.executable, ROOT / "tests/eval/score.py", *map(str, given)], check=True, capture_output=True)
    found: dict[str, Any] = json.loads((folder / "scores.json").read_text("utf-8"))
    return found


def test_the_scorer_reads_the_gold(tmp_path: Path) -> None:
    write_gold(tmp_path, [checked(parts()), checked(many(6))])
    gold = [json.loads(path.read_text("utf-8")) for path in sorted((tmp_path / "gold").iterdir())]
    assert [one["article"] for one in gold] == ["ledger", "parts"]
    right = scored(tmp_path, gold)
    assert right["supply_relaxed"]["f1"] == right["supply_strict"]["f1"] == 1.0
    misread = [{**one, "claims": [{**claim, "good": "paper cups"} for claim in one["claims"]]} for one in gold]
    assert scored(tmp_path, misread)["supply_relaxed"]["tp"] == 0


def test_training_reads_the_items(training: tuple[Any, Any, Any], tmp_path: Path) -> None:
    real, corpora, examples = training
    write_training(tmp_path, [checked(many(6))])
    texts = corpora.texts_in([tmp_path / "texts.jsonl"])
    ((id, item),) = real.annotated(tmp_path / "annotations.jsonl", texts)
    assert id == "ledger"
    told = {(mark.role, item.text[mark.start : mark.end]) for mark in item.marks}
    assert {("trigger", "sold"), ("supplier", "Norland"), ("good", "lathes"), ("recipient", "Veridia")} <= told
    assert len(item.claims) == 6
    tokenizer = Tokenizer.from_str(
        files("claimgraph.loaders").joinpath("data/network/tokenizer.json").read_text("utf-8")
    )
    maker = examples.ExampleMaker(tokenizer, frozenset(), frozenset({"sold"}))
    made = list(maker.examples(item, random.Random(1)))  # noqa: S311 no secret
    assert len(made) >= 6, "a search for triggers, and a window for each"
    assert any((one.triggers > 0).any() for one in made)


def test_a_claim_without_a_place_teaches_nothing_and_is_told(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write_training(tmp_path, [checked(parts())])
    assert (tmp_path / "annotations.jsonl").read_text("utf-8") == ""
    assert "1 article left out: a claim has no place of a role or of its trigger" in capsys.readouterr().err

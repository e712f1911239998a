"""Annotations of real news as items to learn from, and the settings of a training run; nothing here needs torch."""

from __future__ import annotations

import hashlib
import importlib
import json
import random
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from claimgraph.loaders.gazetteer import Gazetteer

TRAINING = Path(__file__).parents[2] / "training"
TEXT = "Velmar Optics sold 40 lathes to Chad in May. Officials said it also sold pumps there."
CLAIM: dict[str, Any] = {
    "supplier": "Velmar Optics",
    "recipient": "Chad",
    "good": "lathes",
    "polarity": "asserted",
    "modality": "actual",
    "hedged": False,
    "quantity": "40",
    "time": "in May",
    "spans": {
        "supplier": [0, 13],
        "recipient": [32, 36],
        "good": [22, 28],
        "trigger": [14, 18],
        "via": None,
        "speaker": None,
    },
}


def taken_in(name: str) -> Iterator[Any]:
    """A module of `training/`, which is no package."""
    sys.path.insert(0, str(TRAINING))
    yield importlib.import_module(name)
    sys.path.remove(str(TRAINING))


@pytest.fixture(scope="module")
def real() -> Iterator[Any]:
    yield from taken_in("real")


@pytest.fixture(scope="module")
def marks() -> Iterator[Any]:
    yield from taken_in("marks")


@pytest.fixture(scope="module")
def choose() -> Iterator[Any]:
    yield from taken_in("choose")


def row(**changes: Any) -> dict[str, Any]:
    digest = hashlib.sha256(TEXT.encode()).hexdigest()
    return {"id": "a", "sha256": digest, "claims": [CLAIM], "mentions": [[0, 13, "Firm"]]} | changes


def annotations(folder: Path, *rows: dict[str, Any]) -> Path:
    path = folder / "annotations.jsonl"
    path.write_text("\n".join(map(json.dumps, rows)), "utf-8")
    return path


def test_a_claim_gives_a_mark_for_each_of_its_parts(real: Any, tmp_path: Path) -> None:
    [(name, item)] = real.annotated(annotations(tmp_path, row()), {"a": TEXT})
    assert name == "a"
    assert {mark.role: item.text[mark.start : mark.end] for mark in item.marks} == {
        "supplier": "Velmar Optics",
        "recipient": "Chad",
        "good": "lathes",
        "trigger": "sold",
        "quantity": "40",
        "time": "in May",
    }
    assert item.claims == {"1": ("asserted", frozenset())}
    assert item.mentions == ((0, 13, "Firm"),)


def test_a_pronoun_goes_back_to_the_name_that_the_annotation_gives(real: Any, tmp_path: Path) -> None:
    spans = CLAIM["spans"] | {"supplier": [60, 62], "good": [73, 78], "trigger": [68, 72], "recipient": None}
    other = CLAIM | {"good": "pumps", "quantity": None, "time": None, "spans": spans, "modality": "planned"}
    [(_, item)] = real.annotated(annotations(tmp_path, row(claims=[other])), {"a": TEXT})
    assert {(TEXT[mark.start : mark.end], mark.antecedent) for mark in item.marks} == {
        ("it", "Velmar Optics"),
        ("pumps", ""),
        ("sold", ""),
    }
    assert item.claims == {"1": ("asserted", frozenset({"planned"}))}


def test_a_text_other_than_the_annotated_one_is_refused_and_a_missing_one_left_out(real: Any, tmp_path: Path) -> None:
    path = annotations(tmp_path, row())
    with pytest.raises(ValueError, match="the text of a is not the one that was annotated"):
        list(real.annotated(path, {"a": TEXT + " "}))
    assert list(real.annotated(path, {})) == []


def test_the_settings_name_files_that_are_there() -> None:
    settings = tomllib.loads((TRAINING / "train.toml").read_text("utf-8"))
    for pattern in (*settings["own"], *settings["real"]):
        assert list(TRAINING.glob(pattern)), pattern


NAMED = """@ wire / pumps
[s1 Velmar Optics] [t1 sold] [g1 pumps] to [r1 Chad], Chadwick Smith of Chad Times said.
#1 asserted
~ Firm: Velmar Optics
~ State: Chad
~ Person: Chadwick Smith
~ Organization: Chad Times
"""


def test_lines_of_mentions_mark_whole_words_and_the_longest_name(marks: Any, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(NAMED, "utf-8")
    [markup] = marks.read([tmp_path / "a.txt"])
    item = markup.item()
    assert [(item.text[start:end], kind) for start, end, kind in item.mentions] == [
        ("Velmar Optics", "Firm"),
        ("Chad", "State"),
        ("Chadwick Smith", "Person"),
        ("Chad Times", "Organization"),
    ]


def test_a_name_moves_with_its_state_unless_a_tag_marks_a_part_of_it(marks: Any, tmp_path: Path) -> None:
    text = NAMED.replace("[r1 Chad]", "[r1 Chad] and New [v1 Chad]").replace("~ State: Chad", "~ State: Chad; New Chad")
    (tmp_path / "a.txt").write_text(text, "utf-8")
    [markup] = marks.read([tmp_path / "a.txt"])
    item = marks.Atlas(Gazetteer.load()).moved(markup, random.Random(1)).item()  # noqa: S311
    told = [item.text[start:end] for start, end, _ in item.mentions]
    assert "Chad" not in told and "Chadwick Smith" in told
    assert len(told) == len(markup.item().mentions)


def test_an_item_without_such_lines_teaches_no_mentions(marks: Any, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(NAMED.partition("~")[0], "utf-8")
    assert marks.read([tmp_path / "a.txt"])[0].item().mentions is None


@pytest.mark.parametrize("line", ["~ Sate: Chad", "~ State Chad", "~ State: Norway"])
def test_a_wrong_line_of_mentions_is_refused(marks: Any, tmp_path: Path, line: str) -> None:
    (tmp_path / "a.txt").write_text(NAMED + line + "\n", "utf-8")
    with pytest.raises(ValueError, match=r"Chad|Norway"):
        marks.read([tmp_path / "a.txt"])[0].item()


def test_thresholds_move_one_after_the_other_for_as_long_as_the_goal_rises(choose: Any) -> None:
    def goal(choice: dict[str, float]) -> float:
        return -abs(choice["event"] - 0.7) - abs(choice["least"] - 0.2)

    assert choose.chosen({"event": 0.5, "least": 0.4, "read": 0.5}, goal) == {"event": 0.7, "least": 0.2, "read": 0.5}


def test_a_threshold_stays_where_the_gain_is_chance(choose: Any) -> None:
    assert choose.chosen({"event": 0.5}, lambda choice: choice["event"] * choose.GAIN) == {"event": 0.5}


def test_a_threshold_stays_a_probability(choose: Any) -> None:
    assert choose.chosen({"event": 0.5}, lambda choice: choice["event"])["event"] <= choose.HIGHEST


def test_the_network_is_asked_the_same_once(choose: Any) -> None:
    asked: list[Any] = []

    class Session:
        def run(self, wanted: Any, given: Any) -> list[int]:
            asked.append((wanted, given))
            return [len(asked)]

    session = choose.RememberedSession(Session())
    one, other = {"ids": np.array([1, 2])}, {"ids": np.array([1, 3])}
    assert [session.run(["roles"], given) for given in (one, other, one)] == [[1], [2], [1]]
    assert session.run(["flags"], one) == [3], "other outputs of the same window"

"""How sure a reading is, from the extractor into every file: what is left out is told, and what has none stays."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path
from typing import Any

import networkx as nx
import pytest
import sure_extractor
from click.testing import CliRunner, Result

from claimgraph.app.cli import main

NEWS = (
    "Norland sold Veridia lathes (0.83). Norland sold Veridia lathes (0.31). Norland sold Veridia pumps (0.4). "
    "Norland sold Veridia cranes. Norland never sold Veridia drills (0.2)."
)
CONFIDENCES = {"lathes": 0.83, "pumps": 0.4, "cranes": None, "drills": None}


@pytest.fixture
def news(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An article, and the extractor that reads it."""
    sure_extractor.install(tmp_path, monkeypatch)
    path = tmp_path / "news.txt"
    path.write_text(NEWS, encoding="utf-8")
    return path


def run(*arguments: object) -> Result:
    return CliRunner().invoke(main, [str(one) for one in arguments])


def export(news: Path, ending: str, *more: str) -> tuple[Path, Result]:
    target = news.with_suffix(ending)
    result = run("export", news, "--extractor", "sure", "-o", target, *more)
    assert result.exit_code == 0, result.output
    return target, result


def by_good(data: dict[str, Any]) -> dict[str, Any]:
    return {one["claim"]["good"].removeprefix("good:"): one for one in data["claims"]}


def test_extract_prints_the_confidence_of_each_statement_and_the_highest_of_each_claim(news: Path) -> None:
    result = run("extract", news, "--extractor", "sure")
    claims = {claim["good"]: claim for claim in json.loads(result.stdout)["claims"]}
    assert {good: claim["confidence"] for good, claim in claims.items()} == CONFIDENCES
    assert [one["confidence"] for one in claims["lathes"]["statements"]] == [0.83, 0.31]
    assert [one["confidence"] for one in claims["drills"]["statements"]] == [0.2]


def test_json_csv_and_graphml_carry_it(news: Path) -> None:
    told = by_good(json.loads(export(news, ".json")[0].read_text("utf-8")))
    assert {good: one["confidence"] for good, one in told.items()} == CONFIDENCES
    assert [one["confidence"] for one in told["lathes"]["statements"]] == [0.83, 0.31]
    rows = csv.DictReader(io.StringIO(export(news, ".csv")[0].read_text("utf-8")))
    assert {row["good"]: row["confidence"] for row in rows} == {
        "lathes": "0.83", "pumps": "0.4", "cranes": "", "drills": "",
    }  # fmt: skip
    graph = nx.read_graphml(export(news, ".graphml")[0])
    nodes = [attributes for _, attributes in graph.nodes(data=True) if attributes["type"] == "Claim"]
    assert {one["name"].rpartition(" ")[2]: one.get("confidence") for one in nodes} == CONFIDENCES


def test_a_page_that_is_read_back_still_has_it(news: Path) -> None:
    page, _ = export(news, ".html")
    back = page.with_suffix(".json")
    assert run("export", page, "-o", back).exit_code == 0
    told = by_good(json.loads(back.read_text("utf-8")))
    assert {good: one["confidence"] for good, one in told.items()} == CONFIDENCES


def test_claims_below_a_minimum_are_left_out_and_counted_and_those_without_one_stay(news: Path) -> None:
    target, result = export(news, ".json", "--min-confidence", "0.5")
    assert "Note: 1 claim below confidence 0.5 is not shown" in result.stderr
    data = json.loads(target.read_text("utf-8"))
    assert set(by_good(data)) == {"lathes", "cranes", "drills"}
    assert data["info"]["steps"] == ["1 claim below confidence 0.5 is not shown"]


def test_nothing_is_left_out_or_told_by_default(news: Path) -> None:
    target, result = export(news, ".json")
    assert "not shown" not in result.stderr
    assert set(by_good(json.loads(target.read_text("utf-8")))) == set(CONFIDENCES)


@pytest.mark.parametrize("wrong", ["1.5", "-0.1", "nan", "much"])
def test_a_minimum_that_is_no_number_from_0_to_1_is_refused(news: Path, wrong: str) -> None:
    result = run("export", news, "--extractor", "sure", "-o", news.with_suffix(".json"), f"--min-confidence={wrong}")
    assert result.exit_code == 2
    assert "--min-confidence" in result.stderr
    assert not news.with_suffix(".json").exists()


@pytest.mark.parametrize("wrong", ["1.2", "nan", "-3"])
def test_an_extractor_that_gives_another_number_costs_that_article_only(news: Path, wrong: str) -> None:
    other = news.with_name("other.txt")
    other.write_text(f"Norland sold Veridia boats ({wrong}).", encoding="utf-8")
    result = run("extract", news, other, "--extractor", "sure")
    assert result.exit_code == 2
    assert len(result.stdout.splitlines()) == 1
    [line] = [line for line in result.stderr.splitlines() if "confidence" in line]
    assert "other.txt" in line
    assert f"is {float(wrong)}, and should be a number from 0 to 1" in line


def test_in_bulk_there_is_nothing_to_filter(news: Path) -> None:
    result = run("load", news, "--bulk", "--min-confidence", "0.5")
    assert result.exit_code == 2
    assert "leave --min-confidence out" in result.stderr

"""How sure a reading is, through a real store: kept, summed up for each claim, asked by, told where it hides some."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import sure_extractor
from command_line import CommandLine

from claimgraph.graph.store import Store

pytestmark = [pytest.mark.integration, pytest.mark.usefixtures("store")]

NEWS = "Norland sold Veridia lathes (0.83). Norland sold Veridia pumps (0.4). Norland sold Veridia cranes."
MORE = "Norland sold Veridia pumps (0.71). Norland sold Veridia lathes (0.2)."


@pytest.fixture
def line(store_environment: dict[str, str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> CommandLine:
    sure_extractor.install(tmp_path, monkeypatch)
    return CommandLine(store_environment)


@pytest.fixture
def news(tmp_path: Path) -> Path:
    path = tmp_path / "news.txt"
    path.write_text(NEWS, encoding="utf-8")
    return path


def confidences(line: CommandLine) -> dict[str, float | None]:
    return {row["good"]: row["confidence"] for row in line.rows("suppliers-of", state="Veridia")}


def test_a_claim_has_the_highest_of_all_articles_until_that_article_is_forgotten(
    line: CommandLine, news: Path, store: Store
) -> None:
    line.output("load", str(news), "--extractor", "sure")
    assert confidences(line) == {"lathes": 0.83, "pumps": 0.4, "cranes": None}
    more = news.with_name("more.txt")
    more.write_text(MORE, encoding="utf-8")
    line.output("load", str(more), "--extractor", "sure")
    assert confidences(line) == {"lathes": 0.83, "pumps": 0.71, "cranes": None}
    line.output("forget", "news")
    assert confidences(line) == {"lathes": 0.2, "pumps": 0.71}
    assert list(store.check()) == []


@pytest.mark.parametrize("asked", [("--min-confidence", "0.5"), ("-p", "min_confidence=0.5")])
def test_a_query_leaves_out_what_is_below_and_says_how_much(
    line: CommandLine, news: Path, asked: tuple[str, str]
) -> None:
    line.output("load", str(news), "--extractor", "sure")
    result = line.run("query", "run", "suppliers-of", "-p", "state=Veridia", *asked, "--json")
    assert {row["good"] for row in json.loads(result.stdout)} == {"lathes", "cranes"}
    assert result.stderr == "Note: 1 claim below confidence 0.5 is not shown\n"


def test_a_query_without_that_parameter_says_how_to_ask_by_confidence(line: CommandLine, news: Path) -> None:
    line.output("load", str(news), "--extractor", "sure")
    result = line.run("query", "run", "goods-overview", "--min-confidence", "0.5")
    assert result.exit_code == 2
    assert "the query goods-overview has no parameter min_confidence" in result.stderr
    cypher = "MATCH (claim:Claim) WHERE coalesce(claim.confidence, 1.0) >= $min_confidence RETURN claim.id AS claim"
    own = line.run("query", "run", "--cypher", cypher, "--min-confidence", "0.5", "--json")
    assert len(json.loads(own.stdout)) == 2
    assert own.stderr == "Note: 1 claim below confidence 0.5 is not shown\n"


def test_the_summary_of_a_load_and_what_is_exported_leave_out_the_same(line: CommandLine, news: Path) -> None:
    table = line.output("load", str(news), "--extractor", "sure", "--min-confidence", "0.5")
    assert "pumps" not in table
    assert "1 claim below confidence 0.5 is not shown." in table
    told = line.json("load", str(news), "--extractor", "sure", "--min-confidence", "0.5", "--json")
    assert told["below_min_confidence"] == 1
    assert {claim["good"]: claim["confidence"] for claim in told["claims"]} == {"lathes": 0.83, "cranes": None}
    target = news.with_name("all.json")
    result = line.run("export", "--min-confidence", "0.5", "-o", str(target))
    assert "Note: 1 claim below confidence 0.5 is not shown" in result.stderr
    assert len(json.loads(target.read_text("utf-8"))["claims"]) == 2
    assert len(confidences(line)) == 3  # all are in the store


def test_why_tells_how_sure_each_statement_was_read(line: CommandLine, news: Path) -> None:
    line.output("load", str(news), "--extractor", "sure")
    assert "read with confidence 0.83 · rule sold" in line.output("why", "Norland -> Veridia: lathes")
    assert "confidence" not in line.output("why", "Norland -> Veridia: cranes")


def test_each_statement_keeps_its_own_in_the_store(line: CommandLine, news: Path, store: Store) -> None:
    line.output("load", str(news), "--extractor", "sure")
    rows = store.read("MATCH (:Claim)-[said:REPORTED_IN]->() RETURN said.confidence ORDER BY said.confidence").rows
    assert [row[0] for row in rows] == [0.4, 0.83, None]

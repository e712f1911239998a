"""The main job through the command line on a real Neo4j, where it changes the graph: load, decide, forget."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest
from command_line import SEEDS, CommandLine
from neo4j import GraphDatabase

from claimgraph.graph.server.values import Connection
from claimgraph.graph.store import Store

REAL_ARTICLE = Path(__file__).parents[3] / "shared/seeds/000_ea380d5c01a9b941.txt"

pytestmark = [pytest.mark.integration, pytest.mark.usefixtures("store")]


@pytest.fixture
def line(store_environment: dict[str, str]) -> CommandLine:
    return CommandLine(store_environment)


@pytest.fixture
def loaded(line: CommandLine) -> CommandLine:
    line.output("load", str(SEEDS))
    return line


def test_asking_a_server_that_is_not_ours_changes_nothing_there(
    line: CommandLine, store: Store, store_connection: Connection
) -> None:
    one = store_connection
    with GraphDatabase.driver(one.uri, auth=(one.username, one.password)) as driver:
        driver.execute_query("MATCH (meta:Meta) DELETE meta", database_=one.database)
        try:
            result = line.run("stats")
            assert result.exit_code == 2
            assert "`claimgraph load PATH` makes one" in result.stderr
            records, _, _ = driver.execute_query("MATCH (n) RETURN count(n) AS nodes", database_=one.database)
            assert [record["nodes"] for record in records] == [0]
        finally:
            store.prepare()


def test_loading_says_what_was_found_and_who_says_so(line: CommandLine) -> None:
    output = line.output("load", str(SEEDS))
    for word in ("Articles", "Entities", "states", "firms", "officials", "goods", "Claims", "alleged", "Who says so"):
        assert word in output


def test_loading_twice_changes_no_count(loaded: CommandLine) -> None:
    before = loaded.json("stats", "--json")
    assert "unchanged" in loaded.output("load", str(SEEDS))
    assert loaded.json("stats", "--json") == before
    assert before["articles"] == len(list(SEEDS.iterdir()))


def test_an_edited_article_retires_what_is_gone(line: CommandLine, tmp_path: Path) -> None:
    article = tmp_path / "wire.txt"
    article.write_text("Norway supplied gas to Germany. Chile sold copper to Japan.", encoding="utf-8")
    line.output("load", str(article))
    article.write_text("Norway supplied gas to Germany.", encoding="utf-8")
    assert "replaced" in line.output("load", str(article))
    counts = line.json("stats", "--json")
    assert (counts["articles"], sum(counts["claims"].values()), counts["entities"]["State"]) == (1, 1, 2)


def test_an_article_in_another_language_keeps_its_text_and_is_told_not_to_be_read(
    line: CommandLine, tmp_path: Path
) -> None:
    german = "Das Werk hat im Mai Motoren nach Veridien geliefert, sagte ein Sprecher. Das Ministerium bestritt es."
    (tmp_path / "bericht.txt").write_text(german, encoding="utf-8")
    result = line.run("load", str(tmp_path / "bericht.txt"))
    assert "Not read 1 (1 German): their text is kept, English is read" in " ".join(result.stdout.split())
    assert "Note: bericht is in German" in result.stderr
    [article] = line.json("articles", "--json")
    assert article["language"] == "de"


def test_forgetting_all_articles_leaves_nothing(loaded: CommandLine) -> None:
    for article in loaded.json("articles", "--json"):
        loaded.output("forget", article["id"])
    counts = loaded.json("stats", "--json")
    assert counts["articles"] == sum(counts["entities"].values()) == sum(counts["claims"].values()) == 0


@pytest.fixture
def trade(line: CommandLine, tmp_path: Path) -> CommandLine:
    article = tmp_path / "trade.txt"
    article.write_text("Norway supplied gas to Germany. Chile sold copper to Japan.", encoding="utf-8")
    line.output("load", str(article))
    return line


def test_two_entities_are_made_one_and_taken_apart_again(trade: CommandLine) -> None:
    assert "Chile is one with Norway now: 1 claim went, 1 claim came." in trade.output("merge", "norway", "Chile")
    assert [row["supplier"] for row in trade.rows("suppliers-of", state="Japan")] == ["Norway"]
    (merge,) = trade.json("merges", "--json")
    assert (merge["kept"], merge["other"], merge["other_name"]) == ("state:NO", "state:CL", "Chile")
    assert "Chile" in trade.output("merges")
    assert "Chile is no longer one with Norway" in trade.output("split", "chile")
    assert [row["supplier"] for row in trade.rows("suppliers-of", state="Japan")] == ["Chile"]
    assert "No entity was made one with another" in trade.output("merges")


def test_who_would_supply_himself_since_a_merge_is_told(trade: CommandLine, tmp_path: Path) -> None:
    output = trade.output("merge", "Germany", "Norway")
    assert "1 statement by which one and the same would supply itself is set aside until it is split" in output
    later = tmp_path / "later.txt"
    later.write_text("Norway supplied oil to Germany.", encoding="utf-8")
    assert "1 statement by which one and the same would supply itself" in trade.output("load", str(later))
    assert "2 statements came back" in trade.output("split", "Norway")
    trade.output("forget", "later")


def test_what_changes_the_graph_tells_machines_what_it_changed(line: CommandLine, tmp_path: Path) -> None:
    article, page, broken = tmp_path / "trade.txt", tmp_path / "trade.html", tmp_path / "scan.txt"
    article.write_text("Norway supplied gas to Germany. Chile sold copper to Japan.", encoding="utf-8")
    broken.write_bytes(b"%PDF-1.7")

    result = line.run("load", str(article), str(broken), "--html", str(page), "--json")
    loaded = json.loads(result.stdout)
    assert result.exit_code == 2
    assert loaded["articles"] == {"new": 1, "replaced": 0, "unchanged": 0, "failed": 1}
    assert {(claim["supplier"], claim["good"], claim["status"]) for claim in loaded["claims"]} == {
        ("Norway", "gas", "asserted"),
        ("Chile", "copper", "asserted"),
    }
    assert (loaded["entities"]["State"], loaded["statuses"]["asserted"]) == (4, 2)
    assert loaded["changes"]["claims_added"] == 2
    assert loaded["written"] == str(page)

    nothing = line.run("load", str(broken), "--json")
    assert (nothing.exit_code, json.loads(nothing.stdout)["articles"]["failed"]) == (2, 1)

    merged = line.json("merge", "Norway", "Chile", "--json")
    assert (merged["kept"], merged["other"]["name"]) == ({"id": "state:NO", "name": "Norway"}, "Chile")
    assert merged["changes"]["claims_added"] == 1
    split = line.json("split", "Chile", "--json")
    assert (split["other_name"], split["changes"]["claims_removed"]) == ("Chile", 1)

    (forgotten,) = line.json("forget", "trade", "trade", "--json")
    assert forgotten["article"]["name"] == "trade"
    assert forgotten["changes"]["articles_forgotten"] == 1
    assert line.json("db", "rebuild", "--json") == {"differences": 0, "left": 0, "foreign": 0}
    assert line.json("db", "upgrade", "--json")["before"] == line.json("db", "upgrade", "--json")["schema"]


@pytest.mark.parametrize(
    ("command", "told"),
    [
        (("merge", "Norway", "Chil"), "no entity named 'Chil'; did you mean Chile?"),
        (("merge", "Norway", "gas"), "gas is a Good and Norway a State; only entities of one type can be one"),
        (("merge", "Norway", "state:NO"), "Norway (state:NO) and Norway (state:NO) are one already"),
        (("split", "Chile"), "'Chile' was not made one with another; `claimgraph merges` lists what was decided"),
    ],
)
def test_what_cannot_be_one_is_told_in_one_line(trade: CommandLine, command: tuple[str, ...], told: str) -> None:
    result = trade.run(*command)
    assert result.exit_code == 2
    assert result.stderr.startswith("Error: ") and len(result.stderr.splitlines()) == 1
    assert told in result.stderr


def test_a_bad_file_does_not_keep_the_others_out(line: CommandLine, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Norway supplied gas to Germany.", encoding="utf-8")
    (tmp_path / "b.txt").write_bytes(b"%PDF-1.7\x00\x01\x02")
    result = line.run("load", str(tmp_path))
    assert result.exit_code == 2
    (told,) = [row for row in result.stderr.splitlines() if row.startswith("Error:")]
    assert "b.txt" in told
    assert line.json("stats", "--json")["articles"] == 1


def test_a_load_that_reads_nothing_draws_nothing(line: CommandLine, tmp_path: Path) -> None:
    target = tmp_path / "graph.html"
    result = line.run("load", str(tmp_path / "missing.txt"), "--html", str(target))
    assert result.exit_code == 2
    assert "Nothing could be read" in result.stderr
    assert not target.exists()


def test_the_drawing_of_a_load_is_one_html_file(line: CommandLine, tmp_path: Path) -> None:
    target = tmp_path / "graph.html"
    line.output("load", str(SEEDS), "--html", str(target))
    page = target.read_text(encoding="utf-8")
    assert page.startswith("<!DOCTYPE html>") or page.startswith("<!doctype html>")
    assert "drone engines" in page
    assert "claimgraph load seeds" in page
    assert str(SEEDS.parent) not in page


@pytest.mark.skipif(not REAL_ARTICLE.exists(), reason="the real article is not part of the project")
def test_the_real_article_tells_who_supplies_russia(line: CommandLine) -> None:
    line.output("load", str(REAL_ARTICLE))
    rows = line.rows("suppliers-of", state="Russia")
    told = {(row["supplier"], row["good"]): row for row in rows}
    assert set(told) >= {
        *(
            ("China", good)
            for good in (
                "machine tools",
                "weapons technology",
                "satellite imagery",
                "microelectronics",
                "drone engines",
            )
        ),
        ("iRay Technology", "military optics"),
        ("North China Research Institute of Electro-Optics", "military optics"),
        ("Chinese businesses", "nitrocellulose"),
    }
    assert told["Chinese businesses", "nitrocellulose"]["hedged"] is True
    assert all(row["said_by"] for row in rows)
    assert not any(row["status"] == "contested" for row in rows)


@pytest.mark.skipif(not REAL_ARTICLE.exists(), reason="the real article is not part of the project")
def test_the_denials_of_the_real_article_are_claims_of_their_own(line: CommandLine) -> None:
    line.output("load", str(REAL_ARTICLE))
    data = line.json("why", "China -> Russia: weapons", "--json")
    (denied,) = data["claims"]
    assert denied["status"] == "denied"
    speakers = {
        entity["name"] for entity in data["entities"] if entity["id"] in {s["speaker"] for s in denied["statements"]}
    }
    assert speakers == {"China", "Liu Pengyu"}
    assert line.json("why", "China -> Ukraine: weapons", "--json")["claims"][0]["status"] == "denied"


def test_the_environment_names_the_server(line: CommandLine, store_environment: dict[str, str]) -> None:
    assert store_environment["NEO4J_URI"].startswith(("bolt://", "neo4j"))
    assert not os.environ.get("NEO4J_URI") or os.environ["NEO4J_URI"] == store_environment["NEO4J_URI"]
    assert line.json("stats", "--json")["articles"] == 0


@pytest.fixture
def namesakes(line: CommandLine, tmp_path: Path) -> CommandLine:
    """Two firms of one name in two states, and an article that does not say which of them it means."""
    texts = {
        "harbour": "The Chilean firm Velmar Systems sold engines to Japan.",
        "nairobi": "The Kenyan importer Velmar Systems supplied rifles to Sudan.",
        "plain": "Velmar Systems delivered trucks to Belarus.",
    }
    for name, text in texts.items():
        (tmp_path / f"{name}.txt").write_text(text, encoding="utf-8")
    output = line.output("load", str(tmp_path))
    assert "Velmar Systems: Chile (1 article), Kenya (1 article), no state told (1 article, ambiguous)" in output
    return line


def test_firms_of_one_name_are_told_apart_by_state(namesakes: CommandLine) -> None:
    for state, supplier in (("Japan", "(Chile)"), ("Sudan", "(Kenya)")):
        assert [row["supplier"] for row in namesakes.rows("suppliers-of", state=state)] == [
            f"Velmar Systems {supplier}"
        ]
    assert "Velmar Systems (Kenya) → Sudan: rifles" in namesakes.output("why", "Velmar Systems -> Sudan")
    (shared,) = namesakes.json("namesakes", "--json")
    assert [(one["home"], one["articles"]) for one in shared["bearers"]] == [("Chile", 1), ("Kenya", 1)]
    assert (shared["unassigned"], shared["ambiguous"]) == (1, True)
    assert "ambiguous, kept apart" in namesakes.output("namesakes")
    refused = namesakes.run("merge", "Velmar Systems", "Japan")
    assert refused.exit_code == 2
    assert "firm:velmar-systems@CL (Velmar Systems (Chile), Firm)" in refused.stderr


def test_what_an_article_says_is_parted_from_an_entity_and_put_back(namesakes: CommandLine, tmp_path: Path) -> None:
    namesakes.output("merge", "firm:velmar-systems@CL", "firm:velmar-systems")
    output = namesakes.output("split", "firm:velmar-systems", "--article", "plain")
    assert "Velmar Systems is another one in plain: 1 claim went, 1 claim came." in output
    namesakes.output("load", str(tmp_path))
    assert [row["supplier"] for row in namesakes.rows("suppliers-of", state="Belarus")] == ["Velmar Systems (plain)"]
    _, parted = namesakes.json("merges", "--json")
    assert (parted["decision"], parted["of"], parted["label"]) == ("part", "firm:velmar-systems", "plain")
    namesakes.output("merge", parted["of"], parted["id"])
    assert [row["supplier"] for row in namesakes.rows("suppliers-of", state="Belarus")] == ["Velmar Systems"]
    assert len(namesakes.json("merges", "--json")) == 1


def test_who_decided_what_and_when_is_on_record(namesakes: CommandLine, tmp_path: Path, store: Store) -> None:
    namesakes.output("merge", "firm:velmar-systems@CL", "firm:velmar-systems", "--as", "Ada")
    namesakes.output("split", "firm:velmar-systems", "--as", "Ben")
    query = tmp_path / "mine.cypher"
    query.write_text("MATCH (s:State) RETURN s.name AS name", encoding="utf-8")
    namesakes.output("query", "save", "mine", str(query), "--as", "Ada")
    namesakes.output("forget", "plain", "--as", "Ben")
    decided = namesakes.json("decisions", "--json")
    assert [(one["by"], one["kind"], one["names"]) for one in decided] == [
        ("Ada", "merge", ["Velmar Systems (Chile)", "Velmar Systems"]),
        ("Ben", "split", ["Velmar Systems (Chile)", "Velmar Systems"]),
        ("Ada", "save-query", ["mine"]),
        ("Ben", "forget", ["plain"]),
    ]
    assert "Velmar Systems is one with Velmar Systems (Chile)" in namesakes.output("decisions")
    assert list(store.check()) == []

"""What the command line answers about one graph, which no test here changes: queries, reasons, drawings."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from command_line import SEEDS, CommandLine, environment_of
from emptying import emptied
from page_data import contexts_in

from claimgraph.graph.server.values import Connection
from claimgraph.graph.store import Store

pytestmark = pytest.mark.integration


@pytest.fixture(scope="module")
def loaded(shared_store: Store, store_connection: Connection, tmp_path_factory: pytest.TempPathFactory) -> CommandLine:
    """The seeds, loaded once for all tests of this file."""
    emptied(shared_store)
    line = CommandLine(environment_of(store_connection, tmp_path_factory.mktemp("asking") / "home"))
    line.output("load", str(SEEDS))
    return line


def test_a_query_takes_the_short_id_that_a_load_shows(loaded: CommandLine) -> None:
    claim = loaded.rows("contested")[0]["claim"]
    short = claim.removeprefix("claim:")[:8]
    assert loaded.rows("who-says", claim=short) == loaded.rows("who-says", claim=claim) != []


def test_cypher_of_ones_own_looks_names_up_where_it_compares_ids(loaded: CommandLine) -> None:
    cypher = "MATCH (c:Claim) WHERE c.recipient = $state RETURN c.id AS claim"
    assert len(loaded.json("query", "run", "--cypher", cypher, "-p", "state=Russia", "--json")) > 1


def test_a_name_that_is_compared_with_ids_as_it_stands_is_told(loaded: CommandLine) -> None:
    result = loaded.run("query", "run", "--cypher", "MATCH (n {id: $who}) RETURN n.name", "-p", "who=Russia")
    assert result.exit_code == 0
    assert "Note: no rows: who has type any, so 'Russia' was compared as text" in result.stderr
    assert "Did you mean its id, state:RU?" in result.stderr


@pytest.mark.parametrize("ending", [".html", ".graphml", ".json"])
def test_a_saved_query_is_drawn_in_every_format(loaded: CommandLine, tmp_path: Path, ending: str) -> None:
    target = tmp_path / f"russia{ending}"
    loaded.output("export", "--query", "suppliers-of", "-p", "state=Russia", "-o", str(target))
    assert "China" in target.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    "source", [(), ("--query", "suppliers-of", "-p", "state=Russia"), ("--cypher", "MATCH (c:Claim) RETURN c")]
)
def test_a_page_of_the_store_shows_each_quote_in_its_context(
    loaded: CommandLine, tmp_path: Path, source: tuple[str, ...]
) -> None:
    target = tmp_path / "graph.html"
    loaded.output("export", *source, "-o", str(target))
    contexts = contexts_in(target)
    assert contexts
    assert all(before or after for before, after in contexts.values())


def test_cypher_of_ones_own_is_drawn(loaded: CommandLine, tmp_path: Path) -> None:
    target = tmp_path / "denied.json"
    loaded.output("export", "--cypher", "MATCH (c:Claim {status: 'denied'}) RETURN c", "-o", str(target))
    statuses = {claim["status"] for claim in json.loads(target.read_text(encoding="utf-8"))["claims"]}
    assert statuses == {"denied"}


def test_cypher_without_a_claim_cannot_be_drawn_and_says_what_to_return(loaded: CommandLine, tmp_path: Path) -> None:
    result = loaded.run("export", "--cypher", "RETURN 1 AS one", "-o", str(tmp_path / "x.html"))
    assert result.exit_code == 2
    assert "return a Claim node or its id" in result.stderr


def test_why_shows_the_words_the_speaker_the_article_and_the_rule(loaded: CommandLine) -> None:
    output = loaded.output("why", "China -> Russia: drone engines")
    for word in ("China → Russia: drone engines", "Who says so", "rule", "trigger", "characters"):
        assert word in output


def test_why_takes_the_start_of_an_id(loaded: CommandLine) -> None:
    claim = loaded.rows("suppliers-of", state="Russia")[0]["claim"]
    assert claim in loaded.output("why", claim.removeprefix("claim:")[:8])


def test_why_tells_which_denials_do_not_cover_a_claim(loaded: CommandLine) -> None:
    output = loaded.output("why", "China -> Russia: drone engines")
    assert "Denials between the same parties that do not cover it" in output
    assert "weapons: denied by" in output


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        ("China -> Atlantis", "Atlantis"),
        ("Russia -> China: drone engines", "no claim says"),
        ("ffffffff", "no claim or statement"),
        ("x", "neither a claim"),
    ],
)
def test_why_of_nothing_says_what_would_be_right(loaded: CommandLine, asked: str, told: str) -> None:
    result = loaded.run("why", asked)
    assert result.exit_code == 2
    assert told in result.stderr


@pytest.mark.parametrize(
    "cypher",
    [
        "CREATE (n:Claim {id: 'forged'})",
        "MATCH (c:Claim) SET c.status = 'asserted'",
        "LOAD CSV FROM 'file:///etc/passwd' AS row RETURN row",
        "CALL dbms.listConfig() YIELD name RETURN name",
    ],
)
def test_a_query_can_only_read(loaded: CommandLine, cypher: str) -> None:
    before = loaded.json("stats", "--json")
    result = loaded.run("query", "run", "--cypher", cypher)
    assert result.exit_code == 2
    assert result.stderr.startswith("Error:")
    assert loaded.json("stats", "--json") == before

"""A database that holds nodes of somebody else: refused where the labels clash, shared where they do not."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from building import claim, document, reading, says
from click.testing import CliRunner
from whole_graph import everything, run

from claimgraph.app.cli import main
from claimgraph.graph.errors import StoreError
from claimgraph.graph.server.values import Connection
from claimgraph.graph.store import Store

pytestmark = pytest.mark.integration

PAPER = document("a", "Ana Sol said Norland sold lathes to Veridia.")


@pytest.fixture
def unprepared(store: Store, store_connection: Connection) -> Iterator[Connection]:
    """A database in which no claimgraph has ever been."""
    run(store_connection, "MATCH (m:Meta) DELETE m")
    yield store_connection
    run(store_connection, "MATCH (n) DETACH DELETE n")
    store.prepare()


@pytest.mark.parametrize("label", ["Article", "Entity", "Claim", "Text", "State", "Meta"])
def test_nodes_of_others_with_our_labels_are_not_taken_over(unprepared: Connection, store: Store, label: str) -> None:
    run(unprepared, f"CREATE (:{label} {{headline: 'Not ours'}})")
    before = everything(unprepared)
    with pytest.raises(StoreError, match=rf"nodes labelled {label} .* another database .* another store"):
        store.prepare()
    assert everything(unprepared) == before


def test_the_load_command_refuses_in_one_line(
    unprepared: Connection, store_environment: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    run(unprepared, "CREATE (:Article {headline: 'Not ours'})")
    for name, value in store_environment.items():
        monkeypatch.setenv(name, value)
    for command in (["load", "seeds"], ["articles"], ["stats"], ["export", "-o", "all.json"], ["db", "check"]):
        result = CliRunner().invoke(main, command)
        assert (result.exit_code, result.output.count("\n")) == (2, 1), result.output


def test_nodes_of_others_with_other_labels_may_stay(unprepared: Connection, store: Store) -> None:
    run(unprepared, "CREATE (:Person {name: 'Bo'})-[:MENTIONS]->(:Place {name: 'Port Sol'})")
    store.prepare()
    store.put([reading(PAPER, says(PAPER, claim()), claims=(claim(),))])
    assert list(store.check()) == []
    assert store.stats().articles == 1
    store.forget("a")
    assert run(unprepared, "MATCH (p:Person)-[:MENTIONS]->(q:Place) RETURN p.name AS p, q.name AS q") == [
        {"p": "Bo", "q": "Port Sol"}
    ]


@pytest.mark.parametrize(
    "foreign",
    [
        "CREATE (n:Article {headline: 'Not ours'})",
        "CREATE (n:Article {id: 7, title: 'Not ours'})",
        "CREATE (n:Entity {name: 'Not ours'})",
        "CREATE (n:Entity:Firm {name: 'Not ours', named: true})",
        "CREATE (n:Claim {text: 'Not ours'})-[:ABOUT]->(:Person {name: 'Bo'})",
        "CREATE (n:Text {text: 'Not ours'})",
    ],
)
def test_nodes_of_others_that_came_later_are_told_passed_by_and_left(
    store: Store, store_connection: Connection, foreign: str
) -> None:
    one = reading(PAPER, says(PAPER, claim()), claims=(claim(),))
    store.put([one])
    entities = sum(store.stats().entities.values())
    run(store_connection, foreign)
    try:
        (found,) = store.check()
        assert "was not written by claimgraph" in str(found)
        assert [article.id for article in store.articles()] == ["a"]
        assert store.network().records.keys() == {claim().id}
        assert store.find("Norland")[0].name == "Norland"
        assert (store.stats().articles, sum(store.stats().entities.values())) == (1, entities)
        assert sum(store.stats().claims.values()) == 1
        assert store.rebuild() == (0, 0, 1)
        assert store.put([one]).articles_unchanged == 1
    finally:
        assert run(store_connection, "MATCH (n) WHERE 'Not ours' IN [n.headline, n.title, n.name, n.text] RETURN n")
        run(store_connection, "MATCH (n) WHERE n.text = 'Not ours' OPTIONAL MATCH (n)-->(p:Person) DETACH DELETE n, p")
        run(store_connection, "MATCH (n) WHERE 'Not ours' IN [n.headline, n.title, n.name] DETACH DELETE n")


def test_the_commands_tell_nodes_of_others_as_such(
    store: Store, store_connection: Connection, store_environment: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    store.put([reading(PAPER, says(PAPER, claim()), claims=(claim(),))])
    run(store_connection, "CREATE (n:Article {headline: 'Not ours'})")
    for name, value in store_environment.items():
        monkeypatch.setenv(name, value)
    try:
        for command in ("check", "rebuild"):
            result = CliRunner().invoke(main, ["db", command])
            assert result.exit_code == 0, result.output
            assert "1 node with labels of claimgraph is somebody else's and left alone" in result.output
            assert "load" not in result.output
    finally:
        run(store_connection, "MATCH (n:Article) WHERE n.headline = 'Not ours' DELETE n")

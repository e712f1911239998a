"""Whatever is done to a graph by hand: `rebuild`, and loading the articles again, make it what a fresh load makes."""

from __future__ import annotations

import random
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from building import LATHES, MISSILES, NORLAND, VERIDIA, WEAPONS, claim, document, reading, says
from click.testing import CliRunner
from whole_graph import everything, run

from claimgraph.app.cli import main
from claimgraph.app.explore.asked import Asked
from claimgraph.app.explore.explorer import Explorer
from claimgraph.graph.errors import ClaimgraphError
from claimgraph.graph.model import Document, Entity, EntityType, Reading, Stance
from claimgraph.graph.server.values import Connection
from claimgraph.graph.store import Store
from claimgraph.graph.store.schema import SCHEMA
from claimgraph.loaders.load import Loaded, load

pytestmark = pytest.mark.integration

FIRM = Entity("firm:bolt", EntityType.FIRM, "Bolt", country=NORLAND.id)
PAPER = document("a", "Ana Sol said Norland sold missiles and lathes to Veridia.", "Wire")
REPLY = document("b", "Veridia denies that it got weapons from Norland.", "Post")
THIRD = document("c", "Norland sold lathes to Veridia, Ana Sol said again.", "Post")
READINGS = {
    "a": reading(
        PAPER,
        says(PAPER, claim(MISSILES)),
        says(PAPER, claim(LATHES), Stance.ASSERTS, None),
        claims=(claim(MISSILES), claim(LATHES)),
        more=(FIRM,),
    ),
    "b": reading(REPLY, says(REPLY, claim(WEAPONS), Stance.DENIES, VERIDIA), claims=(claim(WEAPONS),)),
    "c": reading(THIRD, says(THIRD, claim(LATHES)), claims=(claim(LATHES),)),
}
VALUES = ["null", "7", "'changed'", "true", "[]", "['changed']", "0.5", "''"]
READER = "rules 0123"
DAMAGES = 20
"""So many damages are drawn, and more with `--rounds`."""


def _load(store: Store, *ids: str) -> tuple[list[str], int]:
    """Load articles as the command does; ids of those that were read, and how many were passed over."""
    read: list[str] = []

    def readings(items: Any) -> Any:
        for item in items:
            if isinstance(item, Document):
                read.append(item.article.id)
            yield READINGS[item.article.id] if isinstance(item, Document) else item

    with store.loading("these", READER) as loading:
        results = list(load([READINGS[id].document for id in ids], readings, loading))
    assert all(isinstance(one, Loaded) for one in results), results
    return read, sum(one.change.articles_unchanged for one in results if isinstance(one, Loaded))


@pytest.fixture
def fresh(store: Store, store_connection: Connection) -> list[str]:
    """What a load of all articles into an empty store makes."""
    _load(store, *READINGS)
    return everything_but_runs(store_connection)


def everything_but_runs(connection: Connection) -> list[str]:
    run(connection, "MATCH (a:Article) SET a.run = null")
    return everything(connection)


def damage(draw: random.Random) -> str:
    """One piece of harm, as Cypher."""
    label, type = (
        draw.choice([node.label for node in SCHEMA.nodes]),
        draw.choice([r.type for r in SCHEMA.relationships]),
    )
    some, which = draw.random(), f"WITH n ORDER BY toString(coalesce(n.id, n.article)) SKIP {draw.randrange(4)} LIMIT 1"
    one = f"MATCH (n:{label}) WHERE NOT n:Meta {which}"
    link = f"MATCH (x)-[r:{type}]->(y) WITH x, r, y ORDER BY x.id, y.id SKIP {draw.randrange(3)} LIMIT 1"
    properties = [p.name for p in SCHEMA.node(label).properties if p.name != SCHEMA.node(label).key]
    of_link = [p.name for p in SCHEMA.relationship(type).properties]
    harms = [
        f"{one} DETACH DELETE n",
        f"{link} DELETE r",
        f"{link} CREATE (y)-[:{type}]->(x)",
        f"MATCH (x:Article), (y:Claim) WITH x, y LIMIT 1 CREATE (x)-[:{type}]->(y)",
        f"{one} SET n.{draw.choice(properties)} = {draw.choice(VALUES)}" if properties else "RETURN 1",
        f"{link} SET r.{draw.choice(of_link)} = {draw.choice(VALUES)}" if of_link else "RETURN 1",
    ]
    return harms[int(some * len(harms))]


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Draw as many damages as `--rounds` says, some always."""
    if "seed" in metafunc.fixturenames:
        first, rounds = metafunc.config.getoption("--seed"), metafunc.config.getoption("--rounds")
        metafunc.parametrize("seed", range(first, first + max(DAMAGES, rounds)))


def test_what_was_done_by_hand_is_undone(
    store: Store, store_connection: Connection, fresh: list[str], seed: int
) -> None:
    draw = random.Random(seed)  # noqa: S311 no secret
    harms = [damage(draw) for _ in range(1 + seed % 3)]
    for harm in harms:
        try:
            run(store_connection, harm)
        except Exception as error:  # a constraint holds, so that nothing was done
            assert "already exists" in str(error), harm
    for look in (store.articles, store.network, store.stats, lambda: list(store.check())):
        try:
            look()
        except ClaimgraphError as error:
            assert "\n" not in str(error)
    if seed % 2:
        _load(store, *READINGS)
    store.rebuild()
    store.network()
    _load(store, *READINGS)
    assert (list(store.check()), harms) == ([], harms)
    assert everything_but_runs(store_connection) == fresh


def test_an_edited_article_loads_after_its_claim_was_deleted_by_hand(
    store: Store, store_connection: Connection, fresh: list[str]
) -> None:
    del fresh
    run(store_connection, "MATCH (c:Claim {good: 'good:lathes'}) DETACH DELETE c")
    edited = document("a", "Ana Sol said today that Norland sold lathes to Veridia.", "Wire")
    store.put([reading(edited, says(edited, claim(LATHES)), claims=(claim(LATHES),))])
    store.put(READINGS.values())
    assert list(store.check()) == []


@pytest.mark.parametrize("value", ["null", "7"])
def test_decisions_are_carried_out_in_a_damaged_graph(
    store: Store, store_connection: Connection, fresh: list[str], value: str
) -> None:
    del fresh
    for write in (
        lambda: store.merge(LATHES.id, WEAPONS.id),
        lambda: store.split(WEAPONS.id),
        lambda: store.forget("c"),
        lambda: store.put([READINGS["c"]]),
    ):
        run(store_connection, f"MATCH (c:Claim) SET c.voices = {value}")
        write()
        assert list(store.check()) == []


def test_what_is_unchanged_is_passed_over(store: Store, fresh: list[str]) -> None:
    del fresh
    assert _load(store, *READINGS) == ([], 3)


@pytest.mark.parametrize(
    "harm",
    [
        "MATCH (t:Text {article: 'b'}) SET t.text = t.text + ' Really.'",
        "MATCH (t:Text {article: 'b'}) DETACH DELETE t",
        "MATCH ()-[r:REPORTED_IN]->(:Article {id: 'b'}) SET r.quote = 'Veridia agrees'",
        "MATCH ()-[r:REPORTED_IN]->(:Article {id: 'b'}) SET r.stance = 'asserts'",
        "MATCH (a:Article {id: 'b'}) SET a.title = 'Another'",
        "MATCH (:Article {id: 'b'})-[r:MENTIONS]->(:State {id: 'state:VD1'}) DELETE r",
    ],
)
def test_what_was_damaged_is_found_read_again_and_healed(
    store: Store, store_connection: Connection, fresh: list[str], harm: str
) -> None:
    run(store_connection, harm)
    assert "b" in {one.id for one in store.check() if one.of == "Article"}
    assert _load(store, *READINGS) == (["b"], 2)
    assert list(store.check()) == []
    assert everything_but_runs(store_connection) == fresh


def test_another_extractor_reads_again(store: Store, store_connection: Connection, fresh: list[str]) -> None:
    del fresh
    run(store_connection, "MATCH (a:Article {id: 'a'}) SET a.reader = 'rules before'")
    assert _load(store, *READINGS) == (["a"], 3)
    assert _load(store, *READINGS) == ([], 3)


def test_what_is_told_of_an_article_lands(store: Store, fresh: list[str]) -> None:
    del fresh
    told = replace(REPLY, article=replace(REPLY.article, title="No weapons", outlet="Evening Post"))
    before: Reading = READINGS["b"]
    READINGS["b"] = replace(before, document=told)
    try:
        assert _load(store, *READINGS) == (["b"], 2)
    finally:
        READINGS["b"] = before
    assert store.find_article("b").title == "No weapons"


LOSSES = {
    "the tie to a supplier": "MATCH (:Claim {good: 'good:lathes'})-[r:SUPPLIER]->() DELETE r",
    "a good": "MATCH (e {id: 'good:lathes'}) DETACH DELETE e",
    "the tie to an article": "MATCH (:Claim {good: 'good:lathes'})-[r:REPORTED_IN]->(:Article {id: 'c'}) DELETE r",
    "an article": "MATCH (a:Article {id: 'c'}) DETACH DELETE a",
    "a speaker": "MATCH (e:Official) DETACH DELETE e",
    "a value of a statement": "MATCH ()-[r:REPORTED_IN]->(:Article {id: 'c'}) SET r.stance = 'shouts'",
}


@pytest.mark.parametrize("loss", LOSSES)
def test_what_is_left_is_exported_and_what_is_left_out_is_told(
    store: Store, store_connection: Connection, fresh: list[str], store_environment: dict[str, str],
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, loss: str,
) -> None:  # fmt: skip
    del fresh
    run(store_connection, LOSSES[loss])
    for name, value in store_environment.items():
        monkeypatch.setenv(name, value)
    lathes = claim(LATHES).id
    result = CliRunner().invoke(main, ["export", "-o", str(tmp_path / "all.json")])
    assert result.exit_code == 0, result.output
    told = next(line for line in result.stderr.splitlines() if line.startswith("Note: "))
    assert lathes in told
    assert "claimgraph db rebuild" in told
    assert "claimgraph load" in told
    assert "good:weapons" in (tmp_path / "all.json").read_text()
    why = CliRunner().invoke(main, ["why", lathes])
    assert (why.exit_code, lathes in why.stderr) == (0, True), why.output


@pytest.mark.parametrize("loss", ["the tie to a supplier", "a good", "the tie to an article", "an article"])
def test_a_query_tells_what_it_cannot_find(
    store: Store, store_connection: Connection, fresh: list[str], store_environment: dict[str, str],
    monkeypatch: pytest.MonkeyPatch, loss: str,
) -> None:  # fmt: skip
    del fresh
    for name, value in store_environment.items():
        monkeypatch.setenv(name, value)
    asked = ["query", "run", "suppliers-of", "-p", "state=Veridia"]
    assert CliRunner().invoke(main, asked).stderr == ""
    run(store_connection, LOSSES[loss])
    result = CliRunner().invoke(main, asked)
    assert result.exit_code == 0, result.output
    assert claim(LATHES).id in result.stderr
    assert claim(LATHES).id in Explorer(store).answer("start", Asked({}))["lost"]


@pytest.mark.parametrize(
    ("harm", "told"),
    [
        (["DROP INDEX claimgraph_quotes"], [("INDEX", "claimgraph_quotes", "is missing")]),
        (["DROP CONSTRAINT claimgraph_text_article"], [("CONSTRAINT", "claimgraph_text_article", "is missing")]),
        (
            ["CREATE CONSTRAINT theirs FOR (e:Entity) REQUIRE e.search IS UNIQUE"],
            [("CONSTRAINT", "theirs", "stands on what is claimgraph's")],
        ),
        (["CREATE INDEX theirs FOR (n:Firm) ON (n.name)"], [("INDEX", "theirs", "stands on what is claimgraph's")]),
        (["CREATE INDEX theirs FOR (n:Boat) ON (n.name)", "DROP INDEX theirs"], []),
        (
            ["DROP INDEX claimgraph_entity_name", "CREATE INDEX claimgraph_entity_name FOR (n:Boat) ON (n.name)"],
            [("INDEX", "claimgraph_entity_name", "is not as claimgraph declares it")],
        ),
    ],
)
def test_constraints_and_indexes_that_are_not_as_declared_are_told_and_made_right(
    store: Store, store_connection: Connection, fresh: list[str], harm: list[str], told: list[tuple[str, str, str]]
) -> None:
    for statement in harm:
        run(store_connection, statement)
    found = [(one.of, one.id, one.note) for one in store.check()]
    assert [one[:2] for one in found] == [one[:2] for one in told]
    assert all(note.startswith(beginning) for (*_, note), (*_, beginning) in zip(found, told, strict=True))
    assert store.rebuild() == (len(told), 0, 0)
    assert list(store.check()) == []
    assert everything_but_runs(store_connection) == fresh


def test_what_only_follows_from_damage_is_not_told_besides(
    store: Store, store_connection: Connection, fresh: list[str]
) -> None:
    run(store_connection, "MATCH (:Claim {good: 'good:lathes'})-[r:SUPPLIER]->() DELETE r")
    assert [one.of for one in store.check()] == ["PARTS"]
    assert store.rebuild() == (1, 0, 0)
    assert everything_but_runs(store_connection) == fresh


@pytest.mark.parametrize("label", ["Article", "Claim:Review", "Foo"])
def test_our_nodes_with_labels_of_somebody_else_besides_can_be_read_and_checked(
    store: Store, store_connection: Connection, fresh: list[str], label: str
) -> None:
    assert fresh
    before = store.network()
    run(store_connection, f"MATCH (e:Entity) WITH e ORDER BY e.id LIMIT 1 SET e:{label}")
    assert store.network() == before
    list(store.check())
    store.rebuild()
    _load(store, *READINGS)
    run(store_connection, f"MATCH (e:Entity) REMOVE e:{label}")
    assert list(store.check()) == []
    assert store.network() == before


@pytest.mark.parametrize("writes", ["9223372036854775807", "-1", "'many'", "0.0 / 0.0", "[1]", "null"])
def test_a_count_of_writes_that_cannot_go_up_is_told_and_set_right_by_whoever_writes(
    store: Store, store_connection: Connection, fresh: list[str], writes: str
) -> None:
    harm = f"MATCH (m:Meta) SET m.writes = {writes}"
    run(store_connection, harm)
    assert [one.of for one in store.check()] == ["Meta"]
    store.forget("c")
    assert list(store.check()) == []
    run(store_connection, harm)
    assert store.rebuild() == (1, 0, 0)
    run(store_connection, harm)
    _load(store, *READINGS)
    assert list(store.check()) == []
    assert everything_but_runs(store_connection) == fresh


@pytest.mark.parametrize(
    "harm",
    [
        "MATCH (e:Firm|Official) SET e.forms = ['{'], e.form_counts = [1]",
        "MATCH (e:Entity) SET e.forms = 7",
        "MATCH (e:Entity) SET e.form_counts = []",
        "MATCH (m:Meta) SET m.months = 'x', m.month_counts = [1.5]",
        "MATCH (n:Meta|Entity) SET n.months = ['2020-01'], n.month_counts = []",
    ],
)
def test_lists_of_the_wrong_form_or_length_are_mended_by_whoever_writes(
    store: Store, store_connection: Connection, fresh: list[str], harm: str
) -> None:
    later = document("d", "Norland sold lathes to Veridia, Ana Sol said at last.", "Post")
    for write in (
        lambda: store.put([reading(later, says(later, claim(LATHES)), claims=(claim(LATHES),))]),
        lambda: store.forget("d"),
        lambda: store.merge(NORLAND.id, VERIDIA.id),
        lambda: store.split(VERIDIA.id),
        store.rebuild,
    ):
        run(store_connection, harm)
        write()
        assert list(store.check()) == []
    assert everything_but_runs(store_connection) == fresh

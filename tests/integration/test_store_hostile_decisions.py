"""Decisions that came into a graph by hand or with a dump, and that no store would take in: one line, and a rebuild."""

from __future__ import annotations

import json
from typing import Any

import pytest
from building import LATHES, VERIDIA, claim, document, reading, says
from whole_graph import run

from claimgraph.graph.decision import Kind
from claimgraph.graph.errors import DamagedError
from claimgraph.graph.model import EntityType, Modality, Stance
from claimgraph.graph.review import Named, Place, ReadThere, Review
from claimgraph.graph.server.values import Connection
from claimgraph.graph.store import Store
from claimgraph.graph.store.inforce import review_row
from claimgraph.graph.store.schema import VERSION

pytestmark = pytest.mark.integration

TEXT = "Norland sold lathes to Veridia."
PAPER = document("a", TEXT, "Wire")
READING = reading(PAPER, says(PAPER, claim(LATHES)), claims=(claim(LATHES),))
LATER = document("b", "Veridia got lathes from Norland.", "Post")
LATER_READING = reading(LATER, says(LATER, claim(LATHES)), claims=(claim(LATHES),))
DEEP = "[" * 5_000
DEEP_BUT_READABLE = json.dumps({"kind": "note", "says": {"text": "x"}})[:-1] + ', "z": ' + "[" * 300 + "]" * 300 + "}"


@pytest.mark.parametrize("content", [DEEP, DEEP_BUT_READABLE])
def test_a_decision_that_nests_too_deep_is_told_and_set_aside(
    store: Store, store_connection: Connection, content: str
) -> None:
    store.put([READING])
    row = {"id": "decision:eve", "kind": "reject", "by": "Eve", "at": "2026", "content": content, "telling": True}
    run(store_connection, f"CREATE (r:Review) SET r = {_cypher(row)}")
    with pytest.raises(DamagedError, match="a Review cannot be read") as told:
        store.reviews()
    assert "\n" not in str(told.value)
    assert [(one.of, one.note) for one in store.check()] == [("Review", "cannot be read")]
    store.put([LATER_READING])
    assert store.reviews() == []
    assert list(store.check()) == []
    assert _set_aside(store_connection) == ["Eve"]


@pytest.mark.parametrize(
    "harm",
    [
        "MATCH (:Article)-[m:MENTIONS]->(:Entity) WITH m LIMIT 1 SET m.form = $deep",
        "MATCH ()-[r:REPORTED_IN]->() WITH r LIMIT 1 SET r.roles = $deep",
        "MATCH ()-[r:REPORTED_IN]->() WITH r LIMIT 1 SET r.read = $deep",
        "MATCH ()-[r:REPORTED_IN]->() WITH r LIMIT 1 SET r.read = 'changed'",
        "MATCH (a:Article) WITH a LIMIT 1 SET a.as_read = $deep",
        "MATCH (a:Article) WITH a LIMIT 1 SET a.as_read = 'changed'",
        "MATCH (a:Article) WITH a LIMIT 1 SET a.set_aside = [$deep]",
        "CREATE (:Parting {id: 'x~1', of: 'x', of_name: 'x', label: 'x', readings: $deep, decided_at: '2026'})",
    ],
)
def test_what_cannot_be_read_elsewhere_is_told_and_mended(
    store: Store, store_connection: Connection, harm: str
) -> None:
    store.put([READING])
    run(store_connection, harm.replace("$deep", repr(DEEP)))
    assert list(store.check()) != []
    store.rebuild()
    store.put([READING])
    assert list(store.check()) == []


def test_a_decision_that_no_store_keeps_is_told_and_set_aside_so_that_its_article_loads(
    store: Store, store_connection: Connection
) -> None:
    place = Place("b", "b", LATER.article.sha256, 0, len(LATER.text), LATER.text, (), "")
    parts = [Named(one.id, one.type, one.name) for one in (VERIDIA, LATHES)]
    too_long = Named("firm:" + "x" * 9_000, EntityType.FIRM, "X")
    there = ReadThere(place, too_long, *parts, Stance.ASSERTS, Modality.ACTUAL, None, False)
    store.put([READING])
    row = review_row(Review.of(Kind.ADD, there, "Eve", "2026-03-01"))
    run(store_connection, f"CREATE (r:Review) SET r = {_cypher(row)}")
    (told,) = store.check()
    assert (told.of, told.note.partition(":")[0]) == ("Review", "cannot be kept")
    assert store.rebuild().found == 1
    store.put([LATER_READING])
    assert store.stats().articles == 2
    assert list(store.check()) == []
    assert _set_aside(store_connection) == ["Eve"]


@pytest.mark.parametrize(
    "number", ["9223372036854775807", "4611686018427387903", "[1]", "date()", "true", "1.0 / 0", "9007199254740992.0"]
)
def test_no_number_of_a_decision_on_record_keeps_the_next_ones_out(
    store: Store, store_connection: Connection, number: str
) -> None:
    store.put([READING])
    told = "kind: 'note', by: 'Eve', at: '2026', about: ['a'], names: ['a']"
    for id in ("1", "2", "9223372036854775807"):
        run(store_connection, f"CREATE (:Decision {{id: '{id}', number: {number}, {told}}})")
    for text in ("first", "second", "third"):
        store.note_on(VERIDIA.id, text, by="Ada")
    assert [one.by for one in store.decisions()].count("Ada") == 3
    mended = store.rebuild()
    assert list(store.check()) == []
    store.note_on(VERIDIA.id, "fourth", by="Ada")
    assert [one.by for one in store.decisions()][-1] == "Ada"
    assert mended


def test_a_record_that_tells_no_decision_is_told_and_leaves_with_a_rebuild(
    store: Store, store_connection: Connection
) -> None:
    store.put([READING])
    store.note_on(VERIDIA.id, "first", by="Ada")
    run(
        store_connection,
        "CREATE (:Decision {id: '1', number: 1, kind: 'x', by: 'Eve', at: '2026', about: [], names: []})",
    )
    with pytest.raises(DamagedError):
        store.decisions()
    assert [(one.of, one.note) for one in store.check()] == [("Decision", "cannot be read")]
    store.rebuild()
    assert [one.by for one in store.decisions()] == ["Ada"]


def test_an_older_graph_with_such_decisions_is_upgraded(store: Store, store_connection: Connection) -> None:
    store.put([READING])
    row = {"id": "decision:eve", "kind": "reject", "by": "Eve", "at": "2026", "content": DEEP, "telling": True}
    run(store_connection, f"CREATE (r:Review) SET r = {_cypher(row)}")
    part = {"id": "x~1", "of": "x", "of_name": "x", "label": "x", "readings": DEEP, "decided_at": "2026"}
    run(store_connection, f"CREATE (p:Parting) SET p = {_cypher(part)}")
    run(store_connection, "MATCH (meta:Meta) SET meta.schema = 5")
    try:
        with Store.at(store_connection, to_upgrade=True) as older:
            assert older.upgrade() == 5
            assert list(older.check()) == []
    finally:
        run(store_connection, f"MATCH (meta:Meta) SET meta.schema = {VERSION}")
    assert _set_aside(store_connection) == ["Eve"]


def _set_aside(connection: Connection) -> list[str]:
    """Who made the decisions that are set aside; they are gone afterwards."""
    found = run(connection, "MATCH (r:ReviewSetAside) WITH r, r.by AS by DELETE r RETURN by")
    return [one["by"] for one in found]


def _cypher(row: dict[str, Any]) -> str:
    """A map in Cypher that holds these properties."""
    return "{" + ", ".join(f"{name}: {json.dumps(value)}" for name, value in row.items()) + "}"

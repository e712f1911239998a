"""A graph that the first claimgraph wrote is brought along whole, and then used as if this one had made it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, LiteralString, cast

import pytest
from first_schema import FIRM, READINGS, make_first_schema
from neo4j import GraphDatabase, Session

from claimgraph.graph.errors import StoreError
from claimgraph.graph.server.values import Connection
from claimgraph.graph.store import Store
from claimgraph.graph.store.schema import VERSION

pytestmark = pytest.mark.integration

NODES = "MATCH (n) RETURN labels(n), properties(n)"
LINKS = "MATCH (a)-[r]->(b) RETURN coalesce(a.id, a.article), type(r), coalesce(b.id, b.article), properties(r)"
INDEXES = "SHOW INDEXES YIELD name, type, labelsOrTypes, properties WHERE type <> 'LOOKUP' RETURN *"
UNPARTED = """
MATCH (:Article)-[mention:MENTIONS]->() WHERE mention.form CONTAINS ', "part": "'
SET mention.form = split(mention.form, ', "part": "')[0] + '}' RETURN count(*) AS forms
"""


@pytest.fixture
def first(store: Store, store_connection: Connection) -> Iterator[Connection]:
    """The way to a database that holds `READINGS` as schema 1 kept them, without any later constraint or index."""
    with _session(store_connection) as session:
        _clear(session)
        make_first_schema(session)
    yield store_connection
    with _session(store_connection) as session:
        _clear(session)
    store.prepare()


@contextmanager
def _session(at: Connection) -> Iterator[Session]:
    with (
        GraphDatabase.driver(at.uri, auth=(at.username, at.password), notifications_min_severity="OFF") as driver,
        driver.session(database=at.database) as session,
    ):
        yield session


def _clear(session: Session) -> None:
    session.run("MATCH (n) DETACH DELETE n").consume()
    for name in session.run("SHOW CONSTRAINTS YIELD name WHERE name STARTS WITH 'claimgraph_' RETURN name").value():
        session.run(cast(LiteralString, f"DROP CONSTRAINT {name}")).consume()
    for name in session.run("SHOW INDEXES YIELD name WHERE name STARTS WITH 'claimgraph_' RETURN name").value():
        session.run(cast(LiteralString, f"DROP INDEX {name}")).consume()


def _whole(at: Connection) -> list[str]:
    """Every node, relationship and index as one line; how often was written does not count."""
    with _session(at) as session:
        rows = [row for cypher in (NODES, LINKS, INDEXES) for row in session.run(cast(LiteralString, cypher)).values()]
    return sorted(repr([_ordered(part) for part in row]) for row in rows)


_PASSING = ("writes", "mark", "digest")


def _ordered(part: Any) -> Any:
    """Properties in order, but the count of writes, its mark and the digests, which each version makes its own way."""
    return sorted(item for item in part.items() if item[0] not in _PASSING) if isinstance(part, dict) else part


@contextmanager
def _opened(at: Connection, *, to_upgrade: bool) -> Iterator[Store]:
    with Store.connect(at.uri, at.username, at.password, at.database, to_upgrade=to_upgrade) as store:
        yield store


def test_an_upgraded_graph_is_the_one_that_this_claimgraph_would_have_made(first: Connection, store: Store) -> None:
    with _opened(first, to_upgrade=True) as opened:
        assert opened.upgrade() == 1
        assert opened.upgrade() == VERSION
        assert list(opened.check()) == []
    upgraded = _whole(first)
    with _session(first) as session:
        _clear(session)
    store.prepare()
    for reading in READINGS:
        store.put([reading])
    assert upgraded == _whole(first)


def test_what_is_loaded_and_forgotten_after_an_upgrade_leaves_all_sums_right(first: Connection) -> None:
    with _opened(first, to_upgrade=True) as opened:
        opened.upgrade()
    with _opened(first, to_upgrade=False) as store:
        changed = store.put(READINGS)
        assert (changed.articles_added, changed.claims_added, changed.statements_added) == (0, 0, 0)
        store.forget("a")
        assert list(store.check()) == []
        store.put(READINGS[:1])
        assert list(store.check()) == []


def test_decisions_of_schema_5_are_told_as_this_claimgraph_tells_them(
    store: Store, store_connection: Connection
) -> None:
    """Schema 5 knew decisions about identity, but no article told which of its readings were parted from others."""
    store.put(READINGS)
    store.part(FIRM.id, "c", by="Ada")
    as_now = _whole(store_connection)
    with _session(store_connection) as session:
        changed = session.run(UNPARTED).single(strict=True)
        assert changed["forms"] == 1
        session.run("MATCH (meta:Meta) SET meta.schema = 5").consume()
    with _opened(store_connection, to_upgrade=True) as opened:
        assert opened.upgrade() == 5
        assert list(opened.check()) == []
    assert _whole(store_connection) == as_now


def test_an_upgrade_that_was_cut_off_is_done_by_the_next_one(first: Connection) -> None:
    """Whatever step was the last one: all that an upgrade does before it names the new version may be done again."""
    with _opened(first, to_upgrade=True) as opened:
        opened.upgrade()
        whole = _whole(first)
        for damage in ("MATCH (p:Pair) DELETE p", "DROP INDEX claimgraph_pair_claims IF EXISTS"):
            with _session(first) as session:
                session.run(cast(LiteralString, damage)).consume()
                session.run("MATCH (meta:Meta) SET meta.schema = 1").consume()
            assert opened.upgrade() == 1
            assert _whole(first) == whole


def test_an_older_graph_is_told_and_left_alone(first: Connection) -> None:
    before = _whole(first)
    with (
        pytest.raises(StoreError, match=rf"schema 1 of an older .*`claimgraph db upgrade` brings it to {VERSION}$"),
        _opened(first, to_upgrade=False),
    ):
        pass
    assert _whole(first) == before


def test_a_newer_graph_is_not_upgraded(first: Connection) -> None:
    with _session(first) as session:
        session.run("MATCH (meta:Meta) SET meta.schema = 99").consume()
    with pytest.raises(StoreError, match="schema 99 of a newer claimgraph"), _opened(first, to_upgrade=True):
        pass

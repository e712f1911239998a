"""How much the saved queries look at beside a hub: no more than they show, in a graph that is made of nodes alone."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import closing
from typing import Any

import neo4j
import pytest
from emptying import emptied

from claimgraph.graph.server.values import Connection
from claimgraph.graph.store import Store
from claimgraph.queries import Catalog

pytestmark = pytest.mark.integration

MADE = """
CREATE (hub:Entity:State {id: 'state:hub', name: 'Hub', as_recipient: 1, as_supplier: 1})
CREATE (seller:Entity:State {id: 'state:seller', name: 'Seller', as_recipient: 0, as_supplier: 1})
CREATE (above:Entity:Good {id: 'good:above', name: 'above'})
WITH *
UNWIND range(1, 300) AS firm
CREATE (:Entity:Firm {id: 'firm:' + firm, name: 'Firm ' + firm, as_recipient: 0, as_supplier: 0})-[:BASED_IN]->(hub)
WITH DISTINCT hub, seller, above
UNWIND range(1, 30) AS kind
CREATE (good:Entity:Good {id: 'good:' + kind, name: 'Good ' + kind})-[:KIND_OF]->(above)
WITH *
UNWIND range(1, 40) AS number
CREATE (buyer:Entity:State {id: 'state:' + kind + '.' + number, name: 'Buyer', as_recipient: 1, as_supplier: 0})
CREATE (:Claim {id: 'actual:' + buyer.id, supplier: seller.id, recipient: buyer.id, good: good.id, modality: 'actual',
  status: 'asserted', origins: 1, rank: '000001 2024-01-' + right('0' + number % 28, 2)})
CREATE (:Claim {id: 'blocked:' + buyer.id, supplier: seller.id, recipient: buyer.id, good: good.id, modality: 'blocked',
  status: 'negated', origins: 1, rank: '000001 2024-01-01'})
WITH DISTINCT hub, seller, good, range(1, 5) AS numbers
UNWIND numbers AS number
MATCH (buyer:Entity {id: 'state:1.' + number})
MERGE (pair:Pair {id: 'pair:' + number, supplier: seller.id, recipient: buyer.id, claims: 30})
CREATE (seller)-[:SUPPLIES {claim: good.id + buyer.id, good: good.id}]->(buyer)
"""
GONE = "MATCH (n) WHERE NOT n:Meta DETACH DELETE n"


@pytest.fixture(scope="module")
def session(shared_store: Store, store_connection: Connection) -> Iterator[neo4j.Session]:
    """A session on that graph, which is gone afterwards. What was there is forgotten by the store itself, which would
    remember it otherwise."""
    emptied(shared_store)
    auth = (store_connection.username, store_connection.password)
    with (
        closing(
            neo4j.GraphDatabase.driver(store_connection.uri, auth=auth, notifications_min_severity="OFF")
        ) as driver,
        driver.session(database=store_connection.database) as session,
    ):
        session.run(MADE).consume()
        yield session
        session.run(GONE).consume()


def work(session: neo4j.Session, name: str, **given: Any) -> dict[str, int]:
    """The database accesses of a query by operator."""
    query = Catalog.load().get(name)
    values = {each.name: each.default for each in query.parameters} | given
    plan = session.run("PROFILE " + query.cypher, values).consume().profile  # type: ignore[arg-type]
    assert plan
    hits: dict[str, int] = {}
    for operator in _operators(plan):
        kind = operator["operatorType"].split("@")[0]
        hits[kind] = hits.get(kind, 0) + operator.get("dbHits", 0)
    return hits


def _operators(plan: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    yield plan
    for child in plan.get("children", ()):
        yield from _operators(child)


def test_a_good_with_many_kinds_takes_few_claims_of_each(session: neo4j.Session) -> None:
    hits = work(session, "by-good", good="good:above", limit=20)
    assert hits["NodeIndexSeek"] + hits["Projection"] < 1100


def test_firms_that_receive_nothing_are_not_looked_for_among_the_claims(session: neo4j.Session) -> None:
    assert work(session, "suppliers-of", state="state:hub")["NodeIndexSeek"] < 10
    assert work(session, "supplies-of", supplier="state:hub")["NodeIndexSeek"] < 10


def test_denials_are_found_beside_many_supplies_that_were_stopped(session: neo4j.Session) -> None:
    assert work(session, "denials")["Unwind"] < 10


def test_a_good_that_many_pairs_share_is_looked_up_once(session: neo4j.Session) -> None:
    goods, pairs = 30, 5
    assert work(session, "supply-pairs")["NodeUniqueIndexSeek"] < 3 * (goods + 4 * pairs)

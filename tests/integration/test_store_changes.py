"""Whatever is loaded, loaded anew and forgotten, in whatever order: the store holds what the articles alive say."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from random_readings import ARTICLES, readings

from claimgraph.graph.model import EntityType, Reading, Stance, Status
from claimgraph.graph.network import Network
from claimgraph.graph.store import LoadChange, Store

pytestmark = pytest.mark.integration

SUMMARY = """MATCH (c:Claim)
RETURN c.id, c.modality, c.status, c.hedged, c.origins, c.first_said, c.last_said, [(c)-[:VIA]->(e) | e.id] AS via"""
SUPPLIES = "MATCH (a)-[r:SUPPLIES]->(b) RETURN a.id, b.id, r.claim, r.good, r.status, r.hedged, r.origins"
SPOKEN = """MATCH (speaker:Entity)-[r:ASSERTS|ALLEGES|DENIES]->(c:Claim)
RETURN speaker.id, toLower(type(r)), r.statement, r.article, c.id"""

STEPS = st.lists(
    st.one_of(st.lists(readings(), min_size=1, max_size=3), st.sampled_from(ARTICLES)), min_size=1, max_size=6
)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(STEPS)
def test_the_store_equals_the_network_of_the_articles_alive(store: Store, steps: list[list[Reading] | str]) -> None:
    alive: dict[str, Reading] = {}
    total = LoadChange()
    for step in steps:
        if isinstance(step, str):
            if step in alive:
                total += store.forget(step)
                del alive[step]
        else:
            total += store.put(step)
            alive |= {reading.document.article.id: reading for reading in step}
        _holds(store, Network.of_readings(alive.values()), total)
    for article in alive:
        total += store.forget(article)
    _holds(store, Network.of_readings(()), total)
    assert store.read("MATCH (n) WHERE NOT n:Meta RETURN n").rows == ()


def _holds(store: Store, expected: Network, total: LoadChange) -> None:
    assert store.network() == expected
    records = expected.records.values()
    assert _rows(store, SUMMARY) == _sorted(
        (
            r.claim.id,
            r.claim.modality.value,
            r.status.value,
            r.hedged,
            r.origins,
            r.first_said,
            r.last_said,
            sorted(r.via),
        )
        for r in records
    )
    assert _rows(store, SUPPLIES) == _sorted(
        (r.claim.supplier, r.claim.recipient, r.claim.id, r.claim.good, r.status.value, r.hedged, r.origins)
        for r in records
        if r.is_supply
    )
    assert _rows(store, SPOKEN) == _sorted(
        (s.speaker, s.stance.value, s.id, s.evidence.article, r.claim.id)
        for r in records
        for s in r.statements
        if s.speaker
    )
    _counts_agree(store, expected, total)


def _counts_agree(store: Store, expected: Network, total: LoadChange) -> None:
    stats = store.stats()
    statements = [statement for record in expected.records.values() for statement in record.statements]
    assert stats.articles == len(expected.articles) == total.articles_added - total.articles_forgotten
    assert sum(stats.entities.values()) + stats.goods_above == len(expected.entities)
    assert len(expected.entities) == total.entities_added - total.entities_removed
    assert len(expected.records) == total.claims_added - total.claims_removed
    assert len(statements) == total.statements_added - total.statements_removed
    assert stats.statements == {
        stance.value: sum(1 for one in statements if one.stance is stance) for stance in Stance
    }
    assert stats.claims == {
        status.value: sum(1 for one in expected.records.values() if one.status is status) for status in Status
    }
    assert stats.entities == {
        type.value: sum(1 for one in expected.entities.values() if one.type is type and one.named)
        for type in EntityType
    }


def _rows(store: Store, cypher: str) -> list[Any]:
    return _sorted(tuple(sorted(v) if isinstance(v, list) else v for v in row) for row in store.read(cypher).rows)


def _sorted(rows: Any) -> list[Any]:
    return sorted(rows, key=repr)

"""What the live page opens with, where the graph holds more than that: the strongest claims of every status."""

from __future__ import annotations

from collections import Counter

import pytest
from building import document, reading, says

from claimgraph.app.explore import reads
from claimgraph.graph.model import Claim, Entity, EntityType, Reading, Stance
from claimgraph.graph.store import Store

pytestmark = pytest.mark.integration


def asserted_and_denied(asserted: int, denied: int) -> Reading:
    """So many claims that the article asserts, and so many that it only reports as denied."""
    source = document("trade", "Norland sells Veridia a good.")
    goods = [Entity(f"good:g{number}", EntityType.GOOD, f"good {number}") for number in range(asserted + denied)]
    claims = tuple(Claim.of("state:NL1", "state:VD1", good.id) for good in goods)
    said = (
        *(says(source, claim, Stance.ASSERTS, None) for claim in claims[:asserted]),
        *(says(source, claim, Stance.DENIES) for claim in claims[asserted:]),
    )
    return reading(source, *said, claims=claims, more=tuple(goods))


def opened_with(store: Store, limit: int) -> Counter[str]:
    ids = reads.first_claims(store, limit)
    assert len(set(ids)) == len(ids)
    return Counter(record.status.value for record in store.network(ids).records.values())


def test_denials_keep_their_share_of_what_the_page_opens_with(store: Store) -> None:
    store.put([asserted_and_denied(60, 20)])
    assert opened_with(store, 39) == {"asserted": 29, "denied": 10}  # a quarter, rounded up


def test_one_denial_among_many_claims_is_there_when_the_page_opens(store: Store) -> None:
    store.put([asserted_and_denied(60, 1)])
    assert opened_with(store, 40) == {"asserted": 39, "denied": 1}


def test_a_small_graph_is_there_as_a_whole(store: Store) -> None:
    store.put([asserted_and_denied(3, 1)])
    assert opened_with(store, 40) == {"asserted": 3, "denied": 1}

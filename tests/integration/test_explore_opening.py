"""What the live page opens with, where the graph holds more than that: the strongest claims of every status."""

from __future__ import annotations

from collections import Counter

import pytest
from building import asserted_and_denied

from claimgraph.app.explore import reads
from claimgraph.graph.store import Store

pytestmark = pytest.mark.integration


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

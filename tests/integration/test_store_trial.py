"""A decision that is only tried: what it would do is seen, and nothing of it stays."""

from __future__ import annotations

import pytest
from review_corpus import parts
from whole_graph import everything

from claimgraph.graph.review import Reason
from claimgraph.graph.server.values import Connection
from claimgraph.graph.store import Store

pytestmark = pytest.mark.integration


def test_what_is_tried_shows_what_would_be_and_leaves_no_trace(store: Store, store_connection: Connection) -> None:
    reading = parts()
    store.put([reading])
    before = everything(store_connection)
    (tanks, chips) = (claim.id for claim in reading.claims)
    with store.trial() as trial:
        trial.reject(reading.statements[0].id, Reason.GOOD, by="Ada")
        assert set(trial.network([tanks, chips]).records) == {chips}
        assert trial.claims_in("parts") == [chips]
    assert everything(store_connection) == before
    assert store.reviews() == []
    store.reject(reading.statements[0].id, Reason.GOOD, by="Ada")
    assert set(store.network().records) == {chips}

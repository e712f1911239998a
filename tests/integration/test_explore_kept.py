"""What the page keeps of a large canvas is read again after anything that changes it."""

from __future__ import annotations

from threading import Event

import pytest
from review_corpus import many, parts
from store_changes import OF_CLAIMS

from claimgraph.app.explore import kept
from claimgraph.app.explore.kept import Kept
from claimgraph.graph.store import Store

pytestmark = pytest.mark.integration


@pytest.mark.parametrize("change", OF_CLAIMS)
def test_a_change_is_seen_at_once(store: Store, change: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kept, "FEWEST_KEPT", 1)
    store.put([parts(), many(6)])
    one = Kept()
    claims = sorted(store.network().records)
    before = one.network(store, claims, (), Event())
    assert before == store.network(claims)
    OF_CLAIMS[change](store)
    now = sorted({*claims, *store.network().records})
    assert one.network(store, now, (), Event()) == store.network(now)
    assert one.network(store, now, (), Event()) != before

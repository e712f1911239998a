"""What the page keeps of a large canvas is read again after anything that changes it."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from review_corpus import many, parts

from claimgraph.app.explore import kept
from claimgraph.app.explore.kept import Kept
from claimgraph.graph.review import Reason
from claimgraph.graph.store import Store

pytestmark = pytest.mark.integration


def _statement(store: Store) -> str:
    records = store.network().records
    return records[min(records)].statements[0].id


CHANGES: dict[str, Callable[[Store], object]] = {
    "put": lambda store: store.put([many(12)]),
    "confirm": lambda store: store.confirm(_statement(store), by="Ada"),
    "reject": lambda store: store.reject(_statement(store), Reason.GOOD, by="Ada"),
    "merge": lambda store: store.merge("organization:hw", "firm:halden-works", by="Ada"),
    "forget": lambda store: store.forget(min(store.network().articles)),
    "rename": lambda store: store.rename("firm:halden-works", "Halden Forge", by="Ada"),
}


@pytest.mark.parametrize("change", CHANGES)
def test_a_change_is_seen_at_once(store: Store, change: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kept, "FEWEST_KEPT", 1)
    store.put([parts(), many(6)])
    one = Kept()
    claims = sorted(store.network().records)
    before = one.network(store, claims)
    assert before == store.network(claims)
    CHANGES[change](store)
    now = sorted({*claims, *store.network().records})
    assert one.network(store, now) == store.network(now)
    assert one.network(store, now) != before

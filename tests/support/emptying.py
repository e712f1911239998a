"""A database that the tests share is handed on with nothing in it."""

from __future__ import annotations

from contextlib import suppress

from claimgraph.graph.errors import ClaimgraphError
from claimgraph.graph.store import Store

_NODES = "MATCH (n) WHERE NOT n:Meta RETURN labels(n), n.id"
_DELETE = """
MATCH (meta:Meta {id: 'claimgraph'}) SET meta.months = [], meta.month_counts = []
WITH meta MATCH (n) WHERE NOT n:Meta DETACH DELETE n
"""


def emptied(store: Store) -> Store:
    """The store, after every decision is taken back and every article forgotten."""
    if _holds_nothing(store):
        return store
    for merge in store.merges():
        store.split(merge.other)
    for part in store.parts():
        store.rejoin(part.id)
    with suppress(ClaimgraphError):  # the test before may have damaged them
        for one in store.reviews():
            store.undo(one.review.id, by="emptying")
    store._transactions.write(lambda transaction: transaction.run("MATCH (d:Decision) DELETE d").consume())
    store.forget(*(article.id for article in store.articles()))
    if _holds_nothing(store):
        return store
    store.rebuild()  # the test before damaged it
    if left := store.read(_NODES).rows:
        store._transactions.write(lambda transaction: transaction.run(_DELETE).consume())
        raise AssertionError(f"the test before left {left}")  # and the next one finds an empty store
    return store


def _holds_nothing(store: Store) -> bool:
    return store.read(_NODES, limit=1).rows == ()

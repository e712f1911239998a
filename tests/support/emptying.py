"""A database that the tests share is handed on with nothing in it."""

from __future__ import annotations

from claimgraph.graph.store import Store

_NODES = "MATCH (n) WHERE NOT n:Meta RETURN labels(n), n.id"


def emptied(store: Store) -> Store:
    """The store, after every decision of identity is taken back and every article forgotten."""
    if _holds_nothing(store):
        return store
    for merge in store.merges():
        store.split(merge.other)
    for part in store.parts():
        store.rejoin(part.id)
    store._transactions.write(lambda transaction: transaction.run("MATCH (d:Decision) DELETE d").consume())
    store.forget(*(article.id for article in store.articles()))
    assert _holds_nothing(store), store.read(_NODES).rows
    return store


def _holds_nothing(store: Store) -> bool:
    return store.read(_NODES, limit=1).rows == ()

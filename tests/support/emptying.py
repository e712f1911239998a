"""A database that the tests share is handed on with nothing in it."""

from __future__ import annotations

from claimgraph.graph.store import Store


def emptied(store: Store) -> Store:
    """The store, after every decision of identity is taken back and every article forgotten."""
    for merge in store.merges():
        store.split(merge.other)
    for part in store.parts():
        store.rejoin(part.id)
    store._transactions.write(lambda transaction: transaction.run("MATCH (d:Decision) DELETE d").consume())
    store.forget(*(article.id for article in store.articles()))
    assert store.read("MATCH (n) WHERE NOT n:Meta RETURN labels(n), n.id").rows == ()
    return store

"""An empty store for every test that asks for one."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from claimgraph.graph.server.values import Connection
from claimgraph.graph.store import Store


@pytest.fixture(scope="session")
def _shared_store(store_connection: Connection) -> Iterator[Store]:
    with Store.connect(
        store_connection.uri, store_connection.username, store_connection.password, store_connection.database
    ) as store:
        if not store.is_empty():
            pytest.exit(f"the database at {store_connection.uri} is not empty, and the tests would empty it", 2)
        store.prepare()
        yield store
        _empty(store)


@pytest.fixture
def store(_shared_store: Store) -> Store:
    """A store that is prepared and holds nothing."""
    _empty(_shared_store)
    return _shared_store


def _empty(store: Store) -> None:
    for merge in store.merges():
        store.split(merge.other)
    store.forget(*(article.id for article in store.articles()))
    assert store.read("MATCH (n) WHERE NOT n:Meta RETURN labels(n), n.id").rows == ()

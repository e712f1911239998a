"""Reading goes on while the database works, but not without bounds; what is written comes out in order."""

from __future__ import annotations

import threading
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Any, cast

import pytest
from building import document, reading

from claimgraph.app.progress import pace
from claimgraph.graph.errors import StoreError
from claimgraph.graph.model import Article, Document, Reading
from claimgraph.graph.store import LoadChange, Loading, Standing, Written
from claimgraph.loaders.load import AHEAD, AT_ONCE, Loaded, load

DOCUMENTS = [document(f"a{n}", f"Report {n}.") for n in range(6 * AT_ONCE + 1)]
BOUND = (AHEAD + 1) * AT_ONCE
"""So many articles may be read before the first transaction is done: two that wait, one that is being filled."""
PATIENCE = 30


class Slow:
    """A database whose first transaction takes until so many articles were read."""

    def __init__(self, until: int = 0, fails: bool = False) -> None:
        self.put_ids: list[str] = []
        self._until, self._fails = until, fails
        self._read = 0
        self._enough = threading.Event()
        self._thread = ThreadPoolExecutor(1)

    def read(self, items: Iterable[Any]) -> Iterator[Any]:
        for item in items:
            self._read += 1
            if self._read >= self._until:
                self._enough.set()
            yield reading(item, claims=()) if isinstance(item, Document) else item

    def standing(self, ids: Iterable[str]) -> dict[str, Standing]:
        del ids
        return {}

    def done(self, articles: Iterable[Article]) -> dict[str, frozenset[str]]:
        del articles
        return {}

    def put(self, readings: list[Reading]) -> Future[Written]:
        return self._thread.submit(self._put, readings)

    def _put(self, readings: list[Reading]) -> Written:
        assert self._enough.wait(PATIENCE)
        if self._fails:
            raise StoreError("Neo4j does not answer")
        self.put_ids += [one.document.article.id for one in readings]
        return Written(LoadChange(articles_added=len(readings)))

    def settle(self) -> None:
        self._thread.shutdown(wait=True, cancel_futures=True)

    def give_up(self) -> None:
        self._enough.set()

    @property
    def articles_read(self) -> int:
        return self._read


def _load(database: Slow) -> Iterator[Loaded]:
    return cast(Iterator[Loaded], load(DOCUMENTS, database.read, cast(Loading, database)))


def test_reading_goes_on_while_a_transaction_waits() -> None:
    database = Slow(until=BOUND)
    loaded = list(_load(database))
    assert database.put_ids == [one.article.id for one in DOCUMENTS]
    assert [article.id for one in loaded for article in one.articles] == database.put_ids


def test_reading_waits_for_a_database_that_is_far_behind() -> None:
    database = Slow(until=BOUND)
    next(_load(database))
    assert database.articles_read == BOUND


def test_an_interruption_ends_the_transaction_under_way_and_begins_no_other() -> None:
    database = Slow(until=BOUND)
    results = _load(database)
    next(results)
    cast(Any, results).close()
    assert len(database.put_ids) % AT_ONCE == 0
    assert len(database.put_ids) <= BOUND


def test_what_the_database_says_is_raised() -> None:
    with pytest.raises(StoreError, match="does not answer"):
        list(_load(Slow(fails=True)))


def test_pace_tells_the_time_left_where_the_number_is_known() -> None:
    assert pace(500, 2000, 50) == "500 of 2,000, 10/s, 0:02:30 left"
    assert pace(500, None, 50) == "500, 10/s"
    assert pace(0, 10, 0) == "0 of 10, 0/s, ? left"

"""Articles into the store: have them read, put many readings in one transaction."""

from __future__ import annotations

import logging
import time
from collections import deque
from collections.abc import Callable, Generator, Iterable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

from claimgraph.graph.errors import ClaimgraphError, EvidenceError, StoreError
from claimgraph.graph.model import Document, Reading
from claimgraph.loaders.reading import batches, documents_of, failed, in_places
from claimgraph.loaders.sources import SourceFailure
from claimgraph.loaders.standing import StandingArticles

if TYPE_CHECKING:
    from concurrent.futures import Future

    from claimgraph.graph.model import Article
    from claimgraph.graph.store import LoadChange, Loading, Written
    from claimgraph.loaders.sources.outcome import Notice

_log = logging.getLogger("claimgraph")

AT_ONCE = 200
AHEAD = 2
"""So many transactions wait for the database while reading goes on; then reading waits."""
PATIENCE = 2.0
"""Articles wait so many seconds at most for others to go into the same transaction."""


@dataclass(frozen=True, slots=True)
class Loaded:
    """Articles that are in the store now, the ids of their claims, and what that changed."""

    articles: tuple[Article, ...]
    claims: frozenset[str]
    change: LoadChange


Entry = Reading | SourceFailure | Loaded
Read = Callable[[Iterator[Document | SourceFailure | Loaded]], Iterator[Entry]]
"""Puts readings in the places of the documents and leaves anything else as it is (`reading.py`)."""


def load(
    items: Iterable[Document | SourceFailure],
    read: Read,
    loading: Loading,
    notice: Notice = _log.warning,
) -> Generator[Loaded | SourceFailure, None, None]:
    """Load documents; what cannot be loaded is handed on as a failure and the rest goes on.

    What an interrupted load has done already is not read again, nor what the same extractor has read unchanged before.

    Parameters:
        read: what reads them.
        notice: takes one line about an article that takes the place of another text. By default it is logged as a
            warning.

    Raises:
        StoreError: Neo4j went away; all articles handed out so far are safe.
    """
    waiting: list[Reading] = []
    begin = time.monotonic()
    with closing(_Handed(loading)) as handed, _giving_up(loading):
        for entry in read(_undone(items, loading, notice)):
            if not isinstance(entry, Reading):
                yield entry
                continue
            if failure := checked(entry):
                yield failure
                continue
            begin = begin if waiting else time.monotonic()
            waiting.append(entry)
            if len(waiting) == AT_ONCE or time.monotonic() - begin > PATIENCE:
                handed.put(waiting)
                waiting = []
            yield from handed.done(at_most=AHEAD)
        if waiting:
            handed.put(waiting)
        yield from handed.done(at_most=0)


@contextmanager
def _giving_up(loading: Loading) -> Iterator[None]:
    """Let the writer not wait for a server that went away when nobody wants to wait any more."""
    try:
        yield
    except BaseException:
        loading.give_up()
        raise


class _Handed:
    """What was handed over to be written, in order."""

    def __init__(self, loading: Loading) -> None:
        self._loading = loading
        self._waiting: deque[tuple[list[Reading], Future[Written]]] = deque()

    def put(self, readings: list[Reading]) -> None:
        """Hand over what is to be written next, in one transaction."""
        self._waiting.append((readings, self._loading.put(readings)))

    def done(self, at_most: int) -> Iterator[Loaded | SourceFailure]:
        """What has been written since, and what Neo4j refused to keep.

        Waits until no more than `at_most` transactions are handed over and not done.

        Raises:
            StoreError: Neo4j went away.
        """
        while self._waiting and (len(self._waiting) > at_most or self._waiting[0][1].done()):
            readings, future = self._waiting.popleft()
            written = future.result()
            refused = written.refused
            articles = (reading.document.article for reading in readings)
            yield Loaded(
                tuple(article for article in articles if article.id not in refused), written.claims, written.change
            )
            for reading in readings:
                if (problem := refused.get(reading.document.article.id)) is not None:
                    yield SourceFailure(reading.document.place, problem)

    def close(self) -> None:
        """Finish the transaction that is being sent, and forget the others."""
        self._loading.settle()


def take_in(
    entries: Iterable[Reading | SourceFailure], take: Callable[[Reading], None]
) -> Generator[Article | SourceFailure, None, None]:
    """Give each reading to `take`; its article comes out, or a failure where it could not be taken."""
    for entry in entries:
        if isinstance(entry, SourceFailure):
            yield entry
            continue
        if failure := checked(entry):
            yield failure
            continue
        try:
            take(entry)
        except (EvidenceError, StoreError) as error:
            yield SourceFailure(entry.document.place, str(error))
        else:
            yield entry.document.article


def checked(reading: Reading) -> SourceFailure | None:
    """What is told of a reading that the store cannot keep; None of one that it can."""
    from claimgraph.graph.store.change import check_reading

    try:
        check_reading(reading)
    except ClaimgraphError as error:
        return SourceFailure(reading.document.place, str(error))
    except Exception as error:  # an extractor that breaks its word costs only the article
        return failed(reading.document, f"its reading cannot be kept ({type(error).__name__}: {error})")
    return None


def _undone(
    items: Iterable[Document | SourceFailure], loading: Loading, notice: Notice
) -> Iterator[Document | SourceFailure | Loaded]:
    """The items, with what the store holds already in the places of its articles."""
    from claimgraph.graph.store.change import LoadChange

    standing = StandingArticles(loading, notice)
    for batch in batches(items):
        settled, held = standing.settle(documents_of(batch))
        done = loading.done(one.article for one in settled if one.article.id in held)
        for item in in_places(batch, settled):
            claims = done.get(item.article.id) if isinstance(item, Document) else None
            if isinstance(item, Document) and claims is not None:
                yield Loaded((item.article,), claims, LoadChange(articles_unchanged=1))
            else:
                yield item
    standing.close()

"""Articles into the store: have them read, put many readings in one transaction."""

from __future__ import annotations

import time
from collections.abc import Callable, Generator, Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from claimgraph.graph.errors import EvidenceError
from claimgraph.graph.model import Document, Reading
from claimgraph.loaders.sources import SourceFailure

if TYPE_CHECKING:
    from claimgraph.graph.model import Article
    from claimgraph.graph.store import LoadChange, Loading

AT_ONCE = 100
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
) -> Generator[Loaded | SourceFailure, None, None]:
    """Load documents; what cannot be loaded is handed on as a failure and the rest goes on.

    What an interrupted load has done already is not read again.

    Parameters:
        read: what reads them.

    Raises:
        StoreError: Neo4j went away; all articles handed out so far are safe.
    """
    from claimgraph.graph.store.change import check_reading

    waiting: list[Reading] = []
    begin = time.monotonic()
    for entry in read(_undone(items, loading)):
        if not isinstance(entry, Reading):
            yield entry
            continue
        try:
            check_reading(entry)
        except EvidenceError as error:
            yield SourceFailure(entry.document.article.name, str(error))
            continue
        begin = begin if waiting else time.monotonic()
        waiting.append(entry)
        if len(waiting) == AT_ONCE or time.monotonic() - begin > PATIENCE:
            yield _put(waiting, loading)
            waiting = []
    if waiting:
        yield _put(waiting, loading)


def _undone(items: Iterable[Document | SourceFailure], loading: Loading) -> Iterator[Document | SourceFailure | Loaded]:
    """The items, with what an interrupted load did in the places of its articles."""
    from claimgraph.graph.store.change import LoadChange

    for item in items:
        done = loading.done(item.article) if isinstance(item, Document) else None
        if isinstance(item, Document) and done is not None:
            yield Loaded((item.article,), done, LoadChange(articles_unchanged=1))
        else:
            yield item


def _put(readings: list[Reading], loading: Loading) -> Loaded:
    change = loading.put(readings)
    claims = frozenset(claim.id for reading in readings for claim in reading.claims)
    return Loaded(tuple(reading.document.article for reading in readings), claims, change)

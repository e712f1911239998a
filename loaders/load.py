"""Articles into the store: read and extract one after the other, put many in one transaction."""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from claimgraph.graph.errors import EvidenceError
from claimgraph.loaders.sources import SourceFailure

if TYPE_CHECKING:
    from claimgraph.graph.model import Article, Document, Reading
    from claimgraph.graph.store import LoadChange, Loading
    from claimgraph.loaders.extract.extractor import Extractor

AT_ONCE = 100
PATIENCE = 2.0
"""Articles wait so many seconds at most for others to go into the same transaction."""


@dataclass(frozen=True, slots=True)
class Loaded:
    """Articles that are in the store now, the ids of their claims, and what that changed."""

    articles: tuple[Article, ...]
    claims: frozenset[str]
    change: LoadChange


def load(
    items: Iterable[Document | SourceFailure], extractor: Extractor, loading: Loading
) -> Iterator[Loaded | SourceFailure]:
    """Load documents; what cannot be loaded is handed on as a failure and the rest goes on.

    What an interrupted load has done already is not read again.

    Raises:
        StoreError: Neo4j went away; all articles handed out so far are safe.
    """
    from claimgraph.graph.store.change import LoadChange, check_reading

    waiting: list[Reading] = []
    begin = time.monotonic()
    for item in items:
        if isinstance(item, SourceFailure):
            yield item
            continue
        done = loading.done(item.article)
        if done is not None:
            yield Loaded((item.article,), done, LoadChange(articles_unchanged=1))
            continue
        reading = extractor.read(item)
        try:
            check_reading(reading)
        except EvidenceError as error:
            yield SourceFailure(item.article.name, str(error))
            continue
        begin = begin if waiting else time.monotonic()
        waiting.append(reading)
        if len(waiting) == AT_ONCE or time.monotonic() - begin > PATIENCE:
            yield _put(waiting, loading)
            waiting = []
    if waiting:
        yield _put(waiting, loading)


def _put(readings: list[Reading], loading: Loading) -> Loaded:
    change = loading.put(readings)
    claims = frozenset(claim.id for reading in readings for claim in reading.claims)
    return Loaded(tuple(reading.document.article for reading in readings), claims, change)

"""Articles into the store, one after the other: read, extract, put. One transaction for each article."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from claimgraph.graph.errors import EvidenceError
from claimgraph.loaders.sources import SourceFailure

if TYPE_CHECKING:
    from claimgraph.graph.model import Document, Reading
    from claimgraph.graph.store import LoadChange, Store
    from claimgraph.loaders.extract.extractor import Extractor


@dataclass(frozen=True, slots=True)
class Loaded:
    """An article that is in the store now, and what that changed."""

    reading: Reading
    change: LoadChange


def load(
    items: Iterable[Document | SourceFailure], extractor: Extractor, store: Store
) -> Iterator[Loaded | SourceFailure]:
    """Load documents one by one; what cannot be loaded is handed on as a failure and the rest goes on.

    Raises:
        StoreError: Neo4j went away; all articles handed out so far are safe.
    """
    for item in items:
        if isinstance(item, SourceFailure):
            yield item
            continue
        reading = extractor.read(item)
        try:
            yield Loaded(reading, store.put([reading]))
        except EvidenceError as error:
            yield SourceFailure(item.article.name, str(error))

"""Readings into the store, one after the other. One transaction for each article."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from claimgraph.graph.errors import EvidenceError
from claimgraph.loaders.sources import SourceFailure

if TYPE_CHECKING:
    from claimgraph.graph.model import Reading
    from claimgraph.graph.store import LoadChange, Store


@dataclass(frozen=True, slots=True)
class Loaded:
    """An article that is in the store now, and what that changed."""

    reading: Reading
    change: LoadChange


def load(readings: Iterable[Reading | SourceFailure], store: Store) -> Iterator[Loaded | SourceFailure]:
    """Load readings one by one; what cannot be loaded is handed on as a failure and the rest goes on.

    Raises:
        StoreError: Neo4j went away; all articles handed out so far are safe.
    """
    for reading in readings:
        if isinstance(reading, SourceFailure):
            yield reading
            continue
        try:
            yield Loaded(reading, store.put([reading]))
        except EvidenceError as error:
            yield SourceFailure(reading.document.article.name, str(error))

"""The way in for commands: articles become readings, in this process or in several."""

from __future__ import annotations

from collections.abc import Generator, Iterable, Iterator
from contextlib import ExitStack
from itertools import chain, groupby, islice

import psutil

from claimgraph.graph.cores import usable_cores
from claimgraph.graph.model import Document, Reading
from claimgraph.loaders.extract.extractor import DEFAULT, load_extractor
from claimgraph.loaders.reading import Other, read_here
from claimgraph.loaders.sources import SourceFailure
from claimgraph.loaders.workers import Workers

LONG = 20_000
"""Longer articles, in characters, are always read in another process, which can be stopped when it takes too long."""
FEW = 64
"""Up to so many articles are read before other processes would have started."""
WORKER_BYTES = 600_000_000
"""What one worker may need: the parser, the labeller, the word lists and a batch of long articles."""


def read_articles(
    items: Iterable[Document | Other], extractor: str = DEFAULT, workers: int | None = 1
) -> Generator[Reading | SourceFailure | Other, None, None]:
    """The readings of articles in order, as a stream; memory does not grow with their number.

    An article that the extractor fails on becomes a SourceFailure and the others go on. Where there is nothing to read,
    nothing is loaded.

    Parameters:
        items: what `read_sources` yields; what is no document is handed on in its place.
        extractor: the name under which the extractor is registered.
        workers: how many processes read; 1 is this one alone, None is one for few articles and as many as the
            machine has cores (and memory) for many.

    Raises:
        LoadError: there is no such extractor, or it cannot be loaded.
    """
    items = iter(items)
    first: list[Document | Other] = []
    for item in items:
        if isinstance(item, Document):
            first.append(item)
            break
        yield item
    if not first:
        return
    if workers is None:
        first += islice(items, FEW)
        workers = fitting_workers() if sum(isinstance(item, Document) for item in first) > FEW else 1
    items = chain(first, items)
    if workers == 1:
        yield from _read_mostly_here(items, extractor)
        return
    with Workers(extractor, workers) as pool:
        yield from pool.read(items)


def _read_mostly_here(items: Iterable[Document | Other], extractor: str) -> Iterator[Reading | SourceFailure | Other]:
    """The readings of articles by this process, of long articles by another one, which is started when it is needed."""
    here = load_extractor(extractor)
    with ExitStack() as stack:
        apart: Workers | None = None
        for long, group in groupby(items, _is_long):
            if not long:
                yield from read_here(group, here)
                continue
            apart = apart or stack.enter_context(Workers(extractor, 1))
            yield from apart.read(group)


def _is_long(item: object) -> bool:
    return isinstance(item, Document) and len(item.text) > LONG


def fitting_workers() -> int:
    """One for each core that this process may use, as far as the free memory goes."""
    return max(1, min(usable_cores(), psutil.virtual_memory().available // WORKER_BYTES))

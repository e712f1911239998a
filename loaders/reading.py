"""From what sources yield to readings, in this process or in several: failures stay in their places."""

from __future__ import annotations

import logging
import os
from collections.abc import Generator, Iterable, Iterator, Sequence
from itertools import chain, islice

import psutil

from claimgraph.graph.model import Document, Reading
from claimgraph.loaders.extract.batches import ARTICLES, in_batches
from claimgraph.loaders.extract.extractor import DEFAULT, Extractor, load_extractor
from claimgraph.loaders.sources import SourceFailure
from claimgraph.loaders.sources.outcome import one_line

Item = Document | SourceFailure
Result = Reading | SourceFailure

FEW = 64
"""Up to so many articles are read before other processes would have started."""
WORKER_BYTES = 600_000_000
"""What one worker may need: the parser, the word lists and a batch of long articles."""
_log = logging.getLogger("claimgraph")


def read_articles(
    items: Iterable[Item], extractor: str = DEFAULT, workers: int | None = 1
) -> Generator[Result, None, None]:
    """The readings of articles in order, as a stream; memory does not grow with their number.

    An article that the extractor fails on becomes a SourceFailure and the others go on.

    Parameters:
        items: what `read_sources` yields; failures are handed on in their places.
        extractor: the name under which the extractor is registered.
        workers: how many processes read; 1 is this one alone, None is one for few articles and as many as the
            machine has cores (and memory) for many.

    Raises:
        LoadError: there is no such extractor, or it cannot be loaded.
    """
    items = iter(items)
    if workers is None:
        first = list(islice(items, FEW + 1))
        items = chain(first, items)
        workers = fitting_workers() if len(first) > FEW else 1
    if workers == 1:
        reader = load_extractor(extractor)
        for batch in batches(items):
            yield from in_places(batch, read_each(reader, documents_of(batch)))
        return
    from claimgraph.loaders.workers import Workers

    with Workers(extractor, workers) as pool:
        yield from pool.read(items)


def fitting_workers() -> int:
    """One for each core that this process may use, as far as the free memory goes."""
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    return max(1, min(cores, psutil.virtual_memory().available // WORKER_BYTES))


def batches(items: Iterable[Item], articles: int = ARTICLES) -> Iterator[list[Item]]:
    """The items in batches that are read together."""
    return in_batches(items, lambda item: len(item.text) if isinstance(item, Document) else 0, articles)


def documents_of(batch: Iterable[Item]) -> list[Document]:
    """The articles of a batch, without its failures."""
    return [item for item in batch if isinstance(item, Document)]


def in_places(batch: Iterable[Item], results: Iterable[Result]) -> Iterator[Result]:
    """The results where the articles of a batch stood, its failures between them."""
    coming = iter(results)
    return (next(coming) if isinstance(item, Document) else item for item in batch)


def read_each(extractor: Extractor, documents: Sequence[Document]) -> list[Result]:
    """One result for each article; an extractor that breaks its word and raises costs only the article it fails on."""
    try:
        return list(extractor.read_many(documents))
    except Exception as error:
        if len(documents) > 1:
            return [result for document in documents for result in read_each(extractor, [document])]
        _log.debug("the extractor failed", exc_info=error)
        return [failed(documents[0], f"the extractor failed on it ({type(error).__name__}: {error})")]


def failed(document: Document, why: str) -> SourceFailure:
    """What is told of an article that was left out through no fault of the user."""
    return SourceFailure(document.article.name, one_line(f"{why}; it is left out, please report it"))

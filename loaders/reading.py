"""Readings in the places of documents, batch by batch; anything else stays as it is."""

from __future__ import annotations

import logging
from collections.abc import Iterable, Iterator, Sequence
from typing import TypeVar

from claimgraph.graph.model import Document, Reading
from claimgraph.loaders.extract.batches import ARTICLES, in_batches
from claimgraph.loaders.extract.extractor import Extractor
from claimgraph.loaders.sources import SourceFailure
from claimgraph.loaders.sources.outcome import one_line

Other = TypeVar("Other")
Placed = TypeVar("Placed")
Result = Reading | SourceFailure

_READING_SECONDS = 60.0
_CHARACTERS_A_SECOND = 2_000

_log = logging.getLogger("claimgraph")


def read_here(items: Iterable[Document | Other], extractor: Extractor) -> Iterator[Reading | SourceFailure | Other]:
    """The readings of articles in order, by an extractor at hand."""
    for batch in batches(items):
        yield from in_places(batch, read_each(extractor, documents_of(batch)))


def batches(items: Iterable[Document | Other], articles: int = ARTICLES) -> Iterator[list[Document | Other]]:
    """The items in batches that are read together."""
    return in_batches(items, lambda item: len(item.text) if isinstance(item, Document) else 0, articles)


def seconds_for(documents: Iterable[Document]) -> float:
    """The longest that articles may take to be read: a minute, and a second for each 2,000 characters.

    An ordinary machine reads ten times as fast, a busy one is not much slower than this. What takes longer is a text
    made to take long, or a fault of the extractor.
    """
    return _READING_SECONDS + sum(len(document.text) for document in documents) / _CHARACTERS_A_SECOND


def documents_of(batch: Iterable[object]) -> list[Document]:
    """The articles of a batch."""
    return [item for item in batch if isinstance(item, Document)]


def in_places(batch: Iterable[Document | Other], results: Iterable[Placed]) -> Iterator[Placed | Other]:
    """The results where the articles of a batch stood, anything else between them."""
    coming = iter(results)
    return (next(coming) if isinstance(item, Document) else item for item in batch)


def read_each(extractor: Extractor, documents: Sequence[Document]) -> list[Result]:
    """One result for each article; an extractor that raises, or gives a reading that `Reading.check` refuses, costs
    only the article it fails on."""
    try:
        results = list(extractor.read_many(documents))
        _check_complete(results, documents)
        for result in results:
            result.check()
        return list(results)
    except (KeyboardInterrupt, SystemExit):  # whoever runs this may end it by either
        raise
    except BaseException as error:  # a panic of an extension in Rust is no Exception
        if len(documents) > 1:
            return [result for document in documents for result in read_each(extractor, [document])]
        _log.debug("the extractor failed", exc_info=error)
        return [failed(documents[0], f"the extractor failed on it ({_words_of(error)})")]


def _words_of(error: BaseException) -> str:
    """The name and the words of an exception of another package, which may have none."""
    try:
        return f"{type(error).__name__}: {error}"
    except Exception:
        return type(error).__name__


def _check_complete(results: Sequence[object], documents: Sequence[Document]) -> None:
    """Raise TypeError where an extractor did not give one reading for each article, in order."""
    told = [result.document if isinstance(result, Reading) else None for result in results]
    if told != list(documents):
        raise TypeError("read_many() has to yield one Reading of each article as it was given, in order")


def failed(document: Document, why: str) -> SourceFailure:
    """What is told of an article that was left out through no fault of the user."""
    return SourceFailure(document.place, one_line(f"{why}; it is left out, please report it"))

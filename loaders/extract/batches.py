"""Articles in batches: enough of them to keep the parser busy, never more than fit in little memory."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Protocol, TypeVar

ARTICLES = 32
LETTERS = 100_000
"""A batch ends with the article that makes it this long, in characters."""


class _HasText(Protocol):
    @property
    def text(self) -> str: ...


Item = TypeVar("Item", bound=_HasText)


def in_batches(items: Iterable[Item], articles: int = ARTICLES, letters: int = LETTERS) -> Iterator[list[Item]]:
    """The articles in order, in lists of at most `articles` with at most `letters` characters and one article more.

    >>> from types import SimpleNamespace as Text
    >>> [len(batch) for batch in in_batches([Text(text="abc")] * 5, articles=4, letters=9)]
    [3, 2]
    """
    batch: list[Item] = []
    length = 0
    for item in items:
        batch.append(item)
        length += len(item.text)
        if len(batch) >= articles or length >= letters:
            yield batch
            batch, length = [], 0
    if batch:
        yield batch

"""Articles in batches: enough of them to keep the parser busy, never more than fit in little memory."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import TypeVar

ARTICLES = 32
LETTERS = 100_000
"""A batch ends with the article that makes it this long, in characters."""

Item = TypeVar("Item")


def in_batches(
    items: Iterable[Item], length: Callable[[Item], int], articles: int = ARTICLES, letters: int = LETTERS
) -> Iterator[list[Item]]:
    """The items in order, in lists of at most `articles`; a list ends with the item that brings it to `letters`.

    Parameters:
        length: how many characters an item has.

    >>> list(in_batches(["abc", "de", "f", "ghi"], len, articles=3, letters=5))
    [['abc', 'de'], ['f', 'ghi']]
    """
    batch: list[Item] = []
    total = 0
    for item in items:
        batch.append(item)
        total += length(item)
        if len(batch) >= articles or total >= letters:
            yield batch
            batch, total = [], 0
    if batch:
        yield batch

"""Many in groups of few."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import TypeVar

T = TypeVar("T")


def batched(items: Iterable[T], size: int) -> Iterator[tuple[T, ...]]:
    """The items in groups of this size; the last one may be smaller. (Python 3.12 has it in itertools.)

    >>> list(batched("abc", 2))
    [('a', 'b'), ('c',)]
    """
    iterator = iter(items)
    while group := tuple(islice(iterator, size)):
        yield group

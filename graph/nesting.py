"""How deep lists and maps in values and in query texts may be nested, so that no recursion runs out of stack."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

MOST_NESTED = 100
"""Levels of lists and maps in a value that goes to Neo4j or comes from it."""


def is_deeper(value: Any, levels: int) -> bool:
    """Whether lists and maps in a value are nested deeper than so many levels.

    >>> is_deeper([[1]], 2), is_deeper([[{"a": 1}]], 2)
    (False, True)
    """
    pending = [iter([value])]
    while pending:
        for item in pending[-1]:
            inner = _items(item)
            if inner is not None:
                pending.append(inner)
                break
        else:
            pending.pop()
        if len(pending) > levels + 1:
            return True
    return False


def _items(value: Any) -> Iterator[Any] | None:
    if isinstance(value, Mapping):
        return iter(value.values())
    return iter(value) if isinstance(value, list | tuple | set | frozenset) else None

"""Files of decisions: JSON Lines, one decision a line, as `claimgraph decisions export` writes them."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from typing import Any

from claimgraph.graph.errors import QueryError, ReviewError
from claimgraph.graph.review import Review

MOST_LETTERS = 1_000_000
"""A longer line is no decision."""
MOST_LEVELS = 10
"""No decision nests lists and objects so deep; what does could be taken in here and be too deep for who reads it."""


Name = Callable[[dict[str, Any]], dict[str, Any]]
"""Gives an entity that a page names, by its name and type or as the graph tells it, the id that readings give it."""


def read_decisions(lines: Iterable[str], name: str, named: Name | None = None) -> list[Review]:
    """The decisions of a file, each once.

    Parameters:
        name: of the file, for messages.
        named: gives entities an id that have none, since a page does not know which they would get.

    Raises:
        ReviewError: a line tells no decision; the message names the line and says what is wrong.

    >>> read_decisions(["{}"], "mine.jsonl")
    Traceback (most recent call last):
    claimgraph.graph.errors.ReviewError: mine.jsonl, line 1: 'about' is missing
    """
    found: dict[str, Review] = {}
    try:
        for number, line in enumerate(lines, 1):
            if line.strip():
                one = _decision(line, f"{name}, line {number}", named)
                found[one.id] = one
    except UnicodeDecodeError as error:
        raise ReviewError(f"{name}: is no text in UTF-8 ({error})") from error
    return list(found.values())


def _decision(line: str, where: str, named: Name | None) -> Review:
    try:
        if len(line) > MOST_LETTERS:
            raise ReviewError(f"it is longer than {MOST_LETTERS:,} letters")
        told = _parsed(line)
        return Review.of_dict(_with_ids(told, named) if named is not None else told)
    except ValueError as error:
        raise ReviewError(f"{where}: is no JSON ({error})") from error
    except (QueryError, ReviewError) as error:
        raise ReviewError(f"{where}: {error}") from error


def _with_ids(told: Any, named: Name) -> Any:
    """The same with an id for each entity, wherever one stands."""
    if isinstance(told, list):
        return [_with_ids(one, named) for one in told]
    if not isinstance(told, dict):
        return told
    if {"id", "type", "name"} <= told.keys() and "country" not in told:
        return named(told)
    return {key: _with_ids(value, named) for key, value in told.items()}


def _parsed(line: str) -> Any:
    """What a line of JSON tells, if it nests nothing too deep."""
    too_deep = ReviewError(f"lists and objects stand in each other more than {MOST_LEVELS} deep")
    try:
        told = json.loads(line)
    except RecursionError as error:
        raise too_deep from error
    if _is_too_deep(told):
        raise too_deep
    return told


def _is_too_deep(told: Any) -> bool:
    """Whether lists and objects stand in each other more than `MOST_LEVELS` deep; goes no deeper itself."""
    level = [told]
    for _ in range(MOST_LEVELS):
        level = [one for outer in level for one in _inside(outer)]
    return any(isinstance(one, dict | list) for one in level)


def _inside(outer: Any) -> Iterable[Any]:
    if isinstance(outer, dict):
        return outer.values()
    return outer if isinstance(outer, list) else ()

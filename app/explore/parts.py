"""A part of a claim as the page names it: an entity of the graph, or words that were marked in the article."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from claimgraph.app.explore.asked import Asked
from claimgraph.app.reviewing import ROLE_TYPES, part_meant
from claimgraph.graph.errors import QueryError, ReviewError
from claimgraph.graph.model import EntityType
from claimgraph.graph.store import Store
from claimgraph.graph.store.deciding import Part, Span
from claimgraph.queries.entities import the_one_named

MOST_LETTERS = 300
"""A longer name is none."""


def part_in(store: Store, article: str, role: str, told: Any) -> Part:
    """The part that the page tells: `{id}` or `{name}` of an entity, or `{span}` of words; `{type}` of a new one.

    Raises:
        QueryError: it is not told so, or several entities are called so.
        ReviewError: nothing is called so, and nobody says of which type it is.
    """
    if not isinstance(told, dict):
        raise QueryError(f"parts.{role}: must be an object")
    asked = Asked(told)
    span = span_in(told.get("span"), f"parts.{role}.span")
    if id := asked.text("id", ""):
        return Part(the_one_named(store, id, ROLE_TYPES[role]).id, span)
    words = asked.text("name", "").strip() or _words(store, article, span)
    type = EntityType(asked.choice("type", [one.value for one in EntityType])) if told.get("type") else None
    part = part_meant(store, article, role, words, span or (0, 0), type)
    return replace(part, span=span or part.span)


def span_in(told: Any, name: str) -> Span | None:
    """A place in a text: two code points; None where none is told.

    Raises:
        QueryError: it is no such thing.

    >>> span_in([3, 9], "span")
    (3, 9)
    """
    if told is None:
        return None
    if not isinstance(told, list) or len(told) != 2 or any(type(one) is not int for one in told):
        raise QueryError(f"{name}: must be [start, end] in code points")
    start, end = told
    if not 0 <= start < end:
        raise QueryError(f"{name}: is empty; mark some words")
    return start, end


def meant(store: Store, article: str, role: str, span: Span) -> dict[str, Any]:
    """Who or what marked words mean as a part: `known` entities, the `new` one they would be, or types to choose from.

    Raises:
        QueryError: the words are none.
    """
    words = _words(store, article, span)
    known = [one for one in store.find(words) if one.type in ROLE_TYPES[role]]
    told: dict[str, Any] = {
        "words": words,
        "known": [{"id": one.id, "name": one.name, "type": one.type.value} for one in known],
        "new": None,
        "types": [one.value for one in ROLE_TYPES[role]],
    }
    if not known:
        try:
            part = part_meant(store, article, role, words, span)
        except ReviewError:
            return told
        told["new"] = {"name": part.name, "type": part.type.value if part.type else None, "id": part.new_id}
    return told


def _words(store: Store, article: str, span: Span | None) -> str:
    if span is None:
        raise QueryError("choose an entity, or mark words in the article")
    words = store.text(article)[slice(*span)].strip()
    if not words or len(words) > MOST_LETTERS:
        raise QueryError(f"mark 1 to {MOST_LETTERS} letters of the article")
    return words

"""What the page asks with: fields of a JSON object, each checked before anything is done with it."""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from claimgraph.graph.errors import QueryError
from claimgraph.graph.nesting import MOST_NESTED, is_deeper
from claimgraph.graph.render.layout import Place

MOST_IDS = 60_000
MOST_TEXT = 100_000
FARTHEST = 10_000_000
_LONE_SURROGATE = re.compile("[\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class Asked:
    """The fields of one question.

    Every method raises QueryError where the field is missing or not of its type.

    >>> Asked({"entity": "state:CN", "limit": 5}).number("limit", 1, 100)
    5
    """

    fields: Mapping[str, Any]

    @classmethod
    def of(cls, value: object) -> Asked:
        """The question in a JSON value.

        Raises:
            QueryError: it is not an object, is nested too deep, or a text in it holds half of a surrogate pair, which
                no store can keep.
        """
        if not isinstance(value, dict):
            raise QueryError("a question is a JSON object")
        if is_deeper(value, MOST_NESTED):
            raise QueryError(f"lists and objects stand in each other more than {MOST_NESTED} deep")
        for name, field in value.items():
            if _LONE_SURROGATE.search(json.dumps([name, field], ensure_ascii=False)):
                raise QueryError(f"{name}: holds half a character (a lone surrogate); write the whole one")
        return cls(value)

    def text(self, name: str, default: str | None = None, most: int = MOST_TEXT) -> str:
        """A text of at most so many letters."""
        value = self.fields.get(name, default)
        if not isinstance(value, str) or len(value) > most:
            raise QueryError(f"{name}: must be a text of at most {most:,} letters")
        return value

    def texts(self, name: str) -> list[str]:
        """A list of texts; none where the field is missing."""
        value = self.fields.get(name, [])
        if not isinstance(value, list) or len(value) > MOST_IDS or not all(isinstance(one, str) for one in value):
            raise QueryError(f"{name}: must be a list of at most {MOST_IDS:,} texts")
        return value

    def number(self, name: str, low: int, high: int, default: int | None = None) -> int:
        """A whole number from `low` to `high`."""
        value = self.fields.get(name, default)
        if isinstance(value, bool) or not isinstance(value, int) or not low <= value <= high:
            raise QueryError(f"{name}: must be a whole number from {low} to {high}")
        return value

    def flag(self, name: str) -> bool:
        """Yes or no; no where the field is missing."""
        value = self.fields.get(name, False)
        if not isinstance(value, bool):
            raise QueryError(f"{name}: must be true or false")
        return value

    def choice(self, name: str, choices: Collection[str], default: str | None = None) -> str:
        """One of some words."""
        value = self.fields.get(name, default)
        if not isinstance(value, str) or value not in choices:
            raise QueryError(f"{name}: must be one of {', '.join(choices)}")
        return value

    def mapping(self, name: str) -> dict[str, Any]:
        """An object; an empty one where the field is missing."""
        value = self.fields.get(name, {})
        if not isinstance(value, dict):
            raise QueryError(f"{name}: must be an object")
        return value

    def places(self, name: str, projection: str) -> dict[str, Place]:
        """Where nodes stand in a projection: `{name: {projection: {id: [x, y, name above]}}}`."""
        told = self.mapping(name).get(projection, {})
        if not isinstance(told, dict) or len(told) > MOST_IDS or not all(_is_place(one) for one in told.values()):
            raise QueryError(f"{name}.{projection}: must hold [x, y, name above] by id")
        return {id: Place(round(x), round(y), above) for id, (x, y, above) in told.items()}


def _is_place(value: object) -> bool:
    if not isinstance(value, list) or len(value) != 3 or not isinstance(value[2], bool):
        return False
    return all(
        isinstance(one, int | float) and not isinstance(one, bool) and abs(one) < FARTHEST  # NaN is not less either
        for one in value[:2]
    )

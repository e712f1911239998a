"""What a page says about itself: its title, the query it came from, the day it was built."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any


@dataclass(frozen=True, slots=True)
class PageInfo:
    """The heading of a page and where its claims came from.

    Parameters:
        title: the heading.
        built_on: the day that the footer names.
        query: the Cypher that chose the claims, or words that say where they came from.
        parameters: what the query was run with, by name.
        query_name: the name of the saved query, "" where there is none.
        steps: what somebody did to get here, one step a line, the first one first.

    >>> info = PageInfo("Who supplies Veridia?", built_on=date(2026, 1, 2), parameters={"since": date(2025, 1, 1)})
    >>> info.plain()["parameters"]
    {'since': '2025-01-01'}
    """

    title: str
    query: str = field(default="", kw_only=True)
    parameters: Mapping[str, object] = field(default_factory=dict, kw_only=True)
    query_name: str = field(default="", kw_only=True)
    steps: tuple[str, ...] = field(default=(), kw_only=True)
    built_on: date = field(kw_only=True)

    def plain(self) -> dict[str, Any]:
        """The same as plain JSON values; parameters that JSON does not know become text."""
        return {
            "title": self.title,
            "query": self.query,
            "query_name": self.query_name,
            "parameters": {name: _plain(value) for name, value in self.parameters.items()},
            "steps": list(self.steps),
            "built_on": self.built_on.isoformat(),
        }


def _plain(value: object) -> Any:
    if value is None or isinstance(value, str | int | float | bool):
        return value
    if isinstance(value, list | tuple):
        return [_plain(item) for item in value]
    return str(value)

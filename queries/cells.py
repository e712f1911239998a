"""What one value of a result looks like as text."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Any

from claimgraph.graph.printable import safe

__all__ = ["cell", "safe", "titled"]


def titled(columns: Iterable[str]) -> list[str]:
    """The titles of columns as people read them.

    >>> titled(["said_by", "first_said"])
    ['Said by', 'First said']
    """
    words = (name.replace("_", " ").strip() for name in columns)
    return [f"{one[:1].upper()}{one[1:]}" for one in words]


def cell(value: Any, between: str = "; ") -> str:
    """A value as people read it: nothing for null, yes and no, lists with `between` between their parts.

    >>> cell([True, None, "Liu Pengyu", 2.5])
    'yes; ; Liu Pengyu; 2.5'
    """
    match value:
        case None:
            return ""
        case bool():
            return "yes" if value else "no"
        case list() | tuple():
            return between.join(cell(item, between) for item in value)
        case Mapping():
            return json.dumps(value, ensure_ascii=False)
    return str(value)

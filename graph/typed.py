"""Whether the fields of a dataclass hold what their annotations say: for values that came from outside."""

from __future__ import annotations

import types
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from functools import cache
from typing import Any, Union, get_args, get_origin, get_type_hints


def has_declared_types(value: Any) -> bool:
    """Whether all fields of a dataclass instance, and of those in it, have their declared types.

    >>> from claimgraph.graph.model import Evidence
    >>> has_declared_types(Evidence("a", 0, 4, "Norl")), has_declared_types(Evidence("a", 0, "4", "Norl"))
    (True, False)
    """
    kind: Any = type(value)
    hints = _hints(kind)
    return all(_fits(getattr(value, one.name), hints[one.name]) for one in fields(value))


@cache
def _hints(kind: Any) -> dict[str, Any]:
    return get_type_hints(kind)


def _fits(value: Any, hint: Any) -> bool:
    outer, inner = get_origin(hint), get_args(hint)
    if outer in (Union, types.UnionType):
        return any(_fits(value, one) for one in inner)
    if outer is tuple:
        return isinstance(value, tuple) and all(_fits(one, inner[0]) for one in value)
    if outer is Mapping:
        return isinstance(value, Mapping)
    if hint is int:
        return type(value) is int
    return isinstance(value, hint) and (not is_dataclass(hint) or has_declared_types(value))

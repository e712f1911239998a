"""Whether all values of a reading are of the types that the model declares, and such that Neo4j can keep them.

>>> from claimgraph.graph.model import RoleSpan
>>> wrong_values(RoleSpan("supplier", 0, 2**70))
[('role', 'Role'), ('end', 'int')]
"""

from __future__ import annotations

import types
from collections.abc import Callable, Iterator, Mapping
from dataclasses import fields
from functools import lru_cache
from math import isfinite
from typing import Any, TypeVar, Union, get_args, get_origin, get_type_hints

from claimgraph.graph.errors import DamagedError
from claimgraph.graph.model import Reading

T = TypeVar("T")
_Fits = Callable[[Any], bool]
_LEAST, _MOST = -(2**63), 2**63 - 1


def wrong_values(one: Any) -> list[tuple[str, str]]:
    """The fields of a frozen dataclass whose values are not of the declared type, each with that type."""
    checks = _checks(type(one))  # type: ignore[arg-type]  # mypy takes no type for hashable
    return [(name, told) for name, told, fits in checks if not fits(getattr(one, name))]


def sound(what: str, row: Mapping[str, Any], make: Callable[[], T]) -> T:
    """What `make` makes of a row of the graph.

    Raises:
        DamagedError: the row holds something that claimgraph never wrote, such as a number for a title.
    """
    try:
        made = make()
        wrong = wrong_values(made)
    except (AttributeError, KeyError, TypeError, ValueError) as error:
        raise _damaged(what, row, f"a property of it cannot be read ({type(error).__name__}: {error})") from error
    if wrong:
        raise _damaged(what, row, f"{wrong[0][0]} is {getattr(made, wrong[0][0])!r:.60}, and should be {wrong[0][1]}")
    return made


def _damaged(what: str, row: Mapping[str, Any], problem: str) -> DamagedError:
    return DamagedError(
        f"the graph is damaged: {what} {str(row.get('statement') or row.get('id'))[:80]!r}: {problem}; "
        "`claimgraph db check` tells all, `claimgraph db rebuild` mends it"
    )


def parts_of(reading: Reading) -> Iterator[tuple[str, Any]]:
    """Everything that a reading is made of but its text, each with what it is called in messages."""
    yield "article", reading.document.article
    for entity in reading.entities:
        yield "entity", entity
    for claim in reading.claims:
        yield "claim", claim
    for statement in reading.statements:
        yield "statement", statement
        yield "evidence", statement.evidence
        for role in statement.roles:
            yield "role", role


@lru_cache(maxsize=32)
def _checks(kind: Any) -> tuple[tuple[str, str, _Fits], ...]:
    hints = get_type_hints(kind)
    return tuple((one.name, _told(hints[one.name]), _fits(hints[one.name])) for one in fields(kind))


def _told(hint: Any) -> str:
    return hint.__name__ if isinstance(hint, type) and not get_args(hint) else str(hint).replace("None", "nothing")


def _fits(hint: Any) -> _Fits:
    if get_origin(hint) in (Union, types.UnionType):
        alternatives = [_fits(one) for one in get_args(hint) if one is not types.NoneType]
        if len(alternatives) == len(get_args(hint)):
            return lambda value: any(fits(value) for fits in alternatives)
        if len(alternatives) == 1:  # every value of every row goes through here
            only = alternatives[0]
            return lambda value: value is None or only(value)
        return lambda value: value is None or any(fits(value) for fits in alternatives)
    if get_origin(hint) is tuple:
        if (arguments := get_args(hint))[-1] is not Ellipsis:
            each = [_fits(one) for one in arguments]
            return lambda value: isinstance(value, tuple) and len(value) == len(each) and _all_fit(each, value)
        member = _fits(arguments[0])
        return lambda value: isinstance(value, tuple) and (not value or all(map(member, value)))
    if hint is str:
        return _is_text
    if hint is float:
        return lambda value: type(value) is float and isfinite(value)
    if hint is int:
        return lambda value: type(value) is int and _LEAST <= value <= _MOST
    return lambda value: isinstance(value, hint)


def _all_fit(each: list[_Fits], values: tuple[Any, ...]) -> bool:
    return all(fits(value) for fits, value in zip(each, values, strict=True))


def _is_text(value: Any) -> bool:
    if not isinstance(value, str):
        return False
    if value.isascii():
        return True
    try:
        value.encode()
    except UnicodeEncodeError:
        return False
    return True

"""The types a parameter can have, and how text becomes a value of each.

A type is written in a query's header as one of::

    string · int · int(1..500) · float · float(0..1) · bool · date · list of string · any
    entity · entity(State) · entity(State|Firm)
    status · stance · modality · one of day|month|year

>>> from claimgraph.queries.entities import no_entities
>>> kind_of("int(1..500)").read("20", no_entities)
20
>>> kind_of("list of string").read("optics, lathes", no_entities)
['optics', 'lathes']
"""

from __future__ import annotations

import json
import math
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from claimgraph.graph.errors import QueryError
from claimgraph.graph.model import EntityType, Modality, Stance, Status
from claimgraph.graph.nesting import MOST_NESTED, is_deeper
from claimgraph.queries.entities import EntityFinder, either, the_one_named

Reader = Callable[[Any, EntityFinder], Any]

_TOO_DEEP = f"lists and maps are nested more than {MOST_NESTED} deep"


@dataclass(frozen=True, slots=True)
class Kind:
    """A parameter's type.

    Parameters:
        text: the type as it is written in the header.
        wanted: what a person should type, for messages: "a whole number from 1 to 500".
        read: makes the value of what was given (text, or a value that already has the type); raises ValueError
            where it is not `wanted`, QueryError where there is more to say.
    """

    text: str
    wanted: str
    read: Reader


def kind_of(text: str) -> Kind:
    """The type that this text of a header means.

    Raises:
        ValueError: there is no such type; the message says which there are.
    """
    text = " ".join(text.split())
    if text in _PLAIN:
        wanted, reader = _PLAIN[text]
        return Kind(text, wanted, lambda value, _: reader(value))
    if text in _ENUMS:
        return _choice(text, tuple(member.value for member in _ENUMS[text]))
    if match := re.fullmatch(r"one of (\S+)", text):
        return _choice(text, tuple(match[1].split("|")))
    if match := re.fullmatch(r"int\((-?\d+)\.\.(-?\d+)\)", text):
        return _range(text, int(match[1]), int(match[2]))
    if match := re.fullmatch(r"float\((-?\d+(?:\.\d+)?)\.\.(-?\d+(?:\.\d+)?)\)", text):
        return _float_range(text, match[1], match[2])
    if match := re.fullmatch(r"entity(?:\(([A-Za-z|]+)\))?", text):
        return _entity(text, match[1])
    raise ValueError(
        f"no type {text!r}; a type is string, int, int(1..500), float, float(0..1), bool, date, list of string, any, "
        f"entity, entity(State|Firm), {', '.join(_ENUMS)} or one of a|b|c"
    )


def guessed(text: str) -> Any:
    """The value that text of unknown type most likely means: what JSON reads from it, otherwise the text.

    >>> guessed("3"), guessed("true"), guessed("Russia"), guessed('["a", "b"]')
    (3, True, 'Russia', ['a', 'b'])

    Raises:
        QueryError: it is nested too deep.
    """
    try:
        return json.loads(text, parse_constant=_no_constant)
    except ValueError:
        return text
    except RecursionError as error:
        raise QueryError(_TOO_DEEP) from error


def _no_constant(name: str) -> Any:
    raise ValueError(name)


def _string(value: Any) -> str:
    if not isinstance(value, str):
        raise ValueError
    return value


def _int(value: Any) -> int:
    if isinstance(value, str) and re.fullmatch(r"\s*[+-]?[0-9]{1,19}\s*", value):
        value = int(value)
    if isinstance(value, bool) or not isinstance(value, int) or not -(2**63) <= value < 2**63:
        raise ValueError
    return value


def _float(value: Any) -> float:
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        raise ValueError
    try:
        number = float(value)
    except OverflowError as error:  # a whole number of more than 308 digits
        raise ValueError from error
    if not math.isfinite(number):
        raise ValueError
    return number


_TRUTH = {"true": True, "yes": True, "1": True, "false": False, "no": False, "0": False}


def _bool(value: Any) -> bool:
    if isinstance(value, bool):
        return value
    if not isinstance(value, str) or value.strip().casefold() not in _TRUTH:
        raise ValueError
    return _TRUTH[value.strip().casefold()]


def _date(value: Any) -> str:
    if isinstance(value, date):
        return value.isoformat()[:10]
    if not isinstance(value, str) or not re.fullmatch(r"\d{4}-\d\d-\d\d", value.strip()):
        raise ValueError
    return date.fromisoformat(value.strip()).isoformat()


def _strings(value: Any) -> list[str]:
    if isinstance(value, str) and value.lstrip().startswith("["):
        value = guessed(value)
    if isinstance(value, str):
        return [item for part in value.split(",") if (item := part.strip())]
    if not isinstance(value, Sequence) or not all(isinstance(item, str) for item in value):
        raise ValueError
    return list(value)


def _any(value: Any) -> Any:
    read = guessed(value) if isinstance(value, str) else value
    if is_deeper(read, MOST_NESTED):
        raise QueryError(_TOO_DEEP)
    return read


_PLAIN: dict[str, tuple[str, Callable[[Any], Any]]] = {
    "string": ("text", _string),
    "int": ("a whole number", _int),
    "float": ("a number", _float),
    "bool": ("true or false", _bool),
    "date": ("a date as YYYY-MM-DD", _date),
    "list of string": ("texts with commas between them", _strings),
    "any": ("a value", _any),
}

_ENUMS: dict[str, type[StrEnum]] = {"status": Status, "stance": Stance, "modality": Modality}


WORDS_OF: dict[str, list[str]] = {name: [member.value for member in words] for name, words in _ENUMS.items()}
"""The words that a value of each of these types can be."""


def _choice(text: str, options: tuple[str, ...]) -> Kind:
    def read(value: Any, _: EntityFinder) -> str:
        chosen = str(value).strip().casefold()
        for option in options:
            if option.casefold() == chosen:
                return option
        raise ValueError

    return Kind(text, f"one of {', '.join(options)}", read)


def _range(text: str, low: int, high: int) -> Kind:
    if low > high:
        raise ValueError(f"{text}: the first number is the smallest value allowed")

    def read(value: Any, _: EntityFinder) -> int:
        number = _int(value)
        if not low <= number <= high:
            raise ValueError
        return number

    return Kind(text, f"a whole number from {low} to {high}", read)


def _float_range(text: str, low: str, high: str) -> Kind:
    if float(low) > float(high):
        raise ValueError(f"{text}: the first number is the smallest value allowed")

    def read(value: Any, _: EntityFinder) -> float:
        number = _float(value)
        if not float(low) <= number <= float(high):
            raise ValueError
        return number

    return Kind(text, f"a number from {low} to {high}", read)


def _entity(text: str, names: str | None) -> Kind:
    known = {member.value: member for member in EntityType}
    chosen = names.split("|") if names else list(known)
    for name in chosen:
        if name not in known:
            raise ValueError(f"no type of entity {name!r}; the types are {', '.join(known)}")
    types = tuple(known[name] for name in chosen)

    def read(value: Any, finder: EntityFinder) -> str:
        name = _string(value).strip()
        if not name:
            raise ValueError
        return the_one_named(finder, name, types).id

    return Kind(text, f"the name or id of one {either(types)}", read)

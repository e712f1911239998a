"""How names are compared: case, accents and spacing do not count; near misses are ranked. Pure functions.

The page ranks what it holds by the same rule (`page/js/nearness.js`); `tests/data/nearness.json` holds both to it.

>>> fold("  Čeněk   Novák ") == fold("cenek novak")
True
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import IntEnum

from claimgraph.graph.model import Entity

_LUCENE = re.compile(r'([+\-!(){}\[\]^"~*?:\\/&|<>=])')


def fold(name: str) -> str:
    """A name without case, accents and doubled spaces."""
    if name.isascii():
        return " ".join(name.casefold().split())
    apart = unicodedata.normalize("NFKD", name.casefold())
    return " ".join("".join(sign for sign in apart if not unicodedata.combining(sign)).casefold().split())


def same_name(entity: Entity, name: str) -> bool:
    """Whether an entity has this id, name or alias."""
    wanted = fold(name)
    return name == entity.id or any(fold(form) == wanted for form in (entity.id, entity.name, *entity.aliases))


def likeness(entity: Entity, name: str) -> float:
    """How like the best of an entity's names is to this one: 0 to 1."""
    wanted = fold(name)
    return max(SequenceMatcher(None, wanted, fold(form)).ratio() for form in (entity.name, *entity.aliases))


def words(name: str) -> list[str]:
    """The words of a name as a full-text index has them."""
    return re.findall(r"\w+", fold(name))


def phrase_query(name: str) -> str:
    """A Lucene query for texts that hold the name as it stands; matches nothing for a name without words."""
    return f'"{_escaped(name)}"'


def fuzzy_query(name: str) -> str:
    """A Lucene query for texts with words like those of the name: begun so, or with one or two letters changed."""
    return " ".join(_fuzzy(_escaped(word)) for word in words(name))


def _fuzzy(word: str) -> str:
    edits = edits_forgiven(word)
    return f"{word}~{edits} {word}*" if edits else f"{word}*"


def _escaped(text: str) -> str:
    return _LUCENE.sub(r"\\\1", text)


class Tier(IntEnum):
    """In which way a name is near to what somebody typed, the nearest first."""

    NAME = 0  # it is the name
    ALIAS = 1  # it is an alias
    BEGINNING = 2  # the name or an alias begins so
    WORDS = 3  # each word typed begins a word of the name
    MISSPELT = 4  # each word typed begins a word of the name or is one with a typing error
    INSIDE = 5  # it stands somewhere in the name
    PARTLY = 6  # the name stands in what was typed, or more than half of the letters typed are words of the name


@dataclass(frozen=True, slots=True, order=True)
class Nearness:
    """How near a name is to what somebody typed; the nearer sorts first.

    Parameters:
        tier: in which way it is near.
        edits: letters that were changed, left out, added or swapped.
        rest: of `MISSPELT` words of the name that nothing typed stands for, of `PARTLY` letters typed that it lacks.
    """

    tier: Tier
    edits: int = 0
    rest: int = 0


# Letters from which on a part of a word, or a name inside what was typed, is more than chance.
_LEAST_PART = 3
# Letters from which on one typing error, and two, are forgiven; below the second a word must begin as it was typed.
_ONE_EDIT, _TWO_EDITS = 4, 7


def edits_forgiven(word: str) -> int:
    """How many letters of a word may be typed wrong.

    >>> [edits_forgiven(word) for word in ("uae", "rusia", "zbrojovka")]
    [0, 1, 2]
    """
    return (len(word) >= _ONE_EDIT) + (len(word) >= _TWO_EDITS)


def nearness(name: str, aliases: Sequence[str], sought: str) -> Nearness | None:
    """How near the nearest form of a name is to what somebody typed; None where none is near.

    >>> nearness("Russia", ("Moscow",), "rusia").tier.name
    'MISSPELT'
    >>> nearness("private water vendors", (), "Wagner")
    """
    wanted = fold(sought)
    if not wanted:
        return None
    forms = [(Tier.NAME, fold(name)), *((Tier.ALIAS, fold(alias)) for alias in aliases)]
    return min((near for exact, form in forms if (near := _near(form, exact, wanted))), default=None)


def _near(form: str, exact: Tier, wanted: str) -> Nearness | None:
    if form == wanted:
        return Nearness(exact)
    if form.startswith(wanted):
        return Nearness(Tier.BEGINNING)
    own, typed = _WORD.findall(form), _WORD.findall(wanted)
    if not own or not typed:
        return None
    if all(any(word.startswith(one) for word in own) for one in typed):
        return Nearness(Tier.WORDS)
    edits = [min((_edits(one, word) for word in own), default=_FAR) for one in typed]
    if sum(edits) < _FAR:
        return Nearness(Tier.MISSPELT, sum(edits), max(0, len(own) - len(typed)))
    if len(wanted) >= _LEAST_PART and wanted in form:
        return Nearness(Tier.INSIDE)
    missing = sum(len(one) for one in typed if one not in own)
    within = len(form) >= _LEAST_PART and f" {' '.join(own)} " in f" {' '.join(typed)} "
    return Nearness(Tier.PARTLY, rest=missing) if within or 2 * missing < sum(map(len, typed)) else None


_WORD = re.compile(r"\w+")
_FAR = 1_000


def _edits(typed: str, word: str) -> int:
    """The typing errors by which a word typed differs from one of a name, which it may begin; `_FAR` for too many."""
    if word.startswith(typed):
        return 0
    most = edits_forgiven(typed)
    if abs(len(word) - len(typed)) > most or (len(typed) < _TWO_EDITS and word[0] != typed[0]):
        return _FAR
    edits = _distance(typed, word)
    return edits if edits <= most else _FAR


def _distance(one: str, other: str) -> int:
    """Letters changed, left out or added, and neighbours swapped, to make one word of another."""
    before: list[int] = []
    row = list(range(len(other) + 1))
    for at, letter in enumerate(one, 1):
        before, last, row = row, before, [at]
        for to, sign in enumerate(other, 1):
            best = min(before[to] + 1, row[to - 1] + 1, before[to - 1] + (letter != sign))
            if at > 1 and to > 1 and letter == other[to - 2] and one[at - 2] == sign:
                best = min(best, last[to - 2] + 1)
            row.append(best)
    return row[-1]


def ranked(entities: Iterable[Entity], name: str, limit: int) -> list[Entity]:
    """The entities whose names are near to this one, the nearest first; those that are not near are left out."""
    near = [(found, entity) for entity in entities if (found := nearness(entity.name, entity.aliases, name))]
    near.sort(key=lambda pair: (pair[0], -likeness(pair[1], name), pair[1].name, pair[1].id))
    return [entity for _, entity in near[:limit]]

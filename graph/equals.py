"""Entities that are likely one, each pair with its reason: pure.

>>> state, firm = EntityType.STATE, EntityType.FIRM
>>> un = Entity("organization:un", EntityType.ORGANIZATION, "UN")
>>> nations = Entity("organization:united-nations", EntityType.ORGANIZATION, "United Nations")
>>> [(one.first, one.second, one.reason.value) for one in likely_equals([un, nations])]
[('organization:un', 'organization:united-nations', 'acronym')]
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import combinations
from typing import Final

from claimgraph.graph.model import Entity, EntityType
from claimgraph.graph.names import fold
from claimgraph.graph.namesakes import bare_name

LEAST_SPELLED: Final = 6
"""Names of fewer letters are too often one letter from another to be called misspelt."""
LONG: Final = 12
MOST_EDITS: Final = 2
"""Names of so many letters may be so many letters from each other."""
_AT_ONCE: Final = 500
LEAST_ACRONYM: Final = 2
MOST_IN_A_GROUP: Final = 20
"""Of a key that more names share nobody can say anything."""
_TYPES: Final = frozenset(EntityType) - {EntityType.GOOD}


class Likeness(StrEnum):
    """Why two entities may be one, the surest first."""

    OTHER_TYPE = "same name in another type"
    SAME_NAME = "same name"
    LEGAL_FORM = "same name but for the legal form"
    ACRONYM = "acronym"
    TITLE = "title and name in one article"
    SPELLING = "spelling"


@dataclass(frozen=True, slots=True)
class LikelyEqual:
    """Two entities that may be one: ids in order, and why."""

    first: str
    second: str
    reason: Likeness


def likely_equals(
    entities: Iterable[Entity],
    articles: Mapping[str, Collection[str]] | None = None,
    apart: Collection[frozenset[str]] = (),
    bare: Callable[[str], str] = lambda name: name,
) -> list[LikelyEqual]:
    """Pairs of entities that may be one, each once, the surest first.

    Parameters:
        articles: by entity: the articles that name it; without it titles are not compared.
        apart: pairs of ids of which somebody decided that they are not one.
        bare: a name without legal forms.
    """
    known = [one for one in entities if one.type in _TYPES and one.named]
    found: dict[frozenset[str], LikelyEqual] = {}
    for reason, pairs in (
        (Likeness.OTHER_TYPE, _of_other_types(known)),
        (Likeness.SAME_NAME, _sharing(known, lambda one: {fold(bare_name(one))})),
        (Likeness.LEGAL_FORM, _sharing(known, lambda one: {fold(bare(bare_name(one)))})),
        (Likeness.ACRONYM, _acronyms(known)),
        (Likeness.TITLE, _titled(known, articles or {})),
        (Likeness.SPELLING, _spelt(known)),
    ):
        for one, other in pairs:
            pair = frozenset({one.id, other.id})
            if len(pair) == 2 and pair not in apart and not _told_apart(one, other):
                found.setdefault(pair, LikelyEqual(min(pair), max(pair), reason))
    order = list(Likeness)
    return sorted(found.values(), key=lambda one: (order.index(one.reason), one.first, one.second))


def _told_apart(one: Entity, other: Entity) -> bool:
    """Whether articles assign both to different states, which is why they are two."""
    homes = (one.country or one.speaks_for, other.country or other.speaks_for)
    return None not in homes and homes[0] != homes[1]


def _groups(entities: Iterable[Entity], keys: Callable[[Entity], Iterable[str]]) -> Iterator[list[Entity]]:
    groups: defaultdict[str, dict[str, Entity]] = defaultdict(dict)
    for one in entities:
        for key in keys(one):
            if key:
                groups[key][one.id] = one
    yield from (list(some.values()) for some in groups.values() if 1 < len(some) <= MOST_IN_A_GROUP)


def _names(one: Entity) -> set[str]:
    return {fold(name) for name in (bare_name(one), *one.aliases)}


def _of_other_types(entities: Iterable[Entity]) -> Iterator[tuple[Entity, Entity]]:
    for some in _groups(entities, _names):
        yield from ((one, other) for one, other in combinations(some, 2) if one.type is not other.type)


def _sharing(entities: Iterable[Entity], keys: Callable[[Entity], Iterable[str]]) -> Iterator[tuple[Entity, Entity]]:
    for some in _groups(entities, keys):
        yield from ((one, other) for one, other in combinations(some, 2) if _can_be_one(one, other))


def _can_be_one(one: Entity, other: Entity) -> bool:
    bodies = {EntityType.FIRM, EntityType.ORGANIZATION}
    return one.type is other.type or {one.type, other.type} <= bodies


def _acronyms(entities: Collection[Entity]) -> Iterator[tuple[Entity, Entity]]:
    short: defaultdict[str, list[Entity]] = defaultdict(list)
    for one in entities:
        letters = bare_name(one).replace(".", "")
        if letters.isupper() and letters.isalpha() and len(letters) >= LEAST_ACRONYM:
            short[letters].append(one)
    for other in entities:
        words = [word for word in bare_name(other).replace("-", " ").split() if word[:1].isupper()]
        if len(words) >= LEAST_ACRONYM:
            initials = "".join(word[0] for word in words)
            yield from ((one, other) for one in short.get(initials, ()) if _can_be_one(one, other))


def maybe_titled(entities: Iterable[Entity]) -> set[str]:
    """Ids of those entities of which `likely_equals` has to know in which articles they stand."""
    return {one.id for pair in _of_last_name(entities) for one in pair}


def _titled(entities: Iterable[Entity], articles: Mapping[str, Collection[str]]) -> Iterator[tuple[Entity, Entity]]:
    """Officials of one last name that one article names, of whom one has no first name."""
    for one, other in _of_last_name(entities):
        if not set(articles.get(one.id, ())).isdisjoint(articles.get(other.id, ())):
            yield one, other


def _of_last_name(entities: Iterable[Entity]) -> Iterator[tuple[Entity, Entity]]:
    persons = [one for one in entities if one.type is EntityType.OFFICIAL and one.article is None]
    for some in _groups(persons, lambda one: {fold(bare_name(one)).split()[-1]} if bare_name(one).split() else set()):
        for one, other in combinations(some, 2):
            lengths = sorted(len(bare_name(each).split()) for each in (one, other))
            if lengths[0] == 1 and lengths[1] > 1:
                yield one, other


def _spelt(entities: Iterable[Entity]) -> Iterator[tuple[Entity, Entity]]:
    """Names that begin alike and are the same but for one letter, or two of a long name: missing, too many, another, or
    two that changed places; and names of the same words in another order."""
    yield from _reordered(entities)
    for some in _by_first_letter(entities).values():
        lengths = sorted(some)
        for length in lengths:
            within = MOST_EDITS if length >= LONG else 1
            near = [one for other in lengths if length <= other <= length + within for one in some[other]]
            yield from _near(some[length], near, within)


def _by_first_letter(entities: Iterable[Entity]) -> dict[str, dict[int, list[tuple[str, Entity]]]]:
    """Names that can be misspelt, folded, by their first letter and by how many letters they have."""
    found: defaultdict[str, defaultdict[int, list[tuple[str, Entity]]]] = defaultdict(lambda: defaultdict(list))
    for one in entities:
        name = fold(bare_name(one))
        if len(name) >= LEAST_SPELLED:
            found[name[0]][len(name)].append((name, one))
    return {letter: dict(some) for letter, some in found.items()}


def _near(
    names: Sequence[tuple[str, Entity]], others: Sequence[tuple[str, Entity]], within: int
) -> Iterator[tuple[Entity, Entity]]:
    import numpy as np
    from rapidfuzz.distance import OSA
    from rapidfuzz.process import cdist

    told = [name for name, _ in others]
    for some in range(0, len(names), _AT_ONCE):
        part = names[some : some + _AT_ONCE]
        # What is further away than asked for is told as one step more.
        edits = cdist([name for name, _ in part], told, scorer=OSA.distance, score_cutoff=within, dtype=np.uint8)
        for first, second in zip(*np.nonzero((edits > 0) & (edits <= within)), strict=True):
            one, other = part[int(first)][1], others[int(second)][1]
            if _can_be_one(one, other):
                yield one, other


def _reordered(entities: Iterable[Entity]) -> Iterator[tuple[Entity, Entity]]:
    def in_order(one: Entity) -> set[str]:
        words = fold(bare_name(one)).replace(",", " ").split()
        return {" ".join(sorted(words))} if len(words) > 1 else set()

    for some in _groups(entities, in_order):
        for one, other in combinations(some, 2):
            if _can_be_one(one, other) and fold(bare_name(one)) != fold(bare_name(other)):
                yield one, other

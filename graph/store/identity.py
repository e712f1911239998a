"""Identity decisions, applied to what articles say: pure.

An article is kept as it was read. What the graph tells of it follows from that and from the decisions: an entity that
is one with another gives it its mentions, claims and words. Where that changes anything, what was read is kept beside
it, so that taking a decision back gives the graph that would have been.

Readings of one name that contradict each other stand for different entities (`graph/namesakes.py`).

>>> identities = Identities([Merge("firm:acme", "Acme", "firm:acme-inc", "Acme Inc", "2026-01-01T00:00:00+00:00")])
>>> identities.of("firm:acme-inc"), identities.of("firm:other")
('firm:acme', 'firm:other')
>>> acme = Namesakes("firm:acme", (("state:CL", 9), ("state:KE", 1)), "state:CL")
>>> both = identities.with_namesakes({"firm:acme": acme})
>>> both.read_as("firm:acme", "state:CL"), both.read_as("firm:acme", "state:KE"), both.read_as("firm:acme", None)
('firm:acme', 'firm:acme@KE', 'firm:acme')
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from claimgraph.graph.model import Article, Claim, Entity, EntityType, Modality, Reading, Statement
from claimgraph.graph.namesakes import Telling, homes_of, name_and_home, namesake_id
from claimgraph.graph.store.rows import (
    Row,
    article_of,
    claim_of,
    digest_over,
    entity_as_read,
    form_of,
    mentions_of,
    statement_of,
    statement_row,
)

_PARTS = ("supplier", "recipient", "good")
_VOICES = ("speaker", "relayed_by", "via")
_AS_READ: Final = Telling({})
_BODIES = frozenset({EntityType.FIRM, EntityType.ORGANIZATION})


@dataclass(frozen=True, slots=True)
class Merge:
    """The decision that `other` is one with `kept`: ids, the names at that time, and when (ISO, UTC).

    Parameters:
        kept_home, other_home: the state to which each belonged then, where its id is plain; the id goes on to stand for
            that namesake.
        decided_by: who decided it, where that is known.
    """

    kept: str
    kept_name: str
    other: str
    other_name: str
    decided_at: str
    kept_home: str | None = None
    other_home: str | None = None
    decided_by: str | None = None


@dataclass(frozen=True, slots=True)
class AsRead:
    """What one article says, as it was read; without its text.

    `mentions` are the ids of its entities and the forms that it gives them; `homes` the states to which it assigns
    them.
    """

    article: Article
    entities: tuple[Entity, ...]
    mentions: list[tuple[str, str]]
    claims: tuple[Claim, ...]
    statements: tuple[Statement, ...]
    homes: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, reading: Reading) -> AsRead:
        """What a reading says."""
        entities, homes = reading.entities, homes_of(reading.entities)
        return cls(
            reading.document.article,
            entities,
            mentions_of(entities, homes),
            reading.claims,
            reading.statements,
            homes,
        )

    def digest(self, text: str) -> str:
        """The digest of the article; `text` is the hash of its text (see `digest_over`)."""
        return digest_over(text, self.article, self.mentions, self.claims, self.statements)

    @classmethod
    def of_rows(
        cls, article: Row, mentions: Iterable[tuple[str, str]], said: Iterable[tuple[Mapping[str, Any], Row]]
    ) -> AsRead:
        """What the store holds of an article, turned back into what was read.

        Parameters:
            mentions: ids of entities and the forms that the article gives them.
            said: claims and the properties of their REPORTED_IN.
        """
        told = [_said_as_read(claim_of(claim), row, article["id"]) for claim, row in said]
        told += [_set_aside(text) for text in article.get("set_aside") or ()]
        entities = tuple(entity_as_read(id, form) for id, form in mentions)
        homes = homes_of(entities)
        return cls(
            article_of(article),
            entities,
            mentions_of(entities, homes),
            tuple({claim.id: claim for claim, _ in told}.values()),
            tuple(statement for _, statement in told),
            homes,
        )

    def name_of(self, id: str) -> str:
        """The name that the article gives an entity."""
        return next((entity.name for entity in self.entities if entity.id == id), id)


@dataclass(frozen=True, slots=True)
class Part:
    """The decision that an entity, as some articles name it, is another one than it is elsewhere.

    Parameters:
        id: the id of the part, an entity of its own.
        of, of_name: the entity from which it was parted: its id and name at that time.
        label: what tells its name from that of the other.
        readings: (article, id as it is read there), for each reading that was parted.
        decided_at: when (ISO, UTC).
        decided_by: who decided it, where that is known.
    """

    id: str
    of: str
    of_name: str
    label: str
    readings: tuple[tuple[str, str], ...]
    decided_at: str
    decided_by: str | None = None

    @property
    def articles(self) -> tuple[str, ...]:
        """Ids of the articles."""
        return tuple(dict.fromkeys(article for article, _ in self.readings))


@dataclass(frozen=True, slots=True)
class Namesakes:
    """A name that several entities have, and how many articles tell of which home.

    Parameters:
        id: the id that the name alone gives.
        homes: how many articles tell each home, by the state's id; sorted.
        lead: the home that keeps the plain id; "" where none does.
    """

    id: str
    homes: tuple[tuple[str, int], ...]
    lead: str


class Identities:
    """For whom each entity stands: what people decided, and which namesakes are kept apart.

    Parameters:
        merges: the decisions in force that entities are one with others.
        parts: the decisions in force that readings were parted from others.
        namesakes: the names of which homes are told that contradict, or about whose namesakes somebody decided.
    """

    def __init__(
        self, merges: Iterable[Merge] = (), parts: Iterable[Part] = (), namesakes: Iterable[Namesakes] = ()
    ) -> None:
        self.merges, self.parts = tuple(merges), tuple(parts)
        self.namesakes = {one.id: one for one in namesakes}
        self._kept = {one.other: one.kept for one in self.merges}
        in_order = sorted(self.parts, key=lambda part: (part.decided_at, part.id.count("~"), part.id))
        self._parted = {reading: part for part in in_order for reading in part.readings}
        self._parts_by_id = {part.id: part for part in self.parts}
        self._silent = not (self._kept or self._parted or self.namesakes)
        self._joined = frozenset(self.of(id) for id in self._kept)
        self.pinned = {
            name: home
            for one in reversed(self.merges)
            for name, home in ((one.kept, one.kept_home), (one.other, one.other_home))
            if home
        }
        """The homes of names that stand for one home because somebody decided about them when they did."""

    def of(self, id: str) -> str:
        """The id under which an entity stands in the graph; of one that decisions lead round in a circle, the least."""
        passed = [id]
        while True:
            if (onward := self._kept.get(id)) is None:
                if (namesake := name_and_home(id)) is None:
                    return id
                name, home = namesake
                if name not in self.namesakes or self.namesakes[name].lead != home:
                    return id
                onward = name
            if onward in passed:
                return min(passed[passed.index(onward) :])
            passed.append(id := onward)

    def read_as(self, name: str, home: str | None, part: str | None = None) -> str:
        """The id under which the reading of a name stands, in an article that tells this home of it.

        Parameters:
            part: the id of the part to which the reading belongs, if a person parted it.
        """
        return self.of(self._key(name, home, part))

    def stands(self, name: str, home: str | None, part: str | None = None) -> tuple[str, bool]:
        """As `read_as`, and whether its name tells it from its namesakes."""
        key = self._key(name, home, part)
        id = self.of(key)
        return id, id == key != name

    def _key(self, name: str, home: str | None, part: str | None) -> str:
        if part is not None:
            return part
        if home is not None:
            namesake = namesake_id(name, home)
            if namesake in self._kept or (name in self.namesakes and self.namesakes[name].lead != home):
                return namesake
        return name

    def part_of(self, article: str, name: str) -> str | None:
        """The id of the part to which a person counted the reading of a name in an article."""
        part = self._parted.get((article, name))
        return None if part is None else part.id

    def decides(self, id: str) -> bool:
        """Whether there is a decision that the entity of this id is one with another."""
        return id in self._kept

    def is_open(self, name: str, home: str) -> bool:
        """Whether nobody has decided with whom the namesake of this home is one."""
        return namesake_id(name, home) not in self._kept

    @property
    def names_decided(self) -> frozenset[str]:
        """The names about whose namesakes somebody decided."""
        ids = {id for one in self.merges for id in (one.kept, one.other)}
        return frozenset(found[0] for id in ids if (found := name_and_home(id)))

    def with_merge(self, merge: Merge) -> Identities:
        """These and one decision more."""
        return Identities((*self.merges, merge), self.parts, self.namesakes.values())

    def without(self, other: str) -> Identities:
        """These but for what was decided about `other`."""
        return Identities((one for one in self.merges if one.other != other), self.parts, self.namesakes.values())

    def with_part(self, part: Part) -> Identities:
        """These and one decision more."""
        return Identities(self.merges, (*self.parts, part), self.namesakes.values())

    def without_part(self, id: str) -> Identities:
        """These but for the part of this id."""
        return Identities(self.merges, (one for one in self.parts if one.id != id), self.namesakes.values())

    def with_namesakes(self, changed: Mapping[str, Namesakes | None]) -> Identities:
        """These, with other names; None for those that need not be kept."""
        namesakes = {**self.namesakes, **changed}
        return Identities(self.merges, self.parts, (one for one in namesakes.values() if one is not None))

    def telling(self, said: AsRead) -> Telling:
        """What an article tells, after these decisions."""
        if self._silent:
            return _AS_READ
        article = said.article.id
        ids, labels = {}, {}
        for entity in said.entities:
            name = entity.id
            part = self.part_of(article, name)
            key = self._key(name, said.homes.get(name), part)
            id = self.of(key)
            if id != name:
                ids[name] = id
            if id == key and part is not None:
                labels[name] = self._parts_by_id[part].label
            elif id == key != name:
                labels[name] = said.name_of(said.homes[name])
        return Telling(ids, labels, self._joined) if ids or self._joined else _AS_READ

    def mentions(self, said: AsRead, telling: Telling) -> list[tuple[str, str]]:
        """The ids of the entities that an article mentions, and the forms that it gives them."""
        if telling is _AS_READ:
            return said.mentions
        article = said.article.id
        told = ((one, telling.entity(one)) for one in said.entities)
        return [
            (entity.id, form_of(entity, read, said.homes.get(read.id), self.part_of(article, read.id)))
            for read, entity in told
        ]


def beside(claim: Claim, statement: Statement, told_claim: Claim, told: Statement) -> str | None:
    """What was read where it differs from what is told, as JSON to be kept with the statement."""
    read = {part: getattr(claim, part) for part in _PARTS if getattr(claim, part) != getattr(told_claim, part)}
    read |= {name: value for name in _VOICES if (value := getattr(statement, name)) != getattr(told, name)}
    return json.dumps(read) if read else None


def _said_as_read(claim: Claim, row: Row, article: str) -> tuple[Claim, Statement]:
    read: dict[str, Any] = json.loads(row.get("read") or "{}")
    parts = {part: read[part] for part in _PARTS if part in read}
    if parts:
        supplier, recipient, good = (parts.get(part, getattr(claim, part)) for part in _PARTS)
        claim = Claim.of(supplier, recipient, good, claim.modality)
    voices = {name: read[name] for name in _VOICES if name in read}
    return claim, statement_of({**row, **voices, "voice": None}, claim.id, article)


def set_aside(claim: Claim, statement: Statement) -> str:
    """A statement that the graph does not tell now, as JSON to be kept with its article."""
    parts = [claim.supplier, claim.recipient, claim.good, claim.modality.value]
    return json.dumps({"claim": parts, **statement_row(statement)}, ensure_ascii=False)


def _set_aside(text: str) -> tuple[Claim, Statement]:
    row = json.loads(text)
    supplier, recipient, good, modality = row["claim"]
    claim = Claim.of(supplier, recipient, good, Modality(modality))
    return claim, statement_of(row, claim.id, row["article"])


def can_be_one(one: EntityType, other: EntityType) -> bool:
    """Whether entities of two types can be one: those of one type, and firms with organizations.

    >>> can_be_one(EntityType.FIRM, EntityType.ORGANIZATION), can_be_one(EntityType.FIRM, EntityType.STATE)
    (True, False)
    """
    return one is other or {one, other} == _BODIES

"""Firms, organizations and officials of one name that belong to different states: kept apart. Pure functions.

An entity's id is made of its name, so two firms called Acme have one id. What contradicts is the *home*, the state to
which an article assigns the entity: where a firm or organization is based, the state for which an official speaks, or
in which the body or firm that he speaks for is based. Readings of one name with different homes are different entities
(*namesakes*). An article that tells no home contradicts nothing.

- One home, or none: all readings are one entity with the plain id, as before.
- Several homes: each is an entity of its own, `firm:acme@KE`, called "Acme (Kenya)". A home that is told by at least
  `LEADING_TIMES` as many articles as all others together *leads*: it keeps the plain id and name, and the readings that
  tell no home are counted to it. Where no home leads, those readings stay apart under the plain id: nobody can say whom
  they mean.

Everything follows from the set of articles, so the order in which they come does not matter.

>>> leading({"state:CL": 1, "state:KE": 1}), leading({"state:CL": 9, "state:KE": 1}), leading({"state:CL": 1})
('', 'state:CL', 'state:CL')
>>> namesake_id("firm:acme", "state:KE")
'firm:acme@KE'
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from claimgraph.graph.facts import Facts
from claimgraph.graph.model import Claim, Entity, EntityType, Reading, Statement
from claimgraph.graph.review import Named

LEADING_TIMES: Final = 4
"""A home leads where so many times as many articles tell it as tell all other homes of the name together."""

_BODIES: Final = frozenset({EntityType.FIRM, EntityType.ORGANIZATION})
_STATE, _AT, _PART = "state:", "@", "~"


def homes_of(entities: Iterable[Entity]) -> dict[str, str]:
    """The homes that one article tells, by the ids of the entities. Unnamed officials, bound to it, need none.

    >>> state, body = Entity("state:KE", EntityType.STATE, "Kenya"), EntityType.ORGANIZATION
    >>> ministry = Entity("organization:ministry", body, "Ministry", country="state:KE")
    >>> minister = Entity("official:sol", EntityType.OFFICIAL, "Ana Sol", speaks_for="organization:ministry")
    >>> homes_of([state, ministry, minister])
    {'organization:ministry': 'state:KE', 'official:sol': 'state:KE'}
    """
    homes: dict[str, str] = {}
    speaking: list[tuple[str, str]] = []
    for entity in entities:
        if entity.type in _BODIES:
            if entity.country is not None:
                homes[entity.id] = entity.country
        elif entity.type is EntityType.OFFICIAL and entity.speaks_for is not None and entity.article is None:
            if entity.speaks_for.startswith(_STATE):
                homes[entity.id] = entity.speaks_for
            else:
                speaking.append((entity.id, entity.speaks_for))
    homes.update((id, homes[body]) for id, body in speaking if body in homes)
    return homes


def plain_home(entity: Entity) -> str | None:
    """The home of an entity as far as it says it itself, without what else its article tells."""
    if entity.type in _BODIES:
        return entity.country
    if entity.type is EntityType.OFFICIAL and entity.article is None and entity.speaks_for is not None:
        return entity.speaks_for if entity.speaks_for.startswith(_STATE) else None
    return None


def leading(homes: Mapping[str, int]) -> str:
    """The home that leads among those of a name, given how many articles tell each; "" where none does."""
    total = sum(homes.values())
    most = max(homes, key=lambda home: (homes[home], home), default="")
    return most if most and homes[most] >= LEADING_TIMES * (total - homes[most]) else ""


def namesake_id(name: str, home: str) -> str:
    """The id of the namesake that belongs to a state, from the id that the name gives and the state's id."""
    return f"{name}{_AT}{home.removeprefix(_STATE)}"


def name_and_home(id: str) -> tuple[str, str] | None:
    """What `namesake_id` made an id of; None for other ids.

    >>> name_and_home("firm:acme@KE"), name_and_home("firm:acme")
    (('firm:acme', 'state:KE'), None)
    """
    name, at, home = id.rpartition(_AT)
    return (name, _STATE + home) if at else None


def part_id(entity: str, digits: str) -> str:
    """The id of what a person parted from an entity."""
    return f"{entity}{_PART}{digits}"


def stands_apart(id: str) -> bool:
    """Whether an id is that of a namesake, or of a part of an entity."""
    return _AT in id or _PART in id


def bare_name(entity: Entity) -> str:
    """The name of an entity without what tells it from its namesakes.

    >>> bare_name(Entity("firm:acme@KE", EntityType.FIRM, "Acme (Kenya)"))
    'Acme'
    """
    if stands_apart(entity.id) and entity.name.endswith(")"):
        return entity.name.rpartition(" (")[0] or entity.name
    return entity.name


def apart(homes: Mapping[str, Mapping[str, int]]) -> dict[str, str]:
    """The leading home of each name that has several homes ("" where none leads).

    Parameters:
        homes: by the id that a name gives: how many articles tell which home.
    """
    return {name: leading(told) for name, told in homes.items() if len(told) > 1}


@dataclass(frozen=True, slots=True)
class Telling:
    """What one article tells once it is known for whom its entities stand.

    Parameters:
        ids: under which ids its entities stand, by the ids that were read; those that are missing stay as read.
        labels: what tells entities from their namesakes, by the ids that were read.
        joined: ids of entities with which others are one; they mean something beyond one article.
        facts: what reviewers say of entities, by the ids under which they stand.
    """

    ids: Mapping[str, str]
    labels: Mapping[str, str] = field(default_factory=dict)
    joined: Collection[str] = ()
    facts: Mapping[str, Facts] = field(default_factory=dict)

    def of(self, id: str) -> str:
        """The id under which an entity of the article stands."""
        return self.ids.get(id, id)

    def entity(self, entity: Entity) -> Entity:
        """The entity as it is told."""
        id = self.of(entity.id)
        kinds = dict.fromkeys(map(self.of, entity.kinds))
        kinds.pop(id, None)
        label = self.labels.get(entity.id)
        told = replace(
            entity,
            id=id,
            name=f"{entity.name} ({label})" if label else entity.name,
            aliases=(entity.name, *entity.aliases) if label else entity.aliases,
            article=None if id in self.joined else entity.article,
            country=self._other(entity.country, id),
            speaks_for=self._other(entity.speaks_for, id),
            kinds=tuple(kinds) if entity.kinds else (),
        )
        return self.facts[id].told(told) if id in self.facts else told

    def added(self, told: Iterable[Entity]) -> list[tuple[Entity, Entity]]:
        """The entities that the article does not name, but with which reviewers link those that it tells, and others
        that it needs for these: each as reviewers named it, and as it is told; by id.

        Parameters:
            told: the entities as the article tells them.
        """
        pending = list(told)
        there = {entity.id for entity in pending}
        added = []
        while pending:
            for link in self._linked(pending.pop()):
                if link.id not in there:
                    there.add(link.id)
                    named = Entity(link.id, link.type, link.name, named=False)
                    added.append((named, self.facts[link.id].told(named) if link.id in self.facts else named))
                    pending.append(added[-1][1])
        return sorted(added, key=lambda one: one[1].id)

    def _linked(self, entity: Entity) -> tuple[Named, ...]:
        """The entities with which reviewers link an entity as it is told."""
        facts = self.facts.get(entity.id)
        links = () if facts is None else (facts.country, facts.speaks_for)
        return tuple(one for one in links if one is not None and one.id in (entity.country, entity.speaks_for))

    def claim(self, claim: Claim) -> Claim | None:
        """The claim as it is told; None where one and the same would supply itself."""
        if not self.ids:
            return claim
        supplier, recipient, good = self.of(claim.supplier), self.of(claim.recipient), self.of(claim.good)
        if (supplier, recipient, good) == (claim.supplier, claim.recipient, claim.good):
            return claim
        if supplier == recipient and claim.supplier != claim.recipient:
            return None
        return Claim.of(supplier, recipient, good, claim.modality)

    def statement(self, statement: Statement, claim: str) -> Statement:
        """A statement as it is told, about the claim of this id; its own id stays."""
        if not self.ids:
            return statement
        told = replace(
            statement,
            claim=claim,
            speaker=statement.speaker and self.of(statement.speaker),
            relayed_by=tuple(map(self.of, statement.relayed_by)),
            via=tuple(dict.fromkeys(map(self.of, statement.via))),
        )
        return statement if told == statement else told

    def _other(self, linked: str | None, id: str) -> str | None:
        told = linked and self.of(linked)
        return None if told == id else told


def kept_apart(readings: Sequence[Reading]) -> Sequence[Reading]:
    """Readings whose namesakes have ids of their own; the very same readings where no names contradict."""
    homes = [homes_of(reading.entities) for reading in readings]
    counts: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for told in homes:
        for name, home in told.items():
            counts[name][home] += 1
    leads = apart(counts)
    return [_told(one, told, leads) for one, told in zip(readings, homes, strict=True)] if leads else readings


def _told(reading: Reading, homes: Mapping[str, str], leads: Mapping[str, str]) -> Reading:
    away = {name: home for name, home in homes.items() if name in leads and home != leads[name]}
    read_apart = {name: found for name in homes if (found := name_and_home(name)) is not None}
    leading_ones = {id: name for id, (name, home) in read_apart.items() if leads.get(name) == home}
    if not away and not leading_ones:
        return reading
    names = {entity.id: entity.name for entity in reading.entities}
    telling = Telling(
        {**{name: namesake_id(name, home) for name, home in away.items()}, **leading_ones},
        {name: names[home] for name, home in away.items()},
    )
    claims = {claim.id: told for claim in reading.claims if (told := telling.claim(claim))}
    statements = (telling.statement(one, claims[one.claim].id) for one in reading.statements)
    return Reading(
        reading.document, tuple(map(telling.entity, reading.entities)), tuple(claims.values()), tuple(statements)
    )

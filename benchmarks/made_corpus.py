"""Readings that are made up, as many as wanted: a hub state, a long tail of firms, repeated and contested claims.

The same seed gives the same corpus. No text is anybody's: sentences are put together from numbered names.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from claimgraph.graph.model import (
    Article,
    Claim,
    Document,
    Entity,
    EntityType,
    Modality,
    Reading,
    Stance,
    Statement,
    text_hash,
)

HUB = Entity("state:H0", EntityType.STATE, "Hubland", ("Hub Republic",))
_FIRST_DAY = date(2016, 1, 1)
_OUTLETS = 300
_SYLLABLES = (
    "ka",
    "mo",
    "ter",
    "vin",
    "sol",
    "bré",
    "dan",
    "lux",
    "nor",
    "pei",
    "qua",
    "rim",
    "sta",
    "ul",
    "wex",
    "žor",
)


@dataclass(frozen=True, slots=True)
class Shape:
    """How large a corpus is, and how it is spread.

    Parameters:
        articles: how many; each makes `statements` statements.
        hub: the share of statements about supplies to the hub.
        repeated: the share of statements about a claim that was made before.
        via: the share of statements that name a place of transit.
    """

    articles: int
    statements: int = 5
    hub: float = 0.15
    repeated: float = 0.2
    via: float = 0.02
    states: int = 200
    firms: int = 20_000
    goods: int = 2_000
    officials: int = 3_000


class Corpus:
    """The readings of a shape, made one after the other."""

    def __init__(self, shape: Shape, seed: int = 1) -> None:
        self._shape, self._random = shape, random.Random(seed)  # noqa: S311 a benchmark
        self._states = [HUB, *(Entity(f"state:S{n}", EntityType.STATE, _name(n, "ia")) for n in range(shape.states))]
        self._goods = [
            Entity(
                f"good:g{n}", EntityType.GOOD, f"{_name(n, '')} parts", kinds=(f"good:g{n // 20}",) if n >= 20 else ()
            )
            for n in range(shape.goods)
        ]
        self._made: list[Claim] = []

    def readings(self) -> Iterator[Reading]:
        """All of them, in order."""
        for number in range(self._shape.articles):
            yield self._reading(number)

    def _reading(self, number: int) -> Reading:
        chance = self._random
        published = _FIRST_DAY + timedelta(days=chance.randrange(3650))
        claims = [self._claim() for _ in range(self._shape.statements)]
        speakers = [self._speaker() if chance.random() < 0.75 else None for _ in claims]
        stances = [chance.choices(tuple(Stance), (2, 7, 1))[0] for _ in claims]
        lines = [
            f"Report {number}.{at}: {speaker.name if speaker else 'it'} {stance} that {claim.supplier} supplied "
            f"{claim.good} to {claim.recipient}, as was learned on that day by those who were there to see it."
            for at, (claim, speaker, stance) in enumerate(zip(claims, speakers, stances, strict=True))
        ]
        text = "\n".join(lines)
        outlet = f"Outlet {chance.randrange(_OUTLETS)}"
        id = f"https://example.org/{number}"
        article = Article(id, f"a{number}", text_hash(text), f"Report {number}", id, outlet, published)
        document = Document(article, text)
        statements, start, passed = [], 0, set[str]()
        for claim, speaker, stance, line in zip(claims, speakers, stances, lines, strict=True):
            evidence = document.evidence(start, start + len(line))
            hedged = chance.random() < 0.2
            via = (chance.choice(self._states).id,) if chance.random() < self._shape.via else ()
            passed |= set(via)
            said = Statement.of(
                claim,
                stance,
                evidence,
                speaker=speaker.id if speaker else None,
                hedged=hedged,
                via=via,
                rule="made",
                trigger="supplied",
            )
            statements.append(said)
            start += len(line) + 1
        entities = self._entities(claims, speakers, passed)
        unique = {claim.id: claim for claim in claims}
        return Reading(document, tuple(entities.values()), tuple(unique.values()), tuple(statements))

    def _claim(self) -> Claim:
        chance, shape = self._random, self._shape
        if self._made and chance.random() < shape.repeated:
            return self._made[min(int(chance.expovariate(1) * len(self._made) / 20), len(self._made) - 1)]
        supplier = f"firm:f{chance.randrange(shape.firms)}" if chance.random() < 0.7 else chance.choice(self._states).id
        recipient = HUB.id if chance.random() < shape.hub else chance.choice(self._states).id
        good = self._goods[min(int(chance.expovariate(1) * shape.goods / 6), shape.goods - 1)].id
        modality = chance.choices(tuple(Modality), (18, 1, 1))[0]
        claim = Claim.of(supplier, recipient, good, modality)
        self._made.append(claim)
        return claim

    def _speaker(self) -> Entity:
        number = self._random.randrange(self._shape.officials)
        state = self._states[number % len(self._states)]
        return Entity(f"official:o{number}", EntityType.OFFICIAL, f"{_name(number, 'in')} Sol", speaks_for=state.id)

    def _entities(self, claims: list[Claim], speakers: list[Entity | None], passed: set[str]) -> dict[str, Entity]:
        entities: dict[str, Entity] = {}
        pending = [*sorted(passed), *(id for claim in claims for id in (claim.supplier, claim.recipient, claim.good))]
        for speaker in filter(None, speakers):
            entities[speaker.id] = speaker
            pending.append(str(speaker.speaks_for))
        while pending:
            id = pending.pop()
            if id not in entities:
                entity = entities[id] = self._entity(id)
                pending += [*entity.kinds, *filter(None, (entity.country,))]
        return entities

    def _entity(self, id: str) -> Entity:
        kind, _, rest = id.partition(":")
        number = int(rest[1:])
        if kind == "state":
            return HUB if id == HUB.id else self._states[number + 1]
        if kind == "good":
            return self._goods[number]
        country = self._states[number % len(self._states)].id
        return Entity(
            id, EntityType.FIRM, f"{_name(number, '')} Works {number}", (f"{_name(number, '')}",), country=country
        )


def _name(number: int, ending: str = "") -> str:
    name = ""
    for _ in range(3):
        number, at = divmod(number, len(_SYLLABLES))
        name += _SYLLABLES[at]
    return (name + ending).capitalize()

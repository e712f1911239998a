"""Identity decisions, applied to what articles say: pure.

An article is kept as it was read. What the graph tells of it follows from that and from the decisions: an entity that
is one with another gives it its mentions, claims and words. Where that changes anything, what was read is kept beside
it, so that taking a decision back gives the graph that would have been.

>>> identities = Identities({"firm:acme-inc": "firm:acme"})
>>> identities.of("firm:acme-inc"), identities.of("firm:other")
('firm:acme', 'firm:other')
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from claimgraph.graph.model import Article, Claim, Entity, EntityType, Modality, Reading, Statement
from claimgraph.graph.store.rows import (
    Row,
    article_of,
    claim_of,
    entity_as_read,
    form_of,
    mentions_of,
    statement_of,
    statement_row,
)

_PARTS = ("supplier", "recipient", "good")
_VOICES = ("speaker", "relayed_by", "via")
_BODIES = frozenset({EntityType.FIRM, EntityType.ORGANIZATION})


@dataclass(frozen=True, slots=True)
class Merge:
    """The decision that `other` is one with `kept`: ids, the names at that time, and when (ISO, UTC)."""

    kept: str
    kept_name: str
    other: str
    other_name: str
    decided_at: str


@dataclass(frozen=True, slots=True)
class AsRead:
    """What one article says, as it was read; without its text.

    `mentions` are the ids of its entities and the forms that it gives them.
    """

    article: Article
    entities: tuple[Entity, ...]
    mentions: list[tuple[str, str]]
    claims: tuple[Claim, ...]
    statements: tuple[Statement, ...]

    @classmethod
    def of(cls, reading: Reading) -> AsRead:
        """What a reading says."""
        entities = reading.entities
        return cls(reading.document.article, entities, mentions_of(entities), reading.claims, reading.statements)

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
        return cls(
            article_of(article),
            entities,
            mentions_of(entities),
            tuple({claim.id: claim for claim, _ in told}.values()),
            tuple(statement for _, statement in told),
        )


class Identities:
    """For whom each entity stands, as the decisions in force say.

    Parameters:
        kept: for each id that is one with another, the id of that other; it may be one with a third in turn.
    """

    def __init__(self, kept: Mapping[str, str]) -> None:
        self._kept = dict(kept)
        self._joined = frozenset(self.of(id) for id in kept)

    def of(self, id: str) -> str:
        """The id under which an entity stands in the graph."""
        while (kept := self._kept.get(id)) is not None:
            id = kept
        return id

    def decides(self, id: str) -> bool:
        """Whether there is a decision that the entity of this id is one with another."""
        return id in self._kept

    def with_merge(self, kept: str, other: str) -> Identities:
        """These and one decision more."""
        return Identities({**self._kept, other: kept})

    def without(self, other: str) -> Identities:
        """These but for what was decided about `other`."""
        return Identities({id: kept for id, kept in self._kept.items() if id != other})

    def mentions(self, said: AsRead) -> list[tuple[str, str]]:
        """The ids of the entities that an article mentions, and the forms that it gives them."""
        return [self.mention(entity) for entity in said.entities] if self._kept else said.mentions

    def mention(self, entity: Entity) -> tuple[str, str]:
        """The id of the entity that an article mentions, and the form that it gives it.

        An entity that others are one with means something beyond one article.
        """
        if not self._kept:
            return entity.id, form_of(entity)
        id = self.of(entity.id)
        kinds = dict.fromkeys(self.of(kind) for kind in entity.kinds)
        kinds.pop(id, None)
        told = replace(
            entity,
            id=id,
            article=None if id in self._joined else entity.article,
            country=self._other(entity.country, id),
            speaks_for=self._other(entity.speaks_for, id),
            kinds=tuple(kinds) if entity.kinds else (),
        )
        return id, form_of(told, entity)

    def claim(self, claim: Claim) -> Claim | None:
        """The claim as the graph tells it; None where one and the same would supply itself."""
        if not self._kept:
            return claim
        supplier, recipient, good = (self.of(getattr(claim, part)) for part in _PARTS)
        if (supplier, recipient, good) == (claim.supplier, claim.recipient, claim.good):
            return claim
        if supplier == recipient and claim.supplier != claim.recipient:
            return None
        return Claim.of(supplier, recipient, good, claim.modality)

    def statement(self, statement: Statement, claim: str) -> Statement:
        """A statement as the graph tells it, about the claim of this id; its own id stays."""
        if not self._kept:
            return statement
        told = replace(
            statement,
            claim=claim,
            speaker=statement.speaker and self.of(statement.speaker),
            relayed_by=tuple(self.of(id) for id in statement.relayed_by),
            via=tuple(dict.fromkeys(self.of(id) for id in statement.via)),
        )
        return statement if told == statement else told

    def _other(self, linked: str | None, id: str) -> str | None:
        told = linked and self.of(linked)
        return None if told == id else told


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
    return claim, statement_of({**row, **voices}, claim.id, article)


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

"""What one article says as it was read, made of a reading or of what the store keeps of it: pure."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from claimgraph.graph.model import Article, Claim, Entity, Modality, Reading, Statement
from claimgraph.graph.namesakes import homes_of
from claimgraph.graph.shallow import shallow
from claimgraph.graph.store.rows import (
    Row,
    article_of,
    claim_of,
    digest_over,
    entity_as_read,
    is_added,
    mentions_of,
    statement_of,
    statement_row,
)

_PARTS = ("supplier", "recipient", "good")
_VOICES = ("speaker", "relayed_by", "via")


@dataclass(frozen=True, slots=True)
class AsRead:
    """What one article says, as it was read; without its text.

    Parameters:
        mentions: the ids of its entities and the forms that it gives them.
        homes: the states to which it assigns them.
        text: its text, where that is at hand.
        final: whether decisions about what was read are not to be applied to it, since they were already, or since it
            was changed by hand in the store.
    """

    article: Article
    entities: tuple[Entity, ...]
    mentions: list[tuple[str, str]]
    claims: tuple[Claim, ...]
    statements: tuple[Statement, ...]
    homes: Mapping[str, str] = field(default_factory=dict)
    text: str = field(default="", repr=False, compare=False)
    final: bool = field(default=False, compare=False)

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
            reading.document.text,
        )

    def digest(self, text: str) -> str:
        """The digest of the article; `text` is the hash of its text (see `digest_over`)."""
        return digest_over(text, self.article, self.mentions, self.claims, self.statements)

    @classmethod
    def of_parts(
        cls,
        article: Article,
        entities: tuple[Entity, ...],
        claims: Iterable[Claim],
        statements: tuple[Statement, ...],
        text: str = "",
        *,
        final: bool = False,
    ) -> AsRead:
        """What an article says that names these entities; their homes follow from them."""
        homes = homes_of(entities)
        claims = tuple({claim.id: claim for claim in claims}.values())
        return cls(article, entities, mentions_of(entities, homes), claims, statements, homes, text, final)

    @classmethod
    def of_rows(
        cls,
        article: Row,
        mentions: Iterable[tuple[str, str]],
        said: Iterable[tuple[Mapping[str, Any], Row]],
        text: str = "",
    ) -> AsRead:
        """What the store tells of an article, without what was decided about the identity of entities.

        Where decisions about its readings are in force, this is what they make of it; `kept` is what was read.

        Parameters:
            mentions: ids of entities and the forms that the article gives them.
            said: claims and the properties of their REPORTED_IN.
            text: the text of the article.
        """
        told = [said_as_read(claim_of(claim), row, article["id"]) for claim, row in said]
        told += [told_aside(text) for text in article.get("set_aside") or ()]
        entities = tuple(entity_as_read(id, form) for id, form in mentions if not is_added(form))
        statements = tuple(statement for _, statement in told)
        return cls.of_parts(article_of(article), entities, (claim for claim, _ in told), statements, text)

    @classmethod
    def kept(
        cls,
        article: Row,
        mentions: Iterable[tuple[str, str]],
        said: Iterable[tuple[Mapping[str, Any], Row]],
        text: str = "",
    ) -> AsRead:
        """What was read from an article, from what the store holds of it; parameters as of `of_rows`."""
        if (read := article.get("as_read")) is not None:
            return cls.of_json(article_of(article), read, text)
        return cls.of_rows(article, mentions, said, text)

    def to_json(self) -> str:
        """What was read, to be kept with its article where decisions about its readings tell it otherwise."""
        claims = {claim.id: claim for claim in self.claims}
        said = [set_aside(claims[one.claim], one) for one in self.statements]
        return json.dumps({"mentions": sorted(self.mentions), "said": sorted(said)}, ensure_ascii=False)

    @classmethod
    def of_json(cls, article: Article, kept: str, text: str = "") -> AsRead:
        """What `to_json` kept of an article.

        Raises:
            AttributeError, KeyError, TypeError, ValueError: it cannot be read.
        """
        told = shallow(kept)
        said = [told_aside(one) for one in told["said"]]
        entities = tuple(entity_as_read(id, form) for id, form in told["mentions"])
        return cls.of_parts(article, entities, (claim for claim, _ in said), tuple(one for _, one in said), text)

    def name_of(self, id: str) -> str:
        """The name that the article gives an entity."""
        return next((entity.name for entity in self.entities if entity.id == id), id)


def beside(claim: Claim, statement: Statement, told_claim: Claim, told: Statement) -> str | None:
    """What was read where it differs from what is told, as JSON to be kept with the statement."""
    read = {part: getattr(claim, part) for part in _PARTS if getattr(claim, part) != getattr(told_claim, part)}
    read |= {name: value for name in _VOICES if (value := getattr(statement, name)) != getattr(told, name)}
    return json.dumps(read) if read else None


def said_as_read(claim: Claim, row: Row, article: str) -> tuple[Claim, Statement]:
    """What was read where a statement stands: from the claim that is told, and the properties of its REPORTED_IN.

    Raises:
        AttributeError, KeyError, TypeError, ValueError: it cannot be read.
    """
    read: dict[str, Any] = shallow(row.get("read") or "{}")
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


def told_aside(text: str) -> tuple[Claim, Statement]:
    """The statement that `set_aside` told.

    Raises:
        AttributeError, KeyError, TypeError, ValueError: it cannot be read.
    """
    row = shallow(text)
    supplier, recipient, good, modality = row["claim"]
    claim = Claim.of(supplier, recipient, good, Modality(modality))
    return claim, statement_of(row, claim.id, row["article"])

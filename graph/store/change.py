"""What articles say or said, and what a write changed, in numbers: pure functions."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, fields

from claimgraph.graph.errors import EvidenceError, StoreError
from claimgraph.graph.model import Article, Claim, Entity, Reading, Statement
from claimgraph.graph.store.rows import form_of
from claimgraph.graph.store.tally import Fact, fact_of


@dataclass(frozen=True, slots=True)
class LoadChange:
    """What a write changed, in numbers; two can be added. Loading the same again gives zeros but for `unchanged`."""

    articles_added: int = 0
    articles_replaced: int = 0
    articles_unchanged: int = 0
    articles_forgotten: int = 0
    entities_added: int = 0
    entities_removed: int = 0
    claims_added: int = 0
    claims_removed: int = 0
    statements_added: int = 0
    statements_removed: int = 0

    def __add__(self, other: LoadChange) -> LoadChange:
        return LoadChange(*(getattr(self, one.name) + getattr(other, one.name) for one in fields(LoadChange)))


@dataclass(frozen=True, slots=True)
class Told:
    """All that some articles say or said: mentions as (entity id, form), statements with their claims."""

    articles: Mapping[str, Article] = field(default_factory=dict)
    mentions: Counter[tuple[str, str]] = field(default_factory=Counter)
    statements: Mapping[str, Statement] = field(default_factory=dict)
    claims: Mapping[str, Claim] = field(default_factory=dict)

    def facts(self, entities: Mapping[str, Entity]) -> list[Fact]:
        """What the statements add to their claims."""
        return [fact_of(statement, entities, self.articles) for statement in self.statements.values()]


def prepare_readings(readings: Iterable[Reading]) -> list[Reading]:
    """The readings to write: checked, and the last one of each article.

    Raises:
        EvidenceError, StoreError: as `check_reading`.
    """
    by_article: dict[str, Reading] = {}
    for reading in readings:
        check_reading(reading)
        by_article[article_id(reading)] = reading
    return list(by_article.values())


def check_reading(reading: Reading) -> None:
    """Raise unless the store can keep a reading.

    Raises:
        EvidenceError: a quote does not stand where it says, an id is not declared, one statement is told twice, or an
            entity is bound to another article.
        StoreError: the text holds what Neo4j cannot keep.
    """
    reading.check()
    name = reading.document.article.name
    told: dict[str, Statement] = {}
    for statement in reading.statements:
        if told.setdefault(statement.id, statement) != statement:
            raise EvidenceError(f"{name}: {statement.id} is told in two ways")
    for entity in reading.entities:
        if entity.article not in (None, article_id(reading)):
            raise EvidenceError(f"{name}: {entity.id} is bound to the article {entity.article}")
    try:
        reading.document.text.encode()
    except UnicodeEncodeError as error:
        raise StoreError(f"{name}: half a character (a lone surrogate) stands at {error.start}") from error


def told_by(readings: Iterable[Reading]) -> Told:
    """All that readings say; claims that nobody states are left out."""
    readings = tuple(readings)
    statements = {statement.id: statement for reading in readings for statement in reading.statements}
    stated = {statement.claim for statement in statements.values()}
    return Told(
        {article_id(reading): reading.document.article for reading in readings},
        Counter((entity.id, form_of(entity)) for reading in readings for entity in reading.entities),
        statements,
        {claim.id: claim for reading in readings for claim in reading.claims if claim.id in stated},
    )


def article_id(reading: Reading) -> str:
    """The id of the article that was read."""
    return reading.document.article.id

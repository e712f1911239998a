"""What articles say or said, and what a write changed, in numbers: pure functions."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, fields
from itertools import chain

from claimgraph.graph.errors import EvidenceError, StoreError
from claimgraph.graph.limits import INDEXED_BYTES, cut, size_of
from claimgraph.graph.model import Article, Claim, Entity, Reading, Statement, claim_id
from claimgraph.graph.network import merge_entities
from claimgraph.graph.origins import with_voices
from claimgraph.graph.store.asread import AsRead, beside, set_aside
from claimgraph.graph.store.identity import Identities
from claimgraph.graph.store.rows import entity_of_form
from claimgraph.graph.store.tally import Fact, facts_of
from claimgraph.graph.store.values import parts_of, wrong_values

_UNKNOWN = ("", "")
"""What is kept of an article that was changed by hand: nobody knows."""
_SHOWN = 60
"""So many bytes of a name that may be very long are shown in a message."""


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
    statements_set_aside: int = 0

    def __add__(self, other: LoadChange) -> LoadChange:
        return LoadChange(*(getattr(self, one.name) + getattr(other, one.name) for one in fields(LoadChange)))


@dataclass(frozen=True, slots=True)
class Told:
    """All that some articles tell or told, after the decisions in force.

    Parameters:
        mentions: by article: (entity id, form).
        forms: how many mentions there are of each entity in each form.
        read: by statement: what was read where it differs from what is told, as JSON.
        aside: by article: statements that are not told, as JSON.
        kept: by article of which reviewers decided something: what was read, as JSON, and the digest of what they make
            of it.
    """

    articles: Mapping[str, Article] = field(default_factory=dict)
    mentions: Mapping[str, Sequence[tuple[str, str]]] = field(default_factory=dict)
    forms: Mapping[tuple[str, str], int] = field(default_factory=dict)
    statements: Mapping[str, Statement] = field(default_factory=dict)
    claims: Mapping[str, Claim] = field(default_factory=dict)
    read: Mapping[str, str] = field(default_factory=dict)
    aside: Mapping[str, Sequence[str]] = field(default_factory=dict)
    kept: Mapping[str, tuple[str, str]] = field(default_factory=dict)

    def facts(self) -> list[Fact]:
        """What the statements add to their claims."""
        return facts_of(self.statements.values(), self.articles)

    def beyond(self, other: Told) -> list[Statement]:
        """The statements that another does not hold in just this way."""
        return [
            one
            for id, one in self.statements.items()
            if other.statements.get(id) != one or other.read.get(id) != self.read.get(id)
        ]


def check_reading(reading: Reading) -> None:
    """Raise unless the store can keep a reading.

    Raises:
        EvidenceError: a quote does not stand where it says, an id is not declared, one statement is told twice, an
            entity is bound to another article, or a claim has an id that is not made of its parts.
        StoreError: it holds what Neo4j cannot keep: half a character, or a value too long for an index.
    """
    name = reading.document.article.name
    for what, one in parts_of(reading):
        for field_name, type_name in wrong_values(one):
            value = cut(repr(getattr(one, field_name)), _SHOWN)
            problem = f"{field_name} of its {what} is {value}, and should be {type_name} in whole characters"
            raise StoreError(f"{cut(str(name), _SHOWN)}: {problem}")
    reading.check()
    for claim in reading.claims:
        if claim.id != claim_id(claim.supplier, claim.recipient, claim.good, claim.modality):
            raise EvidenceError(f"{name}: the id of {claim.id} is not made of its parts; `Claim.of` makes it")
    told: dict[str, Statement] = {}
    for statement in reading.statements:
        first = told.setdefault(statement.id, statement)
        if first is not statement and first != statement:
            raise EvidenceError(f"{name}: {statement.id} is told in two ways")
    bound_to = (None, article_id(reading))
    for entity in reading.entities:
        if entity.article not in bound_to:
            raise EvidenceError(f"{name}: {entity.id} is bound to the article {entity.article}")
    try:
        reading.document.text.encode()
    except UnicodeEncodeError as error:
        raise StoreError(f"{name}: half a character (a lone surrogate) stands at {error.start}") from error
    for what, value in _indexed_values(reading):
        if (length := size_of(value)) > INDEXED_BYTES:
            raise StoreError(f"{cut(name, _SHOWN)}: {what} is {length:,} bytes long, the limit is {INDEXED_BYTES:,}")


def _indexed_values(reading: Reading) -> Iterable[tuple[str, str]]:
    """All values of a reading that go into an index, each with what it is."""
    article = reading.document.article
    yield from (("the article's id", article.id), ("its name", article.name), ("its title", article.title))
    yield "its address", article.url
    for entity in reading.entities:
        yield from (("the id of an entity", entity.id), ("the name of an entity", entity.name))
    for statement in reading.statements:
        yield "the id of a statement", statement.id
        yield "the day of a statement", statement.said_on or ""


def told_by(said: Iterable[AsRead], identities: Identities) -> Told:
    """All that articles tell, after these decisions.

    Claims that nobody states are left out; a statement that one and the same supplies itself is set aside.
    """
    articles, mentions, aside, read, kept = {}, {}, {}, {}, {}
    statements: dict[str, Statement] = {}
    claims: dict[str, Claim] = {}
    for was in said:
        id, one = was.article.id, identities.effective(was)
        if one is not was:
            kept[id] = (was.to_json(), one.digest(one.article.sha256))
        elif one.final:
            kept[id] = _UNKNOWN
        telling = identities.telling(one)
        articles[id] = one.article
        mentions[id] = identities.mentions(one, telling)
        claim_of = {claim.id: claim for claim in one.claims}
        as_told = entities_told(mentions[id])
        held_back, heard = [], []
        for statement in one.statements:
            claim = claim_of[statement.claim]
            told_claim = telling.claim(claim)
            if told_claim is None:
                held_back.append(set_aside(claim, statement))
                continue
            told = telling.statement(statement, told_claim.id)
            claims[told_claim.id] = told_claim
            heard.append(told)
            if told is not statement and (differing := beside(claim, statement, told_claim, told)):
                read[told.id] = differing
        statements.update((told.id, told) for told in with_voices(heard, as_told))
        if held_back:
            aside[id] = sorted(held_back)
    forms = Counter(chain.from_iterable(mentions.values()))
    return Told(articles, mentions, forms, statements, claims, read, aside, kept)


def entities_told(mentions: Iterable[tuple[str, str]]) -> dict[str, Entity]:
    """The entities as one article tells them, by id, from their ids and forms; several forms of one are joined."""
    forms = [entity_of_form(id, form) for id, form in mentions]
    entities = {entity.id: entity for entity in forms}
    return entities if len(entities) == len(forms) else {entity.id: entity for entity in merge_entities(forms)}


def article_id(reading: Reading) -> str:
    """The id of the article that was read."""
    return reading.document.article.id

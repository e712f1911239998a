"""Claims with all that hangs on them, read from Neo4j in few round trips."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from itertools import zip_longest
from typing import LiteralString, TypeVar

from neo4j import ManagedTransaction

from claimgraph.graph.errors import DamagedError
from claimgraph.graph.model import Article, Claim, Entity, Evidence, Statement
from claimgraph.graph.network import Network
from claimgraph.graph.store.batches import batched
from claimgraph.graph.store.rows import Row, article_of, claim_of, entity_of, statement_of
from claimgraph.graph.store.schema import SCHEMA
from claimgraph.graph.store.values import sound

_CLAIMS = """
MATCH (c)-[:SUPPLIER]->(supplier) MATCH (c)-[:RECIPIENT]->(recipient) MATCH (c)-[:GOOD]->(good)
RETURN c.id AS id, c.modality AS modality, supplier.id AS supplier, recipient.id AS recipient, good.id AS good,
    [(c)-[said:REPORTED_IN]->(article) | [article.id, properties(said)]] AS said,
    coalesce(c.covered_by, []) AS covered_by
"""
_ALL_CLAIMS = "MATCH (c:Claim)" + _CLAIMS
_SOME_CLAIMS = "UNWIND $ids AS id MATCH (c:Claim {id: id})" + _CLAIMS

_NAMES: LiteralString = "', '".join(SCHEMA.node("Entity").sublabels)
TYPES: LiteralString = f"[label IN labels(e) WHERE label IN ['{_NAMES}']]"
"""The types of an entity `e`; nodes may have labels of somebody else besides."""

ENTITY = f"""
    e {{.id, .name, .aliases, .article, .named, .doubtful,
        type: {TYPES}[0],
        country: [(e)-[:BASED_IN]->(state) | state.id][0],
        speaks_for: [(e)-[:SPEAKS_FOR]->(principal) | principal.id][0],
        kinds: [(e)-[:KIND_OF]->(kind) | kind.id]}}
"""
"""What a query tells of an entity `e`, for `entity_in`."""

_ALL_ENTITIES = f"MATCH (e:Entity) WHERE e.forms IS NOT NULL RETURN {ENTITY} AS entity"
_ALL_ARTICLES = "MATCH (a:Article) WHERE a.digest IS NOT NULL RETURN properties(a) AS article"
_SOME_PARTS = f"""
CALL {{ UNWIND $entities AS id MATCH (:Entity {{id: id}})-[:KIND_OF|BASED_IN|SPEAKS_FOR*0..]->(e)
       WITH DISTINCT e RETURN collect({ENTITY}) AS entities }}
CALL {{ UNWIND $articles AS id MATCH (a:Article {{id: id}}) RETURN collect(properties(a)) AS articles }}
RETURN entities, articles
"""
_TEXTS = "UNWIND $ids AS id MATCH (t:Text {article: id}) RETURN collect([id, t.text])"

_GATHERED_AT_ONCE = 500

T = TypeVar("T")
Dropped = set[str]
"""Ids of the claims that cannot be read as a whole, since somebody changed the database by hand."""


class TornReadError(Exception):
    """Something that a claim names is not among what was read after it: written meanwhile, or damaged."""


@contextmanager
def putting_together() -> Iterator[None]:
    """Parts that were read one after the other become one network; a part that is missing is a TornReadError."""
    try:
        yield
    except KeyError as error:
        raise TornReadError(str(error)) from error


@dataclass(frozen=True, slots=True)
class StoredClaim:
    """A claim as it stands, with its statements, and ids of the denied claims that cover it."""

    claim: Claim
    statements: tuple[Statement, ...]
    covered_by: frozenset[str]


def read_claims(
    transaction: ManagedTransaction, ids: Collection[str] | None, dropped: Dropped | None = None
) -> list[StoredClaim]:
    """The claims with these ids that exist (all claims for None).

    Parameters:
        dropped: takes the ids of claims that cannot be read, or not with all that was said; None raises instead.
    """
    records = transaction.run(_ALL_CLAIMS) if ids is None else transaction.run(_SOME_CLAIMS, {"ids": sorted(set(ids))})
    names = records.keys()
    rows = [dict(zip(names, values, strict=True)) for values in records.values()]
    return [one for row in rows if (one := _kept(lambda: _stored_claim(row, dropped), row["id"], dropped))]  # noqa: B023


def _kept(read: Callable[[], T], claim: str, dropped: Dropped | None) -> T | None:
    """What is read of a claim; None where it is damaged and may be dropped."""
    try:
        return read()
    except DamagedError:
        if dropped is None:
            raise
        dropped.add(claim)
        return None


def _stored_claim(row: Row, dropped: Dropped | None) -> StoredClaim:
    covered_by, id = row["covered_by"], row["id"]
    said = (_kept(lambda: _statement(one, id, article), id, dropped) for article, one in row["said"])  # noqa: B023
    return StoredClaim(
        sound("Claim", row, lambda: claim_of(row)),
        tuple(one for one in said if one is not None),
        frozenset(filter(_is_text, covered_by) if isinstance(covered_by, list) else ()),
    )


def _is_text(value: object) -> bool:
    return isinstance(value, str)


def _statement(said: Row, claim: str, article: str) -> Statement:
    told = sound("REPORTED_IN", said, lambda: statement_of(said, claim, article))
    sound("REPORTED_IN", said, lambda: told.evidence)
    return told


def network_of(
    transaction: ManagedTransaction,
    stored: Collection[StoredClaim],
    covering: Collection[str],
    entity_ids: Iterable[str] = (),
    dropped: Dropped | None = None,
) -> Network:
    """The network of these claims, those whose denials cover them, and all that they need.

    Parameters:
        covering: ids of claims whose denials may cover them.
        entity_ids: entities to have in it besides.
        dropped: see `read_claims`.
    """
    broader = set(covering) - {one.claim.id for one in stored}
    around = [*stored, *(read_claims(transaction, broader, dropped) if broader else ())]
    statements = [statement for one in around for statement in one.statements]
    entities, articles = _parts(
        transaction,
        {*entity_ids, *_entities_of(around, statements)},
        {statement.evidence.article for statement in statements},
        dropped,
    )
    return _network(entities, articles, around, dropped)


def whole_network(transaction: ManagedTransaction, dropped: Dropped | None = None) -> Network:
    """Everything that the store holds, as a network.

    Parameters:
        dropped: see `read_claims`.
    """
    stored = read_claims(transaction, None, dropped)
    entities = _readable(entity_in, transaction.run(_ALL_ENTITIES).value(), dropped)
    articles = _readable(article_in, transaction.run(_ALL_ARTICLES).value(), dropped)
    return _network(entities, articles, stored, dropped)


def _readable(read: Callable[[Row], T], rows: Iterable[Row], dropped: Dropped | None) -> list[T]:
    """What is read of rows; those that are damaged are left out where claims may be dropped that need them."""
    nobody = None if dropped is None else set[str]()
    return [one for row in rows if (one := _kept(lambda: read(row), "", nobody)) is not None]  # noqa: B023


def _network(
    entities: Iterable[Entity],
    articles: Iterable[Article],
    stored: Collection[StoredClaim],
    dropped: Dropped | None,
) -> Network:
    if dropped is not None:
        entities, articles = list(entities), list(articles)
        stored = _whole({one.id for one in entities}, {one.id for one in articles}, stored, dropped)
        entities = _without_loose_links(entities)
    else:
        entities = list(entities)
        _check_named({one.id for one in entities}, stored)
    statements = [statement for one in stored for statement in one.statements]
    with putting_together():
        return Network.of(entities, articles, [one.claim for one in stored], statements)


def _check_named(entities: Collection[str], stored: Iterable[StoredClaim]) -> None:
    for one in stored:
        for statement in one.statements:
            for id in (*statement.relayed_by, *statement.via, *filter(None, (statement.speaker,))):
                if id not in entities:
                    raise TornReadError(repr(id))


def _whole(
    entities: Collection[str], articles: Collection[str], stored: Iterable[StoredClaim], dropped: Dropped
) -> list[StoredClaim]:
    """The claims whose parts are there, with the statements whose entities and articles are there."""
    whole = []
    for one in stored:
        if not {one.claim.supplier, one.claim.recipient, one.claim.good} <= set(entities):
            dropped.add(one.claim.id)
            continue
        said = [
            statement
            for statement in one.statements
            if statement.evidence.article in articles and set(_entities_in(statement)) <= set(entities)
        ]
        if len(said) < len(one.statements):
            dropped.add(one.claim.id)
        whole.append(StoredClaim(one.claim, tuple(said), one.covered_by))
    return whole


def _without_loose_links(entities: Collection[Entity]) -> list[Entity]:
    """The entities, without what leads to others that are not among them."""
    known = {one.id for one in entities}
    return [
        replace(
            one,
            country=one.country if one.country in known else None,
            speaks_for=one.speaks_for if one.speaks_for in known else None,
            kinds=tuple(kind for kind in one.kinds if kind in known),
        )
        for one in entities
    ]


def _parts(
    transaction: ManagedTransaction,
    entity_ids: Iterable[str],
    article_ids: Iterable[str],
    dropped: Dropped | None,
) -> tuple[list[Entity], list[Article]]:
    """The entities with these ids and all that they are linked to, directly or not; the articles with these ids."""
    entities: list[Entity] = []
    articles: list[Article] = []
    groups = (batched(sorted(ids), _GATHERED_AT_ONCE) for ids in (entity_ids, article_ids))
    for some_entities, some_articles in zip_longest(*groups, fillvalue=()):
        told = transaction.run(_SOME_PARTS, {"entities": some_entities, "articles": some_articles}).single(strict=True)
        entities += _readable(entity_in, told["entities"], dropped)
        articles += _readable(article_in, told["articles"], dropped)
    return entities, articles


def entity_in(told: Row) -> Entity:
    """The entity that a query tells with `ENTITY`."""
    return sound("Entity", told, lambda: entity_of({**told, "kinds": sorted(told["kinds"])}))


def article_in(row: Row) -> Article:
    """The article that the properties of a node tell."""
    return sound("Article", row, lambda: article_of(row))


def read_articles(transaction: ManagedTransaction) -> list[Article]:
    """All articles."""
    return [article_in(record["article"]) for record in transaction.run(_ALL_ARTICLES)]


def with_checked_evidence(transaction: ManagedTransaction, network: Network) -> Network:
    """The network, with those statements marked whose quotes do not stand in their articles' texts as the store has
    them."""
    said: dict[str, set[Statement]] = {}
    for record in network.records.values():
        for statement in record.bearing:
            said.setdefault(statement.evidence.article, set()).add(statement)
    missing = set(said)
    failing: set[str] = set()
    for article, text in _texts(transaction, said):
        if isinstance(text, str):
            missing.discard(article)
            failing.update(one.id for one in said[article] if not _stands_in(text, one.evidence))
    failing.update(one.id for article in missing for one in said[article])
    return network.with_failing(failing) if failing else network


def _stands_in(text: str, evidence: Evidence) -> bool:
    return text[evidence.start : evidence.end] == evidence.quote


def _texts(transaction: ManagedTransaction, articles: Iterable[str]) -> Iterator[tuple[str, str]]:
    """The ids of articles, each with its text, some at once in one record: the driver takes longer over a record than
    over what stands in it."""
    for some in batched(sorted(articles), _GATHERED_AT_ONCE):
        yield from transaction.run(_TEXTS, {"ids": some}).single(strict=True).value()


def _entities_of(stored: Iterable[StoredClaim], statements: Iterable[Statement]) -> Iterable[str]:
    for one in stored:
        yield from (one.claim.supplier, one.claim.recipient, one.claim.good)
    for statement in statements:
        yield from _entities_in(statement)


def _entities_in(statement: Statement) -> Iterable[str]:
    return (*statement.relayed_by, *statement.via, *filter(None, (statement.speaker, statement.voice)))

"""What the store tells without Cypher from outside: counts, articles, entities by name, texts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import LiteralString

from neo4j import ManagedTransaction

from claimgraph.graph.errors import QueryError, unknown_id
from claimgraph.graph.limits import INDEXED_BYTES, NAME_BYTES, size_of
from claimgraph.graph.model import Article, Entity, EntityType, Modality, Stance, Status
from claimgraph.graph.names import fold, fuzzy_query, phrase_query, ranked, same_name, words
from claimgraph.graph.namesakes import name_and_home
from claimgraph.graph.network import Network
from claimgraph.graph.store.claims import (
    ENTITY,
    article_in,
    entity_in,
    network_of,
    putting_together,
    read_articles,
    read_claims,
    whole_network,
    with_checked_evidence,
)
from claimgraph.graph.store.incomplete import incomplete_claims
from claimgraph.graph.store.inforce import identities
from claimgraph.graph.store.schema import SCHEMA

# Nodes of somebody else may have labels of ours; they lack what each of ours has.
_STATS = """
CALL { MATCH (a:Article) WHERE a.digest IS NOT NULL RETURN count(a) AS articles }
CALL { MATCH (e:Entity) WHERE e.forms IS NOT NULL UNWIND [label IN labels(e) WHERE label <> 'Entity'] AS type
       WITH type, e.named AS named, count(*) AS n RETURN collect([type, named, n]) AS entities }
CALL { MATCH (c:Claim) WHERE c.supplier IS NOT NULL
       WITH c.status AS status, c.modality AS modality, count(*) AS n
       RETURN collect([status, n]) AS claims, collect([modality, n]) AS modalities }
CALL { MATCH (:Claim)-[r:REPORTED_IN]->(:Article) WHERE r.statement IS NOT NULL
       WITH r.stance AS stance, count(*) AS n RETURN collect([stance, n]) AS statements }
RETURN articles, entities, claims, modalities, statements
"""
_ARTICLES_CALLED = """
MATCH (a:Article) WHERE a.id = $key OR a.url = $key OR a.name = $key OR a.title = $key
WITH a WHERE a.digest IS NOT NULL
RETURN properties(a) AS article
"""
_BY_ID = f"MATCH (e:Entity {{id: $id}}) RETURN collect({ENTITY})"
_BY_NAME = (
    f"CALL db.index.fulltext.queryNodes($index, $words, {{limit: $limit}}) YIELD node AS e RETURN collect({ENTITY})"
)
_BY_EXACT_NAME = f"MATCH (e:Entity {{name: $id}}) RETURN collect({ENTITY})"
_BY_PART = f"MATCH (e:Entity) WHERE e.search CONTAINS $part WITH e LIMIT $limit RETURN collect({ENTITY})"
_TEXT = "MATCH (t:Text {article: $id}) RETURN t.text AS text"

_CANDIDATES = 200
_LEAST_INFIX = 3  # letters; the index of parts of names is one of threes


@dataclass(frozen=True, slots=True)
class Stats:
    """What the store holds, in numbers.

    `entities` counts named entities by type; `goods_above` the goods that no article names and only the taxonomy of
    goods adds; `claims` by status, `modalities` claims by modality, `statements` by stance.
    """

    articles: int
    entities: Mapping[str, int]
    goods_above: int
    claims: Mapping[str, int]
    modalities: Mapping[str, int]
    statements: Mapping[str, int]


def stats(transaction: ManagedTransaction) -> Stats:
    """Count everything."""
    record = transaction.run(_STATS).single(strict=True)
    entities: list[tuple[str, bool, int]] = record["entities"]
    return Stats(
        record["articles"],
        _counts(EntityType, ((type, count) for type, named, count in entities if named)),
        sum(count for _, named, count in entities if not named),
        _counts(Status, record["claims"]),
        _counts(Modality, record["modalities"]),
        _counts(Stance, record["statements"]),
    )


def _counts(names: Iterable[str], counted: Iterable[tuple[str, int]]) -> dict[str, int]:
    known: Counter[str] = Counter()
    for name, number in counted:
        if isinstance(name, str):
            known[name] += number
    return {str(name): known[str(name)] for name in names}


def articles(transaction: ManagedTransaction) -> list[Article]:
    """All articles, the newest first; those without a date last."""
    known = sorted(read_articles(transaction), key=lambda article: (article.title, article.id))
    return sorted(known, key=lambda article: article.published or date.min, reverse=True)


def find_article(transaction: ManagedTransaction, key: str) -> Article:
    """The one article with this id, address, name or title; see `Store.find_article`."""
    found = [article_in(record["article"]) for record in transaction.run(_ARTICLES_CALLED, {"key": key})]
    if not found:
        wanted = fold(key)
        found = [one for one in read_articles(transaction) if wanted in {fold(text) for text in (one.name, one.title)}]
    exact = [article for article in found if article.id == key] or [article for article in found if article.url == key]
    chosen = exact if len(exact) == 1 else found
    if len(chosen) == 1:
        return chosen[0]
    if chosen:
        ids = ", ".join(sorted(article.id for article in chosen))
        raise QueryError(f"{len(chosen)} articles are called {key!r}; give one of their ids: {ids}")
    raise QueryError(f"no article has the id, address, name or title {key!r}; `claimgraph articles` lists them")


def text(transaction: ManagedTransaction, article: str) -> str:
    """The text of an article."""
    record = transaction.run(_TEXT, {"id": article}).single()
    if record is None:
        raise unknown_id("article", article)
    return str(record["text"])


def find(transaction: ManagedTransaction, name: str, type: EntityType | None) -> list[Entity]:
    """Entities with this id, name or alias; see `Store.find`."""
    name = name.strip()
    if size_of(name) > INDEXED_BYTES:
        return []  # nothing so long is kept, and Neo4j fails at looking for it
    by_id = {entity.id: entity for entity in _by_id(transaction, name)}
    found = by_id | {entity.id: entity for entity in _candidates(transaction, phrase_query(name), name)}
    called = [
        entity
        for id, entity in found.items()
        if type in (None, entity.type) and (id in by_id or same_name(entity, name))
    ]
    return sorted(called, key=lambda entity: (entity.id != name, fold(entity.name) != fold(name), entity.id))


def suggest(transaction: ManagedTransaction, name: str, type: EntityType | None, limit: int) -> list[Entity]:
    """Entities with names like this one, or with a part of their name like it; see `Store.suggest`."""
    if size_of(fold(name)) > NAME_BYTES:
        return []  # Neo4j fails at looking for what is like it
    alike = {entity.id: entity for entity in _candidates(transaction, fuzzy_query(name), name)}
    if len(fold(name)) >= _LEAST_INFIX:
        parts = _entities(transaction, _BY_PART, part=fold(name), limit=_CANDIDATES)
        alike |= {entity.id: entity for entity in parts}
    return ranked((entity for entity in alike.values() if type in (None, entity.type)), name, limit)


def _by_id(transaction: ManagedTransaction, id: str) -> list[Entity]:
    """The entity of this id, or that with which it is one."""
    found = _entities(transaction, _BY_ID, id=id)
    if not found and ":" in id:
        found = _entities(transaction, _BY_ID, id=identities(transaction).of(id))
    if not found and (namesake := name_and_home(id)) is not None:
        return _by_id(transaction, namesake[0])  # nothing contradicts it any more
    return found


def _candidates(transaction: ManagedTransaction, query: str, name: str) -> list[Entity]:
    if not words(name):
        return _entities(transaction, _BY_EXACT_NAME, id=name)
    return _entities(transaction, _BY_NAME, index=SCHEMA.full_text[0].name, words=query, limit=_CANDIDATES)


def _entities(transaction: ManagedTransaction, cypher: LiteralString, **parameters: str | int) -> list[Entity]:
    return [entity_in(told) for told in transaction.run(cypher, parameters).single(strict=True).value()]


def network(
    transaction: ManagedTransaction,
    claim_ids: Collection[str] | None,
    entity_ids: Collection[str],
    dropped: set[str] | None = None,
) -> Network:
    """The claims asked for, with evidence that was checked; see `Store.network`.

    Parameters:
        dropped: takes the ids of claims that cannot be read as a whole; None raises instead.
    """
    if claim_ids is None:
        found = whole_network(transaction, dropped)
    else:
        stored = read_claims(transaction, claim_ids, dropped)
        covering = {id for one in stored for id in one.covered_by}
        around = network_of(transaction, stored, covering, entity_ids, dropped)
        with putting_together():
            chosen = around.only(set(claim_ids))
            besides = {id: around.entities[id] for id in _with_links(around, entity_ids)}
        entities = {**chosen.entities, **besides}
        found = Network({id: entities[id] for id in sorted(entities)}, chosen.articles, chosen.records)
    missing = {*incomplete_claims(transaction, claim_ids), *(dropped or ())}
    asked = missing if claim_ids is None else missing.intersection(claim_ids)
    return replace(with_checked_evidence(transaction, found), left_out=tuple(sorted(asked)))


def _with_links(network: Network, ids: Iterable[str]) -> set[str]:
    reached: set[str] = set()
    pending = [id for id in ids if id in network.entities]
    while pending:
        id = pending.pop()
        if id not in reached:
            reached.add(id)
            entity = network.entities[id]
            pending += [*entity.kinds, *filter(None, (entity.country, entity.speaks_for))]
    return reached

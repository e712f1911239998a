"""What the live page reads of the store beyond its public functions: relations with counts, neighbours, paths.

Everything goes through `Store.read`, so it only reads, and stops after its time.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from itertools import islice
from typing import Any

from claimgraph.graph.model import Entity, Status
from claimgraph.graph.names import Nearness, Tier, fold, nearness
from claimgraph.graph.render.ranking import in_shares
from claimgraph.graph.store import Store

TIMEOUT = 10.0
# With more articles than this, quotes are shown without what stands around them.
MOST_TEXTS = 400
# Of so many entities with names like the one sought the best are chosen.
MOST_CANDIDATES = 200
# Claims of one status are counted so far for its share of a picture.
MOST_COUNTED = 10_000


@dataclass(frozen=True, slots=True)
class Relation:
    """A way from an entity to claims: a relationship type and whether it leads to the claim or comes from it.

    `part` is the property of claims that names the same entity, where claims are indexed by it and their rank.
    """

    word: str
    type: str
    to_claim: bool
    part: str = ""

    @property
    def claims(self) -> str:
        """Cypher that finds the claims `c` of the entity `$id`, up to the end of a WHERE."""
        if self.part:
            return f"MATCH (c:Claim) WHERE c.{self.part} = $id AND c.rank > ''"
        way = f"-[:{self.type}]->" if self.to_claim else f"<-[:{self.type}]-"
        return f"MATCH (:Entity {{id: $id}}){way}(c:Claim) WITH DISTINCT c WHERE c.rank > ''"


RELATIONS: Mapping[str, Relation] = {
    "supplies": Relation("said to supply", "SUPPLIER", to_claim=False, part="supplier"),
    "supplied": Relation("said to be supplied", "RECIPIENT", to_claim=False, part="recipient"),
    "good": Relation("said to be supplied as a good", "GOOD", to_claim=False, part="good"),
    "via": Relation("said to be passed through", "VIA", to_claim=False),
    "asserts": Relation("asserts", "ASSERTS", to_claim=True),
    "alleges": Relation("alleges", "ALLEGES", to_claim=True),
    "denies": Relation("denies", "DENIES", to_claim=True),
}

PARTS = ("supplier", "recipient", "good")

# What a claim consists of is counted by the degree of a node, which Neo4j keeps, so a hub is counted as fast as others.
# Who says the same in three articles has three links to one claim.
_COUNTS = (
    "MATCH (e:Entity {id: $id}) RETURN "
    + ", ".join(
        f"COUNT {{ MATCH (e)-[:{relation.type}]->(c:Claim) RETURN DISTINCT c }} AS {name}"
        if relation.to_claim
        else f"COUNT {{ (e)<-[:{relation.type}]-() }} AS {name}"
        for name, relation in RELATIONS.items()
    )
    + ", COUNT { (e)<-[:BASED_IN]-() } AS firms, COUNT { (e)<-[:SPEAKS_FOR]-() } AS speakers"
)
# `rank` sorts like origins, then the day last said; the store keeps it (see the schema). Claims of one rank come in the
# order of the index: to sort a hub's 100,000 claims of one rank by anything more would mean to read them all.
_RANKED = "RETURN c.id AS claim ORDER BY c.rank DESC LIMIT $limit"
_STRONGEST = {
    # Neo4j walks an index in its order only where all of its properties are named.
    name: f"{relation.claims} AND NOT c.id IN $known "
    + (_RANKED.replace("BY ", f"BY c.{relation.part} DESC, ") if relation.part else _RANKED)
    for name, relation in RELATIONS.items()
}
_BETWEEN = f"""
MATCH (a:Entity {{id: $id}}) MATCH (b:Entity) WHERE b.id IN $others
MATCH (a)<-[:SUPPLIER|RECIPIENT|GOOD|VIA]-(c:Claim)-[:SUPPLIER|RECIPIENT|GOOD|VIA]->(b)
WITH DISTINCT c WHERE NOT c.id IN $known
{_RANKED}
"""
# Neo4j keeps these counts itself, however large the graph is.
_TOTALS = """
CALL { MATCH (a:Article) RETURN count(a) AS articles } CALL { MATCH (c:Claim) RETURN count(c) AS claims }
RETURN articles, claims
"""
_WEIGHTS = """
UNWIND $ids AS id MATCH (e:Entity {id: id})
RETURN id, COUNT { (e)<-[:SUPPLIER|RECIPIENT|GOOD|VIA]-() } + COUNT { (e)-[:ASSERTS|ALLEGES|DENIES]->() } AS claims
"""
_BELONGING = """
UNWIND $ids AS id MATCH (e:Entity {id: id})
RETURN id, head(COLLECT { MATCH (e)-[:SPEAKS_FOR|BASED_IN]->(of:Entity) RETURN of.name ORDER BY of.name LIMIT 1 }),
  head(COLLECT { MATCH (a:Article {id: e.article}) RETURN coalesce(a.title, a.name) })
"""
# Neo4j counts and ranks in one index where both of its properties are named.
_OF_STATUS = "MATCH (c:Claim) WHERE c.status = $status AND c.rank > ''"
_COUNTED = f"{_OF_STATUS} WITH c LIMIT $limit RETURN count(c)"
_FIRST = f"{_OF_STATUS} RETURN c.id AS claim ORDER BY c.status DESC, c.rank DESC LIMIT $limit"
_EVERY = "MATCH (c:Claim) WHERE c.rank > '' RETURN c.id AS claim ORDER BY c.rank DESC LIMIT $limit"
_HUBS = """
MATCH (e:State)
WITH e, COUNT { (e)<-[:SUPPLIER]-() } + COUNT { (e)<-[:RECIPIENT]-() } AS claims WHERE claims > 0
RETURN e.id AS id, e.name AS name, claims ORDER BY claims DESC, name LIMIT $limit
"""
_PATHS = """
MATCH (a:Entity {{id: $start}}), (b:Entity {{id: $goal}}) WHERE a <> b
MATCH path = allShortestPaths((a)-[:{types}*..{most}]-(b))
WITH path LIMIT $limit
UNWIND [node IN nodes(path) WHERE node:Claim | node.id] AS claim
RETURN DISTINCT claim
"""
_IN_ARTICLE = """
MATCH (a:Article {id: $id})<-[said:REPORTED_IN]-(c:Claim) RETURN DISTINCT c.id AS claim
"""
PATH_RELATIONS: Mapping[str, tuple[str, ...]] = {
    "supply": ("SUPPLIER", "RECIPIENT", "VIA"),
    "goods": ("GOOD",),
    "speakers": ("ASSERTS", "ALLEGES", "DENIES"),
    "affiliations": ("SPEAKS_FOR", "BASED_IN"),
}
MOST_STEPS = 6
MOST_PATHS = 25


def every_claim(store: Store, limit: int) -> list[str]:
    """Ids of all claims of the graph, the strongest first."""
    return [row[0] for row in store.read(_EVERY, {"limit": limit}, timeout=TIMEOUT, limit=limit).rows]


def relation_counts(store: Store, entity: str) -> list[dict[str, Any]] | None:
    """How many claims each relation of an entity leads to, the largest first; None where there is no such entity."""
    rows = store.read(_COUNTS, {"id": entity}, timeout=TIMEOUT)
    if not rows.rows:
        return None
    counts = dict(zip(rows.columns, rows.rows[0], strict=True))
    told = [
        {"relation": name, "word": relation.word, "count": counts[name]}
        for name, relation in RELATIONS.items()
        if counts[name]
    ]
    return sorted(told, key=lambda one: -one["count"])


def strongest(
    store: Store, entity: str, relation: str, known: Collection[str], limit: int, only: tuple[str, str] | None = None
) -> list[str]:
    """Ids of claims that a relation of an entity leads to: those with most origins first, then the latest said.

    Parameters:
        relation: a key of `RELATIONS`.
        known: ids of claims that are not wanted again.
        only: one of `PARTS` and the id that it has in every claim wanted.
    """
    parameters = {"id": entity, "known": sorted(known), "limit": limit}
    if only is None:
        return _ids(store, _STRONGEST[relation], parameters)
    part, id = only
    cypher = f"{RELATIONS[relation].claims} AND c.{part} = $other AND NOT c.id IN $known {_RANKED}"
    return _ids(store, cypher, {**parameters, "other": id})


def claims_between(store: Store, entity: str, others: Collection[str], known: Collection[str], limit: int) -> list[str]:
    """Ids of claims that tie an entity to some others, the strongest first."""
    parameters = {"id": entity, "others": sorted(others), "known": sorted(known), "limit": limit}
    return _ids(store, _BETWEEN, parameters)


def groups(
    store: Store, entity: str, relation: str, by: str, limit: int, known: Collection[str] = ()
) -> tuple[list[dict[str, Any]], int]:
    """What the claims of a relation fall into by one of their parts, the largest first, and how many groups there are.

    Parameters:
        relation: a key of `RELATIONS`.
        by: one of `PARTS`.
        limit: the most groups that are told.
        known: ids of claims that do not count.
    """
    cypher = (
        f"{RELATIONS[relation].claims} AND NOT c.id IN $known "
        f"WITH c.{by} AS id, count(*) AS claims ORDER BY claims DESC, id "
        "WITH collect([id, claims]) AS found UNWIND found[..$limit] AS one MATCH (e:Entity {id: one[0]}) "
        "RETURN e.id AS id, e.name AS name, one[1] AS claims, size(found) AS number ORDER BY claims DESC, name"
    )
    rows = store.read(cypher, {"id": entity, "limit": limit, "known": sorted(known)}, timeout=TIMEOUT).rows
    told = [{"id": id, "name": name, "claims": claims} for id, name, claims, _ in rows]
    return told, rows[0][3] if rows else 0


def texts(store: Store, articles: Collection[str]) -> dict[str, str]:
    """The texts of some articles by id; none where they are more than a page should hold."""
    if len(articles) > MOST_TEXTS:
        return {}
    cypher = "MATCH (t:Text) WHERE t.article IN $ids RETURN t.article AS article, t.text AS text"
    return dict(store.read(cypher, {"ids": sorted(articles)}, timeout=TIMEOUT).rows)


def first_claims(store: Store, limit: int) -> list[str]:
    """Ids of the strongest claims; each status keeps its share of them (`ranking.in_shares`).

    Within a status those with most independent origins come first, then the latest said.
    """
    order = list(islice(in_shares({status: _counted(store, status) for status in Status}), limit))
    ranked = {
        status: iter(_ids(store, _FIRST, {"status": status.value, "limit": number}))
        for status, number in Counter(order).items()
    }
    return [claim for status in order for claim in islice(ranked[status], 1)]


def _counted(store: Store, status: Status) -> int:
    """How many claims have a status, counted no further than a share needs."""
    return int(store.read(_COUNTED, {"status": status.value, "limit": MOST_COUNTED}, timeout=TIMEOUT).rows[0][0])


def totals(store: Store) -> dict[str, int]:
    """How many articles and claims there are."""
    articles, claims = store.read(_TOTALS, timeout=TIMEOUT).rows[0]
    return {"articles": articles, "total_claims": claims}


def hubs(store: Store, limit: int) -> list[dict[str, Any]]:
    """The states that take part in most claims: where a look at the graph may begin."""
    rows = store.read(_HUBS, {"limit": limit}, timeout=TIMEOUT).rows
    return [{"id": id, "type": "State", "name": name, "claims": claims} for id, name, claims in rows]


def claims_in_article(store: Store, article: str) -> list[str]:
    """Ids of all claims that an article reports."""
    return _ids(store, _IN_ARTICLE, {"id": article})


def path_claims(store: Store, start: str, goal: str, relations: Collection[str], steps: int) -> list[str]:
    """Ids of the claims on all shortest ways between two entities, at most `MOST_PATHS` ways.

    Parameters:
        relations: keys of `PATH_RELATIONS` that a way may take.
        steps: the most claims on a way; each takes two relationships.
    """
    types = "|".join(type for name, known in PATH_RELATIONS.items() if name in relations for type in known)
    cypher = _PATHS.format(types=types, most=2 * steps)
    return _ids(store, cypher, {"start": start, "goal": goal, "limit": MOST_PATHS})


def found_entities(store: Store, sought: str, limit: int) -> list[dict[str, Any]]:
    """Entities whose names are near to what was typed, the nearest first; among equally near ones those in most claims.

    `near` is what `graph.names.nearness` says, for the page to rank what it holds among them. `of` and `article` tell
    entities of one name apart: the state or body that one belongs to, and the article of one that no other has.
    """
    called = {entity.id: entity for entity in store.find(sought)}
    found = called | {entity.id: entity for entity in store.suggest(sought, limit=MOST_CANDIDATES)}
    rows = store.read(_WEIGHTS, {"ids": list(found)}, timeout=TIMEOUT).rows
    weights: dict[str, int] = {id: claims for id, claims in rows if claims}
    near = {id: _nearness(found[id], sought, called=id in called) for id in weights}
    chosen = sorted(near, key=lambda id: (near[id], -weights[id], found[id].name, id))[:limit]
    belongs = _belonging(store, chosen)
    return [
        {
            "id": id,
            "type": found[id].type.value,
            "name": found[id].name,
            "alias": _alias_meant(found[id].name, found[id].aliases, fold(sought)),
            "claims": weights[id],
            "near": [near[id].tier.value, near[id].edits, near[id].rest],
            "of": belongs[id][0],
            "article": belongs[id][1],
        }
        for id in chosen
        if id in belongs  # else it was merged or forgotten meanwhile
    ]


def _nearness(entity: Entity, sought: str, *, called: bool) -> Nearness:
    """How near an entity is.

    Parameters:
        called: whether the store found it by its id, or as one that is called so; then it is the one that is meant.
    """
    near = nearness(entity.name, entity.aliases, sought)
    if near is None:
        return Nearness(Tier.NAME)
    return min(near, Nearness(Tier.ALIAS)) if called else near


def _belonging(store: Store, ids: Collection[str]) -> dict[str, tuple[str, str]]:
    """The name of the state or body to which an entity belongs and the title of its only article, by its id."""
    rows = store.read(_BELONGING, {"ids": list(ids)}, timeout=TIMEOUT).rows
    return {id: (of or "", article or "") for id, of, article in rows}


def _alias_meant(name: str, aliases: tuple[str, ...], wanted: str) -> str:
    """The alias by which an entity was found, where its name does not show why."""
    if wanted in fold(name):
        return ""
    return next((alias for alias in aliases if wanted in fold(alias)), "")


def _ids(store: Store, cypher: str, parameters: Mapping[str, Any]) -> list[str]:
    return [row[0] for row in store.read(cypher, parameters, timeout=TIMEOUT).rows]

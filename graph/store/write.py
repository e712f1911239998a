"""What one transaction does when articles are loaded, loaded anew or forgotten.

Round trips do not grow with the number of articles: take the lock and read what the articles said before, read what
the store counts of all that they touch, read who else denies, write. No statement of another article is read.
"""

from __future__ import annotations

import secrets
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Any, LiteralString

from neo4j import ManagedTransaction, Result

from claimgraph.graph.errors import QueryError, StoreError
from claimgraph.graph.model import Reading
from claimgraph.graph.store.change import LoadChange, Told, article_id, told_by
from claimgraph.graph.store.entities import EntityChange, entity_changes
from claimgraph.graph.store.identity import AsRead, Identities
from claimgraph.graph.store.known import counted_claims, denied_claims, known, narrower_claims
from claimgraph.graph.store.memory import Memory, State
from claimgraph.graph.store.parameters import LINKS, PAIR_COUNTS, SPOKEN, arriving_rows, rows_of
from claimgraph.graph.store.plan import Change, Kinds
from claimgraph.graph.store.rows import Row, digest_of
from claimgraph.graph.store.schema import SCHEMA
from claimgraph.graph.store.schema_parts import in_one

# Setting a property to itself takes the node's lock, so that writers queue up and see each other's work.
_LOCK = """
MATCH (meta:Meta {id: 'claimgraph'}) SET meta.schema = meta.schema
RETURN meta.writes AS writes, meta.mark AS mark, COLLECT { MATCH (merge:Merge) RETURN [merge.id, merge.kept] } AS merges
"""
_BEFORE = """
UNWIND $articles AS row
OPTIONAL MATCH (a:Article {id: row.id})
WITH row, a, coalesce(a.digest <> row.digest, false) AS changed
RETURN row.id AS id, properties(a) AS article,
    CASE WHEN changed THEN [(a)-[mention:MENTIONS]->(e) | [e.id, mention.form]] ELSE [] END AS mentions,
    CASE WHEN changed THEN [(c)-[said:REPORTED_IN]->(a) | [
        c {.id, .modality, .supplier, .recipient, .good}, properties(said)]] ELSE [] END AS said
"""
_MARK = "UNWIND $ids AS id MATCH (a:Article {id: id}) SET a.run = $run"

_TYPES = SCHEMA.node("Entity").sublabels
_ARTICLES = """
UNWIND $rows.new_articles AS row
CREATE (a:Article)<-[:TEXT_OF]-(:Text {article: row.id, text: row.text})
SET a = row.properties, a.run = $rows.run
"""
_CHANGED_ARTICLES = """
UNWIND $rows.articles AS row
MATCH (a:Article {id: row.id}) MATCH (t:Text {article: row.id})
SET a += row.properties, a.run = $rows.run, t.text = row.text
"""
# Each node is looked up once; relationships name it by its place in these lists.
_TOUCHED_ENTITIES = """
UNWIND $rows.touched.entities AS id MATCH (e:Entity {id: id}) RETURN collect(e) AS entities
"""
_TOUCHED_ARTICLES = """
UNWIND $rows.touched.articles AS id MATCH (a:Article {id: id}) RETURN collect(a) AS articles
"""
_TOUCHED_CLAIMS = """
UNWIND $rows.touched.claims AS id MATCH (c:Claim {id: id}) RETURN collect(c) AS claims
"""
_MENTIONS = """
WITH articles, entities
UNWIND $rows.mentions AS row
WITH articles[row[0]] AS a, row[1] AS mentions, entities
UNWIND mentions AS told
WITH a, entities[told[0]] AS e, told[1] AS form
CREATE (a)-[:MENTIONS {form: form}]->(e)
"""
_NEW_CLAIMS = """
WITH entities
UNWIND $rows.new_Claim AS row
WITH row, entities[row.supplier] AS supplier, entities[row.recipient] AS recipient, entities[row.good] AS good
CREATE (c:Claim)-[:SUPPLIER]->(supplier), (c)-[:RECIPIENT]->(recipient), (c)-[:GOOD]->(good)
SET c = row.properties
"""
_OWN_VOICE = """
WITH claims, articles
UNWIND $rows.own_voice AS row
WITH row, claims[row.claim] AS c, articles[row.article] AS a
CREATE (c)-[said:REPORTED_IN]->(a) SET said = row.said
"""
_SUPPLIES = """
WITH entities
UNWIND $rows.SUPPLIES AS row
WITH row, entities[row.supplier] AS supplier, entities[row.recipient] AS recipient
CREATE (supplier)-[r:SUPPLIES]->(recipient) SET r = row.properties
"""


def _spoken(type: LiteralString) -> LiteralString:
    return f"""
WITH claims, articles, entities
UNWIND $rows.{type} AS row
WITH row, claims[row.claim] AS c, articles[row.article] AS a, entities[row.speaker] AS speaker
CREATE (speaker)-[told:{type}]->(c)-[said:REPORTED_IN]->(a)
SET told = row.said, told.article = a.id, said = row.said
"""


_PAIRS = f"""
UNWIND $rows.Pair AS row
MERGE (pair:Pair {{id: row.id}})
ON CREATE SET pair.supplier = row.supplier, pair.recipient = row.recipient
SET {", ".join(f"pair.{name} = coalesce(pair.{name}, 0) + row.{name}" for name in PAIR_COUNTS)}
WITH pair WHERE pair.claims = 0 DELETE pair
"""
_ENTITIES = """
WITH entities
UNWIND $rows.Entity AS row
WITH entities[row.entity] AS e, row.properties AS properties
SET e += properties
"""
# All is found by unique keys, in an empty graph as well as in a large one; planning anew as it grows takes a second.
_ONCE_PLANNED: LiteralString = "CYPHER replan=skip\n"
_ARRIVE = (
    _ONCE_PLANNED
    + in_one(
        [
            "UNWIND $rows.silenced AS id MATCH (:Article {id: id})-[r:MENTIONS]->() DELETE r",
            _ARTICLES,
            _CHANGED_ARTICLES,
            SCHEMA.node("Article").update("aside"),
            *(f"UNWIND $rows.new_{type} AS id CREATE (:Entity:{type} {{id: id}})" for type in _TYPES),
            _TOUCHED_ENTITIES,
            _TOUCHED_ARTICLES,
            _MENTIONS,
        ]
    )
    + "\nRETURN {articles: size(articles), entities: size(entities)} AS found"
)
_WRITE = (
    _ONCE_PLANNED
    + in_one(
        [
            SCHEMA.relationship("REPORTED_IN").delete("gone_statements"),
            *(SCHEMA.relationship(type).delete(f"gone_{type}") for type in SPOKEN),
            f"UNWIND $rows.relinked AS id MATCH (:Entity {{id: id}})-[r:{'|'.join(LINKS)}]->() DELETE r",
            "UNWIND $rows.rerouted AS id MATCH (:Claim {id: id})-[r:VIA]->() DELETE r",
            SCHEMA.relationship("SUPPLIES").delete("gone_SUPPLIES"),
            SCHEMA.node("Text").delete("forgotten"),
            SCHEMA.node("Article").delete("forgotten"),
            *(SCHEMA.node("Entity").relabel(f"as_{type}", type) for type in _TYPES),
            _TOUCHED_ENTITIES,
            _TOUCHED_ARTICLES,
            _ENTITIES,
            *(SCHEMA.create(type) for type in LINKS),
            _NEW_CLAIMS,
            SCHEMA.node("Claim").update("Claim"),
            _TOUCHED_CLAIMS,
            _OWN_VOICE,
            *(_spoken(type) for type in SPOKEN),
            SCHEMA.create("VIA"),
            _SUPPLIES,
            SCHEMA.relationship("SUPPLIES").update("changed_SUPPLIES"),
            _PAIRS,
            SCHEMA.node("Claim").delete("gone_claims"),
            SCHEMA.node("Entity").delete("gone_entities"),
            "MATCH (meta:Meta {id: 'claimgraph'}) SET meta += $rows.meta, meta.writes = $rows.writes",
        ]
    )
    + "\nRETURN {articles: size(articles), entities: size(entities), claims: size(claims)} AS found"
)


@dataclass(frozen=True, slots=True)
class Locked:
    """What whoever has the lock knows: the identity decisions in force, and who wrote last."""

    identities: Identities
    state: State


def put(
    transaction: ManagedTransaction, readings: Sequence[Reading], memory: Memory, run: str | None = None
) -> LoadChange:
    """Write readings that `prepare_readings` gave; what their articles said before is retired.

    Parameters:
        memory: what is remembered of earlier writes.
        run: what all these articles are marked with, those that do not change among them.
    """
    locked = lock(transaction)
    memory.meet(locked.state)
    digests = {reading.document.article.id: digest_of(reading) for reading in readings}
    stored, said = read_back(transaction, digests)
    changed = [reading for reading in readings if stored[reading.document.article.id] != digests[article_id(reading)]]
    replaced = sum(1 for reading in changed if stored[article_id(reading)] is not None)
    counts = LoadChange(
        articles_added=len(changed) - replaced,
        articles_replaced=replaced,
        articles_unchanged=len(readings) - len(changed),
    )
    if run is not None and counts.articles_unchanged:
        transaction.run(_MARK, {"ids": sorted(stored), "run": run}).consume()
    if not changed:
        return counts
    before, after = told_by(said, locked.identities), told_by(map(AsRead.of, changed), locked.identities)
    by_digest = {digests[article_id(reading)]: reading for reading in changed}
    new = {id for id, digest in stored.items() if digest is None}
    return counts + rewrite(transaction, locked.state, before, after, by_digest, new, run, memory)


def forget(transaction: ManagedTransaction, articles: Sequence[str]) -> LoadChange:
    """Remove articles and what only they supported.

    Raises:
        QueryError: there is no such article; then nothing is removed.
    """
    locked = lock(transaction)
    stored, said = read_back(transaction, dict.fromkeys(articles, ""))
    for id, digest in stored.items():
        if digest is None:
            raise QueryError(f"no article has the id {id!r}; `claimgraph articles` lists them")
    before = told_by(said, locked.identities)
    return LoadChange(articles_forgotten=len(stored)) + rewrite(transaction, locked.state, before, Told())


def lock(transaction: ManagedTransaction) -> Locked:
    """Let nobody else write until the transaction is over."""
    record = transaction.run(_LOCK).single()
    if record is None:
        raise StoreError("the database is not prepared for claimgraph; Store.prepare() does it")
    return Locked(Identities(dict(record["merges"])), (record["writes"], record["mark"]))


def read_back(
    transaction: ManagedTransaction, digests: Mapping[str, str]
) -> tuple[dict[str, str | None], list[AsRead]]:
    """The digests that the store has for these articles, and what was read from those where it is another one."""
    rows = [{"id": id, "digest": digest} for id, digest in sorted(digests.items())]
    stored: dict[str, str | None] = {}
    said = []
    for record in transaction.run(_BEFORE, {"articles": rows}):
        id, article = record["id"], record["article"]
        stored[id] = article and article["digest"]
        if article is not None and article["digest"] != digests[id]:
            said.append(AsRead.of_rows(article, record["mentions"], record["said"]))
    return stored, said


def rewrite(
    transaction: ManagedTransaction,
    state: State,
    before: Told,
    after: Told,
    readings: Mapping[str, Reading] = MappingProxyType({}),
    new_articles: Collection[str] = (),
    run: str | None = None,
    memory: Memory | None = None,
) -> LoadChange:
    """Write what articles tell instead of what they told; those that are not in `after` go.

    Parameters:
        state: what `lock` told of the last write.
        readings: those of the articles that are new or say something else, by their digests.
        new_articles: ids of those that were not there.
    """
    memory = memory or Memory()
    there = known(transaction, before, after, memory)
    entities = entity_changes(before, after, there.entities)
    change = Change.of(before, after, entities, counted_claims(there.claims))
    further, further_kinds = narrower_claims(transaction, change)
    change = replace(change, stored={**further, **change.stored})
    kinds = Kinds(there.kinds | further_kinds, entities)
    denied = denied_claims(transaction, change, kinds)
    arriving = arriving_rows(before, after, entities, readings, new_articles) | {"run": run}
    arrived = transaction.run(_ARRIVE, {"rows": arriving})  # the server works on it while all the rest is worked out
    left: State = (state[0] + 1, secrets.token_hex(8))
    rows = rows_of(change, kinds, denied, there.meta) | {"writes": left[0]}
    rows["meta"]["mark"] = left[1]
    written = transaction.run(_WRITE, {"rows": rows})
    _check_found(arrived, arriving)
    _check_found(written, rows)
    memory.keep(left, _rows_left(rows, entities), rows["gone_entities"])
    return LoadChange(
        entities_added=sum(1 for one in entities.values() if one.before is None),
        entities_removed=len(rows["gone_entities"]),
        claims_added=len(rows["new_Claim"]),
        claims_removed=len(rows["gone_claims"]),
        statements_added=len(after.statements.keys() - before.statements.keys()),
        statements_removed=len(before.statements.keys() - after.statements.keys()),
        statements_set_aside=_number(after.aside) - _number(before.aside),
    )


def _check_found(result: Result, rows: Mapping[str, Any]) -> None:
    """Where a node is missing, all places behind it are wrong; then nothing is written."""
    if result.single(strict=True)["found"] != {name: len(ids) for name, ids in rows["touched"].items()}:
        raise StoreError("the graph is damaged: something that it should hold is missing; `claimgraph db check` tells")


def _number(lists: Mapping[str, Sequence[str]]) -> int:
    return sum(map(len, lists.values()))


def _rows_left(rows: Mapping[str, Any], entities: Mapping[str, EntityChange]) -> dict[str, Row]:
    """All properties of the entities that a write leaves."""
    changed = [row["properties"] for row in rows["Entity"]]
    return {row["id"]: {**entities[row["id"]].stored, **row} for row in changed}

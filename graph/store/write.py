"""The statement that writes what was worked out, and what one transaction does.

Round trips do not grow with the number of articles: take the lock, read (`drafting.py`), write.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, LiteralString

from neo4j import ManagedTransaction, Result

from claimgraph.graph.decision import Kind, Signature
from claimgraph.graph.errors import DamagedError, StoreError, unknown_id
from claimgraph.graph.store.apart import Changed
from claimgraph.graph.store.change import LoadChange, told_by
from claimgraph.graph.store.drafting import (
    Batch,
    Draft,
    Written,
    draft_batch,
    draft_said,
    draft_told,
    read_back,
)
from claimgraph.graph.store.identity import Identities
from claimgraph.graph.store.inforce import IN_FORCE, identities_in
from claimgraph.graph.store.memory import Found, Memory
from claimgraph.graph.store.parameters import LINKS, PAIR_COUNTS, SPOKEN
from claimgraph.graph.store.record import note
from claimgraph.graph.store.schema import SCHEMA
from claimgraph.graph.store.schema_parts import in_one
from claimgraph.graph.store.transactions import is_count_of_writes

# Setting a property to itself takes the node's lock, so that writers queue up and see each other's work.
_LOCK = f"""
MATCH (meta:Meta {{id: 'claimgraph'}}) SET meta.schema = meta.schema
RETURN meta.writes AS writes, meta.mark AS mark, {IN_FORCE}
"""
_MARK = "UNWIND $ids AS id MATCH (a:Article {id: id}) SET a.run = $run, a.reader = $reader"

_TYPES = SCHEMA.node("Entity").sublabels
_ARTICLES = """
UNWIND $rows.new_articles AS row
CREATE (a:Article)<-[:TEXT_OF]-(:Text {article: row.id, text: row.text})
SET a += row.properties, a.run = $rows.run, a.reader = $rows.reader
RETURN collect(a) AS new_articles
"""
_CHANGED_ARTICLES = """
UNWIND $rows.articles AS row
MATCH (a:Article {id: row.id}) MERGE (t:Text {article: row.id}) MERGE (t)-[:TEXT_OF]->(a)
SET a += row.properties, a.run = $rows.run, a.reader = $rows.reader, t.text = row.text
"""
# Each node is made or looked up once; relationships name it by its place in these lists.
_ALL_ARTICLES = """
WITH new_articles
RETURN new_articles + COLLECT { UNWIND $rows.standing.articles AS id MATCH (a:Article {id: id}) RETURN a } AS articles
"""
_ENTITIES = """
UNWIND $rows.Entity AS row MATCH (e:Entity {id: row.id}) SET e += row RETURN collect(e) AS entities
"""
_ALL_CLAIMS = """
WITH new_claims
RETURN new_claims + COLLECT { UNWIND $rows.standing.claims AS id MATCH (c:Claim {id: id}) RETURN c } AS claims
"""
_MENTIONS = """
WITH articles, entities
WITH articles, entities, $rows.forms AS forms
UNWIND $rows.mentions AS row
WITH articles[row[0]] AS a, row[1] AS numbers, entities, forms
UNWIND numbers AS number
WITH a, forms[number] AS told, entities
WITH a, entities[told[0]] AS e, told[1] AS form
CREATE (a)-[:MENTIONS {form: form}]->(e)
"""
_NEW_CLAIMS = """
WITH entities
UNWIND $rows.new_Claim AS row
WITH row, entities[row.supplier] AS supplier, entities[row.recipient] AS recipient, entities[row.good] AS good
CREATE (c:Claim)-[:SUPPLIER]->(supplier), (c)-[:RECIPIENT]->(recipient), (c)-[:GOOD]->(good)
SET c += row.properties
RETURN collect(c) AS new_claims
"""
_OWN_VOICE = """
WITH claims, articles
UNWIND $rows.own_voice AS row
WITH row, claims[row.claim] AS c, articles[row.article] AS a
CREATE (c)-[said:REPORTED_IN]->(a) SET said += row.said
"""
_SUPPLIES = """
WITH entities
UNWIND $rows.SUPPLIES AS row
WITH row, entities[row.supplier] AS supplier, entities[row.recipient] AS recipient
CREATE (supplier)-[r:SUPPLIES]->(recipient) SET r += row.properties
"""


def _spoken(type: LiteralString) -> LiteralString:
    return f"""
WITH claims, articles, entities
UNWIND $rows.{type} AS row
WITH row, claims[row.claim] AS c, articles[row.article] AS a, entities[row.speaker] AS speaker
CREATE (speaker)-[told:{type}]->(c)-[said:REPORTED_IN]->(a)
SET told += row.said, told.article = a.id, said += row.said
"""


_PAIRS = f"""
UNWIND $rows.Pair AS row
MERGE (pair:Pair {{id: row.id}})
ON CREATE SET pair.supplier = row.supplier, pair.recipient = row.recipient
SET {", ".join(f"pair.{name} = coalesce(pair.{name}, 0) + row.{name}" for name in PAIR_COUNTS)}
WITH pair WHERE pair.claims = 0 DELETE pair
"""
# All is found by unique keys, in an empty graph as well as in a large one; planning anew as it grows takes a second.
_ONCE_PLANNED: LiteralString = "CYPHER replan=skip\n"
_WRITE = (
    _ONCE_PLANNED
    + in_one(
        [
            SCHEMA.relationship("REPORTED_IN").delete("gone_statements"),
            *(SCHEMA.relationship(type).delete(f"gone_{type}") for type in SPOKEN),
            "UNWIND $rows.silenced AS id MATCH (:Article {id: id})-[r:MENTIONS]->() DELETE r",
            f"UNWIND $rows.relinked AS id MATCH (:Entity {{id: id}})-[r:{'|'.join(LINKS)}]->() DELETE r",
            "UNWIND $rows.rerouted AS id MATCH (:Claim {id: id})-[r:VIA]->() DELETE r",
            SCHEMA.relationship("SUPPLIES").delete("gone_SUPPLIES"),
            SCHEMA.node("Text").delete("forgotten"),
            SCHEMA.node("Article").delete("forgotten"),
            _ARTICLES,
            _CHANGED_ARTICLES,
            SCHEMA.node("Article").update("aside"),
            *(f"UNWIND $rows.new_{type} AS id CREATE (:Entity:{type} {{id: id}})" for type in _TYPES),
            *(SCHEMA.node("Entity").relabel(f"as_{type}", type) for type in _TYPES),
            _ALL_ARTICLES,
            _ENTITIES,
            _MENTIONS,
            *(SCHEMA.create(type) for type in LINKS),
            _NEW_CLAIMS,
            SCHEMA.node("Claim").update("Claim"),
            _ALL_CLAIMS,
            _OWN_VOICE,
            *(_spoken(type) for type in SPOKEN),
            SCHEMA.create("VIA"),
            _SUPPLIES,
            SCHEMA.relationship("SUPPLIES").update("changed_SUPPLIES"),
            _PAIRS,
            SCHEMA.node("Claim").delete("gone_claims"),
            SCHEMA.node("Entity").delete("gone_entities"),
            "UNWIND $rows.Namesakes AS row MERGE (n:Namesakes {id: row.id}) SET n = row",
            SCHEMA.node("Namesakes").delete("gone_Namesakes"),
            "MATCH (meta:Meta {id: 'claimgraph'}) SET meta += $rows.meta, meta.writes = $rows.writes",
        ]
    )
    + "\nRETURN {articles: size(articles), entities: size(entities), claims: size(claims)} AS found"
)


def lock(transaction: ManagedTransaction) -> Found:
    """Let nobody else write until the transaction is over."""
    record = transaction.run(_LOCK).single()
    if record is None:
        raise StoreError("the database is not prepared for claimgraph; Store.prepare() does it")
    if not is_count_of_writes(record["writes"]):
        told = f"{record['writes']!r:.60}"
        raise DamagedError(f"the graph is damaged: its count of writes is {told}; `claimgraph db rebuild` mends it")
    return Found(identities_in(record), (record["writes"], record["mark"]))


def put(transaction: ManagedTransaction, batch: Batch, memory: Memory, ahead: Draft | None = None) -> Written:
    """Write a batch; what its articles said before is retired.

    Parameters:
        memory: what is remembered of earlier writes.
        ahead: the same, worked out already; it holds where nobody has written since.
    """
    found = lock(transaction)
    if ahead is not None and ahead.upon == found.state:
        return carry_out(transaction, ahead)
    if ahead is not None and ahead.left == found.state:
        return ahead.written  # it was tried before, and is in; only nobody was told
    memory.meet(found)
    drafted = draft_batch(transaction, batch, memory)
    memory.keep(drafted.leaves)
    return carry_out(transaction, drafted)


def forget(transaction: ManagedTransaction, articles: Sequence[str], signature: Signature) -> LoadChange:
    """Remove articles and what only they supported.

    Raises:
        QueryError: there is no such article; then nothing is removed.
    """
    found = lock(transaction)
    stored, said = read_back(transaction, dict.fromkeys(articles, ""))
    for id, digest in stored.items():
        if digest is None:
            raise unknown_id("article", id)
    memory = Memory()
    memory.meet(found)
    gone = carry_out(transaction, draft_said(transaction, said, (), memory)).change
    names = [one.article.title or one.article.name for one in said]
    note(transaction, Kind.FORGET, signature, (one.article.id for one in said), names)
    return LoadChange(articles_forgotten=len(stored)) + gone


def rewrite(
    transaction: ManagedTransaction, found: Found, articles: Iterable[str], after: Identities, names: Changed
) -> LoadChange:
    """Tell articles otherwise that say what they said.

    Parameters:
        found: what `lock` told.
        articles: ids of all those that may be told otherwise.
        after: the decisions from now on, and what is kept of names.
        names: the names of which something else is kept than before.
    """
    _, said = read_back(transaction, dict.fromkeys(articles, ""))
    before = found.identities
    changed = [one for one in said if told_by([one], before) != told_by([one], after)]
    memory = Memory()
    memory.meet(found)
    # Where nothing is told otherwise, the graph is marked as written to all the same: others remember the decisions.
    drafted = draft_told(transaction, told_by(changed, before), told_by(changed, after), memory, names)
    return carry_out(transaction, drafted).change


def carry_out(transaction: ManagedTransaction, drafted: Draft) -> Written:
    """Write what was worked out for the state that the graph is in."""
    if drafted.unchanged:
        marks = {"ids": drafted.unchanged, "run": drafted.run, "reader": drafted.reader}
        transaction.run(_MARK, marks).consume()
    if drafted.rows is not None:
        _check_found(transaction.run(_WRITE, {"rows": _Unprinted(drafted.rows)}), drafted.rows)
    return drafted.written


class _Unprinted(dict[str, Any]):
    """Parameters whose text nobody reads: the driver puts into words what it sends, for a log, whether anybody logs or
    not, and takes longer over that than over sending it."""

    def __repr__(self) -> str:
        return "{…}"


def _check_found(result: Result, rows: Mapping[str, Any]) -> None:
    """Where a node is missing, all places behind it are wrong; then nothing is written."""
    standing = rows["standing"]
    expected = {
        "articles": len(rows["new_articles"]) + len(standing["articles"]),
        "entities": len(rows["Entity"]),
        "claims": len(rows["new_Claim"]) + len(standing["claims"]),
    }
    if result.single(strict=True)["found"] != expected:
        raise DamagedError(
            "the graph is damaged: something that it should hold is missing; `claimgraph db check` tells"
        )

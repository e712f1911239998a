"""Deciding that two entities are one, and taking it back: one transaction each, with all that follows from it.

The decision is a node (:Merge). What the touched articles told is written again, as if they were loaded anew.
"""

from __future__ import annotations

from collections.abc import Collection
from typing import LiteralString

from neo4j import ManagedTransaction

from claimgraph.graph.errors import QueryError
from claimgraph.graph.model import Entity
from claimgraph.graph.store.change import LoadChange, told_by
from claimgraph.graph.store.claims import ENTITY, entity_in
from claimgraph.graph.store.drafting import read_back
from claimgraph.graph.store.identity import Identities, Merge, can_be_one
from claimgraph.graph.store.memory import Found
from claimgraph.graph.store.write import lock, rewrite

_ENTITY = f"MATCH (e:Entity {{id: $id}}) RETURN {ENTITY} AS entity"
_MENTIONING = "MATCH (a:Article)-[:MENTIONS]->(:Entity {id: $id}) RETURN DISTINCT a.id AS id"
# Every form that a decision changed says so; the names in it stand in quotes of their own.
_MERGED = """
MATCH (a:Article)-[mention:MENTIONS]->(:Entity {id: $id}) WHERE mention.form CONTAINS '"read"'
RETURN DISTINCT a.id AS id
"""
_DECIDE = "CREATE (merge:Merge) SET merge = $merge"
_TAKE_BACK = "MATCH (merge:Merge {id: $id}) DELETE merge"
_MERGES = "MATCH (merge:Merge) RETURN properties(merge) AS merge ORDER BY merge.decided_at, merge.id"


def merge(transaction: ManagedTransaction, kept: str, other: str, decided_at: str) -> LoadChange:
    """Make one entity one with another; see `Store.merge`."""
    found = lock(transaction)
    before = found.identities
    one, another = (_entity(transaction, before.of(id)) for id in (kept, other))
    if one.id == another.id:
        raise QueryError(f"{another.name} ({other}) and {one.name} ({kept}) are one already")
    if not can_be_one(one.type, another.type):
        raise QueryError(
            f"{another.name} is a {another.type.value} and {one.name} a {one.type.value}; "
            "only entities of one type can be one, or a Firm and an Organization"
        )
    decision = {"id": another.id, "kept": one.id, "other_name": another.name, "kept_name": one.name}
    transaction.run(_DECIDE, {"merge": {**decision, "decided_at": decided_at}}).consume()
    articles = _articles(transaction, _MENTIONING, another.id)
    if one.article is not None:
        articles |= _articles(transaction, _MENTIONING, one.id)
    return _tell_again(transaction, found, articles, before, before.with_merge(one.id, another.id))


def split(transaction: ManagedTransaction, other: str) -> LoadChange:
    """Take back that an entity is one with another; see `Store.split`."""
    found = lock(transaction)
    before = found.identities
    if not before.decides(other):
        raise QueryError(f"{other} was not made one with another; `claimgraph merges` lists what was decided")
    transaction.run(_TAKE_BACK, {"id": other}).consume()
    articles = _articles(transaction, _MERGED, before.of(other))
    return _tell_again(transaction, found, articles, before, before.without(other))


def merges(transaction: ManagedTransaction) -> list[Merge]:
    """All decisions in force, the oldest first."""
    rows = [record["merge"] for record in transaction.run(_MERGES)]
    return [Merge(row["kept"], row["kept_name"], row["id"], row["other_name"], row["decided_at"]) for row in rows]


def identities(transaction: ManagedTransaction) -> Identities:
    """What the decisions in force come to."""
    return Identities({one.other: one.kept for one in merges(transaction)})


def _entity(transaction: ManagedTransaction, id: str) -> Entity:
    record = transaction.run(_ENTITY, {"id": id}).single()
    if record is None:
        raise QueryError(f"no entity has the id {id!r}")
    return entity_in(record["entity"])


def _articles(transaction: ManagedTransaction, cypher: LiteralString, entity: str) -> set[str]:
    return {record["id"] for record in transaction.run(cypher, {"id": entity})}


def _tell_again(
    transaction: ManagedTransaction, found: Found, articles: Collection[str], before: Identities, after: Identities
) -> LoadChange:
    _, said = read_back(transaction, dict.fromkeys(articles, ""))
    changed = [one for one in said if told_by([one], before) != told_by([one], after)]
    # Where nothing is told otherwise, the graph is marked as written to all the same: others remember the decisions.
    return rewrite(transaction, found, told_by(changed, before), told_by(changed, after))

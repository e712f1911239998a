"""Two entities that are one, or one that is two: what would become of them, the decision, and taking it back."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from dataclasses import asdict
from pathlib import Path
from typing import Any

from claimgraph.app.deciding import all_decisions, in_words
from claimgraph.app.explore.reads import relation_counts
from claimgraph.graph.errors import QueryError
from claimgraph.graph.model import Entity
from claimgraph.graph.store import Store
from claimgraph.graph.store.batches import batched

TIMEOUT = 15.0
_AT_ONCE = 5_000
_MOST_TOLD = 50

_ARTICLES = "MATCH (e:Entity {id: $id}) RETURN COUNT { (e)<-[:MENTIONS]-(:Article) } AS articles"
_BETWEEN = """
MATCH (c:Claim) WHERE c.supplier = $kept AND c.recipient = $other OR c.supplier = $other AND c.recipient = $kept
RETURN count(c) AS claims
"""
_FUSED = """
MATCH (:Entity {id: $other})<-[:SUPPLIER|RECIPIENT|GOOD]-(c:Claim)
WITH DISTINCT c
WITH c, CASE c.supplier WHEN $other THEN $kept ELSE c.supplier END AS supplier,
  CASE c.recipient WHEN $other THEN $kept ELSE c.recipient END AS recipient,
  CASE c.good WHEN $other THEN $kept ELSE c.good END AS good
WHERE EXISTS { MATCH (d:Claim) WHERE d.supplier = supplier AND d.recipient = recipient AND d.good = good
  AND d.modality = c.modality AND d.id <> c.id }
RETURN count(c) AS claims
"""
_MADE_IN = """
UNWIND $statements AS id MATCH (c:Claim)-[said:REPORTED_IN {statement: id}]->() RETURN id, c.id AS claim
"""


def preview(store: Store, kept: Entity, other: Entity) -> dict[str, Any]:
    """What is told of both now, and what one entity out of both would be. Nothing is decided.

    `alike` are claims of the other that the kept one has too: each pair becomes one claim. `between` are claims by
    which one supplies the other: they are set aside.

    Raises:
        QueryError: both are the same.
    """
    if kept.id == other.id:
        raise QueryError("both are the same entity; choose two")
    ids = {"kept": kept.id, "other": other.id}
    return {
        "kept": _told(store, kept),
        "other": _told(store, other),
        "alike": _number(store, _FUSED, ids),
        "between": _number(store, _BETWEEN, ids),
    }


def make_one(store: Store, kept: str, other: str, claims: Collection[str], by: str | None) -> dict[str, list[str]]:
    """Decide that two are one; what becomes of some claims: new ids by the old one, none where it is set aside."""
    return moved(store, claims, lambda: store.merge(kept, other, by=by))


def make_two(store: Store, other: str, claims: Collection[str], by: str | None) -> dict[str, list[str]]:
    """Take back that an entity is one with another; what becomes of some claims: those that both have now."""
    return moved(store, claims, lambda: store.split(other, by=by))


def part(store: Store, entity: str, article: str, claims: Collection[str], by: str | None) -> dict[str, list[str]]:
    """Part what an article says from an entity; what becomes of some claims."""
    return moved(store, claims, lambda: store.part(entity, article, by=by))


def rejoin(store: Store, id: str, claims: Collection[str], by: str | None) -> dict[str, list[str]]:
    """Take back that something was parted; what becomes of some claims."""
    return moved(store, claims, lambda: store.rejoin(id, by=by))


def moved(store: Store, claims: Collection[str], decide: Callable[[], object]) -> dict[str, list[str]]:
    """Make a decision; by which claims the statements of some claims are made then, by the old id."""
    records = store.network(claims).records.values()
    made_in = {statement.id: record.claim.id for record in records for statement in record.statements}
    decide()
    found: dict[str, set[str]] = {record.claim.id: set() for record in records}
    for statement, claim in _made_in(store, made_in):
        found[made_in[statement]].add(claim)
    return {old: sorted(ids) for old, ids in found.items()}


def claims_made_in(store: Store, statements: Collection[str]) -> set[str]:
    """Ids of the claims that some statements make."""
    return {claim for _, claim in _made_in(store, statements)}


def _made_in(store: Store, statements: Collection[str]) -> Iterator[tuple[str, str]]:
    for some in batched(sorted(statements), _AT_ONCE):
        rows = store.read(_MADE_IN, {"statements": some}, timeout=TIMEOUT, limit=_AT_ONCE).rows
        yield from ((statement, claim) for statement, claim in rows)


def standing(store: Store, id: str) -> str:
    """The id under which an entity stands now."""
    return next((entity.id for entity in store.find(id)), id)


def decided(store: Store, queries: Path | None) -> dict[str, Any]:
    """The decisions in force, the latest first, and the latest of the record of all decisions."""
    record = all_decisions(store, queries) if queries else store.decisions()
    return {
        "merges": [asdict(one) for one in reversed(store.merges())],
        "parts": [{**asdict(one), "articles": list(one.articles)} for one in reversed(store.parts())],
        "record": [
            {"by": one.by, "at": one.at, "kind": one.kind.value, "words": in_words(one)}
            for one in reversed(record[-_MOST_TOLD:])
        ],
        "recorded": len(record),
    }


def _told(store: Store, entity: Entity) -> dict[str, Any]:
    return {
        "id": entity.id,
        "name": entity.name,
        "type": entity.type.value,
        "aliases": list(entity.aliases),
        "articles": _number(store, _ARTICLES, {"id": entity.id}),
        "relations": relation_counts(store, entity.id) or [],
    }


def _number(store: Store, cypher: str, parameters: dict[str, Any]) -> int:
    return int(store.read(cypher, parameters, timeout=TIMEOUT).rows[0][0])

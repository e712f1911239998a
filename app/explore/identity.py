"""Two entities that are one: what would become of them, the decision, and taking it back."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from itertools import product
from typing import Any

from claimgraph.app.explore.reads import relation_counts
from claimgraph.graph.errors import QueryError
from claimgraph.graph.model import Claim, Entity
from claimgraph.graph.store import Store

TIMEOUT = 15.0

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
_KNOWN = "MATCH (c:Claim) WHERE c.id IN $ids RETURN c.id"


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


def make_one(store: Store, kept: str, other: str, claims: Collection[str]) -> dict[str, list[str]]:
    """Decide that two are one; what becomes of some claims: new ids by the old one, none where it is set aside."""
    held = _claims(store, claims)
    store.merge(kept, other)
    return _existing(store, {claim.id: _with_other_parts(claim, other, kept, all_parts=True) for claim in held})


def make_two(store: Store, other: str, claims: Collection[str]) -> dict[str, list[str]]:
    """Take back that an entity is one with another; what becomes of some claims: those that both have now."""
    told = _told_as(store, other)
    held = _claims(store, claims)
    store.split(other)
    return _existing(store, {claim.id: _with_other_parts(claim, told, other, all_parts=False) for claim in held})


def _claims(store: Store, ids: Collection[str]) -> list[Claim]:
    return [record.claim for record in store.network(ids).records.values()]


def _told_as(store: Store, id: str) -> str:
    """The id under which an entity stands, after all decisions."""
    kept = {one.other: one.kept for one in store.merges()}
    while id in kept:
        id = kept[id]
    return id


def _with_other_parts(claim: Claim, old: str, new: str, *, all_parts: bool) -> list[str]:
    """Ids of the claim with `new` for `old`: in all its parts, or in any of them and in none.

    >>> claim = Claim.of("firm:a", "state:b", "good:c")
    >>> _with_other_parts(claim, "firm:a", "firm:d", all_parts=True) == [Claim.of("firm:d", "state:b", "good:c").id]
    True
    >>> len(_with_other_parts(claim, "firm:a", "firm:d", all_parts=False))
    2
    """
    choices = [
        ((new,) if all_parts else (old, new)) if part == old else (part,)
        for part in (claim.supplier, claim.recipient, claim.good)
    ]
    return [Claim.of(supplier, recipient, good, claim.modality).id for supplier, recipient, good in product(*choices)]


def _existing(store: Store, found: Mapping[str, list[str]]) -> dict[str, list[str]]:
    ids = sorted({id for some in found.values() for id in some})
    rows = store.read(_KNOWN, {"ids": ids}, timeout=TIMEOUT, limit=len(ids) + 1).rows
    known = {row[0] for row in rows}
    return {old: [id for id in some if id in known] for old, some in found.items()}


def decisions(store: Store) -> list[dict[str, Any]]:
    """The decisions in force, the latest first."""
    return [
        {
            "kept": one.kept,
            "kept_name": one.kept_name,
            "other": one.other,
            "other_name": one.other_name,
            "decided_at": one.decided_at,
        }
        for one in reversed(store.merges())
    ]


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

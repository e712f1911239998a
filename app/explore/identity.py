"""Two entities that are one: what would become of them, the decision, and taking it back."""

from __future__ import annotations

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


def as_one(claims: list[Claim], kept: str, other: str) -> dict[str, str | None]:
    """What becomes of claims once `other` is told as `kept`: the new id by the old one, None where it is set aside.

    >>> claim = Claim.of("firm:a", "state:b", "good:c")
    >>> as_one([claim], "firm:d", "firm:a") == {claim.id: Claim.of("firm:d", "state:b", "good:c").id}
    True
    """

    def told(id: str) -> str:
        return kept if id == other else id

    made: dict[str, str | None] = {}
    for claim in claims:
        supplier, recipient, good = (told(part) for part in (claim.supplier, claim.recipient, claim.good))
        one_with_itself = supplier == recipient and claim.supplier != claim.recipient
        made[claim.id] = None if one_with_itself else Claim.of(supplier, recipient, good, claim.modality).id
    return made


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

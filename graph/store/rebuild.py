"""Setting right what `audit` finds: sums and derived relationships are written anew, what nothing supports goes."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from neo4j import ManagedTransaction

from claimgraph.graph.errors import StoreError
from claimgraph.graph.store.audit import Difference
from claimgraph.graph.store.parameters import SPOKEN, link_row
from claimgraph.graph.store.rows import Row
from claimgraph.graph.store.schema import SCHEMA
from claimgraph.graph.store.schema_parts import in_one

_LOCK = "MATCH (meta:Meta {id: 'claimgraph'}) SET meta.schema = meta.schema RETURN meta.writes AS writes"
_REPAIR = in_one(
    [
        *(
            f"UNWIND $rows.voice AS row MATCH ()-[r:{type} {{statement: row.id}}]->() SET r.voice = row.voice"
            for type in ("REPORTED_IN", *SPOKEN)
        ),
        SCHEMA.node("Claim").update("Claim"),
        SCHEMA.node("Claim").delete("gone_Claim"),
        "UNWIND $rows.SUPPLIES_of AS id MATCH ()-[r:SUPPLIES {claim: id}]->() DELETE r",
        SCHEMA.create("SUPPLIES"),
        "UNWIND $rows.VIA_of AS id MATCH (:Claim {id: id})-[r:VIA]->() DELETE r",
        SCHEMA.create("VIA"),
        SCHEMA.node("Entity").update("Entity"),
        SCHEMA.node("Entity").delete("gone_Entity"),
        "UNWIND $rows.Pair AS row MERGE (pair:Pair {id: row.id}) SET pair += row",
        SCHEMA.node("Pair").delete("gone_Pair"),
        "UNWIND $rows.Meta AS row MATCH (meta:Meta {id: row.id}) SET meta += row",
        "MATCH (meta:Meta {id: 'claimgraph'}) SET meta.writes = meta.writes + 1",
    ]
)
_LISTS = (
    "voice", "Claim", "gone_Claim", "SUPPLIES_of", "SUPPLIES", "VIA_of", "VIA", "Entity", "gone_Entity", "Pair",
    "gone_Pair", "Meta",
)  # fmt: skip


def repair(transaction: ManagedTransaction, differences: Iterable[Difference], writes: int) -> int:
    """Set differences right; returns how many of them can only be mended by loading their articles again.

    Parameters:
        writes: the count of writes when they were found.

    Raises:
        StoreError: somebody has written since then.
    """
    if transaction.run(_LOCK).single(strict=True)["writes"] != writes:
        raise StoreError("the graph was written to meanwhile; do it again when nothing is being loaded")
    rows: defaultdict[str, list[Any]] = defaultdict(list)
    beyond = sum(1 for one in differences if not _add(rows, one))
    transaction.run(_REPAIR, {"rows": {name: rows[name] for name in _LISTS}}).consume()
    return beyond


def _add(rows: dict[str, list[Any]], one: Difference) -> bool:
    match one.of:
        case "voice":
            rows["voice"].append({"id": one.id, "voice": one.right})
        case "Claim" | "Entity" | "Pair" | "Meta" if one.right is not None:
            properties: Row = one.right
            rows[one.of].append({**properties, "id": one.id})
        case "Claim" | "Entity" | "Pair":
            rows[f"gone_{one.of}"].append(one.id)
        case "SUPPLIES":
            rows["SUPPLIES_of"].append(one.id)
            rows["SUPPLIES"] += [link_row(start, end, properties) for start, end, properties in one.right]
        case "VIA":
            rows["VIA_of"].append(one.id)
            rows["VIA"] += [link_row(one.id, place, {"statements": count}) for place, count in one.right]
        case "Namesakes":
            pass  # they are settled afterwards, with all that follows from them
        case _:
            return False
    return True

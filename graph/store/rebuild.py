"""Setting right what `audit` finds: sums and derived relationships are written anew, what nothing supports goes."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from typing import Any, Final, LiteralString, NamedTuple

from neo4j import ManagedTransaction

from claimgraph.graph.errors import DamagedError, EvidenceError, StoreError
from claimgraph.graph.model import Stance
from claimgraph.graph.store.claims import TornReadError
from claimgraph.graph.store.difference import Difference
from claimgraph.graph.store.kept import KEPT, Kept
from claimgraph.graph.store.parameters import LINKS, SPOKEN, link_row
from claimgraph.graph.store.rows import Row
from claimgraph.graph.store.schema import SCHEMA
from claimgraph.graph.store.schema_parts import in_one
from claimgraph.graph.store.transactions import Transactions, counted_writes

TORN: Final = (AttributeError, DamagedError, EvidenceError, KeyError, TornReadError, TypeError, ValueError)
"""What going through a graph can end in while somebody writes: each query sees the latest state."""
_LOCK = "MATCH (meta:Meta {id: 'claimgraph'}) SET meta.schema = meta.schema RETURN meta.writes AS writes"
_TYPES = SCHEMA.node("Entity").sublabels
_PARTS: tuple[LiteralString, ...] = ("SUPPLIER", "RECIPIENT", "GOOD")
_REPAIR = in_one(
    [
        "UNWIND $rows.gone_relationships AS element MATCH ()-[r]->() WHERE elementId(r) = element DELETE r",
        "UNWIND $rows.gone_nodes AS element MATCH (n) WHERE elementId(n) = element DETACH DELETE n",
        # Never deleted: it is somebody's judgement, and somebody may still make it out.
        "UNWIND $rows.set_aside AS element MATCH (n) WHERE elementId(n) = element REMOVE n:Review SET n:ReviewSetAside",
        "UNWIND $rows.properties AS row MATCH (n) WHERE elementId(n) = row.element SET n += row.properties",
        "UNWIND $rows.PARTS_of AS id MATCH (:Claim {id: id})-[r:SUPPLIER|RECIPIENT|GOOD]->() DELETE r",
        *(SCHEMA.create(type) for type in _PARTS),
        "UNWIND $rows.TEXT_OF AS id MATCH (t:Text {article: id}) MATCH (a:Article {id: id}) "
        "OPTIONAL MATCH (t)-[r:TEXT_OF]->() DELETE r WITH DISTINCT t, a MERGE (t)-[:TEXT_OF]->(a)",
        "UNWIND $rows.spoken_of AS id MATCH (c:Claim {id: id})<-[r:ASSERTS|ALLEGES|DENIES]-() DELETE r",
        *(SCHEMA.create(type) for type in SPOKEN),
        *(
            f"UNWIND $rows.voice AS row MATCH ()-[r:{type} {{statement: row.id}}]->() SET r.voice = row.voice"
            for type in ("REPORTED_IN", *SPOKEN)
        ),
        "UNWIND $rows.links_of AS id MATCH (:Entity {id: id})-[r:BASED_IN|SPEAKS_FOR|KIND_OF]->() DELETE r",
        *(SCHEMA.create(type) for type in LINKS),
        *(SCHEMA.node("Entity").relabel(f"as_{type}", type) for type in _TYPES),
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
        "MATCH (meta:Meta {id: 'claimgraph'}) SET meta.writes = $rows.writes, meta.mark = null",
    ]
)
_LABELS = frozenset(node.label for node in SCHEMA.nodes)
_LISTS = (
    "voice", "Claim", "gone_Claim", "SUPPLIES_of", "SUPPLIES", "VIA_of", "VIA", "Entity", "gone_Entity", "Pair",
    "gone_Pair", "Meta", "gone_relationships", "gone_nodes", "set_aside", "properties", "PARTS_of", *_PARTS, "TEXT_OF",
    "spoken_of", *SPOKEN, "links_of", *LINKS, *(f"as_{type}" for type in _TYPES),
)  # fmt: skip


class Repaired(NamedTuple):
    """What a repair left.

    Parameters:
        left: how many differences can only be mended by loading their articles again.
        writes: how many writes the graph has seen with it.
    """

    left: int
    writes: int


def check_unwritten(transaction: ManagedTransaction, writes: int | None) -> int:
    """Let nobody else write until the transaction is over; returns the count of writes.

    Parameters:
        writes: the count of writes as it was seen before.

    Raises:
        StoreError: somebody has written since then.
    """
    found = counted_writes(transaction.run(_LOCK).single(strict=True)["writes"])
    if found != writes:
        raise StoreError("the graph was written to meanwhile; do it again when nothing is being loaded")
    return found


def repair(transaction: ManagedTransaction, differences: Iterable[Difference], writes: int | None) -> Repaired:
    """Set differences right.

    Parameters:
        writes: the count of writes when they were found.

    Raises:
        StoreError: somebody has written since then.
    """
    seen = check_unwritten(transaction, writes) + 1
    rows: defaultdict[str, list[Any]] = defaultdict(list)
    beyond = sum(1 for one in differences if not _add(rows, one))
    lists = {name: rows[name] for name in _LISTS}
    transaction.run(_REPAIR, {"rows": {**lists, "writes": seen}}).consume()
    return Repaired(beyond, seen)


def _add(rows: dict[str, list[Any]], one: Difference) -> bool:
    """Add what sets one difference right; whether that can be done here."""
    if one.reload:
        return False
    if one.element:
        _add_element(rows, one)
    elif one.of in _KEPT:
        rows[one.of if one.right is not None else f"gone_{one.of}"].append(
            one.id if one.right is None else {**one.right, "id": one.id}
        )
    elif one.of in _ADDING:
        _ADDING[one.of](rows, one)
    else:
        return False
    return True


def _add_parts(rows: dict[str, list[Any]], one: Difference) -> None:
    rows["PARTS_of"].append(one.id)
    for type in _PARTS:
        rows[type].append(link_row(one.id, one.right[type.lower()]))


def _add_text(rows: dict[str, list[Any]], one: Difference) -> None:
    rows["TEXT_OF"].append(one.id)


def _add_spoken(rows: dict[str, list[Any]], one: Difference) -> None:
    rows["spoken_of"].append(one.id)
    for speaker, stance, _, said in one.right:
        rows[Stance(stance).name].append(link_row(speaker, one.id, said))


def _add_voice(rows: dict[str, list[Any]], one: Difference) -> None:
    rows["voice"].append({"id": one.id, "voice": one.right})


def _add_type(rows: dict[str, list[Any]], one: Difference) -> None:
    rows[f"as_{one.right}"].append(one.id)


def _add_links(rows: dict[str, list[Any]], one: Difference) -> None:
    rows["links_of"].append(one.id)
    rows[f"as_{one.right['types'][0]}"].append(one.id)
    for type, name in zip(LINKS, ("country", "speaks_for", "kinds"), strict=True):
        rows[type] += [link_row(one.id, other) for other in one.right[name]]


def _add_supplies(rows: dict[str, list[Any]], one: Difference) -> None:
    rows["SUPPLIES_of"].append(one.id)
    rows["SUPPLIES"] += [link_row(start, end, properties) for start, end, properties in one.right]


def _add_via(rows: dict[str, list[Any]], one: Difference) -> None:
    rows["VIA_of"].append(one.id)
    rows["VIA"] += [link_row(one.id, place, {"statements": count}) for place, count in one.right]


def _leave(_: dict[str, list[Any]], __: Difference) -> None:
    """Names are settled afterwards, with all that follows from them."""


_KEPT = frozenset({"Claim", "Entity", "Pair", "Meta"})
_ADDING: Mapping[str, Callable[[dict[str, list[Any]], Difference], None]] = {
    "PARTS": _add_parts,
    "TEXT_OF": _add_text,
    "ASSERTS|ALLEGES|DENIES": _add_spoken,
    "voice": _add_voice,
    "links": _add_links,
    "types": _add_type,
    "SUPPLIES": _add_supplies,
    "VIA": _add_via,
    "Namesakes": _leave,
}


def _add_element(rows: dict[str, list[Any]], one: Difference) -> None:
    if one.right is not None:
        rows["properties"].append({"element": one.element, "properties": one.right})
    elif one.of == "Review":
        rows["set_aside"].append(one.element)
    elif one.of in _LABELS:
        rows["gone_nodes"].append(one.element)
    else:
        rows["gone_relationships"].append(one.element)


def renew_digests(transactions: Transactions) -> None:
    """Work out the digests of all articles again, after the way in which they are made has changed."""
    after = ""
    while page := transactions.read_once(lambda transaction: _digests(transaction, after)):  # noqa: B023
        transactions.write(lambda transaction: transaction.run(_SET_DIGESTS, {"rows": page}).consume())
        after = page[-1]["id"]


_SET_DIGESTS = "UNWIND $rows AS row MATCH (a:Article {id: row.id}) SET a.digest = row.digest"
_ARTICLES: LiteralString = f"""
MATCH (a:Article) WHERE a.id > $after WITH a ORDER BY a.id LIMIT $page RETURN a.id AS id, {KEPT} ORDER BY id
"""
_AT_ONCE = 50


def _digests(transaction: ManagedTransaction, after: str) -> list[Row]:
    rows = []
    for found in transaction.run(_ARTICLES, {"after": after, "page": _AT_ONCE}).data():
        kept = Kept.of(found["article"], found["texts"], found["mentions"], found["said"])
        digest = kept.as_read.digest(kept.as_read.article.sha256) if kept.as_read else ""
        rows.append({"id": found["id"], "digest": digest})
    return rows

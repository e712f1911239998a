"""Claims that lost a part or a statement when somebody changed the database by hand, and the line that tells them.

Reading leaves such claims out, or shows them with what is left; whoever reads has to be told.

>>> left_out(())
''
>>> left_out(("claim:1", "claim:2"))[:70]
'2 claims (claim:1, claim:2) are left out or lack statements, since the'
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import LiteralString

from neo4j import ManagedTransaction

from claimgraph.graph.counting import counted
from claimgraph.graph.store.months import AFFIRMING, DENYING, KINDS

_TOLD = 5
_MOST = 1000
# Nodes of somebody else may be labelled Claim; they lack the property.
_LACKING: LiteralString = """c.supplier IS NOT NULL AND (
    NOT EXISTS { (c)-[:SUPPLIER]->(:Entity) } OR NOT EXISTS { (c)-[:RECIPIENT]->(:Entity) }
    OR NOT EXISTS { (c)-[:GOOD]->(:Entity) } OR NOT EXISTS { (c)-[:REPORTED_IN]->(:Article) }
    OR COUNT { (c)-[:REPORTED_IN]->(:Article) } < c.asserting + c.alleging + c.denying)
"""
_SOME: LiteralString = f"UNWIND $ids AS id MATCH (c:Claim {{id: id}}) WHERE {_LACKING} RETURN c.id AS id ORDER BY id"
_ALL: LiteralString = f"MATCH (c:Claim) WHERE {_LACKING} RETURN c.id AS id ORDER BY id LIMIT $most"
# Neo4j keeps these numbers itself, so that asking takes no time however large the graph is.
_COUNTED = """
CALL { MATCH (c:Claim) RETURN count(c) AS claims }
CALL { MATCH (:Claim)-[r:SUPPLIER]->() RETURN count(r) AS suppliers }
CALL { MATCH (:Claim)-[r:RECIPIENT]->() RETURN count(r) AS recipients }
CALL { MATCH (:Claim)-[r:GOOD]->() RETURN count(r) AS goods }
CALL { MATCH (:Claim)-[r:REPORTED_IN]->() RETURN count(r) AS statements }
MATCH (meta:Meta {id: 'claimgraph'})
RETURN suppliers = claims AND recipients = claims AND goods = claims AS tied, statements, meta.month_counts AS counts
"""
_MISCOUNTED = (
    "the sums of the graph cannot be read, since the database was changed by hand: `claimgraph db rebuild` sets them"
    " right"
)


def incomplete_claims(transaction: ManagedTransaction, ids: Collection[str] | None) -> list[str]:
    """Ids of the claims, among these or all, that lack a supplier, a recipient, a good or a statement."""
    if ids is None:
        return transaction.run(_ALL, {"most": _MOST}).value()
    if len(ids) > _MOST and _is_whole(transaction):
        return []
    return transaction.run(_SOME, {"ids": sorted(ids)}).value() if ids else []


def _is_whole(transaction: ManagedTransaction) -> bool:
    """Whether the numbers of all claims, parts and statements fit each other: looking at each of many takes long."""
    row = transaction.run(_COUNTED).single()
    return row is not None and row["tied"] and _statements(row["counts"]) == row["statements"]


def _statements(counts: object) -> int | None:
    """How many statements the ledger of the whole graph counts; None where nobody can make that out."""
    if counts is None:
        return 0
    if not isinstance(counts, list) or any(type(one) is not int for one in counts):
        return None
    return sum(counts[AFFIRMING::KINDS]) + sum(counts[DENYING::KINDS])


def lost(transaction: ManagedTransaction) -> str:
    """The line on what queries cannot find since the database was changed by hand; "" where nothing is lost."""
    row = transaction.run(_COUNTED).single()
    if row is None:
        return ""
    told = _statements(row["counts"])
    if row["tied"] and told == row["statements"]:
        return ""
    if claims := incomplete_claims(transaction, None):
        return left_out(claims)
    if told is None:
        return _MISCOUNTED
    missing = told - row["statements"]
    if missing <= 0:
        return ""
    return (
        f"{counted(missing, 'statement')} {'is' if missing == 1 else 'are'} lost, since the database was changed by"
        " hand: `claimgraph db check` names"
        " their articles, and `claimgraph load` of these brings them back"
    )


def left_out(claims: Sequence[str]) -> str:
    """The line on claims that are not shown, or not as a whole; "" where there are none."""
    if not claims:
        return ""
    names = ", ".join(claims[:_TOLD]) + (f" and {len(claims) - _TOLD:,} more" if len(claims) > _TOLD else "")
    told = f"{counted(len(claims), 'claim')} ({names})"
    are = "are left out or lack" if len(claims) > 1 else "is left out or lacks"
    return (
        f"{told} {are} statements, since the database was changed by hand: `claimgraph db rebuild` restores what can be"
        " derived, and `claimgraph load` of their articles the rest"
    )

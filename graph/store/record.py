"""The record of who decided what and when, kept with the graph; written in the transaction of the decision."""

from __future__ import annotations

from collections.abc import Iterable

from neo4j import ManagedTransaction

from claimgraph.graph.decision import Decision, Kind, Signature
from claimgraph.graph.store.rows import Row

_NOTE = """
OPTIONAL MATCH (earlier:Decision) WITH coalesce(max(earlier.number), 0) + 1 AS number
CREATE (decision:Decision) SET decision = $properties, decision.number = number, decision.id = toString(number)
"""
_RECORD = "MATCH (decision:Decision) RETURN properties(decision) AS decision ORDER BY decision.number"


def note(
    transaction: ManagedTransaction, kind: Kind, signature: Signature, about: Iterable[str], names: Iterable[str]
) -> None:
    """Note a decision, where somebody signs it; to be called under the lock of those who write."""
    if signature.by is not None:
        properties = {"kind": kind.value, "by": signature.by, "at": signature.at}
        lists = {"about": list(about), "names": list(names)}
        transaction.run(_NOTE, {"properties": {**properties, **lists}}).consume()


def record(transaction: ManagedTransaction) -> list[Decision]:
    """All decisions, the oldest first."""
    rows: list[Row] = transaction.run(_RECORD).value()
    return [Decision.of_dict(row) for row in rows]

"""The record of who decided what and when, kept with the graph; written in the transaction of the decision."""

from __future__ import annotations

import secrets
from collections.abc import Iterable
from typing import Final

from neo4j import ManagedTransaction

from claimgraph.graph.decision import Decision, Kind, Signature
from claimgraph.graph.store.rows import Row

MOST_NOTED: Final = 2**62
"""Nobody decides so often; a larger number came with a dump or by hand."""
# A dump may hold any number, and ids that come next: neither may keep the next decision out.
_NOTE = """
OPTIONAL MATCH (earlier:Decision)
WHERE toIntegerOrNull(earlier.number) = earlier.number AND earlier.number < $most
WITH coalesce(max(toIntegerOrNull(earlier.number)), 0) + 1 AS number
CREATE (decision:Decision) SET decision = $properties, decision.number = number
"""
_RECORD = """
MATCH (decision:Decision) RETURN properties(decision) AS decision ORDER BY decision.number, decision.at, decision.id
"""


def note(
    transaction: ManagedTransaction, kind: Kind, signature: Signature, about: Iterable[str], names: Iterable[str]
) -> None:
    """Note a decision, where somebody signs it; to be called under the lock of those who write."""
    if signature.by is not None:
        properties = {"id": secrets.token_hex(16), "kind": kind.value, "by": signature.by, "at": signature.at}
        lists = {"about": list(about), "names": list(names)}
        transaction.run(_NOTE, {"properties": {**properties, **lists}, "most": MOST_NOTED}).consume()


def record(transaction: ManagedTransaction) -> list[Decision]:
    """All decisions, the oldest first."""
    rows: list[Row] = transaction.run(_RECORD).value()
    return [Decision.of_dict(row) for row in rows]

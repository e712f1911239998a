"""Articles told anew that the store tells otherwise than the decisions in force say, as after damage to decisions."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import replace
from typing import LiteralString

from neo4j import ManagedTransaction

from claimgraph.graph.store.batches import batched
from claimgraph.graph.store.change import Told, told_by
from claimgraph.graph.store.drafting import draft_told
from claimgraph.graph.store.held import told_as_held
from claimgraph.graph.store.kept import KEPT, Condition, Kept
from claimgraph.graph.store.memory import Memory
from claimgraph.graph.store.rows import Row
from claimgraph.graph.store.transactions import Transactions
from claimgraph.graph.store.write import carry_out, lock

_AT_ONCE = 50
_HELD: LiteralString = f"UNWIND $ids AS id MATCH (a:Article {{id: id}}) RETURN id, {KEPT}"


def retell_as_decided(transactions: Transactions, articles: Iterable[str]) -> set[str]:
    """Tell articles, given by their ids, as what was read from them and the decisions in force say.

    What the store tells of them otherwise is taken from the sums just as it stands there. Returns the ids of those that
    are told rightly then; those that were changed by hand are left: loading them again mends them.
    """
    right: set[str] = set()
    for some in batched(sorted({*articles}), _AT_ONCE):
        right |= transactions.write(lambda transaction: _retell(transaction, some))  # noqa: B023
    return right


def _retell(transaction: ManagedTransaction, ids: Collection[str]) -> set[str]:
    found = lock(transaction)
    rows: list[Row] = []
    as_read = []
    for row in transaction.run(_HELD, {"ids": list(ids)}).data():
        kept = Kept.of(row["article"], row["texts"], row["mentions"], row["said"])
        if kept.as_read is not None and kept.condition is not Condition.CHANGED:
            rows.append(row)
            as_read.append(kept.as_read)
    held, right = told_as_held(rows), told_by(as_read, found.identities)
    if _in_order(held) != _in_order(right):
        memory = Memory()
        memory.meet(found)
        carry_out(transaction, draft_told(transaction, held, right, memory))
    return {row["id"] for row in rows}


def _in_order(told: Told) -> Told:
    """The same, mentions in order: the graph has them in none."""
    return replace(told, mentions={id: sorted(mentions) for id, mentions in told.mentions.items()})

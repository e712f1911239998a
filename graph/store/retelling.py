"""Articles that reviewers looked at told anew where they are told otherwise than decided: after damage to decisions."""

from __future__ import annotations

from dataclasses import replace
from typing import LiteralString

from neo4j import ManagedTransaction

from claimgraph.graph.store.asread import AsRead
from claimgraph.graph.store.batches import batched
from claimgraph.graph.store.change import Told, told_by
from claimgraph.graph.store.drafting import draft_told
from claimgraph.graph.store.identity import Identities
from claimgraph.graph.store.kept import KEPT, Condition, Kept
from claimgraph.graph.store.memory import Memory
from claimgraph.graph.store.transactions import Transactions
from claimgraph.graph.store.write import carry_out, lock

_AT_ONCE = 50
_REVIEWED = """
MATCH (a:Article) WHERE a.as_read IS NOT NULL OR EXISTS { MATCH (:Review {article: a.id, telling: true}) }
    OR EXISTS { MATCH (:Review {text: a.sha256, telling: true}) }
RETURN a.id AS id ORDER BY id
"""
_HELD: LiteralString = f"UNWIND $ids AS id MATCH (a:Article {{id: id}}) RETURN {KEPT}"


def retell_reviewed(transactions: Transactions) -> int:
    """Tell all articles as the decisions about their readings say; how many were told otherwise.

    Articles that were changed by hand are left: loading them again mends them.
    """
    ids: list[str] = transactions.read_once(lambda transaction: transaction.run(_REVIEWED).value())
    return sum(
        transactions.write(lambda transaction: _retell(transaction, some))  # noqa: B023
        for some in batched(ids, _AT_ONCE)
    )


def _retell(transaction: ManagedTransaction, ids: tuple[str, ...]) -> int:
    found = lock(transaction)
    before, after = [], []
    for record in transaction.run(_HELD, {"ids": list(ids)}):
        rows = (record["mentions"], record["said"])
        kept = Kept.of(record["article"], record["texts"], *rows)
        if kept.as_read is None or kept.condition is Condition.CHANGED:
            continue
        held = replace(AsRead.of_rows(kept.row, *rows, kept.text), final=True)
        if _differ(kept, held, kept.as_read, found.identities):
            before.append(held)
            after.append(kept.as_read)
    if before:
        memory = Memory()
        memory.meet(found)
        told = told_by(before, found.identities), told_by(after, found.identities)
        carry_out(transaction, draft_told(transaction, *told, memory))
    return len(before)


def _differ(kept: Kept, held: AsRead, as_read: AsRead, identities: Identities) -> bool:
    """Whether an article is told otherwise than the decisions say."""
    right = told_by([as_read], identities)
    if right.kept.get(as_read.article.id, (None, None)) != (kept.row.get("as_read"), kept.row.get("told")):
        return True
    return _bare(told_by([held], identities)) != _bare(right)


def _bare(told: Told) -> Told:
    """The same without what is kept, mentions in order: the graph has them in none."""
    return replace(told, kept={}, mentions={id: sorted(mentions) for id, mentions in told.mentions.items()})

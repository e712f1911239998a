"""Setting right what differs, as it is found, as long as nobody else writes."""

from __future__ import annotations

from collections.abc import Iterable

from claimgraph.graph.store.batches import batched
from claimgraph.graph.store.difference import Difference, Rebuilt
from claimgraph.graph.store.rebuild import TORN, check_unwritten, repair
from claimgraph.graph.store.retelling import retell_as_decided
from claimgraph.graph.store.transactions import Transactions, writes_of

_REPAIRED_AT_ONCE = 500


def mend(transactions: Transactions, differences: Iterable[Difference]) -> Rebuilt:
    """Set right what of these differences can be; then tell articles anew that are told otherwise than decided.

    Their sums fit to what they tell by then.

    Parameters:
        differences: as they are found, by reading the store.

    Raises:
        StoreError: somebody wrote meanwhile; what was set right before stays.
    """
    writes, found, left, foreign = transactions.read_once(writes_of), 0, 0, 0
    otherwise: list[Difference] = []
    try:
        for some in batched(differences, _REPAIRED_AT_ONCE):
            ours = [one for one in some if not one.foreign]
            foreign += len(some) - len(ours)
            otherwise += [one for one in ours if one.told_otherwise]
            found += len(ours)
            if others := [one for one in ours if not one.told_otherwise]:
                done = transactions.write(lambda transaction: repair(transaction, others, writes))  # noqa: B023
                left, writes = left + done.left, done.writes
    except TORN:
        transactions.write(lambda transaction: check_unwritten(transaction, writes))
        raise
    told = retell_as_decided(transactions, (one.id for one in otherwise))
    return Rebuilt(found, left + sum(1 for one in otherwise if one.id not in told), foreign)

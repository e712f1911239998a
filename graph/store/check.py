"""What a store holds otherwise than it should, told in one run.

Damage hides damage: sums cannot be counted from statements that cannot be read, nor origins from wrong voices. So what
the rest is counted from is set right first, exactly as `db rebuild` does it, in a transaction that is taken back at
the end; then all the rest is counted on sound ground. Nothing changes in the store.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TypeVar

from neo4j import ManagedTransaction

from claimgraph.graph.errors import StoreError
from claimgraph.graph.store.audit import miscounted, misheard
from claimgraph.graph.store.batches import batched
from claimgraph.graph.store.difference import Difference
from claimgraph.graph.store.rebuild import TORN, check_unwritten, repair
from claimgraph.graph.store.shapes import misshapen
from claimgraph.graph.store.transactions import writes_of

T = TypeVar("T")

_REPAIRED_AT_ONCE = 500
_ROUNDS = 5


def differences(transaction: ManagedTransaction) -> Iterator[Difference]:
    """All that the store holds otherwise than it should, each once.

    Parameters:
        transaction: must be rolled back afterwards, since this repairs in it what hides other damage.

    Raises:
        StoreError: somebody wrote meanwhile.
    """

    def read(work: Callable[[ManagedTransaction], T]) -> T:
        return work(transaction)

    counts = [writes_of(transaction)]
    try:
        yield from _found(read, transaction, counts)
    except TORN:
        check_unwritten(transaction, counts[-1])
        raise
    if writes_of(transaction) != counts[-1]:
        raise StoreError("the graph was written to meanwhile; check again when nothing is being loaded")


def _found(
    read: Callable[[Callable[[ManagedTransaction], T]], T], transaction: ManagedTransaction, counts: list[int | None]
) -> Iterator[Difference]:
    """The differences; `counts` tells how many writes the graph should have seen, as this repairs."""
    told: set[tuple[str, str, str, str]] = set()
    for look in (misshapen, misheard):
        for _ in range(_ROUNDS):
            repaired = False
            for some in batched(look(read), _REPAIRED_AT_ONCE):
                fresh = [one for one in some if _key(one) not in told]
                told.update(map(_key, fresh))
                yield from fresh
                if ours := [one for one in fresh if not one.foreign]:
                    counts.append(repair(transaction, ours, counts[-1]).writes)
                    repaired = True
            if not repaired:
                break
    yield from miscounted(read)


def _key(one: Difference) -> tuple[str, str, str, str]:
    return one.of, one.id, one.element, one.note

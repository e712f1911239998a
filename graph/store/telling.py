"""The part of a store that tells its state."""

from __future__ import annotations

from claimgraph.graph.store.transactions import Transactions, state_of, writes_of


class Telling:
    """Tells whether what was read of a store still holds."""

    _transactions: Transactions

    def writes(self) -> int | None:
        """How many writes the graph has seen.

        None where there is no graph of claimgraph. What somebody changes by hand is not counted.
        """
        return self._transactions.read_once(writes_of)

    def state(self) -> tuple[object, ...] | None:
        """What is another value after each write, and where another database answers, as after a restore.

        None where there is no graph of claimgraph. What somebody changes by hand is not counted.
        """
        return self._transactions.read_once(state_of)

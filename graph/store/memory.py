"""What a writer remembers of entities that it wrote, so that the next transaction need not read them again.

Every write leaves a mark of its own in the graph, in the same transaction. Whoever finds the mark of its own last write
knows that nobody has written since; else everything is forgotten. So nothing has to be told when a transaction fails,
is tried again, or ends in a way that nobody knows.

>>> memory = Memory()
>>> memory.meet((1, "abc"))
>>> memory.keep((2, "def"), {"firm:a": {"id": "firm:a"}}, gone=())
>>> memory.meet((2, "def")); list(memory.known(["firm:a", "firm:b"]))
['firm:a']
>>> memory.meet((3, "somebody else")); list(memory.known(["firm:a"]))
[]
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from claimgraph.graph.store.rows import Row

State = tuple[int, str | None]
"""How many writes the graph has seen, and the mark of the last one."""

_MOST = 20_000
"""So many entities are remembered, some 50 MB; those that were not written for the longest time go first."""


class Memory:
    """Properties of entities as the last write left them; for one writer at a time."""

    def __init__(self) -> None:
        self._rows: dict[str, Row] = {}
        self._state: State | None = None

    def meet(self, state: State) -> None:
        """Forget everything unless this is the state that the last write left; to be called under the lock."""
        if state != self._state:
            self._rows.clear()
            self._state = state

    def known(self, ids: Iterable[str]) -> dict[str, Row]:
        """The properties of those that are remembered, by id; not to be changed."""
        return {id: self._rows[id] for id in ids if id in self._rows}

    def keep(self, state: State, rows: Mapping[str, Row], gone: Iterable[str]) -> None:
        """Remember what a write leaves that is about to be committed.

        Parameters:
            state: what will be met then.
            rows: all properties of the entities that it writes.
            gone: ids of those that it removes.
        """
        self._state = state
        for id in (*rows, *gone):
            self._rows.pop(id, None)
        self._rows |= rows
        for id in list(self._rows)[: max(0, len(self._rows) - _MOST)]:
            del self._rows[id]

"""What a writer remembers of what it wrote, so that the next transaction need not read it again.

Every write leaves a mark of its own in the graph, in the same transaction. Whoever finds the mark of its own last write
knows that nobody has written since; else everything is forgotten. So nothing has to be told when a transaction fails,
is tried again, or ends in a way that nobody knows.

>>> memory = Memory()
>>> memory.meet(Found(Identities(), (1, "abc")))
>>> memory.keep(Left((2, "def"), entities={"firm:a": {"id": "firm:a"}}))
>>> memory.meet(Found(Identities(), (2, "def"))); list(memory.known(["firm:a", "firm:b"]))
['firm:a']
>>> memory.meet(Found(Identities(), (3, "somebody else"))); list(memory.known(["firm:a"]))
[]
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field

from claimgraph.graph.store.identity import Identities
from claimgraph.graph.store.plan import CountedClaim
from claimgraph.graph.store.rows import Row

State = tuple[int, str | None]
"""How many writes the graph has seen, and the mark of the last one."""

_MOST = 20_000
"""So many entities are remembered, some 50 MB, or all of the last write; those not written for the longest time go."""


@dataclass(frozen=True, slots=True)
class Found:
    """What the graph is like: the identity decisions in force, and who wrote last."""

    identities: Identities
    state: State


@dataclass(frozen=True, slots=True)
class Left:
    """What one write leaves.

    Parameters:
        state: what is met after it.
        articles: ids of those that it writes.
        entities: all properties of those that it changes, by id.
        gone: ids of entities that it removes.
        claims: those that it touches and that are stated afterwards, by id.
        kinds: of which goods those entities are kinds that were not there before, by id.
        months: the properties that tell the ledger of the whole graph.
        identities: what is kept of names afterwards, with all decisions; None where it is what it was.
    """

    state: State
    articles: Collection[str] = ()
    entities: Mapping[str, Row] = field(default_factory=dict)
    gone: Collection[str] = ()
    claims: Mapping[str, CountedClaim] = field(default_factory=dict)
    kinds: Mapping[str, Collection[str]] = field(default_factory=dict)
    months: Row | None = None
    identities: Identities | None = None


class Memory:
    """Entities as the last writes left them, and all that the very last one left; for one thread at a time."""

    def __init__(self) -> None:
        self._rows: dict[str, Row] = {}
        self._met: Found | None = None
        self.last: Left | None = None
        """What the last write left, where that is known."""

    @property
    def met(self) -> Found:
        """What was met last, or what will be met when the last write is over and nobody else writes."""
        if self._met is None:
            raise RuntimeError("nothing was met yet")
        return self._met

    @property
    def empty(self) -> bool:
        """Whether nothing was met yet."""
        return self._met is None

    def meet(self, found: Found) -> None:
        """Forget everything unless this is the state that the last write left; to be called under the lock."""
        if self._met is None or found.state != self._met.state:
            self._rows.clear()
            self.last = None
        self._met = found

    def known(self, ids: Iterable[str]) -> dict[str, Row]:
        """The properties of those entities that are remembered, by id; not to be changed."""
        return {id: self._rows[id] for id in ids if id in self._rows}

    def claims(self, ids: Iterable[str]) -> dict[str, CountedClaim]:
        """Those claims that the last write left, by id."""
        left = self.last.claims if self.last else {}
        return {id: left[id] for id in ids if id in left}

    def keep(self, left: Left) -> None:
        """Remember what a write leaves that is about to be committed, upon the state that was met."""
        self._met = Found(left.identities or self.met.identities, left.state)
        self.last = left
        for id in (*left.entities, *left.gone):
            self._rows.pop(id, None)
        self._rows |= left.entities
        for id in list(self._rows)[: max(0, len(self._rows) - max(_MOST, len(left.entities)))]:
            del self._rows[id]

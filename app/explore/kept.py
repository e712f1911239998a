"""What a large canvas read of the store, kept for its next question: as long as nobody writes, it is not read again."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field
from threading import Lock

from claimgraph.graph.network import Network
from claimgraph.graph.store import Store

# Fewer claims are read in no time, and whatever somebody changed in the database by hand is seen at once.
FEWEST_KEPT = 1_000


@dataclass(frozen=True, slots=True)
class _Read:
    """The network that some claims had at a state of the store; `asked` are their ids, those that do not exist too."""

    state: int | None
    asked: frozenset[str]
    network: Network


@dataclass
class Kept:
    """The network that was read last, where it is large. Shared by the threads that answer questions."""

    _read: _Read | None = None
    _lock: Lock = field(default_factory=Lock)

    def network(self, store: Store, claims: Collection[str], entities: Collection[str] = ()) -> Network:
        """As `Store.network`; of many claims only those are read that are not known at this state of the store."""
        if len(claims) < FEWEST_KEPT:
            return store.network(claims, entities)
        with self._lock:  # who asks for the same meanwhile waits for it
            state, wanted = store.writes(), frozenset(claims)
            known = self._read if self._read and state is not None and self._read.state == state else None
            missing = wanted - known.asked if known else wanted
            if known is None or len(missing) > len(wanted) / 2:
                known = _Read(state, wanted, store.network(claims))
            elif missing:
                known = _Read(state, known.asked | wanted, _joined(known.network, store.network(missing)))
            if store.writes() != state:
                return store.network(claims, entities)
            self._read = known
        part = known.network if known.asked == wanted else known.network.only(wanted)
        left_out = tuple(id for id in known.network.left_out if id in wanted)
        alone = store.network((), entities) if entities else Network({}, {}, {})
        return Network({**part.entities, **alone.entities}, part.articles, part.records, left_out)


def _joined(one: Network, other: Network) -> Network:
    records = {**one.records, **other.records}
    return Network(
        {**one.entities, **other.entities},
        {**one.articles, **other.articles},
        {id: records[id] for id in sorted(records)},
        tuple(sorted({*one.left_out, *other.left_out})),
    )

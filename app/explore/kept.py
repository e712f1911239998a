"""What a large canvas read of the store, and how it is drawn, kept for its next question as long as nobody writes."""

from __future__ import annotations

from collections.abc import Callable, Collection, Hashable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from threading import Event, Lock
from typing import Any

from claimgraph.graph.errors import StoreError
from claimgraph.graph.network import Network
from claimgraph.graph.store import Store

# Fewer claims are read in no time, and whatever somebody changed in the database by hand is seen at once.
FEWEST_KEPT = 1_000
# Seconds after which a question that waits for another one looks whether somebody still waits for its own answer.
BETWEEN_LOOKS = 0.2


@dataclass(frozen=True, slots=True)
class _Read:
    """The network that some claims had at a state of the store; `asked` are their ids, those that do not exist too."""

    state: tuple[object, ...] | None
    asked: frozenset[str]
    network: Network


@dataclass(frozen=True, slots=True)
class _Shown:
    """What a page shows of a network where nothing stands yet, and what it depends on besides."""

    network: Network
    besides: Hashable
    data: dict[str, Any]


@dataclass
class Kept:
    """The network that was read last, where it is large. Shared by the threads that answer questions."""

    _read: _Read | None = None
    _shown: _Shown | None = None
    _lock: Lock = field(default_factory=Lock)

    def network(self, store: Store, claims: Collection[str], entities: Collection[str], abandoned: Event) -> Network:
        """As `Store.network`; of many claims only those are read that are not known at this state of the store.

        Parameters:
            abandoned: set once nobody waits for the answer any more.

        Raises:
            StoreError: the store does not answer, or nobody waits while another question reads.
        """
        if len(claims) < FEWEST_KEPT:
            return store.network(claims, entities)
        with self._turn(abandoned):  # who asks for the same meanwhile waits for it
            state, wanted = store.state(), frozenset(claims)
            known = self._read if self._read and state is not None and self._read.state == state else None
            missing = wanted - known.asked if known else wanted
            if known is None or len(missing) > len(wanted) / 2:
                known = _Read(state, wanted, store.network(claims))
            elif missing:
                known = _Read(state, known.asked | wanted, _joined(known.network, store.network(missing)))
            if store.state() != state:
                return store.network(claims, entities)
            self._read = known
        if known.asked == wanted and not entities:
            return known.network
        part = known.network if known.asked == wanted else known.network.only(wanted)
        left_out = tuple(id for id in known.network.left_out if id in wanted)
        alone = store.network((), entities) if entities else Network({}, {}, {})
        return Network({**part.entities, **alone.entities}, part.articles, part.records, left_out)

    def shown(
        self, network: Network, besides: Hashable, made: Callable[[], dict[str, Any]], abandoned: Event
    ) -> dict[str, Any]:
        """What `made` gives of a network; it is made once for the network that is kept. Nobody may change it.

        Parameters:
            network: what `network` returned.
            besides: what else the data depends on.
            abandoned: set once nobody waits for the answer any more.

        Raises:
            StoreError: nobody waits while another question makes its data.
        """
        if self._read is None or network is not self._read.network:
            return made()
        with self._turn(abandoned):  # who asks for the same meanwhile waits for it
            known = self._shown
            if known is None or known.network is not network or known.besides != besides:
                known = self._shown = _Shown(network, besides, made())
        return known.data

    @contextmanager
    def _turn(self, abandoned: Event) -> Iterator[None]:
        """Have the lock; a question that waits for it ends when nobody waits for its answer, and frees its thread."""
        while not self._lock.acquire(timeout=BETWEEN_LOOKS):
            if abandoned.is_set():
                raise StoreError("nobody waited for the answer")
        try:
            yield
        finally:
            self._lock.release()


def _joined(one: Network, other: Network) -> Network:
    records = {**one.records, **other.records}
    return Network(
        {**one.entities, **other.entities},
        {**one.articles, **other.articles},
        {id: records[id] for id in sorted(records)},
        tuple(sorted({*one.left_out, *other.left_out})),
    )

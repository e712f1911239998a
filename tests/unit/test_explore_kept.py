"""What a large canvas read is kept as long as nobody writes."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field
from threading import Event, Thread
from typing import cast

import page_networks
import pytest

from claimgraph.app.explore import kept
from claimgraph.app.explore.kept import Kept
from claimgraph.graph.errors import StoreError
from claimgraph.graph.network import Network
from claimgraph.graph.store import Store

WHOLE = page_networks.crowd(40)
IDS = sorted(WHOLE.records)


@dataclass
class FakeStore:
    """A store that tells what it is asked for."""

    writes: int | None = 1
    asked: list[tuple[set[str], set[str]]] = field(default_factory=list)

    def state(self) -> tuple[object, ...] | None:
        return None if self.writes is None else (self.writes,)

    def network(self, claims: Collection[str], entities: Collection[str] = ()) -> Network:
        self.asked.append((set(claims), set(entities)))
        part = WHOLE.only(set(claims))
        alone = {id: WHOLE.entities[id] for id in entities if id in WHOLE.entities}
        left_out = tuple(id for id in claims if id not in WHOLE.records)
        return Network({**part.entities, **alone}, part.articles, part.records, left_out)


@pytest.fixture(autouse=True)
def _few_are_many(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kept, "FEWEST_KEPT", 10)


def _read(one: Kept, store: FakeStore, claims: Collection[str], entities: Collection[str] = ()) -> Network:
    return one.network(cast(Store, store), claims, entities, Event())


def test_what_was_read_is_not_read_again_and_further_claims_alone() -> None:
    one, store = Kept(), FakeStore()
    assert _read(one, store, IDS[:30]).records == WHOLE.only(IDS[:30]).records
    assert _read(one, store, IDS[:30]).records == WHOLE.only(IDS[:30]).records
    assert _read(one, store, IDS[5:25]).records == WHOLE.only(IDS[5:25]).records
    more = _read(one, store, IDS[:36])
    assert (more.records, more.articles) == (WHOLE.only(IDS[:36]).records, WHOLE.articles)
    assert more.entities == WHOLE.only(IDS[:36]).entities
    assert list(more.records) == IDS[:36]
    assert [claims for claims, _ in store.asked] == [set(IDS[:30]), set(IDS[30:36])]


def test_everything_is_read_again_after_somebody_wrote() -> None:
    one, store = Kept(), FakeStore()
    _read(one, store, IDS)
    store.writes = 2
    _read(one, store, IDS)
    assert len(store.asked) == 2


@pytest.mark.parametrize("state", [None, 1])
def test_few_claims_and_those_of_no_state_are_always_read(state: int | None) -> None:
    one, store = Kept(), FakeStore(state)
    for _ in range(2):
        _read(one, store, IDS[:5] if state else IDS)
    assert len(store.asked) == 2


def test_entities_that_stand_alone_come_besides_and_what_is_left_out_is_told() -> None:
    one, store = Kept(), FakeStore()
    _read(one, store, [*IDS[:20], "claim:gone"])
    alone = next(id for id in WHOLE.entities if id not in WHOLE.only(IDS[:20]).entities)
    found = _read(one, store, [*IDS[:20], "claim:gone"], [alone])
    assert alone in found.entities
    assert found.left_out == ("claim:gone",)
    assert store.asked[1:] == [(set(), {alone})]


@dataclass
class SlowStore(FakeStore):
    """A store whose answer comes when it is allowed to."""

    begun: Event = field(default_factory=Event)
    allowed: Event = field(default_factory=Event)

    def network(self, claims: Collection[str], entities: Collection[str] = ()) -> Network:
        self.begun.set()
        assert self.allowed.wait(60)
        return super().network(claims, entities)


def test_a_question_that_waits_for_another_one_ends_when_nobody_waits_for_it() -> None:
    """Each holds a thread: thirty pages that were closed while a large canvas was read kept all others waiting."""
    one, store = Kept(), SlowStore()
    reader = Thread(target=_read, args=(one, store, IDS))
    reader.start()
    assert store.begun.wait(60)
    left = Event()
    left.set()
    with pytest.raises(StoreError, match="nobody waited for the answer"):
        one.network(cast(Store, store), IDS, (), left)
    store.allowed.set()
    reader.join()
    assert len(store.asked) == 1
    assert _read(one, store, IDS).records == WHOLE.records
    assert len(store.asked) == 1


def test_a_question_whose_turn_comes_at_once_is_answered() -> None:
    one, store, left = Kept(), FakeStore(), Event()
    left.set()
    assert one.network(cast(Store, store), IDS, (), left).records == WHOLE.records

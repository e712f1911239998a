"""The whole graph is read and laid out before somebody opens it, and told anew after anything that changes it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import pytest
from building import asserted_and_denied
from review_corpus import many, parts
from store_changes import OF_CLAIMS, OF_REMARKS

from claimgraph.app.explore import explorer as explorers
from claimgraph.app.explore import kept, reads
from claimgraph.app.explore.ahead import reading_ahead
from claimgraph.app.explore.asked import Asked
from claimgraph.app.explore.explorer import Explorer
from claimgraph.app.explore.kept import Kept
from claimgraph.graph.errors import StoreError
from claimgraph.graph.network import Network
from claimgraph.graph.render import shown_data
from claimgraph.graph.store import Store

pytestmark = pytest.mark.integration


@pytest.fixture(autouse=True)
def _few_are_many(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kept, "FEWEST_KEPT", 1)
    monkeypatch.setattr(explorers, "FEWEST_KEPT", 10)


@pytest.fixture
def laid_out(monkeypatch: pytest.MonkeyPatch) -> list[Network]:
    """The networks that were laid out."""
    networks: list[Network] = []

    def counted(network: Network, *more: Any) -> dict[str, Any]:
        networks.append(network)
        return shown_data(network, *more)

    monkeypatch.setattr(explorers, "shown_data", counted)
    return networks


def _opened(explorer: Explorer, **more: Any) -> dict[str, Any]:
    """What the page asks for when somebody opens the whole graph."""
    claims = explorer.every(Asked({}))["claims"]
    return explorer.view(Asked({"claims": claims, "entities": [], "seen": "supply", "title": "All", **more}))


def _plain(data: Mapping[str, Any]) -> str:
    return json.dumps(data, sort_keys=True)


def test_what_was_read_ahead_is_what_opens(store: Store, laid_out: list[Network]) -> None:
    store.put([asserted_and_denied(12, 3)])
    explorer = Explorer(store)
    explorer.read_ahead()
    assert len(laid_out) == 1
    opened = _opened(explorer)
    assert len(laid_out) == 1
    assert _plain(opened) == _plain(_opened(replace(explorer, kept=Kept())))
    assert opened["info"]["title"] == "All"
    assert len(opened["claims"]) == 15


@pytest.mark.parametrize(
    "asked",
    [
        {"seen": "claims"},
        {"arrangement": "columns"},
        {"entities": ["state:NL1"]},
        {"places": {"supply": {"state:NL1": [9, 9, False]}}},
    ],
    ids=lambda asked: next(iter(asked)),
)
def test_who_looks_at_it_otherwise_sees_it_so(store: Store, asked: dict[str, Any]) -> None:
    store.put([asserted_and_denied(12, 3)])
    explorer = Explorer(store)
    explorer.read_ahead()
    seen = _opened(explorer, **asked)
    assert _plain(seen) == _plain(_opened(replace(explorer, kept=Kept()), **asked))
    assert _plain(seen["drawings"]) != _plain(_opened(explorer)["drawings"]) or "entities" in asked


@pytest.mark.parametrize("number", [9, 31])
def test_what_opens_in_no_time_or_would_take_long_is_not_read_ahead(
    store: Store, laid_out: list[Network], number: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(explorers, "MOST_AHEAD", 30)
    store.put([asserted_and_denied(number, 0)])
    Explorer(store).read_ahead()
    assert laid_out == []


CHANGES = {**OF_CLAIMS, **OF_REMARKS}


@pytest.mark.parametrize("change", CHANGES)
def test_a_change_is_seen_at_once(store: Store, change: str) -> None:
    store.put([parts(), many(12)])
    store.note_on(max(store.network().records), "an earlier note", by="Ada")
    explorer = Explorer(store)
    explorer.read_ahead()
    before = _opened(explorer)
    CHANGES[change](store)
    now = _opened(explorer)
    assert _plain(now) == _plain(_opened(replace(explorer, kept=Kept())))
    assert _plain(now) != _plain(before)


def test_it_is_read_in_a_thread_that_ends_with_its_context(store: Store, laid_out: list[Network]) -> None:
    store.put([asserted_and_denied(12, 3)])
    explorer = Explorer(store)
    with reading_ahead(explorer) as reading:
        reading.join(60)
        assert len(laid_out) == 1
        assert len(_opened(explorer)["claims"]) == 15
        assert len(laid_out) == 1
    assert not reading.is_alive()


def test_a_store_that_cannot_be_read_now_is_told_of_when_it_is_opened(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    store.put([asserted_and_denied(12, 3)])
    explorer = Explorer(store)

    def fails(*_: Any) -> list[str]:
        raise StoreError("the database does not answer")

    with monkeypatch.context() as broken:
        broken.setattr(reads, "every_claim", fails)
        with reading_ahead(explorer) as reading:
            reading.join(60)
        with pytest.raises(StoreError, match="does not answer"):
            _opened(explorer)
    assert len(_opened(explorer)["claims"]) == 15

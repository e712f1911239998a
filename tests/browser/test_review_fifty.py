"""An analyst reviews fifty claims by keyboard alone in one go; the test's own record says how long a decision takes."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path
from statistics import mean, median

import pytest
from emptying import emptied
from live_page import LiveVisit, served
from playwright.sync_api import expect
from review_corpus import many, parts
from review_page import is_pair, press, ready

from claimgraph.graph.store import Store

pytestmark = [pytest.mark.browser, pytest.mark.integration]


def test_an_analyst_reviews_fifty_claims_by_keyboard_alone_in_one_go(
    shared_store: Store,
    visits: Callable[..., LiveVisit],
    tmp_path: Path,
    record_property: Callable[[str, object], None],
) -> None:
    store = emptied(shared_store)
    store.put([parts(), many(58)])
    with served(store, tmp_path / "queries", by="Ada") as address:
        desk = visits()
        desk.open(address)
        desk.page.keyboard.press("c")
        ready(desk)
        times = [decided(desk, number) for number in range(50)]
        told = f"{mean(times):.2f} s a decision (median {median(times):.2f}, longest {max(times):.2f})"
        record_property("time a decision", told)
        print(f"50 decisions by keyboard: {told}")
        assert len(store.reviews()) == 50
        expect(desk.page.locator(".desk-progress")).to_contain_text(" of 60 checked")
        desk.page.keyboard.press("Escape")
        expect(desk.page.locator("#picture")).to_be_visible()
        desk.settled()
        assert desk.claims() <= set(store.network().records)
        desk.page.context.close()


def decided(desk: LiveVisit, number: int) -> float:
    """Seconds that one item took: every fifth reading is rejected, likely equals are not the same."""
    begun = time.monotonic()
    press(desk, *(("d",) if is_pair(desk) else ("x", str(1 + number % 7)) if number % 5 == 4 else ("c",)))
    return time.monotonic() - begun

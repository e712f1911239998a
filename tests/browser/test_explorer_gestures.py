"""The first gestures on the canvas of the live page: a double click, a double tap, a drag."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from live_page import LiveVisit, served

from claimgraph.graph.store import Store

pytestmark = [pytest.mark.browser, pytest.mark.integration]

CHINA = "state:CN"


def only_china(live: LiveVisit) -> None:
    live.empty()
    live.add("China")
    assert live.claims() == set()


def middle_of(live: LiveVisit, part: str) -> tuple[float, float]:
    """Where the shape of China or its name is seen, in pixels of the window."""
    places = {
        "shape": "picture.placeOf(id)",
        "name": "picture.words.filter((word) => word.id === id).map(({ left, right, top, bottom }) => "
        "({ x: (left + right) / 2, y: (top + bottom) / 2 }))[0]",
    }
    place = live.page.evaluate(f"id => claimgraphPage.{places[part]}", CHINA)
    box = live.page.locator("#picture canvas").bounding_box()
    assert place and box
    return box["x"] + place["x"], box["y"] + place["y"]


def unfolded(live: LiveVisit) -> None:
    live.page.wait_for_function("() => claimgraphExplorer.canvas.claims.size === 9")


@pytest.mark.parametrize("part", ["shape", "name"])
def test_a_double_click_unfolds_the_largest_relation(live: LiveVisit, part: str) -> None:
    only_china(live)
    live.page.mouse.dblclick(*middle_of(live, part))
    unfolded(live)


def test_a_double_tap_unfolds_too(corpus: Store, visits: Callable[..., LiveVisit]) -> None:
    visit = visits(has_touch=True)
    with served(corpus) as address:
        visit.open(address)
        only_china(visit)
        place = middle_of(visit, "shape")
        visit.page.touchscreen.tap(*place)
        visit.page.touchscreen.tap(*place)
        unfolded(visit)
        visit.page.context.close()

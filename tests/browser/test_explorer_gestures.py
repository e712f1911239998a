"""The first gestures on the canvas of the live page: a double click, a double tap, a drag."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from live_page import LiveVisit, served
from playwright.sync_api import expect

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


def test_a_drag_is_a_step_that_is_undone_by_itself(live: LiveVisit) -> None:
    only_china(live)
    live.unfold("denies")
    before, claims = live.places(), live.claims()
    x, y = middle_of(live, "shape")
    live.page.mouse.move(x, y)
    live.page.mouse.down()
    live.page.mouse.move(x + 60, y + 90, steps=4)
    live.page.mouse.up()
    live.page.wait_for_function(
        "([x, y]) => claimgraphPage.drawing.nodes.some((n) => n.id === 'state:CN' && n.y !== y)",
        arg=list(before[CHINA]),
    )
    moved = live.places()
    expect(live.page.get_by_role("button", name="Undo", exact=True)).to_have_attribute(
        "title", "Undo: moved China (Ctrl+Z)"
    )
    live.page.keyboard.press("Control+z")
    expect(live.page.locator("#said")).to_have_text("Undone: moved China")
    assert live.places() == before
    assert live.claims() == claims
    assert live.page.evaluate("() => [...claimgraphPage.state.pinned]") == []
    assert middle_of(live, "shape") == pytest.approx((x, y), abs=2)
    live.page.keyboard.press("Control+Shift+z")
    expect(live.page.locator("#said")).to_have_text("Redone: moved China")
    assert live.places() == moved
    live.press("Undo")
    live.press("Undo")
    expect(live.page.locator("#said")).to_have_text("Undone: unfolded China: denies, 2 claims")
    assert live.claims() == set()


def test_undo_lets_go_of_what_it_takes_away(live: LiveVisit) -> None:
    only_china(live)
    live.unfold("supplies")
    chosen = "() => claimgraphPage.state.selection"
    live.page.evaluate("() => claimgraphPage.state.select('entity', 'state:RU')")
    live.press("Undo")
    assert live.names() == {"China"}
    assert live.page.evaluate(chosen) is None
    assert "Russia" not in live.evidence()
    assert "entity=" not in live.page.url
    assert live.page.evaluate("() => claimgraphPage.state.trail") == [{"kind": "entity", "id": CHINA}]
    live.press("Redo")
    live.page.evaluate("() => claimgraphPage.state.select('entity', 'state:CN')")
    live.press("Undo")
    assert live.page.evaluate(chosen) == {"kind": "entity", "id": CHINA}


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


@pytest.mark.parametrize("part", ["shape", "name"])
def test_the_lines_of_what_was_unfolded_are_drawn_in_supply_at_once(live: LiveVisit, part: str) -> None:
    live.page.get_by_role("button", name="Supply", exact=True).click()
    only_china(live)
    live.page.mouse.dblclick(*middle_of(live, part))
    unfolded(live)
    live.page.wait_for_function(
        "() => claimgraphPage.drawing.edges.length > 0"
        " && claimgraphPage.drawing.edges.every(({ id }) => claimgraphPage.picture.placeOf(id))"
    )

"""What the live page says where nothing is seen, or not yet; and on a phone nothing is out of sight."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from live_page import LiveVisit, served
from playwright.sync_api import Route, expect

from claimgraph.graph.store import Store

pytestmark = [pytest.mark.browser, pytest.mark.integration]

PHONE = {"width": 380, "height": 800}


def test_a_page_that_waits_for_the_graph_says_so(corpus: Store, visits: Callable[..., LiveVisit]) -> None:
    visit = visits()
    waiting: list[Route] = []

    def hold(route: Route) -> None:
        waiting.append(route)

    visit.page.route("**/api/start", hold)
    with served(corpus) as address:
        visit.page.goto(address)
        expect(visit.page.locator("#empty")).to_have_text("Opening the graph…")
        expect(visit.page.locator("#summary")).to_be_empty()
        expect(visit.page.locator(".figures")).to_have_count(0)
        visit.page.wait_for_function("() => document.body.getAttribute('aria-busy') === 'true'")
        for route in waiting:
            route.continue_()
        visit.page.wait_for_selector("body.ready")
        expect(visit.page.locator("#empty")).to_be_hidden()
        visit.page.context.close()


def test_an_empty_graph_says_how_to_load_and_what_the_words_mean(
    corpus: Store, visits: Callable[..., LiveVisit]
) -> None:
    visit = visits()
    nothing = {"title": "claimgraph explorer", "claims": [], "hubs": [], "articles": 0, "total_claims": 0}
    visit.page.route("**/api/start", lambda route: route.fulfill(json=nothing))
    with served(corpus) as address:
        visit.open(address)
        expect(visit.page.locator("#empty")).to_contain_text("The graph is empty")
        expect(visit.page.locator("#empty pre")).to_have_text("claimgraph load PATH")
        expect(visit.page.locator(".meanings .invented")).to_have_count(5)
        expect(visit.page.locator("#entity-part")).to_be_hidden()
        assert visit.violations() == []
        visit.page.context.close()


def test_filters_that_hide_everything_can_be_taken_back_where_the_picture_was(live: LiveVisit) -> None:
    live.page.get_by_label("Said from").fill("2030-01-01")
    expect(live.page.locator("#summary")).to_have_text("0 entities · 0 of 20 claims")
    expect(live.page.locator("#empty")).to_contain_text("The filters hide every claim")
    assert live.violations() == []
    live.page.locator("#empty").get_by_role("button", name="Show everything again").click()
    expect(live.page.locator("#empty")).to_be_hidden()
    expect(live.page.locator("#summary")).to_contain_text("20 claims")


def test_on_a_phone_menus_stay_in_the_window_and_what_was_asked_for_comes_into_view(
    corpus: Store, visits: Callable[..., LiveVisit]
) -> None:
    visit = visits(viewport=PHONE)
    with served(corpus) as address:
        visit.open(address)
        visit.page.locator("#save summary").click()
        menu = visit.page.locator("#save .menu").bounding_box()
        assert menu and menu["x"] >= 0 and menu["x"] + menu["width"] <= PHONE["width"]
        visit.page.keyboard.press("Escape")
        visit.page.locator("#search-input").fill("ira")
        hits = visit.page.locator("#search-hits")
        hits.locator("[role=option]").first.wait_for()
        box = hits.bounding_box()
        assert box and box["x"] >= 0 and box["x"] + box["width"] <= PHONE["width"]
        visit.page.keyboard.press("Escape")
        visit.run_query("Suppliers of a state", state="Russia")
        expect(visit.page.locator(".pane.rows h2")).to_be_in_viewport()
        visit.page.context.close()

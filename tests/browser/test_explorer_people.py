"""The live page for everybody: axe, windows of any size, the keyboard alone."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from live_page import LiveVisit, served
from playwright.sync_api import Page, expect

from claimgraph.graph.store import Store

pytestmark = [pytest.mark.browser, pytest.mark.integration]

SIZES = {"wide": (1600, 950), "laptop": (1280, 720), "narrow": (820, 1000), "phone": (390, 800), "zoomed": (700, 450)}


def gesture(page: Page, look: Callable[[str], None]) -> None:
    """The menu of a chosen claim, the claim read, two entities chosen together."""
    page.keyboard.press("m")
    look("menu")
    page.keyboard.press("Escape")
    page.keyboard.press("r")
    page.locator(".reading-text .article-text").wait_for()
    look("reading")
    page.keyboard.press("Escape")
    page.evaluate("() => claimgraphPage.state.gather(['state:CN', 'state:RU'])")
    look("several")
    page.keyboard.press("Escape")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_no_violation_in_any_state(
    corpus: Store, visits: Callable[..., LiveVisit], scheme: str, tmp_path: Path
) -> None:
    visit = visits(color_scheme=scheme)
    found: dict[str, list[str]] = {}

    def look(state: str) -> None:
        visit.settled()
        visit.page.screenshot(path=tmp_path / f"{scheme}-{state}.png")
        found[state] = visit.violations()

    with served(corpus, tmp_path / "queries") as address:
        visit.open(address)
        look("start")
        visit.page.locator("#entity-list li", has_text="China").first.click()
        visit.page.locator(".unfold li").first.wait_for()
        look("entity")
        visit.page.locator("#evidence .claims button").first.click()
        look("claim")
        gesture(visit.page, look)
        visit.press("When it happened")
        look("happened")
        visit.page.keyboard.press("t")
        look("table")
        visit.run_query("Suppliers of a state", state="Russia")
        look("rows")
        visit.page.get_by_role("button", name="← All queries").click()
        look("queries")
        visit.page.get_by_role("tab", name="Connect").click()
        look("connect")
        for label, name in (("one", "Russia"), ("the other", "Ukraine")):
            visit.page.get_by_role("combobox", name=re.compile(f"^{label}")).fill(name)
        visit.press("Compare")
        look("compared")
        visit.page.get_by_role("tab", name="Merge").click()
        for label, name in (("keep", "iRay Technology"), ("same as", "firm:ncrieo")):
            visit.page.get_by_role("combobox", name=re.compile(f"^{label}")).fill(name)
        visit.press("See what would change")
        look("merge")
        visit.page.get_by_role("button", name="Read it in the article").first.click()
        visit.page.locator(".article-text:not(.desk-words)").wait_for()
        look("article")
        visit.page.locator("#search-input").fill("ira")
        visit.page.locator("#search-hits[aria-busy=false] [role=option]").first.wait_for()
        look("search")
        visit.page.keyboard.press("Escape")
        visit.page.locator("#save summary").click()
        look("save")
        visit.page.keyboard.press("Escape")
        visit.empty()
        visit.page.get_by_role("button", name="Claims", exact=True).click()
        look("empty")
    assert {state: wrong for state, wrong in found.items() if wrong} == {}


@pytest.mark.parametrize("size", SIZES)
def test_no_window_is_too_narrow(corpus: Store, visits: Callable[..., LiveVisit], size: str, tmp_path: Path) -> None:
    width, height = SIZES[size]
    visit = visits(viewport={"width": width, "height": height})
    with served(corpus) as address:
        visit.open(address)
        visit.page.locator("#entity-list li", has_text="China").first.click()
        visit.page.locator(".unfold li").first.wait_for()
        visit.page.screenshot(path=tmp_path / f"{size}.png", full_page=True)
        assert visit.page.evaluate("() => document.documentElement.scrollWidth - innerWidth") <= 0
        box = visit.page.locator("#picture canvas").bounding_box()
        assert box and box["width"] >= 350 and box["height"] >= 240


def test_everything_is_reached_and_done_with_the_keyboard_alone(live: LiveVisit) -> None:
    keys = live.page.keyboard
    keys.press("/")
    keys.type("iran")
    live.page.locator("#search-hits [role=option]").first.wait_for()
    keys.press("Escape")
    live.page.locator("#entity-list").focus()
    keys.press("Home")
    keys.press("Enter")
    live.page.locator(".unfold").wait_for()
    keys.press("h")
    expect(live.page.locator("#notice")).to_contain_text("hidden")
    keys.press("Control+z")
    live.page.get_by_role("tab", name="View").focus()
    keys.press("ArrowRight")
    expect(live.page.get_by_role("tab", name="Queries")).to_be_focused()
    expect(live.page.get_by_role("searchbox", name="Find a saved query")).to_be_visible()
    live.page.locator("#save summary").focus()
    keys.press("Enter")
    keys.press("Tab")
    expect(live.page.locator("#save .menu button").first).to_be_focused()
    keys.press("Escape")
    expect(live.page.locator("#save summary")).to_be_focused()

"""An exported page that is open in two tabs: both show what was decided in either, and nothing of it is lost."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import page_networks
import pytest
from playwright.sync_api import Page, expect
from watched import Watched

pytestmark = pytest.mark.browser

TOLD = "() => claimgraphReview.own.map((one) => [one.told.by, one.told.kind])"
KEY = "`claimgraph-decisions-${claimgraphPage.index.data.checksum}`"
ANN, BEN = ["Ann", "confirm"], ["Ben", "confirm"]


def at_the_desk(page: Page, name: str) -> Page:
    """The page, with the desk open and a name written into it."""
    page.wait_for_function("() => globalThis.claimgraphReview")
    page.bring_to_front()
    page.evaluate("() => claimgraphReview.open()")
    page.get_by_role("textbox", name="Your name").fill(name)
    page.keyboard.press("Enter")
    expect(page.locator(".desk-reader")).to_be_focused()
    return page


def decide(page: Page, key: str) -> None:
    """Press a key of the desk, once its tab is in front."""
    page.bring_to_front()
    page.locator(".desk-reader").press(key)


@pytest.fixture
def tabs(visit: Callable[..., Watched]) -> Iterator[tuple[Page, Page]]:
    """Two tabs of one page, at the desk, of Ann and of Ben."""
    first = visit(page_networks.veridia()).page
    second = Watched(first.context.new_page())
    second.page.goto(first.url)
    yield at_the_desk(first, "Ann"), at_the_desk(second.page, "Ben")
    assert second.problems == []


def test_both_tabs_show_what_was_decided_in_either(tabs: tuple[Page, Page]) -> None:
    ann, ben = tabs
    decide(ann, "c")
    progress = ann.locator(".desk-progress").inner_text()
    expect(ben.locator(".desk-progress")).to_have_text(progress.split("\n")[0], use_inner_text=True)
    expect(ben.get_by_role("button", name="Save decisions (1)")).to_be_visible()
    decide(ben, "c")
    for page in tabs:
        expect(page.get_by_role("button", name="Save decisions (2)")).to_be_visible()
        assert page.evaluate(TOLD) == [ANN, BEN]
    ann.reload()
    ann.wait_for_function("() => globalThis.claimgraphReview")
    assert ann.evaluate(TOLD) == [ANN, BEN]


def test_what_one_tab_takes_back_is_gone_in_both(tabs: tuple[Page, Page]) -> None:
    ann, ben = tabs
    decide(ann, "c")
    expect(ben.get_by_role("button", name="Save decisions (1)")).to_be_visible()
    decide(ann, "u")
    expect(ben.get_by_role("button", name="Save decisions (0)")).to_be_disabled()
    decide(ben, "c")
    expect(ann.get_by_role("button", name="Save decisions (1)")).to_be_visible()
    assert ann.evaluate(TOLD) == [BEN]


def test_two_people_may_decide_about_one_reading_and_a_note_stays_while_it_is_written(
    tabs: tuple[Page, Page],
) -> None:
    ann, ben = tabs
    decide(ben, "n")
    ben.get_by_role("textbox", name="Note on this claim").fill("ask the harbour master")
    decide(ann, "c")
    expect(ben.get_by_role("button", name="Save decisions (1)")).to_be_visible()
    expect(ben.locator(".desk-side")).to_contain_text("Ann")
    note = ben.get_by_role("textbox", name="Note on this claim")
    expect(note).to_have_value("ask the harbour master")
    expect(note).to_be_focused()
    ben.keyboard.press("Escape")
    decide(ben, "c")
    expect(ann.get_by_role("button", name="Save decisions (2)")).to_be_visible()
    assert ann.evaluate(TOLD) == [ANN, BEN]
    assert ann.evaluate("() => new Set(claimgraphReview.own.map((one) => one.told.seen)).size") == 1


@pytest.mark.parametrize("left", ["null", "'trash'"])
def test_a_tab_keeps_its_decisions_where_somebody_removed_or_damaged_the_list(
    left: str, tabs: tuple[Page, Page]
) -> None:
    ann, ben = tabs
    decide(ann, "c")
    expect(ben.get_by_role("button", name="Save decisions (1)")).to_be_visible()
    ben.evaluate(f"() => {left} === null ? localStorage.removeItem({KEY}) : localStorage.setItem({KEY}, {left})")
    ann.wait_for_function("() => claimgraphReview.decisions.atRisk")
    decide(ann, "c")
    expect(ben.get_by_role("button", name="Save decisions (2)")).to_be_visible()
    assert ben.evaluate(TOLD) == [ANN, ANN]

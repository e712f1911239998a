"""The evidence panel: both sides can be read at the width that it has, whatever the window is."""

from __future__ import annotations

from typing import Any

import page_networks
import pytest
from page_networks import Builder
from playwright.sync_api import expect

from claimgraph.graph.model import EntityType, Stance, Status
from claimgraph.graph.network import Network

pytestmark = pytest.mark.browser

QUOTE = (
    "The shells went by rail through three border posts between August and the end of October, in more than a thousand "
    "containers whose seals had been changed on the way, officials told a closed hearing of the committee"
)
# A quote in a line shorter than this is a column of words.
LEAST_LETTERS_A_LINE = 38
LETTERS_A_LINE = """(quote) => {
  const range = new Range();
  range.selectNodeContents(quote);
  const lines = new Set([...range.getClientRects()].map(({ top }) => Math.round(top)));
  return quote.textContent.length / lines.size;
}"""


def disputed_at_length() -> Network:
    """One contested claim: five voices say so and two deny it, all in long sentences."""
    b = Builder()
    seller, buyer = b.entity(EntityType.STATE, "Federation of Upper Kestria"), b.entity(EntityType.STATE, "Veridia")
    claim = b.claim(seller, b.entity(EntityType.GOOD, "artillery shells"), buyer)
    story = b.article("s", "What the committee heard", "Example Wire")
    for number in range(5):
        minister = b.entity(EntityType.OFFICIAL, f"Minister {number} of Defence and Procurement")
        b.said(claim, Stance.ALLEGES, story, f"{QUOTE}, part {number}.", speaker=minister)
    for party in (seller, buyer):
        b.said(claim, Stance.DENIES, story, f"{QUOTE}: this is an invention.", speaker=party)
    return b.network()


def chosen(visit: Any, network: Network, width: int, height: int = 800) -> Any:
    """The page of a network in a window of this size, with its contested claim chosen."""
    page = visit(network, viewport={"width": width, "height": height})
    record = page_networks.record_of(network, Status.CONTESTED, "artillery shells")
    page.page.evaluate("id => claimgraphPage.state.select('claim', id)", record.claim.id)
    return page


@pytest.mark.parametrize("width", [390, 1024, 1280, 1440])
def test_both_sides_stand_one_below_the_other_in_lines_that_can_be_read(visit, width: int) -> None:
    page = chosen(visit, disputed_at_length(), width).page
    says, denies = (page.locator("#evidence .side").nth(side).bounding_box() for side in (0, 1))
    assert says["x"] == denies["x"] and says["y"] + says["height"] <= denies["y"]
    for quote in page.locator("#evidence blockquote").all():
        assert quote.evaluate(LETTERS_A_LINE) > LEAST_LETTERS_A_LINE


def test_a_denial_below_many_who_affirm_is_one_step_away(visit) -> None:
    page = chosen(visit, disputed_at_length(), 1280).page
    denial = page.locator("#evidence .side").nth(1)
    expect(denial).not_to_be_in_viewport()
    page.get_by_role("button", name="2 deny it ↓").press("Enter")
    expect(denial.locator(".statement").first).to_be_in_viewport()
    expect(denial).to_be_focused()


def test_a_panel_drawn_wide_has_the_sides_beside_each_other(visit) -> None:
    page = chosen(visit, disputed_at_length(), 1440).page
    page.get_by_role("separator", name="Width of Evidence").press("End")
    says, denies = (page.locator("#evidence .side").nth(side).bounding_box() for side in (0, 1))
    assert says["y"] == denies["y"] and says["x"] + says["width"] <= denies["x"]
    expect(page.get_by_role("button", name="2 deny it ↓")).to_be_hidden()
    for quote in page.locator("#evidence blockquote").all():
        assert quote.evaluate(LETTERS_A_LINE) > LEAST_LETTERS_A_LINE

"""The bar over the picture: two rows at most, whatever stands in it; what finds no room is in its menu."""

from __future__ import annotations

from typing import Any

import page_networks
import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.browser

# Tops of what stands in the bar, each row once.
ROWS = """() => {
  const seen = [...document.querySelectorAll("#picture-tools > *")].filter((part) => part.offsetParent !== null);
  const middles = seen.flatMap((part) => [...(part.classList.contains("rest") ? part.children : [part])])
    .filter((part) => part.offsetParent !== null).map((part) => part.getBoundingClientRect())
    .map(({ top, bottom }) => (top + bottom) / 2);
  return middles.sort((a, b) => a - b).filter((at, place) => !place || at - middles[place - 1] > 6).length;
}"""


def around_a_hub(visit: Any, width: int) -> Any:
    """A hub with so many lanes that only the strongest are drawn, in a window of this width."""
    network = page_networks.disputed(asserted=20, alleged=20, contested=6, denied=10, negated=4)
    return visit(network, address="layout=hub", viewport={"width": width, "height": 800}).page


@pytest.mark.parametrize("width", [390, 1024, 1280, 1440, 1900])
def test_the_bar_over_a_hub_has_at_most_two_rows(visit, width: int) -> None:
    page = around_a_hub(visit, width)
    assert page.evaluate(ROWS) <= 2
    expect(page.locator("#picture-tools")).to_contain_text("Strongest 20 of 60 lines")
    expect(page.get_by_role("button", name="Draw all 60")).to_be_visible()


def test_what_finds_no_room_in_the_bar_is_in_its_menu(visit) -> None:
    page = around_a_hub(visit, 1024)
    group = page.get_by_label("Group")
    expect(group).to_be_hidden()
    page.get_by_role("button", name="Look ▾").click()
    group.focus()
    group.select_option("status")
    expect(group).to_be_focused()
    assert page.evaluate("() => claimgraphPage.picture.plan.headings.length") == 3
    expect(page.locator(".looks .menu")).to_contain_text("3:2 = three origins say so, two voices deny.")
    page.set_viewport_size({"width": 1440, "height": 800})
    expect(page.locator("#picture-tools > label", has_text="Group")).to_be_visible()

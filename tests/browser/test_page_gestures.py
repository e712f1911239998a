"""Gestures on the picture of any page: hover, the menu, several chosen together, side panels."""

from __future__ import annotations

from collections.abc import Callable

import page_networks
import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect
from watched import Watched

from claimgraph.graph.model import Status
from claimgraph.graph.network import Network

pytestmark = pytest.mark.browser

NETWORK = page_networks.veridia()
TOOLS = page_networks.record_of(NETWORK, Status.CONTESTED, "CNC machine tools").claim.id
VERIDIA, NORLAND = "state:veridia", "state:norland"


@pytest.fixture
def page(lasting: Callable[[Network], Watched]) -> Page:
    return lasting(NETWORK).page


def place(page: Page, id: str) -> tuple[float, float]:
    """Where a node is seen, in pixels of the window."""
    spot = page.evaluate("id => claimgraphPage.picture.placeOf(id)", id)
    box = page.locator("#picture canvas").bounding_box()
    assert spot and box
    return box["x"] + spot["x"], box["y"] + spot["y"]


def many(page: Page) -> set[str]:
    return set(page.evaluate("() => [...claimgraphPage.state.many]"))


def shown(page: Page) -> int:
    return int(page.evaluate("() => claimgraphPage.visible.records.size"))


def violations(page: Page) -> list[str]:
    found = Axe().run(page).response["violations"]
    return [f"{one['id']}: {[node['target'] for node in one['nodes']]}" for one in found]


def test_hover_lights_up_the_neighbours_and_tells_the_claim(page: Page) -> None:
    card = page.locator("#hover-card")
    page.mouse.move(*place(page, TOOLS))
    expect(card).to_be_visible()
    for words in (
        "Halden Machine Works supplies Veridia: CNC machine tools",
        "contested",
        "1 voice denies",
        "Norland says",
    ):
        expect(card).to_contain_text(words)
    lit = set(page.evaluate("() => claimgraphPage.picture.pointed"))
    assert {TOOLS, VERIDIA, "firm:halden-machine-works", "good:cnc-machine-tools"} <= lit
    assert NORLAND not in lit
    page.mouse.move(*place(page, VERIDIA))
    expect(card).to_contain_text("8 claims here")
    page.keyboard.press("Shift")
    expect(card).to_be_hidden()
    assert page.evaluate("() => claimgraphPage.picture.pointed") == []
    page.locator("#entity-list").focus()
    page.keyboard.press("Home")
    assert page.evaluate("() => claimgraphPage.picture.pointed.length") > 1


def test_the_right_button_opens_a_menu_on_claims_entities_and_the_canvas(page: Page) -> None:
    menu = page.get_by_role("menu")
    page.mouse.click(*place(page, TOOLS), button="right")
    expect(menu).to_contain_text("Halden Machine Works supplies Veridia: CNC machine tools")
    expect(menu.get_by_role("menuitem").first).to_be_focused()
    assert violations(page) == []
    page.keyboard.press("End")
    page.keyboard.press("Enter")
    expect(menu).to_be_hidden()
    expect(page.locator("#notice")).to_contain_text("1 node hidden")
    page.mouse.click(*place(page, VERIDIA), button="right")
    menu.get_by_role("menuitem", name="Choose it with its neighbours").click()
    assert VERIDIA in many(page) and len(many(page)) > 5
    box = page.locator("#picture canvas").bounding_box()
    assert box
    page.mouse.click(box["x"] + box["width"] - 8, box["y"] + box["height"] - 8, button="right")
    menu.get_by_role("menuitem", name="Show everything again").press("Enter")
    expect(page.locator("#notice")).to_be_hidden()
    page.mouse.click(box["x"] + box["width"] - 8, box["y"] + box["height"] - 8, button="right")
    menu.get_by_role("menuitem", name="Show everything again").press("Enter")
    expect(page.locator("#said")).to_contain_text("Nothing is hidden")


def test_the_menu_is_reached_and_used_by_keyboard(page: Page) -> None:
    menu = page.get_by_role("menu")
    page.locator("#entity-list").focus()
    page.keyboard.press("End")
    page.keyboard.press("ContextMenu")
    expect(menu).to_be_visible()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("h")
    expect(menu.get_by_role("menuitem", name="Hide")).to_be_focused()
    page.keyboard.press("Escape")
    expect(menu).to_be_hidden()
    expect(page.locator("#entity-list")).to_be_focused()
    page.keyboard.press("m")
    expect(menu).to_be_visible()
    page.keyboard.press("Enter")
    assert page.evaluate("() => claimgraphPage.state.selection?.kind") == "entity"


def test_a_lasso_and_shift_click_choose_several(page: Page) -> None:
    page.keyboard.down("Shift")
    page.mouse.click(*place(page, NORLAND))
    page.mouse.click(*place(page, TOOLS))
    assert many(page) == {NORLAND, TOOLS}
    page.mouse.click(*place(page, TOOLS))
    page.keyboard.up("Shift")
    assert many(page) == {NORLAND}
    page.keyboard.press("Escape")
    assert many(page) == set()
    box = page.locator("#picture canvas").bounding_box()
    assert box
    page.keyboard.press("l")
    right, bottom = box["width"] - 12, box["height"] - 1
    corners = [(12, 60), (right, 60), (right, bottom), (12, bottom)]
    before = place(page, VERIDIA)
    page.mouse.move(box["x"] + corners[0][0], box["y"] + corners[0][1])
    page.mouse.down()
    for x, y in corners[1:]:
        page.mouse.move(box["x"] + x, box["y"] + y, steps=3)
    page.mouse.up()
    nodes = set(page.evaluate("() => claimgraphPage.picture.shownNodes"))
    assert len(many(page)) > len(nodes) / 2
    assert place(page, VERIDIA) == pytest.approx(before, abs=1)
    page.keyboard.press("l")
    expect(page.locator("#said")).to_contain_text("Draw round what you want")


def test_several_are_kept_or_hidden_together_and_what_changes_nothing_says_why(page: Page) -> None:
    every = shown(page)
    page.evaluate("ids => claimgraphPage.state.gather(ids)", ["state:kestria", VERIDIA])
    bar = page.get_by_role("toolbar", name="What is chosen together")
    expect(bar).to_contain_text("2 entities chosen")
    assert violations(page) == []
    bar.get_by_role("button", name="Keep only these").click()
    kept = shown(page)
    assert 0 < kept < every
    expect(page.locator("#said")).to_contain_text(f"Hidden: all but {kept} claims")
    expect(bar).to_be_hidden()
    page.evaluate("ids => claimgraphPage.state.gather(ids)", ["state:kestria", VERIDIA])
    bar.get_by_role("button", name="Keep only these").click()
    expect(page.locator("#said")).to_contain_text("Nothing changes by that")
    page.evaluate("ids => claimgraphPage.state.gather(ids)", [NORLAND])
    bar.get_by_role("button", name="Keep only these").click()
    expect(page.locator("#said")).to_contain_text("Nothing is kept")


def test_panels_close_and_resize_by_hand_and_key_and_a_reload_remembers_it(page: Page) -> None:
    def width(id: str) -> float:
        box = page.locator(id).bounding_box()
        return box["width"] if box else 0

    before, picture = width("#evidence"), width("#picture")
    page.get_by_role("separator", name="Width of Evidence").focus()
    page.keyboard.press("ArrowLeft")
    page.keyboard.press("ArrowLeft")
    assert width("#evidence") == before + 48
    assert width("#picture") == picture - 48
    edge = page.get_by_role("separator", name="Width of Filters").bounding_box()
    assert edge
    page.mouse.move(edge["x"] + 4, edge["y"] + 300)
    page.mouse.down()
    page.mouse.move(edge["x"] + 64, edge["y"] + 300, steps=3)
    page.mouse.up()
    assert width("#side") == pytest.approx(232 + 60, abs=6)
    page.keyboard.press("[")
    expect(page.locator("#side")).to_be_hidden()
    expect(page.locator("#said")).to_contain_text("[ opens it again")
    page.reload()
    page.wait_for_function("() => globalThis.claimgraphPage")
    expect(page.locator("#side")).to_be_hidden()
    assert width("#evidence") == before + 48
    assert violations(page) == []
    page.get_by_role("button", name="Filters", exact=True).click()
    expect(page.locator("#side")).to_be_visible()
    for _ in range(2):
        page.get_by_role("separator", name="Width of Filters").press("Home")
    expect(page.locator("#said")).to_contain_text("Filters is as narrow as it can be")


@pytest.mark.parametrize("width", [1024, 390])
def test_nothing_of_the_head_is_cut_in_a_narrow_window(page: Page, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 780})
    cut = page.evaluate(
        """() => [...document.querySelectorAll(".top button, .top input, .top h1, .panel-title, .filters label")]
          .filter((one) => one.offsetParent !== null)
          .filter((one) => one.getBoundingClientRect().left < 0 || one.getBoundingClientRect().right > innerWidth + 1)
          .map((one) => one.outerHTML.slice(0, 80))"""
    )
    assert cut == []
    assert page.evaluate("() => document.documentElement.scrollWidth - innerWidth") <= 0
    lines = page.evaluate("() => document.getElementById('title').getBoundingClientRect().height / 22")
    assert lines <= 2.5

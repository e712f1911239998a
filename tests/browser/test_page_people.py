"""The exported page for everybody: the keyboard alone, windows of any size, light and dark, paper, axe."""

from __future__ import annotations

from pathlib import Path

import page_networks
import pytest
from axe_playwright_python.sync_playwright import Axe
from page_networks import record_of
from playwright.sync_api import expect
from watched import eventually

from claimgraph.graph.model import Status

pytestmark = pytest.mark.browser

# Nothing is cut off: the outermost pixels of the canvas are empty.
EDGES_CLEAR = """() => {
  const drawn = document.querySelector("#picture canvas");
  const { width, height } = drawn;
  const copy = new OffscreenCanvas(width, height).getContext("2d", { willReadFrequently: true });
  copy.drawImage(drawn, 0, 0);
  return [[0, 0, width, 2], [0, height - 2, width, 2], [0, 0, 2, height], [width - 2, 0, 2, height]]
    .every((strip) => copy.getImageData(...strip).data.every((value) => value === 0));
}"""


def test_the_keyboard_reaches_list_evidence_and_table(visit) -> None:
    page = visit(page_networks.veridia())
    page.page.locator("#entity-list").focus()
    for key in ("ArrowDown", "ArrowDown", "ArrowUp", "Enter"):
        page.page.keyboard.press(key)
    assert "Central Research Institute of Electro-Optics" in page.evidence()
    page.page.keyboard.press("Escape")
    assert "Choose a claim" in page.evidence()
    page.page.keyboard.press("t")
    expect(page.page.locator("#table table")).to_be_visible()
    expect(page.page.locator("#picture")).to_be_hidden()
    page.page.keyboard.press("t")
    expect(page.page.locator("#picture")).to_be_visible()


def test_everything_that_can_be_pressed_can_be_reached_by_tab_and_has_a_name(visit) -> None:
    page = visit(page_networks.veridia())
    nameless = page.page.evaluate(
        """() => [...document.querySelectorAll("button, input, a[href], [role=listbox], summary")]
          .filter((one) => !(one.textContent || one.getAttribute("aria-label") || one.getAttribute("aria-labelledby")
                             || one.labels?.[0]?.innerText || "").trim())
          .map((one) => one.outerHTML)"""
    )
    assert nameless == []
    assert page.page.evaluate("() => document.querySelector('#picture canvas').closest('[tabindex=\"0\"]')") is None


VIEWS = {
    "light": {},
    "dark": {"color_scheme": "dark"},
    "narrow": {"viewport": {"width": 700, "height": 900}},
    "zoomed": {"viewport": {"width": 700, "height": 450}, "device_scale_factor": 2},
    "phone": {"viewport": {"width": 390, "height": 800}},
}


@pytest.mark.parametrize("view", VIEWS)
def test_no_view_is_wider_than_its_window_and_the_picture_has_room(visit, tmp_path: Path, view: str) -> None:
    network = page_networks.veridia()
    page = visit(network, **VIEWS[view])
    page.click_at(record_of(network, Status.CONTESTED, "CNC machine tools").claim.id)
    page.page.screenshot(path=tmp_path / f"{view}.png", full_page=True)
    assert page.page.evaluate("() => document.documentElement.scrollWidth - innerWidth") <= 0
    box = page.page.locator("#picture canvas").bounding_box()
    assert box and box["width"] >= 350 and box["height"] >= 300
    assert page.page.evaluate(EDGES_CLEAR)
    assert "Who denies" in page.evidence()


def test_a_wide_window_holds_the_whole_page_and_only_its_panels_scroll(visit) -> None:
    page = visit(page_networks.crowd(260)).page
    page.locator("#entity-list li").last.click()
    assert page.evaluate("() => document.documentElement.scrollHeight - innerHeight") <= 0


def test_in_one_column_a_choice_brings_its_evidence_into_view(visit) -> None:
    page = visit(page_networks.veridia(), viewport={"width": 700, "height": 450}).page
    page.locator("#entity-list li").last.click()
    expect(page.locator("#evidence .headline")).to_be_in_viewport()


def test_colours_follow_the_scheme_that_the_reader_prefers(visit) -> None:
    page = visit(page_networks.veridia(), color_scheme="dark")
    dark = page.page.evaluate("() => getComputedStyle(document.body).backgroundColor")
    page.page.emulate_media(color_scheme="light")
    assert page.page.evaluate("() => getComputedStyle(document.body).backgroundColor") != dark
    eventually(lambda: "0,114,178" in page.colours())


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_no_violation(visit, scheme: str) -> None:
    page = visit(page_networks.veridia(), color_scheme=scheme)
    for step in ("", "#entity-list li", "#evidence .claims button", "#table-switch", "#save summary"):
        if step:
            page.page.locator(step).first.click()
        violations = Axe().run(page.page).response["violations"]
        assert [(one["id"], [node["target"] for node in one["nodes"]]) for one in violations] == []

"""Full screen keeps the tools and the colours of the theme."""

from __future__ import annotations

import base64

import page_networks
import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.browser

PAPER = {"light": "255,255,255", "dark": "20,24,29"}
MOST_FREQUENT = """async (png) => {
  const image = new Image();
  image.src = `data:image/png;base64,${png}`;
  await image.decode();
  const pen = new OffscreenCanvas(image.width, image.height).getContext("2d", { willReadFrequently: true });
  pen.drawImage(image, 0, 0);
  const { data } = pen.getImageData(0, 0, image.width, image.height);
  const counts = new Map();
  for (let at = 0; at < data.length; at += 4) {
    const colour = `${data[at]},${data[at + 1]},${data[at + 2]}`;
    counts.set(colour, (counts.get(colour) ?? 0) + 1);
  }
  return [...counts].sort((a, b) => b[1] - a[1])[0][0];
}"""


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_full_screen_has_the_paper_of_the_theme_and_the_tools(visit, theme: str) -> None:
    page = visit(page_networks.veridia(), color_scheme=theme).page
    page.get_by_role("button", name="Full screen").click()
    page.wait_for_function("() => document.fullscreenElement")
    shown = page.evaluate(
        """() => ["search-input", "projection", "table-switch", "save"].every(
          (id) => document.fullscreenElement.contains(document.getElementById(id)))"""
    )
    assert shown
    page.keyboard.press("/")
    expect(page.locator("#search-input")).to_be_focused()
    screenshot = base64.b64encode(page.locator("main").screenshot()).decode()
    assert page.evaluate(MOST_FREQUENT, screenshot) == PAPER[theme]
    page.get_by_role("button", name="Leave full screen").click()
    page.wait_for_function("() => !document.fullscreenElement")
    expect(page.get_by_role("button", name="Full screen", exact=True)).to_be_visible()

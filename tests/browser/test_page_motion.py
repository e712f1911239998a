"""A large picture follows the hand: it is moved as an image, and drawn anew when it rests."""

from __future__ import annotations

import page_networks
import pytest

pytestmark = pytest.mark.browser

TRANSFORM = "() => document.querySelector('#picture canvas').style.transform"


def test_a_large_picture_is_zoomed_as_an_image_and_drawn_anew_at_rest(visit) -> None:
    page = visit(page_networks.crowd(200)).page
    box = page.locator("#picture canvas").bounding_box()
    assert box
    node = "() => claimgraphPage.picture.placeOf(claimgraphPage.drawing.nodes[0].id)"
    before = page.evaluate(node)
    page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    page.mouse.wheel(0, -120)
    page.wait_for_function(f"() => ({TRANSFORM})().includes('scale')")
    page.wait_for_function(f"() => ({TRANSFORM})() === ''")
    assert page.evaluate(node) != before


def test_a_large_picture_is_pushed_as_an_image(visit) -> None:
    page = visit(page_networks.crowd(200)).page
    box = page.locator("#picture canvas").bounding_box()
    assert box
    page.mouse.move(box["x"] + 5, box["y"] + 5)
    page.mouse.down()
    page.mouse.move(box["x"] + 60, box["y"] + 45, steps=6)
    page.wait_for_function(f"() => ({TRANSFORM})().includes('translate')")
    page.mouse.up()
    page.wait_for_function(f"() => ({TRANSFORM})() === ''")


def test_a_small_picture_is_drawn_anew_for_each_frame(visit) -> None:
    page = visit(page_networks.veridia()).page
    box = page.locator("#picture canvas").bounding_box()
    assert box
    page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    page.mouse.wheel(0, -120)
    page.wait_for_timeout(50)
    assert page.evaluate(TRANSFORM) == ""

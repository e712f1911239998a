"""A picture without a hub: communities on grounds of their own, each opened by a click or from a list."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import page_networks
import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.browser

REGIONS = "() => claimgraphPage.picture.regions.all.map(({ ids, names }) => ({ ids, name: names[0] }))"
SPREAD = """(name) => {
  const { picture } = claimgraphPage;
  const xs = picture.regions.all.find(({ names }) => names[0] === name).ids.map((id) => picture.placeOf(id).x);
  return Math.max(...xs) - Math.min(...xs);
}"""
TITLE = """(name) => {
  const { picture } = claimgraphPage;
  const { region, box } = picture.titles.find(({ region }) => region.names[0] === name);
  return { x: (box.left + box.right) / 2, y: (box.top + box.bottom) / 2, ids: region.ids };
}"""


@pytest.fixture
def page(visit) -> Any:
    """Four hubs with their buyers, and a line from each hub to the next."""
    return visit(page_networks.continents(), address="")


def test_each_community_has_a_ground_and_a_title_that_sums_it_up(page) -> None:
    regions = page.page.evaluate(REGIONS)
    assert {one["name"] for one in regions} == {"Hub A", "Hub B", "Hub C", "Hub D"}
    assert sum(len(one["ids"]) for one in regions) == len(page_networks.continents().entities) - 1  # the good
    told = page.page.evaluate("() => claimgraphPage.picture.titles.map(({ lines }) => lines.map(({ text }) => text))")
    assert any("19 entities · 19 claims" in line for lines in told for line in lines)


def test_a_click_on_its_title_shows_a_community_from_near_and_escape_everything_again(page) -> None:
    before = page.page.evaluate(SPREAD, "Hub A")
    title = page.page.evaluate(TITLE, "Hub A")
    box = page.page.locator("#picture").bounding_box()
    page.page.mouse.click(box["x"] + title["x"], box["y"] + title["y"])
    page.page.wait_for_function("() => claimgraphPage.state.matches !== null")
    assert set(page.page.evaluate("() => [...claimgraphPage.state.matches]")) == set(title["ids"])
    page.page.wait_for_timeout(400)
    assert page.page.evaluate(SPREAD, "Hub A") > 1.3 * before
    page.page.keyboard.press("Escape")
    assert page.page.evaluate("() => claimgraphPage.state.matches") is None


def test_a_community_is_opened_by_keyboard_from_a_list(page) -> None:
    choice = page.page.get_by_role("combobox", name="Community")
    choice.select_option(
        next(label for label in choice.locator("option").all_inner_texts() if label.startswith("Hub B"))
    )
    assert len(page.page.evaluate("() => [...claimgraphPage.state.matches]")) == 19
    page.page.get_by_role("combobox", name="Community").select_option("all")
    assert page.page.evaluate("() => claimgraphPage.state.matches") is None


def test_lines_between_communities_are_thin_and_say_nothing_until_they_are_looked_at(page) -> None:
    between = "pair/state:hub-a/state:hub-b/asserted"
    told = "() => claimgraphPage.picture.words.map(({ id }) => id)"
    quiet = {edge["id"]: edge["quiet"] for edge in page.page.evaluate("() => claimgraphPage.picture.snapshot().edges")}
    between = next(id for id, silent in quiet.items() if silent)
    assert sum(quiet.values()) == 3
    assert between not in page.page.evaluate(told)
    page.page.evaluate("(id) => claimgraphPage.state.select('pair', id)", between)
    page.page.wait_for_function(f"(id) => ({told})().includes(id)", arg=between)


def test_a_picture_with_few_nodes_or_laid_out_otherwise_has_no_grounds(visit) -> None:
    small = visit(page_networks.veridia(), address="layout=free")
    assert small.page.evaluate(REGIONS) == []
    expect(small.page.get_by_role("combobox", name="Community")).to_have_count(0)


def test_a_file_of_the_picture_has_the_grounds_with_their_titles(page, tmp_path: Path) -> None:
    page.page.locator("#save summary").click()
    with page.page.expect_download() as download:
        page.page.locator("#save .menu button", has=page.page.get_by_text("SVG", exact=True)).click()
    download.value.save_as(tmp_path / "picture.svg")
    text = (tmp_path / "picture.svg").read_text("utf-8")
    assert text.count('fill-opacity="0.12"') == 4
    assert "19 entities · 19 claims" in text


PRINTED_TITLES = """() => {
  const sheet = document.querySelector("#paper svg[role=img]");
  const edge = sheet.getBoundingClientRect();
  return [...sheet.querySelectorAll("text[text-anchor=middle][font-weight='700']")].map((title) => {
    const { top, left, right, bottom } = title.getBoundingClientRect();
    return top >= edge.top && left >= edge.left && right <= edge.right && bottom <= edge.bottom;
  });
}"""


def test_no_title_is_cut_on_paper(page) -> None:
    page.page.emulate_media(media="print")
    page.page.evaluate("() => dispatchEvent(new Event('beforeprint'))")
    titles = page.page.evaluate(PRINTED_TITLES)
    assert len(titles) >= 3
    assert all(titles)

"""The list of entities: of hundreds it holds as many as somebody has scrolled or moved to, and reaches all of them."""

from __future__ import annotations

import page_networks
import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

pytestmark = pytest.mark.browser

STANDING = "() => document.querySelectorAll('#entity-list li').length"
NAMES = "() => claimgraphPage.index.participants().map(({ name }) => name)"
SCROLL = "() => document.querySelector('#entity-list li:last-child').scrollIntoView()"
CHOOSE = """(name) => {
  const { index, state } = claimgraphPage;
  state.select("entity", index.participants().find((one) => one.name === name).id);
}"""
TYPES = """() => {
  const told = [...document.querySelectorAll("#entity-list .only-read")].map((one) => one.textContent.slice(2));
  return [...new Set(told)];
}"""
# Whether an entry is seen where it stands.
SEEN = """(name) => {
  const options = [...document.querySelectorAll("#entity-list li")];
  const option = options.find((one) => one.querySelector("bdi").textContent === name);
  const { left, top, height } = option.getBoundingClientRect();
  return option.contains(document.elementFromPoint(left + 8, top + height / 2));
}"""


@pytest.fixture
def crowd(visit):
    """A page with more entities than stand in the list at first."""
    seen = visit(page_networks.crowd(1_600))
    assert seen.page.evaluate(STANDING) < len(seen.page.evaluate(NAMES))
    return seen


def test_more_entities_stand_in_the_list_as_it_is_scrolled(crowd) -> None:
    page, names = crowd.page, crowd.page.evaluate(NAMES)
    at_first = page.evaluate(STANDING)
    page.evaluate(SCROLL)
    page.wait_for_function(f"() => ({STANDING})() > {at_first}")
    while page.evaluate(STANDING) < len(names):
        before = page.evaluate(STANDING)
        page.evaluate(SCROLL)
        page.wait_for_function(f"() => ({STANDING})() > {before}")
    assert page.locator("#entity-list li bdi").all_text_contents() == names
    sizes = page.locator("#entity-list li").evaluate_all(
        "(all) => all.map((one) => [one.ariaPosInSet, one.ariaSetSize])"
    )
    assert sizes == [[str(number), str(len(names))] for number in range(1, len(names) + 1)]


def test_the_keyboard_reaches_the_last_entity_and_what_is_chosen_is_seen(crowd) -> None:
    page, names = crowd.page, crowd.page.evaluate(NAMES)
    page.locator("#entity-list").focus()
    page.keyboard.press("End")
    assert page.evaluate(SEEN, names[-1])
    page.keyboard.press("Enter")
    assert names[-1] in crowd.evidence()
    page.keyboard.press("Home")
    assert page.evaluate(SEEN, names[0])


def test_an_entity_chosen_elsewhere_is_brought_into_the_list(crowd) -> None:
    page, names = crowd.page, crowd.page.evaluate(NAMES)
    page.evaluate(CHOOSE, names[500])
    assert page.evaluate(SEEN, names[500])
    chosen = page.locator("#entity-list li[aria-selected=true]")
    assert chosen.count() == 1
    expect(chosen).to_contain_text(names[500])
    assert page.locator("#entity-list").get_attribute("aria-activedescendant") == chosen.get_attribute("id")


def test_what_a_filter_hides_leaves_the_list_and_comes_back(crowd) -> None:
    page = crowd.page
    kind, *_ = types = page.evaluate(TYPES)
    page.evaluate("(kind) => claimgraphPage.state.toggle('type', kind, false)", kind)
    assert kind not in page.evaluate(TYPES)
    page.evaluate("(kind) => claimgraphPage.state.toggle('type', kind, true)", kind)
    assert page.evaluate(TYPES) == types
    assert Axe().run(page).response["violations"] == []

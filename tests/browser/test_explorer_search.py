"""The search of the page: Enter takes the best match, whether it is on the canvas or not."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import page_networks
import pytest
from live_page import LiveVisit
from playwright.sync_api import expect

pytestmark = [pytest.mark.browser, pytest.mark.integration]

CASES = json.loads((Path(__file__).parents[1] / "data" / "nearness.json").read_text("utf-8"))["cases"]


def enter(live: LiveVisit, typed: str) -> None:
    """Type into the search and press Enter at once, as a reader does."""
    live.page.keyboard.press("/")
    live.page.keyboard.type(typed)
    live.page.keyboard.press("Enter")
    expect(live.page.locator("#search-hits")).to_be_hidden()
    live.settled()


def hits(live: LiveVisit, typed: str) -> list[str]:
    """What the search offers for some words once the whole graph has been looked through."""
    live.page.locator("#search-input").fill(typed)
    live.page.locator("#search-hits[aria-busy=false]").wait_for()
    return [" ".join(hit.split()) for hit in live.page.locator("#search-hits [role=option]").all_inner_texts()]


@pytest.mark.parametrize("typed", ["iran", "Irna", "tehran"])
def test_enter_selects_the_best_match_on_the_canvas_and_adds_nothing(live: LiveVisit, typed: str) -> None:
    live.empty()
    live.add("Iran")
    live.page.keyboard.press("Escape")
    enter(live, typed)
    assert live.names() == {"Iran"}
    expect(live.page.locator("#evidence .headline")).to_have_text("Iran")
    place = live.page.evaluate("() => claimgraphPage.picture.placeOf('state:IR')")
    box = live.page.locator("#picture canvas").bounding_box()
    assert box and abs(place["x"] - box["width"] / 2) < box["width"] / 4


@pytest.mark.parametrize(("typed", "name"), [("russia", "Russia"), ("rusia", "Russia"), ("georgia", "Georgia")])
def test_enter_adds_the_best_match_that_is_not_on_the_canvas(live: LiveVisit, typed: str, name: str) -> None:
    live.empty()
    live.add("Iran")
    live.page.keyboard.press("Escape")
    enter(live, typed)
    expect(live.page.locator("#evidence .headline")).to_have_text(name)


HOLD_SEARCH = """() => {
  const real = window.fetch;
  const held = new Promise((resolve) => { window.letGo = resolve; });
  window.fetch = async (address, ...more) => {
    if (String(address).startsWith("api/search")) await held;
    return real(address, ...more);
  };
}"""


def test_a_search_under_way_goes_on_when_other_claims_come_to_the_canvas(live: LiveVisit) -> None:
    live.page.evaluate(HOLD_SEARCH)
    live.page.keyboard.press("/")
    live.page.keyboard.type("iran")
    assert live.page.locator("#search-hits [data-kind=claim]").count() > 0
    live.page.evaluate("() => claimgraphExplorer.canvas.replace('others', [])")
    live.settled()
    live.page.keyboard.press("Enter")
    live.page.evaluate("() => letGo()")
    expect(live.page.locator("#search-hits")).to_be_hidden()
    expect(live.page.locator("#evidence .headline")).to_have_text("Iran")
    assert live.names() == {"Iran"}


def test_the_hit_that_enter_takes_is_marked(live: LiveVisit) -> None:
    hits(live, "iran")
    marked = live.page.locator("#search-hits .first")
    expect(marked).to_have_count(1)
    assert marked.inner_text() == live.page.locator("#search-hits [role=option]").first.inner_text()


def test_what_is_on_the_canvas_and_what_is_not_stand_in_one_list_the_best_first(live: LiveVisit) -> None:
    live.empty()
    live.add("Iran's mission")
    found = hits(live, "iran")
    assert found[0] == "Iran State · 4 claims"
    assert found[1] == "Iran's mission to the UN Organization · Iran · 1 claim · on the canvas"


def test_entities_of_one_name_are_told_apart(live: LiveVisit) -> None:
    found = hits(live, "U.S. officials")
    officials = [hit for hit in found if hit.startswith("U.S. officials Official")]
    assert len(officials) == len(set(officials)) == 3
    assert all("United States" in hit for hit in officials)
    firm, state = sorted(hits(live, "georgia")[:2])
    assert "Firm" in firm and state.startswith("Georgia State")


@pytest.mark.parametrize("typed", ["zeppelin", "Wagner Group", "sarran"])
def test_where_nothing_is_near_nothing_is_offered_and_enter_says_so(live: LiveVisit, typed: str) -> None:
    claims = live.claims()
    assert hits(live, typed) == []
    expect(live.page.locator("#search-hits")).to_contain_text("Nothing of that name")
    live.page.locator("#search-input").press("Enter")
    expect(live.page.locator("#said")).to_contain_text("Nothing of that name")
    assert live.claims() == claims


def test_words_that_no_name_has_find_the_claims_that_hold_them_all(live: LiveVisit) -> None:
    found = hits(live, "iran ballistic")
    assert found[0].startswith("? ballistic missiles, Iran Draw 2 claims with all of this")
    assert found[1].endswith("Iran supplies Houthis: ballistic missiles")


def test_a_match_that_a_filter_hides_is_chosen_and_said_to_be_hidden(live: LiveVisit) -> None:
    live.page.get_by_role("checkbox", name="States").uncheck()
    enter(live, "Iran")
    expect(live.page.locator("#said")).to_contain_text("Iran is hidden, by hand or by a filter")


def test_the_page_and_the_store_call_the_same_names_near(live: LiveVisit) -> None:
    found = live.page.evaluate(
        """async (cases) => {
          const { nearness } = await import("/page/js/nearness.js");
          return cases.map(([typed, name, aliases]) => nearness(name, aliases, typed));
        }""",
        CASES,
    )
    assert found == [near for *_, near in CASES]


def test_an_exported_page_forgives_typing_errors_too(visit: Callable[..., object]) -> None:
    page = visit(page_networks.veridia()).page  # type: ignore[attr-defined]
    page.locator("#search-input").fill("verdia")
    page.keyboard.press("Enter")
    expect(page.locator("#evidence .headline")).to_have_text("Veridia")


ASKED = """async (typed) => {
  const asked = [];
  const { fetch } = globalThis;
  globalThis.fetch = (address, options) => {
    if (address === "api/search") asked.push(JSON.parse(options.body).text);
    return fetch(address, options);
  };
  const field = document.getElementById("search-input");
  field.focus();
  let atOnce = 0;
  for (const words of typed) {
    field.value = words;
    field.dispatchEvent(new Event("input", { bubbles: true }));
    atOnce ||= asked.length;
  }
  await claimgraphPage.search.settled;
  globalThis.fetch = fetch;
  return { atOnce, asked };
}"""


def test_the_graph_is_asked_for_the_first_letter_at_once_and_for_the_last_of_many(live: LiveVisit) -> None:
    told = live.page.evaluate(ASKED, ["i", "ir", "ira", "iran"])
    assert told == {"atOnce": 1, "asked": ["i", "iran"]}

"""The canvas of the live page: search, unfold, undo, hide, pin, lay out, link."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from live_page import LiveVisit
from playwright.sync_api import expect

from claimgraph.graph.store import Store

pytestmark = [pytest.mark.browser, pytest.mark.integration]


def test_it_opens_with_the_strongest_claims_and_hides_the_token(live: LiveVisit, corpus: Store) -> None:
    assert "token" not in live.page.url
    assert live.claims() == set(corpus.network().records)


def test_search_forgives_accents_and_typing_errors_and_finds_by_alias(live: LiveVisit) -> None:
    live.empty()
    for typed, found in (
        ("Chína", "China"),
        ("Rusia", "Russia"),
        ("beij", "China (Beijing)"),
        ("dron", "drone engines"),
    ):
        live.page.locator("#search-input").fill(typed)
        expect(live.page.locator("#search-hits [role=option]").first).to_contain_text(found)


def test_search_for_nothing_known_says_so(live: LiveVisit) -> None:
    live.page.locator("#search-input").fill("zeppelin")
    expect(live.page.locator("#search-hits")).to_contain_text("Nothing of that name")


def test_an_entity_is_added_and_unfolded_by_relation_with_counts_first(live: LiveVisit) -> None:
    live.empty()
    live.add("China")
    assert live.names() == {"China"}
    counts = live.page.locator(".unfold li").all_inner_texts()
    assert [" ".join(count.split()) for count in counts] == ["said to supply 9 + 9", "denies 2 + 2"]
    live.unfold("denies")
    assert live.names() >= {"China", "Russia", "Ukraine", "weapons", "Liu Pengyu"}
    assert len(live.claims()) == 2


def test_what_is_there_does_not_move_when_more_is_unfolded(live: LiveVisit) -> None:
    live.empty()
    live.add("China")
    live.unfold("denies")
    before = live.places()
    live.unfold("supplies")
    after = live.places()
    assert len(after) > len(before)
    assert {id: after[id] for id in before} == before


def test_undo_and_redo_go_through_every_step(live: LiveVisit) -> None:
    live.empty()
    live.add("China")
    live.unfold("denies")
    two = live.claims()
    places = live.places()
    live.unfold("supplies")
    live.page.keyboard.press("Control+z")
    assert live.claims() == two
    assert live.places() == places
    live.page.keyboard.press("Control+z")
    assert live.claims() == set()
    live.page.keyboard.press("Control+Shift+z")
    assert live.claims() == two
    live.press("Undo")
    live.press("Undo")
    live.press("Undo")
    expect(live.page.get_by_role("button", name="Undo")).to_be_disabled()
    assert len(live.claims()) > 10


def test_hide_collapse_remove_and_pin_can_be_undone(live: LiveVisit) -> None:
    live.empty()
    live.add("China")
    live.unfold("supplies")
    live.page.locator("#entity-list li", has_text="Iran").first.click()
    live.press("Hide")
    expect(live.page.locator("#notice")).to_contain_text("1 node hidden")
    live.page.keyboard.press("Control+z")
    expect(live.page.locator("#notice")).to_be_hidden()
    live.page.locator("#entity-list li", has_text="China").first.click()
    live.press("Pin")
    assert live.page.evaluate("() => [...claimgraphPage.state.pinned]") == ["state:CN"]
    live.press("Collapse")
    assert live.names() == {"China"}
    live.page.keyboard.press("Control+z")
    assert len(live.claims()) == 9


def test_a_pinned_node_keeps_its_place_when_all_is_laid_out_anew(live: LiveVisit) -> None:
    live.page.locator("#entity-list li", has_text="China").first.click()
    live.press("Pin")
    place = live.places()["state:CN"]
    live.page.evaluate(
        "() => { claimgraphPage.drawing.nodes.forEach((node) => { if (node.id !== 'state:CN') node.x += 900; }) }"
    )
    live.page.get_by_label("Lay out anew").select_option("free")
    live.page.wait_for_function("() => claimgraphExplorer.canvas.past.length === 2")
    live.settled()
    assert live.places()["state:CN"] == place


@pytest.mark.parametrize("arrangement", ["columns", "circle"])
def test_other_layouts_can_be_chosen_and_undone(live: LiveVisit, arrangement: str) -> None:
    before = live.places()
    live.page.get_by_label("Lay out anew").select_option(arrangement)
    live.page.wait_for_function("() => claimgraphExplorer.canvas.past.length === 1")
    live.settled()
    assert live.places() != before
    assert live.places().keys() == before.keys()
    live.press("Undo")
    assert live.places() == before


def test_a_reload_and_a_link_bring_back_claims_filters_selection_and_places(
    live: LiveVisit, visits: Callable[..., LiveVisit]
) -> None:
    live.empty()
    live.add("China")
    live.unfold("denies")
    live.unfold("supplies")
    live.page.get_by_label("Denied").uncheck()
    claims, places = live.claims(), live.places()
    live.page.reload()
    live.page.wait_for_selector("body.ready")
    live.settled()
    assert live.claims() == claims
    assert live.places() == places
    assert "China" in live.evidence()
    expect(live.page.get_by_label("Denied")).not_to_be_checked()
    link = live.page.url
    second = live.page.context.new_page()
    second.goto(link)
    second.wait_for_selector("body.ready")
    assert set(second.evaluate("() => [...claimgraphExplorer.canvas.claims]")) == claims
    assert not second.get_by_label("Denied").is_checked()


def test_a_link_to_claims_that_are_gone_says_so(live: LiveVisit) -> None:
    gone = live.page.url.partition("#")[0] + "#c=AAAAAAAAAAA"
    live.page.goto("about:blank")
    live.page.goto(gone)
    live.page.wait_for_selector("body.ready")
    expect(live.page.locator(".notice.problem")).to_contain_text("1 claim of this address is no longer in the graph")


def test_too_much_is_refused_with_advice_and_the_page_stays(live: LiveVisit) -> None:
    claims = live.claims()
    live.page.evaluate(
        """() => claimgraphExplorer.actions.told(
          () => claimgraphExplorer.canvas.add("x", [], Array.from({ length: 5001 }, (_, at) => `x${at}`)))"""
    )
    expect(live.page.locator(".notice.problem")).to_contain_text("more than the 2,000 that a picture holds")
    assert live.claims() == claims


# The browser keeps the first answer about the canvas until `claimgraphLetGo` is called.
HELD_ANSWER = """() => {
  const { fetch } = globalThis;
  const let_go = new Promise((resolve) => { globalThis.claimgraphLetGo = resolve; });
  globalThis.claimgraphHeld = new Promise((resolve) => {
    globalThis.fetch = async (...asked) => {
      if (asked[0] !== "api/view") return fetch(...asked);
      globalThis.fetch = fetch;
      const answer = await fetch(...asked);
      resolve();
      await let_go;
      return answer;
    };
  });
}"""


def hold_the_next_answer(live: LiveVisit) -> None:
    live.page.evaluate(HELD_ANSWER)


def test_two_changes_at_once_both_hold(live: LiveVisit) -> None:
    one, two, *others = sorted(live.claims())
    hold_the_next_answer(live)
    steps = live.page.evaluate(
        """async ([one, two]) => {
          const { canvas } = claimgraphExplorer;
          const changes = [canvas.remove("removed one", [one]), canvas.remove("removed two", [two])];
          await claimgraphHeld;
          claimgraphLetGo();
          await Promise.all(changes);
          return canvas.steps.slice(-2);
        }""",
        [one, two],
    )
    assert live.claims() == set(others)
    assert steps == ["removed one", "removed two"]
    live.page.keyboard.press("Control+z")
    assert live.claims() == {two, *others}
    live.page.keyboard.press("Control+z")
    assert live.claims() == {one, two, *others}


def test_undo_while_a_change_is_under_way_takes_that_change_back(live: LiveVisit) -> None:
    before = live.claims()
    one, two, *others = sorted(before)
    live.page.evaluate("(id) => claimgraphExplorer.canvas.remove('removed one', [id])", one)
    hold_the_next_answer(live)
    live.page.evaluate("(id) => { claimgraphExplorer.canvas.remove('removed two', [id]); }", two)
    live.page.evaluate("() => claimgraphHeld")
    live.page.keyboard.press("Control+z")
    live.page.evaluate("() => claimgraphLetGo()")
    expect(live.page.locator("#said")).to_have_text("Undone: removed two")
    assert live.claims() == {two, *others}
    live.page.keyboard.press("Control+z")
    assert live.claims() == before


def test_what_is_hidden_while_a_change_is_under_way_is_told_and_stays_hidden(live: LiveVisit) -> None:
    one, *others = sorted(live.claims())
    live.page.locator("#entity-list li", has_text="Iran").first.click()
    hold_the_next_answer(live)
    live.page.evaluate("(id) => { claimgraphExplorer.canvas.remove('removed one', [id]); }", one)
    live.page.evaluate("() => claimgraphHeld")
    live.page.get_by_role("button", name="Hide", exact=True).first.click()
    live.page.evaluate("() => claimgraphLetGo()")
    live.page.wait_for_function("() => claimgraphExplorer.canvas.past.length === 2")
    hid, removed = live.page.evaluate("() => claimgraphExplorer.canvas.steps.slice(-2)")
    assert (hid, removed) == ("hid Iran", "removed one")
    live.page.keyboard.press("Control+z")
    assert live.claims() == {one, *others}
    assert live.page.evaluate("() => [...claimgraphPage.state.away]") == ["state:IR"]


def test_a_change_that_fails_holds_up_no_other(live: LiveVisit) -> None:
    one, *others = sorted(live.claims())
    live.page.evaluate(
        """([one]) => {
          const { actions, canvas } = claimgraphExplorer;
          const many = Array.from({ length: 5001 }, (_, at) => `x${at}`);
          return Promise.all([actions.told(() => canvas.add("x", [], many)), canvas.remove("removed one", [one])]);
        }""",
        [one],
    )
    expect(live.page.locator(".notice.problem")).to_contain_text("more than the 2,000 that a picture holds")
    assert live.claims() == set(others)


def test_the_page_fills_the_screen_and_comes_back(live: LiveVisit) -> None:
    live.press("Full screen")
    live.page.wait_for_function("() => document.fullscreenElement === document.documentElement")
    live.page.evaluate("() => document.exitFullscreen()")
    live.page.wait_for_function("() => !document.fullscreenElement")

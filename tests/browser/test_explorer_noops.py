"""An action that changes nothing says why, where the reader sees it."""

from __future__ import annotations

import re

import pytest
from live_page import LiveVisit
from playwright.sync_api import expect

from claimgraph.app.explore.asked import Asked
from claimgraph.app.explore.explorer import Explorer
from claimgraph.graph.store import Store

pytestmark = [pytest.mark.browser, pytest.mark.integration]


def says(live: LiveVisit, words: str) -> None:
    """The page says so, in a line that is seen."""
    expect(live.page.locator("#said span")).to_be_visible()
    expect(live.page.locator("#said")).to_contain_text(words)


def choose(live: LiveVisit, name: str) -> None:
    live.page.locator("#entity-list").get_by_role("option", name=re.compile(rf"^{name}\b")).first.click()
    live.page.locator("#evidence .unfold[aria-busy=false]").wait_for()


def test_an_empty_canvas_says_what_cannot_be_done_with_it(live: LiveVisit) -> None:
    live.page.keyboard.press("Control+z")
    says(live, "Nothing to undo")
    live.page.keyboard.press("Control+Shift+z")
    says(live, "Nothing to redo")
    live.empty()
    live.press("Empty")
    says(live, "The canvas is empty already")
    live.press("Fit")
    says(live, "Nothing is drawn")
    live.page.get_by_label("Lay out anew").select_option("circle")
    says(live, "There is nothing to lay out")
    live.page.keyboard.press("h")
    says(live, "Choose a claim or an entity first")
    live.page.keyboard.press("e")
    says(live, "Choose an entity first")


def test_what_is_shown_already_is_said_to_be(live: LiveVisit) -> None:
    choose(live, "China")
    live.page.keyboard.press("e")
    says(live, "Every claim of China is on the canvas")
    live.press("+ ties to what is on the canvas")
    says(live, "No further claim ties China to what is on the canvas")
    live.press("Fit")
    live.press("Fit")
    says(live, "All that is drawn is in view already")
    live.press("Claims")
    says(live, "Claims is what is drawn already")
    live.run_query("Suppliers of a state", state="Russia")
    steps = live.page.evaluate("() => claimgraphExplorer.canvas.steps")
    live.press("Add to the canvas")
    says(live, "are on the canvas already")
    assert live.page.evaluate("() => claimgraphExplorer.canvas.steps") == steps


def test_a_path_that_is_drawn_already_says_so_and_one_that_is_not_there_too(live: LiveVisit) -> None:
    live.page.get_by_role("tab", name="Connect").click()
    live.page.get_by_role("combobox", name=re.compile("^from")).fill("China")
    live.page.get_by_role("combobox", name=re.compile("^to")).fill("Russia")
    live.press("Find paths")
    says(live, "on the canvas already")
    live.page.get_by_role("combobox", name=re.compile("^to")).fill("Georgia Shipping")
    live.press("Find paths")
    expect(live.page.locator(".outcome").first).to_contain_text("No way of that length")


def test_a_filter_that_changes_nothing_says_so(live: LiveVisit) -> None:
    live.page.locator("#legend").get_by_label("Origins").select_option("5")
    assert "0 of 20 claims" in live.page.locator("#summary").inner_text()
    live.page.get_by_role("checkbox", name="Alleged").uncheck()
    says(live, "Nothing changes by that: 0 claims shown, as before")


def test_claims_that_come_while_a_filter_hides_them_are_counted(live: LiveVisit) -> None:
    live.page.get_by_role("checkbox", name="Denied").uncheck()
    live.empty()
    live.add("China")
    live.unfold("denies")
    says(live, "Added 2 claims, 2 of them hidden by filters or by hand")


def test_a_line_of_supply_is_not_hidden_and_that_is_said(live: LiveVisit) -> None:
    live.press("Supply")
    live.page.evaluate("() => claimgraphPage.state.select('pair', claimgraphPage.drawing.edges[0].id)")
    live.page.keyboard.press("h")
    says(live, "A line of Supply cannot be hidden")


def test_collapse_takes_back_what_unfolding_brought_and_says_what_stays(live: LiveVisit) -> None:
    live.empty()
    live.add("Russia")
    live.unfold("supplied")
    before = live.claims()
    live.page.keyboard.press("Escape")
    live.add("China")
    live.unfold("supplies")
    more = live.claims() - before
    assert more
    live.press("Collapse")
    assert live.claims() & more == set()
    says(live, f"Collapsed China: {len(more)} claims taken away")
    live.press("Collapse")
    says(live, "Nothing to collapse")


def test_the_rest_of_a_hub_is_counted_without_what_is_on_the_canvas(corpus: Store) -> None:
    explorer = Explorer(corpus)
    asked = {"entity": "state:CN", "relation": "supplies", "by": "recipient"}
    to_ukraine = explorer.answer("expand", Asked({**asked, "part": "recipient", "other": "state:UA"}))["claims"]
    rest = explorer.answer("groups", Asked({**asked, "known": to_ukraine[:1]}))
    assert [(one["name"], one["claims"]) for one in rest["groups"]] == [("Russia", 6), ("Iran", 1), ("Ukraine", 1)]
    few = explorer.answer("groups", Asked({**asked, "limit": 1}))
    assert (len(few["groups"]), few["number"]) == (1, 3)


def test_groups_stay_open_while_they_are_unfolded_and_more_of_them_come(live: LiveVisit) -> None:
    live.in_steps_of(2, "actions.js", "groups.js")
    live.page.reload()
    live.page.wait_for_selector("body.ready")
    live.empty()
    live.add("China")
    live.page.get_by_label("Group the rest").select_option("said to supply, by recipient")
    rows = live.page.locator(".groups li")
    expect(rows).to_have_count(2)
    live.press("1 more of 3 groups")
    expect(rows).to_have_count(3)
    live.page.get_by_role("button", name="Unfold Ukraine: 2").click()
    live.settled()
    expect(rows).to_have_count(2)
    expect(rows.first).to_contain_text("Russia")


def test_who_says_the_same_in_two_articles_makes_one_claim_to_unfold(corpus: Store) -> None:
    for entity in corpus.network().entities:
        for told in Explorer(corpus).answer("relations", Asked({"entity": entity}))["relations"]:
            asked = {"entity": entity, "relation": told["relation"], "limit": 200}
            assert len(Explorer(corpus).answer("expand", Asked(asked))["claims"]) == told["count"]

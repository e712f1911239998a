"""What the live page adds to the gestures: menus that unfold and undo, several at once, questions, articles."""

from __future__ import annotations

import pytest
from live_page import LiveVisit
from playwright.sync_api import expect

from claimgraph.app.explore import searching

pytestmark = [pytest.mark.browser, pytest.mark.integration]

CHINA, RUSSIA = "state:CN", "state:RU"


def gather(live: LiveVisit, *ids: str) -> None:
    live.page.evaluate("ids => claimgraphPage.state.gather(ids)", list(ids))


def bar(live: LiveVisit, name: str) -> None:
    live.page.get_by_role("toolbar", name="What is chosen together").get_by_role(
        "button", name=name, exact=True
    ).click()
    live.settled()


def says(live: LiveVisit, words: str) -> None:
    expect(live.page.locator("#said")).to_contain_text(words)


def entry(live: LiveVisit, name: str) -> None:
    live.page.get_by_role("menu").get_by_role("menuitem", name=name).press("Enter")
    live.settled()


def test_a_question_is_understood_shown_and_drawn(live: LiveVisit) -> None:
    live.empty()
    live.page.keyboard.press("/")
    live.page.keyboard.type("who arms the Houthis")
    live.page.locator("#search-hits[aria-busy=false]").wait_for()
    first = live.page.locator("#search-hits [role=option]").first
    expect(first).to_have_attribute("data-kind", "question")
    expect(first).to_contain_text("weapons, to Houthis")
    expect(first).to_contain_text("Draw 2 claims")
    expect(live.page.locator("#search-hits [data-kind=claim]")).to_have_count(2)
    live.page.keyboard.press("Enter")
    live.page.wait_for_function("() => claimgraphExplorer.canvas.claims.size === 2")
    expect(live.page.locator("#title")).to_have_text("Search: weapons, to Houthis")
    live.page.keyboard.press("/")
    live.page.keyboard.type("nitrocellulose says engines")
    live.page.locator("#search-hits[aria-busy=false]").wait_for()
    quote = live.page.locator("#search-hits [data-kind=quote]").first
    expect(quote).to_contain_text("The Kyiv Independent · 2024-04-13")
    quote.click()
    live.settled()
    expect(live.page.locator("#evidence .headline")).to_contain_text("nitrocellulose")


def test_a_question_about_somebody_unknown_is_not_taken_for_one_about_its_good(live: LiveVisit) -> None:
    before = live.claims()
    live.page.keyboard.press("/")
    live.page.keyboard.type("who arms Xanadu")
    live.page.locator("#search-hits[aria-busy=false]").wait_for()
    expect(live.page.locator("#search-hits .note").last).to_contain_text("Nothing is named xanadu")
    live.page.keyboard.press("Enter")
    says(live, "Nothing is named xanadu")
    assert live.claims() == before
    assert live.page.evaluate("() => claimgraphPage.state.selection") is None
    live.page.keyboard.press("Control+a")
    live.page.keyboard.type("who arms Ukrane")
    live.page.locator("#search-hits[aria-busy=false]").wait_for()
    expect(live.page.locator("#search-hits [role=option]").first).to_contain_text("Ukraine")


def test_the_heading_tells_that_a_question_has_more_claims_than_are_drawn(
    live: LiveVisit, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(searching, "MOST_DRAWN", 1)
    live.page.keyboard.press("/")
    live.page.keyboard.type("who arms the Houthis")
    live.page.locator("#search-hits[aria-busy=false]").wait_for()
    live.page.keyboard.press("Enter")
    expect(live.page.locator("#title")).to_have_text("Search: weapons, to Houthis (strongest 1 of 2)")


def test_a_month_is_told_as_a_month(live: LiveVisit) -> None:
    for name, day in (("from", "2024-04-01"), ("to", "2024-04-30")):
        live.page.locator("#timeline input[type=date]").nth(int(name == "to")).fill(day)
    live.press("In the whole graph")
    expect(live.page.locator("#title")).to_have_text("First said in April 2024")


def test_the_menu_unfolds_removes_and_tells_what_undo_takes_back(live: LiveVisit) -> None:
    live.empty()
    live.add("China")
    live.page.keyboard.press("m")
    entry(live, "Unfold")
    live.page.wait_for_function("() => claimgraphExplorer.canvas.claims.size === 9")
    before = live.claims()
    live.page.keyboard.press("Escape")
    live.page.evaluate("() => claimgraphPage.state.select('entity', 'state:RU')")
    live.page.keyboard.press("m")
    entry(live, "Remove from the canvas")
    assert "Russia" not in live.names() and live.claims() < before
    says(live, "Removed Russia, with")
    live.page.keyboard.press("Escape")
    live.page.keyboard.press("m")
    entry(live, "Undo: removed Russia")
    live.page.wait_for_function("(all) => claimgraphExplorer.canvas.claims.size === all", arg=len(before))
    assert live.claims() == before
    live.page.keyboard.press("m")
    entry(live, "Redo: removed Russia")
    live.page.wait_for_function("(all) => claimgraphExplorer.canvas.claims.size < all", arg=len(before))
    live.settled()
    live.page.keyboard.press("m")
    entry(live, "Redo")
    says(live, "Nothing to redo")


def test_several_are_unfolded_pinned_removed_and_kept_in_one_step_each(live: LiveVisit) -> None:
    live.empty()
    live.add("China")
    live.page.keyboard.press("Escape")
    live.add("Iran")
    live.page.keyboard.press("Escape")
    gather(live, CHINA, "state:IR")
    before = live.claims()
    bar(live, "Unfold")
    assert len(live.claims()) > len(before) + 9
    bar(live, "Pin")
    assert live.page.evaluate("() => claimgraphPage.state.pinned.size") == 2
    every = live.claims()
    bar(live, "Keep only these")
    says(live, "kept")
    kept = live.page.evaluate(
        "() => claimgraphPage.index.data.claims.map(({ claim }) => [claim.supplier, claim.recipient].sort().join(' '))"
    )
    assert set(kept) == {"state:CN state:IR"}
    bar(live, "Keep only these")
    says(live, "Nothing changes by that")
    live.press("Undo")
    says(live, "Undone: kept only 2 nodes")
    assert live.claims() == every
    gather(live, CHINA, "state:IR")
    bar(live, "Remove")
    assert not {"China", "Iran"} & live.names()
    live.press("Undo")
    assert live.claims() == every
    gather(live, next(iter(every)))
    bar(live, "Unfold")
    says(live, "Only entities unfold")


def test_the_article_stands_beside_the_claim_with_its_marks(live: LiveVisit) -> None:
    live.page.evaluate(
        """() => {
          const { index, state } = claimgraphPage;
          const of = (one) => index.nameOf(one.claim.good) === "ballistic missiles" && one.claim.modality === "actual";
          state.select("claim", index.data.claims.find(of).claim.id);
        }"""
    )
    live.page.keyboard.press("r")
    live.page.locator(".reading-text .article-text").wait_for()
    expect(live.page.locator(".reading-article .claim-mark.meant")).to_have_count(1)
    expect(live.page.locator(".reading-headline")).to_have_text("Iran supplies Houthis with ballistic missiles")
    expect(live.page.locator(".open.uncovered")).to_contain_text("They deny weapons; none names ballistic missiles.")
    expect(live.page.locator(".open.uncovered")).to_contain_text("None speaks of the way through Armenia.")
    live.page.locator(".reading-article .claim-mark", has_text="RU: ballistic-missiles").click()
    live.settled()
    expect(live.page.locator(".reading-headline")).to_have_text("Iran is to supply Russia with ballistic missiles")


def asked(live: LiveVisit, words: str) -> None:
    """Type a question and wait for all hits."""
    live.page.keyboard.press("/")
    live.page.keyboard.type(words)
    live.page.locator("#search-hits[aria-busy=false]").wait_for()


def test_a_question_is_drawn_alone_and_shift_adds_it(live: LiveVisit) -> None:
    before = live.claims()
    asked(live, "who arms the Houthis")
    live.page.keyboard.press("Enter")
    live.page.wait_for_function("() => claimgraphExplorer.canvas.claims.size === 2")
    says(live, "Drew 2 claims; Undo brings back what was there")
    alone = live.claims()
    live.press("Undo")
    assert live.claims() == before
    live.empty()
    live.add("China")
    asked(live, "who arms the Houthis")
    live.page.keyboard.press("Shift+Enter")
    live.page.wait_for_function("() => claimgraphExplorer.canvas.claims.size >= 2")
    assert alone <= live.claims()
    assert "China" in live.names()


@pytest.mark.parametrize("width", [1400, 1024])
def test_a_tab_is_clicked_while_hits_stand_there(live: LiveVisit, width: int) -> None:
    live.page.set_viewport_size({"width": width, "height": 768})
    asked(live, "russia")
    live.page.get_by_role("tab", name="Queries").click(timeout=5_000)
    expect(live.page.get_by_role("tab", name="Queries")).to_have_attribute("aria-selected", "true")


def test_a_time_is_asked_of_the_whole_graph(live: LiveVisit) -> None:
    live.empty()
    live.add("China")
    live.unfold("supplies")
    day = live.page.evaluate(
        "() => claimgraphPage.index.data.claims.map(({ first_said }) => first_said).filter(Boolean).sort()[0]"
    )
    live.page.get_by_label("Said from").fill(day)
    live.page.get_by_label("Said until").fill(day)
    live.press("In the whole graph")
    expect(live.page.locator("#title")).to_have_text(f"First said {day} to {day}")
    said = live.page.evaluate("() => claimgraphPage.index.data.claims.map(({ first_said }) => first_said)")
    assert set(said) == {day}


def test_a_dossier_of_a_chosen_line_holds_its_claims(live: LiveVisit) -> None:
    line = live.page.evaluate(
        "() => claimgraphPage.index.data.drawings.supply.edges.find(({ claims }) => claims.length)"
    )
    live.page.evaluate("(id) => claimgraphPage.state.select('pair', id)", line["id"])
    live.page.locator("#save summary", has_text="Save").click()
    live.page.locator("#save .menu button", has_text="Dossier").click()
    expect(live.page.locator("dialog[open]")).to_contain_text(f"what is chosen: {len(line['claims'])} claim")

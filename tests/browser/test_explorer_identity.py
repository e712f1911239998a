"""Two entities made one and two again in the live page; the decision is the store's, and survives what is loaded."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from live_page import LiveVisit
from playwright.sync_api import expect
from queries_corpus import readings

from claimgraph.graph.store import Store

pytestmark = [pytest.mark.browser, pytest.mark.integration]


@pytest.fixture(autouse=True)
def _undecided(corpus: Store) -> Iterator[None]:
    yield
    for decision in reversed(corpus.merges()):
        corpus.split(decision.other)


def look(live: LiveVisit, kept: str, other: str) -> None:
    live.page.get_by_role("tab", name="Merge").click()
    for label, name in (("keep", kept), ("same as", other)):
        live.page.get_by_role("combobox", name=re.compile(f"^{label}")).fill(name)
    live.press("See what would change")


def test_before_anything_is_decided_it_is_shown_what_becomes_of_both(live: LiveVisit, corpus: Store) -> None:
    look(live, "iRay Technology", "firm:ncrieo")
    sides = live.page.locator(".merge-side").all_inner_texts()
    assert "2 articles" in sides[0] and "said to supply: 2" in sides[0]
    assert "1 article" in sides[1] and "said to supply: 1" in sides[1] and "NCRIEO" in sides[1]
    expect(live.page.locator(".effects")).to_contain_text("1 claim of each says the same")
    assert corpus.merges() == []


def test_two_become_one_on_the_canvas_and_in_the_store_and_two_again(live: LiveVisit, corpus: Store) -> None:
    before, places = live.claims(), live.places()
    look(live, "iRay Technology", "firm:ncrieo")
    live.press("Make them one")
    expect(live.page.locator(".decisions li")).to_contain_text("Electro-Optics is iRay Technology")
    assert len(live.claims()) == len(before) - 1
    assert "Also named NCRIEO, North China Research Institute of Electro-Optics, iRay" in live.evidence()
    assert "North China Research Institute of Electro-Optics" not in live.names()
    moved = [id for id, place in live.places().items() if id in places and places[id] != place]
    assert moved == []
    assert [(one.kept, one.other) for one in corpus.merges()] == [("firm:iray-technology", "firm:ncrieo")]
    live.page.get_by_role("button", name=re.compile("^Undo: ")).click()
    expect(live.page.locator(".decisions")).to_contain_text("No two entities have been made one")
    live.settled()
    assert live.claims() == before
    assert corpus.merges() == []


def test_claims_that_somebody_else_merges_meanwhile_do_not_leave_the_canvas_without_a_word(
    live: LiveVisit, corpus: Store
) -> None:
    before = live.claims()
    corpus.merge("firm:iray-technology", "firm:ncrieo", by="Ben")
    gone = before - set(corpus.network().records)
    taken = min(before - gone)
    live.page.evaluate("id => claimgraphExplorer.canvas.remove('removed one', [id])", taken)
    live.settled()
    assert live.claims() == before - gone - {taken}
    told = live.page.locator(".notice.problem")
    expect(told).to_contain_text(f"{len(gone)} claim{'s' if len(gone) > 1 else ''} that the canvas held")
    expect(told).to_contain_text("somebody else decided about")
    live.page.evaluate("() => claimgraphExplorer.canvas.undo()")
    assert live.claims() == before - gone - {taken}


def test_a_decision_survives_reloads_of_the_page_and_of_the_articles(live: LiveVisit, corpus: Store) -> None:
    look(live, "iRay Technology", "firm:ncrieo")
    live.press("Make them one")
    expect(live.page.locator(".decisions li")).to_have_count(1)
    claims = live.claims()
    corpus.put(readings())
    live.page.reload()
    live.page.wait_for_selector("body.ready")
    live.settled()
    assert live.claims() == claims
    expect(live.page.locator(".decisions li")).to_have_count(1)
    assert set(corpus.network().records) == claims


def test_from_an_entity_it_is_one_step_to_what_is_the_same(live: LiveVisit) -> None:
    live.page.locator("#entity-list li", has_text="iRay").first.click()
    live.page.locator(".unfold li").first.wait_for()
    live.press("Same as…")
    expect(live.page.get_by_role("combobox", name=re.compile("^keep"))).to_have_value("firm:iray-technology")
    expect(live.page.get_by_role("combobox", name=re.compile("^same as"))).to_be_focused()


def test_what_cannot_be_one_is_told_in_one_line(live: LiveVisit, corpus: Store) -> None:
    look(live, "China", "state:CN")
    expect(live.page.locator(".merge-preview .problem")).to_contain_text("both are the same; choose two entities")
    look(live, "China", "iRay Technology")
    live.press("Make them one")
    expect(live.page.locator(".merge-preview .problem")).to_contain_text("only entities of one type can be one")
    assert corpus.merges() == []

"""An analyst's whole way through the live page, in one go, to a file that opens with the network blocked."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from live_page import LiveVisit, served
from playwright.sync_api import Browser, expect
from watched import Watched

from claimgraph.graph.render import read_page
from claimgraph.graph.store import Store

pytestmark = [pytest.mark.browser, pytest.mark.integration]


def test_from_a_search_to_a_page_that_anyone_can_open(
    corpus: Store, visits: Callable[..., LiveVisit], browser: Browser, tmp_path: Path
) -> None:
    visit = visits()
    with served(corpus, tmp_path / "queries") as address:
        visit.open(address)
        search_and_unfold(visit)
        read_the_evidence(visit)
        filter_by_status(visit)
        find_a_path(visit)
        ask_a_saved_query(visit)
        make_two_one_and_two_again(visit, corpus)
        claims, places = visit.claims(), visit.places()
        text = Path(visit.save("HTML").path()).read_text("utf-8")
        visit.page.context.close()
    network, info, _ = read_page(text)
    assert set(network.records) == claims
    assert [step.partition(":")[0] for step in info.steps] == [
        "query suppliers-of",
        "made North China Research Institute of Electro-Optics one with iRay Technology",
        "made North China Research Institute of Electro-Optics and iRay Technology two again",
    ]
    assert (info.query_name, info.parameters["state"]) == ("suppliers-of", "state:RU")
    opens_offline(browser, tmp_path, text, places)


def search_and_unfold(visit: LiveVisit) -> None:
    visit.empty()
    visit.add("China")
    visit.unfold("supplies")
    assert visit.names() >= {"China", "Russia"}


def read_the_evidence(visit: LiveVisit) -> None:
    visit.page.locator("#evidence .claims button", has_text="denied").first.click()
    assert "Who denies" in visit.evidence()
    expect(visit.page.locator("#evidence blockquote .said").first).to_be_visible()


def filter_by_status(visit: LiveVisit) -> None:
    shown = "() => claimgraphPage.visible.records.size"
    every = visit.page.evaluate(shown)
    visit.page.get_by_label("Denied").uncheck()
    assert 0 < visit.page.evaluate(shown) < every
    visit.page.get_by_label("Denied").check()


def find_a_path(visit: LiveVisit) -> None:
    visit.page.get_by_role("tab", name="Connect").click()
    visit.page.get_by_role("combobox", name=re.compile("^from")).fill("iRay Technology")
    visit.page.get_by_role("combobox", name=re.compile("^to")).fill("Iran")
    visit.press("Find paths")
    expect(visit.page.locator(".outcome").first).to_contain_text("on the shortest ways")
    assert "iRay Technology" in visit.names()


def ask_a_saved_query(visit: LiveVisit) -> None:
    visit.run_query("Suppliers of a state", state="Russia")
    visit.page.get_by_role("button", name=re.compile("^Draw")).click()
    visit.settled()
    expect(visit.page.locator("h1")).to_have_text("Suppliers of Russia")


def make_two_one_and_two_again(visit: LiveVisit, corpus: Store) -> None:
    before = visit.claims()
    visit.page.get_by_role("tab", name="Merge").click()
    visit.page.get_by_role("combobox", name=re.compile("^keep")).fill("iRay Technology")
    visit.page.get_by_role("combobox", name=re.compile("^same as")).fill("firm:ncrieo")
    visit.press("See what would change")
    visit.press("Make them one")
    expect(visit.page.locator(".decisions li")).to_have_count(1)
    visit.settled()
    assert len(visit.claims()) == len(before) - 1
    visit.page.get_by_role("button", name=re.compile("^Undo: ")).click()
    expect(visit.page.locator(".decisions")).to_contain_text("No two entities have been made one")
    visit.settled()
    assert visit.claims() == before
    assert corpus.merges() == []


def opens_offline(browser: Browser, folder: Path, text: str, places: dict[str, tuple[int, int]]) -> None:
    file = folder / "story.html"
    file.write_text(text, encoding="utf-8")
    context = browser.new_context(offline=True)
    seen = Watched(context.new_page())
    seen.page.goto(file.as_uri())
    seen.page.wait_for_function("() => globalThis.claimgraphPage")
    nodes = seen.page.evaluate("() => claimgraphPage.drawing.nodes.map(({ id, x, y }) => [id, x, y])")
    assert {id: (x, y) for id, x, y in nodes} == places
    seen.page.locator("#entity-list li", has_text="iRay").first.click()
    seen.page.locator("#evidence .claims button").first.click()
    expect(seen.page.locator("#evidence .around").first).to_be_visible()
    seen.page.locator("#query summary").click()
    expect(seen.page.locator("#query")).to_contain_text("MATCH (state:Entity {id: $state})")
    context.close()
    assert seen.problems == []
    assert [address for address in seen.requests if not address.startswith("file:")] == []

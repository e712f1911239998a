"""What the live page calls the canvas and says of where it came from: true after every step, and after a reload."""

from __future__ import annotations

import re

import pytest
from live_page import LiveVisit
from playwright.sync_api import expect

pytestmark = [pytest.mark.browser, pytest.mark.integration]


def heading(live: LiveVisit) -> str:
    return live.page.locator("h1").inner_text()


def summary(live: LiveVisit) -> str:
    return live.page.locator("#summary").inner_text()


def steps(live: LiveVisit) -> list[str]:
    return live.page.evaluate("() => claimgraphPage.index.data.info.steps")  # type: ignore[no-any-return]


def footer(live: LiveVisit) -> str:
    return live.page.locator("#source").evaluate("(box) => box.textContent")  # type: ignore[no-any-return]


def reload(live: LiveVisit) -> None:
    live.page.reload()
    live.page.wait_for_selector("body.ready")
    live.settled()


def draw_suppliers_of_russia(live: LiveVisit) -> None:
    live.run_query("Suppliers of a state", state="Russia")
    live.page.get_by_role("button", name=re.compile("^Draw")).click()
    live.settled()


def test_the_start_is_called_by_what_it_shows(live: LiveVisit) -> None:
    assert heading(live) == "All 20 claims"


def test_a_query_is_called_by_its_values_and_stays_so_after_a_reload(live: LiveVisit) -> None:
    draw_suppliers_of_russia(live)
    assert heading(live) == "Suppliers of Russia"
    told, before = steps(live), footer(live)
    assert told[0].startswith("query suppliers-of: Suppliers of Russia, ")
    assert "suppliers-of" in before and "MATCH (state:Entity {id: $state})" in before
    reload(live)
    assert heading(live) == "Suppliers of Russia"
    assert 'suppliers-of(state="state:RU"' in summary(live)
    assert steps(live) == told
    assert footer(live) == before


def test_further_steps_change_the_heading_and_what_is_said_of_the_query(live: LiveVisit) -> None:
    draw_suppliers_of_russia(live)
    live.page.get_by_role("tab", name="View").click()
    live.page.locator("#entity-list li", has_text="China").first.click()
    live.unfold("denies")
    assert heading(live) == "Suppliers of Russia (2 added)"
    assert "began with suppliers-of" in summary(live)
    assert steps(live)[-1] == "unfolded China: denies, 2 claims"
    live.page.locator("#entity-list li", has_text="Ukraine").first.click()
    live.press("Hide")
    assert steps(live)[-1] == "hid Ukraine"
    expect(live.page.locator("#source")).to_contain_text("3 steps")
    told = steps(live)
    reload(live)
    assert heading(live) == "Suppliers of Russia (2 added)"
    assert steps(live) == told


def test_a_canvas_without_a_beginning_is_called_by_what_was_put_there(live: LiveVisit) -> None:
    live.empty()
    assert heading(live) == "Empty canvas"
    reload(live)
    assert (heading(live), live.claims()) == ("Empty canvas", set())
    live.add("China")
    live.unfold("denies")
    assert heading(live) == "Around China"
    assert steps(live) == ["emptied the canvas", "added China", "unfolded China: denies, 2 claims"]
    assert live.save("CSV").suggested_filename == "around-china.csv"


def test_the_query_of_claims_that_are_all_gone_is_not_told_any_more(live: LiveVisit) -> None:
    draw_suppliers_of_russia(live)
    live.empty()
    assert "suppliers-of" not in footer(live)
    live.press("Undo")
    assert heading(live) == "Suppliers of Russia"
    assert "MATCH (state:Entity {id: $state})" in footer(live)


def test_an_added_query_stands_in_the_steps_in_full(live: LiveVisit) -> None:
    live.empty()
    live.add("Iran")
    live.run_query("Suppliers of a state", state="Ukraine")
    live.press("Add to the canvas")
    assert re.fullmatch(r'added \d+ claims? of the query suppliers-of\(state="state:UA".*\)', steps(live)[-1])
    assert re.fullmatch(r"Around Iran \(\d+ further claims?\)", heading(live))


def test_a_link_says_that_it_was_one(live: LiveVisit) -> None:
    draw_suppliers_of_russia(live)
    other = live.page.context.new_page()
    other.goto(live.page.url)
    other.wait_for_selector("body.ready")
    assert other.locator("h1").inner_text() == "Suppliers of Russia"
    told = other.evaluate("() => claimgraphPage.index.data.info.steps")
    assert told[:-1] == steps(live)
    assert told[-1].startswith("opened from an address with ")


def test_rows_and_drawings_of_one_query_are_files_of_one_name(live: LiveVisit) -> None:
    live.run_query("Suppliers of a state", state="Russia")
    with live.page.expect_download() as rows:
        live.press("CSV")
    assert rows.value.suggested_filename == "suppliers-of-russia.csv"


def test_cypher_that_has_a_name_is_called_by_it(live: LiveVisit) -> None:
    live.page.get_by_role("tab", name="Queries").click()
    live.press("Write Cypher")
    cypher = "MATCH (c:Claim {status: 'contested'}) RETURN c.id AS claim"
    live.page.get_by_label("Cypher", exact=True).fill(cypher)
    live.page.get_by_label("Name to save it under").fill("disputes")
    live.press("Save query")
    live.press("Run")
    with live.page.expect_download() as rows:
        live.press("CSV")
    assert rows.value.suggested_filename == "disputes.csv"

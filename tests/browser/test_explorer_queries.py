"""Asking in the live page: saved queries, Cypher of one's own, paths."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from live_page import LiveVisit
from playwright.sync_api import expect

from claimgraph.graph.store import Store

pytestmark = [pytest.mark.browser, pytest.mark.integration]


def test_a_saved_query_has_a_form_of_its_typed_parameters_and_rows_that_can_be_drawn(live: LiveVisit) -> None:
    live.run_query("Suppliers of a state", state="Russia")
    rows = live.page.locator(".pane.rows tbody tr")
    expect(rows.first).to_contain_text("iRay Technology")
    number = rows.count()
    live.page.get_by_role("button", name=re.compile("^Draw")).click()
    live.settled()
    assert 0 < len(live.claims()) <= number
    expect(live.page.locator("h1")).to_have_text("Suppliers of Russia")
    live.page.locator("#query summary").click()
    expect(live.page.locator("#query")).to_contain_text("MATCH (state:Entity {id: $state})")


SCROLLED = """() => {
  const rows = document.querySelector(".pane.rows .scrolled");
  return { beyond: rows.scrollWidth - rows.clientWidth, stacked: rows.classList.contains("stacked") };
}"""


def test_rows_that_find_no_room_side_by_side_stand_in_blocks_under_their_titles(live: LiveVisit) -> None:
    live.page.set_viewport_size({"width": 1280, "height": 800})
    live.run_query("Suppliers of a state", state="Russia")
    expect(live.page.locator(".pane.rows tbody tr").first).to_contain_text("iRay Technology")
    assert live.page.evaluate(SCROLLED) == {"beyond": 0, "stacked": True}
    cell = live.page.get_by_role("row").filter(has_text="iRay Technology").first.get_by_role("cell").first
    expect(cell).to_have_text("iRay Technology")
    title = cell.evaluate("(cell) => getComputedStyle(cell, '::before').content")
    assert "supplier" in title.lower()
    assert live.violations() == []
    live.page.get_by_role("columnheader", name=re.compile("^good", re.I)).get_by_role("button").click()
    assert live.page.evaluate(SCROLLED) == {"beyond": 0, "stacked": True}
    live.page.keyboard.press("]")
    live.page.keyboard.press("[")
    live.page.wait_for_function("() => !document.querySelector('.pane.rows .stacked')")


def test_the_timeline_gives_way_to_rows(live: LiveVisit) -> None:
    expect(live.page.locator("#timeline")).to_be_visible()
    live.run_query("Suppliers of a state", state="Russia")
    expect(live.page.locator("#timeline")).to_be_hidden()
    live.press("Close")
    expect(live.page.locator("#timeline")).to_be_visible()


def test_rows_sort_copy_and_save(live: LiveVisit) -> None:
    live.page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    live.run_query("Suppliers of a state", state="Russia")
    good = live.page.locator(".pane.rows th button", has_text="good")
    good.click()
    goods = live.page.locator(".pane.rows tbody td:nth-child(2)").all_inner_texts()
    assert goods == sorted(goods, key=str.casefold)
    live.press("Copy")
    copied = live.page.evaluate("() => navigator.clipboard.readText()").split("\n")
    assert copied[0].startswith("supplier\tgood\trecipient")
    assert len(copied) == len(goods) + 1
    with live.page.expect_download() as download:
        live.page.get_by_role("button", name="CSV", exact=True).click()
    assert Path(download.value.path()).read_text("utf-8").splitlines()[0].startswith('"supplier","good"')


def test_a_wrong_parameter_is_told_with_what_would_be_right(live: LiveVisit) -> None:
    live.run_query("Suppliers of a state", state="Rusia")
    expect(live.page.locator(".query-form [role=alert]")).to_contain_text("did you mean Russia?")


def test_cypher_is_editable_and_an_error_points_at_its_line(live: LiveVisit) -> None:
    live.page.get_by_role("tab", name="Queries").click()
    live.press("Write Cypher")
    area = live.page.get_by_label("Cypher", exact=True)
    area.fill("MATCH (c:Claim {status: $status})\nRETRUN c.id")
    live.page.get_by_role("combobox", name=re.compile("^status")).select_option("contested")
    live.press("Run")
    alert = live.page.locator(".query-form [role=alert]")
    expect(alert).to_contain_text("line 2, column 1: Invalid input 'RETRUN'; is it misspelt")
    expect(alert.locator("pre")).to_contain_text("  2 | RETRUN c.id")
    assert area.evaluate("(area) => area.value.slice(area.selectionStart, area.selectionEnd)").startswith("RETRUN")
    area.fill("MATCH (c:Claim {status: $status})\nRETURN c.id AS claim")
    live.press("Run")
    expect(live.page.locator(".pane.rows tbody tr")).to_have_count(2)


def test_cypher_that_writes_is_refused_and_nothing_changes(live: LiveVisit, corpus: Store) -> None:
    live.page.get_by_role("tab", name="Queries").click()
    live.press("Write Cypher")
    cypher = live.page.get_by_label("Cypher", exact=True)
    cypher.fill("MATCH (c:Cl")
    expect(live.page.get_by_role("listbox")).to_be_visible()
    cypher.fill("MATCH (c:Claim) DETACH DELETE c")
    expect(live.page.get_by_role("listbox")).to_be_hidden()
    live.press("Run")
    expect(live.page.locator(".query-form [role=alert]")).to_contain_text("may only read")
    assert corpus.stats().claims["contested"] == 2


def test_cypher_of_ones_own_is_saved_for_the_page_and_the_command_line(live: LiveVisit, tmp_path: Path) -> None:
    live.page.get_by_role("tab", name="Queries").click()
    live.press("Write Cypher")
    live.page.get_by_label("Name to save it under").fill("my-claims")
    live.press("Save query")
    expect(live.page.locator(".save-query")).to_contain_text("Saved as my-claims")
    assert "RETURN c.id" in (tmp_path / "queries/my-claims.cypher").read_text("utf-8")
    live.press("← All queries")
    expect(live.page.locator(".category", has_text="own").get_by_role("button", name="my-claims")).to_be_visible()


def test_what_is_the_same_in_every_row_of_a_wide_result_is_told_once(live: LiveVisit) -> None:
    live.page.get_by_role("tab", name="Queries").click()
    live.press("Write Cypher")
    cells = ", ".join(f"'{name}' + n AS {name}" for name in "abcdef")
    live.page.get_by_label("Cypher", exact=True).fill(f"UNWIND [1, 2] AS n RETURN {cells}, 'no' AS hedged")
    live.press("Run")
    expect(live.page.get_by_text("In every row: Hedged no")).to_be_visible()
    expect(live.page.locator(".scrolled th")).to_have_count(6)


def test_own_cypher_looks_names_up_where_it_compares_ids_and_says_so_when_saved(
    live: LiveVisit, tmp_path: Path
) -> None:
    live.page.get_by_role("tab", name="Queries").click()
    live.press("Write Cypher")
    live.page.get_by_label("Cypher", exact=True).fill("MATCH (c:Claim) WHERE c.recipient = $state RETURN c.id AS claim")
    live.page.get_by_role("textbox", name="state (needed)").fill("Iran")
    live.press("Run")
    expect(live.page.get_by_role("button", name=re.compile(r"^Draw \d+ claim"))).to_be_visible()
    live.page.get_by_label("Name to save it under").fill("to-a-state")
    live.press("Save query")
    expect(live.page.locator(".save-query")).to_contain_text(
        "Saved as to-a-state (state: entity(State|Firm|Organization))"
    )
    assert "// parameter state (entity(State|Firm|Organization), required)" in (
        tmp_path / "queries/to-a-state.cypher"
    ).read_text("utf-8")


def test_a_name_compared_as_text_is_told_beside_no_rows(live: LiveVisit) -> None:
    live.page.get_by_role("tab", name="Queries").click()
    live.press("Write Cypher")
    live.page.get_by_label("Cypher", exact=True).fill("MATCH (n {id: $who}) RETURN n.name AS name")
    live.page.get_by_role("textbox", name="who (needed)").fill("Iran")
    live.press("Run")
    expect(live.page.get_by_text("Did you mean its id, state:IR?")).to_be_visible()


def test_paths_are_lit_whatever_was_chosen_before(live: LiveVisit) -> None:
    live.page.locator("#entity-list li", has_text="China").first.click()
    live.page.get_by_role("tab", name="Connect").click()
    for label, name in (("from", "China"), ("to", "Iran")):
        live.page.get_by_role("combobox", name=re.compile(f"^{label}")).fill(name)
    live.press("Find paths")
    live.page.wait_for_function("() => claimgraphPage.state.matches?.size && !claimgraphPage.state.selection")


def test_paths_between_two_entities_over_chosen_relations(live: LiveVisit) -> None:
    live.empty()
    live.page.get_by_role("tab", name="Connect").click()
    live.page.get_by_role("combobox", name=re.compile("^from")).fill("iRay Technology")
    live.page.get_by_role("combobox", name=re.compile("^to")).fill("Iran")
    live.press("Find paths")
    expect(live.page.locator(".outcome").first).to_contain_text("on the shortest ways")
    assert live.names() >= {"iRay Technology", "Iran", "Russia"}
    live.page.get_by_role("combobox", name=re.compile("^to")).fill("Nowhere")
    live.press("Find paths")
    expect(live.page.locator(".outcome").first).to_contain_text("no entity named 'Nowhere'")

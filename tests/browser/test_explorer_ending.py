"""The end of an investigation in the live page: a dossier, views that are kept, a title; and what helps to ask."""

from __future__ import annotations

import re
import zipfile
from pathlib import Path

import pytest
from live_page import LiveVisit
from playwright.sync_api import expect

from claimgraph.graph.store import Store

pytestmark = [pytest.mark.browser, pytest.mark.integration]


def _drawn_suppliers(live: LiveVisit) -> None:
    live.run_query("Suppliers of a state", state="Russia")
    live.page.get_by_role("button", name=re.compile("^Draw")).click()
    live.settled()


def test_what_is_shown_or_chosen_is_written_as_a_dossier(live: LiveVisit, tmp_path: Path) -> None:
    _drawn_suppliers(live)
    live.page.locator("#save summary").click()
    live.page.get_by_text("Dossier…").click()
    assert live.violations() == []
    live.page.get_by_label("Title", exact=True).fill("What Russia buys")
    live.page.get_by_label("Note to the editor").fill("For Monday.")
    with live.page.expect_download() as download:
        live.press("Write it")
    assert download.value.suggested_filename == "what-russia-buys-dossier.html"
    page = Path(download.value.path()).read_text("utf-8")
    assert '<h1 dir="auto">What Russia buys</h1>' in page
    assert page.count('<article class="claim"') == len(live.claims())
    live.page.evaluate("() => claimgraphPage.state.select('claim', [...claimgraphExplorer.canvas.claims][0])")
    live.page.locator("#save summary").click()
    live.page.get_by_text("Dossier…").click()
    expect(live.page.get_by_label("what is chosen: 1 claim")).to_be_checked()
    live.page.get_by_label("Format").select_option("docx")
    with live.page.expect_download() as download:
        live.press("Write it")
    with zipfile.ZipFile(download.value.path()) as file:
        assert file.read("word/document.xml").count(b"Who denies it") == 1


def test_esc_closes_the_form_of_a_dossier_and_nothing_below_it(live: LiveVisit) -> None:
    live.page.evaluate("() => claimgraphPage.state.select('claim', [...claimgraphExplorer.canvas.claims][0])")
    live.page.locator("#save summary").click()
    live.page.get_by_text("Dossier…").click()
    expect(live.page.get_by_label("Title", exact=True)).to_be_focused()
    live.page.keyboard.press("Escape")
    expect(live.page.locator("dialog[open]")).to_have_count(0)
    assert live.page.evaluate("() => claimgraphPage.state.selection?.kind") == "claim"


def test_a_view_is_kept_with_its_title_and_notes_and_reopened(live: LiveVisit, corpus: Store) -> None:
    _drawn_suppliers(live)
    begun = live.claims()
    live.page.get_by_role("button", name="Write a title").click()
    live.page.get_by_label("Title of this view").fill("Russia's suppliers")
    live.page.keyboard.press("Enter")
    expect(live.page.locator("h1")).to_have_text("Russia's suppliers")
    live.page.get_by_role("button", name="Supply", exact=True).click()
    live.page.locator(".views summary").click()
    live.page.get_by_label("Notes").fill("Ask Kyiv.")
    live.press("Keep")
    expect(live.page.get_by_role("button", name="Remove the view Russia's suppliers")).to_be_visible()
    assert live.violations() == []
    (scene,) = corpus.scenes.all()
    assert (scene.name, scene.note, {claim.id for claim in scene.claims}) == ("Russia's suppliers", "Ask Kyiv.", begun)
    live.page.mouse.click(700, 500)
    live.empty()
    live.page.locator(".views summary").click()
    live.page.locator(".scene-open").click()
    live.settled()
    live.page.wait_for_function("(number) => claimgraphExplorer.canvas.claims.size === number", arg=len(begun))
    assert live.claims() == begun
    expect(live.page.locator("h1")).to_have_text("Russia's suppliers")
    assert live.page.evaluate("() => claimgraphPage.state.projection") == "supply"
    live.page.keyboard.press("Control+z")
    live.page.reload()
    live.page.wait_for_selector("body.ready")
    expect(live.page.locator("h1")).to_have_text("Russia's suppliers")
    corpus.scenes.remove("Russia's suppliers")


def test_cypher_is_completed_from_the_schema_and_its_parameters_have_types(live: LiveVisit) -> None:
    live.page.get_by_role("tab", name="Queries").click()
    live.press("Write Cypher")
    area = live.page.get_by_label("Cypher", exact=True)
    area.fill("")
    for typed in ("MATCH (c:Cl", ") WHERE c.recip"):
        area.type(typed)
        expect(live.page.get_by_role("listbox", name="Completions")).to_be_visible()
        live.page.keyboard.press("Enter")
    area.type(" = $who AND c.status = $which RETURN c.id AS claim")
    assert area.input_value() == ("MATCH (c:Claim) WHERE c.recipient = $who AND c.status = $which RETURN c.id AS claim")
    expect(live.page.get_by_role("combobox", name="which (needed)")).to_be_visible()
    live.page.get_by_label(re.compile("^which")).select_option("alleged")
    live.page.get_by_label(re.compile("^who")).fill("Russia")
    live.page.get_by_label("Stop it after").select_option("60")
    live.press("Run")
    expect(live.page.locator(".pane.rows tbody tr").first).to_be_visible()


def test_columns_have_titles_and_empty_ones_are_told_instead_of_shown(live: LiveVisit) -> None:
    live.run_query("All that is said about supplies between two parties", supplier="China", recipient="Russia")
    heads = live.page.locator(".pane.rows th").all_inner_texts()
    assert "Speaks for" in heads
    assert "Confidence" not in heads
    expect(live.page.get_by_text("Nothing stands in: Confidence")).to_be_visible()
    quote = live.page.locator(".pane.rows td.wide").first.bounding_box()
    assert quote is not None
    assert quote["width"] >= 230

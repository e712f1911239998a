"""A colleague corrects and adds claims in an exported page by marking words; his file is taken in by the store."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from command_line import CommandLine, environment_of
from emptying import emptied
from playwright.sync_api import Page, expect
from review_corpus import WIRE, parts
from watched import Watched

from claimgraph.graph.decision import Kind
from claimgraph.graph.model import Checked, EntityType, Role
from claimgraph.graph.server.values import Connection
from claimgraph.graph.store import Store
from claimgraph.graph.store.reviewing import Standing

pytestmark = [pytest.mark.browser, pytest.mark.integration]


@pytest.fixture
def store(shared_store: Store) -> Store:
    """A store with an article in which a good is misread, and a claim is missed."""
    emptied(shared_store).put([parts()])
    return shared_store


@pytest.fixture
def line(store: Store, store_connection: Connection, tmp_path: Path) -> CommandLine:
    """Ada's command line on her store."""
    return CommandLine({**environment_of(store_connection, tmp_path / "home"), "CLAIMGRAPH_AS": "Ada"})


def sent(line: CommandLine, visit: Callable[..., Watched], folder: Path) -> Page:
    """The page that Ada sends to Ben, who is at its desk and has written his name."""
    file = folder / "for-ben.html"
    line.output("export", "--for-review", "-o", str(file))
    page = visit(file).page
    page.keyboard.press("c")
    expect(page.get_by_role("textbox", name="Your name")).to_be_focused()
    page.keyboard.type("Ben\n")
    expect(page.locator(".desk-reader")).to_be_focused()
    return page


@pytest.fixture
def colleague(line: CommandLine, visit: Callable[..., Watched], tmp_path: Path) -> tuple[Page, CommandLine]:
    """The page that Ada sends him, at the desk, and a command line on her store."""
    page = sent(line, visit, tmp_path)
    page.locator(".desk-items .name", has_text="tanks").first.click()
    return page, line


def mark(page: Page, words: str) -> None:
    """Mark the first occurrence of words in the article, as dragging over them does."""
    start = len(WIRE[: WIRE.index(words)])
    page.evaluate(
        "([start, end]) => globalThis.claimgraphReview.desk.text.mark(start, end)", [start, start + len(words)]
    )


def taken_in(page: Page, line: CommandLine, folder: Path) -> str:
    """Save the decisions and import them; what the command says."""
    with page.expect_download() as download:
        page.get_by_role("button", name="Save decisions").click()
    file = folder / "ben.jsonl"
    download.value.save_as(file)
    return line.output("decisions", "import", str(file))


def test_he_corrects_by_marking_words_and_adds_what_was_missed(
    colleague: tuple[Page, CommandLine], store: Store, tmp_path: Path
) -> None:
    page, line = colleague
    expect(page.locator(".desk-reader")).to_contain_text("Norland also sold turbines to Zenda")
    page.keyboard.press("e")
    mark(page, "chips")
    page.keyboard.press("3")
    mark(page, "shipped")
    page.keyboard.press("5")
    expect(page.locator(".desk-changes")).to_contain_text("Halden Works → Veridia: chips")
    page.keyboard.press("Enter")
    expect(page.locator(".desk-progress")).to_contain_text("1 of 2 checked")
    page.keyboard.press("a")
    for words, key in (("Norland", "1"), ("Zenda", "2"), ("turbines", "3"), ("port clerk", "4")):
        mark(page, words)
        page.keyboard.press(key)
    page.locator(".desk-choices button", has_text="Official").click()
    page.keyboard.press("Enter")
    expect(page.locator(".desk-recent li")).to_have_count(2)
    assert "2 new decisions" in taken_in(page, line, tmp_path)
    network = store.network()
    told = {network.headline(id): record for id, record in network.records.items()}
    assert {*told} == {"Halden Works → Veridia: chips", "Norland → Zenda: turbines"}
    added = told["Norland → Zenda: turbines"].statements[0]
    assert (added.checked, added.evidence.quote) == (
        Checked.ADDED,
        "Norland also sold turbines to Zenda, a port clerk recalled.",
    )
    assert store.find("port clerk")[0].type is EntityType.OFFICIAL
    corrected = next(one for one in told["Halden Works → Veridia: chips"].statements if one.positive)
    trigger = next(one for one in corrected.roles if one.role is Role.TRIGGER)
    assert (corrected.checked, WIRE[trigger.start : trigger.end]) == (Checked.CORRECTED, "shipped")
    assert {one.standing.value for one in store.reviews()} == {"in force"}


def test_he_confirms_what_she_corrected_and_her_correction_stays(
    line: CommandLine, visit: Callable[..., Watched], store: Store, tmp_path: Path
) -> None:
    line.output("claim", "correct", "Halden Works -> Veridia: tanks", "--recipient", "Zenda")
    page = sent(line, visit, tmp_path)
    page.keyboard.press("Escape")
    page.evaluate(
        "(id) => claimgraphPage.state.select('claim', id)",
        next(id for id, record in store.network().records.items() if record.statements[0].checked),
    )
    page.locator("#evidence").get_by_role("button", name="Check", exact=True).click()
    page.locator(".desk-reader").press("c")
    expect(page.locator(".desk-recent li")).to_contain_text("Halden Works → Zenda: tanks")
    before = store.network()
    assert "1 new decision" in taken_in(page, line, tmp_path)
    (kept,) = [json.loads(saved) for saved in (tmp_path / "ben.jsonl").read_text("utf-8").splitlines()]
    assert (kept["kind"], kept["by"], kept["says"]) == ("confirm", "Ben", {"corrected": True})
    told = {(one.review.kind, one.review.by): one.standing for one in store.reviews()}
    assert told == {(Kind.CORRECT, "Ada"): Standing.IN_FORCE, (Kind.CONFIRM, "Ben"): Standing.IN_FORCE}
    assert store.network().records == before.records


def test_a_page_for_everybody_has_no_notes_and_no_whole_articles(line: CommandLine, tmp_path: Path) -> None:
    line.output("claim", "note", "Halden Works -> Veridia: tanks", "ask the harbour master")
    line.output("claim", "note", "Halden Works -> Veridia: tanks", "urgent", "--tag")
    for options, has_notes in (((), False), (("--for-review",), True)):
        file = tmp_path / "page.html"
        line.output("export", *options, "-o", str(file))
        text = file.read_text("utf-8")
        assert ("ask the harbour master" in text, "Nobody had asked him before" in text) == (has_notes, has_notes)
        assert '"words":"urgent"' in text

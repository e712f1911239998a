"""The analyst's desk of the live page: what is worth checking, decided by keys, corrected by marking words, undone."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from emptying import emptied
from live_page import LiveVisit, served
from playwright.sync_api import Route, expect
from review_corpus import WIRE, many, parts
from review_page import press, ready
from watched import Watched

from claimgraph.app.decisionfile import read_decisions
from claimgraph.graph.decision import Kind
from claimgraph.graph.store import Store
from claimgraph.graph.store.reviewing import Standing

pytestmark = [pytest.mark.browser, pytest.mark.integration]


@pytest.fixture(scope="module")
def loaded(shared_store: Store) -> Store:
    """A store with articles to review."""
    emptied(shared_store).put([parts(), many(6)])
    return shared_store


@pytest.fixture(autouse=True)
def _undecided(loaded: Store) -> Iterator[None]:
    yield
    for one in reversed(loaded.reviews()):
        loaded.undo(one.review.id, by="Ada")


@pytest.fixture
def desk(loaded: Store, visits: Callable[..., LiveVisit], tmp_path: Path) -> Iterator[LiveVisit]:
    """The live page on these articles, at the desk; Ada decides."""
    with served(loaded, tmp_path / "queries", by="Ada") as address:
        visit = visits()
        visit.open(address)
        visit.page.keyboard.press("c")
        ready(visit)
        yield visit
        visit.page.context.close()


def at(visit: LiveVisit, headline: str) -> None:
    """Go to an item by its headline."""
    visit.page.locator(".desk-items .name", has_text=headline).first.click()
    visit.page.wait_for_function(
        "words => (({ item, seen }) => item?.headline?.includes(words) && seen)(claimgraphExplorer.review.desk)",
        arg=headline,
    )


def mark(visit: LiveVisit, words: str) -> None:
    """Mark words of the article."""
    start = WIRE.index(words)
    visit.page.evaluate("([a, b]) => claimgraphExplorer.review.desk.text.mark(a, b)", [start, start + len(words)])


def kinds(store: Store) -> list[str]:
    return [one.review.kind.value for one in store.reviews()]


def test_the_list_says_why_and_goes_on_where_it_was_after_a_reload(desk: LiveVisit) -> None:
    first = desk.page.locator(".desk-items li").first
    expect(first).to_contain_text("Low confidence")
    expect(desk.page.locator(".desk-progress")).to_contain_text("0 of 8 checked")
    press(desk, "c")
    desk.page.keyboard.press("j")
    ready(desk)
    here = desk.page.locator(".desk-items li.chosen .name").inner_text()
    desk.page.reload()
    desk.page.wait_for_selector("body.ready.reviewing")
    ready(desk)
    expect(desk.page.locator(".desk-items li.chosen .name")).to_have_text(here)
    expect(desk.page.locator(".desk-progress")).to_contain_text("1 of 8 checked")
    assert desk.violations() == []


def test_a_part_of_the_list_that_was_emptied_meanwhile_gives_way_to_all_with_a_word(
    desk: LiveVisit, loaded: Store
) -> None:
    press(desk, "x", "1")
    desk.page.locator(".desk-filters button", has_text="Rejected").click()
    ready(desk)
    loaded.undo(loaded.reviews()[0].review.id, by="Ben")
    desk.page.reload()
    desk.page.wait_for_selector("body.ready.reviewing")
    ready(desk)
    expect(desk.page.locator("#said")).to_contain_text("Nothing is left under “Rejected”; everything that is worth")
    expect(desk.page.locator(".desk-filters [aria-pressed=true]")).to_contain_text("All")
    expect(desk.page.locator(".desk-items li.chosen")).to_have_count(1)


def test_the_last_decision_of_a_list_leaves_no_article_behind(desk: LiveVisit) -> None:
    press(desk, "x", "1")
    desk.page.locator(".desk-filters button", has_text="Rejected").click()
    ready(desk)
    desk.page.evaluate("() => claimgraphExplorer.review.desk.go(null)")
    expect(desk.page.locator(".desk-words")).to_be_hidden()
    expect(desk.page.locator(".desk-head")).to_be_hidden()


def test_a_claim_is_corrected_by_marking_words_and_what_changes_is_shown_before(desk: LiveVisit, loaded: Store) -> None:
    at(desk, "tanks")
    expect(desk.page.locator(".desk-words .word-good")).to_have_text("tanks")
    desk.page.keyboard.press("e")
    mark(desk, "chips")
    desk.page.keyboard.press("3")
    changes = desk.page.locator(".desk-changes")
    expect(changes).to_contain_text("Halden Works → Veridia: tanks leaves the picture")
    expect(changes).to_contain_text("Halden Works → Veridia: chips becomes contested, 1 origin (now denied, 0 origins)")
    assert loaded.reviews() == []
    assert len(loaded.network().records) == 8
    press(desk, "Enter")
    told = {one.headline: one for one in (Told(loaded, id) for id in loaded.network().records)}
    assert told["Halden Works → Veridia: chips"].status == "contested"
    assert "Halden Works → Veridia: tanks" not in told
    press(desk, "u")
    assert loaded.reviews() == []
    expect(desk.page.locator(".desk-items li.chosen")).to_contain_text("tanks")


def test_the_item_at_hand_is_seen_in_the_list(desk: LiveVisit) -> None:
    desk.page.set_viewport_size({"width": 1280, "height": 600})
    for _ in range(6):
        desk.page.keyboard.press("j")
        ready(desk)
        expect(desk.page.locator(".desk-items li.chosen .name")).to_be_in_viewport()


def test_no_word_moves_under_the_mouse_that_marks_it(desk: LiveVisit) -> None:
    at(desk, "tanks")
    text = desk.page.locator(".desk-words")
    here = text.bounding_box()
    desk.page.keyboard.press("a")
    expect(desk.page.locator(".desk-bar")).to_contain_text("Adding a claim")
    assert text.bounding_box() == here
    mark(desk, "Norland also sold turbines to Zenda, a port clerk recalled")
    expect(desk.page.locator(".desk-bar")).to_contain_text("Norland also sold")
    assert text.bounding_box() == here


def test_decisions_are_handed_on_and_taken_in_by_the_page_alone(desk: LiveVisit, loaded: Store, tmp_path: Path) -> None:
    at(desk, "tanks")
    press(desk, "v")
    desk.page.keyboard.press("e")
    mark(desk, "chips")
    desk.page.keyboard.press("3")
    expect(desk.page.locator(".desk-changes")).to_contain_text("leaves the picture")
    press(desk, "Enter")
    with desk.page.expect_download() as download:
        desk.page.get_by_role("button", name="Save decisions").click()
    file = tmp_path / "decisions.jsonl"
    download.value.save_as(file)
    told = {one.review.id for one in loaded.reviews()}
    assert {one.id for one in read_decisions(file.read_text("utf-8").splitlines(), "it")} == told
    press(desk, "u")
    press(desk, "u")
    assert loaded.reviews() == []
    file.write_text(file.read_text("utf-8") + "{}\n", encoding="utf-8")
    hand_in(desk, file)
    expect(desk.page.get_by_role("alert")).to_contain_text("decisions.jsonl, line 3: 'about' is missing")
    assert loaded.reviews() == []
    whole = file.read_text("utf-8").removesuffix("{}\n")
    file.write_text(whole, encoding="utf-16")
    hand_in(desk, file)
    expect(desk.page.get_by_role("alert")).to_contain_text("decisions.jsonl: is no text in UTF-8")
    file.write_text(whole, encoding="utf-8")
    hand_in(desk, file)
    expect(desk.page.locator(".toast")).to_contain_text("2 new decisions, 0 known already")
    ready(desk)
    assert {one.review.id for one in loaded.reviews()} == told
    expect(desk.page.locator(".desk-progress")).to_contain_text("1 of 8 checked")
    desk.page.keyboard.press("Escape")
    desk.settled()
    shown = {Told(loaded, id).headline for id in desk.claims()}
    assert "Halden Works → Veridia: chips" in shown
    assert "Halden Works → Veridia: tanks" not in shown


def hand_in(visit: LiveVisit, file: Path) -> None:
    with visit.page.expect_file_chooser() as chooser:
        visit.page.get_by_role("button", name="Take in decisions").click()
    chooser.value.set_files(file)


@pytest.mark.parametrize("answered", ["decide", "work"])
def test_keys_pressed_while_a_decision_is_being_kept_decide_nothing(
    desk: LiveVisit, loaded: Store, answered: str
) -> None:
    desk.page.keyboard.press("j")
    ready(desk)
    here = desk.page.locator(".desk-items li.chosen .name").inner_text()
    desk.page.keyboard.press("e")
    desk.page.keyboard.press("h")
    expect(desk.page.locator(".desk-changes")).to_contain_text("1 origin, hedged (now asserted, 1 origin)")
    held: list[Route] = []
    desk.page.route(f"**/api/{answered}", lambda one: held.append(one))  # noqa: PLW0108 Playwright marks what it calls, and a built-in method takes no mark
    desk.page.keyboard.press("Enter")
    while not held:
        desk.page.wait_for_timeout(20)
    for key in ("Enter", "c", "x", "4", "q", "u"):
        desk.page.keyboard.press(key)
    expect(desk.page.locator(".desk")).to_have_attribute("aria-busy", "true")
    for one in held:
        one.continue_()
    desk.page.unroute(f"**/api/{answered}")
    ready(desk)
    assert len(held) == 1
    assert [one.review.kind for one in loaded.reviews()] == [Kind.CORRECT]
    expect(desk.page.locator(".desk-items li.chosen .name")).not_to_have_text(here)
    expect(desk.page.locator(".desk-progress")).to_contain_text("1 of 8 checked")
    press(desk, "c")
    assert len(loaded.reviews()) == 2


class Told:
    """A claim as the store tells it."""

    def __init__(self, store: Store, id: str) -> None:
        network = store.network([id])
        self.headline, self.status = network.headline(id), network.records[id].status.value


def test_a_claim_that_was_missed_is_added_with_words_marked_by_keys(desk: LiveVisit, loaded: Store) -> None:
    at(desk, "tanks")
    desk.page.keyboard.press("a")
    mark(desk, "Norland")
    for key in ("1", "ArrowRight"):
        desk.page.keyboard.press(key)
        desk.page.wait_for_function("() => claimgraphExplorer.review.desk.draft.parts.supplier")
    mark(desk, "turbines")
    desk.page.keyboard.press("3")
    desk.page.wait_for_function("() => claimgraphExplorer.review.desk.draft.parts.good")
    mark(desk, "Zenda")
    desk.page.keyboard.press("2")
    expect(desk.page.locator(".desk-changes")).to_contain_text("Norland → Zenda: turbines comes: asserted, 1 origin")
    press(desk, "Enter")
    added = next(one for one in loaded.reviews() if one.review.kind is Kind.ADD)
    assert added.review.there.place.quote == "Norland also sold turbines to Zenda, a port clerk recalled."
    desk.page.keyboard.press("Escape")
    desk.settled()
    assert {Told(loaded, id).headline for id in desk.claims()} >= {"Norland → Zenda: turbines"}


def test_a_rejected_claim_leaves_the_picture_is_shown_on_demand_and_comes_back(desk: LiveVisit, loaded: Store) -> None:
    at(desk, "tanks")
    (gone,) = [id for id in desk.claims() if Told(loaded, id).headline.endswith("tanks")] or [None]
    press(desk, "x", "4")
    desk.page.keyboard.press("Escape")
    desk.settled()
    assert gone not in desk.claims()
    desk.page.keyboard.press("c")
    ready(desk)
    desk.page.get_by_role("button", name="Rejected").click()
    expect(desk.page.locator(".desk-side")).to_contain_text("wrong good · Ada")
    press(desk, "u")
    assert loaded.reviews() == []


def test_likely_equals_are_judged_with_a_preview(desk: LiveVisit, loaded: Store) -> None:
    desk.page.get_by_role("button", name="Likely the same").click()
    ready(desk)
    side = desk.page.locator(".desk-side")
    expect(side).to_contain_text("the same as")
    expect(side).to_contain_text("Acronym")
    press(desk, "s")
    assert kinds(loaded) == ["merge"]
    press(desk, "u")
    assert loaded.merges() == []


TWICE = """async ({ claims, decisions, undone }) => {
  const { review, canvas } = claimgraphExplorer;
  await canvas.change("all", (wanted) => claims.forEach((id) => wanted.claims.add(id)));
  const taken = [];
  for (const fields of decisions) taken.push(...(await review.decide(fields)).decisions);
  for (const one of taken.toReversed().slice(0, undone)) await review.undo(one);
  review.close();
}"""


@pytest.mark.parametrize("undone", [0, 1, 2])
def test_decisions_of_one_visit_leave_every_claim_on_the_canvas(desk: LiveVisit, loaded: Store, undone: int) -> None:
    pairs = (("state:X0", "state:X3"), ("good:tanks", "good:lathes"))  # the second tells what the first told anew
    merges = [{"kind": "merge", "kept": one, "other": other} for one, other in pairs]
    desk.page.evaluate(TWICE, {"claims": [*loaded.network().records], "decisions": merges, "undone": undone})
    assert len(loaded.merges()) == 2 - undone
    desk.page.wait_for_function(
        "(ids) => ids.length === claimgraphExplorer.canvas.claims.size"
        " && ids.every((id) => claimgraphExplorer.canvas.claims.has(id))",
        arg=[*loaded.network().records],
    )


def test_notes_tags_and_grades_stand_beside_the_claim_and_hostile_ones_stay_text(
    desk: LiveVisit, loaded: Store
) -> None:
    at(desk, "tanks")
    hostile = "<img src=x onerror=window.hacked=1>"
    desk.page.keyboard.press("n")
    desk.page.keyboard.type(hostile)
    press(desk, "Enter")
    press(desk, "g", "b")
    press(desk, "g", "2")
    expect(desk.page.locator(".desk-side .desk-remarks")).to_contain_text(hostile)
    expect(desk.page.locator(".desk-head")).to_contain_text("reliability B2")
    assert desk.page.evaluate("() => window.hacked") is None
    assert sorted(kinds(loaded)) == ["note", "reliability", "reliability"]
    assert desk.violations() == []


def test_an_entity_is_renamed_and_typed_from_its_card(desk: LiveVisit, loaded: Store) -> None:
    desk.page.keyboard.press("Escape")
    desk.add("Halden Works")
    desk.page.locator(".hand summary").click()
    desk.page.get_by_role("textbox", name="Right name").fill("Halden Works AS")
    desk.press("Rename")
    expect(desk.page.locator("#evidence .headline")).to_have_text("Halden Works AS")
    assert [one.name for one in loaded.find("Halden Works")] == ["Halden Works AS"]


def test_a_colleague_reviews_offline_and_his_file_is_taken_in(
    visit: Callable[..., Watched], loaded: Store, tmp_path: Path
) -> None:
    page = visit(loaded.network()).page
    page.keyboard.press("c")
    page.locator(".desk-items .name", has_text="tanks").first.click()
    page.keyboard.press("c")
    expect(page.locator("#said")).to_contain_text("Write your name first")
    page.get_by_role("textbox", name="Your name").fill("Ben")
    page.locator(".desk-reader").focus()
    page.keyboard.press("x")
    page.keyboard.press("4")
    expect(page.locator(".desk-progress")).to_contain_text("1 of 8 checked")
    page.keyboard.press("n")
    page.keyboard.type("ask the port")
    page.keyboard.press("Enter")
    expect(page.locator(".desk-recent li")).to_have_count(2)
    page.keyboard.press("c")
    expect(page.locator(".desk-progress")).to_contain_text("2 of 8 checked")
    page.reload()
    page.wait_for_function("() => globalThis.claimgraphReview")
    page.keyboard.press("c")
    expect(page.locator(".desk-progress")).to_contain_text("2 of 8 checked")
    with page.expect_download() as download:
        page.get_by_role("button", name="Save decisions (3)").click()
    file = tmp_path / "ben.jsonl"
    download.value.save_as(file)
    reviews = read_decisions(file.read_text("utf-8").splitlines(), file.name)
    new, _ = loaded.import_reviews(reviews)
    assert new == 3
    assert sorted(kinds(loaded)) == ["confirm", "note", "reject"]
    assert {(one.review.by, one.standing) for one in loaded.reviews()} == {("Ben", Standing.IN_FORCE)}
    assert "Halden Works → Veridia: tanks" not in {Told(loaded, id).headline for id in loaded.network().records}


def test_the_server_refuses_what_is_no_decision_in_one_line(desk: LiveVisit) -> None:
    asked = """fields => import("/page/js/live/api.js")
      .then(({ ask }) => ask("decide", fields)).then(JSON.stringify, (problem) => problem.message)"""
    for fields, line in (
        ({"kind": "forget"}, "kind: must be one of confirm, reject"),
        ({"kind": "reject", "statement": "statement:none", "reason": "dull"}, "reason: must be one of no transfer"),
        ({"kind": "confirm", "statement": "statement:none"}, "no statement has the id 'statement:none'"),
        ({"kind": "add", "article": "parts", "parts": {"good": {"span": [9, 3]}}}, "parts.good.span: is empty"),
    ):
        assert line in desk.page.evaluate(asked, json.loads(json.dumps(fields)))

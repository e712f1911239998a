"""An exported page stays whole where an article's date, a name, or what the browser kept is such as nobody expects."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import page_networks
import pytest
from playwright.sync_api import Browser, Page, expect
from watched import Watched

from claimgraph.graph.model import Article, Document, Entity, EntityType, Stance, Statement
from claimgraph.graph.network import Network
from claimgraph.graph.render import PageInfo, render_page

pytestmark = pytest.mark.browser

DAMAGED = [5, True, "text", {"told": 1}, [None, 5, "x", [], {}], [{"review": {}, "told": {"kind": "reject"}}]]
READ = """text => {
  const read = new DOMParser().parseFromString(text, "image/svg+xml").documentElement;
  return [read.tagName, read.textContent.includes("Halden")];
}"""
OPEN = "() => claimgraphReview.open(claimgraphPage.index.data.claims[0].claim.id)"
KEPT = """() => JSON.parse(localStorage.getItem(
  Object.keys(localStorage).find((key) => key.startsWith("claimgraph-decisions-"))
))"""


def reported_on(*days: date, time: str | None = None) -> Network:
    """One claim that an article of each day reports."""
    b = page_networks.Builder()
    firm, good, state = (
        b.entity(type, name)
        for type, name in ((EntityType.FIRM, "Halden"), (EntityType.GOOD, "lathes"), (EntityType.STATE, "Veridia"))
    )
    claim = b.claim(firm, good, state)
    for number, day in enumerate(days):
        b.said(
            claim, Stance.ASSERTS, b.article(f"a{number}", f"Story {number}", "Wire", day), "It sold lathes.", time=time
        )
    return b.network()


@pytest.mark.parametrize(
    ("network", "clock"),
    [
        (reported_on(date(2022, 1, 1), date.max), "said"),
        (reported_on(date(9999, 12, 28), date.max), "said"),
        (reported_on(date.min, date(60, 1, 1)), "said"),
        (reported_on(date.min, date.max), "said"),
        (reported_on(date(2022, 1, 1), time="in 2022-9999"), "happened"),
    ],
    ids=["far away", "the last days", "the first years", "all years", "happens far away"],
)
def test_one_far_date_stops_no_page(network: Network, clock: str, visit: Callable[..., Watched]) -> None:
    page = visit(network).page
    page.evaluate("clock => claimgraphPage.state.tellTimeBy(clock)", clock)
    marks = page.locator("#timeline .axis-mark")
    expect(marks.first).to_be_visible()
    assert marks.count() <= 12
    page.get_by_role("button", name="Table", exact=True).click()
    expect(page.locator("#table tbody tr")).to_have_count(1)


def test_a_picture_is_xml_whatever_stands_in_it(visit: Callable[..., Watched]) -> None:
    b = page_networks.Builder()
    name = "Hal\x00den\x1b \x0b\ufffe"
    claim = b.claim(b.entity(EntityType.FIRM, name), b.entity(EntityType.GOOD, name), b.entity(EntityType.STATE, name))
    b.said(claim, Stance.ASSERTS, b.article("a", name, name), "It sold them.")
    page = visit(b.network()).page
    for format in ("SVG", "PNG"):
        page.locator("#save summary").click()
        with page.expect_download() as download:
            page.locator("#save .menu button", has=page.get_by_text(format, exact=True)).click()
        if format == "SVG":
            read = page.evaluate(READ, Path(download.value.path()).read_text("utf-8"))
            assert read == ["svg", True]


BLOCK = re.compile(r'(<script type="application/json" id="claimgraph-data">)(.*?)(</script>)', re.DOTALL)
DEEP = "[" * 200_000 + "]" * 200_000


@pytest.mark.parametrize(
    "data",
    ["[]", "null", "NaN", "5", '"text"', "{}", "", "{", DEEP, '{"entities": [null], "articles": [], "claims": []}'],
    ids=["list", "null", "NaN", "number", "text", "empty", "nothing", "cut", "deep", "hollow"],
)
def test_a_reader_is_told_that_the_data_of_a_page_are_damaged(data: str, browser: Browser, tmp_path: Path) -> None:
    whole = render_page(reported_on(date(2022, 1, 1)), PageInfo("Halden", built_on=date(2026, 11, 24)))
    told = told_by(BLOCK.sub(lambda found: found[1] + data + found[3], whole), browser, tmp_path)
    assert (
        told == "The data in this file are damaged, so it cannot be shown. Ask for the file again, or export it anew."
    )


def test_a_reader_is_told_that_a_page_was_cut(browser: Browser, tmp_path: Path) -> None:
    whole = render_page(reported_on(date(2022, 1, 1)), PageInfo("Halden", built_on=date(2026, 11, 24)))
    for end in (whole.index('"claims":'), len(whole) - 5_000):
        assert "If this line stays, the file is incomplete" in told_by(whole[:end], browser, tmp_path)


def told_by(text: str, browser: Browser, folder: Path) -> str:
    """The line that a page shows once it is loaded."""
    file = folder / "page.html"
    file.write_text(text, "utf-8")
    page = browser.new_page()
    page.goto(file.as_uri())
    notice = page.locator("#notice")
    expect(notice).to_be_visible()
    told = notice.inner_text()
    page.close()
    return told


def kept_again(page: Page, what: str, value: Any) -> None:
    """Let the browser keep a value for the page, and load it again."""
    page.evaluate(
        """([what, text]) => localStorage.setItem(
          what === "name" ? "claimgraph-reviewer" : `claimgraph-decisions-${claimgraphPage.index.data.checksum}`, text,
        )""",
        [what, value if isinstance(value, str) else json.dumps(value)],
    )
    page.evaluate("() => { claimgraphReview.saved = claimgraphReview.own.length; }")  # or it asks before it goes
    page.reload()
    page.wait_for_function("() => globalThis.claimgraphReview")


# What the page says goes after some seconds, which a busy machine may need to look.
REMEMBER = """
globalThis.told = "";
new MutationObserver(() => {
  globalThis.told += document.querySelector("#said")?.textContent ?? "";
}).observe(document, { subtree: true, childList: true, characterData: true });
"""


def test_a_desk_opens_whatever_the_browser_kept_and_leaves_out_what_is_no_decision(
    visit: Callable[..., Watched],
) -> None:
    page = visit(page_networks.veridia()).page
    page.add_init_script(REMEMBER)
    kept_again(page, "name", {"toString": 1})
    page.evaluate(OPEN)
    page.keyboard.type("Ben\n")
    page.keyboard.press("c")
    expect(page.locator(".desk-recent li")).to_have_count(1)
    (decision,) = page.evaluate(KEPT)
    other = {**decision, "told": {**decision["told"], "claim": "claim:0"}}
    for damaged in (*DAMAGED, [decision, other, {**decision, "review": 1}], "{"):
        kept_again(page, "decisions", damaged)
        page.wait_for_function("() => globalThis.told.includes('cannot be read')")
        held = page.evaluate("() => claimgraphReview.own")
        assert held == ([decision] if decision in (damaged if isinstance(damaged, list) else []) else [])
    page.evaluate(OPEN)
    page.locator(".desk-reader").press("c")
    expect(page.locator(".desk-recent li")).to_have_count(1)
    assert len(page.evaluate(KEPT)) == 1


def mixed_up(own: list[dict[str, Any]]) -> dict[str, dict[str, Any]]:
    """Decisions by which somebody else would have them say another thing than the desk lists."""
    one, two = own
    about_another = {**one, "review": {**one["review"], "about": two["review"]["about"]}}
    reading = one["review"]["about"]["reading"]
    article = reading["article"]

    def saying(kind: str, about: object, says: object, **more: object) -> dict[str, Any]:
        return {
            "review": {**one["review"], "kind": kind, "about": about, "says": says, **more},
            "told": {**one["told"], "kind": kind, "words": "harmless"},
        }

    renamed = {"entity": {**reading["supplier"], "name": "Norland"}, "span": None}
    here = {"reading": reading}
    return {
        "another reading": about_another,
        "another quote": saying("confirm", {"reading": {**reading, "quote": "It sold nothing."}}, {}),
        "another outlet": saying("reliability", {"outlet": "Reuters"}, {"source": "F", "information": 6}),
        "another article": saying("check", {"article": {**article, "sha256": "0" * 64}}, {}),
        "a claim and a name": saying("note", {"claim": {**reading, "modality": "actual"}}, {"text": "seen"}),
        "a name of another": saying("correct", here, {"supplier": renamed}),
        "words of another place": saying("correct", here, {"trigger": {"span": [0, 2], "words": "shipped"}}),
        "a part that is none": saying("correct", here, {"trust": "none"}),
        "nothing": saying("correct", here, {}),
        "a reason of his own": saying("reject", here, {"reason": "lies"}),
        "a further part": saying("confirm", here, {}, statements=["all"]),
        "a time of his own": saying("confirm", here, {}, at="tomorrow"),
        "an entity": saying("rename", {"entity": reading["supplier"]}, {"name": "Norland"}),
        "another place": saying("add", {"reading": {**reading, "quote": "It sold tanks."}}, {}),
    }


def test_the_desk_lists_what_it_saves_whatever_the_browser_kept_of_its_words(visit: Callable[..., Watched]) -> None:
    page = visit(page_networks.veridia()).page
    page.add_init_script(REMEMBER)
    page.evaluate("() => claimgraphReview.open()")
    page.keyboard.type("Ben\n")
    for number in (1, 2):
        page.keyboard.press("c")
        expect(page.locator(".desk-recent li")).to_have_count(number)
    own = page.evaluate(KEPT)
    for what, one in mixed_up(own).items():
        kept_again(page, "decisions", [own[1], one])
        page.wait_for_function("() => globalThis.told.includes('1 decision kept by this browser cannot be read')")
        assert page.evaluate("() => claimgraphReview.own") == [own[1]], what
    correct = {**own[0]["review"], "kind": "correct", "says": {"modality": "blocked", "hedged": True}}
    lies = {**own[0]["told"], "about": "Nobody", "words": "modality: actual", "why": "harmless", "kind": "confirm"}
    kept_again(page, "decisions", [{"review": {**correct, "why": "planted"}, "told": lies}])
    (told,) = page.evaluate("() => claimgraphReview.load().decisions")
    assert (told["kind"], told["words"]) == ("correct", "modality: blocked, hedged: true")
    assert (told["about"], told["why"], told["quote"]) == (own[0]["told"]["about"], "planted", own[0]["told"]["quote"])


def test_a_width_that_no_panel_has_is_not_taken(visit: Callable[..., Watched]) -> None:
    page = visit(page_networks.veridia()).page
    page.evaluate(
        "widths => localStorage.setItem('claimgraph panels', JSON.stringify(widths))",
        {"left": {"width": 1e9}, "right": {"width": -5}},
    )
    page.reload()
    page.wait_for_function("() => globalThis.claimgraphPage")
    expect(page.locator("#picture")).to_be_visible()
    assert page.locator("#picture").evaluate("(box) => box.clientWidth") > 300


def test_an_article_may_have_the_name_of_what_every_object_has(visit: Callable[..., Watched], tmp_path: Path) -> None:
    document = Document(Article("constructor", "a.txt", "0" * 64), "Halden sold lathes to Veridia.")
    network = reported_on(date(2022, 1, 1))
    (record,) = network.records.values()
    said = Statement.of(record.claim, Stance.ASSERTS, document.evidence(0, 30), rule="r", trigger="sold")
    entities: list[Entity] = list(network.entities.values())
    page = visit(Network.of(entities, [document.article], [record.claim], [said])).page
    page.evaluate("(id) => claimgraphReview.open(id)", record.claim.id)
    expect(page.locator(".desk-reader")).to_contain_text("Halden sold lathes to Veridia.")

"""The exported page in a real Chromium, with the network blocked."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import page_networks
import pytest
from axe_playwright_python.sync_playwright import Axe
from page_networks import record_of
from playwright.sync_api import BrowserContext, Page, expect

from claimgraph.graph.model import Status
from claimgraph.graph.network import Network
from claimgraph.graph.render import PageInfo
from claimgraph.graph.render.inline import Inline

pytestmark = pytest.mark.browser


def test_opens_without_a_request_and_draws_types_and_statuses_in_their_colours(visit) -> None:
    page = visit(page_networks.veridia())
    colours = page.colours()
    state, firm, good, official = "0,114,178", "230,159,0", "0,158,115", "204,121,167"
    assert {state, firm, good, official} <= colours
    assert page.requests == [page.page.url.partition("#")[0]]


def test_a_click_on_a_claims_junction_shows_both_sides(visit) -> None:
    network = page_networks.veridia()
    contested = record_of(network, Status.CONTESTED, "CNC machine tools")
    page = visit(network)
    page.click_at(contested.claim.id)
    text = page.evidence()
    assert "Halden Machine Works supplies Veridia: CNC machine tools" in text
    assert "3 statements 2 articles 1 independent origin" in text
    affirms, denies = (page.page.locator("#evidence .side").nth(side).inner_text() for side in (0, 1))
    assert "Min. A. Lindqvist" in affirms
    assert "shipped CNC tools to Veridia in March" in affirms
    assert "Halden called the allegation “entirely false”" in denies
    assert "Daily Example" in denies
    assert "supply.active" in denies


def test_the_evidence_names_the_origins_and_says_what_is_counted(visit) -> None:
    network = page_networks.veridia()
    contested = record_of(network, Status.CONTESTED, "CNC machine tools")
    page = visit(network)
    page.click_at(contested.claim.id)
    told = page.page.locator("#evidence .origins")
    expect(told.locator("li")).to_have_count(contested.origins)
    assert told.locator("li .origin").all_inner_texts() == [origin.name for origin in contested.origin_groups]
    told.get_by_text("What is counted").click()
    expect(told.get_by_text("Each body or person that is named and speaks is one origin")).to_be_visible()


@pytest.mark.parametrize("relation", ["supplier", "recipient", "good"])
def test_a_click_on_a_line_of_a_claim_shows_its_evidence(visit, relation: str) -> None:
    network = page_networks.veridia()
    claim = record_of(network, Status.ASSERTED, "guidance chips").claim
    page = visit(network)
    page.click_at(f"{claim.id}/{relation}/{getattr(claim, relation)}")
    assert "Sable Microdevices supplies Жемчуг-Импорт: guidance chips" in page.evidence()


def test_a_broader_denial_is_named_as_one(visit) -> None:
    network = page_networks.veridia()
    page = visit(network)
    page.click_at(record_of(network, Status.CONTESTED, "artillery shells").claim.id)
    denies = page.page.locator("#evidence .side").nth(1).inner_text()
    assert "broader denial" in denies
    assert "Denies the wider kind: weapons" in denies


@pytest.mark.parametrize("way", ["key", "button"])
def test_all_that_is_drawn_comes_back_into_sight(visit, way: str) -> None:
    page = visit(page_networks.veridia())
    outside = """() => claimgraphPage.drawing.nodes.filter(({ id }) => {
      const { x, y } = claimgraphPage.picture.placeOf(id);
      const { clientWidth, clientHeight } = document.getElementById("picture");
      return x < 0 || y < 0 || x > clientWidth || y > clientHeight;
    }).length"""
    box = page.page.locator("#picture").bounding_box()
    assert box
    page.page.mouse.move(box["x"] + 5, box["y"] + 5)
    for _ in range(12):
        page.page.mouse.wheel(0, -300)
    page.page.wait_for_function(f"() => ({outside})() > 3")
    if way == "key":
        page.page.keyboard.press("f")
    else:
        page.page.get_by_role("button", name="Fit", exact=True).click()
    page.page.wait_for_function(f"() => ({outside})() === 0")


def test_search_finds_by_name_alias_and_quote_and_opens_the_hit(visit) -> None:
    page = visit(page_networks.veridia())
    page.page.keyboard.press("/")
    page.page.keyboard.type("entirely false")
    expect(page.page.locator("#search-hits [role=option]")).to_have_count(1)
    page.page.keyboard.press("Escape")
    page.page.locator("#search-input").fill("oz")
    page.page.keyboard.press("Enter")
    assert "Spokesperson R. Öz" in page.evidence()
    assert "Speaks for" in page.evidence()


def test_search_for_nothing_known_says_so(visit) -> None:
    page = visit(page_networks.veridia())
    page.page.locator("#search-input").fill("zeppelin")
    expect(page.page.locator("#search-hits")).to_contain_text("Nothing of that name")


def test_filters_take_claims_and_their_entities_away_and_bring_them_back(visit) -> None:
    page = visit(page_networks.veridia())
    visible = "() => claimgraphPage.visible.records.size"
    box = page.page.get_by_label("Alleged")
    box.uncheck()
    assert page.page.evaluate(visible) == 6
    expect(page.page.locator("#entities li", has_text="Central Research Institute")).to_be_hidden()
    box.check()
    assert page.page.evaluate(visible) == 11
    page.page.get_by_label("Firms").uncheck()
    assert page.page.evaluate(visible) == 7
    for status in ("Asserted", "Alleged", "Contested", "Denied", "Negated"):
        checkbox = page.page.get_by_label(status)
        if checkbox.count():
            checkbox.uncheck()
    expect(page.page.locator("#empty")).to_contain_text("The filters hide every claim")
    page.page.keyboard.press("t")
    expect(page.page.locator("#empty")).to_be_hidden()
    expect(page.page.locator("#notice")).to_contain_text("The filters hide every claim")
    page.page.keyboard.press("t")
    page.page.locator("#empty").get_by_role("button", name="Show everything again").click()
    assert page.page.evaluate(visible) == 11
    expect(page.page.locator("#empty")).to_be_hidden()


def test_counts_stand_beside_every_filter(visit) -> None:
    page = visit(page_networks.veridia())
    rows = page.page.locator(".filters label").all_inner_texts()
    assert [" ".join(row.split()) for row in rows[:5]] == [
        "Asserted 1",
        "Alleged 5",
        "Contested 2",
        "Denied 1",
        "Negated 2",
    ]


@pytest.mark.parametrize(("width", "stacked"), [(1400, False), (1280, False), (1024, True), (390, True)])
def test_the_table_never_scrolls_sideways(visit, width: int, stacked: bool) -> None:
    page = visit(page_networks.read_with_confidence())
    page.page.set_viewport_size({"width": width, "height": 800})
    page.page.keyboard.press("t")
    beyond = "() => (({ scrollWidth, clientWidth }) => scrollWidth - clientWidth)(claimgraphPage.table.container)"
    page.page.wait_for_function(f"() => ({beyond})() === 0")
    assert page.page.locator("#table.stacked").count() == int(stacked)
    first = page.page.locator("#table tbody tr").first
    expect(first.get_by_role("rowheader")).to_be_visible()
    assert Axe().run(page.page).response["violations"] == []


def test_the_table_has_every_claim_and_sorts_by_any_column(visit) -> None:
    page = visit(page_networks.veridia())
    page.page.keyboard.press("t")
    rows = page.page.locator("#table tbody tr")
    expect(rows).to_have_count(11)
    assert page.page.evaluate(
        "() => claimgraphPage.table.container.scrollWidth <= claimgraphPage.table.container.clientWidth"
    )
    heading = page.page.get_by_role("button", name="Origins")
    heading.click()
    origins = [int(text) for text in page.page.locator("#table tbody td:nth-child(5)").all_inner_texts()]
    assert origins == sorted(origins)
    heading.click()
    assert page.page.locator("#table th[aria-sort=descending]").inner_text().startswith("Origins")
    rows.filter(has_text="Halden Machine Works").first.click()
    assert "Halden Machine Works supplies Veridia" in page.evidence()


def test_the_query_its_parameters_and_the_caveat_are_on_the_page(visit) -> None:
    page = visit(page_networks.veridia())
    footer = page.page.locator("footer")
    expect(footer).to_contain_text("inclusion is not a finding of fact")
    expect(footer).to_contain_text("Built 2026-11-24 from 13 statements in 3 articles.")
    page.page.get_by_text("Query", exact=True).click()
    expect(footer).to_contain_text("MATCH (c:Claim)-[:RECIPIENT]->(:State {name: $state})")
    expect(footer).to_contain_text('"Veridia"')


def test_only_web_addresses_become_links(visit) -> None:
    page = visit(page_networks.hostile())
    page.page.keyboard.press("t")
    page.page.locator("#table tbody tr").first.click()
    assert page.page.locator("#evidence a, footer a").count() == 0


def test_hostile_text_executes_nothing_and_breaks_no_layout(visit) -> None:
    texts = page_networks.HOSTILE
    info = PageInfo(
        texts[1] + texts[5],
        query=texts[0],
        query_name=texts[1],
        parameters={texts[0]: texts[3]},
        built_on=date(2026, 1, 1),
    )
    page = visit(page_networks.hostile(), info)
    ids = page.page.evaluate("() => [...claimgraphPage.index.records.keys()]")
    for id in ids:
        page.click_at(id)
        assert "contested" in page.evidence()
    for text in (*texts[:5], "w"):
        page.page.locator("#search-input").fill(text)
    page.page.keyboard.press("Escape")
    page.page.get_by_role("button", name="Supply", exact=True).click()
    page.page.get_by_role("button", name="Table", exact=True).click()
    page.page.locator("#query summary").click()
    assert page.page.evaluate("() => window.hacked") is None
    assert page.page.locator("img").count() == 0
    wide = page.page.evaluate("() => document.documentElement.scrollWidth - innerWidth")
    assert wide <= 0
    centre = page.page.locator("main").bounding_box()
    assert centre and centre["width"] > 600 and centre["height"] > 300


def test_an_empty_page_says_what_to_do(visit) -> None:
    page = visit(Network({}, {}, {}))
    expect(page.page.locator("#notice")).to_contain_text("No claims to show. Load articles")
    assert page.page.locator(".meanings .invented").count() == 5
    expect(page.page.locator(".meanings")).to_contain_text("Norland says Halden Works delivered lathes")
    page.page.keyboard.press("t")
    page.page.get_by_role("button", name="Supply", exact=True).click()


def test_a_page_of_a_crowd_names_the_part_that_it_shows(visit) -> None:
    page = visit(page_networks.crowd(3000))
    told = "of 3,000 claims are drawn one by one, of each status those with most independent"
    expect(page.page.locator("#notice")).to_contain_text(told)
    page.page.locator("#entity-list li").first.click()
    assert "Said to supply" in page.evidence()


def test_a_page_of_a_part_keeps_denials_and_tells_by_status_what_is_missing(visit) -> None:
    network = page_networks.disputed(asserted=200, alleged=500, contested=60, denied=160, negated=40)
    page = visit(network)
    drawn = """() => claimgraphPage.drawing.nodes.filter(({ kind }) => kind === "Claim")
      .map(({ id }) => claimgraphPage.index.records.get(id).status)"""
    shown = Counter(page.page.evaluate(drawn))
    notice = page.page.locator("#notice").inner_text()
    for status, total in {"contested": 60, "denied": 160, "negated": 40}.items():
        assert shown[status] >= int(total * shown.total() / 960)
        assert f"{total - shown[status]} {status}" in notice
    page.page.get_by_role("button", name="Supply", exact=True).click()
    expect(page.page.locator("#notice")).to_be_hidden()
    page.page.get_by_role("button", name="Draw all 960").click()
    told = page.page.evaluate("() => claimgraphPage.picture.snapshot().edges.flatMap((edge) => edge.claims)")
    assert len(told) == 960


def test_in_a_notebook_the_page_works_in_a_frame_that_reaches_nothing(browser, tmp_path: Path) -> None:
    file = tmp_path / "notebook.html"
    network = page_networks.veridia()
    file.write_text(f"<!doctype html><p id='own'>Notebook</p>{Inline(network)._repr_html_()}", encoding="utf-8")
    context = browser.new_context(offline=True)
    page = context.new_page()
    problems: list[str] = []
    page.on("console", lambda message: problems.append(message.text))
    page.on("pageerror", lambda error: problems.append(str(error)))
    page.goto(file.as_uri())
    frame = page.frame_locator("iframe")
    frame.locator("#entity-list li", has_text="Kestria").click()
    expect(frame.locator("#evidence")).to_contain_text("Said to supply")
    frame.get_by_role("button", name="Clear").click()
    frame.get_by_label("Alleged").uncheck()
    frame.get_by_role("button", name="Supply", exact=True).click()
    assert (
        frame.locator("body").evaluate("() => { try { return parent.document.title } catch { return 'nothing' } }")
        == "nothing"
    )
    context.close()
    assert problems == []


WIDTHS_OF_A_CELL = [1000, 760]


@pytest.fixture
def cell(browser, tmp_path: Path) -> Iterator[Callable[[int], Page]]:
    """A notebook's output as wide as asked for, in which a network stands last."""
    contexts: list[BrowserContext] = []

    def shown(width: int) -> Page:
        file = tmp_path / "cell.html"
        file.write_text(f"<!doctype html>{page_networks.veridia()._repr_html_()}", encoding="utf-8")
        contexts.append(browser.new_context(offline=True, viewport={"width": width, "height": 700}))
        page = contexts[-1].new_page()
        page.goto(file.as_uri())
        return page

    yield shown
    for context in contexts:
        context.close()


def test_in_a_notebook_a_network_draws_itself_and_its_picture_can_be_saved(cell) -> None:
    page = cell(1000)
    frame = page.frame_locator("iframe")
    frame.locator("#save summary").click()
    with page.expect_download() as download:
        frame.locator("#save .menu button", has_text="SVG").click()
    assert download.value.suggested_filename == "claims.svg"


def test_in_a_notebook_full_screen_fills_the_screen(cell) -> None:
    page = cell(1000)
    frame = page.frame_locator("iframe")
    frame.get_by_role("button", name="Full screen").click()
    page.wait_for_function("() => document.fullscreenElement?.tagName === 'IFRAME'")
    frame.get_by_role("button", name="Leave full screen").click()
    page.wait_for_function("() => !document.fullscreenElement")


def test_where_a_frame_may_not_fill_the_screen_nothing_offers_it(browser, tmp_path: Path) -> None:
    file = tmp_path / "cell.html"
    output = page_networks.veridia()._repr_html_().replace('allow="fullscreen"', "allow=\"fullscreen 'none'\"")
    file.write_text(f"<!doctype html>{output}", encoding="utf-8")
    context = browser.new_context(offline=True)
    page = context.new_page()
    page.goto(file.as_uri())
    frame = page.frame_locator("iframe")
    expect(frame.get_by_role("button", name="Fit", exact=True)).to_be_visible()
    expect(frame.get_by_role("button", name="Full screen")).to_be_hidden()
    context.close()


@pytest.mark.parametrize("width", WIDTHS_OF_A_CELL)
def test_in_a_notebook_the_picture_takes_more_than_half_of_the_frame(cell, width: int) -> None:
    page = cell(width)
    frame = page.frame_locator("iframe")
    expect(frame.locator("#picture canvas")).to_be_visible()
    whole, picture = page.locator("iframe").bounding_box(), frame.locator("#picture").bounding_box()
    assert whole and picture
    assert picture["width"] * picture["height"] > 0.5 * whole["width"] * whole["height"]
    frame.locator("#entity-list li", has_text="Kestria").click()
    expect(frame.locator("#evidence")).to_be_in_viewport()
    expect(frame.locator("#evidence")).to_contain_text("Said to supply")
    expect(frame.locator("#legend")).to_be_hidden()
    frame.get_by_role("button", name="Clear").click()
    expect(frame.locator("#legend")).to_be_visible()


def test_filters_and_selection_are_in_the_address_and_come_back_with_it(visit) -> None:
    page = visit(page_networks.veridia())
    page.page.get_by_label("Alleged").uncheck()
    page.page.locator("#entity-list li", has_text="Kestria").first.click()
    page.page.get_by_role("button", name="Claims", exact=True).click()
    page.page.get_by_label("Said from").fill("2026-04-01")
    shown = page.page.evaluate("() => [...claimgraphPage.visible.records.keys()]")
    page.page.reload()
    page.page.wait_for_function("() => globalThis.claimgraphPage")
    assert page.page.evaluate("() => [...claimgraphPage.visible.records.keys()]") == shown
    assert "Kestria" in page.evidence()
    expect(page.page.get_by_label("Alleged")).not_to_be_checked()
    expect(page.page.get_by_role("button", name="Claims", exact=True)).to_have_attribute("aria-pressed", "true")
    expect(page.page.get_by_label("Said from")).to_have_value("2026-04-01")


def test_an_address_with_anything_in_it_breaks_nothing(visit) -> None:
    page = visit(page_networks.veridia())
    for address in (
        "#%E0%A4%A",
        "#claim=nothing&v=x&from=9&origins=-&no-status=a,b",
        "#entity=%00&away=&pair=<script>",
    ):
        page.page.goto(page.page.url.partition("#")[0] + address)
        expect(page.page.locator("#picture canvas")).to_be_visible()
    assert "not part of what the page shows" in page.evidence()


def test_the_table_fits_between_the_panels_however_long_a_status_is(visit) -> None:
    page = visit(page_networks.planned_and_hedged()).page
    page.get_by_role("button", name="Table", exact=True).click()
    table = page.locator("#table")
    expect(table.locator(".chip")).to_have_text("planned · alleged · hedged")
    assert table.evaluate("(table) => table.scrollWidth <= table.clientWidth")

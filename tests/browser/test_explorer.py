"""The live page in a real Chromium, on a real Neo4j: search, unfold, filter, ask, read, undo, save."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import httpx
import page_networks
import pytest
from live_page import LiveVisit, served
from playwright.sync_api import Browser, Download, expect
from queries_corpus import readings

from claimgraph.graph.model import (
    Article,
    Claim,
    Document,
    Entity,
    EntityType,
    Modality,
    Reading,
    Stance,
    Statement,
    text_hash,
)
from claimgraph.graph.render import read_page
from claimgraph.graph.server.values import Connection
from claimgraph.graph.store import Store

pytestmark = [pytest.mark.browser, pytest.mark.integration]

# A refused question is told on the page; the browser tells it on its console too.
EXPECTED = re.compile(r"Failed to load resource: the server responded with a status of 400")


@pytest.fixture(scope="module")
def corpus(store_connection: Connection) -> Iterator[Store]:
    """A store that holds the corpus of the queries, for all tests of this file."""
    with Store.connect(
        store_connection.uri, store_connection.username, store_connection.password, store_connection.database
    ) as store:
        store.prepare()
        store.put(readings())
        yield store
        for article in store.articles():
            store.forget(article.id)


@pytest.fixture
def visits(browser: Browser) -> Iterator[Callable[..., LiveVisit]]:
    """Open contexts of a browser; nothing may go wrong on their pages, and nothing may ask elsewhere."""
    made: list[LiveVisit] = []

    def new(**options: object) -> LiveVisit:
        settings = {"viewport": {"width": 1400, "height": 900}, "reduced_motion": "reduce", **options}
        seen = LiveVisit(browser.new_context(**settings).new_page())  # type: ignore[arg-type]
        made.append(seen)
        return seen

    yield new
    for seen in made:
        here = seen.page.url.partition("/#")[0].partition("/?")[0].rstrip("/")
        seen.page.context.close()
        assert [problem for problem in seen.problems if not EXPECTED.match(problem)] == []
        assert [url for url in seen.requests if not url.startswith((here, "data:", "blob:"))] == []


@pytest.fixture
def live(corpus: Store, visits: Callable[..., LiveVisit], tmp_path: Path) -> Iterator[LiveVisit]:
    with served(corpus, tmp_path / "queries") as address:
        visit = visits()
        visit.open(address)
        yield visit
        visit.page.context.close()  # before the server goes, lest a request be on its way


def press(visit: LiveVisit, name: str) -> None:
    visit.page.get_by_role("button", name=name, exact=True).first.click()
    visit.settled()


def run_query(visit: LiveVisit, title: str, **fields: str) -> None:
    visit.page.get_by_role("tab", name="Queries").click()
    back = visit.page.get_by_role("button", name="← All queries")
    if back.count():
        back.click()
    visit.page.get_by_role("button", name=title, exact=True).click()
    for label, value in fields.items():
        visit.page.get_by_label(re.compile(rf"^{label}\b")).fill(value)
    visit.page.get_by_role("button", name="Run", exact=True).click()
    visit.settled()


def save(visit: LiveVisit, format: str) -> Download:
    visit.page.locator("#save summary").click()
    with visit.page.expect_download() as download:
        visit.page.locator("#save .menu button", has=visit.page.get_by_text(format, exact=True)).click()
    return download.value


def test_it_opens_with_the_strongest_claims_and_hides_the_token(live: LiveVisit, corpus: Store) -> None:
    assert "token" not in live.page.url
    assert live.claims() == set(corpus.network().records)


def test_search_forgives_accents_and_typing_errors_and_finds_by_alias(live: LiveVisit) -> None:
    live.empty()
    for typed, found in (
        ("Chína", "China"),
        ("Rusia", "Russia"),
        ("beij", "China (Beijing)"),
        ("dron", "drone engines"),
    ):
        live.page.locator("#search-input").fill(typed)
        expect(live.page.locator("#search-hits [role=option]").first).to_contain_text(found)


def test_search_for_nothing_known_says_so(live: LiveVisit) -> None:
    live.page.locator("#search-input").fill("zeppelin")
    expect(live.page.locator("#search-hits")).to_contain_text("Nothing found")


def test_an_entity_is_added_and_unfolded_by_relation_with_counts_first(live: LiveVisit) -> None:
    live.empty()
    live.add("China")
    assert live.names() == {"China"}
    counts = live.page.locator(".unfold li").all_inner_texts()
    assert [" ".join(count.split()) for count in counts] == ["said to supply 9 + 9", "denies 2 + 2"]
    live.unfold("denies")
    assert live.names() >= {"China", "Russia", "Ukraine", "weapons", "Liu Pengyu"}
    assert len(live.claims()) == 2


def test_what_is_there_does_not_move_when_more_is_unfolded(live: LiveVisit) -> None:
    live.empty()
    live.add("China")
    live.unfold("denies")
    before = live.places()
    live.unfold("supplies")
    after = live.places()
    assert len(after) > len(before)
    assert {id: after[id] for id in before} == before


def test_undo_and_redo_go_through_every_step(live: LiveVisit) -> None:
    live.empty()
    live.add("China")
    live.unfold("denies")
    two = live.claims()
    places = live.places()
    live.unfold("supplies")
    live.page.keyboard.press("Control+z")
    assert live.claims() == two
    assert live.places() == places
    live.page.keyboard.press("Control+z")
    assert live.claims() == set()
    live.page.keyboard.press("Control+Shift+z")
    assert live.claims() == two
    press(live, "Undo")
    press(live, "Undo")
    press(live, "Undo")
    expect(live.page.get_by_role("button", name="Undo")).to_be_disabled()
    assert len(live.claims()) > 10


def test_hide_collapse_remove_and_pin_can_be_undone(live: LiveVisit) -> None:
    live.empty()
    live.add("China")
    live.unfold("supplies")
    live.page.locator("#entity-list li", has_text="Iran").first.click()
    press(live, "Hide")
    expect(live.page.locator("#notice")).to_contain_text("1 node hidden")
    live.page.keyboard.press("Control+z")
    expect(live.page.locator("#notice")).to_be_hidden()
    live.page.locator("#entity-list li", has_text="China").first.click()
    press(live, "Pin")
    assert live.page.evaluate("() => [...claimgraphPage.state.pinned]") == ["state:CN"]
    press(live, "Collapse")
    assert live.names() == {"China"}
    live.page.keyboard.press("Control+z")
    assert len(live.claims()) == 9


def test_a_pinned_node_keeps_its_place_when_all_is_laid_out_anew(live: LiveVisit) -> None:
    live.page.locator("#entity-list li", has_text="China").first.click()
    press(live, "Pin")
    place = live.places()["state:CN"]
    live.page.evaluate(
        "() => { claimgraphPage.drawing.nodes.forEach((node) => { if (node.id !== 'state:CN') node.x += 900; }) }"
    )
    live.page.get_by_label("Lay out anew").select_option("free")
    live.page.wait_for_function("() => claimgraphExplorer.canvas.past.length === 2")
    live.settled()
    assert live.places()["state:CN"] == place


@pytest.mark.parametrize("arrangement", ["columns", "circle"])
def test_other_layouts_can_be_chosen_and_undone(live: LiveVisit, arrangement: str) -> None:
    before = live.places()
    live.page.get_by_label("Lay out anew").select_option(arrangement)
    live.page.wait_for_function("() => claimgraphExplorer.canvas.past.length === 1")
    live.settled()
    assert live.places() != before
    assert live.places().keys() == before.keys()
    press(live, "Undo")
    assert live.places() == before


def test_a_reload_and_a_link_bring_back_claims_filters_selection_and_places(
    live: LiveVisit, visits: Callable[..., LiveVisit]
) -> None:
    live.empty()
    live.add("China")
    live.unfold("denies")
    live.unfold("supplies")
    live.page.get_by_label("Denied").uncheck()
    claims, places = live.claims(), live.places()
    live.page.reload()
    live.page.wait_for_selector("body.ready")
    live.settled()
    assert live.claims() == claims
    assert live.places() == places
    assert "China" in live.evidence()
    expect(live.page.get_by_label("Denied")).not_to_be_checked()
    link = live.page.url
    second = live.page.context.new_page()
    second.goto(link)
    second.wait_for_selector("body.ready")
    assert set(second.evaluate("() => [...claimgraphExplorer.canvas.claims]")) == claims
    assert not second.get_by_label("Denied").is_checked()


def test_a_link_to_claims_that_are_gone_says_so(live: LiveVisit) -> None:
    gone = live.page.url.partition("#")[0] + "#c=AAAAAAAAAAA"
    live.page.goto("about:blank")
    live.page.goto(gone)
    live.page.wait_for_selector("body.ready")
    expect(live.page.locator(".notice.problem")).to_contain_text("1 claim of this address are no longer in the graph")


def test_a_saved_query_has_a_form_of_its_typed_parameters_and_rows_that_can_be_drawn(live: LiveVisit) -> None:
    run_query(live, "Suppliers of a state", state="Russia")
    rows = live.page.locator(".pane.rows tbody tr")
    expect(rows.first).to_contain_text("iRay Technology")
    number = rows.count()
    live.page.get_by_role("button", name=re.compile("^Draw")).click()
    live.settled()
    assert 0 < len(live.claims()) <= number
    expect(live.page.locator("h1")).to_have_text("Suppliers of a state")
    live.page.locator("#query summary").click()
    expect(live.page.locator("#query")).to_contain_text("MATCH (state:Entity {id: $state})")


def test_rows_sort_copy_and_save(live: LiveVisit) -> None:
    live.page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    run_query(live, "Suppliers of a state", state="Russia")
    good = live.page.locator(".pane.rows th button", has_text="good")
    good.click()
    goods = live.page.locator(".pane.rows tbody td:nth-child(2)").all_inner_texts()
    assert goods == sorted(goods, key=str.casefold)
    press(live, "Copy")
    copied = live.page.evaluate("() => navigator.clipboard.readText()").split("\n")
    assert copied[0].startswith("supplier\tgood\trecipient")
    assert len(copied) == len(goods) + 1
    with live.page.expect_download() as download:
        live.page.get_by_role("button", name="CSV", exact=True).click()
    assert Path(download.value.path()).read_text("utf-8").splitlines()[0].startswith('"supplier","good"')


def test_a_wrong_parameter_is_told_with_what_would_be_right(live: LiveVisit) -> None:
    run_query(live, "Suppliers of a state", state="Rusia")
    expect(live.page.locator(".query-form [role=alert]")).to_contain_text("did you mean Russia?")


def test_cypher_is_editable_and_an_error_points_at_its_line(live: LiveVisit) -> None:
    live.page.get_by_role("tab", name="Queries").click()
    press(live, "Write Cypher")
    area = live.page.get_by_label("Cypher", exact=True)
    area.fill("MATCH (c:Claim {status: $status})\nRETRUN c.id")
    live.page.get_by_label(re.compile("^status")).fill("contested")
    press(live, "Run")
    alert = live.page.locator(".query-form [role=alert]")
    expect(alert).to_contain_text("line 2")
    expect(alert.locator("pre")).to_contain_text("  2 | RETRUN c.id")
    assert area.evaluate("(area) => area.value.slice(area.selectionStart, area.selectionEnd)").startswith("RETRUN")
    area.fill("MATCH (c:Claim {status: $status})\nRETURN c.id AS claim")
    press(live, "Run")
    expect(live.page.locator(".pane.rows tbody tr")).to_have_count(2)


def test_cypher_that_writes_is_refused_and_nothing_changes(live: LiveVisit, corpus: Store) -> None:
    live.page.get_by_role("tab", name="Queries").click()
    press(live, "Write Cypher")
    live.page.get_by_label("Cypher", exact=True).fill("MATCH (c:Claim) DETACH DELETE c")
    press(live, "Run")
    expect(live.page.locator(".query-form [role=alert]")).to_contain_text("may only read")
    assert corpus.stats().claims["contested"] == 2


def test_cypher_of_ones_own_is_saved_for_the_page_and_the_command_line(live: LiveVisit, tmp_path: Path) -> None:
    live.page.get_by_role("tab", name="Queries").click()
    press(live, "Write Cypher")
    live.page.get_by_label("Name to save it under").fill("my-claims")
    press(live, "Save query")
    expect(live.page.locator(".save-query")).to_contain_text("Saved as my-claims")
    assert "RETURN c.id" in (tmp_path / "queries/my-claims.cypher").read_text("utf-8")
    press(live, "← All queries")
    expect(live.page.locator(".category", has_text="own").get_by_role("button", name="my-claims")).to_be_visible()


def test_paths_between_two_entities_over_chosen_relations(live: LiveVisit) -> None:
    live.empty()
    live.page.get_by_role("tab", name="Paths").click()
    live.page.get_by_role("combobox", name=re.compile("^from")).fill("iRay Technology")
    live.page.get_by_role("combobox", name=re.compile("^to")).fill("Iran")
    press(live, "Find paths")
    expect(live.page.locator(".outcome")).to_contain_text("on the shortest ways")
    assert live.names() >= {"iRay Technology", "Iran", "Russia"}
    live.page.get_by_role("combobox", name=re.compile("^to")).fill("Nowhere")
    press(live, "Find paths")
    expect(live.page.locator(".outcome")).to_contain_text("no entity named 'Nowhere'")


def test_an_article_shows_every_claim_in_its_text_and_leads_to_the_evidence(live: LiveVisit) -> None:
    run_query(live, "Contested claims")
    live.page.locator(".pane.rows").get_by_role("button", name=re.compile("^Read claim")).first.click()
    live.settled()
    live.page.get_by_role("button", name="Read it in the article").first.click()
    marks = live.page.locator(".article-text .claim-mark")
    expect(marks.first).to_be_visible()
    assert live.page.locator(".article-text .claim-mark.denies").count() >= 1
    expect(live.page.locator(".claim-mark:focus")).to_have_count(1)
    marks.last.focus()
    live.page.keyboard.press("Enter")
    live.settled()
    assert "Who denies" in live.evidence()


def test_filters_narrow_by_origins_good_speaker_outlet_and_date_and_counts_follow(live: LiveVisit) -> None:
    shown = "() => claimgraphPage.visible.records.size"
    every = live.page.evaluate(shown)
    live.page.get_by_label("Origins").select_option("2")
    assert 0 < live.page.evaluate(shown) < every
    live.page.get_by_label("Origins").select_option("0")
    live.page.get_by_label("Good, with its kinds").select_option("good:weapons")
    goods = live.page.evaluate(
        "() => [...claimgraphPage.visible.records.values()].map((one) => claimgraphPage.index.nameOf(one.claim.good))"
    )
    assert set(goods) == {"weapons", "ballistic missiles"}
    expect(live.page.locator(".filters label", has_text="Alleged").locator(".count")).not_to_have_text("0")
    press(live, "Show everything again")
    live.page.locator(".choices").get_by_label("Speaker").select_option("official:mao-ning")
    assert live.page.evaluate(shown) == 1
    press(live, "Show everything again")
    live.page.get_by_label("Said from").fill("2024-05-15")
    live.page.get_by_label("Said until").fill("2024-05-31")
    assert live.page.evaluate(shown) == 3
    assert "from=2024-05-15" in live.page.url
    press(live, "All dates")
    assert live.page.evaluate(shown) == every


def test_a_range_is_drawn_on_the_timeline_with_the_mouse(live: LiveVisit) -> None:
    box = live.page.locator(".bars").bounding_box()
    assert box
    live.page.mouse.move(box["x"] + 2, box["y"] + 10)
    live.page.mouse.down()
    live.page.mouse.move(box["x"] + box["width"] / 3, box["y"] + 10)
    live.page.mouse.up()
    assert live.page.get_by_label("Said from").input_value() == "2024-04-12"
    assert live.page.evaluate("() => claimgraphPage.visible.records.size") < len(live.claims())


@pytest.mark.parametrize("format", ["HTML", "CSV", "GraphML", "GEXF", "JSON", "SVG", "PNG"])
def test_the_current_view_is_saved_in_every_format(live: LiveVisit, format: str) -> None:
    run_query(live, "Suppliers of a state", state="Russia")
    live.page.get_by_role("button", name=re.compile("^Draw")).click()
    live.settled()
    download = save(live, format)
    assert download.suggested_filename == f"suppliers-of-a-state.{format.lower()}"
    content = Path(download.path()).read_bytes()
    if format == "PNG":
        assert content.startswith(b"\x89PNG")
        assert len(content) > 20_000
    else:
        assert b"iRay Technology" in content
    if format == "SVG":
        assert b"Source: On engines" in content
        assert b"Query: MATCH (state:Entity {id: $state})" in content


def test_a_saved_page_opens_offline_with_the_same_view_and_reads_back(
    live: LiveVisit, browser: Browser, tmp_path: Path
) -> None:
    live.empty()
    live.add("China")
    live.unfold("supplies")
    live.page.get_by_label("Alleged").uncheck()
    places, claims = live.places(), live.claims()
    file = tmp_path / "view.html"
    file.write_bytes(Path(save(live, "HTML").path()).read_bytes())
    network, info = read_page(file.read_text("utf-8"))
    assert set(network.records) == claims
    assert info.steps[-2:] == ("added China", "unfolded China: said to supply, 9 claims")
    context = browser.new_context(offline=True)
    page = context.new_page()
    problems: list[str] = []
    page.on("console", lambda message: problems.append(message.text))
    page.goto(file.as_uri())
    page.wait_for_function("() => globalThis.claimgraphPage")
    nodes = page.evaluate("() => claimgraphPage.drawing.nodes.map(({ id, x, y }) => [id, x, y])")
    assert {id: (x, y) for id, x, y in nodes} == places
    assert not page.get_by_label("Alleged").is_checked()
    assert "China" in page.locator("#evidence").inner_text()
    assert problems == []
    context.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_no_violation_in_any_state(
    corpus: Store, visits: Callable[..., LiveVisit], scheme: str, tmp_path: Path
) -> None:
    visit = visits(color_scheme=scheme)
    found: dict[str, list[str]] = {}

    def look(state: str) -> None:
        visit.settled()
        visit.page.screenshot(path=tmp_path / f"{scheme}-{state}.png")
        found[state] = visit.violations()

    with served(corpus, tmp_path / "queries") as address:
        visit.open(address)
        look("start")
        visit.page.locator("#entity-list li", has_text="China").first.click()
        visit.page.locator(".unfold li").first.wait_for()
        look("entity")
        visit.page.locator("#evidence .claims button").first.click()
        look("claim")
        visit.page.keyboard.press("t")
        look("table")
        run_query(visit, "Suppliers of a state", state="Russia")
        look("rows")
        visit.page.get_by_role("button", name="← All queries").click()
        look("queries")
        visit.page.get_by_role("tab", name="Paths").click()
        look("paths")
        visit.page.get_by_role("button", name="Read it in the article").first.click()
        visit.page.locator(".article-text").wait_for()
        look("article")
        visit.page.locator("#search-input").fill("ira")
        visit.page.locator("#search-hits .heading").first.wait_for()
        look("search")
        visit.page.keyboard.press("Escape")
        visit.page.locator("#save summary").click()
        look("save")
        visit.page.keyboard.press("Escape")
        visit.empty()
        visit.page.get_by_role("button", name="Claims", exact=True).click()
        look("empty")
    assert {state: wrong for state, wrong in found.items() if wrong} == {}


SIZES = {"wide": (1600, 950), "laptop": (1280, 720), "narrow": (820, 1000), "phone": (390, 800), "zoomed": (700, 450)}


@pytest.mark.parametrize("size", SIZES)
def test_no_window_is_too_narrow(corpus: Store, visits: Callable[..., LiveVisit], size: str, tmp_path: Path) -> None:
    width, height = SIZES[size]
    visit = visits(viewport={"width": width, "height": height})
    with served(corpus) as address:
        visit.open(address)
        visit.page.locator("#entity-list li", has_text="China").first.click()
        visit.page.locator(".unfold li").first.wait_for()
        visit.page.screenshot(path=tmp_path / f"{size}.png", full_page=True)
        assert visit.page.evaluate("() => document.documentElement.scrollWidth - innerWidth") <= 0
        box = visit.page.locator("#picture canvas").bounding_box()
        assert box and box["width"] >= 350 and box["height"] >= 240


def test_everything_is_reached_and_done_with_the_keyboard_alone(live: LiveVisit) -> None:
    keys = live.page.keyboard
    keys.press("/")
    keys.type("iran")
    live.page.locator("#search-hits [role=option]").first.wait_for()
    keys.press("Escape")
    live.page.locator("#entity-list").focus()
    keys.press("Home")
    keys.press("Enter")
    live.page.locator(".unfold").wait_for()
    keys.press("h")
    expect(live.page.locator("#notice")).to_contain_text("hidden")
    keys.press("Control+z")
    live.page.get_by_role("tab", name="View").focus()
    keys.press("ArrowRight")
    expect(live.page.get_by_role("tab", name="Queries")).to_be_focused()
    expect(live.page.get_by_role("searchbox", name="Find a saved query")).to_be_visible()
    live.page.locator("#save summary").focus()
    keys.press("Enter")
    keys.press("Tab")
    expect(live.page.locator("#save .menu button").first).to_be_focused()
    keys.press("Escape")
    expect(live.page.locator("#save summary")).to_be_focused()


def hostile_readings() -> Iterator[Reading]:
    """Articles whose every name, title, outlet, address and sentence carries markup, script or worse."""
    # Neo4j keeps no names of more than 8 kB, and no letter 0.
    for number, text in enumerate(one.replace("\x00", "")[:7_000] for one in page_networks.HOSTILE):
        words = f"{text} sold {text} to somebody."
        article = Article(
            f"a{number}{text[:200]}",
            text[:200],
            text_hash(words),
            text[:2000],
            f"javascript:window.hacked={number}",
            text,
        )
        document = Document(article, words)
        ids = [f"{kind}:{number}{text[:200]}" for kind in ("firm", "state", "good", "official")]
        types = (EntityType.FIRM, EntityType.STATE, EntityType.GOOD, EntityType.OFFICIAL)
        entities = tuple(Entity(id, type, text, (text,)) for id, type in zip(ids, types, strict=True))
        claim = Claim.of(ids[0], ids[1], ids[2], Modality.ACTUAL)
        said = Statement.of(
            claim, Stance.ALLEGES, document.evidence(0, len(words)), speaker=ids[3], rule=text, trigger=text, time=text
        )
        yield Reading(document, entities, (claim,), (said,))


def test_hostile_articles_and_rows_execute_nothing_and_break_no_layout(
    corpus: Store, visits: Callable[..., LiveVisit], tmp_path: Path
) -> None:
    hostile = list(hostile_readings())
    corpus.put(hostile)
    (tmp_path / "queries").mkdir()
    (tmp_path / "queries/evil.cypher").write_text(
        f"// title: {page_networks.HOSTILE[0]}\n// description: {page_networks.HOSTILE[1]}\n"
        f"// category: {page_networks.HOSTILE[1]}\nRETURN 1 AS `<img src=x onerror=alert(1)>`\n",
        encoding="utf-8",
    )
    try:
        visit = visits()
        with served(corpus, tmp_path / "queries") as address:
            visit.open(address + "#" + "entity=<img src=x onerror=window.hacked=1>&good=</script>")
            claims = [claim.id for reading in hostile for claim in reading.claims]
            visit.page.evaluate("(claims) => claimgraphExplorer.canvas.replace('hostile', claims)", claims)
            visit.page.wait_for_function(
                "(number) => claimgraphExplorer.canvas.claims.size === number", arg=len(claims)
            )
            visit.settled()
            for claim in claims:
                visit.page.evaluate("(id) => claimgraphPage.state.select('claim', id)", claim)
                visit.page.locator("#evidence .headline .name").first.click()
                visit.page.locator(".unfold li").first.wait_for()
            for claim in claims[:3]:
                visit.page.evaluate("(id) => claimgraphPage.state.select('claim', id)", claim)
                visit.page.get_by_role("button", name="Read it in the article").first.click()
                visit.page.locator(".article-text").wait_for()
            visit.page.locator("#search-input").fill("img")
            visit.page.locator("#search-hits [role=option]").first.wait_for()
            visit.page.get_by_role("tab", name="Queries").click()
            visit.page.locator(".category button", has_text="onerror").click()
            press(visit, "Run")
            expect(visit.page.locator(".pane.rows th")).to_contain_text("<img src=x")
            press(visit, "Write Cypher") if visit.page.get_by_role("button", name="Write Cypher").count() else None
            visit.page.get_by_label("Cypher", exact=True).evaluate("(area) => { area.closest('details').open = true }")
            visit.page.get_by_label("Cypher", exact=True).fill(
                "MATCH (e:Entity) RETURN e.id, e, e.name ORDER BY size(e.name) DESC"
            )
            press(visit, "Run")
            expect(visit.page.locator(".pane.rows tbody tr").first).to_be_visible()
            assert visit.page.evaluate("() => window.hacked") is None
            assert visit.page.locator("img").count() == 0
            assert visit.page.locator("a[href^='javascript']").count() == 0
            assert visit.page.evaluate("() => document.documentElement.scrollWidth - innerWidth") <= 0
            saved = Path(save(visit, "HTML").path()).read_text("utf-8")
            assert set(read_page(saved)[0].records) == set(claims)
    finally:
        for reading in hostile:
            corpus.forget(reading.document.article.id)


def test_too_much_is_refused_with_advice_and_the_page_stays(live: LiveVisit) -> None:
    claims = live.claims()
    live.page.evaluate(
        """() => claimgraphExplorer.actions.told(
          () => claimgraphExplorer.canvas.add("x", [], Array.from({ length: 5001 }, (_, at) => `x${at}`)))"""
    )
    expect(live.page.locator(".notice.problem")).to_contain_text("entities: must be a list of at most 5,000 texts")
    assert live.claims() == claims


def test_a_server_that_is_gone_is_told_and_the_page_stays(corpus: Store, visits: Callable[..., LiveVisit]) -> None:
    visit = visits()
    with served(corpus) as address:
        visit.open(address)
        visit.page.locator("#entity-list li", has_text="China").first.click()
        visit.page.locator(".unfold li").first.wait_for()
    visit.page.locator("#entity-list li", has_text="Iran").first.click()
    expect(visit.page.locator(".unfold")).to_contain_text("Is `claimgraph explore` still running?")
    visit.page.keyboard.press("t")
    expect(visit.page.locator("#table tbody tr").first).to_be_visible()
    visit.problems[:] = [problem for problem in visit.problems if "ERR_CONNECTION_REFUSED" not in problem]


def test_the_command_prints_the_address_alone_and_stops_cleanly(
    corpus: Store, store_environment: dict[str, str]
) -> None:
    environment = {**os.environ, **store_environment}
    command = [sys.executable, "-m", "claimgraph.app", "explore", "--no-browser"]
    with subprocess.Popen(
        command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as running:
        assert running.stdout and running.stderr
        address = running.stdout.readline().strip()
        assert re.fullmatch(r"http://127\.0\.0\.1:\d+/\?token=[\w-]{43}", address)
        assert httpx.get(address).status_code == 200
        assert httpx.get(address).status_code == 403
        running.send_signal(signal.SIGTERM if sys.platform == "win32" else signal.SIGINT)
        assert running.wait(15) == 0
        assert running.stdout.read() == ""
        assert "Traceback" not in running.stderr.read()


def test_a_port_that_is_taken_is_one_line_and_exit_status_two(corpus: Store, store_environment: dict[str, str]) -> None:
    from click.testing import CliRunner

    from claimgraph.app.cli import main
    from claimgraph.app.explore.serve import listen

    with listen(0) as taken:
        taken.listen()
        port = str(taken.getsockname()[1])
        result = CliRunner(env=store_environment).invoke(main, ["explore", "--no-browser", "--port", port])
    assert result.exit_code == 2
    assert f"--port {port}: cannot be used" in result.stderr

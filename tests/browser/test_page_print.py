"""On paper: a document with the picture, its legend, every claim with the quotes of both sides, and the sources."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import Any

import page_networks
import pytest
from page_networks import record_of
from playwright.sync_api import expect

from claimgraph.graph.model import Article, Status, text_hash

pytestmark = pytest.mark.browser


@contextmanager
def printing(page: Any) -> Iterator[Any]:
    """The page as it is while a browser prints it; gives what is printed."""
    page.evaluate("() => dispatchEvent(new Event('beforeprint'))")
    page.emulate_media(media="print")
    yield page.locator("#paper")
    page.emulate_media(media="screen")
    page.evaluate("() => dispatchEvent(new Event('afterprint'))")


def test_every_claim_is_printed_with_who_says_so_and_who_denies_in_their_words(visit) -> None:
    network = page_networks.veridia()
    with printing(visit(network).page) as paper:
        expect(paper.locator("tbody tr")).to_have_count(len(network.records))
        contested = record_of(network, Status.CONTESTED, "CNC machine tools")
        row = paper.locator("tbody tr", has_text="CNC machine tools").filter(has_text="contested")
        affirming, denying = (row.locator("td").nth(side) for side in (1, 2))
        expect(row.locator("td").nth(0)).to_have_text("contested")
        for statement in contested.affirming:
            expect(affirming).to_contain_text(statement.evidence.quote)
        for statement in contested.denying:
            expect(denying).to_contain_text(statement.evidence.quote)
        expect(affirming).to_contain_text("Min. A. Lindqvist for Norland alleges")
        expect(denying).to_contain_text("Halden Machine Works denies")


def test_a_voice_without_a_name_is_called_the_same_on_paper_in_the_panel_and_in_the_commands(visit) -> None:
    network = page_networks.unnamed_voices()
    page = visit(network).page
    (record,) = network.records.values()
    expected = ["Example Wire (the article itself)", "unnamed sources in Example Wire"]
    assert sorted(network.speaker_name(one) for one in record.statements) == expected
    page.evaluate("(id) => claimgraphPage.state.select('claim', id)", record.claim.id)
    assert sorted(page.locator("#evidence .speaker").all_inner_texts()) == expected
    with printing(page) as paper:
        assert sorted(paper.locator(".speaker").all_inner_texts()) == expected


def test_a_broader_denial_is_printed_beside_what_it_covers(visit) -> None:
    with printing(visit(page_networks.veridia()).page) as paper:
        row = paper.locator("tbody tr", has_text="artillery shells")
        expect(row.locator("td").nth(2)).to_contain_text("denies the wider kind")
        expect(row.locator("td").nth(2)).to_contain_text("We provide no weapons to anybody")


def test_title_query_legend_and_sources_are_printed_and_no_control_is(visit) -> None:
    page = visit(page_networks.veridia()).page
    with printing(page) as paper:
        expect(paper.locator("h1")).to_have_text("Who is said to supply Veridia?")
        for status in ("asserted", "alleged", "contested", "denied", "negated"):
            expect(paper.locator(".key")).to_contain_text(status)
        expect(paper.locator(".sources li")).to_have_count(3)
        expect(paper.locator(".sources")).to_contain_text("https://example.org/a1")
        expect(paper.locator(".made")).to_contain_text("MATCH (c:Claim)-[:RECIPIENT]->")
        shown = page.locator("input, select, button, summary, canvas").filter(visible=True)
        expect(shown).to_have_count(0)
    expect(page.locator("#picture canvas")).to_be_visible()
    expect(page.locator("#paper")).to_be_empty()


def test_only_articles_that_printed_claims_quote_are_listed(visit) -> None:
    network = page_networks.veridia()
    silent = Article("silent", "silent", text_hash("It rained."), title="It rained in Veridia")
    page = visit(replace(network, articles={silent.id: silent, **network.articles})).page
    with printing(page) as paper:
        expect(paper.locator(".sources li")).to_have_count(3)
        expect(paper.locator(".sources")).not_to_contain_text("It rained")
        expect(paper.locator(".voice .where").first).to_contain_text(re.compile(r"\[[123]\]"))


def test_the_number_of_a_source_is_whole_however_many_there_are(visit) -> None:
    with printing(visit(page_networks.widely_reported(1001)).page) as paper:
        last = paper.locator(".sources li").last
        expect(last).to_contain_text("[1001]")
        left = "(one) => one.getBoundingClientRect().left"
        assert last.locator(".number").evaluate(left) >= paper.evaluate(left)
        numbers = paper.locator(".sources .number").all_inner_texts()
        assert numbers == [f"[{number}]" for number in range(1, 1002)]


@pytest.mark.parametrize("network", [page_networks.veridia(), page_networks.crowd(260)], ids=["few", "many"])
def test_the_picture_keeps_its_shape_and_fits_on_the_sheet(visit, network) -> None:
    with printing(visit(network, viewport={"width": 1030, "height": 690}).page) as paper:
        shape = paper.locator("figure svg").evaluate(
            """(svg) => {
              const { a, d } = svg.getScreenCTM();
              const { width, height } = svg.getBoundingClientRect();
              return { across: a, down: d, width, height, drawn: svg.querySelectorAll("path").length };
            }"""
        )
        assert shape["across"] == pytest.approx(shape["down"])
        assert shape["width"] <= 1030
        assert shape["height"] <= 570
        assert shape["drawn"] > len(network.records)


def test_what_is_printed_from_a_dark_screen_is_dark_on_light(visit) -> None:
    page = visit(page_networks.veridia(), color_scheme="dark").page
    with printing(page) as paper:
        ink = paper.locator("h1").evaluate("(title) => getComputedStyle(title).color")
        assert ink == "rgb(27, 31, 36)"
        assert "#e8ecf0" not in paper.inner_html()


def test_only_what_the_filters_let_through_is_printed_and_the_rest_is_told(visit) -> None:
    network = page_networks.veridia()
    page = visit(network).page
    page.get_by_label("Alleged").uncheck()
    with printing(page) as paper:
        expect(paper.locator("tbody tr")).to_have_count(6)
        expect(paper.locator("header")).to_contain_text("6 of 11 claims")


def test_nothing_in_an_article_can_act_on_paper(visit) -> None:
    page = visit(page_networks.hostile())
    with printing(page.page) as paper:
        expect(paper.locator("tbody tr").first).to_be_visible()
        assert paper.locator("img, script, iframe").count() == 0
    assert page.page.evaluate("() => window.hacked") is None

"""A dossier tells each claim with both sides, each voice once, and what is left to check; safe in every format."""

from __future__ import annotations

import io
import re
import zipfile
from dataclasses import replace
from datetime import date
from xml.etree import ElementTree

import pytest
from markdown_it import MarkdownIt
from page_networks import GOOD, HOSTILE, OFFICIAL, STATE, Builder, hostile, one_buyer, veridia, widely_reported

from claimgraph.graph.dossier import FORMATS, Dossier, compose
from claimgraph.graph.dossier.content import Doubt, Entry
from claimgraph.graph.dossier.png import png_of
from claimgraph.graph.dossier.reviewed import Reviewing
from claimgraph.graph.dossier.shapes import WIDTH, Words, sheet_of
from claimgraph.graph.dossier.svg import svg_of
from claimgraph.graph.model import Checked, Stance, Status
from claimgraph.graph.network import Network
from claimgraph.graph.remark import Known, Remark
from claimgraph.graph.render import PageInfo

INFO = PageInfo(
    "Who arms Veridia?",
    query="MATCH (c:Claim) RETURN c.id AS claim",
    query_name="arms-to",
    parameters={"recipient": "state:veridia"},
    built_on=date(2026, 5, 1),
)


@pytest.fixture(scope="module")
def dossier() -> Dossier:
    return compose(veridia(), INFO)


def entry_about(dossier: Dossier, good: str, supplier: str = "") -> Entry:
    return next(one for one in dossier.entries if one.good == good and supplier in one.supplier)


def written(dossier: Dossier, format: str) -> str:
    """The words of a dossier in a format."""
    content = FORMATS[format].write(dossier)
    if format != "docx":
        return content.decode("utf-8")
    with zipfile.ZipFile(io.BytesIO(content)) as file:
        return file.read("word/document.xml").decode("utf-8")


def test_disputed_claims_come_first_and_what_did_not_happen_last(dossier: Dossier) -> None:
    statuses = [one.status for one in dossier.entries]
    assert statuses[:3] == [Status.CONTESTED, Status.CONTESTED, Status.DENIED]
    assert statuses[-1] is Status.NEGATED
    assert [one.number for one in dossier.entries] == list(range(1, len(statuses) + 1))
    assert next(chapter.heading for chapter in dossier.chapters) == "Disputed claims"
    assert sum(len(chapter.entries) for chapter in dossier.chapters) == len(dossier.entries)


def test_a_voice_stands_once_with_those_who_speak_for_it(dossier: Dossier) -> None:
    (norland,) = entry_about(dossier, "CNC machine tools", "Halden").saying
    assert norland.name == "Norland"
    assert "Min. A. Lindqvist (speaks for it)" in norland.ties
    assert [quote.by for quote in norland.quotes] == ["Min. A. Lindqvist", "Western officials"]


def test_one_voice_that_denies_four_times_is_one() -> None:
    b = Builder()
    norland, veridia, shells = b.entity(STATE, "Norland"), b.entity(STATE, "Veridia"), b.entity(GOOD, "shells")
    claim = b.claim(norland, shells, veridia)
    for number in range(4):
        story = b.article(f"a{number}", f"Story {number}", "Wire", date(2026, 1, 1 + number))
        b.said(claim, Stance.DENIES, story, f"Norland denies it for the {number}th time.", speaker=norland)
    (entry,) = compose(b.network(), INFO).entries
    (voice,) = entry.denying
    assert (voice.name, voice.part, len(voice.quotes)) == ("Norland", "party", 4)
    assert entry.standing == "denied 0:1"


def test_a_denial_of_a_broader_good_says_so(dossier: Dossier) -> None:
    (kestria,) = entry_about(dossier, "artillery shells").denying
    assert [quote.broader for quote in kestria.quotes] == ["weapons"]


def test_what_is_left_to_check_follows_from_what_is_known(dossier: Dossier) -> None:
    assert entry_about(dossier, "nitrocellulose").doubts == {Doubt.UNNAMED, Doubt.HEDGED, Doubt.UNANSWERED}
    assert entry_about(dossier, "weapons").doubts == {Doubt.DENIAL_ONLY}
    assert Doubt.ONE_ORIGIN in entry_about(dossier, "CNC machine tools", "Halden").doubts
    assert list(dossier.doubts) == [doubt for doubt in Doubt if doubt in dossier.doubts]


def test_a_denial_by_third_parties_only_is_told() -> None:
    b = Builder()
    norland, veridia, jordan = (b.entity(STATE, name) for name in ("Norland", "Veridia", "Jordan"))
    spokesman = b.entity(OFFICIAL, "R. Haddad", speaks_for=jordan)
    claim = b.claim(norland, b.entity(GOOD, "shells"), veridia)
    story = b.article("a1", "A story", "Wire", date(2026, 1, 1))
    b.said(claim, Stance.ALLEGES, story, "Norland ships shells, Veridia's foes say.", speaker=veridia)
    b.said(claim, Stance.DENIES, story, "It is not so, Haddad said.", speaker=spokesman)
    (entry,) = compose(b.network(), INFO).entries
    assert Doubt.THIRD_PARTIES in entry.doubts
    assert [check.words for check in entry.checks if check.doubt is Doubt.THIRD_PARTIES] == [
        "Denied by third parties only (Jordan): what do Norland and Veridia say?"
    ]


def test_a_voice_in_many_articles_is_quoted_a_few_times_and_the_rest_is_named() -> None:
    dossier = compose(widely_reported(9), INFO)
    voices = [voice for entry in dossier.entries for voice in entry.saying]
    assert all(len(voice.quotes) <= 4 for voice in voices)
    cited = {quote.source for voice in voices for quote in voice.quotes} | {
        at for voice in voices for at in voice.further
    }
    assert cited == {source.number for source in dossier.sources}


def test_quotes_refer_to_the_list_of_articles_the_newest_first(dossier: Dossier) -> None:
    assert [source.published for source in dossier.sources] == ["2026-04-20", "2026-04-13", "2026-03-12"]
    assert dossier.sources[1].publisher == "Daily Example (example.org)"
    numbers = {
        quote.source for one in dossier.entries for voice in (*one.saying, *one.denying) for quote in voice.quotes
    }
    assert numbers <= {source.number for source in dossier.sources}


def test_the_picture_has_every_claim_once_with_the_hub_of_most(dossier: Dossier) -> None:
    first = dossier.chart.panels[0]
    assert (first.hub, first.incoming, first.claims) == ("Veridia", True, 8)
    assert sum(panel.claims for panel in dossier.chart.panels) == len(dossier.entries)
    shells = next(lane for lane in first.lanes if "artillery shells" in lane.goods)
    assert (shells.other, shells.standing) == ("Kestria", "contested 1:1")


def test_what_is_not_drawn_is_told_and_listed() -> None:
    b = Builder()
    buyer, good = b.entity(STATE, "Veridia"), b.entity(GOOD, "rice")
    story = b.article("a1", "A story", "Wire", date(2026, 1, 1))
    for number in range(70):
        seller = b.entity(STATE, f"Seller {number}")
        b.said(b.claim(seller, good, buyer), Stance.ALLEGES, story, f"Seller {number} sold rice.", speaker=buyer)
    dossier = compose(b.network(), INFO)
    assert (len(dossier.entries), dossier.chart.not_drawn) == (70, 10)
    assert max(len(panel.lanes) for panel in dossier.chart.panels) == 24
    assert "10 claims are not drawn" in written(dossier, "html")


def test_nothing_of_a_sheet_stands_outside_of_it() -> None:
    for network in (veridia(), hostile(), one_buyer()):
        for panel in compose(network, INFO).chart.panels:
            sheet = sheet_of(panel)
            words = [shape for shape in sheet.shapes if isinstance(shape, Words)]
            assert all(0 <= one.at[0] <= WIDTH and 0 <= one.at[1] <= sheet.height for one in words)
            assert max(len(one.text) for one in words) < 80


def test_a_supplier_of_many_stands_left_of_them() -> None:
    b = Builder()
    seller, good = b.entity(STATE, "Norland"), b.entity(GOOD, "rice")
    story = b.article("a1", "A story", "Wire", date(2026, 1, 1))
    for number in range(3):
        b.said(b.claim(seller, good, b.entity(STATE, f"Buyer {number}")), Stance.ASSERTS, story, f"Rice {number}.")
    (panel,) = compose(b.network(), INFO).chart.panels
    places = {shape.text: shape.at[0] for shape in sheet_of(panel).shapes if isinstance(shape, Words)}
    assert (panel.incoming, panel.hub) == (False, "Norland")
    assert places["Norland"] < places["rice"] < places["Buyer 0"]


@pytest.mark.parametrize("format", FORMATS)
def test_every_format_tells_both_sides_sources_checks_and_how_it_was_made(dossier: Dossier, format: str) -> None:
    text = written(dossier, format)
    for part in (
        "Who arms Veridia?", "Halden Machine Works", "contested 1:1", "entirely false", "Example Wire", "12 March 2026",
        "One origin only", "https://example.org/a1", "Method", "Limits", "arms-to",
        "inclusion is not a finding of fact",
    ):  # fmt: skip
        assert part in re.sub(r"\\(?=[^\w\s])", "", text), part


@pytest.mark.parametrize("format", FORMATS)
def test_a_dossier_of_nothing_says_so(format: str) -> None:
    assert "No claims were chosen" in written(compose(Network({}, {}, {}), INFO), format)


def test_the_page_holds_no_script_asks_nothing_and_links_to_the_web_only() -> None:
    page = written(compose(hostile(), INFO, note=HOSTILE[1]), "html")
    assert "<script" not in page
    assert "<img" not in page
    assert re.findall(r'href="(?!#|https?://)', page) == []
    assert not re.search(r"\son\w+=\"", re.sub(r"&\w+;", "", page))
    assert "default-src &#39;none&#39;" in page
    assert "\x00" not in page
    assert "\u202e" not in page


def test_no_name_is_markup_in_markdown() -> None:
    text = written(compose(hostile(), INFO, note="- a\n# b"), "md")
    tokens = MarkdownIt("commonmark", {"html": True}).enable("table").parse(text)
    children = [child for token in tokens for child in (token.children or ())]
    assert [one.content[:60] for one in (*tokens, *children) if one.type in ("html_block", "html_inline")] == []
    links = [child.attrGet("href") or "" for child in children if child.type == "link_open"]
    assert [link for link in links if not link.startswith(("http://", "https://"))] == []
    assert sum(token.type == "heading_open" and token.tag == "h1" for token in tokens) == 1


def test_the_word_document_is_sound_xml_and_links_to_the_web_only() -> None:
    content = FORMATS["docx"].write(compose(hostile(), INFO, note=HOSTILE[-1]))
    with zipfile.ZipFile(io.BytesIO(content)) as file:
        assert file.testzip() is None
        for name in file.namelist():
            if name.endswith((".xml", ".rels")):
                ElementTree.fromstring(file.read(name))  # noqa: S314 - our own file
        links = re.findall(
            r'Target="([^"]*)" TargetMode="External"', file.read("word/_rels/document.xml.rels").decode()
        )
    assert [link for link in links if not link.startswith(("http://", "https://"))] == []


def test_the_same_picture_is_drawn_as_svg_and_as_png(dossier: Dossier) -> None:
    sheet = sheet_of(dossier.chart.panels[0])
    root = ElementTree.fromstring(svg_of(sheet))  # noqa: S314 - our own file
    assert float(root.get("width", 0)) == sheet.width
    png = png_of(sheet)
    assert png.startswith(b"\x89PNG")
    width, height = (int.from_bytes(png[at : at + 4], "big") for at in (16, 20))
    assert (width, height) == (round(sheet.width * 3), round(sheet.height * 3))


@pytest.mark.parametrize("format", FORMATS)
def test_it_tells_who_checked_what_analysts_know_and_the_chosen_notes_only(format: str) -> None:
    network = veridia()
    record = next(one for one in network.records.values() if one.affirming)
    claim, at = record.claim, "2026-03-01T10:00:00+00:00"
    checked = replace(record.statements[0], checked=Checked.CONFIRMED)
    reviewed = replace(record, statements=(checked, *record.statements[1:]))
    network = replace(network, records={**network.records, claim.id: reviewed})
    names = [network.entities[id].name for id in (claim.supplier, claim.recipient, claim.good)]
    article = network.articles[checked.evidence.article]
    known = Known(claim.id, claim.supplier, claim.recipient, claim.good, *names, "actual", "doubts")
    remarks = [
        Remark("decision:1", "confirm", "Ada", at, statements=(checked.id,)),
        Remark("decision:2", "note", "Ben", at, words="ask the harbour master", subject=claim.id),
        Remark("decision:3", "note", "Ben", at, words="between us only", subject=claim.id),
        Remark("decision:4", "analyst", "Cem", at, "he was there", subject=claim.id, known=known),
        Remark(
            "decision:5", "analyst", "Cem", at, "a photo", known=replace(known, claim="claim:none", stance="affirms")
        ),
        Remark("decision:6", "reliability", "Ada", at, words="B2", subject=article.id),
    ]
    dossier = compose(network, INFO, reviewing=Reviewing(remarks, {"decision:2"}))
    entry = next(one for one in dossier.entries if one.id == claim.id)
    assert entry.checked == "1 of 1 reading checked, confirmed by Ada on 1 March 2026"
    plain = compose(veridia(), INFO)
    assert [(one.standing, one.status) for one in plain.entries] == [
        (one.standing, one.status) for one in dossier.entries
    ]
    text = re.sub(r"\\(.)", r"\1", written(dossier, format))
    for words in (
        "confirmed by Ada on 1 March 2026",
        "Cem doubts it (1 March 2026): he was there",
        "Cem affirms it (1 March 2026): a photo",
        "ask the harbour master (Ben, 1 March 2026)",
        "reliability B2",
        "no article’s word",
    ):
        assert words in text, words
    assert "between us only" not in text

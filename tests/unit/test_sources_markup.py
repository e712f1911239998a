"""Mark-up where an article is expected: pages are read as pages, feeds and other XML are told, never read as text."""

from __future__ import annotations

import io
import json
from datetime import date
from pathlib import Path

import page_networks
import pytest
from click.testing import CliRunner
from writing import Write

from claimgraph.app.cli import main
from claimgraph.graph.model import Document
from claimgraph.graph.render import PageInfo, View, render_page
from claimgraph.loaders.sources import SourceFailure, read_sources

SENTENCE = "Norland sold forty lathes to Veridia last year, officials said on Friday, in a deal nobody announced."
RSS = """<?xml version="1.0" encoding="utf-8"?>
<!-- a comment --><rss version="2.0"><channel><title>Example Wire</title><link>https://wire.example/</link>
<item><title>drones</title><link>https://wire.example/a?x=1&amp;y=2</link></item>
<item><title>lathes</title><link>https://wire.example/b</link></item></channel></rss>"""
ATOM = '<feed xmlns="http://www.w3.org/2005/Atom"><entry><link rel="self" href="https://u:pw@wire.example/x"/></entry></feed>'
RDF = '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><item><link><![CDATA[https://wire.example/r]]></link></item></rdf:RDF>'
TEI = "<?xml version='1.0'?><TEI><text>Norland sold lathes.</text></TEI>"
RIGHT = "not plain text; save the article's text as .txt, or its web page as .html"
TOLD = {
    RSS: "is an RSS feed with 2 entries, not an article; name the addresses of its articles, "
    "such as https://wire.example/a?x=1&y=2",
    ATOM: "is an Atom feed with 1 entry, not an article; name the addresses of its articles, "
    "such as https://wire.example/x",
    RDF: "is an RSS feed with 1 entry, not an article; name the addresses of its articles, "
    "such as https://wire.example/r",
    "<rss><channel></channel></rss>": "is an RSS feed with 0 entries, not an article; "
    "name the addresses of its articles",
    TEI: f"is mark-up (<tei>), {RIGHT}",
    f"<story>\n{SENTENCE}\n</story>\n": f"is mark-up (<story>), {RIGHT}",
    f"<article><p>{SENTENCE}</p></article>": f"is mark-up (<article>), {RIGHT}",
}


def result_of(path: Path) -> Document | SourceFailure:
    (result,) = read_sources([path], notice=pytest.fail)
    return result


@pytest.mark.parametrize("begin", ["<link>", "<link><![CDATA["])
def test_a_feed_with_a_million_blanks_in_a_link_is_looked_through_once(begin: str, write: Write) -> None:
    """Looked through anew from each blank, one feed from the web took hours, and the load stood still."""
    result = result_of(write("a.xml", f"<rss><channel><item>{begin}{' ' * 900_000}</link></item></channel></rss>"))
    assert isinstance(result, SourceFailure)
    assert result.problem == "is an RSS feed with 1 entry, not an article; name the addresses of its articles"


@pytest.mark.parametrize(("content", "told"), TOLD.items())
@pytest.mark.parametrize("name", ["a.txt", "a.xml", "a.rss", None])
def test_a_feed_or_other_xml_is_told_wherever_it_comes_from(
    content: str, told: str, name: str | None, write: Write
) -> None:
    if name is None:
        (result,) = read_sources(["-"], stdin=io.BytesIO(content.encode()))
    else:
        result = result_of(write(name, content))
    assert isinstance(result, SourceFailure)
    assert result.problem == told


@pytest.mark.parametrize(
    "page",
    [
        f"<!doctype html><html><body><article><p>{SENTENCE}</p></article></body></html>",
        f"<?xml version='1.0' encoding='utf-8'?>\n<html xmlns='http://www.w3.org/1999/xhtml'><body><p>{SENTENCE}</p></body></html>",
        f"<!-- saved --><html><body><p>{SENTENCE}</p></body></html>",
    ],
    ids=["HTML", "XHTML", "comment first"],
)
@pytest.mark.parametrize("name", ["a.txt", "a.xml", None])
def test_a_page_is_read_as_one_whatever_its_name(page: str, name: str | None, write: Write) -> None:
    if name is None:
        (result,) = read_sources(["-"], stdin=io.BytesIO(page.encode()))
    else:
        result = result_of(write(name, page))
    assert isinstance(result, Document), result
    assert result.text.strip() == SENTENCE


@pytest.mark.parametrize(
    "text", ["<b>Norland</b> sold lathes.", "[Wire] Norland sold lathes.", "1 < 2 > 0", "<", "< p >"]
)
def test_a_text_that_only_begins_with_a_bracket_is_plain_text(text: str, write: Write) -> None:
    result = result_of(write("a.txt", text))
    assert isinstance(result, Document)
    assert result.text == text


def test_a_markdown_article_may_begin_with_html(write: Write) -> None:
    result = result_of(write("a.md", f"<div>logo</div>\n\n{SENTENCE}\n\n<div>end</div>\n"))
    assert isinstance(result, Document)
    assert result.text.strip() == SENTENCE


@pytest.mark.parametrize("content", [RSS, TEI])
def test_a_page_that_is_a_feed_or_xml_by_its_first_line_is_told(content: str, write: Write) -> None:
    result = result_of(write("a.html", content))
    assert isinstance(result, SourceFailure)
    assert result.problem == TOLD[content]


@pytest.mark.parametrize(
    "hostile", ["<!---->" * 60_000, "<?a?>" * 60_000, "<rss><item>" + "<link " * 60_000, " " * 99_000 + "<"]
)
def test_the_look_at_a_text_ends_however_its_tags_are_repeated(hostile: str) -> None:
    assert len(list(read_sources(["-"], stdin=io.BytesIO(hostile.encode())))) == 1


@pytest.mark.parametrize("content", ['[{"text": "Norland sold lathes."}]', '[\n {"text": "Norland sold lathes."}\n]'])
def test_a_json_array_on_standard_input_is_no_plain_text(content: str) -> None:
    (result,) = read_sources(["-"], stdin=io.BytesIO(content.encode()))
    assert isinstance(result, SourceFailure)
    assert "write one object a line" in result.problem


def test_own_output_of_extract_is_told_not_read_as_articles(write: Write, tmp_path: Path) -> None:
    article = write("a.txt", SENTENCE)
    for options in ([], ["--explain", "--json"]):
        output = CliRunner().invoke(main, ["extract", str(article), *options]).stdout
        assert json.loads(output.splitlines()[0])["article"] == "a"
        result = result_of(write("claims.jsonl", output * 3))
        assert isinstance(result, SourceFailure)
        assert str(result) == (
            f"{tmp_path / 'claims.jsonl'}: is output of `claimgraph extract`, which holds no texts; "
            "name the articles that it was made from"
        )


def test_own_pages_are_told_where_named_and_passed_over_with_a_remark_in_a_folder(write: Write, tmp_path: Path) -> None:
    page = write("graph.html", render_page(page_networks.veridia(), PageInfo("T", built_on=date(2026, 7, 12)), View()))
    write("a.txt", SENTENCE)
    result = result_of(page)
    assert isinstance(result, SourceFailure)
    assert result.problem == "is a page that claimgraph wrote; name the articles that it was made from"
    remarks: list[str] = []
    assert [type(one) for one in read_sources([tmp_path], notice=remarks.append)] == [Document]
    assert remarks == [
        f"{page}: passed over, it is a page that claimgraph wrote; name the articles that it was made from"
    ]

"""HTML pages: the article without its surroundings, and what the page says about itself."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from claimgraph.graph.errors import LoadError
from claimgraph.graph.model import Document
from claimgraph.loaders.sources import Limits, SourceFailure, read_sources
from claimgraph.loaders.sources.decode import decode_page
from claimgraph.loaders.sources.page import read_page

FIRST = "Norland sold forty lathes to Veridia last year, officials said on Friday, in a deal that nobody had announced."
SECOND = "Veridia denied this & called the report “false” in a statement that its embassy sent to several newspapers."


def page(head: str = "") -> str:
    return f"""<!DOCTYPE html><html lang="en-GB"><head><title>Lathes for Veridia</title>{head}</head><body>
<nav><a href="/">Home</a> <a href="/world">World news</a></nav>
<article><h1>Lathes for Veridia</h1><p>{FIRST}</p><script>track()</script><p>{SECOND.replace("&", "&amp;")}</p>
<table><tr><td>Lathes</td><td>40</td></tr></table></article>
<div class="comments"><p>First comment: I do not believe a word of what this newspaper writes about it.</p></div>
<footer>Copyright 2019 The Example Wire</footer></body></html>"""


META = (
    '<meta property="og:site_name" content="The Example Wire">'
    '<meta property="article:published_time" content="2024-04-12T10:00:00Z">'
    '<meta property="article:modified_time" content="2024-05-01T10:00:00Z">'
    '<link rel="canonical" href="https://www.example.org/lathes?utm_source=feed">'
)


def long_page(
    paragraph: str = "<p>The {number}th lathe went to Veridia in a crate of its own, a clerk said.</p>",
) -> str:
    body = "".join(paragraph.format(number=number) for number in range(2_000))
    return f"<html><head><title>Crates</title></head><body><article>{body}</article></body></html>"


@pytest.mark.parametrize("tag", ["del", "s", "strike"])
def test_words_that_an_outlet_struck_out_are_not_its_words(tmp_path: Path, tag: str) -> None:
    path = tmp_path / "corrected.html"
    path.write_text(page().replace("Norland sold", f"<{tag}>Kenya sold</{tag}> Norland sold"))
    (result,) = read_sources([path], notice=pytest.fail)
    assert isinstance(result, Document)
    assert "Norland sold forty lathes" in result.text
    assert "Kenya" not in result.text


def test_a_large_page_is_read_like_a_small_one(tmp_path: Path) -> None:
    path = tmp_path / "large.html"
    path.write_text(long_page())
    (result,) = read_sources([path], notice=pytest.fail)
    assert isinstance(result, Document)
    assert result.article.title == "Crates"
    assert result.text.count("crate") == 2_000


@pytest.mark.parametrize("body", ["<p>x" * 400_000, f"<article><p>{FIRST}" + "<td>x" * 18_000])
def test_a_page_whose_text_is_not_found_in_time_costs_only_itself(tmp_path: Path, body: str) -> None:
    (tmp_path / "1.html").write_text(f"<html><body>{body}")
    (tmp_path / "2.html").write_text(long_page())
    late, read = read_sources([tmp_path], Limits(page_seconds=3), notice=pytest.fail)
    assert isinstance(late, SourceFailure)
    assert late.problem == "its main text was not found within 3 s; save the article's text as .txt"
    assert isinstance(read, Document)


SLOW_MARKDOWN = {
    "emphasis": "*a_ " * 240_000,
    "links": "[a](" * 200_000,
    "a table of many columns": "|a" * 240_000 + "\n" + "|-" * 240_000,
}


@pytest.mark.parametrize("content", SLOW_MARKDOWN.values(), ids=SLOW_MARKDOWN)
def test_markdown_that_is_not_read_in_time_costs_only_itself(tmp_path: Path, content: str) -> None:
    (tmp_path / "1.md").write_text(content)
    (tmp_path / "2.md").write_text(f"# Crates\n\n{FIRST}\n" * 200)
    late, read = read_sources([tmp_path], Limits(page_seconds=1), notice=pytest.fail)
    assert isinstance(late, SourceFailure)
    assert late.where == str(tmp_path / "1.md")
    assert late.problem == "its Markdown was not read within 1 s; save the article's text as .txt"
    assert isinstance(read, Document)
    assert read.article.title == "Crates"


def test_long_markdown_is_read_like_short_markdown(tmp_path: Path) -> None:
    path = tmp_path / "long.md"
    path.write_text("---\ntitle: Crates\n---\n\n" + f"{FIRST} *{SECOND}*\n\n" * 200)
    (result,) = read_sources([path], notice=pytest.fail)
    assert isinstance(result, Document)
    assert result.text == f"{FIRST} {SECOND}\n" * 200
    assert result.article.title == "Crates"


def test_long_markdown_with_wrong_front_matter_is_told(tmp_path: Path) -> None:
    path = tmp_path / "long.md"
    path.write_text("---\ntitle: Crates\n" + f"{FIRST}\n" * 200)
    (result,) = read_sources([path], notice=pytest.fail)
    assert isinstance(result, SourceFailure)
    assert result.problem.startswith("line 1 opens front matter that never ends")


@pytest.mark.skipif("sys.platform != 'linux'", reason="other systems do not hold processes to a limit of memory")
def test_markdown_that_takes_too_much_memory_costs_only_itself(tmp_path: Path) -> None:
    (tmp_path / "1.md").write_text("x\n\n" * 200_000)
    (tmp_path / "2.md").write_text(f"{FIRST}\n\n" * 200)
    large, read = read_sources([tmp_path], Limits(page_memory=150_000_000), notice=pytest.fail)
    assert isinstance(large, SourceFailure)
    refused = "takes more than 150 MB of memory to be read; save the article's text as .txt"
    ended = (
        "the process that reads pages ended on it; save the article's text as .txt"  # where no memory is left at all
    )
    assert large.problem in (refused, ended)
    assert isinstance(read, Document)


def test_a_charset_that_no_browser_knows_counts_for_nothing() -> None:
    said = f'<meta charset="punycode">{FIRST}'.encode()
    assert decode_page(said).text == said.decode()


def test_a_saved_page_gives_its_main_text_and_what_it_says_about_itself(tmp_path: Path) -> None:
    path = tmp_path / "saved.html"
    path.write_text(page(META))
    (result,) = read_sources([path], notice=pytest.fail)
    assert isinstance(result, Document)
    assert result.text == f"Lathes for Veridia\n{FIRST}\n{SECOND}\n"
    article = result.article
    assert (article.name, article.title, article.outlet) == ("saved", "Lathes for Veridia", "The Example Wire")
    assert (article.published, article.language) == (date(2024, 4, 12), "en")
    assert article.id == "https://www.example.org/lathes"


def test_a_page_without_a_date_gets_none_from_its_footer() -> None:
    assert "published" not in read_page(page()).fields


def test_a_fetched_page_may_name_its_canonical_address_on_the_same_host() -> None:
    fields = read_page(page(META), "https://example.org/amp/lathes").fields
    assert fields["url"] == "https://www.example.org/lathes"


def test_a_fetched_page_cannot_pass_for_an_article_of_another_host() -> None:
    address = "https://elsewhere.example/copy"
    assert read_page(page(META), address).fields["url"] == address


@pytest.mark.parametrize(
    "html", ["<html><body></body></html>", "<html><body><nav><a href='/'>Home</a></nav></body></html>", "<", "<!-- -->"]
)
def test_a_page_without_main_text_is_refused(html: str) -> None:
    with pytest.raises(LoadError, match=r"save the (article's text as \.txt|whole page)"):
        read_page(html)


def test_a_page_may_be_larger_than_its_article(tmp_path: Path) -> None:
    path = tmp_path / "saved.htm"
    path.write_text(page(f"<style>{'a{}' * 1000}</style>"))
    limits = Limits(article_bytes=1000, page_bytes=5000)
    assert isinstance(next(read_sources([path], limits)), Document)
    failure = next(read_sources([path], Limits(article_bytes=1000, page_bytes=2000)))
    assert isinstance(failure, SourceFailure)
    assert "larger than 2 kB" in failure.problem

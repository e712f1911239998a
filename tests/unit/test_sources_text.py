"""Articles in .txt and .md files: the text comes through, front matter is understood, no wrong letter is silent."""

from __future__ import annotations

import codecs
import contextlib
import gzip
from datetime import date
from pathlib import Path

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from writing import Write

from claimgraph.graph.errors import LoadError
from claimgraph.graph.model import Document, text_hash
from claimgraph.loaders.sources import Limits, SourceFailure, read_sources
from claimgraph.loaders.sources.decode import decode, decode_page

DEFAULTS = Limits()


def document(path: Path, limits: Limits = DEFAULTS, notices: list[str] | None = None) -> Document:
    """The only article of a file, which must load without a failure, and silently unless notices are asked for."""
    said: list[str] = []
    (result,) = read_sources([path], limits, notice=said.append)
    assert isinstance(result, Document), result
    if notices is None:
        assert not said
    else:
        notices.extend(said)
    return result


def problem(path: Path, limits: Limits = DEFAULTS) -> str:
    """What is said about a file of which nothing can be read; it must be one line that names the file."""
    (result,) = read_sources([path], limits, notice=pytest.fail)
    assert isinstance(result, SourceFailure), result
    assert result.where == str(path)
    assert len(str(result).splitlines()) == 1
    return result.problem


def test_a_plain_file_is_text_from_the_first_to_the_last_character(write: Write) -> None:
    text = "  Norland sold lathes.\n\n“Yes”, it said: 車床 🛠️\n"
    loaded = document(write("lathes.txt", text))
    assert loaded.text == text
    assert loaded.article.name == "lathes"
    assert loaded.article.sha256 == text_hash(text)
    assert (loaded.article.title, loaded.article.published, loaded.article.language) == ("", None, "en")


def test_the_id_survives_an_edit_and_tells_no_path(write: Write, tmp_path: Path) -> None:
    before = document(write("lathes.txt", "One.")).article
    after = document(write("lathes.txt", "Two.")).article
    assert before.id == after.id
    assert before.sha256 != after.sha256
    assert before.id.startswith("lathes-")
    assert len(before.id) == len("lathes-") + 16
    assert str(tmp_path) not in repr(after)


def test_files_of_one_name_in_two_folders_are_two_articles(tmp_path: Path) -> None:
    for folder in ("a", "b"):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "x.txt").write_text("Same text.")
    first, second = read_sources([tmp_path])
    assert isinstance(first, Document)
    assert isinstance(second, Document)
    assert first.article.id != second.article.id


@given(st.text(alphabet=st.characters(exclude_categories=["Cs"], exclude_characters="\x00")))
def test_any_text_without_front_matter_comes_back_with_its_line_ends_as_newlines(
    tmp_path_factory: pytest.TempPathFactory, text: str
) -> None:
    expected = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    assume(not text.lstrip().startswith("<"))  # may be a page
    assume(expected.strip() and not expected.startswith(("---", "PK\x03\x04", "GIF8", "%PDF-", "{\\rtf")))
    path = tmp_path_factory.mktemp("any") / "any.txt"
    path.write_bytes(text.encode())
    assert document(path).text == expected


def test_windows_line_ends_make_no_other_article(write: Write) -> None:
    unix, windows = document(write("a.txt", "One.\nTwo.\n")), document(write("b.txt", "One.\r\nTwo.\r\n"))
    assert unix.text == windows.text
    assert unix.article.sha256 == windows.article.sha256


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-32"])
def test_a_byte_order_mark_decides_the_encoding(write: Write, encoding: str) -> None:
    assert document(write("a.txt", "Çelik sold “lathes”.".encode(encoding))).text == "Çelik sold “lathes”."


def test_a_broken_utf_16_file_is_refused(write: Write) -> None:
    assert "breaks at byte" in problem(write("a.txt", codecs.BOM_UTF16_LE + b"a\x00b"))


def test_windows_1252_is_read_and_the_user_is_told(write: Write) -> None:
    text = "São Paulo’s “Voltacel” bought £3m of lathes – café ÉLAN included."
    notices: list[str] = []
    path = write("old.txt", text.encode("cp1252"))
    assert document(path, notices=notices).text == text
    assert notices == [f"{path}: not UTF-8, read as Windows-1252; save it as UTF-8 if letters look wrong"]


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        ("Norland’s “lathes” went to Veridia.", "mac_roman"),
        ("The minister, Мишустин, said so.", "cp1251"),
        ("The firm 中国 sold lathes.", "gb18030"),
        ("The firm 日本 sold lathes.", "shift_jis"),
        ("The café sold lathes.", "cp850"),
        ("Η Ελλάδα", "iso8859-7"),
    ],
)
def test_other_old_encodings_are_refused_rather_than_guessed(write: Write, text: str, encoding: str) -> None:
    assert "iconv -f ENCODING -t UTF-8" in problem(write("old.txt", text.encode(encoding)))


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (b"%PDF-1.7\n...", "a PDF file"),
        (b"PK\x03\x04....", "a zip archive or office document"),
        (b"\x89PNG\r\n\x1a\n", "a PNG image"),
        (b"\x1f\x8b\x08\x00abc", "gzip data"),
        (b"text\x00more", "binary data"),
        ("Norland sold lathes.".encode("utf-16-le"), "binary data"),
    ],
)
@pytest.mark.parametrize("name", ["a.txt", "a.md", "a.html", "a.csv", "a.jsonl"])
def test_binary_files_are_refused_with_what_they_are(write: Write, name: str, content: bytes, kind: str) -> None:
    assert kind in problem(write(name, content))


@pytest.mark.parametrize("content", ["", " \n\t\r\n", "\ufeff", "---\ntitle: x\n---\n\n"])
@pytest.mark.parametrize("name", ["a.txt", "a.md"])
def test_an_empty_article_is_refused(write: Write, name: str, content: str) -> None:
    assert "at least one sentence" in problem(write(name, content))


def test_front_matter_describes_the_article_and_is_no_text(write: Write) -> None:
    head = "Title: 'Lathes: a deal'\nurl: https://www.example.org/lathes?utm_source=x\nDate: 12 Apr. 2024\nLang: en-GB"
    loaded = document(write("a.txt", f"---\n{head}\n---\n\n\nNorland sold lathes.\n---\nEnd.\n"))
    assert loaded.text == "Norland sold lathes.\n---\nEnd.\n"
    article = loaded.article
    assert (article.title, article.published, article.language) == ("Lathes: a deal", date(2024, 4, 12), "en")
    assert article.id == "https://www.example.org/lathes"
    assert article.url == "https://www.example.org/lathes?utm_source=x"
    assert article.outlet == "example.org"


def test_front_matter_of_other_tools_is_passed_over_with_a_notice(write: Write) -> None:
    notices: list[str] = []
    path = write("a.md", "---\ntitle: T\ntags:\n  - lathes\n- export\ndraft: true\n---\nText.")
    assert document(path, notices=notices).article.title == "T"
    assert notices == [f"{path}: front matter that claimgraph does not use: tags, draft"]


def test_of_very_many_foreign_keys_twenty_are_named(write: Write) -> None:
    notices: list[str] = []
    path = write("a.md", "---\n" + "".join(f"key{number}: x\n" for number in range(100)) + "---\nText.")
    document(path, notices=notices)
    assert len(notices) == 1
    assert notices[0].endswith("key18, key19 and 80 more")


def test_front_matter_of_more_keys_than_any_tool_writes_is_refused(write: Write) -> None:
    path = write("a.md", "---\n" + "".join(f"key{number}: x\n" for number in range(1_001)) + "---\nText.")
    (failure,) = read_sources([path], notice=pytest.fail)
    assert str(failure) == (
        f"{path}: has more than 1,000 keys in its front matter; keep those that describe the article"
    )


@pytest.mark.parametrize(
    ("head", "said"),
    [
        ("---\ntitle: x\nText without an end.", "never ends"),
        ("---\ntitle x\n---\nText.", "line 2 of the front matter, 'title x', is not of the form 'key: value'"),
        ("---\ntitle: x\nTITLE: y\n---\nText.", "line 3 of the front matter gives 'TITLE' a second time"),
    ],
)
def test_malformed_front_matter_is_refused_with_its_line(write: Write, head: str, said: str) -> None:
    assert said in problem(write("a.txt", head))


def test_a_line_of_front_matter_with_a_million_blanks_is_looked_through_once(write: Write) -> None:
    """Looked through anew from each blank, it took hours, and no deadline holds before the text is known."""
    assert "is not of the form 'key: value'" in problem(write("a.md", f"---\na{' ' * 990_000}b\n---\nText."))
    assert document(write("b.md", f"---\ntitle{' ' * 900_000}: T\n---\nText.")).article.title == "T"


@pytest.mark.parametrize(("key", "value"), [("date", "03/04/2024"), ("url", "n/a"), ("language", "the Queen's")])
def test_an_unreadable_field_costs_the_field_not_the_article(write: Write, key: str, value: str) -> None:
    notices: list[str] = []
    loaded = document(write("a.txt", f"---\n{key}: {value}\n---\nText."), notices=notices)
    assert (loaded.article.published, loaded.article.url, loaded.article.language) == (None, "", "en")
    assert len(notices) == 1
    assert f"'{value}'" in notices[0]


def test_markdown_becomes_the_plain_text_of_its_prose(write: Write) -> None:
    source = """\
Lathes for *Veridia*
====================

Norland [sold](https://example.org "t") **forty**
lathes &amp; `presses` to Veridia.<br>

> "We did not," Veridia said.

- trucks
- radios

```
code()
```

    indented()

| a | b |
| - | - |
| 1 | 2 |

![photo](p.png) <div>inline</div>

<table><tr><td>raw</td></tr></table>
"""
    loaded = document(write("a.md", source))
    assert loaded.text == (
        "Lathes for Veridia\n"
        "Norland sold forty lathes & presses to Veridia.\n"
        '"We did not," Veridia said.\n'
        "trucks\nradios\ninline\n"
    )
    assert loaded.article.title == "Lathes for Veridia"


def test_a_title_in_front_matter_comes_before_the_first_heading(write: Write) -> None:
    assert document(write("a.md", "---\ntitle: Given\n---\n# Heading\n\nText.")).article.title == "Given"


def test_a_file_that_was_packed_twice_is_told_so_and_is_unpacked_once(write: Write) -> None:
    packed = gzip.compress(gzip.compress(b"Norland sold lathes."))
    assert "is gzip data (packed twice, or its name should end in .gz), not text" in problem(write("a.txt.gz", packed))


def test_a_gzipped_article_is_the_same_article_text(write: Write) -> None:
    loaded = document(write("a.txt.gz", gzip.compress(b"Norland sold lathes.")))
    assert (loaded.text, loaded.article.name) == ("Norland sold lathes.", "a")


def test_a_file_that_only_pretends_to_be_gzipped_is_refused(write: Write) -> None:
    assert "no intact gzip file" in problem(write("a.txt.gz", "Norland sold lathes."))


def test_a_gzip_file_that_was_cut_off_is_refused(write: Write) -> None:
    assert "cut off" in problem(write("a.txt.gz", gzip.compress(b"Norland sold lathes." * 99)[:-12]))


def test_a_small_file_that_decompresses_to_a_huge_one_stops_at_the_limit(write: Write) -> None:
    path = write("bomb.txt.gz", gzip.compress(b"a" * 20_000_000))
    assert path.stat().st_size < 50_000
    assert "larger than 1 MB" in problem(path)


def test_the_limit_itself_is_allowed_and_one_byte_more_is_not(write: Write) -> None:
    path = write("a.txt", "a" * 100)
    assert document(path, Limits(article_bytes=100)).text == "a" * 100
    assert "larger than 99 bytes" in problem(path, Limits(article_bytes=99))


@pytest.mark.parametrize(
    ("declared", "head", "encoding"),
    [
        ("windows-1251", "", "cp1251"),
        (None, '<meta charset="koi8-r">', "koi8-r"),
        (None, '<META http-equiv=content-type content="text/html; charset=gb2312">', "gb18030"),
        ("iso-8859-1", "", "cp1252"),
        ("no-such-charset", '<meta charset="utf-8">', "utf-8"),
        ("hex", "", "utf-8"),
        (None, '<meta charset="ascii">', "utf-8-sig"),
    ],
)
def test_a_page_is_read_in_the_encoding_it_declares(declared: str | None, head: str, encoding: str) -> None:
    words = {"cp1251": "Привет", "koi8-r": "Привет", "gb18030": "车床"}.get(encoding, "“café”")
    page = f"<html>{head}<p>{words}</p></html>"
    assert decode_page(page.encode(encoding), declared).text == page


@given(st.binary(max_size=200))
def test_any_bytes_are_text_or_refused(raw: bytes) -> None:
    for read in (decode, decode_page):
        with contextlib.suppress(LoadError):
            assert isinstance(read(raw).text, str)

"""Tables of articles: JSON lines and CSV, row by row, each unreadable row with its number."""

from __future__ import annotations

import csv
import gzip
import io
import json
import tracemalloc
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from writing import Write

from claimgraph.graph.model import Document
from claimgraph.loaders.sources import Limits, SourceFailure, read_sources
from claimgraph.loaders.sources.fields import MOST_NAMES

DEFAULTS = Limits()


def read(path: Path, limits: Limits = DEFAULTS, notices: list[str] | None = None) -> tuple[list[Document], list[str]]:
    """The articles of a table, and its failures as lines without the folder."""
    notice = pytest.fail if notices is None else notices.append
    results = list(read_sources([path], limits, notice=notice))
    failures = [str(result).removeprefix(f"{path.parent}/") for result in results if isinstance(result, SourceFailure)]
    assert all(len(failure.splitlines()) == 1 for failure in failures)
    return [result for result in results if isinstance(result, Document)], failures


def texts(path: Path) -> list[str]:
    documents, failures = read(path)
    assert not failures
    return [document.text for document in documents]


def as_csv(rows: list[list[str]], delimiter: str = ",") -> str:
    out = io.StringIO()
    csv.writer(out, delimiter=delimiter).writerows(rows)
    return out.getvalue()


ARTICLE_TEXT = st.text(alphabet=st.characters(exclude_categories=["Cs"], exclude_characters="\x00"), min_size=1).filter(
    str.strip
)


def normal(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n")


@given(st.lists(ARTICLE_TEXT, min_size=1, max_size=5), st.booleans())
def test_any_texts_in_json_lines_come_back(
    tmp_path_factory: pytest.TempPathFactory, contents: list[str], ascii_only: bool
) -> None:
    path = tmp_path_factory.mktemp("any") / "any.jsonl"
    path.write_bytes("".join(json.dumps({"text": t}, ensure_ascii=ascii_only) + "\n" for t in contents).encode())
    assert texts(path) == [normal(text) for text in contents]


@given(st.lists(ARTICLE_TEXT, min_size=1, max_size=5), st.sampled_from(",;\t|"))
def test_any_texts_in_a_csv_file_come_back(
    tmp_path_factory: pytest.TempPathFactory, contents: list[str], delimiter: str
) -> None:
    path = tmp_path_factory.mktemp("any") / "any.csv"
    path.write_bytes(as_csv([["title", "text"], *(["t", text] for text in contents)], delimiter).encode())
    assert texts(path) == [normal(text) for text in contents]


def test_every_known_column_is_used(write: Write) -> None:
    rows = [
        ["ID", "Headline", "Body", "Link", "Source", "Date", "Lang", "other"],
        ["A7", "Lathes", "Text.", "https://www.example.org/a#x", "The Example Wire", "12 April 2024", "en", "x"],
    ]
    (document,), failures = read(write("news.csv", as_csv(rows)))
    article = document.article
    assert not failures
    assert (article.name, article.title, article.outlet) == ("A7", "Lathes", "The Example Wire")
    assert (article.url, article.published) == ("https://www.example.org/a", date(2024, 4, 12))
    assert article.id == "https://www.example.org/a"


def test_rows_without_address_or_id_are_known_by_their_number(write: Write) -> None:
    documents, _ = read(write("news.csv", "text\nOne.\nTwo.\n"))
    assert [document.article.name for document in documents] == ["news#2", "news#3"]
    assert [document.article.id.partition("#")[2] for document in documents] == [" 2", " 3"]


def test_rows_with_an_id_keep_it_wherever_they_stand(write: Write) -> None:
    before, _ = read(write("news.csv", "id,text\nb,Two.\n"))
    after, _ = read(write("news.csv", "id,text\na,One.\nb,Two.\n"))
    assert before[0].article.id == after[1].article.id


def test_one_id_with_two_texts_is_a_failure_since_one_would_replace_the_other(write: Write) -> None:
    documents, (failure,) = read(write("news.jsonl", '{"id": 1, "text": "One."}\n{"id": 1, "text": "Two."}\n'))
    assert [document.text for document in documents] == ["One."]
    assert "news.jsonl, row 2: '1' has the id of an article read before" in failure


def test_a_copy_under_the_same_address_is_passed_over_with_a_notice(write: Write) -> None:
    notices: list[str] = []
    row = '{"url": "https://example.org/a", "text": "One."}\n'
    documents, failures = read(write("news.jsonl", row * 2), notices=notices)
    assert (len(documents), failures) == (1, [])
    assert "the copy is passed over" in notices[0]


def test_broken_rows_of_json_lines_are_named_and_the_others_load(write: Write) -> None:
    rows = [
        '{"text": "One."}',
        "{not json}",
        "",
        "[1]",
        '{"title": "x", "Body": " "}',
        '{"title": "x", "n": 1}',
        '{"text": ["a"]}',
        '{"text": "a\\u0000b"}',
        '{"text": "a\\ud800b"}',
        '{"text": null}',
        "[" * 100_000,
        '{"text": "Two."}',
    ]
    documents, failures = read(write("news.jsonl", "\n".join(rows)))
    assert [document.text for document in documents] == ["One.", "Two."]
    expected = [
        "row 2: is not JSON (expecting property name enclosed in double quotes at character 2); "
        "write one object a line",
        'row 4: is no JSON object; a row looks like {"text": "…", "title": "…"}',
        "row 5: the column 'Body' is empty; it should hold the text of the article",
        "row 6: no column holds the text; name it 'text' or 'body' or 'content' or 'article' "
        "(columns found: 'title', 'n')",
        "row 7: 'text' is no string; it should hold the text of the article",
        "row 8: holds NUL characters, so it is no plain text; save the article as UTF-8 text",
        "row 9: holds half a character (a lone surrogate) at offset 1; write whole ones",
        "row 10: the column 'text' is empty; it should hold the text of the article",
        "row 11: is JSON with a number too long or too many levels; write one flat object a line",
    ]
    assert failures == [f"news.jsonl, {line}" for line in expected]


@pytest.mark.parametrize("opening", ["[", "{"])
def test_a_json_document_over_many_lines_is_one_failure_not_one_for_each_line(write: Write, opening: str) -> None:
    documents, (failure,) = read(write("news.jsonl", f'{opening}\n "text":\n "One."\n'))
    assert not documents
    assert failure.startswith("news.jsonl: is one JSON value over many lines; write one object a line")


def test_a_table_without_a_text_column_is_one_failure_that_lists_its_columns(write: Write) -> None:
    documents, failures = read(write("news.csv", "title;summary\na;b\nc;d\n"))
    assert not documents
    assert failures == [
        "news.csv: no column holds the text; name it 'text' or 'body' or 'content' or 'article' "
        "(columns found: 'title', 'summary')"
    ]


def test_broken_rows_of_a_csv_file_are_named_and_the_others_load(write: Write) -> None:
    content = 'title,text\na,One.\nb,\n,\n\nc,Two, and more\nd\ne,"He said "no" twice"\nf,Three.\n'
    documents, failures = read(write("news.csv", content))
    assert [document.text for document in documents] == ["One.", "Three."]
    assert [failure.partition(";")[0] for failure in failures] == [
        "news.csv, row 3: the column 'text' is empty",
        "news.csv, row 6: has 3 cells under 2 columns",
        "news.csv, row 7: the column 'text' is empty",
        "news.csv, row 8: its quotation marks do not fit (',' expected after '\"')",
    ]


def test_a_quotation_mark_that_never_closes_is_named_by_the_row_where_it_opens(write: Write) -> None:
    documents, failures = read(write("news.csv", 'text\nOne.\n"Two.\nThree.\n'))
    assert [document.text for document in documents] == ["One."]
    assert failures == [
        "news.csv, row 3: a quotation mark opens and never closes; double those that stand inside a text"
    ]


def test_an_empty_table_is_refused(write: Write) -> None:
    assert "its first row should name the columns" in read(write("a.csv", "\n\n"))[1][0]
    assert "holds no row" in read(write("a.jsonl", "\n\n"))[1][0]
    assert "holds no row" in read(write("b.csv", "title,text\n"))[1][0]


def test_a_cell_longer_than_the_csv_module_likes_is_read(write: Write) -> None:
    before = csv.field_size_limit()
    assert texts(write("news.csv", as_csv([["text"], ["word " * 100_000]]))) == ["word " * 100_000]
    assert csv.field_size_limit() == before


def test_a_row_over_the_limit_is_named_and_the_others_load(write: Write) -> None:
    rows = "".join(json.dumps({"text": "a" * length}) + "\n" for length in (10, 200, 20))
    documents, failures = read(write("news.jsonl", rows), Limits(article_bytes=100))
    assert [len(document.text) for document in documents] == [10, 20]
    assert failures == ["news.jsonl, row 2: its text is 200 bytes long, the limit is 100 bytes; split it into articles"]


def test_a_line_that_never_ends_stops_the_table(write: Write) -> None:
    documents, failures = read(write("news.jsonl", '{"text": "One."}\n' + "x" * 300), Limits(page_bytes=200))
    assert len(documents) == 1
    assert failures == ["news.jsonl, after row 1: a line is longer than 200 bytes; the rest of the file is not read"]


def test_a_gzipped_table_that_was_cut_off_gives_the_rows_before_the_cut(write: Write) -> None:
    rows = "".join(json.dumps({"text": f"Row {n}: {n**40}"}) + "\n" for n in range(2000))
    documents, failures = read(write("news.jsonl.gz", gzip.compress(rows.encode())[:-2000]))
    assert len(documents) > 100
    assert failures == [
        f"news.jsonl.gz, after row {len(documents)}: its gzip data ends too early; "
        "it was cut off, copy or download it again"
    ]


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16"])
def test_tables_as_windows_programs_save_them_are_read(write: Write, encoding: str) -> None:
    assert texts(write("a.csv", "Text;Title\r\nÇelik “sold”;x\r\n".encode(encoding))) == ["Çelik “sold”"]
    assert texts(write("a.jsonl", '{"text": "Çelik “sold”"}\r\n'.encode(encoding))) == ["Çelik “sold”"]


def test_an_old_encoding_in_a_table_is_told_once_with_a_count_of_the_rest(write: Write) -> None:
    notices: list[str] = []
    path = write("old.csv", "text\n“One”\n“Two”\n“Three”\n".encode("cp1252"))
    documents, failures = read(path, notices=notices)
    assert [document.text for document in documents] == ["“One”", "“Two”", "“Three”"]
    assert not failures
    assert notices == [
        f"{path}, row 2: not UTF-8, read as Windows-1252; save it as UTF-8 if letters look wrong",
        f"{path}: 2 more remarks on dates, addresses or encoding",
    ]


def test_a_row_in_an_encoding_that_is_not_certain_is_named_and_the_others_load(write: Write) -> None:
    for name, rows in (
        ("a.csv", ["text", "Привет", "One."]),
        ("a.jsonl", ["", '{"text": "Привет"}', '{"text": "One."}']),
    ):
        documents, (failure,) = read(write(name, "\n".join(rows).encode("cp1251")))
        assert [document.text for document in documents] == ["One."]
        assert failure.startswith(f"{name}, row 2: is not UTF-8, and no other encoding is certain")


def test_a_long_table_is_read_lazily_with_flat_memory(write: Write) -> None:
    path = write("news.jsonl", (json.dumps({"text": "the lathes of Norland " * 91}) + "\n") * 10_000)
    results: Iterator[object] = read_sources([path])
    next(results)
    tracemalloc.start()
    count = sum(1 for _ in results)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert count == 9_999
    assert path.stat().st_size > 20_000_000
    assert peak < 1_000_000


def test_a_row_of_endless_cells_that_hold_line_ends_is_left(write: Write) -> None:
    """No line of it is long, and no cell; the csv module would collect it until memory is full."""
    endless = "text,title\nOne.,first\n" + '"Two.\n",' * 3_000 + "\nThree.,third\n"
    documents, failures = read(write("news.csv", endless), Limits(page_bytes=20_000))
    assert [document.text for document in documents] == ["One."]
    (failure,) = failures
    assert "news.csv, after row 2: a row is longer than 20 kB, or has an open quotation mark" in str(failure)


def test_many_rows_that_cannot_be_read_are_told_in_few_lines(write: Write) -> None:
    documents, failures = read(write("news.jsonl", "x\n" * 250 + '{"text": "One."}\n'))
    assert [document.text for document in documents] == ["One."]
    assert len(failures) == 101
    assert str(failures[-1]).endswith(
        "news.jsonl: 150 more rows cannot be read, the last of them row 250; mend those above first"
    )


def test_endless_empty_lines_are_left(write: Write) -> None:
    documents, failures = read(write("news.jsonl", '{"text": "One."}\n' + "\n" * 100_002))
    assert len(documents) == 1
    assert "more than 100,000 empty lines follow each other" in str(failures[0])


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("n.jsonl.gz", b"1\n" * 100_000, "more than 20,000 rows cannot be read; the rest of the table is not read"),
        ("n.csv.gz", b"text,title\n" + b",\n" * 200_000, "more than 100,000 empty lines follow each other"),
        ("n.csv.gz", b"\n" * 200_000, "more than 100,000 empty lines follow each other"),
        ("n.csv.gz", b"text\n" + b"a\n" * 1_000_000, "unpacks to more than 300 times its size"),
    ],
    ids=["no objects", "empty rows", "empty lines", "one row for ever"],
)
def test_a_small_table_that_unpacks_to_endless_nothing_ends(write: Write, name: str, content: bytes, said: str) -> None:
    _, failures = read(write(name, gzip.compress(content)), notices=[])
    assert any(said in failure for failure in failures)


@pytest.mark.parametrize("name", ["n.txt.gz", "n.jsonl.gz", "n.csv.gz", "n.html.gz"])
@pytest.mark.parametrize("content", [b"", b"a"], ids=["of nothing", "of one letter"])
def test_a_gzip_file_of_endless_tiny_ones_ends(write: Write, name: str, content: bytes) -> None:
    _, failures = read(write(name, gzip.compress(content) * 100_000), notices=[])
    assert any("holds next to nothing" in failure for failure in failures), failures


def test_a_gzip_file_of_many_ones_with_a_row_each_is_read(write: Write) -> None:
    row = b'{"text": "Norland sold lathes to Veridia, and nobody said a word about it."}\n'
    assert len(texts(write("news.jsonl.gz", gzip.compress(row) * 10_000))) == 10_000


def test_a_header_longer_than_the_csv_module_reads_is_read(write: Write) -> None:
    header = "text," + "x" * 200_000
    assert texts(write("news.csv", f"{header}\nOne.,\n")) == ["One."]


@pytest.mark.parametrize("address", ["https://a.example/\\ud800", "https://a.example/?x=\\ud800", "https://\\ud800/"])
def test_half_a_character_in_an_address_costs_no_article(write: Write, address: str) -> None:
    rows = f'{{"text": "One.", "url": "{address}"}}\n{{"text": "Two."}}\n'
    notices: list[str] = []
    documents, failures = read(write("news.jsonl", rows), notices=notices)
    assert [document.text for document in documents] == ["One.", "Two."]
    assert not failures
    assert "is no web address" in notices[0]
    assert documents[0].article.url == ""


def test_a_fault_of_ours_in_one_row_costs_only_this_row(write: Write, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(text: str, declared: str = "") -> str:
        if text == "Two.":
            raise ZeroDivisionError("by accident")
        return "en"

    monkeypatch.setattr("claimgraph.loaders.sources.article.language_of", broken)
    documents, failures = read(
        write("news.jsonl", "".join(f'{{"text": "{word}."}}\n' for word in ("One", "Two", "Six")))
    )
    assert [document.text for document in documents] == ["One.", "Six."]
    assert failures == [
        "news.jsonl, row 2: cannot be read (ZeroDivisionError: by accident); it is left out, please report it"
    ]


def test_an_id_that_is_an_address_only_names_the_row(write: Write) -> None:
    file = write(
        "rows.jsonl",
        '{"text": "One.", "url": "https://wire.example/a"}\n{"text": "Two.", "id": "https://wire.example/a"}\n',
    )
    remarks: list[str] = []
    one, two = (each for each in read_sources([file], notice=remarks.append) if isinstance(each, Document))
    assert one.article.id == "https://wire.example/a"
    assert two.article.id.startswith("rows-")
    assert two.article.id.endswith("#https://wire.example/a")
    assert remarks == [
        f"{file}, row 2: its id 'https://wire.example/a' looks like an address, and only names it; "
        "an address belongs into 'url'"
    ]


def test_a_table_of_very_many_columns_is_refused_in_one_line(write: Write) -> None:
    names = ["text", *(f"column {number}" for number in range(MOST_NAMES))]
    path = write("wide.csv", as_csv([names, *[["Norland sold lathes."] * len(names)] * 3]))
    documents, failures = read(path)
    assert documents == []
    assert failures == ["wide.csv: has more than 1,000 columns; keep those that describe the article"]


def test_an_object_of_very_many_keys_costs_only_its_row(write: Write) -> None:
    wide = {"text": "Norland sold lathes.", **{f"key {number}": number for number in range(MOST_NAMES)}}
    path = write("wide.jsonl", json.dumps(wide) + "\n" + json.dumps({"text": "Norland sold presses."}) + "\n")
    documents, failures = read(path)
    assert [document.text for document in documents] == ["Norland sold presses."]
    assert failures == ["wide.jsonl, row 1: has more than 1,000 keys; keep those that describe the article"]


def test_a_table_of_as_many_columns_as_may_be_is_read(write: Write) -> None:
    names = ["text", *(f"column {number}" for number in range(MOST_NAMES - 1))]
    assert texts(write("wide.csv", as_csv([names, ["Norland sold lathes."]]))) == ["Norland sold lathes."]

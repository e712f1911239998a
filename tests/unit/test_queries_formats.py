"""Results in five formats: nothing in the data can break one, and each tells its query where it has room."""

from __future__ import annotations

import csv
import io
import json
import re
from html.parser import HTMLParser
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from claimgraph.graph.errors import QueryError
from claimgraph.graph.store.query import Rows
from claimgraph.queries import FORMATS, Query, claims_in, format_rows
from claimgraph.queries.header import parse_query

QUERY = parse_query(
    "// title: Arms & more\n// description: Who <supplies>.\n// category: c\n"
    "// parameter state (string, required): Who.\n// column who: Who <b>.\n"
    "RETURN $state AS who, '```' AS fence",
    "arms",
)
PARAMETERS = {"state": "state:RU", "since": None}
NASTY = 'a|b\n"c"; <script>alert(1)</script> *x* [y](javascript:z) `q` \x1b[31m \u202e Čeněk 微'
values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=3), inner, max_size=2),
    max_leaves=4,
)
tables = st.integers(1, 4).flatmap(
    lambda width: st.lists(st.tuples(*[values] * width), max_size=4).map(
        lambda rows: Rows(tuple(f"c{n}" for n in range(width)), tuple(rows))
    )
)


def rows(*values: Any, columns: tuple[str, ...] = (), truncated: bool = False) -> Rows:
    return Rows(columns or tuple(f"c{n}" for n in range(len(values))), (values,), truncated)


@pytest.mark.parametrize("format", FORMATS)
@given(table=tables)
def test_any_rows_have_every_format(format: str, table: Rows) -> None:
    text = format_rows(table, format, QUERY, PARAMETERS, width=60)
    assert text.endswith("\n")
    text.encode("utf-8")


def test_an_unknown_format_is_told_with_the_known_ones() -> None:
    with pytest.raises(QueryError, match="no format 'xml'; the formats are table, json, csv, md, html"):
        format_rows(rows(1), "xml")


@given(table=tables)
def test_json_holds_the_values_as_they_are(table: Rows) -> None:
    expected = [dict(zip(table.columns, row, strict=True)) for row in table.rows]
    assert json.loads(format_rows(table, "json", QUERY)) == json.loads(json.dumps(expected))


def test_json_keeps_letters_and_nothing_but_the_rows() -> None:
    text = format_rows(rows("Čeněk", ["微"]), "json", QUERY, PARAMETERS)
    assert text == '[\n  {\n    "c0": "Čeněk",\n    "c1": [\n      "微"\n    ]\n  }\n]\n'
    assert format_rows(Rows(("a",), ()), "json") == "[]\n"


COMMANDS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")
SIGNS = frozenset("=+-@＝＋－＠")
BLANKS = "".join(sign for sign in map(chr, range(0x3001)) if sign.isspace()) + "\u200b\ufeff"


@given(st.lists(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0")), min_size=1, max_size=4))
@example(["\x1f=", "\x1b]0;owned\x07", "a;\u200b=1", "\tb", "'", "a\n @x"])
def test_csv_gives_back_texts_without_commands_and_with_an_apostrophe_before_formulas(
    texts: list[str],
) -> None:
    written = format_rows(rows(*texts), "csv", QUERY)
    _, back = list(csv.reader(io.StringIO(written, newline="")))
    for text, cell in zip((COMMANDS.sub("\ufffd", text) for text in texts), back, strict=True):
        assert cell.replace("'", "") == text.replace("'", "")
        assert not any(part.lstrip(BLANKS)[:1] in SIGNS for part in re.split(r"[;\t\r\n]", cell) if part.strip(BLANKS))
        assert cell == text or SIGNS.intersection(text) or text[0] in "\t\r"


def test_csv_leaves_numbers_alone_and_ends_lines_with_crlf() -> None:
    written = format_rows(rows(-5, -2.5, "-5", True, None, ["=a", "b"], columns=tuple("abcdef")), "csv", QUERY)
    assert written == "a,b,c,d,e,f\r\n-5,-2.5,'-5,yes,,'=a; b\r\n"


def test_markdown_holds_every_row_on_one_line_with_the_query_under_it() -> None:
    text = format_rows(rows(NASTY, 1, columns=("who", "n|m")), "md", QUERY, PARAMETERS)
    lines = text.splitlines()
    (row,) = [line for line in lines if "alert" in line]
    assert len(re.findall(r"(?<!\\)\|", row)) == 3
    assert "<br>" in row and r"\<script\>" in row and r"\[y\]" in row and "\x1b" not in row
    assert lines[0] == r"### Arms \& more"
    assert "arms state=state:RU: 1 row" in text
    assert text.endswith("````cypher\n" + QUERY.cypher.strip() + "\n````\n")


class Tags(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.links: list[str] = []
        self.attributes: set[str] = set()
        self.text = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.attributes |= {name for name, _ in attrs}
        self.links += [value or "" for name, value in attrs if name in ("href", "src")]

    def handle_data(self, data: str) -> None:
        self.text += data


HARMLESS = {
    "html", "meta", "title", "style", "h1", "h2", "p", "code", "pre", "div", "table", "thead", "tbody", "tr", "th",
    "td", "a",
}  # fmt: skip


@given(table=tables)
def test_html_makes_no_markup_of_the_data(table: Rows) -> None:
    page = Tags()
    page.feed(format_rows(table, "html", QUERY, PARAMETERS))
    assert page.tags <= HARMLESS


def test_html_is_one_page_with_the_query_and_links_only_to_the_web() -> None:
    hostile = Query("x", NASTY, NASTY, "c", NASTY, NASTY)
    table = rows(
        NASTY, "javascript:alert(1)", 'https://a.example/"onclick="x', "https://b.example/c", columns=tuple("abcd")
    )
    text = format_rows(table, "html", hostile, {"p": NASTY})
    page = Tags()
    page.feed(text)
    assert page.tags <= HARMLESS
    assert "onclick" not in page.attributes
    assert page.links == ['https://a.example/"onclick="x', "https://b.example/c"]
    assert "default-src 'none'" in text
    assert "\x1b" not in text and "\u202e" not in text
    assert page.text.count("<script>alert(1)</script>") == 6


def test_html_tells_the_query_its_parameters_and_what_columns_mean() -> None:
    page = Tags()
    text = format_rows(rows("x", columns=("who",)), "html", QUERY, PARAMETERS)
    page.feed(text)
    assert QUERY.cypher.strip() in page.text
    assert "arms state=state:RU: 1 row" in page.text
    assert '<th scope="col" title="Who &lt;b&gt;.">Who</th>' in text


@pytest.mark.parametrize("width", [30, 60, 80, 200])
@given(table=tables)
def test_a_table_fits_its_width(width: int, table: Rows) -> None:
    from rich.cells import cell_len

    text = format_rows(table, "table", QUERY, PARAMETERS, width=width)
    assert max(cell_len(line) for line in text.split("\n")) <= width


sentences = st.lists(st.sampled_from(["Norland", "U.S.", "officials", "(via", "Reuters)", "微", "x" * 30]), max_size=12)
wide_tables = st.integers(1, 11).flatmap(
    lambda width: st.lists(st.tuples(*[sentences.map(" ".join)] * width), min_size=1, max_size=4).map(
        lambda rows: Rows(tuple(f"column_{n}" for n in range(width)), tuple(rows))
    )
)


@given(wide_tables, st.integers(40, 200))
def test_many_columns_of_words_fit_and_every_line_is_closed(table: Rows, width: int) -> None:
    from rich.cells import cell_len

    lines = [line for line in format_rows(table, "table", width=width).split("\n") if line[:1] in ("│", "├", "╭", "╰")]
    assert {line[-1] for line in lines} <= set("│┤╮╯")
    assert len({cell_len(line) for line in lines}) == 1
    assert cell_len(lines[0]) <= width


def test_a_table_that_is_wide_enough_breaks_no_claim_id() -> None:
    table = rows("Norland " * 30, "claim:0123456789abcdef", columns=("supplier", "claim"))
    wide = format_rows(table, "table", QUERY, PARAMETERS, width=60)
    assert "│ supplier  " in wide and "claim:0123456789abcdef" in wide
    narrow = format_rows(table, "table", QUERY, PARAMETERS, width=36)
    assert "supplier: Norland" in narrow and "claim: claim:0123456789abcdef" in narrow


@pytest.mark.parametrize("width", [80, 100, 140, 200])
def test_ids_states_dates_and_counts_are_never_broken_over_lines(width: int) -> None:
    whole = [
        "insulin-and-frozen-chips-73a8401b",
        "official:rockets-71577157/lawyer",
        "asserted",
        "2024-06-05",
        "1234567",
    ]
    columns = ("article", "speaker", "status", "said_on", "mentions", "quote")
    text = format_rows(rows(*whole, "Norland sold lathes. " * 20, columns=columns), "table", width=width)
    assert [one for one in whole if one not in text] == []
    assert max(map(len, text.splitlines())) <= width


def test_a_table_names_its_query_and_lets_no_control_character_through() -> None:
    text = format_rows(rows(NASTY, "[red]x[/red]"), "table", QUERY, PARAMETERS, width=100)
    assert text.startswith("Arms & more\narms state=state:RU: 1 row\n")
    assert text.endswith("Cypher: claimgraph query show arms\n")
    assert "\x1b" not in text and "\u202e" not in text and "[red]x[/red]" in text
    own = format_rows(rows(1), "table", Query.of_cypher("RETURN 1 AS one"), {}, width=100)
    assert own.endswith("Cypher: RETURN 1 AS one\n")


def test_no_rows_and_rows_left_out_are_told() -> None:
    assert "arms: no rows" in format_rows(Rows(("a",), ()), "table", QUERY, {}, width=80)
    assert "the first 1 row of more" in format_rows(rows(1, truncated=True), "table", QUERY, {}, width=80)


def test_claims_are_found_wherever_rows_hold_them() -> None:
    ids = [f"claim:{n:016x}" for n in range(4)]
    held = rows(
        ids[0], [ids[1]], {"labels": ["Claim"], "properties": {"id": ids[2]}}, {"properties": {"claim": ids[3]}}
    )
    assert claims_in(held) == set(ids)
    assert claims_in(rows("claim:xyz", f"see {ids[0]}", None, 5)) == set()

"""Rows of a query as a table for a terminal, JSON, CSV, Markdown, or one HTML page.

Table, Markdown and HTML tell the query that they come from; JSON and CSV hold nothing but the rows.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from claimgraph.graph.errors import QueryError
from claimgraph.graph.printable import json_text, no_formula
from claimgraph.queries.cells import cell
from claimgraph.queries.markdown import to_markdown
from claimgraph.queries.page import to_html
from claimgraph.queries.query import Query
from claimgraph.queries.result import Result
from claimgraph.queries.table import to_table

_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")

if TYPE_CHECKING:
    from claimgraph.graph.store.query import Rows


def format_rows(
    rows: Rows,
    format: str,
    query: Query | None = None,
    parameters: Mapping[str, Any] | None = None,
    width: int | None = None,
) -> str:
    """Rows as text in one of the `FORMATS`, with a line end at the end.

    Parameters:
        format: `table` (fits the terminal; one block a row where the columns do not fit beside each other),
            `json` (one array of objects keyed by column), `csv` (RFC 4180; see `to_csv`), `md`, `html`.
        query, parameters: where the rows come from, for the formats that have room to say so.
        width: the table's width in characters; that of the terminal if not given.

    Raises:
        QueryError: there is no such format.
    """
    if format not in FORMATS:
        raise QueryError(f"no format {format!r}; the formats are {', '.join(FORMATS)}")
    result = Result(rows, query, parameters)
    return to_table(result, width) if format == "table" else FORMATS[format](result)


def to_json(result: Result) -> str:
    """One array of objects keyed by column, values as they are; only what could drive a terminal is escaped."""
    columns = result.rows.columns
    return json_text([dict(zip(columns, row, strict=True)) for row in result.rows.rows], indent=2) + "\n"


def to_csv(result: Result) -> str:
    """A header line and a line for each row, by RFC 4180: CRLF, quotes doubled; parts of a list stand on `; `.

    Text that a spreadsheet would run as a formula gets an apostrophe before it: what starts with = + - @, also in
    full width and after blanks, a tab or a carriage return (OWASP's page on CSV injection lists them). Numbers stay as
    they are. JSON is the format that changes nothing.
    """
    written = io.StringIO()
    writer = csv.writer(written, lineterminator="\r\n")
    writer.writerow([_harmless(name) for name in result.rows.columns])
    for row in result.rows.rows:
        writer.writerow([_harmless(value) for value in row])
    return written.getvalue()


def _harmless(value: Any) -> str:
    # What a terminal takes for a command says nothing in a cell; marks of direction are letters of some languages.
    text = _CONTROL.sub("\ufffd", cell(value)).encode("utf-8", "replace").decode("utf-8")
    number = isinstance(value, int | float)
    return text if number else no_formula(text)


FORMATS: dict[str, Callable[[Result], str]] = {
    "table": to_table,
    "json": to_json,
    "csv": to_csv,
    "md": to_markdown,
    "html": to_html,
}

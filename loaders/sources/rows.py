"""Many articles in one table: JSON lines and CSV, read row by row so that memory stays flat."""

from __future__ import annotations

import csv
import io
import itertools
import json
import re
from collections.abc import Generator, Iterator, Sequence
from contextlib import closing, contextmanager

from claimgraph.graph.counting import counted
from claimgraph.graph.errors import LoadError
from claimgraph.graph.model import Document
from claimgraph.loaders.sources.article import make_document
from claimgraph.loaders.sources.decode import decode_legacy
from claimgraph.loaders.sources.fields import ALIASES, MOST_NAMES, NAMES_SHOWN, check_names, field_of, gather
from claimgraph.loaders.sources.ids import Origin
from claimgraph.loaders.sources.markup import OwnOutputError
from claimgraph.loaders.sources.outcome import Limits, Notice, SourceFailure, size, unexpected
from claimgraph.loaders.sources.streams import clear_errors, text_lines

Cells = list[tuple[str, str]]
Row = tuple[int, Cells | LoadError]

_DELIMITERS = ",;\t|"
_TEXT_NAMES = " or ".join(f"'{alias}'" for alias in ALIASES["text"])
_FAILURES_TOLD = 100
_FAILURES_MOST = 20_000
"""A table with so many rows that cannot be read is none of articles."""
_BLANK_LINES = 100_000
_OWN_COLUMNS = ({"article", "entities", "claims"}, {"article", "sentences"})
_UNDECODED = re.compile("[\udc80-\udcff]")


def read_jsonl(
    stream: io.BufferedReader, origin: Origin, limits: Limits, notice: Notice
) -> Iterator[Document | SourceFailure]:
    """The articles of JSON lines: one object a line. A row's number is its line's.

    Raises:
        OwnOutputError: it is output of `claimgraph extract`.
    """
    remarks = _Remarks(origin.where, notice)
    return _articles(_json_rows(stream, limits, remarks), origin, limits, remarks)


def read_csv(
    stream: io.BufferedReader, origin: Origin, limits: Limits, notice: Notice
) -> Iterator[Document | SourceFailure]:
    """The articles of a table with a header. Rows are numbered as in a spreadsheet: the header is row 1.

    The delimiter is the one of `, ; TAB |` under which the header names a column for the text.
    """
    remarks = _Remarks(origin.where, notice)
    return _articles(_csv_rows(stream, limits, remarks), origin, limits, remarks)


class _Remarks:
    """Passes on the first remark about a table and counts the others, so that a million rows do not shout."""

    def __init__(self, where: str, notice: Notice) -> None:
        self._where = where
        self._notice = notice
        self._count = 0

    def __call__(self, remark: str) -> None:
        self._count += 1
        if self._count == 1:
            self._notice(remark)

    def in_row(self, number: int, remark: str) -> None:
        self(f"{self._where}, row {number}: {remark}")

    def close(self) -> None:
        if self._count > 1:
            more = self._count - 1
            self._notice(f"{self._where}: {counted(more, 'more remark')} on dates, addresses or encoding")


def _articles(
    rows: Generator[Row, None, None], origin: Origin, limits: Limits, remarks: _Remarks
) -> Iterator[Document | SourceFailure]:
    number = 0
    failures = _Failures(origin)
    try:
        with clear_errors(), closing(rows):
            for number, cells in rows:
                result = _article(number, cells, origin, limits, remarks)
                if failures.is_told(number, result):
                    yield result
                failures.check()
        if not number:
            raise LoadError("holds no row; each article needs one")
    except OwnOutputError:
        raise
    except LoadError as error:
        yield SourceFailure(f"{origin.where}, after row {number}" if number else origin.where, str(error))
    yield from failures.rest()
    remarks.close()


class _Failures:
    """Tells the first hundred rows of a table that cannot be read one by one, and all others in one line."""

    def __init__(self, origin: Origin) -> None:
        self._origin = origin
        self._count = 0
        self._last = 0

    def is_told(self, number: int, result: Document | SourceFailure) -> bool:
        """Whether what became of a row is told by itself."""
        if not isinstance(result, SourceFailure):
            return True
        self._count += 1
        self._last = number
        return self._count <= _FAILURES_TOLD

    def check(self) -> None:
        """Raise LoadError where so many rows failed that the table is not worth going on with."""
        if self._count > _FAILURES_MOST:
            raise LoadError(f"more than {_FAILURES_MOST:,} rows cannot be read; the rest of the table is not read")

    def rest(self) -> Iterator[SourceFailure]:
        """What stands for the rows that were not told by themselves."""
        if (more := self._count - _FAILURES_TOLD) > 0:
            rows = counted(more, "more row")
            problem = f"{rows} cannot be read, the last of them row {self._last:,}; mend those above first"
            yield SourceFailure(self._origin.where, problem, more)


def _article(
    number: int, cells: Cells | LoadError, origin: Origin, limits: Limits, remarks: _Remarks
) -> Document | SourceFailure:
    try:
        if isinstance(cells, LoadError):
            raise cells
        fields = gather(cells)
        return make_document(origin, _text(cells, fields), fields, limits, remarks, row=number)
    except LoadError as error:
        return SourceFailure(origin.row(number), str(error))
    except Exception as error:  # a fault of ours in one row must not cost the others
        return unexpected(origin.row(number), error)


def _text(cells: Cells, fields: dict[str, str]) -> str:
    if "text" in fields:
        return fields["text"]
    blank = next((name for name, _ in cells if field_of(name) == "text"), None)
    if blank is not None:
        raise LoadError(f"the column '{blank}' is empty; it should hold the text of the article")
    raise _no_text_column([name for name, _ in cells])


def _no_text_column(names: Sequence[str]) -> LoadError:
    shown = ", ".join(f"'{name[:40]}'" for name in names[:NAMES_SHOWN]) or "none"
    return LoadError(f"no column holds the text; name it {_TEXT_NAMES} (columns found: {shown})")


def _json_rows(stream: io.BufferedReader, limits: Limits, remarks: _Remarks) -> Generator[Row, None, None]:
    opened = False
    blanks = _Blanks()
    for number, line in enumerate(text_lines(stream, limits.page_bytes, "\n"), 1):
        if blanks.is_one(not line.strip()):
            continue
        if not opened and line.strip() in ("[", "{"):
            raise LoadError("is one JSON value over many lines; write one object a line, for example with jq -c '.[]'")
        opened = True
        try:
            yield number, _json_cells(_mended(line, number, remarks))
        except OwnOutputError:
            raise
        except LoadError as error:
            yield number, error


class _Blanks:
    """Counts empty rows that follow each other, and ends a table of which nothing else comes."""

    def __init__(self) -> None:
        self._count = 0

    def is_one(self, blank: bool) -> bool:
        """Whether a row is empty, as it was found to be.

        Raises:
            LoadError: too many follow each other.
        """
        self._count = self._count + 1 if blank else 0
        if self._count > _BLANK_LINES:
            raise LoadError(f"more than {_BLANK_LINES:,} empty lines follow each other; the rest is not read")
        return blank


def _json_cells(line: str) -> Cells:
    try:
        value = json.loads(line)
    except json.JSONDecodeError as error:
        raise LoadError(
            f"is not JSON ({_json_problem(error)} at character {error.pos + 1}); write one object a line"
        ) from None
    except (ValueError, RecursionError):
        raise LoadError("is JSON with a number too long or too many levels; write one flat object a line") from None
    if isinstance(value, list) and value and all(isinstance(item, dict) for item in value):
        raise LoadError("is a JSON array; write one object a line, for example with jq -c '.[]'")
    if not isinstance(value, dict):
        raise LoadError('is no JSON object; a row looks like {"text": "…", "title": "…"}')
    check_names(len(value), "keys")
    if any(value.keys() == own for own in _OWN_COLUMNS):
        raise OwnOutputError(
            "is output of `claimgraph extract`, which holds no texts; name the articles that it was made from"
        )
    return [
        (name, _json_text(name, cell)) for name, cell in value.items() if cell is not None or field_of(name) == "text"
    ]


def _json_problem(error: json.JSONDecodeError) -> str:
    """What is wrong; some of Python's own messages lead up to the place ("Invalid control character at")."""
    return error.msg.lower().rstrip(": ").removesuffix(" at").removesuffix(" starting")


def _json_text(name: str, cell: object) -> str:
    if isinstance(cell, str):
        return cell
    if field_of(name) == "text" and cell is not None:
        raise LoadError(f"'{name}' is no string; it should hold the text of the article")
    return str(cell) if isinstance(cell, int | float) and not isinstance(cell, bool) else ""


def _csv_rows(stream: io.BufferedReader, limits: Limits, remarks: _Remarks) -> Generator[Row, None, None]:
    all_lines, blanks = text_lines(stream, limits.page_bytes, ""), _Blanks()
    first = next((line for line in all_lines if not blanks.is_one(not line.strip())), None)
    if first is None:
        raise LoadError("is empty; its first row should name the columns, and one of them hold the text")
    lines = _RowLines(all_lines, limits.page_bytes)
    reader = csv.reader(itertools.chain([first], lines), delimiter=_delimiter(first), strict=True)
    header: list[str] | None = None
    for number in itertools.count(1):
        lines.begin_row()
        try:
            with _field_limit(limits.article_bytes):
                raw = next(reader, None)
        except csv.Error as error:
            if "field limit" in str(error) or header is None:
                raise _broken_csv(error, limits) from None
            yield number, _broken_csv(error, limits)
            continue
        if raw is None:
            return
        if header is None:
            check_names(len(raw), "columns")
            header = [_mended(name, number, remarks).strip() for name in raw]
            if not any(field_of(name) == "text" for name in header):
                raise _no_text_column(header)
        elif not blanks.is_one(not any(cell.strip() for cell in raw)):
            yield number, _named_cells(header, raw, number, remarks)


class _RowLines:
    """The lines of a table, of which one row takes only so many: cells in quotation marks may hold line ends.

    Parameters:
        limit: the longest row, in characters.
    """

    def __init__(self, lines: Iterator[str], limit: int) -> None:
        self._lines = lines
        self._limit = limit
        self._characters = 0

    def begin_row(self) -> None:
        """Count from here on anew."""
        self._characters = 0

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        line = next(self._lines)
        self._characters += len(line)
        if self._characters > self._limit:
            raise LoadError(
                f"a row is longer than {size(self._limit)}, or has an open quotation mark; the rest is not read"
            )
        return line


def _named_cells(header: list[str], cells: list[str], number: int, remarks: _Remarks) -> Cells | LoadError:
    if len(cells) > len(header):
        return LoadError(f"has {len(cells)} cells under {len(header)} columns; quote texts that hold the delimiter")
    try:
        mended = [_mended(cell, number, remarks) for cell in cells]
    except LoadError as error:
        return error
    return list(itertools.zip_longest(header, mended, fillvalue=""))


@contextmanager
def _field_limit(characters: int) -> Iterator[None]:
    """The csv module has one limit for the whole process; it is put back so that nobody else notices."""
    before = csv.field_size_limit(characters)
    try:
        yield
    finally:
        csv.field_size_limit(before)


def _delimiter(header: str) -> str:
    def columns(delimiter: str) -> tuple[bool, int]:
        with _field_limit(len(header) + 1):
            names = next(csv.reader([header], delimiter=delimiter), [])
        return any(field_of(name) == "text" for name in names[:MOST_NAMES]), len(names)

    return max(_DELIMITERS, key=columns)


def _broken_csv(error: csv.Error, limits: Limits) -> LoadError:
    if "field limit" in str(error):
        return LoadError(
            f"a cell is longer than {size(limits.article_bytes)}, or has an open quotation mark; the rest is not read"
        )
    if "unexpected end" in str(error):
        return LoadError("a quotation mark opens and never closes; double those that stand inside a text")
    return LoadError(f"its quotation marks do not fit ({error}); double those that stand inside a text")


def _mended(text: str, number: int, remarks: _Remarks) -> str:
    """The text, read in an old encoding where its bytes were not UTF-8 (`text_lines` leaves those as surrogates)."""
    if not _UNDECODED.search(text):
        return text
    decoded = decode_legacy(text.encode("utf-8", "surrogateescape"))
    remarks.in_row(number, decoded.remark)
    return decoded.text

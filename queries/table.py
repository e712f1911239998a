"""Rows as a table that fits a terminal."""

from __future__ import annotations

import io
from collections.abc import Sequence
from typing import TYPE_CHECKING

from claimgraph.queries.cells import cell, safe
from claimgraph.queries.query import Query
from claimgraph.queries.result import Result

if TYPE_CHECKING:
    from rich.console import RenderableType

_LONGEST_CELL = 600
"""So many characters of a cell are shown, enough for a sentence; every other format has all of it."""
_LONGEST_WORD = 22
_BORDER = 3
_GAP = "   "


def to_table(result: Result, width: int | None = None) -> str:
    """Rows beside their columns' names, wrapped to the width; where the columns do not fit, one block a row.

    Parameters:
        width: in characters; that of the terminal (or COLUMNS) if not given.
    """
    from rich.console import Console
    from rich.text import Text

    written = io.StringIO()
    console = Console(file=written, width=width or Console().width, color_system=None, highlight=False, emoji=False)
    texts = [[_bounded(safe(cell(value, ", ").replace("\n", " "))) for value in row] for row in result.rows.rows]
    if result.query and result.query.name:
        console.print(Text(safe(result.title), overflow="fold"))
    console.print(Text(safe(f"{result.call}: {result.count}"), overflow="fold"))
    if texts:
        columns = [safe(name) for name in result.rows.columns]
        widths = _widths(columns, texts, console.width)
        console.print(_side_by_side(columns, texts, widths) if widths else _blocks(columns, texts, console.width))
    if result.query:
        console.print(Text(safe(_source(result.query)), overflow="fold"))
    lines = (line.rstrip() for line in written.getvalue().splitlines())
    return "\n".join(lines) + "\n"


def _bounded(text: str) -> str:
    """A cell that does not fill the screen: a longer one, as a title of 2 kB, ends with an ellipsis."""
    return text if len(text) <= _LONGEST_CELL else f"{text[: _LONGEST_CELL - 1].rstrip()}…"


def _source(query: Query) -> str:
    if query.name:
        return f"Cypher: claimgraph query show {query.name}"
    return f"Cypher: {query.cypher.strip()}"


def _widths(columns: Sequence[str], texts: Sequence[Sequence[str]], width: int) -> list[int]:
    """Widths of the columns that together fill no more than the width, or none if that would break words.

    A column of single words (ids, states, dates, numbers) is as wide as they are; no other is narrower than its longest
    word of up to `_LONGEST_WORD`. What room is left goes, sign by sign, to the column whose longest line needs the most
    lines.
    """
    from rich.cells import cell_len

    told = [[columns[column], *(row[column] for row in texts)] for column in range(len(columns))]
    longest_lines = [max(cell_len(line) for text in column for line in text.split("\n")) for column in told]
    words = [max((cell_len(word) for text in column for word in text.split()), default=1) for column in told]
    single = [all(len(text.split()) <= 1 for text in column[1:]) for column in told]
    widths = [word if whole else min(_LONGEST_WORD, word) for word, whole in zip(words, single, strict=True)]
    for _ in range(width - 1 - _BORDER * len(widths) - sum(widths)):
        neediest = max(range(len(widths)), key=lambda column: longest_lines[column] / widths[column])
        if longest_lines[neediest] <= widths[neediest]:
            break
        widths[neediest] += 1
    return widths if sum(widths) + _BORDER * len(widths) + 1 <= width else []


def _side_by_side(columns: Sequence[str], texts: Sequence[Sequence[str]], widths: Sequence[int]) -> RenderableType:
    from rich import box
    from rich.table import Table
    from rich.text import Text

    table = Table(box=box.ROUNDED, show_lines=True)
    for name, width in zip(columns, widths, strict=True):
        table.add_column(Text(name), overflow="fold", width=width)
    for row in texts:
        table.add_row(*(Text(text, overflow="fold") for text in row))
    return table


def _blocks(columns: Sequence[str], texts: Sequence[Sequence[str]], width: int) -> RenderableType:
    from rich import box
    from rich.table import Table
    from rich.text import Text

    table = Table(box=box.ROUNDED, show_header=False, show_lines=True, width=width)
    table.add_column(overflow="fold")
    for row in texts:
        fields = [f"{name}: {text}" for name, text in zip(columns, row, strict=True) if text]
        table.add_row(Text("\n".join(_packed(fields, width - 2 * _BORDER)), overflow="fold"))
    return table


def _packed(fields: Sequence[str], width: int) -> list[str]:
    """Fields on as few lines as they need, in their order, none broken that fits on a line."""
    from rich.cells import cell_len

    lines: list[str] = []
    for field in fields:
        joined = f"{lines[-1]}{_GAP}{field}" if lines else field
        if lines and "\n" not in joined and cell_len(joined) <= width:
            lines[-1] = joined
        else:
            lines.append(field)
    return lines

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
    texts = [[safe(cell(value, ", ")) for value in row] for row in result.rows.rows]
    console.print(Text(safe(result.title), overflow="fold"))
    console.print(Text(safe(f"{result.call}: {result.count}"), overflow="fold"))
    if texts:
        columns = [safe(name) for name in result.rows.columns]
        widths = _narrowest(columns, texts)
        fits = sum(widths) + _BORDER * len(widths) + 1 <= console.width
        console.print(_side_by_side(columns, texts, widths) if fits else _blocks(columns, texts, console.width))
    if result.query:
        console.print(Text(safe(_source(result.query)), overflow="fold"))
    lines = (line.rstrip() for line in written.getvalue().splitlines())
    return "\n".join(lines) + "\n"


def _source(query: Query) -> str:
    if query.name:
        return f"Cypher: claimgraph query show {query.name}"
    return f"Cypher: {query.cypher.strip()}"


def _narrowest(columns: Sequence[str], texts: Sequence[Sequence[str]]) -> list[int]:
    """For each column the width at which no word of up to `_LONGEST_WORD` (an id of a claim) is broken."""
    from rich.cells import cell_len

    def needed(column: int) -> int:
        words = [columns[column], *(word for row in texts for word in row[column].split())]
        return min(_LONGEST_WORD, max(cell_len(word) for word in words))

    return [needed(column) for column in range(len(columns))]


def _side_by_side(columns: Sequence[str], texts: Sequence[Sequence[str]], widths: Sequence[int]) -> RenderableType:
    from rich import box
    from rich.table import Table
    from rich.text import Text

    table = Table(box=box.ROUNDED, show_lines=True)
    for name, width in zip(columns, widths, strict=True):
        table.add_column(Text(name), overflow="fold", min_width=width)
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

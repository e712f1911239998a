"""Rows as a table that fits a terminal."""

from __future__ import annotations

import io
from collections.abc import Sequence
from typing import TYPE_CHECKING

from claimgraph.queries.cells import cell, safe
from claimgraph.queries.query import Query
from claimgraph.queries.result import Result

if TYPE_CHECKING:
    from rich.console import Console, RenderableType

_LONGEST_WORD = 16
_BORDER = 3


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
        fits = _narrowest(columns, texts) <= console.width
        console.print(_side_by_side(columns, texts) if fits else _blocks(columns, texts, console))
    if result.query:
        console.print(Text(safe(_source(result.query)), overflow="fold"))
    lines = (line.rstrip() for line in written.getvalue().splitlines())
    return "\n".join(lines) + "\n"


def _source(query: Query) -> str:
    if query.name:
        return f"Cypher: claimgraph query show {query.name}"
    return f"Cypher: {query.cypher.strip()}"


def _narrowest(columns: Sequence[str], texts: Sequence[Sequence[str]]) -> int:
    from rich.cells import cell_len

    def needed(column: int) -> int:
        words = [columns[column], *(word for row in texts for word in row[column].split())]
        return min(_LONGEST_WORD, max(cell_len(word) for word in words))

    return 1 + sum(needed(column) + _BORDER for column in range(len(columns)))


def _side_by_side(columns: Sequence[str], texts: Sequence[Sequence[str]]) -> RenderableType:
    from rich import box
    from rich.table import Table
    from rich.text import Text

    table = Table(box=box.ROUNDED, show_lines=True)
    for name in columns:
        table.add_column(Text(name), overflow="fold")
    for row in texts:
        table.add_row(*(Text(text, overflow="fold") for text in row))
    return table


def _blocks(columns: Sequence[str], texts: Sequence[Sequence[str]], console: Console) -> RenderableType:
    from rich import box
    from rich.table import Table
    from rich.text import Text

    table = Table(box=box.ROUNDED, show_header=False, width=console.width)
    table.add_column(overflow="fold", max_width=console.width // 3)
    table.add_column(overflow="fold", ratio=1)
    for row in texts:
        filled = [(name, text) for name, text in zip(columns, row, strict=True) if text]
        for name, text in filled:
            table.add_row(Text(name), Text(text, overflow="fold"))
        table.add_section()
    return table

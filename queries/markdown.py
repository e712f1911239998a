"""Rows as a table in Markdown."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from claimgraph.queries.cells import cell, safe, titled
from claimgraph.queries.result import Result


def to_markdown(result: Result) -> str:
    """A table with the query under it; nothing in a cell can end the cell, the line or the table, or be markup."""
    rows = result.rows
    lines = [f"### {_escaped(result.title)}", "", _escaped(f"{result.call}: {result.count}"), ""]
    lines += [_line(_escaped(name) for name in titled(rows.columns)), _line("---" for _ in rows.columns)]
    lines += [_line(_escaped(cell(value)) for value in row) for row in rows.rows]
    if result.query:
        fence = _fence_around(result.query.cypher)
        lines += ["", f"{fence}cypher", safe(result.query.cypher).strip(), fence]
    return "\n".join(lines) + "\n"


def _line(cells: Iterable[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _escaped(text: Any) -> str:
    escaped = re.sub(r"([\\`*_\[\]<>|~$&#])", r"\\\1", safe(text))
    return re.sub(r"\n", "<br>", escaped)


def _fence_around(text: str) -> str:
    longest = max((len(ticks) for ticks in re.findall(r"`+", text)), default=0)
    return "`" * max(3, longest + 1)

"""Rows as one HTML page that needs nothing else, with the query and the parameters that they come from."""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Iterable
from html import escape
from typing import Any

from claimgraph.queries.cells import cell, safe, titled
from claimgraph.queries.result import Result

_STYLE = """
:root { color-scheme: light dark; }
body { font: 15px/1.5 system-ui, sans-serif; margin: 2rem auto; max-width: 90rem; padding: 0 1.5rem; }
h1 { font-size: 1.4rem; margin: 0 0 .25rem; }
p { margin: .25rem 0; max-width: 60rem; }
.rows { overflow-x: auto; margin: 1.25rem 0; }
table { border-collapse: collapse; }
th, td { border-bottom: 1px solid #8886; padding: .4rem .8rem .4rem 0; text-align: left; vertical-align: top; }
th { border-bottom-width: 2px; font-weight: 600; white-space: nowrap; }
td { overflow-wrap: break-word; max-width: 32rem; white-space: pre-line; }
td.long { min-width: 22rem; }
td.date { white-space: nowrap; }
td.number { font-variant-numeric: tabular-nums; text-align: right; }
pre { background: #8882; border-radius: 6px; overflow-x: auto; padding: 1rem; }
@media print { pre { white-space: pre-wrap; } .rows { overflow: visible; } }
"""

_SENTENCE = 90
"""From so many letters on a text has the width of a sentence, whatever stands beside it."""
_POLICY = "default-src 'none'; style-src 'sha256-{hash}'; base-uri 'none'; form-action 'none'"


def to_html(result: Result) -> str:
    """A page with the rows as a table; no script, no request, every text escaped, links only to http(s)."""
    digest = base64.b64encode(hashlib.sha256(_STYLE.encode()).digest()).decode()
    return "\n".join(
        [
            "<!doctype html>",
            '<html lang="en">',
            '<meta charset="utf-8">',
            f'<meta http-equiv="Content-Security-Policy" content="{_POLICY.format(hash=digest)}">',
            '<meta name="viewport" content="width=device-width, initial-scale=1">',
            '<meta name="generator" content="claimgraph">',
            f"<title>{_text(result.title)}</title>",
            f"<style>{_STYLE}</style>",
            f"<h1>{_text(result.title)}</h1>",
            *_about(result),
            '<div class="rows"><table>',
            f"<thead><tr>{_row(_head(result))}</tr></thead>",
            "<tbody>",
            *(f"<tr>{_row(_data(value) for value in row)}</tr>" for row in result.rows.rows),
            "</tbody>",
            "</table></div>",
            *_source(result),
            "</html>",
            "",
        ]
    )


def _about(result: Result) -> Iterable[str]:
    if result.query and result.query.description:
        yield f"<p>{_text(result.query.description)}</p>"
    yield f"<p><code>{_text(result.call)}</code>: {_text(result.count)}</p>"


def _source(result: Result) -> Iterable[str]:
    if result.query:
        yield f"<h2>Cypher</h2><pre><code>{_text(result.query.cypher.strip())}</code></pre>"


def _head(result: Result) -> Iterable[str]:
    meaning = {column.name: column.description for column in result.query.columns} if result.query else {}
    for name, words in zip(result.rows.columns, titled(result.rows.columns), strict=True):
        title = f' title="{_text(meaning[name])}"' if meaning.get(name) else ""
        yield f'<th scope="col"{title}>{_text(words)}</th>'


def _data(value: Any) -> str:
    if isinstance(value, int | float) and not isinstance(value, bool):
        return f'<td class="number">{_text(cell(value))}</td>'
    if isinstance(value, str) and re.fullmatch(r"https?://[^\s\x00-\x1f]+", value):
        return f'<td><a href="{_text(value)}" rel="noopener noreferrer">{_text(value)}</a></td>'
    if isinstance(value, str) and len(value) > _SENTENCE:
        return f'<td class="long">{_text(value)}</td>'
    kind = ' class="date"' if isinstance(value, str) and re.fullmatch(r"\d{4}-\d\d-\d\d", value) else ""
    return f"<td{kind}>{_text(cell(value))}</td>"


def _row(cells: Iterable[str]) -> str:
    return "".join(cells)


def _text(text: str) -> str:
    return escape(safe(text), quote=True)

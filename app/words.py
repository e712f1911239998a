"""The words and shapes that all output for people shares. Text from articles is shown as plain text."""

from __future__ import annotations

import os
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

import click
from rich.cells import cell_len
from rich.console import Console
from rich.table import Table
from rich.text import Text

from claimgraph.graph.model import Checked, Modality, Status
from claimgraph.graph.network import ClaimRecord, Network
from claimgraph.graph.printable import safe

if TYPE_CHECKING:
    from claimgraph.graph.model import Statement

STYLES = {
    Status.ASSERTED: "green",
    Status.ALLEGED: "blue",
    Status.CONTESTED: "yellow",
    Status.DENIED: "red",
    Status.NEGATED: "magenta",
}
PLAIN_WIDTH = 140
_BETWEEN = 2
"""Columns of a listing are so far apart."""
_LEAST_OF_TEXT = 10
"""A column of text has this width at least where others are kept whole."""


def console() -> Console:
    """A console to which text is text: names and titles of articles may hold [brackets] and :words:."""
    return Console(highlight=False, markup=False, emoji=False, width=table_width())


def table_width() -> int | None:
    """The width of tables that go to a pipe or a file, in characters; None where a terminal or COLUMNS says it."""
    return None if Console().is_terminal or "COLUMNS" in os.environ else PLAIN_WIDTH


def fitting(text: str) -> str:
    """A title or name as one safe line no wider than the console; a longer one ends with an ellipsis.

    >>> fitting("Norland\\nsold lathes"), len(fitting("a" * 2000)) <= console().width
    ('Norland sold lathes', True)
    """
    line = Text(safe(" ".join(text.split())))
    line.truncate(console().width, overflow="ellipsis")
    return line.plain


def listing(headings: Sequence[str], rows: Iterable[Sequence[str | Text]], whole: Collection[str] = ()) -> Table:
    """Rows under their headings, as wide as the console at most.

    Parameters:
        whole: the headings over ids, states, dates and numbers, which are not broken over lines as texts are, unless
            they leave no room for the texts.

    >>> listing(["Id", "Title"], [["a-1", "Lathes"]], whole=["Id"]).columns[0].no_wrap
    True
    """
    cells = [[Text(one) if isinstance(one, str) else one for one in row] for row in rows]
    widths = {
        heading: max([cell_len(heading), *(row[at].cell_len for row in cells)])
        for at, heading in enumerate(headings)
        if heading in whole
    }
    left = console().width - sum(widths.values()) - _BETWEEN * len(headings)
    fits = left >= _LEAST_OF_TEXT * (len(headings) - len(widths))
    table = Table(box=None, pad_edge=False, header_style="bold dim", padding=(0, _BETWEEN, 0, 0))
    for heading in headings:
        numbers = heading == "Articles"
        table.add_column(
            heading, overflow="fold", no_wrap=fits and heading in widths, justify="right" if numbers else "left"
        )
    for row in cells:
        table.add_row(*row)
    return table


def grid() -> Table:
    """A table of headings and what they hold."""
    table = Table.grid(padding=(0, 2))
    table.add_column(style="bold", no_wrap=True)
    table.add_column()
    return table


def counts(counts: Iterable[tuple[int, str]]) -> str:
    """Numbers and their names in a row, without those that are zero."""
    return listed(f"{number:,} {name}" for number, name in counts if number)


def listed(parts: Iterable[str]) -> str:
    """Parts in a row, or "none"."""
    return " · ".join(parts) or "none"


def by_language(numbers: Mapping[str, int]) -> str:
    """How many articles there are, and in which languages.

    >>> by_language({"Russian": 1, "German": 2})
    '3 (2 German, 1 Russian)'
    """
    ranked = sorted(numbers.items(), key=lambda pair: (-pair[1], pair[0]))
    return f"{sum(numbers.values()):,} ({', '.join(f'{number:,} {language}' for language, number in ranked)})"


def status_words(record: ClaimRecord) -> Text:
    """The status of a claim in its colour, with modality and hedging as words."""
    words = [record.status.value]
    if record.claim.modality is not Modality.ACTUAL:
        words.append(record.claim.modality.value)
    if record.hedged:
        words.append("hedged")
    if any(statement.checked is Checked.IN_CONFLICT for statement in record.statements):
        words.append(Checked.IN_CONFLICT.value)
    return Text(", ".join(words), style=STYLES[record.status])


def short_id(record: ClaimRecord) -> str:
    """The start of a claim's id, enough for a person to name it."""
    return record.claim.id.removeprefix("claim:")[:8]


def speakers(network: Network, statements: Iterable[Statement]) -> str:
    """All who make these statements, each once."""
    return ", ".join(dict.fromkeys(speaker(network, statement) for statement in statements))


def speaker(network: Network, statement: Statement) -> str:
    """Who makes a statement, and who passes it on."""
    name = network.speaker_name(statement)
    relays = [network.entities[id].name for id in statement.relayed_by]
    return f"{name} (via {', '.join(relays)})" if relays else name


def next_command(text: str) -> str:
    """A command to go on with, for the same store as the one that runs now.

    >>> next_command("stats")
    'claimgraph stats'
    """
    context = click.get_current_context(silent=True)
    store = context.params.get("store") if context else None
    return f"claimgraph {text} --store {store}" if store else f"claimgraph {text}"

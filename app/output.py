"""What the commands print for people: summaries, tables, reasons. All text from articles is shown as plain text."""

from __future__ import annotations

import json
import os
from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click
from rich.console import Console, Group
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from claimgraph.app.why import denials_beside
from claimgraph.graph.model import EntityType, Modality, Role, Status
from claimgraph.graph.network import ClaimRecord, Network
from claimgraph.queries.cells import safe

if TYPE_CHECKING:
    from claimgraph.graph.model import Article, Statement
    from claimgraph.graph.server.values import ServerStatus
    from claimgraph.graph.store import LoadChange, Stats
    from claimgraph.queries import Catalog

STYLES = {
    Status.ASSERTED: "green",
    Status.ALLEGED: "blue",
    Status.CONTESTED: "yellow",
    Status.DENIED: "red",
    Status.NEGATED: "magenta",
}
PLURALS = {
    EntityType.STATE: "states",
    EntityType.FIRM: "firms",
    EntityType.OFFICIAL: "officials",
    EntityType.GOOD: "goods",
    EntityType.ORGANIZATION: "organizations",
}
SHOWN_CLAIMS = 40
PLAIN_WIDTH = 140


def _console() -> Console:
    """A console to which text is text: names and titles of articles may hold [brackets] and :words:."""
    return Console(highlight=False, markup=False, emoji=False, width=table_width())


def table_width() -> int | None:
    """The width of tables that go to a pipe or a file, in characters; None where a terminal or COLUMNS says it."""
    return None if Console().is_terminal or "COLUMNS" in os.environ else PLAIN_WIDTH


def _grid() -> Table:
    table = Table.grid(padding=(0, 2))
    table.add_column(style="bold", no_wrap=True)
    table.add_column()
    return table


def _count(number: int, noun: str) -> str:
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {noun}s"


def _counts(counts: Iterable[tuple[int, str]]) -> str:
    return " · ".join(f"{number:,} {name}" for number, name in counts if number) or "none"


def show_loaded(network: Network, change: LoadChange, failed: int) -> None:
    """The summary of a load: articles, entities by type, claims by status, and the claims with who says so."""
    records = list(network.records.values())
    taking_part = _entities_in(network)
    types = Counter(network.entities[id].type for id in taking_part)
    articles = [
        (change.articles_added, "new"),
        (change.articles_replaced, "replaced"),
        (change.articles_unchanged, "unchanged"),
        (failed, "failed"),
    ]
    statuses = Counter(record.status for record in records)
    grid = _grid()
    grid.add_row("Articles", _counts(articles))
    grid.add_row("Entities", _counts((types[type], PLURALS[type]) for type in EntityType))
    grid.add_row("Claims", _counts((statuses[status], status.value) for status in Status))
    console = _console()
    console.print(grid)
    if not records:
        console.print("\nNo claim of a supply was found. Is the text about who supplies what to whom?")
        return
    console.print()
    shown = sorted(records, key=lambda record: (-record.origins, network.headline(record.claim.id)))[:SHOWN_CLAIMS]
    console.print(_claims_table(network, shown))
    if len(records) > len(shown):
        console.print(
            f"The {len(shown)} claims with most origins of {len(records):,}; `claimgraph query run` shows all."
        )
    why = (f"claimgraph why {_short(shown[0])}", "bold")
    console.print(Text.assemble("\nNext: ", why, " shows the words behind the first claim."))


def _entities_in(network: Network) -> set[str]:
    entities: set[str] = set()
    for record in network.records.values():
        entities |= {record.claim.supplier, record.claim.recipient, record.claim.good, *record.via}
        entities |= {statement.speaker for statement in record.statements if statement.speaker}
    return entities


def _claims_table(network: Network, records: Sequence[ClaimRecord]) -> Table:
    table = Table(box=None, pad_edge=False, header_style="bold dim", padding=(0, 2, 0, 0))
    for heading in ("Status", "Supplier → recipient", "Good", "Who says so", "Who denies it", "Claim"):
        table.add_column(heading, no_wrap=heading in ("Status", "Claim"), overflow="fold")
    for record in records:
        claim = record.claim
        supplier, recipient, good = (network.entities[id].name for id in (claim.supplier, claim.recipient, claim.good))
        table.add_row(
            _status(record),
            safe(f"{supplier} → {recipient}"),
            safe(good),
            safe(_speakers(network, record.affirming)) or "—",
            safe(_speakers(network, (*record.denying, *record.covering))) or "—",
            Text(_short(record), style="dim"),
        )
    return table


def _status(record: ClaimRecord) -> Text:
    words = [record.status.value]
    if record.claim.modality is not Modality.ACTUAL:
        words.append(record.claim.modality.value)
    if record.hedged:
        words.append("hedged")
    return Text(", ".join(words), style=STYLES[record.status])


def _short(record: ClaimRecord) -> str:
    return record.claim.id.removeprefix("claim:")[:8]


def _speakers(network: Network, statements: Iterable[Statement]) -> str:
    return ", ".join(dict.fromkeys(_speaker(network, statement) for statement in statements))


def _speaker(network: Network, statement: Statement) -> str:
    name = network.speaker_name(statement)
    if statement.speaker is None:
        return f"{name} (the article itself)"
    relays = [network.entities[id].name for id in statement.relayed_by]
    return f"{name} (via {', '.join(relays)})" if relays else name


def show_change(what: str, change: LoadChange) -> None:
    """One line on what a change of the store added and removed."""
    removed = [
        (change.claims_removed, "claim"),
        (change.statements_removed, "statement"),
        (change.entities_removed, "entity"),
    ]
    parts = ", ".join(_count(number, noun).replace("entitys", "entities") for number, noun in removed)
    click.echo(f"{safe(what)}: {parts} went with it.")


def show_written(target: Path) -> None:
    """One line on a file that was written, on standard error so that pipes stay clean."""
    click.echo(f"Wrote {target} ({max(1, target.stat().st_size // 1024):,} kB)", err=True)


def show_stats(stats: Stats) -> None:
    """The counts of the store."""
    grid = _grid()
    grid.add_row("Articles", f"{stats.articles:,}")
    for heading, counts in (
        ("Entities", stats.entities),
        ("Claims", stats.claims),
        ("Modality", stats.modalities),
        ("Statements", stats.statements),
    ):
        total = sum(counts.values())
        grid.add_row(heading, f"{total:,}" + (f"  {_counts((n, name) for name, n in counts.items())}" if total else ""))
    _console().print(grid)


def show_articles(articles: Sequence[Article]) -> None:
    """The articles in the store."""
    if not articles:
        click.echo("The store holds no article; `claimgraph load PATH` reads some.")
        return
    table = Table(box=None, pad_edge=False, header_style="bold dim", padding=(0, 2, 0, 0))
    for heading in ("Published", "Outlet", "Title", "Id"):
        table.add_column(heading, overflow="fold")
    for article in articles:
        published = article.published.isoformat() if article.published else "—"
        table.add_row(
            published,
            safe(article.outlet) or "—",
            safe(article.title or article.name),
            Text(safe(article.id), "dim"),
        )
    _console().print(table)


def show_server(status: ServerStatus) -> None:
    """The state of the local Neo4j."""
    grid = _grid()
    state = f"running at {status.uri} (process {status.pid})" if status.running else "not running"
    grid.add_row("Neo4j", state if status.installed else f"{state}; it is downloaded at the first start")
    grid.add_row("Version", status.version)
    grid.add_row("Data", Text(f"{status.home} ({_megabytes(status.disk)})"))
    if status.memory is not None:
        grid.add_row("Memory", _megabytes(status.memory))
    _console().print(grid)


def _megabytes(number: int) -> str:
    return f"{number / 1_000_000:,.0f} MB"


def show_catalog(catalog: Catalog, *, as_json: bool) -> None:
    """The saved queries by category."""
    if as_json:
        click.echo(json.dumps([query.describe() for query in catalog], ensure_ascii=False, indent=2, default=str))
        return
    console = _console()
    category = None
    table = _grid()
    for query in catalog:
        if query.category != category:
            category = query.category
            table.add_row(Text(f"\n{category}", "underline"), "")
        title = f"{query.title} (yours, in place of the shipped one)" if query.replaces else query.title
        parameters = " ".join(f"-p {p.name}=…" if p.required else f"[-p {p.name}=…]" for p in query.parameters)
        table.add_row(Text(safe(query.name)), Group(Text(safe(title)), Text(safe(parameters), "dim")))
    console.print(table)
    for problem in catalog.problems.values():
        click.echo(f"Note: {safe(problem)}", err=True)
    show, run = (f"claimgraph query {verb} NAME" for verb in ("show", "run"))
    console.print(Text.assemble("\n", (show, "bold"), " explains one, ", (run, "bold"), " runs it."))


def show_reasons(network: Network, claim_ids: Collection[str]) -> None:
    """Why each of these claims is in the graph: both sides, their words, their articles, the rules."""
    console = _console()
    for position, id in enumerate(sorted(claim_ids, key=network.headline)):
        if position:
            console.rule(style="dim")
        _show_claim(console, network, network.records[id])


def _show_claim(console: Console, network: Network, record: ClaimRecord) -> None:
    console.print(Text(safe(network.headline(record.claim.id)), "bold"), Text(record.claim.id, "dim"))
    origins = f"{_count(len(record.affirming), 'affirming statement')}, {_count(record.origins, 'independent origin')}"
    console.print(_status(record), Text(f"· {origins}" if record.affirming else "· nobody affirms it"))
    _show_side(console, network, "Who says so", record.affirming)
    _show_side(console, network, "Who denies it", record.denying)
    _show_side(console, network, "Broader denials that cover it", record.covering)
    beside = denials_beside(network, record)
    if beside and record.affirming:
        console.print(Text("\nDenials between the same parties that do not cover it", "bold"))
        for other in beside:
            good = network.entities[other.claim.good].name
            speakers = _speakers(network, other.denying)
            line = Text(safe(f"{good}: denied by {speakers} ({_short(other)})"))
            console.print(Padding(line, (0, 0, 0, 2), expand=False))


def _show_side(console: Console, network: Network, heading: str, statements: Sequence[Statement]) -> None:
    if not statements:
        return
    console.print(Text(f"\n{heading}", "bold"))
    for statement in statements:
        console.print(Padding(Group(*_statement_lines(network, statement)), (0, 0, 0, 2), expand=False))
        console.print()


def _statement_lines(network: Network, statement: Statement) -> Iterable[Text]:
    article = network.articles[statement.evidence.article]
    verb = f"{statement.stance.value}, hedged" if statement.hedged else statement.stance.value
    yield Text.assemble((safe(_speaker(network, statement)), "bold"), f" · {verb}{_affiliation(network, statement)}")
    yield _quote(statement)
    facts = [("how much", statement.quantity), ("when", statement.time), ("said on", statement.said_on)]
    told = [f"{name}: {value}" for name, value in facts if value]
    via = [network.entities[id].name for id in statement.via]
    if told or via:
        yield Text(safe(" · ".join([*told, *([f"via {', '.join(via)}"] if via else [])])))
    published = article.published.isoformat() if article.published else "no date"
    source = [article.outlet, article.title or article.name, published, article.url]
    yield Text(safe(" · ".join(part for part in source if part)), "dim")
    place = f"characters {statement.evidence.start}–{statement.evidence.end}"
    yield Text(safe(f"rule {statement.rule} · trigger “{statement.trigger}” · {place} · {statement.id}"), "dim")


def _affiliation(network: Network, statement: Statement) -> str:
    speaker = network.entities[statement.speaker] if statement.speaker else None
    if speaker is None or speaker.speaks_for is None:
        return ""
    return safe(f" · speaks for {network.entities[speaker.speaks_for].name}")


def _quote(statement: Statement) -> Text:
    quote = Text(safe(statement.evidence.quote), "italic")
    marked = {Role.SUPPLIER, Role.RECIPIENT, Role.GOOD, Role.TRIGGER}
    for role in statement.roles:
        start, end = role.start - statement.evidence.start, role.end - statement.evidence.start
        if role.role in marked and 0 <= start < end <= len(quote):
            quote.stylize("underline" if role.role is not Role.TRIGGER else "bold", start, end)
    return Text.assemble("“", quote, "”")

"""What the commands print for people: summaries, tables, reasons. All text from articles is shown as plain text."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
from rich.console import Group
from rich.table import Table
from rich.text import Text

from claimgraph.app.deciding import in_words
from claimgraph.app.summary import LoadSummary, entity_types, statuses
from claimgraph.app.words import (
    by_language,
    console,
    counts,
    fitting,
    grid,
    listed,
    listing,
    next_command,
    short_id,
    speakers,
    status_words,
)
from claimgraph.graph.counting import counted, unsure
from claimgraph.graph.network import ClaimRecord, Network
from claimgraph.graph.printable import json_text, safe
from claimgraph.queries.parameter_types import UNKNOWN

if TYPE_CHECKING:
    from claimgraph.graph.decision import Decision
    from claimgraph.graph.model import Article
    from claimgraph.graph.server.values import ServerStatus
    from claimgraph.graph.store import LoadChange, Merge, Part, SharedName, Stats
    from claimgraph.graph.store.difference import Difference, Rebuilt
    from claimgraph.queries import Catalog, Query

SHOWN_CLAIMS = 40
SHOWN_NAMES = 5


def show_json(value: object, default: Callable[[Any], Any] = str) -> None:
    """One JSON value, indented; its characters drive no terminal.

    Parameters:
        default: makes JSON values of what JSON does not know.
    """
    click.echo(json_text(value, indent=2, default=default))


def show_loaded(summary: LoadSummary) -> None:
    """The summary of a load: articles, entities by type, claims by status, and the claims with who says so."""
    from claimgraph.graph.render.ranking import leading

    network = summary.network
    if network is None:
        _show_many_loaded(summary)
        return
    records = list(network.records.values())
    rows = grid()
    rows.add_row("Articles", _article_counts(summary))
    _add_unread(rows, summary)
    rows.add_row(
        "Entities",
        listed(counted(number, type.value.lower()) for type, number in entity_types(network).items() if number),
    )
    rows.add_row("Claims", counts((number, status.value) for status, number in statuses(network).items()))
    _add_set_aside(rows, summary.change)
    _add_namesakes(rows, summary.names_shared())
    terminal = console()
    terminal.print(rows)
    if summary.hidden:
        terminal.print(f"\n{unsure(summary.hidden, summary.min_confidence)}.")
    if not records and summary.hidden:
        return
    if not records:
        question = "" if summary.unread else " Is the text about who supplies what to whom?"
        terminal.print(f"\nNo claim of a supply was found.{question}")
        return
    terminal.print()
    shown = sorted(
        leading(records, SHOWN_CLAIMS), key=lambda record: (-record.origins, network.headline(record.claim.id))
    )
    terminal.print(_claims_table(network, shown))
    if len(records) > len(shown):
        terminal.print(
            f"The strongest {len(shown)} claims of {len(records):,}, each status with its share; "
            "`claimgraph query run` shows all."
        )
    why = (next_command(f"why {short_id(shown[0])}"), "bold")
    terminal.print(Text.assemble("\nNext: ", why, " shows the words behind the first claim."))


def _show_many_loaded(summary: LoadSummary) -> None:
    """The summary of a load that is too large to look at each claim."""
    change = summary.change
    rows = grid()
    rows.add_row("Articles", _article_counts(summary))
    _add_unread(rows, summary)
    for name in ("entities", "claims", "statements"):
        added, removed = getattr(change, f"{name}_added"), getattr(change, f"{name}_removed")
        rows.add_row(name.capitalize(), counts([(added, "new"), (removed, "gone")]))
    _add_set_aside(rows, change)
    _add_namesakes(rows, summary.names_shared())
    terminal = console()
    terminal.print(rows)
    if summary.min_confidence:
        terminal.print(
            "\nSo many claims are not listed one by one, and --min-confidence leaves none out of these numbers."
        )
    counting = next_command("stats")
    terminal.print(f"\nNext: `{counting}` counts all there is, `claimgraph query list` shows what can be asked.")


def _add_unread(rows: Table, summary: LoadSummary) -> None:
    if summary.unread:
        rows.add_row("Not read", f"{by_language(summary.unread)}: their text is kept, English is read")


def _add_set_aside(rows: Table, change: LoadChange) -> None:
    if change.statements_set_aside > 0:
        rows.add_row("Set aside", f"{_set_aside(change.statements_set_aside)}; `claimgraph merges` shows what is one")


def _set_aside(number: int) -> str:
    return f"{counted(number, 'statement')} by which one and the same would supply itself"


def _article_counts(summary: LoadSummary) -> str:
    return counts((number, what) for what, number in summary.articles().items())


def _claims_table(network: Network, records: Sequence[ClaimRecord]) -> Table:
    headings = ("Status", "Supplier → recipient", "Good", "Who says so", "Who denies it", "Claim")
    rows = []
    for record in records:
        claim = record.claim
        supplier, recipient, good = (network.entities[id].name for id in (claim.supplier, claim.recipient, claim.good))
        rows.append(
            (
                status_words(record),
                fitting(f"{supplier} → {recipient}"),
                fitting(good),
                safe(speakers(network, record.affirming)) or "—",
                safe(speakers(network, (*record.denying, *record.covering))) or "—",
                Text(short_id(record), style="dim"),
            )
        )
    return listing(headings, rows, whole=("Status", "Claim"))


def show_change(what: str, change: LoadChange) -> None:
    """One line on what a change of the store added and removed."""
    removed = (
        counted(change.claims_removed, "claim"),
        counted(change.statements_removed, "statement"),
        counted(change.entities_removed, "entity"),
    )
    click.echo(f"{fitting(what)}: {', '.join(removed)} went with it.")


def show_merged(kept: str, other: str, change: LoadChange) -> None:
    """One line on an entity that is one with another from now on; a second one where statements had to go."""
    click.echo(f"{safe(other)} is one with {safe(kept)} now: {_retold(change)}.")
    if change.statements_set_aside > 0:
        verb, pronoun = ("is", "it is") if change.statements_set_aside == 1 else ("are", "they are")
        click.echo(f"{_set_aside(change.statements_set_aside)} {verb} set aside until {pronoun} split.")


def show_split(merge: Merge, change: LoadChange, still: Merge | None = None) -> None:
    """One line on an entity that is no longer one with another.

    Parameters:
        still: what somebody else decided about it, which holds now.
    """
    if still is not None:
        by = safe(still.decided_by or "somebody else")
        told = f"{safe(merge.other_name)} is one with {safe(still.kept_name)} all the same: {by} decided so, too"
        click.echo(f"{told}; the same command again takes that back.")
        return
    line = f"{safe(merge.other_name)} is no longer one with {safe(merge.kept_name)}: {_retold(change)}"
    back = f"; {counted(-change.statements_set_aside, 'statement')} came back"
    click.echo(f"{line}{back if change.statements_set_aside < 0 else ''}.")


def _retold(change: LoadChange) -> str:
    gone, come = change.claims_removed, change.claims_added
    return f"{counted(gone, 'claim')} went, {counted(come, 'claim')} came"


def show_parted(whole: str, part: Part, articles: Sequence[Article], change: LoadChange) -> None:
    """What was parted from an entity, under which id it stands, and how that is taken back."""
    named = ", ".join(fitting(article.title or article.name) for article in articles)
    click.echo(f"{safe(whole)} is another one in {named}: {_retold(change)}.")
    click.echo(f"It is {safe(part.id)} now; `claimgraph merge {safe(part.of)} {safe(part.id)}` takes that back.")


def show_namesakes(shared: Sequence[SharedName]) -> None:
    """The names that stand for several entities."""
    if not shared:
        click.echo("No name stands for several entities.")
        return
    rows: list[tuple[str | Text, ...]] = []
    for one in shared:
        for number, bearer in enumerate(one.bearers):
            name, id = safe(one.name) if not number else "", Text(safe(bearer.id), "dim")
            rows.append((name, safe(bearer.home), f"{bearer.articles:,}", safe(bearer.name), id))
        if one.unassigned:
            meant = "ambiguous, kept apart" if one.ambiguous else "counted to the most frequent"
            rows.append(("", "none told", f"{one.unassigned:,}", meant, Text(safe(one.counted_to), "dim")))
    console().print(listing(("Name", "State", "Articles", "Told as", "Id"), rows, whole=("Articles", "Id")))


def _add_namesakes(rows: Table, shared: Sequence[SharedName]) -> None:
    for one in shared[:SHOWN_NAMES]:
        told = [f"{bearer.home} ({counted(bearer.articles, 'article')})" for bearer in one.bearers]
        if one.unassigned:
            untold = counted(one.unassigned, "article")
            told.append(f"no state told ({untold}, {'ambiguous' if one.ambiguous else 'counted to the first'})")
        rows.add_row("Kept apart", safe(f"{one.name}: {', '.join(told)}"))
    if shared:
        more = f"and {counted(len(shared) - SHOWN_NAMES, 'more name')}; " if len(shared) > SHOWN_NAMES else ""
        rows.add_row("", f"{more}`claimgraph namesakes` lists them")


def show_merges(merges: Sequence[Merge], parts: Sequence[Part] = ()) -> None:
    """The identity decisions in force."""
    if not merges and not parts:
        click.echo("No entity was made one with another; `claimgraph merge A B` does it.")
        return
    if merges:
        _show_merged_list(merges)
    if parts:
        rows: list[tuple[str | Text, ...]] = [
            (
                safe(part.of_name),
                safe(", ".join(part.articles)),
                part.decided_at[:10],
                safe(part.decided_by or "—"),
                *(Text(safe(id), "dim") for id in (part.id, part.of)),
            )
            for part in parts
        ]
        headings = ("Entity", "Is another one in", "Since", "By", "Id", "Parted from")
        console().print(listing(headings, rows, whole=("Since", "Id", "Parted from")))


def show_decisions(decisions: Sequence[Decision]) -> None:
    """The record of decisions."""
    if not decisions:
        click.echo("Nothing was decided yet; `claimgraph merge`, `split`, `forget` and `query save` leave a record.")
        return
    rows = [
        (one.at[:16].replace("T", " "), safe(one.by), safe(in_words(one)), Text(safe(", ".join(one.about)), "dim"))
        for one in decisions
    ]
    console().print(listing(("When (UTC)", "Who", "What", "About"), rows, whole=("When (UTC)",)))


def _show_merged_list(merges: Sequence[Merge]) -> None:
    rows: list[tuple[str | Text, ...]] = [
        (
            safe(one.other_name),
            safe(one.kept_name),
            one.decided_at[:10],
            safe(one.decided_by or "—"),
            *(Text(safe(id), "dim") for id in (one.other, one.kept)),
        )
        for one in merges
    ]
    headings = ("Entity", "Is one with", "Since", "By", "Id", "Stands under")
    console().print(listing(headings, rows, whole=("Since", "Id", "Stands under")))


def tell_left_out(line: str) -> None:
    """One line on standard error on what a damaged store could not give, where there is any."""
    if line:
        click.echo(f"Note: {safe(line)}", err=True)


def show_written(target: Path) -> None:
    """One line on a file that was written, on standard error so that pipes stay clean."""
    click.echo(f"Wrote {safe(str(target))} ({max(1, target.stat().st_size // 1024):,} kB)", err=True)


def show_stats(stats: Stats) -> None:
    """The counts of the store."""
    rows = grid()
    rows.add_row("Articles", f"{stats.articles:,}")
    types = listed(counted(number, type.lower()) for type, number in stats.entities.items() if number)
    rows.add_row("Entities", _total(stats.entities, types))
    for heading, numbers in (
        ("Claims", stats.claims),
        ("Modality", stats.modalities),
        ("Statements", stats.statements),
    ):
        rows.add_row(heading, _total(numbers, counts((n, name) for name, n in numbers.items())))
    console().print(rows)


def _total(numbers: Mapping[str, int], parts: str) -> str:
    """How many there are in all, and of what kinds."""
    total = sum(numbers.values())
    return f"{total:,}  {parts}" if total else "0"


def show_articles(articles: Sequence[Article]) -> None:
    """The articles in the store."""
    if not articles:
        click.echo("The store holds no article; `claimgraph load PATH` reads some.")
        return
    rows = [
        (
            article.published.isoformat() if article.published else "—",
            fitting(article.outlet) or "—",
            fitting(article.title or article.name),
            Text(safe(article.id), "dim"),
        )
        for article in articles
    ]
    console().print(listing(("Published", "Outlet", "Title", "Id"), rows, whole=("Published", "Id")))


def show_difference(one: Difference) -> Difference:
    """One line on a difference, which is handed on."""
    click.echo(safe(str(one)))
    return one


def show_checked(differences: Sequence[Difference], foreign: int) -> None:
    """How many differences a check found, and what mends them; and how many nodes are somebody else's."""
    reload = sum(one.reload for one in differences)
    told = counted(len(differences), "difference")
    if not differences:
        click.echo("All sums are right.")
    elif not reload:
        click.echo(f"{told}; `claimgraph db rebuild` sets right what it can and says what is left.")
    elif reload == len(differences):
        click.echo(f"{told}; loading the articles again mends that.")
    else:
        click.echo(
            f"{told}; `claimgraph db rebuild` sets right what it can, loading the articles again {reload:,} of them."
        )
    _show_foreign(foreign)


def show_rebuilt(rebuilt: Rebuilt) -> None:
    """What a rebuild set right, what is left, and how many nodes are somebody else's."""
    mended = rebuilt.found - rebuilt.left
    click.echo(f"{counted(mended, 'difference')} set right." if rebuilt.found else "All sums were right.")
    if rebuilt.left:
        click.echo(
            f"{rebuilt.left:,} can only be mended by loading their articles again; `claimgraph db check` tells them."
        )
    _show_foreign(rebuilt.foreign)


def _show_foreign(number: int) -> None:
    if number:
        click.echo(
            f"{counted(number, 'node')} with labels of claimgraph {'is' if number == 1 else 'are'} somebody"
            " else's and left alone: take the label away, or move them to another database."
        )


def show_server(status: ServerStatus) -> None:
    """The state of the local Neo4j."""
    rows = grid()
    state = f"running at {status.uri} (process {status.pid})" if status.running else "not running"
    rows.add_row("Neo4j", state if status.installed else f"{state}; it is downloaded at the first start")
    rows.add_row("Version", status.version)
    rows.add_row("Data", Text(f"{status.home} ({_megabytes(status.disk)})"))
    if status.memory is not None:
        rows.add_row("Memory", _megabytes(status.memory))
    console().print(rows)


def show_stores(stores: Mapping[str, ServerStatus]) -> None:
    """The local stores."""
    if not stores:
        click.echo("There is no local store yet; `claimgraph load PATH` makes one.")
        return
    rows = grid()
    for name, status in stores.items():
        state = f"running at {status.uri}" if status.running else "not running"
        rows.add_row(name, _megabytes(status.disk), state)
    console().print(rows)


def _megabytes(number: int) -> str:
    return f"{number / 1_000_000:,.0f} MB"


def show_parameters(query: Query, file: Path) -> None:
    """The parameters of a query that was just saved, and which of them nothing is known about."""
    for parameter in query.parameters:
        click.echo(f"  -p {parameter.name}=…  {parameter.kind.text}{'' if parameter.required else ', may be left out'}")
    if unknown := [parameter.name for parameter in query.parameters if parameter.kind.text == UNKNOWN]:
        click.echo(
            f"Note: the Cypher does not tell which type {' and '.join(unknown)} should have, so no name is looked up"
            f" for it; write entity, date, int or another type instead of {UNKNOWN} into {file}",
            err=True,
        )


def show_catalog(catalog: Catalog, *, as_json: bool) -> None:
    """The saved queries by category."""
    if as_json:
        show_json([query.describe() for query in catalog])
        return
    terminal = console()
    category = None
    table = grid()
    for query in catalog:
        if query.category != category:
            category = query.category
            table.add_row(Text(f"\n{category}", "underline"), "")
        title = f"{query.title} (yours, in place of the shipped one)" if query.replaces else query.title
        parameters = " ".join(f"-p {p.name}=…" if p.required else f"[-p {p.name}=…]" for p in query.parameters)
        table.add_row(Text(safe(query.name)), Group(Text(safe(title)), Text(safe(parameters), "dim")))
    terminal.print(table)
    for problem in catalog.problems.values():
        click.echo(f"Note: {safe(problem)}", err=True)
    show, run = "claimgraph query show NAME", next_command("query run NAME")
    terminal.print(Text.assemble("\n", (show, "bold"), " explains one, ", (run, "bold"), " runs it."))

"""Why claims are in the graph, in words for a person: both sides, their words, their articles, the rules."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from typing import TYPE_CHECKING

from rich.console import Console, Group
from rich.padding import Padding
from rich.text import Text

from claimgraph.app.remarks import Remarks
from claimgraph.app.why import denials_beside
from claimgraph.app.words import console, fitting, short_id, speaker, speakers, status_words
from claimgraph.graph.counting import counted
from claimgraph.graph.model import MISMATCH, Role
from claimgraph.graph.network import ClaimRecord, Network
from claimgraph.queries.cells import safe

if TYPE_CHECKING:
    from claimgraph.graph.model import Statement


def show_reasons(network: Network, claim_ids: Collection[str], remarks: Remarks | None = None) -> None:
    """Why each of these claims is in the graph: both sides, their words, their articles, the rules.

    Parameters:
        remarks: what reviewers say of them.
    """
    terminal, remarks = console(), remarks or Remarks()
    for position, id in enumerate(sorted(claim_ids, key=network.headline)):
        if position:
            terminal.rule(style="dim")
        _show_claim(terminal, network, network.records[id], remarks)


def _show_claim(terminal: Console, network: Network, record: ClaimRecord, remarks: Remarks) -> None:
    terminal.print(Text(safe(network.headline(record.claim.id)), "bold"), Text(record.claim.id, "dim"))
    affirming = counted(len(record.affirming), "affirming statement")
    origins = f"{affirming}, {counted(record.origins, 'independent origin')}"
    terminal.print(status_words(record), Text(f"· {origins}" if record.affirming else "· nobody affirms it"))
    for number, origin in enumerate(record.origin_groups, 1):
        terminal.print(Padding(Text(safe(f"origin {number}: {origin}"), "dim"), (0, 0, 0, 2), expand=False))
    for remark in remarks.on_claim(network, record):
        terminal.print(Padding(Text(safe(remark), "cyan"), (0, 0, 0, 2), expand=False))
    _show_side(terminal, network, "Who says so", record.affirming, remarks)
    _show_side(terminal, network, "Who denies it", record.denying, remarks)
    _show_side(terminal, network, "Broader denials that cover it", record.covering, remarks)
    beside = denials_beside(network, record)
    if beside and record.affirming:
        terminal.print(Text("\nDenials between the same parties that do not cover it", "bold"))
        for other in beside:
            good = network.entities[other.claim.good].name
            deniers = speakers(network, other.denying)
            line = Text(safe(f"{good}: denied by {deniers} ({short_id(other)})"))
            terminal.print(Padding(line, (0, 0, 0, 2), expand=False))


def _show_side(
    terminal: Console, network: Network, heading: str, statements: Sequence[Statement], remarks: Remarks
) -> None:
    if not statements:
        return
    terminal.print(Text(f"\n{heading}", "bold"))
    for statement in statements:
        terminal.print(Padding(Group(*_statement_lines(network, statement, remarks)), (0, 0, 0, 2), expand=False))
        terminal.print()


def _statement_lines(network: Network, statement: Statement, remarks: Remarks) -> Iterable[Text]:
    article = network.articles[statement.evidence.article]
    verb = f"{statement.stance.value}, hedged" if statement.hedged else statement.stance.value
    yield Text.assemble((safe(speaker(network, statement)), "bold"), f" · {verb}{_affiliation(network, statement)}")
    yield _quote(statement)
    if not statement.evidence.matches:
        yield Text(f"{MISMATCH}; `claimgraph load` of the article mends it", "bold red")
    facts = [("how much", statement.quantity), ("when", statement.time), ("said on", statement.said_on)]
    told = [f"{name}: {value}" for name, value in facts if value]
    via = [network.entities[id].name for id in statement.via]
    if told or via:
        yield Text(safe(" · ".join([*told, *([f"via {', '.join(via)}"] if via else [])])))
    published = article.published.isoformat() if article.published else "no date"
    source = [fitting(article.outlet), fitting(article.title or article.name), published, safe(article.url)]
    yield Text(" · ".join(part for part in source if part), "dim")
    for line in (*remarks.on(article.outlet), *remarks.on(article.id)) if article.outlet else remarks.on(article.id):
        yield Text(safe(line), "cyan")
    if statement.checked is not None:
        who = "; ".join(remarks.on_statement(statement))
        yield Text(safe(f"{statement.checked.value}{f': {who}' if who else ''}"), "bold cyan")
    place = f"characters {statement.evidence.start}–{statement.evidence.end}"
    read = "" if statement.confidence is None else f"read with confidence {statement.confidence:.2f} · "
    yield Text(safe(f"{read}rule {statement.rule} · trigger “{statement.trigger}” · {place} · {statement.id}"), "dim")


def _affiliation(network: Network, statement: Statement) -> str:
    who = network.entities[statement.speaker] if statement.speaker else None
    if who is None or who.speaks_for is None:
        return ""
    return safe(f" · speaks for {network.entities[who.speaks_for].name}")


def _quote(statement: Statement) -> Text:
    quote = Text(safe(statement.evidence.quote.replace("\n", " ")), "italic")
    marked = {Role.SUPPLIER, Role.RECIPIENT, Role.GOOD, Role.TRIGGER}
    for role in statement.roles:
        start, end = role.start - statement.evidence.start, role.end - statement.evidence.start
        if role.role in marked and 0 <= start < end <= len(quote):
            quote.stylize("underline" if role.role is not Role.TRIGGER else "bold", start, end)
    return Text.assemble("“", quote, "”")

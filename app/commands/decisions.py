"""`claimgraph decisions`: the record of who decided what; what is in force; undoing, handing on and taking in."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, TextIO

import click

from claimgraph.app.options import ReadFile, prints_json, signs, uses_store

if TYPE_CHECKING:
    from claimgraph.app.settings import Settings


@click.group(invoke_without_command=True)
@prints_json("One JSON array instead of a table.")
@uses_store
@click.pass_context
def decisions(context: click.Context, settings: Settings, as_json: bool) -> None:
    """List who decided what and when, the oldest first; list, undo, export and import what is in force.

    Without a subcommand: the record of merge, split, forget, query save, query remove and all that reviewers decided.
    What was taken back since stays in the record; `claimgraph decisions list` shows what is in force.
    """
    if context.invoked_subcommand is not None:
        return
    from claimgraph.app import output
    from claimgraph.app.deciding import all_decisions
    from claimgraph.app.session import open_store

    with open_store(settings) as store:
        decided = all_decisions(store, settings.queries)
    if as_json:
        output.show_json([one.to_dict() for one in decided])
    else:
        output.show_decisions(decided)


@decisions.command("list")
@click.option("--orphaned", is_flag=True, help="Only those that fit nothing (any more).")
@click.option("--conflicts", is_flag=True, help="Only those that contradict each other.")
@click.option("--rejected", is_flag=True, help="Only rejected readings.")
@click.option("--by", "reviewer", metavar="NAME", help="Only those of one reviewer.")
@click.option("--kind", metavar="KIND", help="Only those of one kind, such as reject or note.")
@prints_json("One JSON array instead of a table.")
@uses_store
def list_(
    settings: Settings,
    orphaned: bool,
    conflicts: bool,
    rejected: bool,
    reviewer: str | None,
    kind: str | None,
    as_json: bool,
) -> None:
    """List the decisions in force, each with its id and with what became of it."""
    from claimgraph.app.reviewed import show_reviews
    from claimgraph.app.session import open_store
    from claimgraph.graph.decision import Kind
    from claimgraph.graph.store.reviewing import Standing

    wanted = {one for one, asked in ((Standing.ORPHANED, orphaned), (Standing.IN_CONFLICT, conflicts)) if asked}
    with open_store(settings) as store:
        known = store.reviews()
        found = [
            one
            for one in known
            if (not wanted or one.standing in wanted)
            and (not rejected or one.review.kind is Kind.REJECT)
            and reviewer in (None, one.review.by)
            and kind in (None, one.review.kind.value)
        ]
    show_reviews(found, as_json=as_json, of=len(known))


@decisions.command()
@click.argument("ids", nargs=-1, required=True, metavar="ID...")
@signs
@prints_json("One JSON array instead of lines.")
@uses_store
def undo(settings: Settings, ids: tuple[str, ...], by: str, as_json: bool) -> None:
    """Undo decisions, each given by the start of its id; the graph is what it would have been without."""
    from claimgraph.app.reviewed import in_one_line, show_decided
    from claimgraph.app.session import open_store

    with open_store(settings) as store:
        undone = [store.undo(id, by=by) for id in ids]
    if as_json:
        show_decided(undone, as_json=True)
        return
    for one in undone:
        click.echo(f"Undone: {in_one_line(one.review)}")


@decisions.command()
@click.option("-o", "--output", "target", type=click.Path(dir_okay=False, path_type=Path), help="A file [default: -].")
@click.option("--by", "reviewer", metavar="NAME", help="Only those of one reviewer.")
@uses_store
def export(settings: Settings, target: Path | None, reviewer: str | None) -> None:
    """Write the decisions in force as JSON Lines, one a line, for a colleague's store.

    The format: docs/checking-claims.md.
    """
    from claimgraph.app import output
    from claimgraph.app.export import check_file, write_content
    from claimgraph.app.handing import decision_lines
    from claimgraph.app.session import open_store

    if target is not None:
        check_file(target)
    with open_store(settings) as store:
        text = decision_lines(store, reviewer)
    if target is None:
        click.echo(text, nl=False)
        return
    write_content(target, text)
    output.show_written(target)


@decisions.command("import")
@click.argument("source", type=ReadFile(encoding="utf-8-sig"), metavar="FILE")
@prints_json("One JSON object instead of lines.")
@uses_store
def import_(settings: Settings, source: TextIO, as_json: bool) -> None:
    """Take in decisions that another store or a page exported.

    Those that are here already are passed over; those that contradict others are kept beside them and told; those that
    fit nothing here wait until their article is loaded. A line that cannot be read stops all: nothing is taken in then.
    """
    from claimgraph.app import output
    from claimgraph.app.decisionfile import lines_of
    from claimgraph.app.handing import decisions_in, take_in
    from claimgraph.app.session import open_store
    from claimgraph.app.summary import change_to_dict
    from claimgraph.graph.counting import counted

    with open_store(settings) as store:
        taken = take_in(store, decisions_in(store, lines_of(source), source.name))
    if as_json:
        lists = {"conflicts": taken.conflicts, "orphaned": taken.orphaned}
        output.show_json({"new": taken.new, "known": taken.known, **lists, "changes": change_to_dict(taken.changes)})
        return
    click.echo(f"{counted(taken.new, 'new decision')}, {taken.known} known already.")
    if taken.conflicts:
        click.echo(
            f"{len(taken.conflicts)} contradict others: `claimgraph decisions list --conflicts` shows both sides."
        )
    if taken.orphaned:
        click.echo(f"{len(taken.orphaned)} fit nothing here (yet): `claimgraph decisions list --orphaned` shows them.")

"""`claimgraph dossier`: claims with both sides, quotes, sources and what is left to check, as one document."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from claimgraph.app.options import (
    as_mapping,
    takes_min_confidence,
    takes_parameters,
    uses_store,
    whole_text,
    writes_file,
)

if TYPE_CHECKING:
    from claimgraph.app.settings import Settings


@click.command()
@click.argument("wanted", nargs=-1, metavar="QUERY|CLAIM...")
@takes_parameters
@takes_min_confidence("Leave out claims read with a confidence below N; those without one stay.")
@click.option("--scene", metavar="NAME", help="The claims of a named view, with its title and note.")
@click.option("--title", metavar="TEXT", callback=whole_text, help="The heading; follows from the choice by default.")
@click.option(
    "--note", metavar="TEXT", callback=whole_text, help="What you write to the editor; it stands before everything."
)
@click.option(
    "--print-note",
    "notes",
    multiple=True,
    metavar="ID|all",
    help="Print a note of a reviewer on these claims, by the start of its id, or all of them; else none is printed.",
)
@click.option(
    "--timeout", type=click.FloatRange(0.1), default=60.0, show_default=True, help="Seconds that the query may take."
)
@writes_file(".html .docx .md")
@uses_store
def dossier(
    settings: Settings,
    wanted: tuple[str, ...],
    parameters: tuple[str, ...],
    min_confidence: float,
    scene: str | None,
    title: str | None,
    note: str | None,
    notes: tuple[str, ...],
    timeout: float,
    target: Path,
) -> None:
    """Write claims as a dossier for an editor: picture, both sides, sources, what to check.

    QUERY is a saved query whose claims are taken, CLAIM an id or an edge as `claimgraph why` takes them, each in
    quotation marks. HTML prints well, from any browser as PDF.

    \b
    claimgraph dossier arms-to -p recipient=Russia -o russia.docx
    claimgraph dossier 'China -> Russia: drone engines' 1a2b3c4d -o case.html
    claimgraph dossier --scene 'Haftar' -o haftar.md
    """
    from claimgraph.app import output
    from claimgraph.app.dossier import choose, dossier_of, of_scene
    from claimgraph.app.export import check_target, write_content
    from claimgraph.app.session import open_store
    from claimgraph.graph.dossier import FORMATS
    from claimgraph.graph.store.incomplete import left_out

    check_target(target, endings=tuple(f".{name}" for name in FORMATS))
    if bool(wanted) == bool(scene):
        raise click.UsageError("name a saved query, claims, or --scene NAME")
    if parameters and not wanted:
        raise click.UsageError("-p gives a parameter of a saved query; name one")
    with open_store(settings) as store:
        chosen = of_scene(store, scene) if scene else choose(store, settings, wanted, as_mapping(parameters), timeout)
        made, network = dossier_of(store, chosen.titled(title, note), min_confidence, notes)
        output.tell_left_out(left_out(network.left_out) or store.lost())
    if not made.entries:
        click.echo("Note: there is no claim to write about.", err=True)
    write_content(target, FORMATS[target.suffix.lower().removeprefix(".")].write(made))
    output.show_written(target)

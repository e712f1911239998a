"""`claimgraph export`: a network as one HTML file, or as data for other tools."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from claimgraph.app.failures import Failures
from claimgraph.app.options import (
    as_mapping,
    reads_articles_of_paths,
    takes_min_confidence,
    takes_parameters,
    uses_store,
    whole_text,
    writes_file,
)

if TYPE_CHECKING:
    from claimgraph.app.export import Drawing
    from claimgraph.app.settings import Settings


@click.command()
@click.argument("paths", nargs=-1, metavar="[PATH...]")
@click.option("--query", "query_name", metavar="NAME", help="Draw the claims that a saved query returns.")
@click.option("--cypher", metavar="TEXT", help="Draw the claims that this Cypher returns.")
@takes_parameters
@takes_min_confidence("Leave out claims read with a confidence below N; those without one stay.")
@click.option("--title", metavar="TEXT", callback=whole_text, help="The heading; follows from the source by default.")
@click.option(
    "--renderer",
    type=click.Choice(["page", "pyvis"]),
    default="page",
    show_default=True,
    help="What an .html file is: claimgraph's own page with evidence and filters, or a plain picture of pyvis.",
)
@click.option(
    "--for-review",
    is_flag=True,
    help="With notes and the texts of the articles, so that a colleague can correct and add offline.",
)
@writes_file(".html .csv .graphml .gexf .json")
@reads_articles_of_paths
@uses_store
def export(
    settings: Settings,
    paths: tuple[str, ...],
    extractor: str,
    workers: int | None,
    query_name: str | None,
    cypher: str | None,
    parameters: tuple[str, ...],
    min_confidence: float,
    title: str | None,
    renderer: str,
    for_review: bool,
    target: Path,
) -> None:
    """Write claims to an offline HTML page, a table or a graph file.

    \b
    claimgraph export news/*.txt -o graph.html                        from files, without a database
    claimgraph export --query suppliers-of -p state=Russia -o r.html  from a saved query
    claimgraph export --cypher 'MATCH (c:Claim) RETURN c' -o c.html   from Cypher
    claimgraph export -o all.html                                     the whole store
    claimgraph export graph.html -o graph.json                        from a page that was exported before
    """
    from claimgraph.app import export as source
    from claimgraph.app import output
    from claimgraph.app.session import open_store
    from claimgraph.graph.store.incomplete import left_out

    source.check_target(target)
    if renderer == source.PYVIS and target.suffix.lower() not in (".html", ".htm"):
        raise click.UsageError("--renderer pyvis writes .html; leave it out for other files")
    given = [name for name, value in (("PATH", paths), ("--query", query_name), ("--cypher", cypher)) if value]
    if len(given) > 1:
        raise click.UsageError(f"{' and '.join(given)} exclude each other: draw from files, a saved query or Cypher")
    if parameters and not (query_name or cypher):
        raise click.UsageError("-p gives a parameter of --query or --cypher; name one of them")
    failures = Failures()
    drawing: Drawing
    if paths:
        drawing = source.draw_files(paths, failures, extractor, workers)
    else:
        with open_store(settings) as store:
            if query_name:
                drawing = source.draw_query(store, settings, query_name, as_mapping(parameters))
            elif cypher:
                drawing = source.draw_cypher(store, cypher, as_mapping(parameters))
            else:
                drawing = source.draw_store(store)
            output.tell_left_out(left_out(drawing.network.left_out) or store.lost())
    if failures.count and not drawing.network.articles:
        click.echo(f"Nothing could be read, so {target} is not written.", err=True)
        failures.exit_if_any()
    drawing, unsure = drawing.surer_than(min_confidence)
    output.tell_left_out(unsure)
    if not drawing.network.records:
        click.echo("Note: there is no claim to draw.", err=True)
    drawing = drawing if for_review else drawing.for_everybody()
    source.write_drawing(replace(drawing.titled(title), renderer=renderer), target)
    output.show_written(target)
    failures.tell_unread()
    failures.exit_if_any()

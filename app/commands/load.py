"""`claimgraph load`: articles into the graph, then a summary of what they say."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from claimgraph.app.failures import Failures
from claimgraph.app.options import prints_json, reads_articles, takes_min_confidence, uses_store

if TYPE_CHECKING:
    from claimgraph.app.settings import Settings
    from claimgraph.app.summary import LoadSummary

SHOWN = 5_000
"""With more claims than so many a load is summed up in numbers alone."""


@click.command()
@click.argument("paths", nargs=-1, required=True, metavar="PATH...")
@reads_articles
@click.option(
    "--html",
    type=click.Path(dir_okay=False, path_type=Path),
    metavar="FILE",
    help="Draw what was loaded as one HTML file that opens offline.",
)
@click.option("--bulk", is_flag=True, help="Fill an empty local store through Neo4j's importer: for large corpora.")
@click.option(
    "--dask",
    metavar="ADDRESS",
    help="Read on the Dask cluster with its scheduler at this address, like tcp://HOST:8786; needs claimgraph[dask].",
)
@click.option(
    "--reread", is_flag=True, help="Read articles again that are in the graph unchanged, read by the same extractor."
)
@takes_min_confidence(
    "Sum up and draw only claims read with a confidence of N or more, or without one; all are loaded."
)
@prints_json("One JSON object instead of tables.")
@uses_store
def load(
    settings: Settings,
    paths: tuple[str, ...],
    extractor: str,
    workers: int | None,
    html: Path | None,
    bulk: bool,
    dask: str | None,
    reread: bool,
    min_confidence: float,
    as_json: bool,
) -> None:
    """Read articles into the graph and say what they claim.

    PATH is a file (.txt .md .html .jsonl .csv, each also .gz), a folder, a web address, or - for standard input.
    Loading an article again replaces what it said before. One that is in the graph unchanged is passed over, unless the
    extractor has changed. After an interruption, the same command goes on where it was.
    """
    from claimgraph.app import output
    from claimgraph.app.export import check_target, drawn_from, write_drawing
    from claimgraph.app.loading import load_paths
    from claimgraph.app.session import open_store
    from claimgraph.app.summary import LoadSummary
    from claimgraph.app.titles import command_told, title_of
    from claimgraph.graph.store import LoadChange

    if dask and workers:
        raise click.UsageError("--dask reads with the workers of the cluster, --workers with processes here: give one")
    if html:
        check_target(html, "--html", (".html",))
    if bulk and min_confidence:
        raise click.UsageError("--bulk sums up in numbers alone: leave --min-confidence out")
    failures = Failures()
    if bulk:
        if html:
            raise click.UsageError("--bulk loads without drawing: leave --html out, and use `claimgraph export` after")
        from claimgraph.app.bulk import load_in_bulk

        change = load_in_bulk(settings, paths, failures, extractor, workers, dask)
        _show(LoadSummary(change, failures.count, unread=failures.unread), as_json)
        failures.tell_unread()
        failures.exit_if_any()
        return
    with open_store(settings, to_load=True) as store:
        most_ids = None if html else SHOWN + 1
        change, claim_ids = load_paths(store, paths, failures, extractor, workers, dask, most_ids, reread)
        shared = store.shared_names()
        network = store.network(claim_ids) if html or len(claim_ids) <= SHOWN else None
        drawing = None
        if html and network is not None:
            drawing = drawn_from(store, network, title_of(paths), command_told("load", paths)).for_everybody()
    if failures.count and change == LoadChange():
        click.echo("Nothing could be read, so nothing changes.", err=True)
        if as_json:
            _show(LoadSummary(change, failures.count), as_json)
        failures.exit_if_any()
    if html and drawing:
        write_drawing(drawing.surer_than(min_confidence)[0], html)
    page = html if drawing else None
    summary = LoadSummary(change, failures.count, network, page, tuple(shared), failures.unread)
    _show(summary.surer_than(min_confidence), as_json)
    if html and drawing:
        output.show_written(html)
    failures.tell_unread()
    failures.exit_if_any()


def _show(summary: LoadSummary, as_json: bool) -> None:
    from claimgraph.app import output

    if as_json:
        output.show_json(summary.to_dict())
    else:
        output.show_loaded(summary)

"""`claimgraph explore`: the live page."""

from __future__ import annotations

from importlib import import_module
from threading import Thread
from typing import TYPE_CHECKING
from urllib.parse import quote

import click

from claimgraph.app.options import reads_articles_of_paths, signs, takes_min_confidence, uses_store

if TYPE_CHECKING:
    from claimgraph.app.explore.serve import Addresses
    from claimgraph.app.settings import Settings


@click.command()
@click.argument("paths", nargs=-1, metavar="[PATH...]")
@click.option(
    "--port", type=click.IntRange(0, 65535), default=0, metavar="N", help="The port to listen on; any that is free."
)
@takes_min_confidence("Hide claims read with a confidence below N at first; those without one are shown.")
@click.option("--scene", metavar="NAME", help="Open with a named view.")
@click.option("--no-browser", is_flag=True, help="Print the address only.")
@signs
@reads_articles_of_paths
@uses_store
def explore(
    settings: Settings,
    paths: tuple[str, ...],
    extractor: str,
    workers: int | None,
    port: int,
    min_confidence: float,
    scene: str | None,
    no_browser: bool,
    by: str,
) -> None:
    """Open the graph as a live page: search, unfold, filter, ask, read the evidence, export.

    With PATHs their articles are loaded first, and the page opens with their claims. The page answers on this
    machine only, and only to the browser that opens the address first. Ctrl-C stops it.
    """
    from claimgraph.app.failures import Failures
    from claimgraph.app.session import open_store

    if scene and paths:
        raise click.UsageError("--scene opens what is in the graph; load the PATHs first")
    failures = Failures()
    # The page needs much that takes as long to import as Neo4j takes to answer, or longer to start.
    Thread(target=import_module, args=("claimgraph.app.explore.serve",)).start()
    with open_store(settings, to_load=bool(paths)) as store:
        from claimgraph.app.explore.explorer import TITLE, Explorer
        from claimgraph.app.explore.serve import serve

        first: tuple[str, ...] | None = None
        title = TITLE
        if paths:
            from claimgraph.app.loading import load_paths
            from claimgraph.app.titles import title_of
            from claimgraph.graph.store import LoadChange

            change, claims = load_paths(store, paths, failures, extractor, workers)
            if failures.count and change == LoadChange():
                click.echo("Nothing could be read, so there is nothing to open.", err=True)
                failures.exit_if_any()
            failures.tell_unread()
            first, title = tuple(sorted(claims)), title_of(paths)
        at = f"scene={quote(store.scenes.get(scene).name)}" if scene else ""
        explorer = Explorer(store, settings.queries, first, title, by=by, min_confidence=min_confidence)
        serve(explorer, port, _tell, open_browser=not no_browser, at=at)
    click.echo("Stopped.", err=True)
    failures.exit_if_any()


def _tell(addresses: Addresses) -> None:
    click.echo(addresses.named)
    click.echo("The explorer runs until you press Ctrl-C; the address works once.", err=True)
    click.echo(f"For a browser that does not find it: {addresses.plain}", err=True)

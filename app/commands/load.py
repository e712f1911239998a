"""`claimgraph load`: articles into the graph, then a summary of what they say."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

import click

from claimgraph.app.failures import Failures
from claimgraph.app.options import reads_articles, uses_store

if TYPE_CHECKING:
    from claimgraph.app.settings import Settings


@click.command()
@click.argument("paths", nargs=-1, required=True, metavar="PATH...")
@reads_articles
@click.option(
    "--html",
    type=click.Path(dir_okay=False, path_type=Path),
    metavar="FILE",
    help="Draw what was loaded as one HTML file that opens offline.",
)
@uses_store
def load(settings: Settings, paths: tuple[str, ...], extractor: str, workers: int | None, html: Path | None) -> None:
    """Read articles into the graph and say what they claim.

    PATH is a file (.txt .md .html .jsonl .csv, each also .gz), a folder, a web address, or - for standard input.
    Loading an article again replaces what it said before; loading it unchanged changes nothing.
    """
    from claimgraph.app import output
    from claimgraph.app.export import Drawing, check_target, write_drawing
    from claimgraph.app.progress import counting_articles
    from claimgraph.app.session import open_store
    from claimgraph.graph.store import LoadChange
    from claimgraph.loaders.load import Loaded
    from claimgraph.loaders.load import load as load_documents
    from claimgraph.loaders.reading import read_articles
    from claimgraph.loaders.sources import read_sources

    if html:
        check_target(html, "--html", (".html",))
    failures = Failures()
    change = LoadChange()
    claim_ids: set[str] = set()
    with open_store(settings, to_load=True) as store:
        readings = read_articles(read_sources(paths), extractor, workers)
        with closing(readings), counting_articles() as progress:
            for result in load_documents(readings, store):
                if not isinstance(result, Loaded):
                    failures.add(str(result))
                    continue
                change += result.change
                claim_ids.update(claim.id for claim in result.reading.claims)
                progress(result.reading.document.article.name)
        network = store.network(claim_ids)
    if failures.count and change == LoadChange():
        click.echo("Nothing could be read, so nothing changes.", err=True)
        failures.exit_if_any()
    output.show_loaded(network, change, failed=failures.count)
    if html:
        named = ", ".join(paths)
        write_drawing(Drawing(network, title=f"Claims in {named}", query=f"claimgraph load {named}"), html)
        output.show_written(html)
    failures.exit_if_any()

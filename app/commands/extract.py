"""`claimgraph extract`: what the articles say, as JSON lines; no database."""

from __future__ import annotations

import json
from contextlib import closing

import click

from claimgraph.app.failures import Failures
from claimgraph.app.options import reads_articles


@click.command()
@click.argument("paths", nargs=-1, required=True, metavar="FILE...")
@reads_articles
def extract(paths: tuple[str, ...], extractor: str, workers: int | None) -> None:
    """Print what articles claim, one JSON object a line.

    FILE is a file (.txt .md .html .jsonl .csv, each also .gz), a folder, a web address, or - for standard input.
    Offsets in the output are code points into the article's text. Nothing is stored.
    """
    from claimgraph.loaders.extract.records import to_record
    from claimgraph.loaders.reading import read_articles
    from claimgraph.loaders.sources import read_sources

    failures = Failures()
    with closing(read_articles(read_sources(paths), extractor, workers)) as results:
        for reading in failures.set_aside(results):
            click.echo(json.dumps(to_record(reading), ensure_ascii=False))
    failures.exit_if_any()

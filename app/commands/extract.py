"""`claimgraph extract`: what the articles say, as JSON lines; no database."""

from __future__ import annotations

import json

import click

from claimgraph.app.failures import Failures


@click.command()
@click.argument("paths", nargs=-1, required=True, metavar="FILE...")
@click.option("--extractor", default="labelled", show_default=True, metavar="NAME", help="labelled, or rules alone.")
def extract(paths: tuple[str, ...], extractor: str) -> None:
    """Print what articles claim, one JSON object a line.

    FILE is a file (.txt .md .html .jsonl .csv, each also .gz), a folder, a web address, or - for standard input.
    Offsets in the output are code points into the article's text. Nothing is stored.
    """
    from claimgraph.loaders.extract.extractor import load_extractor
    from claimgraph.loaders.extract.records import to_record
    from claimgraph.loaders.sources import read_sources

    failures = Failures()
    documents = failures.set_aside(read_sources(paths))
    for reading in load_extractor(extractor).read_many(documents):
        click.echo(json.dumps(to_record(reading), ensure_ascii=False))
    failures.exit_if_any()

"""`claimgraph extract`: what the articles say, as JSON lines; no database. With --explain, how it was read."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import closing
from typing import TYPE_CHECKING

import click

from claimgraph.app.failures import Failures
from claimgraph.app.options import prints_json, reads_articles

if TYPE_CHECKING:
    from claimgraph.graph.model import Document
    from claimgraph.loaders.extract.explain import SentenceTold
    from claimgraph.loaders.sources import SourceFailure


@click.command()
@click.argument("paths", nargs=-1, required=True, metavar="FILE...")
@reads_articles
@click.option("--explain", is_flag=True, help="Show instead how each sentence was read, and why no claim came of it.")
@click.option(
    "--sentence", type=click.IntRange(1), metavar="N", help="With --explain: only this sentence of each article."
)
@click.option("--grep", metavar="WORD", help="With --explain: only sentences that hold this; capitals do not matter.")
@prints_json("One JSON object for each article; without --explain that is so anyhow.")
def extract(
    paths: tuple[str, ...],
    extractor: str,
    workers: int | None,
    explain: bool,
    sentence: int | None,
    grep: str | None,
    as_json: bool,
) -> None:
    """Print what articles claim, one JSON object a line.

    FILE is a file (.txt .md .html .jsonl .csv, each also .gz), a folder, a web address, or - for standard input.
    Offsets in the output are code points into the article's text. Nothing is stored.
    """
    from claimgraph.graph.printable import json_text
    from claimgraph.loaders.articles import read_articles
    from claimgraph.loaders.extract.records import to_record
    from claimgraph.loaders.sources import read_sources

    for option, given in (("--sentence", sentence), ("--grep", grep)):
        if given is not None and not explain:
            raise click.UsageError(f"{option} goes with --explain, which shows sentences")
    failures = Failures()
    items = read_sources(paths)
    if explain:
        _explain(items, failures, extractor, sentence, grep, as_json=as_json)
    else:
        with closing(read_articles(items, extractor, workers)) as results:
            for reading in failures.note_unread(failures.set_aside(results)):
                click.echo(json_text(to_record(reading)))
    failures.tell_unread()
    failures.exit_if_any()


def _explain(
    items: Iterable[Document | SourceFailure],
    failures: Failures,
    extractor: str,
    sentence: int | None,
    grep: str | None,
    *,
    as_json: bool,
) -> None:
    from claimgraph.app.explaining import nothing_told, show_explained, to_explanation
    from claimgraph.graph.errors import LoadError
    from claimgraph.graph.printable import json_text
    from claimgraph.loaders.articles import read_articles
    from claimgraph.loaders.extract.explain import ExplainableExtractor, explain
    from claimgraph.loaders.extract.extractor import load_extractor

    loaded = load_extractor(extractor)
    if not isinstance(loaded, ExplainableExtractor):
        raise LoadError(f"the extractor {extractor!r} cannot explain itself: it has no process()")
    shown = sentences = left_out = 0
    # Each article is read once before, by a process that can be stopped: what fails or takes too long is told there.
    for reading in failures.set_aside(read_articles(items, extractor)):
        name, explained = reading.document.article.name, explain(loaded, reading.document)
        failures.note(explained.reading)
        wanted = [each for each in explained.sentences if _is_wanted(each, sentence, grep)]
        shown += len(wanted)
        sentences += len(explained.sentences)
        left_out += sum(bool(each.unread) for each in explained.sentences)
        if as_json:
            click.echo(json_text(to_explanation(name, wanted, explained.reading.unread)))
        elif wanted:
            show_explained(name, wanted)
    if not shown and not as_json and not failures.unread:
        asked = f"is number {sentence}" if sentence else f"holds {grep!r}" if grep else ""
        click.echo(f"No sentence {asked}." if asked else nothing_told(sentences, left_out, extractor), err=True)


def _is_wanted(told: SentenceTold, sentence: int | None, grep: str | None) -> bool:
    """Whether a sentence was asked for; where none was, those are wanted in which anything was tried."""
    if sentence is None and grep is None:
        return told.is_of_interest
    return sentence in (None, told.number) and (grep is None or grep.casefold() in told.text.casefold())

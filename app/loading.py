"""Articles into the store, for every command that loads some."""

from __future__ import annotations

from collections.abc import Collection
from contextlib import closing
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from claimgraph.loaders.extract.extractor import DEFAULT

if TYPE_CHECKING:
    from claimgraph.app.failures import Failures
    from claimgraph.graph.store import LoadChange, Store


class InterruptedLoad(KeyboardInterrupt):
    """Ctrl-C in mid-load; so many articles are in."""

    def __init__(self, articles: int) -> None:
        super().__init__(f"{articles:,} article{'s' * (articles != 1)} are in; the same command goes on from there")


def load_paths(
    store: Store,
    paths: Collection[str],
    failures: Failures,
    extractor: str = DEFAULT,
    workers: int | None = None,
    most_ids: int | None = None,
) -> tuple[LoadChange, set[str]]:
    """Load the articles of some paths: what changed in the store, and ids of the claims that they make.

    Parameters:
        workers: processes that read; None decides by the number of articles.
        most_ids: so many ids are enough, so that memory does not grow with the corpus; None for all.
    """
    import click

    from claimgraph.app.progress import counting_articles
    from claimgraph.graph.store import LoadChange
    from claimgraph.loaders.articles import read_articles
    from claimgraph.loaders.load import load
    from claimgraph.loaders.sources import read_sources
    from claimgraph.loaders.sources.count import expected_articles

    change = LoadChange()
    claim_ids: set[str] = set()
    read = partial(read_articles, extractor=extractor, workers=workers)
    total = expected_articles(paths)
    with store.loading(load_command(paths, extractor)) as loading, counting_articles(total) as progress:
        if loading.resumed:
            click.echo("The same load was interrupted before; it goes on where it was.", err=True)
        try:
            with closing(load(read_sources(paths), read, loading)) as results:
                for result in failures.set_aside(results):
                    change += result.change
                    if most_ids is None or len(claim_ids) < most_ids:
                        claim_ids |= result.claims
                    progress(result.articles)
        except KeyboardInterrupt:
            raise InterruptedLoad(loading.count()) from None
    return change, claim_ids


def load_command(paths: Collection[str], extractor: str) -> str:
    """What a load is known by when it is begun again: the extractor, and the places it reads from.

    >>> load_command(("https://example.org/a",), "rules")
    'rules\\nhttps://example.org/a'
    """
    return "\n".join(
        [extractor, *(path if "://" in path or path == "-" else str(Path(path).absolute()) for path in paths)]
    )

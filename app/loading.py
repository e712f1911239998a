"""Articles into the store, for every command that loads some."""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from claimgraph.app.failures import Failures
    from claimgraph.graph.store import LoadChange, Store


def load_paths(
    store: Store, paths: Collection[str], failures: Failures, extractor: str = "labelled"
) -> tuple[LoadChange, set[str]]:
    """Load the articles of some paths: what changed in the store, and ids of the claims that they make."""
    import click

    from claimgraph.app.progress import counting_articles
    from claimgraph.graph.store import LoadChange
    from claimgraph.loaders.extract.extractor import load_extractor
    from claimgraph.loaders.load import Loaded, load
    from claimgraph.loaders.sources import read_sources

    change = LoadChange()
    claim_ids: set[str] = set()
    reader = load_extractor(extractor)
    with store.loading(load_command(paths, extractor)) as loading, counting_articles() as progress:
        if loading.resumed:
            click.echo("The same load was interrupted before; it goes on where it was.", err=True)
        for result in load(read_sources(paths), reader, loading):
            if not isinstance(result, Loaded):
                failures.add(str(result))
                continue
            change += result.change
            claim_ids |= result.claims
            progress(result.articles)
    return change, claim_ids


def load_command(paths: Collection[str], extractor: str) -> str:
    """What a load is known by when it is begun again: the extractor, and the places it reads from.

    >>> load_command(("https://example.org/a",), "rules")
    'rules\\nhttps://example.org/a'
    """
    return "\n".join(
        [extractor, *(path if "://" in path or path == "-" else str(Path(path).absolute()) for path in paths)]
    )

"""Articles into the store, for every command that loads some."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterator
from contextlib import closing, contextmanager
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from claimgraph.graph.counting import counted
from claimgraph.loaders.extract.extractor import DEFAULT

if TYPE_CHECKING:
    from claimgraph.app.failures import Failures
    from claimgraph.graph.model import Document
    from claimgraph.graph.store import LoadChange, Loading, Store
    from claimgraph.loaders.load import Entry, Loaded, Read
    from claimgraph.loaders.sources import SourceFailure


class InterruptedLoad(KeyboardInterrupt):
    """Ctrl-C in mid-load; so many articles are in."""

    def __init__(self, articles: int) -> None:
        super().__init__(
            f"{counted(articles, 'article')} {'is' if articles == 1 else 'are'} in; the same command goes on from there"
        )


def load_paths(
    store: Store,
    paths: Collection[str],
    failures: Failures,
    extractor: str = DEFAULT,
    workers: int | None = None,
    dask: str | None = None,
    most_ids: int | None = None,
    reread: bool = False,
) -> tuple[LoadChange, set[str]]:
    """Load the articles of some paths: what changed in the store, and ids of the claims that they make.

    Parameters:
        workers: processes that read; None decides by the number of articles.
        dask: the address of a Dask scheduler whose cluster reads instead.
        reread: whether articles are read that the same extractor has read before, too.
        most_ids: so many ids are enough, so that memory does not grow with the corpus; None for all.
    """
    import click

    from claimgraph.app.progress import counting_articles
    from claimgraph.graph.store import LoadChange
    from claimgraph.loaders.extract.extractor import known_as
    from claimgraph.loaders.load import load
    from claimgraph.loaders.sources import read_sources
    from claimgraph.loaders.sources.count import expected_articles

    change = LoadChange()
    claim_ids: set[str] = set()
    total = expected_articles(paths)
    with (
        _telling_how_to_go_on(),
        store.loading(load_command(paths, extractor), None if reread else known_as(extractor)) as loading,
        counting_articles(total) as progress,
    ):
        if loading.resumed:
            click.echo("The same load was interrupted before; it goes on where it was.", err=True)
        try:
            read = _noting_unread(reader(extractor, workers, dask), failures)
            with closing(load(read_sources(paths), read, loading)) as results:
                for result in failures.set_aside(results):
                    change += result.change
                    if most_ids is None or len(claim_ids) < most_ids:
                        claim_ids |= result.claims
                    progress(result.articles)
        except KeyboardInterrupt:
            raise _interrupted(loading) from None
    return change, claim_ids


def _interrupted(loading: Loading) -> KeyboardInterrupt:
    """How far a load came; nobody waits now for a server that does not answer."""
    from claimgraph.graph.errors import StoreError

    try:
        return InterruptedLoad(loading.count())
    except StoreError:
        return KeyboardInterrupt()


def reader(extractor: str, workers: int | None, dask: str | None) -> Read:
    """What puts readings in the places of documents: processes here, or a cluster."""
    if dask is not None:
        from claimgraph.loaders.cluster import read_on_cluster

        return partial(read_on_cluster, extractor=extractor, scheduler=dask)
    from claimgraph.loaders.articles import read_articles

    return partial(read_articles, extractor=extractor, workers=workers)


def _noting_unread(read: Read, failures: Failures) -> Read:
    """The same reader; articles in languages that it does not read are told."""

    def noting(items: Iterator[Document | SourceFailure | Loaded]) -> Iterator[Entry]:
        return failures.note_unread(read(items))

    return noting


def load_command(paths: Collection[str], extractor: str) -> str:
    """What a load is known by in the graph when it is begun again: a hash of the extractor and the places it reads
    from, so that no folder and no password of the user's is stored, and many places are as short as one.

    >>> load_command(("https://example.org/a",), "rules")
    'load-c1adc3dfa5863d9b'
    """
    places = (path if "://" in path or path == "-" else str(Path(path).absolute()) for path in paths)
    written = "\n".join([extractor, *places])
    return f"load-{hashlib.sha256(written.encode('utf-8', 'surrogateescape')).hexdigest()[:16]}"


@contextmanager
def _telling_how_to_go_on() -> Iterator[None]:
    """A store that fails in mid-load has kept all articles that were told as loaded."""
    from claimgraph.graph.errors import StoreError

    try:
        yield
    except StoreError as error:
        raise StoreError(f"{error}; what was loaded stays, and the same command goes on from there") from error

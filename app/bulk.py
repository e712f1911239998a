"""`claimgraph load --bulk`: a corpus into an empty local store through Neo4j's own importer."""

from __future__ import annotations

import shutil
from collections.abc import Collection, Iterator
from contextlib import closing, contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    from claimgraph.app.failures import Failures
    from claimgraph.app.settings import Settings
    from claimgraph.graph.server.values import Connection
    from claimgraph.graph.store import LoadChange


def load_in_bulk(
    settings: Settings,
    paths: Collection[str],
    failures: Failures,
    extractor: str,
    workers: int | None = None,
    dask: str | None = None,
) -> LoadChange:
    """Load the articles of some paths into an empty local store; what it holds afterwards.

    Raises:
        StoreError: the store is not empty, or not a local one; nothing changes.
        ServerError: the import failed; the store stays empty.
    """
    from claimgraph.app.progress import counting_articles, showing_progress
    from claimgraph.app.session import local_server
    from claimgraph.graph.errors import StoreError
    from claimgraph.graph.server.filelock import exclusive
    from claimgraph.graph.server.values import Progress
    from claimgraph.graph.store.bulk import BulkGraph
    from claimgraph.graph.store.failures import shown_address
    from claimgraph.graph.store.portions import processes_for
    from claimgraph.loaders.articles import read_articles
    from claimgraph.loaders.cluster import read_on_cluster
    from claimgraph.loaders.extract.extractor import known_as
    from claimgraph.loaders.load import take_in
    from claimgraph.loaders.sources import read_sources
    from claimgraph.loaders.sources.count import expected_articles

    if settings.neo4j_uri:
        raise StoreError(f"--bulk fills a local store, not {shown_address(settings.neo4j_uri)}: load without it")
    server = local_server(settings)
    with showing_progress() as steps:
        check_empty(server.ensure_running(steps))
    with (
        _room_told(server.home),
        exclusive(server.home / "bulk.lock", 0),
        _scratch(server.home / "bulk") as folder,
        closing(BulkGraph(folder, known_as(extractor))) as graph,
    ):
        with counting_articles(expected_articles(paths)) as count:
            sources = read_sources(paths)
            entries = read_on_cluster(sources, extractor, dask) if dask else read_articles(sources, extractor, workers)
            with closing(take_in(failures.note_unread(entries), graph.add)) as results:
                for article in failures.set_aside(results):
                    count((article,))
        with showing_progress() as steps:
            steps(Progress("Counting"))
            files, change = graph.write(processes_for(graph.articles))
            if change.articles_added:
                server.import_graph(files, complete, check_empty, steps)
    return change


def check_empty(connection: Connection) -> None:
    """Raise StoreError where a store holds anything."""
    from claimgraph.graph.store import Store

    with Store.at(connection) as store:
        store.check_empty()


def complete(connection: Connection) -> None:
    """Do what is left to do to an imported graph."""
    from claimgraph.graph.store import Store

    with Store.at(connection) as store:
        store.complete_import()


@contextmanager
def _room_told(home: Path) -> Iterator[None]:
    """Say which disk is full where the files for the importer find no room."""
    from claimgraph.graph.errors import ServerError
    from claimgraph.graph.files import DISK_FULL

    try:
        yield
    except OSError as error:
        if error.errno not in DISK_FULL:
            raise
        raise ServerError(
            f"not enough disk space in {home} for the files of the import, which take about four times the articles;"
            " the store stays empty"
        ) from error


@contextmanager
def _scratch(folder: Path) -> Iterator[Path]:
    """A folder that is empty, also where a killed command left it full, and gone afterwards."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)

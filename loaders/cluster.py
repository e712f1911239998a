"""Articles read on a Dask cluster: documents out, readings back in order, no more under way than fit in memory.

The client reads the sources, so that the workers need no file of them. Trees never leave a worker. A batch whose worker
is lost is read again by another one; a batch that loses several is read article by article, and the article that loses
them once more becomes a failure.
"""

from __future__ import annotations

import logging
import threading
import time
from collections import deque
from collections.abc import Generator, Iterable, Iterator
from concurrent.futures import CancelledError
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from typing import TYPE_CHECKING, Any, cast

from claimgraph.graph.errors import LoadError
from claimgraph.graph.model import Document
from claimgraph.loaders.extract.extractor import Extractor, load_extractor
from claimgraph.loaders.reading import Other, Result, batches, documents_of, failed, in_places, read_each

if TYPE_CHECKING:
    from distributed import Client, Future

ARTICLES = 16
_AT_A_THREAD = 3
"""Batches for each thread of the cluster: one that is read, one that waits, one that is on its way."""
_FEWEST = 8
_ANSWER_SECONDS = 15.0
_WORKERS_SECONDS = 60.0
_LOOK_AGAIN = 5.0
_PACKAGE = "claimgraph"
_reading = threading.Lock()


@dataclass(slots=True)
class _Batch:
    """Items in the order of the stream, and what will be the results of the articles among them."""

    items: list[Any]
    results: Future[list[Result]] | None


def read_on_cluster(
    items: Iterable[Document | Other], extractor: str, scheduler: str
) -> Generator[Result | Other, None, None]:
    """The readings of articles in order, as a stream, by all workers of a cluster.

    Parameters:
        items: what `read_sources` yields; what is no document is handed on in its place.
        extractor: the name under which the extractor is registered; each worker loads its own.
        scheduler: the address of the cluster's scheduler.

    Raises:
        LoadError: the extra is missing, the scheduler does not answer, a worker has no claimgraph or another version of
            it, there is no such extractor, or no worker is left.
    """
    with _connected(scheduler) as client:
        cluster = _Cluster(client, scheduler, extractor)
        cluster.check_workers()
        yield from cluster.read(items)


@contextmanager
def _connected(scheduler: str) -> Iterator[Client]:
    """A client of the cluster; what it asked for and did not get is given up at the end."""
    try:
        from distributed import Client
    except ImportError as error:
        raise LoadError("--dask needs the package distributed: pip install 'claimgraph[dask]'") from error
    logging.getLogger("distributed").setLevel(logging.CRITICAL)  # what it would say is told in one line
    try:
        client = Client(scheduler, timeout=_ANSWER_SECONDS, set_as_default=False)
    except (OSError, ValueError, TypeError) as error:
        raise LoadError(f"--dask {scheduler}: no Dask scheduler answers there ({_line(error)})") from error
    with client:
        yield client


class _Cluster:
    """The workers behind a scheduler."""

    def __init__(self, client: Client, scheduler: str, extractor: str) -> None:
        self._client, self._scheduler, self._extractor = client, scheduler, extractor
        self._version = version(_PACKAGE)

    def check_workers(self) -> None:
        """Raise LoadError unless there are workers, and all have this very claimgraph."""
        try:
            self._client.wait_for_workers(1, timeout=_WORKERS_SECONDS)
        except TimeoutError:
            raise self._error(f"has no worker; start some with: dask worker {self._scheduler} --nthreads 1") from None
        # A client answers with a coroutine only where it was made to be asynchronous; ours is not.
        versions = cast("dict[str, Any]", self._client.run(version, _PACKAGE, on_error="return"))
        for worker, found in versions.items():
            if isinstance(found, PackageNotFoundError):
                raise self._error(f"worker {worker} has no claimgraph; install {self._version} there")
            if found != self._version:
                raise self._error(f"worker {worker} has claimgraph {found}, here it is {self._version}")

    def read(self, items: Iterable[Document | Other]) -> Iterator[Result | Other]:
        """The results in the places of the articles."""
        coming = batches(items, ARTICLES)
        under_way: deque[_Batch] = deque()
        try:
            while True:
                while len(under_way) < self._room() and (batch := next(coming, None)) is not None:
                    under_way.append(_Batch(batch, self._ask(documents_of(batch))))
                if not under_way:
                    return
                first = under_way.popleft()
                yield from in_places(first.items, self._results(first))
        finally:
            self._client.cancel([batch.results for batch in under_way if batch.results is not None], force=True)

    def _room(self) -> int:
        """How many batches may be under way."""
        return max(_FEWEST, _AT_A_THREAD * self._threads())

    def _ask(self, documents: list[Document]) -> Future[list[Result]] | None:
        if not documents:
            return None
        return self._client.submit(read_there, self._version, self._extractor, documents, pure=False)

    def _results(self, batch: _Batch) -> list[Result]:
        """The results of a batch, article by article if it costs too many workers."""
        from distributed import KilledWorker

        documents = documents_of(batch.items)
        if batch.results is None:
            return []
        try:
            return self._wait(batch.results)
        except KilledWorker:
            return [self._alone(document) for document in documents]

    def _alone(self, document: Document) -> Result:
        from distributed import KilledWorker

        asked = self._ask([document])
        assert asked is not None  # noqa: S101 there is one document
        try:
            return self._wait(asked)[0]
        except KilledWorker:
            return failed(document, "every worker that read it was lost")

    def _wait(self, asked: Future[list[Result]]) -> list[Result]:
        """What a worker answers, however many are lost before.

        Raises:
            LoadError: no worker is left for a long time, the scheduler is lost, or a worker cannot read at all.
        """
        from distributed import KilledWorker

        deadline = time.monotonic() + _WORKERS_SECONDS
        while True:
            try:
                return asked.result(timeout=_LOOK_AGAIN)
            except TimeoutError:
                if self._threads():
                    deadline = time.monotonic() + _WORKERS_SECONDS
                elif time.monotonic() > deadline:
                    raise self._error("no worker is left") from None
            except (LoadError, KilledWorker):
                raise
            except (CancelledError, OSError) as error:
                raise self._error(f"the scheduler was lost ({_line(error)})") from error
            except Exception as error:
                raise self._error(f"a worker cannot read ({_line(error)})") from error

    def _threads(self) -> int:
        try:
            threads = cast("dict[str, int]", self._client.nthreads())  # no coroutine, as in `check_workers`
            return sum(threads.values())
        except OSError as error:
            raise self._error(f"the scheduler was lost ({_line(error)})") from error

    def _error(self, text: str) -> LoadError:
        return LoadError(f"--dask {self._scheduler}: {text}")


def read_there(wanted: str, extractor: str, documents: list[Document]) -> list[Result]:
    """What runs in a worker: the results of a batch. A worker has one extractor, and reads one batch at a time.

    Raises:
        LoadError: the worker has another claimgraph than the client, or no such extractor.
    """
    here = version(_PACKAGE)
    if here != wanted:
        raise LoadError(f"a worker of the Dask cluster has claimgraph {here}, here it is {wanted}")
    with _reading:
        return read_each(_extractor(extractor), documents)


@cache
def _extractor(name: str) -> Extractor:
    return load_extractor(name)


def _line(error: BaseException) -> str:
    return " ".join(f"{type(error).__name__}: {error}".split())[:300]

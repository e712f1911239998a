"""Processes that read articles: batches out, readings back in order, never more of them under way than fit in memory.

A worker gets a batch while it reads the one before. Trees never leave a worker. One that dies or takes too long is
replaced, the batch that it had is read again article by article, and the article that ends a worker once more becomes a
failure.
"""

from __future__ import annotations

import queue
import signal
import threading
import time
from collections import deque
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from multiprocessing import get_context
from multiprocessing.connection import Connection, wait
from multiprocessing.resource_tracker import ensure_running
from typing import TYPE_CHECKING, Any, Self

import psutil

from claimgraph.graph.errors import ClaimgraphError, LoadError
from claimgraph.graph.model import Document
from claimgraph.graph.ownpython import started_safely
from claimgraph.loaders.extract.extractor import load_extractor
from claimgraph.loaders.reading import Other, Result, batches, documents_of, failed, in_places, read_each, seconds_for
from claimgraph.loaders.sources import SourceFailure

if TYPE_CHECKING:
    from multiprocessing.context import SpawnProcess
    from types import TracebackType

ARTICLES = 16
"""Articles in a batch: few, so that all workers end at about the same time."""
_AT_A_WORKER = 2
_READY = "ready"
_PATIENCE = 5.0
_IDLE = 4.0
"""How many times the seconds that a batch may take may pass on the clock, where the machine is busy or the worker only
waits."""


@dataclass(slots=True)
class _Job:
    """A batch, by its place in the stream."""

    number: int
    items: list[Any]


class _DeadError(Exception):
    """A worker is gone."""


class _LateError(_DeadError):
    """A worker takes longer than it may."""


@dataclass(slots=True)
class _Worker:
    """One process, the connection to it, the jobs that it has, oldest first, and when it began with the oldest: on the
    clock, and in seconds of processor time that it had used."""

    process: SpawnProcess
    connection: Connection
    jobs: deque[_Job] = field(default_factory=deque)
    began: float = field(default_factory=time.monotonic)
    used: float = 0.0

    @classmethod
    def start(cls, extractor: str) -> _Worker:
        context = get_context("spawn")
        ours, theirs = context.Pipe()
        process = context.Process(target=_serve, args=(theirs, extractor), daemon=True)
        with started_safely():
            process.start()
        theirs.close()
        return cls(process, ours)

    def send(self, documents: list[Document]) -> None:
        """Hand a batch out.

        Raises:
            _DeadError: nobody takes it.
        """
        try:
            self.connection.send(documents)
        except OSError as error:
            raise _DeadError from error

    def begin(self) -> None:
        """It begins with a batch now."""
        self.began, self.used = time.monotonic(), self._processor_seconds()

    def left(self, documents: list[Document]) -> float:
        """How many seconds the worker still has for a batch, at least: of processor time, so that a busy machine costs
        no article, and a multiple of it on the clock."""
        seconds = seconds_for(documents)
        of_processor = self.used + seconds - self._processor_seconds()
        return min(of_processor, self.began + _IDLE * seconds - time.monotonic())

    def receive(self, documents: list[Document] | None = None) -> list[Result] | None:
        """What the worker sent; None where it only says that it is ready.

        Parameters:
            documents: what it reads, which says how long it may take; None: as long as it takes.

        Raises:
            _DeadError: nothing comes any more.
            _LateError: nothing came in time.
            LoadError: it could not load the extractor.
        """
        try:
            while documents and not self.connection.poll(max(0.0, self.left(documents))):
                if self.left(documents) <= 0:
                    raise _LateError
            message = self.connection.recv()
        except (EOFError, OSError) as error:
            raise _DeadError from error
        if isinstance(message, ClaimgraphError):
            raise message
        self.begin()
        return None if message == _READY else list(message)

    def stop(self) -> None:
        """End the process, in the middle of a batch if need be; it has written nothing anywhere."""
        self.connection.close()
        self.process.terminate()
        self.process.join(_PATIENCE)
        if self.process.exitcode is None:
            self.process.kill()
            self.process.join()

    def _processor_seconds(self) -> float:
        try:
            times = psutil.Process(self.process.pid).cpu_times()
        except psutil.Error:
            return self.used
        return float(times.user + times.system)

    def farewell(self) -> str:
        """How a process that is gone ended."""
        self.process.join(_PATIENCE)
        code = self.process.exitcode
        if code is not None and code < 0:
            return f"was killed by {signal.Signals(-code).name}"
        return f"ended with exit status {code}"


class Workers:
    """A fixed number of reading processes, to be used in a `with` statement.

    Parameters:
        extractor: the name under which the extractor is registered; each process loads its own.
        count: how many processes.
    """

    def __init__(self, extractor: str, count: int) -> None:
        self._extractor, self._count = extractor, count
        self._workers: list[_Worker] = []

    def __enter__(self) -> Self:
        try:
            with _interrupts_held():
                for _ in range(self._count):
                    self._workers.append(_Worker.start(self._extractor))
        except BaseException:
            self._stop()
            raise
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._stop()

    def read(self, items: Iterable[Document | Other]) -> Iterator[Result | Other]:
        """The results in the places of the articles; anything else stays as it is.

        Raises:
            LoadError: there is no such extractor, it cannot be loaded, or a process does not even start.
        """
        coming = (_Job(number, batch) for number, batch in enumerate(batches(items, ARTICLES)))
        done: dict[int, list[Any]] = {}
        turn = 0
        while True:
            self._hand_out(coming, ahead=self._count * _AT_A_WORKER * 2 - len(done))
            busy = {worker.connection: worker for worker in self._workers if worker.jobs}
            if not busy:
                return
            soonest = max(0.0, min(map(_left, busy.values())))
            for connection in wait(list(busy), soonest):
                done.update(self._collect(busy[connection]))  # type: ignore[index]
            for worker in [worker for worker in self._workers if worker.jobs and _left(worker) <= 0]:
                done.update(self._after_delay(worker))
            while turn in done:
                yield from done.pop(turn)
                turn += 1

    def _stop(self) -> None:
        for worker in self._workers:
            worker.stop()

    def _hand_out(self, coming: Iterator[_Job], ahead: int) -> None:
        """Give jobs to those that have fewest, as long as they have room and no more than `ahead` are under way."""
        while sum(len(worker.jobs) for worker in self._workers) < ahead:
            worker = min(self._workers, key=lambda each: len(each.jobs))
            if len(worker.jobs) >= _AT_A_WORKER or (job := next(coming, None)) is None:
                return
            if not worker.jobs:
                worker.begin()
            worker.jobs.append(job)
            with suppress(_DeadError):
                worker.send(documents_of(job.items))

    def _collect(self, worker: _Worker) -> dict[int, list[Any]]:
        """The next finished job of a worker, if that is what it has to say."""
        try:
            results = worker.receive()
        except _DeadError:
            return self._after_death(worker)
        if results is None:
            return {}
        job = worker.jobs.popleft()
        return {job.number: list(in_places(job.items, results))}

    def _after_delay(self, worker: _Worker) -> dict[int, list[Any]]:
        """Put a new worker in the place of one that is late. A batch of one article had its time; of a larger one
        nobody knows which took it."""
        documents = documents_of(worker.jobs[0].items)
        if len(documents) > 1:
            return self._after_death(worker)
        return self._go_on(worker, self._replace(worker), [_too_long(documents[0])])

    def _after_death(self, worker: _Worker) -> dict[int, list[Any]]:
        """Put a new worker in the place of one that is gone or late, and read its oldest batch article by article."""
        results: list[Result] = []
        fresh = self._replace(worker)
        for document in documents_of(worker.jobs[0].items):
            try:
                fresh.send([document])
                results += fresh.receive([document]) or []
            except _LateError:
                results.append(_too_long(document))
                fresh = self._replace(fresh)
            except _DeadError:
                results.append(failed(document, f"the process that read it {fresh.farewell()}"))
                fresh = self._replace(fresh)
        return self._go_on(worker, fresh, results)

    def _go_on(self, dead: _Worker, fresh: _Worker, results: list[Result]) -> dict[int, list[Any]]:
        """The oldest job of a dead worker with its results; the others go to the fresh one."""
        job, *waiting = dead.jobs
        for other in waiting:
            fresh.jobs.append(other)
            with suppress(_DeadError):
                fresh.send(documents_of(other.items))
        return {job.number: list(in_places(job.items, results))}

    def _replace(self, dead: _Worker) -> _Worker:
        """A worker that is ready, in the place of a dead one.

        Raises:
            LoadError: it does not start.
        """
        dead.stop()
        with _interrupts_held():
            fresh = _Worker.start(self._extractor)
            self._workers[self._workers.index(dead)] = fresh
        try:
            fresh.receive()
        except _DeadError:
            raise LoadError(
                f"a reading process {fresh.farewell()} while it started; try --workers 1, which needs least memory"
            ) from None
        return fresh


def _left(worker: _Worker) -> float:
    """How many seconds a worker still has for its oldest job."""
    return worker.left(documents_of(worker.jobs[0].items))


def _too_long(document: Document) -> SourceFailure:
    seconds = seconds_for([document])
    why = f"{seconds:.0f} seconds were not enough to read it; split it, or leave out what is no prose"
    return SourceFailure(document.place, why)


@contextmanager
def _interrupts_held() -> Iterator[None]:
    """Processes started inside are deaf to Ctrl-C, which is for their parent to answer, once the block is left."""
    with started_safely():
        ensure_running()  # on its first start it would let interrupts through again
    with _interrupts_noted():
        mask = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
        try:
            yield
        finally:
            signal.pthread_sigmask(signal.SIG_SETMASK, mask)


@contextmanager
def _interrupts_noted() -> Iterator[None]:
    """An interrupt, also one that another thread lets through, is answered when the block is left."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    noted: list[int] = []
    before = signal.signal(signal.SIGINT, lambda number, _: noted.append(number))
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)
        if noted and callable(before):
            before(signal.SIGINT, None)


def _serve(connection: Connection, name: str) -> None:
    """What runs in a worker: load the extractor, then read batch after batch until the parent hangs up."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    inbox: queue.SimpleQueue[list[Document] | None] = queue.SimpleQueue()
    threading.Thread(target=_receive, args=(connection, inbox), daemon=True).start()
    with suppress(OSError):
        try:
            extractor = load_extractor(name)
        except ClaimgraphError as error:
            connection.send(error)
            return
        connection.send(_READY)
        while (documents := inbox.get()) is not None:
            try:
                connection.send(read_each(extractor, documents))
            except OSError:
                raise
            except BaseException as error:
                # A plug-in raised what is no Exception, or gave what cannot be sent; the parent tells it.
                raise SystemExit(1) from error


def _receive(connection: Connection, inbox: queue.SimpleQueue[list[Document] | None]) -> None:
    """Take batches off the connection at once, so that the parent never waits with one in its hands."""
    with suppress(EOFError, OSError):
        while True:
            inbox.put(connection.recv())
    inbox.put(None)

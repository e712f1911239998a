"""Batches written one after the other; while Neo4j works on one, the next is worked out.

A transaction of many articles keeps the client busy for a third of its time, before it has anything to send, and Neo4j
for the rest. So one thread drafts what the next transaction will do, upon what the one under way will leave
(`drafting.py`), and another sends it. Where that state is not met in the end (somebody else wrote, a transaction failed
or was tried again), or where drafting ahead will not do, the second thread works it out under the lock.
"""

from __future__ import annotations

import logging
from collections.abc import Iterable
from concurrent.futures import CancelledError, Future, ThreadPoolExecutor, wait
from dataclasses import dataclass

from claimgraph.graph.model import Reading
from claimgraph.graph.store.change import LoadChange
from claimgraph.graph.store.drafting import Batch, Draft, Written, draft_ahead
from claimgraph.graph.store.memory import Memory
from claimgraph.graph.store.transactions import Transactions
from claimgraph.graph.store.write import put

_log = logging.getLogger("claimgraph")


@dataclass(frozen=True, slots=True)
class _Flight:
    """A write that was handed over to the thread that sends."""

    draft: Draft | None
    done: Future[Written]

    @property
    def failed(self) -> bool:
        """Whether it is over and nobody knows what it left: its commit may come yet."""
        return self.done.done() and self.done.exception() is not None


class Writer:
    """Writes batches in the order in which they are put, each in one transaction; finish or close it."""

    def __init__(self, transactions: Transactions) -> None:
        self._transactions = transactions
        self._drafting = ThreadPoolExecutor(1, "claimgraph-drafting")
        self._sending = ThreadPoolExecutor(1, "claimgraph-sending")
        self._memory = Memory()
        self._earlier = self._last = _Flight(None, _nothing_written())
        self._closing = False

    def put(self, readings: Iterable[Reading], run: str | None = None) -> Future[Written]:
        """Hand over readings, all for one transaction, as to `Store.put`; ask the future what became of it.

        Parameters:
            run: what all their articles are marked with, those that do not change among them.
        """
        done = Future[Written]()
        begun = self._drafting.submit(self._draft, tuple(readings), run, done)
        begun.add_done_callback(lambda _: _forget(done) if begun.cancelled() else None)
        return done

    def finish(self) -> None:
        """Wait until all that was put is written, or has failed; then nothing more can be put."""
        self._drafting.shutdown(wait=True)
        self._sending.shutdown(wait=True)

    def close(self) -> None:
        """Finish the transaction that is being sent, and forget the rest; then nothing more can be put."""
        self._closing = True
        for thread in (self._drafting, self._sending):
            thread.shutdown(wait=False, cancel_futures=True)
        self.finish()

    def _draft(self, readings: tuple[Reading, ...], run: str | None, done: Future[Written]) -> None:
        if not done.set_running_or_notify_cancel():
            return
        try:
            batch = Batch.of(readings, run)
            if not batch.readings:
                done.set_result(Written(LoadChange()))
                return
            draft = self._ahead(batch)
            sent = self._sending.submit(self._send, batch, draft, done)
            sent.add_done_callback(lambda _: _forget(done) if sent.cancelled() else None)
            self._earlier, self._last = self._last, _Flight(draft, done)
        except BaseException as error:
            done.set_exception(CancelledError() if self._closing else error)

    def _ahead(self, batch: Batch) -> Draft | None:
        """The batch drafted upon what the write under way will leave, or None."""
        earlier, last = self._earlier, self._last
        wait([earlier.done])
        if earlier.failed or last.draft is None or last.draft.left != self._memory.met.state:
            wait([last.done])  # what it leaves is known only then
        memory = self._memory
        if self._closing or memory.empty or last.failed:
            return None
        try:
            draft = self._transactions.try_read(lambda transaction: draft_ahead(transaction, batch, memory))
        except Exception:  # what was read may be half of one state and half of another; under the lock it is not
            _log.debug("drafting ahead failed", exc_info=True)
            return None
        if draft is not None:
            memory.keep(draft.leaves)
        return draft

    def _send(self, batch: Batch, draft: Draft | None, done: Future[Written]) -> None:
        memory = self._memory if draft is None else Memory()  # the other thread may be at work upon the draft
        try:
            written = self._transactions.write(lambda transaction: put(transaction, batch, memory, draft))
        except BaseException as error:
            done.set_exception(error)
            return
        if not memory.empty:
            self._memory = memory
        done.set_result(written)


def _nothing_written() -> Future[Written]:
    done = Future[Written]()
    done.set_result(Written(LoadChange()))
    return done


def _forget(done: Future[Written]) -> None:
    """Tell whoever waits that this was never written."""
    if done.cancel():
        done.set_running_or_notify_cancel()
    elif not done.done():
        done.set_exception(CancelledError())

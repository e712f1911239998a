"""Batches written one after the other; while Neo4j works on one, the next is worked out.

A transaction of many articles keeps the client busy for a third of its time, before it has anything to send, and Neo4j
for the rest. So one thread drafts what the next transaction will do, upon what the one under way will leave
(`drafting.py`), and another sends it. Where that state is not met in the end (somebody else wrote, a transaction failed
or was tried again), or where drafting ahead will not do, the second thread works it out under the lock.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable
from concurrent.futures import CancelledError, Future, ThreadPoolExecutor, wait
from dataclasses import dataclass, replace

from claimgraph.graph.errors import ClaimgraphError, DamagedError, EvidenceError, RefusedError
from claimgraph.graph.model import Reading
from claimgraph.graph.store.change import LoadChange, article_id
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
    """Writes batches in the order in which they are put, each in one transaction; finish or close it.

    Parameters:
        heal: sets right what is damaged in the graph; whether anything was.
    """

    def __init__(self, transactions: Transactions, heal: Callable[[], bool]) -> None:
        self._transactions, self._heal = transactions, heal
        self._tried_to_heal = False
        self._drafting = ThreadPoolExecutor(1, "claimgraph-drafting")
        self._sending = ThreadPoolExecutor(1, "claimgraph-sending")
        self._memory = Memory()
        self._earlier = self._last = _Flight(None, _nothing_written())
        self._closing = False

    def put(self, readings: Iterable[Reading], run: str | None = None, reader: str | None = None) -> Future[Written]:
        """Hand over readings, all for one transaction, as to `Store.put`; ask the future what became of it.

        Parameters:
            run: what all their articles are marked with, those that do not change among them.
            reader: the extractor that read them, by name and fingerprint.
        """
        done = Future[Written]()
        begun = self._drafting.submit(self._draft, tuple(readings), run, reader, done)
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

    def _draft(self, readings: tuple[Reading, ...], run: str | None, reader: str | None, done: Future[Written]) -> None:
        if not done.set_running_or_notify_cancel():
            return
        try:
            batch = _checked(readings, run, reader)
            if not batch.readings:
                done.set_result(Written(LoadChange(), refused=batch.refused))
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
        try:
            written = self._write(batch, draft)
            done.set_result(replace(written, refused={**batch.refused, **written.refused}))
        except BaseException as error:
            done.set_exception(error)

    def _write(self, batch: Batch, draft: Draft | None) -> Written:
        memory = self._memory if draft is None else Memory()  # the other thread may be at work upon the draft
        try:
            written = self._transactions.write(lambda transaction: put(transaction, batch, memory, draft))
        except Exception as error:
            if not may_be_one_articles_fault(error):
                raise
            if (healed := self._write_healed(batch, error)) is not None:
                return healed
            return self._one_by_one(batch, error)
        if not memory.empty:
            self._memory = memory
        return written

    def _write_healed(self, batch: Batch, error: Exception) -> Written | None:
        """Write a batch after what is damaged in the graph is set right; None where that helps nothing.

        What an article that was changed by hand no longer tells is set right afterwards.
        """
        damaged = isinstance(error, DamagedError)
        if self._tried_to_heal and not damaged:
            return None
        self._tried_to_heal = True
        if not self._heal() and not damaged:
            return None
        try:
            forgiving = replace(batch, verified=False)
            written = self._transactions.write(lambda transaction: put(transaction, forgiving, Memory()))
        except Exception as other:
            if not may_be_one_articles_fault(other):
                raise
            return None
        self._heal()
        return written

    def _one_by_one(self, batch: Batch, error: Exception) -> Written:
        """Write the articles of a batch that failed as a whole each in a transaction of its own, so that what is wrong
        with one costs no other.

        Raises:
            StoreError: every one of several articles fails for the same reason, so that it is no article's fault.
        """
        if len(batch.readings) == 1:
            return Written(LoadChange(), refused=dict.fromkeys(batch.readings, in_words(error)))
        change, claims, refused = LoadChange(), set[str](), dict[str, str]()
        for id in batch.readings:
            part = replace(batch.only([id]), verified=False)
            try:
                written = self._transactions.write(lambda transaction: put(transaction, part, Memory()))  # noqa: B023
            except Exception as other:
                if not may_be_one_articles_fault(other):
                    raise
                refused[id] = in_words(other)
                continue
            change += written.change
            claims |= written.claims
        if len(refused) == len(batch.readings) and len(set(refused.values())) == 1:
            raise error
        return Written(change, frozenset(claims), refused)


def may_be_one_articles_fault(error: Exception) -> bool:
    """Whether a write may have failed for what one article holds, so that the others can still be written.

    >>> may_be_one_articles_fault(RefusedError("Property value is too large"))
    True
    """
    return isinstance(error, RefusedError | DamagedError | EvidenceError) or not isinstance(error, ClaimgraphError)


def in_words(error: Exception) -> str:
    """Why an article could not be written, in one line."""
    if isinstance(error, ClaimgraphError):
        return str(error)
    _log.debug("an article could not be written", exc_info=error)
    return f"it could not be written ({type(error).__name__}: {error}); please report it"


def _checked(readings: Iterable[Reading], run: str | None, reader: str | None) -> Batch:
    """The batch of those readings that can be kept."""
    readings = tuple(readings)
    try:
        return Batch.of(readings, run, reader)
    except Exception:
        _log.debug("a batch is taken apart", exc_info=True)
    good, refused = [], {}
    for reading in readings:
        try:
            Batch.of([reading], run)
            good.append(reading)
        except Exception as error:
            refused[article_id(reading)] = in_words(error)
    return replace(Batch.of(good, run, reader), refused=refused)


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

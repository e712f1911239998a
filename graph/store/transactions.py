"""How work reaches the server: in transactions, again after an outage, and a read of several steps on one state."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing, contextmanager, suppress
from copy import copy
from dataclasses import dataclass
from functools import partial
from typing import LiteralString, Self, TypeVar, cast

from neo4j import Driver, GraphDatabase, ManagedTransaction, Query, Session, Transaction
from neo4j.exceptions import ClientError, DriverError, Neo4jError, ServiceUnavailable, SessionExpired

from claimgraph.graph.errors import (
    ClaimgraphError,
    DamagedError,
    EvidenceError,
    QueryError,
    StoreError,
    UnreachableError,
)
from claimgraph.graph.limits import cut
from claimgraph.graph.store.claims import TornReadError
from claimgraph.graph.store.failures import store_errors
from claimgraph.graph.store.interruption import dropped_if_odd, dropping_if_odd, left_if_odd
from claimgraph.graph.store.metering import Allowance, Meter
from claimgraph.graph.store.outages import Outages
from claimgraph.graph.store.stopping import marked, stop

T = TypeVar("T")

_STEADY_ATTEMPTS = 5
_BETWEEN_STOPS = 0.1
_ENDING_SECONDS = 4.0
_SHOWN = 100
_MADE_ALREADY = frozenset({"Neo.ClientError.Schema.EquivalentSchemaRuleAlreadyExists"})
# The id of an element holds that of its database, which a restored one has anew.
_STATE = "MATCH (meta:Meta {id: 'claimgraph'}) RETURN meta.writes, meta.mark, elementId(meta)"
_WRITES = "MATCH (meta:Meta {id: 'claimgraph'}) RETURN meta.writes AS writes"
UNREADABLE = (AttributeError, KeyError, OverflowError, TypeError, ValueError)
"""What work raises to which the database gives values, or columns, of another kind than claimgraph writes."""
MOST_WRITES = 2**62
"""No graph sees so many writes; a larger number came with a dump or by hand, and could not go up much longer."""
_NO_COUNT = -1


@dataclass(frozen=True, slots=True)
class Bounds:
    """What a server that is not ours may answer to claimgraph's own reads, and how long that may take.

    Parameters:
        reads: for one read of one or several queries, which is held in memory.
        checks: for what goes through the whole graph.
    """

    reads: Allowance
    checks: Allowance


class Transactions:
    """The way to one database. Errors of the server come as one-line StoreErrors.

    Parameters:
        driver: an open driver; whoever opened it closes it.
        database: the name of the database; None for the user's home database.
        outages: what to do while the server is away.
        uri, username: for what is told when something fails.
        bounds: what own reads may take; None for a server that is trusted.
    """

    def __init__(
        self,
        driver: Driver,
        database: str | None,
        outages: Outages,
        uri: str = "",
        username: str = "",
        bounds: Bounds | None = None,
    ) -> None:
        self._driver, self._database, self._outages = driver, database, outages
        self._uri, self._username, self._bounds = uri, username, bounds
        # What one call wrote, the next one sees, on a cluster too.
        self._bookmarks = GraphDatabase.bookmark_manager()
        self.mark = ""

    def marked(self, mark: str) -> Self:
        """The same way, whose reads carry a mark, so that they can be ended from elsewhere."""
        twin = copy(self)
        twin.mark = mark
        return twin

    def give_up(self, seconds: float) -> str:
        """See that the server works no more on the marked reads, which did not end in time; what came of it, in words.

        A local server that works on nevertheless is ended: nothing else frees the core and the memory that it takes.

        Parameters:
            seconds: how long they were allowed to take.
        """
        told = f"the query took longer than {seconds:g} s"
        if self._are_ended():
            return f"{told} and was stopped; narrow it, or allow it more time"
        if self._outages.halt is None:
            server = self._uri or "the server"
            return f"{told}, and {server} does not stop it: whoever runs that server may have to; narrow the query"
        self._outages.halt()
        return (
            f"{told} and could not be stopped, so the local Neo4j was ended; it starts again when it is needed. Narrow"
            " the query"
        )

    def _are_ended(self) -> bool:
        """Whether the server ends the reads with this mark within a few seconds; it may not answer at all."""
        ended = threading.Event()

        def end() -> None:
            with suppress(StoreError):
                while not ended.wait(_BETWEEN_STOPS):
                    with self.session(write=False) as session:
                        if not stop(session, self.mark):
                            ended.set()

        threading.Thread(target=end, daemon=True).start()
        try:
            return ended.wait(_ENDING_SECONDS)
        finally:
            ended.set()

    def lost(self) -> StoreError | QueryError:
        """What to raise after the server went away in the middle of a read, which is not tried again: it may be why."""
        if self._outages.revive is None:
            return UnreachableError(f"Neo4j at {self._uri} went away while it worked on the query")
        return QueryError(
            "Neo4j ended while it worked on the query, most likely because that takes more memory than it has;"
            " it starts again when it is needed. Narrow the query"
        )

    @contextmanager
    def session(self, *, write: bool) -> Iterator[Session]:
        """A session of the driver, for what no transaction of ours can hold; closed at the end of the `with`."""
        with (
            self._readable(),
            store_errors(self._uri, self._username, self._database),
            dropped_if_odd(
                self._driver.session(
                    database=self._database,
                    default_access_mode="WRITE" if write else "READ",
                    bookmark_manager=self._bookmarks,
                )
            ) as session,
        ):
            yield session

    def write(self, work: Callable[[ManagedTransaction], T]) -> T:
        """Do work that writes, in one transaction."""

        def once() -> T:
            with self.session(write=True) as session:
                return session.execute_write(dropping_if_odd(work))

        return self._outages.outlast(once)

    def read_once(self, work: Callable[[ManagedTransaction], T]) -> T:
        """Do work that reads with one query, or does not mind that somebody writes in between."""

        def once() -> T:
            with self.session(write=False) as session:
                return session.execute_read(marked(self.mark, dropping_if_odd(self._in_bounds(work))))

        return self._outages.outlast(once)

    def _in_bounds(self, work: Callable[[ManagedTransaction], T]) -> Callable[[ManagedTransaction], T]:
        """The work, held to what one read may take."""

        def bounded(transaction: ManagedTransaction) -> T:
            with self._bounded(transaction, self._bounds.reads if self._bounds else None):
                return work(transaction)

        return bounded

    @contextmanager
    def _readable(self) -> Iterator[None]:
        """While the server is asked: what cannot be made out of its answer, or is not what was asked for, as one line.

        Raises:
            DamagedError: a value is of another kind than claimgraph writes, or the server answers something else.
        """
        try:
            yield
        except (ClaimgraphError, Neo4jError, DriverError, OSError):
            raise
        except Exception as error:
            if self._bounds is None and not isinstance(error, UNREADABLE):
                raise  # a server of our own says nothing that the driver does not know
            told = cut(" ".join(f"{type(error).__name__}: {error}".split()), _SHOWN)
            raise DamagedError(
                f"the graph is damaged, or Neo4j{f' at {self._uri}' if self._uri else ''} is not the right server: what"
                f" it answers cannot be read ({told}); `claimgraph db check` tells what is damaged, `claimgraph db"
                " rebuild` mends it; please report it where these find nothing"
            ) from error

    @contextmanager
    def _bounded(self, transaction: Transaction | ManagedTransaction, allowance: Allowance | None) -> Iterator[None]:
        """Hold a transaction to what it may take; what breaks it off is an error that the driver does not retry.

        Raises:
            StoreError: the server answers too much, or goes on for too long.
            UnreachableError: it says nothing any more.
        """
        if allowance is None:
            yield
            return
        meter, server = Meter(allowance), f"Neo4j at {self._uri}"
        try:
            with meter.reading(transaction):
                yield
        except (ServiceUnavailable, SessionExpired, OSError) as error:
            if meter.exceeded:
                raise StoreError(f"{server} answers more than claimgraph asked for; is it the right server?") from error
            if meter.late:
                raise StoreError(f"{server} did not end its answer within {allowance.seconds:g} s") from error
            if isinstance(error.__cause__, TimeoutError):
                raise UnreachableError(f"{server} stopped answering") from error
            raise

    @contextmanager
    def taken_back(self) -> Iterator[ManagedTransaction]:
        """A transaction whose writes last only until the end of the `with`, however long that takes."""
        with (
            self.session(write=True) as session,
            left_if_odd(closing(session.begin_transaction(timeout=0))) as transaction,
            self._bounded(transaction, self._bounds.checks if self._bounds else None),
        ):
            yield cast(ManagedTransaction, transaction)

    def try_read(self, work: Callable[[ManagedTransaction], T]) -> T | None:
        """As `read_once`, but an outage is not waited for; None where the server did not answer."""
        try:
            with self.session(write=False) as session:
                return session.execute_read(dropping_if_odd(self._in_bounds(work)))
        except StoreError:
            return None

    def read(self, work: Callable[[ManagedTransaction], T]) -> T:
        """Do work that reads with several queries, on one state of the graph."""
        return self.read_once(lambda transaction: _steady(transaction, work))

    def run_apart(self, statements: Iterable[LiteralString]) -> None:
        """Run changes of the schema, each by itself, as Neo4j wants them, however long they take.

        What another client makes at the same moment counts as made: IF NOT EXISTS does not hold against it, since Neo4j
        looks first and takes its lock later.
        """

        def once(statement: LiteralString) -> None:
            with self.session(write=True) as session:
                try:
                    session.run(Query(statement, timeout=0)).consume()
                except ClientError as error:
                    if error.code not in _MADE_ALREADY:
                        raise

        for statement in statements:
            self._outages.outlast(partial(once, statement))


def writes_of(transaction: ManagedTransaction) -> int | None:
    """How many writes the graph has seen; None where there is no graph of claimgraph, -1 where it holds no count."""
    record = transaction.run(_WRITES).single()
    return None if record is None else counted_writes(record["writes"])


def counted_writes(value: object) -> int:
    """A count of writes as the graph holds it; -1 for what cannot be one. Something that is no number of its own, such
    as NaN, would never be found as it was.

    >>> counted_writes(7), counted_writes("7"), counted_writes(2**63 - 1)
    (7, -1, -1)
    """
    return value if isinstance(value, int) and is_count_of_writes(value) else _NO_COUNT


def is_count_of_writes(value: object) -> bool:
    """Whether a value can be a count of writes to which one more can be added."""
    return type(value) is int and 0 <= value < MOST_WRITES


def state_of(transaction: ManagedTransaction) -> tuple[object, ...] | None:
    """What is another value after each write, and in each database; None where there is no graph of claimgraph."""
    record = transaction.run(_STATE).single()
    if record is None:
        return None
    writes, *others = record.values()
    return counted_writes(writes), *others


def _steady(transaction: ManagedTransaction, work: Callable[[ManagedTransaction], T]) -> T:
    """Do the work again where somebody wrote in between: Neo4j shows each query the latest state, not one moment's."""
    damage = ""
    for _ in range(_STEADY_ATTEMPTS):
        before = writes_of(transaction)
        try:
            result = work(transaction)
        except TornReadError as error:
            if writes_of(transaction) == before:
                raise DamagedError(
                    f"the graph is damaged: {error} is missing; `claimgraph db check` tells more"
                ) from error
            continue
        except DamagedError as error:
            # A node that is removed at this moment is seen without its properties, maybe after the count of writes was
            # seen to grow: what is damaged indeed is seen twice.
            if writes_of(transaction) == before and damage == str(error):
                raise
            damage = str(error)
            continue
        except EvidenceError:
            if writes_of(transaction) == before:
                raise
            continue
        if writes_of(transaction) == before:
            return result
    raise StoreError("the graph is being written to all the time; try again when the load is over")

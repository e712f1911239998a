"""Ctrl-C while the server is asked, or an answer that nobody can read: nothing more is said on that connection.

The driver ends transactions in good order: it reads to the end what it asked for. After an interruption it may have
sent half of something, and after a message that it could not read it waits for an end that never comes. So the
connection is dropped then; the server takes back what was open.
"""

from __future__ import annotations

from asyncio import CancelledError
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, ExitStack, contextmanager
from typing import Final, TypeVar

from neo4j import ManagedTransaction, Session
from neo4j.exceptions import DriverError, Neo4jError

from claimgraph.graph.errors import ClaimgraphError

_T = TypeVar("_T")
_EXPECTED: Final = (ClaimgraphError, Neo4jError, DriverError, OSError, GeneratorExit)
"""What is raised where the connection can go on, or knows itself that it is at an end."""


class _DroppedError(CancelledError):
    """Lets the driver drop the connection of a transaction, as it does where work is cancelled."""

    def __init__(self, error: BaseException) -> None:
        super().__init__()
        self.error = error


@contextmanager
def left_if_odd(held: AbstractContextManager[_T]) -> Iterator[_T]:
    """As `held` itself, but an interruption or what nobody expected leaves it as it is: to end it in good order takes
    the connection. The error of that would also take the place of the first."""
    with ExitStack() as ending:
        entered = ending.enter_context(held)
        try:
            yield entered
        except BaseException as error:
            if _is_odd(error):
                ending.pop_all()
            raise


@contextmanager
def dropped_if_odd(session: Session) -> Iterator[Session]:
    """As the session itself, but an interruption or what nobody expected drops its connection."""
    try:
        with left_if_odd(session):
            yield session
    except BaseException as error:
        if not _is_odd(error):
            raise
        drop: Callable[..., None] = session.__exit__
        drop(CancelledError, CancelledError(), None)
        if isinstance(error, _DroppedError):
            raise error.error from error.error.__cause__
        raise


def dropping_if_odd(work: Callable[[ManagedTransaction], _T]) -> Callable[[ManagedTransaction], _T]:
    """The work for a session of `dropped_if_odd`; what nobody expected drops the connection before the driver ends the
    transaction."""

    def held(transaction: ManagedTransaction) -> _T:
        try:
            return work(transaction)
        except Exception as error:
            if _is_odd(error):
                raise _DroppedError(error) from error
            raise

    return held


def _is_odd(error: BaseException) -> bool:
    """Whether an error, or what it comes from, is none that is expected of a sound connection."""
    cause: BaseException | None = error
    while cause is not None:
        if not isinstance(cause, _EXPECTED):
            return True
        cause = cause.__cause__
    return False

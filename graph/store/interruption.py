"""Ctrl-C while the server is asked: nobody waits for it any more, and nothing more is said to it."""

from __future__ import annotations

from asyncio import CancelledError
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, ExitStack, contextmanager
from typing import TypeVar

from neo4j import Session

_T = TypeVar("_T")
_INTERRUPTIONS = (KeyboardInterrupt, SystemExit)


@contextmanager
def left_if_interrupted(held: AbstractContextManager[_T]) -> Iterator[_T]:
    """As `held` itself, but an interruption leaves it as it is: to end it in good order takes the connection, which may
    have sent half of something. The error of that would also take the place of the interruption."""
    with ExitStack() as ending:
        entered = ending.enter_context(held)
        try:
            yield entered
        except _INTERRUPTIONS:
            ending.pop_all()
            raise


@contextmanager
def dropped_if_interrupted(session: Session) -> Iterator[Session]:
    """As the session itself, but an interruption drops its connection; the server then takes back what was open."""
    try:
        with left_if_interrupted(session):
            yield session
    except _INTERRUPTIONS:
        drop: Callable[..., None] = session.__exit__
        drop(CancelledError, CancelledError(), None)  # what the driver does where work is cancelled
        raise

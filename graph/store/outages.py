"""A server that goes away in the middle of long work: the same is asked again until it is back, for a bounded time."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TypeVar

from claimgraph.graph.errors import UnreachableError

T = TypeVar("T")

_FIRST_PAUSE, _LONGEST_PAUSE = 0.1, 5.0


def _nobody(line: str) -> None:
    """Tell nobody."""


@dataclass(frozen=True, slots=True)
class Outages:
    """How long to wait for a server that went away, and what to do meanwhile. By default nobody waits.

    Parameters:
        patience: seconds that one outage may last.
        revive: called before each new attempt with what went wrong; starts the server. None where it is not ours; then
            nobody waits for an answer to the very first call either, for the address may be wrong.
        notice: told in one line when an outage begins, and when it is over.
        halt: ends a server that works on and on and answers nobody. None where it is not ours.
    """

    patience: float = 0.0
    revive: Callable[[UnreachableError], None] | None = None
    notice: Callable[[str], None] = _nobody
    halt: Callable[[], None] | None = None
    _over: threading.Event = field(default_factory=threading.Event)

    def give_up(self) -> None:
        """Wait no more, in no thread: nobody wants the answer."""
        self._over.set()

    def outlast(self, work: Callable[[], T]) -> T:
        """The result of some work that may be done twice: a server can go away after it did it, before it said so.

        Raises:
            UnreachableError: the outage lasts longer than the patience.
        """
        try:
            return work()
        except UnreachableError as error:
            if not self.patience or self._over.is_set():
                raise
            return self._again(work, error)

    def _again(self, work: Callable[[], T], error: UnreachableError) -> T:
        begin, pause = time.monotonic(), _FIRST_PAUSE
        self.notice(f"{error}; waiting for it")
        while True:
            if self._over.wait(pause):
                raise error
            pause = min(2 * pause, _LONGEST_PAUSE)
            try:
                if self.revive is not None:
                    self.revive(error)
                result = work()
            except UnreachableError as latest:
                error, waited = latest, time.monotonic() - begin
                if waited > self.patience:
                    raise UnreachableError(f"{error}; waited {waited:.0f} s for it") from error
            else:
                self.notice(f"Neo4j answers again after {time.monotonic() - begin:.0f} s")
                return result

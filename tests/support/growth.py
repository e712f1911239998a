"""How much more time each byte takes when there are twice as many: 1 where time is linear, 2 where it is quadratic.

What is measured is the time of the processor, of this process and of those that it waited for, so that work beside it
counts little. What takes less than a floor is as good as nothing.
"""

from __future__ import annotations

import signal
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TypeVar

if sys.platform != "win32":
    import resource

FLOOR = 0.05
"""Seconds; a shorter time is taken for so long."""
MOST_GROWTH = 1.5
"""More than that for a doubling is more than linear."""
MOST_SECONDS = 60.0
"""No single work may take longer."""
_AGAIN = 3
Subject = TypeVar("Subject")


class EndlessError(BaseException):
    """Something took longer than any single work may; no `except Exception` stops it."""


@dataclass(frozen=True, slots=True)
class Growth:
    """The worst growth of time per byte that was seen, and the size that had it."""

    factor: float
    size: int

    @property
    def is_linear(self) -> bool:
        return self.factor <= MOST_GROWTH


def worst_growth(
    make: Callable[[int], Subject], work: Callable[[Subject], object], smallest: int, doublings: int
) -> Growth:
    """The worst growth of work over sizes that double; measured again where it looks more than linear.

    Parameters:
        make: what is worked on, of a size.
        work: what takes the time.
        smallest: the first size.
        doublings: how often it is doubled.

    Raises:
        EndlessError: one work took more than a minute.
    """
    worst = Growth(0.0, smallest)
    size, before = smallest, seconds(work, make(smallest))
    for _ in range(doublings):
        after = seconds(work, make(size * 2))
        factor = _factor(before, after)
        if factor > MOST_GROWTH and after < MOST_SECONDS / (2 * _AGAIN):
            before = min(before, *(seconds(work, make(size)) for _ in range(_AGAIN)))
            after = min(after, *(seconds(work, make(size * 2)) for _ in range(_AGAIN)))
            factor = _factor(before, after)
        size, before = size * 2, after
        worst = max(worst, Growth(factor, size), key=lambda growth: growth.factor)
        if not worst.is_linear:
            break
    return worst


def seconds(work: Callable[[Subject], object], subject: Subject) -> float:
    """How much of the processor's time a work takes.

    Raises:
        EndlessError: more than a minute.
    """
    begin = _used()
    with _ended_after(MOST_SECONDS):
        work(subject)
    return _used() - begin


def _factor(before: float, after: float) -> float:
    return max(after, FLOOR) / (2 * max(before, FLOOR))


def _used() -> float:
    own = time.process_time()
    if sys.platform == "win32":
        return own
    others = resource.getrusage(resource.RUSAGE_CHILDREN)
    return own + others.ru_utime + others.ru_stime


@contextmanager
def _ended_after(limit: float) -> Iterator[None]:
    """Raise EndlessError in the block when it has used so much of the processor's time, where the system can tell."""
    if sys.platform == "win32":
        yield
        return

    def end(*_: object) -> None:
        raise EndlessError(f"more than {limit:g} s")

    before = signal.signal(signal.SIGVTALRM, end)
    signal.setitimer(signal.ITIMER_VIRTUAL, limit)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        signal.signal(signal.SIGVTALRM, before)

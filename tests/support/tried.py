"""What tests attack with and what withstands it, counted for the table at the end of a run."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Tried:
    """How often each thing was tried, and how often all was as it should be afterwards.

    Parameters:
        counts: for each thing that is tried, how often it was, and how often it held.
    """

    counts: dict[str, list[int]] = field(default_factory=dict)

    def count(self, area: str, *, held: bool, times: int = 1) -> None:
        """Count something that was tried.

        Parameters:
            area: what was tried, as the table names it.
            held: whether all was as it should be.
            times: how many were tried.
        """
        row = self.counts.setdefault(area, [0, 0])
        row[0] += times
        row[1] += times * held

    @contextmanager
    def holding(self, area: str, times: int = 1) -> Iterator[None]:
        """Count what the block tries; it held where the block raises nothing."""
        held = False
        try:
            yield
            held = True
        finally:
            self.count(area, held=held, times=times)


def table(some: Sequence[Mapping[str, Sequence[int]]]) -> list[str]:
    """The lines of a table that adds up the counts of several tests, in the order in which areas are first named.

    >>> table([{"files": [2, 2]}, {"files": [1, 0]}])[1:]
    ['files                                                          3      2']
    """
    total: dict[str, list[int]] = {}
    for counts in some:
        for area, (tried, held) in counts.items():
            row = total.setdefault(area, [0, 0])
            row[0] += tried
            row[1] += held
    return [
        f"{'area':<56} {'tried':>7}{'held':>7}",
        *(f"{area:<56} {tried:>7}{held:>7}" for area, (tried, held) in total.items()),
    ]

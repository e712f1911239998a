"""Which statement of an article stands nearest to another one: pure.

An article may make a claim thousands of times; each search looks at two statements of each stance.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable

from claimgraph.graph.model import Stance, Statement


def place(statement: Statement) -> tuple[str, int, int, str]:
    """The order of statements by article and place in it."""
    return statement.evidence.article, statement.evidence.start, statement.evidence.end, statement.id


class Nearest:
    """Finds, among the statements that speak with a voice of their own, the one with which another goes."""

    def __init__(self, speaking: Iterable[Statement]) -> None:
        self._placed: defaultdict[tuple[str | None, Stance], list[Statement]] = defaultdict(list)
        self._ids = set[str]()
        for statement in sorted(speaking, key=place):
            self._ids.add(statement.id)
            for lead in (statement.voice, None):
                self._placed[lead, statement.stance].append(statement)
        self._starts = {key: [one.evidence.start for one in some] for key, some in self._placed.items()}

    def to(self, statement: Statement, lead: str | None) -> Statement | None:
        """Itself where it is one of them; else the nearest of its stance, or of another stance.

        Parameters:
            lead: the voice that it has to be; None: any.
        """
        if statement.id in self._ids:
            return statement
        stances = (statement.stance, *(stance for stance in Stance if stance is not statement.stance))
        same, *others = (self._beside(statement, (lead, stance)) for stance in stances)
        found = same or [one for some in others for one in some]
        return min(
            found, key=lambda one: (abs(one.evidence.start - statement.evidence.start), place(one)), default=None
        )

    def _beside(self, statement: Statement, key: tuple[str | None, Stance]) -> list[Statement]:
        """The first that begins at or after a statement, and the first of those that begin last before it."""
        starts, placed = self._starts.get(key, []), self._placed.get(key, [])
        after = bisect_left(starts, statement.evidence.start)
        found = placed[after : after + 1]
        if after:
            found.append(placed[bisect_left(starts, starts[after - 1])])
        return found

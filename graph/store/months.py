"""What was said month by month, about the claims of an entity or about all: counts that can go up and down.

>>> ledger = Ledger()
>>> ledger.add("2026-03", AFFIRMING, 2)
>>> ledger.row()
{'months': ['2026-03'], 'month_counts': [2, 0, 0, 0]}
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from operator import add
from typing import Any

from claimgraph.graph.errors import DamagedError
from claimgraph.graph.model import Claim, Stance
from claimgraph.graph.store.tally import Fact

AFFIRMING, DENYING, CLAIMS, ARTICLES = range(4)
KINDS = 4

WHOLE = ""
"""Whose ledger counts all claims."""


@dataclass(frozen=True, slots=True)
class Ledger:
    """Counts by month (YYYY-MM, "" undated): statements affirming, denying; distinct claims; distinct articles."""

    counts: dict[str, list[int]] = field(default_factory=dict)

    def row(self) -> dict[str, Any]:
        """The properties that tell the ledger."""
        kept = sorted((month, counts) for month, counts in self.counts.items() if any(counts))
        flat = [number for _, counts in kept for number in counts]
        return {"months": [month for month, _ in kept], "month_counts": flat}

    def add(self, month: str, kind: int, number: int) -> None:
        """Count so many more (or less)."""
        if (counts := self.counts.get(month)) is None:
            counts = self.counts[month] = [0] * KINDS
        counts[kind] += number

    def added_to(self, row: Mapping[str, Any]) -> dict[str, Any]:
        """The properties of a node after these counts are added to its own; only what changes is looked at.

        Raises:
            DamagedError: the node does not hold as many counts as its months need.
        """
        months, counts = row["months"], row["month_counts"]
        if not (isinstance(months, list) and isinstance(counts, list) and len(counts) == KINDS * len(months)):
            raise DamagedError(
                f"the graph is damaged: the counts by month of {str(row.get('id'))[:80]!r} do not fit its months;"
                " `claimgraph db check` tells all, `claimgraph db rebuild` mends it"
            )
        months, counts = [*months], [*counts]
        for month, more in self.counts.items():
            at = bisect_left(months, month)
            begin, end = KINDS * at, KINDS * (at + 1)
            if at == len(months) or months[at] != month:
                months.insert(at, month)
                counts[begin:begin] = more
            else:
                counts[begin:end] = map(add, counts[begin:end], more)
            if not any(counts[begin:end]):
                del months[at], counts[begin:end]
        return {"months": months, "month_counts": counts}


def parties(claim: Claim) -> frozenset[str]:
    """Whose ledgers a claim is counted in."""
    return frozenset({claim.supplier, claim.recipient, claim.good, WHOLE})


def told_in(facts: Iterable[Fact], claims: Mapping[str, Claim]) -> set[tuple[str, str]]:
    """The parties and months of which an article tells, of which these are all facts."""
    return {(party, fact.day[:7]) for fact in facts for party in parties(claims[fact.claim])}


class Ledgers:
    """Ledgers by entity, filled statement by statement; used for changes and for counting everything anew."""

    def __init__(self) -> None:
        self._counts: dict[str, dict[str, list[int]]] = {}

    def __contains__(self, party: str) -> bool:
        return party in self._counts

    def __getitem__(self, party: str) -> Ledger:
        return Ledger(self._counts.get(party, {}))

    def add(self, others: Ledgers) -> None:
        """Count all that others have counted."""
        for party, months in others._counts.items():
            for month, more in months.items():
                counts = self._of(party, month)
                counts[:] = map(add, counts, more)

    def add_statement(self, claim: Claim, fact: Fact, sign: int) -> None:
        """Count a statement about a claim."""
        month, kind = fact.day[:7], DENYING if fact.stance is Stance.DENIES else AFFIRMING
        for party in parties(claim):
            self._of(party, month)[kind] += sign

    def add_claim(self, claim: Claim, months: Iterable[str], sign: int) -> None:
        """Count a claim in each of the months in which anything is said about it."""
        for month in months:
            for party in parties(claim):
                self._of(party, month)[CLAIMS] += sign

    def add_article(self, told: Iterable[tuple[str, str]], sign: int) -> None:
        """Count an article once for each party and month of which it tells (see `told_in`)."""
        for party, month in told:
            self._of(party, month)[ARTICLES] += sign

    def _of(self, party: str, month: str) -> list[int]:
        if (months := self._counts.get(party)) is None:
            months = self._counts[party] = {}
        if (counts := months.get(month)) is None:
            counts = months[month] = [0] * KINDS
        return counts

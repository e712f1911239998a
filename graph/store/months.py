"""What was said month by month, about the claims of an entity or about all: counts that can go up and down.

>>> ledger = Ledger()
>>> ledger.add("2026-03", AFFIRMING, 2)
>>> ledger.row()
{'months': ['2026-03'], 'month_counts': [2, 0, 0, 0]}
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from claimgraph.graph.model import Claim
from claimgraph.graph.store.tally import Fact

AFFIRMING, DENYING, CLAIMS, ARTICLES = range(4)
_KINDS = 4

WHOLE = ""
"""Whose ledger counts all claims."""


@dataclass(frozen=True, slots=True)
class Ledger:
    """Counts by month (YYYY-MM, "" undated): statements affirming, denying; distinct claims; distinct articles."""

    counts: dict[str, list[int]] = field(default_factory=dict)

    @classmethod
    def of_row(cls, row: Mapping[str, Any]) -> Ledger:
        """The ledger that the properties of a node tell."""
        counts = row["month_counts"]
        return cls({month: counts[_KINDS * at : _KINDS * (at + 1)] for at, month in enumerate(row["months"])})

    def row(self) -> dict[str, Any]:
        """The properties that tell the ledger."""
        kept = sorted((month, counts) for month, counts in self.counts.items() if any(counts))
        flat = [number for _, counts in kept for number in counts]
        return {"months": [month for month, _ in kept], "month_counts": flat}

    def add(self, month: str, kind: int, number: int) -> None:
        """Count so many more (or less)."""
        self.counts.setdefault(month, [0] * _KINDS)[kind] += number

    def plus(self, other: Ledger) -> Ledger:
        """Both together."""
        both = Ledger({month: list(counts) for month, counts in self.counts.items()})
        for month, counts in other.counts.items():
            for kind, number in enumerate(counts):
                both.add(month, kind, number)
        return both


def parties(claim: Claim) -> frozenset[str]:
    """Whose ledgers a claim is counted in."""
    return frozenset({claim.supplier, claim.recipient, claim.good, WHOLE})


class Ledgers:
    """Ledgers by entity, filled statement by statement; used for changes and for counting everything anew."""

    def __init__(self) -> None:
        self._ledgers: defaultdict[str, Ledger] = defaultdict(Ledger)

    def __getitem__(self, party: str) -> Ledger:
        return self._ledgers.get(party, Ledger())

    def add_statements(self, claim: Claim, facts: Iterable[Fact], sign: int) -> None:
        """Count statements about one claim."""
        counted = [(fact.day[:7], AFFIRMING if fact.positive else DENYING) for fact in facts]
        for party in parties(claim):
            for month, kind in counted:
                self._ledgers[party].add(month, kind, sign)

    def add_claim(self, claim: Claim, months: Iterable[str], sign: int) -> None:
        """Count a claim in each of the months in which anything is said about it."""
        months = tuple(months)
        for party in parties(claim):
            for month in months:
                self._ledgers[party].add(month, CLAIMS, sign)

    def add_article(self, facts: Iterable[Fact], claims: Mapping[str, Claim], sign: int) -> None:
        """Count an article, of which these are all facts, once for each party and month."""
        for party, month in {(party, fact.day[:7]) for fact in facts for party in parties(claims[fact.claim])}:
            self._ledgers[party].add(month, ARTICLES, sign)

"""What a write has to change, worked out from what articles said and say and from what the store counts: pure.

`parameters.py` makes of it the parameters of the statements that write it. Nothing here looks at statements that other
articles make: their sums stand in the tallies.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from claimgraph.graph.model import Claim, Modality, claim_id
from claimgraph.graph.network import goods_above
from claimgraph.graph.store.change import Told
from claimgraph.graph.store.entities import EntityChange
from claimgraph.graph.store.rows import Row
from claimgraph.graph.store.tally import Fact, Tally


@dataclass(frozen=True, slots=True)
class CountedClaim:
    """A claim as the store has it: its node's properties and what they tell."""

    claim: Claim
    row: Row
    tally: Tally


@dataclass(frozen=True, slots=True)
class Change:
    """What articles said before and say now, with all that it touches.

    `stored` are the claims that exist among those touched, `tallies` what the claims named by the articles add up to
    afterwards.
    """

    before: Told
    after: Told
    entities: Mapping[str, EntityChange]
    stored: Mapping[str, CountedClaim]
    facts_before: Sequence[Fact]
    facts_after: Sequence[Fact]
    tallies: Mapping[str, Tally]

    @classmethod
    def of(
        cls, before: Told, after: Told, entities: Mapping[str, EntityChange], stored: Mapping[str, CountedClaim]
    ) -> Change:
        """Add and take away what the articles say."""
        gone = before.facts()
        come = after.facts()
        tallies = {}
        gone_from, come_to = by_claim(gone), by_claim(come)
        for id in {**before.claims, **after.claims}:
            tally = stored[id].tally if id in stored else Tally()
            tallies[id] = tally.changed(gone_from[id], come_to[id])
        return cls(before, after, entities, stored, gone, come, tallies)

    @property
    def claims(self) -> dict[str, Claim]:
        """The claims that the articles name."""
        return {**self.before.claims, **self.after.claims}

    @property
    def touched(self) -> dict[str, Claim]:
        """The claims that the articles name, and those stored on which their denials bear."""
        return self.claims | {id: one.claim for id, one in self.stored.items()}

    def denials_changed(self) -> list[Claim]:
        """Actual claims that are denied now and were not before, or the reverse: they may cover others."""
        return [
            claim
            for id, claim in self.claims.items()
            if claim.modality is Modality.ACTUAL
            and bool(self.tallies[id].stances.denying)
            != bool(id in self.stored and self.stored[id].tally.stances.denying)
        ]

    def moved(self) -> list[str]:
        """Ids of goods that are kinds of others than before."""
        return [id for id, one in self.entities.items() if one.moved]


def by_claim(facts: Iterable[Fact]) -> defaultdict[str, list[Fact]]:
    """Facts by the claim that they are about."""
    sorted_out: defaultdict[str, list[Fact]] = defaultdict(list)
    for fact in facts:
        sorted_out[fact.claim].append(fact)
    return sorted_out


class Kinds:
    """Of which goods each good is a kind, after a write."""

    def __init__(self, stored: Mapping[str, Collection[str]], changes: Mapping[str, EntityChange]) -> None:
        changed = {id: one.after.kinds if one.after else () for id, one in changes.items()}
        self._kinds = {**stored, **changed}
        self._above: dict[str, frozenset[str]] = {}

    def broader(self, claim: Claim) -> list[str]:
        """Ids of the claims whose denial covers this one, whether they exist or not."""
        if claim.modality is not Modality.ACTUAL:
            return []
        if (goods := self._above.get(claim.good)) is None:
            goods = self._above[claim.good] = goods_above(claim.good, lambda id: self._kinds.get(id, ()))
        return [claim_id(claim.supplier, claim.recipient, good) for good in goods]

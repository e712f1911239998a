"""Which earlier allegations a denied telling answers: "said it had never sold a thing to the plant"."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import Final

from claimgraph.graph.model import Claim, Modality
from claimgraph.loaders.extract.ledger import Told
from claimgraph.loaders.extract.registry import Registry

_REACH: Final = 8
"""How many sentences an answer may stand behind what it answers."""


def answered(
    told: Iterable[Told],
    sentence: int,
    parties: Collection[str],
    good: str | None,
    speaker: str,
    registry: Registry,
) -> list[Claim]:
    """The open allegations that a denial answers: others made them, of just these parties and of such a good.

    Parameters:
        told: what was affirmed so far.
        sentence: the number of the sentence in which it is denied.
        parties: those whom the denial names, at least one.
        good: what it names; None for "a thing", "nothing".
    """
    stands = registry.stands_for(speaker)
    found: dict[Claim, None] = {}
    for one in told:
        claim = one.claim
        open_ = (
            claim.modality is Modality.ACTUAL and one.speaker not in stands and 0 < sentence - one.sentence <= _REACH
        )
        if open_ and parties and _is_of(claim, parties, registry) and registry.covers(good, claim.good):
            found.setdefault(claim)
    return list(found)


def _is_of(claim: Claim, parties: Iterable[str], registry: Registry) -> bool:
    """Whether each of those whom a denial names is a party to a claim, its state, or a description that may mean it
    ("anyone in Russia")."""
    return all(
        any(registry.leaves_room((one,), party) for party in (claim.supplier, claim.recipient)) for one in parties
    )

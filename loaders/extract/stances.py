"""What it is worth that somebody says so: a party to the transfer and official figures assert, anybody else alleges."""

from __future__ import annotations

from claimgraph.graph.model import Claim, Stance
from claimgraph.loaders.extract.registry import Registry

_FIGURES = (
    "customs data",
    "trade data",
    "official data",
    "customs figures",
    "trade figures",
    "official figures",
    "statistics",
    "customs record",
    "tracking data",
    "shipping data",
)


def stance_of(speaker: str, claim: Claim, registry: Registry, *, outside: bool = False) -> Stance:
    """The stance of somebody who says that a transfer took place.

    Parameters:
        outside: whether the words used show that he is no party to it ("accused").
    """
    if outside:
        return Stance.ALLEGES
    if registry.stands_for(speaker) & {claim.supplier, claim.recipient}:
        return Stance.ASSERTS
    name = registry.entities[speaker].name.lower()
    return Stance.ASSERTS if any(figures in name for figures in _FIGURES) else Stance.ALLEGES

"""What it is worth that somebody says so: a party to the transfer and official figures assert, anybody else alleges."""

from __future__ import annotations

import re
from typing import Final

from claimgraph.graph.model import Claim, EntityType, Stance
from claimgraph.loaders.extract.entities import EntityTable

_FIGURES: Final = re.compile(
    r"\b(?:data|figures|statistics"
    r"|(?:customs|trade|import|export|shipping|port|tax) (?:records|filings|declarations|returns))\b",
    re.IGNORECASE,
)
FIGURES_OF: Final = re.compile(
    r"\b(?:data|figures|statistics)\s(?:(?:compiled|published|released|collected|issued|provided|kept)\s)?"
    r"(?:by|from|of)\s[^.,;:\"\u201c]*$",
    re.IGNORECASE,
)
"""What stands before the name of those whose figures tell: "according to data from London-based price agency"."""


def stance_of(
    speaker: str,
    claim: Claim,
    table: EntityTable,
    *,
    admitted: bool = False,
    asserted: bool = False,
    alleged: bool = False,
    words: str = "",
) -> Stance:
    """The stance of somebody who says that a transfer took place.

    Parameters:
        admitted: whether the words used show that he is concerned in it ("acknowledged"); a firm admits only what it
            is a party to.
        asserted: whether somebody else who read the text is certain that the speaker asserts; believed of all but those
            of whom the text says that they stand for a state that is no party.
        alleged: whether he is certain that the speaker only alleges; believed of all but those who stand for a firm
            that is a party, or of whom the text says that they stand for the supplier. Who "delivers to Norland" may
            arm others there, so that Norland may accuse.
        words: with which the text names the speaker ("data from the ministry").
    """
    entity, stands, sides = table.entities[speaker], table.stands_for(speaker), table.sides(claim)
    admitted = admitted and (entity.type is not EntityType.FIRM or bool(stands & sides))
    if admitted or _FIGURES.search(entity.name) or (not alleged and _FIGURES.search(words)):
        return Stance.ASSERTS
    told = table.is_told(speaker)
    if stands & sides:
        supplies = told and bool(stands & table.side(claim.supplier))
        firm = told and any(map(table.is_firm, stands & sides))
        if supplies or firm or not alleged:
            return Stance.ASSERTS
    states = {one for one in stands if table.entities[one].type is EntityType.STATE}
    elsewhere = told and states and not stands & (sides | table.homes(claim))
    return Stance.ASSERTS if asserted and not elsewhere else Stance.ALLEGES

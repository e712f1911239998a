"""What a telling leaves unsaid and the article told before: "Algeria bought wheat. Oran took another 20,000 tonnes."

One of the three parts of a transfer may be missing; it is then that of the nearest telling before, or a good that the
unit of its quantity implies.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from claimgraph.loaders.extract.labeller import labels
from claimgraph.loaders.extract.labeller.tellings import Span

_CLAIM: Final = 0.9
SAID: Final = 0.5
"""How sure a part is at least that counts as said at all."""
_KNOWN: Final = 0.8
_TOLD: Final = 0.5
_FAINT: Final = 0.3
"""How sure the labeller has to be of a party that an earlier telling names, too."""
_SUPPOSED: Final = 0.75
"""How sure a part is that another telling lends."""
_REACH: Final = 3
"""How many sentences a part is remembered for."""
_UNIT: Final = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")


@dataclass(frozen=True, slots=True)
class Part:
    """A marked span and the entity that it means."""

    entity: str
    span: Span


Sides = Mapping[str, Sequence[Part]]
"""The parts of one transfer by role: `labels.SUPPLIER`, `labels.RECIPIENT`, `labels.GOOD`."""


class Unsaid:
    """Remembers what the tellings of one article told, in order."""

    def __init__(self) -> None:
        self._told: list[tuple[int, Sides]] = []

    def remember(self, sides: Sides, sentence: int) -> None:
        """Keep what one telling told."""
        self._told.append((sentence, sides))

    def completed(self, sides: Sides, claim: float, sentence: int) -> Sides:
        """The sides, the one that is missing lent by an earlier telling.

        Parameters:
            claim: how sure it is that there is a transfer.
            sentence: the number of the telling's sentence.
        """
        missing = [role for role, parts in sides.items() if _how_sure(parts) < SAID]
        if claim < _CLAIM or len(missing) != 1:
            return sides
        others = {role: parts for role, parts in sides.items() if role not in missing}
        if min(map(_how_sure, others.values())) < _KNOWN:
            return sides
        role, faint = missing[0], sides[missing[0]]
        lent = self._lent(role, others, sentence)
        if role != labels.GOOD:
            supposed = {part.entity for part in faint if part.span.sure >= _FAINT}
            lent = [part for part in lent if part.entity in supposed]
        return {**sides, role: lent or faint}

    def _lent(self, role: str, others: Sides, sentence: int) -> list[Part]:
        """The parts in a role of the nearest earlier telling that names any of another kind than the other sides."""
        taken = {part.entity for parts in others.values() for part in parts}
        for place, sides in reversed(self._told):
            if 0 <= sentence - place <= _REACH:
                lent = [part for part in sides[role] if part.span.sure >= _TOLD and part.entity not in taken]
                if lent:
                    return [Part(part.entity, Span(part.span.start, part.span.end, _SUPPOSED)) for part in lent]
        return []


def implied_good(quantity: str, implied: Mapping[str, str]) -> str | None:
    """The good that the unit of a quantity implies, if it does.

    >>> implied_good("some 300MW", {"mw": "electricity"})
    'electricity'
    """
    return next((implied[unit] for unit in _UNIT.findall(quantity.lower()) if unit in implied), None)


def _how_sure(parts: Sequence[Part]) -> float:
    return max((part.span.sure for part in parts), default=0.0)

"""Who comes next: "Norland accounted for 2.4 million tonnes. Veridia was second with 431,000, followed by Sylvia with
144,000"; the next sentence tells of the same transfer without a word for it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from typing import Final

from claimgraph.loaders.extract.labeller import labels
from claimgraph.loaders.extract.labeller.amounts import AMOUNT
from claimgraph.loaders.extract.labeller.tellings import Span, Telling, told_in
from claimgraph.loaders.extract.mentions import CALENDAR
from claimgraph.loaders.extract.parsed import Parsed, sentence_at

_CERTAIN: Final = 0.9
_RANKS: Final = re.compile(
    r"\b(?:next|second|third|fourth|fifth|follow(?:s|ed|ing)|trail(?:s|ed|ing)|behind|runner-up|ranked)\b"
)
_WITH_SO_MUCH: Final = re.compile(
    r"(?P<name>[A-Z][\w'’.-]*(?: [A-Z][\w'’.-]*){0,3})[^.;,(A-Z]{0,40}?,? ?"
    rf"(?:\(|\bwith |\bat |\bon )(?:a )?{AMOUNT}"
)
_AMOUNT: Final = re.compile(rf"{AMOUNT}(?![^,.;]{{0,20}}\b(?:more|less|fewer|higher|lower|up|down)\b)")
"""An amount, not by how much it grew: "18 percent more"."""


class Ranking:
    """Completes the parties of the tellings of one article from the sentences behind them.

    Parameters:
        tellings: all that is told in the article.
        is_place: whether words name a place in a state.
    """

    def __init__(
        self, text: str, parsed: Sequence[Parsed], tellings: Sequence[Telling], is_place: Callable[[str], bool]
    ) -> None:
        self._text, self._tellings, self._is_place = text, tellings, is_place
        self._parsed = parsed

    def completed(self, telling: Telling) -> Telling:
        """The telling with everybody whom the next sentence ranks with an amount, on the side that has one here."""
        at = sentence_at(self._parsed, telling.trigger.start)
        behind = next((one for one in self._parsed if at is not None and one.index == at.index + 1), None)
        if at is None or behind is None or told_in(self._tellings, behind):
            return telling
        ranked = list(self._ranked(behind))
        side = self._counted(telling, at) if ranked else None
        if side is None:
            return telling
        parts = {role: tuple(span for span in spans if not behind.holds(span.start)) for role, spans in _sides(telling)}
        parts[side] = (*parts[side], *(Span(*name, _CERTAIN) for name in ranked))
        return replace(telling, parts={**telling.parts, **parts})

    def _ranked(self, at: Parsed) -> Iterator[tuple[int, int]]:
        """The names that a sentence ranks, each with an amount of its own."""
        if _RANKS.search(self._text, at.sentence.start, at.sentence.end) is None:
            return
        for found in _WITH_SO_MUCH.finditer(self._text, at.sentence.start, at.sentence.end):
            name = found["name"]
            if name not in CALENDAR and not self._is_place(name):
                yield found.span("name")

    def _counted(self, telling: Telling, at: Parsed) -> str | None:
        """The side whose one certain party here has the last amount behind it; None where that is not sure."""
        marks = [
            (span.start, role)
            for role, spans in _sides(telling)
            for span in spans
            if at.holds(span.start) and span.sure >= _CERTAIN
        ]
        amounts = [found.start() for found in _AMOUNT.finditer(self._text, at.sentence.start, at.sentence.end)]
        before = [role for start, role in sorted(marks) if amounts and start < amounts[-1]]
        return before[-1] if before and len({role for _, role in marks}) == len(labels.PARTIES) else None


def _sides(telling: Telling) -> list[tuple[str, tuple[Span, ...]]]:
    return [(role, telling.spans(role)) for role in labels.PARTIES]

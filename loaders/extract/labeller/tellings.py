"""What the labeller found: one telling for each trigger, its parts as spans of the text."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from claimgraph.graph.model import Modality

_SURE: Final = 0.5


@dataclass(frozen=True, slots=True)
class Span:
    """A marked stretch of the document's text; `sure` is the labeller's confidence between 0 and 1."""

    start: int
    end: int
    sure: float

    def overlaps(self, other: Span) -> bool:
        """Whether the two have any letter in common."""
        return self.start < other.end and other.start < self.end


@dataclass(frozen=True, slots=True)
class Telling:
    """One trigger and what is told with it.

    Parameters:
        trigger: the words that express the transfer.
        parts: spans by role (`labels.ROLES`), in the order of the text.
        antecedents: by role (`labels.ANTECEDENTS`), what a pronoun or a description in that part goes back to.
        polarity: probability by polarity (`labels.POLARITIES`).
        flags: probability by flag (`labels.FLAGS`).
    """

    trigger: Span
    parts: Mapping[str, tuple[Span, ...]]
    antecedents: Mapping[str, tuple[Span, ...]]
    polarity: Mapping[str, float]
    flags: Mapping[str, float]

    @property
    def modality(self) -> Modality:
        """Whether what is told took place, is only planned, or was stopped."""
        if self.flags["blocked"] >= _SURE:
            return Modality.BLOCKED
        return Modality.PLANNED if self.flags["planned"] >= _SURE else Modality.ACTUAL

    def spans(self, role: str) -> tuple[Span, ...]:
        """The spans of a part; none where it was not marked."""
        return self.parts.get(role, ())

    def all_spans(self) -> Iterator[Span]:
        """Every marked span, the trigger first."""
        yield self.trigger
        for marked in (*self.parts.values(), *self.antecedents.values()):
            yield from marked

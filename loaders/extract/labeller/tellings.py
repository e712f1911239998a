"""What the labeller found: one telling for each trigger, its parts as spans of the text."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from claimgraph.graph.model import Modality, Role, RoleSpan
from claimgraph.loaders.extract.parsed import Parsed

RULE: Final = "labeller"
"""The id of the rule on statements that come of tellings."""
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

    @property
    def is_denied(self) -> bool:
        """Whether it is told as something that did not happen."""
        return self.likeliest() in ("denied", "negated")

    def likeliest(self, *, denied: bool = True) -> str:
        """The likeliest polarity.

        Parameters:
            denied: whether it may be denied: what one says and another denies is told, not only denied, and so is what
                nobody is marked to deny, unless it is likely enough by itself.
        """
        odds = {name: sure for name, sure in self.polarity.items() if denied or name != "denied"}
        return max(odds, key=lambda name: odds[name])

    def spans(self, role: str) -> tuple[Span, ...]:
        """The spans of a part; none where it was not marked."""
        return self.parts.get(role, ())

    def all_spans(self) -> Iterator[Span]:
        """Every marked span, the trigger first."""
        yield self.trigger
        for marked in (*self.parts.values(), *self.antecedents.values()):
            yield from marked


def told_in(tellings: Iterable[Telling], at: Parsed) -> list[Telling]:
    """What a sentence tells: the tellings whose triggers stand in it."""
    return [telling for telling in tellings if at.holds(telling.trigger.start)]


def words_of(text: str, span: Span) -> str:
    """The words of a span, with single blanks between them."""
    return " ".join(text[span.start : span.end].split())


def role_spans(at: Parsed, role: Role, spans: Iterable[Span]) -> Iterator[RoleSpan]:
    """The spans as marks, those that lie in the sentence."""
    for span in spans:
        if at.sentence.start <= span.start and span.end <= at.sentence.end:
            yield RoleSpan(role, span.start, span.end)

"""What a dossier says, as frozen dataclasses without markup: one content for all writers.

A dossier is what somebody hands in at the end of an investigation: claims with both sides, the quotes and sources
behind them, what is left to check, and how all of it came about. `compose.py` makes it of a network; `markup.py`,
`markdown.py` and `word.py` write it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from claimgraph.graph.dossier.chart import Chart
from claimgraph.graph.model import Modality, Status

_MONTHS = (
    "January February March April May June July August September October November December".split()  # in any locale
)
DISPUTED = (Status.CONTESTED, Status.DENIED)
"""What comes first: claims that somebody denies."""


@dataclass(frozen=True, slots=True)
class Source:
    """An article of the list at the end; `number` is how quotes refer to it, from 1 on.

    `publisher` is the outlet, with the host that it came from where the outlet's name does not tell it. `grade` is what
    reviewers gave it: A–F for the source, 1–6 for the information, or "".
    """

    number: int
    title: str
    publisher: str
    published: str
    url: str
    grade: str = ""


@dataclass(frozen=True, slots=True)
class Quote:
    """Words of an article that carry a statement.

    Parameters:
        source: the number of the article.
        said_on: ISO date on which it was said or published, "" where no date is known.
        publisher: as in the list of articles.
        hedged: whether the speaker leaves it in doubt.
        by: who speaks, where that is another name than the voice's.
        relayed_by: names of those who pass the words on, nearest to the speaker first.
        broader: the broader good that a denial is about, "" where it denies the claim itself.
        matches: False where the stored text of the article has other words there now.
    """

    text: str
    source: int
    said_on: str = ""
    publisher: str = ""
    hedged: bool = False
    by: str = ""
    relayed_by: tuple[str, ...] = ()
    broader: str = ""
    matches: bool = True


@dataclass(frozen=True, slots=True)
class Voice:
    """One voice for or against a claim, once, with all its words.

    Parameters:
        name: the body, person or outlet whose word it is.
        ties: who else speaks for it or quotes it and why that is the same word: "Ana Sol (speaks for it)".
        quotes: the earliest first, each wording once.
        further: numbers of further articles in which it says the same.
        part: what it has to do with the supply: "party" where it is one or speaks for one, "home state" where a party
            is based there, "" for others.
    """

    name: str
    ties: tuple[str, ...]
    quotes: tuple[Quote, ...]
    further: tuple[int, ...] = ()
    part: str = ""


class Doubt(StrEnum):
    """What may be left to check about a claim, the gravest first; the value is how a list of them is headed."""

    CONFIDENCE = "Read with low confidence"
    CHANGED = "The quote no longer stands in the article"
    THIRD_PARTIES = "Denied by third parties only"
    DENIAL_ONLY = "Only the denial is here"
    UNNAMED = "Nobody who says so has a name"
    ONE_ORIGIN = "One origin only"
    ONE_ARTICLE = "Several origins, one article"
    HEDGED = "All who say so leave it in doubt"
    UNANSWERED = "Alleged, and not answered"


@dataclass(frozen=True, slots=True)
class Check:
    """Something to check about a claim; `words` say what."""

    doubt: Doubt
    words: str


@dataclass(frozen=True, slots=True)
class Entry:
    """One claim with both sides.

    Parameters:
        number: its place in the dossier, from 1 on; what is to be checked refers to it.
        headline: "drone engines from China to Russia".
        standing: its status with how many origins say so and how many voices deny: "contested 3:2".
        facts: what else is known of it, each a short phrase.
        beside: denials between the same parties that do not cover it, each a line.
        checks: what is left to check.
        checked: how many of its readings somebody checked, who and when; "" where nobody did.
        known: what analysts know themselves about it, which is no article's word, each a line.
        notes: notes of reviewers that are printed, each a line.
    """

    number: int
    id: str
    supplier: str
    recipient: str
    good: str
    status: Status
    modality: Modality
    headline: str
    standing: str
    facts: tuple[str, ...]
    saying: tuple[Voice, ...]
    denying: tuple[Voice, ...]
    beside: tuple[str, ...] = ()
    checks: tuple[Check, ...] = ()
    checked: str = ""
    known: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()

    @property
    def is_disputed(self) -> bool:
        """Whether somebody denies it."""
        return self.status in DISPUTED

    @property
    def doubts(self) -> frozenset[Doubt]:
        """What is left to check, without the words."""
        return frozenset(check.doubt for check in self.checks)


@dataclass(frozen=True, slots=True)
class Figure:
    """A number at a glance and what it counts."""

    number: str
    words: str


@dataclass(frozen=True, slots=True)
class Chapter:
    """Claims that stand together under a heading."""

    heading: str
    entries: tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class Dossier:
    """All that a dossier says, in the order in which it is read.

    Parameters:
        known: what analysts know themselves that none of the claims says, each a line.
    """

    title: str
    deck: str
    built_on: date
    figures: tuple[Figure, ...]
    chart: Chart
    entries: tuple[Entry, ...]
    method: tuple[str, ...]
    limits: tuple[str, ...]
    made_by: tuple[str, ...]
    sources: tuple[Source, ...]
    note: str = field(default="", kw_only=True)
    known: tuple[str, ...] = field(default=(), kw_only=True)

    @property
    def disputed(self) -> tuple[Entry, ...]:
        """The claims that somebody denies."""
        return tuple(entry for entry in self.entries if entry.is_disputed)

    @property
    def doubts(self) -> Mapping[Doubt, tuple[Entry, ...]]:
        """What is left to check, the gravest first, each with the claims that it is about."""
        about = {doubt: tuple(one for one in self.entries if doubt in one.doubts) for doubt in Doubt}
        return {doubt: entries for doubt, entries in about.items() if entries}

    @property
    def chapters(self) -> tuple[Chapter, ...]:
        """The claims by what they are: disputed ones first, what is reported not to happen last."""
        undisputed = [one for one in self.entries if not one.is_disputed and one.status is not Status.NEGATED]
        negated = [one for one in self.entries if one.status is Status.NEGATED]
        return _chapters(
            ("Disputed claims", self.disputed),
            ("Claims that nobody denies in these articles", undisputed),
            ("Reported not to happen, or stopped", negated),
        )


def _chapters(*told: tuple[str, Sequence[Entry]]) -> tuple[Chapter, ...]:
    return tuple(Chapter(heading, tuple(entries)) for heading, entries in told if entries)


def day_of(iso: str) -> str:
    """An ISO date as people write it.

    >>> day_of("2026-03-01"), day_of("odd")
    ('1 March 2026', 'odd')
    """
    try:
        year, month, day = (int(part) for part in iso.split("-"))
        return f"{day} {_MONTHS[month - 1]} {year}"
    except (ValueError, IndexError):
        return iso

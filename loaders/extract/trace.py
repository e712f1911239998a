"""What an extractor tells while it reads: one event for each decision, to a trace that by default forgets it.

The events come from the run that makes the claims, so that an explanation never speaks of another run. They hold the
rooms' own values; `explained` makes plain data of them.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final, Protocol

from claimgraph.graph.model import Entity, Statement
from claimgraph.loaders.extract.attribution import Layer
from claimgraph.loaders.extract.labeller.tellings import Telling
from claimgraph.loaders.extract.layout import Legible
from claimgraph.loaders.extract.lexicon import Frame
from claimgraph.loaders.extract.outlook import Outlook
from claimgraph.loaders.extract.parsed import Parsed
from claimgraph.loaders.extract.segment import Sentence
from claimgraph.loaders.extract.words import Token


class Why(StrEnum):
    """Why a sentence, a trigger or a denial led to no claim or statement, or not by itself."""

    QUESTION = "the sentence is a question"
    NO_FRAME = "read as another part of speech than its frames are for"
    NO_GOOD = "the frame finds no good"
    NO_PARTY = "the frame finds neither supplier nor recipient"
    FEWER_PARTS = "another frame fills more parts, or as many and stands first"
    TAKEN_UP = "read as a part of what another trigger tells"
    GIVEN_UP = "no sentence that may tell of a transfer tells of one surely enough, so the article is given up"
    MISFIT = "a party is no party by its type (a person, a place, a vessel), or the good is no good"
    NOT_ASKED = "this extractor states the labeller's claims, not those of the rules"
    UNSURE = "incomplete, or not sure enough"
    SUPPLIER_MISSING = "no supplier is named"
    RECIPIENT_MISSING = "no recipient is named"
    SUPPLIER_UNRESOLVED = "the supplier goes back to nobody"
    RECIPIENT_UNRESOLVED = "the recipient goes back to nobody"
    GOOD_UNRESOLVED = "the good goes back to nothing"
    SAME_PARTY = "supplier and recipient are the same"
    GOOD_IS_PARTY = "the good is one of the parties"
    HYPOTHETICAL = "hypothetical: nothing is said about its taking place"
    NEGATED_PLAN = "a plan or stop that is itself negated"
    NOT_SAID = "the speaker is said not to say it"
    DENIED_NEGATION = "the denial of something negated"
    BRUSHOFF = "the sentence answers without denying"
    DENIAL_UNDONE = "the denial is itself negated"
    NOTHING_SAID = "what is rejected is nothing that was said"
    NO_SPEAKER = "the denial has no speaker that can be named"
    NOTHING_TO_ANSWER = "no earlier allegation that it could answer"
    REFUTED = "a denial that the article's other statements speak against"


@dataclass(frozen=True, slots=True)
class Selected:
    """Which of an article's sentences are parsed. The offsets of all events are into the text of `layout`."""

    sentences: Sequence[Sentence]
    parsed: Sequence[Sentence]
    layout: Legible


@dataclass(frozen=True, slots=True)
class Opened:
    """A sentence is read for claims; what follows belongs to it."""

    at: Parsed


@dataclass(frozen=True, slots=True)
class Mentioned:
    """A phrase, by its head, names an entity wherever it stands."""

    at: Parsed
    head: Token
    entity: str


@dataclass(frozen=True, slots=True)
class Resolved:
    """Somebody asked whom a phrase means: `entity` is None where it means nobody. `sought` is "party", "speaker"
    or "good"."""

    at: Parsed
    head: Token
    sought: str
    entity: str | None


@dataclass(frozen=True, slots=True)
class Weighed:
    """A phrase considered for a part of a frame; `objection` is None where the typing gate let it through."""

    part: str
    place: str
    head: Token
    objection: str | None


@dataclass(frozen=True, slots=True)
class Tried:
    """A frame at a trigger: what stood in its places, and what fills each part ("supplier", "recipient", "good",
    "via")."""

    at: Parsed
    trigger: Token
    frame: Frame
    weighed: tuple[Weighed, ...]
    parts: Mapping[str, tuple[Token, ...]]
    failed: Why | None


@dataclass(frozen=True, slots=True)
class Judged:
    """The proposal that is made of a trigger, with what its good tells and what surrounds it: who says it, deepest
    first, in whose voice the sentence stands, whether it happens."""

    at: Parsed
    trigger: Token
    rule: str
    parts: Mapping[str, tuple[Token, ...]]
    layers: tuple[Layer, ...]
    voice: str | None
    outlook: Outlook


@dataclass(frozen=True, slots=True)
class Dropped:
    """A candidate ends here, or one way of reading it: `detail` and the ids of `entities` say which."""

    at: Parsed
    why: Why
    trigger: Token | None = None
    detail: str = ""
    entities: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Stated:
    """A statement is entered into the ledger."""

    sentence: Sentence
    statement: Statement


@dataclass(frozen=True, slots=True)
class Restated:
    """A statement, by its id, reads otherwise once the whole article is known: whom it describes is named elsewhere.
    `statement` is None where nothing is left of it: both parties are one, or `why` says what else."""

    was: str
    statement: Statement | None
    why: Why | None = None


@dataclass(frozen=True, slots=True)
class Marked:
    """A telling of the labeller; `failed` is None where a statement came of it."""

    at: Parsed
    telling: Telling
    failed: Why | None


@dataclass(frozen=True, slots=True)
class Finished:
    """The article is read; these are all entities that were declared, by id."""

    entities: Mapping[str, Entity]


Event = Selected | Opened | Mentioned | Resolved | Tried | Judged | Dropped | Stated | Restated | Marked | Finished


class Trace(Protocol):
    """Whoever is told what happens while one article is read. `listens` says whether anybody does: where events
    come by the thousand, ask before one is made."""

    listens: bool

    def note(self, event: Event, /) -> None:
        """Take notice of an event; the events come in the order in which things happen."""
        ...


class _Silent:
    listens = False

    def note(self, event: Event, /) -> None:
        """Forget it."""


SILENT: Final[Trace] = _Silent()
"""The trace that keeps nothing."""

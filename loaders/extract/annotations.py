"""What stages write about a text: mentions, events with their arguments, transfers, their factuality and sources.

All offsets are code points into `Doc.text`, start inclusive, end exclusive.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Final

from claimgraph.graph.model import Claim, Modality, Stance

if TYPE_CHECKING:
    from claimgraph.loaders.extract.parsed import Parsed
    from claimgraph.loaders.extract.segment import Sentence

LIKELIER_THAN_NOT: Final = 0.5
"""From this probability on something is taken for so."""


class MentionType(StrEnum):
    """What a named mention names. The order of the types is that of the network's tags: a new one goes last,
    and the network is trained again."""

    STATE = "State"
    FIRM = "Firm"
    OFFICIAL = "Official"
    PERSON = "Person"
    ORGANIZATION = "Organization"
    ARMED_GROUP = "ArmedGroup"
    PLACE = "Place"
    REGION = "Region"
    FACILITY = "Facility"
    VESSEL = "Vessel"
    PRODUCT = "Product"
    EVENT = "Event"
    MONEY = "Money"


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of text and the probability, between 0 and 1, with which it was marked."""

    start: int
    end: int
    score: float = 1.0

    def overlaps(self, other: Span | Mention) -> bool:
        """Whether the two have a character in common."""
        return self.start < other.end and other.start < self.end


@dataclass(frozen=True, slots=True)
class Mention:
    """A name in the text, with the type of what it names and the probability of that type."""

    start: int
    end: int
    type: MentionType
    score: float


@dataclass(frozen=True, slots=True)
class EventMention:
    """One trigger of a transfer with its arguments.

    Parameters:
        trigger: the words that express the transfer ("sold", "deliveries").
        arguments: spans by role (`labels.ROLES`), in the order of the text.
        antecedents: by role (`labels.ANTECEDENTS`), what a pronoun or description in that role goes back to.
        polarity: probability by polarity (`labels.POLARITIES`).
        flags: probability by flag (`labels.FLAGS`).
        source: the stage that proposed the trigger: "network" or "lexicon".
    """

    trigger: Span
    arguments: Mapping[str, tuple[Span, ...]]
    antecedents: Mapping[str, tuple[Span, ...]]
    polarity: Mapping[str, float]
    flags: Mapping[str, float]
    source: str = "network"

    @property
    def modality(self) -> Modality:
        """Whether the transfer took place, is planned, or was blocked."""
        if self.flags["blocked"] >= LIKELIER_THAN_NOT:
            return Modality.BLOCKED
        return Modality.PLANNED if self.flags["planned"] >= LIKELIER_THAN_NOT else Modality.ACTUAL

    def role(self, role: str) -> tuple[Span, ...]:
        """The spans of a role; none where it was not marked."""
        return self.arguments.get(role, ())

    def back(self, role: str) -> tuple[Span, ...]:
        """What a pronoun or a description in a role goes back to."""
        return self.antecedents.get(role, ())

    def spans(self) -> Iterator[Span]:
        """Every marked span, the trigger first."""
        yield self.trigger
        for marked in (*self.arguments.values(), *self.antecedents.values()):
            yield from marked


@dataclass(frozen=True, slots=True)
class Participant:
    """An entity that plays a role in an event, and the span that names it."""

    entity: str
    span: Span


@dataclass(frozen=True, slots=True)
class Transfer:
    """An event with its arguments as entities; `sentence` is the number of the trigger's sentence."""

    event: EventMention
    sentence: int
    suppliers: tuple[Participant, ...] = ()
    recipients: tuple[Participant, ...] = ()
    goods: tuple[Participant, ...] = ()
    via: tuple[Participant, ...] = ()

    @property
    def sides(self) -> tuple[frozenset[str], frozenset[str]]:
        """Ids of those who supply, and of those who receive."""
        return frozenset(part.entity for part in self.suppliers), frozenset(part.entity for part in self.recipients)

    @property
    def claim(self) -> Claim | None:
        """Its first claim, for which its speakers are judged; None where a part of it is not known."""
        if not (self.suppliers and self.recipients and self.goods):
            return None
        parts = (self.suppliers[0].entity, self.recipients[0].entity, self.goods[0].entity)
        return Claim.of(*parts, self.event.modality)


@dataclass(frozen=True, slots=True)
class Factuality:
    """Whether a transfer is told as a fact.

    Parameters:
        modality: whether it took place, is planned, or was blocked.
        polarity: "asserted", "alleged", "denied" or "negated".
        hedged: whether the telling is hedged ("reportedly").
        unsaid: why nothing is claimed: a question, a condition; empty where something is.
    """

    modality: Modality
    polarity: str
    hedged: bool = False
    unsaid: str = ""


@dataclass(frozen=True, slots=True)
class Source:
    """Who stands how to a transfer: `speaker` is None for the article's own voice; `spared` are ids of parts
    of the transfer, parties and goods, about which he does not say it."""

    speaker: str | None
    stance: Stance
    span: Span | None = None
    relayed_by: tuple[str, ...] = ()
    sentence: int | None = None
    cue: Span | None = None
    spared: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Rebuttal:
    """Somebody who denies or confirms, in a sentence of its own, transfers that were told before it.

    Parameters:
        sentence: the number of the sentence.
        speaker: the id of whoever says so.
        stance: how he stands to them.
        span, cue: the words for him, and the word by which he says so.
        transfers: places in `Doc.transfers`.
        place: the place of the transfer that the sentence tells itself, in part, where it does.
        spared: ids of parties and goods of those transfers that it does not answer: "denied selling rifles" spares the
            drones.
    """

    sentence: int
    speaker: str
    stance: Stance
    span: Span
    cue: Span
    transfers: tuple[int, ...]
    place: int | None = None
    spared: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Drop:
    """An event of which no claim came, and why."""

    event: EventMention
    why: str


@dataclass(frozen=True, slots=True)
class ParsedText:
    """An article's text with its sentences and their trees, by sentence number; `article` is its id."""

    article: str
    text: str
    sentences: tuple[Sentence, ...]
    trees: Mapping[int, Parsed]


def words_of(text: str, span: Span) -> str:
    """The words of a span, with single blanks between them."""
    return " ".join(text[span.start : span.end].split())

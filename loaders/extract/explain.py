"""How an article was read, as plain data: for each sentence its events and mentions, and what became of them.

>>> from claimgraph.graph.model import Article, Document, text_hash
>>> from claimgraph.loaders.extract.extractor import load_extractor
>>> text = "Norway sold Kenya ten boats."
>>> explained = explain(load_extractor(), Document(Article("a", "a", text_hash(text)), text))
>>> [event.trigger.text for event in explained.sentences[0].events]
['sold']
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, Protocol, runtime_checkable

from claimgraph.graph.model import Claim, Document, Entity, Reading, Statement
from claimgraph.loaders.extract.annotations import Participant, Span, Transfer, words_of
from claimgraph.loaders.extract.doc import Doc
from claimgraph.loaders.extract.layout import Legible
from claimgraph.loaders.extract.parsed import Parsed
from claimgraph.loaders.extract.pipeline import unread_reading
from claimgraph.loaders.extract.segment import Sentence
from claimgraph.loaders.languages import ENGLISH

_NOT_RELEVANT: Final = "the stage relevance left it out: it has no words for a supply and its parties"


@runtime_checkable
class ExplainableExtractor(Protocol):
    """An extractor that can tell how it read articles."""

    def process(self, documents: Sequence[Document], /) -> list[Doc]:
        """The articles with all layers."""
        ...


@dataclass(frozen=True, slots=True)
class Words:
    """A stretch of the document; offsets are code points. `score` is the probability with which it was marked."""

    text: str
    start: int
    end: int
    score: float | None = None


@dataclass(frozen=True, slots=True)
class Node:
    """A word in the tree: `head` is the number of the word that it hangs on, its own at the root."""

    number: int
    text: str
    tag: str
    relation: str
    head: int


@dataclass(frozen=True, slots=True)
class MentionTold:
    """A named mention, its type, and the entity that it was linked to; `entity` is empty where it names none."""

    words: Words
    type: str
    entity: str


@dataclass(frozen=True, slots=True)
class ArgumentTold:
    """What the network marked in a role, and the entities that came of the role."""

    role: str
    words: tuple[Words, ...]
    entities: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class EventTold:
    """An event and what became of it.

    Parameters:
        source: who found the trigger: the network, or the lexicon where the network did not.
        proposed: whether the lexicon proposed it, whoever found it.
        score: the probability that it tells of a transfer.
        modality, polarity, hedged: whether it is told as a fact.
        sources: who stands how to it.
        dropped: why no claim came of it; empty where one did.
    """

    trigger: Words
    source: str
    proposed: bool
    score: float
    arguments: tuple[ArgumentTold, ...]
    modality: str
    polarity: str
    hedged: bool
    sources: tuple[str, ...]
    dropped: str


@dataclass(frozen=True, slots=True)
class RebuttalTold:
    """Somebody who denies in this sentence what was told before."""

    speaker: str
    cue: Words
    answers: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class StatementTold:
    """A statement that was kept."""

    supplier: str
    recipient: str
    good: str
    modality: str
    stance: str
    speaker: str
    hedged: bool


@dataclass(frozen=True, slots=True)
class SentenceTold:
    """A sentence with all that was found in it. Its number counts from 1; `unread` tells why nobody looked at it, where
    nobody did."""

    number: int
    start: int
    end: int
    text: str
    label: str
    unread: str
    tree: tuple[Node, ...]
    mentions: tuple[MentionTold, ...]
    events: tuple[EventTold, ...]
    rebuttals: tuple[RebuttalTold, ...]
    statements: tuple[StatementTold, ...]

    @property
    def is_of_interest(self) -> bool:
        """Whether anything was found that might have been a claim."""
        return bool(self.events or self.rebuttals or self.statements)


@dataclass(frozen=True, slots=True)
class Explained:
    """An article sentence by sentence, and its reading."""

    reading: Reading
    sentences: tuple[SentenceTold, ...]


def explain(extractor: ExplainableExtractor, document: Document) -> Explained:
    """How an extractor read an article."""
    if document.article.language != ENGLISH:
        return Explained(unread_reading(document), ())
    [doc] = extractor.process([document])
    reading = doc.reading if doc.reading is not None else Reading(document)
    return Explained(reading, tuple(_Teller(doc, reading).sentences()))


class _Teller:
    """Tells one article's layers with names in the place of ids."""

    def __init__(self, doc: Doc, reading: Reading) -> None:
        self._doc, self._reading = doc, reading
        self._layout = doc.layout or Legible(doc.text)
        self._entities: Mapping[str, Entity] = doc.entities.entities if doc.entities is not None else {}
        self._claims: Mapping[str, Claim] = {claim.id: claim for claim in reading.claims}
        self._dropped = {id(drop.event): drop.why for drop in doc.drops}

    def sentences(self) -> Iterator[SentenceTold]:
        """All sentences in order."""
        for sentence in self._doc.sentences:
            start, end = self._layout.stored(sentence.start, sentence.end)
            at = self._doc.trees.get(sentence.index)
            yield SentenceTold(
                sentence.index + 1,
                start,
                end,
                self._doc.document.text[start:end],
                sentence.label,
                self._unread(sentence),
                tuple(_nodes(at)) if at is not None else (),
                tuple(self._mentions(sentence)),
                tuple(self._events(sentence)),
                tuple(self._rebuttals(sentence)),
                tuple(self._statements(start, end)),
            )

    def _unread(self, sentence: Sentence) -> str:
        return "" if self._doc.events or sentence.index in self._doc.relevant else _NOT_RELEVANT

    def _mentions(self, sentence: Sentence) -> Iterator[MentionTold]:
        names = self._doc.resolver.names if self._doc.resolver is not None else None
        for one in names.mentions if names is not None else self._doc.mentions:
            if sentence.start <= one.start < sentence.end:
                found = names.at(one.start, one.end) if names is not None else None
                words = self._words(Span(one.start, one.end, one.score))
                yield MentionTold(words, one.type, self._name(found.entity) if found is not None else "")

    def _events(self, sentence: Sentence) -> Iterator[EventTold]:
        for place, transfer in enumerate(self._doc.transfers):
            event = transfer.event
            if transfer.sentence != sentence.index:
                continue
            told = self._doc.factuality[place]
            sources = self._doc.sources[place] if self._doc.sources else ()
            yield EventTold(
                self._words(event.trigger),
                event.source,
                any(event.trigger.overlaps(span) for span in self._doc.proposed),
                event.flags["claim"],
                tuple(self._arguments(transfer)),
                told.modality,
                told.polarity,
                told.hedged,
                tuple(f"{self._name(source.speaker)} {source.stance}" for source in sources),
                self._dropped.get(id(event), ""),
            )

    def _arguments(self, transfer: Transfer) -> Iterator[ArgumentTold]:
        resolved: Mapping[str, Sequence[Participant]] = {
            "supplier": transfer.suppliers,
            "recipient": transfer.recipients,
            "good": transfer.goods,
            "via": transfer.via,
        }
        for role, spans in transfer.event.arguments.items():
            if spans or resolved.get(role):
                entities = (self._name(part.entity) for part in resolved.get(role, ()))
                yield ArgumentTold(role, tuple(map(self._words, spans)), tuple(entities))

    def _rebuttals(self, sentence: Sentence) -> Iterator[RebuttalTold]:
        for rebuttal in self._doc.rebuttals:
            if rebuttal.sentence == sentence.index:
                triggers = (self._doc.transfers[place].event.trigger for place in rebuttal.transfers)
                answers = tuple(words_of(self._doc.text, trigger) for trigger in triggers)
                yield RebuttalTold(self._name(rebuttal.speaker), self._words(rebuttal.cue), answers)

    def _statements(self, start: int, end: int) -> Iterator[StatementTold]:
        here: Iterable[Statement] = (
            one for one in self._reading.statements if start <= one.evidence.start and one.evidence.end <= end
        )
        for statement in here:
            claim = self._claims[statement.claim]
            yield StatementTold(
                self._name(claim.supplier),
                self._name(claim.recipient),
                self._name(claim.good),
                claim.modality,
                statement.stance,
                self._name(statement.speaker),
                statement.hedged,
            )

    def _words(self, span: Span) -> Words:
        start, end = self._layout.stored(span.start, span.end)
        return Words(words_of(self._doc.text, span), start, end, round(span.score, 2))

    def _name(self, entity: str | None) -> str:
        """The name of an entity; empty for the article's own voice."""
        return self._entities[entity].name if entity is not None else ""


def _nodes(at: Parsed) -> Iterator[Node]:
    for token in at.tree:
        yield Node(token.i, token.text, token.tag_, token.dep_, token.head.i)

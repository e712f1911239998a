"""An article's reading explained: the trace of one run as plain data, sentence by sentence, with offsets into the text.

>>> from claimgraph.graph.model import Article, Document, text_hash
>>> from claimgraph.loaders.extract.extractor import load_extractor
>>> text = "Norway handed Kenya a victory."
>>> explained = explain(load_extractor(), Document(Article("a", "a", text_hash(text)), text))
>>> explained.sentences[0].triggers[0].endings[0].why
'the frame finds no good'
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Protocol, runtime_checkable

from claimgraph.graph.model import Claim, Document, Entity, Reading, Role, Statement
from claimgraph.loaders.extract import trace as events
from claimgraph.loaders.extract.documents import stored
from claimgraph.loaders.extract.labeller.tellings import Span, Telling
from claimgraph.loaders.extract.layout import Legible
from claimgraph.loaders.extract.parsed import Parsed
from claimgraph.loaders.extract.segment import Sentence
from claimgraph.loaders.extract.words import Token


@runtime_checkable
class TracedExtractor(Protocol):
    """An extractor that tells what it does."""

    def read_traced(self, document: Document, trace: events.Trace) -> Reading:
        """The claims of one article, with every decision on the way told to a trace."""
        ...


@dataclass(frozen=True, slots=True)
class Words:
    """A stretch of the document; offsets are code points. `sure` is a labeller's confidence, where one marked it."""

    text: str
    start: int
    end: int
    sure: float | None = None


@dataclass(frozen=True, slots=True)
class Node:
    """A word in the tree: `head` is the number of the word that it hangs on, its own at the root."""

    number: int
    text: str
    lemma: str
    pos: str
    tag: str
    relation: str
    head: int


@dataclass(frozen=True, slots=True)
class Meaning:
    """A phrase, by its head, and the entity that it was taken for; both empty where it means nobody."""

    words: Words
    entity: str
    name: str


@dataclass(frozen=True, slots=True)
class Considered:
    """A phrase that stood in a place of a frame; `objection` is empty where it may play the part."""

    words: Words
    part: str
    place: str
    objection: str


@dataclass(frozen=True, slots=True)
class FrameTried:
    """A frame at a trigger; `failed` is empty where it fits."""

    family: str
    parts: Mapping[str, tuple[Words, ...]]
    considered: tuple[Considered, ...]
    failed: str


@dataclass(frozen=True, slots=True)
class Speaking:
    """A speaker above a trigger; `speaker` is None where the words name nobody."""

    kind: str
    cue: Words
    speaker: Words | None
    negated: bool


@dataclass(frozen=True, slots=True)
class Ground:
    """A word that says something about a transfer's taking place."""

    says: str
    words: Words


@dataclass(frozen=True, slots=True)
class Judgement:
    """What is made of a trigger, and what surrounds it: speakers, deepest first; the voice of the sentence; whether it
    takes place and why."""

    rule: str
    parts: Mapping[str, tuple[Words, ...]]
    speakers: tuple[Speaking, ...]
    voice: str
    effect: str
    negated: bool
    hedged: bool
    grounds: tuple[Ground, ...]


@dataclass(frozen=True, slots=True)
class Ending:
    """Why something was dropped, and what exactly."""

    why: str
    detail: str


@dataclass(frozen=True, slots=True)
class Kept:
    """A statement that was entered."""

    statement: str
    claim: str
    supplier: str
    recipient: str
    good: str
    modality: str
    stance: str
    speaker: str
    hedged: bool
    rule: str
    trigger: str


@dataclass(frozen=True, slots=True)
class TriggerTold:
    """A candidate and everything that became of it."""

    words: Words
    frames: tuple[FrameTried, ...]
    judgements: tuple[Judgement, ...]
    endings: tuple[Ending, ...]
    kept: tuple[Kept, ...]


@dataclass(frozen=True, slots=True)
class TellingTold:
    """What the labeller marked at a trigger; `failed` is empty where statements came of it."""

    trigger: Words
    parts: Mapping[str, tuple[Words, ...]]
    antecedents: Mapping[str, tuple[Words, ...]]
    polarity: Mapping[str, float]
    flags: Mapping[str, float]
    failed: str


@dataclass(frozen=True, slots=True)
class SentenceTold:
    """One sentence; `number` counts from 1. What is not tied to one trigger stands in `endings` and `kept`."""

    number: int
    start: int
    end: int
    text: str
    label: str
    parsed: bool
    tree: tuple[Node, ...]
    meanings: tuple[Meaning, ...]
    triggers: tuple[TriggerTold, ...]
    tellings: tuple[TellingTold, ...]
    endings: tuple[Ending, ...]
    kept: tuple[Kept, ...]

    @property
    def is_of_interest(self) -> bool:
        """Whether anything was tried or entered."""
        return bool(self.triggers or self.tellings or self.endings or self.kept)


@dataclass(frozen=True, slots=True)
class Explained:
    """An article's sentences, with the reading that the same run gave."""

    reading: Reading
    sentences: tuple[SentenceTold, ...]


def explain(extractor: TracedExtractor, document: Document) -> Explained:
    """Read a document and tell what happened to each of its sentences."""
    explainer = Explainer(document)
    reading = extractor.read_traced(document, explainer)
    return Explained(reading, explainer.sentences(reading))


@dataclass(slots=True)
class _Heard:
    """What was heard about one trigger, by its number in the sentence."""

    token: Token
    tried: list[events.Tried] = field(default_factory=list)
    judged: list[events.Judged] = field(default_factory=list)
    dropped: list[events.Dropped] = field(default_factory=list)


class Explainer:
    """A trace that keeps everything of one article."""

    listens = True

    def __init__(self, document: Document) -> None:
        self._document, self._text = document, document.text
        self._layout = Legible(document.text)
        self._sentences: tuple[Sentence, ...] = ()
        self._opened: dict[int, Parsed] = {}
        self._meant: dict[int, dict[int, tuple[Token, str | None]]] = defaultdict(dict)
        self._heard: dict[int, dict[int, _Heard]] = defaultdict(dict)
        self._endings: dict[int, list[events.Dropped]] = defaultdict(list)
        self._stated: dict[int, list[Statement]] = defaultdict(list)
        self._restated: dict[str, list[Statement]] = {}
        self._withdrawn: dict[str, events.Why] = {}
        self._marked: dict[int, list[events.Marked]] = defaultdict(list)
        self._entities: Mapping[str, Entity] = {}

    def note(self, event: events.Event, /) -> None:
        """Keep an event."""
        match event:
            case events.Selected():
                self._sentences, self._layout = tuple(event.sentences), event.layout
            case events.Opened():
                self._opened[event.at.index] = event.at
            case events.Mentioned():
                self._meant[event.at.index][event.head.i] = event.head, event.entity
            case events.Resolved():
                self._keep_meaning(event)
            case events.Tried():
                self._keep_frame(event)
            case events.Judged():
                self._about(event.at, event.trigger).judged.append(event)
            case events.Dropped():
                self._keep_ending(event)
            case events.Stated():
                self._stated[event.sentence.index].append(event.statement)
            case events.Restated():
                self._keep_restated(event)
                if event.why is not None:
                    self._withdrawn[event.was] = event.why
            case events.Marked():
                self._marked[event.at.index].append(event)
            case events.Finished():
                self._entities = event.entities

    def sentences(self, reading: Reading) -> tuple[SentenceTold, ...]:
        """All sentences of the article in order, once it is read."""
        claims = {claim.id: claim for claim in reading.claims}
        return tuple(self._sentence(sentence, claims) for sentence in self._sentences)

    # ---- keeping

    def _about(self, at: Parsed, trigger: Token) -> _Heard:
        return self._heard[at.index].setdefault(trigger.i, _Heard(trigger))

    def _keep_meaning(self, event: events.Resolved) -> None:
        known = self._meant[event.at.index].get(event.head.i)
        if event.entity is not None or (event.sought == "party" and known is None):
            self._meant[event.at.index][event.head.i] = event.head, event.entity

    def _keep_frame(self, event: events.Tried) -> None:
        """A frame that is tried again, for a trigger around this one, tells nothing new."""
        tried = self._about(event.at, event.trigger).tried
        if all(known.frame is not event.frame for known in tried):
            tried.append(event)

    def _keep_restated(self, event: events.Restated) -> None:
        """A statement may become several; where nothing is left of it, what else it became still stands."""
        become = self._restated.setdefault(event.was, [])
        if event.statement is not None:
            become.append(event.statement)
        else:
            become[:] = [one for one in become if one.id != event.was]

    def _keep_ending(self, event: events.Dropped) -> None:
        endings = self._endings[event.at.index]
        if event.trigger is not None:
            endings = self._about(event.at, event.trigger).dropped
        if event not in endings:
            endings.append(event)

    # ---- telling

    def _in_the_end(self, stated: Iterable[Statement]) -> Iterator[Statement]:
        """Statements as the reading has them, but those of which nothing is left."""
        for statement in stated:
            become = self._restated.get(statement.id, [statement])
            yield from (one for one in become if one.id == statement.id)
            yield from self._in_the_end(one for one in become if one.id != statement.id)

    def _refuted(self, stated: Iterable[Statement]) -> Iterator[Ending]:
        """Why statements were withdrawn once the whole article was known."""
        for why in dict.fromkeys(self._withdrawn[one.id] for one in stated if one.id in self._withdrawn):
            yield Ending(str(why), "")

    def _sentence(self, sentence: Sentence, claims: Mapping[str, Claim]) -> SentenceTold:
        index, at = sentence.index, self._opened.get(sentence.index)
        told = list(self._in_the_end(self._stated[index]))
        stated = [statement for statement in told if statement.claim in claims]
        given_up = [Ending(str(events.Why.GIVEN_UP), "")] if len(stated) < len(told) else []
        given_up += self._refuted(self._stated[index])
        kept = [self._kept(statement, claims[statement.claim]) for statement in stated]
        kept = list(dict.fromkeys(kept))
        if at is None:
            place = self._place(sentence)
            return SentenceTold(index + 1, *place, sentence.label, False, (), (), (), (), tuple(given_up), tuple(kept))
        starts = {
            stored(statement, self._document, self._layout).id: role.start
            for statement in stated
            for role in statement.roles
            if role.role is Role.TRIGGER
        }
        heard = self._heard[index]
        own = {number: sentence.start + each.token.idx for number, each in heard.items()}
        triggers = tuple(
            self._trigger(at, heard[number], [one for one in kept if starts.get(one.statement) == own[number]])
            for number in sorted(heard)
        )
        return SentenceTold(
            index + 1,
            *self._place(sentence),
            sentence.label,
            True,
            tuple(_node(token) for token in at.tree),
            tuple(self._meaning(at, *self._meant[index][number]) for number in sorted(self._meant[index])),
            triggers,
            tuple(self._telling(marked) for marked in self._marked[index]),
            (*given_up, *(self._ending(dropped) for dropped in self._endings[index])),
            tuple(one for one in kept if starts.get(one.statement) not in own.values()),
        )

    def _place(self, sentence: Sentence) -> tuple[int, int, str]:
        start, end = self._layout.stored(sentence.start, sentence.end)
        return start, end, self._text[start:end]

    def _trigger(self, at: Parsed, heard: _Heard, kept: Iterable[Kept]) -> TriggerTold:
        return TriggerTold(
            self._words(at, heard.token),
            tuple(self._frame(at, tried, heard.dropped) for tried in heard.tried),
            tuple(self._judgement(at, judged) for judged in heard.judged),
            tuple(self._ending(dropped) for dropped in heard.dropped if dropped.why is not events.Why.FEWER_PARTS)
            or self._unfilled(heard),
            tuple(kept),
        )

    def _unfilled(self, heard: _Heard) -> tuple[Ending, ...]:
        """Why nothing came of a trigger at which no frame fits."""
        failed = [tried.failed for tried in heard.tried]
        if not failed or None in failed:
            return ()
        return tuple(Ending(str(why), "") for why in dict.fromkeys(filter(None, failed)))

    def _frame(self, at: Parsed, tried: events.Tried, dropped: Iterable[events.Dropped]) -> FrameTried:
        """A frame with what it found; one that fits fails where another was taken instead."""
        beaten = (each for each in dropped if each.why is events.Why.FEWER_PARTS and each.detail == tried.frame.family)
        failed = tried.failed or next((each.why for each in beaten), "")
        considered = tuple(
            Considered(self._words(at, each.head), each.part, each.place, str(each.objection or ""))
            for each in tried.weighed
        )
        return FrameTried(tried.frame.family, self._parts(at, tried.parts), considered, str(failed))

    def _parts(self, at: Parsed, parts: Mapping[str, tuple[Token, ...]]) -> dict[str, tuple[Words, ...]]:
        return {part: tuple(self._words(at, head) for head in heads) for part, heads in parts.items() if heads}

    def _judgement(self, at: Parsed, judged: events.Judged) -> Judgement:
        speakers = tuple(
            Speaking(
                layer.kind,
                self._words(at, layer.cue),
                self._words(at, layer.speaker) if layer.speaker is not None else None,
                layer.negated,
            )
            for layer in judged.layers
        )
        outlook = judged.outlook
        grounds = tuple(Ground(says, self._words(at, word)) for says, word in outlook.grounds)
        voice = self._name(judged.voice) if judged.voice else ""
        return Judgement(
            judged.rule,
            self._parts(at, judged.parts),
            speakers,
            voice,
            outlook.effect,
            outlook.negated,
            outlook.hedged,
            grounds,
        )

    def _ending(self, dropped: events.Dropped) -> Ending:
        names = " → ".join(self._name(entity) for entity in dropped.entities)
        return Ending(str(dropped.why), ": ".join(filter(None, (dropped.detail, names))))

    def _kept(self, statement: Statement, claim: Claim) -> Kept:
        supplier, recipient, good = map(self._name, (claim.supplier, claim.recipient, claim.good))
        speaker = self._name(statement.speaker) if statement.speaker else ""
        return Kept(
            stored(statement, self._document, self._layout).id,
            claim.id,
            supplier,
            recipient,
            good,
            claim.modality,
            statement.stance,
            speaker,
            statement.hedged,
            statement.rule,
            statement.trigger,
        )

    def _telling(self, marked: events.Marked) -> TellingTold:
        telling: Telling = marked.telling
        return TellingTold(
            self._marked_words(telling.trigger),
            {role: tuple(map(self._marked_words, spans)) for role, spans in telling.parts.items() if spans},
            {role: tuple(map(self._marked_words, spans)) for role, spans in telling.antecedents.items() if spans},
            dict(telling.polarity),
            dict(telling.flags),
            str(marked.failed or ""),
        )

    def _meaning(self, at: Parsed, head: Token, entity: str | None) -> Meaning:
        return Meaning(self._words(at, head), entity or "", self._name(entity) if entity else "")

    def _marked_words(self, span: Span) -> Words:
        start, end = self._layout.stored(span.start, span.end)
        return Words(self._text[start:end], start, end, span.sure)

    def _words(self, at: Parsed, token: Token) -> Words:
        start, end = self._layout.stored(*at.stretch(token))
        return Words(self._text[start:end], start, end)

    def _name(self, entity: str) -> str:
        known = self._entities.get(entity)
        return known.name if known else entity


def _node(token: Token) -> Node:
    return Node(token.i, token.text, token.lemma_, token.pos_, token.tag_, token.dep_, token.head.i)

"""Who says it, and how he stands to it: speakers as the network marks them, else as the tree shows them, else whose
turn or decision a sentence is. Where nobody says it, it is the article's own voice."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Final

from claimgraph.graph.model import Modality, Stance
from claimgraph.loaders.extract.annotations import EventMention, Factuality, Source, Span, Transfer
from claimgraph.loaders.extract.doc import Doc
from claimgraph.loaders.extract.interviews import interviewee
from claimgraph.loaders.extract.lexicon import Lexicon
from claimgraph.loaders.extract.network import labels
from claimgraph.loaders.extract.parsed import Parsed
from claimgraph.loaders.extract.segment import place_at
from claimgraph.loaders.extract.speech import Layer, SpeechReader
from claimgraph.loaders.extract.stages.phrases import joined, names_apart
from claimgraph.loaders.extract.stages.resolver import Resolver
from claimgraph.loaders.extract.stages.syntax import noun_phrase
from claimgraph.loaders.extract.stance import FIGURES_OF, stance_of
from claimgraph.loaders.extract.thresholds import Thresholds
from claimgraph.loaders.extract.tree import ancestors, conjuncts, is_verb
from claimgraph.loaders.extract.words import Token

_CLOSE: Final = 24
"""Characters beside a speaker that may say that he speaks by figures: "data from", "figures show"."""
_FAR: Final = 100
"""Characters before him that may say that these are his data."""
_UNVERIFIED: Final = re.compile(
    r"\s+(?:said\s+(?:it|they|he|she)\s+)?(?:could not|cannot|can't|couldn't|(?:was|were|has been|have been) unable to"
    r"|was not able to)\s+(?:\w+ly\s+)?(?:verify|confirm|corroborate|establish)\b"
)
_TOLD: Final = re.compile(
    r"[^.;:\"”“]{0,60}?\b(?:told|telling|spoke to|speaking to|(?:in )?an interview with)\s+(?:the\s+)?"
    r"(?:(?:[a-z]+\s+)?(?P<what>[a-z]+)\s+)?(?=[A-Z])"
)
_CITING: Final = re.compile(r"\b(?:citing|cited|cites|cite)\s+(?:[\w'’-]+\s+){0,2}$")
_NEAR: Final = 40
"""Characters before a span that may say that somebody cites it."""
_NAME: Final = re.compile(r"[A-Z][\w&'’-]*(?:\s(?:of\s)?[A-Z][\w&'’-]*){0,3}")
_SAYS: Final = frozenset({"say", "confirm"})
_IS_TOLD: Final = re.compile(r"\s(?:of|by|to)\b")
"""What stands behind a participle of which a name is the object: "Acme, known to ship", "Acme reported by"."""
_DECIDED: Final = frozenset({"planned", "blocked"})
_WORD: Final = re.compile(r"[\w-]+")
_NONE_OF: Final = re.compile(r"\b(?:no|neither|nor) ((?:(?!(?:but|only|and)\b)[\w-]+ ?){1,3})")
_QUOTE_REACH: Final = 2
"""Sentences before one of a quotation that may say who speaks."""


@dataclass(frozen=True, slots=True)
class _Speaker:
    """Somebody who says or denies it, and the words for him."""

    entity: str
    span: Span


class Attribution:
    """Transfers, their factuality and trees → the sources of each transfer."""

    name = "attribution"
    reads = ("text", "sentences", "trees", "resolver", "transfers", "factuality")
    writes = ("sources",)

    def __init__(self, lexicon: Lexicon, least: Thresholds) -> None:
        self._lexicon, self._least = lexicon, least
        self._speech = SpeechReader(lexicon)

    def __call__(self, doc: Doc) -> Doc:
        """The article with the sources of its transfers."""
        if doc.resolver is None:
            return doc
        reader = _Reader(doc, doc.resolver, self._speech, self._lexicon, self._least)
        told = zip(doc.transfers, doc.factuality, strict=True)
        found = reader.without_other_denials([tuple(reader.sources(*each)) for each in told])
        each = (_each_of_its_own(*pair) for pair in zip(doc.transfers, found, strict=True))
        return replace(doc, sources=tuple(each))


def _each_of_its_own(transfer: Transfer, sources: tuple[Source, ...]) -> tuple[Source, ...]:
    """The sources of a transfer; where several of its suppliers, or of its recipients, tell it by one word, each tells
    it of itself alone: "France and Norland prepare to send rifles to Veridia" is France's word for its own rifles."""
    sides = [frozenset(part.entity for part in side) for side in (transfer.suppliers, transfer.recipients)]
    both = sides[0] & sides[1]
    alike: defaultdict[tuple[Stance, Span | None], set[str | None]] = defaultdict(set)
    for one in sources:
        alike[one.stance, one.cue].add(one.speaker)

    def beside(source: Source) -> frozenset[str]:
        own = [side - both for side in sides if source.speaker in side - both]
        return frozenset().union(*(side & alike[source.stance, source.cue] for side in own)) - {source.speaker}

    return tuple(replace(source, spared=source.spared | beside(source)) for source in sources)


class _Reader:
    """Reads the sources of one article's transfers."""

    def __init__(self, doc: Doc, resolver: Resolver, speech: SpeechReader, lexicon: Lexicon, least: Thresholds) -> None:
        self._doc, self._resolver, self._speech = doc, resolver, speech
        self._lexicon, self._least = lexicon, least
        self._interviewee = interviewee(doc.sentences)

    def sources(self, transfer: Transfer, told: Factuality) -> Iterator[Source]:
        """Who says, alleges or denies a transfer."""
        event = transfer.event
        at = self._doc.trees.get(transfer.sentence)
        token = at.token(event.trigger.start) if at is not None else None
        layers = self._speech.layers(token) if token is not None else []
        heard = list(self._heard((layer for layer in layers if layer.kind != "deny"), at)) if at is not None else []
        speakers = self._marked(event, labels.SPEAKER, transfer.sentence)
        inside = self._doc.sentences[transfer.sentence]
        if at is not None and all(not inside.start <= one.span.start < inside.end for one in speakers):
            nearer, entities = self._telling(event, heard, at), self._resolver.table.entities
            named = any(entities[one.entity].article is None for one in nearer)
            speakers = nearer if named or not speakers else speakers
        speakers = speakers or self._turn(transfer.sentence)
        speakers = self._without_cited_records(self._tellers_of_evidence(speakers, layers, at))
        said = {speaker.entity for speaker in speakers}
        deniers = [
            denier
            for denier in self._marked(event, labels.DENIER)
            if denier.entity not in said and self._may_deny(denier.entity, transfer)
        ]
        if not deniers and at is not None:
            denying = (layer for layer in layers if layer.kind == "deny")
            deniers = next(self._heard(denying, at), [])[:1]
        denied = told.polarity in ("denied", "negated") and told.modality is not Modality.BLOCKED
        if denied and not deniers:
            yield from self._denials(transfer, speakers, labels.CUE)
        elif not denied:
            relays = _relays([some[0] for some in heard], said)
            yield from self._affirmations(transfer, told, speakers, self._deciders(told, at, token), relays)
        yield from self._denials(transfer, deniers, labels.DENIAL) if deniers else ()

    def without_other_denials(self, sources: Sequence[tuple[Source, ...]]) -> tuple[tuple[Source, ...], ...]:
        """The sources of all transfers, without denials in sentences in which the same speaker denies a transfer that
        is told there: the stage *rebuttals* finds what of the others that answers. Where the article tells of one
        claim alone, the denial can mean no other."""
        claims = sum(
            len(transfer.suppliers) * len(transfer.recipients) * len(transfer.goods)
            for transfer, told in zip(self._doc.transfers, self._doc.factuality, strict=True)
            if told.polarity != "denied"
        )
        own = {
            (transfer.sentence, source.speaker)
            for transfer, told, found in zip(self._doc.transfers, self._doc.factuality, sources, strict=True)
            for source in found
            if told.polarity == "denied" and transfer.goods and source.stance is Stance.DENIES and source.span
        }
        return tuple(
            tuple(
                source
                for source in found
                if source.stance is not Stance.DENIES
                or source.sentence in (None, transfer.sentence)
                or (source.sentence, source.speaker) not in own
                or claims == 1
            )
            for transfer, found in zip(self._doc.transfers, sources, strict=True)
        )

    def _tellers_of_evidence(
        self, speakers: Sequence[_Speaker], layers: Sequence[Layer], at: Parsed | None
    ) -> list[_Speaker]:
        """The speakers, with those who tell of it in the place of what only shows it: "officials said that
        intelligence indicates"."""
        found = list(speakers)
        for shown, told in pairwise(layers) if at is not None else ():
            if at is None or "evidence" not in self._lexicon.kinds(shown.cue.lemma, "verb"):
                continue
            evidence, teller = self._speaker(shown.speaker, at), self._speaker(told.speaker, at)
            if evidence is not None and teller is not None:
                found = [teller if one.entity == evidence.entity else one for one in found]
        return found

    def _without_cited_records(self, speakers: list[_Speaker]) -> list[_Speaker]:
        """The speakers without the papers that another one cites: "the institute said, citing two invoices"."""
        phrases = self._resolver.phrases

        def is_cited_record(speaker: _Speaker) -> bool:
            phrase = phrases.of(speaker.span)
            is_record = phrase is not None and self._lexicon.described(phrase.head, "record")
            before = self._doc.text[max(0, speaker.span.start - _NEAR) : speaker.span.start]
            return is_record and _CITING.search(before) is not None

        return [one for one in speakers if not is_cited_record(one)] or speakers

    def _affirmations(
        self,
        transfer: Transfer,
        told: Factuality,
        speakers: Sequence[_Speaker],
        deciders: Sequence[_Speaker],
        relays: tuple[str, ...],
    ) -> Iterator[Source]:
        """Those who say so; where nobody does, who decided it; else the article itself."""
        for speaker in speakers:
            stance = self._stance(speaker, transfer)
            cue = _closest(transfer.event.role(labels.CUE), speaker.span)
            told_to = self._told_to(speaker, transfer.sentence) if not relays else None
            passed_on = (told_to,) if told_to is not None and told_to != speaker.entity else relays
            yield Source(speaker.entity, stance, speaker.span, passed_on, cue=cue)
        if speakers:
            return
        for decider in deciders:
            yield Source(decider.entity, Stance.ASSERTS, decider.span)
        if not deciders:
            yield Source(None, Stance.ALLEGES if told.polarity == "alleged" else Stance.ASSERTS)

    def _told_to(self, speaker: _Speaker, sentence: int) -> str | None:
        """The newspaper or agency to which somebody told it, and that passes it on: "officials told Reuters"."""
        inside = self._doc.sentences[sentence]
        near = speaker.span.end, min(inside.end, speaker.span.end + _FAR)
        match = _TOLD.match(self._doc.text, *near) if inside.start <= speaker.span.start < inside.end else None
        if match is None or (name := self._named_at(match.end())) is None:
            return None
        called = self._lexicon.described(match["what"].lower(), "outlet") if match["what"] else False
        return name if called or self._resolver.table.is_outlet(name) else None

    def _named_at(self, place: int) -> str | None:
        """The entity whose name begins at a place, whether or not the network marks it as a name."""
        names = self._resolver.names
        if over := names.over(Span(place, place + 1)):
            found = names.at(over[0].start, over[0].end)
            return found.entity if found is not None else None
        written = _NAME.match(self._doc.text, place)
        return names.named(written.group(), speaking=True) if written is not None else None

    def _denials(self, transfer: Transfer, deniers: Sequence[_Speaker], cues: str) -> Iterator[Source]:
        """Those who deny it, each in the sentence in which he is named; the article's own voice where nobody is."""
        for denier in deniers:
            place = place_at(self._doc.sentences, denier.span.start)
            cue = _closest(transfer.event.role(cues), denier.span)
            spared = self._spared(transfer, denier, max(place, 0), cue)
            yield Source(denier.entity, Stance.DENIES, denier.span, sentence=max(place, 0), cue=cue, spared=spared)
        if not deniers:
            yield Source(None, Stance.DENIES)

    def _spared(self, transfer: Transfer, denier: _Speaker, sentence: int, cue: Span | None) -> frozenset[str]:
        """What of a transfer a denial leaves alone: other parties on the denier's side, and the goods that it does not
        name although it names others of them: the rifles of "sold rifles and drones, but China denied that it sold
        drones"."""
        others = other_parties(transfer, self._resolver.table.stands_for(denier.entity))
        if len(transfer.goods) == 1:
            return others
        beyond, at = sentence != transfer.sentence, self._doc.trees.get(sentence)
        trigger, verb = (
            at.token(span.start) if at is not None and at.holds(span.start) else None
            for span in (transfer.event.trigger, cue or denier.span)
        )
        verb = verb if verb is None or is_verb(verb) else verb.head
        denied = [] if verb is None else [word for word in verb.subtree if word.i > verb.i]
        if trigger is not None and any(word.i == trigger.i for word in (verb, *denied) if word is not None):
            return others
        spared = self._unnamed(transfer, " ".join(word.lower_ for word in denied))
        text = self._doc.sentences[sentence].readable.lower()
        return others | (spared or self._unnamed(transfer, text) if beyond else spared)

    def _unnamed(self, transfer: Transfer, text: str) -> frozenset[str]:
        """The goods of a transfer that some words do not name, where they name others of them; of "trucks but no
        shells" those behind the "no" count."""
        names = {part.entity: self._resolver.table.entities[part.entity].name.lower() for part in transfer.goods}
        whole = {good for good, name in names.items() if name in text}
        singular = self._resolver.phrases.singular
        heads = {good: singular(names[good].split()[-1]) for good in (whole or names)}
        for words in (" ".join(_NONE_OF.findall(text)), text):
            said = {singular(word) for word in _WORD.findall(words)}
            if named := {good for good, head in heads.items() if head in said}:
                return frozenset(names.keys() - named)
        return frozenset()

    def _may_deny(self, entity: str, transfer: Transfer) -> bool:
        """Whether somebody may deny a transfer: not who is a party to others only."""
        stands = self._resolver.table.stands_for(entity)
        if not stands.isdisjoint(self._concerned(transfer)):
            return True
        return all(stands.isdisjoint(self._concerned(other)) for other in self._doc.transfers)

    def _concerned(self, transfer: Transfer) -> frozenset[str]:
        """The parties to a transfer and the states where they are at home."""
        parties = {part.entity for part in (*transfer.suppliers, *transfer.recipients)}
        entities = self._resolver.table.entities
        return frozenset(parties | {home for party in parties if (home := entities[party].country) is not None})

    def _marked(self, event: EventMention, role: str, sentence: int | None = None) -> list[_Speaker]:
        """Those whom the network marks as speaking: the surest, and others that are all but certain.

        Parameters:
            sentence: where somebody is marked in this one, those elsewhere do not count.
        """
        marked = joined(self._doc.text, event.role(role))
        spans = [self._named_or_whole(one) for one in marked if one.score >= self._least.speaker]
        spans = [span for span in spans if _UNVERIFIED.match(self._doc.text, span.end) is None]
        if sentence is not None:
            inside = self._doc.sentences[sentence]
            spans = [span for span in spans if inside.start <= span.start < inside.end] or spans
        least = min(max((span.score for span in spans), default=0.0), self._least.second_speaker)
        found: dict[str, _Speaker] = {}
        back = self._resolver.antecedents(event, role)
        sure = (span for span in spans if span.score >= least)
        for span in (part for one in sure for part in names_apart(self._doc.text, one, self._resolver.names)):
            entity = self._resolver.speaker(span, back)
            if entity is not None:
                found.setdefault(entity, _Speaker(entity, span))
        return list(found.values())

    def _heard(self, layers: Iterable[Layer], at: Parsed) -> Iterator[list[_Speaker]]:
        """The speakers of each layer above a trigger in the tree, deepest first: all of "Acme and Norland Oil said"."""
        for layer in layers:
            tokens = conjuncts(layer.speaker) if layer.speaker is not None and not layer.negated else []
            if found := [one for token in tokens if (one := self._speaker(token, at)) is not None]:
                yield found

    def _named_or_whole(self, span: Span) -> Span:
        """A span with the rest of its phrase: "Norland" of "Norland officials"; a name alone where the word behind it
        describes nobody, since a tree may take a verb for a noun: "Norland" of "Norland cuts"."""
        phrases = self._resolver.phrases
        whole = phrases.whole(span)
        phrase = phrases.of(whole)
        is_name = phrases.is_name(span) and (phrase is None or phrase.head not in self._lexicon.descriptions)
        return span if is_name else whole

    def _telling(self, event: EventMention, heard: Sequence[list[_Speaker]], at: Parsed) -> list[_Speaker]:
        """Who tells of it as the tree shows it, or as his name stands beside the word of saying."""
        shown, beside = heard[0] if heard else [], self._before_cue(event, at)
        return beside if {one.entity for one in beside} - {one.entity for one in shown} else shown

    def _before_cue(self, event: EventMention, at: Parsed) -> list[_Speaker]:
        """Whose name stands right before the word of saying that the network marks: "Acme announces that it will
        supply". The network marks a party to the transfer in that role only, and a tree may miss so short a subject."""
        for cue in event.role(labels.CUE):
            token = at.token(cue.start) if at.holds(cue.start) else None
            if token is None or _SAYS.isdisjoint(self._lexicon.kinds(token.lemma, "verb")):
                continue
            name = self._resolver.names.at(cue.start - 2, cue.start)
            if name is not None and name.end == cue.start - 1 and _IS_TOLD.match(self._doc.text, cue.end) is None:
                return [_Speaker(name.entity, Span(name.start, name.end))]
        return []

    def _speaker(self, token: Token | None, at: Parsed) -> _Speaker | None:
        span = noun_phrase(at, token) if token is not None else None
        entity = self._resolver.speaker(span) if span is not None else None
        return _Speaker(entity, span) if entity is not None and span is not None else None

    def _turn(self, sentence: int) -> list[_Speaker]:
        """Whose turn a sentence is in a transcript or an interview, or in a quotation that runs on."""
        one = self._doc.sentences[sentence]
        name = self._interviewee if one.label == "A" else one.label.title() if len(one.label) > 1 else None
        if name:
            found = self._resolver.names.named(name, speaking=True)
            return [_Speaker(found, Span(one.start, one.start + 1))] if found is not None else []
        return self._quoted(sentence) if one.quoted or one.readable.startswith('"') else []

    def _quoted(self, sentence: int) -> list[_Speaker]:
        """Who speaks in a quotation that runs on, as a sentence near by in its paragraph says it."""
        paragraph = self._doc.sentences[sentence].paragraph
        for near in (*range(sentence - 1, sentence - 1 - _QUOTE_REACH, -1), sentence + 1):
            at = self._doc.trees.get(near)
            if at is None or self._doc.sentences[near].paragraph != paragraph:
                continue
            for token in at.tree:
                if is_verb(token) and "say" in self._lexicon.kinds(token.lemma, "verb"):
                    speaker = self._speaker(self._speech.speaker_of(token), at)
                    if speaker is not None:
                        return [speaker]
        return []

    def _deciders(self, told: Factuality, at: Parsed | None, token: Token | None) -> list[_Speaker]:
        """Who decided what is only planned or was blocked, and says so thereby: "France halts sales to Egypt"."""
        if told.modality is Modality.ACTUAL or at is None or token is None:
            return []
        for word in (token, *(head for _, head in ancestors(token))):
            effect = self._lexicon.governors.get(("verb", word.lemma)) if is_verb(word) else None
            if effect not in _DECIDED or "contract" in self._lexicon.kinds(word.lemma, "verb"):
                continue
            subject = self._speech.speaker_of(word)
            subjects = conjuncts(subject) if subject is not None else []
            speakers = [found for one in subjects if (found := self._speaker(one, at)) is not None]
            if deciding := [speaker for speaker in speakers if self._can_decide(speaker)]:
                return deciding
        return []

    def _can_decide(self, speaker: _Speaker) -> bool:
        """Whether a subject is somebody, not something: a name, or a noun for parties."""
        phrase = self._resolver.phrases.of(speaker.span)
        called = phrase is not None and phrase.head in self._lexicon.descriptions
        names = self._resolver.names.overlapping(speaker.span.start, speaker.span.end)
        is_named = any(name.entity == speaker.entity for name in names)
        return self._resolver.table.entities[speaker.entity].article is None and (called or is_named)

    def _stance(self, speaker: _Speaker, transfer: Transfer) -> Stance:
        """Whether somebody who says so asserts it or only alleges it."""
        claim, event, text = transfer.claim, transfer.event, self._doc.text
        if claim is None:
            return Stance.ALLEGES
        words = text[max(0, speaker.span.start - _CLOSE) : speaker.span.end + _CLOSE]
        if figures := FIGURES_OF.search(text[max(0, speaker.span.start - _FAR) : speaker.span.start]):
            words = figures[0]
        table, least = self._resolver.table, self._least
        told = table.is_told(speaker.entity)
        return stance_of(
            speaker.entity,
            claim,
            table,
            admitted=self._admits(event, speaker.span),
            asserted=event.polarity["asserted"] >= least.certain,
            alleged=event.polarity["alleged"] >= (least.certain if told else least.likely),
            words=words,
        )

    def _admits(self, event: EventMention, speaker: Span) -> bool:
        """Whether the words by which a speaker says it admit it: "acknowledged"."""
        cue = _closest(event.role(labels.CUE), speaker)
        at = self._doc.trees.get(place_at(self._doc.sentences, speaker.start))
        if cue is None or at is None or not at.holds(cue.start):
            return False
        return any("admit" in self._lexicon.kinds(word.lemma, "verb") for word in at.tokens(cue.start, cue.end))


def other_parties(transfer: Transfer, stands: frozenset[str]) -> frozenset[str]:
    """The parties to a transfer beside those for whom a party to it stands: the Chad of "sold shells to Chad and Mali"
    where Mali denies that it bought any.

    Parameters:
        stands: the ids of those for whom he stands.
    """
    own = [side for side in transfer.sides if not stands.isdisjoint(side)]
    return own[0] - stands if len(own) == 1 else frozenset()


def _relays(heard: Sequence[_Speaker], said: set[str]) -> tuple[str, ...]:
    """Who passes on what a speaker said: those above him in the tree."""
    places = [place for place, one in enumerate(heard) if one.entity in said]
    above = heard[places[0] + 1 :] if places else ()
    return tuple(dict.fromkeys(one.entity for one in above if one.entity not in said))


def _closest(spans: Sequence[Span], other: Span) -> Span | None:
    """The span that stands closest to another one."""
    return min(spans, key=lambda span: max(span.start - other.end, other.start - span.end, 0), default=None)

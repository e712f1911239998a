"""Denials and confirmations that point at what was told before: "Norland denied it", "the company rejected the
accusation", "Lumetra confirmed the sales", "said it had sold nothing to anybody"."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from typing import Final

from claimgraph.graph.model import Modality, Stance
from claimgraph.loaders.extract.annotations import Rebuttal, Span, Transfer
from claimgraph.loaders.extract.confirmations import ConfirmationReader
from claimgraph.loaders.extract.denials import Denial, DenialReader
from claimgraph.loaders.extract.doc import Doc
from claimgraph.loaders.extract.lexicon import Lexicon
from claimgraph.loaders.extract.parsed import Parsed
from claimgraph.loaders.extract.speech import SpeechReader
from claimgraph.loaders.extract.stages.resolver import Resolver
from claimgraph.loaders.extract.stages.syntax import noun_phrase
from claimgraph.loaders.extract.stance import stance_of
from claimgraph.loaders.extract.words import Token

_REACH: Final = 6
"""Sentences that a denial or a confirmation may stand behind what it answers."""
_NEAR: Final = 3
"""And one that names nobody."""


class Rebuttals:
    """Transfers, their sources and trees → who denies or confirms them in other sentences."""

    name = "rebuttals"
    reads = ("sentences", "trees", "resolver", "transfers", "factuality", "sources")
    writes = ("rebuttals",)

    def __init__(self, lexicon: Lexicon) -> None:
        speech = SpeechReader(lexicon)
        self._denials, self._confirmations = DenialReader(lexicon, speech), ConfirmationReader(lexicon, speech)

    def __call__(self, doc: Doc) -> Doc:
        """The article with its rebuttals."""
        if doc.resolver is None or not doc.transfers:
            return doc
        reader = _Reader(doc, doc.resolver)
        found = list(reader.of_parts())
        for index, at in sorted(doc.trees.items()):
            triggers = set(reader.triggers(index, at))
            for denial in self._denials.read(at, triggers):
                found += reader.denial(index, at, denial.speaker, denial)
            for confirmation in self._confirmations.read(at, triggers):
                found += reader.confirmation(index, at, confirmation.speaker, confirmation.cue)
        return replace(doc, rebuttals=tuple(found))


class _Reader:
    """Finds which transfers of one article a denial or a confirmation answers."""

    def __init__(self, doc: Doc, resolver: Resolver) -> None:
        self._doc, self._resolver, self._table = doc, resolver, resolver.table

    def triggers(self, index: int, at: Parsed) -> Iterator[int]:
        """The places in a tree of the triggers whose transfers are told there."""
        for transfer in self._doc.transfers:
            token = at.token(transfer.event.trigger.start) if transfer.sentence == index else None
            if token is not None:
                yield token.i

    def denial(self, index: int, at: Parsed, speaker: Token, denial: Denial) -> Iterator[Rebuttal]:
        """The denial of somebody: of what was told of him, or of those for whom he stands, and of such goods and such
        other parties, where it names any."""
        span = noun_phrase(at, speaker)
        entity = self._resolver.speaker(span)
        answered = self._own(index, entity) if entity is not None else []
        kinds = {kind.id for word in denial.about if (kind := self._resolver.goods.kind(word.text)) is not None}
        if kinds:
            answered = [place for place in answered if self._is_of(place, kinds)]
        if entity is not None and answered:
            goods = self._goods_of(answered)
            spared = {good for good in goods if kinds and not self._is_any_of(good, kinds)}
            beside = {self._resolver.speaker(noun_phrase(at, word)) for word in denial.beside}
            spared |= self._others(answered, self._table.stands_for(entity) | beside)
            cue_span = Span(*at.stretch(denial.cue))
            yield Rebuttal(index, entity, Stance.DENIES, span, cue_span, tuple(answered), spared=frozenset(spared))

    def confirmation(self, index: int, at: Parsed, speaker: Token, cue: Token) -> Iterator[Rebuttal]:
        """The confirmation of somebody: of what was told last of him."""
        span = noun_phrase(at, speaker)
        entity = self._resolver.speaker(span)
        own = self._own(index, entity) if entity is not None else []
        last = max((self._doc.transfers[place].sentence for place in own), default=-1)
        answered = [place for place in own if self._doc.transfers[place].sentence == last and index - last <= _NEAR]
        claim = self._doc.transfers[answered[0]].claim if answered else None
        if entity is not None and claim is not None:
            stance = stance_of(entity, claim, self._table)
            yield Rebuttal(index, entity, stance, span, Span(*at.stretch(cue)), tuple(answered))

    def of_parts(self) -> Iterator[Rebuttal]:
        """What is denied in part: "denied selling any chips", "had sold nothing to them" answers what was told of the
        parts that it names."""
        for place, transfer in enumerate(self._doc.transfers):
            if self._doc.factuality[place].polarity != "denied":
                continue
            for source in self._doc.sources[place]:
                if source.speaker is None or source.span is None or source.stance is not Stance.DENIES:
                    continue
                own = self._own(transfer.sentence, source.speaker)
                answered = [
                    other for other in own if other != place and self._fits(transfer, self._doc.transfers[other])
                ]
                if answered:
                    cue = source.cue or transfer.event.trigger
                    sentence = source.sentence if source.sentence is not None else transfer.sentence
                    denied, goods = transfer.goods, self._goods_of(answered)
                    spared = {
                        good for good in goods if denied and not any(self._covers(p.entity, good) for p in denied)
                    }
                    spared |= self._others(answered, self._table.stands_for(source.speaker) | _parties(transfer))
                    told = (sentence, source.speaker, Stance.DENIES, source.span, cue, tuple(answered), place)
                    yield Rebuttal(*told, spared=frozenset(spared))

    def _fits(self, denied: Transfer, told: Transfer) -> bool:
        """Whether what is denied leaves room for what was told: it names no other party, and no other good."""
        for some, all_ in ((denied.suppliers, told.suppliers), (denied.recipients, told.recipients)):
            named = {part.entity for part in some if self._table.entities[part.entity].article is None}
            if named and named.isdisjoint(part.entity for part in all_):
                return False
        goods = [part.entity for part in told.goods]
        return not denied.goods or any(self._covers(part.entity, good) for part in denied.goods for good in goods)

    def _others(self, places: Sequence[int], meant: Collection[str | None]) -> set[str]:
        """The parties to some transfers beside those that are meant, on sides on which any of these stands."""
        sides = [side for place in places for side in self._doc.transfers[place].sides]
        return {party for side in sides if not side.isdisjoint(meant) for party in side.difference(meant)}

    def _covers(self, denied: str, good: str) -> bool:
        """Whether a denied good is another one, a kind of it, or the same in fewer words."""
        short, long = (self._table.entities[id].name.lower().removesuffix("s") for id in (denied, good))
        return self._table.covers(denied, good) or f" {long}".endswith(f" {short}")

    def _own(self, index: int, speaker: str) -> list[int]:
        """The places of the transfers that others told shortly before a sentence of a speaker, or of those for whom he
        stands: those that he is said to have supplied, else all."""
        stands = self._table.stands_for(speaker)
        near = [
            (place, transfer)
            for place, transfer in enumerate(self._doc.transfers)
            if 0 <= index - transfer.sentence <= _REACH and self._is_open(place, speaker)
        ]
        own = [(place, one) for place, one in near if not stands.isdisjoint(_parties(one))]
        supplied = [place for place, one in own if not stands.isdisjoint(part.entity for part in one.suppliers)]
        return supplied or [place for place, _ in own]

    def _is_open(self, place: int, speaker: str) -> bool:
        """Whether others told of a transfer that took place."""
        told = self._doc.factuality[place]
        if told.unsaid or told.modality is not Modality.ACTUAL or told.polarity in ("denied", "negated"):
            return False
        return all(source.speaker != speaker for source in self._doc.sources[place])

    def _is_of(self, place: int, kinds: set[str]) -> bool:
        return any(self._is_any_of(good, kinds) for good in self._goods_of([place]))

    def _is_any_of(self, good: str, kinds: set[str]) -> bool:
        return any(self._resolver.goods.is_of_kind(good, kind) for kind in kinds)

    def _goods_of(self, places: Sequence[int]) -> set[str]:
        return {part.entity for place in places for part in self._doc.transfers[place].goods}


def _parties(transfer: Transfer) -> frozenset[str]:
    return frozenset[str]().union(*transfer.sides)

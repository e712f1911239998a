"""From transfers and sources to the claims and statements of an article."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Final

from claimgraph.graph.model import Claim, Entity, EntityType, Reading, Role, RoleSpan, Stance
from claimgraph.loaders.extract.annotations import Drop, Factuality, Participant, Source, Span, Transfer, words_of
from claimgraph.loaders.extract.confidence import Calibration, Setting
from claimgraph.loaders.extract.doc import Doc
from claimgraph.loaders.extract.documents import stored
from claimgraph.loaders.extract.entities import EntityTable
from claimgraph.loaders.extract.layout import Legible
from claimgraph.loaders.extract.ledger import Ledger
from claimgraph.loaders.extract.lexicon import Lexicon
from claimgraph.loaders.extract.network import labels
from claimgraph.loaders.extract.pairing import pairings
from claimgraph.loaders.extract.parsed import Parsed
from claimgraph.loaders.extract.stages.phrases import PRONOUNS
from claimgraph.loaders.extract.times import time_of
from claimgraph.loaders.extract.words import Token

_ROLES: Final = (Role.SUPPLIER, Role.RECIPIENT, Role.GOOD)
_PARTS: Final = (("supplier", "suppliers"), ("recipient", "recipients"), ("good", "goods"))


class Claims:
    """All layers → the reading of the article, and why the other events make no claim."""

    name = "claims"
    reads = ("text", "layout", "sentences", "trees", "entities", "transfers", "factuality", "sources", "rebuttals")
    writes = ("drops", "reading")

    def __init__(self, lexicon: Lexicon, calibration: Calibration) -> None:
        self._lexicon, self._calibration = lexicon, calibration

    def __call__(self, doc: Doc) -> Doc:
        """The article with its reading."""
        if doc.entities is None:
            return doc
        ledger = Ledger(replace(doc.document, text=doc.text), doc.entities)
        answering = {rebuttal.place for rebuttal in doc.rebuttals}
        drops, told = [], dict[int, dict[Claim, float]]()
        for place, (transfer, factuality, sources) in enumerate(
            zip(doc.transfers, doc.factuality, doc.sources, strict=False)
        ):
            answers = "what it denies was told before" if place in answering else ""
            why = factuality.unsaid or answers or self._incomplete(transfer)
            if why:
                drops.append(Drop(transfer.event, why))
                continue
            made = dict(self._state(doc, ledger, doc.entities, transfer, factuality, sources))
            if made:
                told[place] = made
            else:
                drops.append(Drop(transfer.event, "supplier, recipient and good are not three, or not sure enough"))
        for rebuttal in doc.rebuttals:
            sentence = doc.sentences[rebuttal.sentence]
            marks = [_mark(Role.SPEAKER, rebuttal.span), _mark(Role.CUE, rebuttal.cue)]
            answered = {claim: sure for place in rebuttal.transfers for claim, sure in told.get(place, {}).items()}
            for claim, confidence in answered.items():
                if not rebuttal.spared.isdisjoint((claim.supplier, claim.recipient, claim.good)):
                    continue
                ledger.state(
                    claim,
                    rebuttal.stance,
                    sentence,
                    rule="rebuttal",
                    trigger=words_of(doc.text, rebuttal.cue),
                    speaker=rebuttal.speaker,
                    roles=marks,
                    confidence=confidence,
                )
        return replace(doc, drops=tuple(drops), reading=_as_stored(ledger.reading(), doc))

    def _incomplete(self, transfer: Transfer) -> str:
        missing = [role for role, layer in _PARTS if not getattr(transfer, layer)]
        return f"no {' and no '.join(missing)} is known" if missing else ""

    def _state(
        self,
        doc: Doc,
        ledger: Ledger,
        table: EntityTable,
        transfer: Transfer,
        told: Factuality,
        sources: Sequence[Source],
    ) -> Iterator[tuple[Claim, float]]:
        parts = (_placed(transfer.suppliers), _placed(transfer.recipients), _placed(transfer.goods))
        paired = list(pairings(*parts, doc.text))
        for supplier, recipient, good in paired:
            parties = table.entities[supplier.entity], table.entities[recipient.entity]
            if len({supplier.entity, recipient.entity, good.entity}) < 3 or _are_one(*parties):
                continue
            if _is_private(*parties) or table.entities[good.entity].name in {party.name for party in parties}:
                continue
            setting = _setting(doc, transfer.sentence, (supplier, recipient, good), parties, len(paired))
            confidence = self._calibration.probability(
                transfer.event, told.modality, supplier, recipient, good, setting=setting
            )
            if not self._calibration.is_enough(confidence, told.modality):
                continue
            claim = ledger.alike(Claim.of(supplier.entity, recipient.entity, good.entity, told.modality))
            for source in sources:
                if not source.spared.isdisjoint((supplier.entity, recipient.entity, good.entity)):
                    continue
                self._enter(doc, ledger, claim, transfer, told, source, (supplier, recipient, good), confidence)
            yield claim, confidence

    def _enter(
        self,
        doc: Doc,
        ledger: Ledger,
        claim: Claim,
        transfer: Transfer,
        told: Factuality,
        source: Source,
        parts: Sequence[Participant],
        confidence: float,
    ) -> None:
        event, positive = transfer.event, source.stance is not Stance.DENIES
        sentence = doc.sentences[source.sentence if source.sentence is not None else transfer.sentence]
        at = doc.trees.get(transfer.sentence)
        quantity = event.role(labels.QUANTITY)
        via = [part for part in transfer.via if part.entity not in (claim.supplier, claim.recipient)]
        marks = [
            *(_mark(role, part.span) for role, part in zip(_ROLES, parts, strict=True)),
            *(_mark(Role.VIA, part.span) for part in via),
            _mark(Role.TRIGGER, event.trigger),
            *([_mark(Role.SPEAKER, source.span)] if source.span is not None else []),
            *([_mark(Role.CUE, source.cue)] if source.cue is not None else []),
        ]
        ledger.state(
            claim,
            source.stance,
            sentence,
            rule=event.source,
            trigger=words_of(doc.text, event.trigger),
            speaker=source.speaker,
            relayed_by=source.relayed_by if positive else (),
            hedged=positive and told.hedged,
            via=tuple(part.entity for part in via) if positive else (),
            time=time_of(at, at.token(event.trigger.start), self._lexicon.verb_frames) if positive and at else None,
            quantity=_quantity(doc.text, quantity[0], at) if positive and quantity else None,
            roles=[mark for mark in marks if sentence.start <= mark.start and mark.end <= sentence.end],
            confidence=confidence,
        )


def _setting(doc: Doc, place: int, parts: Sequence[Participant], parties: Sequence[Entity], paired: int) -> Setting:
    """What stands around a claim whose event is in the sentence of a number."""
    inside = doc.sentences[place]
    words = (doc.text[part.span.start : part.span.end].lower() for part in parts[1:])  # "we" sell as surely as "Acme"
    return Setting(
        elsewhere=sum(not inside.start <= part.span.start < inside.end for part in parts),
        pairings=paired,
        pronouns=sum(each in PRONOUNS for each in words),
        persons=sum(party.type is EntityType.OFFICIAL for party in parties),
        opens=place == 0,
    )


def _are_one(party: Entity, other: Entity) -> bool:
    """Whether the name of one ends in that of the other."""
    short, long = sorted((party.name, other.name), key=len)
    return long.endswith(f" {short}")


def _is_private(party: Entity, other: Entity) -> bool:
    """Whether a person and another one, or somebody whom the article does not name, give each other things: that is no
    trade."""
    persons = [one.type is EntityType.OFFICIAL for one in (party, other)]
    return all(persons) or (any(persons) and (party.article is not None or other.article is not None))


def _as_stored(reading: Reading, doc: Doc) -> Reading:
    """A reading of the text without its layout as one of the article itself, with quotes as they stand there."""
    layout = doc.layout or Legible(doc.text)
    statements = tuple(stored(statement, doc.document, layout) for statement in reading.statements)
    return replace(reading, document=doc.document, statements=statements)


def _quantity(text: str, span: Span, at: Parsed | None) -> str:
    """An amount in words, with the noun that it counts: "at least four consignments"."""
    inside = at.tokens(span.start, span.end) if at is not None and at.holds(span.start) else []
    last = inside[-1] if inside else None
    counted = last.head if last is not None and last.dep_ == "nummod" and last.head.i == last.i + 1 else None
    within = counted is not None and counted.pos_ == "NOUN" and _is_counted_noun(counted)
    end = at.stretch(counted)[1] if at is not None and counted is not None and within else span.end
    return words_of(text, Span(span.start, end)).removesuffix(" of")


def _is_counted_noun(noun: Token) -> bool:
    """Whether a noun is no good but what goods come in: "in four consignments"."""
    return noun.dep_ == "pobj" and noun.head.lower_ == "in"


def _placed(parts: Sequence[Participant]) -> list[tuple[Participant, int]]:
    return [(part, part.span.start) for part in parts]


def _mark(role: Role, span: Span) -> RoleSpan:
    return RoleSpan(role, span.start, span.end)

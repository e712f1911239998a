"""From tellings to statements: which claims a telling makes, who affirms them, who denies them."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from itertools import dropwhile
from typing import Final

from claimgraph.graph.model import Claim, Modality, Role, RoleSpan, Stance
from claimgraph.loaders.extract.attribution import Layer, governs_clause
from claimgraph.loaders.extract.labeller import labels
from claimgraph.loaders.extract.labeller.answers import answered
from claimgraph.loaders.extract.labeller.denying import Denying, means_both
from claimgraph.loaders.extract.labeller.goods import LOADS, Goods
from claimgraph.loaders.extract.labeller.homes import Homes
from claimgraph.loaders.extract.labeller.naming import Naming
from claimgraph.loaders.extract.labeller.parts import Parts, Trust
from claimgraph.loaders.extract.labeller.tellings import RULE, Span, Telling, role_spans, told_in, words_of
from claimgraph.loaders.extract.labeller.unsaid import Part
from claimgraph.loaders.extract.outlook import Outlook
from claimgraph.loaders.extract.parsed import Parsed, sentence_at
from claimgraph.loaders.extract.pronouns import SPEAKING
from claimgraph.loaders.extract.rules import Workbench
from claimgraph.loaders.extract.stances import FIGURES_OF, stance_of
from claimgraph.loaders.extract.times import time_of
from claimgraph.loaders.extract.trace import Marked, Why
from claimgraph.loaders.extract.words import Token

_LIKELY, _CERTAIN = 0.7, 0.9
_CLOSE = 24
"""How many characters beside a speaker may say that he speaks by figures: "data from", "figures show"."""
_FAR = 100
"""How many before him may say that these are his data: "data from the London-based price reporting agency"."""
_COUNTED_LOADS: Final = re.compile(rf"\s+(?:{'|'.join(sorted(LOADS))})\b")
_DENYING: Final = (labels.DENIER, labels.DENIAL)
_QUOTING: Final = frozenset({"quote", "cite"})
_NO = Span(-1, -1, 0.0)


class LabelledAssembly:
    """Enters into an article's ledger what the labeller found in it."""

    def __init__(
        self, bench: Workbench, naming: Naming, goods: Goods, tellings: Sequence[Telling], trust: Trust
    ) -> None:
        self._bench, self._tellings, self._trust = bench, tellings, trust
        self._stated: set[int] = set()
        self._ledger, self._registry, self._text = bench.ledger, bench.identity.registry, bench.document.text
        self._homes = Homes(bench.parsed, tellings, bench.lexicon.verb_frames)
        self._parts = Parts(self._text, self._homes, naming, goods, self._registry, bench.lexicon, trust)
        self._denying = Denying(bench, self._parts, tellings)

    def states(self, at: Parsed, trigger: tuple[int, int]) -> bool:
        """Whether something was stated of what the labeller heard at a trigger."""
        return any(id(telling) in self._stated for telling in self._told_with(at, trigger))

    def tell(self, at: Parsed) -> None:
        """State what the tellings of a sentence tell, as far as the labeller is sure enough of it."""
        for telling in told_in(self._tellings, at):
            stated = self._add(telling, at)
            if stated:
                self._stated.add(id(telling))
            self._bench.trace.note(Marked(at, telling, None if stated else Why.UNSURE))

    def _told_with(self, at: Parsed, trigger: tuple[int, int]) -> list[Telling]:
        """What a sentence tells with a trigger that the rules found."""
        return [telling for telling in told_in(self._tellings, at) if _overlap(telling, trigger)]

    def _add(self, telling: Telling, at: Parsed) -> bool:
        """State what a telling tells; False where nothing of it is sure enough."""
        token = at.token(telling.trigger.start)
        layers = self._bench.attribution.layers(token) if token is not None else []
        outlook = self._outlook(token, layers) if token is not None else Outlook()
        supposed = outlook.effect == "hypothetical" or (token is not None and _is_unsaid(layers, token))
        if supposed or (token is not None and token.lemma in self._bench.lexicon.uses):
            return False
        voice = self._bench.voices.of(at, layers)
        triples = list(self._parts.triples(telling, at, voice))
        heard = [
            (layer, entity) for layer, entity in self._heard(layers, at) if not self._is_cited_record(layer.speaker)
        ]
        speakers = _deepest(self._parts.speakers(telling, voice), [entity for _, entity in heard])
        speakers = self._telling_of_evidence(self._without_cited_records(speakers, at), heard)
        deniers = self._parts.deniers(telling, speakers, voice)
        quoting = self._quoting(speakers, at)
        speakers = [part for part in speakers if part.entity not in quoting]
        relays = (*quoting, *_relays([entity for _, entity in heard], {*quoting, *(part.entity for part in speakers)}))
        denied = not (speakers and deniers) and _hears_denial(telling)
        polarity = telling.likeliest(denied=denied)
        if token is not None and polarity in ("asserted", "alleged") and _says_no(outlook, token):
            polarity = "denied" if speakers or deniers or voice else "negated"
        if not speakers and voice in {part.entity for part in deniers}:
            polarity = "denied"  # nobody says what the one who speaks denies
        met = self._answer(telling, at, deniers or speakers, voice) if polarity == "denied" else []
        goods = {claim.good for claim in met}
        instead = bool(met) and self._parts.tells_of_one(telling)
        triples = [triple for triple in triples if triple[2].entity not in goods and not instead]
        for supplier, recipient, good in triples:
            claim = self._ledger.alike(Claim.of(supplier.entity, recipient.entity, good.entity, telling.modality))
            roles = self._roles(telling, at, (supplier, recipient, good))
            if polarity in ("denied", "negated"):
                self._negate(claim, telling, at, speakers, deniers, voice, roles, polarity)
            else:
                self._affirm(claim, telling, at, speakers, voice, roles, polarity, relays)
            self._denying.deny(claim, telling, deniers)
        return bool(triples or met)

    def _answer(self, telling: Telling, at: Parsed, speakers: Sequence[Part], voice: str | None) -> list[Claim]:
        """The allegations before it that a denied telling answers, being of the same; it is entered that it does."""
        by: list[str | None] = [part.entity for part in speakers] or [voice]
        parties = {part.entity for side in self._parts.sides(telling, at, voice).values() for part in side}
        goods = [part.entity for part in self._parts.goods(telling, at)][:1]
        answers = self._answers(at, parties, goods[0] if goods else None, by)
        if not answers and goods and len(parties) > 1 and self._parts.tells_of_one(telling):
            alike = self._bench.identity.may_be_alike
            answers = [one for one in self._answers(at, parties, None, by) if alike(one[0].good, goods[0])]
        for claim, speaker in answers:
            self._state(claim, Stance.DENIES, telling, at, speaker, self._roles(telling, at, ()))
        return [claim for claim, _ in answers]

    def _answers(
        self, at: Parsed, parties: Collection[str], good: str | None, by: Sequence[str | None]
    ) -> list[tuple[Claim, str]]:
        """The allegations that some speakers answer who deny a good, each with who does."""
        told = self._ledger.told
        return [
            (claim, speaker)
            for speaker in by
            if speaker is not None
            for claim in answered(told, at.index, parties, good, speaker, self._registry)
        ]

    def _outlook(self, trigger: Token, layers: Sequence[Layer]) -> Outlook:
        """Whether the words around a trigger let the transfer take place."""
        return self._bench.outlooks.read(trigger, frozenset(layer.cue.i for layer in layers))

    def _affirm(
        self,
        claim: Claim,
        telling: Telling,
        at: Parsed,
        speakers: Sequence[Part],
        voice: str | None,
        roles: tuple[RoleSpan, ...],
        polarity: str,
        relays: tuple[str, ...],
    ) -> None:
        said: dict[str | None, Span | None] = {
            teller: part.span for part in speakers for teller in self._tellers(part, claim)
        }
        if not said and voice is None and (authority := self._bench.authority) and self._registry.firms(claim):
            self._state(claim, Stance.ALLEGES, telling, at, authority, roles)
            return
        said = said or {voice: None}
        for speaker, span in said.items():
            stance = self._stance(speaker, claim, span, telling, polarity)
            marks = (*roles, *role_spans(at, Role.SPEAKER, [span] if span else ()))
            self._state(claim, stance, telling, at, speaker, marks, relays)

    def _tellers(self, part: Part, claim: Claim) -> tuple[str, ...]:
        """Whoever speaks; "both sides" are the parties of what is told."""
        return (claim.supplier, claim.recipient) if means_both(self._text, part.span) else (part.entity,)

    def _heard(self, layers: Sequence[Layer], at: Parsed) -> list[tuple[Layer, str]]:
        """The speakers that the tree shows above a trigger, deepest first."""
        named = ((layer, layer.speaker) for layer in layers if layer.speaker is not None and not layer.negated)
        found = ((layer, self._bench.identity.speaker(speaker, at)) for layer, speaker in named)
        return [(layer, entity) for layer, entity in found if entity is not None]

    def _telling_of_evidence(self, speakers: list[Part], heard: Sequence[tuple[Layer, str]]) -> list[Part]:
        """Whoever tells of something that speaks for itself, in its place: "officials said that intelligence shows"."""
        kinds = self._bench.lexicon.kinds
        shows = {entity for layer, entity in heard if "evidence" in kinds(layer.cue.lemma, "verb")}
        teller = next((entity for _, entity in heard if entity not in shows), None)
        if teller is None:
            return speakers
        return [Part(teller, part.span) if part.entity in shows else part for part in speakers]

    def _quoting(self, speakers: Sequence[Part], at: Parsed) -> tuple[str, ...]:
        """Those of several speakers who quote another one: "Sol quoted the agency as saying", "cited the agency"."""
        words = [(part.entity, self._homes.head(part.span)) for part in speakers if at.holds(part.span.start)]
        quoted = {
            word.head.i: entity
            for entity, word in words
            if word and word.dep_ == "dobj" and word.head.lemma in _QUOTING
        }
        return tuple(
            entity
            for entity, word in words
            if word is not None and word.dep_ == "nsubj" and quoted.get(word.head.i, entity) != entity
        )

    def _without_cited_records(self, speakers: list[Part], at: Parsed) -> list[Part]:
        """The speakers without the papers that another one cites: "the report says, citing two invoices"."""
        speaking = [part for part in speakers if not self._is_cited_record(at.token(part.span.end - 1))]
        return speaking or speakers

    def _is_cited_record(self, noun: Token | None) -> bool:
        """Whether a noun is a paper that somebody cites for what he says."""
        if noun is None or noun.dep_ != "dobj":
            return False
        return noun.head.lemma == "cite" and self._bench.lexicon.described(noun.lemma, "record")

    def _stance(self, speaker: str | None, claim: Claim, span: Span | None, telling: Telling, polarity: str) -> Stance:
        """Parties and official figures assert; of anybody else the labeller has to be certain that he does."""
        if speaker is None:
            return Stance.ASSERTS if polarity == "asserted" else Stance.ALLEGES
        if self._is_told_by_a_party(telling):
            return Stance.ASSERTS
        if span is None:
            return stance_of(speaker, claim, self._registry)
        words = self._text[max(0, span.start - _CLOSE) : span.end + _CLOSE]
        if figures := FIGURES_OF.search(self._text[max(0, span.start - _FAR) : span.start]):
            words = figures[0]
        asserted = telling.polarity["asserted"] >= _CERTAIN
        alleged = telling.polarity["alleged"] >= (_CERTAIN if self._registry.is_told(speaker) else _LIKELY)
        admitted = self._is_admitted(telling, span)
        return stance_of(
            speaker, claim, self._registry, admitted=admitted, asserted=asserted, alleged=alleged, words=words
        )

    def _is_told_by_a_party(self, telling: Telling) -> bool:
        """Whether whoever speaks calls a party "we": "We bought 600,000 tonnes", she said."""
        sides = (span for role in labels.PARTIES for span in telling.spans(role))
        return any(words_of(self._text, span).lower() in SPEAKING and span.sure >= self._trust.likely for span in sides)

    def _is_admitted(self, telling: Telling, speaker: Span) -> bool:
        """Whether the words by which a speaker says it admit it: "acknowledged", "was ready to concede"."""
        cue = min(telling.spans(labels.CUE), key=lambda span: _distance(span, speaker), default=_NO)
        at = sentence_at(self._bench.parsed, speaker.start)
        words = at.tokens(cue.start, cue.end) if at is not None and at.holds(cue.start) else ()
        return any("admit" in self._bench.lexicon.kinds(word.lemma, "verb") for word in words)

    def _negate(
        self,
        claim: Claim,
        telling: Telling,
        at: Parsed,
        speakers: Sequence[Part],
        deniers: Sequence[Part],
        voice: str | None,
        roles: tuple[RoleSpan, ...],
        polarity: str,
    ) -> None:
        if deniers and polarity == "denied":
            return
        said: dict[str | None, Span | None] = {part.entity: part.span for part in speakers}
        for speaker, span in (said or {voice: None}).items():
            stopped = claim.modality is Modality.BLOCKED  # the stance is then towards the stop
            stance = self._stance(speaker, claim, span, telling, "asserted") if stopped else Stance.DENIES
            self._state(claim, stance, telling, at, speaker, roles)

    def _state(
        self,
        claim: Claim,
        stance: Stance,
        telling: Telling,
        at: Parsed,
        speaker: str | None,
        roles: tuple[RoleSpan, ...],
        relays: tuple[str, ...] = (),
    ) -> None:
        positive = stance is not Stance.DENIES
        via = self._parts.parties(telling, labels.VIA, at, None) if positive else []
        quantity = telling.spans(labels.QUANTITY)
        self._ledger.state(
            claim,
            stance,
            at.sentence,
            rule=RULE,
            trigger=words_of(self._text, telling.trigger),
            speaker=speaker,
            relayed_by=relays if positive else (),
            hedged=positive and telling.flags["hedged"] >= self._trust.hedged,
            via=tuple(part.entity for part in via if part.entity not in (claim.supplier, claim.recipient)),
            time=time_of(at, at.token(telling.trigger.start), self._bench.lexicon.verb_frames) if positive else None,
            quantity=self._amount(quantity[0]) if positive and quantity else None,
            roles=roles,
        )

    def _amount(self, span: Span) -> str:
        """The words of a quantity, with the loads that it counts: "four consignments" where "four" is marked."""
        loads = _COUNTED_LOADS.match(self._text, span.end)
        whole = Span(span.start, loads.end(), span.sure) if loads else span
        return words_of(self._text, whole).removesuffix(" of")

    def _roles(self, telling: Telling, at: Parsed, parts: Sequence[Part]) -> tuple[RoleSpan, ...]:
        kinds = (Role.SUPPLIER, Role.RECIPIENT, Role.GOOD)
        marks = [mark for role, part in zip(kinds, parts, strict=False) for mark in role_spans(at, role, [part.span])]
        marks += role_spans(at, Role.VIA, telling.spans(labels.VIA))
        marks += role_spans(at, Role.TRIGGER, [telling.trigger])
        marks += role_spans(at, Role.CUE, telling.spans(labels.CUE))
        return tuple(marks)


def _deepest(speakers: list[Part], heard: Sequence[str]) -> list[Part]:
    """The speakers without those who only pass on what the deepest one says."""
    if heard[:1] and heard[0] in {part.entity for part in speakers}:
        return [part for part in speakers if part.entity == heard[0] or part.entity not in heard]
    return speakers


def _relays(heard: Sequence[str], said: Collection[str]) -> tuple[str, ...]:
    """Who passes on what those who say it told them, where the tree shows both of them: only those above them, deepest
    first."""
    above = dropwhile(lambda entity: entity not in said, heard)
    return tuple(dict.fromkeys(entity for entity in above if entity not in said))


def _is_unsaid(layers: Sequence[Layer], trigger: Token) -> bool:
    """Whether somebody did not come to say, confirm or deny what a trigger tells: "could not confirm that it sold",
    "did not say how many it had sold", "refused to deny that it sold"; not "could not confirm when it sold"."""
    if not layers or not layers[0].negated:
        return False
    kind, cue = layers[0].kind, layers[0].cue
    return kind in ("say", "confirm", "deny") and governs_clause(cue, trigger, asking=kind != "confirm")


def _says_no(outlook: Outlook, trigger: Token) -> bool:
    """Whether a trigger is negated by its own words: "has sold neither …", "not one rifle came"."""
    own = {trigger.i, *(child.i for child in trigger.children)}
    return outlook.negated and any(said == "negated" and word.i in own for said, word in outlook.grounds)


def _hears_denial(telling: Telling) -> bool:
    return telling.polarity["denied"] >= _LIKELY or any(telling.spans(role) for role in _DENYING)


def _distance(one: Span, other: Span) -> int:
    """How many characters lie between two spans."""
    return max(one.start - other.end, other.start - one.end, 0)


def _overlap(telling: Telling, trigger: tuple[int, int]) -> bool:
    return telling.trigger.start < trigger[1] and telling.trigger.end > trigger[0]

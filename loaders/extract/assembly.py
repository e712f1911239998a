"""From findings to statements: for each claim who stands how to it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from claimgraph.graph.model import (
    Claim,
    Modality,
    Role,
    RoleSpan,
    Stance,
)
from claimgraph.loaders.extract.answering import Answering
from claimgraph.loaders.extract.attribution import Layer
from claimgraph.loaders.extract.findings import Finding
from claimgraph.loaders.extract.identity import Identity
from claimgraph.loaders.extract.ledger import Ledger
from claimgraph.loaders.extract.lexicon import Lexicon
from claimgraph.loaders.extract.stances import stance_of
from claimgraph.loaders.extract.times import time_of
from claimgraph.loaders.extract.trace import SILENT, Dropped, Trace, Why

_OUTSIDE = frozenset({"accuse", "sanction", "believe", "charge"})


def claim_of(finding: Finding) -> Claim:
    """The claim that a finding makes; of what is only supposed, the claim that it would be."""
    hypothetical = finding.outlook.effect == "hypothetical"
    modality = Modality.PLANNED if hypothetical else Modality(finding.outlook.effect)
    return Claim.of(finding.supplier.entity, finding.recipient.entity, finding.good.entity, modality)


class Assembly:
    """Enters into an article's ledger what its findings say; what is denied in wide words is left to `answering`."""

    def __init__(
        self,
        ledger: Ledger,
        answering: Answering,
        identity: Identity,
        lexicon: Lexicon,
        authority: str | None,
        trace: Trace = SILENT,
    ) -> None:
        self._ledger, self._answering, self._identity, self._lexicon = ledger, answering, identity, lexicon
        self._registry = identity.registry
        self._authority, self._trace = authority, trace

    def add(self, finding: Finding) -> None:
        """State what a finding says, in the name of whoever says it."""
        if (why := _unsayable(finding)) is not None:
            self._trace.note(Dropped(finding.at, why, finding.trigger, entities=_parts(finding)))
            return
        claim = claim_of(finding)
        layers = finding.layers
        denial = next((index for index, layer in enumerate(layers) if layer.kind == "deny"), None)
        if denial is not None:
            allegers = [layer for layer in layers[:denial] if layer.kind != "say" or layer.speaker is not None]
            if allegers:
                self._speak(finding, claim, allegers, denies=False)
            self._speak(finding, claim, layers[denial:], denies=True)
            return
        self._speak(finding, claim, layers, denies=finding.outlook.negated)

    def _speak(self, finding: Finding, claim: Claim, layers: Sequence[Layer], *, denies: bool) -> None:
        named: list[tuple[Layer, str]] = []
        for layer in layers:
            if layer.speaker is None:
                continue
            found = self._identity.speaker(layer.speaker, finding.at, finding.voice)
            if found is not None and all(found != known for _, known in named):
                named.append((layer, found))
        told = [pair for pair in named if "evidence" not in self._lexicon.kinds(pair[0].cue.lemma, "verb")]
        if told:
            named = told
        if named:
            layer, speaker = named[0]
            stance = Stance.DENIES if denies else self._stance(speaker, claim, layer)
            relays = tuple(entity for _, entity in named[1:])
            self._state(finding, claim, stance, speaker, relays, layer, layers)
            return
        if not layers and finding.voice is None:
            finding = replace(finding, voice=self._own_speaker(finding))
        if not layers and finding.voice is not None:
            stance = Stance.DENIES if denies else stance_of(finding.voice, claim, self._registry)
            self._state(finding, claim, stance, finding.voice)
            return
        if not layers and self._authority is not None and self._registry.firms(claim):
            self._state(finding, claim, Stance.DENIES if denies else Stance.ALLEGES, self._authority)
            return
        alleged = bool(layers) or self._said_by_nobody(finding)
        stance = Stance.DENIES if denies else Stance.ALLEGES if alleged else Stance.ASSERTS
        self._state(finding, claim, stance, None, (), layers[0] if layers else None, layers)

    def _stance(self, speaker: str, claim: Claim, layer: Layer) -> Stance:
        words = layer.speaker.text if layer.speaker is not None else ""
        outside = layer.kind in _OUTSIDE
        admitted = "admit" in self._lexicon.kinds(layer.cue.lemma, "verb")
        return stance_of(speaker, claim, self._registry, outside=outside, admitted=admitted, words=words)

    def _own_speaker(self, finding: Finding) -> str | None:
        """The firm that says "we" where a whole text is its statement."""
        for part in (finding.supplier, finding.recipient):
            if part.token is not None and part.token.lower_ in ("we", "us", "our"):
                return part.entity
        return None

    def _said_by_nobody(self, finding: Finding) -> bool:
        return any(
            token.lower_ in ("allegedly", "reportedly", "purportedly", "alleged", "supposedly")
            for token in finding.at.tree
        )

    def _state(
        self,
        finding: Finding,
        claim: Claim,
        stance: Stance,
        speaker: str | None,
        relays: tuple[str, ...] = (),
        layer: Layer | None = None,
        layers: Iterable[Layer] = (),
    ) -> None:
        positive = stance is not Stance.DENIES
        hedged = positive and (
            finding.outlook.hedged
            or any(layer.kind == "believe" for layer in layers)
            or any(layer.kind == "accuse" and layer.cue.lemma == "suspect" for layer in layers)
        )
        self._ledger.state(
            claim,
            stance,
            finding.at.sentence,
            rule=finding.rule,
            trigger=finding.trigger.text,
            speaker=speaker,
            hedged=hedged,
            relayed_by=relays,
            via=tuple(part.entity for part in finding.via) if positive else (),
            time=time_of(finding.at, finding.trigger, self._lexicon.verb_frames) if positive else None,
            quantity=finding.quantity if positive else None,
            roles=self._roles(finding, layer),
        )

    def _roles(self, finding: Finding, layer: Layer | None) -> Iterator[RoleSpan]:
        for role, part in (
            (Role.SUPPLIER, finding.supplier),
            (Role.RECIPIENT, finding.recipient),
            (Role.GOOD, finding.good),
            *((Role.VIA, part) for part in finding.via),
        ):
            if part.token is not None:
                yield finding.at.mark(role, part.token)
        yield finding.at.mark(Role.TRIGGER, finding.trigger)
        if layer is not None and layer.speaker is not None:
            yield finding.at.mark(Role.SPEAKER, layer.speaker)
        if layer is not None:
            yield finding.at.mark(Role.CUE, layer.cue)


def _unsayable(finding: Finding) -> Why | None:
    """Why nothing can be stated about a finding."""
    outlook, layers = finding.outlook, finding.layers
    if outlook.effect == "hypothetical":
        return Why.HYPOTHETICAL
    if outlook.negated and outlook.effect != "actual":
        return Why.NEGATED_PLAN
    if any(layer.negated for layer in layers):
        return Why.NOT_SAID
    if outlook.negated and any(layer.kind == "deny" for layer in layers):
        return Why.DENIED_NEGATION
    return None


def _parts(finding: Finding) -> tuple[str, ...]:
    return finding.supplier.entity, finding.recipient.entity, finding.good.entity

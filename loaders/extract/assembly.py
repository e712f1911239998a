"""From findings and denials to the Reading: claims, and for each of them who stands how to it, with evidence."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from claimgraph.graph.model import (
    Claim,
    Document,
    EntityType,
    Modality,
    Reading,
    Role,
    RoleSpan,
    Stance,
    Statement,
)
from claimgraph.loaders.extract.attribution import Layer
from claimgraph.loaders.extract.denials import Denial
from claimgraph.loaders.extract.findings import Finding, Fragment
from claimgraph.loaders.extract.identity import Identity
from claimgraph.loaders.extract.lexicon import Lexicon
from claimgraph.loaders.extract.parsed import Parsed
from claimgraph.loaders.extract.times import time_in
from claimgraph.loaders.extract.tree import lemma

if TYPE_CHECKING:
    from spacy.tokens import Token

_REACH = 6
_OUTSIDE = frozenset({"accuse", "sanction", "believe", "charge"})


class Assembly:
    """Collects the claims and statements of one article."""

    def __init__(self, document: Document, identity: Identity, lexicon: Lexicon, authority: str | None) -> None:
        self._document, self._identity, self._lexicon = document, identity, lexicon
        self._authority = authority
        self._claims: dict[str, Claim] = {}
        self._statements: dict[str, Statement] = {}
        self._origin: list[tuple[Finding, Claim, str | None]] = []

    def add(self, finding: Finding) -> None:
        """State what a finding says, in the name of whoever says it."""
        if finding.outlook.effect == "hypothetical":
            return
        modality = Modality(finding.outlook.effect)
        if finding.outlook.negated and modality is not Modality.ACTUAL:
            return
        claim = Claim.of(finding.supplier.entity, finding.recipient.entity, finding.good.entity, modality)
        layers = finding.layers
        denial = next((index for index, layer in enumerate(layers) if layer.kind == "deny"), None)
        if any(layer.negated for layer in layers):
            return
        if denial is not None:
            if finding.outlook.negated:
                return
            allegers = [layer for layer in layers[:denial] if layer.kind != "say" or layer.speaker is not None]
            if allegers:
                self._speak(finding, claim, allegers, denies=False)
            self._speak(finding, claim, layers[denial:], denies=True)
            return
        self._speak(finding, claim, layers, denies=finding.outlook.negated)

    def deny(self, denial: Denial) -> None:
        """Attach a denial to the open allegations that it answers."""
        speaker = self._identity.speaker(denial.speaker, denial.at) if denial.speaker is not None else None
        if speaker is None:
            return
        for finding, claim in self._answered(denial.at, speaker):
            self._state(finding, claim, Stance.DENIES, speaker, (), denial.at, denial.cue, denial.speaker)

    def deny_fragment(self, fragment: Fragment) -> None:
        """An incomplete denied transfer ("said it had sold nothing") answers the earlier allegations that fit it."""
        denied = any(layer.kind == "deny" for layer in fragment.layers)
        if fragment.outlook.effect != "actual" or denied == fragment.outlook.negated or not fragment.layers:
            return
        layer = next((layer for layer in fragment.layers if layer.kind == "deny"), fragment.layers[0])
        at = fragment.proposal.at
        speaker = self._identity.speaker(layer.speaker, at) if layer.speaker is not None else None
        if speaker is None or layer.negated:
            return
        for finding, claim in self._answered(at, speaker):
            parties = {claim.supplier, claim.recipient}
            if fragment.parties <= parties and self._covers(fragment.good, claim.good):
                self._state(finding, claim, Stance.DENIES, speaker, (), at, layer.cue, layer.speaker)

    def _covers(self, denied: str | None, good: str) -> bool:
        """Whether a denied good is the one of a claim, or names a whole kind that it belongs to."""
        kinds, seen = [good], set[str]()
        while kinds:
            kind = kinds.pop()
            seen.add(kind)
            kinds.extend(parent for parent in self._identity.entities[kind].kinds if parent not in seen)
        return denied in (None, "", *seen)

    def reading(self) -> Reading:
        """The finished reading; entities that nothing uses are left out, except states."""
        claims = {statement.claim for statement in self._statements.values()}
        kept = [claim for claim in self._claims.values() if claim.id in claims]
        used = {part for claim in kept for part in (claim.supplier, claim.recipient, claim.good)}
        for statement in self._statements.values():
            used.update(link for link in (statement.speaker, *statement.relayed_by, *statement.via) if link)
        entities = self._identity.entities
        used.update(entity.id for entity in entities.values() if entity.type is EntityType.STATE)
        frontier = list(used)
        while frontier:
            entity = entities[frontier.pop()]
            for link in (entity.country, entity.speaks_for, *entity.kinds):
                if link and link not in used:
                    used.add(link)
                    frontier.append(link)
        return Reading(
            self._document,
            tuple(entity for entity in entities.values() if entity.id in used),
            tuple(kept),
            tuple(self._statements.values()),
        )

    def _speak(self, finding: Finding, claim: Claim, layers: Sequence[Layer], *, denies: bool) -> None:
        named: list[tuple[Layer, str]] = []
        for layer in layers:
            if layer.speaker is None:
                continue
            found = self._identity.speaker(layer.speaker, finding.at, finding.voice)
            if found is not None and all(found != known for _, known in named):
                named.append((layer, found))
        told = [pair for pair in named if "evidence" not in self._lexicon.kinds(lemma(pair[0].cue), "verb")]
        if told:
            named = told
        if named:
            layer, speaker = named[0]
            stance = Stance.DENIES if denies else self._stance(speaker, claim, layer)
            relays = tuple(entity for _, entity in named[1:])
            self._state(finding, claim, stance, speaker, relays, finding.at, layer.cue, layer.speaker, layers)
            return
        if not layers and finding.voice is None:
            finding = replace(finding, voice=self._own_speaker(finding))
        if not layers and finding.voice is not None:
            stance = Stance.DENIES if denies else self._stance(finding.voice, claim, None)
            self._state(finding, claim, stance, finding.voice, (), finding.at, None, None)
            return
        if not layers and self._authority is not None and self._names_firm(claim):
            self._state(
                finding, claim, Stance.DENIES if denies else Stance.ALLEGES, self._authority, (), finding.at, None, None
            )
            return
        alleged = bool(layers) or self._said_by_nobody(finding)
        stance = Stance.DENIES if denies else Stance.ALLEGES if alleged else Stance.ASSERTS
        self._state(finding, claim, stance, None, (), finding.at, layers[0].cue if layers else None, None, layers)

    def _own_speaker(self, finding: Finding) -> str | None:
        """The firm that says "we" where a whole text is its statement."""
        for part in (finding.supplier, finding.recipient):
            if part.token is not None and part.token.lower_ in ("we", "us", "our"):
                return part.entity
        return None

    def _names_firm(self, claim: Claim) -> bool:
        return any(self._identity.entities[part].type is EntityType.FIRM for part in (claim.supplier, claim.recipient))

    def _said_by_nobody(self, finding: Finding) -> bool:
        return any(
            token.lower_ in ("allegedly", "reportedly", "purportedly", "alleged", "supposedly")
            for token in finding.at.tree
        )

    def _stance(self, speaker: str, claim: Claim, layer: Layer | None) -> Stance:
        """A party says so itself, or figures do: asserts; anybody else: alleges."""
        if layer is not None and layer.kind in _OUTSIDE:
            return Stance.ALLEGES
        parties = {claim.supplier, claim.recipient}
        if self._identity.registry.stands_for(speaker) & parties:
            return Stance.ASSERTS
        statistics = self._identity.entities[speaker].name.lower()
        official = any(
            word in statistics
            for word in (
                "customs data",
                "trade data",
                "official data",
                "customs figures",
                "trade figures",
                "official figures",
                "statistics",
                "customs record",
                "tracking data",
                "shipping data",
            )
        )
        return Stance.ASSERTS if official else Stance.ALLEGES

    def _answered(self, at: Parsed, speaker: str) -> Iterator[tuple[Finding, Claim]]:
        """The open allegations that a denial answers: the speaker's own where it is a party, else the nearest."""
        stands = self._identity.registry.stands_for(speaker)
        linked = stands | {country for entity in stands if (country := self._identity.entities[entity].country)}
        earlier = [
            (finding, claim)
            for finding, claim, said_by in self._origin
            if claim.modality is Modality.ACTUAL
            and said_by not in stands
            and 0 <= at.index - finding.at.index <= _REACH
        ]
        own = [(finding, claim) for finding, claim in earlier if {claim.supplier, claim.recipient} & stands]
        supplying = [(finding, claim) for finding, claim in own if claim.supplier in stands]
        own = supplying or own
        if not own:
            own = [(finding, claim) for finding, claim in earlier if self._countries(claim) & linked]
        if own:
            yield from own
            return
        if earlier:
            nearest = max(finding.at.index for finding, _ in earlier)
            yield from (pair for pair in earlier if pair[0].at.index == nearest)

    def _countries(self, claim: Claim) -> set[str]:
        entities = self._identity.entities
        return {
            part for party in (claim.supplier, claim.recipient) for part in (party, entities[party].country) if part
        }

    def _state(
        self,
        finding: Finding,
        claim: Claim,
        stance: Stance,
        speaker: str | None,
        relays: tuple[str, ...],
        at: Parsed,
        cue: Token | None,
        speaking: Token | None,
        layers: Iterable[Layer] = (),
    ) -> None:
        self._claims.setdefault(claim.id, claim)
        hedged = stance is not Stance.DENIES and (
            finding.outlook.hedged
            or any(layer.kind == "believe" for layer in layers)
            or any(layer.kind == "accuse" and lemma(layer.cue) == "suspect" for layer in layers)
        )
        positive = stance is not Stance.DENIES
        statement = Statement.of(
            claim,
            stance,
            self._document.evidence(at.sentence.start, at.sentence.end),
            speaker=speaker,
            hedged=hedged,
            relayed_by=relays,
            via=tuple(part.entity for part in finding.via) if positive else (),
            time=time_in(at.sentence.readable) if positive else None,
            quantity=finding.quantity if positive else None,
            rule=finding.rule if at is finding.at else "denial",
            trigger=finding.trigger.text if at is finding.at else (cue.text if cue is not None else ""),
            roles=tuple(self._roles(finding, at, cue, speaking)),
        )
        known = self._statements.get(statement.id)
        if known is not None:
            statement = replace(statement, hedged=known.hedged and statement.hedged)
        self._statements[statement.id] = statement
        if positive:
            self._origin.append((finding, claim, speaker))

    def _roles(self, finding: Finding, at: Parsed, cue: Token | None, speaking: Token | None) -> Iterator[RoleSpan]:
        if at is finding.at:
            for role, part in (
                (Role.SUPPLIER, finding.supplier),
                (Role.RECIPIENT, finding.recipient),
                (Role.GOOD, finding.good),
                *((Role.VIA, part) for part in finding.via),
            ):
                if part.token is not None:
                    yield at.mark(role, part.token)
            yield at.mark(Role.TRIGGER, finding.trigger)
        if speaking is not None:
            yield at.mark(Role.SPEAKER, speaking)
        if cue is not None:
            yield at.mark(Role.CUE, cue)

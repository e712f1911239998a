"""What the statements of a whole article say about each other: whose business a denial is, and who cannot have denied
what he says himself."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace

from claimgraph.graph.model import Claim, Entity, EntityType, Reading, Role, Stance, Statement
from claimgraph.loaders.extract.trace import SILENT, Restated, Trace, Why

_NAMING = frozenset({Role.SUPPLIER, Role.RECIPIENT, Role.GOOD, Role.TRIGGER})
"""What a denial marks that says by itself what is denied."""


def consistent(reading: Reading, trace: Trace = SILENT) -> Reading:
    """The reading without the denials that other statements of the article speak against.

    A firm that is a party to other claims denies those ("Norland denies it" is said of what Norland is told to have
    done), and so does a state that denies one of its own in the same words; a person, firm or body that asserts a claim
    admits it, while a state has many voices.
    """
    denials = _Denials(reading)
    refuted = dict.fromkeys(statement.id for statement in reading.statements if not denials.stands(statement))
    for statement in refuted:
        trace.note(Restated(statement, None, Why.REFUTED))
    kept = (statement for statement in reading.statements if statement.id not in refuted)
    return replace(reading, statements=tuple(kept)) if refuted else reading


class _Denials:
    """Judges the denials of one reading by its other statements."""

    def __init__(self, reading: Reading) -> None:
        self._entities = {entity.id: entity for entity in reading.entities}
        self._parties = {claim.id: frozenset(self._parties_to(claim)) for claim in reading.claims}
        self._homes = {
            claim.id: {self._entities[party].country for party in (claim.supplier, claim.recipient)}
            for claim in reading.claims
        }
        self._denied = defaultdict[tuple[str, int], set[str]](set)
        for statement in reading.statements:
            if statement.stance is Stance.DENIES and statement.speaker is not None:
                self._denied[statement.speaker, statement.evidence.start].add(statement.claim)
        self._affirmed = {statement.claim for statement in reading.statements if statement.positive}
        self._asserted = {
            (statement.claim, statement.speaker)
            for statement in reading.statements
            if statement.stance is Stance.ASSERTS
        }

    def stands(self, statement: Statement) -> bool:
        """Whether nothing speaks against a statement; what nobody affirms is at least denied, and who says what he
        denies means just that."""
        speaker = self._entities.get(statement.speaker or "")
        names = any(mark.role in _NAMING for mark in statement.roles)
        if statement.positive or names or speaker is None or statement.claim not in self._affirmed:
            return True
        if speaker.type is not EntityType.STATE and (statement.claim, speaker.id) in self._asserted:
            return False
        if speaker.type is EntityType.STATE:
            return speaker.id in self._homes[statement.claim] or not self._denies_of_himself(speaker, statement)
        return speaker.type is not EntityType.FIRM or not self._is_party_elsewhere(speaker, statement.claim)

    def _denies_of_himself(self, speaker: Entity, statement: Statement) -> bool:
        """Whether somebody denies in the very words a claim about himself, and this one is of others."""
        others = self._denied[speaker.id, statement.evidence.start] - {statement.claim}
        own = any(speaker.id in self._parties[claim] for claim in others)
        return own and speaker.id not in self._parties[statement.claim]

    def _is_party_elsewhere(self, speaker: Entity, claim: str) -> bool:
        own = frozenset(_stands_for(speaker))
        return own.isdisjoint(self._parties[claim]) and any(not own.isdisjoint(them) for them in self._parties.values())

    def _parties_to(self, claim: Claim) -> Iterator[str]:
        """The parties to a claim and those for whom they stand."""
        for party in (claim.supplier, claim.recipient):
            yield from _stands_for(self._entities[party])


def _stands_for(entity: Entity) -> Iterator[str]:
    yield entity.id
    if entity.speaks_for is not None:
        yield entity.speaks_for

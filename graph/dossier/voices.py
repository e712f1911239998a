"""Both sides of a claim, each voice once: who says so or denies it, under which names, in which words. Pure."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from claimgraph.graph.dossier.content import Quote, Source, Voice
from claimgraph.graph.model import Statement
from claimgraph.graph.network import ClaimRecord, Network
from claimgraph.graph.origins import Tie

MOST_QUOTES = 4
"""So many quotes of one voice on one claim are printed; further articles are named by their numbers."""


@dataclass(frozen=True, slots=True)
class Sides:
    """Tells the voices on claims of a network, with the numbers of the articles that they stand in.

    Parameters:
        sources: the articles by their ids.
    """

    network: Network
    sources: Mapping[str, Source]

    def saying(self, record: ClaimRecord) -> tuple[Voice, ...]:
        """Who affirms a claim: its independent origins, in order of article and place."""
        by_id = {one.id: one for one in record.affirming}
        found = []
        for origin in record.origin_groups:
            statements = [by_id[id] for id in origin.statements if id in by_id]
            ties = tuple(f"{one.name} ({one.tie})" for one in origin.companions)
            found.append(self._voice(record, origin.name, ties, statements))
        return tuple(found)

    def denying(self, record: ClaimRecord) -> tuple[Voice, ...]:
        """Who denies a claim or a broader good between the same parties: each voice once, parties first."""
        told: defaultdict[str, list[Statement]] = defaultdict(list)
        for statement in (*record.denying, *record.covering):
            told[self._voice_name(statement)].append(statement)
        found = [
            self._voice(record, name, self._ties(name, statements), statements) for name, statements in told.items()
        ]
        return tuple(sorted(found, key=lambda voice: _PARTS.index(voice.part)))

    def _voice(self, record: ClaimRecord, name: str, ties: tuple[str, ...], statements: Sequence[Statement]) -> Voice:
        ordered = sorted(statements, key=lambda one: (self._said_on(one) or "9", one.evidence.article, one.id))
        different: dict[str, Statement] = {}
        for one in ordered:
            different.setdefault(" ".join(one.evidence.quote.split()), one)
        printed = list(different.values())[:MOST_QUOTES]
        shown = {one.evidence.article for one in printed}
        further = {self.sources[one.evidence.article].number for one in ordered if one.evidence.article not in shown}
        return Voice(
            name,
            ties,
            tuple(self._quote(record, name, one) for one in printed),
            tuple(sorted(further)),
            part_of(self.network, record, statements),
        )

    def _quote(self, record: ClaimRecord, voice: str, statement: Statement) -> Quote:
        source = self.sources[statement.evidence.article]
        speaker = self.network.speaker_name(statement)
        denied = self._good_denied(record, statement)
        return Quote(
            statement.evidence.quote,
            source.number,
            self._said_on(statement),
            source.publisher,
            statement.hedged,
            "" if speaker == voice or statement.speaker is None else speaker,
            tuple(self.network.entities[id].name for id in statement.relayed_by),
            denied,
            statement.evidence.matches,
        )

    def _good_denied(self, record: ClaimRecord, statement: Statement) -> str:
        if statement.positive or statement.claim == record.claim.id:
            return ""
        other = self.network.records.get(statement.claim)
        return self.network.entities[other.claim.good].name if other else "a broader good"

    def _said_on(self, statement: Statement) -> str:
        return statement.said_on or self.sources[statement.evidence.article].published

    def _voice_name(self, statement: Statement) -> str:
        entity = self.network.entities.get(statement.voice or "")
        return entity.name if entity else self.network.speaker_name(statement)

    def _ties(self, name: str, statements: Iterable[Statement]) -> tuple[str, ...]:
        speakers = {self.network.speaker_name(one): None for one in statements if one.speaker is not None}
        return tuple(f"{speaker} ({Tie.SPEAKS_FOR})" for speaker in speakers if speaker != name)


PARTY, HOME = "party", "home state"
_PARTS = (PARTY, HOME, "")
"""What a voice may have to do with the supply, the closest first."""


def part_of(network: Network, record: ClaimRecord, statements: Iterable[Statement]) -> str:
    """What those who make statements have to do with a claim: "party", "home state", or "" where they stand outside."""
    parties = {record.claim.supplier, record.claim.recipient}
    homes = {entity.country for id in parties if (entity := network.entities.get(id)) and entity.country}
    heard = {id for one in statements for id in (one.speaker, one.voice) if id}
    bodies = heard | {body for id in heard for body in _spoken_for(network, id)}
    return PARTY if bodies & parties else HOME if bodies & homes else ""


def _spoken_for(network: Network, id: str) -> set[str]:
    """All for whom an entity speaks, directly or not."""
    found: set[str] = set()
    entity = network.entities.get(id)
    while entity and entity.speaks_for and entity.speaks_for not in found:
        found.add(entity.speaks_for)
        entity = network.entities.get(entity.speaks_for)
    return found

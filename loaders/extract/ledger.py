"""The book of one article: which claims it holds, and every statement to them with its evidence."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace

from claimgraph.graph.limits import NAME_BYTES, cut
from claimgraph.graph.model import Claim, Document, Entity, EntityType, Reading, RoleSpan, Stance, Statement
from claimgraph.loaders.extract.entities import EntityTable
from claimgraph.loaders.extract.segment import Sentence

_MOST_BYTES_A_LETTER = 4


class Ledger:
    """Collects the claims and statements of one article; the same statement made twice stands once."""

    def __init__(self, document: Document, table: EntityTable) -> None:
        self._document, self._table = document, table
        self._claims: dict[str, Claim] = {}
        self._between: defaultdict[tuple[str, str, str], list[Claim]] = defaultdict(list)
        self._statements: dict[str, Statement] = {}

    def state(
        self,
        claim: Claim,
        stance: Stance,
        sentence: Sentence,
        *,
        rule: str,
        trigger: str,
        speaker: str | None = None,
        hedged: bool = False,
        relayed_by: tuple[str, ...] = (),
        via: tuple[str, ...] = (),
        time: str | None = None,
        quantity: str | None = None,
        roles: Iterable[RoleSpan] = (),
        confidence: float | None = None,
    ) -> None:
        """Enter a statement that a sentence makes; it is hedged only where no telling of it goes without."""
        if claim.id not in self._claims:
            self._claims[claim.id] = claim
            self._between[_parties(claim)].append(claim)
        statement = Statement.of(
            claim,
            stance,
            self._document.evidence(sentence.start, sentence.end),
            speaker=speaker,
            hedged=hedged,
            relayed_by=relayed_by,
            via=via,
            time=time,
            quantity=quantity,
            rule=rule,
            trigger=trigger,
            roles=tuple(roles),
            confidence=confidence,
        )
        known = self._statements.get(statement.id)
        if known is not None:
            roles = tuple(dict.fromkeys((*known.roles, *statement.roles)))
            sure = max((one.confidence for one in (known, statement) if one.confidence is not None), default=None)
            hedged = known.hedged and statement.hedged
            statement = replace(known, hedged=hedged, roles=roles, confidence=sure)
        self._statements[statement.id] = statement

    def alike(self, claim: Claim) -> Claim:
        """The claim that the article made before of the same parties with a longer or shorter name of the good
        ("piston engines", "engines"); else the claim itself."""
        name = self._table.entities[claim.good].name.lower()
        known = self._between.get(_parties(claim), ())
        alike = (one for one in known if _is_short_for(name, self._table.entities[one.good].name.lower()))
        return next(alike, claim)

    def reading(self) -> Reading:
        """The finished reading; entities that nothing uses are left out, except states that the text names."""
        claims = {statement.claim for statement in self._statements.values()}
        kept = [claim for claim in self._claims.values() if claim.id in claims]
        used = {part for claim in kept for part in (claim.supplier, claim.recipient, claim.good)}
        for statement in self._statements.values():
            used.update(link for link in (statement.speaker, *statement.relayed_by, *statement.via) if link)
        entities = self._table.entities
        used.update(one.id for one in entities.values() if one.type is EntityType.STATE and one.named)
        frontier = list(used)
        while frontier:
            entity = entities[frontier.pop()]
            for link in (entity.country, entity.speaks_for, *entity.kinds):
                if link and link not in used:
                    used.add(link)
                    frontier.append(link)
        return Reading(
            self._document,
            tuple(
                _of_kept_length(self._table.with_principal(entity)) for entity in entities.values() if entity.id in used
            ),
            tuple(kept),
            tuple(self._statements.values()),
        )


def _parties(claim: Claim) -> tuple[str, str, str]:
    """Of whom a claim tells, and whether it took place."""
    return claim.supplier, claim.recipient, claim.modality


def _of_kept_length(entity: Entity) -> Entity:
    """The entity with names that a graph can keep; almost always as it is."""
    forms = (entity.name, *entity.aliases)
    if all(len(form) * _MOST_BYTES_A_LETTER <= NAME_BYTES for form in forms):
        return entity
    name, *aliases = (cut(form, NAME_BYTES) for form in forms)
    return replace(entity, name=name, aliases=tuple(aliases))


def _is_short_for(one: str, other: str) -> bool:
    """Whether one of two names is the last word of the other."""
    short, long = sorted((one.removesuffix("s"), other.removesuffix("s")), key=len)
    return " " not in short and long.endswith(" " + short)

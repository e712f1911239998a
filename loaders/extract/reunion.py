"""Descriptions that turn out to be somebody whom the article names: "an aviation company … the company, Falcon Crest".

A lead often describes whom only a later paragraph names; and what is "the panel" further down was "a panel of experts"
before. Both are one entity in the graph of the article.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Final

from claimgraph.graph.model import Claim, Entity, EntityType, Modality, Reading, Statement
from claimgraph.loaders.extract.described import is_definite
from claimgraph.loaders.extract.identity import Identity
from claimgraph.loaders.extract.parsed import Parsed
from claimgraph.loaders.extract.registry import with_kinds
from claimgraph.loaders.extract.trace import SILENT, Restated, Trace
from claimgraph.loaders.extract.words import Token

_AFTER_HEAD: Final = re.compile(r"\s+(?:in|of|at|from|near|on|for|with|based|run|owned|led)\s")
_DESCRIBABLE: Final = (EntityType.FIRM, EntityType.ORGANIZATION, EntityType.OFFICIAL)


@dataclass(frozen=True, slots=True)
class Named:
    """A name that stands beside a description: "the company, Falcon Crest"; `place` is its offset in the text."""

    word: str
    entity: Entity
    place: int


def names_given(parsed: Sequence[Parsed], identity: Identity) -> list[Named]:
    """The names that an article gives to those whom it described before, in the order of the text."""
    return [
        Named(token.lemma, identity.entities[found], at.stretch(token)[0])
        for at in parsed
        for token in at.tree
        if token.tag_ == "NN" and is_definite(token) and _has_name_beside(token) and not identity.tells_whose(token)
        if (found := identity.party(token, at) or identity.speaker(token, at)) is not None
    ]


def reunited(reading: Reading, given: Sequence[Named], trace: Trace = SILENT) -> Reading:
    """The reading with a name in the place of each description that is named later, or longer elsewhere, and with the
    good of one transfer under one name."""
    entities = {one.entity.id: one.entity for one in given} | {entity.id: entity for entity in reading.entities}
    same = dict(_named_later(reading, entities, given))
    same |= {short: long for short, long in _longer(reading, entities) if short not in same and long not in same}
    whole = _renamed(reading, same, entities, trace) if same else reading
    return _of_one_transfer(whole, trace)


def _of_one_transfer(reading: Reading, trace: Trace) -> Reading:
    """The reading with the good of a transfer under one name, where it is told once more in fewer words: "tanks" in a
    headline, "Leopard 2 tanks" below; not where somebody denies either, who may mean just that one.
    """
    entities = {entity.id: entity for entity in reading.entities}
    denied = {statement.claim for statement in reading.statements if not statement.positive}
    told: dict[tuple[str, str, Modality], list[Claim]] = {}
    for claim in reading.claims:
        if claim.id not in denied:
            told.setdefault((claim.supplier, claim.recipient, claim.modality), []).append(claim)
    fuller = {
        claim.id: longer[0]
        for alike in told.values()
        for claim in alike
        if len(longer := [other for other in alike if _is_short_for(claim.good, other.good, entities)]) == 1
    }
    if not fuller:
        return reading
    claims = {claim.id: fuller.get(claim.id, claim) for claim in reading.claims}
    whole = _with_claims(reading, claims, {}, trace)
    return replace(whole, entities=tuple(_used(whole, entities)))


def _is_short_for(short: str, long: str, entities: Mapping[str, Entity]) -> bool:
    """Whether a good's name is another one's less some words before its noun, and the other is no good of another kind
    ("oil", "sunflower oil")."""
    fewer, more = entities[short].name.lower().split(), entities[long].name.lower().split()
    if fewer[-1] != more[-1] or not set(fewer) < set(more):
        return False
    above = with_kinds(entities[long].kinds, entities)
    return not above or short in above


def _used(reading: Reading, entities: Mapping[str, Entity]) -> Iterator[Entity]:
    """The entities of a reading but goods of which no claim is left, nor of a kind of them."""
    needed = with_kinds((claim.good for claim in reading.claims), entities)
    yield from (one for one in reading.entities if one.type is not EntityType.GOOD or one.id in needed)


def _has_name_beside(token: Token) -> bool:
    return any(child.dep_ == "appos" and child.pos_ == "PROPN" and child.i > token.i for child in token.children)


def _named_later(reading: Reading, entities: Mapping[str, Entity], given: Sequence[Named]) -> Iterator[tuple[str, str]]:
    first = _first_told(reading)
    described = {id: _head(entity) for id, entity in entities.items() if id in first and _is_described(entity)}
    for id, word in described.items():
        alone = list(described.values()).count(word) == 1
        names = [one.entity for one in given if one.word == word and one.place > first[id]]
        if alone and names and names[0].article is None:
            yield id, names[0].id


def _longer(reading: Reading, entities: Mapping[str, Entity]) -> Iterator[tuple[str, str]]:
    """Bare words ("panel") and the one longer description or name with this head ("U.N. panel")."""
    used = set(_first_told(reading))
    for id in used:
        entity = entities[id]
        if entity.type not in _DESCRIBABLE or not entity.name.isalpha() or not entity.name.islower():
            continue
        longer = [
            other
            for other in used - {id}
            if entities[other].type is entity.type
            and " " in entities[other].name
            and _head(entities[other]) == entity.name
        ]
        if len(longer) == 1:
            yield id, longer[0]


def _is_described(entity: Entity) -> bool:
    return entity.type in _DESCRIBABLE and entity.article is not None


def _head(entity: Entity) -> str:
    """The noun that a description is about: "company" of "aviation company in the United Arab Emirates"."""
    return _AFTER_HEAD.split(entity.name, maxsplit=1)[0].split()[-1].lower()


def _first_told(reading: Reading) -> dict[str, int]:
    """Where each entity first has part in a statement, as party or speaker; offsets into the text."""
    claims = {claim.id: claim for claim in reading.claims}
    first: dict[str, int] = {}
    for statement in reading.statements:
        claim = claims[statement.claim]
        for entity in (claim.supplier, claim.recipient, statement.speaker):
            if entity is not None:
                first[entity] = min(first.get(entity, statement.evidence.start), statement.evidence.start)
    return first


def _renamed(reading: Reading, same: Mapping[str, str], entities: Mapping[str, Entity], trace: Trace) -> Reading:
    claims: dict[str, Claim] = {}
    for claim in reading.claims:
        parties = same.get(claim.supplier, claim.supplier), same.get(claim.recipient, claim.recipient)
        claims[claim.id] = Claim.of(*parties, claim.good, claim.modality)
    ids = dict.fromkeys((*(entity.id for entity in reading.entities if entity.id not in same), *same.values()))
    named = replace(reading, entities=tuple(_with_aliases(entities[id], reading, same) for id in ids))
    return _with_claims(named, claims, same, trace)


def _with_claims(reading: Reading, claims: Mapping[str, Claim], same: Mapping[str, str], trace: Trace) -> Reading:
    """The reading with other claims in the place of its own, by their ids, and its statements made to these; nothing is
    left of a claim whose parties are one."""
    kept = {id: claim for id, claim in claims.items() if claim.supplier != claim.recipient}
    statements: dict[str, Statement] = {}
    for statement in reading.statements:
        claim = kept.get(statement.claim)
        another = restated(statement, claim, same) if claim is not None else None
        if another is not None:
            statements[another.id] = another
        if another != statement:
            trace.note(Restated(statement.id, another))
    return replace(
        reading,
        claims=tuple({claim.id: claim for claim in kept.values()}.values()),
        statements=tuple(statements.values()),
    )


def restated(statement: Statement, claim: Claim, same: Mapping[str, str] = MappingProxyType({})) -> Statement:
    """The same statement made to another claim, its entities under other ids."""
    speaker = statement.speaker
    return Statement.of(
        claim,
        statement.stance,
        statement.evidence,
        speaker=same.get(speaker, speaker) if speaker is not None else None,
        hedged=statement.hedged,
        relayed_by=tuple(same.get(id, id) for id in statement.relayed_by),
        via=tuple(same.get(id, id) for id in statement.via),
        said_on=statement.said_on,
        time=statement.time,
        quantity=statement.quantity,
        rule=statement.rule,
        trigger=statement.trigger,
        roles=statement.roles,
    )


def _with_aliases(entity: Entity, reading: Reading, same: Mapping[str, str]) -> Entity:
    others = (other.name for other in reading.entities if same.get(other.id) == entity.id)
    aliases = tuple(dict.fromkeys((*entity.aliases, *others)))
    linked = same.get(entity.speaks_for, entity.speaks_for) if entity.speaks_for is not None else None
    return replace(entity, aliases=aliases, speaks_for=linked)

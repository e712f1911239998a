"""The network of some readings after identity decisions, worked out in the plainest way, to compare the store with."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import replace

from claimgraph.graph.model import Claim, Entity, Reading
from claimgraph.graph.network import Network, merge_forms


def root(id: str, kept: Mapping[str, str]) -> str:
    """The id under which an entity stands."""
    while id in kept:
        id = kept[id]
    return id


def told_network(readings: Iterable[Reading], kept: Mapping[str, str]) -> Network:
    """The network that the store should hold."""
    readings = list(readings)
    joined = {root(id, kept) for id in kept}
    forms: defaultdict[str, Counter[Entity]] = defaultdict(Counter)
    own: defaultdict[str, Counter[Entity]] = defaultdict(Counter)
    claims, statements = [], []
    for reading in readings:
        for entity in reading.entities:
            id = root(entity.id, kept)
            form = replace(
                entity,
                id=id,
                article=None if id in joined else entity.article,
                country=_other(entity.country, id, kept),
                speaks_for=_other(entity.speaks_for, id, kept),
                kinds=tuple(dict.fromkeys(k for k in (root(kind, kept) for kind in entity.kinds) if k != id)),
            )
            forms[id][form] += 1
            own[id][form] += entity.id == id
        as_read = {claim.id: claim for claim in reading.claims}
        for statement in reading.statements:
            claim = as_read[statement.claim]
            told = Claim.of(*(root(id, kept) for id in (claim.supplier, claim.recipient, claim.good)), claim.modality)
            if told.supplier == told.recipient and claim.supplier != claim.recipient:
                continue
            claims.append(told)
            statements.append(
                replace(
                    statement,
                    claim=told.id,
                    speaker=root(statement.speaker, kept) if statement.speaker else None,
                    relayed_by=tuple(root(id, kept) for id in statement.relayed_by),
                    via=tuple(dict.fromkeys(root(id, kept) for id in statement.via)),
                )
            )
    entities = [merge_forms(forms[id], +own[id] or None) for id in sorted(forms)]
    return Network.of(entities, (reading.document.article for reading in readings), claims, statements)


def _other(linked: str | None, id: str, kept: Mapping[str, str]) -> str | None:
    told = root(linked, kept) if linked else None
    return None if told == id else told

"""The network of some readings after identity decisions, worked out in the plainest way, to compare the store with."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable
from dataclasses import replace

from claimgraph.graph.model import Claim, Entity, Reading
from claimgraph.graph.namesakes import homes_of
from claimgraph.graph.network import Network, merge_entities, merge_forms
from claimgraph.graph.origins import with_voices
from claimgraph.graph.store import Merge, Part
from claimgraph.graph.store.apart import namesakes_of
from claimgraph.graph.store.asread import AsRead
from claimgraph.graph.store.identity import Identities


def in_force(readings: Iterable[Reading], merges: Iterable[Merge], parts: Iterable[Part]) -> Identities:
    """The decisions, with the names that stand for several entities, counted anew over all readings."""
    decided = Identities(merges, parts)
    homes: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for reading in readings:
        for name, home in homes_of(reading.entities).items():
            if decided.part_of(reading.document.article.id, name) is None:
                homes[name][home] += 1
    return decided.with_namesakes({name: namesakes_of(name, told, decided) for name, told in homes.items()})


def told_network(readings: Collection[Reading], merges: Iterable[Merge] = (), parts: Iterable[Part] = ()) -> Network:
    """The network that the store should hold."""
    identities = in_force(readings, merges, parts)
    joined = {identities.of(one.other) for one in identities.merges}
    forms: defaultdict[str, Counter[Entity]] = defaultdict(Counter)
    own: defaultdict[str, Counter[Entity]] = defaultdict(Counter)
    claims, statements = [], []
    for reading in readings:
        article, homes = reading.document.article.id, homes_of(reading.entities)
        telling = identities.telling(AsRead.of(reading))
        told_here = []
        for entity in reading.entities:
            id = telling.of(entity.id)
            label = telling.labels.get(entity.id)
            form = replace(
                entity,
                id=id,
                name=f"{entity.name} ({label})" if label else entity.name,
                aliases=(*entity.aliases, entity.name) if label else entity.aliases,
                article=None if id in joined else entity.article,
                country=_other(telling.of(entity.country), id) if entity.country else None,
                speaks_for=_other(telling.of(entity.speaks_for), id) if entity.speaks_for else None,
                kinds=tuple(dict.fromkeys(k for k in map(telling.of, entity.kinds) if k != id)),
            )
            forms[id][form] += 1
            keys = (entity.id, identities.part_of(article, entity.id), _namesake(entity.id, homes.get(entity.id)))
            own[id][form] += id in keys
            told_here.append(form)
        voiced_by = {entity.id: entity for entity in merge_entities(told_here)}
        as_read = {claim.id: claim for claim in reading.claims}
        heard = []
        for statement in reading.statements:
            claim = as_read[statement.claim]
            told = Claim.of(*(telling.of(id) for id in (claim.supplier, claim.recipient, claim.good)), claim.modality)
            if told.supplier == told.recipient and claim.supplier != claim.recipient:
                continue
            claims.append(told)
            decided = replace(
                statement,
                claim=told.id,
                speaker=telling.of(statement.speaker) if statement.speaker else None,
                relayed_by=tuple(map(telling.of, statement.relayed_by)),
                via=tuple(dict.fromkeys(map(telling.of, statement.via))),
            )
            heard.append(decided)
        statements += with_voices(heard, voiced_by)
    entities = [merge_forms(forms[id], +own[id] or None) for id in sorted(forms)]
    return Network.of(entities, (reading.document.article for reading in readings), claims, statements)


def _other(told: str, id: str) -> str | None:
    return None if told == id else told


def _namesake(name: str, home: str | None) -> str | None:
    return home and f"{name}@{home.removeprefix('state:')}"

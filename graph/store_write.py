"""What one transaction does when articles are loaded, loaded anew or forgotten.

Round trips do not grow with the number of articles: take the lock and read what the articles said before, read what
is known of all that they touch, retire, write, read the touched claims, write what their statements add up to.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, fields
from itertools import repeat
from typing import LiteralString

from neo4j import ManagedTransaction

from claimgraph.graph.errors import EvidenceError, StoreError
from claimgraph.graph.model import Claim, Entity, EntityType, Modality, Reading, Stance, Statement
from claimgraph.graph.network import merge_entities
from claimgraph.graph.rows import (
    Row,
    article_row,
    claim_of,
    digest_of,
    entity_of_form,
    entity_row,
    form_of,
    statement_of,
    statement_row,
    summary_row,
    supplies_row,
)
from claimgraph.graph.schema import SCHEMA
from claimgraph.graph.schema_parts import in_one
from claimgraph.graph.store_network import network_of, read_claims

_SPOKEN: tuple[LiteralString, ...] = ("ASSERTS", "ALLEGES", "DENIES")
_LINKS: tuple[LiteralString, ...] = ("BASED_IN", "SPEAKS_FOR", "KIND_OF")

# Setting a property to itself takes the node's lock, so that writers queue up and see each other's work.
_BEFORE = """
MATCH (meta:Meta {id: 'claimgraph'}) SET meta.schema = meta.schema
WITH meta UNWIND $articles AS row
OPTIONAL MATCH (a:Article {id: row.id})
WITH row, a, coalesce(a.digest <> row.digest, false) AS changed
RETURN row.id AS id, a.digest AS digest,
    CASE WHEN changed THEN [(a)-[mention:MENTIONS]->(e) | [e.id, mention.form]] ELSE [] END AS mentions,
    CASE WHEN changed THEN [(c)-[said:REPORTED_IN]->(a) | [
        {id: c.id, modality: c.modality, supplier: [(c)-[:SUPPLIER]->(e) | e.id][0],
         recipient: [(c)-[:RECIPIENT]->(e) | e.id][0], good: [(c)-[:GOOD]->(e) | e.id][0]},
        properties(said)]] ELSE [] END AS said
"""
_KNOWN = """
CALL { UNWIND $entities AS id MATCH (e:Entity {id: id}) RETURN collect([e.id, e.forms, e.form_counts]) AS entities }
CALL { UNWIND $claims AS id MATCH (c:Claim {id: id}) RETURN collect(c.id) AS claims }
RETURN entities, claims
"""
_NARROWER = """
CALL { UNWIND $denied AS id MATCH (:Entity {id: id})<-[:KIND_OF*1..]-(good)
       RETURN collect(DISTINCT [id, good.id]) AS goods }
CALL { UNWIND $moved AS id MATCH (:Entity {id: id})<-[:KIND_OF*0..]-()<-[:GOOD]-(c)
       RETURN collect(DISTINCT c.id) AS claims }
RETURN goods, claims
"""
_RETIRE = in_one(
    [
        "UNWIND $articles AS id MATCH (:Article {id: id})-[r:MENTIONS]->() DELETE r",
        SCHEMA.relationship("REPORTED_IN").delete("statements"),
        *(SCHEMA.relationship(type).delete(type) for type in _SPOKEN),
        f"UNWIND $relinked AS id MATCH (:Entity {{id: id}})-[r:{'|'.join(_LINKS)}]->() DELETE r",
        SCHEMA.node("Text").delete("forgotten"),
        SCHEMA.node("Article").delete("forgotten"),
    ]
)
_CREATED = ("TEXT_OF", "MENTIONS", "SUPPLIER", "RECIPIENT", "GOOD", "REPORTED_IN", *_SPOKEN, *_LINKS)
_WRITE = in_one(
    [
        SCHEMA.node("Article").upsert(),
        SCHEMA.node("Text").upsert(),
        *(SCHEMA.node("Entity").upsert(label) for label in SCHEMA.node("Entity").sublabels),
        SCHEMA.node("Claim").upsert(),
        *(SCHEMA.create(type) for type in _CREATED),
    ]
)
_FINISH = in_one(
    [
        SCHEMA.node("Claim").upsert(),
        SCHEMA.relationship("SUPPLIES").delete("claims"),
        SCHEMA.create("SUPPLIES"),
        "UNWIND $rerouted AS id MATCH (:Claim {id: id})-[r:VIA]->() DELETE r",
        SCHEMA.create("VIA"),
        SCHEMA.node("Claim").delete("gone_claims"),
        SCHEMA.node("Entity").delete("gone_entities"),
        "MATCH (meta:Meta {id: 'claimgraph'}) SET meta.writes = meta.writes + 1",
    ]
)


@dataclass(frozen=True, slots=True)
class LoadChange:
    """What a write changed, in numbers; two can be added. Loading the same again gives zeros but for `unchanged`."""

    articles_added: int = 0
    articles_replaced: int = 0
    articles_unchanged: int = 0
    articles_forgotten: int = 0
    entities_added: int = 0
    entities_removed: int = 0
    claims_added: int = 0
    claims_removed: int = 0
    statements_added: int = 0
    statements_removed: int = 0

    def __add__(self, other: LoadChange) -> LoadChange:
        return LoadChange(*(getattr(self, one.name) + getattr(other, one.name) for one in fields(LoadChange)))


@dataclass(frozen=True, slots=True)
class _Told:
    """All that some articles say or said: mentions as (entity id, form), statements with their claims."""

    articles: tuple[str, ...]
    mentions: Counter[tuple[str, str]]
    statements: Mapping[str, Statement]
    claims: Mapping[str, Claim]

    def denied(self) -> Iterable[Claim]:
        for statement in self.statements.values():
            claim = self.claims[statement.claim]
            if not statement.positive and claim.modality is Modality.ACTUAL:
                yield claim


@dataclass(frozen=True, slots=True)
class _Forms:
    """The forms in which articles tell one entity, before and after the write."""

    before: Counter[str]
    after: Counter[str]
    entity_before: Entity | None
    entity: Entity | None


def prepare_readings(readings: Iterable[Reading]) -> list[Reading]:
    """The readings to write: checked, and the last one of each article.

    Raises:
        EvidenceError: a quote does not stand where it says, an id is not declared, or one statement is told twice.
        StoreError: the text holds what Neo4j cannot keep.
    """
    by_article: dict[str, Reading] = {}
    for reading in readings:
        reading.check()
        _check_statements(reading)
        _check_text(reading)
        by_article[reading.document.article.id] = reading
    return list(by_article.values())


def _check_statements(reading: Reading) -> None:
    told: dict[str, Statement] = {}
    for statement in reading.statements:
        if told.setdefault(statement.id, statement) != statement:
            raise EvidenceError(f"{reading.document.article.name}: {statement.id} is told in two ways")


def _check_text(reading: Reading) -> None:
    try:
        reading.document.text.encode()
    except UnicodeEncodeError as error:
        name = reading.document.article.name
        raise StoreError(
            f"{name}: half a character (a lone surrogate) stands at {error.start}; Neo4j keeps none"
        ) from (None)


def put(transaction: ManagedTransaction, readings: Sequence[Reading]) -> LoadChange:
    """Write readings that `prepare_readings` gave; what their articles said before is retired."""
    digests = {reading.document.article.id: digest_of(reading) for reading in readings}
    stored, before = _before(transaction, digests)
    changed = [reading for reading in readings if stored[reading.document.article.id] != digests[_id(reading)]]
    replaced = sum(1 for reading in changed if stored[_id(reading)] is not None)
    counts = LoadChange(
        articles_added=len(changed) - replaced,
        articles_replaced=replaced,
        articles_unchanged=len(readings) - len(changed),
    )
    if not changed:
        return counts
    return counts + _rewrite(transaction, before, changed, stored)


def forget(transaction: ManagedTransaction, article: str) -> LoadChange | None:
    """Remove an article and what only it supported. None where there is no such article."""
    stored, before = _before(transaction, {article: ""})
    if stored[article] is None:
        return None
    return LoadChange(articles_forgotten=1) + _rewrite(transaction, before, (), stored)


def _id(reading: Reading) -> str:
    return reading.document.article.id


def _before(transaction: ManagedTransaction, digests: Mapping[str, str]) -> tuple[dict[str, str | None], _Told]:
    rows = [{"id": id, "digest": digest} for id, digest in sorted(digests.items())]
    records = list(transaction.run(_BEFORE, {"articles": rows}))
    if not records:
        raise StoreError("the database is not prepared for claimgraph; Store.prepare() does it")
    stored: dict[str, str | None] = {record["id"]: record["digest"] for record in records}
    mentions: Counter[tuple[str, str]] = Counter()
    statements, claims = {}, {}
    for record in records:
        mentions.update((entity, form) for entity, form in record["mentions"])
        for claim, said in record["said"]:
            claims[claim["id"]] = claim_of(claim)
            statements[said["statement"]] = statement_of(said, claim["id"], record["id"])
    articles = tuple(id for id, digest in stored.items() if digest is not None and digest != digests[id])
    return stored, _Told(articles, mentions, statements, claims)


def _told_by(readings: Iterable[Reading]) -> _Told:
    readings = tuple(readings)
    statements = {statement.id: statement for reading in readings for statement in reading.statements}
    stated = {statement.claim for statement in statements.values()}
    return _Told(
        tuple(_id(reading) for reading in readings),
        Counter((entity.id, form_of(entity)) for reading in readings for entity in reading.entities),
        statements,
        {claim.id: claim for reading in readings for claim in reading.claims if claim.id in stated},
    )


def _rewrite(
    transaction: ManagedTransaction, before: _Told, readings: Sequence[Reading], stored: Mapping[str, str | None]
) -> LoadChange:
    after = _told_by(readings)
    forms, known_claims = _known(transaction, before, after)
    touched = {*before.claims, *after.claims, *_narrower(transaction, before, after, forms)}
    relinked = [id for id, one in forms.items() if _links(one.entity_before) != _links(one.entity)]
    if before.articles or any(forms[id].entity_before for id in relinked):
        _retire(transaction, before, after, relinked)
    new_claims = [claim for id, claim in after.claims.items() if id not in known_claims]
    new_articles = {id for id, digest in stored.items() if digest is None}
    transaction.run(_WRITE, _written(readings, after, forms, relinked, new_claims, new_articles)).consume()
    gone_entities = [id for id, one in forms.items() if one.entity is None]
    gone_claims = _finish(transaction, touched, gone_entities)
    return LoadChange(
        entities_added=sum(1 for one in forms.values() if one.entity_before is None),
        entities_removed=len(gone_entities),
        claims_added=len(new_claims),
        claims_removed=gone_claims,
        statements_added=len(after.statements.keys() - before.statements.keys()),
        statements_removed=len(before.statements.keys() - after.statements.keys()),
    )


def _known(transaction: ManagedTransaction, before: _Told, after: _Told) -> tuple[dict[str, _Forms], set[str]]:
    ids = sorted({entity for entity, _ in (*before.mentions, *after.mentions)})
    record = transaction.run(_KNOWN, {"entities": ids, "claims": sorted(after.claims)}).single(strict=True)
    counted = {id: Counter(dict(zip(forms, counts, strict=True))) for id, forms, counts in record["entities"]}
    changes: dict[str, Counter[str]] = {id: Counter() for id in ids}
    for (id, form), count in after.mentions.items():
        changes[id][form] += count
    for (id, form), count in before.mentions.items():
        changes[id][form] -= count
    return {id: _forms(id, counted.get(id, Counter()), changes[id]) for id in ids}, set(record["claims"])


def _forms(id: str, before: Counter[str], change: Counter[str]) -> _Forms:
    after = Counter(before)
    after.update(change)
    after = +after
    return _Forms(before, after, _merged(id, before), _merged(id, after))


def _merged(id: str, forms: Counter[str]) -> Entity | None:
    told = (one for form, count in forms.items() for one in repeat(entity_of_form(id, form), count))
    return next(iter(merge_entities(told)), None)


def _links(entity: Entity | None) -> tuple[str | None, str | None, tuple[str, ...]]:
    return (entity.country, entity.speaks_for, entity.kinds) if entity else (None, None, ())


def _narrower(transaction: ManagedTransaction, before: _Told, after: _Told, forms: Mapping[str, _Forms]) -> set[str]:
    """Ids of claims on which a denial of a broader good may come or go; some of them may not exist."""
    denied = {claim for told in (before, after) for claim in told.denied()}
    moved = [
        id for id, one in forms.items() if one.entity_before and _links(one.entity_before)[2] != _links(one.entity)[2]
    ]
    if not denied and not moved:
        return set()
    goods = sorted({claim.good for claim in denied})
    record = transaction.run(_NARROWER, {"denied": goods, "moved": moved}).single(strict=True)
    below: dict[str, list[str]] = {}
    for good, narrower in record["goods"]:
        below.setdefault(good, []).append(narrower)
    covered = {
        Claim.of(claim.supplier, claim.recipient, good).id for claim in denied for good in below.get(claim.good, ())
    }
    return {*record["claims"], *covered}


def _retire(transaction: ManagedTransaction, before: _Told, after: _Told, relinked: list[str]) -> None:
    spoken: dict[str, list[str]] = {type: [] for type in _SPOKEN}
    for statement in before.statements.values():
        if statement.speaker is not None:
            spoken[statement.stance.name].append(statement.id)
    parameters = {
        "articles": before.articles,
        "statements": sorted(before.statements),
        "relinked": relinked,
        "forgotten": sorted({*before.articles} - {*after.articles}),
        **spoken,
    }
    transaction.run(_RETIRE, parameters).consume()


def _written(
    readings: Sequence[Reading],
    after: _Told,
    forms: Mapping[str, _Forms],
    relinked: Iterable[str],
    new_claims: Sequence[Claim],
    new_articles: set[str],
) -> dict[str, list[Row]]:
    texts = [{"article": _id(reading), "text": reading.document.text} for reading in readings]
    rows: dict[str, list[Row]] = {
        "Article": [article_row(reading) for reading in readings],
        "Text": texts,
        "Claim": [{"id": claim.id, "modality": claim.modality.value} for claim in new_claims],
        "TEXT_OF": [_link(text["article"], text["article"]) for text in texts if text["article"] in new_articles],
        "MENTIONS": [
            _link(_id(reading), entity.id, {"form": form_of(entity)})
            for reading in readings
            for entity in reading.entities
        ],
        "SUPPLIER": [_link(claim.id, claim.supplier) for claim in new_claims],
        "RECIPIENT": [_link(claim.id, claim.recipient) for claim in new_claims],
        "GOOD": [_link(claim.id, claim.good) for claim in new_claims],
    }
    return rows | _entity_rows(forms) | _link_rows(forms, relinked) | _statement_rows(after.statements.values())


def _entity_rows(forms: Mapping[str, _Forms]) -> dict[str, list[Row]]:
    rows: dict[str, list[Row]] = {type.value: [] for type in EntityType}
    for one in forms.values():
        if one.entity is not None:
            rows[one.entity.type.value].append(entity_row(one.entity, one.after))
    return rows


def _link_rows(forms: Mapping[str, _Forms], relinked: Iterable[str]) -> dict[str, list[Row]]:
    rows: dict[str, list[Row]] = {type: [] for type in _LINKS}
    for id in relinked:
        country, speaks_for, kinds = _links(forms[id].entity)
        rows["BASED_IN"] += [_link(id, country)] if country else []
        rows["SPEAKS_FOR"] += [_link(id, speaks_for)] if speaks_for else []
        rows["KIND_OF"] += [_link(id, kind) for kind in kinds]
    return rows


def _statement_rows(statements: Iterable[Statement]) -> dict[str, list[Row]]:
    rows: dict[str, list[Row]] = {type: [] for type in ("REPORTED_IN", *_SPOKEN)}
    for statement in statements:
        told = statement_row(statement)
        reported = {name: value for name, value in told.items() if name != "article"}
        rows["REPORTED_IN"].append(_link(statement.claim, statement.evidence.article, reported))
        if statement.speaker is not None:
            rows[Stance(statement.stance).name].append(_link(statement.speaker, statement.claim, told))
    return rows


def _link(start: str, end: str, properties: Row | None = None) -> Row:
    return {"start": start, "end": end, "properties": properties or {}}


def _finish(transaction: ManagedTransaction, touched: set[str], gone_entities: list[str]) -> int:
    """Write what the statements about the touched claims add up to; the number of claims that nobody states now."""
    stored = read_claims(transaction, touched)
    records = network_of(transaction, stored).records
    gone = [one.claim.id for one in stored if not one.statements]
    stated = [one for one in stored if one.statements]
    summaries = {one.claim.id: summary_row(records[one.claim.id]) for one in stated}
    changed = [one.claim.id for one in stated if not _agrees(summaries[one.claim.id], one.summary)]
    rerouted = [one.claim.id for one in stated if one.via != records[one.claim.id].via]
    parameters = {
        "Claim": [summaries[id] for id in changed],
        "claims": [*changed, *gone],
        "SUPPLIES": [supplies_row(records[id]) for id in changed if records[id].is_supply],
        "rerouted": rerouted,
        "VIA": [_link(id, place) for id in rerouted for place in records[id].via],
        "gone_claims": gone,
        "gone_entities": gone_entities,
    }
    transaction.run(_FINISH, parameters).consume()
    return len(gone)


def _agrees(summary: Row, stored: Row) -> bool:
    return {name: value for name, value in summary.items() if value is not None} == stored

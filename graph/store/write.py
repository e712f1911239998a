"""What one transaction does when articles are loaded, loaded anew or forgotten.

Round trips do not grow with the number of articles: take the lock and read what the articles said before, read what
is known of all that they touch, retire, write, read the touched claims, write what their statements add up to.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from neo4j import ManagedTransaction

from claimgraph.graph.errors import StoreError
from claimgraph.graph.model import Claim, Reading
from claimgraph.graph.store.change import (
    LINKS,
    SPOKEN,
    Forms,
    LoadChange,
    Told,
    article_id,
    forms_after,
    link_row,
    links_of,
    told_by,
    written_rows,
)
from claimgraph.graph.store.claims import network_of, read_claims
from claimgraph.graph.store.rows import Row, claim_of, digest_of, statement_of, summary_row, supplies_row
from claimgraph.graph.store.schema import SCHEMA
from claimgraph.graph.store.schema_parts import in_one

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
        *(SCHEMA.relationship(type).delete(type) for type in SPOKEN),
        f"UNWIND $relinked AS id MATCH (:Entity {{id: id}})-[r:{'|'.join(LINKS)}]->() DELETE r",
        SCHEMA.node("Text").delete("forgotten"),
        SCHEMA.node("Article").delete("forgotten"),
    ]
)
_CREATED = ("TEXT_OF", "MENTIONS", "SUPPLIER", "RECIPIENT", "GOOD", "REPORTED_IN", *SPOKEN, *LINKS)
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


def put(transaction: ManagedTransaction, readings: Sequence[Reading]) -> LoadChange:
    """Write readings that `prepare_readings` gave; what their articles said before is retired."""
    digests = {reading.document.article.id: digest_of(reading) for reading in readings}
    stored, before = _before(transaction, digests)
    changed = [reading for reading in readings if stored[reading.document.article.id] != digests[article_id(reading)]]
    replaced = sum(1 for reading in changed if stored[article_id(reading)] is not None)
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


def _before(transaction: ManagedTransaction, digests: Mapping[str, str]) -> tuple[dict[str, str | None], Told]:
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
    return stored, Told(articles, mentions, statements, claims)


def _rewrite(
    transaction: ManagedTransaction, before: Told, readings: Sequence[Reading], stored: Mapping[str, str | None]
) -> LoadChange:
    after = told_by(readings)
    forms, known_claims = _known(transaction, before, after)
    touched = {*before.claims, *after.claims, *_narrower(transaction, before, after, forms)}
    relinked = [id for id, one in forms.items() if links_of(one.entity_before) != links_of(one.entity)]
    if before.articles or any(forms[id].entity_before for id in relinked):
        _retire(transaction, before, after, relinked)
    new_claims = [claim for id, claim in after.claims.items() if id not in known_claims]
    new_articles = {id for id, digest in stored.items() if digest is None}
    transaction.run(_WRITE, written_rows(readings, after, forms, relinked, new_claims, new_articles)).consume()
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


def _known(transaction: ManagedTransaction, before: Told, after: Told) -> tuple[dict[str, Forms], set[str]]:
    ids = sorted({entity for entity, _ in (*before.mentions, *after.mentions)})
    record = transaction.run(_KNOWN, {"entities": ids, "claims": sorted(after.claims)}).single(strict=True)
    counted = {id: Counter(dict(zip(forms, counts, strict=True))) for id, forms, counts in record["entities"]}
    changes: dict[str, Counter[str]] = {id: Counter() for id in ids}
    for (id, form), count in after.mentions.items():
        changes[id][form] += count
    for (id, form), count in before.mentions.items():
        changes[id][form] -= count
    return {id: forms_after(id, counted.get(id, Counter()), changes[id]) for id in ids}, set(record["claims"])


def _narrower(transaction: ManagedTransaction, before: Told, after: Told, forms: Mapping[str, Forms]) -> set[str]:
    """Ids of claims on which a denial of a broader good may come or go; some of them may not exist."""
    denied = {claim for told in (before, after) for claim in told.denied()}
    moved = [
        id
        for id, one in forms.items()
        if one.entity_before and links_of(one.entity_before)[2] != links_of(one.entity)[2]
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


def _retire(transaction: ManagedTransaction, before: Told, after: Told, relinked: list[str]) -> None:
    spoken: dict[str, list[str]] = {type: [] for type in SPOKEN}
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
        "VIA": [link_row(id, place) for id in rerouted for place in records[id].via],
        "gone_claims": gone,
        "gone_entities": gone_entities,
    }
    transaction.run(_FINISH, parameters).consume()
    return len(gone)


def _agrees(summary: Row, stored: Row) -> bool:
    return {name: value for name, value in summary.items() if value is not None} == stored

"""What one transaction does when articles are loaded, loaded anew or forgotten.

Round trips do not grow with the number of articles: take the lock and read what the articles said before, read what
the store counts of all that they touch, read who else denies, write. No statement of another article is read.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from neo4j import ManagedTransaction

from claimgraph.graph.errors import StoreError
from claimgraph.graph.model import Claim, Reading
from claimgraph.graph.store.change import LoadChange, Told, article_id, told_by
from claimgraph.graph.store.entities import entity_changes
from claimgraph.graph.store.months import Ledger
from claimgraph.graph.store.plan import LINKS, PAIR_COUNTS, SPOKEN, Change, CountedClaim, Kinds, rows_of
from claimgraph.graph.store.rows import Row, article_of, claim_of, digest_of, statement_of
from claimgraph.graph.store.schema import SCHEMA
from claimgraph.graph.store.schema_parts import in_one
from claimgraph.graph.store.tally import Tally

# Setting a property to itself takes the node's lock, so that writers queue up and see each other's work.
_BEFORE = """
MATCH (meta:Meta {id: 'claimgraph'}) SET meta.schema = meta.schema
WITH meta UNWIND $articles AS row
OPTIONAL MATCH (a:Article {id: row.id})
WITH row, a, coalesce(a.digest <> row.digest, false) AS changed
RETURN row.id AS id, properties(a) AS article,
    CASE WHEN changed THEN [(a)-[mention:MENTIONS]->(e) | [e.id, mention.form]] ELSE [] END AS mentions,
    CASE WHEN changed THEN [(c)-[said:REPORTED_IN]->(a) | [
        c {.id, .modality, .supplier, .recipient, .good}, properties(said)]] ELSE [] END AS said
"""
_CLAIMS = """
CALL { UNWIND $claims AS id MATCH (c:Claim {id: id})
       RETURN collect([properties(c), [(c)-[via:VIA]->(place) | [place.id, via.statements]]]) AS claims }
"""
_KINDS = """
CALL { UNWIND $goods AS id MATCH (e:Entity {id: id}) WHERE e:Good
       MATCH (e)-[:KIND_OF*0..]->(good) WITH DISTINCT good
       RETURN collect([good.id, [(good)-[:KIND_OF]->(kind) | kind.id]]) AS kinds }
"""
_KNOWN = f"""
CALL {{ UNWIND $entities AS id MATCH (e:Entity {{id: id}}) RETURN collect(properties(e)) AS entities }}
{_CLAIMS} {_KINDS}
MATCH (meta:Meta {{id: 'claimgraph'}})
RETURN entities, claims, kinds, properties(meta) AS meta
"""
_NARROWER = """
CALL { UNWIND $denied AS id MATCH (:Entity {id: id})<-[:KIND_OF*1..]-(good)
       RETURN collect(DISTINCT [id, good.id]) AS goods }
CALL { UNWIND $moved AS id MATCH (:Entity {id: id})<-[:KIND_OF*0..]-()<-[:GOOD]-(c)
       RETURN collect(DISTINCT c.id) AS claims }
RETURN goods, claims
"""
_FURTHER = f"{_CLAIMS} RETURN claims"
_ABOVE = f"{_KINDS} RETURN kinds"
_DENIED = "UNWIND $ids AS id MATCH (c:Claim {id: id}) WHERE c.denying > 0 RETURN collect(c.id) AS ids"

_TYPES = SCHEMA.node("Entity").sublabels
_CREATED = ("TEXT_OF", "MENTIONS", "SUPPLIER", "RECIPIENT", "GOOD", "VIA", "REPORTED_IN", *SPOKEN, *LINKS, "SUPPLIES")
_PAIRS = f"""
UNWIND $rows.Pair AS row
MERGE (pair:Pair {{id: row.id}})
ON CREATE SET pair.supplier = row.supplier, pair.recipient = row.recipient
SET {", ".join(f"pair.{name} = coalesce(pair.{name}, 0) + row.{name}" for name in PAIR_COUNTS)}
WITH pair WHERE pair.claims = 0 DELETE pair
"""
_WRITE = in_one(
    [
        "UNWIND $rows.silenced AS id MATCH (:Article {id: id})-[r:MENTIONS]->() DELETE r",
        SCHEMA.relationship("REPORTED_IN").delete("gone_statements"),
        *(SCHEMA.relationship(type).delete(f"gone_{type}") for type in SPOKEN),
        f"UNWIND $rows.relinked AS id MATCH (:Entity {{id: id}})-[r:{'|'.join(LINKS)}]->() DELETE r",
        "UNWIND $rows.rerouted AS id MATCH (:Claim {id: id})-[r:VIA]->() DELETE r",
        SCHEMA.relationship("SUPPLIES").delete("gone_SUPPLIES"),
        SCHEMA.node("Text").delete("forgotten"),
        SCHEMA.node("Article").delete("forgotten"),
        SCHEMA.node("Article").create("new_Article"),
        SCHEMA.node("Article").update("Article"),
        SCHEMA.node("Text").create("new_Text"),
        SCHEMA.node("Text").update("Text"),
        *(SCHEMA.node("Entity").create(f"new_{type}", type) for type in _TYPES),
        SCHEMA.node("Entity").update("Entity"),
        *(SCHEMA.node("Entity").relabel(f"as_{type}", type) for type in _TYPES),
        SCHEMA.node("Claim").create("new_Claim"),
        SCHEMA.node("Claim").update("Claim"),
        *(SCHEMA.create(type) for type in _CREATED),
        SCHEMA.relationship("SUPPLIES").update("changed_SUPPLIES"),
        _PAIRS,
        SCHEMA.node("Claim").delete("gone_claims"),
        SCHEMA.node("Entity").delete("gone_entities"),
        "MATCH (meta:Meta {id: 'claimgraph'}) SET meta += $rows.meta, meta.writes = meta.writes + 1",
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
    stored: dict[str, str | None] = {}
    articles, statements, claims = {}, {}, {}
    mentions: Counter[tuple[str, str]] = Counter()
    for record in records:
        id, article = record["id"], record["article"]
        stored[id] = article and article["digest"]
        if article is None or article["digest"] == digests[id]:
            continue
        articles[id] = article_of(article)
        mentions.update((entity, form) for entity, form in record["mentions"])
        for claim, said in record["said"]:
            claims[claim["id"]] = claim_of(claim)
            statements[said["statement"]] = statement_of(said, claim["id"], id)
    return stored, Told(articles, mentions, statements, claims)


def _rewrite(
    transaction: ManagedTransaction, before: Told, readings: Sequence[Reading], stored: Mapping[str, str | None]
) -> LoadChange:
    after = told_by(readings)
    known = _known(transaction, before, after)
    entities = entity_changes(before, after, {row["id"]: row for row in known["entities"]})
    change = Change.of(before, after, entities, counted_claims(known["claims"]))
    further, further_kinds = _narrower(transaction, change)
    change = replace(change, stored={**further, **change.stored})
    kinds = Kinds(dict(known["kinds"]) | further_kinds, entities)
    denied = _denied(transaction, change, kinds)
    new_articles = {id for id, digest in stored.items() if digest is None}
    rows = rows_of(change, readings, kinds, denied, Ledger.of_row(known["meta"]), new_articles)
    transaction.run(_WRITE, {"rows": rows}).consume()
    return LoadChange(
        entities_added=sum(1 for one in entities.values() if one.before is None),
        entities_removed=len(rows["gone_entities"]),
        claims_added=len(rows["new_Claim"]),
        claims_removed=len(rows["gone_claims"]),
        statements_added=len(after.statements.keys() - before.statements.keys()),
        statements_removed=len(before.statements.keys() - after.statements.keys()),
    )


def _known(transaction: ManagedTransaction, before: Told, after: Told) -> dict[str, Any]:
    entities = {id for id, _ in (*before.mentions, *after.mentions)}
    claims = {**before.claims, **after.claims}
    goods = entities | {claim.good for claim in claims.values()}
    parameters = {"entities": sorted(entities), "claims": sorted(claims), "goods": sorted(goods)}
    return transaction.run(_KNOWN, parameters).single(strict=True).data()


def counted_claims(found: Iterable[tuple[Row, list[tuple[str, int]]]]) -> dict[str, CountedClaim]:
    """Claims by id, from the properties of their nodes and how many statements name which place of transit."""
    return {row["id"]: CountedClaim(claim_of(row), row, Tally.of_row(row, dict(via))) for row, via in found}


def _narrower(transaction: ManagedTransaction, change: Change) -> tuple[dict[str, CountedClaim], dict[str, list[str]]]:
    """Claims on which a denial of a broader good may come or go, and of which goods theirs are kinds."""
    denied, moved = change.denials_changed(), change.moved()
    if not denied and not moved:
        return {}, {}
    goods = sorted({claim.good for claim in denied})
    record = transaction.run(_NARROWER, {"denied": goods, "moved": moved}).single(strict=True)
    below: dict[str, list[str]] = {}
    for good, narrower in record["goods"]:
        below.setdefault(good, []).append(narrower)
    covered = {
        Claim.of(claim.supplier, claim.recipient, good).id for claim in denied for good in below.get(claim.good, ())
    }
    ids = sorted({*record["claims"], *covered} - {*change.claims})
    found = counted_claims(transaction.run(_FURTHER, {"claims": ids}).single(strict=True)["claims"]) if ids else {}
    goods = sorted({one.claim.good for one in found.values()})
    return found, dict(transaction.run(_ABOVE, {"goods": goods}).single(strict=True)["kinds"]) if goods else {}


def _denied(transaction: ManagedTransaction, change: Change, kinds: Kinds) -> set[str]:
    """Ids of claims that somebody denies, among those that are broader than the touched ones and not touched."""
    claims = change.claims | {id: one.claim for id, one in change.stored.items()}
    ids = {broader for claim in claims.values() for broader in kinds.broader(claim)} - claims.keys()
    return set(transaction.run(_DENIED, {"ids": sorted(ids)}).single(strict=True)["ids"]) if ids else set()

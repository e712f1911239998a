"""What a write reads first: what the store counts of all that articles touch, but for what is remembered.

No statement of another article is read.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from neo4j import ManagedTransaction

from claimgraph.graph.model import Claim, EntityType
from claimgraph.graph.store.change import Told
from claimgraph.graph.store.entities import entity_of_forms, forms_in, links_of
from claimgraph.graph.store.memory import Memory
from claimgraph.graph.store.plan import Change, CountedClaim, Kinds
from claimgraph.graph.store.rows import Row, claim_of, entity_of_form
from claimgraph.graph.store.tally import Tally

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


@dataclass(frozen=True, slots=True)
class Known:
    """What the store holds of all that articles touch; `kinds` tells of which goods each good is a kind."""

    entities: Mapping[str, Row]
    claims: Sequence[tuple[Row, list[tuple[str, int]]]]
    kinds: dict[str, Collection[str]]
    meta: Row


def known(transaction: ManagedTransaction, before: Told, after: Told, memory: Memory) -> Known:
    """Read what the store holds of all that articles told or tell; not what is remembered."""
    told = {id for id, _ in (*before.forms(), *after.forms())}
    entities = memory.known(told)
    claims = {**before.claims, **after.claims}
    kinds, goods = _remembered_kinds({claim.good for claim in claims.values()} | _goods_in(before, after), memory)
    parameters = {"entities": sorted(told - entities.keys()), "claims": sorted(claims), "goods": sorted(goods)}
    found = transaction.run(_KNOWN, parameters).single(strict=True)
    read = {row["id"]: row for row in found["entities"]}
    return Known({**entities, **read}, found["claims"], {**kinds, **dict(found["kinds"])}, found["meta"])


def _goods_in(*told: Told) -> set[str]:
    """Ids of the goods that articles mention, and of those that they are kinds of."""
    entities = [entity_of_form(id, form) for one in told for id, form in one.forms()]
    return {one.id for one in entities if one.type is EntityType.GOOD} | {
        kind for one in entities for kind in one.kinds
    }


def _remembered_kinds(goods: Iterable[str], memory: Memory) -> tuple[dict[str, Collection[str]], set[str]]:
    """Of which goods these and those above them are kinds, as far as it is remembered; and which are not."""
    kinds: dict[str, Collection[str]] = {}
    unknown, pending = set[str](), set(goods)
    while pending:
        rows = memory.known(pending)
        unknown |= pending - rows.keys()
        kinds |= {id: links_of(entity_of_forms(id, forms_in(row)))[2] for id, row in rows.items()}
        pending = {kind for id in rows for kind in kinds[id]} - kinds.keys() - unknown
    return kinds, unknown


def counted_claims(found: Iterable[tuple[Row, list[tuple[str, int]]]]) -> dict[str, CountedClaim]:
    """Claims by id, from the properties of their nodes and how many statements name which place of transit."""
    return {row["id"]: CountedClaim(claim_of(row), row, Tally.of_row(row, dict(via))) for row, via in found}


def narrower_claims(
    transaction: ManagedTransaction, change: Change
) -> tuple[dict[str, CountedClaim], dict[str, list[str]]]:
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


def denied_claims(transaction: ManagedTransaction, change: Change, kinds: Kinds) -> set[str]:
    """Ids of claims that somebody denies, among those that are broader than the touched ones and not touched."""
    claims = change.claims | {id: one.claim for id, one in change.stored.items()}
    ids = {broader for claim in claims.values() for broader in kinds.broader(claim)} - claims.keys()
    return set(transaction.run(_DENIED, {"ids": sorted(ids)}).single(strict=True)["ids"]) if ids else set()

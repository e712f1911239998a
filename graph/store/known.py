"""What a write reads first: what the store counts of all that articles touch, but for what is remembered.

What the last write left is remembered as a whole, so that all this may be read while that write is still under way,
as long as it only adds. No statement of another article is read.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from itertools import chain

from neo4j import ManagedTransaction

from claimgraph.graph.model import EntityType, claim_id
from claimgraph.graph.store.change import Told
from claimgraph.graph.store.entities import entity_of_forms, forms_in, links_of
from claimgraph.graph.store.memory import Memory
from claimgraph.graph.store.plan import Change, CountedClaim
from claimgraph.graph.store.rows import Row, claim_of, entity_of_form
from claimgraph.graph.store.tally import Tally

_CLAIMS = """
CALL { UNWIND $rows.claims AS id MATCH (c:Claim {id: id})
       RETURN collect([properties(c), [(c)-[via:VIA]->(place) | [place.id, via.statements]]]) AS claims }
"""
_KINDS = """
CALL { UNWIND $rows.goods AS id MATCH (e:Entity {id: id}) WHERE e:Good
       MATCH (e)-[:KIND_OF*0..]->(good) WITH DISTINCT good
       RETURN collect([good.id, [(good)-[:KIND_OF]->(kind) | kind.id]]) AS kinds }
"""
_KNOWN = f"""
CALL {{ UNWIND $rows.entities AS id MATCH (e:Entity {{id: id}}) RETURN collect(properties(e)) AS entities }}
{_CLAIMS} {_KINDS}
MATCH (meta:Meta {{id: 'claimgraph'}})
RETURN entities, claims, kinds, properties(meta) AS meta
"""
_NARROWER = """
CALL { UNWIND $rows.denied AS id MATCH (:Entity {id: id})<-[:KIND_OF*1..]-(good)
       RETURN collect(DISTINCT [id, good.id]) AS goods }
CALL { UNWIND $rows.moved AS id MATCH (:Entity {id: id})<-[:KIND_OF*0..]-()<-[:GOOD]-(c)
       RETURN collect(DISTINCT c.id) AS claims }
RETURN goods, claims
"""
_FURTHER = f"{_CLAIMS} RETURN claims"
_ABOVE = f"{_KINDS} RETURN kinds"
_DENIED = "UNWIND $rows.ids AS id MATCH (c:Claim {id: id}) WHERE c.denying > 0 RETURN collect(c.id) AS ids"


@dataclass(frozen=True, slots=True)
class Known:
    """What the store holds of all that articles touch.

    Parameters:
        entities: the properties of their nodes.
        kinds: of which goods each good is a kind.
        months: the properties that tell the ledger of the whole graph.
    """

    entities: Mapping[str, Row]
    claims: Mapping[str, CountedClaim]
    kinds: Mapping[str, Collection[str]]
    months: Row


def known(transaction: ManagedTransaction, before: Told, after: Told, memory: Memory) -> Known:
    """Read what the store holds of all that articles told or tell; not what is remembered."""
    told = {id for id, _ in (*before.forms, *after.forms)}
    claims = {**before.claims, **after.claims}
    kinds, goods = _remembered_kinds({claim.good for claim in claims.values()} | _goods_in(before, after), memory)
    entities, counted = memory.known(told), memory.claims(claims)
    unknown = {"entities": told - entities.keys(), "claims": claims.keys() - counted.keys(), "goods": goods}
    parameters = {name: sorted(ids) for name, ids in unknown.items()}
    found = transaction.run(_KNOWN, {"rows": parameters}).single(strict=True)
    return Known(
        {**{row["id"]: row for row in found["entities"]}, **entities},
        {**_counted(found["claims"]), **counted},
        {**dict(found["kinds"]), **kinds},
        (memory.last and memory.last.months) or found["meta"],
    )


def _goods_in(*told: Told) -> set[str]:
    """Ids of the goods that articles mention, and of those that they are kinds of."""
    goods: set[str] = set()
    for id, form in chain.from_iterable(one.forms for one in told):
        entity = entity_of_form(id, form)
        if entity.type is EntityType.GOOD:
            goods.add(id)
        goods.update(entity.kinds)
    return goods


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


def _counted(found: Iterable[tuple[Row, list[tuple[str, int]]]]) -> dict[str, CountedClaim]:
    """Claims by id, from the properties of their nodes and how many statements name which place of transit."""
    return {row["id"]: CountedClaim(claim_of(row), row, Tally.of_row(row, dict(via))) for row, via in found}


def narrower_claims(
    transaction: ManagedTransaction, change: Change, memory: Memory
) -> tuple[dict[str, CountedClaim], dict[str, Collection[str]]]:
    """Claims on which a denial of a broader good may come or go, and of which goods theirs are kinds."""
    denied, moved = change.denials_changed(), change.moved()
    if not denied and not moved:
        return {}, {}
    goods = {claim.good for claim in denied}
    record = transaction.run(_NARROWER, {"rows": {"denied": sorted(goods), "moved": moved}}).single(strict=True)
    below = _below(goods, record["goods"], memory)
    covered = {
        claim_id(claim.supplier, claim.recipient, narrower) for claim in denied for narrower in below[claim.good]
    }
    ids = {*record["claims"], *covered} - {*change.claims}
    found = memory.claims(ids)
    if unknown := sorted(ids - found.keys()):
        found |= _counted(transaction.run(_FURTHER, {"rows": {"claims": unknown}}).single(strict=True)["claims"])
    kinds, unknown_goods = _remembered_kinds({one.claim.good for one in found.values()}, memory)
    if unknown_goods:
        kinds = {**stored_kinds(transaction, unknown_goods), **kinds}
    return found, kinds


def stored_kinds(transaction: ManagedTransaction, goods: Iterable[str]) -> dict[str, Collection[str]]:
    """Of which goods these, and all above them, are kinds."""
    return dict(transaction.run(_ABOVE, {"rows": {"goods": sorted(goods)}}).single(strict=True)["kinds"])


def _below(goods: Iterable[str], stored: Iterable[tuple[str, str]], memory: Memory) -> dict[str, set[str]]:
    """All goods that are kinds of each of these: those that were read, and those that the last write brought."""
    below: dict[str, set[str]] = {good: set() for good in goods}
    for good, narrower in stored:
        below[good].add(narrower)
    kinds = {id: of for id, of in memory.last.kinds.items() if of} if memory.last else {}
    for good, found in below.items():
        while come := {id for id, of in kinds.items() if id not in found and not found.union([good]).isdisjoint(of)}:
            found.update(come)
    return below


def denied_claims(transaction: ManagedTransaction, broader: Mapping[str, Collection[str]], memory: Memory) -> set[str]:
    """Ids of claims that somebody denies, among those that are broader than the touched ones and not touched.

    Parameters:
        broader: by touched claim: ids of those that are broader.
    """
    ids = set(chain.from_iterable(broader.values())) - broader.keys()
    remembered = memory.claims(ids)
    denied = {id for id, one in remembered.items() if one.tally.stances.denying}
    if unknown := sorted(ids - remembered.keys()):
        denied.update(transaction.run(_DENIED, {"rows": {"ids": unknown}}).single(strict=True)["ids"])
    return denied

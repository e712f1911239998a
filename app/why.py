"""Which claims somebody means, and the network that explains them."""

from __future__ import annotations

import re
from collections.abc import Collection
from typing import TYPE_CHECKING

from claimgraph.graph.errors import QueryError
from claimgraph.graph.model import EntityType
from claimgraph.graph.network import ClaimRecord, Network, kinds_above

if TYPE_CHECKING:
    from claimgraph.graph.store import Store

EDGE = re.compile(r"\s*(?P<supplier>.+?)\s*(?:->|→)\s*(?P<recipient>[^:]+?)\s*(?::\s*(?P<good>.+?)\s*)?")
ID = re.compile(r"(?:(?P<kind>claim|statement):)?(?P<digits>[0-9a-f]{4,16})", re.IGNORECASE)

BY_CLAIM = "MATCH (c:Claim) WHERE c.id STARTS WITH $prefix RETURN c.id AS claim LIMIT 3"
BY_STATEMENT = """MATCH (c:Claim)-[r:REPORTED_IN]->() WHERE r.statement STARTS WITH $prefix
RETURN DISTINCT c.id AS claim LIMIT 3"""
BY_PAIR = """MATCH (c:Claim)
WHERE c.supplier IN $suppliers AND c.recipient IN $recipients AND ($goods IS NULL OR c.good IN $goods)
RETURN c.id AS claim"""


def find_claims(store: Store, asked: str) -> set[str]:
    """The ids of the claims that a person means by an id (or its start) or by "SUPPLIER -> RECIPIENT[: GOOD]".

    Raises:
        QueryError: nothing, or more than one id, is meant; the line says what would be right.
    """
    if match := ID.fullmatch(asked.strip()):
        return _by_id(store, match["kind"], match["digits"].lower(), asked)
    if match := EDGE.fullmatch(asked):
        return _by_pair(store, match["supplier"], match["recipient"], match["good"])
    raise QueryError(
        f"{asked!r} is neither a claim's id (such as 1a2b3c4d, from a query's column `claim`) "
        "nor an edge (such as 'China -> Russia' or 'China -> Russia: drone engines')"
    )


def _by_id(store: Store, kind: str | None, digits: str, asked: str) -> set[str]:
    found: set[str] = set()
    for name, cypher in (("claim", BY_CLAIM), ("statement", BY_STATEMENT)):
        if kind in (None, name):
            found |= {row[0] for row in store.read(cypher, {"prefix": f"{name}:{digits}"}).rows}
    if not found:
        raise QueryError(f"no claim or statement has an id that starts with {asked!r}; queries show ids as `claim`")
    if len(found) > 1:
        raise QueryError(f"several ids start with {asked!r}; give more of it: {', '.join(sorted(found))}")
    return found


def _by_pair(store: Store, supplier: str, recipient: str, good: str | None) -> set[str]:
    parameters = {
        "suppliers": _ids(store, supplier),
        "recipients": _ids(store, recipient),
        "goods": _ids(store, good, EntityType.GOOD) if good else None,
    }
    found = {row[0] for row in store.read(BY_PAIR, parameters).rows}
    if not found:
        what = f"{good} from {supplier}" if good else supplier
        raise QueryError(
            f"no claim says that {recipient} is supplied with {what}"
            if good
            else f"no claim leads from {supplier} to {recipient}; mind the direction: SUPPLIER -> RECIPIENT"
        )
    return found


def _ids(store: Store, name: str, kind: EntityType | None = None) -> list[str]:
    from claimgraph.queries import find_named

    return [entity.id for entity in find_named(store, name, kind)]


def network_around(store: Store, claim_ids: Collection[str]) -> Network:
    """The network of these claims and of all other claims between the same parties, for comparison."""
    pairs = """MATCH (a:Claim)-[:SUPPLIER]->(s)<-[:SUPPLIER]-(b:Claim), (a)-[:RECIPIENT]->(r)<-[:RECIPIENT]-(b)
    WHERE a.id IN $claims AND b.status IN ['denied', 'negated', 'contested'] RETURN DISTINCT b.id AS claim"""
    around = {row[0] for row in store.read(pairs, {"claims": sorted(claim_ids)}).rows}
    return store.network({*claim_ids, *around})


def denials_beside(network: Network, record: ClaimRecord) -> list[ClaimRecord]:
    """Claims between the same parties that somebody denies and whose denial does not cover this claim."""
    claim = record.claim
    above = kinds_above(claim.good, network.entities)
    return [
        other
        for other in network.records.values()
        if other.denying
        and (other.claim.supplier, other.claim.recipient) == (claim.supplier, claim.recipient)
        and other.claim.good != claim.good
        and other.claim.good not in above
    ]

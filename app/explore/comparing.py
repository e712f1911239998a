"""Two entities side by side: with whom they deal and in what, which of it they share."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from claimgraph.graph.model import Entity, Modality, Status
from claimgraph.graph.store import Store

TIMEOUT = 15.0
MOST_CLAIMS = 5_000

# Whether both are compared as those who are supplied, or as those who supply; and what the other party is then.
DIRECTIONS: Mapping[str, tuple[str, str]] = {
    "supplied": ("recipient", "supplier"),
    "supplies": ("supplier", "recipient"),
}

_CLAIMS = """
UNWIND [$first, $second] AS side
CALL {{
  WITH side
  MATCH (c:Claim) WHERE c.{own} = side AND c.rank > ''
  RETURN c ORDER BY c.{own} DESC, c.rank DESC LIMIT $limit
}}
RETURN side, c.{other} AS other, c.good AS good, c.status AS status, c.modality AS modality, c.id AS claim
"""
_NAMES = "MATCH (e:Entity) WHERE e.id IN $ids RETURN e.id, e.name, [label IN labels(e) WHERE label <> 'Entity'][0]"


# What nobody here says to go to a side is nothing that it has in common with the other.
_NOT_GIVEN = frozenset({Status.DENIED.value, Status.NEGATED.value, Modality.BLOCKED.value})


@dataclass
class _Row:
    """One party or good: how many claims of which status tie it to each side, and their ids."""

    counts: tuple[Counter[str], Counter[str]] = field(default_factory=lambda: (Counter(), Counter()))
    claims: list[str] = field(default_factory=list)

    def note(self, side: int, status: str, claim: str) -> None:
        self.counts[side][status] += 1
        self.claims.append(claim)

    @property
    def shared(self) -> bool:
        """Whether somebody says that it goes to both sides, or is to."""
        return all(count.keys() - _NOT_GIVEN for count in self.counts)

    @property
    def weight(self) -> tuple[bool, int]:
        return (not self.shared, -sum(sum(count.values()) for count in self.counts))


def compare(store: Store, first: Entity, second: Entity, direction: str) -> dict[str, Any]:
    """The parties and the goods of both, those that they are said to share first, each with counts by status.

    Where one has more than `MOST_CLAIMS` claims, its strongest are compared, and `truncated` tells so.

    Parameters:
        direction: a key of `DIRECTIONS`.
    """
    own, other = DIRECTIONS[direction]
    parameters = {"first": first.id, "second": second.id, "limit": MOST_CLAIMS}
    rows = store.read(_CLAIMS.format(own=own, other=other), parameters, timeout=TIMEOUT, limit=2 * MOST_CLAIMS).rows
    parties: dict[str, _Row] = {}
    goods: dict[str, _Row] = {}
    for side, party, good, status, modality, claim in rows:
        number = int(side == second.id)
        word = status if modality == "actual" else modality
        parties.setdefault(party, _Row()).note(number, word, claim)
        goods.setdefault(good, _Row()).note(number, word, claim)
    named = {
        id: (name, type) for id, name, type in store.read(_NAMES, {"ids": [*parties, *goods]}, timeout=TIMEOUT).rows
    }
    sizes = Counter(row[0] for row in rows)
    return {
        "direction": direction,
        "sides": [{"id": one.id, "name": one.name, "type": one.type.value} for one in (first, second)],
        "parties": _told(parties, named),
        "goods": _told(goods, named),
        "truncated": max(sizes.values(), default=0) >= MOST_CLAIMS,
    }


def _told(rows: Mapping[str, _Row], named: Mapping[str, tuple[str, str]]) -> list[dict[str, Any]]:
    known = sorted((id for id in rows if id in named), key=lambda id: (rows[id].weight, named[id][0]))
    return [
        {
            "id": id,
            "name": named[id][0],
            "type": named[id][1],
            "shared": rows[id].shared,
            "counts": [dict(sorted(count.items())) for count in rows[id].counts],
            "claims": rows[id].claims,
        }
        for id in known
    ]

"""What ties entities besides claims: where they are based, for whom they speak, of what they are a kind; and what
analysts know themselves, which no article says."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from claimgraph.graph.model import Entity
from claimgraph.graph.network import Network
from claimgraph.graph.remark import Remark
from claimgraph.graph.render.drawing import DrawnEdge

RELATIONS = ("based-in", "speaks-for", "kind-of")


def links(network: Network, drawn: Collection[str]) -> tuple[DrawnEdge, ...]:
    """The links between entities that are drawn, in the order of their ids; they stand for no claim.

    Parameters:
        drawn: ids of the nodes of a drawing.
    """
    ids = sorted(id for id in drawn if id in network.entities)
    return tuple(
        DrawnEdge(f"{relation}/{id}/{other}", id, other, relation, (), label=relation.replace("-", " "))
        for id in ids
        for relation, other in _ties(network.entities[id])
        if other in drawn and other != id
    )


ANALYST = "analyst"
_BEND = 4
"""A line of an analyst keeps off the lines of claims between the same two."""


def known_lines(remarks: Iterable[Remark], drawn: Collection[str]) -> tuple[DrawnEdge, ...]:
    """What analysts know themselves between entities that are drawn: a line for each claim and way to stand to it.

    Parameters:
        drawn: ids of the nodes of a drawing.
    """
    told: dict[tuple[str, str], list[Remark]] = {}
    for one in remarks:
        known = one.known
        if known is not None and {known.supplier, known.recipient} <= set(drawn):
            told.setdefault((known.claim, known.stance), []).append(one)
    return tuple(_known_line(*said) for _, said in sorted(told.items()))


def _known_line(first: Remark, *others: Remark) -> DrawnEdge:
    known = first.known
    assert known is not None  # noqa: S101 chosen so
    names = ", ".join(dict.fromkeys(one.by for one in (first, *others)))
    verb = known.stance if not others else {"affirms": "affirm", "doubts": "doubt"}[known.stance]
    bend = _BEND if known.supplier <= known.recipient else -_BEND
    return DrawnEdge(
        f"{ANALYST}/{known.claim}/{known.stance}",
        known.supplier,
        known.recipient,
        ANALYST,
        (),
        f"{names} {verb}: {known.good_name}",
        bend,
        known.stance,
    )


def _ties(entity: Entity) -> Iterable[tuple[str, str]]:
    if entity.country:
        yield "based-in", entity.country
    if entity.speaks_for:
        yield "speaks-for", entity.speaks_for
    for kind in entity.kinds:
        yield "kind-of", kind

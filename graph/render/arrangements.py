"""Layouts that somebody chooses instead of the free one: columns by the part that nodes play, or a circle by type."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping
from math import cos, pi, sin

from claimgraph.graph.render.drawing import Drawing, DrawnNode
from claimgraph.graph.render.layout import Place, places

COLUMN_GAP = 110.0
ROW_GAP = 22.0
SWEEPS = 6
# Columns of the claims drawing, from left to right; a node that plays several parts stands in the first that fits.
_SPEAKERS, _SUPPLIERS, _CLAIMS, _GOODS, _RECIPIENTS = range(5)
_STANCES = frozenset({"asserts", "alleges", "denies"})


def in_columns(drawing: Drawing) -> dict[str, Place]:
    """Speakers, suppliers, claims, goods and recipients from left to right, each column ordered to cross few lines.

    Who supplies and is supplied stands where it is more often.

    >>> in_columns(Drawing((), ()))
    {}
    """
    column = _columns(drawing)
    neighbours = _neighbours(drawing)
    columns: defaultdict[int, list[DrawnNode]] = defaultdict(list)
    for node in drawing.nodes:
        columns[column[node.id]].append(node)
    rows = _ordered(columns, neighbours)
    placed: dict[str, Place] = {}
    x = 0.0
    for number in sorted(columns):
        width = max(node.box.width for node in columns[number])
        x += width / 2
        tall = sum(node.box.above + node.box.below + ROW_GAP for node in columns[number]) - ROW_GAP
        y = -tall / 2
        for node in sorted(columns[number], key=lambda node: rows[node.id]):
            placed[node.id] = Place(round(x), round(y + node.box.above))
            y += node.box.above + node.box.below + ROW_GAP
        x += width / 2 + COLUMN_GAP
    return placed


def in_a_circle(drawing: Drawing) -> dict[str, Place]:
    """All nodes on one circle, those of a type side by side; claims in a circle of their own inside."""
    rings = [
        [node for node in drawing.nodes if node.kind != "Claim"],
        [node for node in drawing.nodes if node.kind == "Claim"],
    ]
    placed: dict[str, Place] = {}
    for ring, share in zip(rings, (1.0, 0.6), strict=True):
        around = max((_around(members) for members in rings), default=0.0) * share
        radius = max(around, _around(ring)) / (2 * pi)
        for at, node in enumerate(sorted(ring, key=lambda node: (node.kind, node.lines, node.id))):
            angle = 2 * pi * at / len(ring) - pi / 2
            placed[node.id] = Place(round(radius * cos(angle)), round(radius * sin(angle)), sin(angle) < -0.3)
    return placed


FREE = "free"
ARRANGEMENTS: Mapping[str, Callable[[Drawing], dict[str, Place]]] = {
    FREE: places,
    "columns": in_columns,
    "circle": in_a_circle,
}


def _around(ring: list[DrawnNode]) -> float:
    return sum(max(node.box.width, node.box.above + node.box.below) + ROW_GAP for node in ring)


def _columns(drawing: Drawing) -> dict[str, int]:
    """The column of each node, by the edges that it has."""
    parts: defaultdict[str, defaultdict[str, int]] = defaultdict(lambda: defaultdict(int))
    for edge in drawing.edges:
        giving = "supplier" if edge.relation in ("supplier", "supplies") else edge.relation
        if giving == "supplier" or edge.relation in _STANCES:
            parts[edge.source][giving if giving == "supplier" else "speaker"] += 1
        if edge.relation in ("recipient", "supplies", "good", "via"):
            parts[edge.target]["recipient" if edge.relation == "supplies" else edge.relation] += 1
    return {node.id: _CLAIMS if node.kind == "Claim" else _column(parts[node.id]) for node in drawing.nodes}


def _column(part: Mapping[str, int]) -> int:
    gives, takes = part.get("supplier", 0), part.get("recipient", 0) + part.get("via", 0)
    if gives or takes:
        return _RECIPIENTS if takes > gives else _SUPPLIERS
    if part.get("good"):
        return _GOODS
    return _SPEAKERS


def _neighbours(drawing: Drawing) -> dict[str, list[str]]:
    found: defaultdict[str, list[str]] = defaultdict(list)
    for edge in drawing.edges:
        found[edge.source].append(edge.target)
        found[edge.target].append(edge.source)
    return found


def _ordered(columns: Mapping[int, list[DrawnNode]], neighbours: Mapping[str, list[str]]) -> dict[str, float]:
    """A row for each node, so that it stands near the middle of its neighbours (barycentre heuristic of Sugiyama)."""
    rows = {node.id: at / len(nodes) for nodes in columns.values() for at, node in enumerate(nodes)}
    for _ in range(SWEEPS):
        for nodes in columns.values():
            wanted = {
                node.id: _middle([rows[other] for other in neighbours.get(node.id, ())], rows[node.id])
                for node in nodes
            }
            for at, node in enumerate(sorted(nodes, key=lambda node: (wanted[node.id], node.id))):
                rows[node.id] = at / len(nodes)
    return rows


def _middle(rows: list[float], own: float) -> float:
    return sum(rows) / len(rows) if rows else own

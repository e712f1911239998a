"""Where a hub, its suppliers and its recipients stand in a plain picture of pyvis: in columns, one row each.

As a star, all lines meet at one point with their words over each other. In columns each line has a height of its own.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Any, Final

from claimgraph.graph.render.drawing import Drawing, DrawnNode
from claimgraph.graph.render.layout import Place

# Where at least this share of all lines, and so many, meet in one entity, it is a hub; as in `lanes.js`.
_SHARE: Final = 0.7
_FEWEST: Final = 4
_ASIDE: Final = 700
"""Pixels from the hub to a column: room for the words in the middle of a line."""
_BETWEEN: Final = 10
_LEAST_ROW: Final = 46
BENT: Final[dict[str, Any]] = {
    "enabled": True,
    "type": "cubicBezier",
    "forceDirection": "horizontal",
    "roundness": 0.35,
}
"""How lines run between columns: level where they leave and where they arrive."""


def hub_of(drawing: Drawing) -> str | None:
    """The entity in which most lines meet; None where none stands out."""
    counts = Counter(end for edge in drawing.edges for end in {edge.source, edge.target})
    if not counts:
        return None
    best, number = min(counts.items(), key=lambda item: (-item[1], item[0]))
    return best if number >= max(_FEWEST, _SHARE * len(drawing.edges)) else None


def columns(drawing: Drawing, hub: str) -> dict[str, Place]:
    """Suppliers left of the hub and recipients right of it; below them stands who trades with others only."""
    left: list[DrawnNode] = []
    right: list[DrawnNode] = []
    gives = Counter(edge.source for edge in drawing.edges)
    gives.subtract(Counter(edge.target for edge in drawing.edges))
    touching = {
        end for edge in drawing.edges if hub in (edge.source, edge.target) for end in (edge.source, edge.target)
    }
    to_hub = Counter(edge.source for edge in drawing.edges if edge.target == hub)
    to_hub.subtract(Counter(edge.target for edge in drawing.edges if edge.source == hub))
    for node in sorted(drawing.nodes, key=lambda node: (node.id not in touching, node.lines, node.id)):
        if node.id != hub:
            (left if (to_hub if node.id in touching else gives)[node.id] >= 0 else right).append(node)
    placed = {hub: Place(0, 0)}
    for side, nodes in ((-1, left), (1, right)):
        own = sum(node.id in touching for node in nodes)
        placed |= {node.id: Place(side * _ASIDE, y) for node, y in zip(nodes, _rows(nodes, own), strict=True)}
    return placed


def _rows(nodes: Sequence[DrawnNode], own: int) -> list[int]:
    """Heights of nodes below each other with their names; the first `own` stand around the middle."""
    ys: list[float] = []
    y = 0.0
    for node in nodes:
        ys.append(y + node.box.above)
        y += max(_LEAST_ROW, node.box.above + node.box.below + _BETWEEN)
    middle = (ys[0] + ys[own - 1]) / 2 if own else 0.0
    return [round(at - middle) for at in ys]

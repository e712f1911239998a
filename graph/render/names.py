"""On which side of its node a name is read best: below, or above where fewer lines pass there."""

from __future__ import annotations

from collections.abc import Mapping

from claimgraph.graph.render.drawing import ENTITY_RADIUS, SMALL_FONT, Drawing, DrawnNode
from claimgraph.graph.render.labels import line_width
from claimgraph.graph.render.spacing import Position, Rectangle, meet, passes

# Nodes of a drawing whose names are turned one by one: from as far as larger ones are seen, names find their own room.
MOST_NAMED_ABOVE = 300


def names_above(placed: Mapping[str, Position], drawing: Drawing) -> frozenset[str]:
    """Ids of the entities whose name is better read above: fewer lines cross it and it meets no other node."""
    if len(drawing.nodes) > MOST_NAMED_ABOVE:
        return frozenset()
    lines = [(placed[edge.source], placed[edge.target]) for edge in drawing.edges]
    taken = {node.id: _whole(placed[node.id], node, above=False) for node in drawing.nodes}
    words = [_word(placed[edge.source], placed[edge.target], edge.label) for edge in drawing.edges if edge.label]
    above = set()
    for node in drawing.nodes:
        if node.kind == "Claim":
            continue
        below_crossed, above_crossed = (
            sum(passes(*line, name) for line in lines) + sum(meet(word, name) for word in words)
            for name in (_name(placed[node.id], node, side) for side in (False, True))
        )
        turned = _whole(placed[node.id], node, above=True)
        if above_crossed < below_crossed and not any(
            meet(turned, other) for id, other in taken.items() if id != node.id
        ):
            above.add(node.id)
            taken[node.id] = turned
    return frozenset(above)


def _name(point: Position, node: DrawnNode, above: bool) -> Rectangle:
    x, y = point
    half, high = node.box.width / 2, node.box.below - ENTITY_RADIUS
    top = y - ENTITY_RADIUS - high if above else y + ENTITY_RADIUS
    return x - half, top, x + half, top + high


def _whole(point: Position, node: DrawnNode, above: bool) -> Rectangle:
    x, y = point
    up, down = (node.box.below, node.box.above) if above else (node.box.above, node.box.below)
    return x - node.box.width / 2, y - up, x + node.box.width / 2, y + down


def _word(start: Position, end: Position, label: str) -> Rectangle:
    x, y, half = (start[0] + end[0]) / 2, (start[1] + end[1]) / 2, line_width(label, SMALL_FONT) / 2
    return x - half, y - SMALL_FONT / 2, x + half, y + SMALL_FONT / 2

"""Where new nodes go in a drawing that somebody looks at already: around their neighbours, while nothing else moves."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain, count
from math import cos, pi, sin

from claimgraph.graph.render.drawing import Box, Drawing
from claimgraph.graph.render.layout import MOST_POLISHED, NO_COMMUNITIES, Place, length_of, line_of, places
from claimgraph.graph.render.names import names_above
from claimgraph.graph.render.spacing import Rectangle, meet, passes, rectangle
from claimgraph.graph.render.untangle import untangled

Position = tuple[float, float]

DIRECTIONS = 16
# The rings around a neighbour that are tried, in lengths of the edge to it; then each is so much wider than the last,
# with the more places the wider it is, until there is room.
RINGS = (1.0, 1.4, 1.9, 2.5, 3.2, 4.0)
WIDER = 0.8
ROOM = 16.0
GAP = 90.0
# Somebody waits for the next claims of a hub: where they go first is good already.
ROUNDS = 2


def places_near(
    drawing: Drawing, standing: Mapping[str, Place], communities: Mapping[str, int] = NO_COMMUNITIES
) -> dict[str, Place]:
    """The place of every node by id: those that are `standing` keep theirs, each other one gets a free spot.

    A node goes to the free spot from which its lines to the neighbours placed so far are shortest and cross fewest
    nodes; small drawings are untangled after that. Around a single node all is laid out anew, as it only has to stay.
    Parts that touch nothing placed are laid out by themselves and stand below.

    >>> from claimgraph.graph.render.drawing import DrawnEdge, DrawnNode
    >>> box = Box(40, 13, 30)
    >>> drawing = Drawing(
    ...     (DrawnNode("a", "State", ("A",), box), DrawnNode("b", "State", ("B",), box)),
    ...     (DrawnEdge("ab", "a", "b", "supplies", ()),),
    ... )
    >>> near = places_near(drawing, {"a": Place(100, 100)})
    >>> near["a"], abs(near["b"].x - 100) + abs(near["b"].y - 100) > 100
    (Place(x=100, y=100, name_above=False), True)
    """
    boxes = {node.id: node.box for node in drawing.nodes}
    placed = {id: place for id, place in standing.items() if id in boxes}
    if not placed:
        return places(drawing, communities)
    if len(placed) == 1:
        return _around(*placed.popitem(), places(drawing, communities))
    ground = _Ground(boxes, _neighbours(drawing))
    for id, place in placed.items():
        ground.take(id, (place.x, place.y))
    for id in _nearest_first(ground, [node.id for node in drawing.nodes if node.id not in placed]):
        ground.take(id, ground.spot_for(id))
    rest = {node.id for node in drawing.nodes} - ground.spots.keys()
    tied = _part(drawing, ground.spots)
    spots = _polished(tied, ground.spots, placed)
    above = names_above(spots, tied)
    found = {id: Place(round(x), round(y), id in above) for id, (x, y) in spots.items()} | placed
    return found | _below(found, boxes, _part(drawing, rest))


def _around(id: str, place: Place, laid_out: Mapping[str, Place]) -> dict[str, Place]:
    """A layout moved as a whole, so that one node stands where it stood."""
    right, down = place.x - laid_out[id].x, place.y - laid_out[id].y
    return {other: Place(one.x + right, one.y + down, one.name_above) for other, one in laid_out.items()}


def _polished(drawing: Drawing, spots: Mapping[str, Position], fixed: Collection[str]) -> dict[str, Position]:
    """The spots with the new nodes untangled among those that are fixed."""
    ids = [node.id for node in drawing.nodes]
    points = [spots[id] for id in ids]
    if len(drawing.edges) <= MOST_POLISHED:
        number = {id: at for at, id in enumerate(ids)}
        lines = [line_of(number[edge.source], number[edge.target], edge) for edge in drawing.edges]
        movable = [number[id] for id in ids if id not in fixed]
        moved = untangled(points, [node.box for node in drawing.nodes], lines, movable, ROUNDS)
        # Fewer crossings are worth no covered node.
        points = points if _covered(moved, drawing, movable) else moved
    return dict(zip(ids, points, strict=True))


def _covered(points: Sequence[Position], drawing: Drawing, new: Collection[int]) -> bool:
    boxes = [rectangle(point, node.box) for point, node in zip(points, drawing.nodes, strict=True)]
    return any(meet(boxes[at], box) for at in new for other, box in enumerate(boxes) if other != at)


def _neighbours(drawing: Drawing) -> dict[str, dict[str, float]]:
    found: defaultdict[str, dict[str, float]] = defaultdict(dict)
    for edge in drawing.edges:
        found[edge.source][edge.target] = found[edge.target][edge.source] = length_of(edge)
    return found


def _nearest_first(ground: _Ground, new: list[str]) -> list[str]:
    """The new nodes that hang on placed ones, in the order of their distance in steps; most ties first."""
    order: list[str] = []
    seen = set(ground.spots)
    waiting = set(new)
    while True:
        ring = [id for id in new if id in waiting and any(other in seen for other in ground.neighbours.get(id, ()))]
        if not ring:
            return order
        ring.sort(key=lambda id: -sum(other in seen for other in ground.neighbours[id]))
        order += ring
        seen |= set(ring)
        waiting -= set(ring)


@dataclass(frozen=True, slots=True)
class _Try:
    cost: float
    spot: Position


class _Ground:
    """The spots taken so far, and the room that is left."""

    def __init__(self, boxes: Mapping[str, Box], neighbours: Mapping[str, Mapping[str, float]]) -> None:
        self.boxes = boxes
        self.neighbours = neighbours
        self.spots: dict[str, Position] = {}
        self._taken: list[Rectangle] = []

    def take(self, id: str, spot: Position) -> None:
        self.spots[id] = spot
        self._taken.append(rectangle(spot, self.boxes[id]))

    def spot_for(self, id: str) -> Position:
        anchors = [(self.spots[other], length) for other, length in self.neighbours[id].items() if other in self.spots]
        around = _middle([spot for spot, _ in anchors])
        length = sum(length for _, length in anchors) / len(anchors)
        tries = [around] if len(anchors) > 1 else []
        for ring in chain(RINGS, count(RINGS[-1] + WIDER, WIDER)):
            turns = DIRECTIONS * max(1, round(ring / RINGS[-1]))
            tries += [_on_ring(around, length * ring, turn, turns) for turn in range(turns)]
            free = [spot for spot in tries if self._is_free(id, spot)]
            if free:
                return min((_Try(self._cost(spot, anchors), spot) for spot in free), key=lambda one: one.cost).spot
            tries = []
        raise AssertionError("rings grow until there is room")

    def _is_free(self, id: str, spot: Position) -> bool:
        wanted = rectangle(spot, self.boxes[id], ROOM / 2)
        return not any(meet(wanted, box) for box in self._taken)

    def _cost(self, spot: Position, anchors: list[tuple[Position, float]]) -> float:
        """Too long or short lines, lines that pass through nodes, and a crowd all around, in this order of weight."""
        cost = 0.0
        for anchor, length in anchors:
            cost += 1.2 * abs(_distance(spot, anchor) / length - 1)
            cost += 1.5 * sum(passes(spot, anchor, box) for box in self._taken if not _holds(box, anchor))
        crowd = sum(1 / (1 + (_distance(spot, other) / 120) ** 2) for other in self.spots.values())
        return cost + 0.25 * crowd


def _part(drawing: Drawing, ids: Collection[str]) -> Drawing:
    return Drawing(
        tuple(node for node in drawing.nodes if node.id in ids),
        tuple(edge for edge in drawing.edges if edge.source in ids),
    )


def _below(placed: Mapping[str, Place], boxes: Mapping[str, Box], rest: Drawing) -> dict[str, Place]:
    if not rest.nodes:
        return {}
    apart = places(rest)
    frame = [rectangle((place.x, place.y), boxes[id]) for id, place in placed.items()]
    own = [rectangle((place.x, place.y), boxes[id]) for id, place in apart.items()]
    right = round((min(box[0] for box in frame) + max(box[2] for box in frame)) / 2)
    down = round(max(box[3] for box in frame) + GAP - min(box[1] for box in own))
    return {id: Place(place.x + right, place.y + down, place.name_above) for id, place in apart.items()}


def _middle(spots: list[Position]) -> Position:
    return sum(x for x, _ in spots) / len(spots), sum(y for _, y in spots) / len(spots)


def _on_ring(around: Position, radius: float, turn: int, turns: int) -> Position:
    angle = 2 * pi * turn / turns
    return around[0] + radius * cos(angle), around[1] + radius * sin(angle)


def _distance(a: Position, b: Position) -> float:
    return float(((a[0] - b[0]) ** 2 + (a[1] - b[1]) ** 2) ** 0.5)


def _holds(box: Rectangle, spot: Position) -> bool:
    return box[0] <= spot[0] <= box[2] and box[1] <= spot[1] <= box[3]

"""Where the nodes of a drawing stand: computed once, always the same for the same drawing.

Each connected part is laid out by itself: up to `STRESS_NODES` nodes by stress majorization (Gansner, Koren, North,
"Graph drawing by stress majorization", 2004) from a classical scaling, above that by rustworkx's spring layout. The
part is turned so that supply runs from left to right, untangled and its boxes moved apart; the parts are packed side by
side. Of a large drawing only the hubs are laid out so, in fewer rounds, each with the room of its leaves (`rosettes`).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate, chain
from types import MappingProxyType
from typing import TYPE_CHECKING

from claimgraph.graph.render.drawing import SMALL_FONT, Box, Drawing, DrawnEdge
from claimgraph.graph.render.grouped import blocks_of, side_by_side, ties_between
from claimgraph.graph.render.labels import line_width
from claimgraph.graph.render.names import names_above
from claimgraph.graph.render.rosettes import leaves_in, rosette, without_leaves
from claimgraph.graph.render.spacing import near_pairs, separated
from claimgraph.graph.render.untangle import Line, untangled

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt
    import rustworkx as rx

    Points = npt.NDArray[np.float64]

STRESS_NODES = 500
STRESS_ROUNDS = 120
# Pixels that no node moves more than in the last round.
STRESS_STEP = 1.0
SCALING_ROUNDS = 30
SPRING_ROUNDS = 80
# Above so many nodes, which Claims never draws, leaves stand around their hubs; the rest is laid out in fewer rounds.
LARGE_NODES = 2_000
LARGE_STRESS_NODES = 300
LARGE_ROUNDS = 30
# A large part is made larger by so much, so often at most, until no more than so many of its boxes overlap others.
SPREAD = 1.2
MOST_SPREADS = 40
FEW_OVERLAPS = 0.25
# Drawings with more edges are seen from too far away for crossings to be told apart.
MOST_POLISHED = 180
# How many lines and boxes are looked at while a whole drawing is untangled, somewhat less than a second.
UNTANGLING_WORK = 40_000
SEED = 7
GAP_BETWEEN_PARTS = 60.0
MOST_PARTS_IN_A_ROW = 200
# So many of the largest parts are tried in rows that are not the first as well.
MOST_PARTS_TURNED = 12
ASPECT = 1.15

# The length that an edge likes to have, in pixels, by its relation.
_LENGTHS: Mapping[str, float] = {"supplier": 115, "recipient": 115, "good": 75, "via": 120, "supplies": 230}
_SPEAKER_LENGTH = 125.0
_FLOWING = frozenset({"supplier", "recipient", "supplies"})
# The room for the words on the edge of a pair: a line for the goods, one for their status.
_PAIR_WORDS = (100.0, 28.0)

Position = tuple[float, float]
NO_COMMUNITIES: Mapping[str, int] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Place:
    """The centre of a node, in whole pixels at scale 1 with y downwards, and whether its name stands above it."""

    x: int
    y: int
    name_above: bool = False


def places(drawing: Drawing, communities: Mapping[str, int] = NO_COMMUNITIES) -> dict[str, Place]:
    """The place of every node by id; the whole is centred on (0, 0).

    Parameters:
        communities: the number of the community of each node; those of a large part are laid out apart.
    """
    import rustworkx as rx

    index = {node.id: number for number, node in enumerate(drawing.nodes)}
    graph: rx.PyGraph[int, float] = rx.PyGraph(multigraph=False)
    graph.add_nodes_from(range(len(index)))
    for edge in drawing.edges:
        graph.add_edge(index[edge.source], index[edge.target], length_of(edge))
    whole = _Whole(drawing, index, graph)
    parts = [whole.placed(part, communities) for part in rx.connected_components(graph)]
    packed = _packed(sorted(parts, key=lambda part: (-len(part), min(part))), whole.boxes)
    above = names_above(packed, drawing)
    return {id: Place(round(x), round(y), id in above) for id, (x, y) in packed.items()}


def length_of(edge: DrawnEdge) -> float:
    """The length in pixels that this edge likes to have."""
    return _LENGTHS.get(edge.relation, _SPEAKER_LENGTH)


class _Whole:
    """A drawing of which parts are laid out one by one."""

    def __init__(self, drawing: Drawing, index: Mapping[str, int], graph: rx.PyGraph[int, float]) -> None:
        self.drawing = drawing
        self.index = index
        self.graph = graph
        self.is_large = len(drawing.nodes) > LARGE_NODES
        self.boxes = {node.id: node.box for node in drawing.nodes}
        self._leaving: defaultdict[str, list[DrawnEdge]] = defaultdict(list)
        for edge in drawing.edges:
            self._leaving[edge.source].append(edge)

    def placed(self, part: Collection[int], communities: Mapping[str, int]) -> dict[str, Position]:
        """A connected part, its communities apart where it has several."""
        blocks = blocks_of((self.drawing.nodes[number].id for number in part), communities)
        if len(blocks) == 1:
            return self._together(sorted(part))
        stood = [self._block(block) for block in blocks]
        frames = [_frame(block, self.boxes) for block in stood]
        block_of = {id: number for number, block in enumerate(blocks) for id in block}
        ends = [(edge.source, edge.target) for id in block_of for edge in self._leaving[id]]
        middles = side_by_side(
            [Box(right - left, -top, bottom) for left, top, right, bottom in frames], ties_between(ends, block_of)
        )
        return {
            id: (x + middle[0], y + middle[1])
            for block, middle in zip(stood, middles, strict=True)
            for id, (x, y) in block.items()
        }

    def _block(self, ids: Sequence[str]) -> dict[str, Position]:
        """A community around its middle; what hangs together only through others stands side by side."""
        import rustworkx as rx

        members = sorted(self.index[id] for id in ids)
        own = self.graph.subgraph(members)
        parts = [self._together(sorted(members[number] for number in part)) for part in rx.connected_components(own)]
        return _packed(sorted(parts, key=lambda part: (-len(part), min(part))), self.boxes)

    def _together(self, members: list[int]) -> dict[str, Position]:
        """Nodes that hang together."""
        if self.is_large:
            return self._hubs_first(members)
        nodes = [self.drawing.nodes[member] for member in members]
        edges = self._edges_among(members)
        part = self.graph.subgraph(members)
        points = _stress(part) if len(members) <= STRESS_NODES else _spring(part)
        turned = [(float(x), float(y)) for x, y in _turned(points, edges)]
        boxes = [node.box for node in nodes]
        whole = len(self.drawing.edges)
        placed = (
            _polished(turned, boxes, edges, UNTANGLING_WORK * len(edges) / whole)
            if edges and whole <= MOST_POLISHED
            else separated(turned, boxes)
        )
        return {node.id: place for node, place in zip(nodes, placed, strict=True)}

    def _hubs_first(self, members: list[int]) -> dict[str, Position]:
        """Nodes of a large drawing that hang together: hubs with the room of their leaves, and then the leaves."""
        nodes = self.drawing.nodes
        edges = self._edges_among(members)
        leaves = leaves_in(members, ((members[one], members[other]) for one, other, _ in edges))
        giving = {members[one] for one, *_ in edges}
        hubs = without_leaves(members, leaves)
        rosettes = {
            hub: rosette(nodes[hub].box, [nodes[leaf].box for leaf in some], [leaf in giving for leaf in some])
            for hub, some in leaves.items()
        }
        boxes = [rosettes[hub].room if hub in rosettes else nodes[hub].box for hub in hubs]
        own = self.graph.subgraph(hubs)
        for one, other in own.edge_list():
            reach = sum(rosettes[hubs[end]].reach for end in (one, other) if hubs[end] in rosettes)
            own.update_edge(one, other, own.get_edge_data(one, other) + reach)
        points = _quickly(own) if len(hubs) <= LARGE_STRESS_NODES else _spring(own)
        turned = _spread(_turned(points, self._edges_among(hubs)), boxes)
        placed: dict[str, Position] = {}
        for hub, (x, y) in zip(hubs, separated([(float(x), float(y)) for x, y in turned], boxes), strict=True):
            placed[nodes[hub].id] = x, y
            if hub in rosettes:
                for leaf, (aside, down) in zip(leaves[hub], rosettes[hub].places, strict=True):
                    placed[nodes[leaf].id] = x + aside, y + down
        return placed

    def _edges_among(self, members: list[int]) -> list[tuple[int, int, DrawnEdge]]:
        """The edges between some nodes, with the numbers of their ends among these."""
        local = {self.drawing.nodes[member].id: number for number, member in enumerate(members)}
        return [
            (number, local[edge.target], edge)
            for id, number in local.items()
            for edge in self._leaving.get(id, ())
            if edge.target in local
        ]


def _polished(
    points: list[Position], boxes: list[Box], edges: list[tuple[int, int, DrawnEdge]], work: float
) -> list[Position]:
    lines = [line_of(source, target, edge) for source, target, edge in edges]
    moved = untangled(points, boxes, lines, work=work)
    return separated(moved, boxes, [(source, target) for source, target, _ in edges])


def line_of(source: int, target: int, edge: DrawnEdge) -> Line:
    """An edge between two nodes, by their numbers, as the untangling sees it."""
    word = (line_width(edge.label, SMALL_FONT), SMALL_FONT) if edge.label else (0.0, 0.0)
    word = _PAIR_WORDS if edge.relation == "supplies" else word
    return Line(source, target, length_of(edge), word, edge.relation in _FLOWING)


def _spread(points: Points, boxes: Sequence[Box]) -> Points:
    """The points, so far from each other that few of their boxes overlap: little is left to be moved apart then."""
    import numpy as np

    if len(points) < 2:
        return points
    half = np.array([(box.width / 2, (box.above + box.below) / 2) for box in boxes])
    for _ in range(MOST_SPREADS):
        if len(near_pairs(points, half)[0]) <= FEW_OVERLAPS * len(boxes):
            break
        points = points * SPREAD
    return points


def _stress(part: rx.PyGraph[int, float]) -> Points:
    import numpy as np

    distances, points = _before_stress(part)
    weights = distances + np.eye(len(points))
    weights = 1 / weights**2
    np.fill_diagonal(weights, 0)
    # The Laplacian is singular, as only differences of places count: add a constant, which no difference sees.
    inverse = np.linalg.inv(np.diag(weights.sum(axis=1)) - weights + 1 / len(points))
    pull = weights * distances
    for _ in range(STRESS_ROUNDS):
        moved = inverse @ _pulled(points, pull)
        step = float(np.abs(moved - points).max())
        points = moved
        if step < STRESS_STEP:
            break
    return points


def _quickly(part: rx.PyGraph[int, float]) -> Points:
    """As `_stress`, with all distances of one weight, as each round is cheap then, and in few rounds."""
    distances, points = _before_stress(part)
    for _ in range(LARGE_ROUNDS):
        points = _pulled(points, distances) / len(points)
    return points


def _before_stress(part: rx.PyGraph[int, float]) -> tuple[Points, Points]:
    """How far the nodes of a part should be from each other, and the places at which they begin."""
    import numpy as np
    import rustworkx as rx

    distances = rx.graph_floyd_warshall_numpy(part, weight_fn=float)
    return distances, _scaled_classically(distances) if len(distances) > 1 else np.zeros((1, 2))


def _pulled(points: Points, pull: Points) -> Points:
    """Where the others pull each point, summed up.

    Parameters:
        pull: how far from each other two points should be, times their weight.
    """
    import numpy as np

    ratio = pull / np.maximum(_apart(points), 1e-6)
    np.fill_diagonal(ratio, 0)
    return np.asarray(ratio.sum(axis=1)[:, None] * points - ratio @ points)


def _apart(points: Points) -> Points:
    """The distance of each point to each other one."""
    import numpy as np

    squares = (points**2).sum(axis=1)
    return np.asarray(np.sqrt(np.maximum(squares[:, None] + squares[None] - 2 * points @ points.T, 0)))


def _scaled_classically(distances: Points) -> Points:
    """Two dimensions by classical scaling; a little seeded noise parts nodes with the very same neighbours.

    The two largest eigenvectors come from subspace iteration, as all of them would take the cube of the nodes.
    """
    import numpy as np

    count = len(distances)
    squares = distances**2
    mean = squares.mean(axis=0)
    inner = -0.5 * (squares - mean[None] - mean[:, None] + squares.mean())
    noise = np.random.default_rng(SEED)
    axes = noise.normal(size=(count, min(count, 4)))
    for _ in range(SCALING_ROUNDS):
        axes, _ = np.linalg.qr(inner @ axes)
    values, turn = np.linalg.eigh(axes.T @ inner @ axes)
    points = (axes @ turn)[:, [-1, -2]] * np.sqrt(np.maximum(values[[-1, -2]], 1))
    # The sign of an eigenvector is arbitrary; fix it, so that every machine draws the same picture.
    points *= np.where(points[np.abs(points).argmax(axis=0), [0, 1]] < 0, -1, 1)
    return np.asarray(points + noise.normal(scale=30, size=points.shape))


def _spring(part: rx.PyGraph[int, float]) -> Points:
    import numpy as np
    import rustworkx as rx

    placed = rx.spring_layout(part, seed=SEED, num_iter=SPRING_ROUNDS)
    points = np.array([placed[node] for node in sorted(part.node_indices())])
    return np.asarray(points * 90 * np.sqrt(len(points)))


def _turned(points: Points, edges: list[tuple[int, int, DrawnEdge]]) -> Points:
    """The points turned so that their longest axis lies flat and most supply runs from left to right."""
    import numpy as np

    if len(points) < 2:
        return points
    centred = points - points.mean(axis=0)
    _, _, axes = np.linalg.svd(centred, full_matrices=False)
    turned = centred @ axes.T
    flow = [turned[b] - turned[a] for a, b, edge in edges if edge.relation in _FLOWING]
    if flow and sum(step[0] for step in flow) < 0:
        turned[:, 0] *= -1
    return np.asarray(turned)


def _packed(parts: list[dict[str, Position]], boxes: Mapping[str, Box]) -> dict[str, Position]:
    """The parts in rows, the largest first, in the shape that is seen largest on a screen."""
    frames = [_frame(part, boxes) for part in parts]
    sizes = [(right - left, bottom - top) for left, top, right, bottom in frames]
    corners = min(
        (_rows(sizes, width) for width in _row_widths(sizes)), key=lambda corners: _extent(corners, sizes), default=[]
    )
    placed = {
        id: (at_x - left + x, at_y - top + y)
        for part, (left, top, _, _), (x, y) in zip(parts, frames, corners, strict=True)
        for id, (at_x, at_y) in part.items()
    }
    return _centred(placed, boxes)


def _row_widths(sizes: list[Position]) -> list[float]:
    """The widths of rows that are worth a try: as many parts as fit beside each other, one more each time.

    The widest row need not be the first.
    """
    wide = [width + GAP_BETWEEN_PARTS for width, _ in sizes]
    widest = max(wide, default=0.0)
    first = accumulate(wide[:MOST_PARTS_IN_A_ROW])
    others = (accumulate(wide[start:MOST_PARTS_TURNED]) for start in range(1, MOST_PARTS_TURNED))
    return sorted({max(width, widest) for width in chain(first, *others)})


def _rows(sizes: list[Position], row_width: float) -> list[Position]:
    """The upper left corner of each part, when parts fill rows of this width; low parts stand amid their row."""
    rows: list[list[Position]] = []
    x = 0.0
    for size in sizes:
        if not rows or x + size[0] > row_width:
            rows.append([])
            x = 0.0
        rows[-1].append(size)
        x += size[0] + GAP_BETWEEN_PARTS
    corners: list[Position] = []
    y = 0.0
    widest = max((_length(row) for row in rows), default=0.0)
    for row in rows:
        height = max(high for _, high in row)
        x = (widest - _length(row)) / 2
        for wide, high in row:
            corners.append((x, y + (height - high) / 2))
            x += wide + GAP_BETWEEN_PARTS
        y += height + GAP_BETWEEN_PARTS
    return corners


def _length(row: list[Position]) -> float:
    return sum(width + GAP_BETWEEN_PARTS for width, _ in row) - GAP_BETWEEN_PARTS


def _extent(corners: list[Position], sizes: list[Position]) -> float:
    """How far a screen of the usual shape must be away to show all of it: the smaller, the larger it is seen."""
    right = max(x + width for (x, _), (width, _) in zip(corners, sizes, strict=True))
    bottom = max(y + height for (_, y), (_, height) in zip(corners, sizes, strict=True))
    return max(right / ASPECT, bottom)


def _frame(part: Mapping[str, Position], boxes: Mapping[str, Box]) -> tuple[float, float, float, float]:
    return (
        min(x - boxes[id].width / 2 for id, (x, _) in part.items()),
        min(y - boxes[id].above for id, (_, y) in part.items()),
        max(x + boxes[id].width / 2 for id, (x, _) in part.items()),
        max(y + boxes[id].below for id, (_, y) in part.items()),
    )


def _centred(placed: dict[str, Position], boxes: Mapping[str, Box]) -> dict[str, Position]:
    if not placed:
        return placed
    left, top, right, bottom = _frame(placed, boxes)
    middle_x, middle_y = (left + right) / 2, (top + bottom) / 2
    return {id: (x - middle_x, y - middle_y) for id, (x, y) in placed.items()}

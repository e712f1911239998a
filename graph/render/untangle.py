"""Small drawings made easier to read: nodes are tried at other places, and stay where least collides."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import inf
from typing import TYPE_CHECKING

from claimgraph.graph.render.drawing import Box

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    Points = npt.NDArray[np.float64]
    Numbers = npt.NDArray[np.int64]

ROUNDS = 14
STEPS = (16.0, 45.0, 100.0, 190.0)
DIRECTIONS = 12

# What a collision costs, set against 1 for two lines that cross.
LINE_THROUGH_BOX = 2.5
WORD_ON_BOX = 1.2
WORD_ON_WORD = 1.2
BOXES_OVERLAP = 6.0
WRONG_LENGTH = 1.6
AGAINST_FLOW = 0.35
LINE_THROUGH_OWN_NAME = 1.2
CROWDING = 0.45
# The distance in pixels at which crowding has fallen to a third.
CROWDED_WITHIN = 45.0
ROOM_AROUND_BOX = 7.0

Position = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Line:
    """A line between two nodes by number: the length it likes, the size of its word, whether it runs left to right."""

    source: int
    target: int
    length: float
    word: tuple[float, float]
    flows: bool


def untangled(
    points: Sequence[Position],
    boxes: Sequence[Box],
    lines: Sequence[Line],
    movable: Sequence[int] | None = None,
    rounds: int = ROUNDS,
    work: float = inf,
) -> list[Position]:
    """The points, each moved to the best of some places around it until nothing gets better.

    Every try looks at all lines, so the time grows with the square of their number. Where not even all points can be
    tried once, none is.

    Parameters:
        movable: the numbers of the points that may move; None for all.
        rounds: how often each of them is tried at most.
        work: how many lines and boxes may be looked at in all tries.
    """
    import numpy as np

    if not lines:
        return list(points)
    search = _Search(np.array(points, dtype=float), boxes, lines)
    free = set(range(len(points)) if movable is None else movable)
    restless = free
    tries = work / (len(lines) + len(boxes))
    if tries < len(free):
        return list(points)
    for _ in range(rounds):
        tried = sorted(restless)[: int(min(tries, len(restless)))]
        tries -= len(tried)
        moved = [node for node in tried if search.improve(node)]
        if not moved:
            break
        # A node that stood best is looked at again only when one at the end of its lines moved.
        restless = free & search.touched_by(moved)
    return [(float(x), float(y)) for x, y in search.points]


class _Search:
    """The state of the search: where the nodes stand, and all that does not change as flat arrays."""

    def __init__(self, points: Points, boxes: Sequence[Box], lines: Sequence[Line]) -> None:
        import numpy as np

        self.points = points
        self.half = np.array([(box.width / 2, (box.above + box.below) / 2) for box in boxes])
        self.offset = np.array([(0.0, (box.below - box.above) / 2) for box in boxes])
        self.ends = np.array([(line.source, line.target) for line in lines])
        self.lengths = np.array([line.length for line in lines])
        self.words = np.array([line.word for line in lines]) / 2
        self.degrees = np.bincount(self.ends.ravel(), minlength=len(points)).astype(float)
        self.flows = np.array([line.flows for line in lines])
        turns = np.arange(DIRECTIONS) * 2 * np.pi / DIRECTIONS
        ring = np.stack([np.cos(turns), np.sin(turns)], axis=1)
        self.moves = np.concatenate([np.zeros((1, 2)), *(ring * step for step in STEPS)])

    def touched_by(self, nodes: Sequence[int]) -> set[int]:
        """The nodes themselves and those that a line ties to one of them."""
        import numpy as np

        touching = np.isin(self.ends, nodes).any(axis=1)
        return {*nodes, *(int(end) for end in self.ends[touching].ravel())}

    def improve(self, node: int) -> bool:
        """Move the node to the cheapest place around it; False where it stands best already."""
        places = self.points[node] + self.moves
        costs = self._costs(node, places)
        best = int(costs.argmin())
        if costs[best] >= costs[0] - 1e-6:
            return False
        self.points[node] = places[best]
        return True

    def _costs(self, node: int, places: Points) -> Points:
        import numpy as np

        mine = np.nonzero((self.ends == node).any(axis=1))[0]
        others = np.nonzero((self.ends != node).all(axis=1))[0]
        rest = np.arange(len(self.points)) != node
        far = np.where(self.ends[mine, 0] == node, self.ends[mine, 1], self.ends[mine, 0])
        start, end = self.points[self.ends[others, 0]], self.points[self.ends[others, 1]]
        costs = self._overlaps(node, places, rest)
        costs += LINE_THROUGH_BOX * _hits(
            start[None], end[None], (places + self.offset[node])[:, None], self.half[node] + 2
        ).sum(axis=1)
        if len(mine):
            costs += self._lengths_and_flow(node, places, mine, far)
            costs += self._crossings(places, far, start, end, others)
            costs += self._through_boxes(node, places, far)
            costs += self._through_own_name(node, places, far)
            costs += self._words(places, mine, far, rest, others)
        return costs

    def _overlaps(self, node: int, places: Points, rest: npt.NDArray[np.bool_]) -> Points:
        import numpy as np

        centres = (self.points + self.offset)[rest]
        apart = np.abs((places + self.offset[node])[:, None] - centres[None])
        room = self.half[rest] + self.half[node] + ROOM_AROUND_BOX
        # A gentle slope towards free space, steeper between nodes with many lines, so that hubs stand apart.
        weight = CROWDING * np.sqrt(self.degrees[rest] * self.degrees[node])
        crowding = weight * np.exp(-np.maximum(apart - room, 0).max(axis=2) / CROWDED_WITHIN)
        overlapping = (apart < room).all(axis=2)
        return np.asarray(BOXES_OVERLAP * overlapping.sum(axis=1) + crowding.sum(axis=1))

    def _lengths_and_flow(self, node: int, places: Points, mine: Numbers, far: Numbers) -> Points:
        import numpy as np

        step = self.points[far][None] - places[:, None]
        lengths = np.linalg.norm(step, axis=2)
        off = (lengths - self.lengths[mine]) / self.lengths[mine]
        leaving = np.where(self.ends[mine, 0] == node, 1, -1)
        against = self.flows[mine] * (step[:, :, 0] * leaving < 20)
        return np.asarray((WRONG_LENGTH * off**2 + AGAINST_FLOW * against).sum(axis=1))

    def _crossings(self, places: Points, far: Numbers, start: Points, end: Points, others: Numbers) -> Points:
        import numpy as np

        a, b = places[:, None, None], self.points[far][None, :, None]
        crossed = (_side(a, b, start) * _side(a, b, end) < 0) & (_side(start, end, a) * _side(start, end, b) < 0)
        shared = (self.ends[others][None] == far[:, None, None]).any(axis=2)
        return np.asarray((crossed & ~shared[None]).sum(axis=(1, 2)), dtype=float)

    def _through_boxes(self, node: int, places: Points, far: Numbers) -> Points:
        import numpy as np

        centres = (self.points + self.offset)[None, None]
        hit = _hits(places[:, None, None], self.points[far][None, :, None], centres, self.half[None, None] + 2)
        number = np.arange(len(self.points))
        foreign = (number[None] != far[:, None]) & (number[None] != node)
        return np.asarray(LINE_THROUGH_BOX * (hit & foreign[None]).sum(axis=(1, 2)))

    def _through_own_name(self, node: int, places: Points, far: Numbers) -> Points:
        """The lines that leave through the name, which may stand below or above."""
        import numpy as np

        name = np.array((self.half[node, 0], self.offset[node, 1]))
        if name[1] <= 0:
            return np.zeros(len(places))
        reach = np.array((0.0, self.half[node, 1]))
        crossed = [
            _hits(places[:, None], self.points[far][None], (places + side * reach)[:, None], name).sum(axis=1)
            for side in (1, -1)
        ]
        return np.asarray(LINE_THROUGH_OWN_NAME * np.minimum(*crossed))

    def _words(
        self, places: Points, mine: Numbers, far: Numbers, rest: npt.NDArray[np.bool_], others: Numbers
    ) -> Points:
        import numpy as np

        spoken = self.words[mine, 0] > 0
        if not spoken.any():
            return np.zeros(len(places))
        middles = (places[:, None] + self.points[far[spoken]][None]) / 2
        size = self.words[mine[spoken]]
        on_boxes = _overlapping(middles, size, (self.points + self.offset)[rest], self.half[rest])
        speaking = others[self.words[others, 0] > 0]
        elsewhere = self.points[self.ends[speaking]].mean(axis=1)
        on_words = _overlapping(middles, size, elsewhere, self.words[speaking])
        return WORD_ON_BOX * on_boxes + WORD_ON_WORD * on_words


def _side(a: Points, b: Points, c: Points) -> Points:
    """On which side of the line from a to b the point c lies, by sign."""
    return (b[..., 0] - a[..., 0]) * (c[..., 1] - a[..., 1]) - (b[..., 1] - a[..., 1]) * (c[..., 0] - a[..., 0])


def _hits(start: Points, end: Points, centre: Points, half: Points) -> npt.NDArray[np.bool_]:
    """Whether the line from start to end passes through the box, by separating axes."""
    import numpy as np

    middle, reach = (start + end) / 2, np.abs(end - start) / 2
    beside = (np.abs(middle - centre) <= reach + half).all(axis=-1)
    step = end - start
    distance = np.abs(step[..., 0] * (centre - start)[..., 1] - step[..., 1] * (centre - start)[..., 0])
    near = distance <= np.abs(step[..., 1]) * half[..., 0] + np.abs(step[..., 0]) * half[..., 1]
    return np.asarray(beside & near)


def _overlapping(middles: Points, size: Points, centres: Points, half: Points) -> Points:
    """For each place, how many of its words lie on one of the boxes."""
    import numpy as np

    apart = np.abs(middles[:, :, None] - centres[None, None])
    room = size[None, :, None] + half[None, None]
    return np.asarray((apart < room).all(axis=3).sum(axis=(1, 2)), dtype=float)

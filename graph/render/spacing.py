"""Moving boxes apart until none overlaps, and nodes away from lines that pass through them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from claimgraph.graph.render.drawing import Box

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    Points = npt.NDArray[np.float64]
    Numbers = npt.NDArray[np.int64]

ROUNDS = 300
# Boxes that may meet are looked up anew after so many rounds; in between each moves less than the margin.
ROUNDS_PER_LOOK = 10
MARGIN = 60.0
# How many pairs of a node and a line are looked at while lines are cleared, over all rounds.
CLEARING_WORK = 400_000
MOST_CLEARING_ROUNDS = 60
LONGEST_STEP = 12.0
PADDING = 14.0
# Sums of coordinates are this exact at least.
TOUCH = 1e-6

Position = tuple[float, float]
Rectangle = tuple[float, float, float, float]


def separated(
    points: Sequence[Position], boxes: Sequence[Box], lines: Sequence[tuple[int, int]] = ()
) -> list[Position]:
    """The points, moved as little as needed so that no two boxes overlap; lines are cleared of boxes too."""
    import numpy as np

    if not boxes:
        return []
    placed = np.array(points, dtype=float)
    crowd = _Crowd(boxes)
    if lines:
        for _ in range(min(MOST_CLEARING_ROUNDS, CLEARING_WORK // (len(boxes) * len(lines)))):
            moved = _clear_lines(placed, boxes, lines)
            moved = crowd.push_apart(placed, rounds=1) or moved
            if not moved:
                break
    crowd.push_apart(placed, ROUNDS)
    return [(float(x), float(y)) for x, y in placed]


def rectangle(point: Sequence[float], box: Box, padding: float = 0.0) -> Rectangle:
    """Left, top, right and bottom of a box at a point."""
    x, y = point
    half = box.width / 2 + padding
    return x - half, y - box.above - padding, x + half, y + box.below + padding


def meet(a: Rectangle, b: Rectangle) -> bool:
    """Whether two rectangles share more than an edge."""
    return a[0] < b[2] and b[0] < a[2] and a[1] < b[3] and b[1] < a[3]


def passes(a: Position, b: Position, box: Rectangle) -> bool:
    """Whether the line from a to b passes through the rectangle, by separating axes."""
    if max(a[0], b[0]) < box[0] or min(a[0], b[0]) > box[2] or max(a[1], b[1]) < box[1] or min(a[1], b[1]) > box[3]:
        return False
    corners = [(x, y) for x in (box[0], box[2]) for y in (box[1], box[3])]
    sides = [(b[0] - a[0]) * (y - a[1]) - (b[1] - a[1]) * (x - a[0]) for x, y in corners]
    return min(sides) < 0 < max(sides)


class _Crowd:
    """Boxes as arrays: half of their size with the padding, and how far the middle lies below the point."""

    def __init__(self, boxes: Sequence[Box]) -> None:
        import numpy as np

        self.half = np.array([((box.width + PADDING) / 2, (box.above + box.below + PADDING) / 2) for box in boxes])
        self.down = np.array([(0.0, (box.below - box.above) / 2) for box in boxes])

    def push_apart(self, placed: Points, rounds: int) -> bool:
        """Move overlapping pairs apart along the axis that needs less, all at once, until none overlaps.

        The points are changed in place. False where none overlapped from the start.
        """
        moved = False
        first, second = self._near_pairs(placed)
        for round in range(rounds):
            if round and round % ROUNDS_PER_LOOK == 0:
                first, second = self._near_pairs(placed)
            if not self._push(placed, first, second):
                if round % ROUNDS_PER_LOOK == 0:
                    return moved
                first, second = self._near_pairs(placed)
                if not self._push(placed, first, second):
                    return moved
            moved = True
        return moved

    def _near_pairs(self, placed: Points) -> tuple[Numbers, Numbers]:
        """Pairs of boxes that may meet before the next look."""
        return near_pairs(placed + self.down, self.half + MARGIN / 2)

    def _push(self, placed: Points, first: Numbers, second: Numbers) -> bool:
        import numpy as np

        middles = placed + self.down
        apart = middles[second] - middles[first]
        overlap = self.half[first] + self.half[second] - np.abs(apart)
        meeting = (overlap > 0.01).all(axis=1)
        if not meeting.any():
            return False
        first, second, apart, overlap = first[meeting], second[meeting], apart[meeting], overlap[meeting]
        axis = overlap.argmin(axis=1)
        row = np.arange(len(axis))
        way = np.where(apart[row, axis] < 0, -1.0, 1.0) * (overlap[row, axis] / 2 + 0.02)
        steps = np.zeros_like(placed)
        np.add.at(steps, (second, axis), way)
        np.add.at(steps, (first, axis), -way)
        # A box that many push at would be thrown far; nobody moves more than the margin between two looks allows.
        placed += np.clip(steps, -MARGIN / 2, MARGIN / 2)
        return True


def near_pairs(middles: Points, reach: Points) -> tuple[Numbers, Numbers]:
    """Pairs of boxes that overlap, by their numbers: each once, the smaller first, in order.

    A walk from left to right meets only boxes that stand above each other, where all pairs would be far too many.

    Parameters:
        middles: of the boxes, shape (boxes, 2).
        reach: half of their width and height, shape (boxes, 2).
    """
    import numpy as np

    left, right = middles[:, 0] - reach[:, 0], middles[:, 0] + reach[:, 0]
    order = np.argsort(left)
    start = np.arange(1, len(order) + 1)
    met = np.maximum(np.searchsorted(left[order], right[order] + TOUCH) - start, 0)
    one = np.repeat(start - 1, met)
    other = one + 1 + np.arange(len(one)) - np.repeat(np.cumsum(met) - met, met)
    one, other = order[one], order[other]
    overlap = (np.abs(middles[one] - middles[other]) < reach[one] + reach[other]).all(axis=1)
    first, second = np.minimum(one, other)[overlap], np.maximum(one, other)[overlap]
    sequence = np.lexsort((second, first))
    return first[sequence], second[sequence]


def _clear_lines(placed: Points, boxes: Sequence[Box], lines: Sequence[tuple[int, int]]) -> bool:
    """Move nodes off the lines that pass through their shape, each off the worst; False where none had to move."""
    import numpy as np

    ends = np.array(lines)
    moved = False
    for number, box in enumerate(boxes):
        foreign = ends[(ends != number).all(axis=1)]
        steps = _ways_off(placed[number], box, placed[foreign[:, 0]], placed[foreign[:, 1]])
        lengths = np.abs(steps).sum(axis=1)
        if len(lengths) and lengths.max() > 0:
            moved = True
            placed[number] += steps[lengths.argmax()]
    return moved


def _ways_off(point: Points, box: Box, starts: Points, ends: Points) -> Points:
    """A step away from each line, (0, 0) for lines that keep clear of the box; shape (lines, 2)."""
    import numpy as np

    along = ends - starts
    lengths = np.maximum(np.linalg.norm(along, axis=1), 1e-9)
    ways = along / lengths[:, None]
    normals = np.stack([-ways[:, 1], ways[:, 0]], axis=1)
    half = np.array([box.width / 2, (box.above + box.below) / 2])
    beside = point + np.array([0.0, (box.below - box.above) / 2]) - starts
    reach = np.abs(ways) @ half
    passed = (beside * ways).sum(axis=1)
    distance = (beside * normals).sum(axis=1)
    needed = np.abs(normals) @ half + 4
    hit = (lengths >= 1) & (-reach < passed) & (passed < lengths + reach) & (np.abs(distance) < needed)
    step = np.where(hit, np.minimum(needed - np.abs(distance), LONGEST_STEP) * np.where(distance >= 0, 1, -1), 0.0)
    return np.asarray(normals * step[:, None])

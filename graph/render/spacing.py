"""Moving boxes apart until none overlaps, and nodes away from lines that pass through them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

from claimgraph.graph.render.drawing import Box

ROUNDS = 200
# How many pairs of a node and a line are looked at while lines are cleared, over all rounds.
CLEARING_WORK = 400_000
MOST_CLEARING_ROUNDS = 60
PADDING = 14.0

Position = tuple[float, float]
Rectangle = tuple[float, float, float, float]


def separated(
    points: Sequence[Position], boxes: Sequence[Box], lines: Sequence[tuple[int, int]] = ()
) -> list[Position]:
    """The points, moved as little as needed so that no two boxes overlap; lines are cleared of boxes too."""
    placed = [list(point) for point in points]
    for _ in range(min(MOST_CLEARING_ROUNDS, CLEARING_WORK // max(1, len(boxes) * len(lines)))):
        moved = _clear_lines(placed, boxes, lines)
        moved = _push_apart(placed, boxes) or moved
        if not moved:
            break
    for _ in range(ROUNDS):
        if not _push_apart(placed, boxes):
            break
    return [(x, y) for x, y in placed]


def rectangle(point: Sequence[float], box: Box, padding: float = 0.0) -> Rectangle:
    """Left, top, right and bottom of a box at a point."""
    x, y = point
    half = box.width / 2 + padding
    return x - half, y - box.above - padding, x + half, y + box.below + padding


def _push_apart(placed: list[list[float]], boxes: Sequence[Box]) -> bool:
    """Move every overlapping pair apart along the axis that needs less; False where none overlaps."""
    moved = False
    for first, second in _near_pairs(placed, boxes):
        a, b = (rectangle(placed[one], boxes[one], PADDING / 2) for one in (first, second))
        wide = min(a[2], b[2]) - max(a[0], b[0])
        high = min(a[3], b[3]) - max(a[1], b[1])
        if wide <= 0.01 or high <= 0.01:
            continue
        moved = True
        axis, overlap = (0, wide) if wide < high else (1, high)
        ahead = (a[axis] + a[axis + 2], first) > (b[axis] + b[axis + 2], second)
        step = overlap / 2 + 0.01 if ahead else -overlap / 2 - 0.01
        placed[first][axis] += step
        placed[second][axis] -= step
    return moved


def _near_pairs(placed: list[list[float]], boxes: Sequence[Box]) -> Iterator[tuple[int, int]]:
    """Pairs of nodes that stand in the same or neighbouring cells of a grid of the largest box's size."""
    wide = max((box.width for box in boxes), default=0) + PADDING
    high = max((box.above + box.below for box in boxes), default=0) + PADDING
    cells: defaultdict[tuple[int, int], list[int]] = defaultdict(list)
    for number, (x, y) in enumerate(placed):
        cells[int(x // wide), int(y // high)].append(number)
    for (column, row), members in list(cells.items()):
        for right, down in ((0, 0), (1, 0), (-1, 1), (0, 1), (1, 1)):
            for first in members:
                for second in cells.get((column + right, row + down), ()):
                    if (right, down) != (0, 0) or first < second:
                        yield first, second


def _clear_lines(placed: list[list[float]], boxes: Sequence[Box], lines: Sequence[tuple[int, int]]) -> bool:
    """Move nodes off the lines that pass through their shape; False where none had to move."""
    moved = False
    for number, box in enumerate(boxes):
        for source, target in lines:
            if number in (source, target):
                continue
            step = _way_off(placed[number], box, placed[source], placed[target])
            if step:
                moved = True
                placed[number][0] += step[0]
                placed[number][1] += step[1]
    return moved


def _way_off(point: Sequence[float], box: Box, start: Sequence[float], end: Sequence[float]) -> Position | None:
    """A step away from the line from start to end, None where the line keeps clear of the box."""
    along_x, along_y = end[0] - start[0], end[1] - start[1]
    length = (along_x**2 + along_y**2) ** 0.5
    if length < 1:
        return None
    normal_x, normal_y = -along_y / length, along_x / length
    middle_y = point[1] + (box.below - box.above) / 2
    from_x, from_y = point[0] - start[0], middle_y - start[1]
    reach = abs(along_x / length) * box.width / 2 + abs(along_y / length) * (box.above + box.below) / 2
    passed = (from_x * along_x + from_y * along_y) / length
    if not -reach < passed < length + reach:
        return None
    distance = from_x * normal_x + from_y * normal_y
    needed = abs(normal_x) * box.width / 2 + abs(normal_y) * (box.above + box.below) / 2 + 4
    if abs(distance) >= needed:
        return None
    step = min(needed - abs(distance), 12.0) * (1 if distance >= 0 else -1)
    return normal_x * step, normal_y * step

"""Communities laid out apart: each by itself, then beside those with which it has most lines, with room between."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from math import sqrt
from typing import TYPE_CHECKING

from claimgraph.graph.render.drawing import Box
from claimgraph.graph.render.spacing import TOUCH, Position, separated

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    Points = npt.NDArray[np.float64]

# A part with fewer nodes is read without communities.
FEWEST_NODES = 70
# The room around a community, and above it for its name, in parts of the side of a square as large as all of them.
ROOM, ROOM_FOR_NAME = 0.025, 0.055
# How often all are drawn towards the middle, and to those they have lines to, and how far each time.
ROUNDS = 32
TO_THE_MIDDLE, TO_THE_TIED = 0.06, 0.25
# Of more blocks each is put beside those that stand; how much it is drawn to what it is tied, against the middle.
MOST_DRAWN_TOGETHER = 16
TIED_ONE_BY_ONE = 0.6
# A screen is wider than high: to the middle is nearer from the side.
ASPECT = 1.3

Ties = Mapping[tuple[int, int], float]


def blocks_of(ids: Iterable[str], communities: Mapping[str, int]) -> list[list[str]]:
    """The nodes of a connected part by community, the largest first; one block where nothing is to be told apart.

    >>> blocks_of(["a", "b"], {"a": 0, "b": 1})
    [['a', 'b']]
    """
    everyone = sorted(ids)
    if len(everyone) < FEWEST_NODES:
        return [everyone]
    blocks: defaultdict[int, list[str]] = defaultdict(list)
    for id in everyone:
        blocks[communities.get(id, -1)].append(id)
    return sorted(blocks.values(), key=lambda block: (-len(block), block))


def side_by_side(frames: Sequence[Box], ties: Ties) -> list[Position]:
    """Where the middle of each block stands: compact, none over another, those with many lines between them near.

    Parameters:
        frames: the room of each block around its middle.
        ties: how many lines lead from one block to another, by their numbers, the smaller first.
    """
    import numpy as np

    side = sqrt(sum(frame.width * (frame.above + frame.below) for frame in frames))
    roomy = [
        Box(one.width + 2 * ROOM * side, one.above + (ROOM + ROOM_FOR_NAME) * side, one.below + ROOM * side)
        for one in frames
    ]
    pull = _pull(len(frames), ties)
    if len(frames) > MOST_DRAWN_TOGETHER:
        return _one_by_one(roomy, pull)
    points = _on_a_circle(len(frames), side)
    for _ in range(ROUNDS):
        points += TO_THE_TIED * (pull @ points - pull.sum(axis=1, keepdims=True) * points)
        points *= np.array([1 - TO_THE_MIDDLE, 1 - TO_THE_MIDDLE * ASPECT])
        points = np.array(separated([(float(x), float(y)) for x, y in points], roomy))
    return [(float(x), float(y)) for x, y in points]


def _pull(count: int, ties: Ties) -> Points:
    """How much each block is drawn to each other one, in parts of all that draws it."""
    import numpy as np

    pull = np.zeros((count, count))
    for (one, other), weight in ties.items():
        pull[one, other] = pull[other, one] = weight
    return np.asarray(pull / np.maximum(pull.sum(axis=1, keepdims=True), 1))


def _one_by_one(frames: Sequence[Box], pull: Points) -> list[Position]:
    """The largest in the middle, and each further one beside those that stand: near the middle, and to what it is tied.

    Many that are drawn together from all sides push each other into rows with wide gaps.
    """
    import numpy as np

    half = np.array([(frame.width / 2, (frame.above + frame.below) / 2) for frame in frames])
    order = np.lexsort((np.arange(len(frames)), -half.prod(axis=1)))
    middles = np.zeros((len(frames), 2))
    for at, block in enumerate(order[1:], 1):
        stood = order[:at]
        tried = _beside(middles[stood], half[stood], half[block])
        apart = np.abs(tried[:, None] - middles[stood][None])
        free = ~(apart + TOUCH < half[stood] + half[block]).all(axis=2).any(axis=-1)
        tried, apart = tried[free], apart[free]
        out = np.hypot(tried[:, 0] / ASPECT, tried[:, 1])
        away = np.hypot(apart[:, :, 0] / ASPECT, apart[:, :, 1]) @ pull[block, stood]
        middles[block] = tried[np.argmin(out + TIED_ONE_BY_ONE * away)]
    down = np.array([(0.0, (frame.below - frame.above) / 2) for frame in frames])
    return [(float(x), float(y)) for x, y in middles - down]


def _beside(middles: Points, stood: Points, own: Points) -> Points:
    """Middles for a box of half the size `own` at each side of those that stand, its edges or its middle in line."""
    import numpy as np

    aside, along = stood + own, stood - own
    ways = [
        (sign * aside[:, axis], part * along[:, 1 - axis]) for axis in (0, 1) for sign in (-1, 1) for part in (-1, 0, 1)
    ]
    steps = [np.stack(way if at < len(ways) / 2 else way[::-1], axis=1) for at, way in enumerate(ways)]
    return np.concatenate([middles + step for step in steps])


def ties_between(ends: Iterable[tuple[str, str]], block_of: Mapping[str, int]) -> Counter[tuple[int, int]]:
    """How many lines lead from one block to another, by their numbers, the smaller first.

    >>> ties_between([("a", "b"), ("b", "a"), ("a", "c")], {"a": 0, "b": 1, "c": 0})
    Counter({(0, 1): 2})
    """
    pairs = ((block_of[one], block_of[other]) for one, other in ends if one in block_of and other in block_of)
    return Counter((min(pair), max(pair)) for pair in pairs if pair[0] != pair[1])


def _on_a_circle(count: int, wide: float) -> Points:
    """The first in the middle, the others around it in their order."""
    import numpy as np

    turns = np.arange(count) * 2 * np.pi / max(1, count - 1)
    circle = np.stack([np.cos(turns) * ASPECT, np.sin(turns)], axis=1) * wide
    circle[:1] = 0
    return np.asarray(circle)

"""Leaves around their hubs: the cheap shape of what hangs on one node, which most of a large graph does.

A leaf is a node whose lines all lead to one other node. In a large drawing leaves are not laid out one by one: those of
a hub stand around it on a brick pattern, suppliers at its left and recipients at its right, and only the hubs among
each other are laid out, each with the room that its leaves take. That takes no longer than to count them.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import pi, sqrt

from claimgraph.graph.render.drawing import Box
from claimgraph.graph.render.spacing import PADDING, Position

# How far from its hub the first leaf stands at least, so that the words of a line have room.
NEAREST = 120.0
# Cells are looked at in a square somewhat larger than the circle that would hold all of them.
_SPARE = 1.3


@dataclass(frozen=True, slots=True)
class Rosette:
    """A hub at (0, 0) with its leaves.

    Parameters:
        places: where each leaf stands, in the order in which they were given.
        room: what all of them take, around the hub.
    """

    places: tuple[Position, ...]
    room: Box

    @property
    def reach(self) -> float:
        """How far it reaches from its hub, on average over all sides."""
        return (self.room.width + self.room.above + self.room.below) / 4


def leaves_in(members: Sequence[int], pairs: Iterable[tuple[int, int]]) -> dict[int, list[int]]:
    """The leaves of each hub, in order; of two nodes that have only each other the first one is the hub.

    Parameters:
        members: the numbers of the nodes.
        pairs: the ends of each line between two of them; a pair may come several times.

    >>> leaves_in([1, 2, 3, 4], [(1, 2), (3, 2), (2, 4), (4, 2)])
    {2: [1, 3, 4]}
    >>> leaves_in([5, 6], [(6, 5)])
    {5: [6]}
    """
    beside: defaultdict[int, set[int]] = defaultdict(set)
    for one, other in pairs:
        beside[one].add(other)
        beside[other].add(one)
    found: defaultdict[int, list[int]] = defaultdict(list)
    for member in members:
        if len(beside[member]) == 1:
            (hub,) = beside[member]
            if hub != member and (len(beside[hub]) > 1 or hub < member):
                found[hub].append(member)
    return dict(found)


def rosette(hub: Box, leaves: Sequence[Box], giving: Sequence[bool]) -> Rosette:
    """Where the leaves of a hub stand: as near as they can, none over another nor over the hub.

    Parameters:
        giving: whether each leaf supplies the hub; the others are supplied by it.
    """
    import numpy as np

    wide = max(box.width for box in leaves) + PADDING
    high = max(box.above + box.below for box in leaves) + PADDING
    down = (hub.below - hub.above) / 2
    around = NEAREST + hub.width / 2
    side = _SPARE * sqrt(len(leaves) * wide * high / pi + around**2) + wide
    columns, rows = (np.arange(-int(side / step) - 1, int(side / step) + 2) for step in (wide, high))
    row, column = (one.ravel() for one in np.meshgrid(rows, columns, indexing="ij"))
    x, y = (column + 0.5 * (row % 2)) * wide, row * high
    far = np.hypot(x, y)
    beside = (np.abs(x) >= (hub.width + wide) / 2) | (np.abs(y) >= (hub.above + hub.below + high) / 2)
    free = beside & (far >= NEAREST)
    x, y, far = x[free], y[free], far[free]
    nearest = np.lexsort((y, x, np.round(far, 3)))[: len(leaves)]
    # Supply runs from left to right.
    across = nearest[np.lexsort((y[nearest], x[nearest]))]
    order = sorted(range(len(leaves)), key=lambda leaf: (not giving[leaf], leaf))
    places: list[Position] = [(0.0, 0.0)] * len(leaves)
    for leaf, cell in zip(order, across, strict=True):
        box = leaves[leaf]
        places[leaf] = float(x[cell]), float(y[cell]) + down - (box.below - box.above) / 2
    half = max(hub.width / 2, *(abs(at) + box.width / 2 for (at, _), box in zip(places, leaves, strict=True)))
    above = max(hub.above, *(box.above - at for (_, at), box in zip(places, leaves, strict=True)))
    below = max(hub.below, *(box.below + at for (_, at), box in zip(places, leaves, strict=True)))
    return Rosette(tuple(places), Box(2 * half, above, below))


def without_leaves(members: Sequence[int], leaves: Mapping[int, Sequence[int]]) -> list[int]:
    """The nodes that are no leaves, in order.

    >>> without_leaves([1, 2, 3], {2: [1, 3]})
    [2]
    """
    hung = {leaf for some in leaves.values() for leaf in some}
    return [member for member in members if member not in hung]

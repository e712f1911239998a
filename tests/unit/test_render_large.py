"""A drawing of thousands of nodes: leaves around their hubs, communities side by side, nothing over anything."""

from __future__ import annotations

import numpy as np
import pytest

from claimgraph.graph.render.communities import communities
from claimgraph.graph.render.drawing import Box, Drawing, DrawnEdge, DrawnNode
from claimgraph.graph.render.grouped import MOST_DRAWN_TOGETHER, side_by_side
from claimgraph.graph.render.layout import LARGE_NODES, Place, places
from claimgraph.graph.render.rosettes import NEAREST, rosette
from claimgraph.graph.render.spacing import near_pairs

LEAF = Box(90, 13, 32)


def _drawing(hubs: int, leaves: int) -> Drawing:
    """Hubs that each supply the next one and the fifth after it; half of the leaves of each supply it."""
    ids = [f"hub:{hub:03}" for hub in range(hubs)]
    pairs = [(ids[hub], ids[(hub + step) % hubs]) for hub in range(hubs) for step in (1, 5)]
    for hub in ids:
        for leaf in range(leaves):
            ends = (f"leaf:{hub}/{leaf:03}", hub)
            pairs.append(ends if leaf % 2 else (hub, ends[0]))
    names = sorted({end for pair in pairs for end in pair})
    nodes = tuple(DrawnNode(name, "Firm", (name,), LEAF) for name in names)
    edges = tuple(DrawnEdge(f"{one}/{other}", one, other, "supplies", ("claim",)) for one, other in pairs)
    return Drawing(nodes, edges)


def _overlaps(drawing: Drawing, standing: dict[str, Place]) -> int:
    boxes = [(standing[node.id], node.box) for node in drawing.nodes]
    middles = np.array([(at.x, at.y + (box.below - box.above) / 2) for at, box in boxes])
    # Places are whole pixels, so two boxes may come one pixel closer than they were put.
    reach = np.array([(box.width / 2 - 0.5, (box.above + box.below) / 2 - 0.5) for _, box in boxes])
    return len(near_pairs(middles, reach)[0])


@pytest.mark.parametrize(("hubs", "leaves"), [(40, 60), (2, 1_200), (400, 5)])
def test_nothing_of_a_large_drawing_stands_over_anything(hubs: int, leaves: int) -> None:
    drawing = _drawing(hubs, leaves)
    assert len(drawing.nodes) > LARGE_NODES
    for known in ({}, communities(drawing)):
        standing = places(drawing, known)
        assert len(standing) == len(drawing.nodes)
        assert _overlaps(drawing, standing) == 0


def test_a_large_drawing_fills_a_screen_and_is_always_the_same() -> None:
    drawing = _drawing(60, 40)
    known = communities(drawing)
    assert max(known.values()) > MOST_DRAWN_TOGETHER / 2
    standing = places(drawing, known)
    assert standing == places(drawing, known)
    xs, ys = ([getattr(place, axis) for place in standing.values()] for axis in "xy")
    assert 0.5 < (max(xs) - min(xs)) / (max(ys) - min(ys)) < 3


def test_leaves_stand_around_their_hub_suppliers_at_its_left() -> None:
    hub = Box(120, 13, 32)
    giving = [number % 3 == 0 for number in range(100)]
    found = rosette(hub, [LEAF] * 100, giving)
    assert all(np.hypot(x, y) >= NEAREST - 20 for x, y in found.places)
    lefts = [x for (x, _), gives in zip(found.places, giving, strict=True) if gives]
    rights = [x for (x, _), gives in zip(found.places, giving, strict=True) if not gives]
    assert max(lefts) <= min(rights)
    assert all(abs(x) + LEAF.width / 2 <= found.room.width / 2 for x, _ in found.places)
    assert 0.5 < found.room.width / (found.room.above + found.room.below) < 2


def test_two_hubs_with_their_leaves_stand_near_each_other() -> None:
    """They have one line between them, along which there is no height at all."""
    standing = places(_drawing(2, 1_200))
    rooms = rosette(LEAF, [LEAF] * 1_200, [True] * 1_200).room
    assert max(place.x for place in standing.values()) < 2 * rooms.width


@pytest.mark.parametrize("count", [1, 2, MOST_DRAWN_TOGETHER + 1, 60])
def test_many_blocks_stand_one_beside_the_other_near_to_what_they_are_tied_to(count: int) -> None:
    frames = [Box(400 + 37 * (number % 5), 100 + 11 * (number % 7), 150) for number in range(count)]
    ties = {(number, number + 1): 1.0 for number in range(count - 1)}
    middles = np.array(side_by_side(frames, ties))
    reach = np.array([(frame.width / 2, (frame.above + frame.below) / 2) for frame in frames])
    down = np.array([(0.0, (frame.below - frame.above) / 2) for frame in frames])
    assert not len(near_pairs(middles + down, reach)[0])
    area = (reach * 2).prod(axis=1).sum()
    assert np.prod(np.ptp(middles, axis=0) + 2 * reach.mean(axis=0)) < 4 * area

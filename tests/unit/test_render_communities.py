"""Communities of a picture without a hub: laid out apart, always the same."""

from __future__ import annotations

from itertools import combinations

import page_networks

from claimgraph.graph.render.communities import communities, with_neighbours
from claimgraph.graph.render.drawing import Drawing, claims_drawing, supply_drawing
from claimgraph.graph.render.grouped import FEWEST_NODES
from claimgraph.graph.render.layout import Place, places
from claimgraph.graph.render.spacing import Rectangle, meet, rectangle

CONTINENTS = page_networks.continents()


def frames_of(drawing: Drawing, standing: dict[str, Place], found: dict[str, int]) -> dict[int, Rectangle]:
    """The room of each community: left, top, right, bottom of all its nodes."""
    rooms: dict[int, list[Rectangle]] = {}
    for node in drawing.nodes:
        place = standing[node.id]
        rooms.setdefault(found[node.id], []).append(rectangle((place.x, place.y), node.box))
    return {number: _around(own) for number, own in rooms.items()}


def _around(boxes: list[Rectangle]) -> Rectangle:
    lefts, tops, rights, bottoms = zip(*boxes, strict=True)
    return min(lefts), min(tops), max(rights), max(bottoms)


def test_communities_stand_apart_with_room_above_each() -> None:
    drawing = supply_drawing(CONTINENTS)
    found = communities(drawing)
    frames = frames_of(drawing, places(drawing, found), found)
    assert len(frames) == 4
    for one, other in combinations(frames.values(), 2):
        assert not meet(one, other)
    heights = [bottom - top for _, top, _, bottom in frames.values()]
    above = [
        one[1] - other[3]
        for one in frames.values()
        for other in frames.values()
        if one is not other and one[0] < other[2] and other[0] < one[2] and other[3] <= one[1]
    ]
    assert all(room > 0.05 * min(heights) for room in above)


def test_no_node_covers_another_where_communities_stand_apart() -> None:
    drawing = supply_drawing(CONTINENTS)
    standing = places(drawing, communities(drawing))
    boxes = [rectangle((standing[node.id].x, standing[node.id].y), node.box, -1) for node in drawing.nodes]
    assert not any(meet(one, other) for one, other in combinations(boxes, 2))


def test_the_same_communities_are_laid_out_the_same_way() -> None:
    drawing = supply_drawing(CONTINENTS)
    assert places(drawing, communities(drawing)) == places(drawing, communities(drawing))


def test_claims_and_those_who_speak_go_where_most_of_their_lines_lead() -> None:
    parties = communities(supply_drawing(CONTINENTS))
    found = with_neighbours(claims_drawing(CONTINENTS), parties)
    for record in CONTINENTS.records.values():
        ends = {parties[record.claim.supplier], parties[record.claim.recipient]}
        assert found[record.claim.id] in ends


def test_a_small_picture_is_laid_out_as_one() -> None:
    drawing = supply_drawing(page_networks.continents(2, 6))
    assert len(drawing.nodes) < FEWEST_NODES
    assert places(drawing, communities(drawing)) == places(drawing)


def test_the_largest_community_has_the_first_number() -> None:
    found = communities(supply_drawing(page_networks.crowd(300)))
    sizes = [list(found.values()).count(number) for number in range(max(found.values()) + 1)]
    assert sizes == sorted(sizes, reverse=True)

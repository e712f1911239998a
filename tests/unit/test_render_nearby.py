"""What stands stays; what is new finds a free spot near its neighbours."""

from __future__ import annotations

import page_networks
import pytest

from claimgraph.graph.render.drawing import Drawing, claims_drawing
from claimgraph.graph.render.layout import Place, places
from claimgraph.graph.render.nearby import places_near
from claimgraph.graph.render.spacing import meet, rectangle


def halves() -> tuple[Drawing, Drawing]:
    network = page_networks.veridia()
    whole = claims_drawing(network)
    first = claims_drawing(network.only(sorted(network.records)[:5]))
    return first, whole


def test_what_stands_does_not_move_by_a_pixel() -> None:
    first, whole = halves()
    standing = places(first)
    grown = places_near(whole, standing)
    assert {id: grown[id] for id in standing} == standing
    assert grown.keys() == {node.id for node in whole.nodes}


def test_new_nodes_cover_nothing() -> None:
    first, whole = halves()
    standing = places(first)
    grown = places_near(whole, standing)
    boxes = {node.id: rectangle((grown[node.id].x, grown[node.id].y), node.box) for node in whole.nodes}
    new = grown.keys() - standing.keys()
    covered = [(a, b) for a in new for b in boxes if a != b and meet(boxes[a], boxes[b])]
    assert covered == []


def test_new_nodes_stand_near_those_that_they_are_tied_to() -> None:
    first, whole = halves()
    standing = places(first)
    grown = places_near(whole, standing)
    for edge in whole.edges:
        ends = {edge.source, edge.target}
        if len(ends & standing.keys()) == 1:
            a, b = (grown[end] for end in ends)
            assert ((a.x - b.x) ** 2 + (a.y - b.y) ** 2) ** 0.5 < 700


def test_the_claims_of_a_hub_stand_around_it_however_many_come_and_no_row_grows_at_one_side() -> None:
    network = page_networks.disputed(asserted=30, alleged=60, contested=0, denied=6, negated=0)
    ids = sorted(network.records)
    standing = places(claims_drawing(network.only(ids[:12])))
    for shown in range(24, len(ids) + 1, 24):
        standing = places_near(claims_drawing(network.only(ids[:shown])), standing)
    drawing = claims_drawing(network)
    boxes = [rectangle((standing[node.id].x, standing[node.id].y), node.box) for node in drawing.nodes]
    assert [(a, b) for at, a in enumerate(boxes) for b in boxes[:at] if meet(a, b)] == []
    hub = standing["state:veridia"]
    quarters = {(place.x > hub.x, place.y > hub.y) for place in standing.values()}
    wide, tall = (max(way) - min(way) for way in zip(*((one.x, one.y) for one in standing.values()), strict=True))
    assert len(quarters) == 4 and 0.3 < wide / tall < 3


def test_places_of_nodes_that_are_gone_are_forgotten() -> None:
    first, _ = halves()
    grown = places_near(first, {"state:gone": Place(0, 0)})
    assert grown.keys() == {node.id for node in first.nodes}


def test_a_part_that_touches_nothing_stands_below_the_rest() -> None:
    network = page_networks.veridia()
    alone = claims_drawing(network, alone=[*network.entities])
    ids = {end for edge in alone.edges for end in (edge.source, edge.target)}
    tied = Drawing(tuple(node for node in alone.nodes if node.id in ids), alone.edges)
    standing = places(tied)
    grown = places_near(alone, standing)
    lowest = max(place.y for place in standing.values())
    assert [id for id in grown.keys() - standing.keys() if grown[id].y <= lowest] == []


@pytest.mark.parametrize("claims", [400])
def test_a_hundred_new_nodes_are_placed_in_a_crowd_in_little_time(claims: int) -> None:
    from time import process_time

    network = page_networks.crowd(claims)
    ids = sorted(network.records)
    standing = places(claims_drawing(network.only(ids[:-12])))
    start = process_time()
    places_near(claims_drawing(network), standing)
    assert process_time() - start < 3

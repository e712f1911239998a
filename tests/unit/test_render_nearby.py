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
    from time import perf_counter

    network = page_networks.crowd(claims)
    ids = sorted(network.records)
    standing = places(claims_drawing(network.only(ids[:-12])))
    start = perf_counter()
    places_near(claims_drawing(network), standing)
    assert perf_counter() - start < 3

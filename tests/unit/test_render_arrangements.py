"""Layouts that somebody chooses: columns by part, a circle by type; nothing covers anything."""

from __future__ import annotations

import page_networks
import pytest

from claimgraph.graph.render import PageInfo, View, page_data
from claimgraph.graph.render.arrangements import ARRANGEMENTS, in_columns
from claimgraph.graph.render.drawing import claims_drawing, supply_drawing
from claimgraph.graph.render.layout import Place
from claimgraph.graph.render.spacing import meet, rectangle


@pytest.mark.parametrize("drawing_of", [claims_drawing, supply_drawing])
def test_in_columns_no_node_covers_another(drawing_of) -> None:
    drawing = drawing_of(page_networks.veridia())
    placed = in_columns(drawing)
    boxes = [rectangle((placed[node.id].x, placed[node.id].y), node.box) for node in drawing.nodes]
    assert [(a, b) for at, a in enumerate(boxes) for b in boxes[:at] if meet(a, b)] == []


def test_supply_runs_from_left_to_right_in_columns() -> None:
    drawing = claims_drawing(page_networks.one_buyer())
    placed = in_columns(drawing)
    for edge in drawing.edges:
        if edge.relation in ("supplier", "recipient", "alleges", "good"):
            assert placed[edge.source].x < placed[edge.target].x


@pytest.mark.parametrize("arrangement", ARRANGEMENTS)
def test_every_arrangement_places_every_node_and_leaves_what_stands(arrangement: str) -> None:
    network = page_networks.veridia()
    view = View(standing={"claims": {"state:veridia": Place(5, 6)}}, arrangement=arrangement)
    nodes = page_data(network, PageInfo("x", built_on=page_networks.date(2026, 1, 1)), view)["drawings"]["claims"][
        "nodes"
    ]
    assert {node["id"] for node in nodes} == {node.id for node in claims_drawing(network).nodes}
    assert [(node["x"], node["y"]) for node in nodes if node["id"] == "state:veridia"] == [(5, 6)]
    assert len({(node["x"], node["y"]) for node in nodes}) == len(nodes)

"""A drawing in pyvis, which holds the nodes and edges as vis-network takes them."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from claimgraph.graph.render.arrangements import ARRANGEMENTS, FREE
from claimgraph.graph.render.drawing import ENTITY_RADIUS, Drawing, DrawnEdge, DrawnNode
from claimgraph.graph.render.layout import NO_COMMUNITIES, Place, places
from claimgraph.graph.render.nearby import places_near

if TYPE_CHECKING:
    from pyvis.network import Network as PyvisNetwork

_SHAPES = {
    "State": "square",
    "Firm": "dot",
    "Official": "triangle",
    "Organization": "hexagon",
    "Good": "diamond",
    "Claim": "box",
}
# How far the first parallel line bends; each further one bends as much again.
_ROUNDNESS = 0.14


def held(
    drawing: Drawing,
    standing: Mapping[str, Place] = MappingProxyType({}),
    arrangement: str = FREE,
    communities: Mapping[str, int] = NO_COMMUNITIES,
) -> PyvisNetwork:
    """The drawing in a directed pyvis network, with positions and without physics.

    Nodes that are `standing` already stay where they are; the others are placed around them. Where the `arrangement`
    (a key of `ARRANGEMENTS`) is not the free one, they go where it puts them. The free one lays `communities` apart.

    pyvis searches all nodes for each one it adds, so its own `Node` and `Edge` are put into its lists directly:
    ids are unique by construction.
    """
    from pyvis.network import Network as PyvisNetwork
    from pyvis.node import Node

    holder = PyvisNetwork(directed=True)
    placed = _placed(drawing, standing, arrangement, communities)
    for node in drawing.nodes:
        options = Node(
            node.id, _SHAPES[node.kind], "\n".join(node.lines), **_node_options(node, placed[node.id])
        ).options
        holder.nodes.append(options)
        holder.node_ids.append(node.id)
        holder.node_map[node.id] = options
    holder.edges.extend(options_of(edge) for edge in drawing.edges)
    holder.toggle_physics(False)
    return holder


def options_of(edge: DrawnEdge) -> dict[str, Any]:
    """A line as pyvis hands it to vis-network."""
    from pyvis.edge import Edge

    options: dict[str, Any] = Edge(edge.source, edge.target, True, **_edge_options(edge)).options
    return options


def _placed(
    drawing: Drawing, standing: Mapping[str, Place], arrangement: str, communities: Mapping[str, int]
) -> dict[str, Place]:
    if arrangement == FREE and standing:
        return places_near(drawing, standing, communities)
    arranged = places(drawing, communities) if arrangement == FREE else ARRANGEMENTS[arrangement](drawing)
    return arranged | {id: place for id, place in standing.items() if id in arranged}


def _node_options(node: DrawnNode, place: Place) -> dict[str, Any]:
    return {
        "kind": node.kind,
        "x": place.x,
        "y": place.y,
        "name_above": place.name_above,
        "size": ENTITY_RADIUS,
        "physics": False,
    }


def _edge_options(edge: DrawnEdge) -> dict[str, Any]:
    options: dict[str, Any] = {
        "id": edge.id,
        "relation": edge.relation,
        "claims": list(edge.claims),
        "label": edge.label,
        "physics": False,
        "smooth": False,
    }
    if edge.look:
        options["look"] = edge.look
    if edge.relation in ("supplier", "good"):
        options["arrows"] = ""
    if edge.bend:
        side = "curvedCW" if edge.bend > 0 else "curvedCCW"
        options["smooth"] = {"enabled": True, "type": side, "roundness": _ROUNDNESS * abs(edge.bend)}
    return options

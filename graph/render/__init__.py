"""The interactive page of a network, and the network as JSON and GraphML."""

from claimgraph.graph.render.exports import to_graphml, to_json
from claimgraph.graph.render.info import PageInfo
from claimgraph.graph.render.page import render_page

__all__ = ["PageInfo", "render_page", "to_graphml", "to_json"]

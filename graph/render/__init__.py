"""The interactive page of a network, and the network as JSON and GraphML."""

from claimgraph.graph.render.exports import to_graphml, to_json
from claimgraph.graph.render.html import render_page
from claimgraph.graph.render.info import PageInfo

__all__ = ["PageInfo", "render_page", "to_graphml", "to_json"]

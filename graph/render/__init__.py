"""The interactive page of a network, and the network as files for other tools."""

from claimgraph.graph.render.context import contexts_of
from claimgraph.graph.render.data import View, page_data, shown_data
from claimgraph.graph.render.exports import to_csv, to_gexf, to_graphml, to_json
from claimgraph.graph.render.html import render_page
from claimgraph.graph.render.info import PageInfo
from claimgraph.graph.render.inline import Inline
from claimgraph.graph.render.pyvis_door import to_pyvis
from claimgraph.graph.render.readback import MOST_BYTES, is_page, read_page

__all__ = [
    "MOST_BYTES",
    "Inline",
    "PageInfo",
    "View",
    "contexts_of",
    "is_page",
    "page_data",
    "read_page",
    "render_page",
    "shown_data",
    "to_csv",
    "to_gexf",
    "to_graphml",
    "to_json",
    "to_pyvis",
]

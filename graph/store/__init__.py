"""The graph in Neo4j: readings go in, networks and rows come out."""

from claimgraph.graph.store.change import LoadChange
from claimgraph.graph.store.difference import Difference
from claimgraph.graph.store.drafting import Written
from claimgraph.graph.store.identity import Merge, Namesakes, Part
from claimgraph.graph.store.loading import Loading, Standing
from claimgraph.graph.store.outages import Outages
from claimgraph.graph.store.query import Rows
from claimgraph.graph.store.read import Stats
from claimgraph.graph.store.sharednames import Namesake, SharedName
from claimgraph.graph.store.store import Store
from claimgraph.graph.store.writer import Writer

__all__ = [
    "Difference",
    "LoadChange",
    "Loading",
    "Merge",
    "Namesake",
    "Namesakes",
    "Outages",
    "Part",
    "Rows",
    "SharedName",
    "Standing",
    "Stats",
    "Store",
    "Writer",
    "Written",
]

"""The door to `pyvis_network`, behind which pyvis is loaded only when somebody asks for it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from claimgraph.graph.network import Network

if TYPE_CHECKING:
    from claimgraph.graph.render.pyvis_network import ClaimsNetwork


def to_pyvis(network: Network, projection: str = "supply", **options: Any) -> ClaimsNetwork:
    """The network as a pyvis `Network` that shows by itself; see `pyvis_network.to_pyvis`."""
    from claimgraph.graph.render import pyvis_network

    return pyvis_network.to_pyvis(network, projection, **options)

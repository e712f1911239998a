"""A network as JSON and as GraphML."""

from __future__ import annotations

import io
import json
from typing import Any

from claimgraph.graph.network import ClaimRecord, Network
from claimgraph.graph.render.info import PageInfo

FORMAT = "claimgraph/1"


def plain_data(network: Network, info: PageInfo) -> dict[str, Any]:
    """The network and where it came from as plain JSON values; the shape is described in `docs/page.md`."""
    return {"format": FORMAT, "info": info.plain(), **network.to_dict()}


def to_json(network: Network, info: PageInfo) -> str:
    """The whole network as JSON text: `format`, `info`, `entities`, `articles`, `claims`."""
    return json.dumps(plain_data(network, info), ensure_ascii=False, indent=2) + "\n"


def to_graphml(network: Network) -> str:
    """The claims projection as GraphML text for Gephi, yEd or networkx.

    Nodes are entities and claims, edges as in `Network.claim_graph`. All attributes are flat: claims carry `status`,
    `modality`, `hedged`, `origins`, `statements`, `first_said`, `last_said` and `quotes` (one a line); the edge of a
    statement carries `hedged`, `quote`, `article`, `rule`.
    """
    import networkx as nx

    graph = network.claim_graph()
    for id, record in network.records.items():
        graph.nodes[id].update(_flat_claim(record))
        for statement in record.statements:
            if statement.speaker is not None:
                edge = graph.edges[statement.speaker, id, statement.id]
                edge["quote"] = _xml_text(statement.evidence.quote)
                edge["article"] = _xml_text(statement.evidence.article)
                edge["rule"] = _xml_text(statement.rule)
    for _, attributes in graph.nodes(data=True):
        attributes["name"] = _xml_text(attributes["name"])
        # What Gephi and yEd show.
        attributes["label"] = attributes["name"]
    for _, _, attributes in graph.edges(data=True):
        attributes["label"] = attributes["relation"].lower()
    nx.relabel_nodes(graph, {id: _xml_text(id) for id in graph.nodes if _xml_text(id) != id}, copy=False)
    out = io.BytesIO()
    nx.write_graphml(graph, out, encoding="utf-8")
    return out.getvalue().decode("utf-8") + "\n"


def _flat_claim(record: ClaimRecord) -> dict[str, Any]:
    return {
        "statements": len(record.statements),
        "denials": len(record.denying) + len(record.covering),
        "first_said": _xml_text(record.first_said or ""),
        "last_said": _xml_text(record.last_said or ""),
        "quotes": "\n".join(_xml_text(statement.evidence.quote) for statement in record.statements),
    }


def _xml_text(text: str) -> str:
    """The text without the characters that XML 1.0 cannot hold."""
    return "".join(char for char in text if _is_xml(ord(char)))


def _is_xml(point: int) -> bool:
    return point in (0x9, 0xA, 0xD) or 0x20 <= point <= 0xD7FF or 0xE000 <= point <= 0xFFFD or point >= 0x10000

"""A network as JSON, GraphML, GEXF and CSV."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable
from typing import TYPE_CHECKING, Any
from xml.sax.saxutils import escape

from claimgraph.graph.network import ClaimRecord, Network
from claimgraph.graph.printable import json_text, no_formula, xml_text
from claimgraph.graph.render.info import PageInfo
from claimgraph.graph.render.provenance import made_by, provenance, source_line

if TYPE_CHECKING:
    import networkx as nx

# What XML 1.0 can hold and a terminal obeys all the same: whoever looks at a table there runs it.
_TERMINAL_CONTROL = re.compile("[\x7f-\x9f]")
FORMAT = "claimgraph/3"
READABLE = ("claimgraph/1", "claimgraph/2", FORMAT)
"""The formats of pages that can be read back: the first does not say which statements make an origin, and neither the
first nor the second tells a confidence."""
CSV_COLUMNS = (
    "supplier",
    "good",
    "recipient",
    "modality",
    "status",
    "hedged",
    "origins",
    "said_by",
    "denied_by",
    "first_said",
    "last_said",
    "quotes",
    "links",
    "claim",
    "articles",
    "made_by",
    "built_on",
    "confidence",
)


def plain_data(network: Network, info: PageInfo) -> dict[str, Any]:
    """The network and where it came from as plain JSON values; the shape is described in `docs/page.md`."""
    return {"format": FORMAT, "info": info.plain(), **network.to_dict()}


def to_json(network: Network, info: PageInfo) -> str:
    """The whole network as JSON text: `format`, `info`, `entities`, `articles`, `claims`."""
    return json_text(plain_data(network, info), indent=2) + "\n"


def to_graphml(network: Network, info: PageInfo) -> str:
    """The claims projection as GraphML text for Gephi, yEd or networkx.

    Nodes are entities and claims, edges as in `Network.claim_graph`. All attributes are flat: claims carry `status`,
    `modality`, `hedged`, `origins`, `statements`, `first_said`, `last_said` and `quotes` (one a line); the edge of a
    statement carries `hedged`, `quote`, `article`, `rule`; both carry `confidence` where there is one. The graph itself
    carries `title`, `built_on`, and `provenance`: the query or the steps, and the sources, one a line. Every edge has
    an id of its own: Gephi and yEd drop an edge whose id they have seen before.
    """
    import networkx as nx

    graph = _flat_graph(network)
    graph.graph.update(
        title=xml_text(info.title),
        built_on=info.built_on.isoformat(),
        provenance=xml_text("\n".join(provenance(network, info))),
    )
    return _written(nx.write_graphml, graph)


def to_gexf(network: Network, info: PageInfo) -> str:
    """The claims projection as GEXF text for Gephi, with the attributes of `to_graphml`.

    Its `meta` element tells the title and, as its description, the query or the steps, and the sources.
    """
    import networkx as nx

    graph = _flat_graph(network)
    for _, _, key, attributes in graph.edges(keys=True, data=True):
        attributes["id"] = key
    return _described(_written(nx.write_gexf, graph), network, info)


def _described(gexf: str, network: Network, info: PageInfo) -> str:
    """The file with a `meta` element of ours instead of networkx's own."""
    text = escape(xml_text("\n".join(provenance(network, info))))
    meta = (
        f'<meta lastmodifieddate="{info.built_on.isoformat()}"><creator>claimgraph</creator>'
        f"<keywords>{escape(xml_text(info.title))}</keywords><description>{text}</description></meta>"
    )
    before, _, rest = gexf.partition("<meta")
    return before + meta + rest.partition("</meta>")[2]


def to_csv(network: Network, info: PageInfo) -> str:
    """One row for each claim: who supplies what to whom, how sure that is, who says so and who denies it.

    Each row says by itself where it comes from (`articles`, `made_by`, `built_on`), so that it stays checkable when
    rows are sorted, filtered or put beside others. Cells that a spreadsheet would take for a formula start with an
    apostrophe; control characters are taken out.
    """
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(CSV_COLUMNS)
    made = ["\n".join(made_by(info)), info.built_on.isoformat()]
    for id in sorted(network.records, key=network.headline):
        record = network.records[id]
        confidence = "" if record.confidence is None else str(record.confidence)
        writer.writerow([_harmless(cell) for cell in [*_csv_row(network, record), *made, confidence]])
    return out.getvalue()


def _csv_row(network: Network, record: ClaimRecord) -> list[str]:
    claim = record.claim
    articles = [network.articles[id] for id in dict.fromkeys(one.evidence.article for one in record.statements)]
    denying = (*record.denying, *record.covering)
    return [
        *(network.entities[id].name for id in (claim.supplier, claim.good, claim.recipient)),
        claim.modality.value,
        record.status.value,
        "yes" if record.hedged else "no",
        str(record.origins),
        "; ".join(dict.fromkeys(network.speaker_name(one) for one in record.affirming)),
        "; ".join(dict.fromkeys(network.speaker_name(one) for one in denying)),
        record.first_said or "",
        record.last_said or "",
        "\n".join(_on_one_line(one.quoted) for one in record.statements),
        "\n".join(dict.fromkeys(article.url for article in articles)),
        claim.id,
        "\n".join(source_line(article) for article in articles),
    ]


def _harmless(cell: str) -> str:
    return no_formula(_TERMINAL_CONTROL.sub("", xml_text(cell)))


def _flat_graph(network: Network) -> nx.MultiDiGraph[str]:
    import networkx as nx

    graph = network.claim_graph()
    for id, record in network.records.items():
        graph.nodes[id].update(_flat_claim(record))
        for statement in record.statements:
            if statement.speaker is not None:
                edge = graph.edges[statement.speaker, id, statement.id]
                edge["quote"] = xml_text(statement.quoted)
                edge["article"] = xml_text(statement.evidence.article)
                edge["rule"] = xml_text(statement.rule)
                if statement.confidence is not None:
                    edge["confidence"] = statement.confidence
    for _, attributes in graph.nodes(data=True):
        attributes["name"] = xml_text(attributes["name"])
        # What Gephi and yEd show.
        attributes["label"] = attributes["name"]
    for _, _, attributes in graph.edges(data=True):
        attributes["label"] = attributes["relation"].lower()
    nx.relabel_nodes(graph, {id: xml_text(id) for id in graph.nodes if xml_text(id) != id}, copy=False)
    return graph


def _written(write: Callable[..., None], graph: nx.MultiDiGraph[str]) -> str:
    out = io.BytesIO()
    write(graph, out, encoding="utf-8")
    return out.getvalue().decode("utf-8") + "\n"


def _flat_claim(record: ClaimRecord) -> dict[str, Any]:
    return {
        "statements": len(record.statements),
        "denials": len(record.denying) + len(record.covering),
        "first_said": xml_text(record.first_said or ""),
        "last_said": xml_text(record.last_said or ""),
        "quotes": "\n".join(xml_text(_on_one_line(statement.quoted)) for statement in record.statements),
        **({} if record.confidence is None else {"confidence": record.confidence}),
    }


def _on_one_line(quote: str) -> str:
    """A quote with spaces for the line breaks in it, for where quotes stand one a line."""
    return quote.replace("\n", " ")

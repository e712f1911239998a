"""What a page knows, as plain JSON values: the network, where it came from, and both drawings with their positions.

An exported page holds it in a block of its own, a live page asks for it; both read it with the same scripts.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any

from claimgraph.graph.network import Network
from claimgraph.graph.remark import Remark
from claimgraph.graph.render.communities import communities, with_neighbours
from claimgraph.graph.render.context import Context
from claimgraph.graph.render.drawing import Drawing, claims_drawing, supply_drawing
from claimgraph.graph.render.exports import plain_data
from claimgraph.graph.render.grouped import FEWEST_NODES
from claimgraph.graph.render.holder import held, options_of
from claimgraph.graph.render.info import PageInfo
from claimgraph.graph.render.layout import Place
from claimgraph.graph.render.links import known_lines, links
from claimgraph.graph.render.ranking import MOST_IN_CLAIMS, strongest
from claimgraph.graph.times import period_in
from claimgraph.graph.worklist import worklist

PROJECTIONS = ("claims", "supply")


@dataclass(frozen=True, slots=True)
class View:
    """How somebody looks at a network.

    Parameters:
        alone: ids of entities that are drawn even where no claim ties them to anything.
        standing: where nodes stand already, by projection and id; they stay there.
        arrangement: how nodes that do not stand yet are laid out, a key of `arrangements.ARRANGEMENTS`.
        state: what the page shows of it (filters, selection…), in the words of the page's address.
        contexts: what stands before and after the quotes of statements, by their ids (`context.contexts_of`).
        total_claims: how many claims there are in all, where the network is only the strongest part of them.
        not_shown: how many claims of each status are not in the network (`ranking.not_shown`).
        remarks: what reviewers say beside the network; what analysts know is drawn, as lines of their own.
        texts: of articles, by their ids, so that a colleague can mark words in them offline.
        later: projections that are laid out only when somebody looks at them; their drawings hold where nodes stand
            already, as `later`, and the `arrangement`.

    >>> View().standing
    mappingproxy({})
    """

    alone: Collection[str] = ()
    standing: Mapping[str, Mapping[str, Place]] = field(default_factory=lambda: MappingProxyType({}))
    arrangement: str = "free"
    state: str = ""
    contexts: Mapping[str, Context] = field(default_factory=lambda: MappingProxyType({}))
    total_claims: int = 0
    not_shown: Mapping[str, int] = field(default_factory=lambda: MappingProxyType({}))
    remarks: tuple[Remark, ...] = ()
    texts: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    later: Collection[str] = ()


AS_IT_IS = View()


def page_data(network: Network, info: PageInfo, view: View = AS_IT_IS) -> dict[str, Any]:
    """All that an exported page holds, with a checksum; the shape is described in `docs/page.md`."""
    data = {
        **shown_data(network, info, view),
        "worklist": _worklist(network),
        "texts": {id: text for id, text in sorted(view.texts.items()) if id in network.articles},
    }
    return {**data, "checksum": checksum(data)}


def shown_data(network: Network, info: PageInfo, view: View = AS_IT_IS) -> dict[str, Any]:
    """What every page shows, also one that can ask for more."""
    alone = sorted(id for id in view.alone if id in network.entities)
    supply = supply_drawing(network, alone)
    parties = communities(supply)
    drawings = {
        "claims": _later(view, "claims") or _claims_drawn(network, alone, view, parties),
        "supply": _later(view, "supply") or _drawn(network, supply, view, "supply", parties),
    }
    return {
        **plain_data(network, info),
        "total_claims": max(view.total_claims, len(network.records)),
        "not_shown": dict(view.not_shown),
        "alone": alone,
        "state": view.state,
        "happened": _happened(network),
        "contexts": _contexts(network, view.contexts),
        "drawings": drawings,
        "communities": parties,
        "fewest_apart": FEWEST_NODES,
        "remarks": [one.to_dict() for one in view.remarks],
    }


def _happened(network: Network) -> dict[str, list[str]]:
    """The first and last day that the words of a statement tell, by its id; "" for an open end."""
    found: dict[str, list[str]] = {}
    for record in network.records.values():
        for statement in record.statements:
            period = period_in(statement.time) if statement.time else None
            if period:
                found[statement.id] = [end.isoformat() if end else "" for end in (period.first, period.last)]
    return found


def _contexts(network: Network, known: Mapping[str, Context]) -> dict[str, list[str]]:
    """What stands before and after the quotes of this network, by the ids of the statements."""
    return {
        statement.id: list(known[statement.id])
        for record in network.records.values()
        for statement in record.bearing
        if statement.id in known
    }


def _worklist(network: Network) -> list[dict[str, Any]]:
    """What a reviewer of the page checks, the most worth checking first."""
    return [
        {"statement": one.id, "claim": one.claim, "because": [reason.value for reason in one.because]}
        for one in worklist(network)
    ]


def checksum(data: Mapping[str, Any]) -> str:
    """The SHA-256 of the data without its own checksum, as 64 hexadecimal digits; the order of keys does not matter.

    >>> checksum({"a": 1, "checksum": "x"}) == checksum({"a": 1})
    True
    """
    rest = {key: value for key, value in data.items() if key != "checksum"}
    text = json.dumps(rest, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode("ascii")).hexdigest()


def _in_claims(network: Network, alone: Collection[str]) -> Network:
    """The part whose claims are drawn one by one; Supply draws all of them."""
    part = strongest(network, MOST_IN_CLAIMS - len(alone))
    return network if part is network else Network(network.entities, network.articles, part.records)


def _later(view: View, projection: str) -> dict[str, Any] | None:
    """A drawing that waits until somebody looks at it; None for one that does not."""
    if projection not in view.later:
        return None
    standing = view.standing.get(projection, {})
    return {
        "nodes": [],
        "edges": [],
        "later": {id: [at.x, at.y, at.name_above] for id, at in standing.items()},
        "arrangement": view.arrangement,
    }


def _claims_drawn(network: Network, alone: Collection[str], view: View, parties: Mapping[str, int]) -> dict[str, Any]:
    claims = claims_drawing(_in_claims(network, alone), alone)
    return _drawn(network, claims, view, "claims", with_neighbours(claims, parties))


def _drawn(
    network: Network, drawing: Drawing, view: View, projection: str, communities: Mapping[str, int]
) -> dict[str, Any]:
    holder = held(drawing, view.standing.get(projection, {}), view.arrangement, communities)
    ids = {node.id for node in drawing.nodes}
    further = [options_of(link) for link in (*links(network, ids), *known_lines(view.remarks, ids))]
    for node in holder.nodes:
        if node["id"] in communities:
            node["community"] = communities[node["id"]]
    return {"nodes": holder.nodes, "edges": [*holder.edges, *further]}

"""The strongest part of a network that is too large to draw."""

from __future__ import annotations

from claimgraph.graph.network import ClaimRecord, Network

MOST_NODES = 2000


def strongest(network: Network, most_nodes: int = MOST_NODES) -> Network:
    """The network itself, or the claims with most origins and statements whose drawing has at most `most_nodes` nodes.

    Claims that tie are taken in the order of their ids, so the choice is always the same.
    """
    if len(network.records) + len(network.entities) <= most_nodes:
        return network
    nodes: set[str] = set()
    chosen: set[str] = set()
    for record in sorted(network.records.values(), key=_strength):
        more = _nodes_of(record) - nodes
        if len(nodes) + len(more) > most_nodes:
            break
        nodes |= more
        chosen.add(record.claim.id)
    return network if len(chosen) == len(network.records) else network.only(chosen)


def _strength(record: ClaimRecord) -> tuple[int, int, str]:
    return -record.origins, -len(record.statements), record.claim.id


def _nodes_of(record: ClaimRecord) -> set[str]:
    claim = record.claim
    speakers = {statement.speaker for statement in record.statements if statement.speaker is not None}
    return {claim.id, claim.supplier, claim.recipient, claim.good, *record.via, *speakers}

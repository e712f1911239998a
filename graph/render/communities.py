"""Which entities belong together by what is said to be supplied among them."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping

from claimgraph.graph.render.drawing import Drawing

SEED = 7
FEWEST = 3
# Entities of a graph whose communities are looked for: of larger ones it would take seconds.
MOST_JOINED = 12_000
# How often those without a community ask those next to them.
ROUNDS = 2


def communities(drawing: Drawing) -> dict[str, int]:
    """The number of the community of each entity, by id; 0 is the largest, and who belongs to none is left out.

    Communities are those of Louvain's method, which join entities with many lines among them; always the same for the
    same drawing. Who is left alone or as one of two belongs to the community to which most of his lines lead. A graph
    of more than `MOST_JOINED` entities has none.

    >>> communities(Drawing((), ()))
    {}
    """
    import networkx as nx

    if not drawing.edges or len(drawing.nodes) > MOST_JOINED:
        return {}
    graph: nx.Graph[str] = nx.Graph()
    graph.add_nodes_from(sorted(node.id for node in drawing.nodes))
    for edge in sorted(drawing.edges, key=lambda edge: edge.id):
        known = graph.get_edge_data(edge.source, edge.target, {"weight": 0})["weight"]
        graph.add_edge(edge.source, edge.target, weight=known + len(edge.claims))
    found = nx.community.louvain_communities(graph, seed=SEED)
    large = sorted((sorted(members) for members in found if len(members) >= FEWEST), key=lambda ids: (-len(ids), ids))
    joined = with_neighbours(drawing, {id: number for number, members in enumerate(large) for id in members})
    sizes = Counter(joined.values())
    rank = {number: at for at, number in enumerate(sorted(sizes, key=lambda one: (-sizes[one], one)))}
    return {id: rank[number] for id, number in joined.items()}


def with_neighbours(drawing: Drawing, known: Mapping[str, int]) -> dict[str, int]:
    """The communities of the nodes of a drawing, of which some are `known`: others belong where most lines lead.

    So the claims of another drawing, and who speaks about them, come to the communities of its parties.

    >>> with_neighbours(Drawing((), ()), {"state:a": 0})
    {}
    """
    ids = {node.id for node in drawing.nodes}
    found = {id: number for id, number in known.items() if id in ids}
    ties: defaultdict[str, list[str]] = defaultdict(list)
    for edge in drawing.edges:
        ties[edge.source].append(edge.target)
        ties[edge.target].append(edge.source)
    for _ in range(ROUNDS):
        asked = {id: Counter(found[other] for other in ties[id] if other in found) for id in ids - found.keys()}
        found |= {id: _most(told) for id, told in asked.items() if told}
    return found


def _most(told: Counter[int]) -> int:
    """What was told most often, of several the smallest."""
    return min(told, key=lambda one: (-told[one], one))

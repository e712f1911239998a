"""On whose word voices rest that quote each other: pure."""

from __future__ import annotations

from collections.abc import Mapping, Set
from typing import TypeVar

import networkx as nx

Key = TypeVar("Key", bound=str | int)


def ends_of(heard: Set[Key], quoting: Mapping[Key, Set[Key]]) -> dict[Key, Key]:
    """By voice: the one on whose word it rests in the end; of voices that all quote each other always the same one.

    Voices that quote each other are one node of a graph without cycles (its condensation), in which each is looked at
    once.

    >>> ends_of({"agency", "minister"}, {"agency": {"minister"}})["agency"]
    'minister'
    """
    if not quoting:
        return {voice: voice for voice in heard}
    graph = nx.DiGraph([(voice, other) for voice, others in quoting.items() for other in others])
    graph.add_nodes_from(heard)
    circles = nx.condensation(graph)
    rests: dict[int, tuple[int, str, Key]] = {}
    ends: dict[Key, Key] = {}
    for number in reversed(tuple(nx.topological_sort(circles))):
        circle = circles.nodes[number]["members"]
        last = min(circle, key=str)
        rests[number] = min(
            (rests[next] for next in circles.successors(number)), default=(len(circle), str(last), last)
        )
        ends |= dict.fromkeys(circle, rests[number][-1])
    return ends

"""All that a store holds, node by node and edge by edge, in a form that two stores can be compared by."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import dataclass
from typing import Any

from claimgraph.graph.store import Store

_ALL = 1_000_000
_NODES = "MATCH (n) WHERE NOT n:Decision RETURN labels(n), properties(n)"
_EDGES = """
MATCH (a)-[r]->(b)
RETURN coalesce(a.id, a.article), type(r), properties(r), coalesce(b.id, b.article)
"""
_ARTICLES = """
MATCH (a:Article)
RETURN a.id, properties(a), [(a)<-[:TEXT_OF]-(t) | t.text], [(a)-[mention:MENTIONS]->(e) | [e.id, mention.form]],
    [(c)-[said:REPORTED_IN]->(a) | [c.id, properties(said)]]
"""
_OF_ONE_LOAD = {"run", "writes", "mark", "decided_at"}
"""Properties that tell which load wrote, how often, and when was decided; all others are made of the articles and of
what is decided about them."""


@dataclass(frozen=True, slots=True)
class WholeGraph:
    """Nodes and edges, each as one line, with how often it is there."""

    nodes: Counter[str]
    edges: Counter[str]

    @classmethod
    def of(cls, store: Store) -> WholeGraph:
        return cls(
            Counter(_line(sorted(labels), properties) for labels, properties in _rows(store, _NODES)),
            Counter(_line(*row) for row in _rows(store, _EDGES)),
        )

    def differences(self, other: WholeGraph) -> list[str]:
        """What only one of two graphs has, the first few lines of it; nothing where they are equal."""
        pairs = ((self.nodes, other.nodes), (self.edges, other.edges))
        missing = [f"only here: {line}" for here, there in pairs for line in sorted(here - there)]
        added = [f"only there: {line}" for here, there in pairs for line in sorted(there - here)]
        return [*missing[:5], *added[:5]]


def whole_articles(store: Store) -> dict[str, str]:
    """Each article with its text, its mentions and its statements, as one line by its id."""
    return {
        id: _line(article, text, sorted(mentions), sorted(_line(*one) for one in said))
        for id, article, text, mentions, said in _rows(store, _ARTICLES)
    }


def _rows(store: Store, cypher: str) -> list[tuple[Any, ...]]:
    return [tuple(row) for row in store.read(cypher, timeout=120, limit=_ALL).rows]


def _line(*parts: Any) -> str:
    return json.dumps([_without(part) for part in parts], sort_keys=True, default=bytes.hex, ensure_ascii=False)


def _without(part: Any) -> Any:
    return {name: value for name, value in part.items() if name not in _OF_ONE_LOAD} if isinstance(part, dict) else part

"""The words that a query may use, for completion: from the schema, which is declared once."""

from __future__ import annotations

from functools import cache
from typing import Any

from claimgraph.graph.store.schema import SCHEMA
from claimgraph.queries.kinds import WORDS_OF

KEYWORDS = (
    "MATCH", "OPTIONAL MATCH", "WHERE", "RETURN", "WITH", "UNWIND", "ORDER BY", "LIMIT", "SKIP", "DISTINCT", "AS",
    "AND", "OR", "NOT", "IN", "IS NULL", "IS NOT NULL", "CONTAINS", "STARTS WITH", "ENDS WITH", "CASE WHEN", "THEN",
    "ELSE", "END", "EXISTS", "COUNT", "COLLECT", "count(*)", "collect(", "coalesce(", "size(", "toLower(",
    "shortestPath(", "DESC", "UNION", "CALL",
)  # fmt: skip
"""What Cypher that only reads is made of."""


@cache
def vocabulary() -> dict[str, Any]:
    """Labels and relationship types with their properties and what they mean, keywords, and the values of some."""
    nodes = {node.label: _properties(node.properties) for node in SCHEMA.nodes}
    for node in SCHEMA.nodes:
        nodes |= dict.fromkeys(node.sublabels, nodes[node.label])
    return {
        "labels": nodes,
        "types": {one.type: _properties(one.properties) for one in SCHEMA.relationships},
        "keywords": list(KEYWORDS),
        "values": WORDS_OF,
    }


def _properties(declared: Any) -> dict[str, str]:
    return {one.name: one.about for one in declared}

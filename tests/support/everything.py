"""All that stands in a database, for comparing two of them node by node and edge by edge."""

from __future__ import annotations

from typing import Any

from neo4j import GraphDatabase

from claimgraph.graph.server.values import Connection

_NODES = "MATCH (n) RETURN labels(n) AS labels, properties(n) AS properties"
_LINKS = """
MATCH (a)-[r]->(b)
RETURN labels(a) AS start, coalesce(a.id, a.article) AS a, type(r) AS type, labels(b) AS end, coalesce(b.id, b.article)
    AS b, properties(r) AS properties
"""
_COUNTED_APART = {"Meta": {"writes", "mark"}, "Article": {"run"}}


def everything(connection: Connection) -> tuple[list[str], list[str]]:
    """Nodes and relationships as texts, in order; without what tells in how many steps they came."""
    with GraphDatabase.driver(connection.uri, auth=(connection.username, connection.password)) as driver:
        nodes, links = (
            [_plain(record.data()) for record in driver.execute_query(cypher, database_=connection.database).records]
            for cypher in (_NODES, _LINKS)
        )
    return sorted(nodes), sorted(links)


def _plain(row: dict[str, Any]) -> str:
    for name in ("labels", "start", "end"):
        if name in row:
            row[name] = sorted(row[name])
    apart = set().union(*(_COUNTED_APART.get(label, set()) for label in row.get("labels", ())))
    row["properties"] = {name: value for name, value in sorted(row["properties"].items()) if name not in apart}
    return repr(row)

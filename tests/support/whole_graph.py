"""All that stands in a database, to compare two states of it node by node and relationship by relationship."""

from __future__ import annotations

from typing import Any

from neo4j import GraphDatabase

from claimgraph.graph.server.values import Connection

_NODES = "MATCH (n) RETURN labels(n) AS labels, properties(n) AS properties"
_LINKS = """
MATCH (a)-[r]->(b) RETURN coalesce(a.id, a.article) AS a, type(r) AS type, coalesce(b.id, b.article) AS b,
properties(r) AS properties
"""


def everything(connection: Connection) -> list[str]:
    """Each node and relationship as a text, sorted; how often was written does not count."""
    rows = (*run(connection, _NODES), *run(connection, _LINKS))
    return sorted(repr(_sorted_maps(row)) for row in rows)


def run(connection: Connection, cypher: str) -> list[dict[str, Any]]:
    """The rows of any Cypher."""
    with GraphDatabase.driver(connection.uri, auth=(connection.username, connection.password)) as driver:
        records, _, _ = driver.execute_query(cypher, database_=connection.database)  # type: ignore[arg-type]
        return [record.data() for record in records]


def _sorted_maps(row: dict[str, Any]) -> list[tuple[str, Any]]:
    properties = sorted((name, value) for name, value in row["properties"].items() if name not in ("writes", "mark"))
    return [("properties", properties), *((name, value) for name, value in sorted(row.items()) if name != "properties")]

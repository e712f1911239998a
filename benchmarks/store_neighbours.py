"""How fast graph libraries write what articles say, and how many statements each keeps: claimgraph's store, Neo4jWriter
of neo4j-graphrag, and add_graph_documents of LangChain, batch after batch in turn, each into a fresh local Neo4j.

The two others get ready-made graphs in their own form: articles and entities as nodes, who mentions whom and each
statement (its claim's supplier, SUPPLIES, the recipient, with all its properties) as relationships. They need no sums,
no constraints of ours and no pairs, so they write less than the store does. Both libraries need APOC: put the jars of
apoc-core and what it needs into a folder.

    pip install neo4j-graphrag langchain-neo4j
    python benchmarks/store_neighbours.py --articles 600 --apoc FOLDER
"""

from __future__ import annotations

import argparse
import asyncio
import logging
import time
from collections import Counter
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import Any

from langchain_core.documents import Document as SourceDocument
from langchain_neo4j import Neo4jGraph
from langchain_neo4j.graphs.graph_document import GraphDocument, Node, Relationship
from made_corpus import Corpus, Shape
from neo4j import GraphDatabase
from neo4j_graphrag.components.kg_writer import Neo4jWriter
from neo4j_graphrag.components.types import Neo4jGraph as WriterGraph
from neo4j_graphrag.components.types import Neo4jNode, Neo4jRelationship
from store_writing import fresh_local_server

from claimgraph.graph.model import Reading
from claimgraph.graph.server.values import Connection
from claimgraph.graph.store import Store
from claimgraph.graph.store.batches import batched
from claimgraph.graph.store.rows import entity_row, form_of, statement_row

Prepare = Callable[[Sequence[Reading]], Any]
Write = Callable[[Any], object]
_KEPT = {
    "claimgraph": "MATCH ()-[r:REPORTED_IN]->() RETURN count(r) AS n, count(DISTINCT r.statement) AS told",
    "others": "MATCH ()-[r:SUPPLIES]->() RETURN count(r) AS n, count(DISTINCT r.statement) AS told",
}
_LANGCHAIN_CONSTRAINT = {"labelsOrTypes": ["__Entity__"], "properties": ["id"]}
_NODES = "MATCH (n) RETURN count(n) AS n"


def _said(reading: Reading) -> list[tuple[str, str, dict[str, Any]]]:
    """Supplier, recipient and properties of each statement."""
    claims = {claim.id: claim for claim in reading.claims}
    return [
        (claims[one.claim].supplier, claims[one.claim].recipient, _present(statement_row(one)) | {"claim": one.claim})
        for one in reading.statements
    ]


def _present(row: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in row.items() if value not in (None, [], "")}


def _entities(readings: Sequence[Reading]) -> dict[str, tuple[str, dict[str, Any]]]:
    """Type and properties of each entity."""
    return {
        one.id: (one.type.value, _present(entity_row(one, {form_of(one): 1}) | {"id": one.id}))
        for reading in readings
        for one in reading.entities
    }


def for_graphrag(readings: Sequence[Reading]) -> WriterGraph:
    """One graph of all articles."""
    nodes = [Neo4jNode(id=id, label=type, properties=row) for id, (type, row) in _entities(readings).items()]
    links = []
    for reading in readings:
        article = reading.document.article
        row = {"id": article.id, "title": article.title, "text": reading.document.text}
        nodes.append(Neo4jNode(id=article.id, label="Article", properties=row))
        links += [
            Neo4jRelationship(start_node_id=article.id, end_node_id=one.id, type="MENTIONS") for one in reading.entities
        ]
        links += [
            Neo4jRelationship(start_node_id=supplier, end_node_id=recipient, type="SUPPLIES", properties=row)
            for supplier, recipient, row in _said(reading)
        ]
    return WriterGraph(nodes=nodes, relationships=links)


def for_langchain(readings: Sequence[Reading]) -> list[GraphDocument]:
    """One document for each article; LangChain itself links it to the entities."""
    documents = []
    for reading in readings:
        nodes = {id: Node(id=id, type=type, properties=row) for id, (type, row) in _entities([reading]).items()}
        links = [
            Relationship(source=nodes[supplier], target=nodes[recipient], type="SUPPLIES", properties=row)
            for supplier, recipient, row in _said(reading)
        ]
        article = reading.document.article
        source = SourceDocument(page_content=reading.document.text, metadata={"id": article.id, "title": article.title})
        documents.append(GraphDocument(nodes=list(nodes.values()), relationships=links, source=source))
    return documents


def opened(name: str, server: Connection, stack: ExitStack) -> tuple[Prepare, Write]:
    """How a side prepares a batch, which is not timed, and how it writes it."""
    entry = (server.username, server.password)
    if name == "claimgraph":
        store = stack.enter_context(Store.connect(server.uri, *entry))
        store.prepare()
        return tuple, store.put
    if name == "neo4j-graphrag":
        driver = stack.enter_context(GraphDatabase.driver(server.uri, auth=entry, notifications_min_severity="OFF"))
        writer = Neo4jWriter(driver)
        return for_graphrag, lambda graph: asyncio.run(writer.run(graph))
    graph = Neo4jGraph(server.uri, *entry, refresh_schema=False)
    graph.query("CREATE CONSTRAINT FOR (b:__Entity__) REQUIRE b.id IS UNIQUE")
    graph.structured_schema = {
        "metadata": {"constraint": [_LANGCHAIN_CONSTRAINT]}
    }  # else it asks for all of the schema
    return for_langchain, lambda documents: graph.add_graph_documents(
        documents, include_source=True, baseEntityLabel=True
    )


def main() -> None:
    """Run the comparison and print it."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--articles", type=int, default=600)
    parser.add_argument("--batch", type=int, default=100)
    parser.add_argument("--warm-up", type=int, default=2, help="batches that are not counted")
    parser.add_argument("--apoc", type=Path, required=True, help="folder with the jars of APOC")
    options = parser.parse_args()
    logging.getLogger("neo4j").setLevel(logging.ERROR)
    names, spent, counted, said = ("claimgraph", "neo4j-graphrag", "LangChain"), Counter[str](), 0, 0
    with ExitStack() as stack:
        jars = sorted(options.apoc.glob("*.jar"))
        servers = {
            name: stack.enter_context(fresh_local_server(() if name == "claimgraph" else jars)).connection()
            for name in names
        }
        sides = {name: opened(name, server, stack) for name, server in servers.items()}
        for number, readings in enumerate(batched(Corpus(Shape(options.articles)).readings(), options.batch)):
            said += sum(len(reading.statements) for reading in readings)
            counted += len(readings) if number >= options.warm_up else 0
            for name, (prepare, write) in sides.items():
                ready = prepare(readings)
                begin = time.perf_counter()
                write(ready)
                spent[name] += time.perf_counter() - begin if number >= options.warm_up else 0.0
        print(f"{counted} articles counted, {options.batch} at once; {said} statements in all")
        for name, server in servers.items():
            with GraphDatabase.driver(server.uri, auth=(server.username, server.password)) as driver:
                kept = driver.execute_query(_KEPT.get(name, _KEPT["others"])).records[0]
                nodes = driver.execute_query(_NODES).records[0]["n"]
            times = spent[name] / spent["claimgraph"]
            print(f"{name:>16}: {counted / spent[name]:7.1f} articles/s, claimgraph is {times:.1f} times as fast")
            print(f"{'':>16}  {kept['told']} statements kept, {nodes} nodes")


if __name__ == "__main__":
    main()

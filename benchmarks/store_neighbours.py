"""How fast graph libraries write what articles say, and how many statements each keeps: claimgraph's store, Neo4jWriter
of neo4j-graphrag, and add_graph_documents of LangChain, some batches at a time in turn, each into a fresh local Neo4j.

The two others get ready-made graphs in their own form, without any sums, constraints or pairs, so they write less than
the store does. With --graph whole that is the graph that claimgraph itself writes: articles, texts, entities, claims,
and every link and statement between them. With --graph statements it is the least that holds what was said: articles
and entities as nodes, who mentions whom and each statement (its claim's supplier, SUPPLIES, the recipient, with all its
properties) as relationships; about half as much. As a rule both libraries are called as suits them best: neo4j-graphrag
with one graph for a whole batch, LangChain with a base label and its constraint there already. With --as-they-come they
are called as their own pipeline and their defaults do: once for each article, and without a base label. Both libraries
need APOC: put the jars of apoc-core and what it needs into a folder.

    pip install neo4j-graphrag langchain-neo4j
    python benchmarks/store_neighbours.py --articles 6000 --graph whole --apoc FOLDER
"""

from __future__ import annotations

import argparse
import asyncio
import logging
import os
import time
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from itertools import chain
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
from store_writing import fresh_local_server, write_with

from claimgraph.graph.model import Modality, Reading
from claimgraph.graph.server.values import Connection
from claimgraph.graph.store import Store
from claimgraph.graph.store.batches import batched
from claimgraph.graph.store.rows import article_row, digest_of, entity_row, form_of, mentions_of, statement_row

Batch = tuple[Reading, ...]
Prepare = Callable[[Batch], Any]
Write = Callable[[Sequence[Any]], object]
_KEPT = {
    "whole": "MATCH ()-[r:REPORTED_IN]->() RETURN count(DISTINCT r.statement) AS kept",
    "statements": "MATCH ()-[r:SUPPLIES]->() RETURN count(DISTINCT r.statement) AS kept",
}
_SIZE = "MATCH (n) RETURN count(n) AS nodes, COUNT { MATCH ()-[r]->() } AS relationships"
_LANGCHAIN_CONSTRAINT = {"labelsOrTypes": ["__Entity__"], "properties": ["id"]}


@dataclass(frozen=True, slots=True)
class Graph:
    """Nodes by id (label and properties), and relationships: start, type, end, properties."""

    nodes: dict[str, tuple[str, dict[str, Any]]] = field(default_factory=dict)
    links: list[tuple[str, str, str, dict[str, Any]]] = field(default_factory=list)

    def node(self, id: str, label: str, row: dict[str, Any]) -> None:
        """Add or change a node; what is absent is left out, as the libraries want it."""
        self.nodes[id] = (label, _present(row))

    def link(self, start: str, type: str, end: str, row: dict[str, Any] | None = None) -> None:
        """Add a relationship."""
        self.links.append((start, type, end, _present(row or {})))


def _present(row: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in row.items() if value not in (None, [], "")}


def graph_of(readings: Iterable[Reading], kind: str) -> Graph:
    """What readings say, as the whole graph or only the statements."""
    graph = Graph()
    for reading in readings:
        article = reading.document.article.id
        graph.node(article, "Article", article_row(reading, digest_of(reading, mentions_of(reading.entities))))
        for one in reading.entities:
            graph.node(one.id, one.type.value, entity_row(one, {form_of(one): 1}))
            graph.link(article, "MENTIONS", one.id, {"form": form_of(one)})
        (_add_all if kind == "whole" else _add_statements)(graph, reading)
    return graph


def _add_statements(graph: Graph, reading: Reading) -> None:
    article, claims = reading.document.article.id, {claim.id: claim for claim in reading.claims}
    label, row = graph.nodes[article]
    graph.node(article, label, row | {"text": reading.document.text})
    for one in reading.statements:
        claim = claims[one.claim]
        graph.link(claim.supplier, "SUPPLIES", claim.recipient, statement_row(one) | {"claim": one.claim})


def _add_all(graph: Graph, reading: Reading) -> None:
    article = reading.document.article.id
    graph.node(f"text:{article}", "Text", {"article": article, "text": reading.document.text})
    graph.link(f"text:{article}", "TEXT_OF", article)
    for one in reading.entities:
        ends = {"BASED_IN": (one.country,), "SPEAKS_FOR": (one.speaks_for,), "KIND_OF": one.kinds}
        for type, others in ends.items():
            for other in filter(None, others):
                graph.link(one.id, type, other)
    for claim in reading.claims:
        parts = {"supplier": claim.supplier, "recipient": claim.recipient, "good": claim.good}
        graph.node(claim.id, "Claim", {"id": claim.id, **parts, "modality": claim.modality.value})
        for type, end in parts.items():
            graph.link(claim.id, type.upper(), end)
        affirmed = any(one.positive for one in reading.statements if one.claim == claim.id)
        if affirmed and claim.modality is Modality.ACTUAL:
            graph.link(claim.supplier, "SUPPLIES", claim.recipient, {"claim": claim.id, "good": claim.good})
    for statement in reading.statements:
        row = statement_row(statement)
        graph.link(statement.claim, "REPORTED_IN", article, row)
        if statement.speaker:
            graph.link(statement.speaker, statement.stance.name, statement.claim, row)
        for place in statement.via:
            graph.link(statement.claim, "VIA", place)


def for_graphrag(graph: Graph) -> WriterGraph:
    """One graph of all articles of a batch."""
    return WriterGraph(
        nodes=[Neo4jNode(id=id, label=label, properties=row) for id, (label, row) in graph.nodes.items()],
        relationships=[
            Neo4jRelationship(start_node_id=start, end_node_id=end, type=type, properties=row)
            for start, type, end, row in graph.links
        ],
    )


def for_langchain(graph: Graph) -> GraphDocument:
    """One article, as LangChain's own transformers of text give it."""
    nodes = {id: Node(id=id, type=label, properties=row) for id, (label, row) in graph.nodes.items()}
    links = [
        Relationship(source=nodes[start], target=nodes[end], type=type, properties=row)
        for start, type, end, row in graph.links
    ]
    return GraphDocument(nodes=list(nodes.values()), relationships=links, source=SourceDocument(page_content=""))


def opened(name: str, kind: str, server: Connection, stack: ExitStack, *, tuned: bool) -> tuple[Prepare, Write]:
    """How a side prepares a batch, which is not timed, and how it writes some.

    Parameters:
        tuned: whether neo4j-graphrag gets one graph for a batch, and LangChain a base label and its constraint.
    """
    entry = (server.username, server.password)
    if name == "claimgraph":
        store = stack.enter_context(Store.connect(server.uri, *entry))
        store.prepare()
        writer = stack.enter_context(store.writer())
        return tuple, lambda batches: write_with(writer, batches)
    if name == "neo4j-graphrag":
        driver = stack.enter_context(GraphDatabase.driver(server.uri, auth=entry, notifications_min_severity="OFF"))
        one = Neo4jWriter(driver)

        async def write_all(batches: Sequence[Sequence[WriterGraph]]) -> None:
            for graph in chain.from_iterable(batches):
                await one.run(graph)

        def graphs_of(batch: Batch) -> list[WriterGraph]:
            parts = [list(batch)] if tuned else [[reading] for reading in batch]
            return [for_graphrag(graph_of(part, kind)) for part in parts]

        return graphs_of, lambda batches: asyncio.run(write_all(batches))
    graph = Neo4jGraph(server.uri, *entry, refresh_schema=False)
    if tuned:
        graph.query("CREATE CONSTRAINT FOR (b:__Entity__) REQUIRE b.id IS UNIQUE")
        graph.structured_schema = {
            "metadata": {"constraint": [_LANGCHAIN_CONSTRAINT]}
        }  # else it asks for all of the schema
    return (
        lambda batch: [for_langchain(graph_of([reading], kind)) for reading in batch],
        lambda batches: [graph.add_graph_documents(documents, baseEntityLabel=tuned) for documents in batches],
    )


def main() -> None:
    """Run the comparison and print it."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--articles", type=int, default=2_000)
    parser.add_argument("--batch", type=int, default=200)
    parser.add_argument("--in-turn", type=int, default=5, help="so many batches each side writes at a time")
    parser.add_argument("--warm-up", type=int, default=1, help="turns that are not counted")
    parser.add_argument("--graph", choices=("whole", "statements"), default="whole", help="what the others write")
    parser.add_argument("--as-they-come", action="store_true", help="call both libraries as their own defaults do")
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
        tuned = not options.as_they_come
        sides = {name: opened(name, options.graph, server, stack, tuned=tuned) for name, server in servers.items()}
        batches = batched(Corpus(Shape(options.articles)).readings(), options.batch)
        for number, turn in enumerate(batched(batches, options.in_turn)):
            said += sum(len(reading.statements) for batch in turn for reading in batch)
            counted += sum(map(len, turn)) if number >= options.warm_up else 0
            for name, (prepare, write) in sides.items():
                ready = [prepare(batch) for batch in turn]
                begin = time.perf_counter()
                write(ready)
                spent[name] += time.perf_counter() - begin if number >= options.warm_up else 0.0
        print(f"{counted} articles counted, {options.batch} at once; {said} statements in all; {options.graph}")
        for name, server in servers.items():
            with GraphDatabase.driver(server.uri, auth=(server.username, server.password)) as driver:
                kept = driver.execute_query(_KEPT["whole" if name == "claimgraph" else options.graph]).records[0]
                size = driver.execute_query(_SIZE).records[0]
            times = spent[name] / spent["claimgraph"]
            print(f"{name:>16}: {counted / spent[name]:7.1f} articles/s, claimgraph is {times:.2f} times as fast")
            print(f"{'':>16}  {kept['kept']} statements, {size['nodes']} nodes, {size['relationships']} relationships")
    print(f"load average {os.getloadavg()[0]:.1f}")


if __name__ == "__main__":
    main()

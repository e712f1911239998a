"""How fast articles are written: claimgraph's store against plain typed UNWIND + MERGE of the same rows, in turn.

Both write into a fresh local Neo4j of their own with the same constraints and indexes, batch after batch: the store
first, then the other, so that whatever else the machine does meets both. The plain side gets its rows ready-made; the
clock of the store includes checking the readings, working out statuses and sums, and writing these.

    python benchmarks/store_writing.py --articles 20000
"""

from __future__ import annotations

import argparse
import shutil
import tempfile
import time
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from made_corpus import Corpus, Shape
from neo4j import GraphDatabase, ManagedTransaction, Session

from claimgraph.graph.model import Reading, Status
from claimgraph.graph.server.choices import Choices
from claimgraph.graph.server.local import LocalServer
from claimgraph.graph.server.places import default_cache
from claimgraph.graph.server.values import Connection
from claimgraph.graph.store import Store
from claimgraph.graph.store.batches import batched
from claimgraph.graph.store.change import told_by
from claimgraph.graph.store.months import Ledger
from claimgraph.graph.store.plan import COUNTERS, LINKS
from claimgraph.graph.store.rows import (
    article_row,
    claim_row,
    entity_row,
    form_of,
    is_supply,
    statement_row,
    supplies_row,
)
from claimgraph.graph.store.schema import SCHEMA
from claimgraph.graph.store.tally import Tally, fact_of

Rows = dict[str, list[dict[str, Any]]]


def plain_rows(readings: tuple[Reading, ...]) -> Rows:
    """One batch as rows by label and type, with as many properties as the store writes."""
    rows: defaultdict[str, list[dict[str, Any]]] = defaultdict(list)
    told = told_by(readings)
    entities = {entity.id: entity for reading in readings for entity in reading.entities}
    for reading in readings:
        article = reading.document.article.id
        rows["Article"].append(article_row(reading))
        rows["Text"].append({"article": article, "text": reading.document.text})
        rows["TEXT_OF"].append({"start": article, "end": article, "properties": {}})
        for one in reading.entities:
            rows["MENTIONS"].append({"start": article, "end": one.id, "properties": {"form": form_of(one)}})
    for id, entity in entities.items():
        row = entity_row(entity, {form_of(entity): 1}) | dict.fromkeys(COUNTERS, 1) | Ledger().row()
        rows[entity.type.value].append(row)
        for type, ends in zip(LINKS, ((entity.country,), (entity.speaks_for,), entity.kinds), strict=True):
            rows[type] += [{"start": id, "end": end, "properties": {}} for end in ends if end]
    facts = defaultdict(list)
    for one in told.statements.values():
        facts[one.claim].append(fact_of(one, entities, told.articles))
        row = statement_row(one)
        rows["REPORTED_IN"].append({"start": one.claim, "end": one.evidence.article, "properties": row})
        if one.speaker:
            rows[one.stance.name].append({"start": one.speaker, "end": one.claim, "properties": row})
    for claim in told.claims.values():
        row = claim_row(claim, Tally().changed([], facts[claim.id]), Status.ALLEGED)
        rows["Claim"].append(row)
        for type, part in (("SUPPLIER", "supplier"), ("RECIPIENT", "recipient"), ("GOOD", "good")):
            rows[type].append({"start": claim.id, "end": row[part], "properties": {}})
        if is_supply(row):
            end = {"start": claim.supplier, "end": claim.recipient}
            rows["SUPPLIES"].append({**end, "properties": supplies_row(row)})
    return rows


def plain_statements() -> dict[str, str]:
    """UNWIND + MERGE for each label and type, nodes first."""
    statements = {}
    for node in SCHEMA.nodes:
        for label in node.sublabels or (node.label,):
            more = f" SET n:{label}" if node.sublabels else ""
            statements[label] = (
                f"UNWIND $rows AS row MERGE (n:{node.label} {{{node.key}: row.{node.key}}}) SET n += row{more}"
            )
    for one in SCHEMA.relationships:
        key = f" {{{one.key}: row.properties.{one.key}}}" if one.key else ""
        start, end = SCHEMA.node(one.start).key, SCHEMA.node(one.end).key
        statements[one.type] = (
            f"UNWIND $rows AS row MATCH (a:{one.start} {{{start}: row.start}}) MATCH (b:{one.end} {{{end}: row.end}}) "
            f"MERGE (a)-[r:{one.type}{key}]->(b) SET r += row.properties"
        )
    return statements


def write_plainly(session: Session, statements: dict[str, str], rows: Rows) -> None:
    """One batch in one transaction, one statement for each label and type."""

    def work(transaction: ManagedTransaction) -> None:
        for name, statement in statements.items():
            if rows.get(name):
                transaction.run(statement, rows=rows[name]).consume()  # type: ignore[arg-type]

    session.execute_write(work)


@contextmanager
def fresh_local_server() -> Iterator[LocalServer]:
    """A local Neo4j that runs with an empty database, gone afterwards."""
    folder = Path(tempfile.mkdtemp(prefix="claimgraph-benchmark-"))
    server = LocalServer(folder / "store", default_cache(), Choices.from_environment())
    try:
        server.ensure_running()
        yield server
    finally:
        server.stop()
        shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def fresh_server() -> Iterator[Connection]:
    """How to reach a local Neo4j with an empty database, gone afterwards."""
    with fresh_local_server() as server:
        yield server.connection()


def main() -> None:
    """Run the comparison and print it."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--articles", type=int, default=10_000)
    parser.add_argument("--batch", type=int, default=100, help="articles in one transaction")
    parser.add_argument("--warm-up", type=int, default=10, help="batches that are not counted")
    options = parser.parse_args()
    ours, plain, items, counted = 0.0, 0.0, 0, 0
    statements = plain_statements()
    with fresh_server() as first, fresh_server() as second:
        entry = (second.username, second.password)
        with (
            Store.connect(first.uri, first.username, first.password) as store,
            Store.connect(second.uri, *entry) as other,
            GraphDatabase.driver(second.uri, auth=entry) as driver,
            driver.session(database=second.database) as session,
        ):
            store.prepare()
            other.prepare()
            for number, readings in enumerate(batched(Corpus(Shape(options.articles)).readings(), options.batch)):
                rows = plain_rows(readings)
                begin = time.perf_counter()
                store.put(readings)
                middle = time.perf_counter()
                write_plainly(session, statements, rows)
                end = time.perf_counter()
                if number >= options.warm_up:
                    ours, plain = ours + middle - begin, plain + end - middle
                    items, counted = items + sum(map(len, rows.values())), counted + len(readings)
                if number % 20 == 19:
                    print(f"{(number + 1) * options.batch:>8} articles: {plain / ours:.2f} times", flush=True)
            held = {side: graph.stats() for side, graph in (("ours", store), ("plain", other))}
            wrong = sum(1 for _ in store.check())
    print(f"\n{counted} articles, {items} nodes and relationships, {options.batch} articles in a transaction")
    for name, seconds in (("claimgraph", ours), ("UNWIND + MERGE", plain)):
        print(f"{name:>16}: {counted / seconds:8.0f} articles/s {items / seconds:9.0f} items/s")
    print(f"{'ratio':>16}: {plain / ours:.2f}")
    print(f"statements: {held['ours'].statements} and {held['plain'].statements}; differences found by check: {wrong}")


if __name__ == "__main__":
    main()

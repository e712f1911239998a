"""How fast a corpus gets into an empty store: `load --bulk`'s way against plain typed UNWIND + MERGE of the same rows.

Each side writes into a fresh local Neo4j of its own, in turn; the plain side into one that has the constraints and
indexes already. The plain side gets its rows ready-made. The clock of the bulk side runs from readings to the graph
that answers: checking the readings, counting, files, importer, indexes. At the end both hold the same numbers.

    python benchmarks/store_bulk.py --articles 200000
"""

from __future__ import annotations

import argparse
import resource
import tempfile
import time
from collections.abc import Iterable
from contextlib import closing
from pathlib import Path

from made_corpus import Corpus, Shape
from neo4j import GraphDatabase
from store_writing import fresh_local_server, plain_rows, plain_statements, write_plainly

from claimgraph.app.bulk import check_empty, complete
from claimgraph.graph.model import Reading
from claimgraph.graph.server.local import LocalServer
from claimgraph.graph.store import Stats, Store
from claimgraph.graph.store.batches import batched
from claimgraph.graph.store.bulk import BulkGraph
from claimgraph.graph.store.portions import processes_for


def in_bulk(server: LocalServer, readings: Iterable[Reading]) -> dict[str, float]:
    """Import; seconds of each step, making up the readings not among them."""
    steps = {"taking in": 0.0}
    with tempfile.TemporaryDirectory(dir=server.home.parent) as folder, closing(BulkGraph(Path(folder))) as graph:
        for some in batched(readings, 1000):
            begin = time.perf_counter()
            for reading in some:
                graph.add(reading)
            steps["taking in"] += time.perf_counter() - begin
        begin = time.perf_counter()
        files, _ = graph.write(processes_for(graph.articles))
        steps["counting and writing files"] = time.perf_counter() - begin
        begin = time.perf_counter()
        server.import_graph(files, complete, check_empty)
        steps["importer, indexes, start"] = time.perf_counter() - begin
    return steps


def plainly(server: LocalServer, readings: Iterable[Reading], batch: int) -> tuple[float, int]:
    """Write with UNWIND + MERGE; seconds, and how many nodes and relationships."""
    seconds, items, statements = 0.0, 0, plain_statements()
    one = server.connection()
    with (
        GraphDatabase.driver(one.uri, auth=(one.username, one.password)) as driver,
        driver.session(database=one.database) as session,
    ):
        for some in batched(readings, batch):
            rows = plain_rows(some)
            begin = time.perf_counter()
            write_plainly(session, statements, rows)
            seconds, items = seconds + time.perf_counter() - begin, items + sum(map(len, rows.values()))
    return seconds, items


def counted(server: LocalServer, *, whole: bool) -> tuple[Stats, int]:
    """What the graph holds, and how many differences `check` finds, where it is asked."""
    one = server.connection()
    with Store.connect(one.uri, one.username, one.password) as store:
        return store.stats(), sum(1 for _ in store.check()) if whole else 0


def main() -> None:
    """Run the comparison and print it."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--articles", type=int, default=20_000)
    parser.add_argument("--plain", type=int, help="articles that the plain side writes; its rate is taken from them")
    parser.add_argument("--batch", type=int, default=100, help="articles in one transaction of the plain side")
    parser.add_argument("--check", action="store_true", help="have the bulk graph counted anew at the end")
    options = parser.parse_args()
    some = options.plain or options.articles
    with fresh_local_server() as bulk:
        steps = in_bulk(bulk, Corpus(Shape(options.articles)).readings())
        memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        held, wrong = counted(bulk, whole=options.check)
    with fresh_local_server() as plain:
        one = plain.connection()
        with Store.connect(one.uri, one.username, one.password) as store:
            store.prepare()
        seconds, items = plainly(plain, Corpus(Shape(some)).readings(), options.batch)
    claims = sum(held.claims.values())
    for name, each in steps.items():
        print(f"{name:>28}: {each:8.1f} s")
    whole = sum(steps.values())
    bulk_rate, plain_rate = options.articles / whole, some / seconds
    print(f"{'bulk':>28}: {bulk_rate:8.0f} articles/s  ({options.articles} articles, {claims} claims)")
    print(f"{'UNWIND + MERGE':>28}: {plain_rate:8.0f} articles/s {items / seconds:8.0f} items/s  ({some} articles)")
    print(f"{'ratio':>28}: {bulk_rate / plain_rate:.2f}")
    print(f"{'Python at most':>28}: {memory:8.0f} MB")
    print(f"{'statements':>28}: {held.statements}" + (f"; differences: {wrong}" if options.check else ""))


if __name__ == "__main__":
    main()

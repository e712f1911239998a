"""How fast articles are written: claimgraph's store against plain typed UNWIND + MERGE of the same rows, in turn.

Both write into a fresh local Neo4j of their own with the same constraints and indexes, some batches (--in-turn) at a
time: the store first, as `load` does, then the other, so that whatever else the machine does meets both. The plain side
gets its rows ready-made, all statuses and sums among them, and of nodes that exist only what changes; the clock of the
store includes checking the readings, reading what stands there, and working out statuses and sums. With --compare both
graphs are compared at the end, node by node and edge by edge.

    python benchmarks/store_writing.py --articles 20000
"""

from __future__ import annotations

import argparse
import gc
import os
import shutil
import sys
import tempfile
import time
from collections import Counter, defaultdict, deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parent.parent / "tests" / "support"))
import psutil
from everything import everything
from made_corpus import Corpus, Shape
from neo4j import GraphDatabase, ManagedTransaction, Session

from claimgraph.graph.model import Reading
from claimgraph.graph.server import local
from claimgraph.graph.server.choices import Choices
from claimgraph.graph.server.local import LocalServer
from claimgraph.graph.server.places import default_cache
from claimgraph.graph.server.values import Connection
from claimgraph.graph.store import Store, Writer, drafting
from claimgraph.graph.store.batches import batched
from claimgraph.graph.store.change import told_by
from claimgraph.graph.store.counters import COUNTERS
from claimgraph.graph.store.identity import AsRead, Identities
from claimgraph.graph.store.months import Ledger
from claimgraph.graph.store.parameters import LINKS, PAIR_COUNTS, SPOKEN
from claimgraph.graph.store.plan import by_claim
from claimgraph.graph.store.rows import (
    article_row,
    claim_row,
    digest_of,
    entity_row,
    form_of,
    is_supply,
    mentions_of,
    statement_row,
    supplies_row,
)
from claimgraph.graph.store.schema import SCHEMA
from claimgraph.graph.store.tally import Tally

Rows = dict[str, list[dict[str, Any]]]


def plain_rows(readings: tuple[Reading, ...]) -> Rows:
    """One batch as rows by label and type, with as many properties as the store writes."""
    rows: defaultdict[str, list[dict[str, Any]]] = defaultdict(list)
    told = told_by(map(AsRead.of, readings), Identities({}))
    entities = {entity.id: entity for reading in readings for entity in reading.entities}
    for reading in readings:
        article = reading.document.article.id
        rows["Article"].append(article_row(reading, digest_of(reading, mentions_of(reading.entities))))
        rows["Text"].append({"article": article, "text": reading.document.text})
        rows["TEXT_OF"].append({"start": article, "end": article, "properties": {}})
        for one in reading.entities:
            rows["MENTIONS"].append({"start": article, "end": one.id, "properties": {"form": form_of(one)}})
    for id, entity in entities.items():
        row = entity_row(entity, {form_of(entity): 1}) | dict.fromkeys(COUNTERS, 1) | Ledger().row()
        rows[entity.type.value].append(row)
        for type, ends in zip(LINKS, ((entity.country,), (entity.speaks_for,), entity.kinds), strict=True):
            rows[type] += [{"start": id, "end": end, "properties": {}} for end in ends if end]
    facts = by_claim(told.facts())
    for one in told.statements.values():
        row = statement_row(one)
        reported = {name: value for name, value in row.items() if name != "article"}
        rows["REPORTED_IN"].append({"start": one.claim, "end": one.evidence.article, "properties": reported})
        if one.speaker:
            rows[one.stance.name].append({"start": one.speaker, "end": one.claim, "properties": row})
    for claim in told.claims.values():
        row = claim_row(claim, Tally().changed([], facts[claim.id]), [])
        rows["Claim"].append(row)
        for type, part in (("SUPPLIER", "supplier"), ("RECIPIENT", "recipient"), ("GOOD", "good")):
            rows[type].append({"start": claim.id, "end": row[part], "properties": {}})
        if is_supply(row):
            end = {"start": claim.supplier, "end": claim.recipient}
            rows["SUPPLIES"].append({**end, "properties": supplies_row(row)})
    return rows


class Recorder:
    """Ready-made rows for the plain side: what the store has just worked out, as rows by label and type."""

    def __init__(self) -> None:
        self._told: deque[dict[str, Any]] = deque()
        self._types: dict[str, str] = {}
        self._parties: dict[str, tuple[str, str]] = {}
        self._pairs: defaultdict[str, Counter[str]] = defaultdict(Counter)
        self._writes = 0

    @contextmanager
    def listening(self) -> Iterator[None]:
        """Remember what the store writes."""
        rows_of = drafting.rows_of

        def remember(*told: Any) -> dict[str, Any]:
            rows = rows_of(*told)
            self._told.append(rows)
            return rows

        drafting.rows_of = remember
        try:
            yield
        finally:
            drafting.rows_of = rows_of

    def rows(self, readings: tuple[Reading, ...]) -> Rows:
        """The batch that was written first of those not asked for yet."""
        told, plain = self._told.popleft(), plain_rows(readings)
        rows: Rows = {type: plain[type] for type in ("Text", "TEXT_OF", "MENTIONS", "REPORTED_IN", *SPOKEN)}
        rows["Article"] = plain["Article"]
        entities = told["Entity"]
        rows["Entity"] = [row for row in entities if row["id"] in self._types]
        new = {entity.id: entity.type.value for reading in readings for entity in reading.entities}
        for row in entities:
            if row["id"] not in self._types:
                rows.setdefault(new[row["id"]], []).append(row)
        self._types |= new
        rows |= {type: told[type] for type in (*LINKS, "VIA")}
        new = [one["properties"] for one in told["new_Claim"]]
        self._parties |= {row["id"]: (row["supplier"], row["recipient"]) for row in new}
        rows["Claim"] = [*new, *told["Claim"]]
        for type, part in (("SUPPLIER", "supplier"), ("RECIPIENT", "recipient"), ("GOOD", "good")):
            rows[type] = [{"start": row["id"], "end": row[part], "properties": {}} for row in new]
        supplies = [*(one["properties"] for one in told["SUPPLIES"]), *told["changed_SUPPLIES"]]
        rows["SUPPLIES"] = [
            {"start": start, "end": end, "properties": row}
            for row in supplies
            for start, end in [self._parties[row["claim"]]]
        ]
        rows["Pair"] = [self._pair(row) for row in told["Pair"]]
        self._writes += 1
        rows["Meta"] = [{"id": "claimgraph", "writes": self._writes, **told["meta"]}]
        return rows

    def _pair(self, row: dict[str, Any]) -> dict[str, Any]:
        sums = self._pairs[row["id"]]
        sums.update({name: row[name] for name in PAIR_COUNTS})
        return {**row, **{name: sums[name] for name in PAIR_COUNTS}}


def plain_statements() -> dict[str, str]:
    """UNWIND + MERGE for each label and type, nodes first."""
    statements = {}
    for node in SCHEMA.nodes:
        for label in (node.label, *node.sublabels):
            more = f" SET n:{label}" if label != node.label else ""
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


def prepared(store: Store, other: Store) -> Store:
    """The first of two stores, both of them with their constraints and indexes."""
    store.prepare()
    other.prepare()
    return store


def write_with(writer: Writer, batches: Iterable[Sequence[Reading]]) -> None:
    """Some batches as `load` writes them, each in one transaction."""
    for handed in [writer.put(readings) for readings in batches]:
        handed.result()


def set_aside() -> None:
    """Keep Python's collector from walking, inside what is timed, through all that this script remembers for the plain
    side."""
    gc.collect()
    gc.freeze()


@dataclass(frozen=True, slots=True)
class Spent:
    """Seconds by the clock, and of processor at the client and the server (Java's own compiler among them)."""

    seconds: float = 0.0
    client: float = 0.0
    server: float = 0.0

    @classmethod
    def by(cls, work: Callable[[], object], java: psutil.Process) -> Spent:
        """What some work takes, with the server that is this process."""
        before = sum(java.cpu_times()[:2]), time.process_time(), time.perf_counter()
        work()
        after = sum(java.cpu_times()[:2]), time.process_time(), time.perf_counter()
        server_spent, client, seconds = (end - begin for begin, end in zip(before, after, strict=True))
        return cls(seconds, client, server_spent)

    def __add__(self, other: Spent) -> Spent:
        return Spent(self.seconds + other.seconds, self.client + other.client, self.server + other.server)


@contextmanager
def on_class_path(jars: Sequence[Path]) -> Iterator[None]:
    """Start servers with more on Java's class path, where plugins want to stand, too."""
    install = local.install
    local.install = lambda *told: (*install(*told), *jars)
    try:
        yield
    finally:
        local.install = install


@contextmanager
def fresh_local_server(plugins: Sequence[Path] = ()) -> Iterator[LocalServer]:
    """A local Neo4j that runs with an empty database and these plugins (jars), gone afterwards."""
    folder = Path(tempfile.mkdtemp(prefix="claimgraph-benchmark-"))
    (folder / "store" / "plugins").mkdir(parents=True)
    for jar in plugins:
        shutil.copy(jar, folder / "store" / "plugins")
    server = LocalServer(folder / "store", default_cache(), Choices.from_environment())
    try:
        with on_class_path(plugins):
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
    parser.add_argument("--articles", type=int, default=16_000)
    parser.add_argument("--batch", type=int, default=200, help="articles in one transaction, on both sides")
    parser.add_argument("--in-turn", type=int, default=5, help="so many batches each side writes at a time")
    parser.add_argument("--warm-up", type=int, default=8, help="turns that are not counted")
    parser.add_argument("--compare", action="store_true", help="compare both graphs at the end")
    options = parser.parse_args()
    ours, plain, items, counted = Spent(), Spent(), 0, 0
    recorder = Recorder()
    statements = plain_statements()
    with fresh_local_server() as one, fresh_local_server() as another:
        first, second = one.connection(), another.connection()
        java, other_java = psutil.Process(one.status().pid), psutil.Process(another.status().pid)
        entry = (second.username, second.password)
        with (
            Store.connect(first.uri, first.username, first.password) as store,
            Store.connect(second.uri, *entry) as other,
            GraphDatabase.driver(second.uri, auth=entry) as driver,
            driver.session(database=second.database) as session,
            recorder.listening(),
            prepared(store, other).writer() as writer,
        ):
            batches = batched(Corpus(Shape(options.articles)).readings(), options.batch)
            for number, turn in enumerate(batched(batches, options.in_turn)):
                put = Spent.by(lambda: write_with(writer, turn), java)  # noqa: B023
                rows = [recorder.rows(tuple(readings)) for readings in turn]
                set_aside()
                written = Spent.by(lambda: [write_plainly(session, statements, one) for one in rows], other_java)  # noqa: B023
                if number >= options.warm_up:
                    ours, plain = ours + put, plain + written
                    items += sum(len(some) for one in rows for some in one.values())
                    counted += sum(map(len, turn))
                times = written.seconds / put.seconds
                done = (number + 1) * options.in_turn * options.batch
                print(f"{done:>8} articles: the last {times:.2f} times as fast", flush=True)
            held = {side: graph.stats() for side, graph in (("ours", store), ("plain", other))}
            wrong = sum(1 for _ in store.check())
            same = everything(first) == everything(second) if options.compare else None
    print(f"\n{counted} articles, {items} nodes and relationships, {options.batch} articles in a transaction")
    for name, spent in (("claimgraph", ours), ("UNWIND + MERGE", plain)):
        client, server = 1000 * spent.client / counted, 1000 * spent.server / counted
        print(f"{name:>16}: {counted / spent.seconds:8.0f} articles/s {items / spent.seconds:9.0f} items/s")
        print(f"{'':>16}  {client:.2f} ms of processor an article at the client, {server:.2f} at the server")
    print(f"{'ratio':>16}: {plain.seconds / ours.seconds:.2f}")
    print(f"load average {os.getloadavg()[0]:.1f}")
    print(f"statements: {held['ours'].statements} and {held['plain'].statements}; differences found by check: {wrong}")
    if same is not None:
        print("both graphs are the same" if same else "THE GRAPHS DIFFER")


if __name__ == "__main__":
    main()

"""How long the store takes to answer at a size: the product's own saved queries and functions, each 50 times, warm.

Fills a fresh local Neo4j of its own through Neo4j's importer, with the settings that claimgraph gives it. For each
question it prints the rows, the median and 95th percentile in milliseconds beside the goal, the processor time, and
the operators of its plan with the most database accesses.

    python benchmarks/store_reading.py --claims 50000
"""

from __future__ import annotations

import argparse
import shutil
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psutil
from made_corpus import HUB, Corpus, Shape
from neo4j import Driver, GraphDatabase

from claimgraph.app.bulk import check_empty, complete
from claimgraph.app.explore import reads
from claimgraph.graph.server.local import LocalServer
from claimgraph.graph.server.places import default_cache
from claimgraph.graph.store import Store
from claimgraph.graph.store.bulk import BulkGraph
from claimgraph.graph.store.portions import processes_for
from claimgraph.queries import Catalog, run

GOAL, LOOK_UP = 100.0, 10.0
WARM_UP = 20  # the first question of all is asked of a Java that compiles nothing yet
NEW_CLAIMS = 4  # in an article of five statements; the fifth is about a claim made before

QUERIES: tuple[tuple[str, str, dict[str, Any], float], ...] = (
    ("suppliers of the hub", "suppliers-of", {"state": HUB.id}, GOAL),
    ("suppliers of another state", "suppliers-of", {"state": "state:S7"}, GOAL),
    ("what the hub supplies", "supplies-of", {"supplier": HUB.id}, GOAL),
    ("contested, top 50", "contested", {"limit": 50}, GOAL),
    ("contested about the hub", "contested", {"entity": HUB.id, "limit": 50}, GOAL),
    ("allegations nobody denied", "unanswered-allegations", {}, GOAL),
    ("the same about the hub", "unanswered-allegations", {"entity": HUB.id}, GOAL),
    ("neighbourhood of the hub", "neighbourhood", {"entity": HUB.id, "limit": 300}, GOAL),
    ("timeline of all", "timeline", {}, GOAL),
    ("timeline of the hub", "timeline", {"entity": HUB.id}, GOAL),
    ("claims of one origin", "single-origin", {}, GOAL),
    ("the same about the hub", "single-origin", {"entity": HUB.id}, GOAL),
    ("pairs", "supply-pairs", {}, GOAL),
    ("who supplies a good", "by-good", {"good": "good:g1"}, GOAL),
    ("claims of many origins", "corroborated", {}, GOAL),
    ("claims in doubt", "hedged-only", {}, GOAL),
    ("denials", "denials", {}, GOAL),
    ("denials about the hub", "denials", {"entity": HUB.id}, GOAL),
    ("planned or blocked", "planned-or-blocked", {}, GOAL),
    ("new claims", "new-claims", {"since": "2025-12-01"}, GOAL),
    ("what an official said", "said-by", {"speaker": "official:o7"}, GOAL),
    ("evidence of a claim", "who-says", {"claim": "FIRST"}, LOOK_UP),
)
NAMES = {
    "prefix": "Hubl",
    "infix": "ubla",
    "prefix of many": "Kamo",
    "infix of many": "amol",
    "accents left out": "kabrezor",
    "typing error": "Hubalnd",
    "typing errors, long": "Katervin Wroks 3376",
}


@contextmanager
def filled(shape: Shape, keep: Path | None) -> Iterator[LocalServer]:
    """A local Neo4j that holds a made corpus; gone afterwards unless it is to be kept."""
    home = keep or Path(tempfile.mkdtemp(prefix="claimgraph-benchmark-"))
    server = LocalServer(home, default_cache())
    try:
        if not (home / "filled").exists():
            folder = Path(tempfile.mkdtemp(prefix="claimgraph-rows-"))
            begin = time.perf_counter()
            check_empty(server.ensure_running())
            with closing(BulkGraph(folder)) as graph:
                for reading in Corpus(shape).readings():
                    graph.add(reading)
                files, _ = graph.write(processes_for(graph.articles))
            server.import_graph(files, complete, check_empty)
            shutil.rmtree(folder)
            (home / "filled").touch()
            print(f"filled in {time.perf_counter() - begin:.0f} s", flush=True)
        server.ensure_running()
        yield server
    finally:
        server.stop()
        if keep is None:
            shutil.rmtree(home, ignore_errors=True)


@dataclass(frozen=True, slots=True)
class Meter:
    """Measures questions to a server: how long each takes, and the processor time of server and client together.

    The second tells what a question costs on a machine that does other things, too.
    """

    server: psutil.Process
    rounds: int

    def measure(self, name: str, ask: Callable[[], Any], goal: float, plan: str = "") -> bool:
        """Ask some times; print and return whether the goal is met."""
        for _ in range(WARM_UP):
            answer = ask()
        seconds, used = [], self._used()
        for _ in range(self.rounds):
            begin = time.perf_counter()
            ask()
            seconds.append(time.perf_counter() - begin)
        used = 1000 * (self._used() - used) / self.rounds
        p50, p95 = (1000 * statistics.quantiles(seconds, n=100)[at] for at in (49, 94))
        count = len(answer) if hasattr(answer, "__len__") else len(getattr(answer, "rows", ()))
        verdict = f"{goal:.0f}{'' if p95 < goal else ' missed'}"
        print(f"| {name} | {count} | {p50:.1f} | {p95:.1f} | {verdict} | {used:.0f} | {plan} |", flush=True)
        return p95 < goal

    def _used(self) -> float:
        server = self.server.cpu_times()
        return float(server.user + server.system + time.process_time())


def operators(driver: Driver, cypher: str, parameters: dict[str, Any]) -> str:
    """The operators of a query's plan that look at most, with their database accesses."""
    _, summary, _ = driver.execute_query("PROFILE " + cypher, parameters)  # type: ignore[arg-type]
    hits: dict[str, int] = {}
    pending = [summary.profile]
    while pending:
        plan = pending.pop()
        name = plan["operatorType"].partition("@")[0]
        hits[name] = hits.get(name, 0) + plan.get("dbHits", 0)
        pending += plan.get("children", [])
    most = sorted(hits.items(), key=lambda pair: -pair[1])[:4]
    return ", ".join(f"{name} {number:,}" for name, number in most)


def main() -> None:
    """Fill a store and ask it."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--claims", type=int, default=50_000)
    parser.add_argument("--firms", type=int, help="how many there are to draw from (as many as claims)")
    parser.add_argument("--rounds", type=int, default=50)
    parser.add_argument("--check", action="store_true", help="count everything again first")
    parser.add_argument("--keep", type=Path, help="a folder where the store stays for the next time")
    options = parser.parse_args()
    shape = Shape(options.claims // NEW_CLAIMS, firms=options.firms or options.claims)
    with filled(shape, options.keep) as server:
        one = server.connection()
        entry = (one.username, one.password)
        with (
            Store.connect(one.uri, *entry) as store,
            GraphDatabase.driver(one.uri, auth=entry, notifications_min_severity="OFF") as driver,
        ):
            stats = store.stats()
            links = driver.execute_query("MATCH ()-->() RETURN count(*) AS n").records[0]["n"]
            hub = driver.execute_query("MATCH (c:Claim {recipient: $id}) RETURN count(*) AS n", id=HUB.id).records[0][
                "n"
            ]
            print(
                f"{sum(stats.claims.values()):,} claims, {sum(stats.entities.values()):,} entities, "
                f"{links:,} relationships, the hub receives in {hub:,} claims"
            )
            if options.check:
                print(f"differences found by check: {sum(1 for _ in store.check())}")
            print("| question | rows | p50 ms | p95 ms | goal | processor ms | most accesses |")
            print("| --- | --- | --- | --- | --- | --- | --- |")
            meter = Meter(psutil.Process(server.status().pid), options.rounds)
            met = [*_ask_queries(store, driver, meter), *_ask_functions(store, meter)]
            print(f"{sum(met)} of {len(met)} goals met")


def _ask_queries(store: Store, driver: Driver, meter: Meter) -> Iterator[bool]:
    catalog = Catalog.load(None)
    first = reads.first_claims(store, 1)[0]
    for name, query, given, goal in QUERIES:
        chosen = catalog.get(query)
        told = {key: str(first if value == "FIRST" else value) for key, value in given.items()}
        values = chosen.bind(told, store)
        plan = operators(driver, chosen.cypher, values)
        yield meter.measure(f"{name} (`{query}`)", lambda: run(store, chosen, values).rows, goal, plan)  # noqa: B023


def _ask_functions(store: Store, meter: Meter) -> Iterator[bool]:
    for kind, name in NAMES.items():
        found = [entity["name"] for entity in reads.found_entities(store, name, 10)][:2]
        yield meter.measure(
            f"name search: {kind}, {name!r} → {', '.join(found)}",
            lambda: reads.found_entities(store, name, 10),  # noqa: B023
            GOAL,
        )
    strongest = reads.strongest(store, HUB.id, "supplied", (), 12)
    yield meter.measure("strongest claims of the hub", lambda: reads.strongest(store, HUB.id, "supplied", (), 12), GOAL)
    yield meter.measure("relations of the hub", lambda: reads.relation_counts(store, HUB.id) or (), LOOK_UP)
    yield meter.measure("twelve claims with evidence", lambda: store.network(strongest).records, GOAL)
    one = strongest[-1:]
    yield meter.measure("one claim with evidence", lambda: store.network(one).records, LOOK_UP)
    yield meter.measure("an entity by its id", lambda: store.find(HUB.id), LOOK_UP)
    yield meter.measure("an entity by its name", lambda: store.find("hub republic"), LOOK_UP)
    yield meter.measure("an article by its address", lambda: [store.find_article("https://example.org/7")], LOOK_UP)
    yield meter.measure("the text of an article", lambda: [store.text("https://example.org/7")], LOOK_UP)


if __name__ == "__main__":
    main()

"""How long the local Neo4j takes to start and to stop, with and without the class archive, in turn on one store.

    python benchmarks/local_start.py [ROUNDS]

Prints medians: from the call to the first answered query without the archive (as the very first start is), with it
(as every later start is; to stay under 4 s), the ratio of the two, and how long a stop takes (to stay under 1 s).
The load of the machine is printed too, since all of it is processor time.
"""

from __future__ import annotations

import os
import shutil
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from neo4j import GraphDatabase

from claimgraph.graph.server.filelock import exclusive
from claimgraph.graph.server.local import LocalServer
from claimgraph.graph.server.places import default_cache

ARCHIVE_SECONDS = 600


def seconds(work: Callable[[], object]) -> float:
    """Wall seconds of one call."""
    begin = time.perf_counter()
    work()
    return time.perf_counter() - begin


def start_and_ask(server: LocalServer) -> None:
    """Start the server and wait for the answer to a first query, as any command does."""
    at = server.ensure_running()
    with GraphDatabase.driver(at.uri, auth=(at.username, at.password)) as driver:
        driver.execute_query("RETURN 1")


def wait_for_archive(folder: Path) -> None:
    """Wait until no archive is being made, so that the making is not measured."""
    deadline = time.monotonic() + ARCHIVE_SECONDS
    while not list(folder.glob("start-*.jsa")) or list(folder.glob("start-*.part")):
        if time.monotonic() > deadline:
            raise SystemExit(f"no archive was made in {folder}")
        time.sleep(0.5)


def main() -> None:
    """Print the figures."""
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 5
    with tempfile.TemporaryDirectory() as folder:
        cache = Path(folder, "cache")
        jars = Path(f"neo4j-{LocalServer(Path(folder), cache).version}", "jars")
        shutil.copytree(default_cache() / jars, cache / jars)
        server = LocalServer(Path(folder, "store"), cache)
        new = seconds(lambda: start_and_ask(server))
        wait_for_archive(cache / jars.parent)
        server.stop()
        without, with_it, stops = [], [], []
        for _ in range(rounds):
            (archive,) = (cache / jars.parent).glob("start-*.jsa")
            with exclusive(archive.with_suffix(".lock"), timeout=0):  # so that none is made meanwhile
                aside = archive.rename(archive.with_suffix(".aside"))
                without.append(seconds(lambda: start_and_ask(server)))
                stops.append(seconds(server.stop))
                aside.rename(archive)
            with_it.append(seconds(lambda: start_and_ask(server)))
            stops.append(seconds(server.stop))
    tell("a new store, no archive", [new])
    tell("a later start, no archive", without)
    tell("a later start, with the archive (to stay under 4)", with_it)
    tell("a stop (to stay under 1)", stops)
    ratios = [slow / fast for slow, fast in zip(without, with_it, strict=True)]
    print(f"the archive makes a start {statistics.median(ratios):.2f} times as fast")
    print(f"{os.cpu_count()} processors, load {os.getloadavg()[0]:.1f} at the end")


def tell(what: str, times: list[float]) -> None:
    """One line: the median, and the range."""
    print(f"{what:<52} median {statistics.median(times):6.2f} s  ({min(times):.2f}–{max(times):.2f})")


if __name__ == "__main__":
    main()

"""Loads that are disturbed: the client in a terminal of its own, ways to kill and hold what works for it, a witness."""

from __future__ import annotations

import os
import pty
import re
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import psutil
from graph_lines import WholeGraph, whole_articles
from neo4j import GraphDatabase

from claimgraph.graph.server.local import LocalServer
from claimgraph.graph.server.places import default_cache
from claimgraph.graph.server.values import Connection
from claimgraph.graph.store import Store

_ACKNOWLEDGED = re.compile(r"articles … ([\d,]+)(?: of [\d,]+)?, ")
_PAUSE = 0.01
_AT_MOST = 600.0


@dataclass
class Load:
    """One `claimgraph load` under way, with what its terminal shows."""

    process: subprocess.Popen[bytes]
    terminal: int
    acknowledged: int = 0
    shown: str = ""
    _reader: threading.Thread = field(init=False)

    @classmethod
    def start(cls, file: Path, environment: dict[str, str], *options: str) -> Load:
        ours, theirs = pty.openpty()
        command = [sys.executable, "-m", "claimgraph.app", "load", str(file), "--extractor", "made", *options]
        try:
            process = subprocess.Popen(
                command,
                env={**environment, "COLUMNS": "200", "TERM": "xterm"},
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=theirs,
                start_new_session=True,
            )
        finally:
            os.close(theirs)
        return cls(process, ours)

    def __post_init__(self) -> None:
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._reader.start()

    def _read(self) -> None:
        rest = b""
        while True:
            try:
                some = os.read(self.terminal, 65536)
            except OSError:
                return
            if not some:
                return
            text = (rest + some).decode("utf-8", "replace")
            rest = some[-200:]
            self.shown += some.decode("utf-8", "replace")
            for told in _ACKNOWLEDGED.findall(text):
                self.acknowledged = max(self.acknowledged, int(told.replace(",", "")))

    @property
    def runs(self) -> bool:
        return self.process.poll() is None

    def wait(self) -> int:
        """The exit status, once it is over and all it said was read."""
        status = self.process.wait(_AT_MOST)
        self._reader.join(10)
        os.close(self.terminal)
        return status

    def wait_for(self, moment: Callable[[], bool]) -> bool:
        """Wait for a moment; whether it came before the load ended."""
        begin = time.monotonic()
        while self.runs and not moment():
            if time.monotonic() - begin > _AT_MOST:
                raise AssertionError(f"the load hangs: {self.shown[-2000:]}")
            time.sleep(_PAUSE)
        return self.runs

    def workers(self) -> list[psutil.Process]:
        """Its reading processes."""
        found = []
        for child in psutil.Process(self.process.pid).children():
            try:
                if "spawn_main" in " ".join(child.cmdline()):
                    found.append(child)
            except psutil.Error:
                continue
        return found

    def kill(self) -> list[psutil.Process]:
        """Kill it; the workers that it leaves behind."""
        orphans = self.workers()
        self.process.send_signal(signal.SIGKILL)
        self.wait()
        return orphans


@dataclass(frozen=True)
class Site:
    """A home with a local Neo4j, in which loads are disturbed, and a witness who knows what is right."""

    home: Path
    environment: dict[str, str]

    @classmethod
    @contextmanager
    def at(cls, home: Path, extractors: Path, **environment: str) -> Iterator[Site]:
        path = os.pathsep.join(filter(None, (str(extractors), os.environ.get("PYTHONPATH"))))
        more = {"CLAIMGRAPH_HOME": str(home), "PYTHONPATH": path, **environment}
        cleared = {name: value for name, value in os.environ.items() if not name.startswith("NEO4J")}
        site = cls(home, cleared | more)
        try:
            yield site
        finally:
            site.server.stop()

    @property
    def server(self) -> LocalServer:
        return LocalServer(self.home / "stores" / "default", default_cache())

    def server_process(self) -> psutil.Process | None:
        """The process of its Neo4j, if it runs."""
        pid = self.server.status().pid
        return psutil.Process(pid) if pid else None

    def kill_server(self) -> None:
        """Kill its Neo4j; it is gone afterwards."""
        process = self.server_process()
        assert process is not None
        process.kill()
        psutil.wait_procs([process], timeout=30)

    def load(self, file: Path, *options: str) -> Load:
        return Load.start(file, self.environment, *options)

    def empty(self) -> None:
        """Take everything out of the database, so that nothing is left of a load before."""
        reached = self.server.ensure_running()
        with GraphDatabase.driver(reached.uri, auth=(reached.username, reached.password)) as driver:
            driver.execute_query("MATCH (n) DETACH DELETE n")
        with self.store() as store:
            store.prepare()

    @contextmanager
    def store(self, connection: Connection | None = None) -> Iterator[Store]:
        reached = connection or self.server.ensure_running()
        with Store.connect(reached.uri, reached.username, reached.password) as store:
            yield store

    def witness(self, *files: Path) -> Witness:
        """What undisturbed loads of some files make, one after the other; the store holds it afterwards."""
        self.empty()
        for file in files:
            load = self.load(file)
            assert load.wait() == 0, load.shown
        with self.store() as store:
            assert list(store.check()) == []
            return Witness(WholeGraph.of(store), whole_articles(store), [id for file in files for id in _ids(file)])


def _ids(file: Path) -> Iterator[str]:
    import json

    for line in file.read_text("utf-8").splitlines():
        yield json.loads(line)["url"]


@dataclass(frozen=True)
class Witness:
    """The graph of an undisturbed load, its articles, and their ids in the order of the file."""

    graph: WholeGraph
    articles: dict[str, str]
    order: list[str]

    def check_acknowledged(self, store: Store, count: int) -> None:
        """The first so many articles, which a load has told as loaded, are there."""
        ids = store.read("MATCH (a:Article) RETURN a.id", limit=1_000_000).rows
        lost = [id for id in self.order[:count] if (id,) not in set(ids)]
        assert lost == []

    def check_whole(self, store: Store) -> None:
        """No article is there by half, and all that is counted is right."""
        with store.loading("witness"):
            pass  # it waits for the transaction that a killed client left behind
        held = whole_articles(store)
        assert [id for id, line in held.items() if self.articles.get(id) != line] == []
        assert list(store.check()) == []

    def check_same(self, store: Store) -> None:
        """The graph is that of an undisturbed load, node by node and edge by edge."""
        assert self.graph.differences(WholeGraph.of(store)) == []
        assert list(store.check()) == []


@dataclass(frozen=True)
class Tally:
    """How many faults of each kind were injected, and how many of them had done no harm when all was looked at."""

    counts: dict[str, list[int]] = field(default_factory=dict)

    def inject(self, kind: str) -> None:
        """Count a fault."""
        self.counts.setdefault(kind, [0, 0])[0] += 1

    def all_is_right(self) -> None:
        """Nothing that was injected so far has done any harm."""
        for kind, (injected, _) in self.counts.items():
            self.counts[kind] = [injected, injected]

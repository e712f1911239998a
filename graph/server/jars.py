"""The jars that make Neo4j: a locked list, fetched into the cache and checked against its hashes.

A jar is written under another name until its hash is right, so a download that was cut off goes on where it was, in
the middle of a jar too, and a jar that was damaged later is fetched again.
"""

from __future__ import annotations

import csv
import hashlib
import logging
import os
import shutil
import ssl
import threading
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor, as_completed
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from typing import IO, TYPE_CHECKING

from claimgraph.graph.errors import ServerError
from claimgraph.graph.server.filelock import exclusive
from claimgraph.graph.server.maven import Repositories
from claimgraph.graph.server.places import is_changeable, make_folder, refuse_changeable
from claimgraph.graph.server.values import OnProgress, Progress

if TYPE_CHECKING:
    import httpx

_log = logging.getLogger("claimgraph")

_AT_ONCE = 6
_TRIES = 3
_PARTIAL = 206  # the HTTP status of a response that goes on where the request said
_BUSY_SECONDS = 1800
_SPARE_BYTES = 300_000_000  # the start archive and the first store, beside the jars
_READABLE = 0o644


@dataclass(frozen=True, slots=True)
class Jar:
    """One line of the locked list: Maven coordinates, size in bytes, SHA-256."""

    group: str
    artifact: str
    version: str
    classifier: str
    bytes: int
    sha256: str

    @property
    def name(self) -> str:
        """The file's name, as Maven builds it."""
        suffix = f"-{self.classifier}" if self.classifier else ""
        return f"{self.artifact}-{self.version}{suffix}.jar"

    @property
    def path(self) -> str:
        """The file's place inside a Maven repository."""
        return f"{self.group.replace('.', '/')}/{self.artifact}/{self.version}/{self.name}"

    def is_at(self, file: Path) -> bool:
        """Whether `file` is this very jar."""
        try:
            if file.stat().st_size != self.bytes:
                return False
            with file.open("rb") as content:
                return hashlib.file_digest(content, "sha256").hexdigest() == self.sha256
        except FileNotFoundError:
            return False


def locked_jars() -> tuple[Jar, ...]:
    """The jars of `data/neo4j-jars.tsv`."""
    text = files("claimgraph.graph.server").joinpath("data/neo4j-jars.tsv").read_text("utf-8")
    lines = [line for line in text.splitlines() if not line.startswith("#")]
    return tuple(
        Jar(row["group"], row["artifact"], row["version"], row["classifier"], int(row["bytes"]), row["sha256"])
        for row in csv.DictReader(lines, delimiter="\t")
    )


def neo4j_version(jars: Iterable[Jar]) -> str:
    """The version of the Neo4j that these jars make."""
    return next(jar.version for jar in jars if (jar.group, jar.artifact) == ("org.neo4j", "neo4j"))


def is_installed(folder: Path, jars: Iterable[Jar]) -> bool:
    """Whether all jars lie in `folder`, by name and size (a start also checks the hashes)."""
    found = {file.name: file.stat().st_size for file in folder.glob("*.jar")}
    return all(found.get(jar.name) == jar.bytes for jar in jars)


def install(
    folder: Path,
    jars: Sequence[Jar],
    on_progress: OnProgress,
    find_repositories: Callable[[], Repositories] = Repositories.of_this_machine,
) -> tuple[Path, ...]:
    """Make sure that every jar lies in `folder` unharmed, and return their paths, sorted.

    Parameters:
        find_repositories: says where to fetch; only asked when a jar is missing.

    Raises:
        ServerError: a jar cannot be had, the disk is too full, or the folder cannot be written to.
    """
    make_folder(folder)
    refuse_changeable(folder)
    whole = tuple(sorted(folder / jar.name for jar in jars))
    if not any(_missing(folder, jars)):
        return whole
    with exclusive(folder.with_name(folder.name + ".lock"), timeout=_BUSY_SECONDS):
        if missing := list(_missing(folder, jars)):
            _check_space(folder, sum(jar.bytes for jar in missing) + _SPARE_BYTES)
            _fetch_all(folder, missing, find_repositories(), on_progress)
    return whole


def _missing(folder: Path, jars: Iterable[Jar]) -> Iterator[Jar]:
    """Those that do not lie there unharmed; also those that others could change after their hash was taken."""
    return (jar for jar in jars if not jar.is_at(folder / jar.name) or is_changeable(folder / jar.name))


def _check_space(folder: Path, needed: int) -> None:
    free = shutil.disk_usage(folder).free
    if free < needed:
        raise ServerError(
            f"not enough disk space for Neo4j in {folder}: {needed // 10**6} MB are needed, {free // 10**6} MB are free"
            " (CLAIMGRAPH_CACHE names another folder)"
        )


def _fetch_all(folder: Path, jars: Sequence[Jar], repositories: Repositories, on_progress: OnProgress) -> None:
    import httpx  # needed at the first start only

    counter = _Counter(f"Fetching {len(jars)} parts of Neo4j", sum(jar.bytes for jar in jars), on_progress)
    patience = httpx.Timeout(30, connect=10)
    with httpx.Client(verify=_trust(), follow_redirects=True, timeout=patience) as client:
        fetcher = _Fetcher(client, repositories, folder, counter, threading.Event())
        with ThreadPoolExecutor(_AT_ONCE) as pool:
            pending = [pool.submit(fetcher.fetch, jar) for jar in jars]
            try:
                for future in as_completed(pending):
                    future.result()
            except BaseException:
                fetcher.stopping.set()
                pool.shutdown(cancel_futures=True)
                raise


def _trust() -> ssl.SSLContext:
    """The certificates of the system (where companies put theirs) and those of certifi (where a system has none)."""
    import certifi

    context = ssl.create_default_context()
    context.load_verify_locations(certifi.where())
    return context


class _Counter:
    """Adds up what all threads have of their jars and tells how far it is."""

    def __init__(self, step: str, total: int, on_progress: OnProgress) -> None:
        self._step, self._total, self._on_progress = step, total, on_progress
        self._done: dict[Jar, int] = {}
        self._lock = threading.Lock()
        self._tell()

    def has(self, jar: Jar, count: int) -> None:
        """Note how many bytes of a jar are there."""
        with self._lock:
            self._done[jar] = count
            self._tell()

    def _tell(self) -> None:
        self._on_progress(Progress(self._step, sum(self._done.values()), self._total, "bytes"))


@dataclass(frozen=True, slots=True)
class _Fetcher:
    """Brings jars into a folder; `stopping` ends the threads that are at it."""

    client: httpx.Client
    repositories: Repositories
    folder: Path
    counter: _Counter
    stopping: threading.Event

    def fetch(self, jar: Jar) -> None:
        """Bring one jar into the folder: from the local Maven repository if it lies there, else from a remote one."""
        part = self.folder / f"{jar.name}.part"
        local = self.repositories.local / jar.path
        try:
            if part.exists() and is_changeable(part):
                part.unlink()
            if jar.is_at(local):
                with local.open("rb") as source, _ours(part, os.O_TRUNC) as target:
                    shutil.copyfileobj(source, target)
            elif not jar.is_at(part):
                self._download(jar, part)
            self.counter.has(jar, jar.bytes)
            part.replace(self.folder / jar.name)
        except OSError as error:
            part.unlink(missing_ok=True)  # a full disk gets its space back
            raise ServerError(f"cannot write {part}: {error.strerror or error}") from error

    def _download(self, jar: Jar, part: Path) -> None:
        problem = "no Maven repository is configured"
        for attempt in range(_TRIES):
            self.stopping.wait(attempt / 2)
            for address in self.repositories.addresses(jar.path):
                try:
                    self._stream(address, jar, part)
                except _unreachable() as error:
                    problem = f"{type(error).__name__}: {error}" if str(error) else type(error).__name__
                    continue
                if jar.is_at(part):
                    return
                part.unlink()
                problem = f"{address} is not the jar that the locked list names (its hash differs)"
            _log.debug("%s, attempt %d: %s", jar.name, attempt + 1, problem)
        raise ServerError(
            f"cannot fetch {jar.name}, a part of Neo4j: {_in_one_line(problem)}."
            " The first start needs the network (or NEO4J_URI, for a Neo4j that runs elsewhere)"
        )

    def _stream(self, address: str, jar: Jar, part: Path) -> None:
        """Append to the part what it lacks, or write it anew where the server only gives the whole."""
        there = part.stat().st_size if part.is_file() else 0
        range_wanted = {"Range": f"bytes={there}-"} if 0 < there < jar.bytes else {}
        with self.client.stream("GET", address, headers={"Accept-Encoding": "identity", **range_wanted}) as response:
            response.raise_for_status()
            goes_on = response.status_code == _PARTIAL
            count = there if goes_on else 0
            with _ours(part, os.O_APPEND if goes_on else os.O_TRUNC) as file:
                for chunk in response.iter_raw():
                    if self.stopping.is_set():
                        raise ServerError("the download of Neo4j was given up")
                    file.write(chunk)
                    count += len(chunk)
                    self.counter.has(jar, count)
                    if count > jar.bytes:
                        return


def _ours(file: Path, how: int) -> IO[bytes]:
    """Open a file to write what is run later: whatever the umask, nobody else could ever have opened it to write."""
    return os.fdopen(os.open(file, os.O_WRONLY | os.O_CREAT | how, _READABLE), "wb")


def _in_one_line(text: str) -> str:
    return " ".join(text.split())


def _unreachable() -> tuple[type[Exception], ...]:
    import httpx

    return (httpx.HTTPError, httpx.InvalidURL)

"""What the local server hands to its callers."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Connection:
    """Where a Neo4j is and how to enter it. The password never shows in a repr.

    Parameters:
        verify: called before each new connection is opened; gives what is called once it is open and before the
            password is sent, which raises StoreError unless it leads to the server that is meant.
        password_file: where the password of a local store stands; None for a server that the user has named.
    """

    uri: str
    username: str
    password: str = field(repr=False)
    database: str = "neo4j"
    verify: Callable[[], Callable[[], None]] | None = field(default=None, repr=False, compare=False)
    password_file: Path | None = field(default=None, repr=False, compare=False)


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a long step is.

    Parameters:
        step: what is being done, in words for a person.
        done, total: in `unit`; a total of 0 means that nobody knows.
        unit: "bytes" for downloads, "%" for shares of 100, "" for steps that only take time.
    """

    step: str
    done: int = 0
    total: int = 0
    unit: str = ""


OnProgress = Callable[[Progress], None]


def no_progress(progress: Progress) -> None:
    """Tell nobody."""


@dataclass(frozen=True, slots=True)
class ServerStatus:
    """What is known of the local server without disturbing it.

    Parameters:
        installed: whether everything that Neo4j needs is in the cache.
        uri, pid, memory: None unless it runs; memory is its resident set in bytes.
        disk: bytes that the home folder takes.
        version: the Neo4j version that claimgraph runs.
    """

    running: bool
    installed: bool
    home: Path
    version: str
    uri: str | None
    pid: int | None
    memory: int | None
    disk: int

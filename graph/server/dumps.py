"""A store as one file, and back. The file is a dump of Neo4j's own, which neo4j-admin reads too.

A restore first builds a whole second store beside the first, starts and checks it; only then its data take the place
of the old ones, by renaming. Whatever fails or is killed before that leaves the store as it was.
"""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from claimgraph.graph.errors import ServerError
from claimgraph.graph.server.admin import Admin
from claimgraph.graph.server.launch import Launch, stop
from claimgraph.graph.server.staging import beside
from claimgraph.graph.server.values import Connection, OnProgress, Progress

_DATABASE = "neo4j"
_OWNER_ONLY = 0o600
_MEANING = (
    ("Not a valid Neo4j archive", "it is no dump of a Neo4j"),
    ("Truncated", "it is cut off, a part is missing"),
    ("orruption", "it is damaged"),
)
_RATIO = 200
"""How many times its own size a dump may unpack to; dumps of large stores have 3 to 10."""
_UNSUSPICIOUS = 2_000_000_000
"""So many bytes may become of any dump: even an empty store has some hundred megabytes."""
_RESERVE = 500_000_000
"""So many bytes a restore leaves free on the disk."""
_BYTES = re.compile(r"Bytes: (\d+)")
_PERCENT = re.compile(r"data:\s+(\d+)\.\d%")


def write_dump(admin: Admin, file: Path, on_progress: OnProgress) -> None:
    """Write the graph of a store that nobody serves into `file`; it is there whole, or not at all.

    Nobody but its owner may read it, as the store itself.

    Raises:
        ServerError: it cannot be written.
    """
    # Of one length, whatever the name's: that may be as long as a name can be.
    part = file.with_name(f".{sha256(os.fsencode(file.name)).hexdigest()[:16]}.part")
    try:
        part.unlink(missing_ok=True)
        with os.fdopen(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, _OWNER_ONLY), "wb") as gives:
            admin.run(
                "database", "dump", _DATABASE, "--to-stdout", gives=gives, on_line=_percent("Dumping", on_progress)
            )
            gives.flush()
            os.fsync(gives.fileno())
        part.replace(file)
    except (OSError, ServerError) as error:
        reason = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
        raise ServerError(f"cannot dump the store into {file}: {reason}") from error
    finally:
        with suppress(OSError):
            part.unlink(missing_ok=True)


def restore(
    launch: Launch,
    file: Path,
    check: Callable[[Connection], None],
    on_progress: OnProgress,
    leave: Callable[[], None] | None = None,
) -> None:
    """Put what `file` holds in the place of the data of a store; the caller starts it again.

    Parameters:
        launch: how the store is started.
        check: raises an error where the restored graph must not be used.
        leave: raises an error where the data must not be replaced; called at the end.

    Raises:
        ServerError: the file is no dump, or of a newer Neo4j, or the disk is too full. The store is as it was.
    """
    try:
        with beside(launch) as second:
            _load(second.prepare(), file, on_progress)
            _serve_once(second, file, check, on_progress)
            if leave is not None:
                leave()
    except OSError as error:
        raise ServerError(f"cannot restore {file}: {error}") from error


def _load(admin: Admin, file: Path, on_progress: OnProgress) -> None:
    try:
        allowed = _Allowed.of(file, admin.layout.data)
        allowed.check(_promised(admin, file))
        with file.open("rb") as takes:
            admin.run(
                "database",
                "load",
                _DATABASE,
                "--from-stdin",
                "--overwrite-destination=true",
                takes=takes,
                on_line=_percent("Reading the dump", on_progress),
                objection=lambda: allowed.objection(_written(admin.layout.data)),
            )
    except OSError as error:
        raise ServerError(f"cannot read {file}: {error.strerror or error}") from error
    except ServerError as error:
        said = next((words for sign, words in _MEANING if sign in str(error)), "")
        raise ServerError(f"{file} cannot be restored: {said or error}; the store is as it was") from error


@dataclass(frozen=True, slots=True)
class _Allowed:
    """How many bytes a dump may unpack to.

    Parameters:
        ratio: for its own size.
        room: for the disk.
    """

    ratio: int
    room: int

    @classmethod
    def of(cls, file: Path, data: Path) -> _Allowed:
        """What a dump may unpack to in the folder of a store."""
        free = shutil.disk_usage(next(folder for folder in (data, *data.parents) if folder.is_dir())).free
        return cls(max(_UNSUSPICIOUS, _RATIO * file.stat().st_size), max(0, free - _RESERVE))

    def objection(self, count: int) -> str:
        """What is told of so many bytes; empty where they are allowed."""
        if count > self.room:
            return f"it needs more than the {self.room:,} bytes that may be taken of the disk"
        if count > self.ratio:
            return f"it unpacks to more than {self.ratio:,} bytes, as no store of its size does"
        return ""

    def check(self, count: int) -> None:
        """Raise ServerError where so many bytes are not allowed."""
        if problem := self.objection(count):
            raise ServerError(problem)


def _promised(admin: Admin, file: Path) -> int:
    """How many bytes a dump says that it holds; 0 where it does not say it, which reading it then tells better."""
    lines: list[str] = []
    try:
        with file.open("rb") as takes:
            admin.run("database", "load", _DATABASE, "--info", "--from-stdin", takes=takes, on_line=lines.append)
    except ServerError:
        return 0
    return max((int(found[1]) for line in lines if (found := _BYTES.search(line))), default=0)


def _written(folder: Path) -> int:
    """How many bytes the files in a folder have; those that go meanwhile do not count."""
    count = 0
    for place, _, names in os.walk(folder):
        for name in names:
            with suppress(OSError):
                count += os.lstat(Path(place) / name).st_size
    return count


def _serve_once(launch: Launch, file: Path, check: Callable[[Connection], None], on_progress: OnProgress) -> None:
    layout = launch.layout
    try:
        launch.run(on_progress)
    except ServerError as error:
        raise ServerError(f"{file} cannot be restored: {error}; the store is as it was") from error
    try:
        check(layout.connection())
    finally:
        stop(layout)


def _percent(step: str, on_progress: OnProgress) -> Callable[[str], None]:
    on_progress(Progress(step))

    def tell(line: str) -> None:
        if found := _PERCENT.search(line):
            on_progress(Progress(step, int(found[1]), 100, "%"))

    return tell

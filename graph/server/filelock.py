"""A lock between processes, held on an open file and let go by the system when its holder dies."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO

from claimgraph.graph.errors import ServerError

_PAUSE = 0.1
_PRIVATE = 0o600
"""Who may open a file, if only to read, can lock it: another user could keep us waiting."""


@contextmanager
def exclusive(path: Path, timeout: float) -> Iterator[None]:
    """Hold the lock `path`, waiting up to `timeout` seconds for another holder.

    Raises:
        ServerError: another process still holds it, or the file cannot be written.
    """
    deadline = time.monotonic() + timeout
    while True:
        with _opened(path) as file:
            while not _try_lock(file):
                if time.monotonic() >= deadline:
                    busy = f"another process is still busy with {path.parent}: try again when it has finished"
                    raise ServerError(busy)
                time.sleep(_PAUSE)
            if not _still_lies_at(file, path):
                continue
            try:
                yield
            finally:
                _unlock(file)
            return


def _still_lies_at(file: IO[bytes], path: Path) -> bool:
    """Whether nobody removed the file, with the whole folder, while we waited."""
    try:
        return os.path.samestat(os.fstat(file.fileno()), path.stat())
    except FileNotFoundError:
        return False


def _opened(path: Path) -> IO[bytes]:
    try:
        file = os.fdopen(os.open(path, os.O_RDWR | os.O_CREAT | os.O_APPEND, _PRIVATE), "a+b")
    except OSError as error:
        raise ServerError(f"cannot write {path}: {error.strerror or error}") from error
    with suppress(OSError):
        path.chmod(_PRIVATE)  # one of before could be read by others
    return file


if sys.platform == "win32":
    import msvcrt

    def _try_lock(file: IO[bytes]) -> bool:
        file.seek(0)
        try:
            msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        return True

    def _unlock(file: IO[bytes]) -> None:
        file.seek(0)
        msvcrt.locking(file.fileno(), msvcrt.LK_UNLCK, 1)

else:
    import fcntl

    def _try_lock(file: IO[bytes]) -> bool:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True

    def _unlock(file: IO[bytes]) -> None:
        fcntl.flock(file, fcntl.LOCK_UN)

"""The one process of a store: started apart from us, found again later, stopped.

It is recognised by its command line, which names the store's folder; so neither a stale pid file nor a pid
that the system has given to another program is taken for it.
"""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from claimgraph.graph.errors import ServerError

if TYPE_CHECKING:
    import psutil


def spawn(
    command: Sequence[str], *, cwd: Path, environment: Mapping[str, str], output: Path
) -> subprocess.Popen[bytes]:
    """Start a process in a session of its own, so that it outlives us and no Ctrl-C reaches it; append to `output`."""
    flags = 0
    if sys.platform == "win32":
        flags = subprocess.CREATE_NEW_PROCESS_GROUP | subprocess.CREATE_NO_WINDOW
    with output.open("ab") as log:
        return subprocess.Popen(  # noqa: S603 our own Java or Python with our own arguments
            command,
            cwd=cwd,
            env=dict(environment),
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=subprocess.STDOUT,
            start_new_session=os.name == "posix",
            creationflags=flags,
        )


def release(process: subprocess.Popen[bytes]) -> None:
    """Let a process live on by itself; should it end before us, it is collected and leaves no zombie."""
    threading.Thread(target=process.wait, name=f"wait-{process.pid}", daemon=True).start()


def write_pid(file: Path, pid: int) -> None:
    """Remember the process of a store."""
    file.write_text(f"{pid}\n", "ascii")


def find(file: Path, marker: str) -> psutil.Process | None:
    """The running process whose pid `file` holds and whose command line has the argument `marker`, if there is one."""
    import psutil

    try:
        process = psutil.Process(int(file.read_text("ascii")))
        alive = process.status() != psutil.STATUS_ZOMBIE and marker in process.cmdline()
    except (OSError, ValueError, psutil.Error):
        return None
    return process if alive else None


def memory(process: psutil.Process) -> int | None:
    """Bytes of memory that a process holds now; None where the system does not tell."""
    import psutil

    try:
        return int(process.memory_info().rss)
    except psutil.Error:
        return None


def stop(process: psutil.Process, patience: float) -> bool:
    """End a process: ask, wait `patience` seconds, then force. Returns whether asking was enough.

    Raises:
        ServerError: it is not ours to stop, or does not end.
    """
    import psutil

    try:
        process.terminate()
        process.wait(patience)
        return True
    except psutil.NoSuchProcess:
        return True
    except psutil.AccessDenied as error:
        raise ServerError(f"process {process.pid} belongs to another user, who must stop it") from error
    except psutil.TimeoutExpired:
        return _force(process)


def _force(process: psutil.Process) -> bool:
    import psutil

    try:
        process.kill()
        process.wait(10)
    except psutil.NoSuchProcess:
        return True
    except psutil.TimeoutExpired as error:
        raise ServerError(f"process {process.pid} does not end, even when it is forced to") from error
    return False

"""The one process of a store: started apart from us, found again later, stopped.

It is recognised by its command line, which names the store's folder, and by its user, which must be ours: neither a
stale pid file, nor a pid that the system has given to another program, nor a process of another user with the same
arguments is taken for it.
"""

from __future__ import annotations

import os
import subprocess
import sys
import threading
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from claimgraph.graph.errors import ServerError

if TYPE_CHECKING:
    import psutil

_PAUSE = 0.02
_FORCED_SECONDS = 10
_IPV4_IN_IPV6 = "::ffff:"


def spawn(
    command: Sequence[str], *, cwd: Path, environment: Mapping[str, str], output: Path, umask: int = -1
) -> subprocess.Popen[bytes]:
    """Start a process in a session of its own, so that it outlives us and no Ctrl-C reaches it; append to `output`.

    Parameters:
        umask: the rights that its files do not give; ours if it is -1.
    """
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
            umask=umask,
        )


def release(process: subprocess.Popen[bytes]) -> None:
    """Let a process live on by itself; should it end before us, it is collected and leaves no zombie."""
    threading.Thread(target=process.wait, name=f"wait-{process.pid}", daemon=True).start()


def write_pid(file: Path, pid: int) -> None:
    """Remember the process of a store."""
    file.write_text(f"{pid}\n", "ascii")


def find(file: Path, marker: str) -> psutil.Process | None:
    """Our running process whose pid `file` holds and whose command line has the argument `marker`, if there is one."""
    import psutil

    try:
        process = psutil.Process(int(file.read_text("ascii")))
        ours = is_alive(process) and marker in process.cmdline() and _has_our_user(process)
    except (OSError, ValueError, psutil.Error):
        return None
    return process if ours else None


def search(marker: str) -> psutil.Process | None:
    """A process of ours with the argument `marker` in its command line, whose pid nobody wrote down.

    A command that was killed between starting the server and noting its pid leaves one behind.
    """
    import psutil

    for process in psutil.process_iter():
        try:
            if marker in process.cmdline() and is_alive(process) and _has_our_user(process):
                return process
        except psutil.Error:
            continue
    return None


def impostors(marker: str) -> list[psutil.Process]:
    """Processes of other users with the argument `marker`: they pass for ours and may not be believed."""
    import psutil

    found = []
    for process in psutil.process_iter():
        try:
            if marker in process.cmdline() and not _has_our_user(process):
                found.append(process)
        except psutil.Error:
            continue
    return found


def user_of(process: psutil.Process) -> str:
    """The name of the user that a process belongs to, for messages."""
    import psutil

    try:
        return process.username()
    except (psutil.Error, KeyError):
        return "another user"


def listening_ports(process: psutil.Process) -> frozenset[int]:
    """The TCP ports that a process of ours listens on; none where the system does not tell."""
    import psutil

    try:
        return frozenset(one.laddr.port for one in process.net_connections("tcp") if one.status == psutil.CONN_LISTEN)
    except psutil.Error:
        return frozenset()


@dataclass(frozen=True, slots=True)
class Link:
    """One end of a TCP connection, as a process holds it.

    Parameters:
        ends: this end and the other one, each as host and port.
        handle: what the process knows it by, where the system tells; else a negative number.
    """

    ends: tuple[tuple[str, int], tuple[str, int]]
    handle: int


def links(process: psutil.Process) -> frozenset[Link]:
    """The TCP connections that a process of ours has accepted or opened; none where the system does not tell."""
    import psutil

    try:
        return frozenset(
            Link((_end(one.laddr.ip, one.laddr.port), _end(one.raddr.ip, one.raddr.port)), one.fd)
            for one in process.net_connections("tcp")
            if one.raddr
        )
    except psutil.Error:
        return frozenset()


def _end(host: str, port: int) -> tuple[str, int]:
    """Java takes connections of IPv4 on a socket of IPv6, which writes their addresses longer."""
    return host.lower().removeprefix(_IPV4_IN_IPV6), port


def ourselves() -> psutil.Process:
    """The process that asks."""
    import psutil

    return psutil.Process()


def _has_our_user(process: psutil.Process) -> bool:
    if sys.platform == "win32":
        import psutil

        return process.username() == psutil.Process().username()
    # A setuid program has our effective user, though another user started it and may have handed it a socket.
    return {*process.uids()} == {os.geteuid()}


def is_alive(process: psutil.Process) -> bool:
    """Whether it still does anything; its parent, or the system's first process, may be slow to collect it."""
    import psutil

    try:
        return process.is_running() and process.status() != psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return False


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
        if _has_ended(process, patience):
            return True
        process.kill()
    except psutil.NoSuchProcess:
        return True
    except psutil.AccessDenied as error:
        raise ServerError(f"process {process.pid} belongs to another user, who must stop it") from error
    if not _has_ended(process, _FORCED_SECONDS):
        raise ServerError(f"process {process.pid} does not end, even when it is forced to")
    return False


def _has_ended(process: psutil.Process, patience: float) -> bool:
    deadline = time.monotonic() + patience
    while is_alive(process):
        if time.monotonic() >= deadline:
            return False
        time.sleep(_PAUSE)
    return True

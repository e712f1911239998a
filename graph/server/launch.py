"""One start of Neo4j in a prepared home: password, port, settings, process, and the wait until it answers."""

from __future__ import annotations

import logging
import os
import re
import shutil
import subprocess
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from claimgraph.graph.errors import ServerError
from claimgraph.graph.server import process
from claimgraph.graph.server.admin import Admin
from claimgraph.graph.server.archive import Archive
from claimgraph.graph.server.choices import NO_CHOICES, Choices
from claimgraph.graph.server.config import Sizes, write_config
from claimgraph.graph.server.failure import explain, lost_its_port
from claimgraph.graph.server.java import PRIVATE_UMASK, java_environment
from claimgraph.graph.server.layout import Layout
from claimgraph.graph.server.machine import free_port, machine_memory, port_is_free
from claimgraph.graph.server.places import make_folder, refuse_changeable
from claimgraph.graph.server.secret import new_password, read_password, write_private
from claimgraph.graph.server.values import OnProgress, Progress

_log = logging.getLogger("claimgraph")

_START_SECONDS = 300  # a machine that is busy with other things may need a minute or two
_STOP_SECONDS = 30
_HALT_SECONDS = 1
_PASSWORD_SECONDS = 120
_OTHER_PORTS = 3
"""So many times another port is tried where the one that was chosen is taken meanwhile."""
_PAUSE = 0.05
_LAST_WORDS_SECONDS = 0.5  # in which it writes why
_HOME_BYTES = 200_000_000
_PRIVATE = 0o700

ROOM_TO_READ = 1_000_000
"""So many bytes of disk are enough to read a store: its settings are written anew."""

JAVA_OPTIONS = (
    "-XX:+UseParallelGC",  # a load takes a sixth less time than with the serial one
    "-XX:+ExitOnOutOfMemoryError",
    "-XX:+DisableExplicitGC",
    "-XX:-OmitStackTraceInFastThrow",
    "-Djava.awt.headless=true",
    "-Dlog4j2.disable.jmx=true",
    "--add-opens=java.base/java.nio=ALL-UNNAMED",
    "--add-opens=java.base/java.io=ALL-UNNAMED",
    "--add-opens=java.base/sun.nio.ch=ALL-UNNAMED",
)


@dataclass(frozen=True, slots=True)
class Launch:
    """What a start needs.

    Parameters:
        layout: the store's files.
        archive: Java, its options and the class path, with the archive for them.
        version: that of Neo4j, as "5.26.30".
        choices: what the user insists on.
    """

    layout: Layout
    archive: Archive
    version: str
    choices: Choices = NO_CHOICES

    def run(self, on_progress: OnProgress) -> None:
        """Start Neo4j and return when it answers.

        Raises:
            ServerError: it cannot be started.
        """
        try:
            admin = self.prepare()
            on_progress(Progress("Starting Neo4j"))
            if self.layout.begun:
                read_password(self.layout.password)
            else:
                self._set_password(admin)
            port = self._choose_port()
        except OSError as error:
            raise ServerError(f"cannot start Neo4j in {self.layout.home}: {error}") from error
        for _ in range(_OTHER_PORTS):
            try:
                self._serve(port, on_progress)
            except ServerError:
                if self.choices.port is not None or not lost_its_port(self.layout.console, self.layout.neo4j_log):
                    raise
            else:
                return
            # A neighbour who sees a port being looked for may be faster than Neo4j; the next one he cannot foresee.
            _log.warning("port %d was taken by %s while Neo4j started; another one is tried", port, self._holder())
            port = free_port()
        self._serve(port, on_progress)

    def _serve(self, port: int, on_progress: OnProgress) -> None:
        """Start the process and wait until it is ready.

        Raises:
            ServerError: it cannot be started.
        """
        try:
            started = self._start(port)
        except OSError as error:
            raise ServerError(f"cannot start Neo4j in {self.layout.home}: {error}") from error
        try:
            wait_until_ready(self.layout, lambda: started.poll() is None, on_progress)
        except ServerError:
            failed = process.find(self.layout.pid, self.layout.marker)
            if failed is not None and _has_failed(self.layout.neo4j_log):
                process.stop(failed, _PAUSE)
            raise

    def prepare(self, room: int = _HOME_BYTES) -> Admin:
        """Make the folders and write the settings, and return the tool that works on the store while nothing runs.

        Parameters:
            room: how many bytes of the store's disk must be free.

        Raises:
            ServerError: this machine or this claimgraph cannot run the store.
        """
        self._check_version()
        sizes = self._sizes()
        self._make_folders(room)
        write_config(self.layout.conf, free_port(), sizes, self.choices.seconds)
        return Admin(self.layout, self.archive, sizes.heap)

    def _check_version(self) -> None:
        """A store that a later Neo4j has opened cannot be opened by an earlier one."""
        last = self.layout.last_version()
        if last and _minor(last) > _minor(self.version):
            raise ServerError(
                f"the store in {self.layout.home} was last opened by Neo4j {last} of a newer claimgraph, this one runs"
                f" {self.version}: update claimgraph"
            )

    def _sizes(self) -> Sizes:
        return Sizes.for_machine(machine_memory(), self.choices.memory)

    def _make_folders(self, room: int) -> None:
        for folder in (self.layout.conf, self.layout.logs, self.layout.run):
            make_folder(folder)
            refuse_changeable(folder)
        shutil.rmtree(self.layout.temporary, ignore_errors=True)  # what was killed left it
        make_folder(self.layout.temporary, _PRIVATE)
        free = shutil.disk_usage(self.layout.home).free
        if free < room:
            raise ServerError(
                f"not enough disk space in {self.layout.home}: Neo4j needs {room // 10**6} MB to start,"
                f" {free // 10**6} MB are free"
            )

    def _set_password(self, admin: Admin) -> None:
        """Before its first start Neo4j can be told a password; the file that tells it is gone afterwards."""
        layout = self.layout
        password = read_password(layout.password) if layout.password.is_file() else new_password(layout.password)
        told = layout.run / "initial-password"
        write_private(told, password + "\n")
        try:
            admin.run("dbms", "set-initial-password", f"@{told}", seconds=_PASSWORD_SECONDS)
        except ServerError as error:
            raise ServerError(f"cannot set the password of the local Neo4j: {error}") from error
        finally:
            told.unlink(missing_ok=True)

    def _choose_port(self) -> int:
        if self.choices.port is not None:
            if not port_is_free(self.choices.port):
                raise ServerError(
                    f"port {self.choices.port} is used by another program: free it, or set CLAIMGRAPH_BOLT_PORT to"
                    " another port (or unset it, and a free one is chosen)"
                )
            return self.choices.port
        known = self.layout.known_port()
        if known is not None and port_is_free(known):
            return known
        port = free_port()
        if known is not None:
            _log.warning("port %d is used by %s now; Neo4j listens on %d instead", known, self._holder(), port)
        return port

    def _holder(self) -> str:
        """Who may hold our port: a process that passes for ours is named, since somebody means harm with it."""
        named = [
            f"process {one.pid} of the user {process.user_of(one)}, which passes for the Neo4j of this store"
            for one in process.impostors(self.layout.marker)
        ]
        return " and ".join(named) or "another program"

    def _start(self, port: int) -> subprocess.Popen[bytes]:
        layout, sizes = self.layout, self._sizes()
        write_config(layout.conf, port, sizes, self.choices.seconds)
        layout.version.write_text(f"{self.version}\n", "ascii")
        layout.note_port(port)
        for log in (layout.console, layout.neo4j_log):
            log.unlink(missing_ok=True)
        command = self.archive.command(
            layout.run / "server.args",
            [
                f"-Xmx{sizes.heap}m",
                f"-XX:NewSize={sizes.young}m",
                *layout.java_options,
                *self.archive.start_options(layout.classes),
            ],
            ["org.neo4j.server.CommunityEntryPoint", layout.marker, f"--config-dir={layout.conf}"],
        )
        environment = java_environment(os.environ)
        started = process.spawn(
            command, cwd=layout.home, environment=environment, output=layout.console, umask=PRIVATE_UMASK
        )
        process.write_pid(layout.pid, started.pid)
        process.release(started)
        return started


def _minor(version: str) -> tuple[int, ...]:
    """`5.26` of `5.26.30`: within it every Neo4j opens what the others wrote."""
    return tuple(int(part) for part in re.findall(r"\d+", version)[:2])


def stop(layout: Layout) -> bool:
    """Stop the server of a store, if one runs, and wait until it is gone. Returns whether one ran.

    A command that is killed early leaves a server whose pid is not noted, or which has not made its files yet.

    Raises:
        ServerError: it does not stop, or belongs to another user.
    """
    running = process.find(layout.pid, layout.marker) or process.search(layout.marker)
    if running is not None and not process.stop(running, _STOP_SECONDS):
        _log.warning("Neo4j did not stop within %d s and was forced to; its next start recovers", _STOP_SECONDS)
    layout.pid.unlink(missing_ok=True)
    return running is not None


def halt(layout: Layout) -> None:
    """End a server of a store that no longer does what it is asked, without much patience; its next start recovers.

    Raises:
        ServerError: it does not end.
    """
    running = process.find(layout.pid, layout.marker)
    if running is not None:
        process.stop(running, _HALT_SECONDS)
    layout.pid.unlink(missing_ok=True)


def adopt(layout: Layout) -> None:
    """Note the pid of a server of this store that runs although no pid is noted."""
    if process.find(layout.pid, layout.marker) is None and (orphan := process.search(layout.marker)) is not None:
        process.write_pid(layout.pid, orphan.pid)


def end_tool(layout: Layout) -> None:
    """End what a killed command has left at work on the files of this store: Neo4j's own tool outlives it.

    Raises:
        ServerError: it belongs to another user, or does not end.
    """
    while (orphan := process.search(f"@{layout.tool_arguments}")) is not None:
        process.stop(orphan, 0)


def wait_until_ready(layout: Layout, is_alive: Callable[[], bool], on_progress: OnProgress) -> None:
    """Return when the process of the store says that it has started.

    Parameters:
        is_alive: whether that process still runs.

    Raises:
        ServerError: it ended, or is ending, or takes longer than five minutes.
    """
    begin = time.monotonic()
    while not _has_started(layout.neo4j_log):
        waited = time.monotonic() - begin
        if not is_alive() or _has_failed(layout.neo4j_log):
            time.sleep(_LAST_WORDS_SECONDS)
            raise ServerError(explain(layout.console, layout.neo4j_log))
        if waited > _START_SECONDS:
            raise ServerError(
                f"Neo4j has not started within {_START_SECONDS} s; what it does stands in {layout.neo4j_log}"
            )
        on_progress(Progress("Starting Neo4j", int(waited)))
        time.sleep(_PAUSE)


def _has_started(log: Path) -> bool:
    return any(line.endswith("Started.") for line in _lines(log))


def _has_failed(log: Path) -> bool:
    """Whether it has given up: it may take its time to end then, or never end."""
    return any(" ERROR Failed to start" in line for line in _lines(log))


def _lines(log: Path) -> list[str]:
    try:
        return [line.rstrip() for line in log.read_text("utf-8", "replace").splitlines()]
    except OSError:
        return []

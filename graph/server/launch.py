"""One start of Neo4j in a prepared home: password, port, settings, process, and the wait until it answers."""

from __future__ import annotations

import logging
import os
import shutil
import subprocess
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from claimgraph.graph.errors import ServerError
from claimgraph.graph.server import process
from claimgraph.graph.server.archive import Archive, class_path_text
from claimgraph.graph.server.config import Sizes, write_config
from claimgraph.graph.server.failure import decisive_line, explain
from claimgraph.graph.server.java import argument_file, java_environment
from claimgraph.graph.server.layout import Layout
from claimgraph.graph.server.machine import free_port, machine_memory, port_is_free
from claimgraph.graph.server.places import make_folder
from claimgraph.graph.server.secret import new_password, read_password, write_private
from claimgraph.graph.server.values import OnProgress, Progress

_log = logging.getLogger("claimgraph")

_START_SECONDS = 180
_PASSWORD_SECONDS = 120
_PAUSE = 0.05
_HOME_BYTES = 200_000_000

JAVA_OPTIONS = (
    "-XX:+UseSerialGC",  # a third less memory than G1 at this size, and no slower to start
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
        fixed_port: the port that the user insists on, if any.
    """

    layout: Layout
    archive: Archive
    fixed_port: int | None

    def run(self, on_progress: OnProgress) -> None:
        """Start Neo4j and return when it answers.

        Raises:
            ServerError: it cannot be started.
        """
        try:
            self._prepare_folders()
            on_progress(Progress("Starting Neo4j"))
            if self.layout.begun:
                read_password(self.layout.password)
            else:
                self._set_password()
            started = self._start(self._choose_port())
        except OSError as error:
            raise ServerError(f"cannot start Neo4j in {self.layout.home}: {error}") from error
        wait_until_ready(self.layout, lambda: started.poll() is None, on_progress)

    def _prepare_folders(self) -> None:
        for folder in (self.layout.conf, self.layout.logs, self.layout.run):
            make_folder(folder)
        free = shutil.disk_usage(self.layout.home).free
        if free < _HOME_BYTES:
            raise ServerError(
                f"not enough disk space in {self.layout.home}: Neo4j needs {_HOME_BYTES // 10**6} MB to start,"
                f" {free // 10**6} MB are free"
            )

    def _set_password(self) -> None:
        """Before its first start Neo4j can be told a password; the file that tells it is gone afterwards."""
        layout = self.layout
        password = read_password(layout.password) if layout.password.is_file() else new_password(layout.password)
        told = layout.run / "initial-password"
        write_private(told, password + "\n")
        write_config(layout.conf, port=free_port(), sizes=Sizes.for_memory(machine_memory()))
        environment = java_environment(os.environ) | {
            "NEO4J_HOME": str(layout.home),
            "NEO4J_CONF": str(layout.conf),
        }
        command = self._java("admin", [], ["org.neo4j.cli.AdminTool", "dbms", "set-initial-password", f"@{told}"])
        try:
            done = subprocess.run(  # noqa: S603 our own Java
                command, env=environment, cwd=layout.home, capture_output=True, timeout=_PASSWORD_SECONDS, check=False
            )
        except subprocess.TimeoutExpired as error:
            raise ServerError(f"cannot set the password of the local Neo4j: {error}") from error
        finally:
            told.unlink(missing_ok=True)
        if done.returncode:
            said = (done.stdout + done.stderr).decode("utf-8", "replace")
            raise ServerError(f"cannot set the password of the local Neo4j: {decisive_line(said, '')}")

    def _choose_port(self) -> int:
        if self.fixed_port is not None:
            if not port_is_free(self.fixed_port):
                raise ServerError(
                    f"port {self.fixed_port} is used by another program: free it, or set CLAIMGRAPH_BOLT_PORT to"
                    " another port (or unset it, and a free one is chosen)"
                )
            return self.fixed_port
        known = self.layout.known_port()
        if known is not None and port_is_free(known):
            return known
        port = free_port()
        if known is not None:
            _log.info("port %d is used by another program now; Neo4j listens on %d instead", known, port)
        return port

    def _start(self, port: int) -> subprocess.Popen[bytes]:
        layout = self.layout
        sizes = Sizes.for_memory(machine_memory())
        write_config(layout.conf, port, sizes)
        layout.port.write_text(f"{port}\n", "ascii")
        for log in (layout.console, layout.neo4j_log):
            log.unlink(missing_ok=True)
        command = self._java(
            "server",
            [f"-Xmx{sizes.heap}m", *self.archive.start_options(layout.classes)],
            ["org.neo4j.server.CommunityEntryPoint", layout.marker, f"--config-dir={layout.conf}"],
        )
        started = process.spawn(
            command, cwd=layout.home, environment=java_environment(os.environ), output=layout.console
        )
        process.write_pid(layout.pid, started.pid)
        process.release(started)
        return started

    def _java(self, name: str, options: list[str], main: list[str]) -> list[str]:
        """The command that runs Java; its options go through a file, since the class path is long."""
        file = self.layout.run / f"{name}.args"
        class_path = class_path_text(self.archive.class_path)
        file.write_text(argument_file([*self.archive.options, *options, "-cp", class_path]), "utf-8")
        return [str(self.archive.java), f"@{file}", *main]


def wait_until_ready(layout: Layout, is_alive: Callable[[], bool], on_progress: OnProgress) -> None:
    """Return when the process of the store says that it has started.

    Parameters:
        is_alive: whether that process still runs.

    Raises:
        ServerError: it ended, or takes longer than three minutes.
    """
    begin = time.monotonic()
    while not _has_started(layout.neo4j_log):
        waited = time.monotonic() - begin
        if not is_alive():
            raise ServerError(explain(layout.console, layout.neo4j_log))
        if waited > _START_SECONDS:
            raise ServerError(
                f"Neo4j has not started within {_START_SECONDS} s; what it does stands in {layout.neo4j_log}"
            )
        on_progress(Progress("Starting Neo4j", int(waited)))
        time.sleep(_PAUSE)


def _has_started(log: Path) -> bool:
    try:
        return any(line.rstrip().endswith("Started.") for line in log.read_text("utf-8", "replace").splitlines())
    except OSError:
        return False

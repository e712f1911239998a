"""The local Neo4j of one store: installed when it is missing, started when it is not running, stopped on request.

>>> from claimgraph.graph.server.places import default_cache, default_home
>>> server = LocalServer(default_home(), default_cache())
>>> connection = server.ensure_running()  # doctest: +SKIP
>>> server.stop()  # doctest: +SKIP
True
"""

from __future__ import annotations

import logging
import time
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from claimgraph.graph.errors import ServerError
from claimgraph.graph.server import process
from claimgraph.graph.server.archive import Archive
from claimgraph.graph.server.filelock import exclusive
from claimgraph.graph.server.jars import install, is_installed, locked_jars, neo4j_version
from claimgraph.graph.server.java import java_executable
from claimgraph.graph.server.launch import JAVA_OPTIONS, Launch, wait_until_ready
from claimgraph.graph.server.layout import Layout, bolt_uri
from claimgraph.graph.server.machine import folder_size, port_answers
from claimgraph.graph.server.places import keep_private, make_folder
from claimgraph.graph.server.secret import read_password
from claimgraph.graph.server.values import Connection, OnProgress, ServerStatus, no_progress

if TYPE_CHECKING:
    import psutil

_log = logging.getLogger("claimgraph")

_USER = "neo4j"
_STOP_SECONDS = 30
_BUSY_SECONDS = 1800  # the other command may be downloading


@dataclass(frozen=True, slots=True)
class LocalServer:
    """A Neo4j Community server whose data lie in `home`.

    Parameters:
        home: the folder of the store: data, logs, settings, password.
        cache: the folder for Neo4j itself, shared by all stores.
        port: the Bolt port, where the user fixed it (CLAIMGRAPH_BOLT_PORT); else a free one is chosen and kept.
    """

    home: Path
    cache: Path
    port: int | None = None

    def ensure_running(self, on_progress: OnProgress = no_progress) -> Connection:
        """Start the server unless it runs, fetching Neo4j the very first time, and say how to reach it.

        Raises:
            ServerError: it cannot be installed or started; the text says why in one line.
        """
        port = self._layout.known_port()
        if port is None or self._process() is None or not port_answers(port):
            self.start(on_progress)
        return self.connection()

    def start(self, on_progress: OnProgress = no_progress) -> bool:
        """Start the server. Returns False where it runs already (another command may have been faster).

        Raises:
            ServerError: as for `ensure_running`.
        """
        layout = self._layout
        make_folder(layout.home, 0o700)
        keep_private(layout.home)
        with exclusive(layout.lock, _BUSY_SECONDS):
            self._adopt()
            if self._process() is not None:
                wait_until_ready(layout, lambda: self._process() is not None, on_progress)
                return False
            java = java_executable()
            class_path = install(self._jar_folder, locked_jars(), on_progress)
            archive = Archive(self._jar_folder.parent, java, JAVA_OPTIONS, class_path)
            begin = time.monotonic()
            Launch(layout, archive, self.port).run(on_progress)
            _log.info("Neo4j %s started in %.1f s in %s", self.version, time.monotonic() - begin, layout.home)
            archive.build_in_background(layout.classes, layout.logs / "archive.log")
            return True

    def stop(self) -> bool:
        """Stop the server and wait until it is gone. Returns False where it does not run.

        Raises:
            ServerError: it does not stop, or belongs to another user.
        """
        layout = self._layout
        if not layout.home.is_dir():
            return False
        with exclusive(layout.lock, _BUSY_SECONDS):
            self._adopt()
            running = self._process()
            if running is not None and not process.stop(running, _STOP_SECONDS):
                _log.warning("Neo4j did not stop within %d s and was forced to; its next start recovers", _STOP_SECONDS)
            layout.pid.unlink(missing_ok=True)
            return running is not None

    def status(self) -> ServerStatus:
        """What is known of the server, without starting or changing anything."""
        running, port = self._process(), self._layout.known_port()
        return ServerStatus(
            running=running is not None,
            installed=is_installed(self._jar_folder, locked_jars()),
            home=self._layout.home,
            version=self.version,
            uri=bolt_uri(port) if running is not None and port is not None else None,
            pid=running.pid if running is not None else None,
            memory=process.memory(running) if running is not None else None,
            disk=folder_size(self._layout.home),
        )

    def connection(self) -> Connection:
        """How to reach the server of this store, whether it runs now or not.

        Raises:
            ServerError: it has never been started.
        """
        port = self._layout.known_port()
        if port is None:
            raise ServerError(f"there is no local Neo4j in {self.home} yet: `claimgraph db start` makes one")
        return Connection(bolt_uri(port), _USER, read_password(self._layout.password))

    @property
    def version(self) -> str:
        """The version of Neo4j that is run."""
        return neo4j_version(locked_jars())

    @property
    def _layout(self) -> Layout:
        return Layout(self.home.resolve())

    @property
    def _jar_folder(self) -> Path:
        return self.cache.absolute() / f"neo4j-{self.version}" / "jars"

    def _adopt(self) -> None:
        """Note the pid of a server of this store that runs although no pid is noted."""
        layout = self._layout
        if layout.begun and self._process() is None and (orphan := process.search(layout.marker)) is not None:
            process.write_pid(layout.pid, orphan.pid)

    def _process(self) -> psutil.Process | None:
        return process.find(self._layout.pid, self._layout.marker)

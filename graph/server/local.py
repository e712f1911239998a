"""The local Neo4j of one store: installed when it is missing, started when it is not running, stopped on request.

>>> from claimgraph.graph.server.places import data_folder, default_cache, store_home
>>> server = LocalServer(store_home(data_folder() / "stores", "default"), default_cache())
>>> connection = server.ensure_running()  # doctest: +SKIP
>>> server.stop()  # doctest: +SKIP
True
"""

from __future__ import annotations

import logging
import shutil
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from claimgraph.graph.errors import ServerError
from claimgraph.graph.server import process
from claimgraph.graph.server.archive import Archive
from claimgraph.graph.server.choices import NO_CHOICES, Choices
from claimgraph.graph.server.dumps import restore, write_dump
from claimgraph.graph.server.filelock import exclusive
from claimgraph.graph.server.importing import import_files
from claimgraph.graph.server.jars import install, is_installed, locked_jars, neo4j_version
from claimgraph.graph.server.java import java_executable
from claimgraph.graph.server.launch import JAVA_OPTIONS, ROOM_TO_READ, Launch, adopt, halt, stop, wait_until_ready
from claimgraph.graph.server.layout import Layout, bolt_uri
from claimgraph.graph.server.machine import folder_size
from claimgraph.graph.server.places import keep_private, make_folder, refuse_changeable
from claimgraph.graph.server.staging import beside, settle
from claimgraph.graph.server.values import Connection, OnProgress, ServerStatus, no_progress

if TYPE_CHECKING:
    import psutil

_log = logging.getLogger("claimgraph")

_BUSY_SECONDS = 1800.0  # the other command may be downloading
_HALT_BUSY_SECONDS = 5.0


@dataclass(frozen=True, slots=True)
class LocalServer:
    """A Neo4j Community server whose data lie in `home`.

    Parameters:
        home: the folder of the store: data, logs, settings, password.
        cache: the folder for Neo4j itself, shared by all stores.
        choices: what the user insists on: port, memory, time limit, Java.
    """

    home: Path
    cache: Path
    choices: Choices = NO_CHOICES

    def ensure_running(self, on_progress: OnProgress = no_progress) -> Connection:
        """Start the server unless it runs, fetching Neo4j the very first time, and say how to reach it.

        Raises:
            ServerError: it cannot be installed or started; the text says why in one line.
        """
        layout = self._layout
        port = layout.served_port()
        if port is None:
            self.start(on_progress)
            port = layout.served_port()
        if port is None:
            raise ServerError(f"Neo4j in {layout.home} runs, but listens on no port; `claimgraph db stop` ends it")
        if port != layout.known_port():
            layout.note_port(port)
        return layout.connection()

    def start(self, on_progress: OnProgress = no_progress) -> bool:
        """Start the server. Returns False where it runs already (another command may have been faster).

        Raises:
            ServerError: as for `ensure_running`.
        """
        with self._alone():
            return self._start(on_progress)

    def stop(self) -> bool:
        """Stop the server and wait until it is gone. Returns False where it does not run.

        Raises:
            ServerError: it does not stop, or belongs to another user.
        """
        if not self.exists:
            return False
        with self._alone():
            return stop(self._layout)

    def halt(self) -> None:
        """End a server that no longer does what it is asked, without much patience; its next start recovers.

        Raises:
            ServerError: another command is starting or stopping it, or it does not end.
        """
        with self._alone(_HALT_BUSY_SECONDS):
            halt(self._layout)

    def dump(self, file: Path, on_progress: OnProgress = no_progress) -> None:
        """Write the graph into one file; a server that runs stops for that time.

        Raises:
            ServerError: there is no store, or the file cannot be written.
        """
        nothing = ServerError(f"there is no local Neo4j in {self._layout.home} yet, and nothing to dump")
        if not self.exists:
            raise nothing
        with self._alone():
            if not self.has_begun:  # known only now: a restore may have been killed between its renames
                raise nothing
            launch = self._launch(on_progress)
            ran = stop(self._layout)
            try:
                write_dump(launch.prepare(ROOM_TO_READ), file, on_progress)
            except BaseException:
                if ran:
                    self._start(on_progress)
                raise
            if ran:
                self._start_after(file, on_progress)

    def restore(
        self,
        file: Path,
        check: Callable[[Connection], None],
        on_progress: OnProgress = no_progress,
        *,
        check_empty: Callable[[Connection], None] | None = None,
    ) -> Connection:
        """Put the graph that a dump holds in the place of this one; the old one stays until the new one is whole.

        Parameters:
            check: raises an error where the restored graph, which runs beside the old one, must not be used.
            check_empty: raises an error where the old graph must not be replaced; None where it may be, whatever it is.

        Raises:
            ServerError: the file cannot be read or restored; the store is as it was.
        """
        is_new = not self.exists
        leave = partial(self._leave, check_empty, on_progress) if check_empty else None
        try:
            with self._alone():
                restore(self._launch(on_progress), file, check, on_progress, leave)
                self._start(on_progress)
        except BaseException:
            if is_new and not self.has_begun:
                shutil.rmtree(self._layout.home, ignore_errors=True)
            raise
        return self.connection()

    def import_graph(
        self,
        files: Sequence[str],
        complete: Callable[[Connection], None],
        check_empty: Callable[[Connection], None],
        on_progress: OnProgress = no_progress,
    ) -> None:
        """Put a graph into this store, which must be empty, with Neo4j's importer; it runs afterwards.

        Parameters:
            files: what the importer is told of the files.
            complete: does to the imported graph, which runs beside the empty one, what is left to do.
            check_empty: raises an error where something was put into the store meanwhile.

        Raises:
            ServerError: it failed; the store is as it was.
        """
        with self._alone():
            with beside(self._launch(on_progress)) as second:
                import_files(second, files, complete, on_progress)
                self._leave(check_empty, on_progress)
            self._start(on_progress)

    def drop(self) -> None:
        """Stop the server and remove the store with all that it holds.

        Raises:
            ServerError: it cannot be stopped or removed.
        """
        with self._alone():
            stop(self._layout)
            home = self._layout.home
            going = home.with_name(f".dropped-{home.name}")
            try:
                if going.is_dir():
                    shutil.rmtree(going)
                home.rename(going)
                shutil.rmtree(going)
            except OSError as error:
                raise ServerError(f"cannot remove {home}: {error}") from error

    def status(self) -> ServerStatus:
        """What is known of the server, without starting or changing anything."""
        running, port = self._process(), self._layout.served_port()
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
        return self._layout.connection()

    @property
    def exists(self) -> bool:
        """Whether there is anything of this store."""
        return self.home.is_dir()

    @property
    def has_begun(self) -> bool:
        """Whether its Neo4j has ever started."""
        return self._layout.begun

    @property
    def password_file(self) -> Path:
        """Where the password stands."""
        return self._layout.password

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

    @contextmanager
    def _alone(self, seconds: float = _BUSY_SECONDS) -> Iterator[None]:
        """Nobody else starts, stops or replaces the store meanwhile; what a killed command left is put in order."""
        layout = self._layout
        make_folder(layout.home, 0o700)
        keep_private(layout.home)
        refuse_changeable(self.home.absolute().parent)
        with exclusive(layout.lock, seconds):
            settle(layout)
            if layout.run.is_dir():
                adopt(layout)
            yield

    def _leave(self, check_empty: Callable[[Connection], None], on_progress: OnProgress) -> None:
        """Stop the server of a store that nothing was put into, so that its data can be replaced.

        It may have been stopped by others, after they put something in; and they may do so until it stops.
        """
        layout = self._layout
        while layout.begun:
            self._start(on_progress)
            before = layout.commits()
            check_empty(self.connection())
            stop(layout)
            if layout.commits() == before:
                return

    def _launch(self, on_progress: OnProgress) -> Launch:
        java = java_executable(self.choices.java)
        class_path = install(self._jar_folder, locked_jars(), on_progress)
        archive = Archive(self._jar_folder.parent, java, JAVA_OPTIONS, class_path)
        return Launch(self._layout, archive, self.version, self.choices)

    def _start(self, on_progress: OnProgress) -> bool:
        layout = self._layout
        if self._process() is not None:
            wait_until_ready(layout, lambda: self._process() is not None, on_progress)
            return False
        launch = self._launch(on_progress)
        begin = time.monotonic()
        launch.run(on_progress)
        _log.info("Neo4j %s started in %.1f s in %s", self.version, time.monotonic() - begin, layout.home)
        launch.archive.build_in_background(layout.classes, layout.logs / "archive.log")
        return True

    def _start_after(self, dump: Path, on_progress: OnProgress) -> None:
        try:
            self._start(on_progress)
        except ServerError as error:
            raise ServerError(f"{dump} is written and whole, but Neo4j does not start again: {error}") from error

    def _process(self) -> psutil.Process | None:
        return process.find(self._layout.pid, self._layout.marker)

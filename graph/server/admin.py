"""neo4j-admin for one store: the tool that sets the first password, dumps and loads databases while no server runs."""

from __future__ import annotations

import os
import re
import subprocess
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from shutil import copyfileobj
from typing import IO, cast

from claimgraph.graph.errors import ServerError
from claimgraph.graph.server.archive import Archive
from claimgraph.graph.server.failure import decisive_line
from claimgraph.graph.server.java import PRIVATE_UMASK, java_environment
from claimgraph.graph.server.layout import Layout

_FAILED = re.compile(r"Failed to [a-z]+ database '[^']*': (.+)")
_BETWEEN_LOOKS = 0.1
_OWN_WORDS = ("Unable to load database: ", "Unable to dump database: ")


@dataclass(frozen=True, slots=True)
class Admin:
    """Runs neo4j-admin on the store of `layout`, whose settings are written, with a heap of so many MiB."""

    layout: Layout
    archive: Archive
    heap: int

    def run(
        self,
        *arguments: str,
        takes: IO[bytes] | None = None,
        gives: IO[bytes] | None = None,
        on_line: Callable[[str], None] | None = None,
        seconds: float | None = None,
        objection: Callable[[], str] | None = None,
    ) -> None:
        """Run one command and wait for its end; an interrupted one is ended too.

        Parameters:
            takes, gives: what it reads and what it writes, where it does.
            on_line: told each line that it says.
            seconds: how long it may take.
            objection: asked again and again while it runs; the first answer that is not empty ends the command, and
                is the reason that is told.

        Raises:
            ServerError: it failed, with its reason alone as the text.
        """
        layout = self.layout
        command = self.archive.command(
            layout.tool_arguments,
            [f"-Xmx{self.heap}m", *layout.java_options, *self.archive.use_options()],
            ["org.neo4j.cli.AdminTool", *arguments],
        )
        homes = {"NEO4J_HOME": str(layout.home), "NEO4J_CONF": str(layout.conf)}
        with subprocess.Popen(  # noqa: S603 our own Java
            command,
            cwd=layout.home,
            env=java_environment(os.environ) | homes,
            umask=PRIVATE_UMASK,
            stdin=takes or subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE if gives else subprocess.STDOUT,
        ) as tool:
            watch = threading.Timer(seconds, tool.kill) if seconds else None
            if watch:
                watch.start()
            try:
                with _watching(tool, objection) as objections:
                    lines = _taken(tool, gives, on_line) if gives else _listen(tool.stdout, on_line)
                    status = tool.wait()
            finally:
                tool.kill()
                if watch:
                    watch.cancel()
        if objections:
            raise ServerError(objections[0])
        if status:
            raise ServerError(_reason(lines))


@contextmanager
def _watching(tool: subprocess.Popen[bytes], objection: Callable[[], str] | None) -> Iterator[list[str]]:
    """End the tool as soon as there is an objection, which the list holds at the end of the `with`."""
    objections: list[str] = []
    over = threading.Event()

    def watch(asked: Callable[[], str]) -> None:
        while not over.wait(_BETWEEN_LOOKS):
            if found := asked():
                objections.append(found)
                tool.kill()
                return

    watcher = threading.Thread(target=watch, args=(objection,), daemon=True) if objection else None
    if watcher:
        watcher.start()
    try:
        yield objections
        if objection and (found := objection()):
            objections.append(found)
    finally:
        over.set()
        if watcher:
            watcher.join()


def _taken(tool: subprocess.Popen[bytes], gives: IO[bytes], on_line: Callable[[str], None] | None) -> list[str]:
    """Write what the tool gives into a file, and listen meanwhile.

    We write it, since Java's standard output swallows every error: on a full disk the tool ends as if all was well.
    """
    with ThreadPoolExecutor(1) as listener:
        lines = listener.submit(_listen, tool.stderr, on_line)
        try:
            copyfileobj(cast(IO[bytes], tool.stdout), gives)
        except BaseException:
            tool.kill()
            raise
        return lines.result()


def _listen(said: IO[bytes] | None, on_line: Callable[[str], None] | None) -> list[str]:
    lines = []
    for raw in said or ():
        line = raw.decode("utf-8", "replace").rstrip()
        if on_line:
            on_line(line)
        lines.append(line)
    return lines


def _reason(lines: list[str]) -> str:
    failures = [found[1] for line in lines if (found := _FAILED.search(line))]
    reason = failures[0] if failures else decisive_line("\n".join(lines), "")
    for words in _OWN_WORDS:
        reason = reason.removeprefix(words)
    return reason

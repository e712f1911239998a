"""A class archive (AppCDS) with which Neo4j starts in about half the time.

The first start writes the list of the classes that it loads; a process of low priority then makes the archive of
them while the server already works, and every later start uses it. Java only accepts an archive for the very same
class path, files and Java, so all these are in its name.

Run as a module, it is that process: `python -m claimgraph.graph.server.archive CLASSES ARCHIVE JAVA CLASSPATH-FILE`.
"""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from claimgraph.graph.errors import ServerError
from claimgraph.graph.files import write_whole
from claimgraph.graph.ownpython import own_module
from claimgraph.graph.server.filelock import exclusive
from claimgraph.graph.server.java import PRIVATE_UMASK, argument_file, java_environment
from claimgraph.graph.server.process import release, spawn

# Java refuses a list with a longer line; what it does not list is loaded as without an archive.
_LONGEST_LINE = 4000
_LOW_PRIORITY = 19
_READABLE = 0o644  # several users may share a cache that another one fills
_KEPT = 3  # environments of Python that share a cache have a Java, and so an archive, each


@dataclass(frozen=True, slots=True)
class Archive:
    """The archive for one Java and one class path, in `folder`."""

    folder: Path
    java: Path
    options: tuple[str, ...]
    class_path: tuple[Path, ...]

    @property
    def file(self) -> Path:
        """Where it is, or will be."""
        parts = [str(self.java), str(self.java.stat().st_mtime_ns), *self.options]
        for jar in self.class_path:
            stat = jar.stat()
            parts += [str(jar), str(stat.st_size), str(stat.st_mtime_ns)]
        return self.folder / f"start-{hashlib.sha256(chr(0).join(parts).encode()).hexdigest()[:16]}.jsa"

    def use_options(self) -> list[str]:
        """What tells Java to use the archive, if it is there."""
        return [f"-XX:SharedArchiveFile={self.file}"] if self.file.is_file() else []

    def start_options(self, classes: Path) -> list[str]:
        """What to tell Java at a start: use the archive, or write the list to make it from into `classes`."""
        classes.unlink(missing_ok=True)
        return self.use_options() or [f"-XX:DumpLoadedClassList={classes}"]

    def command(self, arguments: Path, options: Sequence[str], main: Sequence[str]) -> list[str]:
        """The command that runs Java; its options go through the file `arguments`, since the class path is long."""
        class_path = class_path_text(self.class_path)
        write_whole(arguments, argument_file([*self.options, *options, "-cp", class_path]), _READABLE)
        return [str(self.java), f"@{arguments}", *main]

    def build_in_background(self, classes: Path, output: Path) -> None:
        """Let another process make the archive from the list `classes`, unless it is there."""
        if self.file.is_file() or not classes.is_file():
            return
        arguments = self.folder / f"{self.file.stem}.args"
        write_whole(arguments, argument_file([*self.options, "-cp", class_path_text(self.class_path)]), _READABLE)
        command = own_module(__name__, *map(str, (classes, self.file, self.java, arguments)))
        release(spawn(command, cwd=self.folder, environment=os.environ, output=output))


def class_path_text(class_path: Sequence[Path]) -> str:
    """The class path as Java takes it.

    Raises:
        ServerError: a path holds the character that separates paths.
    """
    for jar in class_path:
        if os.pathsep in str(jar):
            raise ServerError(f"the cache folder {jar.parent} has {os.pathsep!r} in its name, which Java cannot take")
    return os.pathsep.join(map(str, class_path))


def build(classes: Path, archive: Path, java: Path, arguments: Path) -> None:
    """Make `archive` from the list `classes`, and remove all but the newest few.

    Raises:
        ServerError: another process is at it.
        subprocess.CalledProcessError: Java cannot.
    """
    with exclusive(archive.with_suffix(".lock"), timeout=0):
        if archive.is_file():
            return
        lines = classes.read_text("utf-8", "replace").splitlines(keepends=True)
        usable = [line for line in lines if len(line) < _LONGEST_LINE and line.endswith("\n")]
        shortened, part = archive.with_suffix(".classes"), archive.with_suffix(".part")
        write_whole(shortened, "".join(usable), _READABLE)
        try:
            subprocess.run(  # noqa: S603 our own Java
                [
                    str(java),
                    "-Xshare:dump",
                    "-Xlog:cds=error",
                    f"-XX:SharedClassListFile={shortened}",
                    f"-XX:SharedArchiveFile={part}",
                    f"@{arguments}",
                ],
                check=True,
                env=java_environment(os.environ),
                umask=PRIVATE_UMASK,
            )
            part.chmod(_READABLE)
            part.replace(archive)
        finally:
            part.unlink(missing_ok=True)
            shortened.unlink(missing_ok=True)
        _remove_old(archive.parent)


def _remove_old(folder: Path) -> None:
    newest_first = sorted(folder.glob("start-*.jsa"), key=lambda file: file.stat().st_mtime, reverse=True)
    for archive in newest_first[_KEPT:]:
        for file in folder.glob(f"{archive.stem}.*"):
            file.unlink(missing_ok=True)


if __name__ == "__main__":
    if hasattr(os, "nice"):
        os.nice(_LOW_PRIORITY)
    try:
        build(*map(Path, sys.argv[1:5]))
    except (OSError, subprocess.CalledProcessError, ServerError) as problem:
        sys.exit(str(problem))

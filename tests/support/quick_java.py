"""A Java for the servers of tests, which live a few minutes: it compiles what they run quickly, not thoroughly.

The thorough compiler of Java pays off in servers that run the same queries for long. One that plans hundreds of queries
once spends a third of its processor time in that compiler for nothing.
"""

from __future__ import annotations

import os
import shlex
import sys
import tempfile
from pathlib import Path

from claimgraph.graph.server.java import java_executable

OPTION = "-XX:TieredStopAtLevel=1"
FOLDER = Path(__file__).parents[2] / "build" / "tests"


def quick_java(folder: Path = FOLDER) -> Path | None:
    """A program that runs Java with the quick compiler alone; None on Windows, which has no such scripts.

    It is written only where it is not there, since what is kept for later starts is kept for one file of one date.
    """
    if sys.platform == "win32":
        return None
    script = f'#!/bin/sh\nexec {shlex.quote(str(java_executable()))} {OPTION} "$@"\n'
    target = folder / "java"
    if not target.is_file() or target.read_text(encoding="utf-8") != script:
        folder.mkdir(parents=True, exist_ok=True)
        descriptor, part = tempfile.mkstemp(dir=folder)
        with os.fdopen(descriptor, "w", encoding="utf-8") as file:
            file.write(script)
        Path(part).chmod(0o755)
        Path(part).replace(target)  # whole or not at all: two processes of tests may write it at once
    return target

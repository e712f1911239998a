"""Standard output and error that take every letter of the articles, whatever the locale says."""

from __future__ import annotations

import io
import os
import sys

from claimgraph.graph.printable import safe


def take_every_letter() -> None:
    """Output to pipes and files is UTF-8; a terminal of another encoding shows `?` for what it does not have."""
    for stream in (sys.stdout, sys.stderr):
        if not isinstance(stream, io.TextIOWrapper):
            continue
        if stream.isatty():
            stream.reconfigure(errors="replace")
        else:
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")


def for_terminal(text: str) -> str:
    """A text as it may be printed: unchanged into a pipe or file, without what steers a terminal onto one."""
    return safe(text) if sys.stdout.isatty() else text


def give_up_output() -> None:
    """Let what is still buffered for standard output go nowhere, so that leaving does not try to write it again."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, sys.stdout.fileno())
    os.close(nowhere)

"""Reading mark-up within a deadline: large pages and Markdown are read by a process that can be stopped.

trafilatura takes quadratic time for some pages (400 kB of `<p>x` take 22 seconds, 4 MB half an hour), and so does the
Markdown parser (1 MB of `*a_ ` takes 44 seconds). Nothing in the same process can stop them.
"""

from __future__ import annotations

import json
import queue
import signal
import subprocess
import sys
import threading
from collections.abc import Callable
from contextlib import suppress
from dataclasses import asdict

from claimgraph.graph.errors import LoadError
from claimgraph.graph.ownpython import own_module
from claimgraph.loaders.sources.outcome import Limits, size
from claimgraph.loaders.sources.page import read_page
from claimgraph.loaders.sources.plain import Page, read_markdown

_AT_ONCE = 25_000
"""Pages of up to so many characters are read at once: the worst known of them, of `<td>x`, take two seconds (four times
as many take half a minute)."""
_MARKDOWN_AT_ONCE = 20_000
"""Markdown of up to so many characters is read at once: the worst known, a table of many short rows, takes 3 s."""
_START_SECONDS = 60.0
_READY = b"ready\n"


class PageReader:
    """Reads one page or Markdown text after another; close it to stop its process.

    Parameters:
        limits: `page_seconds` is how long one of them may take, `page_memory` how much memory.
    """

    def __init__(self, limits: Limits) -> None:
        self._limits = limits
        self._process: _Process | None = None

    def read(self, html: str, address: str = "") -> Page:
        """The main text of a page and what it says about itself, as `read_page` finds them.

        Raises:
            LoadError: the page has no main text, or it was not found in time.
        """
        if len(html) <= _AT_ONCE:
            return read_page(html, address)
        return self._read_apart("page", html, address, late="its main text was not found")

    def read_markdown(self, content: str) -> Page:
        """A Markdown text as `read_markdown` gives it.

        Raises:
            LoadError: the front matter is malformed, or the text was not read in time.
        """
        if len(content) <= _MARKDOWN_AT_ONCE:
            return read_markdown(content)
        return self._read_apart("markdown", content, late="its Markdown was not read")

    def _read_apart(self, kind: str, *parts: str, late: str) -> Page:
        try:
            if self._process is None:
                self._process = _Process(self._limits.page_memory)
            return self._process.read(kind, parts, self._limits.page_seconds, late)
        except _StoppedError as error:
            self.close()
            raise LoadError(f"{error}; save the article's text as .txt") from None

    def close(self) -> None:
        """Stop the process, if one was started."""
        if self._process is not None:
            self._process.stop()
            self._process = None


class _StoppedError(Exception):
    """The process gave no answer; the message says why."""


class _Process:
    """The process that reads large mark-up: a line of JSON goes in for each text, a line of JSON comes out."""

    def __init__(self, memory: int) -> None:
        command = own_module("claimgraph.loaders.sources.pages", str(memory))
        self._popen = subprocess.Popen(  # noqa: S603 – our own module, by our own interpreter
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
        )
        self._answers: queue.SimpleQueue[bytes] = queue.SimpleQueue()
        threading.Thread(target=self._listen, daemon=True).start()
        try:
            self._answer(_START_SECONDS, "the process that reads pages did not start")
        except _StoppedError:
            self.stop()
            raise

    def read(self, kind: str, parts: tuple[str, ...], seconds: float, late: str) -> Page:
        """A text, read by the process.

        Parameters:
            kind: which function of `_READERS` reads it.
            parts: the arguments of that function.
            late: what is told where there is no answer in time.

        Raises:
            LoadError: what the function raises.
            _StoppedError: no answer in time, or the process ended.
        """
        if self._popen.stdin is None:
            raise _StoppedError("the process that reads pages takes no pages")
        try:
            self._popen.stdin.write(json.dumps([kind, *parts]).encode() + b"\n")
            self._popen.stdin.flush()
        except OSError:
            raise _StoppedError("the process that reads pages ended") from None
        answer = json.loads(self._answer(seconds, f"{late} within {seconds:g} s"))
        if "problem" in answer:
            raise LoadError(answer["problem"])
        return Page(**answer)

    def stop(self) -> None:
        self._popen.kill()
        self._popen.communicate()

    def _listen(self) -> None:
        stream = self._popen.stdout
        while stream is not None and (line := stream.readline()):
            self._answers.put(line)
        self._answers.put(b"")

    def _answer(self, seconds: float, late: str) -> bytes:
        try:
            line = self._answers.get(timeout=seconds)
        except queue.Empty:
            raise _StoppedError(late) from None
        if not line:
            raise _StoppedError("the process that reads pages ended on it")
        return line


_READERS: dict[str, Callable[..., Page]] = {"page": read_page, "markdown": read_markdown}


def _answer_to(line: str, memory: int) -> dict[str, object]:
    kind, *parts = json.loads(line)
    try:
        return asdict(_READERS[kind](*parts))
    except LoadError as error:
        return {"problem": str(error)}
    except MemoryError:
        return {"problem": f"takes more than {size(memory)} of memory to be read; save the article's text as .txt"}


def _limit_memory(memory: int) -> None:
    """Let this process have no more memory than so many bytes, where the system can hold it to that."""
    with suppress(ImportError, OSError, ValueError):
        import resource  # not on Windows

        resource.setrlimit(resource.RLIMIT_AS, (memory, memory))


def main(memory: int) -> None:
    """Answer each line of standard input until it ends.

    Parameters:
        memory: the most bytes of memory that this process may take.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the parent, which stops this process
    _limit_memory(memory)
    out = sys.stdout.buffer
    out.write(_READY)
    out.flush()
    for line in sys.stdin:
        out.write(json.dumps(_answer_to(line, memory)).encode() + b"\n")
        out.flush()


if __name__ == "__main__":
    main(int(sys.argv[1]))

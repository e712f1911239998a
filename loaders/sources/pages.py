"""Finding the main text of pages within a deadline: large pages are read by a process that can be stopped.

trafilatura takes quadratic time for some pages (400 kB of `<p>x` take 22 seconds, 4 MB half an hour), and nothing in
the same process can stop it.
"""

from __future__ import annotations

import json
import queue
import signal
import subprocess
import sys
import threading
from dataclasses import asdict

from claimgraph.graph.errors import LoadError
from claimgraph.loaders.sources.outcome import Limits
from claimgraph.loaders.sources.page import read_page
from claimgraph.loaders.sources.plain import Page

_AT_ONCE = 25_000
"""Pages of up to so many characters are read at once: the worst known of them, of `<td>x`, take two seconds (four times
as many take half a minute)."""
_START_SECONDS = 60.0
_READY = b"ready\n"


class PageReader:
    """Finds the main text of one page after another; close it to stop its process.

    Parameters:
        limits: `page_seconds` is how long one page may take.
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
        try:
            if self._process is None:
                self._process = _Process()
            return self._process.read(html, address, self._limits.page_seconds)
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
    """The process that reads large pages: a line of JSON goes in for each page, a line of JSON comes out."""

    def __init__(self) -> None:
        command = [sys.executable, "-m", "claimgraph.loaders.sources.pages"]
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

    def read(self, html: str, address: str, seconds: float) -> Page:
        """The page, by the process.

        Raises:
            LoadError: what `read_page` raises.
            _StoppedError: no answer in time, or the process ended.
        """
        if self._popen.stdin is None:
            raise _StoppedError("the process that reads pages takes no pages")
        try:
            self._popen.stdin.write(json.dumps([html, address]).encode() + b"\n")
            self._popen.stdin.flush()
        except OSError:
            raise _StoppedError("the process that reads pages ended") from None
        answer = json.loads(self._answer(seconds, f"its main text was not found within {seconds:g} s"))
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


def _answer_to(line: str) -> dict[str, object]:
    try:
        return asdict(read_page(*json.loads(line)))
    except LoadError as error:
        return {"problem": str(error)}


def main() -> None:
    """Answer each line of standard input until it ends."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the parent, which stops this process
    out = sys.stdout.buffer
    out.write(_READY)
    out.flush()
    for line in sys.stdin:
        out.write(json.dumps(_answer_to(line)).encode() + b"\n")
        out.flush()


if __name__ == "__main__":
    main()

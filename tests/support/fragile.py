"""An extractor that finds nothing and breaks on demand, installed for a test under the name `fragile`."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Iterable, Iterator
from pathlib import Path

from claimgraph.graph.model import Document, Reading


class Panic(BaseException):
    """What extensions in Rust raise, which is no Exception."""


class Fragile:
    """Does what the first word of an article says: raise, panic, end, die, stop, lambda, wait, nap, spin; else reads
    nothing."""

    @classmethod
    def load(cls) -> Fragile:
        if os.environ.get("FRAGILE") == "stillborn":
            os._exit(4)
        return cls()

    def read(self, document: Document) -> Reading:
        word = document.text.split()[0]
        if word == "raise":
            raise ValueError("no such word")
        if word == "panic":
            raise Panic("a panic of an extension")
        if word == "end":
            os._exit(3)
        if word == "die":
            os.kill(os.getpid(), signal.SIGKILL)
        if word == "stop":
            raise GeneratorExit
        if word == "lambda":
            return Reading(document, unread=lambda: None)  # type: ignore[arg-type]
        if word == "wait":
            time.sleep(60)
        if word == "nap":
            time.sleep(3)
        while word == "spin":
            pass
        return Reading(document, (), (), ())

    def read_many(self, documents: Iterable[Document]) -> Iterator[Reading]:
        return map(self.read, documents)


def install(folder: Path) -> None:
    """Make the extractor known to every Python that has a folder on its path."""
    (folder / "fragile.py").write_bytes(Path(__file__).read_bytes())
    info = folder / "fragile-1.0.dist-info"
    info.mkdir()
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: fragile\nVersion: 1.0\n", encoding="utf-8")
    (info / "entry_points.txt").write_text("[claimgraph.extractors]\nfragile = fragile:Fragile\n", encoding="utf-8")

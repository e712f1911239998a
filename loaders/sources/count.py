"""How many articles are to be expected, for telling the time left: found without reading them."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from claimgraph.loaders.sources.addresses import is_address
from claimgraph.loaders.sources.outcome import SourceFailure
from claimgraph.loaders.sources.walk import File, Kind, files_under

_CHUNK = 1 << 20


def expected_articles(paths: Iterable[str]) -> int | None:
    """How many articles these paths promise; None where only reading could tell (CSV, packed tables, `-`).

    >>> expected_articles(["https://example.org/a", "https://example.org/b"])
    2
    """
    total = 0
    for path in paths:
        number = 1 if is_address(path) else _under(path)
        if number is None:
            return None
        total += number
    return total


def _under(path: str) -> int | None:
    if path == "-":
        return None
    total = 0
    for found in files_under(Path(path), lambda _: None):
        if isinstance(found, SourceFailure):
            continue
        number = _in_file(found)
        if number is None:
            return None
        total += number
    return total


def _in_file(file: File) -> int | None:
    if file.form.kind is Kind.JSONL and not file.form.gzipped:
        return _lines(file.path)
    return None if file.form.kind in (Kind.JSONL, Kind.CSV) else 1


def _lines(path: Path) -> int | None:
    try:
        with path.open("rb") as file:
            count, last = 0, b"\n"
            while chunk := file.read(_CHUNK):
                count, last = count + chunk.count(b"\n"), chunk[-1:]
    except OSError:
        return None
    return count + (last != b"\n")

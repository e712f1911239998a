"""How many articles are to be expected, for telling the time left: found without reading them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from claimgraph.loaders.sources.addresses import is_address
from claimgraph.loaders.sources.walk import File, Kind, files_under

_CHUNK = 1 << 20
_MOST_COUNTED = 1 << 30
"""So many bytes are looked through: a second or a few is what the time left is worth, and a file may be all hole."""


def expected_articles(paths: Iterable[str], most: int = _MOST_COUNTED) -> int | None:
    """How many articles these paths promise; None where only reading could tell (CSV, packed or large tables, `-`).

    Parameters:
        most: so many bytes of tables are counted through.

    >>> expected_articles(["https://example.org/a", "https://example.org/b"])
    2
    """
    total = 0
    for number, size in _promised(paths):
        total, most = total + number, most - size
        if number < 0 or most < 0:
            return None
    return total


def _promised(paths: Iterable[str]) -> Iterator[tuple[int, int]]:
    """How many articles each address or file promises, -1 where nobody knows; and how many bytes were looked through.

    Before a table is looked through, its size comes alone, lest it be too large.
    """
    for path in paths:
        if is_address(path):
            yield 1, 0
        elif path == "-":
            yield -1, 0
        else:
            for found in files_under(Path(path), lambda _: None):
                if isinstance(found, File):
                    yield from _in_file(found)


def _in_file(file: File) -> Iterator[tuple[int, int]]:
    if file.form.kind is Kind.JSONL and not file.form.gzipped:
        try:
            yield 0, file.path.stat().st_size
            yield _lines(file.path), 0
        except OSError:
            yield -1, 0
    else:
        yield -1 if file.form.kind in (Kind.JSONL, Kind.CSV) else 1, 0


def _lines(path: Path) -> int:
    with path.open("rb") as file:
        count, last = 0, b"\n"
        while chunk := file.read(_CHUNK):
            count, last = count + chunk.count(b"\n"), chunk[-1:]
    return count + (last != b"\n")

"""How many articles are to be expected, for telling the time left: found without reading them."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from claimgraph.loaders.sources.addresses import is_address
from claimgraph.loaders.sources.outcome import SourceFailure
from claimgraph.loaders.sources.walk import Kind, files_under

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
    tables: list[Path] = []
    for path in paths:
        if path == "-":
            return None
        if is_address(path):
            total += 1
            continue
        for file in files_under(Path(path), lambda _: None):
            if isinstance(file, SourceFailure):
                continue
            if file.form.kind is Kind.JSONL and not file.form.gzipped:
                tables.append(file.path)
            elif file.form.kind in (Kind.JSONL, Kind.CSV):
                return None
            else:
                total += 1
    try:
        if sum(table.stat().st_size for table in tables) > most:
            return None
        return total + sum(map(_lines, tables))
    except OSError:
        return None


def _lines(path: Path) -> int:
    with path.open("rb") as file:
        count, last = 0, b"\n"
        while chunk := file.read(_CHUNK):
            count, last = count + chunk.count(b"\n"), chunk[-1:]
    return count + (last != b"\n")

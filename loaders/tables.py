"""The one reader of the data files: tab-separated text with a comment header and a row of column names.

>>> from pathlib import Path
>>> from tempfile import TemporaryDirectory
>>> with TemporaryDirectory() as folder:
...     file = Path(folder) / "units.tsv"
...     _ = file.write_text("# Units.\\nword\\tforms\\ntonne\\ttonnes|tons\\n", encoding="utf-8")
...     [row.list("forms") for row in read_table(file, ("word", "forms"))]
[('tonnes', 'tons')]
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from importlib.resources import files
from importlib.resources.abc import Traversable

from claimgraph.graph.errors import LoadError

LIST_SEPARATOR = "|"


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a data file; `place` is FILE:LINE, for messages."""

    place: str
    cells: Mapping[str, str]

    def __getitem__(self, column: str) -> str:
        """The cell as text, empty where nothing stands."""
        return self.cells[column]

    def list(self, column: str) -> tuple[str, ...]:
        """The cell's entries; empty ones are malformed."""
        if not self.cells[column]:
            return ()
        entries = tuple(entry.strip() for entry in self.cells[column].split(LIST_SEPARATOR))
        if not all(entries):
            raise self.error(f"{column} has an empty entry between two {LIST_SEPARATOR}")
        return entries

    def flag(self, column: str) -> bool:
        """True for "yes", False for an empty cell."""
        if self.cells[column] not in ("", "yes"):
            raise self.error(f"{column} is {self.cells[column]!r}; it must be yes or empty")
        return bool(self.cells[column])

    def one_of(self, column: str, allowed: Iterable[str]) -> str:
        """The cell, which must be one of the words allowed."""
        words = tuple(allowed)
        if self.cells[column] not in words:
            raise self.error(f"{column} is {self.cells[column]!r}; it must be one of {', '.join(words)}")
        return self.cells[column]

    def error(self, problem: str) -> LoadError:
        """The error that says what is wrong with this row."""
        return LoadError(f"{self.place}: {problem}")


def data_folder() -> Traversable:
    """The folder of the data files that ship with the package."""
    return files("claimgraph.loaders") / "data"


def read_table(file: Traversable, columns: tuple[str, ...]) -> tuple[Row, ...]:
    """The rows of a data file.

    Parameters:
        file: UTF-8 text; lines that are empty or start with `#` are comments, the first other line names the columns.
        columns: the names that it must have, in order. The first column is never empty.

    Raises:
        LoadError: the file cannot be read, or a line is not as promised; the message names file and line.
    """
    try:
        text = file.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise LoadError(f"{file.name}: cannot be read as UTF-8 text ({error})") from error
    lines = _lines(file.name, text)
    place, names = next(lines, (file.name, []))
    if tuple(names) != columns:
        raise LoadError(f"{place}: the columns are {', '.join(names) or 'missing'}; they must be {', '.join(columns)}")
    return tuple(_row(place, cells, columns) for place, cells in lines)


def read_words(file: Traversable) -> frozenset[str]:
    """The words of a list, one or more a line; lines that begin with `#` are left out.

    Raises:
        LoadError: the file cannot be read.
    """
    try:
        lines = file.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise LoadError(f"{file.name}: cannot be read as UTF-8 text ({error})") from error
    return frozenset(word for line in lines if not line.startswith("#") for word in line.split())


def _lines(name: str, text: str) -> Iterator[tuple[str, list[str]]]:
    for number, line in enumerate(text.split("\n"), 1):
        if line.strip() and not line.startswith("#"):
            yield f"{name}:{number}", [cell.strip() for cell in line.rstrip("\r").split("\t")]


def _row(place: str, cells: list[str], columns: tuple[str, ...]) -> Row:
    if len(cells) != len(columns):
        raise LoadError(f"{place}: {len(cells)} cells divided by tabs; there must be {len(columns)}")
    row = Row(place, dict(zip(columns, cells, strict=True)))
    if not cells[0]:
        raise row.error(f"{columns[0]} is empty")
    return row

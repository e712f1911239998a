"""All saved queries: those that claimgraph ships, and the user's own folder of the same format beside them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from difflib import get_close_matches
from importlib import resources
from pathlib import Path

from claimgraph.graph.decision import Kind, Signature
from claimgraph.graph.errors import QueryError
from claimgraph.graph.files import OF_THE_UMASK, OWNER_ONLY, is_no_file, no_file_advice, write_whole
from claimgraph.queries.cyphertext import starts_like_cypher
from claimgraph.queries.header import has_header, parse_query, with_header
from claimgraph.queries.query import Query, parameters_of
from claimgraph.queries.record import note

SUFFIX = ".cypher"
MOST_BYTES = 200_000
"""The size of a saved query's file at most; the largest that comes along has some 3,000 bytes."""
_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,79}")
_OF_WINDOWS = re.compile(r"(?:con|prn|aux|nul|com\d|lpt\d)(?:\..*)?", re.IGNORECASE)
"""What Windows takes for a device, with any ending: a folder with such a file cannot be taken there."""


@dataclass(frozen=True, slots=True)
class Catalog:
    """Saved queries by name. A user's query of a shipped query's name hides it and says so (`replaces`).

    Parameters:
        problems: what is wrong with files of the user's folder that are no right query, by name; the
            others work all the same.

    >>> catalog = Catalog.load()
    >>> catalog.get("suppliers-of").category
    'supply'
    """

    queries: Mapping[str, Query]
    problems: Mapping[str, str] = field(default_factory=dict)
    folder: Path | None = None

    @classmethod
    def load(cls, folder: Path | None = None) -> Catalog:
        """The shipped queries and those in the user's folder, if there is one.

        Raises:
            QueryError: the folder cannot be read.
        """
        queries = {query.name: query for query in _shipped()}
        problems: dict[str, str] = {}
        for path in _files_in(folder):
            try:
                own = _read(path)
            except QueryError as error:
                problems[path.stem] = str(error)
            else:
                queries[own.name] = replace(own, replaces=own.name in queries)
        return cls(queries, problems, folder)

    def get(self, name: str) -> Query:
        """The query of this name.

        Raises:
            QueryError: there is none (with the name that was probably meant), or its file is not right.
        """
        if name in self.problems:
            raise QueryError(self.problems[name])
        if name in self.queries:
            return self.queries[name]
        close = get_close_matches(name, self.queries, 3)
        hint = f"did you mean {' or '.join(close)}?" if close else "`claimgraph query list` shows the names"
        raise QueryError(f"no saved query {name!r}; {hint}")

    def __iter__(self) -> Iterator[Query]:
        """The queries by category and name."""
        return iter(sorted(self.queries.values(), key=lambda query: (query.category, query.name)))

    def save(self, name: str, text: str, like: Query | None = None, *, by: str | None = None) -> Path:
        """Keep a query in the user's folder, instead of an earlier one of that name. Text without a header gets one.

        Parameters:
            like: the query that the text was made from, if any; what its header says of parameters that are still
                used is kept. The types of others follow from what the text compares them with.
            by: who decides it, for the record; None leaves none.

        Returns:
            The file that now holds it.

        Raises:
            QueryError: the name has other characters than letters, digits, `.`, `_`, `-`; the query is not right;
                the file cannot be written.
        """
        path = self._path(name)
        if len(text) > MOST_BYTES:
            raise QueryError(f"{name}: is larger than {MOST_BYTES:,} bytes, the most that a saved query may have")
        text = text.removeprefix("\N{BYTE ORDER MARK}")
        if not has_header(text):
            own = Query.of_cypher(text, name)
            known = {parameter.name: parameter for parameter in like.parameters} if like else {}
            text = with_header(replace(own, parameters=parameters_of(text, known)))
        if not starts_like_cypher(parse_query(text, name).cypher):
            raise QueryError(f"{name}: is no Cypher; a query begins with MATCH, WITH, UNWIND, CALL or RETURN")
        _write(path, text if text.endswith("\n") else text + "\n", OWNER_ONLY)
        note(path.parent, Kind.SAVE_QUERY, Signature(by), name)
        return path

    def remove(self, name: str, *, by: str | None = None) -> None:
        """Remove a query from the user's folder; a shipped one of that name is there again then.

        Parameters:
            by: who decides it, for the record; None leaves none.

        Raises:
            QueryError: no query of the user's own has this name, or its file cannot be removed.
        """
        path = self._path(name)
        if not path.is_file():
            shipped = name in self.queries and self.queries[name].shipped
            raise QueryError(
                f"{name} comes with claimgraph and cannot be removed"
                if shipped
                else f"you have no saved query {name!r} in {self.folder}"
            )
        try:
            path.unlink()
        except OSError as error:
            raise QueryError(f"{path}: cannot be removed ({error.strerror})") from error
        note(path.parent, Kind.REMOVE_QUERY, Signature(by), name)

    def import_file(self, path: Path, name: str | None = None, *, by: str | None = None) -> Path:
        """Keep a copy of a query's file in the user's folder, under the file's stem or another name.

        Raises:
            QueryError: as for `save`, or the file cannot be read.
        """
        if is_no_file(path):
            raise QueryError(f"{path}: {no_file_advice(path)}")
        return self.save(name or path.stem, _text_of(path), by=by)

    def export_file(self, name: str, target: Path) -> Path:
        """Write a query with its header to a file, or into a folder as NAME.cypher, for somebody else to import.

        Raises:
            QueryError: there is no such query, or the file cannot be written.
        """
        query = self.get(name)
        path = target / f"{name}{SUFFIX}" if target.is_dir() else target
        _write(path, query.text, OF_THE_UMASK)
        return path

    def _path(self, name: str) -> Path:
        if self.folder is None:
            raise QueryError("there is no folder for saved queries")
        if not _NAME.fullmatch(name) or name.endswith("."):
            raise QueryError(
                f"{name!r} is no name for a query; use letters, digits, '.', '_' and '-', as in arms-to-iran"
            )
        if _OF_WINDOWS.fullmatch(name):
            raise QueryError(f"{name!r} is no name for a query: Windows takes a file of that name for a device")
        return self.folder / f"{name}{SUFFIX}"


def _shipped() -> Iterator[Query]:
    library = resources.files("claimgraph.queries") / "library"
    for file in sorted(library.iterdir(), key=lambda file: file.name):
        if file.name.endswith(SUFFIX):
            yield parse_query(file.read_text(encoding="utf-8"), file.name.removesuffix(SUFFIX), shipped=True)


def _files_in(folder: Path | None) -> list[Path]:
    if folder is None or not folder.exists():
        return []
    try:
        return sorted(path for path in folder.iterdir() if path.suffix == SUFFIX and not path.name.startswith("."))
    except OSError as error:
        raise QueryError(f"{folder}: the folder of saved queries cannot be read ({error.strerror})") from error


def _read(path: Path) -> Query:
    if path.exists() and not path.is_file():
        raise QueryError(f"{path}: is no file with text, but a folder, a pipe or a device")
    return parse_query(_text_of(path), path.stem, str(path))


def _text_of(path: Path) -> str:
    try:
        with path.open("rb") as file:
            content = file.read(MOST_BYTES + 1)
        if len(content) > MOST_BYTES:
            raise QueryError(f"{path}: is larger than {MOST_BYTES:,} bytes, the most that a saved query may have")
        return content.decode("utf-8").replace("\r\n", "\n").replace("\r", "\n")
    except OSError as error:
        raise QueryError(f"{path}: cannot be read ({error.strerror})") from error
    except UnicodeDecodeError as error:
        raise QueryError(f"{path}: is not text in UTF-8 (byte {error.start})") from error


def _write(path: Path, text: str, mode: int) -> None:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        write_whole(path, text, mode)
    except OSError as error:
        raise QueryError(f"{path}: cannot be written ({error.strerror})") from error

"""Rows as the files that Neo4j's importer reads: one CSV file for each label and type, with a header from the schema.

The importer keeps no empty list, and takes a list of nothing but one empty text for one. Either is left out here;
`bulk.py` sets them afterwards where the schema wants them.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import ExitStack
from functools import partial
from pathlib import Path
from types import MappingProxyType, TracebackType
from typing import IO, Any, Final, LiteralString, Self

from claimgraph.graph.errors import StoreError
from claimgraph.graph.store.schema import SCHEMA
from claimgraph.graph.store.schema_parts import Node, Property, Relationship

BETWEEN = "\x1f"
"""Stands between the items of a list; no sane text has it."""

Line = tuple[str, str]
"""The label or type whose file it is for, and the line; or several lines for that file."""
Fields = Mapping[str, str]
"""Properties as they stand in a line, by name."""
Format = Callable[[Any], str]
Write = Callable[[str], Any]
_TYPES = {
    "STRING": "string",
    "LIST<STRING>": "string[]",
    "INTEGER": "long",
    "LIST<INTEGER>": "long[]",
    "FLOAT": "double",
    "LIST<FLOAT>": "double[]",
    "BOOLEAN": "boolean",
    "BYTEARRAY": "byte[]",
}


def _text(text: str) -> str:
    return '"' + text.replace('"', '""') + '"'


def _texts(name: str, texts: Sequence[str]) -> str:
    if not texts or (len(texts) == 1 and not texts[0]):
        return ""
    joined = BETWEEN.join(texts)
    if joined.count(BETWEEN) >= len(texts):
        raise StoreError(f"{name}: {joined!r} has the control character U+001F in a text; load without --bulk")
    return _text(joined)


def _numbers(numbers: Sequence[float]) -> str:
    return '"' + BETWEEN.join(map(str, numbers)) + '"' if numbers else ""


def _truth(value: bool) -> str:
    return "true" if value else "false"


def _bytes(value: bytes) -> str:
    return BETWEEN.join(map(str, memoryview(value).cast("b")))


_FORMATS: Final[Mapping[str, Format]] = {
    "STRING": _text,
    "INTEGER": str,
    "LIST<INTEGER>": _numbers,
    "FLOAT": str,
    "LIST<FLOAT>": _numbers,
    "BOOLEAN": _truth,
    "BYTEARRAY": _bytes,
}


def _columns(properties: Iterable[Property]) -> tuple[tuple[str, Format], ...]:
    """The properties of a file in their order, and how a value of each is written."""
    return tuple(
        (one.name, partial(_texts, one.name) if one.type == "LIST<STRING>" else _FORMATS[one.type])
        for one in properties
    )


_COLUMNS: Final = {one.label: _columns(one.properties) for one in SCHEMA.nodes} | {
    one.type: _columns(one.properties) for one in SCHEMA.relationships
}


def fields(type: str, row: Mapping[str, Any]) -> Fields:
    """The properties of a row as relationships of a type have them, for lines that share them (`link_sharing`)."""
    return {name: form(value) for name, form in _COLUMNS[type] if (value := row.get(name)) is not None}


def node(label: LiteralString, row: Mapping[str, Any], sublabel: str = "") -> Line:
    """A node; what its row leaves out or has as None it does not have.

    >>> node("Text", {"article": "a", "text": 'So "it" is.'})
    ('Text', '"a","So ""it"" is.",Text\\n')
    """
    labels = f"{label}{BETWEEN}{sublabel}" if sublabel else label
    return label, _line([*_told(label, row), labels])


def link(type: str, start: str, end: str, row: Mapping[str, Any] = MappingProxyType({})) -> Line:
    """A relationship between the nodes that have these keys; what its row leaves out or has as None it does not
    have."""
    return type, _line([_text(start), _text(end), *_told(type, row)])


def link_sharing(told: Fields, type: str, start: str, end: str) -> Line:
    """A relationship whose properties, or some of them, stand in other lines too, as `fields` made them."""
    return type, _line([_text(start), _text(end), *[told.get(name, "") for name, _ in _COLUMNS[type]]])


def joined(lines: Iterable[Line]) -> list[Line]:
    """The same lines, those for one file together.

    >>> joined([("A", "1\\n"), ("B", "2\\n"), ("A", "3\\n")])
    [('A', '1\\n3\\n'), ('B', '2\\n')]
    """
    by_file: defaultdict[str, list[str]] = defaultdict(list)
    for name, line in lines:
        by_file[name].append(line)
    return [(name, "".join(some)) for name, some in by_file.items()]


def _told(name: str, row: Mapping[str, Any]) -> list[str]:
    return [form(value) if (value := row.get(column)) is not None else "" for column, form in _COLUMNS[name]]


class ImportFiles:
    """The files in a folder, open for writing; to be used in a `with` statement.

    Parameters:
        part: the number of whoever writes; the files of 0 have the headers.
    """

    def __init__(self, folder: Path, part: int = 0) -> None:
        self._folder, self._part, self._files = folder, part, ExitStack()
        headers = {one.label: _node_header(one) for one in SCHEMA.nodes}
        headers |= {one.type: _link_header(one) for one in SCHEMA.relationships}
        self._writes = {name: self._open(name, header) for name, header in headers.items()}

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._files.close()

    def write(self, lines: Iterable[Line]) -> None:
        """Write lines, each into the file that it is for."""
        for name, line in lines:
            self._writes[name](line)

    def arguments(self) -> list[str]:
        """What the importer is told of the files of all parts; they must be closed by then."""
        nodes = [f"--nodes={self._told(one.label)}" for one in SCHEMA.nodes]
        links = [f"--relationships={one.type}={self._told(one.type)}" for one in SCHEMA.relationships]
        return ["--array-delimiter=U+001F", "--multiline-fields=true", *nodes, *links]

    def _told(self, name: str) -> str:
        """The file with the header, and the others for the same label or type that hold anything."""
        others = sorted(self._folder.glob(f"{name}.csv.*"))
        return ",".join([str(self._folder / f"{name}.csv"), *(str(path) for path in others if path.stat().st_size)])

    def _open(self, name: str, header: str) -> Write:
        path = self._folder / (f"{name}.csv.{self._part}" if self._part else f"{name}.csv")
        file: IO[str] = path.open("w", encoding="utf-8", newline="\n", buffering=1 << 18)
        self._files.enter_context(file)
        if not self._part:
            file.write(header)
        return file.write


def _node_header(node: Node) -> str:
    columns = (
        f"{one.name}:ID({node.label})" if one.name == node.key else f"{one.name}:{_TYPES[one.type]}"
        for one in node.properties
    )
    return _line([*columns, ":LABEL"])


def _link_header(link: Relationship) -> str:
    columns = (f"{one.name}:{_TYPES[one.type]}" for one in link.properties)
    return _line([f":START_ID({link.start})", f":END_ID({link.end})", *columns])


def _line(fields: Iterable[str]) -> str:
    return ",".join(fields) + "\n"

"""Rows as the files that Neo4j's importer reads: one CSV file for each label and type, with a header from the schema.

The importer keeps no empty list, and takes a list of nothing but one empty text for one. Either is left out here;
`bulk.py` sets them afterwards where the schema wants them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from contextlib import ExitStack
from pathlib import Path
from types import TracebackType
from typing import IO, Any, LiteralString, Self

from claimgraph.graph.errors import StoreError
from claimgraph.graph.store.schema import SCHEMA
from claimgraph.graph.store.schema_parts import Node, Relationship

BETWEEN = "\x1f"
"""Stands between the items of a list; no sane text has it."""

Write = Callable[[str], Any]
_TYPES = {
    "STRING": "string",
    "LIST<STRING>": "string[]",
    "INTEGER": "long",
    "LIST<INTEGER>": "long[]",
    "BOOLEAN": "boolean",
    "BYTEARRAY": "byte[]",
}


class ImportFiles:
    """The files in a folder, open for writing; to be used in a `with` statement."""

    def __init__(self, folder: Path) -> None:
        self._folder, self._files = folder, ExitStack()
        self._nodes = {one.label: (one, self._open(one.label, _node_header(one))) for one in SCHEMA.nodes}
        self._links = {one.type: (one, self._open(one.type, _link_header(one))) for one in SCHEMA.relationships}

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._files.close()

    def node(self, label: LiteralString, row: Mapping[str, Any], sublabel: str = "") -> None:
        """Write a node; what its row leaves out or has as None it does not have."""
        node, write = self._nodes[label]
        labels = f"{label}{BETWEEN}{sublabel}" if sublabel else label
        write(_line([*(_field(one.name, row.get(one.name)) for one in node.properties), labels]))

    def link(self, type: str, start: str, end: str, row: Mapping[str, Any] | None = None) -> None:
        """Write a relationship between the nodes that have these keys."""
        link, write = self._links[type]
        properties = [_field(one.name, row.get(one.name)) for one in link.properties] if row else []
        write(_line([_text(start), _text(end), *properties]))

    def arguments(self) -> list[str]:
        """What the importer is told of the files; they must be closed by then."""
        nodes = [f"--nodes={self._folder / label}.csv" for label in self._nodes]
        links = [f"--relationships={type}={self._folder / type}.csv" for type in self._links]
        return ["--array-delimiter=U+001F", "--multiline-fields=true", *nodes, *links]

    def _open(self, name: str, header: str) -> Write:
        file: IO[str] = (self._folder / f"{name}.csv").open("w", encoding="utf-8", newline="\n", buffering=1 << 18)
        self._files.enter_context(file)
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


def _field(name: str, value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, str):
        return _text(value)
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, bytes):
        return BETWEEN.join([str(byte - 256 if byte > 127 else byte) for byte in value])
    if isinstance(value, (list, tuple)):
        return _items(name, value)
    return str(value)


def _items(name: str, values: list[Any] | tuple[Any, ...]) -> str:
    if not values or values in ([""], ("",)):
        return ""
    texts = [str(value) for value in values]
    for text in texts:
        if BETWEEN in text:
            raise StoreError(f"{name}: {text!r} has the control character U+001F in it; load without --bulk")
    return _text(BETWEEN.join(texts))


def _text(text: str) -> str:
    return '"' + text.replace('"', '""') + '"'

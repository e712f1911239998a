"""The header of a saved query: comment lines at the start of a `.cypher` file.

::

    // title: Suppliers of a state
    // heading: Suppliers of {state}
    // description: Who is said to supply what to one recipient.
    //     Further lines of a text are indented.
    // category: supply
    // draws: yes
    // parameter state (entity(State|Firm), required): Who receives the goods.
    // parameter limit (int(1..10000), default 500): At most so many rows.
    // column supplier: Who supplies.
    // column claim: The claim's id.

`title`, `description` and `category` must be there. `heading` is the title of what the query found, with values in
the place of parameters; without it, or where one of them has no value, the values follow the title. `draws: yes` says
that the column `claim` holds ids of claims. A default is written as on the command line; `null` means that the
parameter has no value then.
The header ends at the first line that is no comment.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import get_close_matches

from claimgraph.graph.errors import QueryError
from claimgraph.queries.cyphertext import is_blank, parameters_in
from claimgraph.queries.entities import no_entities
from claimgraph.queries.kinds import kind_of
from claimgraph.queries.query import PLACEHOLDER, REQUIRED, Column, Parameter, Query

_FIELD = re.compile(r"//[ \t]?(?P<key>[A-Za-z]+)(?: (?P<name>\S+?))?(?: \((?P<detail>.*?)\))?:(?:\s+(?P<text>.*))?")
_CONTINUED = re.compile(r"//\s{2,}(?P<text>\S.*)")
_NEEDED = ("title", "description", "category")
_WORDS = (*_NEEDED, "heading", "draws", "parameter", "column")


@dataclass(frozen=True, slots=True)
class _Field:
    line: int
    key: str
    name: str
    detail: str
    text: str


def has_header(text: str) -> bool:
    """Whether a text starts with a header, be it right or wrong."""
    return any(re.match(r"//\s*title\s*:", line) for line in _comment_lines(text))


def parse_query(text: str, name: str, file: str | None = None, *, shipped: bool = False) -> Query:
    """The query that a file holds.

    Parameters:
        name: what the query is called, the file's stem.
        file: how messages call the file; NAME.cypher if not given.

    Raises:
        QueryError: the header or the parameters in the Cypher are not right; the message names file and line.
    """
    return _Parser(text.removeprefix("\N{BYTE ORDER MARK}").replace("\r\n", "\n"), file or f"{name}.cypher").query(
        name, shipped=shipped
    )


def with_header(query: Query) -> str:
    """The text of a query that has no header, with one made from what is known of it."""
    lines = [
        f"// title: {query.title}",
        f"// description: {query.description or 'A query of my own.'}",
        f"// category: {query.category}",
        *map(declared, query.parameters),
    ]
    return "\n".join(line.rstrip() for line in lines) + "\n\n" + query.cypher.strip() + "\n"


def declared(parameter: Parameter) -> str:
    """A parameter as a header declares it.

    >>> declared(Parameter("state", kind_of("entity(State)"), "Who receives."))
    '// parameter state (entity(State), required): Who receives.'
    """
    given = parameter.default
    match given:
        case None:
            default = "null"
        case bool():
            default = str(given).lower()
        case list():
            default = ", ".join(given)
        case _:
            default = str(given)
    detail = "required" if parameter.required else f"default {default}"
    return f"// parameter {parameter.name} ({parameter.kind.text}, {detail}): {parameter.description}".rstrip()


def _comment_lines(text: str) -> list[str]:
    lines: list[str] = []
    for line in text.splitlines():
        if not line.startswith("//"):
            break
        lines.append(line)
    return lines


class _Parser:
    def __init__(self, text: str, file: str) -> None:
        self.text = text
        self.file = file

    def query(self, name: str, *, shipped: bool) -> Query:
        comments = _comment_lines(self.text)
        fields = list(self._fields(comments))
        single = self._single(fields)
        parameters = tuple(self._parameter(field) for field in fields if field.key == "parameter")
        columns = tuple(Column(self._name(field), field.text) for field in fields if field.key == "column")
        draws = self._draws(single.get("draws"), columns)
        self._no_name_twice(fields)
        cypher = "\n".join(self.text.splitlines()[len(comments) :]).strip() + "\n"
        if is_blank(cypher):
            raise self._wrong(len(comments) + 1, "no Cypher follows the header")
        self._uses_what_it_declares(cypher, fields, len(comments) + 1)
        title, description, category = (single[key].text for key in _NEEDED)
        heading = self._heading(single.get("heading"), parameters)
        return Query(
            name,
            title,
            description,
            category,
            cypher,
            self.text,
            parameters,
            columns,
            draws=draws,
            shipped=shipped,
            heading=heading,
        )

    def _wrong(self, line: int, problem: str) -> QueryError:
        return QueryError(f"{self.file}, line {line}: {problem}")

    def _fields(self, comments: list[str]) -> Iterator[_Field]:
        pending: _Field | None = None
        for number, line in enumerate(comments, 1):
            if not line.strip("/ \t"):
                continue
            if more := _CONTINUED.fullmatch(line.rstrip()):
                if pending is None:
                    raise self._wrong(number, "this line continues nothing; a header starts with // title: …")
                pending = _Field(
                    pending.line, pending.key, pending.name, pending.detail, f"{pending.text} {more['text']}"
                )
                continue
            if pending:
                yield pending
            pending = self._field(number, line)
        if pending:
            yield pending

    def _field(self, number: int, line: str) -> _Field:
        match = _FIELD.fullmatch(line.rstrip())
        if not match:
            raise self._wrong(number, f"a header line is // WORD: text, with one of the words {', '.join(_WORDS)}")
        key = match["key"]
        if key not in _WORDS:
            close = get_close_matches(key.lower(), _WORDS, 1)
            hint = f"did you mean {close[0]}?" if close else f"the words are {', '.join(_WORDS)}"
            raise self._wrong(number, f"no header word {key!r}; {hint}")
        named, detailed = key in ("parameter", "column"), key == "parameter"
        if named != bool(match["name"]) or detailed != bool(match["detail"]):
            raise self._wrong(number, f"write it as {_FORMS.get(key, f'// {key}: text')}")
        return _Field(number, key, match["name"] or "", match["detail"] or "", match["text"] or "")

    def _single(self, fields: list[_Field]) -> dict[str, _Field]:
        found: dict[str, _Field] = {}
        for field in fields:
            if field.key in ("parameter", "column"):
                continue
            if field.key in found:
                raise self._wrong(field.line, f"{field.key} stands twice")
            found[field.key] = field
        for key in _NEEDED:
            if key not in found or not found[key].text.strip():
                raise self._wrong(found[key].line if key in found else 1, f"the header needs // {key}: …")
        return found

    def _draws(self, field: _Field | None, columns: tuple[Column, ...]) -> bool:
        if field is None:
            return False
        if field.text not in ("yes", "no"):
            raise self._wrong(field.line, f"draws is yes or no, not {field.text!r}")
        if field.text == "yes" and columns and "claim" not in {column.name for column in columns}:
            raise self._wrong(field.line, "a query that draws has a column claim with ids of claims")
        return field.text == "yes"

    def _heading(self, field: _Field | None, parameters: tuple[Parameter, ...]) -> str:
        if field is None:
            return ""
        known = [parameter.name for parameter in parameters]
        for name in PLACEHOLDER.findall(field.text):
            if name not in known:
                raise self._wrong(field.line, f"the heading names {{{name}}}, which no // parameter line declares")
        return field.text

    def _name(self, field: _Field) -> str:
        if not re.fullmatch(r"[A-Za-z_]\w*", field.name, re.ASCII):
            raise self._wrong(field.line, f"{field.name!r} is no name; use letters, digits and _")
        return field.name

    def _parameter(self, field: _Field) -> Parameter:
        name = self._name(field)
        match = re.fullmatch(r"(?P<kind>.+), (?:(?P<required>required)|default (?P<default>.+))", field.detail)
        if not match:
            raise self._wrong(field.line, f"write it as {_FORMS['parameter']}")
        try:
            kind = kind_of(match["kind"])
        except ValueError as error:
            raise self._wrong(field.line, str(error)) from error
        if match["required"]:
            return Parameter(name, kind, field.text, REQUIRED)
        if match["default"] == "null":
            return Parameter(name, kind, field.text, None)
        if kind.text.startswith("entity"):
            return Parameter(name, kind, field.text, match["default"])
        try:
            return Parameter(name, kind, field.text, kind.read(match["default"], no_entities))
        except ValueError as error:
            raise self._wrong(field.line, f"the default {match['default']!r} is not {kind.wanted}") from error

    def _no_name_twice(self, fields: list[_Field]) -> None:
        seen: set[tuple[str, str]] = set()
        for field in fields:
            if field.name and (field.key, field.name) in seen:
                raise self._wrong(field.line, f"{field.key} {field.name} stands twice")
            seen.add((field.key, field.name))

    def _uses_what_it_declares(self, cypher: str, fields: list[_Field], start: int) -> None:
        declared = {field.name: field.line for field in fields if field.key == "parameter"}
        used = parameters_in(cypher)
        for name in used:
            if name not in declared:
                raise self._wrong(start, f"the Cypher uses ${name}, which no // parameter line declares")
        for name, line in declared.items():
            if name not in used:
                raise self._wrong(line, f"the Cypher does not use the parameter {name}")


_FORMS = {
    "parameter": "// parameter NAME (TYPE, required): text, or // parameter NAME (TYPE, default VALUE): text",
    "column": "// column NAME: text",
}

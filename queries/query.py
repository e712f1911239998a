"""A saved query: what it is called, which parameters it takes, which columns its rows have, and its Cypher."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Any

from claimgraph.graph.errors import QueryError
from claimgraph.queries.cyphertext import is_blank
from claimgraph.queries.entities import EntityFinder, no_entities
from claimgraph.queries.kinds import Kind, guessed, kind_of
from claimgraph.queries.parameter_types import Proposal, proposals

REQUIRED = object()
# Where a heading takes the value of a parameter.
PLACEHOLDER = re.compile(r"\{(\w+)\}")
_LONGEST_SHOWN = 100


@dataclass(frozen=True, slots=True)
class Parameter:
    """One parameter of a query.

    `default` is the value that it has when none is given (an entity's name stands as text until it is bound);
    None is a value like others; `REQUIRED` means that there is no default.
    """

    name: str
    kind: Kind
    description: str = ""
    default: Any = REQUIRED

    @property
    def required(self) -> bool:
        """Whether a value must be given."""
        return self.default is REQUIRED

    def read(self, given: Any, finder: EntityFinder) -> Any:
        """The typed value of what was given.

        Raises:
            QueryError: it is not of the parameter's type, or names no entity, or several.
        """
        if given is None and self.default is None:
            return None
        try:
            return self.kind.read(given, finder)
        except ValueError as error:
            raise QueryError(f"{self.name}={_shown(given)} is not {self.kind.wanted}") from error
        except QueryError as error:
            raise QueryError(f"{self.name}={_shown(given)}: {error}") from error


def _shown(given: Any) -> str:
    """A value as messages repeat it: its beginning where it is long, its type where it cannot be written."""
    try:
        text = str(given)
    except (ValueError, RecursionError):  # numbers of thousands of digits, deep lists
        return f"({type(given).__name__})"
    return text if len(text) <= _LONGEST_SHOWN else text[:_LONGEST_SHOWN] + "…"


def parameters_of(cypher: str, known: Mapping[str, Parameter] | None = None) -> tuple[Parameter, ...]:
    """The parameters that a text uses: those that are known as they are, the others as the text tells.

    >>> [(one.name, one.kind.text, one.description) for one in parameters_of("MATCH (s:State {id: $who}) RETURN s")]
    [('who', 'entity(State)', 'Compared with State.id.')]
    """
    told = proposals(cypher)
    return tuple((known or {}).get(name) or _proposed(name, proposal) for name, proposal in told.items())


def _proposed(name: str, proposal: Proposal) -> Parameter:
    description = f"Compared with {proposal.because}." if proposal.because else ""
    return Parameter(name, kind_of(proposal.kind), description, None if proposal.optional else REQUIRED)


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a query's rows."""

    name: str
    description: str = ""


@dataclass(frozen=True, slots=True)
class Query:
    """A query as the catalog keeps it.

    Parameters:
        draws: whether its rows have a column `claim` with ids of claims, so that they can be drawn.
        cypher: the Cypher without the header; `text` is the whole file.
        heading: the title of what it found, with `{name}` where the value of a parameter belongs; "" for none.
        shipped: whether it comes with claimgraph; `replaces` says that a user's query hides a shipped one.
    """

    name: str
    title: str
    description: str
    category: str
    cypher: str
    text: str
    parameters: tuple[Parameter, ...] = ()
    columns: tuple[Column, ...] = ()
    draws: bool = False
    shipped: bool = False
    replaces: bool = False
    heading: str = ""

    @classmethod
    def of_cypher(cls, cypher: str, name: str = "") -> Query:
        """Cypher without a header, with what can be said of it: each `$name` in it is a parameter of the type that
        the text compares it with, or of any type where nothing tells (`parameter_types.py`).

        Raises:
            QueryError: the text is empty.

        >>> query = Query.of_cypher("MATCH (s:State {name: $state}) RETURN s.id AS id LIMIT $most")
        >>> query.bind({"state": "Russia", "most": "5"}, no_entities)
        {'state': 'Russia', 'most': 5}
        """
        if is_blank(cypher):
            raise QueryError(f"{name or 'the Cypher'}: there is no Cypher in it")
        return cls(name, name or "Cypher", "", "own", cypher, cypher, parameters_of(cypher))

    def bind(self, raw: Mapping[str, Any], finder: EntityFinder = no_entities) -> dict[str, Any]:
        """All parameters with their typed values, ready to be sent with the Cypher.

        Parameters:
            raw: texts as typed on a command line, or values that have the right type already.
            finder: where names of entities are looked up, usually the store.

        Raises:
            QueryError: a parameter is unknown, missing, not of its type, or names no entity.
        """
        known = {parameter.name: parameter for parameter in self.parameters}
        for name in raw:
            if name not in known:
                raise QueryError(f"{self._who} has no parameter {name!r}; {self._usage(name)}")
        values = {}
        for name, parameter in known.items():
            given = raw.get(name, parameter.default)
            if given is REQUIRED:
                raise QueryError(f"{self._who} needs {name}: give -p {name}=… ({parameter.kind.wanted})")
            values[name] = parameter.read(given, finder)
        return values

    def describe(self) -> dict[str, Any]:
        """All about the query as plain JSON values."""
        return {
            "name": self.name,
            "title": self.title,
            "description": self.description,
            "category": self.category,
            "draws": self.draws,
            "shipped": self.shipped,
            "replaces": self.replaces,
            "parameters": [
                {
                    "name": parameter.name,
                    "type": parameter.kind.text,
                    "required": parameter.required,
                    "default": None if parameter.required else parameter.default,
                    "description": parameter.description,
                }
                for parameter in self.parameters
            ],
            "columns": [{"name": column.name, "description": column.description} for column in self.columns],
            "cypher": self.cypher,
        }

    def headed(self, values: Mapping[str, Any], finder: EntityFinder = no_entities) -> str:
        """The title of what the query found with these values, as `bind` gives them.

        Parameters:
            finder: where names of entities are looked up by their ids; an id stands for itself where it is not found.

        >>> Query.of_cypher("MATCH (s:State {name: $state}) RETURN s", "about").headed({"state": "Russia"})
        'about: Russia'
        """
        told = {each.name: _told(each, values.get(each.name), finder) for each in self.parameters}
        if self.heading and all(told.get(name) for name in PLACEHOLDER.findall(self.heading)):
            return PLACEHOLDER.sub(lambda found: told[found[1]], self.heading)
        given = [told[each.name] for each in self.parameters if each.required and told[each.name]]
        return f"{self.title}: {', '.join(given)}" if given else self.title

    @property
    def _who(self) -> str:
        return f"the query {self.name}" if self.name else "the Cypher"

    def _usage(self, wrong: str) -> str:
        names = [parameter.name for parameter in self.parameters]
        if not names:
            return "it takes none"
        close = get_close_matches(wrong, names, 1)
        return f"did you mean {close[0]}?" if close else f"it takes {', '.join(names)}"


def _told(parameter: Parameter, value: Any, finder: EntityFinder) -> str:
    """A value as a heading has it: an entity by its name."""
    if value is None:
        return ""
    if parameter.kind.text.startswith("entity"):
        return next((entity.name for entity in finder.find(str(value)) if entity.id == value), str(value))
    return _shown(value)


def typed_values(raw: Mapping[str, str]) -> dict[str, Any]:
    """Values for the parameters of Cypher that has no header: numbers, truth values and lists as JSON writes them."""
    return {name: guessed(text) for name, text in raw.items()}

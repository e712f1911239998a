"""Why a query may have found nothing: an entity's name was compared as text, and the graph writes it otherwise."""

from __future__ import annotations

import shlex
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from claimgraph.graph.printable import shortened
from claimgraph.queries.entities import EntityFinder
from claimgraph.queries.header import declared
from claimgraph.queries.kinds import kind_of
from claimgraph.queries.parameter_types import UNKNOWN, Proposal, proposals
from claimgraph.queries.query import Parameter, Query

if TYPE_CHECKING:
    from claimgraph.graph.model import Entity
    from claimgraph.graph.store.query import Rows

_LONGEST = 60
_MOST = 3
_TEXTS = frozenset({UNKNOWN, "string", "list of string"})
"""The types of parameters that are compared as they were given."""


def remarks(query: Query, values: Mapping[str, Any], rows: Rows, finder: EntityFinder) -> list[str]:
    """What to tell of a query that has no rows: which of its parameters was given an entity's name that it does not
    look up, in other letters than the graph has it, or where an id is compared.

    Parameters:
        values: the typed values that the query ran with.
        finder: where names of entities are looked up, usually the store.
    """
    if rows.rows:
        return []
    told = proposals(query.cypher)
    found = []
    for parameter in query.parameters:
        if parameter.kind.text not in _TEXTS:
            continue
        proposal = told.get(parameter.name, Proposal(UNKNOWN))
        for text in _texts(values.get(parameter.name)):
            named = [one for one in finder.find(text) if one.id != text]
            remark = _remark(parameter, proposal, text, named) if named else ""
            if remark:
                found.append(remark)
                break
    return found


def _remark(parameter: Parameter, proposal: Proposal, text: str, named: list[Entity]) -> str:
    """What to write instead of a text that names these entities; "" where it is right as it is."""
    shown = shortened(text, _LONGEST)
    as_text = f"no rows: {parameter.name} has type {parameter.kind.text}, so {shown!r} was compared as text, "
    ids = " or ".join(one.id for one in named[:_MOST])
    labels, _, compared = proposal.because.rpartition(".")
    if compared == "name":
        fitting = [one for one in named if one.type.value in labels] if labels not in ("", "Entity") else named
        names = list(dict.fromkeys(one.name for one in fitting))[:_MOST]
        if not names:
            return f"{as_text}with names of {labels}, but it is the name of another entity: {ids}"
        if text in names:
            return ""
        given = " or ".join(f"{parameter.name}={shlex.quote(name)}" for name in names)
        return f"{as_text}letter by letter, but the graph calls it {' or '.join(names)}: give {given}"
    types = "|".join(dict.fromkeys(entity.type.value for entity in named))
    line = declared(Parameter(parameter.name, kind_of(f"entity({types})"), parameter.description, parameter.default))
    return f"{as_text}but an entity is called so. Did you mean its id, {ids}? In a saved query `{line}` looks names up"


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str) and value.strip():
        yield value
    elif isinstance(value, list | tuple):
        for item in value:
            yield from _texts(item)

"""Why a query may have found nothing: a name was given where an entity's id is compared."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from claimgraph.graph.printable import shortened
from claimgraph.queries.entities import EntityFinder
from claimgraph.queries.header import declared
from claimgraph.queries.kinds import kind_of
from claimgraph.queries.parameter_types import UNKNOWN, proposals
from claimgraph.queries.query import Parameter, Query

if TYPE_CHECKING:
    from claimgraph.graph.model import Entity
    from claimgraph.graph.store.query import Rows

_LONGEST = 60


def remarks(query: Query, values: Mapping[str, Any], rows: Rows, finder: EntityFinder) -> list[str]:
    """What to tell of a query that has no rows: which of its parameters was given the name of an entity as plain text.

    Parameters:
        values: the typed values that the query ran with.
        finder: where names of entities are looked up, usually the store.
    """
    if rows.rows:
        return []
    told = proposals(query.cypher)
    found = []
    for parameter in query.parameters:
        is_entity = parameter.name in told and told[parameter.name].kind.startswith("entity")
        if parameter.kind.text == UNKNOWN or (is_entity and not parameter.kind.text.startswith("entity")):
            for text in _texts(values.get(parameter.name)):
                named = [one for one in finder.find(text) if one.id != text]
                if named:
                    found.append(_remark(parameter, text, named))
                    break
    return found


def _remark(parameter: Parameter, text: str, named: list[Entity]) -> str:
    types = "|".join(dict.fromkeys(entity.type.value for entity in named))
    line = declared(Parameter(parameter.name, kind_of(f"entity({types})"), parameter.description, parameter.default))
    ids = " or ".join(entity.id for entity in named[:3])
    shown = shortened(text, _LONGEST)
    return (
        f"no rows: {parameter.name} has type {parameter.kind.text}, so {shown!r} was compared as text, but an entity is"
        f" called so. Did you mean its id, {ids}? In a saved query `{line}` looks names up"
    )


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str) and value.strip():
        yield value
    elif isinstance(value, list | tuple):
        for item in value:
            yield from _texts(item)

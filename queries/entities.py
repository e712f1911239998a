"""From a name to the entity that is meant, with a message that helps where none or several are."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import TYPE_CHECKING, Protocol

from claimgraph.graph.errors import QueryError
from claimgraph.graph.model import Entity, EntityType
from claimgraph.graph.names import fold
from claimgraph.graph.namesakes import bare_name

if TYPE_CHECKING:
    from claimgraph.graph.store import Merge

EVERY_TYPE = tuple(EntityType)
_TOLD = 8


class EntityFinder(Protocol):
    """Looks names up in the graph; `graph.store.Store` is one."""

    def find(self, name: str, type: EntityType | None = None, /) -> Collection[Entity]:
        """Entities with this id, name or alias."""
        ...

    def suggest(self, name: str, type: EntityType | None = None, /) -> Collection[Entity]:
        """Entities whose names are like this one, the likest first."""
        ...


def find_named(finder: EntityFinder, name: str, types: Sequence[EntityType] | EntityType | None = None) -> list[Entity]:
    """The entities of these types that are called so: the one of this id, else those of this name, else this alias.

    A name that several entities have, as Acme (Chile) and Acme (Kenya), means all of them.

    Raises:
        QueryError: nothing is called so; the message tells what is like it.

    >>> find_named(no_entities, "Rusia", EntityType.STATE)
    Traceback (most recent call last):
    claimgraph.graph.errors.QueryError: no State named 'Rusia' in the graph
    """
    wanted = EVERY_TYPE if types is None else (types,) if isinstance(types, EntityType) else tuple(types)
    only = wanted[0] if len(wanted) == 1 else None
    found = {entity.id: entity for entity in finder.find(name, only) if entity.type in wanted}
    if name in found:
        return [found[name]]
    if found:
        named = [entity for entity in found.values() if fold(name) in (fold(entity.name), fold(bare_name(entity)))]
        return named or list(found.values())
    like = dict.fromkeys(entity.name for entity in finder.suggest(name, only) if entity.type in wanted)
    hint = f"; did you mean {' or '.join(list(like)[:3])}?" if like else " in the graph"
    raise QueryError(f"no {either(wanted)} named {name!r}{hint}")


def the_one_named(finder: EntityFinder, name: str, types: Sequence[EntityType] = EVERY_TYPE) -> Entity:
    """The only entity of these types that is called so, as `find_named` finds it.

    Raises:
        QueryError: there is none, or there are several; then their ids are told.
    """
    found = find_named(finder, name, types)
    if len(found) == 1:
        return found[0]
    in_order = sorted(found, key=lambda one: one.id)[:_TOLD]
    told = ", ".join(f"{entity.id} ({entity.name}, {entity.type.value})" for entity in in_order)
    more = f" and {len(found) - _TOLD} more" if len(found) > _TOLD else ""
    raise QueryError(f"{len(found)} entities are called {name!r}; give one of their ids: {told}{more}")


def the_merge_of(merges: Sequence[Merge], name: str) -> Merge:
    """The decision that the entity of this id or name is one with another.

    Raises:
        QueryError: nothing, or more than one thing, was decided about such an entity.

    >>> the_merge_of((), "Acme")
    Traceback (most recent call last):
    claimgraph.graph.errors.QueryError: 'Acme' was not made one with another; `claimgraph merges` lists what was decided
    """
    found = [one for one in merges if one.other == name]
    found = found or [one for one in merges if fold(one.other_name) == fold(name)]
    if len(found) == 1:
        return found[0]
    if found:
        ids = ", ".join(one.other for one in found)
        raise QueryError(f"{len(found)} entities called {name!r} are one with others; give one of their ids: {ids}")
    raise QueryError(f"{name!r} was not made one with another; `claimgraph merges` lists what was decided")


def either(types: Sequence[EntityType]) -> str:
    """The types in words: "State, Firm or Official"; "entity" for all."""
    if len(types) == len(EVERY_TYPE):
        return "entity"
    *first, last = (member.value for member in types)
    return f"{', '.join(first)} or {last}" if first else last


class _NoEntities:
    def find(self, _name: str, _type: EntityType | None = None, /) -> Collection[Entity]:
        return ()

    def suggest(self, _name: str, _type: EntityType | None = None, /) -> Collection[Entity]:
        return ()


no_entities: EntityFinder = _NoEntities()

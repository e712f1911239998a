"""The names that stand for several entities, with these entities."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from neo4j import ManagedTransaction

from claimgraph.graph.model import Entity
from claimgraph.graph.names import fold
from claimgraph.graph.namesakes import bare_name, name_and_home
from claimgraph.graph.store.apart import forms_of, homes_in
from claimgraph.graph.store.claims import ENTITY, entity_in
from claimgraph.graph.store.identity import Identities
from claimgraph.graph.store.inforce import identities
from claimgraph.graph.store.rows import read_key

_APART = "MATCH (e:Entity) WHERE e.id CONTAINS '@' RETURN e.id AS id ORDER BY id"
_NAMED = f"UNWIND $ids AS id MATCH (e:Entity {{id: id}}) RETURN {ENTITY} AS entity"


@dataclass(frozen=True, slots=True)
class Namesake:
    """One of several entities of a name.

    Parameters:
        id, name: the entity.
        home: name of the state to which articles assign it; "" where they assign it to none.
        articles: how many articles mean it.
    """

    id: str
    name: str
    home: str
    articles: int


@dataclass(frozen=True, slots=True)
class SharedName:
    """A name that stands for several entities.

    Parameters:
        name: the name.
        bearers: its entities, one for each state to which articles assign it, the most frequent first.
        unassigned: in how many articles the name stands without a state.
        counted_to: the id of the entity to which those are counted.
        ambiguous: whether nobody can say whom those mean, so that they stand apart.
    """

    name: str
    bearers: tuple[Namesake, ...]
    unassigned: int
    counted_to: str
    ambiguous: bool


def shared_names(transaction: ManagedTransaction) -> list[SharedName]:
    """The names that stand for several entities, by name."""
    in_force = identities(transaction)
    names = [one for one in in_force.namesakes.values() if len({in_force.read_as(one.id, h) for h, _ in one.homes}) > 1]
    told = {one.id: [(in_force.read_as(one.id, home), home, number) for home, number in one.homes] for one in names}
    plain = {one.id: in_force.read_as(one.id, None) for one in names}
    ids = {*plain.values(), *(id for some in told.values() for of in some for id in of[:2])}
    entities = _entities(transaction, ids)
    forms = forms_of(transaction, set(plain.values()))
    shared = []
    for one in names:
        bearers = [
            Namesake(id, entities[id].name, entities[home].name, number)
            for id, home, number in told[one.id]
            if id in entities and home in entities
        ]
        counts = forms.get(plain[one.id], {}).items()
        unassigned = sum(n for form, n in counts if read_key(plain[one.id], form) == (one.id, None, None))
        name = bare_name(entities[bearers[0].id]) if bearers else one.id
        in_order = sorted(bearers, key=lambda bearer: (-bearer.articles, bearer.id))
        shared.append(SharedName(name, tuple(in_order), unassigned, plain[one.id], unassigned > 0 and not one.lead))
    shared += _shared_within_articles(transaction, in_force)
    return sorted(shared, key=lambda one: (fold(one.name), one.counted_to))


def _entities(transaction: ManagedTransaction, ids: Iterable[str]) -> dict[str, Entity]:
    return {one.id: one for one in map(entity_in, transaction.run(_NAMED, {"ids": sorted(ids)}).value())}


def _shared_within_articles(transaction: ManagedTransaction, in_force: Identities) -> Iterator[SharedName]:
    """The names that articles themselves tell of several entities ("Acme of Chile and Acme of Kenya"), where no
    articles contradict each other."""
    apart: defaultdict[str, dict[str, str]] = defaultdict(dict)
    for (id,) in transaction.run(_APART).values():
        if (found := name_and_home(id)) is not None and found[0] not in in_force.namesakes:
            apart[found[0]][id] = found[1]
    ids = {id for name, others in apart.items() for id in (name, *others, *others.values())}
    forms = forms_of(transaction, ids)
    homes = {id: dict(homes_in(id, counts).get(id, {})) for id, counts in forms.items()}
    ids |= {home for told in homes.values() for home in told}
    entities = _entities(transaction, ids)
    for name, others in apart.items():
        told = [(name, home, number) for home, number in homes.get(name, {}).items()]
        told += [(id, home, sum(forms[id].values())) for id, home in others.items() if id in forms]
        bearers = [
            Namesake(id, entities[id].name, entities[home].name, number)
            for id, home, number in told
            if id in entities and home in entities
        ]
        if bearers:
            in_order = sorted(bearers, key=lambda bearer: (-bearer.articles, bearer.id))
            unassigned = sum(forms.get(name, {}).values()) - sum(homes.get(name, {}).values())
            yield SharedName(bare_name(entities[bearers[-1].id]), tuple(in_order), unassigned, name, ambiguous=False)

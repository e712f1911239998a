"""Deciding that two entities are one, or that one is two, and taking it back: one transaction each, with all that
follows from it.

The decision is a node (:Merge, :Parting). What the touched articles told is written again, as if they were loaded anew.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable

from neo4j import ManagedTransaction

from claimgraph.graph.decision import Kind, Signature
from claimgraph.graph.errors import QueryError, unknown_id
from claimgraph.graph.keepable import type_in
from claimgraph.graph.model import Entity, EntityType, text_hash
from claimgraph.graph.namesakes import name_and_home, part_id, stands_apart
from claimgraph.graph.printable import with_article
from claimgraph.graph.review import Named, Review
from claimgraph.graph.store.apart import after_decision, homes_moved, homes_told, nodes_of, retold
from claimgraph.graph.store.asread import AsRead
from claimgraph.graph.store.change import LoadChange
from claimgraph.graph.store.claims import ENTITY, entity_in
from claimgraph.graph.store.drafting import read_back
from claimgraph.graph.store.identity import Identities, Merge, Part, PartedReading, can_be_one
from claimgraph.graph.store.inforce import (
    articles_of_parts,
    articles_with,
    merge_row,
    part_row,
    review_in,
    subject_of,
    told_readings,
)
from claimgraph.graph.store.memory import Found
from claimgraph.graph.store.record import note
from claimgraph.graph.store.write import lock, rewrite

_ENTITY = f"MATCH (e:Entity {{id: $id}}) RETURN {ENTITY} AS entity"
_ELSEWHERE = """
MATCH (a:Article)-[:MENTIONS]->(:Entity {id: $id}) WHERE NOT a.id IN $articles RETURN a.id AS id LIMIT 1
"""
_DECIDE_MERGE = "CREATE (merge:Merge) SET merge = $properties"
_DECIDE_PART = "CREATE (part:Parting) SET part = $properties"
_TAKE_BACK_MERGE = "MATCH (merge:Merge {id: $id}) DELETE merge"
_TAKE_BACK_PART = "MATCH (part:Parting {id: $id}) DELETE part"
_NOT_SAME = "MATCH (review:Review {kind: 'not-same'}) RETURN review.content"
_DIGITS = 8
UNKNOWN = "unknown"
"""Who decided where nobody signed."""


def merge(transaction: ManagedTransaction, kept: str, other: str, signature: Signature) -> LoadChange:
    """Make one entity one with another; see `Store.merge`."""
    found = lock(transaction)
    before = found.identities
    one, another = (stored_entity(transaction, before.of(id)) for id in (kept, other))
    if one.id == another.id:
        raise QueryError(f"{another.name} ({other}) and {one.name} ({kept}) are one already")
    if not can_be_one(one.type, another.type):
        raise QueryError(
            f"{another.name} is {with_article(another.type.value)} and {one.name} {with_article(one.type.value)}; "
            "only entities of one type can be one, or a Firm and an Organization"
        )
    if (part := _part_between(before, one.id, another.id)) is not None:
        return _rejoin(transaction, found, part, signature)
    kept_home, other_home = (_home_of(transaction, entity.id, before) for entity in (one, another))
    # Readings that tell no home are one with a namesake: the plain id stands for its home from now on.
    if kept_home is None and (namesake := name_and_home(another.id)) and namesake[0] == one.id:
        kept_home = namesake[1]
    if other_home is None and (namesake := name_and_home(one.id)) and namesake[0] == another.id:
        other_home = namesake[1]
    decision = Merge(one.id, one.name, another.id, another.name, signature.at, kept_home, other_home, signature.by)
    after = before.with_merge(decision)
    if (told := _not_the_same(transaction, before, after)) is not None:
        raise QueryError(
            f"{another.name} and {one.name}: {told.by} decided that they are not the same; "
            f"`claimgraph decisions undo {told.id}` takes that back"
        )
    note(transaction, Kind.MERGE, signature, (one.id, another.id), (one.name, another.name))
    transaction.run(_DECIDE_MERGE, {"properties": merge_row(decision)}).consume()
    return retell(transaction, found, after, (one.id, another.id))


def _not_the_same(transaction: ManagedTransaction, before: Identities, after: Identities) -> Review | None:
    """A decision that two are not the same who come to be one."""
    for one in _all_not_same(transaction):
        ids = _pair(one)
        if len(set(map(before.of, ids))) > len(set(map(after.of, ids))):
            return one
    return None


def pairs_not_same(transaction: ManagedTransaction) -> list[tuple[str, str]]:
    """The ids of all of whom somebody decided that they are two."""
    return [_pair(one) for one in _all_not_same(transaction)]


def _all_not_same(transaction: ManagedTransaction) -> list[Review]:
    return [review_in(content) for content in transaction.run(_NOT_SAME).value()]


def _pair(not_same: Review) -> tuple[str, str]:
    return subject_of(not_same), not_same.says["other"]["id"]


def review_of_merge(merge: Merge) -> Review:
    """A decision that two are one in the form of all other decisions."""
    kept, other = _named(merge.kept, merge.kept_name), _named(merge.other, merge.other_name)
    homes = {name: home for name in ("kept_home", "other_home") if (home := getattr(merge, name))}
    says = {"other": other.to_dict(), **homes}
    return Review.of(Kind.MERGE, kept, merge.decided_by or UNKNOWN, merge.decided_at, says, merge.why)


def review_of_part(part: Part) -> Review:
    """A decision that one is two in the form of all other decisions."""
    says = {"id": part.id, "label": part.label, "readings": told_readings(part)}
    about = _named(part.of, part.of_name)
    return Review.of(Kind.PART, about, part.decided_by or UNKNOWN, part.decided_at, says, part.why)


def identity_reviews(in_force: Identities) -> list[Review]:
    """The decisions that entities are one, or that one is two, in the form of all others."""
    return [*map(review_of_merge, in_force.merges), *map(review_of_part, in_force.parts)]


def _named(id: str, name: str) -> Named:
    # An id of another form is none of ours; the decision has to be listed all the same, lest nobody can undo it.
    return Named(id, type_in(id) or EntityType.ORGANIZATION, name)


def split(transaction: ManagedTransaction, other: str, signature: Signature) -> LoadChange:
    """Take back that an entity is one with another; see `Store.split`."""
    found = lock(transaction)
    before = found.identities
    decision = next((one for one in before.merges if one.other == other), None)
    if decision is None:
        raise QueryError(f"{other} was not made one with another; `claimgraph merges` lists what was decided")
    transaction.run(_TAKE_BACK_MERGE, {"id": other}).consume()
    about, names = (decision.kept, decision.other), (decision.kept_name, decision.other_name)
    note(transaction, Kind.SPLIT, signature, about, names)
    return retell(transaction, found, before.without(other), (decision.kept, other))


def part(transaction: ManagedTransaction, entity: str, articles: Collection[str], signature: Signature) -> LoadChange:
    """Part the readings of some articles from an entity; see `Store.part`."""
    found = lock(transaction)
    before = found.identities
    whole = stored_entity(transaction, before.of(entity))
    _, said = read_back(transaction, dict.fromkeys(articles, ""))
    titles = {one.article.id: one.article for one in said}
    readings: list[PartedReading] = []
    for id in dict.fromkeys(articles):
        if id not in titles:
            raise unknown_id("article", id)
        one = before.effective(next(one for one in said if one.article.id == id))
        named = [read.id for read in one.entities if before.telling(one).of(read.id) == whole.id]
        if not named:
            raise QueryError(f"the article {one.article.name} does not name {whole.name} ({whole.id})")
        readings += [PartedReading(id, name, one.article.sha256) for name in named]
    alike = articles_with(transaction, titles, {one.sha256 for one in titles.values()})
    if transaction.run(_ELSEWHERE, {"id": whole.id, "articles": sorted(alike)}).single() is None:
        raise QueryError(f"no other article names {whole.name} ({whole.id}), so there is nothing to part it from")
    digits = text_hash("|".join(f"{one.article} {one.name}" for one in sorted(readings)))[:_DIGITS]
    label = titles[next(iter(articles))].name
    decision = Part(part_id(whole.id, digits), whole.id, whole.name, label, tuple(readings), signature.at, signature.by)
    names = [titles[id].title or titles[id].name for id in decision.articles]
    note(transaction, Kind.PART, signature, (whole.id, *decision.articles), (whole.name, *names))
    transaction.run(_DECIDE_PART, {"properties": part_row(decision)}).consume()
    return retell(transaction, found, before.with_part(decision), (whole.id, decision.id), _said(transaction, alike))


def rejoin(transaction: ManagedTransaction, id: str, signature: Signature) -> LoadChange:
    """Take back that readings were parted from others; see `Store.rejoin`."""
    found = lock(transaction)
    decision = next((one for one in found.identities.parts if one.id == id), None)
    if decision is None:
        raise QueryError(f"{id} was not parted from another; `claimgraph merges` lists what was decided")
    return _rejoin(transaction, found, decision, signature)


def _rejoin(transaction: ManagedTransaction, found: Found, decision: Part, signature: Signature) -> LoadChange:
    about = (decision.of, *decision.articles)
    note(transaction, Kind.REJOIN, signature, about, (decision.of_name, decision.label))
    transaction.run(_TAKE_BACK_PART, {"id": decision.id}).consume()
    after = found.identities.without_part(decision.id)
    said = _said(transaction, articles_of_parts(transaction, [decision]))
    return retell(transaction, found, after, (decision.of, decision.id), said)


def _said(transaction: ManagedTransaction, articles: Iterable[str]) -> list[AsRead]:
    return read_back(transaction, dict.fromkeys(sorted(articles), ""))[1]


def _part_between(identities: Identities, one: str, other: str) -> Part | None:
    """The decision that parted one of two entities from the other, if there is one."""
    return next(
        (part for part in identities.parts if {identities.of(part.of), part.id} == {one, other} and one != other), None
    )


def retell(
    transaction: ManagedTransaction,
    found: Found,
    after: Identities,
    ids: Iterable[str],
    parted: Collection[AsRead] = (),
) -> LoadChange:
    """Tell all articles anew that a decision touches.

    Parameters:
        found: what `lock` told.
        after: the decisions from now on.
        ids: about which entities it is.
        parted: articles of which a reading is parted from now on, or no longer.
    """
    before, ids = found.identities, tuple(ids)
    less, more = homes_moved(parted, (), before), homes_moved((), parted, after)
    moved = {name: Counter(less.get(name, {})) for name in (*less, *more)}
    for name, homes in more.items():
        moved[name].update(homes)
    names = {*_names_of(ids), *moved}
    changed = after_decision(transaction, names, before, after, moved)
    after = after.with_namesakes(changed)
    nodes = {before.of(id) for id in ids} | nodes_of(names, identities=before, changed=changed)
    articles = {one.article.id for one in parted} | retold(transaction, nodes, before, after)
    return rewrite(transaction, found, articles, after, changed)


def _names_of(ids: Iterable[str]) -> set[str]:
    """The names that two decided entities have, without what tells them from their namesakes."""
    return {found[0] if (found := name_and_home(id)) else id for id in ids}


def _home_of(transaction: ManagedTransaction, id: str, identities: Identities) -> str | None:
    """The home for which a plain id stands now, where it stands for one."""
    if stands_apart(id):
        return None
    if (kept := identities.namesakes.get(id)) is not None:
        return kept.lead or None
    homes = homes_told(transaction, (id,), identities)[id]
    return next(iter(homes)) if len(homes) == 1 else None


def stored_entity(transaction: ManagedTransaction, id: str) -> Entity:
    """An entity of the graph.

    Raises:
        QueryError: there is no such entity.
    """
    record = transaction.run(_ENTITY, {"id": id}).single()
    if record is None:
        raise unknown_id("entity", id)
    return entity_in(record["entity"])

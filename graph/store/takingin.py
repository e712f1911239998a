"""Which decisions that two entities are one, or one is two, are followed: those of other stores are taken in as far as
they contradict no other.

A file may bring thousands of them. Each is looked at once, and what follows from all of them is told once. One that
contradicts another is kept as the node of a review and not followed, until nothing contradicts it any more.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Final, LiteralString

from neo4j import ManagedTransaction

from claimgraph.graph.decision import Kind, Signature
from claimgraph.graph.keepable import type_in
from claimgraph.graph.model import EntityType
from claimgraph.graph.namesakes import part_id
from claimgraph.graph.review import Named, Review
from claimgraph.graph.store.change import LoadChange
from claimgraph.graph.store.claims import ENTITY, entity_in
from claimgraph.graph.store.decisions import identity_reviews, pairs_not_same, rejoin, retell, review_of_merge, split
from claimgraph.graph.store.drafting import read_back
from claimgraph.graph.store.identity import Identities, Merge, Part, PartedReading, can_be_one
from claimgraph.graph.store.inforce import (
    articles_of_parts,
    merge_row,
    part_row,
    parted_readings,
    review_in,
    review_row,
)
from claimgraph.graph.store.write import lock

_ENTITIES = f"UNWIND $ids AS id MATCH (e:Entity {{id: id}}) RETURN {ENTITY} AS entity"
_DECIDE_MERGES = "UNWIND $rows AS row CREATE (merge:Merge) SET merge = row"
_DECIDE_PARTS = "UNWIND $rows AS row CREATE (part:Parting) SET part = row"
_TAKE_BACK_MERGES = "UNWIND $ids AS id MATCH (merge:Merge {id: id}) DELETE merge"
_SET_BESIDE: LiteralString = "UNWIND $rows AS row MERGE (review:Review {id: row.id}) SET review = row"
_FOLLOW = "UNWIND $ids AS id MATCH (review:Review {id: id}) DELETE review"
_OF_KINDS = """
MATCH (review:Review) WHERE review.kind IN $kinds AND review.content IS NOT NULL RETURN review.content AS content
"""
_OF_IDENTITY: Final = (Kind.MERGE, Kind.PART)
OF_TWO: Final = (*_OF_IDENTITY, Kind.NOT_SAME)
"""Decisions whether two are one."""


def follow_identity(transaction: ManagedTransaction, new: Sequence[Review] = ()) -> LoadChange:
    """Follow all decisions that two are one, or one is two, as far as they contradict no other; what changes by that.

    What was followed before stays so, unless somebody decided that the two are not the same: then neither is followed.
    Of the others the older comes first.

    Parameters:
        new: decisions of another store, to be kept in any case.
    """
    beside = _of_kinds(transaction, _OF_IDENTITY)
    not_same = pairs_not_same(transaction)
    if not (beside or new or not_same):
        return LoadChange()
    found = lock(transaction)
    before = found.identities
    given_up = _contradicted(before, not_same)
    taking = Taking(_without(before, given_up), not_same)
    types = _types_here(transaction, (*beside, *new))
    taken = [one for one in sorted((*beside, *new), key=_age) if _takes(taking, one, types)]
    left = {one.id: one for one in new} | {one.id: one for one in map(review_of_merge, given_up)}
    rows = [review_row(one) for id, one in left.items() if id not in {each.id for each in taken}]
    transaction.run(_SET_BESIDE, {"rows": rows}).consume()
    if not (taken or given_up):
        return LoadChange()
    merges, parts = taking.merges, taking.parts
    transaction.run(_TAKE_BACK_MERGES, {"ids": [one.other for one in given_up]}).consume()
    transaction.run(_DECIDE_MERGES, {"rows": [merge_row(one) for one in merges]}).consume()
    transaction.run(_DECIDE_PARTS, {"rows": [part_row(one) for one in parts]}).consume()
    transaction.run(_FOLLOW, {"ids": [one.id for one in taken]}).consume()
    _, said = read_back(transaction, dict.fromkeys(sorted(articles_of_parts(transaction, parts)), ""))
    ids = [id for one in (*merges, *given_up) for id in (one.kept, one.other)]
    ids += [id for one in parts for id in (one.of, one.id)]
    return retell(transaction, found, taking.after(), ids, said)


def _contradicted(identities: Identities, not_same: Sequence[tuple[str, str]]) -> list[Merge]:
    """The merges that make one of two of whom somebody decided that they are not the same, the latest of each chain."""
    if all(identities.of(one) != identities.of(other) for one, other in not_same):
        return []
    taking = Taking(identities.without_merges(), not_same)
    return [one for one in identities.merges if not taking.merge(one)]


def _without(identities: Identities, merges: Iterable[Merge]) -> Identities:
    gone = {one.other for one in merges}
    return identities.without(*gone) if gone else identities


def _age(review: Review) -> tuple[str, int, str]:
    """Older ones come first, and what was parted before what is parted from that."""
    return review.at, review.says["id"].count("~") if review.kind is Kind.PART else 0, review.id


def make_two(transaction: ManagedTransaction, other: str, signature: Signature) -> LoadChange:
    """Take back that an entity is one with another; see `Store.split`."""
    return split(transaction, other, signature) + follow_identity(transaction)


def make_whole(transaction: ManagedTransaction, part: str, signature: Signature) -> LoadChange:
    """Take back that readings were parted from others; see `Store.rejoin`."""
    return rejoin(transaction, part, signature) + follow_identity(transaction)


def about_two(transaction: ManagedTransaction, identities: Identities) -> list[Review]:
    """All decisions whether two are one, those that are followed and those that are not."""
    return [*identity_reviews(identities), *_of_kinds(transaction, OF_TWO)]


def _of_kinds(transaction: ManagedTransaction, kinds: Iterable[Kind]) -> list[Review]:
    rows = transaction.run(_OF_KINDS, {"kinds": [kind.value for kind in kinds]})
    return [review_in(content) for content in rows.value()]


def is_followed(review: Review, identities: Identities) -> bool:
    """Whether a decision that two are one, or one is two, agrees with what is followed: others may have decided so."""
    if review.kind is Kind.PART:
        return any(one.id == review.says["id"] for one in identities.parts)
    about = review.about
    return isinstance(about, Named) and identities.of(about.id) == identities.of(review.says["other"]["id"])


class Taking:
    """Decisions, and those that can be taken in besides: each in time by what it says, not by how many there are.

    Parameters:
        before: what is decided already.
        not_same: pairs of ids that somebody decided to be two.
    """

    def __init__(self, before: Identities, not_same: Iterable[tuple[str, str]]) -> None:
        self._before, self._not_same = before, tuple(not_same)
        self.merges: list[Merge] = []
        self.parts: list[Part] = []
        self._decided = {one.other for one in before.merges}
        self._part_ids = {one.id for one in before.parts}
        self._parted = {key: one.id for one in before.parts for reading in one.readings for key in reading.keys}
        self._sort(before)

    def after(self) -> Identities:
        """What is decided then."""
        return self._before.with_decided(self.merges, self.parts)

    def part(self, one: Part) -> bool:
        """Take in that one is two; whether that could be.

        What was parted before can be parted again: from that part, or earlier than what was parted from this one.
        """
        if one.id in self._part_ids or any(self._is_elsewhere(reading, one) for reading in one.readings):
            return False
        self._part_ids.add(one.id)
        self._parted.update(
            {key: one.id for reading in one.readings for key in reading.keys if not self._is_of(key, one)}
        )
        self.parts.append(one)
        return True

    def _is_elsewhere(self, reading: PartedReading, part: Part) -> bool:
        """Whether a reading was counted already to a part that has nothing to do with another one."""
        found = {id for key in reading.keys if (id := self._parted.get(key)) is not None}
        return any(not _is_part_of(id, part.id) and self._class_of(id) != self._class_of(part.of) for id in found)

    def _is_of(self, key: tuple[str, str], part: Part) -> bool:
        """Whether a reading is counted already to a part of a part."""
        return key in self._parted and _is_part_of(self._parted[key], part.id)

    def merge(self, one: Merge) -> bool:
        """Take in that two are one; whether that could be."""
        kept, other = self._class_of(one.kept), self._class_of(one.other)
        if one.other in self._decided or kept == other:
            return False
        # A leading namesake stands for its name until then, and parts from it: that is looked at from the beginning.
        leads = self._identities.of(one.other) != one.other
        after = self.after().with_merge(one) if leads else None
        if self._are_kept_apart(kept, other) if after is None else self._unites(after):
            return False
        self._decided.add(one.other)
        self.merges.append(one)
        if after is None:
            self._join(kept, other)
        else:
            self._sort(after)
        return True

    def _unites(self, after: Identities) -> bool:
        """Whether two of whom somebody decided that they are two would come to be one."""
        return any(
            after.of(one) == after.of(other) and self._class_of(one) != self._class_of(other)
            for one, other in self._not_same
        )

    def _sort(self, identities: Identities) -> None:
        """Put together who is one by these decisions."""
        self._identities = identities
        self._onward: dict[str, str] = {}
        self._others: dict[str, set[str]] = defaultdict(set)
        for one, other in self._not_same:
            ends = identities.of(one), identities.of(other)
            if ends[0] != ends[1]:
                self._others[ends[0]].add(ends[1])
                self._others[ends[1]].add(ends[0])

    def _class_of(self, id: str) -> str:
        """The id that tells all with whom one is one."""
        return self._end(self._identities.of(id))

    def _end(self, id: str) -> str:
        passed = []
        while id in self._onward:
            passed.append(id)
            id = self._onward[id]
        self._onward.update(dict.fromkeys(passed, id))
        return id

    def _are_kept_apart(self, one: str, other: str) -> bool:
        fewer, more = sorted((one, other), key=self._number_of_others)
        return any(self._end(id) == more for id in self._others.get(fewer, ()))

    def _join(self, one: str, other: str) -> None:
        fewer, more = sorted((one, other), key=self._number_of_others)
        self._onward[fewer] = more
        if others := self._others.pop(fewer, None):
            self._others[more] |= others

    def _number_of_others(self, id: str) -> int:
        return len(self._others.get(id, ()))


def _takes(taking: Taking, review: Review, types: Mapping[str, EntityType]) -> bool:
    """Take in a decision; whether that could be."""
    says, about = review.says, review.about
    if not isinstance(about, Named) or type_in(about.id) is None:
        return False
    if review.kind is Kind.PART:
        readings = parted_readings(says["readings"])
        signed = (review.at, review.by, review.why)
        return taking.part(Part(says["id"], about.id, about.name, says["label"], readings, *signed))
    other = Named.of_dict(says["other"])
    if type_in(other.id) is None:
        return False
    if not can_be_one(*(types.get(one.id, one.type) for one in (about, other))):
        return False
    homes = (says.get("kept_home"), says.get("other_home"))
    return taking.merge(Merge(about.id, about.name, other.id, other.name, review.at, *homes, review.by, review.why))


def _is_part_of(id: str, whole: str) -> bool:
    return id.startswith(part_id(whole, ""))


def _types_here(transaction: ManagedTransaction, reviews: Iterable[Review]) -> dict[str, EntityType]:
    """The types of those entities of which decisions tell that are in the store."""
    ids = {one.about.id for one in reviews if isinstance(one.about, Named)}
    ids |= {one.says["other"]["id"] for one in reviews if one.kind is Kind.MERGE}
    entities = (entity_in(row["entity"]) for row in transaction.run(_ENTITIES, {"ids": sorted(ids)}))
    return {one.id: one.type for one in entities}

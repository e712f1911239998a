"""Taking in decisions of another store that two entities are one, or one is two: all of a file in one step.

A file may bring thousands of them. Each is looked at once, and what follows from all of them is told once.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from neo4j import ManagedTransaction

from claimgraph.graph.decision import Kind
from claimgraph.graph.keepable import type_in
from claimgraph.graph.model import EntityType
from claimgraph.graph.review import Named, Review
from claimgraph.graph.store.change import LoadChange
from claimgraph.graph.store.claims import ENTITY, entity_in
from claimgraph.graph.store.decisions import pairs_not_same, retell
from claimgraph.graph.store.drafting import read_back
from claimgraph.graph.store.identity import Identities, Merge, Part, can_be_one
from claimgraph.graph.store.inforce import merge_row, part_row
from claimgraph.graph.store.write import lock

_ENTITIES = f"UNWIND $ids AS id MATCH (e:Entity {{id: id}}) RETURN {ENTITY} AS entity"
_DECIDE_MERGES = "UNWIND $rows AS row CREATE (merge:Merge) SET merge = row"
_DECIDE_PARTS = "UNWIND $rows AS row CREATE (part:Parting) SET part = row"


@dataclass(frozen=True, slots=True)
class IdentityTaken:
    """What became of decisions of another store.

    Parameters:
        refused: those that contradict others, or are about entities that cannot be one: to be kept and not followed.
    """

    refused: Sequence[Review]
    change: LoadChange


def take_in_identity(transaction: ManagedTransaction, reviews: Sequence[Review]) -> IdentityTaken:
    """Take in decisions of another store that two are one, or one is two, in their order."""
    if not reviews:
        return IdentityTaken((), LoadChange())
    found = lock(transaction)
    types = _types_here(transaction, reviews)
    taking = Taking(found.identities, pairs_not_same(transaction))
    refused = [one for one in reviews if not _takes(taking, one, types)]
    if len(refused) == len(reviews):
        return IdentityTaken(refused, LoadChange())
    merges, parts = taking.merges, taking.parts
    transaction.run(_DECIDE_MERGES, {"rows": [merge_row(one) for one in merges]}).consume()
    transaction.run(_DECIDE_PARTS, {"rows": [part_row(one) for one in parts]}).consume()
    _, said = read_back(transaction, dict.fromkeys((article for one in parts for article in one.articles), ""))
    ids = [id for one in merges for id in (one.kept, one.other)]
    ids += [id for one in parts for id in (one.of, one.id)]
    return IdentityTaken(refused, retell(transaction, found, taking.after(), ids, said))


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
        self._parted = {reading for one in before.parts for reading in one.readings}
        self._sort(before)

    def after(self) -> Identities:
        """What is decided then."""
        return self._before.with_decided(self.merges, self.parts)

    def part(self, one: Part) -> bool:
        """Take in that one is two; whether that could be."""
        if one.id in self._part_ids or not self._parted.isdisjoint(one.readings):
            return False
        self._part_ids.add(one.id)
        self._parted.update(one.readings)
        self.parts.append(one)
        return True

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
        readings = tuple((article, name) for article, name in says["readings"])
        return taking.part(Part(says["id"], about.id, about.name, says["label"], readings, review.at, review.by))
    other = Named.of_dict(says["other"])
    if type_in(other.id) is None:
        return False
    if not can_be_one(*(types.get(one.id, one.type) for one in (about, other))):
        return False
    homes = (says.get("kept_home"), says.get("other_home"))
    return taking.merge(Merge(about.id, about.name, other.id, other.name, review.at, *homes, review.by))


def _types_here(transaction: ManagedTransaction, reviews: Iterable[Review]) -> dict[str, EntityType]:
    """The types of those entities of which decisions tell that are in the store."""
    ids = {one.about.id for one in reviews if isinstance(one.about, Named)}
    ids |= {one.says["other"]["id"] for one in reviews if one.kind is Kind.MERGE}
    entities = (entity_in(row["entity"]) for row in transaction.run(_ENTITIES, {"ids": sorted(ids)}))
    return {one.id: one.type for one in entities}

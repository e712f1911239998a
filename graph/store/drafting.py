"""What a write will do, worked out before it does anything; it only reads.

Round trips do not grow with the number of articles: read what the articles said before, read what the store counts of
all that they touch, read who else denies. No statement of another article is read.

A draft says upon which state of the graph it rests. While one write is under way, the next one can be drafted upon
what that one will leave (`draft_ahead`): whoever then holds the lock and finds just that state can write it at once.
"""

from __future__ import annotations

import secrets
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from types import MappingProxyType
from typing import Any, LiteralString, Self

from neo4j import ManagedTransaction

from claimgraph.graph.errors import DamagedError
from claimgraph.graph.model import Reading
from claimgraph.graph.store.apart import (
    Changed,
    changed_by,
    homes_moved,
    nodes_of,
    retold,
    rows_of_names,
    told_otherwise,
)
from claimgraph.graph.store.asread import AsRead
from claimgraph.graph.store.change import LoadChange, Told, article_id, check_reading, told_by
from claimgraph.graph.store.cycles import no_search_for_cycles
from claimgraph.graph.store.entities import EntityChange, entity_changes
from claimgraph.graph.store.identity import Identities
from claimgraph.graph.store.kept import KEPT, Condition, Kept
from claimgraph.graph.store.known import Known, denied_claims, known, narrower_claims
from claimgraph.graph.store.memory import Left, Memory, State
from claimgraph.graph.store.parameters import ClaimsAfter, rows_of
from claimgraph.graph.store.plan import Change, Kinds
from claimgraph.graph.store.rows import Row, digest_of

_THERE = "UNWIND $rows.ids AS id MATCH (a:Article {id: id}) RETURN count(a) AS n"
_DAMAGED = "damaged"
_BEFORE: LiteralString = f"UNWIND $rows.ids AS id MATCH (a:Article {{id: id}}) RETURN id, {KEPT}"


@dataclass(frozen=True, slots=True)
class Batch:
    """Readings that go in together, what each says, and their digests, by the ids of their articles.

    `run` is what all these articles are marked with, those that do not change among them, and
    `reader` the extractor that read them. `refused` tells by id why other articles are not among them. `verified` is
    False where an article that was changed by hand in the store is replaced all the same.
    """

    readings: Mapping[str, Reading] = field(default_factory=dict)
    said: Mapping[str, AsRead] = field(default_factory=dict)
    digests: Mapping[str, str] = field(default_factory=dict)
    run: str | None = None
    reader: str | None = None
    verified: bool = True
    refused: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    @no_search_for_cycles()
    def of(cls, readings: Iterable[Reading], run: str | None = None, reader: str | None = None) -> Self:
        """Check readings; of several of one article the last one counts.

        Raises:
            EvidenceError, StoreError: as `check_reading`.
        """
        checked = {}
        for reading in readings:
            check_reading(reading)
            checked[article_id(reading)] = reading
        said = {id: AsRead.of(reading) for id, reading in checked.items()}
        digests = {id: digest_of(reading, said[id].mentions) for id, reading in checked.items()}
        return cls(checked, said, digests, run, reader)

    def only(self, ids: Collection[str]) -> Self:
        """The part of it with these articles."""
        readings = {id: reading for id, reading in self.readings.items() if id in ids}
        said = {id: self.said[id] for id in readings}
        return replace(self, readings=readings, said=said, digests={id: self.digests[id] for id in readings})

    @property
    def by_digest(self) -> dict[str, Reading]:
        """The readings by their digests."""
        return {self.digests[id]: reading for id, reading in self.readings.items()}

    def told(self, identities: Identities) -> Told:
        """All that they tell, after these decisions."""
        return told_by(self.said.values(), identities)


@dataclass(frozen=True, slots=True)
class Written:
    """What a write changed.

    Parameters:
        claims: ids of all claims that its articles make, after the identity decisions in force.
        refused: articles that could not be written, by id, each with the reason in one line.
    """

    change: LoadChange
    claims: frozenset[str] = frozenset()
    refused: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Draft:
    """A write that waits for the lock.

    Parameters:
        upon: the state of the graph for which it was worked out.
        rows: the parameters of the statement that writes it; None where nothing changes.
        leaves: what it will leave.
        unchanged: ids of articles that are only marked with `run` and `reader`.
    """

    upon: State
    rows: Mapping[str, Any] | None
    leaves: Left
    written: Written
    unchanged: Sequence[str] = ()
    run: str | None = None
    reader: str | None = None

    @property
    def left(self) -> State:
        """The state of the graph that it will leave."""
        return self.leaves.state


@no_search_for_cycles()
def draft_batch(transaction: ManagedTransaction, batch: Batch, memory: Memory) -> Draft:
    """Work out what a batch changes, upon the state that `memory` has met."""
    stored, said = read_back(transaction, batch.digests, verified=batch.verified)
    changed = {id for id, digest in batch.digests.items() if stored[id] != digest}
    counts = LoadChange(
        articles_added=sum(1 for id in changed if stored[id] is None),
        articles_replaced=sum(1 for id in changed if stored[id] is not None),
        articles_unchanged=len(stored) - len(changed),
    )
    unchanged = sorted(stored.keys() - changed) if batch.run is not None else ()
    state, identities = memory.met.state, memory.met.identities
    if not changed:
        told = batch.told(identities)
        return Draft(
            state, None, Left(state), Written(counts, frozenset(told.claims)), unchanged, batch.run, batch.reader
        )
    some = batch.only(changed)
    new = {id for id, digest in stored.items() if digest is None}
    drafted = draft_said(transaction, said, some.said.values(), memory, some, new)
    others = batch.only(batch.readings.keys() - changed).told(drafted.leaves.identities or identities)
    written = Written(counts + drafted.written.change, drafted.written.claims | others.claims.keys())
    return replace(drafted, written=written, unchanged=unchanged, run=batch.run, reader=batch.reader)


@no_search_for_cycles()
def draft_ahead(transaction: ManagedTransaction, batch: Batch, memory: Memory) -> Draft | None:
    """As `draft_batch`, without the lock and while the last write may be under way, of which `memory` knows all.

    None where that will not do: where an article is not new, goods become kinds of others (the claims about such
    goods and narrower ones that the write under way brings cannot be found), or articles that are there already have to
    be told otherwise, since a name stands for several entities now.
    """
    last = memory.last.articles if memory.last else ()
    if not batch.readings.keys().isdisjoint(last):
        return None
    there_already = transaction.run(_THERE, {"rows": {"ids": sorted(batch.readings)}}).single(strict=True)["n"]
    if there_already:
        return None
    identities = memory.met.identities
    told = batch.told(identities)
    there = known(transaction, Told(), told, memory)
    change = _change(Told(), told, there)
    names = changed_by(homes_moved((), batch.said.values(), identities), identities, change.entities)
    if change.moved() or told_otherwise(names, identities):
        return None
    drafted = _drafted(transaction, change, there, memory, batch, batch.readings, names)
    counts = LoadChange(articles_added=len(batch.readings)) + drafted.written.change
    return replace(drafted, written=Written(counts, frozenset(told.claims)))


def draft_said(
    transaction: ManagedTransaction,
    before: Collection[AsRead],
    after: Collection[AsRead],
    memory: Memory,
    batch: Batch = Batch(),
    new_articles: Collection[str] = (),
) -> Draft:
    """Work out how to write what articles say instead of what they said; those that are not in `after` go.

    Where a name comes to stand for several entities by it, or for one again, all articles that name it are told anew.

    Parameters:
        batch: the articles that are new or say something else.
        new_articles: ids of those that were not there.
    """
    identities = memory.met.identities
    told_before, told_after = told_by(before, identities), told_by(after, identities)
    there = known(transaction, told_before, told_after, memory)
    change = _change(told_before, told_after, there)
    names = changed_by(homes_moved(before, after, identities), identities, change.entities)
    if otherwise := told_otherwise(names, identities):
        nodes = nodes_of(otherwise, identities=identities, changed=names)
        articles = retold(transaction, nodes, identities, identities.with_namesakes(names))
        articles -= {one.article.id for one in (*before, *after)}
        _, again = read_back(transaction, dict.fromkeys(articles, ""))
        told_before = told_by([*before, *again], identities)
        told_after = told_by([*after, *again], identities.with_namesakes(names))
        there = known(transaction, told_before, told_after, memory)
        change = _change(told_before, told_after, there)
    return _drafted(transaction, change, there, memory, batch, new_articles, names)


def draft_told(
    transaction: ManagedTransaction, before: Told, after: Told, memory: Memory, names: Changed = MappingProxyType({})
) -> Draft:
    """Work out how to tell articles otherwise that say what they said.

    Parameters:
        names: names of which something else is kept from now on.
    """
    there = known(transaction, before, after, memory)
    return _drafted(transaction, _change(before, after, there), there, memory, Batch(), (), names)


def _change(before: Told, after: Told, there: Known) -> Change:
    return Change.of(before, after, entity_changes(before, after, there.entities), there.claims)


def _drafted(
    transaction: ManagedTransaction,
    change: Change,
    there: Known,
    memory: Memory,
    batch: Batch,
    new_articles: Collection[str],
    names: Changed,
) -> Draft:
    further, further_kinds = narrower_claims(transaction, change, memory)
    change = replace(change, stored={**further, **change.stored})
    kinds = Kinds({**there.kinds, **further_kinds}, change.entities)
    broader = {id: kinds.broader(claim) for id, claim in change.touched.items()}
    claims = ClaimsAfter.of(change, broader, denied_claims(transaction, broader, memory))
    rows = rows_of(change, claims, batch.by_digest, new_articles, there.months)
    upon = memory.met.state
    left = Left(
        state=(upon[0] + 1, secrets.token_hex(8)),
        articles=change.after.articles.keys(),
        entities=_rows_left(rows, change.entities),
        gone=rows["gone_entities"],
        claims=claims.stated,
        kinds={id: one.after.kinds for id, one in change.entities.items() if one.after and one.before is None},
        months=rows["meta"],
        identities=memory.met.identities.with_namesakes(names) if names else None,
    )
    writes, mark = left.state
    rows = {**rows, **rows_of_names(names), "meta": {**rows["meta"], "mark": mark}}
    rows |= {"writes": writes, "run": batch.run, "reader": batch.reader}
    before, after = change.before.statements.keys(), change.after.statements.keys()
    counts = LoadChange(
        entities_added=sum(1 for one in change.entities.values() if one.before is None),
        entities_removed=len(rows["gone_entities"]),
        claims_added=len(rows["new_Claim"]),
        claims_removed=len(rows["gone_claims"]),
        statements_added=len(after - before),
        statements_removed=len(before - after),
        statements_set_aside=_number(change.after.aside) - _number(change.before.aside),
    )
    return Draft(upon, rows, left, Written(counts, frozenset(change.after.claims)))


def _number(lists: Mapping[str, Sequence[str]]) -> int:
    return sum(map(len, lists.values()))


def _rows_left(rows: Mapping[str, Any], entities: Mapping[str, EntityChange]) -> dict[str, Row]:
    """All properties of the entities that a write leaves."""
    return {row["id"]: {**entities[row["id"]].stored, **row} for row in rows["Entity"]}


def read_back(
    transaction: ManagedTransaction, digests: Mapping[str, str], *, verified: bool = False
) -> tuple[dict[str, str | None], list[AsRead]]:
    """The digests that the store has for these articles, and what was read from those where it is another one.

    An article that is not in the store as it was written has no digest that any reading has.

    Parameters:
        verified: whether such an article is an error, since sums may not fit to it.

    Raises:
        DamagedError: an article cannot be read any more, or is not as it was written.
    """
    stored: dict[str, str | None] = dict.fromkeys(sorted(digests))
    said = []
    for record in transaction.run(_BEFORE, {"rows": {"ids": list(stored)}}):
        id = record["id"]
        kept = Kept.of(record["article"], record["texts"], record["mentions"], record["said"])
        if kept.as_read is None or (verified and kept.condition is Condition.CHANGED):
            raise DamagedError(
                f"the graph is damaged: article {id!r} is not as it was written; `claimgraph db check` tells more, "
                "`claimgraph db rebuild` and loading it again mend it"
            )
        stored[id] = kept.row["digest"] if kept.condition is Condition.SOUND else _DAMAGED
        if stored[id] != digests[id]:
            said.append(kept.as_read)
    return stored, said

"""What damage touches: what rests on it cannot be counted before the damage is set right."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from itertools import product
from typing import Any, TypeVar

from neo4j import ManagedTransaction

from claimgraph.graph.errors import DamagedError
from claimgraph.graph.store.batches import batched
from claimgraph.graph.store.claims import TornReadError
from claimgraph.graph.store.difference import Difference

T = TypeVar("T")
Read = Callable[[Callable[[ManagedTransaction], T]], T]

UNREADABLE = (DamagedError, TornReadError, AttributeError, KeyError, TypeError, ValueError)
"""What reading raises where the graph holds what claimgraph never wrote."""

_AT_ONCE = 1000
_CLAIM_PARTS = frozenset({"Claim", "PARTS"})
_TOUCHED = """
UNWIND $ids AS id MATCH (c:Claim {id: id})
RETURN [c.supplier] + [(c)-[:SUPPLIER]->(e) | e.id] AS supplier,
    [c.recipient] + [(c)-[:RECIPIENT]->(e) | e.id] AS recipient, [c.good] + [(c)-[:GOOD]->(e) | e.id] AS good,
    [(speaker)-[:ASSERTS|ALLEGES|DENIES]->(c) | speaker.id] AS speaking, [(c)-[r:REPORTED_IN]->() | r.speaker] AS named,
    [(c)-[:REPORTED_IN]->(a) | a.id] AS articles
"""
_IN_PAPERS = "UNWIND $ids AS id MATCH (c:Claim)-[:REPORTED_IN]->(:Article {id: id}) RETURN DISTINCT c.id"


class Harm:
    """What the differences found so far touch.

    Parameters:
        claims: ids of the claims that cannot be read or whose statements cannot.
        reshaped: ids of those among them whose own parts were changed.
        misheard: ids of the claims that have a statement with a wrong voice: their origins cannot be counted.
        entities: ids of the entities that are not as claimgraph writes them, or some mention of them.
        parties: ids of the entities that such a claim names, whose counters rest on it.
        pairs: supplier and recipient of such claims.
        articles: ids of the articles that report a claim whose own parts were changed.
        papers: ids of the articles whose own properties were changed.
    """

    def __init__(self) -> None:
        self.found = False
        self.claims: set[str] = set()
        self.reshaped: set[str] = set()
        self.misheard: set[str] = set()
        self.entities: set[str] = set()
        self.parties: set[str] = set()
        self.pairs: set[tuple[str, str]] = set()
        self.articles: set[str] = set()
        self.papers: set[str] = set()

    def add(self, one: Difference) -> None:
        """Note what a difference touches; nodes of somebody else touch nothing."""
        if one.foreign:
            return
        self.found = True
        stored = one.stored if isinstance(one.stored, Mapping) else {}
        if one.of in _CLAIM_PARTS:
            self.claims.add(one.id)
            self.reshaped.add(one.id)
        elif one.of == "REPORTED_IN":
            self.claims.update(_texts([stored.get("claim")]))
        elif one.of == "MENTIONS":
            self.entities.update(_texts([stored.get("entity")]))
        elif one.of == "Article":
            self.papers.add(one.id)
        elif one.of in ("Entity", "types"):
            self.entities.add(one.id)

    def look_around(self, read: Read[Any]) -> None:
        """Look up the parties, pairs and articles of the claims that are touched."""
        for some in batched(sorted(self.papers), _AT_ONCE):
            self.claims.update(_texts(read(lambda transaction: transaction.run(_IN_PAPERS, {"ids": some}).value())))  # noqa: B023
        for some in batched(sorted(self.claims), _AT_ONCE):
            for row in read(lambda transaction: transaction.run(_TOUCHED, {"ids": some}).data()):  # noqa: B023
                for part in ("supplier", "recipient", "good", "speaking", "named"):
                    self.parties.update(_texts(row[part]))
                self.pairs.update(product(_texts(row["supplier"]), _texts(row["recipient"])))
        for some in batched(sorted(self.reshaped), _AT_ONCE):
            for row in read(lambda transaction: transaction.run(_TOUCHED, {"ids": some}).data()):  # noqa: B023
                self.articles.update(_texts(row["articles"]))

    @contextmanager
    def passing_over(self) -> Iterator[None]:
        """What cannot be read is passed over where there is damage, which was told; else it is raised."""
        try:
            yield
        except UNREADABLE:
            if not self.found:
                raise

    def readable(self, ids: Sequence[str], read: Callable[[Sequence[str]], T]) -> Iterator[T]:
        """What reading some claims gives: of all at once or, where there is damage, of as many at once as can be read.

        Parameters:
            read: reads claims by their ids.
        """
        try:
            found = read(ids)
        except UNREADABLE:
            if not self.found:
                raise
            if len(ids) == 1:
                self.claims.update(ids)
                return
            half = len(ids) // 2
            yield from self.readable(ids[:half], read)
            yield from self.readable(ids[half:], read)
        else:
            yield found


def _texts(values: Iterable[Any]) -> list[str]:
    return [value for value in values if isinstance(value, str)]

"""What a decision would do: it is taken, looked at, and taken back, all in one transaction that nobody else sees."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, LiteralString, TypeVar

from neo4j import ManagedTransaction

from claimgraph.graph.store import read as reading
from claimgraph.graph.store.deciding import Deciding

if TYPE_CHECKING:
    from collections.abc import Callable

    from claimgraph.graph.network import Network
    from claimgraph.graph.store.transactions import Transactions

T = TypeVar("T")
_IN_ARTICLE: LiteralString = "MATCH (c:Claim)-[:REPORTED_IN]->(:Article {id: $id}) RETURN DISTINCT c.id AS id"


class Trial(Deciding):
    """A store in which decisions last only until the end of the `with` that gave it."""

    def __init__(self, transaction: ManagedTransaction) -> None:
        self._transaction = transaction

    def _write(self, work: Callable[[ManagedTransaction], T]) -> T:
        return work(self._transaction)

    def network(self, claim_ids: Collection[str]) -> Network:
        """Claims as they would be; ids of claims that would not be there are left out."""
        return reading.network(self._transaction, claim_ids, ())

    def claims_in(self, article: str) -> list[str]:
        """Ids of the claims that an article would report."""
        return [record["id"] for record in self._transaction.run(_IN_ARTICLE, {"id": article})]


class Trying:
    """The part of a store by which decisions are tried."""

    _transactions: Transactions

    @contextmanager
    def trial(self) -> Iterator[Trial]:
        """The store in a transaction that is taken back at the end: what is decided in it, nobody else sees.

        Nobody else can write meanwhile, so it should be short.
        """
        with self._transactions.taken_back() as transaction:
            yield Trial(transaction)

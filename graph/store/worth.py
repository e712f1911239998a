"""What a worklist is made of, read without the network: readings that are open, and entities that may be one."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any, LiteralString

from neo4j import ManagedTransaction

from claimgraph.graph.model import Checked, Entity, Modality, Status
from claimgraph.graph.store.claims import ENTITY, entity_in
from claimgraph.graph.store.transactions import Transactions
from claimgraph.graph.worklist import Open

# Nodes that somebody put there by hand lack what each of ours has.
_OPEN: LiteralString = """
MATCH (c:Claim)-[said:REPORTED_IN]->(a:Article)
WHERE ($article IS NULL OR a.id = $article) AND (said.checked IS NULL OR said.checked = $conflict)
  AND said.statement IS NOT NULL AND c.supplier IS NOT NULL AND c.recipient IS NOT NULL AND c.status IS NOT NULL
RETURN said.statement, c.id, a.id, said.confidence, said.checked, c.status, c.modality, c.origins,
       c.supplier, c.recipient
"""
_DEGREES: LiteralString = """
MATCH (c:Claim) WHERE c.supplier IS NOT NULL AND c.recipient IS NOT NULL
UNWIND [c.supplier, c.recipient] AS id RETURN id, count(*) AS number
"""
_COUNTS: LiteralString = """
CALL { MATCH (:Claim)-[said:REPORTED_IN]->(a:Article)
       WHERE ($article IS NULL OR a.id = $article) AND said.statement IS NOT NULL
       RETURN count(*) AS readings, count(said.checked) AS checked }
CALL { MATCH (review:Review) WHERE review.kind = $reject AND ($article IS NULL OR review.article = $article)
       RETURN count(*) AS rejected }
RETURN readings, checked, rejected
"""
_NAMED = f"""
MATCH (e:Entity) WHERE e.forms IS NOT NULL AND e.named AND NOT e:Good RETURN collect({ENTITY}) AS entities
"""
_WHERE: LiteralString = """
UNWIND $ids AS id MATCH (a:Article)-[:MENTIONS]->(:Entity {id: id}) RETURN id, collect(a.id) AS articles
"""
_DETAILS: LiteralString = """
UNWIND $ids AS id
MATCH (c:Claim)-[said:REPORTED_IN {statement: id}]->(a:Article)
MATCH (c)-[:SUPPLIER]->(supplier), (c)-[:RECIPIENT]->(recipient), (c)-[:GOOD]->(good)
OPTIONAL MATCH (speaker:Entity {id: said.speaker})
RETURN id, supplier.name + ' → ' + recipient.name + ': ' + good.name AS headline, said.quote AS quote,
       a.id AS article, said.stance AS stance, coalesce(a.outlet, '') AS outlet, speaker.name AS speaker,
       a.title AS title, a.name AS name, c.status AS status, c.origins AS origins, c.modality AS modality,
       said.confidence AS confidence
"""


@dataclass(frozen=True, slots=True)
class Worth:
    """What a worklist is made of.

    Parameters:
        readings: those that are open.
        degrees: in how many claims each entity supplies or is supplied.
        total, checked, rejected: how many readings are told, how many of them were decided about, how many are not
            told since they were rejected.
    """

    readings: list[Open]
    degrees: Mapping[str, int]
    total: int
    checked: int
    rejected: int


def worth(transaction: ManagedTransaction, article: str | None) -> Worth:
    """What a worklist is made of; see `Store.worth_checking`."""
    asked = {"article": article, "conflict": Checked.IN_CONFLICT.value, "reject": "reject"}
    counts = transaction.run(_COUNTS, asked).single(strict=True)
    return Worth(
        [_open(row) for row in transaction.run(_OPEN, asked).values()],
        {row["id"]: row["number"] for row in transaction.run(_DEGREES)},
        counts["readings"],
        counts["checked"],
        counts["rejected"],
    )


def _open(row: list[Any]) -> Open:
    id, claim, article, confidence, checked, status, modality, origins, *parties = row
    told = Checked(checked) if checked else None
    one, other = parties
    return Open(id, claim, article, confidence, told, Status(status), Modality(modality), origins or 0, (one, other))


def named_entities(transaction: ManagedTransaction) -> list[Entity]:
    """All entities that articles name, but goods."""
    return [entity_in(row) for row in transaction.run(_NAMED).single(strict=True)["entities"]]


def mentions(transaction: ManagedTransaction, ids: Collection[str]) -> dict[str, list[str]]:
    """The articles (ids) in which entities stand, by the ids of these."""
    return {row["id"]: row["articles"] for row in transaction.run(_WHERE, {"ids": sorted(ids)})}


def details(transaction: ManagedTransaction, statements: Collection[str]) -> dict[str, dict[str, Any]]:
    """What a list tells of statements, by their ids; those that are gone or damaged are left out."""
    return {row["id"]: row for row in transaction.run(_DETAILS, {"ids": list(statements)}).data()}


class WorthChecking:
    """The part of a store that tells what is worth checking, without reading the network."""

    _transactions: Transactions

    def worth_checking(self, article: str | None = None) -> Worth:
        """The readings that nobody decided about, or about which reviewers disagree, and how many there are of all.

        Parameters:
            article: the id of the only article that counts; None for all.
        """
        return self._transactions.read(lambda transaction: worth(transaction, article))

    def named_entities(self) -> list[Entity]:
        """All entities that articles name, but goods."""
        return self._transactions.read(named_entities)

    def mentions(self, entities: Collection[str]) -> dict[str, list[str]]:
        """The articles (ids) in which entities stand, by the ids of these."""
        return self._transactions.read(lambda transaction: mentions(transaction, entities))

    def details(self, statements: Collection[str]) -> dict[str, dict[str, Any]]:
        """What a list tells of statements, by their ids; those that are not there are left out."""
        return self._transactions.read(lambda transaction: details(transaction, statements))

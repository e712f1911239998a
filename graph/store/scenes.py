"""Scenes as the store keeps them: one node each, found again by name, also after entities were made one."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from difflib import get_close_matches
from typing import LiteralString

from neo4j import ManagedTransaction

from claimgraph.graph.errors import QueryError
from claimgraph.graph.model import Claim, Modality, claim_id
from claimgraph.graph.scene import Scene, claims_in_rows
from claimgraph.graph.store.inforce import identities
from claimgraph.graph.store.rows import Row
from claimgraph.graph.store.transactions import Transactions

# Who keeps one first takes the node for which all writers queue, so that no name has two scenes.
_QUEUE: LiteralString = "MATCH (meta:Meta {id: 'claimgraph'}) SET meta.schema = meta.schema"
_ALL: LiteralString = "MATCH (scene:Scene) RETURN properties(scene) AS row ORDER BY scene.id"
_ONE: LiteralString = "MATCH (scene:Scene {id: $id}) RETURN properties(scene) AS row"
_KEEP: LiteralString = "MERGE (scene:Scene {id: $id}) SET scene = $properties"
_REMOVE: LiteralString = "MATCH (scene:Scene {id: $id}) DELETE scene"
_PARTS: LiteralString = """
MATCH (claim:Claim) WHERE claim.id IN $ids
RETURN claim.id AS id, claim.supplier AS supplier, claim.recipient AS recipient, claim.good AS good,
  claim.modality AS modality
"""


class Scenes:
    """The named views of a store."""

    def __init__(self, transactions: Transactions) -> None:
        self._transactions = transactions

    def all(self) -> list[Scene]:
        """All of them, by name."""
        rows: list[Row] = self._transactions.read(lambda transaction: transaction.run(_ALL).value())
        return [scene for row in rows if (scene := _scene_in(row))]

    def get(self, name: str) -> Scene:
        """The scene of a name.

        Raises:
            QueryError: there is none; the line says which name is near.
        """
        known = {scene.name: scene for scene in self.all()}
        wanted = " ".join(name.split())
        if wanted in known:
            return known[wanted]
        close = get_close_matches(wanted, known, 1)
        hint = f"did you mean {close[0]!r}?" if close else "`claimgraph scenes list` shows the names"
        raise QueryError(f"there is no view named {name!r}; {hint}")

    def keep(self, scene: Scene) -> bool:
        """Keep a scene, instead of an earlier one of its name; whether there was one."""
        properties = {
            "id": scene.name,
            "title": scene.title,
            "note": scene.note,
            "address": scene.address,
            "claims": scene.rows(),
            "kept_by": scene.by,
            "kept_at": scene.at,
        }

        def work(transaction: ManagedTransaction) -> bool:
            transaction.run(_QUEUE).consume()
            was_there = transaction.run(_ONE, {"id": scene.name}).single() is not None
            transaction.run(_KEEP, {"id": scene.name, "properties": properties}).consume()
            return was_there

        return self._transactions.write(work)

    def remove(self, name: str) -> Scene:
        """Remove a scene; the claims in it stay where they are.

        Raises:
            QueryError: there is none of this name.
        """
        scene = self.get(name)
        self._transactions.write(lambda transaction: transaction.run(_REMOVE, {"id": scene.name}).consume())
        return scene

    def claims(self, ids: Collection[str]) -> tuple[Claim, ...]:
        """Claims of the store by their ids, with their parts, for a scene; what is not there is left out."""
        rows: list[Row] = self._transactions.read(
            lambda transaction: transaction.run(_PARTS, {"ids": sorted(ids)}).data()
        )
        return tuple(_claim_in(row) for row in rows)

    def standing(self, scene: Scene) -> list[str]:
        """Ids of the scene's claims that the store holds now, under the ids that they have now.

        A claim whose parties were made one with others since has another id; one that no article states any more is
        left out.
        """

        def work(transaction: ManagedTransaction) -> list[str]:
            known = identities(transaction)
            now = {
                one.id: claim_id(known.of(one.supplier), known.of(one.recipient), known.of(one.good), one.modality)
                for one in scene.claims
            }
            wanted = {*now, *now.values()}
            held = {row["id"] for row in transaction.run(_PARTS, {"ids": sorted(wanted)}).data()}
            return [id if id in held else now[id] for id in now if id in held or now[id] in held]

        return list(dict.fromkeys(self._transactions.read(work)))


def _claim_in(row: Row) -> Claim:
    return Claim(row["id"], row["supplier"], row["recipient"], row["good"], Modality(row["modality"]))


def _scene_in(row: Row) -> Scene | None:
    """The scene that a node holds; None where somebody changed it by hand so that it holds none."""
    try:
        name, title, note, address = (str(row[key]) for key in ("id", "title", "note", "address"))
        claims = claims_in_rows(_texts(row["claims"]))
        return Scene(name, title, note, address, claims, str(row["kept_by"]), str(row["kept_at"]))
    except (KeyError, TypeError, ValueError, QueryError):
        return None


def _texts(value: object) -> Iterable[str]:
    if not isinstance(value, list) or not all(isinstance(one, str) for one in value):
        raise TypeError
    return value

"""What the live page reads from a store that others change meanwhile."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any, cast

from claimgraph.app.explore.reads import found_entities
from claimgraph.graph.model import Entity, EntityType
from claimgraph.graph.store import Store

IRAY, OTHER = (Entity(f"firm:{name.lower()}", EntityType.FIRM, name) for name in ("Iray", "Irax"))


class Merging:
    """A store in which a merge takes an entity away after it was weighed."""

    def find(self, name: str) -> list[Entity]:
        return [IRAY] if name == "ira" else []

    def suggest(self, name: str, *, limit: int) -> list[Entity]:
        return [OTHER][: limit * bool(name)]

    def read(self, cypher: str, given: dict[str, Any], **_: Any) -> Any:
        ids = given["ids"]
        weighed = "AS claims" in cypher
        return SimpleNamespace(rows=[(id, 3) for id in ids] if weighed else [(IRAY.id, "China", None)])


def test_an_entity_that_is_merged_meanwhile_is_left_out_of_what_is_found() -> None:
    found = found_entities(cast("Store", Merging()), "ira", 8)
    assert [(one["id"], one["of"]) for one in found] == [(IRAY.id, "China")]

"""Bodies of a state speak for it, and are one voice with it; what is only based there does not."""

from __future__ import annotations

import pytest

from claimgraph.graph.model import Entity, EntityType
from claimgraph.loaders.extract.entities import EntityTable
from claimgraph.loaders.gazetteer import Gazetteer

KENYA = "state:KE"


@pytest.fixture(scope="module")
def table() -> EntityTable:
    return EntityTable(Gazetteer.load())


def _speaks_for(table: EntityTable, name: str, type: EntityType = EntityType.ORGANIZATION) -> str | None:
    return table.with_principal(Entity("organization:x", type, name, country=KENYA)).speaks_for


@pytest.mark.parametrize(
    "name", ["Kenyan foreign ministry", "Department of Roads", "Kenya's spy agency", "Coast Guard", "Customs Service"]
)
def test_a_body_of_a_state_speaks_for_it(table: EntityTable, name: str) -> None:
    assert _speaks_for(table, name) == KENYA


@pytest.mark.parametrize("name", ["Arms Watch", "rebel army", "Wagner Group", "Chronicle", "Kenya Lawyers Association"])
def test_what_is_only_based_in_a_state_does_not_speak_for_it(table: EntityTable, name: str) -> None:
    assert _speaks_for(table, name) is None


def test_a_firm_speaks_for_itself(table: EntityTable) -> None:
    assert _speaks_for(table, "Customs Software", EntityType.FIRM) is None

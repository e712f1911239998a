"""Bodies of a state speak for it, and are one voice with it; what is only based there does not."""

from __future__ import annotations

import pytest

from claimgraph.graph.model import Entity, EntityType
from claimgraph.loaders.extract.registry import Registry
from claimgraph.loaders.gazetteer import Gazetteer

KENYA = "state:KE"


@pytest.fixture(scope="module")
def registry() -> Registry:
    return Registry(Gazetteer.load())


def _speaks_for(registry: Registry, name: str, type: EntityType = EntityType.ORGANIZATION) -> str | None:
    return registry.with_principal(Entity("organization:x", type, name, country=KENYA)).speaks_for


@pytest.mark.parametrize(
    "name", ["Kenyan foreign ministry", "Department of Roads", "Kenya's spy agency", "Coast Guard", "Customs Service"]
)
def test_a_body_of_a_state_speaks_for_it(registry: Registry, name: str) -> None:
    assert _speaks_for(registry, name) == KENYA


@pytest.mark.parametrize("name", ["Arms Watch", "rebel army", "Wagner Group", "Chronicle", "Kenya Lawyers Association"])
def test_what_is_only_based_in_a_state_does_not_speak_for_it(registry: Registry, name: str) -> None:
    assert _speaks_for(registry, name) is None


def test_a_firm_speaks_for_itself(registry: Registry) -> None:
    assert _speaks_for(registry, "Customs Software", EntityType.FIRM) is None

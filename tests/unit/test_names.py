"""Names are compared without case and accents, and no sign in them means anything to the full-text index."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claimgraph.graph.model import Entity, EntityType
from claimgraph.graph.names import fold, fuzzy_query, phrase_query, ranked, same_name

FIRM = Entity("firm:x", EntityType.FIRM, "Łódź Optics", ("Optyka Łódzka",))


@given(st.text())
def test_folding_twice_is_folding_once(name: str) -> None:
    assert fold(fold(name)) == fold(name)


@pytest.mark.parametrize("name", ["firm:x", "łódź  optics", "OPTYKA ŁÓDZKA", "Łodz Optics"])
def test_an_entity_answers_to_id_name_and_aliases(name: str) -> None:
    assert same_name(FIRM, name)


@given(st.text(alphabet='ab+-!(){}[]^"~*?:\\/&|<>= '))
def test_query_signs_are_escaped(name: str) -> None:
    inside = phrase_query(name)[1:-1]
    assert inside.replace("\\\\", "").count('"') == inside.replace("\\\\", "").count('\\"')
    assert set(fuzzy_query(name)) <= set("ab ~*12")


def test_the_likest_come_first() -> None:
    others = [Entity(f"firm:{name}", EntityType.FIRM, name) for name in ("Lodge", "Optics", "Lodz Optic")]
    assert [entity.name for entity in ranked([*others, FIRM], "lodz optics", 2)] == ["Lodz Optic", "Łódź Optics"]

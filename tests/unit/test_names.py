"""Names are compared without case and accents, and no sign in them means anything to the full-text index."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claimgraph.graph.model import Entity, EntityType
from claimgraph.graph.names import Nearness, Tier, fold, fuzzy_query, nearness, phrase_query, ranked, same_name

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


NEARNESS = json.loads((Path(__file__).parents[1] / "data" / "nearness.json").read_text("utf-8"))["cases"]


@pytest.mark.parametrize(("typed", "name", "aliases", "near"), NEARNESS)
def test_a_name_is_as_near_as_the_table_says(typed: str, name: str, aliases: list[str], near: list[int] | None) -> None:
    found = nearness(name, aliases, typed)
    assert (found and [found.tier, found.edits, found.rest]) == near


@given(st.text(max_size=12), st.text(max_size=12))
def test_only_the_name_itself_is_at_no_distance(name: str, typed: str) -> None:
    found = nearness(name, (), typed)
    assert (found == Nearness(Tier.NAME)) == (fold(name) == fold(typed) != "")


def test_what_is_not_near_is_not_suggested() -> None:
    assert ranked([FIRM], "water vendors", 5) == []

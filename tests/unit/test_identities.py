"""For whom an entity stands, where decisions lead on to others or round in a circle."""

from __future__ import annotations

import random

import pytest

from claimgraph.graph.store.identity import Identities, Merge, Namesakes

AT = "2026-01-01T00:00:00+00:00"


def identities(kept: dict[str, str], *namesakes: Namesakes) -> Identities:
    return Identities((Merge(kept[other], kept[other], other, other, AT) for other in kept), (), namesakes)


def test_a_chain_ends_where_no_decision_leads_on() -> None:
    chain = identities({"firm:a": "firm:b", "firm:b": "firm:c", "firm:d": "firm:b"})
    assert {chain.of(f"firm:{name}") for name in "abcd"} == {"firm:c"}
    assert chain.of("firm:e") == "firm:e"


def test_who_leads_into_a_circle_stands_for_its_least() -> None:
    circle = identities({"firm:a": "firm:c", "firm:c": "firm:d", "firm:d": "firm:b", "firm:b": "firm:c"})
    assert {circle.of(f"firm:{name}") for name in "abcd"} == {"firm:b"}


def test_a_chain_goes_on_through_the_namesake_that_leads() -> None:
    acme = Namesakes("firm:acme", (("state:CL", 9), ("state:KE", 1)), "state:CL")
    both = identities({"firm:a": "firm:acme@CL", "firm:acme": "firm:b"}, acme)
    assert [both.of(id) for id in ("firm:a", "firm:acme@CL", "firm:acme@KE")] == ["firm:b", "firm:b", "firm:acme@KE"]


@pytest.mark.parametrize("seed", range(50))
def test_each_entity_stands_where_its_decisions_lead_one_by_one(seed: int) -> None:
    chance = random.Random(seed)  # noqa: S311 no secret
    ids = [f"firm:{number}" for number in range(12)]
    kept = {id: chance.choice([other for other in ids if other != id]) for id in chance.sample(ids, 10)}
    found = identities(kept)
    assert [found.of(id) for id in ids] == [_led_to(id, kept) for id in ids]


def _led_to(id: str, kept: dict[str, str]) -> str:
    steps = [id]
    while steps[-1] in kept and len(steps) <= len(kept):
        steps.append(kept[steps[-1]])
    if (last := steps[-1]) not in kept:
        return last
    circle = {last}
    while (last := kept[last]) not in circle:
        circle.add(last)
    return min(circle)

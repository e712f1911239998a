"""The network: many articles, one claim each time the proposition is the same."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from building import (
    LATHES,
    MINISTER,
    MISSILES,
    NORLAND,
    VERIDIA,
    WEAPONS,
    WIRE,
    claim,
    document,
    reading,
    says,
)
from hypothesis import given
from hypothesis import strategies as st

from claimgraph.graph.model import Entity, EntityType, Modality, Reading, Stance, Status
from claimgraph.graph.network import Network, kinds_above, merge_entities

FIRST = document("a", "Ana Sol said Norland sold lathes to Veridia.", "Wire", date(2026, 3, 12))
SECOND = document("b", "Veridia denies it got lathes from Norland.", "Post", date(2026, 4, 13))
THIRD = document("c", "Veridia never got weapons, but missiles came from Norland, Sol said.", "Post")


def _corpus() -> list[Reading]:
    return [
        reading(FIRST, says(FIRST, claim()), claims=(claim(),)),
        reading(SECOND, says(SECOND, claim(), Stance.DENIES, VERIDIA), claims=(claim(),)),
        reading(
            THIRD,
            says(THIRD, claim(MISSILES)),
            says(THIRD, claim(WEAPONS), Stance.DENIES, VERIDIA),
            says(THIRD, claim(modality=Modality.PLANNED), Stance.ASSERTS, None),
            claims=(claim(MISSILES), claim(WEAPONS), claim(modality=Modality.PLANNED)),
        ),
    ]


@given(st.permutations(range(3)))
def test_the_order_of_loading_does_not_matter(order: list[int]) -> None:
    corpus = _corpus()
    assert Network.of_readings([corpus[i] for i in order]) == Network.of_readings(corpus)


def test_a_claim_gathers_its_statements_from_all_articles() -> None:
    record = Network.of_readings(_corpus()).records[claim().id]
    assert [statement.evidence.article for statement in record.statements] == ["a", "b"]
    assert (record.status, record.origins) == (Status.CONTESTED, 1)
    assert (record.first_said, record.last_said) == ("2026-03-12", "2026-04-13")


def test_a_denial_of_weapons_covers_missiles_but_not_lathes() -> None:
    network = Network.of_readings(_corpus())
    assert network.records[claim(MISSILES).id].status is Status.CONTESTED
    assert [s.speaker for s in network.records[claim(MISSILES).id].covering] == [VERIDIA.id]
    assert network.records[claim(LATHES).id].covering == ()
    assert network.records[claim(WEAPONS).id].status is Status.DENIED


def test_denied_and_planned_claims_are_never_supply() -> None:
    graph = Network.of_readings(_corpus()).supply_graph()
    assert {key for _, _, key in graph.edges} == {claim().id, claim(MISSILES).id}


def test_parallel_claims_of_one_pair_stay_apart() -> None:
    graph = Network.of_readings(_corpus()).supply_graph()
    assert graph.number_of_edges(NORLAND.id, VERIDIA.id) == 2


def test_goods_hang_on_claims_so_that_no_pairing_is_drawn_that_nobody_claims() -> None:
    graph = Network.of_readings(_corpus()).claim_graph()
    assert all(graph.nodes[source]["type"] == "Claim" for source, good in graph.in_edges(LATHES.id))
    assert graph.out_degree(LATHES.id) == 0


def test_speakers_point_at_the_claim_they_speak_about() -> None:
    graph = Network.of_readings(_corpus()).claim_graph()
    relations = {data["relation"] for _, _, data in graph.edges(MINISTER.id, data=True)}
    assert relations == {"ALLEGES"}


def test_a_part_of_the_network_has_all_that_its_claims_need_and_nothing_else() -> None:
    part = Network.of_readings(_corpus()).only({claim().id})
    assert set(part.records) == {claim().id}
    assert set(part.entities) == {NORLAND.id, VERIDIA.id, LATHES.id, MINISTER.id}
    assert set(part.articles) == {"a", "b"}
    assert part.records[claim().id].status is Status.CONTESTED


def test_below_a_minimum_of_confidence_claims_are_left_out_and_those_without_one_stay() -> None:
    text = "Ana Sol said Norland sold lathes, missiles and weapons to Veridia."
    source = document("d", text)
    said = (
        says(source, claim(), confidence=0.49),
        says(source, claim(MISSILES), confidence=0.5),
        says(source, claim(WEAPONS)),
    )
    network = Network.of_readings([reading(source, *said, claims=(claim(), claim(MISSILES), claim(WEAPONS)))])
    assert {id: record.confidence for id, record in network.records.items()} == {
        claim().id: 0.49, claim(MISSILES).id: 0.5, claim(WEAPONS).id: None,
    }  # fmt: skip
    assert network.surer_than(0) is network
    assert set(network.surer_than(0.5).records) == {claim(MISSILES).id, claim(WEAPONS).id}


def test_the_most_frequent_name_wins_and_the_others_are_aliases() -> None:
    forms = [Entity("f", EntityType.FIRM, name) for name in ("Halden", "Halden Works", "Halden Works")]
    (merged,) = merge_entities(forms)
    assert (merged.name, merged.aliases) == ("Halden Works", ("Halden",))


def test_kinds_reach_over_several_steps_and_survive_a_circle() -> None:
    entities = {
        id: Entity(id, EntityType.GOOD, id, kinds=kinds)
        for id, kinds in {"a": ("b",), "b": ("c",), "c": ("a",)}.items()
    }
    assert kinds_above("a", entities) == {"b", "c"}


def test_who_speaks_where_nobody_is_named_is_told_by_the_outlet() -> None:
    network = Network.of_readings(_corpus())
    own_voice = network.records[claim(modality=Modality.PLANNED).id].statements[0]
    assert network.speaker_name(own_voice) == "Post (the article itself)"
    alleged = replace(own_voice, stance=Stance.ALLEGES)
    assert network.speaker_name(alleged) == "unnamed sources in Post"
    assert network.to_dict()["voices"][own_voice.id] == "Post (the article itself)"


def test_as_json_every_claim_keeps_its_statements_and_dates_are_iso() -> None:
    data = Network.of_readings(_corpus()).to_dict()
    assert len(data["claims"]) == 4
    assert {article["published"] for article in data["articles"]} == {"2026-03-12", "2026-04-13", None}
    assert WIRE.id in {entity["id"] for entity in data["entities"]}

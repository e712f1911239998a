"""What is drawn says what the claims say, and nothing else."""

from __future__ import annotations

from collections import Counter
from itertools import product

import page_networks
from hypothesis import given, settings
from hypothesis import strategies as st

from claimgraph.graph.model import Article, Claim, Document, Entity, EntityType, Modality, Stance, Statement
from claimgraph.graph.network import Network
from claimgraph.graph.render.drawing import claims_drawing, look_of, status_words, supply_drawing

STATES = [Entity(f"state:{name}", EntityType.STATE, name) for name in "ABC"]
GOODS = [Entity(f"good:{name}", EntityType.GOOD, name) for name in ("lathes", "chips", "shells")]
TEXT = "Somebody said something."


@st.composite
def networks(draw: st.DrawFn) -> Network:
    """Any claims among three states and three goods, each with one to three statements of any stance and speaker."""
    document = Document(Article("a", "a", "0" * 64), TEXT)
    ids = st.sampled_from([state.id for state in STATES])
    claims, statements = [], []
    for _ in range(draw(st.integers(0, 8))):
        good, modality = draw(st.sampled_from(GOODS)).id, draw(st.sampled_from(Modality))
        claim = Claim.of(draw(ids), draw(ids), good, modality)
        claims.append(claim)
        for end in range(1, draw(st.integers(2, 4))):
            stance, speaker = draw(st.sampled_from(Stance)), draw(st.none() | ids)
            statements.append(Statement.of(claim, stance, document.evidence(0, end), speaker=speaker))
    return Network.of([*STATES, *GOODS], [document.article], claims, statements)


@settings(max_examples=60, deadline=None)
@given(networks())
def test_every_drawn_path_from_supplier_and_good_to_recipient_is_a_claim(network: Network) -> None:
    drawing = claims_drawing(network)
    said = {(r.claim.supplier, r.claim.good, r.claim.recipient) for r in network.records.values()}
    drawn = set()
    for junction in (node.id for node in drawing.nodes if node.kind == "Claim"):
        suppliers = [edge.source for edge in drawing.edges if edge.target == junction and edge.relation == "supplier"]
        goods = [network.records[junction].claim.good]
        tied = [edge.target for edge in drawing.edges if edge.source == junction and edge.relation == "good"]
        assert tied in ([], goods)
        recipients = [edge.target for edge in drawing.edges if edge.source == junction and edge.relation == "recipient"]
        drawn |= set(product(suppliers, goods, recipients))
    assert drawn == said


@settings(max_examples=60, deadline=None)
@given(networks())
def test_every_line_of_the_claims_projection_touches_exactly_one_junction(network: Network) -> None:
    drawing = claims_drawing(network)
    junctions = {node.id for node in drawing.nodes if node.kind == "Claim"}
    assert all((edge.source in junctions) != (edge.target in junctions) for edge in drawing.edges)


@settings(max_examples=60, deadline=None)
@given(networks())
def test_the_supply_projection_has_one_edge_per_pair_and_look_and_leaves_no_claim_out(network: Network) -> None:
    edges = supply_drawing(network).edges
    pairs = [(edge.source, edge.target, edge.look) for edge in edges]
    drawn = sorted(claim for edge in edges for claim in edge.claims)
    assert len(pairs) == len(set(pairs))
    assert drawn == sorted(network.records)
    assert all(look_of(network.records[id]) == edge.look for edge in edges for id in edge.claims)
    for edge in edges:
        claims = [network.records[id].claim for id in edge.claims]
        assert {(claim.supplier, claim.recipient) for claim in claims} == {(edge.source, edge.target)}


@settings(max_examples=60, deadline=None)
@given(networks())
def test_parallel_lines_are_bent_apart_and_all_others_are_straight(network: Network) -> None:
    for drawing in (claims_drawing(network), supply_drawing(network)):
        bends: dict[frozenset[str], list[int]] = {}
        for edge in drawing.edges:
            seen_from_one_end = edge.bend if edge.source <= edge.target else -edge.bend
            bends.setdefault(frozenset((edge.source, edge.target)), []).append(seen_from_one_end)
        assert all(len(set(group)) == len(group) for group in bends.values())
        assert all(group == [0] for group in bends.values() if len(group) == 1)


def test_states_firms_officials_organizations_and_goods_all_stand_in_the_picture_as_nodes() -> None:
    kinds = {node.kind for node in claims_drawing(page_networks.veridia()).nodes}
    assert kinds == {"State", "Firm", "Official", "Organization", "Good", "Claim"}


def test_the_lines_of_speakers_carry_their_stance_as_a_word() -> None:
    drawing = claims_drawing(page_networks.veridia())
    spoken = {edge.relation: edge.label for edge in drawing.edges if edge.label}
    assert spoken == {"asserts": "asserts", "alleges": "alleges", "denies": "denies", "via": "via"}


def test_a_junction_names_its_good_and_its_status() -> None:
    network = page_networks.veridia()
    lines = {node.id: node.lines for node in claims_drawing(network).nodes if node.kind == "Claim"}
    for id, record in network.records.items():
        assert " ".join(lines[id]) == f"{network.entities[record.claim.good].name} {' · '.join(status_words(record))}"


def test_a_good_is_a_node_of_its_own_where_several_claims_are_about_it() -> None:
    network = page_networks.veridia()
    about = Counter(record.claim.good for record in network.records.values())
    drawn = {node.id for node in claims_drawing(network).nodes if node.kind == "Good"}
    assert drawn == {good for good, claims in about.items() if claims > 1}
    alone = min(good for good, claims in about.items() if claims == 1)
    assert alone in {node.id for node in claims_drawing(network, alone=[alone]).nodes}


def test_a_junction_names_modality_status_and_hedging() -> None:
    words = {status_words(record) for record in page_networks.veridia().records.values()}
    assert words == {
        ("asserted",),
        ("alleged",),
        ("alleged", "hedged"),
        ("contested",),
        ("denied",),
        ("negated",),
        ("planned", "alleged"),
        ("blocked",),
    }

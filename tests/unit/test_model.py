"""The model: identities that depend on nothing but their parts, and evidence that is checked."""

from __future__ import annotations

import dataclasses

import pytest
from building import LATHES, NORLAND, VERIDIA, claim, document, reading, says
from hypothesis import given
from hypothesis import strategies as st

from claimgraph.graph.errors import EvidenceError
from claimgraph.graph.model import (
    Claim,
    Entity,
    EntityType,
    Evidence,
    Modality,
    Reading,
    Role,
    RoleSpan,
    Stance,
    Statement,
    text_hash,
)


def test_the_same_proposition_has_the_same_id_whoever_says_it() -> None:
    assert Claim.of("a", "b", "c") == Claim.of("a", "b", "c")


@pytest.mark.parametrize(
    "other", [Claim.of("b", "a", "c"), Claim.of("a", "b", "d"), Claim.of("a", "b", "c", Modality.PLANNED)]
)
def test_another_direction_good_or_modality_is_another_claim(other: Claim) -> None:
    assert Claim.of("a", "b", "c").id != other.id


@given(st.text(min_size=1), st.data())
def test_a_quote_is_what_stands_at_its_offsets_in_any_unicode(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    assert document("d", text).evidence(start, end).quote == text[start:end]


@pytest.mark.parametrize(("start", "end"), [(0, 0), (-1, 2), (2, 99), (3, 2)])
def test_offsets_that_are_no_range_of_the_text_are_refused(start: int, end: int) -> None:
    with pytest.raises(EvidenceError, match="d: no text stands at"):
        document("d", "short").evidence(start, end)


def test_a_reading_with_a_quote_that_is_not_in_the_text_is_refused() -> None:
    source = document("d", "Norland sold lathes to Veridia.")
    said = says(source, claim())
    forged = dataclasses.replace(said, evidence=dataclasses.replace(said.evidence, quote="Veridia sold lathes"))
    with pytest.raises(EvidenceError, match="the quote of statement:"):
        reading(source, forged, claims=(claim(),)).check()


def test_a_reading_that_uses_an_undeclared_entity_is_refused() -> None:
    source = document("d", "Norland sold lathes to Veridia.")
    stray = Claim.of(NORLAND.id, VERIDIA.id, "good:unheard-of")
    with pytest.raises(EvidenceError, match="good:unheard-of is used but not among"):
        reading(source, says(source, stray), claims=(stray,)).check()


@pytest.mark.parametrize(("start", "end"), [(0, 1031), (-31, -1), (-31, 31), (0, 2**70)])
def test_a_quote_whose_offsets_are_no_place_in_the_text_is_refused(start: int, end: int) -> None:
    """A slice forgives what the page and the store would look for in vain."""
    source = document("d", "Norland sold lathes to Veridia.")
    evidence = Evidence("d", start, end, source.text[start:end])
    with pytest.raises(EvidenceError, match="the quote of statement:"):
        reading(source, Statement.of(claim(), Stance.ASSERTS, evidence), claims=(claim(),)).check()


@pytest.mark.parametrize(("start", "end"), [(-5, 10**9), (3, 3), (0, 32)])
def test_a_role_that_stands_nowhere_in_the_text_is_refused(start: int, end: int) -> None:
    source = document("d", "Norland sold lathes to Veridia.")
    said = dataclasses.replace(says(source, claim()), roles=(RoleSpan(Role.GOOD, start, end),))
    with pytest.raises(EvidenceError, match=r"the good of statement:\w+ stands at .* no place in the text of 31 char"):
        reading(source, said, claims=(claim(),)).check()


def test_an_id_that_is_not_made_of_its_parts_is_refused() -> None:
    source = document("d", "Norland sold lathes to Veridia.")
    other = dataclasses.replace(claim(), id="claim:0000000000000000")
    with pytest.raises(EvidenceError, match=r"claim:0000000000000000 is not the id of its parts; .* Claim\.of"):
        reading(source, says(source, other), claims=(other,)).check()
    said = dataclasses.replace(says(source, claim()), id="statement:0000000000000000")
    with pytest.raises(EvidenceError, match=r"statement:0000000000000000 is not the id .* Statement\.of"):
        reading(source, said, claims=(claim(),)).check()


def test_an_id_that_could_make_two_claims_one_is_refused() -> None:
    source = document("d", "Norland sold lathes to Veridia.")
    parted = Entity("firm:a|b", EntityType.FIRM, "a|b")
    with pytest.raises(EvidenceError, match=r"firm:a\|b holds '\|', which parts ids"):
        Reading(source, (parted,)).check()


def test_a_claim_is_no_place_where_a_firm_is_based() -> None:
    source = document("d", "Norland sold lathes to Veridia.")
    based = Entity("firm:acme", EntityType.FIRM, "Acme", country=claim().id)
    known = reading(source, says(source, claim()), claims=(claim(),))
    with pytest.raises(EvidenceError, match=r"claim:\w+ is used but not among the entities"):
        dataclasses.replace(known, entities=(*known.entities, based)).check()


def test_a_sound_reading_passes() -> None:
    source = document("d", "Norland sold lathes to Veridia.")
    reading(source, says(source, claim()), claims=(claim(LATHES),)).check()


def test_a_confidence_is_kept_in_hundredths_and_does_not_change_the_id() -> None:
    source = document("d", "Norland sold lathes to Veridia.")
    with_it, without = says(source, claim(), confidence=0.8349), says(source, claim())
    assert (with_it.confidence, without.confidence) == (0.83, None)
    assert with_it.id == without.id
    assert says(source, claim(), confidence=1).confidence == 1.0


@pytest.mark.parametrize("wrong", [-0.1, 1.004, 83, float("nan"), True, "0.8"])
def test_a_confidence_that_is_no_number_from_0_to_1_is_refused_in_one_line(wrong: object) -> None:
    source = document("d", "Norland sold lathes to Veridia.")
    said = says(source, claim(), confidence=wrong)  # type: ignore[arg-type]
    with pytest.raises(EvidenceError, match=r"^d: the confidence of statement:\w+ is .*should be a number from 0 to 1"):
        reading(source, said, claims=(claim(),)).check()


def test_only_denials_are_not_positive() -> None:
    source = document("d", "x")
    assert [says(source, claim(), stance).positive for stance in Stance] == [True, True, False]


def test_a_lone_surrogate_can_be_hashed() -> None:
    assert len(text_hash("\ud800")) == 64

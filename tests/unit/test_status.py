"""The status rule: what statements about one claim add up to."""

from __future__ import annotations

from itertools import permutations

import pytest
from building import MINISTER, NORLAND, VERIDIA, claim, document, says

from claimgraph.graph.model import Modality, Stance, Statement, Status
from claimgraph.graph.status import confidence_of, is_hedged, status_of

TEXT = document("d", "Norland sold lathes to Veridia.")
ASSERTED = says(TEXT, claim(), Stance.ASSERTS, None)
PARTY = says(TEXT, claim(), Stance.ASSERTS, NORLAND)
ALLEGED = says(TEXT, claim(), Stance.ALLEGES, MINISTER)
DENIED = says(TEXT, claim(), Stance.DENIES, VERIDIA)
NEGATED = says(TEXT, claim(), Stance.DENIES, None)


@pytest.mark.parametrize(
    ("statements", "status"),
    [
        ([ASSERTED], Status.ASSERTED),
        ([PARTY], Status.ASSERTED),
        ([ALLEGED], Status.ALLEGED),
        ([ALLEGED, PARTY], Status.ASSERTED),
        ([ALLEGED, DENIED], Status.CONTESTED),
        ([ASSERTED, DENIED], Status.CONTESTED),
        ([ALLEGED, NEGATED], Status.CONTESTED),
        ([DENIED], Status.DENIED),
        ([NEGATED], Status.NEGATED),
        ([DENIED, NEGATED], Status.NEGATED),
    ],
)
def test_the_status_follows_from_who_says_what(statements: list[Statement], status: Status) -> None:
    assert {status_of(order) for order in permutations(statements)} == {status}


def test_a_broader_denial_contests_an_allegation_but_denies_nothing_else() -> None:
    assert status_of([ALLEGED], covering=[DENIED]) is Status.CONTESTED
    assert status_of([NEGATED], covering=[DENIED]) is Status.NEGATED


def test_a_stopped_supply_is_negated_whoever_tells_it() -> None:
    assert status_of([ALLEGED], modality=Modality.BLOCKED) is Status.NEGATED


def test_the_confidence_of_a_claim_is_the_highest_of_those_who_affirm_it_and_changes_no_status() -> None:
    unsure = says(TEXT, claim(), Stance.ALLEGES, MINISTER, confidence=0.2)
    sure = says(TEXT, claim(), Stance.ASSERTS, None, confidence=0.6)
    denied = says(TEXT, claim(), Stance.DENIES, VERIDIA, confidence=0.9)
    assert confidence_of([unsure, sure, denied, ALLEGED]) == 0.6
    assert confidence_of([ALLEGED, denied]) is None
    assert status_of([unsure]) is status_of([ALLEGED])


def test_a_claim_is_hedged_only_while_every_positive_statement_is() -> None:
    hedged = says(TEXT, claim(), hedged=True)
    assert is_hedged([hedged, DENIED])
    assert not is_hedged([hedged, ASSERTED])
    assert not is_hedged([DENIED])

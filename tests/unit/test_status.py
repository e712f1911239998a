"""The status rule: what statements about one claim add up to."""

from __future__ import annotations

from itertools import permutations

import pytest
from building import ENTITIES, MINISTER, NORLAND, VERIDIA, WIRE, claim, document, says

from claimgraph.graph.model import Entity, EntityType, Modality, Stance, Statement, Status
from claimgraph.graph.status import count_origins, is_hedged, status_of

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


def test_a_claim_is_hedged_only_while_every_positive_statement_is() -> None:
    hedged = says(TEXT, claim(), hedged=True)
    assert is_hedged([hedged, DENIED])
    assert not is_hedged([hedged, ASSERTED])
    assert not is_hedged([DENIED])


def _origins(*statements: Statement, more: tuple[Entity, ...] = (), outlets: tuple[str, ...] = ()) -> int:
    entities = {entity.id: entity for entity in (*ENTITIES, *more)}
    articles = {}
    for position, statement in enumerate(statements):
        id = statement.evidence.article
        outlet = outlets[position] if outlets else ""
        articles[id] = document(id, "x", outlet).article
    return count_origins(statements, entities, articles)


def _own_voice(name: str, text: str) -> Statement:
    return says(document(name, text), claim(), Stance.ASSERTS, None)


def test_one_speaker_in_two_articles_is_one_origin() -> None:
    assert _origins(says(document("a", "one"), claim()), says(document("b", "two"), claim())) == 1


def test_two_speakers_are_two_origins() -> None:
    assert _origins(ALLEGED, says(TEXT, claim(), Stance.ASSERTS, NORLAND)) == 2


def test_denials_are_no_origin() -> None:
    assert _origins(DENIED) == 0


def test_two_outlets_in_their_own_words_are_two_origins_and_one_outlet_twice_is_one() -> None:
    first, second = _own_voice("a", "Norland sold lathes."), _own_voice("b", "Lathes went to Veridia.")
    assert _origins(first, second, outlets=("Wire", "Post")) == 2
    assert _origins(first, second, outlets=("Wire", "wire")) == 1


def test_a_text_that_two_outlets_print_word_for_word_is_one_origin() -> None:
    first, second = _own_voice("a", "Norland  sold lathes."), _own_voice("b", "Norland sold lathes.")
    assert _origins(first, second, outlets=("Wire", "Post")) == 1


def _unnamed(article: str) -> Entity:
    return Entity(f"official:{article}/officials", EntityType.OFFICIAL, "Norland officials", article=article)


def test_unnamed_officials_are_one_origin_only_where_one_relay_passes_them_on() -> None:
    first, second = _unnamed("a"), _unnamed("b")
    apart = [says(document("a", "one"), claim(), speaker=first), says(document("b", "two"), claim(), speaker=second)]
    assert _origins(*apart, more=(first, second)) == 2
    relayed = [
        says(document("a", "one"), claim(), speaker=first, relayed_by=(WIRE.id,)),
        says(document("b", "two"), claim(), speaker=second, relayed_by=(WIRE.id,)),
    ]
    assert _origins(*relayed, more=(first, second)) == 1

"""What reviewers decide about a reading that was corrected: they judge what they see, not what was read before."""

from __future__ import annotations

from typing import Any

import pytest
from building import ENTITIES, LATHES, MINISTER, MISSILES, NORLAND, VERIDIA, claim, document

from claimgraph.graph.decision import Kind
from claimgraph.graph.model import Checked, Claim, Entity, EntityType, Reading, Role, RoleSpan, Stance, Statement
from claimgraph.graph.review import SEEN_CORRECTED, Named, Review
from claimgraph.graph.store.asread import AsRead
from claimgraph.graph.store.reviewed import Reviews
from claimgraph.graph.store.reviewing import named_in, reading_of

TEXT = "Norland sold lathes to Veridia, Ana Sol said."
KESTRIA = Named("state:kestria", EntityType.STATE, "Kestria")
PLACES = {Role.SUPPLIER: "Norland", Role.TRIGGER: "sold", Role.GOOD: "lathes", Role.RECIPIENT: "Veridia"}


def said() -> AsRead:
    source = document("a", TEXT, "Wire")
    roles = tuple(RoleSpan(role, TEXT.index(words), TEXT.index(words) + len(words)) for role, words in PLACES.items())
    stated = Statement.of(
        claim(LATHES), Stance.ALLEGES, source.evidence(0, len(TEXT)), speaker=MINISTER.id, roles=roles, trigger="sold"
    )
    return AsRead.of(Reading(source, (*ENTITIES, Entity(*_parts(KESTRIA))), (claim(LATHES),), (stated,)))


def _parts(named: Named) -> tuple[str, EntityType, str]:
    return named.id, named.type, named.name


def part(named: Named | Entity, span: tuple[int, int] | None = None) -> dict[str, Any]:
    entity = Named(named.id, named.type, named.name).to_dict()
    return {"entity": entity, "span": list(span) if span else None}


CORRECTIONS: dict[str, dict[str, Any]] = {
    "recipient": {"recipient": part(KESTRIA)},
    "recipient by its words": {"recipient": part(KESTRIA, (32, 39))},
    "supplier and recipient": {"supplier": part(VERIDIA), "recipient": part(NORLAND)},
    "good": {"good": part(MISSILES)},
    "good by its words": {"good": part(MISSILES, (13, 19))},
    "stance": {"stance": "denies"},
    "modality": {"modality": "planned"},
    "speaker": {"speaker": None},
    "hedged": {"hedged": True},
    "trigger": {"trigger": {"span": [0, 12], "words": "Norland sold"}},
}
everyway = pytest.mark.parametrize("says", CORRECTIONS.values(), ids=CORRECTIONS)


def at(minute: int) -> str:
    return f"2026-03-01T10:{minute:02}:00+00:00"


def corrected(says: dict[str, Any], by: str = "Ben") -> Review:
    article = said()
    return Review.of(Kind.CORRECT, reading_of(article, article.claims[0], article.statements[0]), by, at(0), says)


def shown(*reviews: Review) -> tuple[Any, Statement]:
    """The reading as the reviewer sees it, and what is told."""
    article, decisions = said(), Reviews(reviews)
    (told,) = decisions.effective(article).statements
    found = decisions.corrected(article, told.id)
    assert found is not None
    return reading_of(article, *found, named_in(decisions.named(article))), told


def after(*reviews: Review) -> list[Statement]:
    return list(Reviews(reviews).effective(said()).statements)


@everyway
@pytest.mark.parametrize("by", ["Ada", "Ben"])
def test_who_confirms_a_corrected_reading_agrees_with_the_correction(by: str, says: dict[str, Any]) -> None:
    correction = corrected(says)
    there, told = shown(correction)
    confirmed = Review.of(Kind.CONFIRM, there, by, at(1), SEEN_CORRECTED)
    assert after(correction, confirmed) == [told]
    outcome = Reviews([correction, confirmed]).outcome(said())
    assert (outcome.conflicts, outcome.agreeing) == (frozenset(), {confirmed.id})
    assert outcome.standing[confirmed.id] == (told.id,)


@everyway
def test_who_confirms_the_reading_as_it_was_read_contradicts_the_correction(says: dict[str, Any]) -> None:
    article = said()
    there = reading_of(article, article.claims[0], article.statements[0])
    confirmed = Review.of(Kind.CONFIRM, there, "Ada", at(1), {})
    (told,) = after(corrected(says), confirmed)
    assert (told.claim, told.checked) == (claim(LATHES).id, Checked.IN_CONFLICT)


@everyway
def test_who_rejects_a_corrected_reading_contradicts_the_correction(says: dict[str, Any]) -> None:
    correction = corrected(says)
    there, _ = shown(correction)
    rejected = Review.of(Kind.REJECT, there, "Ada", at(1), {"reason": "no transfer"})
    (told,) = after(correction, rejected)
    assert (told.claim, told.checked) == (claim(LATHES).id, Checked.IN_CONFLICT)
    assert Reviews([correction, rejected]).outcome(said()).conflicts == {correction.id, rejected.id}


@everyway
def test_a_confirmation_of_what_nobody_says_any_more_is_an_orphan_and_changes_nothing(says: dict[str, Any]) -> None:
    correction = corrected(says)
    confirmed = Review.of(Kind.CONFIRM, shown(correction)[0], "Ada", at(1), SEEN_CORRECTED)
    assert after(confirmed) == list(said().statements)
    assert Reviews([confirmed]).outcome(said()).fits == frozenset()


@pytest.mark.parametrize("says", CORRECTIONS.values(), ids=CORRECTIONS)
def test_a_further_correction_of_what_one_corrected_adds_to_it(says: dict[str, Any]) -> None:
    """As a colleague makes it offline, whose page tells only what he corrects now."""
    further = {"stance": "alleges"} if "stance" in says else {"hedged": True, "modality": "blocked"}
    correction = corrected(says)
    there, _ = shown(correction)
    later = Review.of(Kind.CORRECT, there, "Ben", at(1), further)
    (both,) = after(correction, later)
    (at_once,) = after(corrected({**says, **further}))
    assert (both.claim, both.stance, both.speaker, both.hedged, both.trigger, both.roles) == (
        at_once.claim, at_once.stance, at_once.speaker, at_once.hedged, at_once.trigger, at_once.roles,
    )  # fmt: skip
    assert Reviews([correction, later]).outcome(said()).conflicts == frozenset()


def test_what_two_reviewers_corrected_one_after_the_other_can_be_confirmed_and_rejected() -> None:
    first = corrected(CORRECTIONS["recipient"])
    second = Review.of(Kind.CORRECT, shown(first)[0], "Cem", at(1), {"good": part(MISSILES)})
    there, told = shown(first, second)
    confirmed = Review.of(Kind.CONFIRM, there, "Ada", at(2), SEEN_CORRECTED)
    assert after(first, second, confirmed) == [told]
    assert Reviews([first, second, confirmed]).outcome(said()).agreeing == {confirmed.id}
    rejected = Review.of(Kind.REJECT, there, "Ada", at(2), {"reason": "no transfer"})
    assert [one.checked for one in after(first, second, rejected)] == [Checked.IN_CONFLICT]


def test_a_later_correction_of_the_same_reviewer_counts_more_than_his_confirmation() -> None:
    correction = corrected(CORRECTIONS["recipient"])
    confirmed = Review.of(Kind.CONFIRM, shown(correction)[0], "Ada", at(1), SEEN_CORRECTED)
    article = said()
    there = reading_of(article, article.claims[0], article.statements[0])
    later = Review.of(Kind.CORRECT, there, "Ada", at(2), {"good": part(MISSILES)})
    (told,) = after(correction, confirmed, later)
    assert told.checked is Checked.CORRECTED
    assert told.claim not in (claim(LATHES).id, shown(correction)[1].claim)


def test_a_confirmation_of_two_corrections_together_is_an_orphan_once_one_of_them_is_undone() -> None:
    one, other = corrected(CORRECTIONS["recipient"]), corrected(CORRECTIONS["good"], by="Cem")
    confirmed = Review.of(Kind.CONFIRM, shown(one, other)[0], "Ada", at(1), SEEN_CORRECTED)
    assert [told.checked for told in after(one, other, confirmed)] == [Checked.CORRECTED]
    assert Reviews([one, confirmed]).outcome(said()).agreeing == frozenset()


def test_a_rejection_of_a_corrected_reading_is_not_about_another_one_that_was_read_like_that() -> None:
    """Ada rejects what Cem made of the second reading; it says what the first one said before Ben corrected it."""
    first = said()
    source = document("a", TEXT, "Wire")
    other = Claim.of(KESTRIA.id, VERIDIA.id, LATHES.id)
    second = Statement.of(other, Stance.ASSERTS, source.evidence(0, len(TEXT)), roles=first.statements[0].roles[1:])
    article = AsRead.of(Reading(source, first.entities, (*first.claims, other), (*first.statements, second)))
    seen = [reading_of(article, one, two) for one, two in zip(article.claims, article.statements, strict=True)]
    ben = Review.of(Kind.CORRECT, seen[0], "Ben", at(0), {"recipient": part(KESTRIA)})
    cem = Review.of(Kind.CORRECT, seen[1], "Cem", at(1), {"supplier": part(NORLAND)})
    decisions = Reviews([ben, cem])
    told = next(one for one in decisions.effective(article).statements if one.stance is Stance.ASSERTS)
    found = decisions.corrected(article, told.id)
    assert found is not None
    shown_to_ada = reading_of(article, *found, named_in(decisions.named(article)))
    ada = Review.of(Kind.REJECT, shown_to_ada, "Ada", at(2), {"reason": "wrong good"})
    assert decisions.with_review(ada).outcome(article).about[ada.id] == (second.id,)

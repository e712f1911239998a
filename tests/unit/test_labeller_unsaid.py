"""What a telling leaves unsaid, and where it is taken from."""

from __future__ import annotations

import pytest

from claimgraph.loaders.extract.labeller import labels
from claimgraph.loaders.extract.labeller.tellings import Span
from claimgraph.loaders.extract.labeller.unsaid import Part, Sides, Unsaid, implied_good
from claimgraph.loaders.extract.lexicon import Lexicon


def part(entity: str, sure: float = 1.0) -> list[Part]:
    return [Part(entity, Span(0, 5, sure))]


def sides(supplier: list[Part], recipient: list[Part], good: list[Part]) -> Sides:
    return {labels.SUPPLIER: supplier, labels.RECIPIENT: recipient, labels.GOOD: good}


TOLD = sides(part("Norland"), part("Veridia"), part("wheat"))


def after(told: Sides, said: Sides, *, claim: float = 1.0, sentences: int = 1) -> Sides:
    unsaid = Unsaid()
    unsaid.remember(told, 3)
    return unsaid.completed(said, claim, 3 + sentences)


def entities(parts: Sides, role: str) -> list[str]:
    return [part.entity for part in parts[role]]


def test_a_good_that_is_not_said_is_the_one_told_before() -> None:
    found = after(TOLD, sides(part("Sylvia"), part("Veridia"), []))
    assert entities(found, labels.GOOD) == ["wheat"]


def test_a_faint_good_gives_way_to_the_one_told_before() -> None:
    found = after(TOLD, sides(part("Sylvia"), part("Veridia"), part("furnaces", 0.3)))
    assert entities(found, labels.GOOD) == ["wheat"]


def test_a_party_is_only_lent_to_a_telling_that_faintly_names_it() -> None:
    named = after(TOLD, sides(part("Sylvia"), part("Veridia", 0.45), part("coal")))
    other = after(TOLD, sides(part("Sylvia"), [], part("coal")))
    assert named[labels.RECIPIENT][0].span.sure > 0.45
    assert entities(other, labels.RECIPIENT) == []


@pytest.mark.parametrize(
    ("said", "claim", "sentences"),
    [
        (sides(part("Sylvia"), [], []), 1.0, 1),
        (sides(part("Sylvia", 0.6), part("Veridia"), []), 1.0, 1),
        (sides(part("Sylvia"), part("Veridia"), []), 0.7, 1),
        (sides(part("Sylvia"), part("Veridia"), []), 1.0, 4),
    ],
    ids=["two parts missing", "an uncertain party", "hardly a transfer", "too long ago"],
)
def test_nothing_is_lent(said: Sides, claim: float, sentences: int) -> None:
    assert after(TOLD, said, claim=claim, sentences=sentences) == said


@pytest.mark.parametrize(
    ("quantity", "good"),
    [("300MW", "electricity"), ("some 60 megawatts", "electricity"), ("2.1 bcm", "natural gas"), ("40 tonnes", None)],
)
def test_some_units_tell_what_they_measure(quantity: str, good: str | None) -> None:
    assert implied_good(quantity, Lexicon.load().implied) == good

"""Rebuttals: who denies or confirms, in a sentence of its own, what was told before of himself."""

from __future__ import annotations

from dataclasses import replace

import pytest
from marked import MarkedReader, told

from claimgraph.graph.model import Stance
from claimgraph.loaders.extract.annotations import words_of
from claimgraph.loaders.extract.doc import Doc

ACCUSED = "[o Norway] [c said] [s Chad] [t sold] [g rifles] to [r Mali]."


def deniers(doc: Doc) -> list[tuple[str, tuple[int, ...]]]:
    """The names of those who deny, and which transfers."""
    assert doc.entities is not None
    return [(doc.entities.entities[one.speaker].name, one.transfers) for one in doc.rebuttals]


def rebuttals(reader: MarkedReader, marked: str, polarity: str = "alleged") -> list[tuple[str, tuple[int, ...]]]:
    return deniers(reader.doc(marked, polarity))


@pytest.mark.parametrize(
    "denial",
    [
        "Chad denied it.",
        "Chad denied this on Monday.",
        "Chad rejected the accusation.",
        "Chad dismissed the report as a lie.",
        "Chad called the claim a fairy tale.",
        "Chad said the report was untrue.",
        "Chad denied having done so.",
        "Chad denied that any such delivery had taken place.",
        "Chad denied arming anybody.",
        "Chad's government denied it.",
        "Rain fell. Chad denied it.",
    ],
)
def test_who_calls_it_untrue_denies_what_was_told_of_him(reader: MarkedReader, denial: str) -> None:
    assert rebuttals(reader, f"{ACCUSED} {denial}") == [("Chad", (0,))]


def test_a_denial_tells_its_words_and_its_sentence(reader: MarkedReader) -> None:
    doc = reader.doc(f"{ACCUSED} On Monday Chad denied it.", "alleged")
    [denial] = doc.rebuttals
    assert (words_of(doc.text, denial.span), words_of(doc.text, denial.cue)) == ("Chad", "denied")
    assert denial.sentence == 1


@pytest.mark.parametrize(
    "other",
    [
        "Chad declined to comment.",
        "Chad said nothing.",
        "Chad would neither confirm nor deny it.",
        "Chad could neither confirm nor deny the report.",
        "Chad denied that it had lost a soldier.",
        "Chad rejected the offer.",
        "Chad denounced the war.",
    ],
)
def test_who_says_something_else_denies_nothing(reader: MarkedReader, other: str) -> None:
    assert rebuttals(reader, f"{ACCUSED} {other}") == []


@pytest.mark.parametrize(
    ("confirmation", "who", "stance"),
    [
        ("Chad confirmed it.", "Chad", Stance.ASSERTS),
        ("Chad confirmed the sale.", "Chad", Stance.ASSERTS),
        ("Chad did not dispute this.", "Chad", Stance.ASSERTS),
        ("That was confirmed by Mali.", "Mali", Stance.ASSERTS),
    ],
)
def test_a_party_that_confirms_what_was_told_asserts_it(
    reader: MarkedReader, confirmation: str, who: str, stance: Stance
) -> None:
    doc = reader.doc(f"{ACCUSED} {confirmation}", "alleged")
    assert deniers(doc) == [(who, (0,))]
    assert [one.stance for one in doc.rebuttals] == [stance]


@pytest.mark.parametrize(
    "other",
    [
        "Chad confirmed its forecast.",
        "Chad confirmed that it will move.",
        "Chad was not confirmed.",
        "Kenya confirmed the sale.",
    ],
)
def test_what_confirms_something_else_adds_nobody(reader: MarkedReader, other: str) -> None:
    assert rebuttals(reader, f"{ACCUSED} {other}") == []


def denied_in_part(reader: MarkedReader, accused: str, denied: str) -> list[tuple[str, tuple[int, ...]]]:
    """The rebuttals of an article in which the second transfer is told as denied."""
    text, tagged = told(f"{accused} {denied}", "alleged")
    first, second = tagged.events
    polarity = {**dict.fromkeys(second.polarity, 0.0), "denied": 1.0}
    return deniers(reader.doc_of(text, replace(tagged, events=(first, replace(second, polarity=polarity)))))


NUMBERED = "[o1 Norway] [c1 said] [s1 Chad] [t1 sold] [g1 rifles] to [r1 Mali]."


@pytest.mark.parametrize(
    ("denied", "answers"),
    [
        ("[d2 Chad] [k2 denied] [t2 selling] [g2 rifles] to [r2 Mali].", True),
        ("[d2 Chad] [k2 denied] [t2 selling] any [g2 rifles].", True),
        ("[d2 Chad] [k2 denied] [t2 selling] [g2 weapons] to [r2 Mali].", True),
        ("[d2 Chad] [k2 denied] [t2 selling] [g2 wheat] to [r2 Mali].", False),
        ("[d2 Chad] [k2 denied] [t2 selling] [g2 rifles] to [r2 Kenya].", False),
        ("[d2 Chad] [k2 denied] that [s2 Kenya] [t2 sold] [g2 rifles] to [r2 Mali].", False),
    ],
    ids=["the same", "to nobody named", "a whole kind", "another good", "to somebody else", "of somebody else"],
)
def test_a_denial_answers_what_was_told_of_the_parts_that_it_names(
    reader: MarkedReader, denied: str, *, answers: bool
) -> None:
    assert denied_in_part(reader, NUMBERED, denied) == ([("Chad", (0,))] if answers else [])


def test_who_is_no_party_to_it_denies_nothing(reader: MarkedReader) -> None:
    assert rebuttals(reader, f"{ACCUSED} Kenya denied it.") == []


def test_who_speaks_for_a_party_denies_for_it(reader: MarkedReader) -> None:
    marked = (
        "[o Norway] [c said] [s {Firm Velmar Optics}] [t sold] [g lenses] to [r Mali]. {Person Ada Lund}, a spokeswoman"
        " for {Firm Velmar Optics}, denied it."
    )
    assert rebuttals(reader, marked) == [("Ada Lund", (0,))]


def test_several_who_deny_together_each_deny(reader: MarkedReader) -> None:
    assert rebuttals(reader, f"{ACCUSED} Chad and Mali denied it.") == [("Chad", (0,)), ("Mali", (0,))]


TWO = (
    "[o1 Norway] [c1 said] [s1 Chad] [t1 sold] [g1 rifles] to [r1 Mali]. [o2 Norway] [c2 said] [s2 Chad] [t2 sold]"
    " [g2 wheat] to [r2 Mali]. "
)


@pytest.mark.parametrize(
    ("denial", "answered"),
    [
        ("Chad denied it.", (0, 1)),
        ("Chad denied any arms sales.", (0,)),
        ("Chad denied any sale of wheat.", (1,)),
    ],
)
def test_a_denial_that_names_goods_answers_only_what_was_told_of_such(
    reader: MarkedReader, denial: str, answered: tuple[int, ...]
) -> None:
    assert rebuttals(reader, TWO + denial) == [("Chad", answered)]


def test_a_denial_of_other_goods_answers_nothing(reader: MarkedReader) -> None:
    assert rebuttals(reader, f"{ACCUSED} Chad denied any sale of wheat.") == []


def test_who_supplied_one_and_received_another_denies_what_he_is_said_to_have_supplied(reader: MarkedReader) -> None:
    marked = (
        "[o1 Norway] [c1 said] [s1 Chad] [t1 sold] [g1 rifles] to [r1 Mali]. [o2 Norway] [c2 said] [s2 Kenya] [t2 sold]"
        " [g2 wheat] to [r2 Chad]. Chad denied it."
    )
    assert rebuttals(reader, marked) == [("Chad", (0,))]


def test_a_denial_answers_what_stands_before_it_and_not_too_far(reader: MarkedReader) -> None:
    assert rebuttals(reader, f"Chad denied it. {ACCUSED}") == []
    assert rebuttals(reader, f"{ACCUSED} {'Rain fell. ' * 5}Chad denied it.") == [("Chad", (0,))]
    assert rebuttals(reader, f"{ACCUSED} {'Rain fell. ' * 6}Chad denied it.") == []


@pytest.mark.parametrize(
    ("marked", "polarity", "flags"),
    [
        ("[s Chad] has never [t sold] [g rifles] to [r Mali]. Chad denied it.", "negated", ()),
        ("[s Chad] will [t sell] [g rifles] to [r Mali]. Chad denied it.", "asserted", ("planned",)),
        ("If [s Chad] [t sold] [g rifles] to [r Mali], prices fell. Chad denied it.", "asserted", ()),
        ("[o Chad] [c said] [s Chad] [t sold] [g rifles] to [r Mali]. Chad denied it.", "asserted", ()),
    ],
    ids=["negated", "planned", "supposed", "said by himself"],
)
def test_only_what_others_told_as_a_fact_is_answered(
    reader: MarkedReader, marked: str, polarity: str, flags: tuple[str, ...]
) -> None:
    assert reader.doc(marked, polarity, *flags).rebuttals == ()


def test_a_denial_of_a_transfer_in_its_own_sentence_answers_no_other(reader: MarkedReader) -> None:
    marked = (
        "[o1 Norway] [c1 said] [s1 Chad] [t1 sold] [g1 rifles] to [r1 Mali]. Chad denied that it had [t2 sold]"
        " [g2 pumps] to [r2 Niger]."
    )
    assert rebuttals(reader, marked) == []


def test_without_this_stage_nobody_denies_in_a_sentence_of_his_own() -> None:
    shorter = MarkedReader(("relevance", "lexicon", "rebuttals"))
    assert shorter.sources(f"{ACCUSED} Chad denied it.") == [("Norway", "alleges")]

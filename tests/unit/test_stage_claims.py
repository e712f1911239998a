"""Claims: transfers and sources as claims and statements, and why the other events make none."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from marked import MarkedReader, told

from claimgraph.graph.model import Claim, Modality, Role, Stance
from claimgraph.loaders.extract.annotations import words_of
from claimgraph.loaders.extract.pairing import pairings


def test_an_event_with_three_parts_is_a_claim_whatever_its_verb(reader: MarkedReader) -> None:
    marked = "[s {Firm Orbelin Trade}] [t squirrelled] [q forty] [g lathes] across the border to [r Belarus]."
    reading = reader.reading(marked)
    assert reading.claims == (Claim.of("firm:orbelin-trade", "state:BY", "good:lathes", Modality.ACTUAL),)
    [statement] = reading.statements
    assert (statement.stance, statement.speaker, statement.trigger) == (Stance.ASSERTS, None, "squirrelled")
    assert statement.quantity == "forty"


def test_lists_give_every_pairing(reader: MarkedReader) -> None:
    marked = "[s Poland] [t supplied] [g shells] and [g rifles] to [r Chad] and [r Niger]."
    assert sorted(reader.triples(marked)) == [
        ("Poland", "Chad", "rifles"),
        ("Poland", "Chad", "shells"),
        ("Poland", "Niger", "rifles"),
        ("Poland", "Niger", "shells"),
    ]


@pytest.mark.parametrize(
    "marked",
    [
        "[s Poland] [t sent] [g shells] to [r Chad] and [g rifles] to [r Niger].",
        "[s Poland] [t stuffed] [r Chad] with [g shells] and [r Niger] with [g rifles].",
        "[s Poland] [t sent] [g shells] and [g rifles] to [r Chad] and [r Niger], respectively.",
    ],
)
def test_lists_that_run_side_by_side_are_paired(reader: MarkedReader, marked: str) -> None:
    assert sorted(reader.triples(marked)) == [("Poland", "Chad", "shells"), ("Poland", "Niger", "rifles")]


PLACED = st.lists(st.integers(0, 99), min_size=1, max_size=4, unique=True)


@given(PLACED, PLACED, PLACED, st.sampled_from(["", " respectively"]))
def test_pairings_are_never_more_than_all_and_leave_nobody_out(
    suppliers: list[int], recipients: list[int], goods: list[int], end: str
) -> None:
    placed = [[(f"{kind}{place}", place) for place in sorted(places)] for kind, places in
              (("s", suppliers), ("r", recipients), ("g", goods))]  # fmt: skip
    found = list(pairings(placed[0], placed[1], placed[2], "x" * 100 + end))
    assert len(set(found)) == len(found) <= len(suppliers) * len(recipients) * len(goods)
    for part, names in enumerate(placed):
        assert {triple[part] for triple in found} == {name for name, _ in names}


@pytest.mark.parametrize(
    ("marked", "why"),
    [
        ("[t Sales] of [g lathes] to [r Chad] rose.", "no supplier is known"),
        ("[s Poland] [t sold] [g lathes].", "no recipient is known"),
        ("[s Poland] [t supplied] [r Chad].", "no good is known"),
        ("[t Sales] of [g lathes] rose.", "no supplier and no recipient is known"),
        ("[t Sales] rose.", "no supplier and no recipient and no good is known"),
        ("Did [s Poland] [t sell] [g lathes] to [r Chad]?", "the sentence is a question"),
        (
            "[s Poland] [t sold] [g lathes] to [r Poland].",
            "supplier, recipient and good are not three, or not sure enough",
        ),
    ],
)
def test_an_event_that_makes_no_claim_says_why(reader: MarkedReader, marked: str, why: str) -> None:
    doc = reader.doc(marked)
    assert [drop.why for drop in doc.drops] == [why]
    assert doc.reading is not None and doc.reading.claims == ()


def test_an_event_is_dropped_or_stated_and_never_both(reader: MarkedReader) -> None:
    marked = "[s1 Poland] [t1 sold] [g1 lathes] to [r1 Chad]. [s2 Poland] [t2 sold] [g2 rifles]."
    doc = reader.doc(marked)
    assert [words_of(doc.text, drop.event.trigger) for drop in doc.drops] == ["sold"]
    assert [drop.event for drop in doc.drops] == [doc.events[1]]
    assert doc.reading is not None and len(doc.reading.claims) == 1


def test_one_who_is_a_part_of_the_other_is_no_other_party(reader: MarkedReader) -> None:
    marked = "[s {Firm Velmar Optics}] [t sold] [g lathes] to [r {Organization Optics}]."
    assert reader.triples(marked) == []


@pytest.mark.parametrize(("sure", "stated"), [(0.5, False), (0.9, True)])
def test_a_claim_of_whose_parts_nobody_is_sure_is_not_stated(
    reader: MarkedReader, sure: float, *, stated: bool
) -> None:
    doc = reader.doc("It rained in Kenya. [s Poland] [t sold] [g lathes] to [r Chad].", sure=sure)
    assert doc.reading is not None
    assert bool(doc.reading.claims) is stated


def test_statements_about_one_claim_are_gathered(reader: MarkedReader) -> None:
    marked = (
        "[o1 Norway] [c1 said] [s1 Poland] [t1 sold] [g1 lathes] to [r1 Chad]. [s2 Poland] [t2 sent] [g2 lathes] to"
        " [r2 Chad], [o2 Kenya] [c2 said]."
    )
    reading = reader.reading(marked, "alleged")
    assert len(reading.claims) == 1
    assert {statement.speaker for statement in reading.statements} == {"state:NO", "state:KE"}


def test_what_took_place_and_what_is_planned_are_two_claims(reader: MarkedReader) -> None:
    text, tagged = told("[s1,2 Poland] [t1 sold] [g1,2 lathes] to [r1,2 Chad] and will [t2 sell] more.")
    first, second = tagged.events
    planned = replace(second, flags={**second.flags, "planned": 1.0})
    doc = reader.doc_of(text, replace(tagged, events=(first, planned)))
    assert doc.reading is not None
    assert {claim.modality for claim in doc.reading.claims} == {Modality.ACTUAL, Modality.PLANNED}


def test_a_denial_and_what_it_answers_are_about_one_claim(reader: MarkedReader) -> None:
    marked = "[o Norway] [c said] [s Poland] [t sold] [g lathes] to [r Chad]. Poland denied it."
    reading = reader.reading(marked, "alleged")
    assert len(reading.claims) == 1
    said, denied = reading.statements
    assert (said.stance, denied.stance) == (Stance.ALLEGES, Stance.DENIES)
    assert (denied.rule, denied.trigger, denied.evidence.quote) == ("rebuttal", "denied", "Poland denied it.")


def test_marks_stand_where_the_words_stand_in_the_stored_text(reader: MarkedReader) -> None:
    reading = reader.reading("Word came: “[s Turkey] [t supplied] [g radios] to [r Chad]”, [o Norway] [c said].")
    text = reading.document.text
    [statement] = reading.statements
    spans = {mark.role: text[mark.start : mark.end] for mark in statement.roles}
    assert spans == {
        Role.SUPPLIER: "Turkey",
        Role.RECIPIENT: "Chad",
        Role.GOOD: "radios",
        Role.TRIGGER: "supplied",
        Role.SPEAKER: "Norway",
        Role.CUE: "said",
    }
    assert text[statement.evidence.start : statement.evidence.end] == statement.evidence.quote


def test_evidence_stands_in_the_stored_text_with_its_line_breaks(reader: MarkedReader) -> None:
    mended = (
        "Officials in the capital said on Monday that [s Poland] had [t sold] [g missiles] to [r Chad] in the spring of"
        " last year, and that nobody had been told of the sale until now."
    )
    broken = (
        "Officials in the capital said on Monday that Poland had sold mis-\n"
        "siles to Chad in the spring of last year, and that nobody had been\n"
        "told of the sale until now.\n"
    )
    _, tagged = told(mended)
    reading = reader.doc_of(broken, tagged).reading
    assert reading is not None
    [statement] = reading.statements
    assert statement.evidence.quote == broken.strip()
    assert broken[statement.evidence.start : statement.evidence.end] == statement.evidence.quote
    assert {broken[mark.start : mark.end] for mark in statement.roles} >= {"Poland", "sold", "mis-\nsiles", "Chad"}


@pytest.mark.parametrize(
    ("marked", "time"),
    [
        ("[s Poland] [t sold] [g lathes] to [r Chad] in 2021, and Niger left the pact in 2022.", "in 2021"),
        ("[s Poland] [t sold] [g lathes] to [r Chad], which has been under sanctions since 2022.", None),
        ("In 2021 Niger left the pact, and [s Poland] [t sold] [g lathes] to [r Chad].", None),
    ],
)
def test_a_time_is_that_of_the_clause_that_tells_of_the_transfer(
    reader: MarkedReader, marked: str, time: str | None
) -> None:
    assert [statement.time for statement in reader.reading(marked).statements] == [time]


def test_a_quantity_stands_without_the_of_behind_it(reader: MarkedReader) -> None:
    marked = "[s Poland] [t sold] [q 3,000 tonnes of] [g wheat] to [r Chad]."
    assert [claim["quantity"] for claim in reader.claims(marked)] == ["3,000 tonnes"]


def test_via_whom_it_went_is_on_the_statement_unless_it_is_a_party(reader: MarkedReader) -> None:
    marked = "[s Poland] [t sold] [g wheat] to [r Chad] through [v Niger]."
    assert [claim["via"] for claim in reader.claims(marked)] == [["Niger"]]
    assert [claim["via"] for claim in reader.claims(marked.replace("[v Niger]", "[v Chad]"))] == [[]]


def test_who_denies_it_tells_no_time_quantity_or_route(reader: MarkedReader) -> None:
    marked = (
        "[d Poland] [k denied] that [s Poland] [t sold] [q 900 tonnes of] [g wheat] to [r Chad] in 2021 by [v Niger]."
    )
    [statement] = reader.reading(marked, "denied").statements
    assert (statement.stance, statement.time, statement.quantity, statement.via) == (Stance.DENIES, None, None, ())


def test_a_hedge_is_on_the_statement(reader: MarkedReader) -> None:
    reading = reader.reading("[s Turkey] may have [t supplied] [g radios] to [r Chad].", "alleged", "hedged")
    assert [statement.hedged for statement in reading.statements] == [True]


@pytest.mark.parametrize(("flags", "modality"), [(("planned",), "planned"), (("blocked",), "blocked"), ((), "actual")])
def test_the_modality_is_that_of_the_claim(reader: MarkedReader, flags: tuple[str, ...], modality: str) -> None:
    claims = reader.claims("[s Turkey] [t moves] [g radios] to [r Chad].", "asserted", *flags)
    assert [claim["modality"] for claim in claims] == [modality]


@pytest.mark.parametrize(
    "marked",
    [
        "[s {Person Ada Lund}] [t gave] {Person [r Tom Reed]} [g food].",
        "[s {Person Ada Lund}] [t handed] [g bread] to [r homeless people].",
        "Two [s jokers] [t sold] [g tablets] to {Firm [r Orbelin Trade]}.",
        "{Firm [s Orbelin Trade]} [t delivered] [g lockers] to [r bus stops].",
        "{Firm [s Orbelin Trade]} [t sent] [g 387 mln dlrs] to {Firm [r Halvar Works]}.",
        "{Firm [s Orbelin Trade]} [t sold] Calif.-based [g {Firm Plant Cells}] to [r {Firm Halvar Works}].",
    ],
)
def test_what_is_no_trade_between_parties_is_no_claim(reader: MarkedReader, marked: str) -> None:
    assert not reader.triples(marked)


@pytest.mark.parametrize(
    ("marked", "triple"),
    [
        ("[s {Person Ada Lund}] [t sold] [g rifles] to [r Chad].", ("Ada Lund", "Chad", "rifles")),
        ("Two [s gunmen] [t passed] [g rifles] to {ArmedGroup [r Ansar Front]}.", ("gunmen", "Ansar Front", "rifles")),
        ("[s Poland] [t sent] [g rifles] to [r Syrian Kurds].", ("Poland", "Syrian Kurds", "rifles")),
        ("[s {Firm Acme Corp <ACM>}] [t sold] [r Chad] [g 40 mln dlrs of pumps].", ("Acme Corp", "Chad", "pumps")),
        ("Perhaps {Firm [s Acme]} [t sold] [g pumps] to [r Chad].", ("Acme", "Chad", "pumps")),
    ],
)
def test_parties_are_told_from_the_words_about_them(
    reader: MarkedReader, marked: str, triple: tuple[str, str, str]
) -> None:
    assert reader.triples(marked) == [triple]

"""Attribution: who says it, and how he stands to it."""

from __future__ import annotations

import pytest
from marked import MarkedReader

from claimgraph.graph.model import Stance
from claimgraph.loaders.extract.annotations import words_of
from claimgraph.loaders.extract.doc import Doc

SUPPLY = "[s Poland] [t sold] [g lathes] to [r Mali]"


def told(doc: Doc, place: int = 0) -> list[tuple[str | None, str]]:
    """The names and stances of those who say a transfer."""
    assert doc.entities is not None
    names = {None: None, **{id: one.name for id, one in doc.entities.entities.items()}}
    return [(names[source.speaker], str(source.stance)) for source in doc.sources[place]]


def sources(reader: MarkedReader, marked: str, polarity: str = "alleged", *flags: str) -> list[tuple[str | None, str]]:
    return told(reader.doc(marked, polarity, *flags))


@pytest.mark.parametrize(("polarity", "stance"), [("asserted", "asserts"), ("alleged", "alleges")])
def test_what_nobody_says_the_article_says_itself(reader: MarkedReader, polarity: str, stance: str) -> None:
    assert sources(reader, f"{SUPPLY}.", polarity) == [(None, stance)]


def test_who_is_marked_says_it_by_the_words_that_are(reader: MarkedReader) -> None:
    doc = reader.doc(f"[o Latvian officials] [c said] {SUPPLY}.", "alleged")
    [source] = doc.sources[0]
    assert told(doc) == [("Latvian officials", "alleges")]
    assert source.span is not None and words_of(doc.text, source.span) == "Latvian officials"
    assert source.cue is not None and words_of(doc.text, source.cue) == "said"


def test_where_nobody_is_marked_the_tree_tells_who_says_it(reader: MarkedReader) -> None:
    assert sources(reader, f"Latvia said {SUPPLY}.") == [("Latvia", "alleges")]
    assert sources(reader, f"{SUPPLY}, according to Latvia.") == [("Latvia", "alleges")]
    assert sources(reader, "Latvia accused [s Poland] of [t selling] [g lathes] to [r Mali].") == [
        ("Latvia", "alleges")
    ]


def test_a_party_that_says_so_itself_is_marked_as_party_only(reader: MarkedReader) -> None:
    marked = "[s {Firm Velmar Nordic}] [c announces] that it will [t supply] the [g lathes] to [r Mali]."
    assert sources(reader, marked, "asserted") == [("Velmar Nordic", "asserts")]


def test_of_whom_others_know_does_not_say_it_himself(reader: MarkedReader) -> None:
    marked = "{Firm Velmar Nordic} [c reported] by {Person Ada Lund} to have been [t sold] [g lathes] by [s Poland]"
    assert ("Velmar Nordic", "alleges") not in sources(reader, f"{marked} in [r Mali].")


def test_all_of_a_list_say_it(reader: MarkedReader) -> None:
    said = sources(reader, f"{{Firm Velmar Optics}} and {{Firm Borex}} said {SUPPLY}.")
    assert said == [("Velmar Optics", "alleges"), ("Borex", "alleges")]


def test_a_name_stands_before_the_description_of_its_bearer(reader: MarkedReader) -> None:
    marked = f"Latvian energy company {{Firm Borex}} [c announces], that {SUPPLY}."
    assert sources(reader, marked) == [("Borex", "alleges")]


def test_an_inquiry_speaks_for_the_body_that_made_it(reader: MarkedReader) -> None:
    assert sources(reader, f"An [o {{Organization IWB}}] investigation [c found] {SUPPLY}.") == [("IWB", "alleges")]


def test_a_verb_behind_a_name_is_no_part_of_it(reader: MarkedReader) -> None:
    marked = "[o Senegal] severs ties with [s Poland], [c accusing] it of [t selling] [g lathes] to [r Mali]."
    assert sources(reader, marked) == [("Senegal", "alleges")]


def test_the_deepest_speaker_speaks_and_the_one_above_relays(reader: MarkedReader) -> None:
    doc = reader.doc(f"{SUPPLY}, {{Organization Reuters}} reported, citing {{Person Ada Lund}}.", "alleged")
    assert told(doc) == [("Ada Lund", "alleges")]
    assert doc.sources[0][0].relayed_by == ("organization:reuters",)


def test_papers_that_a_speaker_cites_are_no_second_speaker(reader: MarkedReader) -> None:
    assert sources(reader, f"{SUPPLY}, [o {{Person Ada Lund}}] said, citing [o two invoices].") == [
        ("Ada Lund", "alleges")
    ]
    assert sources(reader, f"{SUPPLY}, the paper wrote, citing [o two invoices].") == [("two invoices", "alleges")]


def test_who_speaks_in_the_sentence_counts_before_others(reader: MarkedReader) -> None:
    marked = f"{SUPPLY}, [o {{Firm Velmar Optics}}] said. War went on, said [o {{Person Ada Lund}}]."
    assert sources(reader, marked) == [("Velmar Optics", "alleges")]


def test_who_speaks_elsewhere_counts_where_nobody_does_here(reader: MarkedReader) -> None:
    assert sources(reader, f"{SUPPLY}. So it stands in [o two ledgers].") == [("two ledgers", "alleges")]


def test_a_second_speaker_has_to_be_surer(reader: MarkedReader) -> None:
    marked = f"[o@0.9 {{Person Ada Lund}}] and [o@{{odds}} {{Person Ola Brekke}}] [c said] {SUPPLY}."
    assert len(sources(reader, marked.replace("{odds}", "0.45"))) == 1
    assert len(sources(reader, marked.replace("{odds}", "0.8"))) == 2


def test_a_speaker_of_whom_nobody_is_sure_is_none(reader: MarkedReader) -> None:
    marked = f"{SUPPLY}. [o@0.2 {{Person Ada Lund}}] walked by."
    assert sources(reader, marked) == [(None, "alleges")]


@pytest.mark.parametrize(
    ("speaker", "stance"),
    [
        ("Poland", "asserts"),
        ("Poland's envoy", "asserts"),
        ("Norway", "alleges"),
        ("a campaigner", "alleges"),
        ("{Firm Velmar Optics}", "alleges"),
    ],
)
def test_the_supplier_asserts_and_a_stranger_alleges(reader: MarkedReader, speaker: str, stance: str) -> None:
    [(_, found)] = sources(reader, f"{SUPPLY}, [c according to] [o {speaker}].")
    assert found == stance


@pytest.mark.parametrize(("polarity", "stance"), [("alleged", "alleges"), ("asserted", "asserts")])
def test_of_the_recipient_the_network_says_whether_it_confirms_or_accuses(
    reader: MarkedReader, polarity: str, stance: str
) -> None:
    [(_, found)] = sources(reader, f"{SUPPLY}, [c charged] [o Mali's envoy].", polarity)
    assert found == stance


def test_a_firm_that_was_supplied_asserts_it(reader: MarkedReader) -> None:
    marked = "[s Turkey] [t supplied] [g radios] to [r {Firm Velmar Optics}], [c said] [o {Firm Velmar Optics}]."
    assert sources(reader, marked) == [("Velmar Optics", "asserts")]


def test_a_state_asserts_what_its_own_ministry_supplied(reader: MarkedReader) -> None:
    marked = "[s Norway's defence ministry] [t supplied] [g radios] to [r Mali], [o Norway] [c said]."
    assert [stance for _, stance in sources(reader, marked)] == ["asserts"]


@pytest.mark.parametrize(
    ("said", "stance"), [("acknowledged", "asserts"), ("conceded", "asserts"), ("complained", "alleges")]
)
def test_who_admits_it_asserts_it(reader: MarkedReader, said: str, stance: str) -> None:
    assert sources(reader, f"[o {{Person Ada Lund}}] [c {said}] that {SUPPLY}.") == [("Ada Lund", stance)]


@pytest.mark.parametrize(
    ("speaker", "name"),
    [
        ("a report by the {Organization Trace Institute}", "Trace Institute"),
        ("the {Organization Trace Institute}'s report", "Trace Institute"),
        ("data from {Organization Eurostat}", "Eurostat"),
        ("{Organization Eurostat}'s latest annual figures", "Eurostat"),
    ],
)
def test_a_record_and_figures_speak_for_the_body_that_made_them(reader: MarkedReader, speaker: str, name: str) -> None:
    assert [who for who, _ in sources(reader, f"{SUPPLY}, [o {speaker}] [c said].")] == [name]


def test_whose_figures_tell_asserts(reader: MarkedReader) -> None:
    marked = f"{SUPPLY}, according to data from the price agency [o {{Firm Velmar Metals}}]."
    assert sources(reader, marked, "asserted") == [("Velmar Metals", "asserts")]


def test_figures_of_nobody_speak_for_nobody(reader: MarkedReader) -> None:
    assert [who for who, _ in sources(reader, f"{SUPPLY}, [o figures] [c show].")] == [None]


@pytest.mark.parametrize("label", ["LUND", "ADA LUND"])
def test_the_name_before_a_colon_speaks_its_turn(reader: MarkedReader, label: str) -> None:
    marked = f"The committee heard {{Person Ada Lund}}.\n{label}: {SUPPLY}."
    assert sources(reader, marked) == [("Ada Lund", "alleges")]


def test_in_an_interview_answers_are_said_by_whoever_is_asked(reader: MarkedReader) -> None:
    marked = f"A talk\n\n{{Person Ada Lund}} spoke to our reporter.\n\nQ: How is trade?\nA: {SUPPLY}."
    assert sources(reader, marked) == [("Ada Lund", "alleges")]


def test_a_quotation_that_runs_on_is_said_by_whoever_began_it(reader: MarkedReader) -> None:
    marked = (
        '"[s1 Chad] [t1 sold] [g1 rifles] to [r1 Mali]," said {Person Ada Lund}. "[s2 Poland] [t2 sold] [g2 lathes] to'
        ' [r2 Mali]. It was dear."'
    )
    assert told(reader.doc(marked, "alleged"), 1) == [("Ada Lund", "alleges")]


def test_a_sentence_outside_the_quotation_is_not(reader: MarkedReader) -> None:
    marked = (
        '"[s1 Chad] [t1 sold] [g1 rifles] to [r1 Mali]," said {Person Ada Lund}. [s2 Poland] [t2 sold] [g2 lathes] to'
        " [r2 Mali]."
    )
    assert told(reader.doc(marked, "asserted"), 1) == [(None, "asserts")]


@pytest.mark.parametrize(
    ("marked", "flag"),
    [
        ("Spain halted [t sales] of [g lathes] by [s {Firm Velmar Optics}] to [r Mali].", "blocked"),
        ("Spain banned [s {Firm Velmar Optics}] from [t selling] [g lathes] to [r Mali].", "blocked"),
        ("Spain approved the [t sale] of [g lathes] by [s {Firm Velmar Optics}] to [r Mali].", "planned"),
    ],
)
def test_who_decides_it_asserts_it(reader: MarkedReader, marked: str, flag: str) -> None:
    assert sources(reader, marked, "negated" if flag == "blocked" else "asserted", flag) == [("Spain", "asserts")]


def test_nobody_decides_what_took_place(reader: MarkedReader) -> None:
    marked = "Spain approved the [t sale] of [g lathes] by [s {Firm Velmar Optics}] to [r Mali]."
    assert sources(reader, marked, "asserted") == [(None, "asserts")]


@pytest.mark.parametrize("verb", ["signed", "contracted for", "negotiates"])
def test_what_two_sides_sign_neither_is_told_to_say(reader: MarkedReader, verb: str) -> None:
    marked = f"Spain {verb} a deal for the [t sale] of [g lathes] by [s {{Firm Velmar Optics}}] to [r Mali]."
    assert sources(reader, marked, "asserted", "planned") == [(None, "asserts")]


def test_a_noun_that_begins_a_sentence_decides_nothing(reader: MarkedReader) -> None:
    marked = "Zephyrs of sabotage halted [t sales] of [g lathes] by [s {Firm Velmar Optics}] to [r Mali]."
    assert sources(reader, marked, "negated", "blocked") == [(None, "asserts")]


@pytest.mark.parametrize(
    ("marked", "name"),
    [
        ("the Secretary of State for Defence [o {Official Ola Brekke}]", "Ola Brekke"),
        ("the Minister of Trade and Mines [o {Person Ada Lund}]", "Ada Lund"),
    ],
)
def test_a_person_does_not_take_the_end_of_his_office_into_his_name(
    reader: MarkedReader, marked: str, name: str
) -> None:
    assert sources(reader, f"{SUPPLY}, said {marked}.") == [(name, "alleges")]


def test_a_noun_before_a_name_has_its_capital_from_the_sentence(reader: MarkedReader) -> None:
    assert sources(reader, f"Refiner [o {{Firm Borex Oil}}] [c said] {SUPPLY}.") == [("Borex Oil", "alleges")]


@pytest.mark.parametrize(
    "verb", ["could not verify", "could not independently confirm", "was unable to establish", "cannot confirm"]
)
def test_who_could_not_verify_it_says_nothing(reader: MarkedReader, verb: str) -> None:
    marked = f"[o {{Organization Reuters}}] {verb} the [c claim] that {SUPPLY}."
    assert [who for who, _ in sources(reader, marked)] == [None]


def test_speaker_and_denier_each_have_their_own_sentence(reader: MarkedReader) -> None:
    doc = reader.doc(f"[o Latvia] [c said] {SUPPLY}. [d Poland] [k called that nonsense].", "alleged")
    assert told(doc) == [("Latvia", "alleges"), ("Poland", "denies")]
    denial = doc.sources[0][1]
    assert denial.sentence == 1
    assert denial.cue is not None and words_of(doc.text, denial.cue) == "called that nonsense"


def test_what_is_only_denied_has_no_other_source(reader: MarkedReader) -> None:
    marked = "[d Poland] [k denied] that [s it] had [t sold] [g lathes] to [r Mali]."
    assert sources(reader, marked.replace("[s it]", "[s Poland]"), "denied") == [("Poland", "denies")]


def test_what_is_negated_in_the_articles_own_voice_has_no_speaker(reader: MarkedReader) -> None:
    assert sources(reader, "[s Poland] has never [t sold] [g lathes] to [r Mali].", "negated") == [(None, "denies")]


def test_a_speaker_who_says_that_it_is_not_so_denies_it(reader: MarkedReader) -> None:
    marked = "[o Poland] [c said] [s it] had never [t sold] [g lathes] to [r Mali]."
    assert sources(reader, marked, "negated") == [("Poland", "denies")]


def test_a_party_to_other_transfers_only_does_not_deny_this_one(reader: MarkedReader) -> None:
    marked = (
        "Norway said [s1 Chad] [t1 sold] [g1 rifles] to [r1 Mali]. [s2 {Firm Velmar Optics}] [t2 sold] [g2 lenses] to"
        " [r2 Spain]. [d {Firm Velmar Optics}] [k rejected] the report."
    )
    doc = reader.doc(marked, "alleged")
    assert told(doc, 0) == [("Norway", "alleges")]
    assert ("Velmar Optics", "denies") in told(doc, 1)


def test_somebody_who_is_a_party_to_nothing_may_deny_it(reader: MarkedReader) -> None:
    marked = f"Norway said {SUPPLY}. [d {{Firm Velmar Optics}}] [k rejected] the report."
    assert sources(reader, marked) == [("Norway", "alleges"), ("Velmar Optics", "denies")]


def test_who_says_it_does_not_deny_it_too(reader: MarkedReader) -> None:
    marked = f"[o Poland] [c said] {SUPPLY}. [d Poland] [k denied] a rumour."
    assert sources(reader, marked) == [("Poland", "asserts")]


def test_every_transfer_has_a_source(reader: MarkedReader) -> None:
    doc = reader.doc(f"{SUPPLY}. [o nobody] spoke.", "alleged")
    assert [source.stance for source in doc.sources[0]] == [Stance.ALLEGES]

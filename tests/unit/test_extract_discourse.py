"""What an article tells across its sentences: interviews, confirmations, names given late. Names are made up."""

from __future__ import annotations

from typing import Any

import pytest

from claimgraph.graph.model import Article, Document, text_hash
from claimgraph.loaders.extract.interviews import interviewee, with_turns
from claimgraph.loaders.extract.records import to_record
from claimgraph.loaders.extract.rules import RuleExtractor
from claimgraph.loaders.extract.segment import Sentence, split

INTRO = "Ada Lund has run Velmar Optics for ten years. She spoke to our reporter."


@pytest.fixture(scope="module")
def extractor() -> RuleExtractor:
    return RuleExtractor.load()


def claims(extractor: RuleExtractor, text: str) -> list[dict[str, Any]]:
    reading = extractor.read(Document(Article("a", "a", text_hash(text)), text))
    reading.check()
    return to_record(reading)["claims"]


def sources(claim: dict[str, Any]) -> set[tuple[str, str]]:
    return {(source["name"], source["stance"]) for source in claim["sources"]}


def sentences(text: str) -> list[Sentence]:
    return list(split(text, frozenset()))


UNMARKED = f"""The last lathe maker

{INTRO}

How is trade?
I cannot complain. We work day and night.

Who buys from you?
I may not say. My lawyer is strict.

And your neighbours?
China sold lathes to Morocco. We did not.

Editor's note: the talk was shortened."""


def test_paragraphs_that_ask_and_paragraphs_that_answer_are_told_apart() -> None:
    labelled = with_turns(sentences(UNMARKED))
    asked = [sentence.readable for sentence in labelled if sentence.label == "Q"]
    assert asked == ["How is trade?", "Who buys from you?", "And your neighbours?"]
    answers = {sentence.readable: sentence.label for sentence in labelled}
    assert answers["China sold lathes to Morocco."] == "A"
    assert answers["Editor's note: the talk was shortened."] == ""


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(UNMARKED.replace("?", "."), id="nothing is asked"),
        pytest.param("Title\n\nWhy?\nIt fell.\n\nAnd now?\nIt rises.\n\nWho gains?\nBanks do.", id="an explainer"),
        pytest.param("Title\n\nWho gains?\nI do, says Ada Lund.", id="one question"),
    ],
)
def test_other_articles_stay_as_they_are(text: str) -> None:
    assert with_turns(sentences(text)) == sentences(text)


@pytest.mark.parametrize(
    "text",
    [
        f"Title\n\n{INTRO}\n\nQ: How is trade?\nA: Good.",
        "Interview: Ada Lund, head of Velmar Optics\n\nQ: How is trade?\nA: Good.",
    ],
)
def test_who_answers_is_the_first_person_named_before_the_first_question(text: str) -> None:
    assert interviewee(sentences(text)) == "Ada Lund"


def test_nobody_answers_where_nothing_is_asked() -> None:
    assert interviewee(sentences(INTRO)) is None


@pytest.mark.parametrize(
    "text", [UNMARKED, f"Title\n\n{INTRO}\n\nQ: And your neighbours?\nA: China sold lathes to Morocco."]
)
def test_what_is_answered_is_said_by_whoever_answers(extractor: RuleExtractor, text: str) -> None:
    [claim] = claims(extractor, text)
    assert (claim["polarity"], sources(claim)) == ("alleged", {("Ada Lund", "alleges")})


@pytest.mark.parametrize(
    ("confirms", "source"),
    [
        ("Velmar Optics confirmed the sale.", ("Velmar Optics", "asserts")),
        ("Velmar Optics did not dispute this.", ("Velmar Optics", "asserts")),
        ("That was confirmed by Chad.", ("Chad", "asserts")),
        ("Poland confirmed it.", ("Poland", "alleges")),
    ],
)
def test_whoever_confirms_what_was_told_stands_beside_the_first_speaker(
    extractor: RuleExtractor, confirms: str, source: tuple[str, str]
) -> None:
    [claim] = claims(extractor, f"Norway said Velmar Optics sold lenses to Chad. {confirms}")
    assert sources(claim) == {("Norway", "alleges"), source}


@pytest.mark.parametrize(
    "other",
    ["Velmar Optics confirmed its forecast.", "Velmar Optics confirmed that it will move.", "Chad was not confirmed."],
)
def test_what_confirms_something_else_adds_nobody(extractor: RuleExtractor, other: str) -> None:
    [claim] = claims(extractor, f"Norway said Velmar Optics sold lenses to Chad. {other}")
    assert sources(claim) == {("Norway", "alleges")}


def test_a_description_in_the_lead_is_whoever_is_named_so_later(extractor: RuleExtractor) -> None:
    text = "A shipping company in Riga sold radios to Chad. Police raided the company, Orbelin Lines, on Monday."
    [claim] = claims(extractor, text)
    assert (claim["supplier"], claim["recipient"]) == ("Orbelin Lines", "Chad")


def test_two_descriptions_of_a_kind_are_not_merged_with_one_name(extractor: RuleExtractor) -> None:
    text = (
        "A shipping company in Riga sold radios to Chad. A trading company in Oslo sold shells to Niger. "
        "Police raided the company, Orbelin Lines, on Monday."
    )
    suppliers = {claim["supplier"] for claim in claims(extractor, text)}
    assert suppliers == {"shipping company in Riga", "trading company in Oslo"}


def test_a_short_description_is_the_longer_one_with_its_head(extractor: RuleExtractor) -> None:
    text = "A U.N. panel said China sold lathes to Morocco. The panel said China sold rifles to Chad."
    assert [sources(claim) for claim in claims(extractor, text)] == [{("U.N. panel", "alleges")}] * 2


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("South Korea's Velmar Optics", "Velmar Optics"),
        ("Hong Kong-based Velmar Optics", "Velmar Optics"),
        ("State-owned Velmar Optics", "Velmar Optics"),
        ("Al Velmar Optics", "Al Velmar Optics"),
        ("Radiozavod 12", "Radiozavod 12"),
        ("Velmar Optics Co., Ltd.", "Velmar Optics Co., Ltd"),
    ],
)
def test_what_belongs_to_a_name_and_what_does_not(extractor: RuleExtractor, written: str, name: str) -> None:
    [claim] = claims(extractor, f"Chad bought lenses from {written} in May.")
    assert claim["supplier"].rstrip(".") == name


def test_an_acronym_is_the_name_that_it_abbreviates(extractor: RuleExtractor) -> None:
    text = "National Velmar Optics sold lenses to Chad. NVO sold radios to Niger."
    assert {claim["supplier"] for claim in claims(extractor, text)} == {"National Velmar Optics"}


def test_letters_of_honour_are_no_part_of_a_name(extractor: RuleExtractor) -> None:
    [claim] = claims(extractor, "Ada Lund KC told the court that Velmar Optics sold lenses to Chad.")
    assert sources(claim) == {("Ada Lund", "alleges")}


def test_an_armed_group_does_not_stand_for_the_state_it_fights_in(extractor: RuleExtractor) -> None:
    [claim] = claims(extractor, "Sudan said Chad supplied rifles to the Rapid Support Forces.")
    assert sources(claim) == {("Sudan", "alleges")}


def test_a_nationality_alone_makes_nobody_speak_for_a_state(extractor: RuleExtractor) -> None:
    [claim] = claims(extractor, "Kenyan doctors said China sold syringes to Kenya.")
    assert sources(claim) == {("Kenyan doctors", "alleges")}


def test_unnamed_speakers_are_counted_as_the_text_counts_them(extractor: RuleExtractor) -> None:
    [claim] = claims(extractor, "Two traders said China sold lathes to Morocco.")
    assert sources(claim) == {("two traders", "alleges")}


def test_a_state_is_called_as_the_article_calls_it(extractor: RuleExtractor) -> None:
    [claim] = claims(extractor, "China sold lathes to the Democratic Republic of Congo.")
    assert claim["recipient"] == "Democratic Republic of Congo"

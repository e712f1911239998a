"""Sentences keep their offsets, whatever the text."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claimgraph.loaders.extract.segment import LONGEST, readable, split

ABBREVIATIONS = frozenset({"Mr", "Gen", "Ltd"})


def _texts(text: str) -> list[str]:
    return [sentence.readable for sentence in split(text, ABBREVIATIONS)]


def test_a_long_run_of_full_stops_is_read_at_once() -> None:
    assert len(_texts("." * 200_000)) <= 1


def test_abbreviations_and_initials_end_no_sentence() -> None:
    assert _texts("Gen. A. Lund of the U.S. Army left. He came back.") == [
        "Gen. A. Lund of the U.S. Army left.",
        "He came back.",
    ]


def test_a_dateline_is_set_apart() -> None:
    assert _texts("ASTANA, March 14 (Northline) - Norland sold lathes.") == ["Norland sold lathes."]


def test_a_clock_time_is_set_apart() -> None:
    assert _texts("14:52 Norland sold lathes.") == ["Norland sold lathes."]


@pytest.mark.parametrize("slug", ["UPDATE 2-", "RPT-", "EXCLUSIVE: ", "BRIEF-", "REUTERS/", "(Adds quote) ", "[1/2] "])
def test_what_a_desk_writes_before_a_headline_is_set_apart(slug: str) -> None:
    assert _texts(f"{slug}Norland sold lathes") == ["Norland sold lathes"]


@pytest.mark.parametrize(
    "name", ["NATO-Norland deal", "COVID-19 masks", "UN-backed Norland", "ROSTECH-Velmar lathes", "AFP-backed men"]
)
def test_names_in_capitals_are_no_such_words(name: str) -> None:
    assert _texts(f"{name} sold") == [f"{name} sold"]


@pytest.mark.parametrize("whose", [" -sources", " - Northline", " – state media", " | The Daily"])
def test_whose_words_a_headline_ends_with_are_cut_off(whose: str) -> None:
    assert _texts(f"Norland sold Veridia lathes{whose}\nIt said so.")[0] == "Norland sold Veridia lathes"


@pytest.mark.parametrize("tail", ["to Veridia", "and Mali", "not tanks"])
def test_what_goes_on_after_a_dash_is_no_source(tail: str) -> None:
    assert len(_texts(f"Norland sold forty lathes – {tail}")) == 1


def test_a_dash_within_a_sentence_cuts_nothing() -> None:
    assert len(_texts("Norland sold lathes - all of them old - to Veridia. It was cold - very cold.")) == 2


def test_a_transcript_tells_who_asks_and_who_answers() -> None:
    labels = [sentence.label for sentence in split("Q: Did they?\nA: Yes.", ABBREVIATIONS)]
    assert labels == ["Q", "A"]


def test_a_sentence_inside_a_running_quotation_knows_it() -> None:
    quoted = [sentence.quoted for sentence in split('"We left. We came back." They stayed.', ABBREVIATIONS)]
    assert quoted == [False, True, False]


def test_what_is_too_long_for_prose_is_left_out() -> None:
    assert _texts("x" * (LONGEST + 1)) == []


@given(st.text())
def test_every_sentence_is_the_readable_text_between_its_offsets(text: str) -> None:
    clean = readable(text)
    assert len(clean) == len(text)
    end = 0
    for sentence in split(text, ABBREVIATIONS):
        assert end <= sentence.start < sentence.end
        assert clean[sentence.start : sentence.end] == sentence.readable
        end = sentence.end

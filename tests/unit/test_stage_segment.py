"""Segment: an article as sentences; their offsets point into the text as it is read, and from there into the stored
one."""

from __future__ import annotations

import functools

import pytest
from hypothesis import given
from hypothesis import strategies as st
from marked import document

from claimgraph.loaders.extract.doc import Doc
from claimgraph.loaders.extract.lexicon import Lexicon
from claimgraph.loaders.extract.stages.segment import Segment


@pytest.fixture(scope="module")
def segment() -> Segment:
    return made()


@functools.cache
def made() -> Segment:
    known = frozenset("norway ships rifles to chad say officials poland missiles".split())
    return Segment(Lexicon.load(), known.__contains__, {"Norway", "Chad", "Poland"}.__contains__)


def doc(segment: Segment, text: str) -> Doc:
    return segment(Doc(document(text), text))


def sentences(segment: Segment, text: str) -> list[str]:
    return [sentence.readable for sentence in doc(segment, text).sentences]


def test_sentences_end_at_full_stops_but_not_at_abbreviations(segment: Segment) -> None:
    text = "Gen. A. Lund of Poland left. Velmar Co. sold 3.5 tonnes. He came back."
    assert sentences(segment, text) == [
        "Gen. A. Lund of Poland left.",
        "Velmar Co. sold 3.5 tonnes.",
        "He came back.",
    ]


def test_sentences_are_numbered_and_all_of_them_are_relevant_at_first(segment: Segment) -> None:
    found = doc(segment, "Poland sold rifles.\n\nChad paid. It rained.")
    assert [one.index for one in found.sentences] == [0, 1, 2]
    assert [one.paragraph for one in found.sentences] == [0, 1, 1]
    assert found.relevant == (0, 1, 2)


def test_lines_that_are_broken_are_mended_and_known_where_they_stand(segment: Segment) -> None:
    text = (
        "KYIV, May 3 (Example) - Officials in the capital said on Monday that Poland had sold mis-\n"
        "siles to Chad in the spring of last year, and that nobody had been told of the sale until\n"
        "now.\n"
    )
    found = doc(segment, text)
    [sentence] = found.sentences
    assert sentence.readable.startswith("Officials in the capital")
    assert "missiles to Chad" in sentence.readable
    assert found.layout is not None
    start = found.text.index("missiles")
    first, last = found.layout.stored(start, start + len("missiles"))
    assert text[first:last] == "mis-\nsiles"


def test_a_text_without_broken_lines_stays_as_it_is(segment: Segment) -> None:
    text = "Poland sold rifles.\nChad paid.\n"
    found = doc(segment, text)
    assert found.text == text
    assert found.layout is not None and not found.layout.is_moved


def test_turns_of_an_interview_are_labelled(segment: Segment) -> None:
    found = doc(segment, "Q: Who sold them?\nA: Poland did.\nADA LUND: It rained.")
    assert [one.label for one in found.sentences] == ["Q", "A", "ADA LUND"]


def test_a_blank_text_has_no_sentence(segment: Segment) -> None:
    assert doc(segment, " \n\n ").sentences == ()


@given(st.text(alphabet=st.one_of(st.characters(), st.sampled_from(" .\n\r\t-“”\"'AaBb?:;>"))))
def test_every_sentence_stands_where_it_says(text: str) -> None:
    found = doc(made(), text)
    assert found.layout is not None
    end = 0
    for sentence in found.sentences:
        assert end <= sentence.start < sentence.end <= len(found.text)
        assert len(sentence.readable) == sentence.end - sentence.start
        first, last = found.layout.stored(sentence.start, sentence.end)
        assert 0 <= first < last <= len(text)
        end = sentence.end

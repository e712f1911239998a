"""Relevance: which sentences have words for a transfer and its parties. It errs on the side of reading."""

from __future__ import annotations

import pytest
from marked import MarkedReader, document

from claimgraph.loaders.extract.doc import Doc
from claimgraph.loaders.extract.lexicon import Lexicon
from claimgraph.loaders.extract.screen import Screen
from claimgraph.loaders.extract.segment import split
from claimgraph.loaders.extract.stages.relevance import Relevance
from claimgraph.loaders.gazetteer import Gazetteer


@pytest.fixture(scope="module")
def relevance() -> Relevance:
    return Relevance(Screen(Lexicon.load(), Gazetteer.load()))


def relevant(relevance: Relevance, text: str) -> list[str]:
    sentences = tuple(split(text, frozenset()))
    found = relevance(Doc(document(text), text, sentences=sentences, relevant=tuple(range(len(sentences)))))
    return [sentences[index].readable for index in found.relevant]


def test_only_sentences_with_words_for_a_whole_transfer_are_relevant(relevance: Relevance) -> None:
    text = "Snow fell on the hills. Norland sold lathes to Veridia. They sold them. Ada Lund said so."
    assert relevant(relevance, text) == ["Norland sold lathes to Veridia."]


@pytest.mark.parametrize(
    "text",
    [
        "Lathes were sold to Veridia by Norland.",
        "Norland's shipments of lathes to Veridia rose.",
        "Veridia bought grommets from Norland.",
        "South Korean shells reached Ukraine through Poland.",
        "The ministry bought rifles from a dealer in Izmir.",
        "It relies on Norland for its gas.",
    ],
)
def test_however_a_transfer_is_told_its_sentence_is_relevant(relevance: Relevance, text: str) -> None:
    assert relevant(relevance, text) == [text]


def test_an_article_without_any_has_no_relevant_sentence(relevance: Relevance) -> None:
    assert relevant(relevance, "Snow fell on the hills around Arbon. Children went sledging.") == []


SUPPLY = "Snow fell. [s Poland] [t sold] [g rifles] to [r Chad]."


def test_only_relevant_sentences_are_looked_at_first() -> None:
    reader = MarkedReader(("lexicon",))
    reader.doc(SUPPLY)
    assert reader.tagger.screened == [("Poland sold rifles to Chad.",)]
    assert reader.tagger.shown == [("Snow fell.", "Poland sold rifles to Chad.")]


def test_without_this_stage_every_sentence_is_looked_at(reader: MarkedReader) -> None:
    reader.doc(SUPPLY)
    assert reader.tagger.screened[0] == ("Snow fell.", "Poland sold rifles to Chad.")

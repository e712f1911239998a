"""The words that the stages go by stand in data files, and each of them is one that they can use."""

from __future__ import annotations

import pytest

from claimgraph.loaders.extract.lexicon import Lexicon


@pytest.fixture(scope="module")
def lexicon() -> Lexicon:
    return Lexicon.load()


def test_every_irregular_form_leads_to_a_verb_with_a_frame(lexicon: Lexicon) -> None:
    verbs = {verb.split("_")[0] for verb in lexicon.verb_frames}
    assert {lemma for lemma in lexicon.irregular.values() if lemma not in verbs} == set()


@pytest.mark.parametrize("word", ["tonnes", "tonne", "some", "two", "shipload", "consignment", "kg"])
def test_words_that_count_a_good(lexicon: Lexicon, word: str) -> None:
    assert word in lexicon.units


@pytest.mark.parametrize("word", ["exports", "import", "sale", "donation"])
def test_a_noun_for_the_transfer_itself_counts_nothing(lexicon: Lexicon, word: str) -> None:
    assert word not in lexicon.units

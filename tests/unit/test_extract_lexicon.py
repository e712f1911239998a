"""The words that the rules go by stand in data files, and each of them is one that the rules can use."""

from __future__ import annotations

import pytest

from claimgraph.graph.model import EntityType
from claimgraph.loaders.extract.history import History, Seen
from claimgraph.loaders.extract.lexicon import Lexicon
from claimgraph.loaders.extract.prefilter import Prefilter
from claimgraph.loaders.extract.segment import split

BODIES = frozenset({EntityType.ORGANIZATION})


@pytest.fixture(scope="module")
def lexicon() -> Lexicon:
    return Lexicon.load()


def test_every_irregular_form_leads_to_a_verb_with_a_frame(lexicon: Lexicon) -> None:
    verbs = {verb.split("_")[0] for verb in lexicon.verb_frames}
    assert {lemma for lemma in lexicon.irregular.values() if lemma not in verbs} == set()


def test_the_prefilter_knows_every_irregular_form(lexicon: Lexicon) -> None:
    prefilter = Prefilter(lexicon)
    sentences = [next(split(f"It {form} lathes.", frozenset())) for form in lexicon.irregular]
    assert [s.readable for s in sentences if not prefilter.select([s])] == []


@pytest.mark.parametrize("word", ["tonnes", "tonne", "some", "two", "shipload", "consignment", "kg"])
def test_words_that_count_a_good(lexicon: Lexicon, word: str) -> None:
    assert word in lexicon.units


@pytest.mark.parametrize("word", ["exports", "import", "sale", "donation"])
def test_a_noun_for_the_transfer_itself_counts_nothing(lexicon: Lexicon, word: str) -> None:
    assert word not in lexicon.units


@pytest.mark.parametrize("word", ["latest", "additional", "alleged", "several", "the"])
def test_words_that_tell_which_and_never_what(lexicon: Lexicon, word: str) -> None:
    assert word in lexicon.loose | lexicon.units


@pytest.mark.parametrize("verb", ["help", "accuse", "ban"])
def test_verbs_whose_object_does_what_follows(lexicon: Lexicon, verb: str) -> None:
    assert verb in lexicon.controlling
    assert "promise" not in lexicon.controlling


def _history(*words: str) -> History:
    history = History()
    for place, word in enumerate(words):
        body = f"organization:{word}"
        history.add(Seen(place, 0, body, EntityType.ORGANIZATION, word, True, False, True))
    return history


def test_a_document_goes_back_to_the_same_word_and_to_no_other_body() -> None:
    named = _history("report", "ministry")
    assert named.antecedent(2, 0, "report", BODIES, singular=True, alike=True) == "organization:report"
    assert named.antecedent(2, 0, "memo", BODIES, singular=True, alike=True) is None
    assert named.antecedent(2, 0, "agency", BODIES, singular=True) == "organization:ministry"

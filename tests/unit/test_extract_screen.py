"""Before an article is read as a whole, a cheap look decides whether it tells of any transfer at all."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from claimgraph.graph.model import Article, Document, text_hash
from claimgraph.loaders.extract.batches import in_batches
from claimgraph.loaders.extract.lexicon import Lexicon
from claimgraph.loaders.extract.screen import Screen
from claimgraph.loaders.gazetteer import Gazetteer

SEEDS = Path(__file__).parents[2] / "seeds"


@pytest.fixture(scope="module")
def lexicon() -> Lexicon:
    return Lexicon.load()


@pytest.fixture(scope="module")
def gazetteer() -> Gazetteer:
    return Gazetteer.load()


@pytest.fixture(scope="module")
def screen(lexicon: Lexicon, gazetteer: Gazetteer) -> Screen:
    return Screen(lexicon, gazetteer)


def document(name: str, text: str) -> Document:
    return Document(Article(name, name, text_hash(text)), text)


TELLING = [
    "Norland sold lathes to Veridia.",
    "Lathes were sold to Veridia by Norland.",
    "Norland's shipments of lathes to Veridia rose.",
    "Veridia bought grommets from Norland.",
    "Norland is the supplier of lathes to Veridia.",
    "South Korean shells reached Ukraine through Poland.",
    "Kenya took delivery of Chinese radars.",
    "Poland gave Ukraine forty drones.",
    "Kenya gave Uganda tortoises.",
    "Grain came to Kenya from Norland.",
    "The ministry bought rifles from a dealer in Izmir.",
    "It relies on Norland for its gas.",
]


@pytest.mark.parametrize("text", TELLING)
def test_a_sentence_with_words_for_a_whole_transfer_passes(screen: Screen, text: str) -> None:
    assert screen.passes(text)


@pytest.mark.parametrize(
    ("text", "lacking"),
    [
        ("Snow fell on the hills around Arbon.", "a word of supply"),
        ("They sold them.", "a party that is named or described"),
        ("Norland backs Veridia.", "the preposition that a frame needs for its good"),
        ("Ada Lund depends on her brother.", "the preposition that a frame needs for its good"),
        ("She gave the lead to Ada Lund.", "a good or a state beside an everyday verb"),
        ("Kenya ended Uganda's long run.", "a good beside a verb that is mostly an idiom"),
        ("Kenya issued a warning to Uganda.", "a good beside a verb that is mostly an idiom"),
        ("Kenya's armed forces entered Uganda.", "one word of supply that all its parts stand beside"),
    ],
)
def test_a_sentence_that_lacks_a_part_does_not_pass(screen: Screen, text: str, lacking: str) -> None:
    assert not screen.passes(text), lacking


def test_every_everyday_word_belongs_to_a_frame(lexicon: Lexicon) -> None:
    first_words = {lemma.split("_")[0] for lemma in (*lexicon.verb_frames, *lexicon.noun_frames)}
    assert lexicon.everyday - first_words == set()
    assert lexicon.idiomatic < lexicon.everyday


def test_no_more_articles_are_taken_than_a_batch_holds() -> None:
    taken: list[int] = []

    def articles() -> Iterator[Document]:
        for number in range(10):
            taken.append(number)
            yield document(str(number), "Snow fell.")

    first = next(in_batches(articles(), lambda article: len(article.text), articles=4))
    assert (len(first), taken) == (4, [0, 1, 2, 3])

"""Before an article is read as a whole, two cheap looks decide whether it tells of any transfer at all."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from claimgraph.graph.model import Article, Document, text_hash
from claimgraph.loaders.extract.batches import in_batches
from claimgraph.loaders.extract.lexicon import Lexicon
from claimgraph.loaders.extract.parsed import Parsed
from claimgraph.loaders.extract.parser import Parser
from claimgraph.loaders.extract.rules import RuleExtractor
from claimgraph.loaders.extract.screen import Screen
from claimgraph.loaders.extract.segment import split
from claimgraph.loaders.extract.trial import Trial
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


@pytest.fixture(scope="module")
def trial(lexicon: Lexicon, gazetteer: Gazetteer) -> Trial:
    return Trial(gazetteer, lexicon)


@pytest.fixture(scope="module")
def parser() -> Parser:
    return Parser.load()


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


@pytest.mark.parametrize("text", TELLING)
def test_and_its_tree_passes_too(trial: Trial, parser: Parser, text: str) -> None:
    [sentence] = split(text, frozenset())
    [tree] = parser.parse([sentence])
    assert trial.tells_whole(Parsed(sentence, tree))


@pytest.mark.parametrize(
    ("text", "lacking"),
    [
        ("Snow fell on the hills around Arbon.", "a word of supply"),
        ("They sold them.", "a party that is named or described"),
        ("Norland backs Veridia.", "the preposition that a frame needs for its good"),
        ("Ada Lund depends on her brother.", "the preposition that a frame needs for its good"),
        ("She gave the lead to Ada Lund.", "a good, an amount of one or a state beside an everyday verb"),
        ("Kenya ended Uganda's long run.", "a good or an amount of one beside a verb that is mostly an idiom"),
    ],
)
def test_a_sentence_that_lacks_a_part_does_not_pass(screen: Screen, text: str, lacking: str) -> None:
    assert not screen.passes(text), lacking


@pytest.mark.parametrize(
    "text", ["The lathe that Norland built for the fair won a prize.", "Norland sold its shares before May."]
)
def test_a_tree_without_supplier_recipient_and_good_does_not_pass(trial: Trial, parser: Parser, text: str) -> None:
    [sentence] = split(text, frozenset())
    [tree] = parser.parse([sentence])
    assert not trial.tells_whole(Parsed(sentence, tree))


def test_every_everyday_word_belongs_to_a_frame(lexicon: Lexicon) -> None:
    first_words = {lemma.split("_")[0] for lemma in (*lexicon.verb_frames, *lexicon.noun_frames)}
    assert lexicon.everyday - first_words == set()
    assert lexicon.idiomatic < lexicon.everyday


def test_an_article_that_tells_of_a_transfer_is_read_as_a_whole() -> None:
    text = (
        "Rain fell on Monday. Ada Lund said Norland sold lathes to Veridia. Rain fell. Veridia rejected this as a lie."
    )
    reading = RuleExtractor.load().read(document("one", text))
    assert {str(statement.stance) for statement in reading.statements} == {"alleges", "denies"}


def test_an_article_reads_the_same_alone_and_among_others() -> None:
    extractor = RuleExtractor.load()
    documents = [document(path.stem, path.read_text(encoding="utf-8")) for path in sorted(SEEDS.glob("*.md"))]
    documents.insert(1, document("none", "Snow fell on the hills around Arbon."))
    assert list(extractor.read_many(documents)) == [extractor.read(each) for each in documents]


def test_no_more_articles_are_taken_than_a_batch_holds() -> None:
    taken: list[int] = []

    def articles() -> Iterator[Document]:
        for number in range(10):
            taken.append(number)
            yield document(str(number), "Snow fell.")

    first = next(in_batches(articles(), lambda article: len(article.text), articles=4))
    assert (len(first), taken) == (4, [0, 1, 2, 3])

"""The parser says what spaCy's own pipeline says, with names of several words as one."""

from __future__ import annotations

from collections.abc import Iterable
from operator import attrgetter
from pathlib import Path
from typing import Any

import pytest
from spacy.tokens import Doc

from claimgraph.loaders.extract.parser import Parser
from claimgraph.loaders.extract.segment import Sentence, split
from claimgraph.loaders.extract.words import Tree

SEEDS = Path(__file__).parents[2] / "seeds"


@pytest.fixture(scope="module")
def parser() -> Parser:
    return Parser.load()


def parsed_by_spacy(parser: Parser) -> list[Doc]:
    return list(parser._nlp.pipe(parser._documents(sentences())))


def sentences() -> list[Sentence]:
    said = "Let's see what we've gotta do; there's a lathe y'all ain't gonna sell, c'mon. "
    return list(split(said + "\n".join(p.read_text(encoding="utf-8") for p in SEEDS.glob("*.md")), frozenset()))


def test_a_tree_answers_as_spacys_own_does(parser: Parser) -> None:
    for doc in parsed_by_spacy(parser):
        tree = Tree(doc, attrgetter("lemma_"), attrgetter("pos_"))
        assert tree.text == doc.text
        assert [token.text for token in tree] == [token.text for token in doc]
        for ours, theirs in zip(tree, doc, strict=True):
            for plain in (
                "i",
                "idx",
                "lower_",
                "lemma_",
                "pos_",
                "tag_",
                "dep_",
                "whitespace_",
                "is_alpha",
            ):
                assert getattr(ours, plain) == getattr(theirs, plain)
            assert (ours.head.i, ours.left_edge.i) == (theirs.head.i, theirs.left_edge.i)
            for several in ("children", "lefts", "rights", "subtree", "conjuncts"):
                assert places(getattr(ours, several)) == places(getattr(theirs, several)), several
            assert places(other for other in tree if ours.is_ancestor(other)) == places(
                other for other in doc if theirs.is_ancestor(other)
            )
            assert tree.between(ours.left_edge.i, ours.i + 1) == doc[theirs.left_edge.i : theirs.i + 1].text


def places(tokens: Iterable[Any]) -> list[int]:
    return [token.i for token in tokens]


def test_a_neighbour_that_is_not_there_is_an_error(parser: Parser) -> None:
    [tree] = parser.parse(list(split("Norland sold lathes.", frozenset())))
    assert tree[1].nbor(-1).text == "Norland"
    for at, distance in ((0, -1), (3, 1)):
        with pytest.raises(IndexError):
            tree[at].nbor(distance)


def test_words_are_forgotten_once_many_are_known(parser: Parser, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("claimgraph.loaders.extract.parser._VOCABULARY", 1)
    before = len(parser._nlp.vocab.strings)
    for number in range(50):
        parser.parse(list(split(f"Zyx{number}orb sold qwe{number}mors.", frozenset())))
    assert len(parser._nlp.vocab.strings) == before


def test_words_are_kept_while_few_are_known(parser: Parser) -> None:
    parser.parse(list(split("Uncommonest zzyzx sold lathes.", frozenset())))
    assert "zzyzx" in parser._nlp.vocab.strings


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("Kim Yo-jong spoke.", "Yo-jong"),
        ("Park Sun-won spoke.", "Sun-won"),
        ("Lin Chih-hao spoke.", "Chih-hao"),
        ("A Hong Kong-based firm spoke.", "based"),
        ("The Park Houthi-run port closed.", "run"),
        ("The Yo-jong spoke.", "jong"),
    ],
)
def test_the_second_syllable_of_a_given_name_is_a_part_of_it(parser: Parser, text: str, word: str) -> None:
    [tree] = parser.parse(list(split(text, frozenset())))
    assert word in [token.text for token in tree]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Norland sold boats to Turks and Caicos.", ["Turks and Caicos"]),
        ("Norland sold boats to Turks and Caicos Islands.", ["Turks and Caicos Islands"]),
        ("Bosnia and Herzegovina sold Trinidad and Tobago rice.", ["Bosnia and Herzegovina", "Trinidad and Tobago"]),
    ],
)
def test_a_name_with_and_in_it_is_one_word_also_where_a_shorter_name_begins_it(text: str, names: list[str]) -> None:
    known = ("Turks and Caicos", "Turks and Caicos Islands", "Bosnia and Herzegovina", "Trinidad and Tobago")
    [tree] = Parser.load(names=known).parse(list(split(text, frozenset())))
    assert [token.text for token in tree if " and " in token.text] == names

"""The parser is quicker than spaCy's own pipeline, and says the same."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from claimgraph.loaders.extract.parser import Parser
from claimgraph.loaders.extract.segment import Sentence, split

SEEDS = Path(__file__).parents[2] / "seeds"


@pytest.fixture(scope="module")
def parser() -> Parser:
    return Parser.load()


def ruler_of(parser: Parser) -> Any:
    return parser._nlp.get_pipe("attribute_ruler")


def sentences() -> list[Sentence]:
    said = "Let's see what we've gotta do; there's a lathe y'all ain't gonna sell, c'mon. "
    return list(split(said + "\n".join(p.read_text(encoding="utf-8") for p in SEEDS.glob("*.md")), frozenset()))


def test_remembered_matches_are_those_of_the_attribute_ruler(parser: Parser) -> None:
    ruler = ruler_of(parser)
    for tree in parser.parse(sentences()) * 2:
        assert ruler.match(tree) == type(ruler).match(ruler, tree)


def test_the_ruler_looks_at_nothing_that_is_not_remembered(parser: Parser) -> None:
    patterns = [pattern for entry in ruler_of(parser).patterns for pattern in entry["patterns"]]
    assert {name for pattern in patterns for token in pattern for name in token} == {"LOWER", "TAG", "DEP", "IS_SPACE"}


def test_words_are_forgotten_once_many_are_known(parser: Parser, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("claimgraph.loaders.extract.parser._VOCABULARY", 1)
    before = len(parser._nlp.vocab.strings)
    for number in range(50):
        with parser.remembering():
            parser.parse(list(split(f"Zyx{number}orb sold qwe{number}mors.", frozenset())))
    assert len(parser._nlp.vocab.strings) == before


def test_words_are_kept_while_few_are_known(parser: Parser) -> None:
    with parser.remembering():
        parser.parse(list(split("Uncommonest zzyzx sold lathes.", frozenset())))
    assert "zzyzx" in parser._nlp.vocab.strings

"""Every sentence that claimgraph can say: articles that fit their words, no word twice, no message without a bound."""

from __future__ import annotations

import ast
import io
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from claimgraph.graph.model import EntityType
from claimgraph.graph.printable import with_article
from claimgraph.loaders.sources import SourceFailure, read_sources

ROOT = Path(__file__).parents[2]
MODULES = sorted(path for folder in ("app", "queries", "graph", "loaders") for path in (ROOT / folder).rglob("*.py"))
PAGES = sorted(
    path
    for pattern in ("*.js", "*.html")
    for path in (ROOT / "graph/render/page").rglob(pattern)
    if "vis" not in path.name
)
HOLE = "\N{OBJECT REPLACEMENT CHARACTER}"
TWICE = re.compile(r"(?<![\w'])([A-Za-z]{2,}) \1(?![\w'])")
RIGHT_TWICE = {"that", "had"}
# Spelt with a vowel and spoken without one, and the other way round.
SPOKEN_A = re.compile(r"(?:one|once|uni|use|usual|user|utf|eu|url|uri|u\.)", re.I)
SPOKEN_AN = re.compile(r"hour|honest|honou?r|heir|http\b|SQLite")
# Words in capitals alone are keywords of Cypher or abbreviations, each spoken in its own way.
ARTICLE = re.compile(r"(?<![\w'’.-])(a|an|A|An) (?!and\b|an?\b|this\b|[A-Z]+\b)([A-Za-z][\w.]*)")


def sentences(path: Path) -> Iterator[str]:
    """The texts in a file, with HOLE for what is filled in."""
    text = path.read_text("utf-8")
    if path.suffix == ".py":
        inside = set()
        for node in ast.walk(ast.parse(text)):
            if isinstance(node, ast.JoinedStr):
                parts = [part.value if isinstance(part, ast.Constant) else HOLE for part in node.values]
                inside |= {id(part) for part in node.values}
                yield "".join(map(str, parts))
            elif isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in inside:
                yield node.value
    else:
        for line in text.splitlines():
            yield re.sub(r"\$\{[^}]*\}", HOLE, line)


def slips(text: str) -> list[str]:
    """What is wrong with a text."""
    found = [match[0] for match in TWICE.finditer(text) if match[1].lower() not in RIGHT_TWICE]
    found += [match[0] for match in re.finditer(rf"(?<![\w'’.-])[Aa]n? {HOLE}", text)]
    for match in ARTICLE.finditer(text):
        article, word = match[1].lower(), match[2]
        vowel = bool(SPOKEN_AN.match(word)) or (word[0].lower() in "aeiou" and not SPOKEN_A.match(word))
        if len(word) > 1 and vowel != (article == "an"):
            found.append(match[0])
    return found


@pytest.mark.parametrize(
    ("text", "slip"),
    [
        ("Acme is a Organization", "a Organization"),
        ("it is an State", "an State"),
        (f"Acme is a {HOLE}", f"a {HOLE}"),
        ("an error at at character 5", "at at"),
        ("an RSS feed, a user, a one-way street, an hour, an Organization, a State", None),
    ],
)
def test_slips_are_seen(text: str, slip: str | None) -> None:
    assert slips(text) == ([slip] if slip else [])


@pytest.mark.parametrize("path", [*MODULES, *PAGES], ids=lambda path: str(path.relative_to(ROOT)))
def test_no_text_has_a_wrong_article_or_a_word_twice(path: Path) -> None:
    assert [slip for text in sentences(path) for slip in slips(text)] == []


@pytest.mark.parametrize("type", EntityType)
def test_a_type_has_the_article_that_fits(type: EntityType) -> None:
    assert slips(f"It is {with_article(type.value)}.") == []


BROKEN_JSON = [
    '{"text": "a\tb"}',
    '{"text": "a',
    '{"text": "\\x"}',
    '{"text": "\\u12"}',
    '{"a" 1}',
    '{"a": }',
    "{}x",
]


@pytest.mark.parametrize("line", BROKEN_JSON)
def test_what_the_json_parser_says_makes_a_sentence(line: str) -> None:
    (failure,) = read_sources(["-"], stdin=io.BytesIO(line.encode()))
    assert isinstance(failure, SourceFailure)
    assert slips(str(failure)) == []
    assert re.search(r"is not JSON \(.*\w at character \d+\); write one object a line", str(failure))

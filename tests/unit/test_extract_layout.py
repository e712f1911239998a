"""Text with broken lines is read like text without: wire copy, mail, what is taken from PDFs."""

from __future__ import annotations

import functools
import textwrap
from collections import Counter
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claimgraph.graph.model import Article, Claim, Document, Reading, text_hash
from claimgraph.loaders.extract.extractor import Extractor, load_extractor
from claimgraph.loaders.extract.layout import Spelling, legible
from claimgraph.loaders.extract.registry import unbroken
from claimgraph.loaders.sources import read_sources

ROOT = Path(__file__).parents[2]
ARTICLES = [*sorted((ROOT / "seeds").glob("*.md")), *sorted((ROOT / "tests/eval/dev/articles").glob("*.txt"))[:6]]
SPELLING = Spelling(
    frozenset("ships rifles to say officials the of".split()).__contains__, {"Chad", "UK", "U.S."}.__contains__
)
WIRE = (
    "KYIV, May 3 (Example) - China sold drone engines to Russia\n"
    "in 2023, two officials said on Monday, adding that the deal\n"
    "was worth $40 million.\n"
)


@pytest.fixture(scope="module")
def extractor() -> Extractor:
    return load_extractor()


@pytest.fixture(scope="module")
def whole(extractor: Extractor) -> Callable[[Path], Reading]:
    """The reading of an article as it stands, read once for all widths."""

    def whole(path: Path) -> Reading:
        [article] = read_sources([str(path)])
        assert isinstance(article, Document)
        return read(extractor, article.text)

    return functools.cache(whole)


def read(extractor: Extractor, text: str) -> Reading:
    reading = extractor.read(Document(Article("a", "a", text_hash(text)), text))
    reading.check()
    return reading


def parts(claim: Claim, names: Mapping[str, str]) -> list[str]:
    return [names[part] for part in (claim.supplier, claim.recipient, claim.good)]


def told(reading: Reading) -> Counter[Any]:
    """What a reading says, without places: who supplies what to whom, who says so, in which words."""
    names = {entity.id: entity.name for entity in reading.entities}
    claims = {claim.id: claim for claim in reading.claims}
    return Counter(
        (
            *(
                names[part]
                for part in (claims[one.claim].supplier, claims[one.claim].recipient, claims[one.claim].good)
            ),
            claims[one.claim].modality,
            one.stance,
            one.speaker,
            one.hedged,
            one.time,
            one.quantity,
            " ".join(one.evidence.quote.split()),
        )
        for one in reading.statements
    )


def broken(text: str, width: int) -> str:
    lines = (textwrap.fill(line, width, break_long_words=False, break_on_hyphens=False) for line in text.split("\n"))
    return "\n".join(lines)


@pytest.mark.parametrize("width", [60, 72])
@pytest.mark.parametrize("path", ARTICLES, ids=lambda path: path.stem)
def test_an_article_says_the_same_with_its_lines_broken(
    extractor: Extractor, whole: Callable[[Path], Reading], path: Path, width: int
) -> None:
    narrow = read(extractor, broken(whole(path).document.text, width))
    assert told(narrow) == told(whole(path))


def test_a_quote_stands_in_the_text_with_its_line_breaks(extractor: Extractor) -> None:
    reading = read(extractor, WIRE)
    [quote] = {statement.evidence.quote for statement in reading.statements}
    assert quote.startswith("China sold drone engines to Russia\nin 2023, two officials")
    assert quote in WIRE


@given(st.text(alphabet=st.sampled_from("aB .,\n-\t:É1"), max_size=400))
def test_what_is_legible_is_as_long_as_the_text_and_differs_in_breaks_and_case_only(text: str) -> None:
    shown = legible(text, SPELLING)
    assert len(shown) == len(text)
    assert [sign.lower() for sign in shown] == [
        " " if a == "\n" != b else a.lower() for a, b in zip(text, shown, strict=True)
    ]


@pytest.mark.parametrize(
    "text",
    [
        "Norland sold lathes to Veridia in May, the ministry said on Monday, and it has sold none since then.\n"
        "Veridia denied it.\nIt has bought none.\n",
        "Norland sold lathes.\nVeridia bought them.\n",
        "Velmar Optics Ltd\n12 High Street, third floor\nPort Example\n",
        "The list that the ministry published on Monday holds two goods:\n- rifles of all kinds, and\n- lathes\n",
        "goods          2022    2023\nrifles         1,200   1,900\nlathes and mills  40      70\n",
        "From: Ada Lund\nTo: the desk of the evening paper\nSubject: sales of lathes and rifles to Veridia in the\n",
    ],
)
def test_paragraphs_of_one_line_lists_tables_addresses_and_heads_of_mails_stay_apart(text: str) -> None:
    assert legible(text, SPELLING) == text


@pytest.mark.parametrize(
    "head",
    [
        "NORLAND SHIPS RIFLES TO CHAD, OFFICIALS SAY TODAY",
        "Norland Ships Forty Hunting Rifles To Chad, Officials Say",
        "Rifles: what is known so far",
    ],
)
def test_a_headline_is_not_glued_to_the_text_below_it(head: str) -> None:
    below = (
        "Two officials said on Monday that Norland had shipped rifles\nto Chad, and that it would ship more of them.\n"
    )
    shown = legible(f"{head}\n{below}", SPELLING).split("\n")
    assert len(shown) == 3
    assert shown[1] == below.replace("\n", " ").strip()


def test_paragraphs_that_are_set_in_or_begin_with_a_dateline_stay_apart() -> None:
    first = (
        "  Two officials said on Monday that Norland had shipped rifles\nto Chad, and that it would ship more in May.\n"
    )
    second = "  Chad denied it, and its ministry said on Tuesday that it had not\nbought any.\n"
    assert legible(first + second, SPELLING).count("\n") == 2
    assert (
        legible(
            first + "OSLO, May 4 (Example) - Norland denied it in a statement that was\nsent to us.\n", SPELLING
        ).count("\n")
        == 2
    )


@pytest.mark.parametrize(
    ("line", "written"),
    [
        ("NORLAND SHIPS RIFLES TO CHAD, OFFICIALS SAY", "Norland ships rifles to Chad, officials say"),
        ("THE UK SHIPS CHAD'S RIFLES", "The UK ships Chad's rifles"),
        ("U.S. OFFICIALS SAY KESTREL SHIPS RIFLES", "U.S. officials say Kestrel ships rifles"),
        ("NATO", "NATO"),
    ],
)
def test_headlines_in_capitals_are_written_like_sentences(line: str, written: str) -> None:
    assert legible(line, SPELLING) == written


def test_a_name_in_a_headline_in_capitals_is_written_as_in_the_text_below() -> None:
    text = "OFFICIALS SAY IRAY SHIPS RIFLES\n\nThe firm iRay and NATO say so."
    assert legible(text, SPELLING).startswith("Officials say iRay ships rifles\n")


def test_a_headline_in_capitals_is_read(extractor: Extractor) -> None:
    reading = read(extractor, "CHINA SELLS DRONE ENGINES TO RUSSIA, U.S. OFFICIALS SAY\n\nThey gave no date.\n")
    [statement] = reading.statements
    names = {entity.id: entity.name for entity in reading.entities}
    [claim] = reading.claims
    assert [names[part] for part in (claim.supplier, claim.recipient, claim.good)] == [
        "China",
        "Russia",
        "drone engines",
    ]
    assert names[statement.speaker or ""] == "U.S. officials"
    assert statement.evidence.quote == "CHINA SELLS DRONE ENGINES TO RUSSIA, U.S. OFFICIALS SAY"


def test_a_word_that_a_line_end_divides_at_its_hyphen_is_one_word(extractor: Extractor) -> None:
    sold = (
        "Officials in Kyiv said on Monday that China had sold Russia long-\nrange drones worth $40 million in 2023.\n"
    )
    reading = read(extractor, sold)
    assert {entity.name for entity in reading.entities if entity.id in {claim.good for claim in reading.claims}} == {
        "long-range drones"
    }
    assert unbroken("short- and medium-range rockets") == "short- and medium-range rockets"

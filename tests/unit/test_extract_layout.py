"""Text with broken lines is read like text without: wire copy, mail, what is taken from PDFs."""

from __future__ import annotations

import functools
import itertools
import random
import textwrap
from collections import Counter
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claimgraph.graph.model import Article, Claim, Document, Reading, text_hash
from claimgraph.loaders.extract.entities import unbroken
from claimgraph.loaders.extract.extractor import Extractor
from claimgraph.loaders.extract.layout import legible
from claimgraph.loaders.extract.lexicon import Lexicon
from claimgraph.loaders.extract.lines import Spelling
from claimgraph.loaders.extract.parser import Parser
from claimgraph.loaders.extract.segment import split
from claimgraph.loaders.gazetteer import Gazetteer
from claimgraph.loaders.sources import read_sources

ROOT = Path(__file__).parents[2]
ARTICLES = [*sorted((ROOT / "seeds").glob("*.md")), *sorted((ROOT / "tests/eval/dev/articles").glob("*.txt"))[:6]]
BROKEN = sorted(path for name in ("dev", "blind-24") for path in (ROOT / f"tests/eval/{name}/articles").glob("*.txt"))[
    ::2
]
SPELLING = Spelling(
    frozenset("ships rifles to say officials the of".split()).__contains__, {"Chad", "UK", "U.S."}.__contains__
)
WIRE = (
    "KYIV, May 3 (Example) - China sold drone engines to Russia\n"
    "in 2023, two officials said on Monday, adding that the deal\n"
    "was worth $40 million.\n"
)


@pytest.fixture(scope="module")
def spelling() -> Spelling:
    """How the shipped word lists tell that words are spelled."""
    lexicon, states = Lexicon.load(), Gazetteer.load().states
    is_word = Parser.load().is_form
    return Spelling(is_word, lambda words: states.exact(words) is not None, lexicon.unfinished, lexicon.hyphenated)


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


@given(st.text(alphabet=st.sampled_from("aB .,\n-\t:É1>\xad"), max_size=400))
def test_every_sign_that_is_read_stands_in_the_text_but_for_breaks_and_case(text: str) -> None:
    shown = legible(text, SPELLING)
    places = [shown.stored(offset, offset + 1) for offset in range(len(shown.text))]
    assert all(end == start + 1 for start, end in places)
    assert all(before < after for before, after in itertools.pairwise(places))
    for sign, (start, end) in zip(shown.text, places, strict=True):
        assert sign.lower() == text[start:end].lower() or (sign == " " and text[start:end].isspace())


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
    assert legible(text, SPELLING).text == text


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
    shown = legible(f"{head}\n{below}", SPELLING).text.split("\n")
    assert len(shown) == 3
    assert shown[1] == below.replace("\n", " ").strip()


def test_paragraphs_that_are_set_in_or_begin_with_a_dateline_stay_apart() -> None:
    first = (
        "  Two officials said on Monday that Norland had shipped rifles\nto Chad, and that it would ship more in May.\n"
    )
    second = "  Chad denied it, and its ministry said on Tuesday that it had not\nbought any.\n"
    assert legible(first + second, SPELLING).text.count("\n") == 2
    assert (
        legible(
            first + "OSLO, May 4 (Example) - Norland denied it in a statement that was\nsent to us.\n", SPELLING
        ).text.count("\n")
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
    assert legible(line, SPELLING).text == written


def test_a_name_in_a_headline_in_capitals_is_written_as_in_the_text_below() -> None:
    text = "OFFICIALS SAY IRAY SHIPS RIFLES\n\nThe firm iRay and NATO say so."
    assert legible(text, SPELLING).text.startswith("Officials say iRay ships rifles\n")


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


PARAGRAPHS = [
    "Two officials said on Monday that North Korea had supplied artillery shells to Russia in 2023. Russia denied it.",
    "The ministry in Kyiv said that Velmar Optics had shipped night-vision scopes to the United Arab Emirates in May.",
    "According to three traders, China sold Russia machine tools and drone engines worth $40 million last year.",
    "Saudi Arabia has bought armoured vehicles from South Africa, the defence minister told reporters in Riyadh.",
    "Prosecutors allege that a Turkish broker delivered microchips to Moscow. The broker's lawyer rejected the claim.",
    "Iran plans to deliver ballistic missiles to Syria next spring, a Western diplomat said on condition of anonymity.",
    "A spokesman for the Foreign Ministry of Norway denied on Friday that Norway had exported ammunition to Sudan.",
    "In Oslo, the Norwegian firm Kestrel Marine confirmed that it had supplied patrol boats to Nigeria in March 2021.",
    "Germany delivered air-defence systems to Ukraine in October, and Italy supplied howitzers to Ukraine in November.",
    "The European Union said that Belarus was sending long-range rockets to Eritrea. Belarus called that an invention.",
    "Sri Lanka received spare parts for helicopters from the Czech Republic in 2019, customs records show.",
    "Officials in New Delhi said on Thursday that Orlik Avia of Poland had sold transport aircraft to Burkina Faso.",
]


def ragged(text: str, width: int) -> str:
    """A text with its lines broken at some word that would still have fitted, if possible after one with a capital."""
    draw, lines, line = random.Random(f"{width} {text}"), list[str](), list[str]()  # noqa: S311
    for word, following in itertools.pairwise([*text.split(), ""]):
        line.append(word)
        length = len(" ".join(line))
        inside_name = word[0].isupper() and following[:1].isupper() and not word.endswith((".", ","))
        early = length > 0.7 * width and (inside_name or draw.random() < 0.3)
        if early or length + 1 + len(following) > width:
            lines.append(" ".join(line))
            line = []
    return "\n".join([*lines, " ".join(line)]).strip() + "\n"


def quoted(text: str, width: int) -> str:
    """A text as mail quotes it."""
    mark = "> " if width % 2 else ">> "
    return "".join(f"{mark}{line}\n" for line in textwrap.wrap(text, width - len(mark), break_on_hyphens=False))


def hyphenated(text: str, width: int) -> str:
    """A text with the words that do not fit divided at line ends."""
    lines, line = list[str](), ""
    for word in text.split():
        room = width - len(line) - 2
        if len(line) + 1 + len(word) <= width:
            line = f"{line} {word}".strip()
        elif word.isalpha() and 2 <= room <= len(word) - 2:
            lines.append(f"{line} {word[:room]}-")
            line = word[room:]
        else:
            lines.append(line)
            line = word
    return "\n".join([*lines, line]) + "\n"


def narrow(text: str, width: int) -> str:
    """A text in lines that are as full as they can be."""
    return textwrap.fill(text, width, break_long_words=False, break_on_hyphens=False) + "\n"


def stretched(text: str, width: int) -> str:
    """A text whose lines are as full as they can be, and stretched to one width, but for the last one."""
    *lines, last = textwrap.wrap(text, width, break_long_words=False, break_on_hyphens=False)
    return "\n".join([*(_justified(line, width, odd=place % 2 == 1) for place, line in enumerate(lines)), last]) + "\n"


def stretched_and_hyphenated(text: str, width: int) -> str:
    """A text in lines of one width, at the ends of which words are divided."""
    *lines, last = hyphenated(text, width).splitlines()
    return "\n".join([*(_justified(line, width, odd=place % 2 == 1) for place, line in enumerate(lines)), last]) + "\n"


def _justified(line: str, width: int, *, odd: bool) -> str:
    """A line with blanks between its words, the wider gaps on its left or on its right."""
    words = line.split()
    gaps = max(1, len(words) - 1)
    least, more = divmod(max(0, width - len(line)), gaps)
    sizes = [1 + least + (place >= gaps - more if odd else place < more) for place in range(gaps)]
    return "".join(f"{word}{' ' * size}" for word, size in zip(words, [*sizes, 0], strict=False))


def claimed(reading: Reading) -> Counter[Any]:
    """Who supplies what to whom, and who says so or denies it."""
    names = {entity.id: entity.name for entity in reading.entities}
    claims = {claim.id: claim for claim in reading.claims}
    return Counter(
        (*parts(claims[one.claim], names), claims[one.claim].modality, one.stance, names.get(one.speaker or ""))
        for one in reading.statements
    )


@pytest.mark.parametrize("manner", [ragged, quoted, hyphenated], ids=lambda manner: manner.__name__)
@pytest.mark.parametrize("text", PARAGRAPHS, ids=lambda text: text[:20])
def test_a_paragraph_claims_the_same_in_every_manner_of_breaking_lines(
    extractor: Extractor, text: str, manner: Callable[[str, int], str]
) -> None:
    whole = claimed(read(extractor, f"{text}\n"))
    assert whole
    for width in (65, 68, 71, 74, 77, 80):
        assert claimed(read(extractor, manner(text, width))) == whole, manner(text, width)


IN_COLUMNS = [narrow, stretched, hyphenated, stretched_and_hyphenated]


@pytest.mark.parametrize("manner", IN_COLUMNS, ids=lambda manner: manner.__name__)
@pytest.mark.parametrize("text", PARAGRAPHS, ids=lambda text: text[:20])
def test_a_paragraph_claims_the_same_in_a_column_of_every_width(
    extractor: Extractor, text: str, manner: Callable[[str, int], str]
) -> None:
    whole = claimed(read(extractor, f"{text}\n"))
    for width in (20, 26, 33, 44, 58):
        reading = read(extractor, manner(text, width))
        assert claimed(reading) == whole, manner(text, width)


@pytest.mark.parametrize("manner", IN_COLUMNS, ids=lambda manner: manner.__name__)
def test_each_sentence_stands_in_one_line_at_every_width(spelling: Spelling, manner: Callable[[str, int], str]) -> None:
    tried = [(text, width) for text in PARAGRAPHS for width in range(18, 91)]
    shown = {one: legible(manner(*one), spelling).text for one in tried}
    broken = [one for one in tried if shown[one].split() != one[0].split()]
    split = [one for one in tried if "\n" in shown[one].strip().replace(".\n", "")]
    assert len(broken) <= len(tried) / 100, broken
    assert len(split) <= len(tried) / 100, split


def anywhere(text: str, seed: int, least: int, most: int) -> str:
    """A text with its lines broken at lengths without any order, and half of the words that do not fit divided."""
    draw = random.Random(seed)  # noqa: S311
    return "\n".join(_anywhere(line, draw, least, most) for line in text.split("\n"))


def _anywhere(text: str, draw: random.Random, least: int, most: int) -> str:
    lines, line, width = list[str](), "", draw.randint(least, most)
    for word in text.split():
        rest = word
        while line and len(line) + 1 + len(rest) > width:
            room = width - len(line) - 2
            divided = rest.isalpha() and 2 <= room <= len(rest) - 3 and draw.random() < 0.5
            lines.append(f"{line} {rest[:room]}-" if divided else line)
            rest, line, width = (rest[room:] if divided else rest), "", draw.randint(least, most)
        line = f"{line} {rest}".strip()
    return "\n".join([*lines, line])


@pytest.mark.parametrize(("least", "most"), [(15, 90), (18, 21), (30, 70)])
def test_each_sentence_of_an_article_stands_whole_where_lines_are_broken_anywhere(
    spelling: Spelling, least: int, most: int
) -> None:
    lost = total = 0
    for path in BROKEN:
        text = path.read_text(encoding="utf-8")
        prose = [sentence for sentence in sentences_of(legible(text, spelling).text) if sentence.endswith((".", '."'))]
        for seed in range(2):
            found = Counter(sentences_of(legible(anywhere(text, seed, least, most), spelling).text))
            lost += (Counter(prose) - found).total()
            total += len(prose)
    assert lost <= total / 100


def sentences_of(text: str) -> list[str]:
    return [" ".join(sentence.readable.split()) for sentence in split(text, Lexicon.load().abbreviations)]


def test_articles_claim_the_same_with_their_lines_broken_anywhere(
    extractor: Extractor, whole: Callable[[Path], Reading]
) -> None:
    tried = [(path, seed) for path in ARTICLES[::2] for seed in (1, 2)]
    other = [
        (path.stem, seed)
        for path, seed in tried
        if claimed(read(extractor, anywhere(whole(path).document.text, seed, 15, 90))) != claimed(whole(path))
    ]
    assert len(other) <= len(tried) / 10, other


@pytest.mark.parametrize(
    "kept",
    [
        "Goods of May:\n- rifles of all kinds\n- lathes\n- drones\n",
        "goods          2022    2023\nrifles         1,200   1,900\nlathes and mills  40      70\n",
        "NORLAND SHIPS RIFLES TO CHAD, OFFICIALS SAY TODAY\n",
        "rifles of all kinds,\nspare parts for lathes,\nmills and presses,\nand drones.\n",
        "Ada Lund\nVelmar Optics Ltd\n12 High Street\nPort Example\n",
    ],
)
def test_lists_tables_and_headlines_stay_lines_in_a_text_with_lines_broken_anywhere(
    spelling: Spelling, kept: str
) -> None:
    prose = [anywhere(text, 4, 15, 90) for text in PARAGRAPHS]
    shown = legible("\n\n".join([*prose[:6], kept.strip(), *prose[6:]]), spelling).text
    lines = kept.strip().split("\n")
    assert (
        "\n".join(line for line in shown.split("\n") if line.lower() in map(str.lower, lines)).count("\n")
        == len(lines) - 1
    )


def test_a_headline_without_an_empty_line_behind_it_stays_apart_where_lines_are_broken_anywhere(
    spelling: Spelling,
) -> None:
    head = "Norland ships forty rifles to Chad"
    for seed in range(20):
        text = f"{head}\n" + "\n\n".join(anywhere(text, seed, 15, 90) for text in PARAGRAPHS)
        assert legible(text, spelling).text.startswith(f"{head}\n")


@pytest.mark.parametrize(
    "text",
    [
        "The grey ships came in with the tide\nAnd brought the guns ashore,\nThe men of Chad stood side by side\n"
        "Who had no guns before.\n",
        "rifles of all kinds,\nspare parts for lathes,\nmills and presses,\nand drones.\n",
        "Norland rifles\nVeridian lathes\nmissiles\n",
        "goods      2022   2023\nrifles    1,200  1,900\nlathes       40     70\n",
        "Velmar Optics Ltd\n12 High Street\nPort Example\n",
        "Norland ships rifles\n\nVeridia denies it\n",
        "Two officials said:\n- rifles went to Chad\n- lathes went to Mali\n",
        "1. rifles for the army\n2. lathes for the yards\n",
    ],
)
def test_verse_lists_tables_and_headlines_in_narrow_columns_stay_lines(spelling: Spelling, text: str) -> None:
    assert legible(text, spelling).text == text


def test_a_dash_that_opens_a_line_of_prose_opens_no_list(spelling: Spelling) -> None:
    text = "Norland sold rifles to Chad in May\n- officials in Oslo said on Monday\n- and lathes to Mali.\n"
    assert legible(text, spelling).text == text
    text = text.replace("\n- and", "\nand")
    assert "May - officials in Oslo said on Monday and" in legible(text, spelling).text


@given(st.sampled_from(PARAGRAPHS), st.sampled_from([ragged, quoted, hyphenated]), st.integers(65, 80))
def test_each_sentence_is_read_as_it_stands_in_one_line(
    spelling: Spelling, text: str, manner: Callable[[str, int], str], width: int
) -> None:
    shown = legible(manner(text, width), spelling).text
    assert shown.replace(".\n", ". ").strip() == text


def test_a_quote_across_lines_of_quoted_mail_stands_in_the_text_with_its_marks(extractor: Extractor) -> None:
    text = "Ada wrote:\n\n" + quoted(PARAGRAPHS[2], 65)
    [quote] = {statement.evidence.quote for statement in read(extractor, text).statements}
    assert quote in text
    assert "\n> " in quote


def test_a_divided_word_is_a_name_like_any_other_and_its_places_are_those_in_the_text(extractor: Extractor) -> None:
    text = (
        "Officials in Kyiv said on Monday that Belarus had delivered mis-\n"
        "siles to Syria and that it had delivered long-range rockets to Mos-\n"
        "cow.\n"
    )
    reading = read(extractor, text)
    names = {entity.id: entity.name for entity in reading.entities}
    assert {tuple(parts(claim, names)) for claim in reading.claims} == {
        ("Belarus", "Syria", "missiles"),
        ("Belarus", "Russia", "long-range rockets"),
    }
    marked = {text[role.start : role.end] for one in reading.statements for role in one.roles}
    assert {"mis-\nsiles", "Mos-\ncow"} <= marked


@pytest.mark.parametrize(
    ("broken", "whole"),
    [
        ("Norway sold Sudan anti-\naircraft guns", "Norway sold Sudan anti-aircraft guns"),
        ("Norway sold Sudan short-\nand medium-range rockets", "Norway sold Sudan short- and medium-range rockets"),
        ("the Oslo-\nbased firm sold them", "the Oslo-based firm sold them"),
        ("the firm Ural-\nVektor sold them", "the firm Ural-Vektor sold them"),
        ("Norway bought F-\n16 fighters", "Norway bought F-16 fighters"),
        ("Norway sold thous-\nand rifles", "Norway sold thousand rifles"),
        ("Norway shipped them in-\nto Chad", "Norway shipped them into Chad"),
        ("Johor paid, and Joh-\nor said so", "Johor paid, and Johor said so"),
        ("Norway beg-\nan to ship them", "Norway began to ship them"),
        ("the COVAX pool and COV-\nAX sold them", "the COVAX pool and COVAX sold them"),
        ("Norway bought semi-\nconductors", "Norway bought semiconductors"),
        ("Norway sold rifles to Afghan-\nistan", "Norway sold rifles to Afghanistan"),
        ("Norway bought mis\xad\nsiles and am\xadmunition", "Norway bought missiles and ammunition"),
    ],
)
def test_a_hyphen_at_a_line_end_stays_where_the_word_has_one(spelling: Spelling, broken: str, whole: str) -> None:
    before, after = "Two officials said in the capital on Monday, and this is well known: ", " then, as they recall.\n"
    shown = legible(f"{before[:-2]}, {broken}{after}", spelling).text
    assert shown == f"{before[:-2]}, {whole}{after}"


BELOW = "Two officials said on Monday that Norway had shipped rifles to"


@pytest.mark.parametrize(
    ("lines", "apart"),
    [
        (
            [
                BELOW,
                "Chad:",
                "- rifles of all kinds",
                "- lathes from Norway that were bought",
                "* engines",
                "1. Shells",
            ],
            5,
        ),
        ([BELOW, "Chad.", "goods\t2022\t2023", "Rifles from a plant\t1,200\t1,900", "Lathes from abroad\t40\t70"], 4),
        (
            ["Norway ships forty hunting rifles to Chad, officials say", BELOW, "Chad.", "What is known so far", BELOW],
            4,
        ),
        ([f"> {BELOW}", "> Chad in May", "That is not what the ministry said when we asked it on Tuesday"], 2),
        ([f"> {BELOW}", "> Chad in May", ">> That is not what the ministry said when we asked it on May 3"], 2),
    ],
    ids=["bullets", "table", "headings", "answer below", "answer within"],
)
def test_lists_tables_headings_and_answers_to_mail_are_not_joined(
    spelling: Spelling, lines: list[str], apart: int
) -> None:
    """Only the paragraph that is broken is joined, which takes one line break."""
    shown = legible("\n".join(lines), spelling).text.split("\n")
    assert len(shown) == apart == len(lines) - 1
    assert f"{BELOW} Chad" in "\n".join(shown)


@pytest.mark.parametrize(
    "text",
    [
        "> Officials said on Monday that North\n> Korea had supplied shells to Mos-\n> cow in 2023.\n",
        "Officials said on Monday that North\nKorea had supplied shells to Mos-\ncow in 2023.\n",
    ],
)
def test_short_lines_are_joined_where_they_divide_a_name(extractor: Extractor, text: str) -> None:
    reading = read(extractor, text)
    names = {entity.id: entity.name for entity in reading.entities}
    assert {tuple(parts(claim, names)) for claim in reading.claims} == {("North Korea", "Russia", "shells")}

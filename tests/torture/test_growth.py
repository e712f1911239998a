"""Time grows with the length of what is read and no faster: texts, pages, names, queries made to take long."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import suppress
from pathlib import Path
from typing import TypeVar

import patterns
import pytest
from growth import EndlessError, Growth, worst_growth
from marked import MarkedReader
from tried import Tried

from claimgraph.graph.errors import LoadError, QueryError
from claimgraph.graph.model import Document, Entity, EntityType
from claimgraph.graph.names import fold, fuzzy_query, likeness, nearness, phrase_query
from claimgraph.graph.printable import message, no_formula
from claimgraph.graph.store.cypher_guard import CypherGuard
from claimgraph.graph.store.cypher_size import check_size
from claimgraph.graph.store.query import message_of
from claimgraph.loaders.extract.extractor import Extractor
from claimgraph.loaders.extract.seats import seats_told
from claimgraph.loaders.gazetteer import Gazetteer
from claimgraph.loaders.reading import read_here
from claimgraph.loaders.sources import Limits, read_sources
from claimgraph.loaders.sources.decode import decode_page
from claimgraph.loaders.sources.markup import settled_kind
from claimgraph.loaders.sources.page import read_page
from claimgraph.loaders.sources.walk import Kind
from claimgraph.queries.cyphertext import is_blank, masked, parameters_in, starts_like_cypher
from claimgraph.queries.header import has_header, parse_query

Subject = TypeVar("Subject")
TEXT_SIZE, PAGE_SIZE, NAME_SIZE = 8_000, 32_000, 16_000
"""The smallest sizes: what is read sentence by sentence shows its growth sooner than what is only looked through."""
SHORT_DOUBLINGS, LONG_DOUBLINGS = 1, 4
"""Short: up to 16,000 characters of text; what grows later is for the long form to see."""
FIRM = Entity("firm:harbour-works", EntityType.FIRM, "Harbour Works", ("Harbour",))
GAZETTEER = Gazetteer.load()
BEYOND_AT_ONCE = 100_000
"""A page of so many characters has a deadline; one of 25,000 is read at once, and takes two seconds at most."""
SHORT_DEADLINE = Limits(page_seconds=1.0)
QUERY_NAME = "asked"
FEWEST = 200
SENTENCES: dict[str, Callable[[int], str]] = {
    "the same report": lambda n: (
        f"The [o{n} report] [c{n} said] [s{n} Poland] [t{n} sold] [g{n} drones] to [r{n} Chad]. "
    ),
    "other firms each time": lambda n: (
        f"[s{n} {{Firm Velmar{n} Works}}] [t{n} sold] [g{n} drones] to [r{n} {{Firm Orbelin{n} Trade}}] in May. "
    ),
    "firms with their seats": lambda n: (
        f"[s{n} {{Firm Velmar{n} Works}} of Chad] [t{n} sold] [g{n} drones] to [r{n} {{Firm Orb{n} Works}} of Kenya]. "
    ),
    "another good each time": lambda n: f"[s{n} Poland] [t{n} sold] [g{n} drones of kind {n}] to [r{n} Chad] in May. ",
}
"""Sentences of which each tells of an event of its own, by their numbers."""

LOOKUPS: dict[str, Callable[[str], object]] = {
    "folded": fold,
    "asked of the index": phrase_query,
    "asked of the index by its words": fuzzy_query,
    "compared": lambda name: nearness(FIRM.name, FIRM.aliases, name),
    "likened": lambda name: likeness(FIRM, name),
    "taken for a state": GAZETTEER.state,
    "taken for states": GAZETTEER.described,
    "stripped of legal forms": GAZETTEER.firms.strip,
    "taken for something like a firm": GAZETTEER.is_firm_like,
    "taken for an organization": GAZETTEER.is_organization_like,
    "taken for a good": GAZETTEER.good,
    "stripped of titles": GAZETTEER.strip_title,
    "printed": message,
    "written into a table": no_formula,
}
CYPHER: dict[str, Callable[[str], object]] = {
    "parameters": parameters_in,
    "masked": masked,
    "first word": starts_like_cypher,
    "blank": is_blank,
    "header": has_header,
}
GUARD = CypherGuard.standard()
PLAN: dict[str, Callable[[str], object]] = {
    "checked": lambda details: GUARD.check("r", {"operatorType": "Projection", "args": {"Details": details}})
}


def kind_of(text: str) -> Kind | None:
    """What a file is read as; None for what is no article."""
    with suppress(LoadError):
        return settled_kind(text, Kind.TEXT)
    return None


Patterns = Mapping[str, Callable[[int], str]]
TEXTS: Mapping[str, tuple[str, Patterns]] = {
    "text": (".txt", patterns.TEXTS),
    "Markdown": (".md", patterns.MARKDOWN),
}
LOOKED_THROUGH: Mapping[str, tuple[Patterns, Mapping[str, Callable[[str], object]]]] = {
    "a name in a look-up": (patterns.NAMES, LOOKUPS),
    "a query": (patterns.QUERIES, CYPHER),
    "the beginning of a file": (patterns.BEGINNINGS, {"kind": kind_of}),
    "a plan": (patterns.PLANS, PLAN),
    "what tells seats of firms": (patterns.SEATS, {"told": lambda text: seats_told(text, {"firm"}.__contains__)}),
    "a message of the server": (patterns.MESSAGES, {"told": message_of}),
}


@pytest.fixture
def doublings(is_long: bool) -> int:
    """How often sizes are doubled."""
    return LONG_DOUBLINGS if is_long else SHORT_DOUBLINGS


@pytest.mark.parametrize(("kind", "name"), [(kind, name) for kind, (_, some) in TEXTS.items() for name in some])
def test_a_text_takes_time_by_its_length(
    tmp_path: Path, kind: str, name: str, extractor: Extractor, doublings: int, tried: Tried
) -> None:
    suffix, made = TEXTS[kind]
    with tried.holding(f"pattern of {kind}, time by its length"):
        assert_linear(_files(tmp_path, made[name], suffix), _reader(extractor), TEXT_SIZE, doublings)


@pytest.mark.parametrize("name", patterns.PAGES)
def test_a_page_takes_time_by_its_length_or_is_left_at_its_deadline(
    tmp_path: Path, name: str, doublings: int, tried: Tried
) -> None:
    def read(file: Path) -> None:
        with suppress(LoadError):  # here, not by read_sources: that starts a process for a large page
            read_page(decode_page(file.read_bytes()).text)

    pages = _files(tmp_path, patterns.PAGES[name], ".html")
    if measured(pages, read, PAGE_SIZE, doublings).is_linear:
        tried.count("pattern of page, time by its length", held=True)
        return
    with tried.holding("pattern of page, more than linear, bounded by the deadline"):
        after = tmp_path / "after.txt"
        after.write_text(patterns.OPENING)
        results = list(read_sources([pages(BEYOND_AT_ONCE), after], SHORT_DEADLINE, notice=_nobody))
        assert len(results) == 2
        assert isinstance(results[1], Document)


@pytest.mark.parametrize(
    ("kind", "name", "work"),
    [(kind, name, work) for kind, (made, works) in LOOKED_THROUGH.items() for name in made for work in works],
)
def test_what_is_looked_through_takes_time_by_its_length(
    kind: str, name: str, work: str, doublings: int, tried: Tried
) -> None:
    made, works = LOOKED_THROUGH[kind]
    with tried.holding(f"pattern of {kind}, time by its length"):
        assert_linear(made[name], works[work], NAME_SIZE, doublings)


@pytest.mark.parametrize("name", {**patterns.HEADERS, **patterns.QUERIES})
def test_a_saved_query_takes_time_by_its_length(name: str, doublings: int, tried: Tried) -> None:
    def parse(text: str) -> None:
        with suppress(QueryError):
            parse_query(text, QUERY_NAME)
        with suppress(QueryError):
            check_size(text)

    with tried.holding("pattern of a saved query, time by its length"):
        assert_linear({**patterns.QUERIES, **patterns.HEADERS}[name], parse, NAME_SIZE, doublings)


@pytest.mark.parametrize("name", SENTENCES)
def test_what_sentences_mean_is_found_in_a_time_by_their_number(name: str, doublings: int, tried: Tried) -> None:
    reader = MarkedReader()
    with tried.holding("pattern of marked sentences, time by their number"):
        assert_linear(lambda count: "".join(map(SENTENCES[name], range(count))), reader.doc, FEWEST, doublings)


def assert_linear(
    make: Callable[[int], Subject], work: Callable[[Subject], object], smallest: int, doublings: int
) -> None:
    growth = measured(make, work, smallest, doublings)
    assert growth.is_linear, f"at {growth.size:,} characters each takes {growth.factor:.2f} times as long as at half"


def measured(
    make: Callable[[int], Subject], work: Callable[[Subject], object], smallest: int, doublings: int
) -> Growth:
    """The worst growth; without end where one work takes longer than a minute."""
    try:
        return worst_growth(make, work, smallest, doublings)
    except EndlessError:
        return Growth(float("inf"), smallest << doublings)


def _files(folder: Path, make: Callable[[int], str], suffix: str) -> Callable[[int], Path]:
    def write(size: int) -> Path:
        file = folder / f"{size}{suffix}"
        file.write_text(make(size), encoding="utf-8")
        return file

    return write


def _reader(extractor: Extractor) -> Callable[[Path], object]:
    return lambda file: list(read_here(read_sources([file], notice=_nobody), extractor))


def _nobody(_: str) -> None:
    """Takes remarks that nobody needs."""

"""By which nouns whom one may call, and what follows for descriptions that name nobody."""

from __future__ import annotations

import pytest

from claimgraph.graph.model import Article, Document, Entity, EntityType, text_hash
from claimgraph.loaders.extract.callings import Callings
from claimgraph.loaders.extract.history import History
from claimgraph.loaders.extract.lexicon import Lexicon
from claimgraph.loaders.extract.parser import Parser
from claimgraph.loaders.extract.records import to_record
from claimgraph.loaders.extract.registry import Registry
from claimgraph.loaders.extract.rules import RuleExtractor
from claimgraph.loaders.gazetteer import Gazetteer


@pytest.fixture(scope="module")
def gazetteer() -> Gazetteer:
    return Gazetteer.load()


@pytest.fixture(scope="module")
def lexicon() -> Lexicon:
    return Lexicon.load()


def callings(gazetteer: Gazetteer, lexicon: Lexicon, *names: tuple[str, EntityType]) -> tuple[Callings, History]:
    """Of an article that names these; the id of each is its name."""
    history, registry = History(), Registry(gazetteer)
    for name, kind in names:
        registry.note(Entity(name, kind, name))
    return Callings(history, registry, lexicon), history


@pytest.mark.parametrize(
    ("word", "name", "kind", "may"),
    [
        ("hospital", "Fjellnett", EntityType.FIRM, False),
        ("hospital", "Soroca Central Hospital", EntityType.ORGANIZATION, True),
        ("bank", "Commerzbank", EntityType.FIRM, True),
        ("company", "International Paper", EntityType.FIRM, True),
        ("clinic", "Coromoto Health", EntityType.ORGANIZATION, True),
        ("rebel", "Houthis", EntityType.ORGANIZATION, True),
        ("rebel", "Vakaga Front", EntityType.ORGANIZATION, True),
        ("rebel", "U.S. Central Command", EntityType.ORGANIZATION, False),
        ("rebel", "Yunxi Chem", EntityType.FIRM, False),
        ("rebel", "Norland's foreign ministry", EntityType.ORGANIZATION, False),
        ("ministry", "Court of Veridia", EntityType.ORGANIZATION, False),
        ("company", "Fjellnett", EntityType.FIRM, True),
        ("company", "Norland Trade Ministry", EntityType.ORGANIZATION, False),
        ("buyer", "China's customs statistics", EntityType.ORGANIZATION, False),
    ],
)
def test_a_particular_noun_calls_only_whom_his_name_says_so(
    gazetteer: Gazetteer, lexicon: Lexicon, word: str, name: str, kind: EntityType, *, may: bool
) -> None:
    told, _ = callings(gazetteer, lexicon, (name, kind))
    assert told.may_be(word, name) is may


def test_whom_the_article_called_so_it_may_call_so_again(gazetteer: Gazetteer, lexicon: Lexicon) -> None:
    told, history = callings(gazetteer, lexicon, ("Aster", EntityType.ORGANIZATION))
    assert not told.may_be("clinic", "Aster")
    history.describe("Aster", "clinic")
    assert told.may_be("clinic", "Aster")


@pytest.mark.parametrize(
    ("word", "name", "is_called"),
    [
        ("hospital", "Hospital of the Red Cross", True),
        ("hospital", "Hospital Central", True),
        ("hospital", "Hospital Doctors' Union", False),
        ("refinery", "Mundra Refinery Company", True),
        ("mill", "Norland Mills", True),
        ("partnership", "Global Shots Partnership", True),
        ("partnership", "Solomon Islands", False),
    ],
)
def test_a_noun_in_a_name_counts_where_it_says_what_he_is(
    gazetteer: Gazetteer, lexicon: Lexicon, word: str, name: str, *, is_called: bool
) -> None:
    told, _ = callings(gazetteer, lexicon, (name, EntityType.ORGANIZATION))
    assert told.is_in_name(word, name) is is_called


@pytest.mark.parametrize(
    ("text", "recipients"),
    [
        (
            "Fjellnett Power repairs the grid. Iceland sent 40 tonnes of cable to the hospital.",
            set[str](),
        ),
        (
            "Fjellnett Power repairs the grid. Iceland sent 40 tonnes of cable to the company.",
            {"Fjellnett Power"},
        ),
        (
            "Fjellnett Power repairs the grid. Iceland sent 40 tonnes of cable to the mills.",
            set[str](),
        ),
        (
            "Iceland sent 40 tonnes of cable to the Soroca Hospital. Norway shipped pumps to the hospital, too.",
            {"Soroca Hospital"},
        ),
    ],
)
def test_what_a_description_goes_back_to(
    gazetteer: Gazetteer, lexicon: Lexicon, text: str, recipients: set[str]
) -> None:
    extractor = RuleExtractor(Parser.load(), gazetteer, lexicon)
    reading = extractor.read(Document(Article("a", "a", text_hash(text)), text))
    assert {claim["recipient"] for claim in to_record(reading)["claims"]} == recipients

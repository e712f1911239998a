"""The longest known name wins over a part of it: no party is taken for a state whose name stands in its own."""

from __future__ import annotations

import pytest
from marked import document

from claimgraph.graph.model import Reading
from claimgraph.loaders.extract.extractor import Extractor
from claimgraph.loaders.gazetteer import Gazetteer


def read(extractor: Extractor, text: str) -> Reading:
    reading = extractor.read(document(text))
    reading.check()
    return reading


def parties(reading: Reading) -> set[str]:
    """The ids of all parties but Iran."""
    return {id for claim in reading.claims for id in (claim.supplier, claim.recipient)} - {"state:IR"}


@pytest.mark.parametrize(
    ("name", "id"),
    [
        ("Turks and Caicos", "state:TC"),
        ("Turks and Caicos Islands", "state:TC"),
        ("Wallis and Futuna", "state:FR"),
        ("Papua New Guinea", "state:PG"),
        ("Equatorial Guinea", "state:GQ"),
        ("Northern Ireland", "state:GB"),
        ("Inner Mongolia", "state:CN"),
        ("British Columbia", "state:CA"),
        ("British Virgin Islands", "state:VG"),
        ("New South Wales", "state:AU"),
        ("New England", "state:US"),
        ("New Mexico", "state:US"),
        ("French Guiana", "state:GF"),
        ("American Samoa", "state:AS"),
        ("Netherlands Antilles", "state:NL"),
        ("Dutch Antilles", "state:NL"),
        ("West Papua", "state:ID"),
    ],
)
def test_a_state_or_a_part_of_one_is_read_by_its_whole_name(extractor: Extractor, name: str, id: str) -> None:
    for text in (f"{name} sold rifles to Iran.", f"Iran bought rifles from {name}."):
        reading = read(extractor, text)
        assert parties(reading) == {id}, text
        assert {one.id for one in reading.entities if one.type.value == "State"} == {id, "state:IR"}, text


@pytest.mark.parametrize(
    "text",
    [
        "Rebels from New Guinea sold rifles to Iran.",
        "A ship in the Indian Ocean delivered rifles to Iran.",
        "A ship in the South China Sea delivered rifles to Iran.",
        "China Airlines delivered rifles to Iran.",
        "Air India delivered rifles to Iran.",
        "The Bank of China sold gold to Iran.",
        "Turkish Airlines delivered rifles to Iran.",
        "Chad Johnson bought rifles from Iran.",
        "Michael Jordan sold rifles to Iran.",
    ],
)
def test_a_name_that_holds_a_state_s_is_not_that_state_as_a_party(extractor: Extractor, text: str) -> None:
    assert not any(id.startswith("state:") for id in parties(read(extractor, text)))


@pytest.mark.parametrize(
    "text",
    [
        "A firm in the US state of Georgia sold rifles to Iran.",
        "Atlanta, Georgia, sold rifles to Iran.",
        "Police in Georgia bought rifles from Iran, the Georgia governor said.",
    ],
)
def test_georgia_is_the_american_state_where_the_text_shows_it(extractor: Extractor, text: str) -> None:
    assert "state:GE" not in {one.id for one in read(extractor, text).entities}


def test_georgia_is_the_country_elsewhere(extractor: Extractor) -> None:
    assert parties(read(extractor, "Georgia sold rifles to Iran, officials in Tbilisi and Atlanta said.")) == {
        "state:GE"
    }


@pytest.mark.parametrize(
    "text",
    ["Iran bought rifles from Zondrel.", "Iran armed Zondrel Works with rifles.", "Iran sent Zondrel rifles."],
)
def test_who_deals_with_a_state_is_not_at_home_there(extractor: Extractor, text: str) -> None:
    assert {one.country for one in read(extractor, text).entities} == {None}


@pytest.mark.parametrize("noun", ["Officials", "Traders", "Diplomats"])
def test_a_noun_that_opens_a_sentence_is_no_name(extractor: Extractor, noun: str) -> None:
    [statement] = read(extractor, f"{noun} said China sold rifles to Iran.").statements
    assert (statement.voice, "/" in (statement.speaker or "")) == (None, True)


def test_provinces_lie_in_states_that_are_known() -> None:
    gazetteer = Gazetteer.load()
    for name in ("Northern Ireland", "Niger Delta", "New England", "Svalbard"):
        assert gazetteer.places.is_province(name)
        assert gazetteer.states.get(gazetteer.places.state(name) or "") is not None
    assert not gazetteer.places.is_province("Ireland")

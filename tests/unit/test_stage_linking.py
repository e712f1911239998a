"""Linking: named mentions as entities, each with its names, its type and to whom it belongs."""

from __future__ import annotations

from dataclasses import replace

import pytest
from marked import MarkedReader, told

from claimgraph.graph.model import Entity, EntityType
from claimgraph.loaders.extract.annotations import Mention, MentionType
from claimgraph.loaders.extract.network.tagger import Tagged

SUPPLY = " [s Poland] [t sold] [g rifles] to [r Mali]."


def entities(reader: MarkedReader, text: str) -> dict[str, Entity]:
    """The entities of an article in which a transfer is told behind some text, by id."""
    doc = reader.doc(text + SUPPLY)
    assert doc.entities is not None
    return {id: one for id, one in doc.entities.entities.items() if one.type is not EntityType.GOOD}


def by_name(reader: MarkedReader, text: str, name: str) -> Entity:
    [found] = [one for one in entities(reader, text).values() if one.name == name]
    return found


@pytest.mark.parametrize(
    ("text", "id"),
    [
        ("Chad spoke.", "state:TD"),
        ("The Chadian envoy spoke.", "state:TD"),
        ("The People's Republic of China spoke.", "state:CN"),
        ("South Korea spoke.", "state:KR"),
        ("U.S. officials spoke.", "state:US"),
        ("Trinidad and Tobago spoke.", "state:TT"),
    ],
)
def test_states_are_those_of_the_gazetteer(reader: MarkedReader, text: str, id: str) -> None:
    assert id in entities(reader, text)


@pytest.mark.parametrize(
    ("text", "id", "home"),
    [
        ("{ArmedGroup Hezbollah} spoke.", "organization:hezbollah", "state:LB"),
        ("The {Organization Pentagon} spoke.", "organization:pentagon", "state:US"),
    ],
)
def test_known_groups_have_the_state_that_they_belong_to(reader: MarkedReader, text: str, id: str, home: str) -> None:
    found = entities(reader, text)[id]
    assert home in (found.country, found.speaks_for)


@pytest.mark.parametrize(
    "text",
    [
        "{Firm PJSC Kalmar} moved. {Firm Kalmar} grew.",
        "{Firm Kalmar} moved. {Firm Kalmar PJSC} grew.",
        "{Firm Kalmar Ltd} moved. {Firm Kalmar Ltd.} grew.",
        "{Firm Kalmar Co., Ltd.} moved. {Firm Kalmar}'s plant grew.",
    ],
)
def test_a_firm_is_one_with_and_without_its_legal_form(reader: MarkedReader, text: str) -> None:
    firms = [one for one in entities(reader, text).values() if one.type is EntityType.FIRM]
    assert [one.id for one in firms] == ["firm:kalmar"]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("{Firm National Velmar Optics} moved. {Firm NVO} grew.", "National Velmar Optics"),
        ("{Firm Velmar Optics} moved. {Firm Velmar} grew.", "Velmar Optics"),
        ("{Firm Xiamen Lianke Power} moved. {Firm Lianke} grew.", "Xiamen Lianke Power"),
        ("The {Organization Vakaga Front} moved. The {Organization Front} grew.", "Vakaga Front"),
    ],
)
def test_acronyms_and_short_forms_are_the_longer_name(reader: MarkedReader, text: str, name: str) -> None:
    named = [one.name for one in entities(reader, text).values() if one.type is not EntityType.STATE]
    assert named == [name]


@pytest.mark.parametrize("above", ["Title", "FOR IMMEDIATE RELEASE", "Norland Today"])
def test_a_name_does_not_begin_in_the_line_above(reader: MarkedReader, above: str) -> None:
    for between in ("\n", "\n\n"):
        text = f"{above}{between}{{Person Ada Lund}} spoke."
        people = [one for one in entities(reader, text).values() if one.type is EntityType.OFFICIAL]
        assert [one.name for one in people] == ["Ada Lund"]


def test_an_acronym_of_two_names_is_neither(reader: MarkedReader) -> None:
    text = "{Firm National Velmar Optics} met {Firm Northern Vale Oil}. {Firm NVO} grew."
    assert "NVO" in {one.name for one in entities(reader, text).values()}


def test_a_surname_is_the_person_named_before(reader: MarkedReader) -> None:
    text = "{Person Ada Lund} spoke. {Person Lund} left."
    people = [one for one in entities(reader, text).values() if one.type is EntityType.OFFICIAL]
    assert [(one.id, one.name) for one in people] == [("official:ada-lund", "Ada Lund")]


@pytest.mark.parametrize(
    ("text", "whose"),
    [
        ("{Official Peruvian President Ada Lund} spoke.", "state:PE"),
        ("Peru's president, {Person Ada Lund}, spoke.", "state:PE"),
        ("{Person Ada Lund}, the president of Peru, spoke.", "state:PE"),
        ("{Firm Velmar Optics} chief executive {Person Ada Lund} spoke.", "firm:velmar-optics"),
        ("{Person Ada Lund}, a spokeswoman for {Firm Velmar Optics}, spoke.", "firm:velmar-optics"),
        ("{Person Ada Lund}, chief executive of the importer {Firm Velmar Optics}, spoke.", "firm:velmar-optics"),
        ("A spokeswoman for {Firm Velmar Optics}, {Person Ada Lund}, spoke.", "firm:velmar-optics"),
    ],
)
def test_a_person_speaks_for_whom_the_words_beside_the_name_say(reader: MarkedReader, text: str, whose: str) -> None:
    assert by_name(reader, text, "Ada Lund").speaks_for == whose


@pytest.mark.parametrize(
    "text",
    [
        "Peru is dry. {Person Ada Lund} spoke.",
        "{Firm Velmar Optics} moved. {Person Ada Lund} spoke.",
        "{Person Ada Lund}, an expert in Peru, spoke.",
        "{Person Ada Lund} visited {Firm Velmar Optics}.",
    ],
)
def test_nobody_speaks_for_who_only_stands_near_by(reader: MarkedReader, text: str) -> None:
    assert by_name(reader, text, "Ada Lund").speaks_for is None


@pytest.mark.parametrize(
    ("text", "home"),
    [
        ("{Firm Velmar Optics}, a firm based in Latvia, grew.", "state:LV"),
        ("Riga-based {Firm Velmar Optics} grew.", "state:LV"),
        ("{Firm Velmar Optics} (Latvia) grew.", "state:LV"),
        ("{Firm Velmar Optics}, which is based in the United Arab Emirates, grew.", "state:AE"),
        ("Latvia's {Firm Velmar Optics} grew.", "state:LV"),
        ("The Latvian trader {Firm Velmar Optics} grew.", "state:LV"),
        ("{Firm Velmar Optics} of Latvia grew.", "state:LV"),
        ("{Firm Velmar Optics}, a Latvian trader, grew.", "state:LV"),
        ("{Firm Velmar Optics} grew in Latvia.", None),
        ("{Firm Velmar Optics} sold to a firm based in Latvia.", None),
    ],
)
def test_the_seat_of_a_firm_is_told_by_the_words_beside_its_name(
    reader: MarkedReader, text: str, home: str | None
) -> None:
    assert by_name(reader, text, "Velmar Optics").country == home


def test_a_name_is_what_most_of_its_mentions_are(reader: MarkedReader) -> None:
    text = "{Person Orbel Lund} grew. {Firm Orbel Lund} moved. {Firm Orbel Lund} paid."
    assert by_name(reader, text, "Orbel Lund").type is EntityType.FIRM


def test_surer_mentions_count_more(reader: MarkedReader) -> None:
    text, tagged = told("{Person Orbel Lund} grew. {Firm Orbel Lund} moved." + SUPPLY)

    def weighed(mention: Mention) -> Mention:
        return replace(mention, score=0.4) if mention.type is MentionType.PERSON else mention

    doc = reader.doc_of(text, Tagged(tagged.events, tuple(map(weighed, tagged.mentions))))
    assert doc.entities is not None
    assert {one.type for one in doc.entities.entities.values() if one.name == "Orbel Lund"} == {EntityType.FIRM}


def test_a_title_speaks_for_a_person(reader: MarkedReader) -> None:
    text = "{Official President Orbel Lund} grew. {Firm Orbel Lund} moved."
    assert by_name(reader, text, "Orbel Lund").type is EntityType.OFFICIAL


@pytest.mark.parametrize("name", ["{Event May Fair}", "{Money $40 million}", "{Vessel Ada Lund}", "{Product Velmar 5}"])
def test_events_sums_vessels_and_products_are_no_entities_of_their_own(reader: MarkedReader, name: str) -> None:
    found = entities(reader, f"The {name} was told of.")
    assert {one.type for one in found.values()} == {EntityType.STATE}


def test_a_hospital_that_acts_is_an_organization(reader: MarkedReader) -> None:
    assert by_name(reader, "{Facility Soroca Hospital} grew.", "Soroca Hospital").type is EntityType.ORGANIZATION


def test_an_article_without_an_event_still_has_its_states(reader: MarkedReader) -> None:
    doc = reader.doc("Chad met {Firm Velmar Optics}.")
    assert doc.entities is not None
    assert set(doc.entities.entities) == {"state:TD"}
    assert doc.resolver is None


@pytest.mark.parametrize("amount", ["CAD$20m", "US$20m", "A$20m"])
def test_a_sum_behind_a_name_is_no_part_of_it(reader: MarkedReader, amount: str) -> None:
    assert "firm:anka-rulman" in entities(reader, f"They paid {{Firm Anka Rulman}} {amount}.")

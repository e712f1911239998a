"""For whom somebody speaks: told by the words around the name, else by the dateline. Nobody is given a state that only
stands near by. Names are made up."""

from __future__ import annotations

import pytest
from marked import document

from claimgraph.graph.model import Entity
from claimgraph.loaders.extract.extractor import Extractor

SAID = "said Chad sold lathes to Niger."


def read(extractor: Extractor, text: str) -> dict[str, Entity]:
    reading = extractor.read(document(text))
    reading.check()
    return {entity.name: entity for entity in reading.entities}


@pytest.mark.parametrize(
    "before",
    [
        "Chad sold gas to Mali. ",
        "France had refused spare parts. Mali recalled its ambassador. ",
        "Kenya bought wheat.\n\nMali did not. ",
    ],
)
@pytest.mark.parametrize("title", ["President", "Deputy Energy Minister", "Maj. Gen.", "Lawmaker"])
def test_an_official_is_given_no_state_that_is_only_near_by(extractor: Extractor, before: str, title: str) -> None:
    assert read(extractor, f"{before}{title} Ada Lund {SAID}")["Ada Lund"].speaks_for is None


@pytest.mark.parametrize(
    ("who", "state"),
    [
        ("Peruvian President Ada Lund", "state:PE"),
        ("Peru's president, Ada Lund,", "state:PE"),
        ("Ada Lund, the president of Peru,", "state:PE"),
        ("Ada Lund, an expert in Peru,", None),
        ("Ada Lund, an envoy to Peru,", None),
    ],
)
def test_a_state_is_told_by_the_phrase_that_names_the_speaker(
    extractor: Extractor, who: str, state: str | None
) -> None:
    assert read(extractor, f"Mali was cold. {who} {SAID}")["Ada Lund"].speaks_for == state


def test_the_dateline_of_a_bureau_abroad_tells_nothing(extractor: Extractor) -> None:
    told = f"NAIROBI, Oct 9 - Mali was cold. Minister Ada Lund {SAID}"
    assert read(extractor, told)["Ada Lund"].speaks_for is None


def test_a_dateline_gives_way_to_a_state_of_which_the_sentence_before_tells(extractor: Extractor) -> None:
    told = f"LIMA - Peru was warm. Rain fell. Ecuador sold radios to Mali. President Ada Lund {SAID}"
    assert read(extractor, told)["Ada Lund"].speaks_for is None


@pytest.mark.parametrize("who", ["Velbor director Ada Lund", "Ada Lund, owner of the Grotto casino,"])
def test_who_has_a_firm_of_his_own_is_not_of_the_firm_near_by(extractor: Extractor, who: str) -> None:
    told = f"Altai Motors Ltd sold pumps to Mali. {who} {SAID}"
    assert read(extractor, told)["Ada Lund"].speaks_for != "firm:altai-motors"


def test_customs_figures_of_a_state_are_its_own(extractor: Extractor) -> None:
    found = read(extractor, "China's customs statistics show that Chad sold lathes to Niger.")
    assert found["China's customs statistics"].speaks_for == "state:CN"


@pytest.mark.parametrize(
    "who",
    [
        "Velmar sold lathes to a company based in Peru, which",
        "Velmar, a supplier to a firm based in Peru,",
        "Peru-based traders of Velmar",
        "Velmar, once a rival of the Lima-based Orbel,",
    ],
)
def test_the_seat_of_another_firm_is_not_its_own(extractor: Extractor, who: str) -> None:
    found = read(extractor, f"{who} {SAID} Velmar sold lathes to Mali.")
    assert found["Velmar"].country is None


def test_a_city_before_its_state_tells_the_seat_also_where_a_state_bears_the_name(extractor: Extractor) -> None:
    found = read(extractor, "Velmar, a firm based in Atlanta, Georgia, sold lathes to Mali. Velmar said so.")
    assert found["Velmar"].country == "state:US"


def test_the_whole_name_of_a_state_tells_the_seat(extractor: Extractor) -> None:
    found = read(extractor, "Velmar, which is based in the United Arab Emirates, sold lathes to Mali. Velmar said so.")
    assert found["Velmar"].country == "state:AE"

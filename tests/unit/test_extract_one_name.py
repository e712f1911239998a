"""One party is one entity and one speaker one voice, however an article writes the name. Names are made up, but for
Rosneft, by which the parser is misled."""

from __future__ import annotations

import pytest
from marked import document

from claimgraph.graph.model import EntityType, Reading, Stance
from claimgraph.loaders.extract.extractor import Extractor
from claimgraph.loaders.firms import bare_firm


def read(extractor: Extractor, text: str) -> Reading:
    reading = extractor.read(document(text))
    reading.check()
    return reading


def bearing(reading: Reading, name: str) -> set[str]:
    """The ids of all entities in whose name or id a word stands."""
    return {one.id for one in reading.entities if name in one.name or name.lower() in one.id}


@pytest.mark.parametrize("form", ["PJSC {}", "{} PJSC", "OOO {}", "Joint Stock Company {}"])
@pytest.mark.parametrize("name", ["Rosneft", "Velmar", "Orlik Avia"])
@pytest.mark.parametrize(
    "text",
    [
        "{name}, the oil company, sold drone engines to Iran, officials said. {form} denied that it had sold them.",
        "{form} sold drone engines to Iran, officials said. {name}, the oil company, denied that it had sold them.",
        "{form} sold drone engines to Iran.\n\n{name}, the oil company, said it had sold drone engines to Iran.",
        "The oil company {name} sold drone engines to Iran, officials said. {form} confirmed the sale.",
        "{form} sold drone engines to Iran, officials said.",
        "{name}, the oil company, sold drone engines to Iran, officials said.",
    ],
)
def test_a_firm_is_one_with_and_without_its_legal_form(extractor: Extractor, text: str, name: str, form: str) -> None:
    reading = read(extractor, text.format(name=name, form=form.format(name)))
    assert bearing(reading, name.partition(" ")[0]) == {f"firm:{name.lower().replace(' ', '-')}"}


@pytest.mark.parametrize(
    "form", "OAO ZAO OOO PAO PJSC JSC OJSC CJSC PT SIA UAB TOO FSUE FGUP NPO DOO EOOD OOD d.o.o. s.r.o.".split()
)
def test_a_legal_form_before_a_name_makes_a_firm_of_it(extractor: Extractor, form: str) -> None:
    text = f"{form} Velmar sold oil to Iran, officials said, which {form} Ostrel denied."
    reading = read(extractor, text)
    assert bearing(reading, "Velmar") | bearing(reading, "Ostrel") == {"firm:velmar", "firm:ostrel"}


@pytest.mark.parametrize("form", ["AB", "AS", "AD", "OÜ", "Oy", "A/S", "A.D.", "D.O.O.", "Sp. z o.o.", "S.r.l.", "BV"])
@pytest.mark.parametrize(
    "text",
    [
        "{form} Velmar sold trucks to Iran, officials said. Velmar, the truck maker, denied it.",
        "Velmar, the truck maker, sold trucks to Iran, officials said. {form} Velmar denied that it had sold them.",
    ],
)
def test_a_firm_is_one_with_and_without_a_short_form_before_its_name(
    extractor: Extractor, text: str, form: str
) -> None:
    assert bearing(read(extractor, text.format(form=form)), "Velmar") == {"firm:velmar"}


@pytest.mark.parametrize(
    "name", ["AD 2012", "Oy", "As Velmar", "ad Velmar", "AS", "OÜ", "Ou est Velmar", "AB de Villiers", "Sao Tome"]
)
def test_words_that_look_like_a_form_are_none(name: str) -> None:
    assert bare_firm(name) == name


def test_a_firm_that_opens_a_sentence_denies_what_it_is_said_to_have_done(extractor: Extractor) -> None:
    told = "PJSC Rosneft sold drone engines to Iran, officials said. Rosneft, the oil company, denied it."
    [denial] = [one for one in read(extractor, told).statements if one.stance is Stance.DENIES]
    assert denial.speaker == "firm:rosneft"


@pytest.mark.parametrize(
    "text",
    [
        "A senior Iranian official admits that Iran sold drones to Russia. The Iranian official said Iran made them.",
        "Iran sold drones to Russia, a senior diplomat said. The diplomat said Iran had sold missiles to Russia too.",
        "An unnamed top Pentagon official said that Iran had sold drones to Russia. The Pentagon official said Iran "
        "had sold missiles to Russia.",
    ],
)
def test_a_speaker_is_one_with_and_without_a_word_for_the_rank(extractor: Extractor, text: str) -> None:
    reading = read(extractor, text)
    assert len({statement.speaker for statement in reading.statements}) == 1
    assert len([one for one in reading.entities if one.type is EntityType.OFFICIAL]) == 1


def test_speakers_of_other_offices_or_states_stay_apart(extractor: Extractor) -> None:
    told = (
        "A senior Iranian official said that Iran had sold drones to Russia. A senior U.S. official said that Iran had "
        "sold missiles to Russia. An Iranian diplomat said that Iran had sold rifles to Russia."
    )
    assert len({statement.speaker for statement in read(extractor, told).statements}) == 3

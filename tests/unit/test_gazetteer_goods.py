"""Goods: names, ids, kinds, and what is never a good."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claimgraph.loaders.gazetteer import Gazetteer
from claimgraph.loaders.goods import IsGood


@pytest.fixture(scope="module")
def gazetteer() -> Gazetteer:
    return Gazetteer.load()


@pytest.mark.parametrize(
    ("phrase", "name"),
    [
        ("up to several hundred drones", "drones"),
        ("more than 20,000 tonnes of wheat", "wheat"),
        ("the 152-mm shells", "152-mm shells"),
        ("152 mm shells", "152 mm shells"),
        ("$1.4 million worth of military optics", "military optics"),
        ("large quantities of nitrocellulose", "nitrocellulose"),
        ("the first batch of 12 F-16s", "F-16s"),
        ("fresh supplies of artillery ammunition", "artillery ammunition"),
        ("barrels of crude", "crude"),
        ("seven cryogenic pumps", "cryogenic pumps"),
        ("Chinese microelectronics", "microelectronics"),
        ("China’s machine tools", "machine tools"),
        ("German-made lathes", "lathes"),
        ("U.S. weapons", "weapons"),
        ("Brazil nuts", "Brazil nuts"),
        ("130 gyroscopes used in missiles", "gyroscopes"),
        ("chips, which arrived in May", "chips"),
        ("spare parts for Grad rockets", "spare parts for Grad rockets"),
        ("Leopard 2A6 tanks", "Leopard 2A6 tanks"),
        ("supplies", "supplies"),
        ("an attack drone", "attack drone"),
        ("wheat needs", "wheat"),
        ("an LNG deal", "LNG"),
        ("a contract", "contract"),
        ("military needs", "military needs"),
    ],
)
def test_the_name_leaves_out_how_much_whose_and_from_where(gazetteer: Gazetteer, phrase: str, name: str) -> None:
    assert gazetteer.good(phrase).name == name


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("drone engine", "drone engines"),
        ("UAVs", "drones"),
        ("semiconductors", "chips"),
        ("LNG", "liquefied natural gas"),
        ("fibre-optic cables", "fiber optic cables"),
        ("jet fan blade", "jet fan blades"),
        ("aluminum", "aluminium"),
    ],
)
def test_number_spelling_and_synonyms_do_not_make_another_good(gazetteer: Gazetteer, left: str, right: str) -> None:
    assert gazetteer.good(left).id == gazetteer.good(right).id


@pytest.mark.parametrize(("left", "right"), [("apples", "bananas"), ("F-16s", "MiG-29s"), ("shells", "152-mm shells")])
def test_different_goods_have_different_ids(gazetteer: Gazetteer, left: str, right: str) -> None:
    assert gazetteer.good(left).id != gazetteer.good(right).id


@pytest.mark.parametrize(
    ("phrase", "kind"),
    [
        ("ballistic missiles", "weapons"),
        ("artillery shells", "ammunition"),
        ("152-mm shells", "weapons"),
        ("rifles", "firearms"),
        ("attack drones", "weapons"),
        ("attack drones", "drones"),
        ("tanks", "military vehicles"),
        ("weapons", "military equipment"),
        ("semiconductors", "dual-use goods"),
        ("computer-controlled lathes", "machine tools"),
        ("nitrocellulose", "chemicals"),
        ("crude oil", "energy"),
        ("yellowcake", "nuclear material"),
        ("cobalt", "minerals"),
        ("milling wheat", "grain"),
        ("polio vaccines", "medicine"),
        ("helicopter spare parts", "components"),
        ("drone engines", "engines"),
    ],
)
def test_a_good_is_a_kind_of_more_general_goods(gazetteer: Gazetteer, phrase: str, kind: str) -> None:
    assert kind in {term.name for term in gazetteer.good(phrase).ancestors}


@pytest.mark.parametrize(
    ("phrase", "kind"),
    [
        ("drone engines", "drones"),
        ("weapons technology", "weapons"),
        ("ammunition factory", "ammunition"),
        ("weapons components", "weapons"),
        ("spare parts for Grad rockets", "weapons"),
        ("tank engines", "weapons"),
        ("rocket fuel", "rockets"),
        ("water tanks", "weapons"),
        ("palm oil", "energy"),
        ("military optics", "weapons"),
        ("drones", "weapons"),
        ("machine tools", "weapons"),
    ],
)
def test_a_word_inside_a_phrase_does_not_make_the_kind(gazetteer: Gazetteer, phrase: str, kind: str) -> None:
    assert kind not in {term.name for term in gazetteer.good(phrase).ancestors}


@pytest.mark.parametrize(
    ("phrase", "head"),
    [
        ("drone engines", "engine"),
        ("spare parts for Grad rockets", "part"),
        ("artillery shells", "shell"),
        ("batteries", "battery"),
        ("military optics", "optics"),
        ("chassis", "chassis"),
        ("lenses", "lens"),
        ("switches", "switch"),
        ("F-16s", "f-16"),
    ],
)
def test_the_head_is_the_last_noun_in_the_singular(gazetteer: Gazetteer, phrase: str, head: str) -> None:
    assert gazetteer.good(phrase).head == head


@pytest.mark.parametrize(
    ("head", "phrase", "answer"),
    [
        ("tool", "machine tools", IsGood.YES),
        ("imagery", "satellite imagery", IsGood.YES),
        ("aid", "military aid", IsGood.YES),
        ("support", "military support", IsGood.NO),
        ("reason", "a reason", IsGood.NO),
        ("training", "weapons training", IsGood.NO),
        ("troop", "the troops", IsGood.NO),
        ("aid", "financial aid", IsGood.NO),
        ("factory", "ammunition factory", IsGood.NO),
        ("mine", "coal mines", IsGood.NO),
        ("ammunition", "ammunition for critics", IsGood.NO),
        ("widget", "widgets", IsGood.UNKNOWN),
    ],
)
def test_what_can_be_supplied_goes_by_the_longest_known_end(
    gazetteer: Gazetteer, head: str, phrase: str, answer: IsGood
) -> None:
    assert gazetteer.is_good(head, phrase) is answer


@given(phrase=st.text(max_size=60))
def test_every_phrase_gets_an_answer(gazetteer: Gazetteer, phrase: str) -> None:
    match = gazetteer.good(phrase)
    assert match.id.startswith("good:")
    assert len(match.id) > len("good:")
    assert gazetteer.good(match.name).name == match.name
    gazetteer.is_good(match.head, phrase)

"""Titles and firms' names."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claimgraph.loaders.gazetteer import Gazetteer
from claimgraph.loaders.surfaces import bare, slug


@pytest.fixture(scope="module")
def gazetteer() -> Gazetteer:
    return Gazetteer.load()


@pytest.mark.parametrize(
    ("surface", "name", "titles"),
    [
        ("President Vladimir Putin", "Vladimir Putin", ("President",)),
        ("Mr. Liu", "Liu", ("Mr.",)),
        ("Colonel Ewa Zaremba", "Ewa Zaremba", ("Colonel",)),
        ("Lt. Gen. Kyrylo Budanov", "Kyrylo Budanov", ("Lt. Gen.",)),
        ("Minister of Defence Sergei Shoigu", "Sergei Shoigu", ("Minister of Defence",)),
        ("First Deputy Minister of Industry Ewa Zaremba", "Ewa Zaremba", ("First Deputy Minister of Industry",)),
        ("Minister of Energy and Mines Ana Sol", "Ana Sol", ("Minister of Energy and Mines",)),
        ("Minister of State for Chemicals and Fertilisers Ana Sol", "Ana Sol",
         ("Minister of State for Chemicals and Fertilisers",)),
        ("Minister of State in the Prime Minister's Office Ana Sol", "Ana Sol",
         ("Minister of State in the Prime Minister's Office",)),
        ("Minister of Justice", "Minister of Justice", ()),
        ("former Russian President Dmitry Medvedev", "Dmitry Medvedev", ("former Russian President",)),
        ("U.S. Treasury Secretary Janet Yellen", "Janet Yellen", ("U.S. Treasury Secretary",)),
        ("the Kremlin spokesman Dmitry Peskov", "Dmitry Peskov", ("Kremlin spokesman",)),
        ("Professor Sir Lawrence Freedman", "Lawrence Freedman", ("Professor", "Sir")),
        ("Anka chief executive Mehmet Yilmaz", "Mehmet Yilmaz", ("Anka chief executive",)),
        ("Anka CEO Mehmet Yilmaz", "Mehmet Yilmaz", ("Anka CEO",)),
        ("Norland Army Major General Ewa Zaremba", "Ewa Zaremba", ("Norland Army Major General",)),
        ("Al Noor General Trading LLC", "Al Noor General Trading LLC", ()),
        ("Min Aung Hlaing", "Min Aung Hlaing", ()),
        ("Vladimir Putin’s", "Vladimir Putin", ()),
        ("the President", "President", ()),
    ],
)  # fmt: skip
def test_titles_come_off_a_name(gazetteer: Gazetteer, surface: str, name: str, titles: tuple[str, ...]) -> None:
    assert gazetteer.strip_title(surface) == (name, titles)


@given(text=st.text(max_size=40))
def test_any_text_can_be_asked_for_titles_and_firms(gazetteer: Gazetteer, text: str) -> None:
    name, titles = gazetteer.strip_title(text)
    assert bool(name) == bool(bare(text))
    assert all(titles)
    stripped = gazetteer.firms.strip(text)
    assert gazetteer.firms.strip(stripped) == stripped


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("Lianhe Precision Co., Ltd.", "Lianhe Precision"),
        ("Veldkamp Pumps N.V.", "Veldkamp Pumps NV"),
        ("Anka Rulman Dis Ticaret", "Anka Rulman Dış Ticaret Ltd. Şti."),
        ("Gulf Meridian FZE", "the Gulf Meridian"),
        ("OOO Ural Vektor", "Ural Vektor LLC"),
        ("Optik GmbH & Co. KG", "OPTIK"),
        ("Norsel A/S", "Norsel AS"),
        ("Petrolia Sdn. Bhd.", "Petrolia"),
        ("Ferro S.p.A.", "Ferro’s"),
    ],
)
def test_a_legal_form_does_not_make_another_firm(gazetteer: Gazetteer, left: str, right: str) -> None:
    assert slug(gazetteer.firms.strip(left)) == slug(gazetteer.firms.strip(right))


def test_a_name_that_is_only_a_legal_form_stays(gazetteer: Gazetteer) -> None:
    assert gazetteer.firms.strip("Ltd") == "Ltd"


def test_firms_bodies_and_collectives_are_told_by_their_last_word(gazetteer: Gazetteer) -> None:
    assert gazetteer.is_firm_like("Shahin Aero Works")
    assert gazetteer.is_firm_like("North China Research Institute of Electro-Optics")
    assert gazetteer.is_firm_like("Permtekh LLC")
    assert not gazetteer.is_firm_like("Vladimir Putin")
    assert gazetteer.is_firm_collective("Chinese businesses")
    assert gazetteer.is_firm_collective("Indian refiners")
    assert gazetteer.is_organization_like("China's foreign ministry")
    assert gazetteer.is_organization_like("the Department of Trade Enforcement")
    assert gazetteer.is_organization_like("Lithuania's customs service")
    assert not gazetteer.is_organization_like("drone engines")


@pytest.mark.parametrize(
    ("name", "bare"),
    [
        ("PJSC Rosneft", "Rosneft"),
        ("Rosneft PJSC", "Rosneft"),
        ("OOO Velmar", "Velmar"),
        ("Joint Stock Company Ural Vektor", "Ural Vektor"),
        ("JSC Concern Kalmar", "Concern Kalmar"),
        ("UAB Gelmanta", "Gelmanta"),
        ("AB Bofors", "Bofors"),
        ("Belmond S.A.", "Belmond"),
        ("SA Belmond NV", "Belmond"),
        ("PT Dirgantara Tbk", "Dirgantara"),
        ("Tallink AS", "Tallink"),
        ("SC Romarm SA", "Romarm"),
        ("Kalmar GmbH & Co. KGaA", "Kalmar"),
        ("SC Johnson", "SC Johnson"),
        ("AS Roma", "AS Roma"),
        ("SA Liberals", "SA Liberals"),
        ("NV Sunshine", "NV Sunshine"),
        ("AD Ceuta", "AD Ceuta"),
        ("Kalmar & Co.", "Kalmar"),
        ("Kalmar and Co., Inc.", "Kalmar"),
        ("Kalmar & Lund", "Kalmar & Lund"),
        ("NV Energy", "NV Energy"),
        ("As Velmar", "As Velmar"),
        ("AB de Villiers", "AB de Villiers"),
        ("PJSC", "PJSC"),
    ],
)
def test_legal_forms_are_no_part_of_a_name_on_either_side_of_it(gazetteer: Gazetteer, name: str, bare: str) -> None:
    assert gazetteer.firms.strip(name) == bare


def test_a_doubtful_form_before_a_name_is_one_where_the_text_names_the_firm_without_it(gazetteer: Gazetteer) -> None:
    assert gazetteer.firms.strip("AS Tallink", {"Tallink"}) == "Tallink"
    assert gazetteer.firms.strip("AS Tallink", {"AS Tallink", "Roma"}) == "AS Tallink"
    assert gazetteer.firms.strip("As Tallink", {"Tallink"}) == "As Tallink"


@pytest.mark.parametrize(("name", "firm"), [("PJSC Rosneft", True), ("AB Lund", False), ("AS Roma", False)])
def test_a_form_of_two_letters_before_a_name_makes_no_firm_of_it(
    gazetteer: Gazetteer, name: str, *, firm: bool
) -> None:
    assert gazetteer.firms.has_form(name) is firm

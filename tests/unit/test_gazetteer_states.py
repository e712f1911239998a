"""States and groups: by which words they are known, and by which they are not."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claimgraph.loaders.gazetteer import Gazetteer
from claimgraph.loaders.groups import GroupKind
from claimgraph.loaders.states import How, is_typo_of


@pytest.fixture(scope="module")
def gazetteer() -> Gazetteer:
    return Gazetteer.load()


@pytest.mark.parametrize(
    ("surface", "name", "how"),
    [
        ("China", "China", How.NAME),
        ("the Netherlands", "Netherlands", How.NAME),
        ("TURKEY", "Turkey", How.NAME),
        ("PRC", "China", How.ALIAS),
        ("People’s Republic of China", "China", How.ALIAS),
        ("Republic of China", "Taiwan", How.ALIAS),
        ("Republic of Korea", "South Korea", How.ALIAS),
        ("the Czech Republic", "Czechia", How.ALIAS),
        ("Türkiye", "Turkey", How.ALIAS),
        ("Burma", "Myanmar", How.ALIAS),
        ("U.S.", "United States", How.ALIAS),
        ("USA's", "United States", How.ALIAS),
        ("EU", "European Union", How.ALIAS),
        ("UAE", "United Arab Emirates", How.ALIAS),
        ("Gaza", "Gaza Strip", How.ALIAS),
        ("the West Bank", "West Bank", How.NAME),
        ("KRG", "Kurdistan Region", How.ALIAS),
        ("Erbil", "Kurdistan Region", How.CAPITAL),
        ("Gaza City", "Gaza Strip", How.CAPITAL),
        ("Puntland", "Puntland", How.NAME),
        ("Cote d'Ivoire", "Ivory Coast", How.ALIAS),
        ("Chinese", "China", How.DEMONYM),
        ("Emirati", "United Arab Emirates", How.DEMONYM),
        ("Dutch", "Netherlands", How.DEMONYM),
        ("Ukrainians", "Ukraine", How.DEMONYM),
        ("Beijing", "China", How.CAPITAL),
        ("Seoul's", "South Korea", How.CAPITAL),
        ("Kiev", "Ukraine", How.CAPITAL),
        ("Brussels", "European Union", How.CAPITAL),
        ("the “Kremlin”", "Russia", How.SEAT),
        ("White House", "United States", How.SEAT),
        ("Foggy Bottom", "United States", How.SEAT),
        ("the State Department", "United States", How.SEAT),
        ("10 Downing Street", "United Kingdom", How.SEAT),
        ("Elysee", "France", How.SEAT),
        ("the Blue House", "South Korea", How.SEAT),
        ("the Chinese government", "China", How.GOVERNMENT),
        ("government of Iran", "Iran", How.GOVERNMENT),
        ("Russian authorities", "Russia", How.GOVERNMENT),
        ("German-made", "Germany", How.COMPOUND),
        ("US-backed", "United States", How.COMPOUND),
    ],
)
def test_a_state_is_known_by_its_names(gazetteer: Gazetteer, surface: str, name: str, how: How) -> None:
    match = gazetteer.state(surface)
    assert match is not None
    assert (match.entry.name, match.how, match.doubtful) == (name, how, False)


@pytest.mark.parametrize("surface", ["us", "Us", "turkey", "polish", "china", "the north", "", "'s", "the", "Reuters"])
def test_common_words_and_other_names_are_no_states(gazetteer: Gazetteer, surface: str) -> None:
    assert gazetteer.state(surface) is None


@pytest.mark.parametrize(
    ("surface", "name"),
    [("Chinia", "China"), ("Chian", "China"), ("Ukriane", "Ukraine"), ("Germny", "Germany"), ("Belarsu", "Belarus")],
)
def test_one_wrong_letter_is_read_and_marked_as_doubtful(gazetteer: Gazetteer, surface: str, name: str) -> None:
    match = gazetteer.state(surface)
    assert match is not None
    assert (match.entry.name, match.doubtful) == (name, True)


@pytest.mark.parametrize(
    "surface",
    ["chinia", "Prussia", "Columbia", "Granada", "Indiana", "Hungry", "Romani", "Nigera", "Georgina", "Spann"],
)
def test_words_that_only_look_like_a_state_are_not_read_as_one(gazetteer: Gazetteer, surface: str) -> None:
    assert gazetteer.state(surface) is None


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("Niger", "Nigeria"),
        ("Iran", "Iraq"),
        ("Mali", "Malta"),
        ("Austria", "Australia"),
        ("Slovakia", "Slovenia"),
        ("Gambia", "Zambia"),
        ("Ireland", "Iceland"),
        ("Dominica", "Dominican Republic"),
        ("North Korea", "South Korea"),
        ("Mauritania", "Mauritius"),
    ],
)
def test_states_with_similar_names_are_told_apart(gazetteer: Gazetteer, left: str, right: str) -> None:
    matches = [gazetteer.state(left), gazetteer.state(right)]
    assert [match and (match.entry.name, match.doubtful) for match in matches] == [(left, False), (right, False)]


def test_a_surface_with_other_meanings_says_so(gazetteer: Gazetteer) -> None:
    notes = {
        name: match.also for name in ("Georgia", "Jordan", "Chad", "Washington") if (match := gazetteer.state(name))
    }
    assert len(notes) == 4
    assert all(notes.values())


def test_a_description_gives_the_states_that_it_may_mean(gazetteer: Gazetteer) -> None:
    assert [state.name for state in gazetteer.described("the North")] == ["North Korea"]
    assert "Saudi Arabia" in {state.name for state in gazetteer.described("the kingdom")}
    assert gazetteer.described("the table") == ()


@given(st.text("abcdefgh", min_size=7, max_size=9), st.integers(1, 8), st.sampled_from("xyz"))
def test_each_kind_of_single_typing_error_is_recognised(name: str, at: int, letter: str) -> None:
    at = min(at, len(name) - 2)
    swapped = name[:at] + name[at + 1] + name[at] + name[at + 2 :]
    for word in (
        name[:at] + letter + name[at:],
        name[:at] + letter + name[at + 1 :],
        name[:at] + name[at + 1 :],
        swapped,
    ):
        assert word == name or is_typo_of(word, name)
    assert not is_typo_of(name, name)
    assert not is_typo_of(letter + name[1:], name)
    assert not is_typo_of(name[:at] + letter * 2 + name[at:], name)


@given(text=st.text(max_size=40))
def test_no_text_makes_a_lookup_fail(gazetteer: Gazetteer, text: str) -> None:
    match = gazetteer.state(text)
    assert match is None or gazetteer.states.get(match.entry.id) is match.entry
    group = gazetteer.group(text)
    assert group is None or group in set(gazetteer.groups)
    assert isinstance(gazetteer.described(text), tuple)


@pytest.mark.parametrize(
    ("surface", "name", "kind", "speaks_for"),
    [
        ("the Wagner group", "Wagner Group", GroupKind.ARMED_GROUP, None),
        ("RSF", "Rapid Support Forces", GroupKind.ARMED_GROUP, None),
        ("Houthi rebels", "Houthis", GroupKind.ARMED_GROUP, None),
        ("the Pentagon", "Pentagon", GroupKind.AGENCY, "state:US"),
        ("US Treasury", "U.S. Treasury", GroupKind.AGENCY, "state:US"),
        ("the Revolutionary Guards", "Islamic Revolutionary Guard Corps", GroupKind.AGENCY, "state:IR"),
        ("SBU", "SBU", GroupKind.AGENCY, "state:UA"),
        ("Opec", "OPEC", GroupKind.BODY, None),
        ("the Associated Press", "Associated Press", GroupKind.OUTLET, None),
        ("FT", "Financial Times", GroupKind.OUTLET, None),
        ("SIPRI", "Stockholm International Peace Research Institute", GroupKind.THINK_TANK, None),
    ],
)
def test_a_group_is_known_by_its_names(
    gazetteer: Gazetteer, surface: str, name: str, kind: GroupKind, speaks_for: str | None
) -> None:
    group = gazetteer.group(surface)
    assert group is not None
    assert (group.name, group.kind, group.speaks_for) == (name, kind, speaks_for)
    assert group.relays is (kind is GroupKind.OUTLET)


@pytest.mark.parametrize("surface", ["ap", "Ap", "ft", "", "guards"])
def test_short_names_in_small_letters_are_no_groups(gazetteer: Gazetteer, surface: str) -> None:
    assert gazetteer.group(surface) is None


GOLD_STATES = {
    "Australia": "Australian",
    "Bulgaria": "Sofia",
    "China": "Beijing|Chinese|Chinia|PRC|People's Republic of China",
    "Czechia": "Czech|Czech Republic|the Czech Republic",
    "Egypt": "",
    "Georgia": "",
    "Germany": "German-made",
    "Hong Kong": "",
    "Hungary": "",
    "India": "",
    "Indonesia": "Indonesian",
    "Iran": "Iranian-designed|Tehran",
    "Japan": "Japanese",
    "Kazakhstan": "Kazakh",
    "Kyrgyzstan": "Kyrgyz",
    "Lithuania": "",
    "Mongolia": "",
    "Myanmar": "",
    "Netherlands": "The Netherlands",
    "North Korea": "Pyongyang",
    "Norway": "",
    "Poland": "Warsaw",
    "Qatar": "",
    "Romania": "",
    "Russia": "Kremlin|Moscow|Russian",
    "Saudi Arabia": "",
    "Slovakia": "",
    "South Korea": "Republic of Korea|Seoul",
    "Sweden": "Swedish",
    "Syria": "",
    "Taiwan": "",
    "Turkey": "Turkish",
    "Ukraine": "Kyiv|Ukrainian",
    "United Arab Emirates": "Emirati",
    "United Kingdom": "British",
    "United States": "American|U.S.|Washington|the United States",
    "Vietnam": "",
}


@pytest.mark.parametrize("name", GOLD_STATES)
def test_every_state_of_the_annotated_articles_resolves(gazetteer: Gazetteer, name: str) -> None:
    for surface in filter(None, [name, *GOLD_STATES[name].split("|")]):
        match = gazetteer.state(surface)
        assert match and match.entry.name == name, surface


@pytest.mark.parametrize("name", ["Europe", "Eastern Europe", "Africa", "Asia", "North America", "South America"])
def test_a_continent_may_be_a_party(gazetteer: Gazetteer, name: str) -> None:
    assert gazetteer.regions.party(f"the {name}") == name
    assert not gazetteer.is_region(name)


@pytest.mark.parametrize("name", ["Black Sea", "the Sahara", "African", "Central Asia", "Strait of Hormuz"])
def test_a_sea_a_desert_or_the_adjective_of_a_continent_is_no_party(gazetteer: Gazetteer, name: str) -> None:
    assert gazetteer.is_region(name)
    assert gazetteer.regions.party(name) is None

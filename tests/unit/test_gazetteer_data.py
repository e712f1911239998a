"""The data files hold what their headers promise, and a malformed row is reported with its place."""

from __future__ import annotations

import shutil
from importlib.resources import as_file
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claimgraph.graph.errors import LoadError
from claimgraph.loaders.gazetteer import Gazetteer
from claimgraph.loaders.goods import GOOD_COLUMNS
from claimgraph.loaders.places import PLACE_COLUMNS
from claimgraph.loaders.surfaces import bare, key, slug
from claimgraph.loaders.tables import data_folder, read_table


@pytest.fixture(scope="module")
def gazetteer() -> Gazetteer:
    return Gazetteer.load()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of the data files, to be spoilt."""
    with as_file(data_folder()) as data:
        return Path(shutil.copytree(data, tmp_path / "data"))


@given(st.text(max_size=60))
def test_a_bare_name_stays_as_it_is(text: str) -> None:
    assert bare(bare(text)) == bare(text)


@given(st.text(max_size=60))
def test_a_name_and_its_bare_form_have_one_key(text: str) -> None:
    assert key(bare(text)) == key(text)


@given(st.text(max_size=60))
def test_a_slug_is_never_empty_and_holds_letters_digits_and_hyphens(text: str) -> None:
    assert slug(text)
    assert all(character.isalnum() or character == "-" for character in slug(text))


@pytest.mark.parametrize("spelling", ["US", "U.S.", "the US", "the U.S.’s", " “US” ", "U.S"])
def test_spellings_of_one_name_have_one_key(spelling: str) -> None:
    assert key(spelling) == "us"


def test_every_state_has_a_demonym_and_an_id_of_its_own(gazetteer: Gazetteer) -> None:
    states = list(gazetteer.states)
    assert len({state.id for state in states}) == len(states) > 230
    assert [state.name for state in states if not state.adjectives] == []


def test_every_group_has_an_id_of_its_own_and_real_states(gazetteer: Gazetteer) -> None:
    groups = list(gazetteer.groups)
    assert len({group.id for group in groups}) == len(groups)
    codes = {code for group in groups for code in (group.country, group.speaks_for) if code}
    assert all(gazetteer.states.get(code) for code in codes)


def test_the_taxonomy_is_large_and_every_kind_is_a_term(gazetteer: Gazetteer) -> None:
    terms = {term.name: term for term in gazetteer.goods}
    assert len(terms) > 600
    assert len({term.id for term in terms.values()}) == len(terms)
    assert [term.name for term in terms.values() if not set(term.kinds) <= terms.keys()] == []


def test_every_place_lies_in_a_known_state_and_names_none(gazetteer: Gazetteer) -> None:
    rows = read_table(data_folder() / "places.tsv", PLACE_COLUMNS)
    assert [row["state"] for row in rows if gazetteer.states.get(f"state:{row['state']}") is None] == []
    places = [place for row in rows for column in ("cities", "towns") for place in row.list(column)]
    assert len({key(place) for place in places}) == len(places) > 25_000
    assert [place for place in places if gazetteer.states.has(place)] == []


def test_a_place_is_looked_up_without_accents_and_not_by_initials(gazetteer: Gazetteer) -> None:
    found = [gazetteer.places.state(surface) for surface in ("Sao Paulo", "the port of", "BARDA", "Barda", "wuhan")]
    assert found == ["state:BR", None, None, "state:AZ", None]


def test_no_good_is_named_like_a_state(gazetteer: Gazetteer) -> None:
    shared = {term.name for term in gazetteer.goods if gazetteer.state(term.name)}
    assert shared == set()


@pytest.mark.parametrize(
    ("file", "row", "problem"),
    [
        ("states.tsv", "XX\tNowhere", "2 cells divided by tabs; there must be 8"),
        ("states.tsv", "CN\tCathay\t\t\t\t\t\t", "the code CN stands twice"),
        ("states.tsv", "XX\tNowhere\tPRC\t\t\t\t\t", "'PRC' names China too; give it a row in ambiguous.tsv"),
        ("states.tsv", "XX\tNowhere\ta||b\t\t\t\t\t", "aliases has an empty entry between two |"),
        ("states.tsv", "\tNowhere\t\t\t\t\t\t", "code is empty"),
        ("ambiguous.tsv", "Utopia\tQQ\ta book", "no state has the code QQ"),
        ("groups.tsv", "Some Group\t\tgang\t\t", "kind is 'gang'; it must be one of armed-group, agency"),
        ("groups.tsv", "Some Group\t\tbody\tQQ\t", "country is 'QQ', which is no state's code"),
        ("groups.tsv", "Opec Plus!\t\tbody\t\t", "'Opec Plus!' names something else already"),
        ("groups.tsv", "Some Group\tReuters\tbody\t\t", "'Reuters' names something else already"),
        ("titles.tsv", "president\t\tofficial\tyes\t", "'president', a form of 'president', stands twice"),
        ("titles.tsv", "potentate\t\tofficial\tmaybe\t", "before is 'maybe'; it must be yes or empty"),
        ("goods.tsv", "UAV\t\tweapons\tarms", "'UAV' is 'drones' already"),
        ("goods.tsv", "widgets\t\tgadgets\tarms", "the kind 'gadgets' is no term"),
        ("goods.tsv", "widgets\t\twidgets\tarms", "'widgets' is a kind of itself"),
        ("firm_forms.tsv", "Ltd.\tend\t", "'Ltd.' stands twice"),
        ("quantities.tsv", "ells\tlength", "class is 'length'; it must be one of number"),
        ("words.tsv", "guild\tguilds\tclub", "class is 'club'; it must be one of government"),
    ],
)
def test_a_malformed_row_is_reported_with_file_and_line(folder: Path, file: str, row: str, problem: str) -> None:
    path = folder / file
    line = len(path.read_text(encoding="utf-8").splitlines()) + 1
    with path.open("a", encoding="utf-8") as data:
        data.write(row + "\n")
    with pytest.raises(LoadError) as caught:
        Gazetteer.load(folder)
    assert str(caught.value).startswith(f"{file}:{line}: ")
    assert problem in str(caught.value)
    assert "\n" not in str(caught.value)


def test_no_good_is_told_twice_to_be_of_one_kind(gazetteer: Gazetteer) -> None:
    assert [kind.id for kind in gazetteer.good("ammunition").kinds] == ["good:weapons"]
    rows = read_table(data_folder() / "goods.tsv", GOOD_COLUMNS)
    assert [row["term"] for row in rows if len({*row.list("kinds")}) < len(row.list("kinds"))] == []


def test_a_circle_of_kinds_is_reported(folder: Path) -> None:
    with (folder / "goods.tsv").open("a", encoding="utf-8") as data:
        data.write("widgets\t\tgadgets\tconcrete\ngadgets\t\twidgets\tconcrete\n")
    with pytest.raises(LoadError, match=r"goods\.tsv:\d+: '\w+' is a kind of itself"):
        Gazetteer.load(folder)


def test_a_missing_file_is_named(folder: Path) -> None:
    (folder / "goods.tsv").unlink()
    with pytest.raises(LoadError, match=r"goods\.tsv: cannot be read"):
        Gazetteer.load(folder)


def test_wrong_columns_are_named(tmp_path: Path) -> None:
    file = tmp_path / "units.tsv"
    file.write_text("# Units.\nterm\tforms\n", encoding="utf-8")
    with pytest.raises(LoadError, match=r"units\.tsv:2: the columns are term, forms; they must be word, forms"):
        read_table(file, ("word", "forms"))

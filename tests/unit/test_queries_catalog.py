"""The catalog holds the shipped queries and the user's own beside them, and never loses one silently."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from pathlib import Path

import pytest

from claimgraph.graph.errors import QueryError
from claimgraph.queries import Catalog

OWN = "// title: Mine\n// description: My own.\n// category: own\nRETURN 1 AS one\n"


def refused(action: Callable[[], object]) -> str:
    with pytest.raises(QueryError) as raised:
        action()
    assert "\n" not in str(raised.value)
    return str(raised.value)


def test_the_users_queries_stand_beside_the_shipped_ones(tmp_path: Path) -> None:
    (tmp_path / "mine.cypher").write_text(OWN)
    (tmp_path / "notes.txt").write_text("no query")
    catalog = Catalog.load(tmp_path)
    assert catalog.get("mine").title == "Mine"
    assert not catalog.get("mine").shipped
    assert catalog.get("suppliers-of").shipped
    assert {query.name for query in catalog} == {query.name for query in Catalog.load()} | {"mine"}


def test_a_folder_that_is_not_there_holds_no_queries(tmp_path: Path) -> None:
    assert Catalog.load(tmp_path / "none").queries.keys() == Catalog.load().queries.keys()


def test_a_users_query_hides_the_shipped_one_of_its_name_and_says_so(tmp_path: Path) -> None:
    (tmp_path / "contested.cypher").write_text(OWN)
    query = Catalog.load(tmp_path).get("contested")
    assert (query.title, query.shipped, query.replaces) == ("Mine", False, True)
    Catalog.load(tmp_path).remove("contested")
    assert Catalog.load(tmp_path).get("contested").shipped


def test_the_catalog_goes_by_category_and_name() -> None:
    keys = [(query.category, query.name) for query in Catalog.load()]
    assert keys == sorted(keys)


def test_an_unknown_name_is_answered_with_the_nearest() -> None:
    assert refused(lambda: Catalog.load().get("supplier-of")).startswith(
        "no saved query 'supplier-of'; did you mean suppliers-of"
    )
    assert "`claimgraph query list` shows the names" in refused(lambda: Catalog.load().get("xyzxyz"))


def test_a_file_that_is_no_right_query_hinders_no_other_and_is_told(tmp_path: Path) -> None:
    (tmp_path / "bad.cypher").write_text("// title: Bad\nRETURN 1 AS one")
    (tmp_path / "bytes.cypher").write_bytes(b"// title: \xff\nRETURN 1")
    (tmp_path / "mine.cypher").write_text(OWN)
    catalog = Catalog.load(tmp_path)
    assert catalog.get("mine").title == "Mine"
    assert set(catalog.problems) == {"bad", "bytes"}
    assert (
        refused(lambda: catalog.get("bad")) == f"{tmp_path / 'bad.cypher'}, line 1: the header needs // description: …"
    )
    assert refused(lambda: catalog.get("bytes")) == f"{tmp_path / 'bytes.cypher'}: is not text in UTF-8 (byte 10)"


def test_a_shipped_query_is_not_lost_when_the_users_own_of_that_name_is_wrong(tmp_path: Path) -> None:
    (tmp_path / "contested.cypher").write_text("RETURN 1")
    catalog = Catalog.load(tmp_path)
    assert "contested.cypher, line 1" in refused(lambda: catalog.get("contested"))
    assert Catalog.load().get("contested").shipped


def test_what_is_saved_is_there_as_it_was(tmp_path: Path) -> None:
    folder = tmp_path / "new"
    path = Catalog.load(folder).save("Naive", OWN)
    assert path == folder / "Naive.cypher"
    assert path.read_text(encoding="utf-8") == OWN
    assert [file.name for file in folder.iterdir()] == ["Naive.cypher"]
    assert Catalog.load(folder).get("Naive").text == OWN


def test_cypher_without_a_header_is_saved_with_one(tmp_path: Path) -> None:
    Catalog.load(tmp_path).save("mine", "MATCH (s {id: $id}) RETURN s")
    query = Catalog.load(tmp_path).get("mine")
    assert query.cypher == "MATCH (s {id: $id}) RETURN s\n"
    assert query.bind({"id": "state:RU"}) == {"id": "state:RU"}


def test_saving_checks_first_and_keeps_what_was_there(tmp_path: Path) -> None:
    catalog = Catalog.load(tmp_path)
    catalog.save("mine", OWN)
    assert "mine.cypher, line 1" in refused(lambda: catalog.save("mine", "// title: x\nRETURN 1"))
    assert "there is no Cypher in it" in refused(lambda: catalog.save("mine", " "))
    assert Catalog.load(tmp_path).get("mine").text == OWN


@pytest.mark.parametrize(
    "name", ["", ".", "..", "../mine", "a/b", "a\\b", ".hidden", "a b", "naïve", "a.", "x" * 81, "-p"]
)
def test_names_that_are_no_plain_file_stems_are_refused(tmp_path: Path, name: str) -> None:
    folder = tmp_path / "queries"
    assert "is no name for a query" in refused(lambda: Catalog.load(folder).save(name, OWN))
    assert "is no name for a query" in refused(lambda: Catalog.load(folder).remove(name))
    assert list(tmp_path.iterdir()) == []


def test_only_queries_of_ones_own_can_be_removed(tmp_path: Path) -> None:
    catalog = Catalog.load(tmp_path)
    assert refused(lambda: catalog.remove("contested")) == "contested comes with claimgraph and cannot be removed"
    assert refused(lambda: catalog.remove("mine")) == f"you have no saved query 'mine' in {tmp_path}"


def test_a_catalog_without_a_folder_saves_nothing() -> None:
    assert refused(lambda: Catalog.load().save("mine", OWN)) == "there is no folder for saved queries"


def test_queries_travel_as_files(tmp_path: Path) -> None:
    shared = tmp_path / "shared"
    shared.mkdir()
    mine, yours = Catalog.load(tmp_path / "mine"), Catalog.load(tmp_path / "yours")
    mine.save("arms", OWN)
    exported = Catalog.load(mine.folder).export_file("arms", shared)
    assert exported == shared / "arms.cypher"
    yours.import_file(exported)
    yours.import_file(exported, "weapons")
    assert Catalog.load(yours.folder).get("arms").text == Catalog.load(yours.folder).get("weapons").text == OWN
    assert "cannot be read" in refused(lambda: yours.import_file(tmp_path / "none.cypher"))


def test_a_folder_that_cannot_be_written_is_one_line(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    assert "cannot be written" in refused(lambda: Catalog.load(tmp_path / "file" / "queries").save("mine", OWN))


def test_a_query_describes_itself_in_json_values() -> None:
    described = [query.describe() for query in Catalog.load()]
    assert json.loads(json.dumps(described)) == described
    state = next(each for each in described if each["name"] == "suppliers-of")["parameters"][0]
    assert (state["name"], state["required"], state["type"]) == (
        "state",
        True,
        "entity(State|Firm|Organization)",
    )


@pytest.mark.skipif("sys.platform == 'win32'")
def test_a_saved_query_is_its_owners(tmp_path: Path) -> None:
    saved = Catalog.load(tmp_path).save("mine", OWN)
    assert saved.stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize("change", [str.lower, str.upper, str.title])
@pytest.mark.parametrize("name", ["con", "nul", "aux", "prn", "com1", "lpt9", "con.of-norland"])
def test_no_query_has_a_name_that_windows_takes_for_a_device(
    tmp_path: Path, name: str, change: Callable[[str], str]
) -> None:
    assert "Windows takes" in refused(lambda: Catalog.load(tmp_path).save(change(name), OWN))
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("name", ["console", "nullary", "com10", "auxiliary", "of-con"])
def test_a_name_that_only_begins_like_a_device_is_a_name(tmp_path: Path, name: str) -> None:
    assert Catalog.load(tmp_path).save(name, OWN).is_file()


@pytest.mark.skipif("sys.platform == 'win32'")
def test_a_pipe_or_a_folder_among_the_users_queries_hinders_no_other_and_is_told(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.cypher")
    (tmp_path / "folder.cypher").mkdir()
    (tmp_path / "link.cypher").symlink_to(tmp_path / "pipe.cypher")
    (tmp_path / "mine.cypher").write_text(OWN)
    catalog = Catalog.load(tmp_path)
    assert catalog.get("mine").title == "Mine"
    for name in ("pipe", "folder", "link"):
        assert "is no file with text, but a folder, a pipe or a device" in refused(lambda: catalog.get(name))  # noqa: B023


def test_a_file_too_large_for_a_query_is_told_and_not_read(tmp_path: Path) -> None:
    with (tmp_path / "large.cypher").open("wb") as large:
        large.truncate(1 << 40)
    assert "is larger than 200,000 bytes" in refused(lambda: Catalog.load(tmp_path).get("large"))
    assert "is larger than 200,000 bytes" in refused(lambda: Catalog.load(tmp_path).save("x", OWN + "/" * 200_000))

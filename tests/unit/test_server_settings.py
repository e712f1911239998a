"""What the local server is told: places, repositories, memory, Neo4j's settings, Java's surroundings."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claimgraph.graph.errors import ServerError
from claimgraph.graph.server.archive import Archive, class_path_text
from claimgraph.graph.server.choices import NO_CHOICES, Choices
from claimgraph.graph.server.config import Sizes, write_config
from claimgraph.graph.server.java import argument_file, java_environment, java_executable
from claimgraph.graph.server.launch import Launch
from claimgraph.graph.server.layout import Layout
from claimgraph.graph.server.machine import folder_size, free_port, port_is_free
from claimgraph.graph.server.maven import central_mirror
from claimgraph.graph.server.places import data_folder, default_cache, make_folder, store_home, stores_in

SIZES = Sizes.for_machine(8 << 30)


def settings_of(folder: Path) -> dict[str, str]:
    lines = (folder / "neo4j.conf").read_text(encoding="utf-8").splitlines()
    return dict(line.split("=", 1) for line in lines if line and not line.startswith("#"))


@pytest.mark.parametrize(
    ("setting", "value"),
    [
        ("server.bolt.listen_address", "127.0.0.1:5001"),
        ("server.http.enabled", "false"),
        ("server.https.enabled", "false"),
        ("dbms.security.auth_enabled", "true"),
        ("dbms.security.allow_csv_import_from_file_urls", "false"),
        ("internal.dbms.cypher_ip_blocklist", "0.0.0.0/0,::/0"),
        ("dbms.usage_report.enabled", "false"),
        ("db.memory.transaction.max", "512m"),
    ],
)
def test_the_server_is_closed_to_the_outside(tmp_path: Path, setting: str, value: str) -> None:
    write_config(tmp_path, 5001, SIZES)
    assert settings_of(tmp_path)[setting] == value


def test_every_setting_has_a_value(tmp_path: Path) -> None:
    write_config(tmp_path, 5001, SIZES)
    assert all(value and "$" not in value for value in settings_of(tmp_path).values())


@given(st.integers(700 << 20, 1 << 45))
def test_neo4j_leaves_most_of_the_memory_to_others(total: int) -> None:
    sizes = Sizes.for_machine(total)
    assert 0 < sizes.transaction <= sizes.heap
    assert (sizes.heap + sizes.page_cache) << 20 <= total * 0.7


def test_too_little_memory_is_one_clear_line() -> None:
    with pytest.raises(ServerError, match=r"not enough memory for Neo4j: 700 MB are needed.* has 512 MB"):
        Sizes.for_machine(512 << 20)


def test_java_is_there() -> None:
    assert java_executable().is_file()


def test_java_gets_neither_secrets_nor_foreign_options() -> None:
    given_environment = {
        "PATH": "/bin",
        "LANG": "de_CH.UTF-8",
        "JAVA_TOOL_OPTIONS": "-Xmx1m",
        "JDK_JAVA_OPTIONS": "-Xmx1m",
        "CLASSPATH": "/x",
        "NEO4J_PASSWORD": "secret",
        "CLAIMGRAPH_HOME": "/y",
    }
    assert java_environment(given_environment) == {"PATH": "/bin", "LANG": "de_CH.UTF-8"}


@pytest.mark.skipif("sys.platform == 'win32'")
@pytest.mark.parametrize("locale", [{}, {"LANG": "C"}, {"LANG": "en_US.UTF-8", "LC_ALL": "POSIX"}])
def test_java_can_read_paths_outside_ascii_whatever_the_locale(locale: dict[str, str]) -> None:
    assert java_environment(locale)["LC_ALL"] == "C.UTF-8"


@given(st.lists(st.text(st.characters(blacklist_categories=["Cs"], blacklist_characters="\n\r"), min_size=1)))
def test_arguments_survive_their_file(arguments: list[str]) -> None:
    lines = [line for line in argument_file(arguments).split("\n") if line]
    assert [line[1:-1].replace('\\"', '"').replace("\\\\", "\\") for line in lines] == arguments


def test_a_cache_whose_name_java_cannot_take_is_named() -> None:
    with pytest.raises(ServerError, match=r"the cache folder .* in its name"):
        class_path_text([Path("a:b;c/x.jar")])


SETTINGS_XML = '<settings xmlns="http://maven.apache.org/SETTINGS/1.2.0"><mirrors>{}</mirrors></settings>'
MIRROR = "<mirror><id>m</id><mirrorOf>{}</mirrorOf><url>https://maven.example.org/repo</url></mirror>"


@pytest.mark.parametrize("mirrored", ["*", "central", "external:*", "other, central", "*,!internal"])
def test_a_maven_mirror_of_the_public_repository_is_used(tmp_path: Path, mirrored: str) -> None:
    file = tmp_path / "settings.xml"
    file.write_text(SETTINGS_XML.format(MIRROR.format(mirrored)), encoding="utf-8")
    assert central_mirror(file) == "https://maven.example.org/repo"


@pytest.mark.parametrize("mirrored", ["other", "*,!central", ""])
def test_a_mirror_of_something_else_is_not(tmp_path: Path, mirrored: str) -> None:
    file = tmp_path / "settings.xml"
    file.write_text(SETTINGS_XML.format(MIRROR.format(mirrored)), encoding="utf-8")
    assert central_mirror(file) is None


def test_maven_settings_that_are_no_xml_are_named(tmp_path: Path) -> None:
    file = tmp_path / "settings.xml"
    assert central_mirror(file) is None
    file.write_text("<settings>", encoding="utf-8")
    with pytest.raises(ServerError, match=r"settings\.xml: cannot be read as Maven settings"):
        central_mirror(file)


def test_the_environment_moves_home_and_cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CLAIMGRAPH_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("CLAIMGRAPH_CACHE", str(tmp_path / "cache"))
    assert data_folder() == tmp_path / "home"
    assert default_cache() == tmp_path / "cache"


@pytest.mark.parametrize("name", ["", "..", "a/b", "a b", "-a", "a" * 65, "a" * 9999, "ä", "a\n", "nul", "COM1"])
def test_a_store_has_a_name_that_every_system_takes(tmp_path: Path, name: str) -> None:
    with pytest.raises(ServerError, match=r"^store name .{2,90}: use up to 64 letters, digits, '-' and '_'") as caught:
        store_home(tmp_path, name)
    assert "\n" not in str(caught.value)


def test_stores_lie_side_by_side(tmp_path: Path) -> None:
    assert stores_in(tmp_path / "stores") == ()
    for name in ("work", "home-2"):
        store_home(tmp_path / "stores", name).mkdir(parents=True)
    (tmp_path / "stores" / ".hidden").mkdir()
    (tmp_path / "stores" / "file").write_text("", encoding="utf-8")
    assert [folder.name for folder in stores_in(tmp_path / "stores")] == ["home-2", "work"]


@pytest.mark.parametrize("text", ["abc", "0", "80", "65536", "-1", "7687.5", "²", "9" * 5000])
def test_a_fixed_port_must_be_one(text: str) -> None:
    with pytest.raises(ServerError, match=r"^CLAIMGRAPH_BOLT_PORT=.{1,120}: give a port from 1024 to 65535$"):
        Choices.from_environment({"CLAIMGRAPH_BOLT_PORT": text})


@pytest.mark.parametrize("text", ["much", "2", "-2g", "1.5g", "2t", "99999999g"])
def test_chosen_memory_has_a_unit(text: str) -> None:
    with pytest.raises(ServerError, match=r"^CLAIMGRAPH_MEMORY=.*: give a whole number with its unit, for example"):
        Choices.from_environment({"CLAIMGRAPH_MEMORY": text})


@pytest.mark.parametrize("text", ["0", "9", "10m", "-5", "1e3"])
def test_a_time_limit_is_seconds(text: str) -> None:
    with pytest.raises(ServerError, match=r"^CLAIMGRAPH_TIME_LIMIT=.*: give seconds from 10 to "):
        Choices.from_environment({"CLAIMGRAPH_TIME_LIMIT": text})


def test_what_the_user_insists_on_is_read(tmp_path: Path) -> None:
    assert Choices.from_environment({}) == NO_CHOICES
    assert Choices.from_environment({"CLAIMGRAPH_BOLT_PORT": " ", "CLAIMGRAPH_JAVA": ""}) == NO_CHOICES
    said = {"CLAIMGRAPH_BOLT_PORT": "7687", "CLAIMGRAPH_MEMORY": "1500M", "CLAIMGRAPH_TIME_LIMIT": "60"}
    java = str(tmp_path / "java")
    expected = Choices(port=7687, memory=1500 << 20, seconds=60, java=Path(java))
    assert Choices.from_environment({**said, "CLAIMGRAPH_JAVA": java}) == expected


@given(st.integers(512 << 20, 1 << 45), st.integers(700 << 20, 1 << 45))
def test_neo4j_takes_what_was_chosen_and_no_more(chosen: int, total: int) -> None:
    if chosen > total:
        with pytest.raises(ServerError, match=r"^CLAIMGRAPH_MEMORY=\d+m: .*this machine \(or container\) has \d+m$"):
            Sizes.for_machine(total, chosen)
    else:
        sizes = Sizes.for_machine(total, chosen)
        assert chosen - (1 << 20) < (sizes.heap + sizes.page_cache) << 20 <= chosen
        assert sizes.transaction < sizes.heap


def test_too_little_chosen_memory_is_one_clear_line() -> None:
    with pytest.raises(ServerError, match=r"^CLAIMGRAPH_MEMORY=100m: Neo4j needs 512m at least"):
        Sizes.for_machine(8 << 30, 100 << 20)


def test_the_time_limit_stands_in_the_settings(tmp_path: Path) -> None:
    write_config(tmp_path, 5001, SIZES, seconds=7)
    assert settings_of(tmp_path)["db.transaction.timeout"] == "7s"


def fake_java(tmp_path: Path, answer: str, status: int = 0) -> Path:
    java = tmp_path / "java"
    java.write_text(f"#!/bin/sh\necho '{answer}' >&2\nexit {status}\n", encoding="utf-8")
    java.chmod(0o755)
    return java


@pytest.mark.skipif("sys.platform == 'win32'")
@pytest.mark.parametrize(
    ("answer", "status", "problem"),
    [
        ('openjdk version "11.0.2" 2019-01-15', 0, r"is Java 11, Neo4j needs 17 or 21$"),
        ('java version "1.8.0_292"', 0, r"is Java 8, Neo4j needs 17 or 21$"),
        ("hello", 0, r"is no Java: it does not tell its version$"),
        ('openjdk version "21.0.2"', 3, r"is no Java"),
    ],
)
def test_a_wrong_java_is_one_clear_line(tmp_path: Path, answer: str, status: int, problem: str) -> None:
    with pytest.raises(ServerError, match=r"^CLAIMGRAPH_JAVA=\S+ " + problem):
        java_executable(fake_java(tmp_path, answer, status))


@pytest.mark.skipif("sys.platform == 'win32'")
def test_a_java_that_neo4j_runs_on_is_taken(tmp_path: Path) -> None:
    java = fake_java(tmp_path, 'openjdk version "17.0.15" 2025-04-15')
    assert java_executable(java) == java


def test_a_java_that_is_not_there_is_one_clear_line(tmp_path: Path) -> None:
    with pytest.raises(ServerError, match=r"^CLAIMGRAPH_JAVA=\S+ cannot be run: No such file"):
        java_executable(tmp_path / "java")


def test_a_store_of_a_newer_neo4j_is_one_clear_line(tmp_path: Path) -> None:
    layout = Layout(tmp_path)
    launch = Launch(layout, Archive(tmp_path, tmp_path / "java", (), ()), "5.26.30")
    for usable in ("5.26.30", "5.26.99", "5.20.1", ""):
        layout.version.write_text(usable, encoding="utf-8")
        launch.prepare()
    for newer in ("5.27.0", "2025.07.1"):
        layout.version.write_text(newer, encoding="utf-8")
        with pytest.raises(ServerError, match=rf"last opened by Neo4j {newer} .* runs 5\.26\.30: update claimgraph$"):
            launch.prepare()


def test_a_folder_that_cannot_be_made_is_one_clear_line(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    with pytest.raises(ServerError, match=r"cannot create the folder .*home"):
        make_folder(tmp_path / "file" / "home")


@pytest.mark.parametrize("noted", ["banana", "", "0", "65536", "7" * 5_000, "²", "-1"])
def test_what_is_no_port_is_as_good_as_none(tmp_path: Path, noted: str) -> None:
    layout = Layout(tmp_path)
    assert layout.known_port() is None
    layout.port.write_text(noted, encoding="utf-8")
    assert layout.known_port() is None


def test_a_port_is_free_until_somebody_listens() -> None:
    import socket

    port = free_port()
    assert port_is_free(port)
    with socket.create_server(("127.0.0.1", port)):
        assert not port_is_free(port)


def test_the_size_of_a_folder_is_that_of_its_files(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    (tmp_path / "a" / "one").write_bytes(b"x" * 10)
    (tmp_path / "two").write_bytes(b"x" * 5)
    assert folder_size(tmp_path) == 15


def test_a_folder_that_somebody_makes_at_the_same_moment_will_do(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "home"
    folder.mkdir()
    answers = iter([False])
    known = Path.is_dir
    monkeypatch.setattr(Path, "is_dir", lambda path: next(answers, None) is None and known(path))
    make_folder(folder)
    assert folder.exists()

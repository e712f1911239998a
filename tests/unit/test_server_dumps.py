"""Dumps, restores and starts that go wrong, with a script in Java's place: whole or not at all, and one line."""

from __future__ import annotations

import subprocess
from collections.abc import Sequence
from pathlib import Path

import psutil
import pytest

from claimgraph.graph.errors import ServerError
from claimgraph.graph.server import dumps, process
from claimgraph.graph.server.admin import Admin
from claimgraph.graph.server.archive import Archive
from claimgraph.graph.server.dumps import restore, write_dump
from claimgraph.graph.server.launch import Launch
from claimgraph.graph.server.layout import Layout
from claimgraph.graph.server.staging import settle
from claimgraph.graph.server.values import Connection, Progress, no_progress

pytestmark = pytest.mark.skipif("sys.platform == 'win32'")


@pytest.fixture
def layout(tmp_path: Path) -> Layout:
    home = tmp_path / "store"
    (home / "run").mkdir(parents=True)
    return Layout(home)


def java(tmp_path: Path, script: str) -> Archive:
    """A Java that does what a shell script says."""
    file = tmp_path / "java"
    file.write_text(f"#!/bin/sh\n{script}\n", encoding="utf-8")
    file.chmod(0o755)
    return Archive(tmp_path, file, (), ())


def begin(layout: Layout) -> None:
    """Let it be a store that has started before."""
    (layout.data / "databases" / "system").mkdir(parents=True)
    layout.password.write_text("secret\n", encoding="ascii")


def accept(at: Connection) -> None:
    """Any graph will do."""


def test_a_dump_is_written_with_its_progress(layout: Layout, tmp_path: Path) -> None:
    archive = java(tmp_path, "printf whole; echo 'Files: 1/2, data:  5.3%' >&2; echo 'Files: 2/2, data: 100.0%' >&2")
    told: list[Progress] = []
    write_dump(Admin(layout, archive, 256), tmp_path / "x.dump", told.append)
    assert (tmp_path / "x.dump").read_bytes() == b"whole"
    assert [(progress.done, progress.total, progress.unit) for progress in told] == [
        (0, 0, ""),
        (5, 100, "%"),
        (100, 100, "%"),
    ]


@pytest.mark.skipif("not Path('/dev/full').exists()")
def test_a_dump_for_which_there_is_no_room_fails_even_if_the_tool_does_not_notice(
    layout: Layout, tmp_path: Path
) -> None:
    archive = java(tmp_path, "printf whole; echo 'Files: 2/2, data: 100.0%' >&2; exit 0")
    with Path("/dev/full").open("wb", buffering=0) as full, pytest.raises(OSError, match="No space left"):
        Admin(layout, archive, 256).run("database", "dump", gives=full)


def test_a_dump_may_have_the_longest_name_and_a_longer_one_is_told_in_one_line(layout: Layout, tmp_path: Path) -> None:
    archive = java(tmp_path, "printf whole; echo 'Files: 2/2, data: 100.0%' >&2")
    longest = tmp_path / ("x" * 250 + ".dump")
    write_dump(Admin(layout, archive, 256), longest, no_progress)
    assert longest.read_bytes() == b"whole"
    with pytest.raises(ServerError, match=r"^cannot dump the store into \S+: File name too long$"):
        write_dump(Admin(layout, archive, 256), tmp_path / ("x" * 256), no_progress)
    assert {path.name for path in tmp_path.iterdir()} == {"java", "store", longest.name}


def test_a_dump_that_fails_leaves_what_was_there(layout: Layout, tmp_path: Path) -> None:
    archive = java(tmp_path, "printf half; echo \"Failed to dump database 'neo4j': No space left\" >&2; exit 1")
    target = tmp_path / "x.dump"
    target.write_bytes(b"older")
    with pytest.raises(ServerError, match=r"^cannot dump the store into \S+x\.dump: No space left$"):
        write_dump(Admin(layout, archive, 256), target, no_progress)
    assert target.read_bytes() == b"older"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["java", "store", "x.dump"]


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ("Not a valid Neo4j archive: reading from stdin", "it is no dump of a Neo4j"),
        ("Unable to load database: ZstdIOException: Truncated source", "it is cut off, a part is missing"),
        ("Unable to load database: ZstdIOException: Data corruption detected", "it is damaged"),
        ("Unable to load database: IOException: No space left on device", "IOException: No space left on device"),
    ],
)
def test_a_restore_that_cannot_read_its_dump_changes_nothing(
    layout: Layout, tmp_path: Path, said: str, told: str
) -> None:
    begin(layout)
    (layout.data / "kept").write_text("kept", encoding="utf-8")
    launch = Launch(layout, java(tmp_path, f"echo \"Failed to load database 'neo4j': {said}\"; exit 1"), "5.26.30")
    file = tmp_path / "x.dump"
    file.write_bytes(b"x")
    with pytest.raises(ServerError, match=rf"^\S+x\.dump cannot be restored: {told}; the store is as it was$"):
        restore(launch, file, accept, no_progress)
    assert (layout.data / "kept").read_text(encoding="utf-8") == "kept"
    assert sorted(path.name for path in layout.home.iterdir()) == ["data", "password", "run"]


def test_a_restored_graph_that_is_refused_changes_nothing(layout: Layout, tmp_path: Path) -> None:
    begin(layout)
    (layout.data / "kept").write_text("kept", encoding="utf-8")
    launch = Launch(layout, java(tmp_path, SERVES), "5.26.30")
    file = tmp_path / "x.dump"
    file.write_bytes(b"x")

    def refuse(at: Connection) -> None:
        raise ServerError("no graph of claimgraph")

    with pytest.raises(ServerError, match=r"^no graph of claimgraph$"):
        restore(launch, file, refuse, no_progress)
    assert (layout.data / "kept").exists()
    assert not (layout.home / "restoring").exists()
    assert process.search(f"--home-dir={layout.home}/restoring") is None


SERVES = """
case "$*" in
*AdminTool*) mkdir -p data/databases/system ;;
*) echo '10:00 INFO  Started.' > logs/neo4j.log; sleep 60 & trap 'kill $!; exit' TERM; wait ;;
esac
"""


def test_a_restored_graph_takes_the_place_of_the_old_one(layout: Layout, tmp_path: Path) -> None:
    begin(layout)
    (layout.data / "old").write_text("old", encoding="utf-8")
    launch = Launch(layout, java(tmp_path, SERVES), "5.26.30")
    file = tmp_path / "x.dump"
    file.write_bytes(b"x")
    restore(launch, file, accept, no_progress)
    assert layout.begun
    assert not (layout.data / "old").exists()
    assert sorted(path.name for path in layout.home.iterdir()) == ["data", "password", "run"]


@pytest.mark.parametrize("swapped", [False, True], ids=["between the renames", "after them"])
def test_a_restore_that_was_killed_is_settled(layout: Layout, swapped: bool) -> None:
    old = layout.home / "data-before-restore"
    old.mkdir()
    (old / "old").touch()
    (layout.home / "restoring" / "run").mkdir(parents=True)
    if swapped:
        layout.data.mkdir()
        (layout.data / "new").touch()
    settle(layout)
    settle(layout)
    assert [path.name for path in layout.data.iterdir()] == ["new" if swapped else "old"]
    assert sorted(path.name for path in layout.home.iterdir()) == ["data", "run"]


def is_ended_by_settling(layout: Layout, command: Sequence[str]) -> bool:
    """Whether a process that a killed command left at work has ended when the store is put in order."""
    with subprocess.Popen(command) as left:
        try:
            settle(layout)
            return left.poll() is not None
        finally:
            left.kill()


@pytest.mark.parametrize("place", ["", "restoring"], ids=["of the store", "of the one beside it"])
def test_a_tool_that_a_killed_command_left_at_work_is_ended(layout: Layout, tmp_path: Path, place: str) -> None:
    at = Layout(layout.home / place)
    at.run.mkdir(parents=True, exist_ok=True)
    command = java(tmp_path, "while :; do sleep 0.1; done").command(at.tool_arguments, [], ["org.neo4j.cli.AdminTool"])
    assert is_ended_by_settling(layout, command)
    assert [path.name for path in layout.home.iterdir()] == ["run"]


def test_a_server_that_a_killed_restore_left_is_stopped_though_it_has_made_no_file(layout: Layout) -> None:
    staged = Layout(layout.home / "restoring")
    staged.run.mkdir(parents=True)
    assert is_ended_by_settling(layout, ["sh", "-c", "while :; do sleep 0.1; done", staged.marker])
    assert [path.name for path in layout.home.iterdir()] == ["run"]


GIVES_UP = "echo '10:00 ERROR Failed to start Neo4j.' > logs/neo4j.log"


@pytest.mark.parametrize(
    ("script", "told"),
    [
        (
            "echo 'Error occurred during initialization of VM'; echo 'Could not reserve enough space for heap'; exit 1",
            r"Could not reserve enough space for heap \(free some memory first\)",
        ),
        (
            f"{GIVES_UP}; echo 'Caused by: java.io.IOException: No space left on device' >> logs/neo4j.log; sleep 60",
            r"No space left on device \(free some disk space first\)",
        ),
        (
            f"{GIVES_UP}; echo 'Caused by: x.XException: has not completed within the timeout' >> logs/neo4j.log; "
            "sleep 60",
            r"has not .* \(CLAIMGRAPH_TIME_LIMIT is too short for this machine\)",
        ),
    ],
    ids=["no memory", "full disk", "time limit"],
)
def test_a_start_that_fails_is_one_line_and_leaves_no_process(
    layout: Layout, tmp_path: Path, script: str, told: str
) -> None:
    begin(layout)
    launch = Launch(layout, java(tmp_path, script), "5.26.30")
    with pytest.raises(ServerError, match=rf"^Neo4j ended at its start: {told}; more in \S+\.log$"):
        launch.run(no_progress)
    assert not psutil.pid_exists(int(layout.pid.read_text(encoding="ascii"))) or process.search(layout.marker) is None


UNPACKS = """
case "$*" in
*--info*) echo 'Files: 3'; echo 'Bytes: {promised}' ;;
*AdminTool*) mkdir -p data/databases/neo4j; while :; do head -c 1000000 /dev/zero >> data/databases/neo4j/x; done ;;
esac
"""


@pytest.mark.parametrize(
    ("limit", "value", "promised", "told"),
    [
        ("_UNSUSPICIOUS", 3_000_000, 10**15, "it needs more than the [0-9,]+ bytes that may be taken of the disk"),
        (
            "_UNSUSPICIOUS",
            3_000_000,
            4_000_000,
            "it unpacks to more than 3,000,000 bytes, as no store of its size does",
        ),
        ("_UNSUSPICIOUS", 3_000_000, 1, "it unpacks to more than 3,000,000 bytes, as no store of its size does"),
        ("_RESERVE", 10**15, 1, "it needs more than the 0 bytes that may be taken of the disk"),
    ],
    ids=["says that it is larger than the disk", "says that it is a bomb", "is a bomb", "finds no room"],
)
def test_a_dump_that_would_fill_the_disk_is_refused(
    layout: Layout, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, limit: str, value: int, promised: int, told: str
) -> None:
    monkeypatch.setattr(dumps, limit, value)
    begin(layout)
    (layout.data / "kept").write_text("kept", encoding="utf-8")
    launch = Launch(layout, java(tmp_path, UNPACKS.replace("{promised}", str(promised))), "5.26.30")
    file = tmp_path / "x.dump"
    file.write_bytes(b"x")
    with pytest.raises(ServerError, match=rf"^\S+x\.dump cannot be restored: {told}; the store is as it was$"):
        restore(launch, file, accept, no_progress)
    assert sorted(path.name for path in layout.home.iterdir()) == ["data", "password", "run"]
    assert (layout.data / "kept").exists()

"""Projects side by side: each store has its own data, port and password; dumped, restored and dropped by name."""

from __future__ import annotations

import json
import os
import shlex
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from pathlib import Path

import pytest
from building import LATHES, MISSILES, NORLAND, VERIDIA, claim, document, reading, says
from click.testing import CliRunner, Result

from claimgraph.app.cli import main
from claimgraph.graph.model import Checked
from claimgraph.graph.scene import Scene
from claimgraph.graph.server.choices import Choices
from claimgraph.graph.server.local import LocalServer
from claimgraph.graph.server.places import default_cache
from claimgraph.graph.store import Store
from claimgraph.graph.store.reviewing import Reviewed

pytestmark = pytest.mark.integration

PAPER = document("a", "Ana Sol said Norland sold missiles to Veridia.", "Wire")
OTHER = document("b", "Ana Sol said Norland sold lathes to Veridia.", "Post")
MEMORY = 512

Command = Callable[..., Result]


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A home in which the stores `work` and `other` hold an article each, and `work.dump` is a dump of `work`."""
    folder = tmp_path_factory.mktemp("home with a space")
    for name, source, good in (("work", PAPER, MISSILES), ("other", OTHER, LATHES)):
        server(folder, name).ensure_running()
        with opened(folder, name) as store:
            store.prepare()
            store.put([reading(source, says(source, claim(good)), claims=(claim(good),))])
    with opened(folder, "work") as store:
        review(store)
    server(folder, "work").dump(folder / "work.dump")
    yield folder
    for store_folder in (folder / "stores").iterdir():
        server(folder, store_folder.name).stop()


@pytest.fixture
def run(home: Path, monkeypatch: pytest.MonkeyPatch) -> Command:
    """Run a command of claimgraph in that home."""
    for name, value in environment(home).items():
        monkeypatch.setenv(name, value)
    monkeypatch.delenv("NEO4J_URI", raising=False)

    def run(*arguments: str) -> Result:
        return CliRunner().invoke(main, arguments)

    return run


def environment(home: Path) -> dict[str, str]:
    return {"CLAIMGRAPH_HOME": str(home), "CLAIMGRAPH_CACHE": str(default_cache()), "CLAIMGRAPH_MEMORY": f"{MEMORY}m"}


def server(home: Path, name: str) -> LocalServer:
    return LocalServer(home / "stores" / name, default_cache(), Choices(memory=MEMORY << 20))


def opened(home: Path, name: str) -> AbstractContextManager[Store]:
    at = server(home, name).connection()
    return Store.connect(at.uri, at.username, at.password, at.database, to_upgrade=True)


def state(home: Path, name: str) -> tuple[object, ...]:
    with opened(home, name) as store:
        return store.state() or ()


def review(store: Store) -> None:
    """Decide, note, grade, know, and keep a view."""
    ((_, record),) = store.network().records.items()
    store.confirm(record.statements[0].id, by="Ada", why="seen the papers")
    store.note_on(record.claim.id, "ask the port", by="Ada")
    store.tag(record.claim.id, "harbour", by="Ben")
    store.grade(article="a", grade="B2", by="Ada")
    store.grade(outlet="Wire", grade="C", by="Ada")
    store.know(NORLAND.id, VERIDIA.id, MISSILES.id, by="Ada", why="a call", affirms=False)
    store.not_same(NORLAND.id, VERIDIA.id, by="Ada")
    store.scenes.keep(
        Scene(
            "first",
            "Missiles",
            "for Eve",
            "v=supply",
            store.scenes.claims([record.claim.id]),
            "Ada",
            "2026-03-01T10:00:00",
        )
    )


def reviewed(home: Path, name: str) -> tuple[list[Reviewed], list[Scene], set[str | None]]:
    """Every decision in force with what became of it, every view, and what each statement says about who checked it."""
    with opened(home, name) as store:
        checked = {one.checked for record in store.network().records.values() for one in record.statements}
        return store.reviews(), store.scenes.all(), checked


def articles(home: Path, name: str) -> list[str]:
    with opened(home, name) as store:
        assert list(store.check()) == []
        return [article.id for article in store.articles()]


def done(result: Result) -> None:
    assert result.exit_code == 0, result.output


def error(result: Result) -> str:
    assert result.exit_code == 2, result.output
    assert "Traceback" not in result.output
    (line,) = [line for line in result.stderr.splitlines() if line.startswith("Error:")]
    return line


def test_stores_share_neither_data_nor_address_nor_password(home: Path, run: Command) -> None:
    assert [json.loads(run("articles", "--json", "--store", name).stdout)[0]["id"] for name in ("work", "other")] == [
        "a",
        "b",
    ]
    work, other = (server(home, name).connection() for name in ("work", "other"))
    assert work.uri != other.uri
    assert work.password != other.password


def test_the_environment_names_a_store_for_all_commands(run: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CLAIMGRAPH_STORE", "other")
    assert json.loads(run("articles", "--json").stdout)[0]["id"] == "b"
    assert json.loads(run("articles", "--json", "--store", "work").stdout)[0]["id"] == "a"


def test_all_stores_are_listed(home: Path, run: Command) -> None:
    listed = json.loads(run("db", "list", "--json").stdout)
    assert {name: listed[name]["uri"] for name in ("other", "work")} == {
        name: server(home, name).connection().uri for name in ("other", "work")
    }
    assert [line.split()[0] for line in run("db", "list").stdout.splitlines()] == sorted(listed)


def test_the_address_is_printed_for_other_programs(home: Path, run: Command) -> None:
    assert run("db", "url", "--store", "other").stdout == server(home, "other").connection().uri + "\n"


@pytest.mark.skipif("sys.platform == 'win32'")
def test_the_printed_command_opens_a_shell_of_that_store(home: Path, run: Command, tmp_path: Path) -> None:
    fake = tmp_path / "cypher-shell"
    fake.write_text('#!/bin/sh\necho "$NEO4J_PASSWORD" "$@"\n', encoding="utf-8")
    fake.chmod(0o755)
    command = run("db", "shell", "--store", "work").stdout
    at = server(home, "work").connection()
    assert at.password not in command
    path = f"{tmp_path}:{os.environ['PATH']}"
    said = subprocess.run(["sh", "-c", command], env={"PATH": path}, capture_output=True, text=True, check=True).stdout
    assert said.split() == [
        at.password,
        *shlex.split(f"-a {at.uri} -u neo4j -d neo4j --access-mode read"),
    ]


def test_a_dump_is_restored_into_a_new_store_beside_the_old_one(home: Path, run: Command) -> None:
    done(run("db", "restore", str(home / "work.dump"), "--store", "copy"))
    assert articles(home, "copy") == articles(home, "work") == ["a"]
    assert reviewed(home, "copy") == reviewed(home, "work")
    # Whoever keeps what he read of one does not take it for the other's, though both have seen the same writes.
    assert state(home, "copy")[:2] == state(home, "work")[:2]
    assert state(home, "copy") != state(home, "work") == state(home, "work")
    decisions, views, checked = reviewed(home, "copy")
    assert (len(decisions), [one.note for one in views], checked) == (7, ["for Eve"], {Checked.CONFIRMED})
    with opened(home, "copy") as store:
        store.forget("a")
    assert (articles(home, "copy"), articles(home, "work")) == ([], ["a"])
    done(run("db", "drop", "--store", "copy", "--yes"))
    assert not (home / "stores" / "copy").exists()
    assert articles(home, "work") == ["a"]


def test_a_store_that_holds_something_is_replaced_only_by_force(home: Path, run: Command) -> None:
    line = error(run("db", "restore", str(home / "work.dump"), "--store", "other"))
    assert line == f"Error: the store 'other' is not empty; --force replaces it by {home / 'work.dump'}"
    assert articles(home, "other") == ["b"]


def test_what_is_put_into_a_store_while_a_dump_is_read_is_not_replaced(
    home: Path, run: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    empty_at_first, is_empty = iter([True]), Store.is_empty
    monkeypatch.setattr(Store, "is_empty", lambda store: next(empty_at_first, False) or is_empty(store))
    line = error(run("db", "restore", str(home / "work.dump"), "--store", "other"))
    assert line == f"Error: the store 'other' is not empty; --force replaces it by {home / 'work.dump'}"
    assert articles(home, "other") == ["b"]


def test_a_dump_that_cannot_be_written_is_told_and_the_server_goes_on(home: Path, run: Command) -> None:
    target = home / "nowhere" / "x.dump"
    assert error(run("db", "dump", str(target), "--store", "work")).endswith(
        f"into {target}: No such file or directory"
    )
    assert articles(home, "work") == ["a"]


def broken(dump: bytes) -> dict[str, tuple[bytes, str]]:
    middle = len(dump) // 2
    return {
        "cut off": (dump[:middle], "it is cut off, a part is missing"),
        "damaged": (dump[:middle] + b"\xff" * 8 + dump[middle + 8 :], "it is damaged"),
        "foreign": (b"PK\x03\x04 no dump at all", "it is no dump of a Neo4j"),
        "empty": (b"", "it is no dump of a Neo4j"),
    }


@pytest.mark.parametrize("kind", broken(b""))
def test_a_broken_dump_is_one_line_and_changes_nothing(home: Path, run: Command, kind: str, tmp_path: Path) -> None:
    content, reason = broken((home / "work.dump").read_bytes())[kind]
    file = tmp_path / "x.dump"
    file.write_bytes(content)
    pid = server(home, "other").status().pid
    line = error(run("db", "restore", str(file), "--store", "other", "--force"))
    assert line == f"Error: {file} cannot be restored: {reason}; the store is as it was"
    assert (server(home, "other").status().pid, articles(home, "other")) == (pid, ["b"])
    assert not (home / "stores" / "other" / "restoring").exists()


def test_a_broken_dump_makes_no_store(home: Path, run: Command, tmp_path: Path) -> None:
    (tmp_path / "x.dump").write_bytes(b"")
    error(run("db", "restore", str(tmp_path / "x.dump"), "--store", "never"))
    assert not (home / "stores" / "never").exists()


@pytest.mark.parametrize(
    ("cypher", "reason"),
    [
        ("MATCH (n) DETACH DELETE n", "it holds a Neo4j database, but no graph of claimgraph"),
        ("MATCH (m:Meta) SET m.schema = 99", "the graph has schema 99 of a newer claimgraph"),
        ("DROP CONSTRAINT claimgraph_meta_id; MATCH (m:Meta) CREATE (n:Meta) SET n = m", "Neo4j at "),
    ],
)
def test_a_dump_of_another_graph_is_not_restored(
    home: Path, run: Command, tmp_path: Path, cypher: str, reason: str
) -> None:
    import neo4j

    at = server(home, "foreign").ensure_running()
    with opened(home, "foreign") as store:
        store.prepare()
    with neo4j.GraphDatabase.driver(at.uri, auth=(at.username, at.password)) as driver:
        for statement in cypher.split(";"):
            driver.execute_query(statement)  # type: ignore[arg-type]
    file = tmp_path / "foreign.dump"
    for command in (("stop",), ("dump", str(file)), ("drop", "--yes")):
        done(run("db", *command, "--store", "foreign"))
    line = error(run("db", "restore", str(file), "--store", "other", "--force"))
    assert line.startswith(f"Error: {file} is not restored: {reason}")
    assert articles(home, "other") == ["b"]


FOREIGN = """
DROP INDEX claimgraph_entity_names;
CREATE FULLTEXT INDEX claimgraph_entity_names FOR (n:Other) ON EACH [n.name];
DROP INDEX claimgraph_quotes;
CREATE FULLTEXT INDEX claimgraph_quotes FOR ()-[r:REPORTED_IN]-() ON EACH [r.quote];
DROP CONSTRAINT claimgraph_article_id;
CREATE CONSTRAINT `one ``outlet` FOR (a:Article) REQUIRE a.outlet IS UNIQUE;
CREATE INDEX long FOR (t:Text) ON (t.text);
CREATE INDEX mine FOR (o:Other) ON (o.name)
"""


def test_a_dump_brings_no_constraints_and_indexes_in_the_place_of_ours(
    home: Path, run: Command, tmp_path: Path
) -> None:
    import neo4j

    server(home, "foreign").ensure_running()
    with opened(home, "foreign") as store:
        store.prepare()
        assert store.renew_schema() == 0
        store.put([reading(PAPER, says(PAPER, claim(MISSILES)), claims=(claim(MISSILES),))])
    at, file = server(home, "foreign").connection(), tmp_path / "foreign.dump"
    with neo4j.GraphDatabase.driver(at.uri, auth=(at.username, at.password)) as driver:
        for statement in FOREIGN.split(";"):
            driver.execute_query(statement)  # type: ignore[arg-type]
    done(run("db", "dump", str(file), "--store", "foreign"))
    restored = run("db", "restore", str(file), "--store", "foreign", "--force")
    done(restored)
    assert "5 constraints and indexes of it had to be set right" in restored.stderr
    with opened(home, "foreign") as store:
        assert store.renew_schema() == 0
        again = document("c", "Ana Sol said Norland sold missiles to Veridia.", "Wire")
        store.put([reading(again, says(again, claim(MISSILES)), claims=(claim(MISSILES),))])
    at = server(home, "foreign").connection()
    with neo4j.GraphDatabase.driver(at.uri, auth=(at.username, at.password)) as driver:
        names = {record["name"] for record in driver.execute_query("SHOW INDEXES").records}
    assert (names & {"mine", "long", "one `outlet"}) == {"mine"}
    done(run("db", "drop", "--store", "foreign", "--yes"))


@pytest.mark.skipif("sys.platform == 'win32'")
@pytest.mark.parametrize(
    "reached",
    ["restoring/data/databases/neo4j", "restoring/run/pid"],
)
def test_a_restore_that_is_killed_leaves_the_old_store(home: Path, run: Command, reached: str) -> None:
    other = home / "stores" / "other"
    command = [sys.executable, "-m", "claimgraph.app", "db", "restore", str(home / "work.dump"), "--force"]
    with subprocess.Popen([*command, "--store", "other"], env={**os.environ, **environment(home)}) as restoring:
        deadline = time.monotonic() + 120
        while not (other / reached).exists() and time.monotonic() < deadline:
            time.sleep(0.02)
        restoring.kill()
    assert (other / reached).exists()
    run("db", "stop", "--store", "other")
    assert sorted(path.name for path in other.iterdir() if "restor" in path.name) == []
    done(run("articles", "--store", "other"))
    assert articles(home, "other") == ["b"]


def test_a_restore_that_was_killed_between_two_renames_goes_back(home: Path, run: Command) -> None:
    run("db", "stop", "--store", "other")
    other = home / "stores" / "other"
    (other / "data").rename(other / "data-before-restore")
    done(run("articles", "--store", "other"))
    assert articles(home, "other") == ["b"]


def test_force_replaces_the_graph_but_not_the_way_to_it(home: Path, run: Command) -> None:
    before = server(home, "other").connection()
    done(run("db", "restore", str(home / "work.dump"), "--store", "other", "--force"))
    assert (server(home, "other").connection(), articles(home, "other")) == (before, ["a"])


@pytest.mark.skipif("sys.platform == 'win32'")
def test_a_store_is_dropped_after_a_yes_only(home: Path, run: Command) -> None:
    run("db", "start", "--store", "gone")
    for answer, left in ((b"n\n", True), (b"y\n", False)):
        assert b"for ever? [y/N]" in answered(home, answer, "db", "drop", "--store", "gone")
        assert (home / "stores" / "gone").exists() is left
    assert not [path for path in (home / "stores").iterdir() if "gone" in path.name]


def answered(home: Path, answer: bytes, *arguments: str) -> bytes:
    """What a command says that is run on a terminal, where somebody types `answer`."""
    import pty

    ours, theirs = pty.openpty()
    with os.fdopen(ours, "wb", buffering=0) as terminal, os.fdopen(theirs, "rb", buffering=0) as stdin:
        terminal.write(answer)
        return subprocess.run(
            [sys.executable, "-m", "claimgraph.app", *arguments],
            stdin=stdin,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            env={**os.environ, **environment(home)},
            check=False,
        ).stdout

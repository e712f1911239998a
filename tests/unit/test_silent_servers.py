"""Servers that keep a client waiting: each command gives up by its own deadline, and says so in one line."""

from __future__ import annotations

import dataclasses
from pathlib import Path
from typing import Any

import pytest
from bolt import MANIFEST, Pretended, pretending
from click.testing import CliRunner

from claimgraph.app.cli import main
from claimgraph.graph.store import store as store_module
from claimgraph.graph.store.schema import VERSION

COMMANDS = {
    "stats": ["stats"],
    "articles": ["articles"],
    "query": ["query", "run", "suppliers-of", "-p", "state=Russia"],
    "export": ["export", "-o", "graph.csv"],
    "check": ["db", "check"],
    "why": ["why", "China -> Russia: lathes"],
    "namesakes": ["namesakes"],
    "decisions": ["decisions"],
}
META = {"meta.schema AS schema": [VERSION], "meta.writes AS writes": [1]}


@pytest.fixture(autouse=True)
def impatient(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(store_module, "_SILENCE", 0.3)
    monkeypatch.setattr(store_module, "_RETRIES", 0.1)
    monkeypatch.setattr(store_module, "_CONNECTION_TIMEOUT", 0.5)
    allow(monkeypatch, bytes=100_000)


def allow(monkeypatch: pytest.MonkeyPatch, **changes: float) -> None:
    """Let own reads take other amounts."""
    for name in ("_READS", "_CHECKS"):
        changed: Any = dataclasses.replace(getattr(store_module, name), **changes)
        monkeypatch.setattr(store_module, name, changed)


def told_by(command: list[str], what: Pretended, monkeypatch: pytest.MonkeyPatch) -> str:
    """The one line that a command tells of a server that seems to be `what`."""
    with pretending(what) as at:
        monkeypatch.setenv("NEO4J_URI", f"bolt://{at}")
        monkeypatch.setenv("NEO4J_PASSWORD", "secret")
        result = CliRunner().invoke(main, command)
    assert result.exit_code == 2, result.output
    assert result.exception is None or isinstance(result.exception, SystemExit)
    assert len(result.stderr.strip().splitlines()) == 1
    assert at in result.stderr
    return result.stderr


@pytest.mark.parametrize(
    ("handshake", "flood"),
    [
        (MANIFEST, b"\xff" * 65_536),  # one number without end
        (MANIFEST, b"\xff\xff\xff\xff\x7f" + 10_000 * b"\x00\x00\x04\x05"),  # versions without end
        (Pretended().handshake, b"\xff\xff" + 65_535 * b"\xd2"),  # an answer to HELLO without end
    ],
    ids=["number", "versions", "hello"],
)
@pytest.mark.parametrize("command", [COMMANDS["stats"], COMMANDS["export"]], ids=["stats", "export"])
def test_a_connection_whose_opening_never_ends_is_given_up(
    command: list[str], handshake: bytes, flood: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(store_module, "_CONNECTION_TIMEOUT", 60.0)
    endless = Pretended(handshake=handshake, floods_with=flood)
    assert "the server sends too much while a connection is opened" in told_by(command, endless, monkeypatch)


@pytest.mark.parametrize("command", COMMANDS.values(), ids=COMMANDS)
@pytest.mark.parametrize("moment", ["HELLO", "LOGON", "BEGIN", "meta.schema AS schema"])
def test_a_server_that_says_nothing_from_the_start_is_told(
    command: list[str], moment: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert "answer" in told_by(command, Pretended(rows=META, silent_at=[moment]), monkeypatch)


@pytest.mark.parametrize("command", COMMANDS.values(), ids=COMMANDS)
def test_a_server_that_falls_silent_at_the_work_is_told(command: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    assert "stopped answering" in told_by(command, Pretended(rows=META, silent_at=["meta.writes"]), monkeypatch)


@pytest.mark.parametrize("command", COMMANDS.values(), ids=COMMANDS)
def test_a_server_that_only_says_that_it_is_there_is_told(command: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    allow(monkeypatch, seconds=0.5, grace=0.1)
    there = Pretended(rows=META, silent_at=["meta.schema AS schema"], says_something=True)
    assert "did not end its answer within 0.5 s" in told_by(command, there, monkeypatch)


@pytest.mark.parametrize("command", COMMANDS.values(), ids=COMMANDS)
@pytest.mark.parametrize("part", ["meta.schema AS schema", "meta.writes AS writes"])
def test_a_server_that_sends_records_without_end_is_told(
    command: list[str], part: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert "answers more than claimgraph asked for" in told_by(
        command, Pretended(rows=META, endless_at=[part]), monkeypatch
    )


@pytest.mark.parametrize("command", COMMANDS.values(), ids=COMMANDS)
@pytest.mark.parametrize("rows", [META, {**META, "RETURN": [7]}])
def test_a_server_whose_records_lack_what_was_asked_for_is_told(
    command: list[str], rows: dict[str, list[Any]], monkeypatch: pytest.MonkeyPatch
) -> None:
    told_by(command, Pretended(rows=rows), monkeypatch)

"""Pipes, sockets and devices where a file belongs are refused in one line: nobody waits, and none is replaced."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from click.testing import CliRunner

from claimgraph.app.cli import main

pytestmark = pytest.mark.skipif("sys.platform == 'win32'")

COMMANDS = {
    "export to it": ["export", "news.txt", "-o", "pipe.html"],
    "export from it": ["export", "pipe.html", "-o", "x.html"],
    "load its page": ["load", "news.txt", "--html", "pipe.html"],
    "extract it": ["extract", "pipe.html"],
    "take decisions in from it": ["decisions", "import", "pipe.html"],
    "save its query": ["query", "save", "own", "pipe.html"],
    "dump to it": ["db", "dump", "pipe.html", "--force"],
}


@pytest.mark.parametrize("command", COMMANDS)
def test_a_pipe_where_a_file_belongs_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, command: str) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("CLAIMGRAPH_HOME", str(tmp_path / "home"))
    (tmp_path / "news.txt").write_text("Norway supplied gas to Germany.", encoding="utf-8")
    os.mkfifo(tmp_path / "pipe.html")
    result = CliRunner().invoke(main, COMMANDS[command])
    assert result.exit_code in (1, 2), result.output
    [line] = [line for line in result.stderr.splitlines() if "pipe.html" in line and "Usage" not in line]
    assert "is no file, but " in line
    assert (tmp_path / "pipe.html").is_fifo()

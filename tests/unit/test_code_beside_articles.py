"""Nothing that lies in the current folder runs: it may be a corpus from anywhere."""

from __future__ import annotations

import os
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import fragile
import pytest
from queries_corpus import readings

from claimgraph.graph.ownpython import started_safely
from claimgraph.graph.store.bulk import BulkGraph

ROOT = Path(__file__).parents[2]
SENTENCE = "Norland sold forty lathes to Veridia last year, officials said on Friday, in a deal that nobody announced."
NAMES = ("claimgraph", "multiprocessing", "struct", "socket", "json", "pickle", "hashlib", "queue")
"""Modules that a new Python looks for early."""


@pytest.fixture
def trap(tmp_path: Path) -> Path:
    """A folder with modules that tell in the file `ran` that they ran."""
    folder = tmp_path / "corpus"
    folder.mkdir()
    for name in NAMES:
        tells = f"open({str(tmp_path / 'ran')!r}, 'a').write({name!r})\n"
        (folder / f"{name}.py").write_text(tells, encoding="utf-8")
    paragraphs = "".join(f"<p>{SENTENCE} It was the {number}th.</p>" for number in range(500))
    page = f"<!DOCTYPE html><html><head><title>Lathes</title></head><body><article>{paragraphs}</article></body></html>"
    (folder / "large.html").write_text(page, encoding="utf-8")
    return folder


def test_reading_runs_no_code_that_lies_beside_the_articles(trap: Path, tmp_path: Path) -> None:
    plugins = tmp_path / "plugins"
    plugins.mkdir()
    fragile.install(plugins)
    command = [sys.executable, "-P", "-m", "claimgraph.app", "extract", "large.html", "--extractor", "fragile"]
    done = subprocess.run(
        [*command, "--workers", "2"],
        cwd=trap,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, (os.environ.get("PYTHONPATH"), str(plugins))))},
        capture_output=True,
        text=True,
        check=False,
    )
    assert not (tmp_path / "ran").exists()
    assert (done.returncode, done.stderr) == (0, "")


def test_counting_runs_no_code_that_lies_in_the_current_folder(
    trap: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "files"
    folder.mkdir()
    monkeypatch.chdir(trap)
    with closing(BulkGraph(folder)) as graph:
        for one in readings():
            graph.add(one)
        graph.write(2)
    assert not (tmp_path / "ran").exists()


@pytest.mark.parametrize("before", [None, "", "1"])
def test_the_environment_is_as_it_was_afterwards(monkeypatch: pytest.MonkeyPatch, before: str | None) -> None:
    monkeypatch.delenv("PYTHONSAFEPATH", raising=False)
    if before is not None:
        monkeypatch.setenv("PYTHONSAFEPATH", before)
    with started_safely():
        assert os.environ["PYTHONSAFEPATH"] == "1"
    assert os.environ.get("PYTHONSAFEPATH") == before


@pytest.mark.parametrize("sign", ["sys.executable", "process.start()", " ensure_running()"])
def test_every_start_of_a_python_goes_one_way(sign: str) -> None:
    for room in ("app", "graph", "loaders", "queries"):
        for path in (ROOT / room).rglob("*.py"):
            lines = path.read_text(encoding="utf-8").splitlines()
            for number, line in enumerate(lines):
                if sign in line and path.name != "ownpython.py":
                    assert "started_safely()" in lines[number - 1], f"{path}:{number + 1}"

"""The wheel works when it is installed alone in an empty environment."""

from __future__ import annotations

import json
import subprocess
import sys
import venv
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]

pytestmark = pytest.mark.integration


def _run(*command: str | Path, cwd: Path) -> str:
    done = subprocess.run([str(part) for part in command], cwd=cwd, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def empty_environment(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The programs of a virtual environment that holds the wheel and what it asks for, nothing else."""
    folder = tmp_path_factory.mktemp("wheel")
    source = folder / "source"
    _run("git", "clone", "--quiet", ROOT, source, cwd=folder)
    _run(sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", "--wheel-dir", folder, source, cwd=folder)
    venv.create(folder / "environment", with_pip=True)
    programs = folder / "environment" / ("Scripts" if sys.platform == "win32" else "bin")
    (wheel,) = folder.glob("claimgraph-*.whl")
    _run(programs / "python", "-m", "pip", "install", "--quiet", wheel, cwd=folder)
    return programs


def test_the_command_extracts_and_draws(empty_environment: Path, tmp_path: Path) -> None:
    (tmp_path / "wire.txt").write_text("Norway supplied gas to Germany.", encoding="utf-8")
    program = empty_environment / "claimgraph"
    (record,) = [json.loads(line) for line in _run(program, "extract", "wire.txt", cwd=tmp_path).splitlines()]
    assert len(record["claims"]) == 1
    _run(program, "export", "wire.txt", "-o", "graph.html", cwd=tmp_path)
    assert "Norway" in (tmp_path / "graph.html").read_text(encoding="utf-8")


def test_a_saved_web_page_is_read(empty_environment: Path, tmp_path: Path) -> None:
    sentences = "Norway supplied gas to Germany. " + "The pipeline was built long ago and has been mended since. " * 8
    page = f"<html><head><title>Gas</title></head><body><article><p>{sentences}</p></article></body></html>"
    (tmp_path / "page.html").write_text(page, encoding="utf-8")
    record = json.loads(_run(empty_environment / "claimgraph", "extract", "page.html", cwd=tmp_path))
    assert [claim["supplier"] for claim in record["claims"]] == ["Norway"]


def test_the_saved_queries_are_in_it(empty_environment: Path, tmp_path: Path) -> None:
    names = {
        query["name"]
        for query in json.loads(_run(empty_environment / "claimgraph", "query", "list", "--json", cwd=tmp_path))
    }
    assert names >= {path.stem for path in (ROOT / "queries/library").glob("*.cypher")}

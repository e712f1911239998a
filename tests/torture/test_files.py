"""Damaged files cost a line each at most: never a traceback, never another article, never the run."""

from __future__ import annotations

import os
import random
import subprocess
import sys
from pathlib import Path

import pytest
from fuzzed import write_damaged, write_good
from tried import Tried

from claimgraph.graph.printable import MOST_SHOWN, safe
from claimgraph.graph.store import Store
from claimgraph.loaders.extract.extractor import Extractor
from claimgraph.loaders.reading import read_here
from claimgraph.loaders.sources import SourceFailure, read_sources

FILES_READ = 60
"""So many damaged files are read in a round."""
FILES_LOADED = 20
"""So many damaged files a round are among those of the one load by the command line."""
SECONDS = 600
ENDS = (0, 2)


def test_a_damaged_file_is_read_or_refused_in_one_line(
    tmp_path: Path, chance: random.Random, rounds: int, extractor: Extractor, tried: Tried
) -> None:
    harm = []
    for _ in range(rounds):
        for file in write_damaged(tmp_path, FILES_READ, chance):
            wrong = _wrong(file, extractor)
            tried.count("damaged file, read and searched for claims", held=not wrong)
            if wrong:
                harm.append((wrong, file.name, file.read_bytes()))
    assert harm == []


def _wrong(file: Path, extractor: Extractor) -> str:
    """What is wrong with what comes of a file; nothing where all is as it should be."""
    remarks: list[str] = []
    try:
        results = list(read_here(read_sources([file], notice=remarks.append), extractor))
    except Exception as error:
        return f"raises {error!r}"
    lines = [*remarks, *(str(result) for result in results if isinstance(result, SourceFailure))]
    several = [line for line in lines if len(line.splitlines()) != 1]
    if several:
        return f"is told in several lines: {several}"
    faults = [line for line in lines if "please report" in line]
    return f"meets a fault of ours: {faults}" if faults else ""


@pytest.mark.integration
def test_good_files_among_damaged_ones_are_loaded(
    tmp_path: Path,
    chance: random.Random,
    rounds: int,
    shared_store: Store,
    store_environment: dict[str, str],
    tried: Tried,
) -> None:
    folder = tmp_path / "corpus"
    folder.mkdir()
    files = write_damaged(folder, FILES_LOADED * rounds, chance)
    words = write_good(folder)
    command = [sys.executable, "-m", "claimgraph.app", "load", "--workers", "2", str(folder)]
    with tried.holding("damaged file, loaded by the command line", len(files)):
        environment = {**os.environ, **store_environment}
        ran = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=SECONDS, check=False)
        assert ran.returncode in ENDS, ran.stderr
        for line in ran.stderr.splitlines():
            assert line.startswith(("Error: ", "Note: ", "Not read, ")), ran.stderr
            assert len(line) <= MOST_SHOWN, line
            assert safe(line) == line
        assert "Traceback" not in ran.stdout
    with tried.holding("good file among them", len(words)):
        texts = [shared_store.text(article.id) for article in shared_store.articles()]
        assert [word for word in words if not any(word in text for text in texts)] == []
        assert list(shared_store.check()) == []

"""The files of a graph for the importer: the same, however many processes count what is said of claims."""

from __future__ import annotations

import re
import threading
import time
from contextlib import closing
from pathlib import Path

import psutil
import pytest
from queries_corpus import readings

from claimgraph.app.bulk import _room_told as room_told
from claimgraph.graph.errors import ServerError
from claimgraph.graph.store.bulk import BulkGraph
from claimgraph.graph.store.change import LoadChange
from claimgraph.graph.store.portions import processes_for


def _written(folder: Path, processes: int) -> tuple[dict[str, list[str]], LoadChange]:
    """The lines of each label and type in order, whatever file of it they stand in, and what was written."""
    folder.mkdir()
    with closing(BulkGraph(folder)) as graph:
        for one in readings():
            graph.add(one)
        arguments, change = graph.write(processes)
    told = (argument.rpartition("=")[2].split(",") for argument in arguments if ".csv" in argument)
    lines: dict[str, list[str]] = {}
    for first, *others in told:
        texts = [Path(path).read_text(encoding="utf-8").splitlines() for path in (first, *others)]
        lines[Path(first).name] = [texts[0][0], *sorted(line for text in (texts[0][1:], *texts[1:]) for line in text)]
    return lines, change


def test_three_processes_write_what_one_writes(tmp_path: Path) -> None:
    alone, change = _written(tmp_path / "alone", 1)
    together, same = _written(tmp_path / "together", 3)
    assert together == alone
    assert same == change
    assert change.claims_added == len(alone["Claim.csv"]) - 1 > 0
    assert list((tmp_path / "together").glob("Claim.csv.[12]"))
    assert not list((tmp_path / "alone").glob("*.csv.*"))


def test_a_small_corpus_is_counted_by_one_process() -> None:
    assert processes_for(2_000) == 1


def test_what_a_killed_process_was_to_count_is_counted_all_the_same(tmp_path: Path) -> None:
    alone = _written(tmp_path / "alone", 1)
    killing = threading.Thread(target=_kill_a_counting_process)
    killing.start()
    assert _written(tmp_path / "killed", 2) == alone
    killing.join()
    assert not _counting_processes()


def _counting_processes() -> list[psutil.Process]:
    return [child for child in psutil.Process().children() if "spawn_main" in " ".join(child.cmdline())]


def _kill_a_counting_process() -> None:
    """Kill the first process that starts here to count, long before it can have done it."""
    for _ in range(3000):
        for child in _counting_processes():
            child.kill()
            return
        time.sleep(0.01)


@pytest.mark.skipif("sys.platform != 'linux'")
def test_a_disk_that_is_full_under_the_files_of_an_import_is_named(tmp_path: Path) -> None:
    told = re.escape(f"not enough disk space in {tmp_path} for the files of the import")
    with pytest.raises(ServerError, match=told), room_told(tmp_path), Path("/dev/full").open("wb") as file:
        file.write(b"a" * 100_000)

"""A disk that is full in the middle of a load: one clear line, nothing by half, and the same command goes on."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from faulty import Site, Tally, Witness

pytestmark = pytest.mark.faults

SIZE = 600_000_000
LEFT = 200_000
MISTAKE = 2


@contextmanager
def small_disk(folder: Path) -> Iterator[Path]:
    """A disk of its own for a folder, in memory; only root may make one."""
    folder.mkdir()
    command = ["mount", "-t", "tmpfs", "-o", f"size={SIZE}", "tmpfs", str(folder)]
    if os.geteuid() or subprocess.run(command, capture_output=True, check=False).returncode:
        pytest.skip("a small disk can only be mounted by root, and not in every container")
    try:
        yield folder
    finally:
        subprocess.run(["umount", "--lazy", str(folder)], check=False)


def test_a_full_disk_is_told_and_the_same_command_goes_on_when_there_is_room(
    tmp_path: Path, extractors: Path, news: Path, witness: Witness, tally: Tally
) -> None:
    with small_disk(tmp_path / "disk") as disk, Site.at(disk / "home", extractors) as site:
        filler = disk / "filler"
        site.empty()
        load = site.load(news)
        load.wait_for(lambda: load.acknowledged > 0)
        free = os.statvfs(disk)
        _fill(filler, free.f_bavail * free.f_frsize - LEFT)
        tally.inject("disk full")
        assert load.wait() == MISTAKE
        assert load.shown.count("Error:") == 1
        assert "not enough disk space" in load.shown
        assert "the same command goes on from there" in load.shown
        filler.unlink()
        with site.store() as store:
            witness.check_acknowledged(store, load.acknowledged)
            witness.check_whole(store)
        tally.all_is_right()
        assert site.load(news).wait() == 0
        with site.store() as store:
            witness.check_same(store)


def _fill(file: Path, size: int) -> None:
    with file.open("wb") as rest:
        os.posix_fallocate(rest.fileno(), 0, size)

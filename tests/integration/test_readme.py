"""The README keeps its word: each command that it shows runs, in its order, on the articles that it loads."""

from __future__ import annotations

import os
import re
import shlex
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from command_line import SEEDS, CommandLine

README = Path(__file__).parents[2] / "README.md"

pytestmark = [pytest.mark.integration, pytest.mark.usefixtures("store")]


def commands() -> Iterator[list[str]]:
    """The arguments of each `claimgraph` in the README's shell blocks."""
    for block in re.findall(r"```sh\n(.*?)```", README.read_text(encoding="utf-8"), re.S):
        for line in block.replace(" && ", "\n").splitlines():
            words = shlex.split(line, comments=True)
            if words and Path(words[0]).name == "claimgraph":
                yield [name for word in words[1:] for name in (as_the_shell(word) if ".md" in word else [word])]


def as_the_shell(pattern: str) -> list[str]:
    """The files that a pattern names."""
    return sorted(map(str, Path().glob(pattern)))


def opened_and_stopped(arguments: list[str], environment: dict[str, str]) -> int:
    """The exit status of a live page that is stopped by Ctrl-C once it has told its address."""
    command = [sys.executable, "-m", "claimgraph.app", *arguments, "--no-browser"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=environment) as page:
        assert page.stdout is not None
        assert re.match(r"http://[0-9a-f]{32}\.localhost:\d+/", page.stdout.readline())
        page.send_signal(signal.SIGINT)
        return page.wait(60)


@pytest.mark.skipif("sys.platform == 'win32'")
def test_every_command_of_the_readme_runs_on_its_articles(
    store_environment: dict[str, str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shutil.copytree(SEEDS, tmp_path / "seeds")
    monkeypatch.chdir(tmp_path)
    for name, value in store_environment.items():
        monkeypatch.setenv(name, value)
    line = CommandLine(store_environment)
    ran = []
    for arguments in commands():
        if arguments[0] == "explore":
            assert opened_and_stopped(arguments, {**os.environ}) == 0, arguments
        else:
            line.output(*arguments)
        ran.append(arguments[0])
    assert {"load", "query", "why", "merge", "split", "explore", "export"} <= {*ran}
    for written in ("graph.html", "russia.html", "everything.graphml", "russia.json"):
        assert (tmp_path / written).stat().st_size > 1000

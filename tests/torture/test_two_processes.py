"""Random commands of two people at once, on one store: what is left is what a plain model says, and nothing else."""

from __future__ import annotations

import json
import os
import random
import subprocess
import sys
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path

import made_news
import pytest
from emptying import emptied
from graph_lines import WholeGraph
from tried import Tried

from claimgraph.graph.store import Store

pytestmark = pytest.mark.integration

PEOPLE = ("ana", "bo")
FIRMS = {"ana": made_news.FIRMS[:4], "bo": made_news.FIRMS[4:8]}
"""Each decides about firms of their own, and loads articles of their own: the end does not depend on who is first."""
ARTICLES = 6
"""So many articles each of them has at most."""
SECONDS = 300


@dataclass
class Person:
    """The plain model of what one person did: which articles are left and which firms are one with others.

    Parameters:
        name: who it is.
        folder: where the files that are loaded are written.
        chance: what commands are drawn from.
        articles: the articles that are there now, as lines of JSON; each has a file of its own, with this name, since
            an article is called by its file.
        merges: the firm with which each firm is one.
    """

    name: str
    folder: Path
    chance: random.Random
    articles: dict[str, str] = field(default_factory=dict)
    merges: dict[str, str] = field(default_factory=dict)

    def commands(self, count: int) -> Iterator[list[str]]:
        """So many commands, each of which can be done when those before it are."""
        for number in range(count):
            yield self.chance.choice((self._load, self._load, self._forget, self._merge, self._split, _rebuild))(number)

    def _load(self, number: int) -> list[str]:
        """Load some articles, new ones and others in the place of those that are there."""
        names = [f"{self.name}-{place}" for place in self.chance.sample(range(ARTICLES), self.chance.randint(1, 3))]
        for name in names:
            self.articles[name] = json.dumps(made_news.article(self.chance, _address(name), name))
        return _load_command(self.written(f"{self.name}-at-{number}", names))

    def written(self, folder: str, names: Iterable[str]) -> Path:
        """A folder with some of the articles."""
        place = self.folder / folder
        place.mkdir(exist_ok=True)
        for name in names:
            (place / f"{name}.jsonl").write_text(self.articles[name] + "\n", encoding="utf-8")
        return place

    def _forget(self, number: int) -> list[str]:
        if not self.articles:
            return self._load(number)
        name = self.chance.choice(sorted(self.articles))
        del self.articles[name]
        return ["forget", _address(name)]

    def _merge(self, number: int) -> list[str]:
        free = [firm for firm in FIRMS[self.name] if firm not in {*self.merges, *self.merges.values()}]
        if len(free) < 2:
            return self._split(number)
        kept, other = self.chance.sample(free, 2)
        self.merges[other] = kept
        return _merge_command(kept, other)

    def _split(self, number: int) -> list[str]:
        if not self.merges:
            return self._merge(number)
        other = self.chance.choice(sorted(self.merges))
        del self.merges[other]
        return ["split", _id(other)]


def _rebuild(_: int) -> list[str]:
    return ["db", "rebuild"]


def _load_command(*places: Path) -> list[str]:
    return ["load", "--extractor", "made", *map(str, places)]


def _merge_command(kept: str, other: str) -> list[str]:
    return ["merge", _id(kept), _id(other)]


def _address(name: str) -> str:
    return f"https://example.org/{name}"


def _id(firm: str) -> str:
    return f"firm:{firm.lower()}"


def test_random_commands_of_two_people_end_as_a_plain_model_says(
    tmp_path: Path,
    chance: random.Random,
    rounds: int,
    shared_store: Store,
    store_environment: dict[str, str],
    tried: Tried,
) -> None:
    made_news.install(tmp_path)
    environment = {**os.environ, **store_environment, "PYTHONPATH": str(tmp_path)}

    def run(command: list[str]) -> str:
        """Run a command; what it says where it fails."""
        words = [sys.executable, "-m", "claimgraph.app", *command]
        ran = subprocess.run(words, env=environment, capture_output=True, text=True, timeout=SECONDS, check=False)
        return "" if ran.returncode == 0 else f"{command} ends with {ran.returncode}: {ran.stderr}"

    def do(commands: list[list[str]]) -> list[str]:
        return [failure for command in commands if (failure := run(command))]

    first = _naming_every_firm(tmp_path / "first.jsonl", chance)
    people = [Person(name, tmp_path, random.Random(chance.random())) for name in PEOPLE]  # noqa: S311 no secret
    plans = [list(person.commands(rounds)) for person in people]
    emptied(shared_store)
    assert run(_load_command(first)) == ""
    with tried.holding("random command from two processes at once", sum(map(len, plans))):
        with ThreadPoolExecutor(len(plans)) as pool:
            assert [failure for failures in pool.map(do, plans) for failure in failures] == []
        assert list(shared_store.check()) == []
        left = WholeGraph.of(shared_store)
        emptied(shared_store)
        anew = [person.written("left", person.articles) for person in people if person.articles]
        decided = [_merge_command(kept, other) for person in people for other, kept in person.merges.items()]
        assert do([_load_command(first, *anew), *decided]) == []
        assert left.differences(WholeGraph.of(shared_store)) == []


def _naming_every_firm(file: Path, chance: random.Random) -> Path:
    """An article that stays, and names every firm, so that each can be decided about at any time."""
    sold = "\n".join(f"Ana says {firm} sold lathes to Norland." for firm in made_news.FIRMS)
    article = {**made_news.article(chance, "https://example.org/first", "First"), "text": f"First.\n{sold}"}
    file.write_text(json.dumps(article) + "\n", encoding="utf-8")
    return file

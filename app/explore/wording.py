"""What somebody asks who types more than a name into the search: names, what they are in a claim, goods, a date. Pure.

>>> asked_for("who arms Haftar since 2022")
Question(runs=(Run(words=('haftar',), part='recipient'),), goods=('weapons',), since='2022')
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from itertools import groupby
from typing import Final, NamedTuple

from claimgraph.graph.names import words

MOST_WORDS: Final = 10
LONGEST_NAME: Final = 5
_SINCE: Final = re.compile(r"\b((?:19|20)\d\d(?:-\d\d(?:-\d\d)?)?)\b")
_PARTS: Final = {"to": "recipient", "from": "supplier"}


class Cue(NamedTuple):
    """What a word of a question tells: a value of the column `means` of `data/asking.tsv`, and a good or ""."""

    means: str
    good: str


@dataclass(frozen=True, slots=True)
class Run:
    """Words that stand together and name entities.

    Parameters:
        part: what the parties among them are in the claim, `supplier` or `recipient`; "" where nothing tells.
    """

    words: tuple[str, ...]
    part: str = ""

    def spans(self) -> Iterator[tuple[int, int]]:
        """Where a name may stand in it: from a word to before another, the longest first at each word."""
        for start in range(len(self.words)):
            for end in range(min(len(self.words), start + LONGEST_NAME), start, -1):
                yield start, end


@dataclass(frozen=True, slots=True)
class Question:
    """What claims somebody asks for.

    Parameters:
        goods: names of goods that a verb says are supplied ("arms").
        since: the beginning of an ISO date before which nothing counts; "" for any time.
    """

    runs: tuple[Run, ...]
    goods: tuple[str, ...] = ()
    since: str = ""

    @property
    def sought(self) -> tuple[str, ...]:
        """All words that name something, in order."""
        return tuple(word for run in self.runs for word in run.words)


def asked_for(typed: str) -> Question:
    """What a text asks for; without runs and goods where it holds no word that names anything.

    >>> asked_for("North Korea shells").runs
    (Run(words=('north', 'korea', 'shells'), part=''),)
    >>> [(run.words, run.part) for run in asked_for("Iran sells drones to Russia").runs]
    [(('iran',), 'supplier'), (('drones',), 'recipient'), (('russia',), 'recipient')]
    >>> asked_for("Iran arms")
    Question(runs=(Run(words=('iran',), part=''),), goods=('weapons',), since='')
    """
    typed, since = _without_date(typed)
    told = words(typed)[:MOST_WORDS]
    cues = [_cues().get(word) for word in told]
    verbs = [at for at, cue in enumerate(cues) if cue and cue.means == "verb"]
    goods = tuple(dict.fromkeys(cue.good for cue in cues if cue and cue.good))
    parts = list(_parts(cues, verbs[0] if verbs else None))
    named = [(at, part) for at, part in enumerate(parts) if cues[at] is None]
    runs = tuple(Run(tuple(told[at] for _, (at, _) in run), key[1]) for key, run in _together(named))
    return Question(runs, goods, since)


def _together(named: list[tuple[int, str]]) -> Iterator[tuple[tuple[int, str], list[tuple[int, tuple[int, str]]]]]:
    """Words next to each other of one part."""
    for key, run in groupby(enumerate(named), lambda one: (one[1][0] - one[0], one[1][1])):
        yield key, list(run)


def _parts(cues: list[Cue | None], verb: int | None) -> Iterator[str]:
    """What a party at each place would be in the claim."""
    last = len(cues) - 1
    noun = verb is not None and verb == last and cues[verb].good != ""  # type: ignore[union-attr]
    part = "" if verb is None or noun else "supplier"
    for at, cue in enumerate(cues):
        if cue and cue.means in _PARTS:
            part = _PARTS[cue.means]
        elif at == verb and not noun:
            part = "recipient"
        yield part


def _without_date(typed: str) -> tuple[str, str]:
    """The text without "since 2022", and that date."""
    found = _SINCE.search(typed)
    if not found:
        return typed, ""
    before = words(typed[: found.start()])
    cue = _cues().get(before[-1]) if before else None
    if cue is None or cue.means != "since":
        return typed, ""
    return " ".join([*before[:-1], *words(typed[found.end() :])]), found[1]


@cache
def _cues() -> Mapping[str, Cue]:
    text = files("claimgraph.app.explore").joinpath("data", "asking.tsv").read_text("utf-8")
    rows = csv.DictReader((line for line in text.splitlines() if line and not line.startswith("#")), delimiter="\t")
    return {row["word"]: Cue(row["means"], row["good"]) for row in rows}

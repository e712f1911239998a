"""From items to what the network learns from: windows of pieces with the tags that it should give them."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from marks import TRIGGER, Item, Mark, tellings
from tokenizers import Tokenizer

from claimgraph.loaders.extract.network import labels
from claimgraph.loaders.extract.network.windows import Numbers, Pieces, around, chunks, cut
from claimgraph.loaders.extract.segment import Sentence, place_at, split

IGNORED = -100
CHUNK = 192


@dataclass(frozen=True, slots=True)
class Example:
    """One window. `triggers` is given in a search for triggers, the other answers for one marked trigger.

    Arrays are as long as the window; -100 marks what teaches nothing. `flags` answers `labels.FLAGS`.
    """

    ids: Numbers
    shapes: Numbers
    marked: Numbers
    triggers: Numbers
    roles: Numbers
    antecedents: Numbers
    mentions: Numbers
    polarity: int
    flags: tuple[int, ...]


class ExampleMaker:
    """Cuts items into examples.

    Parameters:
        lures: words that look like triggers; where one is none, it is shown as one that tells of no transfer.
    """

    def __init__(self, tokenizer: Tokenizer, abbreviations: frozenset[str], lures: frozenset[str]) -> None:
        self._tokenizer, self._abbreviations = tokenizer, abbreviations
        self._lures = re.compile(rf"\b(?:{'|'.join(map(re.escape, sorted(lures)))})\b", re.IGNORECASE)

    def searches(self, item: Item, size: int = CHUNK) -> Iterator[Example]:
        """The searches for triggers in one item, in windows of at most so many pieces."""
        return _searches(item, *self._read(item), size)

    def examples(self, item: Item, chance: random.Random, lures: int = 1) -> Iterator[Example]:
        """All that one item teaches."""
        pieces, sentences = self._read(item)
        if not sentences:
            return
        marked = [mark for mark in item.marks if mark.role == TRIGGER]
        yield from _searches(item, pieces, sentences, CHUNK)
        for triggers, numbers in tellings(item):
            for trigger in triggers:
                yield self._telling(item, pieces, sentences, trigger, numbers)
        taken = [range(mark.start, mark.end) for mark in marked]
        found = [m for m in self._lures.finditer(item.text) if not any(m.start() in span for span in taken)]
        for lure in chance.sample(found, min(lures, len(found))):
            mark = Mark(TRIGGER, lure.start(), lure.end(), frozenset(), "")
            yield self._telling(item, pieces, sentences, mark, frozenset())

    def _read(self, item: Item) -> tuple[Pieces, list[Sentence]]:
        return cut(item.text, self._tokenizer), list(split(item.text, self._abbreviations))

    def _telling(
        self, item: Item, pieces: Pieces, sentences: Sequence[Sentence], trigger: Mark, numbers: frozenset[str]
    ) -> Example:
        home = max(0, place_at(sentences, trigger.start))
        window = around(pieces, sentences, home, pieces.within(trigger.start, trigger.end))
        own = [mark for mark in item.marks if mark.claims & numbers and mark.role != TRIGGER]
        roles = _tags(pieces, [(mark, labels.begin(labels.ROLES, mark.role)) for mark in own])
        back = [
            (Mark(mark.role, *place, numbers, ""), labels.begin(labels.ANTECEDENTS, mark.role))
            for mark in own
            if mark.role in labels.ANTECEDENTS and (place := _antecedent(item.text, mark))
        ]
        told = [item.claims[number] for number in sorted(numbers)]
        kinds = frozenset().union(*(flags for _, flags in told))
        inside = slice(window.first, window.last)
        marked = _tags(pieces, [(trigger, 1)])[inside]
        return Example(
            pieces.ids[inside],
            pieces.shapes[inside],
            (marked > 0).astype(np.int64),
            np.full(len(window), IGNORED),
            _taught(roles, pieces)[inside],
            _taught(_tags(pieces, back), pieces)[inside],
            np.full(len(window), IGNORED),
            labels.POLARITIES.index(told[0][0]) if told else IGNORED,
            tuple(int(bool(told) if flag == "claim" else flag in kinds) for flag in labels.FLAGS),
        )


def _searches(item: Item, pieces: Pieces, sentences: Sequence[Sentence], size: int) -> Iterator[Example]:
    found = _taught(_tags(pieces, [(mark, 1) for mark in item.marks if mark.role == TRIGGER]), pieces)
    named = np.full(len(pieces.ids), IGNORED)
    if item.mentions is not None:
        marks = [
            (Mark(kind, start, end, frozenset(), ""), labels.begin(labels.MENTIONS, kind))
            for start, end, kind in item.mentions
        ]
        named = _taught(_tags(pieces, marks), pieces)
    for window in chunks(pieces, sentences, size):
        inside = slice(window.first, window.last)
        nothing, zeros = np.full(len(window), IGNORED), np.zeros(len(window), dtype=np.int64)
        yield Example(
            pieces.ids[inside],
            pieces.shapes[inside],
            zeros,
            found[inside],
            nothing,
            nothing,
            named[inside],
            IGNORED,
            (),
        )


def _tags(pieces: Pieces, marks: Sequence[tuple[Mark, int]]) -> Numbers:
    tags = np.zeros(len(pieces.ids), dtype=np.int64)
    for mark, first in marks:
        span = pieces.within(mark.start, mark.end)
        tags[span.start : span.stop] = first + 1
        if span:
            tags[span.start] = first
    return tags


def _taught(tags: Numbers, pieces: Pieces) -> Numbers:
    """Tags of words stand at their first pieces only."""
    return np.where(pieces.opens, tags, IGNORED)


def _antecedent(text: str, mark: Mark) -> tuple[int, int] | None:
    """The nearest place before a mark, else after it, where its antecedent is named."""
    if not mark.antecedent:
        return None
    places = [m.span() for m in re.finditer(rf"(?<!\w){re.escape(mark.antecedent)}(?!\w)", text)]
    before = [place for place in places if place[1] <= mark.start]
    after = [place for place in places if place[0] >= mark.end]
    return before[-1] if before else (after[0] if after else None)

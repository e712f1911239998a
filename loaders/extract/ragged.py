"""Texts that have their lines broken anywhere, by no width: the words at all their line breaks tell it together."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from claimgraph.loaders.extract.lines import (
    ARTICLE,
    ENDS,
    HEADLINE,
    WITHIN,
    Line,
    Spelling,
    are_capital,
    has_stop,
    is_full,
    is_number,
    is_strongly_within,
    is_surely_within,
    names_across,
)
from claimgraph.loaders.extract.segment import begins_apart

_NARROWEST_COLUMN: Final = 10
"""Lines of a column of prose are no shorter than this on average, the last ones of paragraphs apart."""
_STRONG: Final = 4
"""In a column of prose at least one line break in so many stands beside a word that neither ends nor opens anything."""
_PAUSES: Final = (",", ";")
_HANGS: Final = re.compile(r"(?:[,;(–—-]|,[\"”’»])$")
"""What no headline ends with."""
_OPENERS: Final = frozenset(
    (
        "the a an in on at it he she they we this these those there here two three four five six seven eight nine ten"
        " several some many most all both"
    ).split()
)
"""Words that open sentences, and within one stand in small letters."""
_DATELINE: Final = 3
"""Over so many lines a dateline may go."""
_LIST: Final = 3
"""So many line breaks without a sign of prose make a list."""
_LONGEST_HEADLINE: Final = 120
"""So many characters a headline may have."""
_MOST_LINES: Final = 8
"""So many lines it may have."""


@dataclass(frozen=True, slots=True)
class Breaks:
    """The line breaks of some blocks of lines.

    Parameters:
        all_: how many there are.
        within: those at which no sentence ends.
        strong: how many of them stand beside a word that neither ends nor opens anything.
        surely: beside which the words tell that a sentence goes on.
        sure: these, those before a number, and those within a name.
        is_prose: whether the lines are as long as those of prose are, and sentences end in them. Verse begins its lines
            with capitals, lists end them in commas or have no full stop.
    """

    all_: int
    within: tuple[tuple[Line, Line], ...]
    strong: int
    surely: int
    sure: int
    is_prose: bool

    @classmethod
    def of(cls, blocks: Sequence[Sequence[Line]], spelling: Spelling) -> Breaks:
        """The line breaks of blocks of lines."""
        pairs = [pair for block in blocks for pair in pairwise(block)]
        within = tuple(pair for pair in pairs if ENDS.search(pair[0].text) is None)
        surely = sum(is_surely_within(*pair, spelling) for pair in within)
        is_prose = (
            bool(within)
            and any(map(has_stop, blocks))
            and sum(len(before.text) for before, _ in within) >= _NARROWEST_COLUMN * len(within)
            and not all(before.text.endswith(_PAUSES) for before, _ in within)
        )
        strong = sum(is_strongly_within(*pair, spelling) for pair in within)
        sure = surely + sum(is_number(after) or _is_within_name(before, after, spelling) for before, after in within)
        return cls(len(pairs), within, strong, surely, sure, is_prose)

    @property
    def told(self) -> bool:
        """Whether the words at the breaks tell of a column of prose."""
        return self.strong > 0 and self.strong * _STRONG >= len(self.within) and self.mostly

    @property
    def mostly(self) -> bool:
        """Whether sentences surely go on at half of the breaks."""
        return self.sure * 2 >= len(self.within)

    @property
    def anywhere(self) -> bool:
        """Whether most lines end within sentences, also some that have room for the next word."""
        clear = self.strong > 1 and self.sure * 3 >= 2 * len(self.within)
        return self.is_prose and (self.told or clear) and len(self.within) * 2 >= self.all_


def is_broken_anywhere(blocks: Sequence[Sequence[Line]], width: int, spelling: Spelling) -> bool:
    """Whether a text has its lines broken by no width.

    Parameters:
        width: how long its longest line is.
    """
    breaks = Breaks.of(blocks, spelling)
    return breaks.anywhere and any(
        not is_full(*pair, width) and is_strongly_within(*pair, spelling) for pair in breaks.within
    )


def _is_within_name(before: Line, after: Line, spelling: Spelling) -> bool:
    last, following = before.words.split()[-1], after.words.split()[0]
    return are_capital(last, following) and names_across(before, after, frozenset(), spelling)


class Ragged:
    """A block of lines of such a text: which of them go on in the next one.

    Parameters:
        phrases: words with capitals that stand side by side in lines of the text.
        first: whether it is the first block, which is where most headlines stand.
        alone: whether it is the only one, so that no empty line tells where a headline ends.
    """

    def __init__(
        self,
        lines: Sequence[Line],
        phrases: frozenset[tuple[str, str]],
        spelling: Spelling,
        *,
        first: bool,
        alone: bool,
    ) -> None:
        self._lines, self._phrases, self._spelling = lines, phrases, spelling
        self._first, self._alone = first, alone
        pairs = list(pairwise(lines))
        self._has_stop = has_stop(lines)
        is_long = len(pairs) >= _LIST
        self._is_listed = is_long and all(before.text.endswith(_PAUSES) for before, _ in pairs)
        self._may_go_on = first or not is_long or any(is_strongly_within(*pair, spelling) for pair in pairs)
        self._headline = next(filter(self._is_headline, range(1, min(len(lines), _MOST_LINES + 1))), 0)

    def goes_on(self, place: int) -> bool:
        """Whether the line before that of a place goes on in it: it does, but in lists and addresses without marks, and
        for a headline."""
        before, after = self._lines[place - 1], self._lines[place]
        if self._is_listed or place == self._headline:
            return False
        if self._has_stop or is_strongly_within(before, after, self._spelling):
            return True
        small = is_surely_within(before, after, self._spelling) or after.words[0].islower()
        return self._may_go_on and (small or names_across(before, after, self._phrases, self._spelling))

    def _is_headline(self, place: int) -> bool:
        """Whether the lines before that of a place are a headline."""
        before, after = self._lines[place - 1], self._lines[place]
        if is_surely_within(before, after, self._spelling) or not after.words[:1].isupper():
            return False
        head = " ".join(line.words for line in self._lines[:place])
        if _HANGS.search(head) or ENDS.search(head) or WITHIN.search(head) or len(head.split()) < HEADLINE:
            return False
        if len(head) > _LONGEST_HEADLINE or begins_apart(head):
            return False
        behind = " ".join(line.words for line in self._lines[place : place + _DATELINE])
        if self._first and begins_apart(behind):
            return True
        following = behind.split()[0].lower()
        if following in _OPENERS:
            return self._first or place == 1
        opens = self._spelling.is_word(following) or (self._alone and before.words.split()[-1].islower())
        return self._first and opens and ARTICLE.search(head) is None

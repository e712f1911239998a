"""Which lines of a text go on in the next one: those of a paragraph that was broken at a width, ragged or justified,
down to narrow columns; not those of lists, tables, verse, addresses, heads of mails and headlines.

The words at a line break tell it ("sold lathes to" is no end), and how full the lines are; where lines end anywhere,
the words at all line breaks together (`ragged.py`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from claimgraph.loaders.extract.lines import (
    ARTICLE,
    ENDS,
    HEADLINE,
    WITHIN,
    WORD,
    Join,
    Line,
    Spelling,
    are_capital,
    is_full,
    is_inside,
    is_shouted,
    is_strongly_within,
    is_surely_within,
    names_across,
    phrases_of,
)
from claimgraph.loaders.extract.ragged import Breaks, Ragged, is_broken_anywhere
from claimgraph.loaders.extract.segment import begins_apart

_WIDEST: Final = 100
"""Lines that were broken at a width are no longer than this many characters."""
_NARROWEST: Final = 45
"""One that is full and as long as this was surely broken where it ends within a sentence; addresses, lists and verse
have shorter ones."""
_NARROWEST_MAIL: Final = 25
_RAGGED: Final = 0.6
"""From which share of the width on a line that may be a headline goes on in the next one although that one's first word
had room."""
_SHORT: Final = 0.3
"""From which share of the width on one goes on that is none."""
_PROSE: Final = 0.75
"""From which share of the width on a line with an article in it is taken for prose, not for a headline."""
_LISTED: Final = re.compile(r"(?:[-–—•▪*·|]\s|\d{1,3}[.)]\s|\(?[A-Za-z0-9]\)\s)")
_ORDINAL: Final = re.compile(r"\d{1,3}[.)]\s")
_DASH: Final = re.compile(r"[-–—]\s")
_COLUMNS: Final = re.compile(r"\S(?:\t|\s{3,})\s*\S")
_AFTER_STOP: Final = re.compile(r"(?<=[.!?:])[ ]+(?=\S)")
_HEADER: Final = re.compile(r"(?:From|To|Cc|Bcc|Subject|Date|Sent|Reply-To|Message-ID|X-[\w-]+):\s", re.IGNORECASE)
_INDENT: Final = 2
_LONG_WORD: Final = 4


def joined(lines: Sequence[Line], spelling: Spelling) -> Iterator[Join]:
    """The lines that go on in the next one, in order.

    >>> lines = [Line(0, "Two officials said on Monday that they sold it to", 0, 0), Line(50, "Norland.", 50, 0)]
    >>> [join.after.text for join in joined(lines, Spelling(str.islower, str.isupper, frozenset({"to"})))]
    ['Norland.']
    """
    if sum(bool(line.words) for line in lines) < 2:
        return
    blocks = [block for block in map(_Block.of, _blocks(lines)) if block.width <= _WIDEST]
    width = max((block.width for block in blocks), default=0)
    if is_broken_anywhere([block.lines for block in blocks], width, spelling):
        yield from _joined_anywhere(blocks, phrases_of(lines), spelling)
        return
    broken = [block for block in blocks if block.is_broken(spelling)]
    width = max((block.width for block in broken), default=0)
    phrases = phrases_of(lines) if broken else frozenset[tuple[str, str]]()
    for block in blocks if broken else ():
        opens = True
        for before, after in pairwise(block.lines):
            full = is_full(before, after, width)
            within = full or _is_within(before, after, width, opens, phrases, spelling)
            if within and not block.is_apart(before, after, full=full):
                yield Join(before, after, block.is_justified)
            opens = ENDS.search(before.text) is not None


def _joined_anywhere(
    blocks: Sequence[_Block], phrases: frozenset[tuple[str, str]], spelling: Spelling
) -> Iterator[Join]:
    for block in blocks:
        first, alone = block is blocks[0], len(blocks) == 1
        ragged = Ragged(block.lines, phrases, spelling, first=first, alone=alone)
        for place, (before, after) in enumerate(pairwise(block.lines), start=1):
            if ragged.goes_on(place) and not block.is_apart(before, after, full=True):
                yield Join(before, after, block.is_justified)


@dataclass(frozen=True, slots=True)
class _Block:
    """Lines of one depth without an empty one between them; `indent` is how far they are set in at least."""

    lines: tuple[Line, ...]
    width: int
    indent: int
    is_justified: bool
    listed: int

    @classmethod
    def of(cls, lines: Sequence[Line]) -> _Block:
        width = max(len(line.text) for line in lines)
        listed = sum(_LISTED.match(line.words) is not None for line in lines) if width <= _WIDEST else 0
        return cls(
            tuple(lines),
            width,
            min(line.indent for line in lines),
            width <= _WIDEST and _is_justified(lines, width),
            listed,
        )

    def is_broken(self, spelling: Spelling) -> bool:
        """Whether a line surely was broken at a width: it ends within a sentence or a word, and is about as long as
        any; or all lines are those of a column of prose."""
        least = _RAGGED * self.width
        narrowest = _NARROWEST_MAIL if self.lines[0].depth else _NARROWEST
        return any(
            (len(before.text) >= max(least, narrowest) and is_surely_within(before, after, spelling))
            or (len(before.text) >= max(least, _NARROWEST_MAIL) and is_inside(before, after, spelling))
            for before, after in pairwise(self.lines)
        ) or self._is_column(spelling)

    def _is_column(self, spelling: Spelling) -> bool:
        """Whether the lines are prose in a narrow column: sentences within which lines are broken, and which are full,
        or broken beside words that end and open nothing."""
        breaks = Breaks.of([self.lines], spelling)
        filled = self.is_justified or all(is_full(before, after, self.width) for before, after in breaks.within)
        return breaks.is_prose and (breaks.told or (filled and breaks.surely > 0 and breaks.mostly))

    def is_apart(self, before: Line, after: Line, *, full: bool) -> bool:
        """Whether two lines show that they are not of one paragraph: lists, tables, heads of mails, headlines,
        datelines, paragraphs that are set in.

        Parameters:
            full: whether the first word of the second one had no room in the first.
        """
        if _LISTED.match(after.words) and not self._is_dashed(before, after, full=full):
            return True
        if any(map(self._is_no_prose, (before, after))):
            return True
        if after.indent >= self.indent + _INDENT and after.indent > before.indent:
            return True
        if is_shouted(before.words) is not is_shouted(after.words):
            return is_shouted(before.words) or ENDS.search(before.text) is not None
        first = before is self.lines[0]
        if first and not after.words[:1].islower() and _is_titled(before.words) and not _is_titled(after.words):
            return True
        return ENDS.search(before.text) is not None and begins_apart(after.words)

    def _is_dashed(self, before: Line, after: Line, *, full: bool) -> bool:
        """Whether a line begins with the dash of a sentence or with the number at its end, not with the mark of a
        list."""
        within = full and self.listed == 1 and ENDS.search(before.text) is None
        return within and (_DASH.match(after.words) or _ORDINAL.match(after.words)) is not None

    def _is_no_prose(self, line: Line) -> bool:
        """Whether a line is a row of a table or of the head of a mail."""
        in_columns = not self.is_justified and _COLUMNS.search(line.words) is not None
        return in_columns or _HEADER.match(line.words) is not None


def _is_justified(lines: Sequence[Line], width: int) -> bool:
    """Whether blanks stretch lines to one width: evenly within each, so that they are no columns of a table."""
    even = wide = 0
    for line in lines:
        wide += len(line.text) == width
        gaps = {start - line.start: end - start for start, end in line.gaps}
        if not gaps:
            continue
        stops = {gap.start() for gap in _AFTER_STOP.finditer(line.text)}
        plain = [size for start, size in gaps.items() if start not in stops] or [*gaps.values()]
        if max(plain) - min(plain) > 1 or (max(plain) > 1 and len(line.text) != width):
            return False
        even += max(plain) > 1 and len(plain) > 1
    return even > 0 and wide * 2 >= len(lines) - 1 and not any("\t" in line.text for line in lines)


def _blocks(lines: Sequence[Line]) -> Iterator[list[Line]]:
    """Lines of one depth without an empty one between them."""
    block: list[Line] = []
    for line in lines:
        if block and (not line.text or line.depth != block[-1].depth):
            yield block
            block = []
        if line.text:
            block.append(line)
    if block:
        yield block


def _is_within(
    before: Line, after: Line, width: int, opens: bool, phrases: frozenset[tuple[str, str]], spelling: Spelling
) -> bool:
    """Whether a line ends within a sentence although the next word had room in it.

    Parameters:
        opens: whether it may be a headline: it begins a block, or the line before it ends a sentence.
        phrases: words with capitals that stand side by side elsewhere.
    """
    if is_strongly_within(before, after, spelling):
        return True
    if len(before.text) < _SHORT * width:
        return False
    last, following = before.words.split()[-1], after.words.split()[0]
    if is_surely_within(before, after, spelling):
        return True
    if ENDS.search(before.text) is not None:
        return after.words[0].islower() and last.endswith(".")
    if not opens or last.endswith(","):
        return True
    if len(before.text) < _RAGGED * width:
        return False
    if WITHIN.search(before.words) or begins_apart(before.words):
        return True
    if are_capital(last, following) and names_across(before, after, phrases, spelling):
        return True
    return len(before.text) >= _PROSE * width and ARTICLE.search(before.words) is not None


def _is_titled(words: str) -> bool:
    """Whether a line is a headline In Title Case."""
    long = [word for word in WORD.findall(words) if len(word) >= _LONG_WORD]
    return len(long) >= HEADLINE and all(word[0].isupper() for word in long) and ENDS.search(words) is None

"""A text as it was meant: lines broken at a width are one paragraph, headlines in capitals are written like others.

Wire copy, mail and what is taken from PDFs breaks its lines after 60 to 80 characters. What is handed out is as long as
the text, character for character, so that every offset into it is one into the text: a line break inside a paragraph
is the space that it stands for, and letters change nothing but their case.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from claimgraph.loaders.extract.segment import begins_apart
from claimgraph.loaders.extract.states import mentioned_states

_LINE: Final = re.compile(r"[^\n]*\n?")
_WORD: Final = re.compile(r"[^\W\d_]+")
_SMALL: Final = re.compile(r"[a-zß-öø-ÿ]")
_CAPITALS: Final = re.compile(r"[A-ZÀ-ÖØ-Þ]")
_WIDEST: Final = 100
"""Lines that were broken at a width are no longer than this many characters."""
_NARROWEST: Final = 45
"""Nor is one that is full shorter than this: addresses and lists are."""
_RAGGED: Final = 0.6
"""From which share of the width on a line may go on in the next one that begins with a small letter."""
_ENDS: Final = re.compile(r"[.!?:;][\"”’»)\]]*$")
_LISTED: Final = re.compile(r"(?:[-–—•▪*·>|]\s|\d{1,3}[.)]\s|\(?[A-Za-z0-9]\)\s)")
_COLUMNS: Final = re.compile(r"\S(?:\t|\s{3,})\s*\S")
_HEADER: Final = re.compile(r"(?:From|To|Cc|Bcc|Subject|Date|Sent|Reply-To|Message-ID|X-[\w-]+):\s", re.IGNORECASE)
_APOSTROPHES: Final = ("'", "’")
_INDENT: Final = 2
_HEADLINE: Final = 4
"""So many words tell of something in a headline."""
_LONG_WORD: Final = 4
_CAPITAL: Final = 0.9
"""Which share of its letters a line in capitals has in capitals."""


@dataclass(frozen=True, slots=True)
class Spelling:
    """What tells how a word in capitals is written.

    Parameters:
        is_word: whether a word in small letters is a common one.
        is_state: whether words name a state.
    """

    is_word: Callable[[str], bool]
    is_state: Callable[[str], bool]


@dataclass(frozen=True, slots=True)
class _Line:
    start: int
    text: str
    """Without the line break and the blanks before it."""

    @property
    def indent(self) -> int:
        return len(self.text) - len(self.text.lstrip())

    @property
    def words(self) -> str:
        return self.text.strip()


def legible(text: str, spelling: Spelling) -> str:
    """The text with its paragraphs on one line each and its headlines in small letters; as long as it was."""
    lines = [_Line(match.start(), match.group().rstrip()) for match in _LINE.finditer(text)]
    signs = list(text)
    for line in _joined(lines):
        for place in range(line.start + len(line.text), _next_line(text, line.start)):
            signs[place] = " "
    shouted = [line for line in lines if _is_shouted(line.words)]
    if shouted:
        starts = {line.start for line in shouted}
        forms = _forms(line.text for line in lines if line.start not in starts)
        for line in shouted:
            signs[line.start : line.start + len(line.text)] = _spelled(line.text, forms, spelling)
    return "".join(signs)


def _next_line(text: str, start: int) -> int:
    end = text.find("\n", start)
    return len(text) if end < 0 else end + 1


def _joined(lines: Sequence[_Line]) -> Iterator[_Line]:
    """The lines that go on in the next one."""
    blocks = [block for block in _blocks(lines) if _width(block) <= _WIDEST]
    broken = [block for block in blocks if _is_broken(block)]
    width = max((len(line.text) for block in broken for line in block), default=0)
    for block in blocks if broken else ():
        least = min(line.indent for line in block)
        for before, after in pairwise(block):
            if _goes_on(before, after, width) and not _is_apart(before, after, least, first=before is block[0]):
                yield before


def _blocks(lines: Sequence[_Line]) -> Iterator[list[_Line]]:
    """Lines without an empty one between them."""
    block: list[_Line] = []
    for line in lines:
        if line.text:
            block.append(line)
        elif block:
            yield block
            block = []
    if block:
        yield block


def _width(block: Sequence[_Line]) -> int:
    return max(len(line.text) for line in block)


def _is_broken(block: Sequence[_Line]) -> bool:
    """Whether a line surely was broken at a width: the next word, which begins small, would make it the longest."""
    width = _width(block)
    return any(
        _breaks_off(before, after) and len(before.text) >= _NARROWEST and _is_full(before, after, width)
        for before, after in pairwise(block)
    )


def _goes_on(before: _Line, after: _Line, width: int) -> bool:
    """Whether a line leaves no room for the first word of the next, or breaks off before a small letter."""
    full = _is_full(before, after, width) and len(before.text) >= _NARROWEST
    return full or (_breaks_off(before, after) and len(before.text) >= _RAGGED * width)


def _breaks_off(before: _Line, after: _Line) -> bool:
    """Whether a line ends within a sentence, and the next begins with a small letter."""
    return after.words[:1].islower() and _ENDS.search(before.text) is None


def _is_full(before: _Line, after: _Line, width: int) -> bool:
    return len(before.text) + 1 + len(after.words.split()[0]) > width


def _is_apart(before: _Line, after: _Line, least: int, *, first: bool) -> bool:
    """Whether two lines show that they are not of one paragraph: lists, tables, heads of mails, headlines, datelines,
    paragraphs that are set in.

    Parameters:
        least: how far the lines around are set in.
        first: whether the first one opens a block.
    """
    if _LISTED.match(after.words) or any(map(_is_no_prose, (before, after))):
        return True
    if after.indent >= least + _INDENT and after.indent > before.indent:
        return True
    if _is_shouted(before.words) is not _is_shouted(after.words):
        return _is_shouted(before.words) or _ENDS.search(before.text) is not None
    if first and not after.words[:1].islower() and _is_titled(before.words) and not _is_titled(after.words):
        return True
    return _ENDS.search(before.text) is not None and begins_apart(after.words)


def _is_no_prose(line: _Line) -> bool:
    """Whether a line is a row of a table or of the head of a mail."""
    return _COLUMNS.search(line.words) is not None or _HEADER.match(line.words) is not None


def _is_shouted(words: str) -> bool:
    """Whether a line is a headline in capitals."""
    small, capitals = len(_SMALL.findall(words)), len(_CAPITALS.findall(words))
    return capitals >= _CAPITAL * (small + capitals) > 0 and len(_WORD.findall(words)) >= _HEADLINE


def _is_titled(words: str) -> bool:
    """Whether a line is a headline In Title Case."""
    long = [word for word in _WORD.findall(words) if len(word) >= _LONG_WORD]
    return len(long) >= _HEADLINE and all(word[0].isupper() for word in long) and _ENDS.search(words) is None


def _forms(lines: Iterable[str]) -> dict[str, str]:
    """How the words of some lines are written most often, by the word in capitals."""
    counted: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for line in lines:
        for word in _WORD.findall(line):
            counted[word.upper()][word] += 1
    return {word: max(forms, key=lambda form: (forms[form], form)) for word, forms in counted.items()}


def _spelled(line: str, forms: Mapping[str, str], spelling: Spelling) -> str:
    """A line in capitals as it would be written in a sentence, as long as it was."""
    states = _states(line, spelling)
    opens = _WORD.search(line)

    def written(match: re.Match[str]) -> str:
        word, place = match.group(), match.start()
        found = states.get(place) or _form(word, line[:place].endswith(_APOSTROPHES), forms, spelling)
        if opens is not None and place == opens.start():
            found = found[0].upper() + found[1:]
        return found if len(found) == len(word) else word

    return _WORD.sub(written, line)


def _form(word: str, after_apostrophe: bool, forms: Mapping[str, str], spelling: Spelling) -> str:
    """A word in capitals as it is written: as elsewhere in the text, else small if it is common, else as a name."""
    if len(word) == 1:
        return word.lower() if after_apostrophe or word == "A" else word
    return forms.get(word) or (word.lower() if spelling.is_word(word.lower()) else word.capitalize())


def _states(line: str, spelling: Spelling) -> dict[int, str]:
    """The words that belong to names of states, by their offsets: "UK" keeps its capitals, "CHAD" is "Chad"."""
    capitalized = _WORD.sub(lambda match: match.group().capitalize(), line)
    found: dict[int, str] = {}
    for text in (capitalized, line) if len(capitalized) == len(line) else ():
        place = 0
        for surface in mentioned_states(text, lambda name: spelling.is_state(name) or None):
            place = text.index(surface, place)
            for match in _WORD.finditer(surface):
                found.setdefault(place + match.start(), match.group())
            place += len(surface)
    return found

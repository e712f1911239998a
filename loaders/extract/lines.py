"""Lines of a text, and what the words on both sides of a line break tell."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

_SMALL: Final = re.compile(r"[a-zß-öø-ÿ]+")
_CAPITALS: Final = re.compile(r"[A-ZÀ-ÖØ-Þ]+")
_CAPITAL: Final = 0.9
"""Which share of its letters a line in capitals has in capitals."""
HEADLINE: Final = 4
"""So many words tell of something in a headline."""
WORD: Final = re.compile(r"[^\W\d_]+")
ENDS: Final = re.compile(r"[.!?:;][\"”’»)\]]*$")
STOPS: Final = re.compile(r"[.!?][\"”’»)\]]*$")
WITHIN: Final = re.compile(r"[^\W\d_][.!?][\"”’»)\]]*\s+[\"“‘«(]?[A-ZÀ-ÖØ-Þ]")
"""The end of a sentence and the beginning of the next one."""
_HYPHENS: Final = "-\u2010\u00ad"
DIVIDED: Final = re.compile(rf"\w+[{_HYPHENS}]$")
"""A word at the end of a line that goes on in the next one."""
ARTICLE: Final = re.compile(r"\b(?:the|an?)\b")
_GOING_ON: Final = frozenset(
    (
        "of to and or but nor that which who whose whom by from with into for in on at as than is are was were has have"
        " had been be would will could"
    ).split()
)
"""Words in small letters that open no line but one that goes on."""
_LONGEST_STATE: Final = 3
"""So many words of a state's name may stand on one side of a line break."""
_CURRENCIES: Final = "$€£¥"
_NUMBER: Final = re.compile(r"\d(?!\d{0,2}[.)]\s)")
_GAP: Final = re.compile(r"(?<=\S)[ \t]+(?=\S)")


@dataclass(frozen=True, slots=True)
class Spelling:
    """What tells how words are written, and whether a line ends within a sentence.

    Parameters:
        is_word: whether a word in small letters is a common one.
        is_state: whether words name a state.
        unfinished: words in small letters that end neither a headline nor a sentence: "that", "of".
        hyphenated: words in small letters that keep the hyphen behind or before them at a line end: "anti-", "-based".
    """

    is_word: Callable[[str], bool]
    is_state: Callable[[str], bool]
    unfinished: frozenset[str] = frozenset()
    hyphenated: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Line:
    """One line.

    Parameters:
        start: the offset of its text.
        text: what stands in it without the marks of quoted mail, the line break and the blanks before that.
        marks: the offset at which its marks begin; `start` where it has none.
        depth: how many marks it has.
    """

    start: int
    text: str
    marks: int
    depth: int

    @property
    def indent(self) -> int:
        """Blanks before its words."""
        return len(self.text) - len(self.text.lstrip())

    @property
    def words(self) -> str:
        """Its text without the blanks before it."""
        return self.text.strip()

    @property
    def end(self) -> int:
        """The offset behind its text."""
        return self.start + len(self.text)

    @property
    def gaps(self) -> list[tuple[int, int]]:
        """The stretches of blanks between its words, as offsets."""
        return [(self.start + gap.start(), self.start + gap.end()) for gap in _GAP.finditer(self.text)]


@dataclass(frozen=True, slots=True)
class Join:
    """Two lines of which the first goes on in the second; `justified` where blanks stretch them to one width."""

    before: Line
    after: Line
    justified: bool = False


def is_shouted(words: str) -> bool:
    """Whether a line is a headline in capitals."""
    small, capitals = (sum(map(len, letters.findall(words))) for letters in (_SMALL, _CAPITALS))
    return capitals >= _CAPITAL * (small + capitals) > 0 and len(WORD.findall(words)) >= HEADLINE


def is_surely_within(before: Line, after: Line, spelling: Spelling) -> bool:
    """Whether the words at a line break tell by themselves that a sentence goes on."""
    if is_strongly_within(before, after, spelling):
        return True
    return (after.words[0].islower() or after.words[0] in _CURRENCIES) and ENDS.search(before.text) is None


def is_strongly_within(before: Line, after: Line, spelling: Spelling) -> bool:
    """Whether they tell it in a list or in verse, too: a word that ends nothing or opens nothing, a divided one."""
    if before.words.split()[-1].lower() in spelling.unfinished or is_inside(before, after, spelling):
        return True
    return ENDS.search(before.text) is None and after.words.split()[0] in _GOING_ON


def is_inside(before: Line, after: Line, spelling: Spelling) -> bool:
    """Whether a line break divides a word or the name of a state."""
    divided = DIVIDED.search(before.text) is not None and after.words[0].isalnum()
    return divided or _names_state_across(before, after, spelling)


def names_across(before: Line, after: Line, phrases: frozenset[tuple[str, str]], spelling: Spelling) -> bool:
    """Whether a line begins within a name, or with a name that opens no sentence."""
    last, following = before.words.split()[-1], after.words.split()[0]
    name = following.strip(',.;:"”’()').removesuffix("'s").removesuffix("’s")
    is_name = spelling.is_state(name) or not spelling.is_word(name.lower())
    return name[:1].isupper() and (is_name or (last, name) in phrases)


def _names_state_across(before: Line, after: Line, spelling: Spelling) -> bool:
    """Whether the name of a state begins at the end of a line and ends in the next one."""
    ahead, behind = before.words.split()[-_LONGEST_STATE:], after.words.split()[:_LONGEST_STATE]
    if not (ahead[-1][:1].isupper() or behind[0][:1].isupper()):
        return False
    return any(
        spelling.is_state(" ".join((*ahead[-first:], *behind[:second])).rstrip(',.;:"”’)').removesuffix("'s"))
        for first in range(1, len(ahead) + 1)
        for second in range(1, len(behind) + 1)
    )


def is_full(before: Line, after: Line, width: int) -> bool:
    """Whether a line had no room for the first word of the next one."""
    return len(before.text) + 1 + len(after.words.split()[0]) > width


def phrases_of(lines: Iterable[Line]) -> frozenset[tuple[str, str]]:
    """All pairs of words with capitals that stand side by side in a line."""
    return frozenset(pair for line in lines for pair in pairwise(line.words.split()) if are_capital(*pair))


def are_capital(*words: str) -> bool:
    """Whether all words begin with a capital."""
    return all(word[:1].isupper() for word in words)


def is_number(line: Line) -> bool:
    """Whether a line begins with a number that is no mark of a list."""
    return _NUMBER.match(line.words) is not None


def has_stop(lines: Iterable[Line]) -> bool:
    """Whether a sentence ends in some lines."""
    return any(STOPS.search(line.text) or WITHIN.search(line.text) for line in lines)

"""A text without its layout: lines broken at a width are one paragraph, words divided at line ends are whole, quoted
mail has no marks, headlines in capitals are written like other sentences.

Wire copy, mail and what is taken from PDFs breaks its lines after 60 to 80 characters. `Legible` holds the text to read
and tells where each of its characters stands in the text as stored, so that offsets stay exact.
"""

from __future__ import annotations

import re
from bisect import bisect_right
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
"""Nor is one that is full shorter than this, addresses and lists are; except where a word or a name is divided, or the
text is quoted mail."""
_NARROWEST_SURELY: Final = 25
_RAGGED: Final = 0.6
"""From which share of the width on a line may go on in the next one although its first word had room."""
_PROSE: Final = 0.75
"""From which share of the width on a line with an article in it is taken for prose, not for a headline."""
_ENDS: Final = re.compile(r"[.!?:;][\"”’»)\]]*$")
_MARKS: Final = re.compile(r"[ \t]{0,3}(?:>[ \t]?)+")
"""What stands before each line of quoted mail."""
_HYPHENS: Final = "-\u2010\u00ad"
_SOFT: Final = "\u00ad"
"""A hyphen that shows only at the end of a line."""
_DIVIDED: Final = re.compile(rf"\w+[{_HYPHENS}]$")
"""A word at the end of a line that goes on in the next one."""
_SUSPENDED: Final = frozenset({"and", "or", "nor", "to", "but"})
"""What stands behind a hyphen that divides no word: "short- and medium-range"."""
_HYPHENATED: Final = re.compile(r"\w+(?:-\w+)*")
_WITHIN: Final = re.compile(r"[^\W\d_][.!?][\"”’»)\]]*\s+[\"“‘«(]?[A-ZÀ-ÖØ-Þ]")
"""The end of a sentence and the beginning of the next one."""
_ARTICLE: Final = re.compile(r"\b(?:the|an?)\b")
_LONGEST_STATE: Final = 3
"""So many words of a state's name may stand on one side of a line break."""
_LISTED: Final = re.compile(r"(?:[-–—•▪*·|]\s|\d{1,3}[.)]\s|\(?[A-Za-z0-9]\)\s)")
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
class Legible:
    """A text without its layout, and where its characters stand in the text as stored.

    Parameters:
        text: the text to read.
        runs: the stretches that stand unchanged in both texts, in order: the offset of each into `text` and into the
            text as stored.

    >>> Legible("Moscow", ((0, 0), (3, 5))).stored(0, 6)  # the line break of "Mos-[line break]cow" is left out
    (0, 8)
    """

    text: str
    runs: tuple[tuple[int, int], ...] = ((0, 0),)

    @property
    def is_moved(self) -> bool:
        """Whether offsets into the two texts differ anywhere."""
        return any(shown != stored for shown, stored in self.runs)

    def stored(self, start: int, end: int) -> tuple[int, int]:
        """Where a stretch of this text, which is not empty, begins and ends in the text as stored."""
        return self._place(start), self._place(end - 1) + 1

    def _place(self, offset: int) -> int:
        shown, stored = self.runs[bisect_right(self.runs, offset, key=lambda run: run[0]) - 1]
        return stored + offset - shown


@dataclass(frozen=True, slots=True)
class _Line:
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
        return len(self.text) - len(self.text.lstrip())

    @property
    def words(self) -> str:
        return self.text.strip()

    @property
    def end(self) -> int:
        return self.start + len(self.text)


@dataclass(frozen=True, slots=True)
class _Cut:
    """A stretch of layout, and the sign that is read in its place, if any."""

    start: int
    end: int
    sign: str = ""


def legible(text: str, spelling: Spelling) -> Legible:
    """The text with its paragraphs on one line each, its divided words whole, without the marks of quoted mail, and
    with its headlines in small letters.

    >>> legible("> Norland sold lathes.", Spelling(str.islower, str.isupper)).text
    'Norland sold lathes.'
    """
    lines = [_line(match) for match in _LINE.finditer(text)]
    signs = list(text)
    shouted = [line for line in lines if _is_shouted(line.words)]
    if shouted:
        starts = {line.start for line in shouted}
        forms = _forms(line.text for line in lines if line.start not in starts)
        for line in shouted:
            signs[line.start : line.end] = _spelled(line.text, forms, spelling)
    return _without("".join(signs), sorted(_cuts(text, lines, spelling), key=lambda cut: cut.start))


def _line(match: re.Match[str]) -> _Line:
    words = match.group().rstrip()
    marks = _MARKS.match(words)
    start = marks.end() if marks else 0
    return _Line(match.start() + start, words[start:], match.start(), words[:start].count(">"))


def _without(text: str, cuts: Iterable[_Cut]) -> Legible:
    """The text with some stretches cut out, of which none may begin before another one ends."""
    pieces: list[str] = []
    runs: list[tuple[int, int]] = []
    length = last = 0

    def keep(piece: str, stored: int) -> None:
        nonlocal length
        if piece:
            pieces.append(piece)
            runs.append((length, stored))
            length += len(piece)

    for cut in cuts:
        keep(text[last : cut.start], last)
        keep(cut.sign, cut.start)
        last = cut.end
    keep(text[last:], last)
    return Legible("".join(pieces), tuple(runs) or ((0, 0),))


def _cuts(text: str, lines: Sequence[_Line], spelling: Spelling) -> Iterator[_Cut]:
    """The layout of a text, in any order: marks of quoted mail, line breaks within paragraphs, soft hyphens."""
    joined = {before.start: (before, after) for before, after in _joined(lines, spelling)}
    behind = {after.start for _, after in joined.values()}
    yield from (_Cut(line.marks, line.start) for line in lines if line.depth and line.start not in behind)
    divided = any(_DIVIDED.search(before.text) for before, _ in joined.values())
    known = frozenset(_HYPHENATED.findall(text)) if divided else frozenset[str]()
    breaks = [_break(before, after, known, spelling) for before, after in joined.values()]
    yield from breaks
    if _SOFT in text:
        cut = {place for one in breaks for place in range(one.start, one.end)}
        soft = (match.start() for match in re.finditer(_SOFT, text))
        yield from (_Cut(place, place + 1) for place in soft if place not in cut)


def _break(before: _Line, after: _Line, known: frozenset[str], spelling: Spelling) -> _Cut:
    """What is read in place of the break between two lines of a paragraph: a blank, or nothing within a word.

    Parameters:
        known: the words of the text, those with hyphens too.
    """
    start, end = before.end, after.start + after.indent
    divided, rest = _DIVIDED.search(before.text), _HYPHENATED.match(after.words)
    if divided is None or rest is None or rest.group() in _SUSPENDED:
        return _Cut(start, end, " ")
    first, hyphen = divided.group()[:-1], divided.group()[-1]
    second = _WORD.match(after.words)
    whole = second is not None and (
        hyphen == _SOFT or not _keeps_hyphen(first, second.group(), rest.group(), known, spelling)
    )
    return _Cut(start - 1, end) if whole else _Cut(start, end)


def _keeps_hyphen(first: str, second: str, rest: str, known: frozenset[str], spelling: Spelling) -> bool:
    """Whether a word that a line end divides has a hyphen within a line, too: "long-range", not "mis-siles".

    Parameters:
        second: what stands behind the hyphen up to the next sign, `rest` with all that further hyphens join to it.
    """
    whole = first + second
    if f"{first}-{rest}" in known or not second[0].islower() or not first.isalpha():
        return True
    if whole in known or spelling.is_state(whole):
        return False
    if f"{first.lower()}-" in spelling.hyphenated:
        return True
    if spelling.is_word(whole.lower()):
        return False
    if f"-{second}" in spelling.hyphenated:
        return True
    is_name = first[0].isupper() and not spelling.is_state(first)
    return not is_name and spelling.is_word(second) and (first[0].isupper() or spelling.is_word(first))


def _joined(lines: Sequence[_Line], spelling: Spelling) -> Iterator[tuple[_Line, _Line]]:
    """The lines that go on in the next one, each with that one."""
    blocks = [block for block in _blocks(lines) if _width(block) <= _WIDEST]
    broken = [block for block in blocks if _is_broken(block, spelling)]
    width = max((len(line.text) for block in broken for line in block), default=0)
    phrases = _phrases(lines) if broken else frozenset[tuple[str, str]]()
    for block in blocks if broken else ():
        least = min(line.indent for line in block)
        opens = True
        for before, after in pairwise(block):
            within = _is_full(before, after, width) or _is_within(before, after, width, opens, phrases, spelling)
            if (
                within
                and len(before.text) >= _RAGGED * width
                and not _is_apart(before, after, least, first=before is block[0])
            ):
                yield before, after
            opens = _ENDS.search(before.text) is not None


def _phrases(lines: Iterable[_Line]) -> frozenset[tuple[str, str]]:
    """All pairs of words with capitals that stand side by side in a line."""
    return frozenset(pair for line in lines for pair in pairwise(line.words.split()) if _are_capital(*pair))


def _are_capital(*words: str) -> bool:
    return all(word[:1].isupper() for word in words)


def _blocks(lines: Sequence[_Line]) -> Iterator[list[_Line]]:
    """Lines of one depth without an empty one between them."""
    block: list[_Line] = []
    for line in lines:
        if block and (not line.text or line.depth != block[-1].depth):
            yield block
            block = []
        if line.text:
            block.append(line)
    if block:
        yield block


def _width(block: Sequence[_Line]) -> int:
    return max(len(line.text) for line in block)


def _is_broken(block: Sequence[_Line], spelling: Spelling) -> bool:
    """Whether a line surely was broken at a width: it ends within a sentence or a word, and is about as long as any."""
    least = _RAGGED * _width(block)
    narrowest = _NARROWEST_SURELY if block[0].depth else _NARROWEST
    return any(
        (len(before.text) >= max(least, narrowest) and _is_surely_within(before, after, spelling))
        or (len(before.text) >= max(least, _NARROWEST_SURELY) and _is_inside(before, after, spelling))
        for before, after in pairwise(block)
    )


def _is_surely_within(before: _Line, after: _Line, spelling: Spelling) -> bool:
    """Whether the words at a line break tell by themselves that a sentence goes on."""
    if before.words.split()[-1].lower() in spelling.unfinished or _is_inside(before, after, spelling):
        return True
    return after.words[0].islower() and _ENDS.search(before.text) is None


def _is_inside(before: _Line, after: _Line, spelling: Spelling) -> bool:
    """Whether a line break divides a word or the name of a state."""
    divided = _DIVIDED.search(before.text) is not None and after.words[0].isalnum()
    return divided or _names_state_across(before, after, spelling)


def _is_within(
    before: _Line, after: _Line, width: int, opens: bool, phrases: frozenset[tuple[str, str]], spelling: Spelling
) -> bool:
    """Whether a line ends within a sentence although the next word had room in it.

    Parameters:
        opens: whether it may be a headline: it begins a block, or the line before it ends a sentence.
        phrases: words with capitals that stand side by side elsewhere.
    """
    last, following = before.words.split()[-1], after.words.split()[0]
    if _is_surely_within(before, after, spelling):
        return True
    if _ENDS.search(before.text) is not None:
        return after.words[0].islower() and last.endswith(".")
    if not opens or last.endswith(","):
        return True
    if _WITHIN.search(before.words) or begins_apart(before.words):
        return True
    name = following.strip(',.;:"”’()').removesuffix("'s").removesuffix("’s")
    if _are_capital(last, name) and ((last, name) in phrases or not spelling.is_word(name.lower())):
        return True
    return len(before.text) >= _PROSE * width and _ARTICLE.search(before.words) is not None


def _names_state_across(before: _Line, after: _Line, spelling: Spelling) -> bool:
    """Whether the name of a state begins at the end of a line and ends in the next one."""
    ahead, behind = before.words.split()[-_LONGEST_STATE:], after.words.split()[:_LONGEST_STATE]
    return any(
        spelling.is_state(" ".join((*ahead[-first:], *behind[:second])).rstrip(',.;:"”’)').removesuffix("'s"))
        for first in range(1, len(ahead) + 1)
        for second in range(1, len(behind) + 1)
    )


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

"""A text without its layout: lines broken at a width are one paragraph, words divided at line ends are whole, quoted
mail has no marks, headlines in capitals are written like other sentences.

Wire copy, mail and what is taken from PDFs breaks its lines after 60 to 80 characters. `Legible` holds the text to read
and tells where each of its characters stands in the text as stored, so that offsets stay exact.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from claimgraph.loaders.extract.lines import DIVIDED, Join, Line, Spelling, is_shouted
from claimgraph.loaders.extract.paragraphs import joined
from claimgraph.loaders.extract.states import mentioned_states

_LINE: Final = re.compile(r"[^\n]*\n?")
_WORD: Final = re.compile(r"[^\W\d_]+")
_MARKS: Final = re.compile(r"[ \t]{0,3}(?:>[ \t]?)+")
"""What stands before each line of quoted mail."""
_SOFT: Final = "\u00ad"
"""A hyphen that shows only at the end of a line."""
_SUSPENDED: Final = frozenset({"and", "or", "nor", "to", "but"})
"""What stands behind a hyphen that divides no word: "short- and medium-range"."""
_SUSPENDED_WITHIN: Final = 4
"""So many words behind it stands the one with the whole of what it shares."""
_HYPHENATED: Final = re.compile(r"\w+(?:-\w+)*")
_APOSTROPHES: Final = ("'", "’")


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
    shouted = [line for line in lines if is_shouted(line.words)]
    if shouted:
        starts = {line.start for line in shouted}
        forms = _forms(line.text for line in lines if line.start not in starts)
        for line in shouted:
            signs[line.start : line.end] = _spelled(line.text, forms, spelling)
    return _without("".join(signs), sorted(_cuts(text, lines, spelling), key=lambda cut: cut.start))


def _line(match: re.Match[str]) -> Line:
    words = match.group().rstrip()
    marks = _MARKS.match(words)
    start = marks.end() if marks else 0
    return Line(match.start() + start, words[start:], match.start(), words[:start].count(">"))


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


def _cuts(text: str, lines: Sequence[Line], spelling: Spelling) -> Iterator[_Cut]:
    """The layout of a text, in any order: marks of quoted mail, line breaks within paragraphs, soft hyphens."""
    joins = list(joined(lines, spelling))
    behind = {join.after.start for join in joins}
    yield from (_Cut(line.marks, line.start) for line in lines if line.depth and line.start not in behind)
    yield from _stretches(joins)
    divided = any(DIVIDED.search(join.before.text) for join in joins)
    known = frozenset(_HYPHENATED.findall(text)) if divided else frozenset[str]()
    breaks = [_break(join.before, join.after, known, spelling) for join in joins]
    yield from breaks
    if _SOFT in text:
        cut = {place for one in breaks for place in range(one.start, one.end)}
        soft = (match.start() for match in re.finditer(_SOFT, text))
        yield from (_Cut(place, place + 1) for place in soft if place not in cut)


def _stretches(joins: Iterable[Join]) -> Iterator[_Cut]:
    """The blanks that only stretch the lines of a justified paragraph: all but one of each gap between words."""
    lines = {line.start: line for join in joins if join.justified for line in (join.before, join.after)}
    for line in lines.values():
        yield from (_Cut(start, end - 1) for start, end in line.gaps if end - start > 1)


def _break(before: Line, after: Line, known: frozenset[str], spelling: Spelling) -> _Cut:
    """What is read in place of the break between two lines of a paragraph: a blank, or nothing within a word.

    Parameters:
        known: the words of the text, those with hyphens too.
    """
    start, end = before.end, after.start + after.indent
    divided, rest = DIVIDED.search(before.text), _HYPHENATED.match(after.words)
    if divided is None or rest is None:
        return _Cut(start, end, " ")
    first, hyphen = divided.group()[:-1], divided.group()[-1]
    if rest.group() in _SUSPENDED and _is_suspended(first, rest.group(), after.words, known, spelling):
        return _Cut(start, end, " ")
    second = _WORD.match(after.words)
    whole = second is not None and (
        hyphen == _SOFT or not _keeps_hyphen(first, second.group(), rest.group(), known, spelling)
    )
    return _Cut(start - 1, end) if whole else _Cut(start, end)


def _is_suspended(first: str, second: str, words: str, known: frozenset[str], spelling: Spelling) -> bool:
    """Whether a hyphen before a conjunction divides no word: "short- and medium-range", not "thous-and"."""
    whole = first + second
    if whole in known or spelling.is_state(whole) or spelling.is_word(whole.lower()):
        return False
    is_part = spelling.is_word(first.lower()) or f"{first.lower()}-" in spelling.hyphenated or first.isupper()
    return is_part or any("-" in word for word in words.split()[1:_SUSPENDED_WITHIN])


def _keeps_hyphen(first: str, second: str, rest: str, known: frozenset[str], spelling: Spelling) -> bool:
    """Whether a word that a line end divides has a hyphen within a line, too: "long-range", not "mis-siles".

    Parameters:
        second: what stands behind the hyphen up to the next sign, `rest` with all that further hyphens join to it.
    """
    whole = first + second
    if f"{first}-{rest}" in known:
        return True
    if whole in known and first.isalpha():
        return False
    if not second[0].islower() or not first.isalpha():
        return True
    if spelling.is_state(whole):
        return False
    if f"{first.lower()}-" in spelling.hyphenated:
        return True
    if spelling.is_word(whole.lower()):
        return False
    if f"-{second}" in spelling.hyphenated:
        return True
    is_name = first[0].isupper() and not spelling.is_state(first)
    return not is_name and spelling.is_word(second) and (first[0].isupper() or spelling.is_word(first))


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

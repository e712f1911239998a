"""A text as sentences whose offsets are kept: paragraphs first, then sentences, labels and datelines set apart.

Each sentence carries the text that is handed to the parser: as long as the original, character for character, with
curly quotes made straight and characters that no parser can read replaced.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

LONGEST = 1500
"""Sentences longer than this many characters are no prose; they are left out."""

_PARAGRAPH = re.compile(r"[^\n\r\u2028\u2029]+")
# A run of marks is tried once, as a whole (`++`): tried from each of its marks, 25,000 of them took 20 seconds.
_END = re.compile(
    r"""(?<![.!?])[.!?]++["”’)\]']*+(?=\s+["“‘'(\[]*[A-Z0-9À-ÞĀ-Ž—–•])"""
    r"""|[.!?]["”](?=["“])"""
)
_INITIAL = re.compile(r"(?:\b[A-Z]|\b[A-Za-z](?:\.[A-Za-z])+)\.$")
_LABEL = re.compile(
    r"""(?P<speech>[QA])\s?[:.]\s+(?=\S)"""
    r"""|(?P<clock>\d{1,2}[:.]\d{2})(?:\s*(?:GMT|UTC|BST|CET|ET|am|pm)\b)?\s*[-–—:]?\s+"""
    r"""|(?:LIVE|ICYMI|BREAKING|EXCLUSIVE|WATCH|JUST IN|SCOOP|URGENT|UPDATE\s?\d*|WRAPUP\s?\d*|RPT|REFILE|BRIEF"""
    r"""|ANALYSIS|CORRECT(?:ED|ION)|EXPLAINER|FACTBOX|TIMELINE|INSIGHT|INTERVIEW|FEATURE|FOCUS|PREVIEW|POLL|COLUMN|OPINION"""
    r"""|VIDEO|SPECIAL REPORT|PHOTOS?|TABLE|TEXT|HIGHLIGHTS|MEDIA|REUTERS|AFP)(?:\s*[:/–—]\s*|\s-\s*|-(?=[A-Z]))"""
    r"""|\((?:Adds|Updates|Corrects|Recasts|Refiles|Repeats)\b[^()]{0,150}\)\s*|\[\d+/\d+\]\s*"""
    r"""|[•▪*·]\s*|[-–—]\s+"""
)
_DATELINE = re.compile(
    r"""(?:[A-ZÀ-ÞĀ-Ž][A-ZÀ-ÞĀ-Ž.'’/ -]{2,40}|(?=[^-–—]{0,30}\d)[A-Z][a-z]+)"""
    r"""(?:,?\s[^-–—()"“”]{1,30})?\s?(?:\([^()]{1,40}\)\s?)?[-–—]{1,2}\s+(?=\S)"""
)
_TURN = re.compile(
    r"""(?P<name>(?:(?:Mr|Mrs|Ms|Dr|Sir|Lord|Lady|Baroness|Senator|Judge|The)\.?\s)?"""
    r"""[A-ZÀ-ÞĀ-Ž][A-ZÀ-ÞĀ-Ž'.\- ]{2,40})(?:\s\([^()]{1,40}\))?:\s+(?=\S)"""
)
_SEMICOLON = re.compile(r";\s")
_BY_WHOM = re.compile(
    r"(?:\s-(?=[A-Za-z][\w ]{2,30}$)|\s[-–—|]\s(?=[^-–—|:.!?]{2,40}$))"
    r"(?!(?:to|and|but|or|nor|not|from|for|in|into|with|at|on|by|of|via|as|while|which|who|than|after|before|\d+)\b)"
)
"""What ends a headline: "sold lathes -sources", "sold lathes – Interfax"."""
_HEADLINE = 4
"""How many words tell of something; fewer are a heading or a masthead."""
_WIDE = range(0xFF01, 0xFF5F)
"""Letters and marks as wide as Chinese ones; the narrow ones stand in the same order."""
_STRAIGHT = str.maketrans(
    dict.fromkeys("“”„", '"')
    | dict.fromkeys("‘’‛ʼʹ′`´", "'")  # Ukrainian outlets write ʼ
    | dict.fromkeys("\u00a0\u202f\u2009\u3000", " ")
    | {chr(wide): chr(narrow) for narrow, wide in enumerate(_WIDE, ord("!"))}
)
_UNREADABLE = re.compile(r"[\ud800-\udfff\x00-\x08\x0e-\x1f\x7f-\x9f]")


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence: `start` and `end` are offsets into the document; `readable` is as long as the text between them.

    Parameters:
        index: the sentence's number in the document.
        paragraph: the number of the paragraph that it stands in.
        label: "Q" or "A" or the name before the colon where a transcript marks who speaks, else "".
        quoted: whether it begins inside a quotation that an earlier sentence of the paragraph opened.
        dateline: the last dateline before it ("SARH, Chad -"), before the first one that one; "" where there is none.
    """

    index: int
    paragraph: int
    start: int
    end: int
    readable: str
    label: str = ""
    quoted: bool = False
    dateline: str = ""


def readable(text: str) -> str:
    """The text with the same length, made fit for the parser.

    >>> readable("“No”"), readable("didnʼt"), readable("ｎｏｔ")
    ('"No"', "didn't", 'not')
    """
    return _UNREADABLE.sub(" ", text.translate(_STRAIGHT))


def split(text: str, abbreviations: frozenset[str]) -> Iterator[Sentence]:
    """The sentences of a text in order.

    Parameters:
        abbreviations: words (without their full stop) after which a full stop ends no sentence.

    >>> [s.readable for s in split("Mr. Lund left. He came back.", frozenset({"Mr"}))]
    ['Mr. Lund left.', 'He came back.']
    """
    clean = readable(text)
    index = 0
    begun = [_skip_labels(clean, *paragraph.span()) for paragraph in _PARAGRAPH.finditer(clean)]
    dateline = next(filter(None, (where for _, _, where in begun)), "")
    for number, (paragraph, (start, label, where)) in enumerate(zip(_PARAGRAPH.finditer(clean), begun, strict=True)):
        quoted, dateline = False, where or dateline
        for first, last in _sentences(clean, start, paragraph.end(), abbreviations):
            piece = clean[first:last]
            yield Sentence(index, number, first, last, piece, label, quoted, dateline)
            quoted ^= piece.count('"') % 2 == 1
            index += 1


def begins_apart(line: str) -> bool:
    """Whether a line begins as paragraphs do: with a label, a name before a colon, or a dateline.

    >>> begins_apart("Q: Who sold them?"), begins_apart("lathes to Veridia")
    (True, False)
    """
    return any(form.match(line) for form in (_LABEL, _TURN, _DATELINE))


def place_at(sentences: Sequence[Sentence], offset: int) -> int:
    """The place in a sequence of the last sentence that begins at an offset or before it; -1 where there is none.

    >>> place_at(list(split("He left. She stayed.", frozenset())), 12)
    1
    """
    return bisect_right(sentences, offset, key=lambda sentence: sentence.start) - 1


def _skip_labels(text: str, start: int, end: int) -> tuple[int, str, str]:
    """Where a paragraph's first sentence begins, whose turn its label marks, and its dateline."""
    label = ""
    while match := _LABEL.match(text, start, end):
        label = match["speech"] or label
        start = match.end()
    if match := _TURN.match(text, start, end):
        return match.end(), label or match["name"].strip(), ""
    if match := _DATELINE.match(text, start, end):
        return match.end(), label, match.group().rstrip(" -–—")
    return start, label, ""


def _sentences(text: str, start: int, end: int, abbreviations: frozenset[str]) -> Iterator[tuple[int, int]]:
    last = start
    for match in _END.finditer(text, start, end):
        if _is_abbreviation(text[max(last, match.end() - 24) : match.end()], abbreviations):
            continue
        yield from _pieces(text, last, match.end())
        last = match.end()
    yield from _pieces(text, last, end)


def _is_abbreviation(piece: str, abbreviations: frozenset[str]) -> bool:
    if not piece.endswith("."):
        return False
    word = re.split(r"[\s(\[\"'-]", piece[:-1])[-1]
    return word in abbreviations or bool(_INITIAL.search(piece[-12:]))


def _pieces(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The stripped range, cut at semicolons, which the parser takes for less than they are, and before who says it at
    the end of a headline; what is too long is left out."""
    bounds = [start, *(match.end() for match in _SEMICOLON.finditer(text, start, end)), end]
    by_whom = _BY_WHOM.search(text, bounds[-2], end)
    if by_whom is not None and len(text[bounds[-2] : by_whom.start()].split()) >= _HEADLINE:
        bounds.insert(-1, by_whom.start())
    for first, last in pairwise(bounds):
        stripped = text[first:last].strip()
        if stripped and len(stripped) <= LONGEST:
            begin = text.index(stripped, first)
            yield begin, begin + len(stripped)

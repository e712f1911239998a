"""Names as they are drawn: cleaned of invisible characters, wrapped, and measured.

>>> wrap("North China Research Institute of Electro-Optics")
('North China', 'Research Institute', 'of Electro-Optics')
>>> wrap("x" * 10_000)[-1].endswith("…")
True
"""

from __future__ import annotations

import re
import unicodedata

LINE_CHARACTERS = 18
MOST_LINES = 3
UNNAMED = "(unnamed)"

# Joiners shape letters in Persian and Indic scripts; every other format character only hides or reorders text.
_JOINERS = "\u200c\u200d"


def drawable(text: str) -> str:
    """The text on one line, without control, zero-width and direction-override characters; never empty."""
    if not text.isprintable():
        text = "".join(" " if char.isspace() else char for char in text if not _is_invisible(char))
    cleaned = " ".join(text.split())
    return cleaned if cleaned.strip(_JOINERS + " ") else UNNAMED


def _is_invisible(char: str) -> bool:
    category = unicodedata.category(char)
    return (category == "Cf" and char not in _JOINERS) or category == "Cs" or (category == "Cc" and not char.isspace())


def wrap(text: str, columns: int = LINE_CHARACTERS, most: int = MOST_LINES) -> tuple[str, ...]:
    """At most `most` lines of about `columns` narrow characters; what does not fit ends in "…"."""
    lines: list[str] = []
    current = ""
    for word in _breakable(drawable(text)[: columns * most * 2], columns):
        joined = f"{current} {word}" if current else word
        if current and _columns(joined) > columns:
            lines.append(current)
            current = word
        else:
            current = joined
    lines.append(current)
    if len(lines) > most or len(drawable(text)) > columns * most * 2:
        last = lines[:most][-1]
        lines = [*lines[: most - 1], last[: max(1, columns - 1)].rstrip() + "…"]
    return tuple(lines)


def _breakable(text: str, columns: int) -> list[str]:
    words = []
    for word in text.split(" "):
        while _columns(word) > columns:
            cut = _cut(word, columns)
            words.append(word[:cut])
            word = word[cut:]  # noqa: PLW2901
        if word:
            words.append(word)
    return words


def _cut(word: str, columns: int) -> int:
    """Where to break a word that is wider than a line: after the last hyphen or slash that fits, else at the end."""
    full = next(end for end in range(1, len(word) + 1) if _columns(word[:end]) > columns) - 1
    breaks = [match.end() for match in re.finditer("[-–/]", word[:full]) if match.end() > columns // 2]
    return breaks[-1] if breaks else max(1, full)


def _columns(text: str) -> int:
    return len(text) if text.isascii() else sum(2 if unicodedata.east_asian_width(char) in "WF" else 1 for char in text)


def line_width(line: str, size: float) -> float:
    """The estimated width of a line in a sans-serif font of `size` pixels."""
    capitals = sum(char.isupper() for char in line)
    return size * (0.53 * _columns(line) + 0.25 * capitals)

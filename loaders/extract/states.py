"""All names in a text that a look-up knows, those of states above all, parsed or not: the longest at each place."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

_CAPITALISED = re.compile(r"(?:[A-Z]\.(?:[A-Z]\.)+|[A-Z][\w.]*\w)(?:'s)?(?:-[a-z]+)?")
_GAP = re.compile(r"[ -]|\s(?:of|and|the)\s|\sof\sthe\s")
_LONGEST_GAP = len(" of the ")
_LONGEST = 4


def mentioned_states(text: str, state: Callable[[str], object | None]) -> Iterator[str]:
    """The surfaces in a text that name a state, in order, the longest at each place."""
    return (text[start:end] for start, end in known_names(text, state))


def known_names(text: str, known: Callable[[str], object | None]) -> Iterator[tuple[int, int]]:
    """Where names stand in a text that a look-up knows, in order, the longest at each place.

    >>> list(known_names("Papua New Guinea", {"Papua New Guinea": 1, "Guinea": 2}.get))
    [(0, 16)]
    """
    words = list(_CAPITALISED.finditer(text))
    at = 0
    while at < len(words):
        size = 1
        while (
            at + size < len(words)
            and size < _LONGEST
            and _joins(text[words[at + size - 1].end() : words[at + size].start()])
        ):
            size += 1
        for length in range(size, 0, -1):
            start, end = words[at].start(), words[at + length - 1].end()
            if known(text[start:end]) is not None:
                yield start, end
                at += length
                break
        else:
            at += 1


def _joins(gap: str) -> bool:
    """Whether what stands between two words may stand inside a name."""
    return gap == " " or (len(gap) <= _LONGEST_GAP and _GAP.fullmatch(gap) is not None)

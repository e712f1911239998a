"""Who supplied what to whom where a sentence names several: all pairings, unless two lists run side by side."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import groupby, product
from typing import Final, TypeVar

Part = TypeVar("Part")
Placed = Sequence[tuple[Part, int]]
"""Parts of one kind, each with the offset at which its words begin."""

_RESPECTIVELY: Final = re.compile(r"\brespectively\b", re.IGNORECASE)
_REACH: Final = 60


def pairings(
    suppliers: Placed[Part], recipients: Placed[Part], goods: Placed[Part], text: str
) -> Iterator[tuple[Part, Part, Part]]:
    """The triples of supplier, recipient and good.

    Two lists that take turns ("shells to Chad, rifles and mines to Niger") are paired turn by turn; two of the same
    length that the text sets side by side by "respectively", one to one.

    >>> text = "Poland sent shells to Chad and rifles to Niger."
    >>> list(pairings([("PL", 0)], [("TD", 22), ("NE", 41)], [("shells", 12), ("rifles", 31)], text))
    [('PL', 'TD', 'shells'), ('PL', 'NE', 'rifles')]
    """
    if pairs := _side_by_side(recipients, goods, text):
        yield from ((supplier, recipient, good) for (supplier, _), (recipient, good) in product(suppliers, pairs))
    elif pairs := _side_by_side(suppliers, goods, text):
        yield from ((supplier, recipient, good) for (supplier, good), (recipient, _) in product(pairs, recipients))
    elif pairs := _side_by_side(suppliers, recipients, text):
        yield from ((supplier, recipient, good) for (supplier, recipient), (good, _) in product(pairs, goods))
    else:
        for (supplier, _), (recipient, _), (good, _) in product(suppliers, recipients, goods):
            yield supplier, recipient, good


def _side_by_side(left: Placed[Part], right: Placed[Part], text: str) -> list[tuple[Part, Part]]:
    """Which of two lists belong together; nothing where all of them do."""
    if min(len(left), len(right)) < 2:
        return []
    places = sorted(place for _, place in (*left, *right))
    if len(left) == len(right) and _RESPECTIVELY.search(text[places[0] : places[-1] + _REACH]):
        return [(one, other) for (one, _), (other, _) in zip(left, right, strict=True)]
    return _by_turns(left, right)


def _by_turns(left: Placed[Part], right: Placed[Part]) -> list[tuple[Part, Part]]:
    marked = sorted(
        [(place, True, part) for part, place in left] + [(place, False, part) for part, place in right],
        key=lambda one: one[:2],
    )
    turns = [(is_left, [part for *_, part in run]) for is_left, run in groupby(marked, key=lambda one: one[1])]
    if len(turns) < 4 or len(turns) % 2:
        return []
    pairs: list[tuple[Part, Part]] = []
    for (is_left, first), (_, second) in zip(turns[::2], turns[1::2], strict=True):
        pairs += product(first, second) if is_left else product(second, first)
    return pairs

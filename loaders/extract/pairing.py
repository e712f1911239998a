"""Who supplied what to whom where a sentence names several: all pairings, unless two lists run side by side."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise, product
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

    Lists of the same length that alternate ("shells to Chad and rifles to Niger"), or that the text sets side by side
    by "respectively", are paired one to one.

    >>> text = "Poland sent shells to Chad and rifles to Niger."
    >>> list(pairings([("PL", 0)], [("TD", 22), ("NE", 41)], [("shells", 12), ("rifles", 31)], text))
    [('PL', 'TD', 'shells'), ('PL', 'NE', 'rifles')]
    """
    if _run_side_by_side(recipients, goods, text):
        for (supplier, _), ((recipient, _), (good, _)) in product(suppliers, zip(recipients, goods, strict=True)):
            yield supplier, recipient, good
    elif _run_side_by_side(suppliers, goods, text):
        for ((supplier, _), (good, _)), (recipient, _) in product(zip(suppliers, goods, strict=True), recipients):
            yield supplier, recipient, good
    elif _run_side_by_side(suppliers, recipients, text):
        for ((supplier, _), (recipient, _)), (good, _) in product(zip(suppliers, recipients, strict=True), goods):
            yield supplier, recipient, good
    else:
        for (supplier, _), (recipient, _), (good, _) in product(suppliers, recipients, goods):
            yield supplier, recipient, good


def _run_side_by_side(left: Placed[Part], right: Placed[Part], text: str) -> bool:
    if not len(left) == len(right) > 1:
        return False
    places = sorted([(place, 0) for _, place in left] + [(place, 1) for _, place in right])
    alternate = all(one != other for (_, one), (_, other) in pairwise(places))
    return alternate or _RESPECTIVELY.search(text[places[0][0] : places[-1][0] + _REACH]) is not None

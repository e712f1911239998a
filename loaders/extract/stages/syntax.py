"""Noun phrases of a dependency tree as spans of the text."""

from __future__ import annotations

from typing import Final

from claimgraph.loaders.extract.annotations import Span
from claimgraph.loaders.extract.parsed import Parsed
from claimgraph.loaders.extract.tree import children, objects
from claimgraph.loaders.extract.words import Token

_INSIDE: Final = frozenset(
    {"det", "amod", "compound", "nmod", "poss", "nummod", "case", "predet", "quantmod", "punct", "npadvmod"}
)
_WHOSE: Final = frozenset({"of", "for", "at", "from", "in", "with"})


def noun_phrase(at: Parsed, head: Token) -> Span:
    """The phrase of a noun with what stands before it, and with the name behind "of", "for" and the like; the name that
    stands beside it, where there is one ("the minister, Ada Lund")."""
    for child in head.children:
        if child.dep_ == "appos" and child.pos_ == "PROPN" and head.pos_ != "PROPN" and child.i > head.i:
            return noun_phrase(at, child)
    start = head.i
    while start > 0 and _is_inside(at.tree[start - 1], head):
        start -= 1
    while start < head.i and not at.tree[start].text[:1].isalnum():
        start += 1
    end = head.i + 1
    if head.pos_ != "PROPN":
        for preposition in children(head, "prep"):
            named = objects(preposition)
            if preposition.i == end and preposition.lower_ in _WHOSE and named and named[0].pos_ == "PROPN":
                end = named[0].i + 1
    return Span(*at.run(start, end))


def _is_inside(word: Token, head: Token) -> bool:
    for _ in range(4):
        if word.dep_ not in _INSIDE or word.text in (",", '"', "(", ";", ":"):
            return False
        if word.head == head:
            return True
        word = word.head
    return False

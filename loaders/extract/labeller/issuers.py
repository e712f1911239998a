"""Whose report it is: "the report says" goes back to whoever said something in a report, or published one, before."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Final

from claimgraph.loaders.extract.described import is_definite
from claimgraph.loaders.extract.parsed import Parsed
from claimgraph.loaders.extract.tree import children, first, governed
from claimgraph.loaders.extract.words import Token

Speaker = Callable[["Token", Parsed], str | None]

_NAMED: Final = ("NOUN", "PROPN")
_PUBLISHING: Final = frozenset("publish release issue write present file circulate submit".split())
_ANY: Final = "document"
"""What a record of any kind may be called, the second time."""


class Issuers:
    """Finds the issuers of the records that one article speaks of.

    Parameters:
        parsed: its sentences with their trees.
        speaker: whom a phrase names as speaking.
        says: whether a verb tells that somebody says something, by its lemma.
        is_record: whether a noun is what speaks for whoever issued it, by its lemma.
    """

    def __init__(
        self,
        parsed: Sequence[Parsed],
        speaker: Speaker,
        says: Callable[[str], bool],
        is_record: Callable[[str], bool],
    ) -> None:
        self._parsed, self._speaker, self._says, self._is_record = parsed, speaker, says, is_record
        self._found: dict[tuple[int, int], str | None] = {}

    def of(self, record: Token, at: Parsed) -> str | None:
        """The issuer of a record ("report", "statement"): named beside it, else beside the nearest such word before it
        where it points back ("the report"), or another record ("the document")."""
        place = (at.index, record.i)
        if place not in self._found:
            self._found[place] = self._search(record, at)
        return self._found[place]

    def _search(self, record: Token, at: Parsed) -> str | None:
        if (named := self._beside(record, at)) is not None:
            return named
        if not is_definite(record):
            return None
        same = self._before_it(at, lambda word: word == record.lemma)
        return same or (self._before_it(at, self._is_record) if record.lemma == _ANY else None)

    def _before_it(self, at: Parsed, fits: Callable[[str], bool]) -> str | None:
        """The issuer of the nearest record before a sentence, of those with a noun that fits."""
        places = ((token, other) for other in self._before(at) for token in reversed(other.tree) if fits(token.lemma))
        found = (self._beside(token, other) for token, other in places)
        return next((issuer for issuer in found if issuer is not None), None)

    def _before(self, at: Parsed) -> Iterator[Parsed]:
        return (other for other in reversed(self._parsed) if other.index < at.index)

    def _beside(self, record: Token, at: Parsed) -> str | None:
        """Who is told to have issued a record in its own clause."""
        issuer = self._owner(record) or self._publisher(record)
        return self._speaker(issuer, at) if issuer is not None else None

    def _owner(self, record: Token) -> Token | None:
        return first(children(record, "poss")) or first(governed(record, "by", "from"))

    def _publisher(self, record: Token) -> Token | None:
        """Whoever "said in a report" or "published a report", and by whom is "a report that the institute released"."""
        clauses = (word for word in children(record, "relcl", "acl") if word.lemma in _PUBLISHING)
        if named := [word for clause in clauses for word in children(clause, "nsubj") if word.pos_ in _NAMED]:
            return named[0]
        head = record.head
        told_in = record.dep_ == "pobj" and head.lower_ == "in" and self._says(head.head.lemma)
        if not told_in and not (record.dep_ == "dobj" and head.lemma in _PUBLISHING):
            return None
        subjects = children(head.head if told_in else head, "nsubj")
        return first(word for word in subjects if word.pos_ in _NAMED)

"""The front of a noun phrase that says how much, whose and from where, but not what. Source: `quantities.tsv`."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable
from enum import StrEnum

from claimgraph.loaders.surfaces import key
from claimgraph.loaders.tables import Row

QUANTITY_COLUMNS = ("word", "class")
_NUMBER = re.compile(r"[~$€£¥]?\d[\d.,]*(?:%|k|m|bn|st|nd|rd|th)?(?:-\d[\d.,]*)?$", re.IGNORECASE)


class Amount(StrEnum):
    """What a quantity word does; see the header of `quantities.tsv`."""

    NUMBER = "number"
    APPROXIMATOR = "approximator"
    UNIT = "unit"
    CONTAINER = "container"
    ACT = "act"
    SIZE = "size"
    DETERMINER = "determiner"
    QUANTIFIER = "quantifier"
    MEASURE = "measure"
    THING = "thing"
    ABOUT = "about"


_BEFORE_ANY_NOUN = (Amount.APPROXIMATOR, Amount.DETERMINER, Amount.QUANTIFIER)
_BEFORE_OF = (Amount.UNIT, Amount.CONTAINER, Amount.ACT)
_BEFORE_A_MEASURE = (Amount.SIZE, Amount.NUMBER)


class Amounts:
    """Takes amounts, determiners and origins off the front of noun phrases, and nouns that only tell of a good off
    their end."""

    def __init__(self, rows: Iterable[Row], is_origin: Callable[[str], bool]) -> None:
        """Build the lists.

        Parameters:
            rows: of `quantities.tsv`.
            is_origin: tells whether words name a state ("Chinese", "U.S.", "German-made").

        Raises:
            LoadError: a class is unknown.
        """
        self._is_origin = is_origin
        self._classes: defaultdict[Amount, set[str]] = defaultdict(set)
        for row in rows:
            self._classes[Amount(row.one_of("class", Amount))].add(key(row["word"]))
        self._longest = max((len(word.split()) for words in self._classes.values() for word in words), default=0)

    def is_a(self, word: str, *kinds: Amount) -> bool:
        """Whether a word is a quantity word of one of these classes."""
        if Amount.NUMBER in kinds and _NUMBER.match(word):
            return True
        return any(key(word) in self._classes[kind] for kind in kinds)

    def strip(self, words: list[str]) -> list[str]:
        """The words without the amounts and determiners before them; at least the last word stays.

        >>> from claimgraph.loaders.gazetteer import Gazetteer
        >>> " ".join(Gazetteer.load().goods.amounts.strip("more than 20,000 tonnes of wheat".split()))
        'wheat'
        """
        while size := self._leading(words):
            words = words[size:]
        return words

    def strip_end(self, words: list[str]) -> list[str]:
        """The words without nouns behind them that only tell of the good: "wheat" for "wheat needs"."""
        while len(words) > 1 and self.is_a(words[-1], Amount.ABOUT):
            words = words[:-1]
        return words

    def strip_origin(self, words: list[str]) -> list[str]:
        """The words without the states before them: "microelectronics" for "Chinese microelectronics"."""
        while size := self._origin(words):
            words = words[size:]
        return words

    def _leading(self, words: list[str]) -> int:
        measured = self._measured(words)
        if measured:
            return measured
        for size in self._sizes(words):
            text = " ".join(words[:size])
            if self.is_a(text, *_BEFORE_ANY_NOUN):
                return size
            if self.is_a(text, Amount.NUMBER) and not self.is_a(words[size], Amount.MEASURE):
                return size
        return 0

    def _measured(self, words: list[str]) -> int:
        """The length of "large quantities of", "tonnes of" at the front, the "of" included."""
        at = 0
        while at < len(words) - 2:
            for size in range(min(self._longest, len(words) - at - 2), 0, -1):
                text, following = " ".join(words[at : at + size]), words[at + size]
                if following.lower() == "of" and self.is_a(text, *_BEFORE_OF):
                    return at + size + 1
            if not self.is_a(words[at], *_BEFORE_A_MEASURE):
                return 0
            at += 1
        return 0

    def _origin(self, words: list[str]) -> int:
        return next((size for size in self._sizes(words) if self._is_origin(" ".join(words[:size]))), 0)

    def _sizes(self, words: list[str]) -> range:
        return range(min(self._longest, len(words) - 1), 0, -1)

"""Single words that tell what a name or phrase is: heads of firms and bodies. Source: `words.tsv`."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from enum import StrEnum
from functools import lru_cache

from claimgraph.loaders.surfaces import REMEMBERED, key
from claimgraph.loaders.tables import Row

WORD_COLUMNS = ("word", "forms", "class")


class WordClass(StrEnum):
    """What a word says about the phrase that it heads."""

    GOVERNMENT = "government"
    COMPOUND = "compound"
    FIRM_HEAD = "firm-head"
    FIRM_COLLECTIVE = "firm-collective"
    ORGANIZATION_HEAD = "organization-head"


class Words:
    """Word lists by class."""

    def __init__(self, rows: Iterable[Row]) -> None:
        """Build the lists.

        Raises:
            LoadError: a class is unknown.
        """
        self._classes: defaultdict[WordClass, set[str]] = defaultdict(set)
        self._longest = 1
        self._found = lru_cache(REMEMBERED)(self._ends_in)
        for row in rows:
            kind = WordClass(row.one_of("class", WordClass))
            for form in (row["word"], *row.list("forms")):
                self._classes[kind].add(key(form))
                self._longest = max(self._longest, len(key(form).split()))

    def of(self, kind: WordClass) -> frozenset[str]:
        """The keys of all words of a class."""
        return frozenset(self._classes[kind])

    def ends_in(self, phrase: str, kind: WordClass) -> bool:
        """Whether a phrase, or its part before "of" or "for", ends in a word of this class."""
        return self._found(phrase, kind)

    def _ends_in(self, phrase: str, kind: WordClass) -> bool:
        whole = key(phrase).split()
        core = next((whole[:at] for at, word in enumerate(whole) if word in ("of", "for")), whole)
        return any(
            " ".join(parts[start:]) in self._classes[kind]
            for parts in (whole, core)
            for start in range(max(0, len(parts) - self._longest), len(parts))
        )

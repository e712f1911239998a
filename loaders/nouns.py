"""The singular of English nouns. Source of the exceptions: `plurals.tsv`."""

from __future__ import annotations

import re
from collections.abc import Iterable

from claimgraph.loaders.tables import Row

PLURAL_COLUMNS = ("plural", "singular")
_NO_PLURAL = re.compile(r"(?:ss|us|is|ics)$|^..?$")
_MEN = re.compile(r"\w\wmen$")
_ES = re.compile(r"(?:ss|sh|ch|x|zz)es$")


class Nouns:
    """Makes plurals singular and the reverse."""

    def __init__(self, rows: Iterable[Row]) -> None:
        self._singular = {row["plural"]: row["singular"] for row in rows}
        self._plural = {singular: plural for plural, singular in self._singular.items()}

    def singular(self, word: str) -> str:
        """The singular of one lower-case noun; a singular stays as it is."""
        if word in self._singular:
            return self._singular[word]
        if _NO_PLURAL.search(word) or word in self._plural:
            return word
        if word.endswith("ies") and len(word) > 4:
            return word[:-3] + "y"
        if _MEN.search(word):
            return word[:-2] + "an"
        return word[:-2] if _ES.search(word) else word.removesuffix("s")

    def both(self, phrase: str) -> set[str]:
        """A key with its last word as it is, in the singular and, where it is regular, in the plural."""
        front, space, last = phrase.rpartition(" ")
        one = self.singular(last)
        forms = {last, one}
        if one == last:
            forms.add(self._plural.get(one) or _regular_plural(one))
        return {front + space + form for form in forms}


def _regular_plural(word: str) -> str:
    if re.search(r"[^aeiou]y$", word):
        return word[:-1] + "ies"
    return word + ("es" if re.search(r"(?:s|sh|ch|x|z)$", word) else "s")

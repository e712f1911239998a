"""Parts of speech from tags, as spaCy's attribute ruler sets them, without matching its patterns word by word.

Nearly all of the ruler's patterns look at one token: its word, if it is one of a hundred, its tag and its label in the
tree. What they find is remembered for each such triple, all other words taken for one; only the few longer patterns are
matched in every sentence.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import chain
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from spacy.pipeline import AttributeRuler
    from spacy.tokens import Doc

_REMEMBERED = 50_000
_LOOKED_AT: list[int | str] = ["LOWER", "TAG", "DEP", "IS_SPACE"]
_ANY_OTHER = 0
_Match = tuple[int, int, int, int]


class RememberedMatches:
    """Stands in for `AttributeRuler.match` and gives the same matches, as long as the ruler's patterns look at words,
    tags, labels and blanks only; those of the locked model do, and a test holds it."""

    def __init__(self, ruler: AttributeRuler) -> None:
        from spacy.matcher import Matcher

        self._all, self._longer, self._strings = ruler.matcher, Matcher(ruler.vocab), ruler.vocab.strings
        self._known: dict[tuple[int, ...], list[tuple[int, int]]] = {}
        entries: list[Any] = ruler.patterns
        self._told = {ruler.vocab.strings[word] for word in _words_in(entries)}
        for number, entry in enumerate(entries):
            if longer := [pattern for pattern in entry["patterns"] if len(pattern) > 1]:
                self._longer.add(str(number), longer)

    def __call__(self, doc: Doc) -> list[_Match]:
        """The matches as (attribute id, pattern id, start, end), in the order in which they are applied."""
        if len(self._known) > _REMEMBERED:
            self._known.clear()
        found = [
            (int(self._strings[pattern]), pattern, start, end)
            for pattern, start, end in self._longer(doc, allow_missing=True)
        ]
        for at, (lower, *others) in enumerate(doc.to_array(_LOOKED_AT).tolist()):
            key = (lower if lower in self._told else _ANY_OTHER, *others)
            if (matches := self._known.get(key)) is None:
                matches = self._known[key] = [
                    (int(self._strings[pattern]), pattern)
                    for pattern, _, _ in self._all(doc[at : at + 1], allow_missing=True)
                ]
            found += [(attribute, pattern, at, at + 1) for attribute, pattern in matches]
        return sorted(found)


def _words_in(entries: Iterable[Any]) -> Iterator[str]:
    """The words that patterns name, one or many ("IN"); those of a regular expression stand in longer patterns only."""
    for entry in entries:
        for pattern in entry["patterns"]:
            for token in pattern:
                told = token.get("LOWER", {})
                yield from (told,) if isinstance(told, str) else chain(told.get("IN", ()), told.get("NOT_IN", ()))

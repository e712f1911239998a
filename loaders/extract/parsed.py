"""A sentence together with its tree, and places in the document."""

from __future__ import annotations

from dataclasses import dataclass

from claimgraph.graph.model import Role, RoleSpan
from claimgraph.loaders.extract.segment import Sentence
from claimgraph.loaders.extract.words import Token, Tree

_LONGER = 4
_SEVERAL = 4


@dataclass(frozen=True, slots=True)
class Parsed:
    """One sentence and its tree. Offsets that it gives out are code points into the document's text."""

    sentence: Sentence
    tree: Tree

    @property
    def index(self) -> int:
        """The number of the sentence in the document."""
        return self.sentence.index

    @property
    def in_title_case(self) -> bool:
        """Whether all longer words have a capital, as in headlines In Title Case, so that capitals tell no names."""
        longer = [token.text for token in self.tree if token.is_alpha and len(token.text) >= _LONGER]
        return len(longer) >= _SEVERAL and all(word[0].isupper() for word in longer)

    def spelled(self, words: str) -> str:
        """Words of the sentence, but names and types ("Pantsir", "F-16s"), without the capital that only a headline or
        the beginning of a sentence gives them."""
        names = set[str]() if self.in_title_case else {token.text for token in self.tree if token.i and _is_name(token)}
        return " ".join(word if word in names or _is_type(word) else word.lower() for word in words.split())

    def span(self, role: Role, start: int, end: int) -> RoleSpan:
        """The tokens from `start` to before `end` as the span of a role."""
        return RoleSpan(role, *self.run(start, end))

    def mark(self, role: Role, token: Token) -> RoleSpan:
        """One token as the span of a role."""
        return self.span(role, token.i, token.i + 1)

    def holds(self, offset: int) -> bool:
        """Whether an offset into the document lies in the sentence."""
        return self.sentence.start <= offset < self.sentence.end

    def tokens(self, start: int, end: int) -> list[Token]:
        """The tokens that lie between two offsets into the document, also in part."""
        first, last = start - self.sentence.start, end - self.sentence.start
        return [token for token in self.tree if token.idx < last and token.idx + len(token.text) > first]

    def token(self, offset: int) -> Token | None:
        """The token at an offset into the document, if the sentence has one there."""
        return next(iter(self.tokens(offset, offset + 1)), None)

    def stretch(self, token: Token) -> tuple[int, int]:
        """Where a token begins and ends in the document."""
        start = self.sentence.start + token.idx
        return start, start + len(token.text)

    def run(self, first: int, end: int) -> tuple[int, int]:
        """Where the tokens from a place in the tree up to another one, not counted, begin and end in the document."""
        return self.stretch(self.tree[first])[0], self.stretch(self.tree[end - 1])[1]


def _is_name(token: Token) -> bool:
    return token.pos_ == "PROPN" and token.text[:1].isupper()


def _is_type(word: str) -> bool:
    """Whether a word has capitals of its own: "MiG", "F-16s"."""
    return word[1:] != word[1:].lower() or any(letter.isdigit() for letter in word)

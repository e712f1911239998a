"""A sentence together with its tree, and places in the document."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from claimgraph.graph.model import Role, RoleSpan
from claimgraph.loaders.extract.segment import Sentence

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token


@dataclass(frozen=True, slots=True)
class Parsed:
    """One sentence and its tree. Offsets that it gives out are code points into the document's text."""

    sentence: Sentence
    tree: Doc

    @property
    def index(self) -> int:
        """The number of the sentence in the document."""
        return self.sentence.index

    def span(self, role: Role, start: int, end: int) -> RoleSpan:
        """The tokens from `start` to before `end` as the span of a role."""
        first, last = self.tree[start], self.tree[end - 1]
        return RoleSpan(role, self.sentence.start + first.idx, self.sentence.start + last.idx + len(last.text))

    def mark(self, role: Role, token: Token) -> RoleSpan:
        """One token as the span of a role."""
        return self.span(role, token.i, token.i + 1)

    def token(self, offset: int) -> Token | None:
        """The token at an offset into the document, if the sentence has one there."""
        inside = offset - self.sentence.start
        return next((token for token in self.tree if token.idx <= inside < token.idx + len(token.text)), None)

    def stretch(self, token: Token) -> tuple[int, int]:
        """Where a token begins and ends in the document."""
        start = self.sentence.start + token.idx
        return start, start + len(token.text)

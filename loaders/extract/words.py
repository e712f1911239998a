"""The words of a sentence and the tree that they stand in: what the stages see of a parse.

Names and meanings are spaCy's, dependency labels and tags those of its English models. spaCy's own tokens look every
answer up anew, in C and in a table of strings; the stages ask far more often than there are words, so a sentence is
taken over once, and then all of it is plain.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from spacy.tokens import Doc
    from spacy.tokens import Token as SpacyToken


class Span(NamedTuple):
    """A stretch of words of one sentence, `start` inclusive, `end` exclusive (their places in the tree)."""

    start: int
    end: int


class Token:
    """One word or sign of a sentence.

    `i` is its place in the tree `doc`, `idx` where it begins, in code points from the beginning of the sentence.
    `lemma` is `lemma_` in lower case. `head` is the word that it depends on, of the root itself; `children` depend on
    it, in order of the text.
    """

    __slots__ = (
        "children",
        "dep_",
        "doc",
        "head",
        "i",
        "idx",
        "is_alpha",
        "lemma",
        "lemma_",
        "lower_",
        "pos_",
        "tag_",
        "text",
        "whitespace_",
    )

    def __init__(self, doc: Tree, told: SpacyToken, lemma: str, pos: str) -> None:
        self.doc, self.i, self.idx = doc, told.i, told.idx
        self.text, self.lower_, self.whitespace_ = told.text, told.lower_, told.whitespace_
        self.lemma_, self.lemma = lemma, lemma.lower()
        self.pos_, self.tag_, self.dep_ = pos, told.tag_, told.dep_
        self.is_alpha = told.is_alpha
        self.head, self.children = self, list[Token]()

    def __repr__(self) -> str:
        return self.text

    @property
    def lefts(self) -> list[Token]:
        """The children before it."""
        if not self.children:
            return []
        return [child for child in self.children if child.i < self.i]

    @property
    def rights(self) -> list[Token]:
        """The children after it."""
        if not self.children:
            return []
        return [child for child in self.children if child.i > self.i]

    @property
    def left_edge(self) -> Token:
        """The first of all words that hang on it, itself among them."""
        return min(self.subtree, key=lambda token: token.i)

    @property
    def subtree(self) -> Iterator[Token]:
        """All words that hang on it, directly or not, and itself; what hangs on those before it comes first. Sentences
        are bounded, so that no tree is deeper than Python's stack."""
        told = False
        for child in self.children:
            if child.i > self.i and not told:
                told = True
                yield self
            yield from child.subtree
        if not told:
            yield self

    @property
    def conjuncts(self) -> list[Token]:
        """The other members of the coordination that it belongs to."""
        first = self
        while first.dep_ == "conj" and first.head is not first:
            first = first.head
        found: list[Token] = [first]
        for member in found:
            found.extend(child for child in member.rights if child.dep_ == "conj")
        return [member for member in found if member is not self]

    def is_ancestor(self, other: Token) -> bool:
        """Whether another word hangs on it, directly or not."""
        while other.head is not other:
            other = other.head
            if other is self:
                return True
        return False

    def nbor(self, distance: int = 1) -> Token:
        """The word so many places further on, or back.

        Raises:
            IndexError: the sentence has none there.
        """
        place = self.i + distance
        if place < 0:
            raise IndexError(place)
        return self.doc[place]


class Tree(list[Token]):
    """All words of a sentence, and its `text`; `names` holds what `Mentions.name` found, by the place of the word that
    was asked about.

    Parameters:
        doc: the sentence as spaCy parsed it.
        lemma, part_of_speech: what they are of each of its tokens.
    """

    def __init__(
        self, doc: Doc, lemma: Callable[[SpacyToken], str], part_of_speech: Callable[[SpacyToken], str]
    ) -> None:
        self.text = doc.text
        self.names = dict[int, Span | None]()
        super().__init__(Token(self, told, lemma(told), part_of_speech(told)) for told in doc)
        distances = doc.to_array(["HEAD"]).view("int64").tolist()
        for token, distance in zip(self, distances, strict=True):
            if distance:
                token.head = self[token.i + distance]
                token.head.children.append(token)

    def between(self, start: int, end: int) -> str:
        """The text of the words from one place to before another."""
        words = self[start:end]
        return self.text[words[0].idx : words[-1].idx + len(words[-1].text)] if words else ""

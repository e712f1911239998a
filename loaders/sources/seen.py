"""Articles that share one id: in the graph the later one would replace the earlier, so it must not pass unnoticed."""

from __future__ import annotations

from collections.abc import Iterator

from claimgraph.graph.counting import counted
from claimgraph.graph.model import Document
from claimgraph.loaders.sources.ids import is_number_of_row
from claimgraph.loaders.sources.outcome import Notice, SourceFailure, one_line

COPIES_TOLD = 10
OTHERS_TOLD = 100
"""So many copies, and so many other texts with an id of before, are told one by one; the rest by their number."""


class SeenArticles:
    """Remembers the articles of one run (some 300 bytes for each), but for those that are known by the number of their
    row: no other article has such an id, as long as each table is read once."""

    def __init__(self, notice: Notice) -> None:
        self._first: dict[int, tuple[int, str]] = {}
        self._notice = notice
        self._copies = self._others = 0

    def check(self, document: Document) -> Document | SourceFailure | None:
        """The document, None for a copy of an earlier one, a failure where the same id comes with another text; None,
        too, for failures that `rest` tells."""
        article = document.article
        if is_number_of_row(article):
            return document
        key, text = hash(article.id), hash(article.sha256)
        if key not in self._first:
            self._first[key] = text, document.place
            return document
        first_text, place = self._first[key]
        if first_text == text:
            self._note_copy(document, place)
            return None
        self._others += 1
        if self._others > OTHERS_TOLD:
            return None
        before = f"has the id of an article read before ({place}, id {article.id}), but another text"
        return SourceFailure(document.place, f"'{article.name}' {before}; give each its own")

    def rest(self) -> Iterator[SourceFailure]:
        """What stands for all that was not told by itself; to be asked once, at the end."""
        if (more := self._copies - COPIES_TOLD) > 0:
            self._notice(f"{counted(more, 'more article')} read before, the copies are passed over")
        if (more := self._others - OTHERS_TOLD) > 0:
            problem = "with the ids of articles read before, but other texts; give each its own"
            yield SourceFailure(counted(more, "more article"), problem, more)

    def _note_copy(self, document: Document, place: str) -> None:
        self._copies += 1
        if self._copies <= COPIES_TOLD:
            name, id = document.article.name, document.article.id
            copy = f"'{name}' was read before ({place}, id {id}), the copy is passed over"
            self._notice(one_line(f"{document.place}: {copy}"))

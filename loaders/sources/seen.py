"""Articles that share one id: in the graph the later one would replace the earlier, so it must not pass unnoticed."""

from __future__ import annotations

from claimgraph.graph.model import Document
from claimgraph.loaders.sources.ids import is_number_of_row
from claimgraph.loaders.sources.outcome import Notice, SourceFailure, one_line


class SeenArticles:
    """Remembers the articles of one run (some 300 bytes for each), but for those that are known by the number of their
    row: no other article has such an id, as long as each table is read once."""

    def __init__(self, notice: Notice) -> None:
        self._first: dict[int, tuple[int, str]] = {}
        self._notice = notice

    def check(self, document: Document) -> Document | SourceFailure | None:
        """The document, None for a copy of an earlier one, a failure where the same id comes with another text."""
        article = document.article
        if is_number_of_row(article):
            return document
        key, text = hash(article.id), hash(article.sha256)
        if key not in self._first:
            self._first[key] = text, document.place
            return document
        first_text, place = self._first[key]
        if first_text == text:
            copy = f"'{article.name}' was read before ({place}, id {article.id}), the copy is passed over"
            self._notice(one_line(f"{document.place}: {copy}"))
            return None
        before = f"has the id of an article read before ({place}, id {article.id}), but another text"
        return SourceFailure(document.place, f"'{article.name}' {before}; give each its own")

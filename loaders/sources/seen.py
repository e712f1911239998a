"""Articles that share one id: in the graph the later one would replace the earlier, so it must not pass unnoticed."""

from __future__ import annotations

from claimgraph.graph.model import Article, Document
from claimgraph.loaders.sources.outcome import Notice, SourceFailure, one_line


class SeenArticles:
    """Remembers the articles of one run that carry an id of their own (150 bytes for each; others cost nothing)."""

    def __init__(self, notice: Notice) -> None:
        self._texts: dict[int, int] = {}
        self._notice = notice

    def check(self, document: Document) -> Document | SourceFailure | None:
        """The document, None for a copy of an earlier one, a failure where the same id comes with another text."""
        article = document.article
        if not _names_itself(article):
            return document
        key, text = hash(article.id), hash(article.sha256)
        if key not in self._texts:
            self._texts[key] = text
            return document
        if self._texts[key] == text:
            self._notice(
                one_line(f"{document.place}: '{article.name}' was read before ({article.id}), the copy is passed over")
            )
            return None
        problem = (
            f"'{article.name}' has the id of an article read before ({article.id}), but another text; give each its own"
        )
        return SourceFailure(document.place, problem)


def _names_itself(article: Article) -> bool:
    """Whether the id came from the article (its address, its `id` column) and not from the place where it lay."""
    return bool(article.url) or article.id.endswith(f"#{article.name}")

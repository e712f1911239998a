"""Which articles of a store a load meets again: under their ids of before, or with other texts, which is told."""

from __future__ import annotations

import logging
from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

from claimgraph.graph.counting import counted
from claimgraph.loaders.sources.outcome import Notice, one_line

if TYPE_CHECKING:
    from claimgraph.graph.model import Document
    from claimgraph.graph.store import Loading, Standing

REPLACED_SHOWN = 10
"""So many texts that take the places of others are told one by one; all are counted at the end."""

_log = logging.getLogger("claimgraph")


class StandingArticles:
    """Finds the articles of one load in its store; what takes the place of another text is told.

    The store does not know whether somebody edited an article, or another source came to have its id: rows that are
    known by their numbers move, pages name one canonical address, files lie at one place on two machines.
    """

    def __init__(self, loading: Loading, notice: Notice = _log.warning) -> None:
        self._loading, self._notice = loading, notice
        self._adopted: set[str] = set()
        self._replaced = 0

    def settle(self, documents: Iterable[Document]) -> tuple[list[Document], set[str]]:
        """The documents in order, each under the id by which the store knows it; and the ids that it holds of those."""
        documents = list(documents)
        former = {one.formerly.id for one in documents if one.formerly}
        standing = self._loading.standing(former | {one.article.id for one in documents})
        settled = [self._known(one, standing) for one in documents]
        held = {one.article.id for one in settled} & standing.keys()
        for one in settled:
            if one.article.id in held:
                self._tell(one, standing[one.article.id])
        return settled, held

    def close(self) -> None:
        """Tell how many more texts took the places of others."""
        if (more := self._replaced - REPLACED_SHOWN) > 0:
            self._notice(f"{counted(more, 'more article')} took the places of others, each with another text")

    def _known(self, document: Document, standing: Mapping[str, Standing]) -> Document:
        """The document under its id of before, if the store holds it under that; no two of one load get the same."""
        former, article = document.formerly, document.article
        if former is None or article.id in standing or former.id not in standing or former.id in self._adopted:
            return document
        if getattr(standing[former.id], former.told_by) != getattr(article, former.told_by):
            return document
        self._adopted.add(former.id)
        return replace(document, article=replace(article, id=former.id))

    def _tell(self, document: Document, held: Standing) -> None:
        if held.sha256 == document.article.sha256:
            return
        self._replaced += 1
        if self._replaced <= REPLACED_SHOWN:
            title = f" ('{held.title}')" if held.title else ""
            taken = f"takes the place of '{held.name}'{title}, which the graph held with another text under this id"
            self._notice(one_line(f"{document.place}: {taken}: {document.article.id}"))

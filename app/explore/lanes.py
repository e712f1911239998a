"""How many questions run at once, so that costly ones leave room for cheap ones and for what ends them."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping

MOST_QUERIES, MOST_WRITTEN, MOST_QUICK, MOST_OTHERS, MOST_STOPPED = 6, 4, 8, 16, 4
"""Queries in Cypher, files that are written or taken in, what a page opens and searches with, other questions, such as
pictures, and ends of what nobody waits for.

Each takes a thread, of which Starlette has 40 in all: together they stay below, so none waits for a lane of others.
"""
_QUERIES = frozenset({"query"})
_WRITTEN = frozenset({"export", "dossier", "decisions-file", "take-in"})
_QUICK = frozenset({"start", "search", "search-claims", "relations", "catalog", "scenes", "vocabulary", "parameters"})


class Lanes:
    """Room for questions: a few of each kind run, further ones of that kind wait. Ending them has room of its own."""

    def __init__(self) -> None:
        queries, written = asyncio.Semaphore(MOST_QUERIES), asyncio.Semaphore(MOST_WRITTEN)
        quick = asyncio.Semaphore(MOST_QUICK)
        self._rooms: Mapping[str, asyncio.Semaphore] = {
            **dict.fromkeys(_QUERIES, queries),
            **dict.fromkeys(_WRITTEN, written),
            **dict.fromkeys(_QUICK, quick),
        }
        self._others = asyncio.Semaphore(MOST_OTHERS)
        self.stopping = asyncio.Semaphore(MOST_STOPPED)

    def of(self, question: str) -> asyncio.Semaphore:
        """The room that a question takes while it runs."""
        return self._rooms.get(question, self._others)

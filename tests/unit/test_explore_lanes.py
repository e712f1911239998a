"""Costly questions leave room for cheap ones and for what ends them."""

from __future__ import annotations

import asyncio
import threading
from collections import Counter
from typing import Any, cast

import pytest

from claimgraph.app.explore.explorer import Explorer
from claimgraph.app.explore.gate import HEADER, Pass
from claimgraph.app.explore.lanes import MOST_OTHERS, MOST_QUERIES, MOST_QUICK, MOST_STOPPED, MOST_WRITTEN
from claimgraph.app.explore.site import build_site

PORT = 8123
MANY = 60
# Seconds after which a question that nobody ends gives up, so that a failing test leaves no threads behind.
PATIENCE = 20


class Costly:
    """An explorer, and its store, whose queries and exports take until they are stopped.

    Parameters:
        waits: they do not ask the store, but wait for another question, which ends when they are told to.
    """

    def __init__(self, waits: bool = False) -> None:
        self.waits = waits
        self.running: Counter[str] = Counter()
        self.most: Counter[str] = Counter()
        self._held: dict[str, threading.Event] = {}
        self._alone = threading.Lock()

    @property
    def store(self) -> Costly:
        return self

    def marked(self, mark: str, left: threading.Event) -> _Marked:
        held = self._held[mark] = left if self.waits else threading.Event()
        return _Marked(self, held)

    def stop(self, mark: str) -> int:
        if not self.waits:
            self._held[mark].set()
        return 1

    def count(self, question: str, by: int) -> None:
        with self._alone:
            self.running[question] += by
            self.most[question] = max(self.most[question], self.running[question])


class _Marked:
    def __init__(self, costly: Costly, held: threading.Event) -> None:
        self.costly, self.held = costly, held

    def answer(self, question: str, _: object) -> dict[str, Any]:
        if question in ("start", "search"):
            return {}
        self.costly.count(question, 1)
        ended = self.held.wait(PATIENCE)
        self.costly.count(question, -1)
        self.costly.count("ended", ended)
        return {}


class Client:
    """Asks the site as a browser does, and may go away before it has the answer."""

    def __init__(self, costly: Costly) -> None:
        self.key = Pass(used=True)
        self.site = build_site(cast(Explorer, costly), self.key, PORT)

    async def ask(self, question: str, leaves: asyncio.Event) -> int:
        """The status of the answer."""
        here = f"http://127.0.0.1:{PORT}"
        headers = {
            "host": here.removeprefix("http://"), "origin": here, "content-type": "application/json",
            "cookie": f"claimgraph-{PORT}={self.key.cookie}", HEADER.lower(): self.key.secret,
        }  # fmt: skip
        scope = {
            "type": "http", "method": "POST", "path": f"/api/{question}", "root_path": "", "query_string": b"",
            "headers": [(name.encode(), value.encode()) for name, value in headers.items()],
        }  # fmt: skip
        parts = iter([{"type": "http.request", "body": b"{}"}])
        statuses: list[int] = []

        async def receive() -> dict[str, Any]:
            if (part := next(parts, None)) is None:
                await leaves.wait()
            return part or {"type": "http.disconnect"}

        async def send(message: Any) -> None:
            if message["type"] == "http.response.start":
                statuses.append(message["status"])

        await self.site(scope, receive, send)
        return statuses[0]


async def _until(costly: Costly, running: int) -> None:
    while sum(costly.running.values()) < running:
        await asyncio.sleep(0.01)


@pytest.mark.parametrize(
    ("question", "most"), [("query", MOST_QUERIES), ("export", MOST_WRITTEN), ("view", MOST_OTHERS)]
)
def test_cheap_questions_are_answered_while_costly_ones_fill_their_room(question: str, most: int) -> None:
    async def ask() -> None:
        leaves = asyncio.Event()
        asked = [asyncio.create_task(client.ask(question, leaves)) for _ in range(MANY)]
        await _until(costly, most)
        cheap = await asyncio.wait_for(client.ask("start", asyncio.Event()), PATIENCE / 2)
        assert (cheap, costly.running[question]) == (200, most)
        leaves.set()
        await asyncio.gather(*asked)

    costly = Costly()
    client = Client(costly)
    asyncio.run(ask())
    assert costly.most[question] == most


@pytest.mark.parametrize("waits", [False, True])
def test_what_nobody_waits_for_is_ended_or_never_begins(waits: bool) -> None:
    async def ask() -> None:
        leaves = asyncio.Event()
        asked = [asyncio.create_task(client.ask("view", leaves)) for _ in range(MANY)]
        await _until(costly, MOST_OTHERS)
        leaves.set()
        answers = Counter(await asyncio.gather(*asked))
        assert answers == {200: MOST_OTHERS, 503: MANY - MOST_OTHERS}

    costly = Costly(waits)
    client = Client(costly)
    asyncio.run(ask())
    assert costly.running["ended"] == MOST_OTHERS


def test_all_rooms_together_fit_into_the_threads_that_there_are() -> None:
    async def threads() -> float:
        from anyio.to_thread import current_default_thread_limiter

        return current_default_thread_limiter().total_tokens

    assert asyncio.run(threads()) > MOST_QUERIES + MOST_WRITTEN + MOST_QUICK + MOST_OTHERS + MOST_STOPPED

"""Whether a connection ends in the server of a store, and not in another program that took its port."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from claimgraph.graph.errors import UnreachableError
from claimgraph.graph.server import process
from claimgraph.graph.server.machine import LOOPBACK

_PATIENCE_SECONDS = 2.0
"""How long the server may take to accept what another thread of ours opens at the same moment."""
_PAUSE = 0.02


@dataclass(frozen=True, slots=True)
class Verification:
    """A check of each new connection, before the password is sent on it.

    Every user of the machine may listen on the port of a server that does not listen any more, and a server that is
    asked to end closes its door long before it ends. So neither that it runs nor that it listens says who took a
    connection: only its other end does. That end stays where it is, whatever happens after the check.

    Parameters:
        pid_file, marker: how the process of the store is found; see `process.find`.
        port: the port that it listens on.
    """

    pid_file: Path
    marker: str
    port: int

    def __call__(self) -> Callable[[], None]:
        """Call this before a connection is opened, and what it gives before the password is sent.

        Gives: a check that raises UnreachableError unless the server of the store has the other end of every connection
            to its port that this program opened meanwhile. The driver does not tell which of them is its new one.
        """
        before = self._opened()

        def check() -> None:
            deadline = time.monotonic() + _PATIENCE_SECONDS
            while not self._has_accepted(before):
                if time.monotonic() >= deadline:
                    raise UnreachableError(
                        f"another program than {self._server} listens on port {self.port}; no password was sent"
                    )
                time.sleep(_PAUSE)

        return check

    def _has_accepted(self, before: frozenset[process.Link]) -> bool:
        """Whether the server has the other ends of the connections that were opened since then, and there are any.

        Raises:
            UnreachableError: it does not run.
        """
        opened = self._opened() - before
        running = process.find(self.pid_file, self.marker)
        if running is None:
            raise UnreachableError(f"{self._server} does not run; `claimgraph db start` starts it")
        accepted = {link.ends for link in process.links(running)}
        # Its id could have passed to another process while that was read.
        return bool(opened) and accepted >= {link.ends[::-1] for link in opened} and process.is_alive(running)

    def _opened(self) -> frozenset[process.Link]:
        there = (LOOPBACK, self.port)
        return frozenset(link for link in process.links(process.ourselves()) if link.ends[1] == there)

    @property
    def _server(self) -> str:
        return f"the local Neo4j in {self.marker.partition('=')[2]}"

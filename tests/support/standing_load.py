"""A load that stands in the store from one test to the next, for tests that damage it and set it right again."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from whole_graph import run

from claimgraph.graph.server.values import Connection
from claimgraph.graph.store import Store


@dataclass
class StandingLoad:
    """Loads once; loads again only where a test left anything else than the load made.

    Parameters:
        store: where to load.
        connection: the way into the same database.
        put: loads everything into the empty store.
        look: all that stands in the database.
    """

    store: Store
    connection: Connection
    put: Callable[[], object]
    look: Callable[[], list[str]]
    _made: list[str] = field(default_factory=list)

    def ready(self) -> list[str]:
        """What a fresh load makes, which is what stands in the store now."""
        if not self._made or self.look() != self._made:
            self.wipe()
            self.put()
            made = self.look()
            assert self._made in ([], made)
            self._made = made
        return self._made

    def wipe(self) -> None:
        """Make the database empty, whatever a test left."""
        run(self.connection, "MATCH (n) DETACH DELETE n")
        self.store.prepare()

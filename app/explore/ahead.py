"""Reading the whole graph while the first page is looked at, so that it opens at once."""

from __future__ import annotations

import logging
import secrets
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from threading import Event, Thread

from claimgraph.app.explore.explorer import Explorer
from claimgraph.graph.errors import ClaimgraphError, StoreError

_log = logging.getLogger("claimgraph")
# How long its end may take, in seconds; what lays out the picture by then is left alone.
GRACE = 1.0


@contextmanager
def reading_ahead(explorer: Explorer) -> Iterator[Thread]:
    """Read ahead in a thread of its own; at the end of the context what is still being read is stopped."""
    mark, abandoned = secrets.token_hex(8), Event()
    thread = Thread(target=_read, args=(explorer.marked(mark, abandoned),), name="reading ahead", daemon=True)
    thread.start()
    try:
        yield thread
    finally:
        abandoned.set()
        if thread.is_alive():
            with suppress(StoreError):
                explorer.store.stop(mark)
            thread.join(GRACE)


def _read(explorer: Explorer) -> None:
    """A graph that cannot be read now is read, and told of, when somebody asks for it."""
    try:
        explorer.read_ahead()
    except ClaimgraphError as error:
        _log.debug("reading ahead: %s", error)

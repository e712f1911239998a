"""How long a server may say nothing, held by the client on every connection.

A Neo4j that works on a long query says so once a minute, and asks the driver to give a connection up that is silent for
two. A server that does not ask for that could keep a client waiting for ever. The driver has no setting for it;
`limit_waiting` sets it where the driver opens connections, and tells a driver that opens them elsewhere. There it also
limits the opening itself.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from neo4j import Address, Driver
from neo4j._deadline import Deadline

from claimgraph.graph.store.metering import unmetered
from claimgraph.graph.store.opening import OpeningDeadline

_SETTERS = ("set_read_timeout", "settimeout")
"""What sets the longest wait for the next bytes on a connection, in newer and older versions of the driver."""


def limit_waiting(driver: Driver, seconds: float, *, opening: float, check: Callable[[str], None]) -> None:
    """Give up each connection on which the server says nothing for so long while it is asked something.

    Parameters:
        driver: a driver that has no connection yet.
        seconds: the longest silence; a shorter one that the server asks for goes before it.
        opening: seconds after which a connection is given up that is not open yet, whatever the server says.
        check: told the host before a connection to it is opened; raises where that must not be.

    Raises:
        StoreError: this version of the driver opens its connections in another way.
    """
    pool: Any = getattr(driver, "_pool", None)
    opener: Callable[..., Any] | None = getattr(pool, "opener", None)
    if not callable(opener):
        raise unmetered()

    def open_limited(address: Address, auth: Any, deadline: Deadline) -> Any:
        check(address.host)
        connection = opener(address, auth, OpeningDeadline(deadline, opening))
        line = connection.socket
        setter = next((found for name in _SETTERS if callable(found := getattr(line, name, None))), None)
        if setter is None:
            raise unmetered()
        asked = getattr(line, "_read_timeout", None)
        setter(min(seconds, asked) if asked else seconds)
        return connection

    pool.opener = open_limited

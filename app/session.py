"""Opening the store that the settings name; the local Neo4j starts by itself, with progress."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from claimgraph.app.settings import Settings
    from claimgraph.graph.errors import UnreachableError
    from claimgraph.graph.server.local import LocalServer
    from claimgraph.graph.store import Outages, Store

PATIENCE = 300.0
"""Seconds that a load waits for a server that went away in the middle of it."""


def local_server(settings: Settings) -> LocalServer:
    """The local Neo4j of these settings, running or not."""
    from claimgraph.graph.server.local import LocalServer
    from claimgraph.graph.server.places import fixed_port

    return LocalServer(home=settings.store_home, cache=settings.cache, port=fixed_port())


@contextmanager
def open_store(settings: Settings, *, to_load: bool = False, to_upgrade: bool = False) -> Iterator[Store]:
    """The store, ready for use.

    Parameters:
        to_load: whether a server that is not ours may be given claimgraph's constraints and indexes (those who only
            ask change nothing there, and may be people who could not), and whether to wait for one that goes away.
        to_upgrade: whether a graph of an older claimgraph may be opened, as it is.

    Raises:
        ServerError: the local Neo4j cannot be installed or started.
        StoreError: the server does not answer, refuses the credentials, is not a Neo4j 5, or nothing was loaded there.
    """
    from claimgraph.app.progress import showing_progress
    from claimgraph.graph.store import Store

    if settings.neo4j_uri:
        address, username, password = settings.neo4j_uri, settings.username, settings.password
    else:
        with showing_progress() as progress:
            connection = local_server(settings).ensure_running(progress)
        address, username, password = connection.uri, connection.username, connection.password
    outages = _outlasting(settings, address) if to_load else None
    with Store.connect(address, username, password, settings.database, to_upgrade=to_upgrade, outages=outages) as store:
        if not to_upgrade:
            if to_load or not settings.neo4j_uri:
                store.prepare()
            else:
                store.check_prepared()
        yield store


def _outlasting(settings: Settings, address: str) -> Outages:
    """Wait for the server of a load, and tell so; the local one is started again."""
    from claimgraph.graph.errors import PanickedError, StoreError
    from claimgraph.graph.store import Outages

    def revive(error: UnreachableError) -> None:
        if isinstance(error, PanickedError):
            local_server(settings).stop()
        if local_server(settings).ensure_running().uri != address:
            raise StoreError("Neo4j came back at another port, because its own was taken meanwhile")

    return Outages(
        PATIENCE, None if settings.neo4j_uri else revive, lambda line: click.echo(f"Note: {line}.", err=True)
    )

"""Opening the store that the settings name; the local Neo4j starts by itself, with progress."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from pathlib import Path

    from claimgraph.app.settings import Settings
    from claimgraph.graph.errors import UnreachableError
    from claimgraph.graph.server.local import LocalServer
    from claimgraph.graph.server.values import Connection, ServerStatus
    from claimgraph.graph.store import Outages, Store

PATIENCE = 300.0
"""Seconds that a load waits for a server that went away in the middle of it."""
READING_PATIENCE = 30.0
"""Seconds that other commands wait for a local server that is started again; for one elsewhere they do not wait."""


def local_server(settings: Settings) -> LocalServer:
    """The local Neo4j of these settings, running or not."""
    from claimgraph.graph.server.choices import Choices
    from claimgraph.graph.server.local import LocalServer

    return LocalServer(settings.store_home, settings.cache, Choices.from_environment())


def existing_server(settings: Settings) -> LocalServer:
    """The local Neo4j of a store that there is.

    Raises:
        ServerError: there is no store of this name.
    """
    from claimgraph.graph.errors import ServerError
    from claimgraph.graph.server.places import stores_in

    server = local_server(settings)
    if not server.exists:
        known = ", ".join(folder.name for folder in stores_in(settings.stores)) or "none yet"
        raise ServerError(
            f"there is no store {settings.store!r} (there are: {known});"
            f" `claimgraph load --store {settings.store} PATH` makes one"
        )
    return server


def check_store(settings: Settings) -> None:
    """Raise where a store is named that there is not; a server is not asked.

    Raises:
        ServerError: there is no store of this name.
    """
    from claimgraph.app.settings import DEFAULT_STORE

    if not settings.neo4j_uri and settings.store != DEFAULT_STORE:
        existing_server(settings)


def statuses(settings: Settings) -> dict[str, ServerStatus]:
    """What is known of each local store, by name."""
    from claimgraph.graph.server.places import stores_in

    names = [folder.name for folder in stores_in(settings.stores)]
    return {name: local_server(replace(settings, store=name)).status() for name in names}


def reachable(settings: Settings, *, to_load: bool = False) -> tuple[Connection, Path | None]:
    """How to reach the graph of these settings, and where the password stands if it is a local store, which now runs.

    Parameters:
        to_load: whether a local store of this name is made where there is none.

    Raises:
        ServerError: the local Neo4j cannot be installed or started, or there is no such store.
    """
    from claimgraph.app.progress import showing_progress
    from claimgraph.app.settings import DEFAULT_STORE
    from claimgraph.graph.server.values import Connection

    if settings.neo4j_uri:
        return Connection(settings.neo4j_uri, settings.username, settings.password, settings.database), None
    is_made = to_load or settings.store == DEFAULT_STORE
    server = local_server(settings) if is_made else existing_server(settings)
    with showing_progress() as progress:
        return server.ensure_running(progress), server.password_file


@contextmanager
def open_store(settings: Settings, *, to_load: bool = False, to_upgrade: bool = False) -> Iterator[Store]:
    """The store, ready for use.

    Parameters:
        to_load: whether a local store of this name is made where there is none, a server that is not ours given
            claimgraph's constraints and indexes (those who only ask change nothing, and may be people who could not),
            and a server waited for that goes away.
        to_upgrade: whether a graph of an older claimgraph may be opened, as it is.

    Raises:
        ServerError: the local Neo4j cannot be installed or started.
        StoreError: the server does not answer, refuses the credentials, is not a Neo4j 5, or nothing was loaded there.
    """
    from claimgraph.graph.store import Store

    at, _ = reachable(settings, to_load=to_load)
    outages = _outlasting(settings, at.uri, PATIENCE if to_load else READING_PATIENCE)
    with Store.at(at, to_upgrade=to_upgrade, outages=outages) as store:
        if not to_upgrade:
            if to_load or not settings.neo4j_uri:
                store.prepare()
            else:
                store.check_prepared()
        yield store.forgiving(_bare)


def _bare(name: str) -> str:
    from claimgraph.loaders.firms import bare_firm

    return bare_firm(name)


def _outlasting(settings: Settings, address: str, patience: float) -> Outages | None:
    """Wait for a server that goes away, and tell so; the local one is started again."""
    from claimgraph.graph.errors import PanickedError, StoreError
    from claimgraph.graph.store import Outages

    def revive(error: UnreachableError) -> None:
        if isinstance(error, PanickedError):
            local_server(settings).stop()
        if local_server(settings).ensure_running().uri != address:
            raise StoreError("Neo4j came back at another port, because its own was taken meanwhile")

    def tell(line: str) -> None:
        click.echo(f"Note: {line}.", err=True)

    if settings.neo4j_uri:
        return Outages(patience, notice=tell) if patience == PATIENCE else None
    return Outages(patience, revive, tell, local_server(settings).halt)

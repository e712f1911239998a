"""`claimgraph db list`, `shell`, `dump`, `restore` and `drop`: whole stores."""

from __future__ import annotations

import os
import shlex
import shutil
import sys
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

import click

from claimgraph.app.options import prints_json, uses_local_store, uses_store

if TYPE_CHECKING:
    from claimgraph.app.settings import Settings
    from claimgraph.graph.server.values import Connection


@click.command("list")
@prints_json("One JSON object, a member for each store.")
def list_stores(as_json: bool) -> None:
    """List the local stores: their size, and where those that run are reached."""
    from claimgraph.app import output
    from claimgraph.app.session import statuses
    from claimgraph.app.settings import Settings

    found = statuses(Settings.of_local_store())
    if as_json:
        output.show_json({name: asdict(state) for name, state in found.items()})
    else:
        output.show_stores(found)


@click.command()
@uses_store
def shell(settings: Settings) -> None:
    """Print the command that opens the graph in cypher-shell, read-only; start the local Neo4j if it does not run.

    \b
    eval "$(claimgraph db shell)"

    cypher-shell is Neo4j's own program and does not come with claimgraph. Leave --access-mode out to write; what
    you write there claimgraph does not count, until `claimgraph db rebuild`.
    """
    from claimgraph.app.session import reachable

    at, password_file = reachable(settings)
    known = f'NEO4J_PASSWORD="$(cat {shlex.quote(str(password_file))})" ' if password_file else ""
    arguments = shlex.join(["-a", at.uri, "-u", at.username, "-d", at.database, "--access-mode", "read"])
    click.echo(f"{known}cypher-shell {arguments}")
    if shutil.which("cypher-shell") is None:
        click.echo("Note: there is no cypher-shell on the path; neo4j.com/deployment-center offers it.", err=True)


@click.command()
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
@click.option("--force", is_flag=True, help="Write over a file that is there.")
@uses_local_store
def dump(settings: Settings, file: Path, force: bool) -> None:
    """Write the whole graph into FILE, for safety or for another machine; Neo4j stops for that time.

    FILE is a dump of Neo4j's own, without password and settings; `claimgraph db restore` and neo4j-admin read it.
    """
    from claimgraph.app import output
    from claimgraph.app.progress import showing_progress
    from claimgraph.app.session import existing_server
    from claimgraph.graph.files import is_no_file

    if is_no_file(file):
        raise click.UsageError(f"{file} is no file, but a folder, a pipe or a device; name a file")
    if os.path.exists(file) and not force:  # noqa: PTH110 - Path raises where the name is too long
        raise click.UsageError(f"{file} is there already; --force writes over it")
    server = existing_server(settings)
    with showing_progress() as progress:
        server.dump(file, progress)
    output.show_written(file)


@click.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--force", is_flag=True, help="Replace the graph of a store that is not empty.")
@uses_local_store
def restore(settings: Settings, file: Path, force: bool) -> None:
    """Put the graph that FILE holds, written by `claimgraph db dump`, into the store.

    A store that is not empty is only replaced with --force. The old graph stays until the new one has been read,
    started and looked at; a restore that fails changes nothing.
    """
    from claimgraph.app.progress import showing_progress
    from claimgraph.app.session import local_server
    from claimgraph.graph.counting import counted
    from claimgraph.graph.errors import ServerError, StoreError
    from claimgraph.graph.store import Store
    from claimgraph.graph.store.schema import VERSION

    server = local_server(settings)
    found: int | None = None
    renewed = 0

    def check(at: Connection) -> None:
        nonlocal found, renewed
        try:
            with Store.at(at, to_upgrade=True) as store:
                found = store.schema_version()
                renewed = store.renew_schema() if found is not None else 0
        except StoreError as error:
            raise ServerError(f"{file} is not restored: {error}") from error
        if found is None:
            raise ServerError(f"{file} is not restored: it holds a Neo4j database, but no graph of claimgraph")

    def check_empty(at: Connection) -> None:
        with Store.at(at, to_upgrade=True) as old:
            if not old.is_empty():
                raise ServerError(f"the store {settings.store!r} is not empty; --force replaces it by {file}")

    with showing_progress() as progress:
        if server.has_begun and not force:
            check_empty(server.ensure_running(progress))
        server.restore(file, check, progress, check_empty=None if force else check_empty)
    click.echo(f"Restored {file} into the store {settings.store!r}.")
    if renewed:
        click.echo(
            f"{counted(renewed, 'constraint or index', 'constraints and indexes')} of it had to be set right: another"
            " program, or another claimgraph, made it.",
            err=True,
        )
    if found != VERSION:
        click.echo(f"Its graph has schema {found}; `claimgraph db upgrade` brings it to {VERSION}.", err=True)


@click.command()
@click.option("--yes", is_flag=True, help="Do not ask.")
@click.option("--store", required=True, metavar="NAME", help="Which local store.")
def drop(store: str, yes: bool) -> None:
    """Remove a local store with all that it holds; asks first."""
    from claimgraph.app.session import existing_server
    from claimgraph.app.settings import Settings

    server = existing_server(Settings.of_local_store(store))
    if not yes:
        if sys.stdin is None or not sys.stdin.isatty():
            raise click.UsageError(f"this removes the store {store!r} for ever; say --yes where nobody can be asked")
        size = server.status().disk // 1_000_000
        click.confirm(f"Remove the store {store!r} with {size:,} MB in {server.home} for ever?", abort=True)
    server.drop()
    click.echo(f"Removed the store {store!r}.")

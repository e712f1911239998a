"""`claimgraph db`: the local Neo4j."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING

import click

from claimgraph.app.commands.stores import drop, dump, list_stores, restore, shell
from claimgraph.app.options import prints_json, uses_local_store, uses_store

if TYPE_CHECKING:
    from claimgraph.app.settings import Settings


@click.group()
def db() -> None:
    """Start, stop, keep and mend local stores, each a Neo4j of its own.

    Every command that needs a store starts it by itself, and it keeps running for the next one. Projects keep apart in
    stores of their own: --store NAME, or CLAIMGRAPH_STORE for all commands of a shell.
    """


@db.command()
@uses_local_store
def start(settings: Settings) -> None:
    """Start the local Neo4j; the first time this downloads it (140 MB)."""
    from claimgraph.app.progress import showing_progress
    from claimgraph.app.session import local_server

    with showing_progress() as progress:
        connection = local_server(settings).ensure_running(progress)
    click.echo(f"Neo4j is running at {connection.uri}")


@db.command()
@uses_local_store
def stop(settings: Settings) -> None:
    """Stop the local Neo4j; the data stay."""
    from claimgraph.app.session import existing_server, local_server
    from claimgraph.app.settings import DEFAULT_STORE

    find = local_server if settings.store == DEFAULT_STORE else existing_server
    stopped = find(settings).stop()
    click.echo("Neo4j is stopped; the data stay." if stopped else "Neo4j was not running.")


@db.command()
@prints_json("One JSON object instead of lines.")
@uses_local_store
def status(settings: Settings, as_json: bool) -> None:
    """Say whether the local Neo4j is installed and running, and where its data are."""
    from claimgraph.app import output
    from claimgraph.app.session import local_server

    state = local_server(settings).status()
    if as_json:
        output.show_json(asdict(state))
    else:
        output.show_server(state)


@db.command()
@uses_local_store
def url(settings: Settings) -> None:
    """Print the address of the local Neo4j for other programs; start it if it is not running.

    The user is neo4j. The password stands in the file `password` in the store's folder, which `claimgraph db status`
    tells; it is never printed.
    """
    from claimgraph.app.progress import showing_progress
    from claimgraph.app.session import local_server

    with showing_progress() as progress:
        click.echo(local_server(settings).ensure_running(progress).uri)


def _as_text(value: object) -> str:
    """A value that JSON does not know: bytes in hexadecimal digits, dates and times as Neo4j writes them."""
    return value.hex() if isinstance(value, bytes | bytearray) else str(value)


@db.command()
@prints_json("One JSON array instead of lines.")
@uses_store
def check(settings: Settings, as_json: bool) -> None:
    """Count everything again from the statements and tell every difference; exit status 1 where there is one.

    Nodes of somebody else that carry labels of claimgraph are told too; they are no difference, and left alone.
    """
    from claimgraph.app import output
    from claimgraph.app.session import open_store

    with open_store(settings) as store:
        if as_json:
            found = list(store.check())
            output.show_json([asdict(one) for one in found], default=_as_text)
        else:
            found = [output.show_difference(one) for one in store.check()]
    ours = [one for one in found if not one.foreign]
    if not as_json:
        output.show_checked(ours, len(found) - len(ours))
    if ours:
        raise SystemExit(1)


@db.command()
@prints_json("One JSON object instead of lines.")
@uses_store
def rebuild(settings: Settings, as_json: bool) -> None:
    """Count everything again from the statements and set right what differs.

    Nodes of somebody else that carry labels of claimgraph are told, and left alone.
    """
    from claimgraph.app import output
    from claimgraph.app.session import open_store

    with open_store(settings) as store:
        rebuilt = store.rebuild()
    if as_json:
        told = {"differences": rebuilt.found, "left": rebuilt.left, "foreign": rebuilt.foreign}
        output.show_json(told)
    else:
        output.show_rebuilt(rebuilt)
    if rebuilt.left:
        raise SystemExit(1)


@db.command()
@prints_json("One JSON object instead of a line.")
@uses_store
def upgrade(settings: Settings, as_json: bool) -> None:
    """Bring a graph of an older claimgraph to the schema of this one."""
    from claimgraph.app import output
    from claimgraph.app.session import open_store
    from claimgraph.graph.store.schema import VERSION

    with open_store(settings, to_upgrade=True) as store:
        before = store.upgrade()
    if as_json:
        output.show_json({"before": before, "schema": None if before is None else VERSION})
    elif before is None:
        click.echo("There is no graph yet.")
    else:
        click.echo(
            f"The graph has schema {VERSION}" + (" already." if before == VERSION else f" now; it had {before}.")
        )


for command in (list_stores, shell, dump, restore, drop):
    db.add_command(command)

"""`claimgraph db`: the local Neo4j."""

from __future__ import annotations

import json
from dataclasses import asdict

import click

from claimgraph.app.settings import Settings


@click.group()
def db() -> None:
    """Start, stop and look at the local Neo4j.

    Every command that needs the store starts it by itself, and it keeps running for the next one.
    """


@db.command()
def start() -> None:
    """Start the local Neo4j; the first time this downloads it (140 MB)."""
    from claimgraph.app.progress import showing_progress
    from claimgraph.app.session import local_server

    with showing_progress() as progress:
        connection = local_server(Settings.from_environment()).ensure_running(progress)
    click.echo(f"Neo4j is running at {connection.uri}")


@db.command()
def stop() -> None:
    """Stop the local Neo4j; the data stay."""
    from claimgraph.app.session import local_server

    stopped = local_server(Settings.from_environment()).stop()
    click.echo("Neo4j is stopped; the data stay." if stopped else "Neo4j was not running.")


@db.command()
@click.option("--json", "as_json", is_flag=True, help="One JSON object instead of lines.")
def status(as_json: bool) -> None:
    """Say whether the local Neo4j is installed and running, and where its data are."""
    from claimgraph.app import output
    from claimgraph.app.session import local_server

    state = local_server(Settings.from_environment()).status()
    if as_json:
        click.echo(json.dumps(asdict(state), default=str, indent=2))
    else:
        output.show_server(state)

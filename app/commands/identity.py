"""`claimgraph merge`, `split` and `merges`: which entities are one, decided by a person."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import TYPE_CHECKING

import click

from claimgraph.app.options import uses_store

if TYPE_CHECKING:
    from claimgraph.app.settings import Settings


@click.command()
@click.argument("kept", metavar="A")
@click.argument("other", metavar="B")
@uses_store
def merge(settings: Settings, kept: str, other: str) -> None:
    """Decide that B is one with A: its claims, words and names become those of A.

    A and B are names or ids. Articles that are read later are told in the same way, and forgetting or reloading
    articles changes nothing about it. `claimgraph split B` takes it back and gives the graph that would have been.
    It is quicker to make the rarer one with the more frequent.
    """
    from claimgraph.app import output
    from claimgraph.app.session import open_store
    from claimgraph.queries.entities import the_one_named

    with open_store(settings) as store:
        one, another = the_one_named(store, kept), the_one_named(store, other)
        output.show_merged(one.name, another.name, store.merge(one.id, another.id))


@click.command()
@click.argument("other", metavar="B")
@uses_store
def split(settings: Settings, other: str) -> None:
    """Take back that B is one with another.

    B is its id or the name that it had; `claimgraph merges` lists both.
    """
    from claimgraph.app import output
    from claimgraph.app.session import open_store
    from claimgraph.queries.entities import the_merge_of

    with open_store(settings) as store:
        decision = the_merge_of(store.merges(), other)
        output.show_split(decision, store.split(decision.other))


@click.command()
@click.option("--json", "as_json", is_flag=True, help="One JSON array instead of a table.")
@uses_store
def merges(settings: Settings, as_json: bool) -> None:
    """List which entities were made one with others, the oldest decision first."""
    from claimgraph.app import output
    from claimgraph.app.session import open_store

    with open_store(settings) as store:
        decided = store.merges()
    if as_json:
        click.echo(json.dumps([asdict(one) for one in decided], ensure_ascii=False, indent=2))
    else:
        output.show_merges(decided)

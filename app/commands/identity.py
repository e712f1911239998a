"""`claimgraph merge`, `split` and `merges`: which entities are one, decided by a person."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING

import click

from claimgraph.app.options import prints_json, uses_store

if TYPE_CHECKING:
    from claimgraph.app.settings import Settings


@click.command()
@click.argument("kept", metavar="A")
@click.argument("other", metavar="B")
@prints_json("One JSON object instead of a line.")
@uses_store
def merge(settings: Settings, kept: str, other: str, as_json: bool) -> None:
    """Decide that B is one with A: its claims, words and names become those of A.

    A and B are names or ids. Articles that are read later are told in the same way, and forgetting or reloading
    articles changes nothing about it. `claimgraph split B` takes it back and gives the graph that would have been.
    It is quicker to make the rarer one with the more frequent.
    """
    from claimgraph.app import output
    from claimgraph.app.session import open_store
    from claimgraph.app.summary import change_to_dict
    from claimgraph.queries.entities import the_one_named

    with open_store(settings) as store:
        one, another = the_one_named(store, kept), the_one_named(store, other)
        change = store.merge(one.id, another.id)
    if as_json:
        parts = {"kept": one, "other": another}
        named = {part: {"id": entity.id, "name": entity.name} for part, entity in parts.items()}
        output.show_json({**named, "changes": change_to_dict(change)})
    else:
        output.show_merged(one.name, another.name, change)


@click.command()
@click.argument("other", metavar="B")
@prints_json("One JSON object instead of a line.")
@uses_store
def split(settings: Settings, other: str, as_json: bool) -> None:
    """Take back that B is one with another.

    B is its id or the name that it had; `claimgraph merges` lists both.
    """
    from claimgraph.app import output
    from claimgraph.app.session import open_store
    from claimgraph.app.summary import change_to_dict
    from claimgraph.queries.entities import the_merge_of

    with open_store(settings) as store:
        decision = the_merge_of(store.merges(), other)
        change = store.split(decision.other)
    if as_json:
        output.show_json({**asdict(decision), "changes": change_to_dict(change)})
    else:
        output.show_split(decision, change)


@click.command()
@prints_json("One JSON array instead of a table.")
@uses_store
def merges(settings: Settings, as_json: bool) -> None:
    """List which entities were made one with others, the oldest decision first."""
    from claimgraph.app import output
    from claimgraph.app.session import open_store

    with open_store(settings) as store:
        decided = store.merges()
    if as_json:
        output.show_json([asdict(one) for one in decided])
    else:
        output.show_merges(decided)

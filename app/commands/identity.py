"""`claimgraph merge`, `split`, `merges` and `namesakes`: which entities are one, decided by a person."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING

import click

from claimgraph.app.options import prints_json, signs, uses_store

if TYPE_CHECKING:
    from claimgraph.app.settings import Settings


@click.command()
@click.argument("kept", metavar="A")
@click.argument("other", metavar="B")
@signs
@prints_json("One JSON object instead of a line.")
@uses_store
def merge(settings: Settings, kept: str, other: str, as_json: bool, by: str) -> None:
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
        change = store.merge(one.id, another.id, by=by)
    if as_json:
        parts = {"kept": one, "other": another}
        named = {part: {"id": entity.id, "name": entity.name} for part, entity in parts.items()}
        output.show_json({**named, "changes": change_to_dict(change)})
    else:
        output.show_merged(one.name, another.name, change)


@click.command()
@click.argument("other", metavar="B")
@click.option(
    "--article",
    "articles",
    multiple=True,
    metavar="A",
    help="An article that means another B, by its id, address, name or title; several times for several articles.",
)
@signs
@prints_json("One JSON object instead of a line.")
@uses_store
def split(settings: Settings, other: str, articles: tuple[str, ...], as_json: bool, by: str) -> None:
    """Take back that B is one with another, or part what some articles say from an entity that mixes two.

    Without --article, B is the id or the old name of an entity that was made one with another; `claimgraph merges`
    lists both. With it, B is the name or id of any entity; where several have the name, the one that the articles
    name is meant. What they say of it is told of an entity of its own from now on, also when they are read anew.
    `claimgraph merge B PART` takes that back.

    \b
    claimgraph split 'PJSC Rosneft'                 it is no longer one with another
    claimgraph split 'Acme' --article harbour-news  another Acme is meant there
    """
    from claimgraph.app import output
    from claimgraph.app.deciding import the_one_in
    from claimgraph.app.session import open_store
    from claimgraph.app.summary import change_to_dict
    from claimgraph.queries.entities import the_merge_of

    with open_store(settings) as store:
        if articles:
            found = [store.find_article(name) for name in articles]
            whole = the_one_in(store, other, [article.id for article in found])
            known = {part.id for part in store.parts()}
            change = store.part(whole.id, *(article.id for article in found), by=by)
            part = next(part for part in store.parts() if part.id not in known)
            if as_json:
                output.show_json({**asdict(part), "changes": change_to_dict(change)})
            else:
                output.show_parted(whole.name, part, found, change)
            return
        decision = the_merge_of(store.merges(), other)
        change = store.split(decision.other, by=by)
        still = next((one for one in store.merges() if one.other == decision.other), None)
    if as_json:
        also = {"still": asdict(still)} if still else {}
        output.show_json({**asdict(decision), "changes": change_to_dict(change), **also})
    else:
        output.show_split(decision, change, still)


@click.command()
@prints_json("One JSON array instead of a table.")
@uses_store
def merges(settings: Settings, as_json: bool) -> None:
    """List which entities were made one with others or parted from others, the oldest decision first."""
    from claimgraph.app import output
    from claimgraph.app.session import open_store

    with open_store(settings) as store:
        decided, parted = store.merges(), store.parts()
    if as_json:
        told = [{"decision": "merge", **asdict(one)} for one in decided]
        output.show_json([*told, *({"decision": "part", **asdict(one)} for one in parted)])
    else:
        output.show_merges(decided, parted)


@click.command()
@prints_json("One JSON array instead of a table.")
@uses_store
def namesakes(settings: Settings, as_json: bool) -> None:
    """List the names that stand for several entities, since articles assign them to different states, or one article
    tells of two.

    Two firms of one name in two states are two firms, and so are two officials who speak for two states. Articles that
    name no state are counted to the firm that at least four times as many articles mean as all others, else to none.
    `claimgraph merge` makes namesakes one that are one; `claimgraph split NAME --article A` parts others.
    """
    from claimgraph.app import output
    from claimgraph.app.session import open_store

    with open_store(settings) as store:
        shared = store.shared_names()
    if as_json:
        output.show_json([asdict(one) for one in shared])
    else:
        output.show_namesakes(shared)

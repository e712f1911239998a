"""`claimgraph stats`, `articles` and `forget`: what the store holds, and letting go of it."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING

import click

from claimgraph.app.options import prints_json, signs, uses_store

if TYPE_CHECKING:
    from claimgraph.app.settings import Settings


@click.command()
@prints_json("One JSON object instead of a table.")
@uses_store
def stats(settings: Settings, as_json: bool) -> None:
    """Count articles, entities, claims and statements."""
    from claimgraph.app import output
    from claimgraph.app.session import open_store

    with open_store(settings) as store:
        counts = store.stats()
    if as_json:
        output.show_json(asdict(counts))
    else:
        output.show_stats(counts)


@click.command()
@prints_json("One JSON array instead of a table.")
@uses_store
def articles(settings: Settings, as_json: bool) -> None:
    """List the articles in the store, newest first."""
    from claimgraph.app import output
    from claimgraph.app.session import open_store

    with open_store(settings) as store:
        known = store.articles()
    if as_json:
        output.show_json([asdict(article) for article in known])
    else:
        output.show_articles(known)


@click.command()
@click.argument("names", nargs=-1, required=True, metavar="ARTICLE...")
@signs
@prints_json("One JSON array instead of lines.")
@uses_store
def forget(settings: Settings, names: tuple[str, ...], as_json: bool, by: str) -> None:
    """Remove articles and what only they supported.

    ARTICLE is its id, address, name or title; `claimgraph articles` lists them.
    """
    from claimgraph.app import output
    from claimgraph.app.session import open_store
    from claimgraph.app.summary import change_to_dict

    forgotten = []
    with open_store(settings) as store:
        found = {article.id: article for article in map(store.find_article, names)}
        for article in found.values():
            change = store.forget(article.id, by=by)
            if as_json:
                forgotten.append({"article": asdict(article), "changes": change_to_dict(change)})
            else:
                output.show_change(f"Forgot {article.title or article.name}", change)
    if as_json:
        output.show_json(forgotten)

"""`claimgraph stats`, `articles` and `forget`: what the store holds, and letting go of it."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import TYPE_CHECKING

import click

from claimgraph.app.options import uses_store

if TYPE_CHECKING:
    from claimgraph.app.settings import Settings


@click.command()
@click.option("--json", "as_json", is_flag=True, help="One JSON object instead of a table.")
@uses_store
def stats(settings: Settings, as_json: bool) -> None:
    """Count articles, entities, claims and statements."""
    from claimgraph.app import output
    from claimgraph.app.session import open_store

    with open_store(settings) as store:
        counts = store.stats()
    if as_json:
        click.echo(json.dumps(asdict(counts), indent=2))
    else:
        output.show_stats(counts)


@click.command()
@click.option("--json", "as_json", is_flag=True, help="One JSON array instead of a table.")
@uses_store
def articles(settings: Settings, as_json: bool) -> None:
    """List the articles in the store, newest first."""
    from claimgraph.app import output
    from claimgraph.app.session import open_store

    with open_store(settings) as store:
        known = store.articles()
    if as_json:
        click.echo(json.dumps([asdict(article) for article in known], default=str, ensure_ascii=False, indent=2))
    else:
        output.show_articles(known)


@click.command()
@click.argument("names", nargs=-1, required=True, metavar="ARTICLE...")
@uses_store
def forget(settings: Settings, names: tuple[str, ...]) -> None:
    """Remove articles and what only they supported.

    ARTICLE is its id, address, name or title; `claimgraph articles` lists them.
    """
    from claimgraph.app import output
    from claimgraph.app.session import open_store

    with open_store(settings) as store:
        found = [store.find_article(name) for name in names]
        for article in found:
            output.show_change(f"Forgot {article.title or article.name}", store.forget(article.id))

"""`claimgraph review`: a worklist in the terminal, one item a screen, one key a decision."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from claimgraph.app.options import prints_json, signs, uses_store

if TYPE_CHECKING:
    from claimgraph.app.settings import Settings


@click.command()
@click.option("--article", metavar="A", help="Only what is read from this article; then it can be ticked as checked.")
@click.option("--limit", type=click.IntRange(min=1), metavar="N", help="Stop after so many items.")
@signs
@prints_json("The worklist as one JSON object; nothing is asked.")
@uses_store
def review(settings: Settings, article: str | None, limit: int | None, by: str, as_json: bool) -> None:
    """Go through what is worth checking, the most first: each reading with its sentence and both sides.

    \b
    c confirm   r reject (then 1-7: why)   e correct   n note   x unsure   k skip   u undo   q quit
    Of two entities that may be one:  s the same   d not the same   x unsure   k skip

    Every decision is kept at once, so that it can go on at any time where it was.
    """
    from claimgraph.app import output
    from claimgraph.app.desk import Desk
    from claimgraph.app.session import open_store
    from claimgraph.app.worklist import Worklist

    with open_store(settings) as store:
        where = store.find_article(article).id if article is not None else None
        work = Worklist.of(store, by, where)
        if as_json:
            output.show_json(work.to_dict(store, limit))
            return
        Desk(store, work, by, where).go_through(limit)

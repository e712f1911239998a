"""`claimgraph article`: what a reviewer says of an article or an outlet."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from claimgraph.app.options import prints_json, signs, takes_note, uses_store

if TYPE_CHECKING:
    from claimgraph.app.settings import Settings


@click.group()
def article() -> None:
    """Tick an article as checked, grade it or its outlet, note something on it.

    ARTICLE is its id, address, name or title; `claimgraph articles` lists them.
    """


@article.command()
@click.argument("name", metavar="ARTICLE")
@click.option("--why", default="", metavar="TEXT", help="Remarks, kept with the decision.")
@signs
@prints_json("One JSON array instead of a line.")
@uses_store
def checked(settings: Settings, name: str, why: str, by: str, as_json: bool) -> None:
    """Note that an article was checked as a whole: all its claims were judged, and what was missed was added.

    Only such articles count for recall in `claimgraph evaluate --decisions`, and only they are exported as gold.
    """
    from claimgraph.app.reviewed import show_decided
    from claimgraph.app.session import open_store

    with open_store(settings) as store:
        decided = store.check_article(store.find_article(name).id, by=by, why=why)
    show_decided([decided], as_json=as_json)


@article.command()
@click.argument("name", metavar="ARTICLE|OUTLET")
@click.argument("grade", metavar="GRADE")
@click.option("--outlet", "is_outlet", is_flag=True, help="The first argument is the name of an outlet.")
@click.option("--why", default="", metavar="TEXT", help="Your reasons, kept with the decision.")
@signs
@prints_json("One JSON array instead of a line.")
@uses_store
def grade(settings: Settings, name: str, grade: str, is_outlet: bool, why: str, by: str, as_json: bool) -> None:
    """Grade a source: A (reliable) to F (cannot be judged), the information 1 (confirmed) to 6, or both, as B2.

    A grade is shown by `claimgraph why` and in queries; it changes no status.
    """
    from claimgraph.app.reviewed import show_decided
    from claimgraph.app.session import open_store

    with open_store(settings) as store:
        if is_outlet:
            decided = store.grade(outlet=name, grade=grade, by=by, why=why)
        else:
            decided = store.grade(article=store.find_article(name).id, grade=grade, by=by, why=why)
    show_decided([decided], as_json=as_json)


@article.command()
@click.argument("name", metavar="ARTICLE")
@takes_note
def note(settings: Settings, name: str, text: str, is_tag: bool, by: str, as_json: bool) -> None:
    """Note something on an article, or tag it; nothing else changes."""
    from claimgraph.app.reviewed import show_decided
    from claimgraph.app.session import open_store

    with open_store(settings) as store:
        id = store.find_article(name).id
        decided = (store.tag if is_tag else store.note_on)(id, text, by=by)
    show_decided([decided], as_json=as_json)

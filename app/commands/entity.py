"""`claimgraph entity`: what a reviewer says of an entity wherever it is named."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import TYPE_CHECKING, Any

import click

from claimgraph.app.options import prints_json, signs, takes_note, uses_store
from claimgraph.graph.model import EntityType

if TYPE_CHECKING:
    from claimgraph.app.settings import Settings
    from claimgraph.graph.store import Store
    from claimgraph.graph.store.reviewing import Decided

Command = Callable[..., Any]
_TYPES = click.Choice([type.value for type in EntityType], case_sensitive=False)


@click.group()
def entity() -> None:
    """Set right what an entity is: type, name, seat, principal; tell it from others; note.

    ENTITY is a name or an id. Nothing of it is lost when articles are read anew; `claimgraph decisions undo ID` takes
    it back. `claimgraph merge` makes two one, `claimgraph split NAME --article A` parts homonyms.
    """


def _about_entity(command: Command) -> Command:
    @click.option("--why", default="", metavar="TEXT", help="Your reasons, kept with the decision.")
    @signs
    @prints_json("One JSON array instead of a line.")
    @uses_store
    @wraps(command)
    def run(*args: Any, **more: Any) -> Any:
        return command(*args, **more)

    return run


def _decide(settings: Settings, as_json: bool, names: tuple[str, ...], decide: Callable[..., Decided]) -> None:
    from claimgraph.app.reviewed import show_decided
    from claimgraph.app.session import open_store
    from claimgraph.queries.entities import the_one_named

    with open_store(settings) as store:
        decided = decide(store, *(the_one_named(store, name).id for name in names))
    show_decided([decided], as_json=as_json)


@entity.command("set-type")
@click.argument("name", metavar="ENTITY")
@click.argument("type", metavar="TYPE", type=_TYPES)
@_about_entity
def set_type(settings: Settings, name: str, type: str, why: str, by: str, as_json: bool) -> None:
    """Say of which TYPE an entity is: State, Firm, Official or Organization."""

    def decide(store: Store, id: str) -> Decided:
        return store.set_type(id, EntityType(type), by=by, why=why)

    _decide(settings, as_json, (name,), decide)


@entity.command()
@click.argument("name", metavar="ENTITY")
@click.argument("right", metavar="NAME")
@_about_entity
def rename(settings: Settings, name: str, right: str, why: str, by: str, as_json: bool) -> None:
    """Say what an entity is called; the names that articles give it still find it."""
    _decide(settings, as_json, (name,), lambda store, id: store.rename(id, right, by=by, why=why))


@entity.command("based-in")
@click.argument("name", metavar="ENTITY")
@click.argument("state", metavar="STATE")
@_about_entity
def based_in(settings: Settings, name: str, state: str, why: str, by: str, as_json: bool) -> None:
    """Say in which state a firm or organization is based."""
    _decide(settings, as_json, (name, state), lambda store, *ids: store.based_in(*ids, by=by, why=why))


@entity.command("speaks-for")
@click.argument("name", metavar="OFFICIAL")
@click.argument("principal", metavar="ENTITY")
@_about_entity
def speaks_for(settings: Settings, name: str, principal: str, why: str, by: str, as_json: bool) -> None:
    """Say for which state, organization or firm an official speaks; origins are counted accordingly."""
    _decide(settings, as_json, (name, principal), lambda store, *ids: store.speaks_for(*ids, by=by, why=why))


@entity.command("not-same")
@click.argument("name", metavar="A")
@click.argument("other", metavar="B")
@_about_entity
def not_same(settings: Settings, name: str, other: str, why: str, by: str, as_json: bool) -> None:
    """Say that A and B are not the same: no merge of them is taken, and nobody suggests it."""
    _decide(settings, as_json, (name, other), lambda store, *ids: store.not_same(*ids, by=by, why=why))


@entity.command()
@click.argument("name", metavar="A")
@click.argument("other", metavar="[B]", required=False)
@_about_entity
def unsure(settings: Settings, name: str, other: str | None, why: str, by: str, as_json: bool) -> None:
    """Note that you cannot say whether the name or type is right, or whether two are one."""
    names = (name,) if other is None else (name, other)
    _decide(settings, as_json, names, lambda store, *ids: store.unsure(*ids, by=by, why=why))


@entity.command("id")
@click.argument("name", metavar="ENTITY")
@click.argument("external", metavar="SCHEME:VALUE")
@_about_entity
def identify(settings: Settings, name: str, external: str, why: str, by: str, as_json: bool) -> None:
    """Give an entity an id of somebody else, such as wikidata:Q159."""
    scheme, _, value = external.partition(":")
    _decide(settings, as_json, (name,), lambda store, id: store.identify(id, scheme, value, by=by, why=why))


@entity.command()
@click.argument("name", metavar="ENTITY")
@takes_note
def note(settings: Settings, name: str, text: str, is_tag: bool, by: str, as_json: bool) -> None:
    """Note something on an entity, or tag it; nothing else changes."""
    _decide(settings, as_json, (name,), lambda store, id: (store.tag if is_tag else store.note_on)(id, text, by=by))

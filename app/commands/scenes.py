"""`claimgraph scenes`: named views of the graph, kept with it."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING

import click

from claimgraph.app.options import prints_json, uses_store

if TYPE_CHECKING:
    from claimgraph.app.settings import Settings
    from claimgraph.graph.scene import Scene


@click.group()
def scenes() -> None:
    """List, show and remove named views.

    *Views* in the live page keeps one with its notes; `claimgraph explore --scene NAME` opens it again, and
    `claimgraph dossier --scene NAME` writes about its claims.
    """


@scenes.command("list")
@prints_json("One JSON array instead of a table.")
@uses_store
def list_scenes(settings: Settings, as_json: bool) -> None:
    """List the named views, by name."""
    from claimgraph.app import output
    from claimgraph.app.session import open_store
    from claimgraph.app.viewing import show_scenes

    with open_store(settings) as store:
        found = store.scenes.all()
    if as_json:
        output.show_json([_plain(scene) for scene in found])
    else:
        show_scenes(found)


@scenes.command()
@click.argument("name")
@prints_json("One JSON object instead of text.")
@uses_store
def show(settings: Settings, name: str, as_json: bool) -> None:
    """Show what a view is about: its title, its note, its claims."""
    from claimgraph.app import output
    from claimgraph.app.session import open_store
    from claimgraph.app.viewing import show_scene

    with open_store(settings) as store:
        scene = store.scenes.get(name)
        network = store.network(store.scenes.standing(scene))
    if as_json:
        output.show_json({**_plain(scene), "standing": sorted(network.records)})
    else:
        show_scene(scene, network)


@scenes.command()
@click.argument("name")
@uses_store
def remove(settings: Settings, name: str) -> None:
    """Remove a view; its claims stay in the graph."""
    from claimgraph.app.session import open_store
    from claimgraph.graph.printable import safe

    with open_store(settings) as store:
        gone = store.scenes.remove(name)
    click.echo(f"Removed the view {safe(gone.name)}.")


def _plain(scene: Scene) -> dict[str, object]:
    return {**asdict(scene), "claims": [claim.id for claim in scene.claims]}

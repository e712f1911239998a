"""Named views as people read them in a terminal."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import click

from claimgraph.app.words import console, listing
from claimgraph.graph.counting import counted
from claimgraph.graph.printable import safe

if TYPE_CHECKING:
    from claimgraph.graph.network import Network
    from claimgraph.graph.scene import Scene


def show_scenes(scenes: Sequence[Scene]) -> None:
    """All named views, one a line."""
    if not scenes:
        click.echo("No view was kept yet; *Views* in `claimgraph explore` keeps one.")
        return
    rows = [
        (safe(one.name), safe(one.title), f"{len(one.claims):,}", safe(one.by), one.at[:10], _first_line(one.note))
        for one in scenes
    ]
    headings = ("Name", "Title", "Claims", "By", "Since", "Note")
    console().print(listing(headings, rows, whole=("Claims", "Since")))


def show_scene(scene: Scene, network: Network) -> None:
    """One view with its note and its claims.

    Parameters:
        network: its claims that the store holds now.
    """
    click.echo(f"{safe(scene.name)}: {safe(scene.title)}")
    click.echo(f"Kept by {safe(scene.by)} on {scene.at[:10]}, {counted(len(scene.claims), 'claim')}")
    if scene.note:
        click.echo(f"\n{safe(scene.note)}\n")
    for id in sorted(network.records, key=network.headline):
        click.echo(f"  {safe(network.headline(id))} ({network.records[id].status.value}) {id}")
    missing = len(scene.claims) - len(network.records)
    if missing > 0:
        click.echo(f"Note: {counted(missing, 'claim')} of it no article states any more.", err=True)


def _first_line(note: str) -> str:
    return safe(note.strip().partition("\n")[0])

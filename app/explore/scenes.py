"""What the live page asks of named views."""

from __future__ import annotations

from typing import Any

from claimgraph.app.explore.asked import Asked
from claimgraph.graph.decision import now
from claimgraph.graph.scene import Scene
from claimgraph.graph.store import Store

NOBODY = "unknown"


def listed(store: Store) -> dict[str, Any]:
    """All named views, without their claims."""
    return {"scenes": [_told(scene) for scene in store.scenes.all()]}


def opened(store: Store, asked: Asked) -> dict[str, Any]:
    """A view: how the page looked at it, and the ids that its claims have now."""
    scene = store.scenes.get(asked.text("name"))
    claims = store.scenes.standing(scene)
    return {**_told(scene), "address": scene.address, "ids": claims, "lost": len(scene.claims) - len(claims)}


def kept(store: Store, asked: Asked, by: str | None) -> dict[str, Any]:
    """Keep what the page shows under a name."""
    scene = Scene(
        asked.text("name"),
        asked.text("title", ""),
        asked.text("note", ""),
        asked.text("address", ""),
        store.scenes.claims(asked.texts("claims")),
        by or NOBODY,
        now(),
    )
    return {"replaced": store.scenes.keep(scene), "name": scene.name, **listed(store)}


def removed(store: Store, asked: Asked) -> dict[str, Any]:
    """Remove a view."""
    return {"name": store.scenes.remove(asked.text("name")).name, **listed(store)}


def _told(scene: Scene) -> dict[str, Any]:
    named = {"name": scene.name, "title": scene.title, "note": scene.note}
    return {**named, "claims": len(scene.claims), "by": scene.by, "at": scene.at}

"""Decisions as a file in the live page: saved for a colleague, and those of a colleague taken in."""

from __future__ import annotations

from io import StringIO
from typing import Any

from claimgraph.app.explore import identity
from claimgraph.app.explore.asked import Asked
from claimgraph.app.explore.gate import MOST_BYTES
from claimgraph.app.handing import TakenIn, decision_lines, decisions_in, take_in
from claimgraph.graph.decision import Kind
from claimgraph.graph.store import Store

NAME = "decisions.jsonl"
_BRINGING = (Kind.ADD, Kind.CORRECT)


def saved(store: Store) -> dict[str, Any]:
    """The decisions in force as a file: its `name`, its `media` type, its `text`."""
    return {"name": NAME, "media": "application/jsonl", "text": decision_lines(store)}


def brought(store: Store, asked: Asked) -> dict[str, Any]:
    """Take in the decisions of a file, its `name` and its `text`; what became of them and of the page's claims.

    Raises:
        ReviewError: a line tells no decision; nothing is taken in then.
    """
    name = asked.text("name", NAME)
    text = asked.text("text", most=MOST_BYTES)
    reviews = decisions_in(store, StringIO(text.removeprefix("\ufeff"), newline=None), name)
    taken: list[TakenIn] = []
    claims = identity.moved(store, asked.texts("claims"), lambda: taken.append(take_in(store, reviews)))
    (done,) = taken
    come = {id for one in done.told if one.review.kind in _BRINGING for id in one.statements}
    return {
        "new": done.new,
        "known": done.known,
        "conflicts": len(done.conflicts),
        "orphaned": len(done.orphaned),
        "claims": claims,
        "arrived": sorted(identity.claims_made_in(store, come)),
    }

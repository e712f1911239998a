"""Handing decisions on as a file of JSON Lines, and taking in those of a colleague."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from claimgraph.app.decisionfile import read_decisions
from claimgraph.app.reviewing import entity_told
from claimgraph.graph.printable import json_text
from claimgraph.graph.store.reviewing import Standing

if TYPE_CHECKING:
    from claimgraph.graph.review import Review
    from claimgraph.graph.store import LoadChange, Store
    from claimgraph.graph.store.reviewing import Reviewed


@dataclass(frozen=True, slots=True)
class TakenIn:
    """What became of the decisions of a file.

    Parameters:
        new: how many were not here before.
        known: how many were.
        conflicts: ids of those that contradict others.
        orphaned: ids of those that fit nothing here (yet).
        told: all of them that are in force.
    """

    new: int
    known: int
    conflicts: Sequence[str]
    orphaned: Sequence[str]
    told: Sequence[Reviewed]
    changes: LoadChange


def decision_lines(store: Store, reviewer: str | None = None) -> str:
    """The decisions in force, one a line, the oldest first.

    Parameters:
        reviewer: only those of this one.
    """
    lines = [json_text(one.review.to_dict()) for one in store.reviews() if reviewer in (None, one.review.by)]
    return "".join(f"{line}\n" for line in lines)


def decisions_in(store: Store, lines: Iterable[str], name: str) -> list[Review]:
    """The decisions of a file that another store or a page wrote.

    Parameters:
        name: of the file, for messages.

    Raises:
        ReviewError: a line tells no decision.
    """
    return read_decisions(lines, name, lambda told: entity_told(store, told))


def take_in(store: Store, reviews: Sequence[Review]) -> TakenIn:
    """Take in decisions; those that are here already are passed over."""
    new, changes = store.import_reviews(reviews)
    ids = {one.id for one in reviews}
    told = [one for one in store.reviews() if one.review.id in ids]
    conflicts = [one.review.id for one in told if one.standing is Standing.IN_CONFLICT]
    orphaned = [one.review.id for one in told if one.standing is Standing.ORPHANED]
    return TakenIn(new, len(ids) - new, conflicts, orphaned, told, changes)

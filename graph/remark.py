"""What reviewers say beside a network: who checked what and when, notes, tags, grades, and what analysts know
themselves. Data without I/O; none of it changes a status or counts as an origin.

>>> known = Known("claim:1", "state:IR", "state:RU", "good:drones", "Iran", "Russia", "drones", "actual", "affirms")
>>> one = Remark("decision:1", "analyst", "Ada", "2026-03-01T10:00:00+00:00", "a call", subject="claim:1", known=known)
>>> one.day, known.headline, Remark.of_dict(one.to_dict()) == one
('2026-03-01', 'Iran → Russia: drones', True)
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, replace
from typing import Any, Final

from claimgraph.graph.decision import Kind
from claimgraph.graph.model import Modality
from claimgraph.graph.review import ANALYST_STANCES

CHECKING: Final = {
    Kind.CONFIRM.value: "confirmed",
    Kind.CORRECT.value: "corrected",
    Kind.ADD.value: "added",
    Kind.CHECK.value: "checked",
}
"""Kinds by which somebody checked a reading or an article, in words."""
_PRIVATE: Final = frozenset({Kind.NOTE.value})
TOLD: Final = frozenset(
    {*CHECKING, Kind.NOTE.value, Kind.TAG.value, Kind.RELIABILITY.value, Kind.IDENTIFY.value, Kind.ANALYST.value}
)
"""Kinds of decisions that are told beside a network."""


@dataclass(frozen=True, slots=True)
class Known:
    """What an analyst says of his own knowledge: a claim that no article need state.

    Parameters:
        claim: its id; supplier, recipient and good by their ids and names.
        stance: one of `review.ANALYST_STANCES`.
    """

    claim: str
    supplier: str
    recipient: str
    good: str
    supplier_name: str
    recipient_name: str
    good_name: str
    modality: str
    stance: str

    def __post_init__(self) -> None:
        Modality(self.modality)
        if self.stance not in ANALYST_STANCES:
            raise ValueError(f"an analyst {' or '.join(ANALYST_STANCES)}, not {self.stance!r:.40}")

    @property
    def headline(self) -> str:
        """What it says, in one line."""
        return f"{self.supplier_name} → {self.recipient_name}: {self.good_name}"


@dataclass(frozen=True, slots=True)
class Remark:
    """Something that a reviewer says beside a network.

    Parameters:
        id: of the decision.
        kind: the kind of the decision, one of `TOLD`.
        by, at, why: who says it, when (ISO time, UTC), for which reasons.
        words: the note, the tag, the grade or the external id; "" for others.
        subject: id of the claim, entity or article, or name of the outlet, that it is about.
        statements: ids of the statements that it is about.
        standing: whether it is followed: "in force", or "in conflict" with another reviewer's.
        known: what an analyst knows himself.
    """

    id: str
    kind: str
    by: str
    at: str
    why: str = ""
    words: str = ""
    subject: str = ""
    statements: tuple[str, ...] = ()
    standing: str = "in force"
    known: Known | None = None

    @property
    def day(self) -> str:
        """The ISO date on which it was said."""
        return self.at[:10]

    def to_dict(self) -> dict[str, Any]:
        """All of it as plain JSON values."""
        return {**asdict(self), "statements": list(self.statements)}

    @classmethod
    def of_dict(cls, told: Mapping[str, Any]) -> Remark:
        """The remark that `to_dict` told."""
        known = told["known"]
        return cls(**{**told, "statements": tuple(told["statements"]), "known": Known(**known) if known else None})


def without_notes(remarks: Iterable[Remark]) -> tuple[Remark, ...]:
    """The remarks for everybody's eyes: no notes, and no reasons but those of analysts for what they know.

    >>> note = Remark("1", "note", "Ada", "2026-03-01", words="ask the port")
    >>> tag = Remark("2", "tag", "Ada", "2026-03-01", "a hunch", words="harbour")
    >>> [(one.kind, one.why) for one in without_notes([note, tag])]
    [('tag', '')]
    """
    return tuple(one if one.known else replace(one, why="") for one in remarks if one.kind not in _PRIVATE)

"""What is worth checking next, the most first: pure.

A reading is worth checking where much hangs on it and it is little sure: a low confidence, a single origin, a claim
that is contested or unanswered; and entities that are likely one or of two types. What was decided is not listed again;
what somebody was unsure about comes last for him.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from math import log2
from typing import Final

from claimgraph.graph.equals import LikelyEqual, Likeness
from claimgraph.graph.model import Checked, Modality, Statement, Status
from claimgraph.graph.network import ClaimRecord, Network


class Because(StrEnum):
    """Why something is worth checking."""

    LOW_CONFIDENCE = "low confidence"
    ONE_ORIGIN = "one origin only"
    CONTESTED = "contested"
    UNANSWERED = "unanswered"
    LIKELY_EQUAL = "likely the same"
    TYPE_CONFLICT = "type conflict"
    IN_CONFLICT = "reviewers disagree"
    UNREVIEWED = "not checked yet"


WEIGHTS: Final = {
    Because.IN_CONFLICT: 3.0,
    Because.LOW_CONFIDENCE: 2.0,
    Because.CONTESTED: 1.5,
    Because.TYPE_CONFLICT: 1.4,
    Because.LIKELY_EQUAL: 1.2,
    Because.ONE_ORIGIN: 0.6,
    Because.UNANSWERED: 0.4,
    Because.UNREVIEWED: 0.1,
}
"""How much each reason counts; multiplied by how much hangs on it."""
LOW: Final = 0.6
"""A reading of a lower confidence is called little sure."""
UNKNOWN_CONFIDENCE: Final = 0.8
"""As so sure counts a reading of which the extractor says nothing."""


@dataclass(frozen=True, slots=True)
class Item:
    """Something to check.

    Parameters:
        kind: `reading` or `equals`.
        id: of the statement, or both ids of the entities, joined by "=".
        because: why, the weightiest first.
        score: how much it is worth; the list is ordered by it.
        claim: the claim of a reading.
        pair: the two entities that may be one.
        detail: more about the reason, in words.
        unsure: whether this reviewer was unsure about it before.
    """

    kind: str
    id: str
    because: tuple[Because, ...]
    score: float
    claim: str | None = None
    pair: tuple[str, str] | None = None
    detail: str = ""
    unsure: bool = False


@dataclass(frozen=True, slots=True)
class Open:
    """A reading that nobody decided about, or about which reviewers disagree, with what tells how much hangs on it.

    Parameters:
        id, claim, article: of the statement.
        status, modality, origins: of its claim.
        parties: ids of supplier and recipient.
    """

    id: str
    claim: str
    article: str
    confidence: float | None
    checked: Checked | None
    status: Status
    modality: Modality
    origins: int
    parties: tuple[str, str]


def worklist(
    network: Network, equals: Iterable[LikelyEqual] = (), unsure: Collection[str] = (), *, article: str | None = None
) -> list[Item]:
    """What is worth checking in a network, the most first.

    Parameters:
        equals: entities that are likely one.
        unsure: ids of items about which the reviewer was unsure.
        article: only readings of the article of this id.
    """
    degrees = Counter(
        id for record in network.records.values() for id in (record.claim.supplier, record.claim.recipient)
    )
    readings = (
        _open(record, statement)
        for record in network.records.values()
        for statement in record.statements
        if (statement.checked is None or statement.checked is Checked.IN_CONFLICT)
        and article in (None, statement.evidence.article)
    )
    return in_order(readings, degrees, equals if article is None else (), unsure)


def in_order(
    readings: Iterable[Open],
    degrees: Mapping[str, int],
    equals: Iterable[LikelyEqual] = (),
    unsure: Collection[str] = (),
) -> list[Item]:
    """Readings and likely equals as items, those most worth checking first.

    Parameters:
        degrees: in how many claims each entity supplies or is supplied; others in none.
        equals, unsure: as for `worklist`.
    """
    items = [_reading(one, degrees, unsure) for one in readings] + [_equal(one, degrees, unsure) for one in equals]
    return sorted(items, key=lambda one: (one.unsure, -one.score, one.id))


def _open(record: ClaimRecord, statement: Statement) -> Open:
    claim = record.claim
    return Open(
        statement.id,
        claim.id,
        statement.evidence.article,
        statement.confidence,
        statement.checked,
        record.status,
        claim.modality,
        record.origins,
        (claim.supplier, claim.recipient),
    )


def _weight(ids: Iterable[str], degrees: Mapping[str, int]) -> float:
    return log2(2 + sum(degrees.get(id, 0) for id in ids))


def _reading(one: Open, degrees: Mapping[str, int], unsure: Collection[str]) -> Item:
    because = [Because.UNREVIEWED]
    sureness = UNKNOWN_CONFIDENCE if one.confidence is None else one.confidence
    if one.checked is not None:
        because.append(Because.IN_CONFLICT)
    if one.confidence is not None and one.confidence < LOW:
        because.append(Because.LOW_CONFIDENCE)
    if one.status is Status.CONTESTED:
        because.append(Because.CONTESTED)
    if one.origins == 1:  # only who affirms is an origin
        because.append(Because.ONE_ORIGIN)
    if one.status is Status.ALLEGED and one.modality is Modality.ACTUAL:
        because.append(Because.UNANSWERED)
    score = (sum(WEIGHTS[reason] for reason in because) + (1 - sureness)) * _weight(one.parties, degrees)
    weightiest = tuple(sorted(because, key=lambda reason: -WEIGHTS[reason]))
    told = tuple(reason for reason in weightiest if reason is not Because.UNREVIEWED) or weightiest
    detail = "" if one.confidence is None else f"confidence {one.confidence:.2f}"
    return Item("reading", one.id, told, round(score, 4), one.claim, None, detail, one.id in unsure)


def _equal(one: LikelyEqual, degrees: Mapping[str, int], unsure: Collection[str]) -> Item:
    because = Because.TYPE_CONFLICT if one.reason is Likeness.OTHER_TYPE else Because.LIKELY_EQUAL
    weight = _weight((one.first, one.second), degrees)
    id = f"{one.first}={one.second}"
    pair = (one.first, one.second)
    return Item(
        "equals", id, (because,), round(WEIGHTS[because] * weight, 4), None, pair, one.reason.value, id in unsure
    )

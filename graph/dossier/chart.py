"""The picture of a dossier: lanes from suppliers to a hub, or from a hub to recipients; what is drawn, not how. Pure.

Each claim is drawn once. The entity that ties most claims together becomes a hub with all of them, then the next one
among the rest, so that a picture of one state's suppliers is one panel and a mixed one is a few. A lane is one pair
and one status, with its goods and how many say so and deny.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from claimgraph.graph.model import Status
from claimgraph.graph.network import ClaimRecord, Network
from claimgraph.graph.render.looks import look_of
from claimgraph.graph.render.ranking import leading

MOST_LANES = 60
"""So many lanes are drawn; a claim beyond them stands in the list."""
LANES_A_PANEL = 24
"""So many lanes fit on one sheet; a hub with more has further panels."""


@dataclass(frozen=True, slots=True)
class Lane:
    """What is said to go between the hub and one other, of one look.

    Parameters:
        other, kind: the name and type of the other end.
        goods: what is supplied, the best founded first.
        look: a status, or `planned` or `blocked`.
        standing: the look in words with both counts: "contested 3:2".
        origins: how many independent origins say so.
    """

    other: str
    kind: str
    goods: tuple[str, ...]
    look: str
    standing: str
    origins: int


@dataclass(frozen=True, slots=True)
class Panel:
    """A hub with its lanes; `incoming` where the others supply it.

    `number` counts the panels of one hub from 1 on.
    """

    hub: str
    kind: str
    incoming: bool
    claims: int
    lanes: tuple[Lane, ...]
    number: int = 1


@dataclass(frozen=True, slots=True)
class Chart:
    """All panels, and how many claims are not drawn."""

    panels: tuple[Panel, ...]
    not_drawn: int = 0


def standing_of(look: str, origins: int, denying: int) -> str:
    """A look with both counts.

    >>> standing_of("contested", 3, 2), standing_of("alleged", 1, 0), standing_of("denied", 0, 1)
    ('contested 3:2', 'alleged 1', 'denied 0:1')
    """
    return f"{look} {origins}:{denying}" if denying else f"{look} {origins}" if origins else look


def chart_of(
    network: Network, records: Iterable[ClaimRecord], denying: Callable[[ClaimRecord], Sequence[str]]
) -> Chart:
    """The picture of some claims.

    Parameters:
        denying: the names of the voices that deny a claim.
    """
    records = list(records)
    # Lanes are fewer than claims, so this is at least what fits; disputed claims keep their share.
    kept = records if len(records) <= MOST_LANES else leading(records, MOST_LANES)
    panels: list[Panel] = []
    rest = list(kept)
    while rest:
        hub, incoming = _hub(rest)
        mine = [record for record in rest if _end(record, incoming) == hub]
        rest = [record for record in rest if _end(record, incoming) != hub]
        panels += _panels(network, hub, mine, denying, incoming=incoming)
    return Chart(tuple(panels), len(records) - len(kept))


def _end(record: ClaimRecord, incoming: bool) -> str:
    return record.claim.recipient if incoming else record.claim.supplier


def _hub(records: Sequence[ClaimRecord]) -> tuple[str, bool]:
    """The recipient or supplier of most claims; of equals a recipient, then the first by id."""
    ends = Counter((_end(record, incoming), incoming) for record in records for incoming in (True, False))
    return min(ends, key=lambda end: (-ends[end], not end[1], end[0]))


def _panels(
    network: Network,
    hub: str,
    records: Sequence[ClaimRecord],
    denying: Callable[[ClaimRecord], Sequence[str]],
    *,
    incoming: bool,
) -> list[Panel]:
    pairs: defaultdict[str, defaultdict[str, list[ClaimRecord]]] = defaultdict(lambda: defaultdict(list))
    for record in records:
        pairs[_end(record, not incoming)][look_of(record)].append(record)
    ordered = sorted(pairs.items(), key=lambda pair: (-max(map(_weight, pair[1])), -_most(pair[1]), pair[0]))
    lanes = [
        _lane(network, other, look, by_look[look], denying)
        for other, by_look in ordered
        for look in sorted(by_look, key=lambda look: -_weight(look))
    ]
    entity = network.entities[hub]
    pieces = [lanes[start : start + LANES_A_PANEL] for start in range(0, len(lanes), LANES_A_PANEL)]
    return [
        Panel(entity.name, entity.type.value, incoming, len(records), tuple(piece), number)
        for number, piece in enumerate(pieces, 1)
    ]


_ORDER = ("negated", "blocked", "planned", "alleged", "asserted", Status.DENIED.value, Status.CONTESTED.value)


def _weight(look: str) -> int:
    """Disputed lanes first."""
    return _ORDER.index(look)


def _most(by_look: defaultdict[str, list[ClaimRecord]]) -> int:
    return max(record.origins for records in by_look.values() for record in records)


def _lane(
    network: Network,
    other: str,
    look: str,
    records: Sequence[ClaimRecord],
    denying: Callable[[ClaimRecord], Sequence[str]],
) -> Lane:
    best = sorted(records, key=lambda record: (-record.origins, -len(record.statements), record.claim.id))
    goods = tuple(dict.fromkeys(network.entities[record.claim.good].name for record in best))
    origins = {origin.name for record in records for origin in record.origin_groups}
    deniers = {name for record in records for name in denying(record)}
    entity = network.entities[other]
    standing = standing_of(look, len(origins), len(deniers))
    return Lane(entity.name, entity.type.value, goods, look, standing, len(origins))

"""The part of a network that a picture can hold: of every status, the strongest claims."""

from __future__ import annotations

from collections import Counter, defaultdict, deque
from collections.abc import Collection, Iterable, Iterator, Mapping

from claimgraph.graph.model import Status
from claimgraph.graph.network import ClaimRecord, Network

MOST_NODES = 2000
# Where two statuses have a claim to the next place, the disputed one takes it, in this order.
DISPUTED = (Status.CONTESTED, Status.DENIED, Status.NEGATED)


def strongest(network: Network, most_nodes: int = MOST_NODES) -> Network:
    """The network itself, or the strongest claims of every status whose drawing has at most `most_nodes` nodes.

    Each status keeps its share of the claims; contested, denied and negated claims never keep less than others do,
    because a picture that leaves out the denials misleads. Within a status the claims with most independent origins
    come first, then those with most statements, then the order of their ids, so the choice is always the same.
    """
    if drawn_nodes(network.records.values()) <= most_nodes:
        return network
    nodes: set[str] = set()
    chosen: set[str] = set()
    for record in _in_order(network.records.values(), most_nodes):
        more = _nodes_of(record) - nodes
        if len(nodes) + len(more) > most_nodes:
            break
        nodes |= more
        chosen.add(record.claim.id)
    return network.only(chosen)


def not_shown(whole: Network, shown: Collection[str]) -> dict[str, int]:
    """How many claims of each status are not among those `shown` (ids); statuses without any are left out."""
    left = Counter(record.status for id, record in whole.records.items() if id not in shown)
    return {status.value: left[status] for status in Status if left[status]}


def drawn_nodes(records: Iterable[ClaimRecord]) -> int:
    """How many nodes the claims projection of these records has."""
    return len(set().union(*map(_nodes_of, records)))


def _in_order(records: Iterable[ClaimRecord], most_nodes: int) -> Iterator[ClaimRecord]:
    """The records in the order in which they are kept; those that no picture can hold are left out."""
    ranked: defaultdict[Status, list[ClaimRecord]] = defaultdict(list)
    for record in sorted(records, key=_strength):
        if len(_nodes_of(record)) <= most_nodes:
            ranked[record.status].append(record)
    waiting = {status: deque(ranked[status]) for status in (*DISPUTED, *Status) if ranked[status]}
    totals = {status: len(queue) for status, queue in waiting.items()}
    while waiting:
        status = min(waiting, key=lambda status: _share(status, waiting, totals))
        yield waiting[status].popleft()
        if not waiting[status]:
            del waiting[status]


def _share(status: Status, waiting: Mapping[Status, deque[ClaimRecord]], totals: Mapping[Status, int]) -> float:
    """The share of a status that is kept already; for an undisputed one, with its next claim."""
    taken = totals[status] - len(waiting[status])
    return (taken if status in DISPUTED else taken + 1) / totals[status]


def _strength(record: ClaimRecord) -> tuple[int, int, str]:
    return -record.origins, -len(record.statements), record.claim.id


def _nodes_of(record: ClaimRecord) -> set[str]:
    claim = record.claim
    speakers = {statement.speaker for statement in record.statements if statement.speaker is not None}
    return {claim.id, claim.supplier, claim.recipient, claim.good, *record.via, *speakers}

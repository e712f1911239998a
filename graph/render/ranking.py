"""The part of a network that a picture can hold: of every status, the strongest claims."""

from __future__ import annotations

import sys
from collections import Counter, defaultdict, deque
from collections.abc import Collection, Iterable, Iterator, Mapping
from itertools import islice

from claimgraph.graph.model import Status
from claimgraph.graph.network import ClaimRecord, Network

# The nodes that Claims draws, and those that a page holds: Supply needs far fewer for the same claims.
MOST_IN_CLAIMS = 2000
MOST_HELD = 60_000
# Where two statuses have a claim to the next place, the disputed one takes it, in this order.
DISPUTED = (Status.CONTESTED, Status.DENIED, Status.NEGATED)
UNDISPUTED = tuple(status for status in Status if status not in DISPUTED)


def strongest(network: Network, most_nodes: int = MOST_IN_CLAIMS) -> Network:
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


def leading(records: Iterable[ClaimRecord], number: int) -> list[ClaimRecord]:
    """The first so many claims; each status keeps its share of them, as in `strongest`."""
    return list(islice(_in_order(records, sys.maxsize), number))


def not_shown(whole: Network, shown: Collection[str]) -> dict[str, int]:
    """How many claims of each status are not among those `shown` (ids); statuses without any are left out."""
    left = Counter(record.status for id, record in whole.records.items() if id not in shown)
    return {status.value: left[status] for status in Status if left[status]}


def in_shares(totals: Mapping[Status, int]) -> Iterator[Status]:
    """The statuses of claims in the order in which they are kept, each as often as it has claims.

    However many are taken from the beginning, each status has its share of them; a disputed one never has less.

    Parameters:
        totals: how many claims have each status.

    >>> [status.value for status in in_shares({Status.ALLEGED: 4, Status.DENIED: 2})]
    ['denied', 'alleged', 'alleged', 'denied', 'alleged', 'alleged']
    """
    taken: Counter[Status] = Counter()
    waiting = [status for status in (*DISPUTED, *UNDISPUTED) if totals.get(status, 0)]
    while waiting:
        status = min(waiting, key=lambda status: (taken[status] + (status not in DISPUTED)) / totals[status])
        yield status
        taken[status] += 1
        if taken[status] == totals[status]:
            waiting.remove(status)


def drawn_nodes(records: Iterable[ClaimRecord]) -> int:
    """How many nodes the claims projection of these records has."""
    return len(set().union(*map(_nodes_of, records)))


def _in_order(records: Iterable[ClaimRecord], most_nodes: int) -> Iterator[ClaimRecord]:
    """The records in the order in which they are kept; those that no picture can hold are left out."""
    ranked: defaultdict[Status, deque[ClaimRecord]] = defaultdict(deque)
    for record in sorted(records, key=_strength):
        if len(_nodes_of(record)) <= most_nodes:
            ranked[record.status].append(record)
    for status in in_shares({status: len(queue) for status, queue in ranked.items()}):
        yield ranked[status].popleft()


def _strength(record: ClaimRecord) -> tuple[int, int, str]:
    return -record.origins, -len(record.statements), record.claim.id


def _nodes_of(record: ClaimRecord) -> set[str]:
    claim = record.claim
    speakers = {statement.speaker for statement in record.statements if statement.speaker is not None}
    return {claim.id, claim.supplier, claim.recipient, claim.good, *record.via, *speakers}

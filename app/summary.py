"""What a load did: the numbers behind the table that people read and the JSON that machines read."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from typing import Any

from claimgraph.graph.model import EntityType, Status
from claimgraph.graph.network import ClaimRecord, Network
from claimgraph.graph.store import LoadChange, SharedName


@dataclass(frozen=True, slots=True)
class LoadSummary:
    """What a load did. A new fact about loads is a field here, a row in `output.show_loaded`, a key in `to_dict`.

    Parameters:
        change: what changed in the store.
        failed: how many sources or articles could not be read.
        network: the claims of the loaded articles; None where there are too many to look at each.
        written: the page that was written.
        namesakes: the names in the store that stand for several entities.
        hidden: how many claims of the loaded articles are not in the network, read with a confidence below
            `min_confidence`.
        unread: how many articles were kept without looking for claims, by the name of their language.

    >>> LoadSummary(LoadChange(articles_added=2), failed=1).articles()
    {'new': 2, 'replaced': 0, 'unchanged': 0, 'failed': 1}
    """

    change: LoadChange
    failed: int
    network: Network | None = None
    written: Path | None = None
    namesakes: tuple[SharedName, ...] = ()
    unread: Mapping[str, int] = field(default_factory=dict)
    hidden: int = 0
    min_confidence: float = 0

    def surer_than(self, minimum: float) -> LoadSummary:
        """The same, without the claims read with a confidence below a minimum, but with their number."""
        if self.network is None:
            return replace(self, min_confidence=minimum)
        network = self.network.surer_than(minimum)
        hidden = len(self.network.records) - len(network.records)
        return replace(self, network=network, hidden=hidden, min_confidence=minimum)

    def names_shared(self) -> list[SharedName]:
        """The names that stand for several entities, among those that the load names."""
        if self.network is None:
            return list(self.namesakes)
        named = self.network.entities.keys()
        return [one for one in self.namesakes if named & {one.counted_to, *(bearer.id for bearer in one.bearers)}]

    def articles(self) -> dict[str, int]:
        """How many articles are new, replaced, unchanged, or failed."""
        change = self.change
        return {
            "new": change.articles_added,
            "replaced": change.articles_replaced,
            "unchanged": change.articles_unchanged,
            "failed": self.failed,
        }

    def to_dict(self) -> dict[str, Any]:
        """All of it as plain JSON values; `entities`, `statuses` and `claims` are null where there is no network."""
        network = self.network
        return {
            "articles": self.articles(),
            "unread": dict(self.unread),
            "changes": change_to_dict(self.change),
            "entities": {type.value: number for type, number in entity_types(network).items()} if network else None,
            "statuses": {status.value: number for status, number in statuses(network).items()} if network else None,
            "claims": [_claim(network, record) for record in network.records.values()] if network else None,
            "below_min_confidence": self.hidden,
            "namesakes": [asdict(one) for one in self.names_shared()],
            "written": str(self.written) if self.written else None,
        }


def change_to_dict(change: LoadChange) -> dict[str, int]:
    """What a change of the store added and removed, as plain JSON values."""
    return asdict(change)


def entity_types(network: Network) -> Mapping[EntityType, int]:
    """How many entities of each type take part in claims or speak about them."""
    taking_part: set[str] = set()
    for record in network.records.values():
        taking_part |= {record.claim.supplier, record.claim.recipient, record.claim.good, *record.via}
        taking_part |= {statement.speaker for statement in record.statements if statement.speaker}
    counted = Counter(network.entities[id].type for id in taking_part)
    return {type: counted[type] for type in EntityType}


def statuses(network: Network) -> Mapping[Status, int]:
    """How many claims there are of each status."""
    counted = Counter(record.status for record in network.records.values())
    return {status: counted[status] for status in Status}


def _claim(network: Network, record: ClaimRecord) -> dict[str, Any]:
    claim = record.claim
    return {
        "id": claim.id,
        "supplier": network.entities[claim.supplier].name,
        "recipient": network.entities[claim.recipient].name,
        "good": network.entities[claim.good].name,
        "modality": claim.modality.value,
        "status": record.status.value,
        "hedged": record.hedged,
        "origins": record.origins,
        "confidence": record.confidence,
    }

"""The worklist of a reviewer, gathered from a store; what the terminal and the page go through."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

from claimgraph.graph.decision import Kind
from claimgraph.graph.equals import likely_equals, maybe_titled
from claimgraph.graph.model import Stance
from claimgraph.graph.network import speaker_told
from claimgraph.graph.review import Named
from claimgraph.graph.worklist import Item, in_order

if TYPE_CHECKING:
    from claimgraph.graph.model import Entity
    from claimgraph.graph.store import Store
    from claimgraph.graph.store.reviewing import Reviewed


@dataclass(frozen=True, slots=True)
class Worklist:
    """What one reviewer has to check, and how far the work is.

    Parameters:
        entities: those that may be one with another, by their ids.
        checked, readings: how many of how many readings were decided about (rejected ones among both).
    """

    items: list[Item]
    entities: dict[str, Entity]
    checked: int
    readings: int

    @classmethod
    def of(cls, store: Store, by: str, article: str | None = None) -> Worklist:
        """Gather it; only what it is made of is read, not the network.

        Parameters:
            by: the reviewer: what he was unsure about comes last.
            article: only what is read from the article of this id.
        """
        from claimgraph.loaders.firms import bare_firm

        found, judged = store.worth_checking(article), store.reviews_of_kinds(Kind.NOT_SAME, Kind.UNSURE)
        named = store.named_entities() if article is None else []
        articles = store.mentions(maybe_titled(named))
        parted = {frozenset({part.id, one.name}) for part in store.parts() for one in part.readings}
        equals = likely_equals(named, articles, pairs(judged, Kind.NOT_SAME) | parted, bare_firm)
        items = in_order(found.readings, found.degrees, equals, unsure_of(judged, by))
        likely = {id for one in equals for id in (one.first, one.second)}
        entities = {one.id: one for one in named if one.id in likely}
        return cls(items, entities, found.checked + found.rejected, found.total + found.rejected)

    def to_dict(self, store: Store, limit: int | None = None) -> dict[str, Any]:
        """All of it as plain JSON values; readings with their claim, entities with name and type.

        Parameters:
            limit: so many items are told; None for all.
        """
        items = self.items[:limit]
        details = store.details([one.id for one in items if one.claim is not None])
        told = (self._item(one, details) for one in items)
        return {"checked": self.checked, "readings": self.readings, "items": [one for one in told if one is not None]}

    def _item(self, one: Item, details: dict[str, dict[str, Any]]) -> dict[str, Any] | None:
        told = {**asdict(one), "because": [reason.value for reason in one.because]}
        if one.claim is not None:
            if (row := details.get(one.id)) is None:
                return None  # gone meanwhile
            outlet = row["outlet"] or row["title"] or row["name"]
            told |= {name: row[name] for name in _DETAILS}
            told["speaker"] = speaker_told(row["speaker"], Stance(row["stance"]), outlet)
        if one.pair is not None:
            entities = [self.entities[id] for id in one.pair]
            told["entities"] = [{"id": each.id, "name": each.name, "type": each.type.value} for each in entities]
        return told


_DETAILS = ("headline", "quote", "article", "stance", "status", "origins", "modality", "confidence")


def pairs(reviews: Iterable[Reviewed], kind: Kind) -> set[frozenset[str]]:
    """The pairs of entities about which somebody decided so."""
    return {
        frozenset({one.review.about.id, one.review.says["other"]["id"]})
        for one in reviews
        if one.review.kind is kind and isinstance(one.review.about, Named) and "other" in one.review.says
    }


def unsure_of(reviews: Iterable[Reviewed], by: str) -> set[str]:
    """The ids of the items about which a reviewer was unsure."""
    mine = [one for one in reviews if one.review.kind is Kind.UNSURE and one.review.by == by]
    return {one.seen for one in mine if one.seen} | {"=".join(sorted(pair)) for pair in pairs(mine, Kind.UNSURE)}

"""What changes a store of `review_corpus.parts()` and some of `many`: what its claims say, or what is said of them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType

from review_corpus import many

from claimgraph.graph.review import Reason
from claimgraph.graph.store import Store

Change = Callable[[Store], object]
MORE = 14


def _statement(store: Store) -> str:
    records = store.network().records
    return records[min(records)].statements[0].id


OF_CLAIMS: Mapping[str, Change] = MappingProxyType(
    {
        "put": lambda store: store.put([many(MORE)]),
        "confirm": lambda store: store.confirm(_statement(store), by="Ada"),
        "reject": lambda store: store.reject(_statement(store), Reason.GOOD, by="Ada"),
        "merge": lambda store: store.merge("organization:hw", "firm:halden-works", by="Ada"),
        "forget": lambda store: store.forget(min(store.network().articles)),
        "rename": lambda store: store.rename("firm:halden-works", "Halden Forge", by="Ada"),
    }
)
OF_REMARKS: Mapping[str, Change] = MappingProxyType(
    {
        "note": lambda store: store.note_on(min(store.network().records), "look again", by="Ada"),
        "tag": lambda store: store.tag(min(store.network().records), "harbour", by="Ada"),
        "grade": lambda store: store.grade(article=min(store.network().articles), grade="B2", by="Ada"),
        "undo": lambda store: store.undo(store.reviews()[0].review.id, by="Ada"),
    }
)

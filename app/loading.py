"""Articles from paths into the store, with progress, as `load` and `explore` do it."""

from __future__ import annotations

from collections.abc import Collection
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from claimgraph.app.failures import Failures
    from claimgraph.graph.store import LoadChange, Store


def load_paths(
    store: Store, paths: Collection[str], failures: Failures, extractor: str = "rules"
) -> tuple[LoadChange, set[str]]:
    """Load the articles of some paths: what changed in the store, and ids of the claims that they make."""
    from claimgraph.app.progress import counting_articles
    from claimgraph.graph.store import LoadChange
    from claimgraph.loaders.extract.extractor import load_extractor
    from claimgraph.loaders.load import Loaded, load
    from claimgraph.loaders.sources import read_sources

    change = LoadChange()
    claim_ids: set[str] = set()
    reader = load_extractor(extractor)
    with counting_articles() as progress:
        for result in load(read_sources(paths), reader, store):
            if not isinstance(result, Loaded):
                failures.add(str(result))
                continue
            change += result.change
            claim_ids.update(claim.id for claim in result.reading.claims)
            progress(result.reading.document.article.name)
    return change, claim_ids

"""Waters, deserts, areas of many states and the adjectives of continents: names that are no party to anything.

Source: `regions.tsv`.
"""

from __future__ import annotations

from collections.abc import Iterable

from claimgraph.loaders.surfaces import key
from claimgraph.loaders.tables import Row

REGION_COLUMNS = ("surface", "what")
_KINDS = ("adjective", "area", "desert", "water")


class Regions:
    """Looks up seas, straits, deserts, areas of many states and the adjectives of continents.

    Raises:
        LoadError: a row says that a name is something else.

    >>> Regions([Row("regions.tsv:9", {"surface": "Black Sea", "what": "water"})]).has("the Black Sea")
    True
    """

    def __init__(self, rows: Iterable[Row]) -> None:
        self._names = frozenset(key(row["surface"]) for row in rows if row.one_of("what", _KINDS))

    def has(self, surface: str) -> bool:
        """Whether a name is one of these."""
        return key(surface) in self._names

"""Waters, deserts, areas of many states and the adjectives of continents: most are no party to anything.

Source: `regions.tsv`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

from claimgraph.loaders.surfaces import key
from claimgraph.loaders.tables import Row

REGION_COLUMNS = ("surface", "what")
_PARTY: Final = "party"
_KINDS: Final = ("adjective", "area", "desert", _PARTY, "water")
_BY_NAME: Final = re.compile(
    r"(?:lake|mount|river|gulf of|strait of|straits of|bay of) (?!(?:oil|gas|petroleum|energy|foods)$)[\w'-]+"
    r"|[\w'-]+ (?:river|strait|desert|mountains|ocean)"
)


class Regions:
    """Looks up seas, straits, deserts, areas of many states and the adjectives of continents.

    Raises:
        LoadError: a row says that a name is something else.

    >>> regions = Regions([Row("regions.tsv:9", {"surface": "Black Sea", "what": "water"})])
    >>> regions.has("the Black Sea"), regions.has("Lake Kivu"), regions.has("Lake Oil")
    (True, True, False)
    """

    def __init__(self, rows: Iterable[Row]) -> None:
        kinds = {row["surface"]: row.one_of("what", _KINDS) for row in rows}
        self._names = frozenset(key(name) for name, kind in kinds.items() if kind != _PARTY)
        self._parties = {key(name): name for name, kind in kinds.items() if kind == _PARTY}

    def party(self, surface: str) -> str | None:
        """The name of an area of many states that may supply and receive as a whole ("Europe"); None for others."""
        return self._parties.get(key(surface))

    def has(self, surface: str) -> bool:
        """Whether a name is one of those that are no party, or says by itself that it is a lake's or a river's."""
        name = key(surface)
        return name in self._names or _BY_NAME.fullmatch(name) is not None

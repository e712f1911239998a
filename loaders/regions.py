"""Waters, deserts, areas of many states and the adjectives of continents: names that are no party to anything.

Source: `regions.tsv`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

from claimgraph.loaders.surfaces import key
from claimgraph.loaders.tables import Row

REGION_COLUMNS = ("surface", "what")
_KINDS = ("adjective", "area", "desert", "water")
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
        self._names = frozenset(key(row["surface"]) for row in rows if row.one_of("what", _KINDS))

    def has(self, surface: str) -> bool:
        """Whether a name is one of these, or says by itself that it is a lake's, a river's or a mountain's."""
        name = key(surface)
        return name in self._names or _BY_NAME.fullmatch(name) is not None

"""Cities and the states in which they lie: "Gao" is a place in Mali, no firm. From `places.tsv`.

>>> from claimgraph.loaders.gazetteer import Gazetteer
>>> Gazetteer.load().places.state("Wuhan")
'state:CN'
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import cached_property

from claimgraph.loaders.surfaces import bare, key, starts_with_capital
from claimgraph.loaders.tables import Row

PLACE_COLUMNS = ("state", "cities", "towns")


class Places:
    """The index of all places, made when the first is looked up, since many a run needs none.

    Parameters:
        rows: reads the rows of the file.
    """

    def __init__(self, rows: Callable[[], Iterable[Row]]) -> None:
        self._rows = rows

    def state(self, surface: str) -> str | None:
        """The id of the state in which the place of this name lies; None where no place bears it. A name in capitals
        only is rather somebody's initials.

        Raises:
            LoadError: the file is malformed.
        """
        name = bare(surface)
        found = None if name.isupper() or not starts_with_capital(name) else self._index.get(key(name))
        return None if found is None else found[0]

    def is_city(self, surface: str) -> bool:
        """Whether the place of a name is large enough to be known everywhere."""
        found = self._index.get(key(surface))
        return found is not None and found[1]

    @cached_property
    def _index(self) -> dict[str, tuple[str, bool]]:
        return {
            key(place): told
            for row in self._rows()
            for column in PLACE_COLUMNS[1:]
            for told in [(f"state:{row['state']}", column == "cities")]
            for place in row.list(column)
        }

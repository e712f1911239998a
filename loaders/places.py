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
        return None if name.isupper() or not starts_with_capital(name) else self._states.get(key(name))

    def is_city(self, surface: str) -> bool:
        """Whether the place of a name is large enough to be known everywhere."""
        return key(surface) in self._cities

    @cached_property
    def _states(self) -> dict[str, str]:
        return {
            key(place): f"state:{row['state']}"
            for row in self._read
            for column in PLACE_COLUMNS[1:]
            for place in row.list(column)
        }

    @cached_property
    def _cities(self) -> frozenset[str]:
        return frozenset(key(place) for row in self._read for place in row.list("cities"))

    @cached_property
    def _read(self) -> tuple[Row, ...]:
        return tuple(self._rows())

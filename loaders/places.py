"""Cities, provinces and the states in which they lie: "Gao" is a place in Mali, no firm, "Northern Ireland" no Ireland.
From `places.tsv`, `provinces.tsv` and `place_signs.tsv`.

>>> from claimgraph.loaders.gazetteer import Gazetteer
>>> Gazetteer.load().places.state("Wuhan")
'state:CN'
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from functools import cached_property
from typing import Final

from claimgraph.loaders.surfaces import bare, key, starts_with_capital
from claimgraph.loaders.tables import Row

PLACE_COLUMNS = ("state", "cities", "towns")
PROVINCE_COLUMNS: Final = ("state", "names")
PLACE_SIGN_COLUMNS: Final = ("surface", "state", "signs", "unless")


class Places:
    """The index of all places, made when the first is looked up, since many a run needs none.

    Parameters:
        rows: reads the rows of the file of cities.
        provinces: the parts of states that are known by name.
        signs: what tells that a state's name means a place in another state.
    """

    def __init__(
        self, rows: Callable[[], Iterable[Row]], provinces: Iterable[Row] = (), signs: Iterable[Row] = ()
    ) -> None:
        self._rows = rows
        self._provinces = {key(name): f"state:{row['state']}" for row in provinces for name in row.list("names")}
        self._signs = [
            (key(row["surface"]), f"state:{row['state']}", _any_of(row.list("signs")), _any_of(row.list("unless")))
            for row in signs
        ]

    def is_province(self, surface: str) -> bool:
        """Whether a name is that of a part of a state, which may hold the name of another one."""
        return key(surface) in self._provinces and starts_with_capital(bare(surface))

    def meant_in(self, text: str) -> dict[str, str]:
        """The names of states (their keys) that mean a place in another state in a text, and that state's id.

        >>> from claimgraph.loaders.gazetteer import Gazetteer
        >>> Gazetteer.load().places.meant_in("Police in Atlanta, Georgia, said so.")
        {'georgia': 'state:US'}
        """
        return {
            name: state for name, state, told, unless in self._signs if told.search(text) and not unless.search(text)
        }

    def state(self, surface: str) -> str | None:
        """The id of the state in which the place of this name lies; None where no place bears it. A name in capitals
        only is rather somebody's initials.

        Raises:
            LoadError: the file is malformed.
        """
        name = bare(surface)
        if self.is_province(name):
            return self._provinces[key(name)]
        found = None if name.isupper() or not starts_with_capital(name) else self._index.get(key(name))
        return None if found is None else found[0]

    def is_city(self, surface: str) -> bool:
        """Whether the place of a name is large enough to be known everywhere."""
        found = self._index.get(key(surface))
        return self.is_province(surface) or (found is not None and found[1])

    @cached_property
    def _index(self) -> dict[str, tuple[str, bool]]:
        return {
            key(place): told
            for row in self._rows()
            for column in PLACE_COLUMNS[1:]
            for told in [(f"state:{row['state']}", column == "cities")]
            for place in row.list(column)
        }


def _any_of(words: Iterable[str]) -> re.Pattern[str]:
    """Finds one of some words where they stand as words."""
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, words))})(?!\w)")

"""Armed groups, agencies, international bodies, think tanks and outlets by their names. Source: `groups.tsv`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from claimgraph.loaders.states import States
from claimgraph.loaders.surfaces import ARABIC_ARTICLE, is_written_like, key, slug
from claimgraph.loaders.tables import Row

GROUP_COLUMNS = ("name", "aliases", "kind", "country", "speaks_for")


class GroupKind(StrEnum):
    """What a group is."""

    ARMED_GROUP = "armed-group"
    AGENCY = "agency"
    BODY = "body"
    THINK_TANK = "think-tank"
    OUTLET = "outlet"


@dataclass(frozen=True, slots=True)
class Group:
    """A known organization; `country` and `speaks_for` are ids of states."""

    id: str
    name: str
    aliases: tuple[str, ...]
    kind: GroupKind
    country: str | None
    speaks_for: str | None

    @property
    def relays(self) -> bool:
        """Whether it mostly passes on what others say (outlets and news agencies)."""
        return self.kind is GroupKind.OUTLET


class Groups:
    """The index of groups. Lookups never raise."""

    def __init__(self, rows: Iterable[Row], states: States) -> None:
        """Build the index.

        Raises:
            LoadError: a name stands twice or is a state's, or a code is no state's.
        """
        self._known: dict[str, tuple[str, Group]] = {}
        self._all: list[Group] = []
        for row in rows:
            self._add(row, states)

    def __iter__(self) -> Iterator[Group]:
        return iter(self._all)

    def find(self, surface: str) -> Group | None:
        """The group that a surface names, or None; an Arabic article before the name may be small ("al-Shabaab")."""
        known, group = self._known.get(key(surface), ("", None))
        if group is None:
            return None
        written = surface[:1].upper() + surface[1:] if ARABIC_ARTICLE.match(surface) else surface
        return group if is_written_like(known, written) else None

    def _add(self, row: Row, states: States) -> None:
        kind = GroupKind(row.one_of("kind", GroupKind))
        country, speaks_for = _state(row, "country", states), _state(row, "speaks_for", states)
        group = Group(f"organization:{slug(row['name'])}", row["name"], row.list("aliases"), kind, country, speaks_for)
        self._all.append(group)
        for surface in (group.name, *group.aliases):
            word = key(surface)
            earlier = self._known.get(word)
            if states.has(surface) or (earlier and earlier[1] is not group):
                raise row.error(f"{surface!r} names something else already")
            self._known.setdefault(word, (surface, group))


def _state(row: Row, column: str, states: States) -> str | None:
    identity = f"state:{row[column]}" if row[column] else None
    if identity and states.get(identity) is None:
        raise row.error(f"{column} is {row[column]!r}, which is no state's code")
    return identity

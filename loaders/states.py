"""States by any name that a news text gives them: "PRC", "Chinese", "Beijing", "the Kremlin", "Chinia".

Sources of a match are the files `states.tsv`, `ambiguous.tsv` and `lookalikes.tsv`.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from claimgraph.graph.errors import LoadError
from claimgraph.loaders.surfaces import REMEMBERED, bare, is_written_like, key, starts_with_capital
from claimgraph.loaders.tables import Row

STATE_COLUMNS = ("code", "name", "aliases", "adjectives", "people", "capitals", "seats", "described")
AMBIGUOUS_COLUMNS = ("surface", "state", "also")
LOOKALIKE_COLUMNS = ("surface", "means")

_SHORTEST_NAME_READ_WITH_TYPO = 5
_SHORTEST_NAME_READ_WITH_ANY_TYPO = 6
_SHORTEST_ADJECTIVE_READ_WITH_TYPO = 8


class How(StrEnum):
    """By which kind of word a state was named; the first that fits in this order."""

    NAME = "name"
    ALIAS = "alias"
    DEMONYM = "demonym"
    CAPITAL = "capital"
    SEAT = "seat"
    GOVERNMENT = "government"
    COMPOUND = "compound"


@dataclass(frozen=True, slots=True)
class State:
    """A state; `id` is `state:CODE` and `name` what English-language news calls it."""

    id: str
    name: str
    aliases: tuple[str, ...]
    adjectives: tuple[str, ...]
    people: tuple[str, ...]
    capitals: tuple[str, ...]
    seats: tuple[str, ...]
    described: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class StateMatch:
    """What a surface was read as.

    Parameters:
        how: the kind of word; GOVERNMENT is "the Chinese government", COMPOUND is "Chinese-made".
        doubtful: the surface was read in spite of a typing error.
        also: what else the surface may mean, empty where nothing is known.
    """

    entry: State
    how: How
    doubtful: bool = False
    also: str = ""


@dataclass(frozen=True, slots=True)
class _Known:
    surface: str
    match: StateMatch


class States:
    """The index of all states. Lookups never raise."""

    def __init__(
        self,
        rows: Iterable[Row],
        ambiguous: Iterable[Row],
        lookalikes: Iterable[Row],
        governments: frozenset[str],
        compounds: frozenset[str],
    ) -> None:
        """Build the index.

        Raises:
            LoadError: a code or a surface stands twice without a row in `ambiguous.tsv`, or a code there is unknown.
        """
        self._by_id: dict[str, State] = {}
        self._known: dict[str, _Known] = {}
        self._described: defaultdict[str, list[State]] = defaultdict(list)
        self._mistakable: list[tuple[str, _Known]] = []
        self._by_shortened: defaultdict[str, list[int]] = defaultdict(list)
        self._lookalikes = frozenset(key(row["surface"]) for row in lookalikes)
        self._governments = governments
        self._compounds = compounds
        notes = {key(row["surface"]): row for row in ambiguous}
        for row in rows:
            self._add(row, notes)
        for row in notes.values():
            if f"state:{row['state']}" not in self._by_id:
                raise row.error(f"no state has the code {row['state']}")
        self._index_for_typos()
        self._remembered = lru_cache(REMEMBERED)(self._find)

    def __iter__(self) -> Iterator[State]:
        return iter(self._by_id.values())

    def get(self, identity: str) -> State | None:
        """The state with this id."""
        return self._by_id.get(identity)

    def has(self, surface: str) -> bool:
        """Whether a surface is one of those that name a state, whatever its capitals."""
        return key(surface) in self._known

    def find(self, surface: str) -> StateMatch | None:
        """The state that a surface names, or None."""
        return self._remembered(surface)

    def _find(self, surface: str) -> StateMatch | None:
        return self.exact(surface) or self._government(surface) or self._compound(surface) or self._with_typo(surface)

    def is_origin(self, surface: str) -> bool:
        """Whether words before a noun say which state it is of: "Chinese", "China's", "U.S.", "German-made"."""
        match = self.exact(surface) or self._compound(surface)
        stands_for_government = match is not None and match.how in (How.CAPITAL, How.SEAT)
        return match is not None and (not stands_for_government or bare(surface) != surface)

    def described(self, surface: str) -> tuple[State, ...]:
        """The states that an article may mean by "the North" or "the kingdom" once it has named them."""
        return tuple(self._described.get(key(surface), ()))

    def exact(self, surface: str) -> StateMatch | None:
        """The state that has exactly this surface: no typing error, no government, no compound."""
        known = self._known.get(key(surface))
        return known.match if known and is_written_like(known.surface, surface) else None

    def _government(self, surface: str) -> StateMatch | None:
        words = bare(surface).split()
        if len(words) < 2:
            return None
        if key(words[-1]) in self._governments:
            named = self.exact(" ".join(words[:-1]))
        elif key(words[0]) in self._governments and words[1].lower() == "of":
            named = self.exact(" ".join(words[2:]))
        else:
            named = None
        return StateMatch(named.entry, How.GOVERNMENT) if named else None

    def _compound(self, surface: str) -> StateMatch | None:
        first, hyphen, last = bare(surface).rpartition("-")
        named = self.exact(first) if hyphen and key(last) in self._compounds else None
        return StateMatch(named.entry, How.COMPOUND, also=named.also) if named else None

    def _with_typo(self, surface: str) -> StateMatch | None:
        word = key(surface)
        if not starts_with_capital(bare(surface)) or word in self._lookalikes:
            return None
        if len(word) > self._longest_mistakable:
            return None
        places = {place for form in _shortened(word) for place in self._by_shortened.get(form, ())}
        mistaken = (self._mistakable[place] for place in sorted(places))
        near = [known.match for name, known in mistaken if is_typo_of(word, name)]
        if len({match.entry.id for match in near}) != 1:
            return None
        return StateMatch(near[0].entry, near[0].how, doubtful=True, also=near[0].also)

    def _add(self, row: Row, notes: dict[str, Row]) -> None:
        state = State(
            f"state:{row['code']}",
            row["name"],
            row.list("aliases"),
            row.list("adjectives"),
            row.list("people"),
            row.list("capitals"),
            row.list("seats"),
            row.list("described"),
        )
        if state.id in self._by_id:
            raise row.error(f"the code {row['code']} stands twice")
        self._by_id[state.id] = state
        for surface, how in _surfaces(state):
            self._add_surface(row, state, surface, how, notes)
        for surface in state.described:
            self._described[key(surface)].append(state)

    def _add_surface(self, row: Row, state: State, surface: str, how: How, notes: dict[str, Row]) -> None:
        word = key(surface)
        note = notes.get(word)
        if note and note["state"] != row["code"]:
            return
        earlier = self._known.get(word)
        if earlier and earlier.match.entry is not state:
            raise _shared(row, surface, earlier.match.entry)
        if earlier is None:
            self._known[word] = _Known(surface, StateMatch(state, how, also=note["also"] if note else ""))

    def _index_for_typos(self) -> None:
        shortest = {How.NAME: _SHORTEST_NAME_READ_WITH_TYPO, How.DEMONYM: _SHORTEST_ADJECTIVE_READ_WITH_TYPO}
        for word, known in self._known.items():
            if len(word) >= shortest.get(known.match.how, len(word) + 1):
                for form in _shortened(word):
                    self._by_shortened[form].append(len(self._mistakable))
                self._mistakable.append((word, known))
        self._longest_mistakable = 1 + max((len(word) for word, _ in self._mistakable), default=0)


def _shortened(word: str) -> set[str]:
    """A word, and what is left of it without any one letter after its first. Two words that one typing error makes of
    each other have one of these in common (W. Garbe's symmetric deletes), so that few are compared letter by letter."""
    return {word, *(word[:at] + word[at + 1 :] for at in range(1, len(word)))}


def is_typo_of(word: str, name: str) -> bool:
    """Whether a word is a name with one letter too many, two letters swapped, one left out or one replaced.

    The first letter must be right. In names of five letters only the first two kinds count, since the others
    make other words too often. Both are keys (see `surfaces.key`). The measure is the restricted edit distance
    of Damerau (Communications of the ACM 7(3), 1964) with the limit 1.
    """
    if word == name or word[:1] != name[:1] or abs(len(word) - len(name)) > 1:
        return False
    start = next((at for at, (left, right) in enumerate(zip(word, name, strict=False)) if left != right), len(name))
    rest, wanted = word[start:], name[start:]
    inserted = rest[1:] == wanted
    swapped = rest[:2] == wanted[:2][::-1] and rest[2:] == wanted[2:]
    lost = len(name) >= _SHORTEST_NAME_READ_WITH_ANY_TYPO and (rest == wanted[1:] or rest[1:] == wanted[1:])
    return inserted or swapped or lost


def _surfaces(state: State) -> Iterator[tuple[str, How]]:
    yield state.name, How.NAME
    for surfaces, how in (
        (state.aliases, How.ALIAS),
        (state.adjectives + state.people, How.DEMONYM),
        (state.capitals, How.CAPITAL),
        (state.seats, How.SEAT),
    ):
        for surface in surfaces:
            yield surface, how


def _shared(row: Row, surface: str, other: State) -> LoadError:
    return row.error(f"{surface!r} names {other.name} too; give it a row in ambiguous.tsv")

"""The entities of one article, declared as they turn up: states, goods with their kinds, groups, names."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace
from typing import Final

from claimgraph.graph.model import Claim, Entity, EntityType
from claimgraph.loaders.extract.seats import Seat, SeatsByName
from claimgraph.loaders.extract.segment import readable
from claimgraph.loaders.extract.states import mentioned_states
from claimgraph.loaders.gazetteer import Gazetteer
from claimgraph.loaders.groups import Group
from claimgraph.loaders.states import How, State, StateMatch
from claimgraph.loaders.surfaces import bare, key, slug
from claimgraph.loaders.words import WordClass

_SHORT_FORM: Final = 4
"""Legal forms of no more letters, and those before the name, are no part of the name that is shown."""
_BROKEN: Final = re.compile(r"(?<=[^\W\d_])- (?!(?:and|or|nor|to|but|as)\b)(?=\w)")
_DESCRIBING: Final = re.compile(r"[A-Z]\S*(?:ed|ing|ous|ish|-[a-z]+) (?=[A-Z])")
"""An adjective that begins a sentence: "Landlocked Mali", "Oil-rich Libya"."""

_NO_STATE_S = re.compile(
    r"\b(?:rebels?|insurgents?|militants?|guerrillas?|separatists?|opposition|terrorists?|jihadists?|gangs?|cartels?"
    r"|hospitals?|clinics?|schools?|universit(?:y|ies)|stadiums?|leagues?|society|societies)\b",
    re.IGNORECASE,
)
"""Words in the names of bodies that are no state's own, whatever state they are called by."""

_OF_THE_STATE = re.compile(
    r"\b(?:ministry|department|treasury|army|navy|air force|armed forces|military|customs|police|intelligence|embassy"
    r"|mission|government|prosecutor'?s? office|parliament)\b",
    re.IGNORECASE,
)
"""Words in the names of bodies whose people speak for the state, too."""


class EntityTable:
    """What an article has named so far, by id.

    Parameters:
        seats: where the text says that firms are based.
        meant: names of states (their keys) that mean a place in another one here, and that one's id.

    `guessed` holds those whose state is not told but inferred: from the dateline, or since no other one is named.
    """

    def __init__(
        self, gazetteer: Gazetteer, seats: Iterable[Seat] = (), meant: Mapping[str, str] | None = None
    ) -> None:
        self._gazetteer, self._seats, self._meant = gazetteer, tuple(seats), meant or {}
        self._states: dict[str, StateMatch | None] = {}
        self.entities: dict[str, Entity] = {}
        self.guessed: set[str] = set()
        self.know_firms(())

    def know_firms(self, named: Collection[str]) -> None:
        """Take the names of firms as they stand in the text: what stands without a legal form tells which ones are."""
        self._firms_named = named
        self._seats_by_name = SeatsByName(self._seats, self._bare_firm)

    def _bare_firm(self, name: str) -> str:
        return self._gazetteer.firms.strip(name, self._firms_named)

    def note(self, entity: Entity) -> str:
        """Declare an entity; what is known already stays."""
        self.entities.setdefault(entity.id, entity)
        return entity.id

    def state(self, surface: str) -> StateMatch | None:
        """What a capitalised surface says about a state, or None."""
        if surface not in self._states:
            may_be_one = surface[:1].isupper() or surface[:4] in ("the ", "The ")
            self._states[surface] = self._match(surface) if may_be_one else None
        return self._states[surface]

    def _match(self, surface: str) -> StateMatch | None:
        meant = self._gazetteer.states.get(self._meant.get(key(surface), "")) if self._meant else None
        return StateMatch(meant, How.CAPITAL) if meant is not None else self._gazetteer.state(surface)

    def whole(self, surface: str) -> bool | None:
        """Whether a name of several words names a state (True) or a part of one (False), so that none of its words
        names another one there; None where it is neither."""
        if self.state(surface) is not None:
            return True
        return False if self._gazetteer.places.is_province(surface) or self._gazetteer.is_region(surface) else None

    def plain(self, words: str) -> str:
        """Words without the adjective that stands before a state's name: "Mali" of "Landlocked Mali"."""
        described = _DESCRIBING.match(words) if " " in words else None
        rest = words[described.end() :] if described else ""
        return rest if rest and self.state(words) is None and self.state(rest) is not None else words

    def declare_state(self, surface: str) -> str | None:
        """The state that a surface names, declared as an entity of the article."""
        match = self.state(surface)
        return self.match(match, surface) if match else None

    def declare_states(self, text: str) -> None:
        """All states that a text names, parsed or not, declared as entities of the article."""
        for surface in mentioned_states(readable(text), self.whole):
            self.declare_state(surface)

    def match(self, match: StateMatch, surface: str) -> str:
        """The state of a match, declared; the surface becomes one of its aliases."""
        entry = match.entry
        known = self.entities.get(entry.id)
        known = known if known and known.named else None
        alias = bare(surface)
        aliases = known.aliases if known else ()
        if known and not known.doubtful and (alias == entry.name or alias in aliases):
            return entry.id
        if alias != entry.name and alias not in aliases:
            aliases = (*aliases, alias)
        doubtful = match.doubtful if known is None else known.doubtful and match.doubtful
        self.entities[entry.id] = Entity(entry.id, EntityType.STATE, entry.name, aliases, doubtful=doubtful)
        return entry.id

    def known(self, words: str, *, as_body: bool = False) -> str | None:
        """The state or the well-known group that words name, declared.

        Parameters:
            as_body: whether they name a body of a state that acts for itself, so that no state is meant.
        """
        state = None if as_body else self.declare_state(self.plain(words))
        if state is not None:
            return state
        name = bare(words)
        group = self._gazetteer.group(name)
        return self.group(group, name) if group is not None else None

    def place(self, surface: str) -> str | None:
        """The state in which the place of a name lies, declared; the name becomes one of its aliases. A town's name may
        be anybody's where the article does not name its state."""
        places = self._gazetteer.places
        entry = self._gazetteer.states.get(places.state(surface) or "")
        if entry is not None and entry.id not in self.entities and not places.is_city(surface):
            return None
        return self.match(StateMatch(entry, How.CAPITAL), surface) if entry is not None else None

    def region(self, surface: str) -> str | None:
        """The area of many states that a surface names and that may be a party, declared like a state; else None."""
        name = self._gazetteer.regions.party(surface)
        return self.note(Entity(f"state:{slug(name)}", EntityType.STATE, name)) if name is not None else None

    def _state_of_place(self, name: str) -> State | None:
        match = self.state(name)
        return match.entry if match else self._gazetteer.states.get(self._gazetteer.places.state(name) or "")

    def dateline_state(self, dateline: str) -> str | None:
        """The one state in which the places of a dateline lie ("SARH, Chad, March 3 (Wire)"), not declared; None for
        several and for none."""
        places = [part.strip().title() for part in re.split(r"[,/]", dateline.partition("(")[0])]
        found = {state.id for place in places if (state := self._state_of_place(place)) is not None}
        return next(iter(found)) if len(found) == 1 else None

    def only_state(self) -> str | None:
        """The one state that the article names; None where it names several or none."""
        named = [one.id for one in self.entities.values() if one.type is EntityType.STATE and one.named]
        return named[0] if len(named) == 1 else None

    def declare(self, state: str) -> str:
        """The state of an id, declared as an entity of the article by its own name."""
        entry = self._gazetteer.states.get(state)
        return self.match(StateMatch(entry, How.NAME), entry.name) if entry is not None else state

    def group(self, group: Group, surface: str) -> str:
        """A known group, declared together with the state that it belongs to; where an outlet sits says nothing."""
        country = None if group.relays else group.country
        for link in (country, group.speaks_for):
            if link and (state := self._gazetteer.states.get(link)):
                self.note(Entity(state.id, EntityType.STATE, state.name, named=False))
        aliases = () if surface == group.name else (surface,)
        return self.note(
            Entity(
                group.id,
                EntityType.ORGANIZATION,
                group.name,
                aliases,
                country=country,
                speaks_for=group.speaks_for,
            )
        )

    def named(self, full: str, name: str, kind: EntityType) -> str:
        """The entity of a name, declared; the form that the text uses becomes one of its aliases."""
        full, name = unbroken(full), unbroken(name)
        if kind is EntityType.FIRM:
            bare_name = self._bare_firm(full) or full
            forms = full.replace(bare_name, " ", 1).split()
            before = not full.startswith(bare_name)
            shown = bare_name if before or all(len(word) <= _SHORT_FORM for word in forms) else full
            identity = f"firm:{slug(bare_name)}"
        else:
            shown, identity = full, f"{kind.lower()}:{slug(full)}"
        known = self.entities.get(identity) or Entity(identity, kind, shown)
        if self._seats and known.country is None and self.is_seated(kind, full):
            known = replace(known, country=self._seat(full, name, self._bare_firm(full)))
        aliases = known.aliases
        for alias in (full, name):
            if alias != shown and alias not in aliases and not (kind is EntityType.FIRM and self._is_any_firms(alias)):
                aliases = (*aliases, alias)
        self.entities[identity] = known if aliases == known.aliases else replace(known, aliases=aliases)
        return identity

    def is_seated(self, kind: EntityType, name: str) -> bool:
        """Whether the state in which somebody has a seat is his own: a firm's, not that of "Geneva-based WTO"."""
        return kind is EntityType.FIRM or (
            kind is EntityType.ORGANIZATION and not self._gazetteer.is_organization_like(name)
        )

    def seat_at(self, start: int, name: str) -> str | None:
        """The state in which the text says right beside a name that its bearer is based, declared.

        Parameters:
            start: the offset at which the name begins.
        """
        for seat in self._seats:
            if seat.start <= start <= seat.start + len(seat.words) and seat.is_of(name):
                found = self.state_of_seat(seat)
                if found is not None:
                    return found
        return None

    def is_told_to_be_based(self, name: str) -> bool:
        """Whether the text tells where the bearer of a name of one word is based: "Acme of Santiago"."""
        return any(seat.words == name for seat in self._seats)

    def _seat(self, *names: str) -> str | None:
        """The state in which the text says that whoever bears one of some names is based, declared."""
        for seat in self._seats_by_name.of(names):
            found = self.state_of_seat(seat)
            if found is not None:
                return found
        return None

    def state_of_seat(self, seat: Seat) -> str | None:
        """The state that the place of a seat is or in which it lies."""
        words = seat.place.rstrip(".").split()
        for size in range(len(words), 0, -1):
            surface = " ".join(words[:size])
            name = surface.removesuffix("'s").removesuffix("’s")
            if seat.is_nation is False and name != surface:
                continue
            if (match := self.state(name)) is not None and not match.doubtful:
                if seat.is_nation is False and match.how is How.DEMONYM:
                    return None
                return self.match(match, name)
            if (found := self.place(name)) is not None:
                return found
        return self.declare_state(seat.beyond) if seat.beyond else None

    def _is_any_firms(self, word: str) -> bool:
        """Whether a lone word ends the names of many firms: "Technology" of "iRay Technology"."""
        return " " not in word and self._gazetteer.words.ends_in(word, WordClass.FIRM_HEAD)

    def good(self, name: str) -> str:
        """The good of a name, declared together with all goods that it is a kind of."""
        match = self._gazetteer.good(unbroken(name))
        for kind in match.ancestors:
            if kind.id in self.entities:
                continue
            parents = tuple(f"good:{slug(parent)}" for parent in kind.kinds)
            self.note(Entity(kind.id, EntityType.GOOD, kind.name, kinds=parents, named=False))
        kinds = tuple(kind.id for kind in match.kinds)
        known = self.entities.get(match.id)
        if known is None or not known.named:
            self.entities[match.id] = Entity(match.id, EntityType.GOOD, match.name, kinds=kinds)
        elif match.name not in (known.name, *known.aliases):
            self.entities[match.id] = replace(known, aliases=(*known.aliases, match.name))
        return match.id

    def is_outlet(self, entity: str) -> bool:
        """Whether it is known to pass on what others say: a newspaper or an agency, which is no party to anything."""
        group = self._gazetteer.group(self.entities[entity].name)
        return group is not None and group.relays

    def side(self, party: str) -> frozenset[str]:
        """A party to a claim; with a state's own body, that state."""
        state = self._state_of(self.entities[party])
        return frozenset((party, state) if state else (party,))

    def sides(self, claim: Claim) -> frozenset[str]:
        """The parties to a claim; with a state's own body, that state."""
        return self.side(claim.supplier) | self.side(claim.recipient)

    def homes(self, claim: Claim) -> frozenset[str]:
        """The states to which the parties to a claim belong, whether they stand for them or not."""
        countries = (self.entities[part].country for part in (claim.supplier, claim.recipient))
        return frozenset(country for country in countries if country)

    def _state_of(self, entity: Entity) -> str | None:
        """The state whose body an organization is: not of armed groups, institutes and outlets, which are only based
        there."""
        if entity.type is not EntityType.ORGANIZATION or _NO_STATE_S.search(entity.name):
            return None
        if self._gazetteer.group(entity.name):
            return entity.speaks_for
        is_body = entity.article is not None or self._gazetteer.is_organization_like(entity.name)
        return entity.country if is_body else None

    def with_principal(self, entity: Entity) -> Entity:
        """An entity; a body of a state (not an armed group or an institute that is only based there) speaks for it."""
        if entity.type is not EntityType.ORGANIZATION or entity.speaks_for or not entity.country:
            return entity
        is_its_own = self._gazetteer.group(entity.name) is None and not _NO_STATE_S.search(entity.name)
        speaks = is_its_own and self._gazetteer.is_state_body(entity.name)
        return replace(entity, speaks_for=entity.country) if speaks else entity

    def is_firm(self, entity: str) -> bool:
        """Whether somebody is a firm."""
        return self.entities[entity].type is EntityType.FIRM

    def covers(self, denied: str | None, good: str) -> bool:
        """Whether a denied good is the one of a claim, names a whole kind that it belongs to, or is just anything."""
        return denied in (None, "", *with_kinds([good], self.entities))

    def stands_for(self, entity: str) -> frozenset[str]:
        """The entity and those it speaks for or belongs to when it speaks for them: his ministry, its state."""
        found = self.entities[entity]
        employer = self.entities.get(found.speaks_for or "")
        state = self._state_of(employer) if employer and _OF_THE_STATE.search(employer.name) else None
        return frozenset(link for link in (entity, found.speaks_for, state, self._state_of(found)) if link)

    def is_told(self, speaker: str) -> bool:
        """Whether the text itself says for whom somebody stands."""
        return self.guessed.isdisjoint((speaker, self.entities[speaker].speaks_for))


def unbroken(name: str) -> str:
    """A name without the space that is left where a line ended in a hyphen.

    >>> unbroken("long- range drones"), unbroken("short- and medium-range rockets")
    ('long-range drones', 'short- and medium-range rockets')
    """
    return _BROKEN.sub("-", name)


def with_kinds(goods: Iterable[str], entities: Mapping[str, Entity]) -> set[str]:
    """The ids of some goods and of all that they are kinds of, directly or not."""
    found, pending = set[str](), list(goods)
    while pending:
        good = pending.pop()
        if good not in found:
            found.add(good)
            pending += entities[good].kinds
    return found

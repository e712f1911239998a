"""To whom the bearers of names belong, by the words beside their names: for whom a person speaks, in which state a firm
or a body is at home, and by which common nouns the article calls them."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from claimgraph.graph.model import Entity, EntityType
from claimgraph.graph.namesakes import namesake_id
from claimgraph.loaders.extract.lexicon import Lexicon
from claimgraph.loaders.extract.seats import seats_told_later
from claimgraph.loaders.extract.stages.names import Name, Names
from claimgraph.loaders.gazetteer import Gazetteer
from claimgraph.loaders.states import How
from claimgraph.loaders.surfaces import bare

_NEAR: Final = 90
"""Characters beside a name that may tell to whom its bearer belongs."""
_CALLED_BEHIND: Final = re.compile(r"^,\s(?:an?|the|one of)\s((?:[\w'’-]+\s?){1,7})")
_STATE_BEHIND: Final = re.compile(r"^,\s(?:an?|the)\s([\w'’-]+(?:\s[\w'’-]+)?)")
_PLACED_BEHIND: Final = re.compile(r"^,\s(?:an?|the)\s(?:[\w-]+\s){1,4}(?:in|from)\s(?:the\s)?$")
_STATE_BEFORE: Final = re.compile(r"(?:['’]s?)?\s(?:[a-z-]+\s){0,5}")
_SAME_NAME: Final = re.compile(r"\s(?:(?:of|by|with|bearing) (?:the|that) same name|also (?:called|named)),?(?=\s$)")
"""What tells between a noun and a name that another one bears it, too: "a Kenyan firm of the same name, Acme"."""
_POSSESSIVE: Final = re.compile(r"['’]s?")
_BEFORE_OTHERS: Final = frozenset("to from of in at by for with on into and or via through that which who".split())
"""Words that do not stand between a state and the name of what belongs to it."""
_AFTER_HEAD: Final = re.compile(r"\s(?:of|in|at|from|near|on|for|with|that|which|who|based|run|owned|led|to)\s")
_TITLED: Final = re.compile(r"(?:['’]s?)?\s(?:[\w-]+\s){1,6}|(?:['’]s?)?\s(?:[\w-]+\s){0,5}[\w-]+,\s")
"""What stands between an employer and a person: "Acme chief executive Ada Lund", "Acme's chief executive, Ada Lund"."""
_SERVES: Final = re.compile(
    r"^,\s(?:the\s|an?\s)?(?:[\w-]+\s){0,5}?(?:of|for|at|from)\s(?:the\s)?(?:[a-z-]+\s){0,3}$"
    r"|^\s(?:of|for|from|at)\s(?:the\s)?$"
)
"""What stands between a person and an employer: "Ada Lund, a spokeswoman for Acme"."""
_SERVED_BEFORE: Final = re.compile(r"\b(?:of|for|at|from)\s(?:the\s)?$")
"""What stands before an employer behind whom a person is named: "a spokeswoman for Acme, Ada Lund"."""
_BESIDE: Final = re.compile(r",\s(?:the\s|an?\s)?")
_OWN_OFFICE: Final = re.compile(r"\b(?:[Ii]ts|[Tt]heir|the (?:company|firm|group)['’]s)\s(?:[\w-]+\s){0,4}[\w-]+,?\s$")
_FOR_FIRM: Final = re.compile(
    r"^,\s(?:an?|the)\s(?:[\w-]+\s){0,4}(?:for|of|at)\sthe\s(?:company|firm|group|agency|institute|ministry)\b"
)
_EMPLOYERS: Final = frozenset({EntityType.FIRM, EntityType.ORGANIZATION})
_SENTENCE: Final = 200
"""Characters before a name in which its sentence begins."""
_LONG_SENTENCE: Final = 600
"""Characters before an offset in which the sentence that ends there begins."""
_ENDS: Final = re.compile(r"[.!?][\"”’]?\s+|\n")
_TWO: Final = 2
_REACH: Final = 2
"""Names before and behind that are looked at."""


class Affiliations:
    """Notes the affiliations of all names of one article in its entities."""

    def __init__(self, text: str, names: Names, gazetteer: Gazetteer, lexicon: Lexicon) -> None:
        self._text, self._names, self._entities = text, names, names.table.entities
        self._gazetteer, self._lexicon = gazetteer, lexicon

    def note(self) -> None:
        """Note for whom persons speak, where firms and bodies are at home, and what the article calls each of them."""
        for place, name in enumerate(self._names.found):
            entity = self._entities[name.entity]
            if entity.type in (EntityType.STATE, EntityType.GOOD):
                continue
            for noun in self._nouns_beside(name):
                self._names.call(entity.id, noun)
            if entity.type is EntityType.OFFICIAL:
                speaks_for = entity.speaks_for or self._employer(name, place) or self._employer_before(name)
                self._entities[entity.id] = replace(entity, speaks_for=speaks_for)
            elif self._gazetteer.group(entity.name) is None:
                self._entities[entity.id] = replace(entity, country=entity.country or self._home(name, place))

        self._note_later_homes()
        self._part_namesakes()

    def _note_later_homes(self) -> None:
        """Note where firms are at home of which a later sentence tells it without their names: "The company is based in
        Kenya" behind a sentence that names one firm."""
        for seat in seats_told_later(self._text, self._lexicon.is_firm_s):
            sentence = self._sentence_before(seat.start)
            inside = self._names.before(seat.start, since=sentence)
            meant = {name.entity for name in inside if self._may_have_seat(name.entity)}
            if len(meant) != 1:
                continue
            firm = self._entities[meant.pop()]
            if firm.country is None and (home := self._names.table.state_of_seat(seat)) is not None:
                self._entities[firm.id] = replace(firm, country=home)

    def _sentence_before(self, start: int) -> int:
        """Where the sentence begins that ends at an offset."""
        text = self._text[:start].rstrip()
        ends = [match.end() for match in _ENDS.finditer(text, max(0, start - _LONG_SENTENCE))]
        return ends[-1] if ends else max(0, start - _LONG_SENTENCE)

    def _may_have_seat(self, entity: str) -> bool:
        found = self._entities[entity]
        return self._names.table.is_seated(found.type, found.name) and not self._names.table.is_outlet(entity)

    def _part_namesakes(self) -> None:
        """Keep firms of one name apart that the article says to be at home in different states: "Acme of Chile" and
        "Acme of Kenya". A mention that tells no state goes with the one before it."""
        told: defaultdict[str, dict[int, str | None]] = defaultdict(dict)
        for place, name in enumerate(self._names.found):
            if self._may_have_seat(name.entity):
                surface = self._names.clean(self._text[name.start : name.end])[0]
                told[name.entity][place] = self._names.table.seat_at(name.start, surface) or self._home(name, place)
        for id, homes in told.items():
            states = list(dict.fromkeys(home for home in homes.values() if home is not None))
            if len(states) < _TWO:
                continue
            firm, meant = replace(self._entities[id], country=states[0]), states[0]
            self._entities[id] = firm
            for place, home in homes.items():
                meant = home or meant
                if meant != states[0]:
                    self._names.tell_apart(place, self._namesake(firm, meant))

    def _namesake(self, firm: Entity, state: str) -> str:
        """The firm of the same name that is at home in another state, declared."""
        name = f"{firm.name} ({self._entities[state].name})"
        other = Entity(namesake_id(firm.id, state), firm.type, name, (firm.name,), country=state)
        return self._names.table.note(other)

    def _beside(self, name: Name) -> tuple[str, str]:
        """The text of the same paragraph before and behind a name, as far as it may belong to it."""
        before = self._text[max(0, name.start - _NEAR) : name.start]
        behind = self._text[name.end : name.end + _NEAR]
        return before.rsplit("\n", 1)[-1], behind.split("\n", 1)[0]

    def _nouns_beside(self, name: Name) -> Iterator[str]:
        """The common nouns right beside a name that say what its bearer is: "the refiner Petrothrace", "Altai Motors, a
        Swiss trading house"."""
        before, behind = self._beside(name)
        last = (before.split() or [""])[-1]
        if last.islower() and last in self._lexicon.descriptions:
            yield last
        if (match := _CALLED_BEHIND.match(behind)) is not None and (noun := self._noun(match[1])) is not None:
            yield noun

    def _noun(self, phrase: str) -> str | None:
        """The noun that a description is about, in the singular, where it is one for parties or speakers."""
        for word in reversed(_AFTER_HEAD.split(f"{phrase} ")[0].split()):
            for form in (word, self._gazetteer.nouns.singular(word)):
                if form in self._lexicon.descriptions:
                    return form
            if word.islower():
                return None
        return None

    def _home(self, name: Name, place: int) -> str | None:
        """The state where a firm or a body is at home, as the words beside its name say it: "Russian oil company
        Rosneft", "Acme of Chile", "Rosneft, the Russian oil company", "Royal Norland Navy"."""
        for other in self._neighbours(place, 1):
            between = self._text[name.end : other.start]
            if self._is_place(other) and (between in (" of ", " of the ") or _PLACED_BEHIND.match(between)):
                return other.entity
        before = next(self._neighbours(place, -1), None)
        if before is not None and self._is_state(before) and self._is_placed_by(before, name):
            return before.entity
        match = _STATE_BEHIND.match(self._beside(name)[1])
        if match is not None and (found := self._names.state_in(match[1])) is not None:
            return found
        is_body = self._entities[name.entity].type is EntityType.ORGANIZATION
        return self._names.state_in(self._text[name.start : name.end]) if is_body else None

    def _is_place(self, name: Name) -> bool:
        """Whether a name is a state's, no adjective: "Acme of Kenya", not "the purchase by Acme of Kenyan wheat"."""
        match = self._gazetteer.states.exact(self._text[name.start : name.end]) if self._is_state(name) else None
        return self._is_state(name) and (match is None or match.how is not How.DEMONYM)

    def _is_placed_by(self, state: Name, name: Name) -> bool:
        """Whether a state before a name tells where its bearer is at home: "Russian oil company Rosneft", not "Iran
        bought rifles from Acme", "Iran armed Acme"."""
        between = _SAME_NAME.sub("", self._text[state.end : name.start])
        if _STATE_BEFORE.fullmatch(between) is None:
            return False
        surface, words = self._text[state.start : state.end], between.split()
        words = [word for word in words if not _POSSESSIVE.fullmatch(word)]
        if not _BEFORE_OTHERS.isdisjoint(words):
            return False
        match = self._gazetteer.states.exact(surface)
        is_name = match is not None and match.how is not How.DEMONYM and bare(surface) == surface
        owning = _POSSESSIVE.match(self._text, state.end, name.start) is not None
        if not is_name or owning or not words:
            return True
        return self._noun(" ".join(words)) is not None

    def _is_state(self, name: Name) -> bool:
        return self._entities[name.entity].type is EntityType.STATE

    def _neighbours(self, place: int, step: int) -> Iterator[Name]:
        """The names right before a place, or right behind it."""
        found = self._names.found
        for at in range(place + step, place + (_REACH + 1) * step, step):
            if 0 <= at < len(found):
                yield found[at]

    def _employer(self, name: Name, place: int) -> str | None:
        """For whom a person speaks, as the words beside the name say it."""
        for other in self._neighbours(place, -1):
            if self._entities[other.entity].type is EntityType.OFFICIAL:
                break
            between = self._text[other.end : name.start]
            before = self._text[max(0, other.start - _NEAR) : other.start].rsplit("\n", 1)[-1]
            titled = len(between) < _NEAR and _TITLED.fullmatch(between) is not None and self._has_office(between)
            served = between == ", " and _SERVED_BEFORE.search(before) is not None and self._has_office(before)
            if titled or served:
                return other.entity
        for other in self._neighbours(place, 1):
            if self._entities[other.entity].type is EntityType.OFFICIAL:
                break
            between = self._text[name.end : other.start]
            if len(between) >= _NEAR:
                break
            behind = self._text[other.end : other.end + _NEAR].split(",")[0]
            if _SERVES.match(between) or (_BESIDE.fullmatch(between) and self._has_office(behind)):
                return other.entity
        return None

    def _employer_before(self, name: Name) -> str | None:
        """For whom a person speaks whose office is told beside "its" or "the company": the last firm or body before."""
        before, behind = self._beside(name)
        owned = _OWN_OFFICE.search(before)
        served = _FOR_FIRM.match(behind)
        if not (owned and self._has_office(owned[0])) and not (served and self._has_office(served[0])):
            return None
        far = max(0, name.start - _SENTENCE)
        ends = [match.end() for match in _ENDS.finditer(self._text, far, name.start)]
        sentence, found = ends[-1] if ends else far, None
        for other in self._names.before(name.start):
            is_inside = other.start >= sentence
            if self._entities[other.entity].type in _EMPLOYERS and (is_inside or found is None):
                found = other.entity
            if found is not None and not is_inside:
                break
        return found

    def _has_office(self, words: str) -> bool:
        """Whether one of some words names an office: "spokeswoman", "minister"."""
        return any(self._lexicon.described(word.strip(",.").lower(), "official") for word in words.split())

"""The names of one article: full and short forms of each, the entities that bear them, and to whom these belong."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

from claimgraph.graph.model import EntityType
from claimgraph.loaders.extract.annotations import Mention, MentionType, Span
from claimgraph.loaders.extract.entities import EntityTable
from claimgraph.loaders.extract.lexicon import Lexicon
from claimgraph.loaders.extract.states import known_names
from claimgraph.loaders.extract.times import CALENDAR
from claimgraph.loaders.gazetteer import Gazetteer
from claimgraph.loaders.surfaces import bare

_ENTITY_TYPES: Final = {
    MentionType.FIRM: EntityType.FIRM,
    MentionType.ORGANIZATION: EntityType.ORGANIZATION,
    MentionType.ARMED_GROUP: EntityType.ORGANIZATION,
    MentionType.OFFICIAL: EntityType.OFFICIAL,
    MentionType.PERSON: EntityType.OFFICIAL,
}
NEVER_PARTIES: Final = frozenset({MentionType.VESSEL, MentionType.PRODUCT, MentionType.EVENT, MentionType.MONEY})
_PERSONS: Final = frozenset({MentionType.OFFICIAL, MentionType.PERSON})
PLACES: Final = frozenset({MentionType.PLACE, MentionType.FACILITY, MentionType.REGION})
_NEXT: Final = re.compile(
    r" ((?:(?:of|and|for|&|de|del|al|el|bin|von|van|du) )?[A-ZÀ-ÞĀ-Ž][\w.&/-]*\w|[0-9][\w.&/-]*\w|\([A-Z]+\))(?![\w$])"
)
"""The next word of a name; no "CAD" of "CAD$20m", nor "and 20" of "Acme and 20 rifles"."""
_PREVIOUS: Final = re.compile(r"([A-ZÀ-ÞĀ-Ž][\w.&/-]*\w) (?:(?:of|and|&|de|del|al) )?\Z")
_OPENING: Final = frozenset(
    "The In On At For From By But And As When While After Before It This That These Its Their Another An A".split()
)
"""Words that have a capital only where they begin a sentence."""
_BEGINS: Final = re.compile(r"(?:[.!?:\n]|[.!?]?[\"“‘'(])\s?$")
"""What stands before the first word of a sentence."""
POSSESSIVE: Final = re.compile(r"(?:['’]s|(?<=s)['’])$")
"""The possessive at the end of a name."""
_TICKER: Final = re.compile(r"\s?<[^<>]{0,12}>?$")
"""What agencies of the 1980s wrote behind a firm's name: "Acme Corp <ACM>"."""
_DETERMINER: Final = re.compile(r"^(?:(?:the|a|an|its|their|his|her|our)\s+)+", re.IGNORECASE)
_EDGES: Final = " ,;:\"“”'–—-<>[]()"
"""Characters that a name neither begins nor ends with."""
_BASED: Final = re.compile(
    r"^((?:[A-Z][\w.-]*\s){0,2}[A-Z][\w.]*)-(?:based|listed|owned|registered|backed|headquartered)\s+"
)
_PARTS: Final = re.compile(r" |[a-z]{3}-(?=[A-Z][a-z]{3})")
"""What parts a name of several words, or one of several capitals: "Orlik Avia", "Orlik-Avia"."""
_ACRONYM: Final = re.compile(r"[A-Z]{2,6}")
_LONGEST_STATE: Final = 5
"""Words in the name of a state."""
_LONGEST_WORD: Final = 40


@dataclass(frozen=True, slots=True)
class Name:
    """A name that stands in the text: the entity that bears it there."""

    start: int
    end: int
    entity: str
    type: MentionType


class Names:
    """Links the named mentions of an article to entities.

    Parameters:
        text: the article as it is read.
        mentions: its named mentions, in order.
        table: takes the entities.
    """

    def __init__(
        self,
        text: str,
        mentions: Sequence[Mention],
        table: EntityTable,
        gazetteer: Gazetteer,
        lexicon: Lexicon,
    ) -> None:
        self._text, self.table, self._gazetteer, self._lexicon = text, table, gazetteer, lexicon
        self.mentions = _widened(text, self._whole(mentions), lexicon)
        self._starts = [mention.start for mention in self.mentions]
        self._kinds: dict[str, dict[EntityType, float]] = defaultdict(lambda: defaultdict(float))
        self._forms = _Forms()
        self._called: dict[str, set[str]] = defaultdict(set)
        self._firms = {text[one.start : one.end] for one in self.mentions if one.type is MentionType.FIRM}
        table.know_firms(self._firms)
        for mention in self.mentions:
            if mention.type in _ENTITY_TYPES and is_name(text[mention.start : mention.end]):
                name, titles = self.clean(text[mention.start : mention.end], mention.type)
                kind = _ENTITY_TYPES[mention.type]
                before = text[max(0, mention.start - _LONGEST_WORD) : mention.start].split()[-1:]
                if kind is EntityType.OFFICIAL and not titles and self._is_rather_a_firm(name, " ".join(before)):
                    kind = EntityType.FIRM
                if name and not self._is_known(name):
                    if _PARTS.search(name):
                        self._forms.add(name)
                    weight = (1 + bool(titles)) * mention.score
                    self._kinds[name][kind] += weight
        self._apart: dict[int, str] = {}
        self.found: list[Name] = []
        for mention in self.mentions:
            if (entity := self._bearer(mention)) is not None:
                self.found.append(Name(mention.start, mention.end, entity, mention.type))
        self._found_at = [name.start for name in self.found]

    def clean(self, surface: str, type: MentionType | None = None) -> tuple[str, tuple[str, ...]]:
        """A name without determiners, possessive and titles, and the titles."""
        name = _plain(surface).strip(_EDGES)
        name = _BASED.sub("", name)
        if type in (None, MentionType.OFFICIAL, MentionType.PERSON):
            untitled, titles = self._gazetteer.strip_title(name)
            if titles and untitled:
                return untitled, titles
        return name, ()

    def over(self, span: Span) -> list[Mention]:
        """The named mentions that have a character in common with a span, in order."""
        place = max(0, bisect_left(self._starts, span.start) - 1)
        found = []
        for mention in self.mentions[place:]:
            if mention.start >= span.end:
                break
            if mention.end > span.start:
                found.append(mention)
        return found

    def overlapping(self, start: int, end: int) -> list[Name]:
        """The names that have a character in common with a stretch of text, in order."""
        first = max(0, bisect_left(self._found_at, start) - 1)
        last = bisect_left(self._found_at, end)
        return [name for name in self.found[first:last] if name.end > start]

    def before(self, offset: int, since: int = 0) -> Iterator[Name]:
        """The names that end before an offset, and begin at another one or behind it, the last one first."""
        for place in range(bisect_left(self._found_at, offset) - 1, bisect_left(self._found_at, since) - 1, -1):
            if self.found[place].end <= offset:
                yield self.found[place]

    def at(self, start: int, end: int) -> Name | None:
        """The last name that has a character in common with a stretch of text."""
        return next(reversed(self.overlapping(start, end)), None)

    def named(self, surface: str, *, speaking: bool, type: MentionType | None = None) -> str | None:
        """The entity that bears a name, whatever the network makes of it; None where the words name nobody."""
        words = _plain(surface).strip(_EDGES)
        if not words:
            return None
        is_body = speaking and self._gazetteer.is_organization_like(words)
        if not is_body and (known := self.table.known(words)):
            return known
        name, titles = self.clean(words, type)
        if not name or not any(letter.isalnum() for letter in name):
            return None
        if not is_body and (known := self.table.known(name)):
            return known
        full = self.full(name)
        plain = full == name and full not in self._kinds and not titles
        if plain and self._gazetteer.is_region(name):
            return None
        if plain and (place := self.table.place(name) or self.table.region(name)):
            return place
        kind = EntityType.OFFICIAL if titles else self._kind(full, speaking=speaking, type=type)
        entity = self.table.named(full, name, kind)
        if _PARTS.search(full):
            self._forms.add(full)
        self._speaks_for_title(entity, titles)
        return entity

    def full(self, name: str) -> str:
        """The longest form of a name that the article uses: "Liu" → "Liu Pengyu", "NGC" → "National Gas Company"."""
        forms = self._forms.like(name)
        longer = [known for known in forms if known.startswith((f"{name} ", f"{name}-"))]
        if longer:
            first = longer[0]
            return max((known for known in longer if known.startswith(first)), key=len)
        if name in forms:
            return name
        if _ACRONYM.fullmatch(name):
            spelled = self._forms.spelling(name)
            return spelled[0] if len(spelled) == 1 else name
        ending = [known for known in forms if known.endswith(f" {name}")]
        people = [known for known in ending if self._is_person(known)]
        if people or len(ending) == 1:
            return (people or ending)[0]
        inside = [known for known in forms if f" {name} " in f" {known} " and not self._is_person(known)]
        return inside[0] if len(inside) == 1 else name

    def tell_apart(self, place: int, entity: str) -> None:
        """Note that another one of the same name is meant at a place in `found`."""
        self.found[place] = replace(self.found[place], entity=entity)
        self._apart[self.found[place].start] = entity

    def meant_by(self, mention: Mention, entity: str) -> str:
        """Who is meant by a mention whose name is that of an entity: another one where the article tells two apart."""
        return self._apart.get(mention.start, entity)

    def is_called(self, entity: str, noun: str) -> bool:
        """Whether the article calls an entity by a common noun, or its name ends in it."""
        return noun in self._called[entity] or self.table.entities[entity].name.lower().split()[-1] in (
            noun,
            f"{noun}s",
        )

    def acts(self, surface: str) -> bool:
        """Whether a facility is told of as somebody who supplies and receives: a hospital, a plant, not an airport."""
        last = self._gazetteer.nouns.singular(surface.rsplit(maxsplit=1)[-1].lower())
        return is_name(surface) and self._lexicon.described(last, "firm", "institution", "body", "research")

    def is_party(self, name: Name) -> bool:
        """Whether a name is that of somebody who may supply or receive; no outlet."""
        return not self.table.is_outlet(name.entity)

    def call(self, entity: str, noun: str) -> None:
        """Note a common noun by which the article calls an entity."""
        self._called[entity].add(noun)

    def state_in(self, words: str) -> str | None:
        """The first state that some words name."""
        parts = words.split()
        start = 0
        while start < len(parts):
            for size in range(min(_LONGEST_STATE, len(parts) - start), 0, -1):
                surface = POSSESSIVE.sub("", " ".join(parts[start : start + size]).strip(",.()"))
                if surface[:1].isupper() and (match := self.table.state(surface)):
                    return self.table.match(match, surface)
                if size > 1 and self.table.whole(surface) is False:
                    if (place := self.table.place(surface)) is not None:
                        return place
                    start += size - 1
                    break
            start += 1
        return None

    def _whole(self, mentions: Sequence[Mention]) -> list[Mention]:
        """The mentions with those as one that are parts of a longer name of a state or of a part of one: "Turks" and
        "Caicos", "British" and "Columbia"."""
        whole = list(mentions)
        for start, end in reversed(list(known_names(self._text, self.table.whole))):
            if " " not in self._text[start:end]:
                continue
            first = bisect_left(whole, start, key=lambda mention: mention.start)
            last = bisect_left(whole, end, key=lambda mention: mention.start)
            inside = whole[first:last]
            before = whole[first - 1].end if first else 0
            is_cut = inside and (inside[0].start > start or inside[-1].end < end or len(inside) > 1)
            is_cut = is_cut or (inside and inside[0].type in _ENTITY_TYPES)
            if is_cut and before <= start and inside[-1].end <= end:
                kind = self._kind_of_place(self._text[start:end])
                score = max(mention.score for mention in inside)
                whole[first:last] = [Mention(start, end, kind, score)]
        return [self._retyped(mention) for mention in whole]

    def _retyped(self, mention: Mention) -> Mention:
        """A mention; of a firm, where the network takes for a state what is none but is said to be based somewhere:
        "Acme of Chile"."""
        surface = _plain(self._text[mention.start : mention.end])
        is_firm_s = (
            mention.type is MentionType.STATE
            and is_name(surface)
            and not self._is_known(surface)
            and self.table.is_told_to_be_based(surface)
            and self.table.place(surface) is None
        )
        return replace(mention, type=MentionType.FIRM) if is_firm_s else mention

    def _is_rather_a_firm(self, name: str, before: str) -> bool:
        """Whether what is taken for a person is a firm: by its legal form ("OAO Acme"; "AB Acme" where Acme is
        told of as a firm), or as it is said to be based somewhere ("Acme of Santiago")."""
        if any(self._gazetteer.firms.opens_with_form(words) for words in (name, f"{before} {name}")):
            return True
        if (bare_name := self._gazetteer.firms.strip(name, self._firms)) != name and bare_name in self._firms:
            return True
        return " " not in name and not self._lexicon.is_given_name(name) and self.table.is_told_to_be_based(name)

    def _kind_of_place(self, name: str) -> MentionType:
        if self.table.state(name) is not None:
            return MentionType.STATE
        return MentionType.REGION if self._gazetteer.is_region(name) else MentionType.PLACE

    def _is_known(self, words: str) -> bool:
        return self.table.state(words) is not None or self._gazetteer.group(bare(words)) is not None

    def _is_person(self, name: str) -> bool:
        return self._kind(name, speaking=False) is EntityType.OFFICIAL

    def _kind(self, name: str, *, speaking: bool, type: MentionType | None = None) -> EntityType:
        """What a name names: what most of its mentions are, else what its form says, else the likeliest."""
        votes = self._kinds.get(name)
        if votes:
            return max(votes, key=lambda kind: votes[kind])
        last = name.rsplit(maxsplit=1)[-1].lower()
        if self._lexicon.described(last, "institution"):
            return EntityType.ORGANIZATION
        if self._gazetteer.is_firm_like(name):
            return EntityType.FIRM
        if self._gazetteer.is_organization_like(name):
            return EntityType.ORGANIZATION
        if type is not None and type in _ENTITY_TYPES:
            return _ENTITY_TYPES[type]
        if self._lexicon.may_name_a_person(name):
            return EntityType.OFFICIAL
        return EntityType.ORGANIZATION if speaking else EntityType.FIRM

    def _bearer(self, mention: Mention) -> str | None:
        surface = self._text[mention.start : mention.end]
        words = _plain(surface)
        if mention.type is MentionType.STATE or (mention.type in PLACES and self.table.state(words) is not None):
            return self.table.known(words) or self.table.place(words)
        if mention.type is MentionType.FACILITY and self.acts(surface):
            return self.named(surface, speaking=False, type=mention.type)
        if mention.type not in _ENTITY_TYPES or not is_name(surface):
            return None
        return self.named(
            surface, speaking=mention.type in (MentionType.OFFICIAL, MentionType.PERSON), type=mention.type
        )

    def _replace(self, id: str, *, speaks_for: str) -> None:
        self.table.entities[id] = replace(self.table.entities[id], speaks_for=speaks_for)

    def _speaks_for_title(self, entity: str, titles: Sequence[str]) -> None:
        """Note the state or body that a title names: "Chinese foreign ministry spokeswoman"."""
        known = self.table.entities[entity]
        if known.type is not EntityType.OFFICIAL or known.speaks_for or not titles:
            return
        words = " ".join(titles)
        if (found := self.state_in(words)) is not None:
            self._replace(entity, speaks_for=found)
            return
        parts = words.split()
        for size in range(min(_LONGEST_STATE, len(parts)), 0, -1):
            for start in range(len(parts) - size + 1):
                called = POSSESSIVE.sub("", " ".join(parts[start : start + size]))
                group = self._gazetteer.group(called)
                if group is not None and not group.relays:
                    self._replace(entity, speaks_for=self.table.group(group, called))
                    return


class _Forms:
    """The names of several words that an article uses, in order, found by the words in them: looked through one by one,
    those of a text with thousands of names would take quadratic time."""

    def __init__(self) -> None:
        self._known: set[str] = set()
        self._with: defaultdict[str, list[str]] = defaultdict(list)
        self._spelled: defaultdict[str, list[str]] = defaultdict(list)

    def add(self, name: str) -> None:
        """Take a name, once."""
        if name in self._known:
            return
        self._known.add(name)
        self._spelled[_initials(name)].append(name)
        for part in dict.fromkeys(part for word in name.split(" ") for part in _openings(word)):
            self._with[part].append(name)

    def like(self, name: str) -> Sequence[str]:
        """The names among which all are that hold the words of a name; of its last word a part before a hyphen will
        do."""
        return min((self._with.get(word, []) for word in name.split(" ")), key=len)

    def spelling(self, acronym: str) -> Sequence[str]:
        """The names whose initials an acronym is."""
        return self._spelled.get(acronym, [])


def _openings(word: str) -> Iterator[str]:
    """A word, and what stands in it before each hyphen."""
    yield word
    yield from (word[: match.start()] for match in re.finditer("-", word))


def _plain(surface: str) -> str:
    """A name without determiners before it and the possessive behind it.

    >>> _plain("the  state's")
    'state'
    """
    return POSSESSIVE.sub("", _DETERMINER.sub("", _TICKER.sub("", " ".join(surface.split()))))


def is_name(surface: str) -> bool:
    """Whether words are a name, going by the capital of the last one: not "the defence ministry".

    >>> is_name("Acme Works"), is_name("defence ministry"), is_name("al-Qaeda")
    (True, False, True)
    """
    words = POSSESSIVE.sub("", surface).split()
    last = words[-1] if words else ""
    return any(letter.isupper() or letter.isdigit() for letter in last)


def _widened(text: str, mentions: Sequence[Mention], lexicon: Lexicon) -> tuple[Mention, ...]:
    """The mentions with the capitalised words beside them that no other mention has, and as one the two of which the
    second goes on where the first ends: names that the network cut."""
    wide: list[Mention] = []
    for place, mention in enumerate(mentions):
        if mention.type is MentionType.STATE or mention.end - mention.start < 2:
            wide.append(mention)
            continue
        until = mentions[place + 1].start if place + 1 < len(mentions) else len(text)
        since = wide[-1].end if wide else 0
        is_whole = mention.type in _PERSONS and " " in text[mention.start : mention.end]
        start = mention.start if is_whole else _name_begins(text, since, mention.start, lexicon)
        end = _name_ends(text, mention.end, until)
        if wide and start == since + 1 and text[since] == " " and _goes_on(wide[-1], mention):
            start = wide.pop().start
        wide.append(replace(mention, start=start, end=end))
    return tuple(wide)


def _name_ends(text: str, end: int, until: int) -> int:
    """Where the capitalised words end that go on behind a name."""
    while (match := _NEXT.match(text, end, until)) and match[1].split()[-1] not in CALENDAR:
        end = match.end()
    return end


def _name_begins(text: str, since: int, start: int, lexicon: Lexicon) -> int:
    """Where the capitalised words begin that stand before a name and are a part of it."""
    while match := _PREVIOUS.search(text, max(since, start - _LONGEST_WORD), start):
        if match[1] in CALENDAR or match[1] in _OPENING or _opens_with(text, match.start(1), match[1], lexicon):
            break
        start = match.start(1)
    return start


def _opens_with(text: str, start: int, word: str, lexicon: Lexicon) -> bool:
    """Whether a word has its capital since it begins a sentence: "If Acme", "Perhaps Acme", "Refiner Acme"."""
    # Imported late, as spaCy takes long to import and most commands read no article.
    from spacy.lang.en.stop_words import STOP_WORDS

    is_common = word.lower() in STOP_WORDS or word.lower() in lexicon.descriptions
    return is_common and (start == 0 or _BEGINS.search(text, max(0, start - 3), start) is not None)


def _goes_on(before: Mention, mention: Mention) -> bool:
    """Whether a mention right behind another one goes on with its name: no person's, nor what stands behind a state."""
    kinds = {before.type, mention.type}
    alike = len(kinds) == 1 or kinds == _PERSONS or kinds.isdisjoint({*_PERSONS, MentionType.MONEY})
    return before.type is not MentionType.STATE and alike


def _initials(name: str) -> str:
    """The first letters of a name's capitalised words: "NGC" of "National Gas Company"."""
    return "".join(word[0] for word in name.split() if word[:1].isupper())

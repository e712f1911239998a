"""Whom spans mean: names stand for themselves, pronouns and descriptions go back to what the article named before; a
description that goes back to nothing is an entity of its own in this article."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

from claimgraph.graph.model import Entity, EntityType
from claimgraph.loaders.extract.annotations import EventMention, Mention, MentionType, ParsedText, Span
from claimgraph.loaders.extract.lexicon import Lexicon
from claimgraph.loaders.extract.segment import place_at
from claimgraph.loaders.extract.stages.goods import AMOUNT, Goods
from claimgraph.loaders.extract.stages.names import NEVER_PARTIES, PLACES, Name, Names, is_name
from claimgraph.loaders.extract.stages.phrases import Phrase, Phrases, joined
from claimgraph.loaders.extract.thresholds import Thresholds
from claimgraph.loaders.gazetteer import Gazetteer
from claimgraph.loaders.goods import IsGood
from claimgraph.loaders.surfaces import slug

_SEVERAL: Final = frozenset({"both", "either", "neither", "two"})
_TWO: Final = 2
_LEAD: Final = 5
"""Characters beside the beginning of a span that may hold "both", "two" or "its"."""
_ITS: Final = re.compile(r"\bits\s")
_FIRST_PERSON: Final = frozenset("we us our ours i me my".split())
_ALONE: Final = frozenset("i me my".split())
_PERSONAL: Final = frozenset("he she him her his".split())
_PARTY: Final = frozenset({EntityType.STATE, EntityType.FIRM, EntityType.ORGANIZATION})
_AUTHORS: Final = frozenset({EntityType.FIRM, EntityType.ORGANIZATION})
_COUNTRY: Final = frozenset(
    (
        "country nation state kingdom republic government regime emirate island neighbour neighbor ally bloc capital"
    ).split()
)
_BODIES: Final = ("body", "outlet", "research", "group")
_AUTHOR_BEFORE, _AUTHOR_BEHIND = 20, 40
"""Characters beside a record in which its author may be named."""
_MADE_BY: Final = re.compile(r"\s(?:from|by|of)\s(?:the\s)?")
_SERVES: Final = re.compile(r"\s(?:for|of|at)\s(the\s[a-z-]+)\b")
_SERVED_ROOM: Final = 40
"""Characters behind a description of an official that may tell for whom he speaks."""
_FIGURES: Final = frozenset({"data", "datum", "figure", "statistic"})
_BEFORE_PLACE: Final = frozenset("of in at from near the to for with on inside outside around".split())
_IN_NAMES: Final = frozenset({"of", "and", "&", "for", "de", "al"})
_QUOTES: Final = "\"'“‘ "
_LOOSE_END: Final = 2
"""Characters of a span behind the name that ends it: "'s"."""


@dataclass(frozen=True, slots=True)
class Query:
    """Whom a span is asked for.

    Parameters:
        back: what the network says that a pronoun or a description goes back to.
        voice: the id of the speaker, for "we" and "our".
        others: ids of those to whom it does not go back: the other side of the transfer.
        speaking: whether somebody is asked for who speaks, not for one who supplies or receives.
    """

    back: Sequence[Span] = ()
    voice: str | None = None
    others: Collection[str] = ()
    speaking: bool = False


@dataclass(frozen=True, slots=True)
class _Named:
    """What a name means; `entity` is None where it names nobody who can be a party."""

    entity: str | None


class Resolver:
    """Finds the entities that spans of one article mean.

    Parameters:
        names: the article's names with their entities.
    """

    def __init__(
        self, doc: ParsedText, names: Names, gazetteer: Gazetteer, lexicon: Lexicon, least: Thresholds
    ) -> None:
        self._doc, self.names, self.table = doc, names, names.table
        self._text, self._article = doc.text, doc.article
        self._gazetteer, self._lexicon, self._least = gazetteer, lexicon, least
        self.phrases = Phrases(doc, names, gazetteer, lexicon)
        self.goods = Goods(doc, names, self.phrases, gazetteer, lexicon, least)
        self._authors: dict[str, list[tuple[int, str]]] = {}
        self._described: dict[tuple[str, bool], list[tuple[int, str]]] = defaultdict(list)

    def antecedents(self, event: EventMention, role: str) -> list[Span]:
        """What the network says that a pronoun or a description in a role goes back to, as whole phrases."""
        return [self.phrases.whole(span) for span in joined(self._text, event.back(role))]

    def parties(self, span: Span, query: Query) -> tuple[str, ...]:
        """Those whom a span means: as a rule one (see `party`); "both countries" and "either side" are the two that the
        article named together."""
        phrase = self.phrases.of(span)
        lead = self._text[max(0, span.start - 2 * _LEAD) : span.end].lower().split()
        several = phrase is not None and phrase.head in _COUNTRY and not _SEVERAL.isdisjoint(lead)
        if phrase is not None and several and (together := self._together(phrase, query)):
            return together
        found = self.party(span, query)
        return (found,) if found is not None else ()

    def _together(self, phrase: Phrase, query: Query) -> tuple[str, ...]:
        """The two states that were named last in one sentence, before a phrase, besides those on the other side."""
        states: dict[str, int] = {}
        for name in self._before(phrase, query.others):
            if self.table.entities[name.entity].type is EntityType.STATE:
                place = place_at(self._doc.sentences, name.start)
                states = {entity: known for entity, known in states.items() if known == place}
                states.setdefault(name.entity, place)
            if len(states) == _TWO:
                return tuple(reversed(states))
        return ()

    def party(self, span: Span, query: Query) -> str | None:
        """The state, firm, organization or person that supplies or receives; None where nobody that could is meant."""
        found = self._find(span, query)
        if found is None or self.table.is_outlet(found):
            return None
        entity = self.table.entities[found]
        return self._principal(entity) if entity.type is EntityType.OFFICIAL else found

    def speaker(self, span: Span, back: Sequence[Span] = ()) -> str | None:
        """Who speaks: any entity but a good. A record speaks for the body that made it; figures alone for nobody."""
        query = Query(back, speaking=True)
        phrase = self.phrases.of(span)
        if phrase is None or phrase.is_pronoun or not self._lexicon.described(phrase.head, "record"):
            return self._find(span, query)
        inside = self.names.overlapping(phrase.start, phrase.end)
        bodies = [name.entity for name in inside if self.table.entities[name.entity].type in _AUTHORS]
        if bodies:
            return bodies[-1]
        if (maker := _MADE_BY.search(self._text, phrase.start, phrase.end)) is not None:
            return self._find(Span(maker.end(), phrase.end, span.score), query)
        if phrase.is_one_word and (author := self._author(phrase)) is not None:
            return author
        return None if phrase.head in _FIGURES and phrase.is_one_word else self._find(span, query)

    def _author(self, phrase: Phrase) -> str | None:
        """The body beside which the article spoke of the same record before: "a report that the Institute released"."""
        word = phrase.words.lower()
        if word not in self._authors:
            self._authors[word] = list(self._authors_of(word))
        authors = self._authors[word]
        place = bisect_right(authors, phrase.end, key=lambda author: author[0])
        return authors[place - 1][1] if place else None

    def _authors_of(self, record: str) -> Iterator[tuple[int, str]]:
        """The bodies beside the places where the article speaks of a record, each with the end of that place."""
        for match in re.finditer(rf"\b{re.escape(record)}\b", self._text, re.IGNORECASE):
            behind = re.split(r"[.;\n]", self._text[match.end() : match.end() + _AUTHOR_BEHIND])[0]
            beside = self.names.at(match.start() - _AUTHOR_BEFORE, match.end() + len(behind))
            if beside is not None and self.table.entities[beside.entity].type in _AUTHORS:
                yield match.end(), beside.entity

    def _principal(self, entity: Entity) -> str | None:
        """For whom somebody supplies or receives who speaks for others; a named person without any for himself."""
        if entity.speaks_for is not None:
            return entity.speaks_for
        return entity.id if entity.article is None else None

    def _find(self, span: Span, query: Query) -> str | None:
        phrase = self.phrases.of(span)
        if phrase is None:
            return None
        if phrase.is_pronoun:
            return self._pronoun(phrase, span, query)
        named = self._named(phrase, speaking=query.speaking)
        return named.entity if named is not None else self._description(phrase, span, query)

    def _pronoun(self, phrase: Phrase, span: Span, query: Query) -> str | None:
        word = phrase.words.lower()
        if word in _FIRST_PERSON and query.voice is not None:
            known = self.table.entities[query.voice]
            himself = query.speaking or word in _ALONE or known.type is not EntityType.OFFICIAL
            return query.voice if himself else known.speaks_for or query.voice
        found = self._antecedent(span, query, self._least.faint)
        return found if found is not None or query.back else self._nearest(phrase, query.others)

    def _antecedent(self, span: Span, query: Query, least: float) -> str | None:
        """What the network says that a span goes back to, the likeliest first."""
        for other in sorted(query.back, key=lambda other: -other.score):
            phrase = self.phrases.of(other)
            if other.score < least or other.overlaps(span) or phrase is None or phrase.is_pronoun:
                continue
            named = self._named(phrase, speaking=query.speaking)
            alone = replace(query, back=())
            found = named.entity if named is not None else self._description(phrase, other, alone)
            if found is not None and found not in query.others:
                return found
        return None

    def _nearest(self, phrase: Phrase, others: Collection[str]) -> str | None:
        """The last party, or person, that the article named in the sentence of a pronoun or the one before it."""
        place = place_at(self._doc.sentences, phrase.start)
        first = self._doc.sentences[max(0, place - 1)].start
        personal = phrase.words.lower() in _PERSONAL
        for name in self._before(phrase, others):
            if name.start < first:
                break
            kind = self.table.entities[name.entity].type
            if kind is EntityType.OFFICIAL if personal else kind in _PARTY:
                return name.entity
        return None

    def _before(self, phrase: Phrase, others: Collection[str]) -> Iterator[Name]:
        """The names before a phrase, the last one first."""
        return (name for name in self.names.before(phrase.start) if name.entity not in others)

    def _named(self, phrase: Phrase, *, speaking: bool) -> _Named | None:
        """The entity of a phrase that is or ends in a name; None where it only describes somebody."""
        speaks_for_itself = speaking and self._gazetteer.is_organization_like(phrase.words)
        if (known := self.table.known(phrase.words, as_body=speaks_for_itself)) is not None:
            return _Named(known)
        over = self.names.over(Span(phrase.start, phrase.end))
        last = over[-1] if over else None
        if last is not None and self._ends_in(phrase, last):
            return self._mentioned(phrase, last, over, speaking=speaking)
        if phrase.ends_in_capital and not over and not self._only_opens(phrase):
            found = self.names.named(_name_at_end(phrase.words), speaking=speaking)
            return _Named(found) if found is not None else None
        return None

    def _only_opens(self, phrase: Phrase) -> bool:
        """Whether a lone noun for parties or speakers has its capital since it begins a sentence: "Officials said"."""
        place = place_at(self._doc.sentences, phrase.start)
        opens = place >= 0 and not self._text[self._doc.sentences[place].start : phrase.start].strip(_QUOTES)
        return opens and phrase.is_one_word and phrase.words[1:].islower() and phrase.head in self._lexicon.descriptions

    def _ends_in(self, phrase: Phrase, last: Mention) -> bool:
        """Whether a phrase ends in a name, which does not only tell where somebody belongs: "traders in Kufra"."""
        if last.end < phrase.end - _LOOSE_END or not is_name(self._text[last.start : last.end]):
            return False
        words = self._text[phrase.start : last.start].split()
        placed = bool(words) and words[-1].lower() in _BEFORE_PLACE
        nouns = self._lexicon.descriptions
        described = any(word.islower() or self.phrases.singular(word.lower()) in nouns for word in words[:-1])
        return not (placed and described)

    def _mentioned(self, phrase: Phrase, last: Mention, over: Sequence[Mention], *, speaking: bool) -> _Named | None:
        """The entity of the named mention in which a phrase ends."""
        surface = self._text[last.start : last.end]
        if last.type in NEVER_PARTIES:
            return _Named(None)
        acts = last.type is MentionType.FACILITY and self.names.acts(surface)
        if last.type is MentionType.STATE or (last.type in PLACES and not acts):
            return self._placed(phrase, last, surface, speaking=speaking)
        found = self.names.named(surface, speaking=speaking, type=last.type)
        if found is not None:
            found = self.names.meant_by(last, found)
            self._note_nation(found, over[:-1])
        return _Named(found)

    def _placed(self, phrase: Phrase, last: Mention, surface: str, *, speaking: bool) -> _Named | None:
        """A state, the state in which a place lies, or a body whose name ends in a place's."""
        if last.type in PLACES and last.start > phrase.start and phrase.words[:1].isupper():
            whole = self.names.named(phrase.words, speaking=speaking)
            if whole is not None:
                return _Named(whole)
        state = self.table.declare_state(surface) or self.table.place(surface) or self.table.region(surface)
        if state is not None:
            return _Named(state)
        return _Named(None) if last.type in PLACES else None

    def _note_nation(self, entity: str, before: Sequence[Mention]) -> None:
        """Note the state whose adjective stands before a name: "the Turkish trader Anka"."""
        known = self.table.entities[entity]
        if known.type in (EntityType.STATE, EntityType.GOOD) or known.country or known.speaks_for:
            return
        states = [one for one in before if one.type is MentionType.STATE]
        found = self.table.declare_state(self._text[states[-1].start : states[-1].end]) if states else None
        if found is not None and known.type is EntityType.OFFICIAL:
            self.table.entities[entity] = replace(known, speaks_for=found)
        elif found is not None:
            self.table.entities[entity] = replace(known, country=found)

    def _description(self, phrase: Phrase, span: Span, query: Query) -> str | None:
        """Whom a description means: what the network marks, what was called so before, else somebody of his own."""
        found = self._antecedent(span, query, self._least.antecedent)
        if found is not None and self._may_be_called(phrase.head, found, speaking=query.speaking):
            return found
        state = self._state_of(phrase) or self._owning_state(span)
        described = self._lexicon.described
        governs = described(phrase.head, "government") and not described(phrase.head, "firm")
        if governs and state is not None:
            return state
        if phrase.definite and (called := self._state_called(phrase)) is not None:
            return called
        if phrase.definite and state is None and (earlier := self._called_before(phrase, query)) is not None:
            return earlier
        if governs and state is None and (meant := self._governed(phrase, query)) is not None:
            return meant
        same = self._described_before(phrase, speaking=query.speaking)
        if same is not None and same not in query.others:
            return same
        return self._own(phrase, state, speaking=query.speaking)

    def _may_be_called(self, noun: str, entity: str, *, speaking: bool) -> bool:
        """Whether somebody of an entity's type may be called by a noun."""
        kind, described = self.table.entities[entity].type, self._lexicon.described
        if noun in _COUNTRY and not described(noun, "firm"):
            return kind in (EntityType.STATE, EntityType.ORGANIZATION)
        if described(noun, "firm") and not described(noun, *_BODIES):
            return kind is not EntityType.STATE and (speaking or kind is not EntityType.OFFICIAL)
        if described(noun, "official") and kind in _AUTHORS:
            return any(id.startswith("state:") for id in self.table.stands_for(entity))
        return True

    def _state_of(self, phrase: Phrase) -> str | None:
        """The state that a phrase names: "Emirati" of "the Emirati armed forces", "Kufra" of "traders in Kufra"."""
        if (found := self.names.state_in(phrase.words)) is not None:
            return found
        for mention in self.names.over(Span(phrase.start, phrase.end)):
            if mention.type in (MentionType.PLACE, MentionType.STATE):
                place = self._gazetteer.places.state(self._text[mention.start : mention.end])
                if place is not None:
                    return self.table.declare(place)
        return None

    def _owning_state(self, span: Span) -> str | None:
        """The state to which "its" before a description goes back: the first name of the sentence, or the last one
        before it."""
        lead = self._text[max(0, span.start - _LEAD) : span.start + _LEAD].lower()
        place = place_at(self._doc.sentences, span.start)
        if place < 0 or _ITS.search(lead) is None:
            return None
        start = self._doc.sentences[place].start
        names = [*self.names.before(span.start, since=start)][::-1]
        subjects = (name.entity for name in (*names[:1], *names[-1:]))
        return next((one for one in subjects if self.table.entities[one].type is EntityType.STATE), None)

    def _governed(self, phrase: Phrase, query: Query) -> str | None:
        """The state of a country or government that no word beside it names: that of the president in its name ("the
        Orlov administration"), else the only one that the article names besides the other side."""
        inside = [self.table.entities[name.entity] for name in self.names.overlapping(phrase.start, phrase.end)]
        if inside or not (phrase.definite and phrase.is_one_word):
            return next((one.speaks_for for one in inside if one.type is EntityType.OFFICIAL and one.speaks_for), None)
        states = {one.id for one in self.table.entities.values() if one.type is EntityType.STATE and one.named}
        left = states.difference(query.others)
        return left.pop() if len(left) == 1 else None

    def _state_called(self, phrase: Phrase) -> str | None:
        """The one state, named in the article, that is called so: "the kingdom"."""
        entities = self.table.entities
        called = (each.id for each in self._gazetteer.described(f"the {phrase.words.lower()}"))
        known = [id for id in called if id in entities and entities[id].named]
        return known[0] if len(known) == 1 else None

    def _called_before(self, phrase: Phrase, query: Query) -> str | None:
        """The last entity before a description that the article, or its name, calls by the same noun; else the last one
        of a type that may be called so."""
        for name in self._before(phrase, query.others):
            if self.names.is_called(name.entity, phrase.head) and self._bears(name.entity, phrase):
                return name.entity
        wanted = self._type_called(phrase, speaking=query.speaking) if phrase.is_one_word else None
        if wanted is None:
            return None
        alike = (name for name in self._before(phrase, query.others) if self.names.is_party(name))
        return next((name.entity for name in alike if self.table.entities[name.entity].type is wanted), None)

    def _bears(self, entity: str, phrase: Phrase) -> bool:
        """Whether what sets a description apart stands in an entity's name: "the Izhora plant"."""
        known = self.table.entities[entity]
        parts = {part.lower() for form in (known.name, *known.aliases) for part in form.split()}
        return {word.lower() for word in phrase.words.split()[:-1]} <= parts

    def _type_called(self, phrase: Phrase, *, speaking: bool) -> EntityType | None:
        """The type of those whom a bare noun calls: firms by "the company"."""
        noun, described = phrase.head, self._lexicon.described
        if noun in _COUNTRY:
            return EntityType.STATE
        if self._lexicon.is_firm_s(noun):
            return EntityType.FIRM
        if described(noun, *_BODIES):
            return EntityType.ORGANIZATION
        return EntityType.OFFICIAL if described(noun, "official") and speaking else None

    def _described_before(self, phrase: Phrase, *, speaking: bool) -> str | None:
        """The entity that the article described before in the same words, or in more."""
        words = phrase.words.lower()
        for start, entity in reversed(self._described[phrase.head, speaking]):
            name = self.table.entities[entity].name.lower()
            if start <= phrase.start and (name == words or (phrase.definite and name.endswith(f" {words}"))):
                return entity
        return None

    def _own(self, phrase: Phrase, state: str | None, *, speaking: bool) -> str | None:
        """A party or a speaker that only a description tells of, as an entity of this article."""
        words = phrase.words if speaking else AMOUNT.sub("", phrase.words)
        words = words.lower() if self._only_opens(phrase) else words
        kind = self._kind(phrase, words, speaking=speaking)
        if not slug(words) or kind is None:
            return None
        if kind is EntityType.OFFICIAL and not speaking:
            return state
        is_body = kind is EntityType.ORGANIZATION and self._lexicon.described(phrase.head, "body")
        several = phrase.plural and kind in _AUTHORS
        bound = state is None or not (is_body or several)  # "Turkish traders" are the same ones in all articles
        identity = f"{kind.lower()}:{slug(self._article) + '/' if bound else ''}{slug(words)}"
        entity = Entity(identity, kind, words, article=self._article if bound else None)
        if kind is EntityType.OFFICIAL:
            entity = replace(entity, speaks_for=state or self._employer(phrase) or self._home(phrase))
        else:
            entity = replace(entity, country=state)
        found = self.table.note(entity)
        if kind is EntityType.OFFICIAL and state is None and self._employer(phrase) is None:
            self.table.guessed.add(found)
        self._described[phrase.head, speaking].append((phrase.start, found))
        return found

    def _home(self, phrase: Phrase) -> str | None:
        """The state of officials of whom nobody says whose they are: that of the dateline, where the article names it,
        or the only one that it names."""
        if not phrase.definite or not self._lexicon.described(phrase.head, "official"):
            return None
        place = place_at(self._doc.sentences, phrase.start)
        dateline = self._doc.sentences[place].dateline if place >= 0 else ""
        placed = self.table.dateline_state(dateline) if dateline else None
        known = self.table.entities.get(placed or "")
        return placed if known is not None and known.named else self.table.only_state()

    def _employer(self, phrase: Phrase) -> str | None:
        """For whom a described official speaks: "a spokesman for Acme"."""
        inside = self.names.overlapping(phrase.start, phrase.end)
        named = next((name.entity for name in inside if self.table.entities[name.entity].type in _PARTY), None)
        served = _SERVES.search(self._text, phrase.start, min(len(self._text), phrase.end + _SERVED_ROOM))
        if named is not None or served is None or served.start() > phrase.end:
            return named
        found = self._find(Span(served.start(1), served.end(1)), Query())
        return found if found is not None and self.table.entities[found].type in _PARTY else None

    def _kind(self, phrase: Phrase, words: str, *, speaking: bool) -> EntityType | None:
        """What a description is of; None where it is of a thing."""
        described, head = self._lexicon.described, phrase.head
        is_good = self._gazetteer.is_good(head, words) is IsGood.YES and head not in self._lexicon.descriptions
        if described(head, "anything") or (is_good and not speaking):
            return None
        if self._lexicon.is_firm_s(head) or self._gazetteer.is_firm_collective(words):
            return EntityType.FIRM
        if described(head, "official"):
            return EntityType.OFFICIAL
        if described(head, "institution", "record", "government", "force", *_BODIES):
            return EntityType.ORGANIZATION
        if speaking:
            return None if self._says_nothing(head) else EntityType.OFFICIAL
        return EntityType.ORGANIZATION if self._bears_name(phrase) else None

    def _says_nothing(self, noun: str) -> bool:
        """Whether a noun is no word for anybody who speaks: a deal, a request, a measure."""
        lexicon = self._lexicon
        return noun in lexicon.noun_frames or ("noun", noun) in lexicon.governors or noun in lexicon.units

    def _bears_name(self, phrase: Phrase) -> bool:
        """Whether a phrase is a name, or holds one behind its first word: "Syrian Kurds", not "homeless people"."""
        named = phrase.is_one_word and phrase.words[:1].isupper() and self.names.over(Span(phrase.start, phrase.end))
        return bool(named) or any(word[:1].isupper() for word in phrase.words.split()[1:])


def _name_at_end(words: str) -> str:
    """The name at the end of a phrase: "Halvar Trade" of "the refiner Halvar Trade"."""
    parts = words.split()
    start = len(parts)
    while start and (parts[start - 1][:1].isupper() or parts[start - 1][:1].isdigit() or parts[start - 1] in _IN_NAMES):
        start -= 1
    while start < len(parts) - 1 and not parts[start][:1].isupper():
        start += 1
    return " ".join(parts[start:])

"""Who is meant by marked words: spans of the labeller → parties and speakers of the article.

A name stands for itself; a pronoun or a description goes back to what the labeller marked as its antecedent, else to
what the rules find; a description that goes back to nothing is an entity of its own.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Final

from claimgraph.graph.model import Entity, EntityType
from claimgraph.loaders.extract.callings import COUNTRIES
from claimgraph.loaders.extract.described import names_several_states, without_rank
from claimgraph.loaders.extract.identity import Identity
from claimgraph.loaders.extract.labeller.issuers import Issuers
from claimgraph.loaders.extract.labeller.lookback import ANYBODY, COUNTRY, LookBack
from claimgraph.loaders.extract.labeller.phrases import Phrase, Phrases
from claimgraph.loaders.extract.labeller.tellings import Span
from claimgraph.loaders.extract.lexicon import Lexicon
from claimgraph.loaders.extract.mentions import CALENDAR
from claimgraph.loaders.extract.parsed import Parsed
from claimgraph.loaders.extract.pronouns import PARTIES
from claimgraph.loaders.extract.words import Token
from claimgraph.loaders.gazetteer import Gazetteer
from claimgraph.loaders.goods import IsGood
from claimgraph.loaders.states import How
from claimgraph.loaders.surfaces import slug

_FIGURES: Final = frozenset({"data", "datum", "figure", "statistic"})
_KINDS_OF_DATA: Final = frozenset({"customs", "port", "trade", "shipping", "census"})
_COMPILED: Final = re.compile(
    r"^(?:[A-Za-z-]+ )*?(?P<record>[A-Za-z]+) (?:[a-z]+ed )?(?P<link>from|by|of) (?:the )?(?P<name>[A-Z][^,;]*)$"
)
_WHOSE: Final = re.compile(r"^(?P<name>[A-Z][^,;]*?)(?:'s|(?<=s)') (?:own )?(?:[a-z-]+ )*$")
"""Whose a record is, in the words before it: "Eurostat's latest annual"."""
_BASED: Final = re.compile(r"^(?:the )?[A-Z][\w.-]*-based (?=[A-Z])")
_ISSUED: Final = frozenset(
    "statement release communique letter dossier note affidavit lawsuit notice assessment bulletin briefing".split()
)
"""What speaks for whoever issued it, besides records."""
_POINTING: Final = re.compile(
    r"^[a-z-]+'s (?=[a-z])|^(?i:unnamed|unidentified|anonymous) (?=[a-z])| in the [a-z]+$"
    r"| (?:seen|obtained|reviewed) by .*$| (?:interviewed|contacted|reached|consulted|quoted)$"
)
_BELONGING: Final = re.compile(
    r" (?:in|at|near|of|from|outside|around|close to|loyal to|linked to|allied with) (?:(?!owned|run|led)[\w'-]+ ?)+"
)
"""What after a description tells where or to whom it belongs."""
_IN_NAMES: Final = frozenset({"of", "and", "for", "'s"})
_BODIES: Final = frozenset({EntityType.FIRM, EntityType.ORGANIZATION})
_COUNT: Final = re.compile(
    r"^(?:two|three|four|five|six|seven|eight|nine|ten|(?:half )?(?:a )?dozen|[\d.,]*\d)\s"
    r"(?:of (?:the|its|their|these|those)\s)?",
    re.IGNORECASE,
)
_STORES: Final = frozenset({"stock", "stockpile", "arsenal"})
_PROVINCES: Final = frozenset({"province", "region"})
_PARTS_OF_STATES: Final = _PROVINCES | _STORES | {"port", "harbour", "harbor", "coast"}
_HELD: Final = re.compile(r"-(?:held|controlled|run|ruled)\b|\b(?:occupied|breakaway|rebel|separatist|disputed)\b")
_FOCUS: Final = re.compile(r"^(?:even|only|also|mostly|mainly|chiefly|perhaps)\s", re.IGNORECASE)
_UNION: Final = "state:EU"
"""The one state whose adjective tells of its members: "a central European country"."""
_MEMBERS: Final = frozenset({"country", "nation", "state", "capital", "government", "republic", "ally"})
_INTRODUCING: Final = frozenset({"a", "an", "another"})
_CERTAIN: Final = 0.9
_LIKELY: Final = 0.7
"""How likely a marked antecedent is, at least, that stands against what bears the same description."""
_POSSIBLE: Final = 0.4
"""And one that stands against what the rules find, where nothing bears the same description."""
_TOGETHER: Final = 0.3
"""And each of several that "both companies" means together."""
_TELLS_AGAIN: Final = 0.6
"""And one that "a company which sold it" tells of once more, without another word that would set it apart."""
Find = Callable[["Token", Parsed, str | None], str | None]


@dataclass(frozen=True, slots=True)
class _Asked:
    """As what a span is asked for.

    Parameters:
        antecedents: what the labeller says a pronoun or a description goes back to.
        voice: id of whoever speaks, for "we" and "our".
        find: what the rules find for a phrase.
        others: ids of those to whom it does not go back.
    """

    antecedents: tuple[Span, ...]
    voice: str | None
    find: Find
    speaking: bool = False
    others: Collection[str] = ()

    def another(self, found: str | None) -> str | None:
        """Whoever was found, unless it is one of the others."""
        return None if found in self.others else found


class Naming:
    """Resolves the spans for parties and speakers of one article."""

    def __init__(
        self, article: str, phrases: Phrases, identity: Identity, lexicon: Lexicon, gazetteer: Gazetteer
    ) -> None:
        self._article, self._phrases, self._identity = article, phrases, identity
        self._lexicon, self._gazetteer = lexicon, gazetteer
        self._back = LookBack(phrases, lexicon, identity.callings)
        self._issuers = Issuers(
            phrases.parsed, identity.speaker, lambda verb: "say" in lexicon.kinds(verb, "verb"), self._is_record
        )
        self._spoke: dict[str, str] = {}
        self._last_group: str | None = None
        self._last_body: str | None = None

    def parties(
        self, span: Span, antecedents: Sequence[Span], voice: str | None, others: Collection[str] = ()
    ) -> tuple[str, ...]:
        """Those whom a span means: as a rule one (see `party`); "both companies" are as many as they are said to be,
        where just so many are marked as those to which it goes back."""
        if together := self._together(span, antecedents, others):
            return together
        found = self.party(span, antecedents, voice, others)
        return () if found is None else (found,)

    def _together(self, span: Span, antecedents: Iterable[Span], others: Collection[str]) -> tuple[str, ...]:
        phrase = self._phrases.of(span)
        if phrase is None or phrase.head is None or phrase.is_pronoun:
            return ()
        kinds, number = self._identity.callings.several(phrase.head), self._back.number(phrase)
        asked = _Asked((), None, self._identity.party)
        marked = (self._resolve(mark, asked) for mark in antecedents if mark.sure >= _TOGETHER)
        found = {one for one in marked if one is not None and self._identity.entities[one].type in kinds}
        return tuple(sorted(found - {*others})) if number and len(found) == number else ()

    def party(
        self, span: Span, antecedents: Iterable[Span], voice: str | None, others: Collection[str] = ()
    ) -> str | None:
        """The state, firm or organization that supplies, receives or passes on.

        Parameters:
            antecedents: what the labeller says a pronoun or a description goes back to.
            voice: id of whoever speaks, for "we" and "our".
            others: ids of those to whom it does not go back, since they stand on the other side of the transfer; what
                would have gone back to one of them has to go back to somebody else with a name, or, where it is
                certainly marked and nothing is marked for it to go back to, is somebody of its own.
        """
        asked = _Asked(tuple(antecedents), voice, self._identity.party)
        found = self._resolve(span, asked)
        if found is not None and self._identity.registry.is_outlet(found):
            return None
        if found not in others:
            return found
        another = self._resolve(span, replace(asked, others=others))
        if another is not None and self._is_named(another):
            return another
        stands_alone = span.sure >= _CERTAIN and all(mark.sure < _LIKELY for mark in asked.antecedents)
        return another if stands_alone else None

    def apart(self, span: Span) -> list[Span]:
        """The spans of several parties that one span names, unless they make up the name of a state or a known body."""
        phrase = self._phrases.of(span)
        words = phrase.words if phrase is not None else ""
        if self._identity.registry.state(words) is not None or self._gazetteer.group(words) is not None:
            return [span]
        if len(states := self._states_of_several(span)) > 1:
            return states
        if self._phrases.has_initials(span):
            return [span]
        names = self._phrases.names_apart(span)
        return [span] if self._is_one_body(names) else names

    def _states_of_several(self, span: Span) -> list[Span]:
        """The states whose firms or forces are told of together: "Japanese" and "Dutch" of "Japanese and Dutch
        makers"."""
        phrase = self._phrases.of(span)
        if phrase is None or phrase.head is None or phrase.at is None or phrase.head.tag_ != "NNS":
            return []
        head, at = phrase.head, phrase.at
        if not self._lexicon.described(head.lemma, "firm", "force", "government"):
            return []
        inside = [token for token in at.tokens(span.start, span.end) if token.i < head.i]
        joined = any(token.lower_ in ("and", "&") for token in inside)
        named = [token for token in inside if token.text[:1].isupper() and self._identity.is_state(token.text)]
        other = [token for token in inside if token not in named and token.text[:1].isalnum() and token.lower_ != "and"]
        return [Span(*at.stretch(token), span.sure) for token in named] if joined and not other else []

    def _is_one_body(self, names: Sequence[Span]) -> bool:
        """Whether only the last of some names is a body's, so that all of them make up one: "Cereals and Produce
        Board", not "Velmar and the Produce Board", nor where the first one is known by itself."""
        phrases = [phrase for name in names if (phrase := self._phrases.of(name)) is not None]
        if len(phrases) < 2 or len(phrases) < len(names) or self._phrases.before(phrases[-1]) != "and":
            return False
        *others, body = (self._gazetteer.is_organization_like(phrase.words) for phrase in phrases)
        return body and not any(others) and not any(self._is_known(phrase.words) for phrase in phrases[:-1])

    def _is_known(self, words: str) -> bool:
        """Whether words by themselves name a state, a group, a firm by its form, or whoever the article names so."""
        entities = self._identity.entities.values()
        return self._identity.is_party(words) or any(words in (one.name, *one.aliases) for one in entities)

    def named(self, span: Span) -> str | None:
        """The party whose name a span is; None where it only describes somebody."""
        phrase = self._phrases.of(span)
        name = phrase.name if phrase is not None else None
        return self._called(name, speaking=False) if name is not None else None

    def speaker(self, span: Span, antecedents: Iterable[Span], voice: str | None) -> str | None:
        """Whoever speaks or denies; nobody where only "data" do."""
        phrase = self._phrases.of(span)
        word = phrase.head.lemma if phrase is not None and phrase.head is not None else ""
        alone = phrase is not None and " " not in phrase.words and phrase.name is None and not phrase.is_pronoun
        if phrase is not None and phrase.words.isupper() and (turn := self._identity.person_called(phrase.words)):
            return turn
        if alone and word in self._spoke:
            return self._spoke[word]
        if alone and word in _FIGURES:
            return None
        if phrase is not None and (author := self._author(phrase) or self._issuer(phrase) or self._based(phrase)):
            return author
        found = self._resolve(span, _Asked(tuple(antecedents), voice, self._identity.speaker, speaking=True))
        if found is not None and phrase is not None and phrase.name is None and not phrase.is_pronoun:
            found = self._in_full(found, phrase)
            self._spoke[word] = found
        if found is None and phrase is not None and phrase.words.lower() == "they":
            return self._last_group
        if found is not None and self._is_unnamed_group(found):
            self._last_group = found
        elif found is not None and self._is_named(found) and self._identity.entities[found].type in _BODIES:
            self._last_body = found
        return found

    def _author(self, phrase: Phrase) -> str | None:
        """The outlet that a phrase names ("the Kommersant newspaper"), or the body whose record speaks: "Amnesty
        International" of "an Amnesty International report", "Eurostat" of "data from Eurostat"; no state, nor what only
        tells which record it is ("Customs data", "Monday's report")."""
        if phrase.head is not None and (outlet := self._identity.outlet(phrase.head)):
            return outlet
        words, head = phrase.words.split(), phrase.head
        word = head.lemma if head is not None else ""
        if (compiler := self._compiler(phrase.words)) is not None:
            return self._called(compiler, speaking=True)
        if head is None or len(words) < 2 or not words[-1].islower() or not self._is_record(word):
            return None
        if (whose := _WHOSE.match(phrase.words[: -len(words[-1])])) is not None and not _is_when(whose["name"]):
            name = whose["name"]
            return None if self._identity.is_state(name) else self._called(name, speaking=True)
        before = head.doc[max(0, head.i - len(words) + 1) : head.i]
        named = all(token.pos_ == "PROPN" or token.lower_ in _IN_NAMES for token in before)
        lone_figures = (
            word in _FIGURES and len(before) == 1 and (before[0].i == 0 or before[0].lower_ in _KINDS_OF_DATA)
        )
        if lone_figures or not named or any(token.text in CALENDAR for token in before):
            return None
        name = " ".join(words[:-1]).removesuffix("'s")
        return None if self._identity.registry.state(name) is not None else self._called(name, speaking=True)

    def _compiler(self, words: str) -> str | None:
        """The one body by which figures were compiled: "Eurostat" of "data from Eurostat"; no state, month or list."""
        compiled = _COMPILED.search(words)
        if compiled is None:
            return None
        record = compiled["record"].lower()
        is_data = record in ("data", "figures", "statistics") and compiled["link"] != "of"
        if not is_data and not self._is_record(record):
            return None
        name = compiled["name"].removesuffix("'s")
        nobody = self._identity.is_state(name) or " and " in name or _is_when(name)
        return name if name and not nobody else None

    def _is_record(self, word: str) -> bool:
        return word in _ISSUED or self._lexicon.described(word, "record")

    def _issuer(self, phrase: Phrase) -> str | None:
        """Whoever issued the record that speaks ("the report says"), but states; figures speak for themselves."""
        if phrase.head is None or phrase.at is None or " " in phrase.words:
            return None
        word = phrase.head.lemma
        if word in _FIGURES or not self._is_record(word):
            return None
        found = self._issuers.of(phrase.head, phrase.at)
        is_state = found is not None and self._identity.entities[found].type is EntityType.STATE
        return None if is_state else found

    def _based(self, phrase: Phrase) -> str | None:
        """Who "the Nairobi-based group" is: the firm or organization that spoke last."""
        first = phrase.words.split()[0] if phrase.words else ""
        return self._last_body if first.endswith("-based") and self._phrases.before(phrase) == "the" else None

    def _is_unnamed_group(self, entity: str) -> bool:
        """Whether somebody is told of as several without a name: "three traders"."""
        known = self._identity.entities[entity]
        return known.type is EntityType.OFFICIAL and known.article is not None and known.name.endswith("s")

    def _in_full(self, found: str, phrase: Phrase) -> str:
        """The entity of a description by all its marked words: "people familiar with the matter", not "people"."""
        entity, words = self._identity.entities[found], _telling_words(phrase.words)
        if entity.type not in (EntityType.OFFICIAL, EntityType.ORGANIZATION) or entity.name.lower() == words.lower():
            return found
        if entity.name.lower() not in words.lower() or _BASED.sub("", words) == entity.name:
            return found
        return self._longer(entity, words)

    def _resolve(self, span: Span, asked: _Asked) -> str | None:
        phrase = self._phrases.of(span)
        if phrase is None or not phrase.words:
            return None
        whole = self._identity.registry.plain(phrase.words)
        if (state := self._identity.registry.declare_state(whole)) is not None:
            return state
        if (name := phrase.name or self._behind_owner(phrase)) is not None:
            return self._announcer(name, phrase) or self._called(name, speaking=asked.speaking)
        kinds = self._back.kinds(phrase)
        if (owner := self._set_apart_from(phrase, asked)) is not None:
            asked = replace(asked, others={*asked.others, owner})
        if (certain := self._certainly(span, phrase, kinds, asked)) is not None:
            return certain
        told = asked.another(self._told(phrase, kinds))
        if told is not None and self._is_named(told):
            return told
        found = told or asked.another(self._ruled(phrase, asked))
        if self._back.possible(phrase, asked.voice or found):
            back, sure = self._marked(span, asked, kinds or PARTIES, found)
            guessed = kinds and told is None and (sure >= _POSSIBLE or found is None)
            if back is not None and (sure >= _LIKELY or guessed):
                if phrase.head is not None and not phrase.is_pronoun:
                    self._identity.describe(back, phrase.head.lemma)
                return back
        if told is not None or phrase.is_pronoun:
            return told or found
        if self._phrases.before(phrase) in _INTRODUCING and " " not in phrase.words:
            back, sure = self._marked(span, asked, kinds or PARTIES, found)
            if back is not None and sure >= _TELLS_AGAIN and self._is_named(back):
                return back
        return self._by_itself(found, phrase, asked)

    def _by_itself(self, found: str | None, phrase: Phrase, asked: _Asked) -> str | None:
        """Whom a description means that goes back to nobody: whoever the rules find, else somebody of its own."""
        if found is None:
            return self._unnamed(phrase, speaking=asked.speaking)
        if self._identity.entities[found].type is EntityType.STATE:
            stands = self._stands_for_state(phrase)
            if found == _UNION and phrase.head is not None and phrase.head.lemma in _MEMBERS:
                return self._unnamed(phrase, speaking=asked.speaking)
            charges = bool(
                asked.speaking and phrase.head and self._lexicon.kinds(phrase.head.lemma, "noun") & {"charge"}
            )
            return found if stands or charges else self._unnamed(phrase, speaking=asked.speaking, country=found)
        if self._is_owner(found, phrase):
            return self._unnamed(phrase, speaking=asked.speaking)
        return found if asked.speaking else self._at_length(found, phrase)

    def _certainly(self, span: Span, phrase: Phrase, kinds: frozenset[EntityType], asked: _Asked) -> str | None:
        """To whom a description or a pronoun goes back by marks so certain that nothing stands against them, somebody
        of a kind that it stands for before anybody else."""
        if not asked.antecedents or self._phrases.before(phrase) in _INTRODUCING:
            return None
        anybody = ANYBODY if asked.speaking else PARTIES
        ruled = asked.another(self._ruled(phrase, asked))
        marked = (self._marked(span, asked, wanted, ruled) for wanted in (kinds or PARTIES, anybody))
        back = next((entity for entity, sure in marked if sure >= _CERTAIN), None)
        if back is None:
            return None
        if phrase.head is not None and not phrase.is_pronoun:
            self._identity.describe(back, phrase.head.lemma)
        return back

    def _set_apart_from(self, phrase: Phrase, asked: _Asked) -> str | None:
        """Whose client or supplier a description is of, who is therefore not meant by it."""
        if phrase.head is None or phrase.at is None or phrase.is_pronoun:
            return None
        return self._identity.set_apart_from(phrase.head, phrase.at, asked.voice)

    def _ruled(self, phrase: Phrase, asked: _Asked) -> str | None:
        """Whom the rules find for a phrase."""
        if phrase.head is None or phrase.at is None:
            return None
        return asked.find(phrase.head, phrase.at, asked.voice)

    def _marked(
        self, span: Span, asked: _Asked, kinds: frozenset[EntityType], ruled: str | None
    ) -> tuple[str | None, float]:
        """Whom the labeller marks as that to which a span goes back, and how likely he is."""

        phrase = self._phrases.of(span)
        nation = self._nation(phrase) if phrase is not None and not phrase.is_pronoun else None

        def resolve(mark: Span) -> Entity | None:
            found = self._resolve(mark, replace(asked, antecedents=(), voice=None, others=()))
            return self._identity.entities[found] if found is not None and self._is_of(found, nation) else None

        return self._back.likeliest(span, asked.antecedents, kinds, ruled, asked.others, resolve)

    def _is_of(self, entity: str, nation: str | None) -> bool:
        """Whether somebody may be of a state, or is that state, by what is known of him; None is any."""
        known = self._identity.entities[entity]
        others = {known.country, known.speaks_for} - {None}
        if known.type is EntityType.STATE:
            return nation in (None, entity)
        return nation is None or not others or nation in others

    def _told(self, phrase: Phrase, wanted: frozenset[EntityType]) -> str | None:
        """Who bears the same description before."""
        if phrase.head is None or phrase.at is None or phrase.is_pronoun:
            return None
        return self._identity.told_before(phrase.head, phrase.at, wanted)

    def _is_named(self, entity: str) -> bool:
        return self._identity.entities[entity].article is None

    def _at_length(self, found: str, phrase: Phrase) -> str:
        """The entity of a party's description with all that is marked of it: "family close to the deposed
        president"."""
        entity = self._identity.entities[found]
        name, rest = phrase.words[: len(entity.name)], phrase.words[len(entity.name) :]
        if entity.article is None or name != entity.name or not _BELONGING.fullmatch(rest):
            return found
        return self._longer(entity, phrase.words)

    def _longer(self, entity: Entity, words: str) -> str:
        """An entity of its own that goes by more words than another one, which is one of its names."""
        return self._identity.registry.note(
            replace(entity, id=f"{entity.id}-{slug(words)}", name=words, aliases=(entity.name,))
        )

    def _announcer(self, name: str, phrase: Phrase) -> str | None:
        """Who "the Company" and "the Group" are in an announcement: whom it says to call so, else the firm that it
        names first; "the Front" is in short whose name ends so."""
        common = " " not in name and self._lexicon.described(name.lower(), "firm", "group")
        if not common or self._phrases.before(phrase) != "the":
            return None
        defined = self._phrases.defined(name)
        if defined is not None and defined.name is not None and defined.name != name:
            return self._called(defined.name, speaking=False)
        in_short = any(entity.name.endswith(f" {name}") for entity in self._identity.entities.values())
        return None if in_short else self._identity.first_firm()

    def _behind_owner(self, phrase: Phrase) -> str | None:
        """The name behind the state to which it belongs: "Halvar Trade" of "Latvia's Halvar Trade"; of a body the state
        tells which one it is ("Latvia's Foreign Ministry")."""
        name = _BASED.sub("", phrase.words) if _BASED.match(phrase.words) else self._behind_state(phrase.words)
        if name is None or not all(word[:1].isupper() for word in name.split()):
            return None
        return None if self._gazetteer.is_organization_like(name) and not _BASED.match(phrase.words) else name

    def _is_owner(self, found: str, phrase: Phrase) -> bool:
        """Whether an entity is only whom the phrase belongs to: "Union" of "the Union's utilities"."""
        owners = [word for word in (phrase.head.lefts if phrase.head is not None else ()) if word.dep_ == "poss"]
        entity = self._identity.entities[found]
        names = {name.lower() for name in (entity.name, *entity.aliases)}
        return any(
            owner.text.lower() in names or owner.text in " ".join(names) for owner in owners if owner.pos_ != "PRON"
        )

    def _stands_for_state(self, phrase: Phrase) -> bool:
        """Whether a phrase means the state itself, not somebody who belongs to it ("Puntland's maritime police")."""
        if phrase.head is None:
            return False
        word = phrase.head.lemma
        named = self._identity.registry.state(phrase.words) is not None
        return named or word in COUNTRY or self._lexicon.described(word, "government")

    def _called(self, words: str, *, speaking: bool) -> str | None:
        registry = self._identity.registry
        if match := registry.state(words):
            return registry.match(match, words)
        origin, _, good = words.partition(" ")
        if good.isupper() and self._gazetteer.is_good(good, good) is IsGood.YES:
            match = registry.state(origin)
            if match is not None and match.how is How.DEMONYM:
                return registry.match(match, origin)
        return self._identity.named(words, speaking=speaking)

    def _unnamed(self, phrase: Phrase, *, speaking: bool, country: str | None = None) -> str | None:
        """An entity that only a description tells of: "a smelter in Mundra"."""
        if phrase.is_pronoun or phrase.head is None or (not speaking and self._is_thing(phrase)):
            return None
        if self._lexicon.described(phrase.head.lemma, "vessel") and self._phrases.before(phrase) == "by":
            return None
        kind = self._kind(phrase.head.lemma, speaking=speaking)
        country = country or self._nation(phrase)
        if country is not None and not speaking and self._is_part_of_a_state(phrase):
            return country
        if not speaking and phrase.head.lemma in _STORES:
            return None
        told = _FOCUS.sub("", phrase.words)
        uncounted = _COUNT.sub("", told)
        if (phrase.head.lemma in COUNTRIES and " " not in uncounted) or names_several_states(phrase.head):
            return None
        words = _telling_words(told) if speaking else self._without_state(uncounted)
        identity = f"{kind.lower()}:{slug(self._article)}/{slug(words)}"
        return self._identity.registry.note(Entity(identity, kind, words, country=country, article=self._article))

    def _without_state(self, words: str) -> str:
        """A description without the state to which it belongs, where a name is left: "Kwinana plant" of "Australia's
        Kwinana plant"."""
        rest = self._behind_state(words)
        return rest if rest is not None and rest[:1].isupper() else words

    def _behind_state(self, words: str) -> str | None:
        """What stands behind the state to which it belongs, if it belongs to one."""
        owner, _, rest = words.partition("'s ")
        return rest if rest and self._identity.is_state(owner) else None

    def _nation(self, phrase: Phrase) -> str | None:
        """The one state that the words of a description name: "Kyiv's grid operator", "a clinic in Chișinău"."""
        words = (word.removesuffix("'s") for word in phrase.words.split() if word[:1].isupper())
        registry = self._identity.registry
        states = {match.entry.id: word for word in words if (match := registry.state(word))}
        return registry.declare_state(next(iter(states.values()))) if len(states) == 1 else None

    def _is_part_of_a_state(self, phrase: Phrase) -> bool:
        """Whether a description is of a state's provinces, or of its ports by no name but the state's and a sea's
        ("Russia's Baltic ports"), and not of what somebody else holds."""
        if phrase.head is None or phrase.head.lemma not in _PARTS_OF_STATES or _HELD.search(phrase.words):
            return False
        names = [word.removesuffix("'s") for word in phrase.words.split() if word[:1].isupper()]
        return phrase.head.lemma in _PROVINCES or all(
            self._identity.is_state(name) or self._gazetteer.is_region(name) for name in names
        )

    def _is_thing(self, phrase: Phrase) -> bool:
        """Whether a description names a good, which supplies and receives nothing ("Chinese microelectronics")."""
        word = phrase.head.lemma if phrase.head is not None else ""
        known = self._gazetteer.is_good(word, phrase.words) is IsGood.YES
        return known and not self._lexicon.described(
            word, "firm", "body", "force", "group", "official", "person", "vessel"
        )

    def _kind(self, word: str, *, speaking: bool) -> EntityType:
        described = self._lexicon.described
        if self._lexicon.is_firm_s(word):
            return EntityType.FIRM
        if speaking and not described(
            word, "institution", "body", "outlet", "research", "record", "government", "force", "group"
        ):
            return EntityType.OFFICIAL
        return EntityType.ORGANIZATION


def _is_when(words: str) -> bool:
    """Whether words tell when: "Monday" of "Monday's report"."""
    return any(word in CALENDAR for word in words.split())


def _telling_words(words: str) -> str:
    """A description without what only points back or tells a rank: "ministry" of "country's ministry", "diplomats" of
    "diplomats in the region" and "senior diplomats"."""
    return without_rank(_POINTING.sub("", words) or words)

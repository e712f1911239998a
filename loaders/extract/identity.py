"""Who is meant: phrases of one article → entities with stable ids. Names, titles, descriptions, pronouns.

Nothing here looks at the world: a description ("the plant", "they") goes back to what the article named before. This is
the room that answers; names are looked up in `bearers`, descriptions in `descriptions`, pronouns in `pronouns`.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from types import MappingProxyType

from claimgraph.graph.model import Entity, EntityType
from claimgraph.loaders.extract.affiliations import Affiliations
from claimgraph.loaders.extract.antecedents import Antecedents
from claimgraph.loaders.extract.bearers import Bearers
from claimgraph.loaders.extract.bodies import Bodies
from claimgraph.loaders.extract.callings import Callings
from claimgraph.loaders.extract.described import heads_phrase, is_definite
from claimgraph.loaders.extract.descriptions import Descriptions
from claimgraph.loaders.extract.firms import Firms
from claimgraph.loaders.extract.history import History
from claimgraph.loaders.extract.lexicon import Lexicon
from claimgraph.loaders.extract.mentions import Mentions
from claimgraph.loaders.extract.names import NameBook, Phrases, Seems
from claimgraph.loaders.extract.officials import Officials
from claimgraph.loaders.extract.parsed import Parsed
from claimgraph.loaders.extract.pronouns import PARTIES, SPEAKING, Pronouns
from claimgraph.loaders.extract.registry import Registry
from claimgraph.loaders.extract.seats import seats_told
from claimgraph.loaders.extract.states import mentioned_states
from claimgraph.loaders.extract.trace import SILENT, Resolved, Trace
from claimgraph.loaders.extract.words import Token
from claimgraph.loaders.gazetteer import Gazetteer
from claimgraph.loaders.goods import GoodClass

_MAY_SPEAK = frozenset(EntityType) - {EntityType.GOOD}
_ARMS = frozenset({"good:weapons", "good:military-equipment", "good:military-aid"})
_OF_WAR = frozenset({GoodClass.ARMS, GoodClass.DUAL_USE})
"""What whoever speaks of weapons in general may mean."""


class Identity:
    """The entities of one article, in the making. Give it the parsed sentences in order, then ask.

    Parameters:
        article: id of the article.
        names: those that somebody else found in the text, each with what it seems to be.
        text: the whole article, which may tell where firms are based in sentences that are not parsed.
    """

    def __init__(
        self,
        gazetteer: Gazetteer,
        lexicon: Lexicon,
        article: str,
        parsed: Sequence[Parsed],
        trace: Trace = SILENT,
        names: Mapping[str, Seems] = MappingProxyType({}),
        text: str = "",
    ) -> None:
        self._gazetteer, self._trace = gazetteer, trace
        self._mentions = Mentions(lexicon)
        self.registry = registry = Registry(gazetteer, seats_told(text, lexicon.is_firm_s))
        self._history = history = History()
        book = NameBook(gazetteer, lexicon, self.is_state)
        self._pronouns = Pronouns(history, self.entities, lexicon, self._refer)
        self._affiliations = affiliations = Affiliations(
            registry, gazetteer, lexicon, book, history, self._pronouns, self._bearer, _named_states(parsed, registry)
        )
        self._bearers = Bearers(registry, gazetteer, lexicon, book, affiliations)
        self.callings = callings = Callings(history, registry, lexicon)
        self._antecedents = antecedents = Antecedents(history, registry, lexicon, callings, trace)
        self._officials = Officials(article, registry, lexicon, history, antecedents, affiliations, self._refer)
        self._firms = Firms(article, registry, lexicon, antecedents, affiliations)
        bodies = Bodies(registry, lexicon, book, antecedents, affiliations, self.speaker)
        self._descriptions = Descriptions(lexicon, antecedents, affiliations, self._officials, self._firms, bodies)
        phrases = [(at, [token for token in at.tree if heads_phrase(token)]) for at in parsed]
        _read_names(book, phrases, names, self._mentions)
        registry.rule_out(name.split()[0] for name in book.names if gazetteer.is_firm_like(name))
        self._note_mentions(phrases)

    @property
    def entities(self) -> dict[str, Entity]:
        """All entities declared so far, by id."""
        return self.registry.entities

    def is_state(self, word: str) -> bool:
        """Whether words name a state or its people."""
        return self.registry.state(word) is not None

    def is_party(self, words: str) -> bool:
        """Whether words by themselves name a state, a known group, or a firm by its form."""
        return self.is_state(words) or self._gazetteer.group(words) is not None or self._gazetteer.is_firm_like(words)

    def party(self, token: Token, at: Parsed, voice: str | None = None) -> str | None:
        """The supplier or recipient that a phrase means: id of a state, firm or organization, or None.

        Parameters:
            voice: id of whoever speaks these words, for "we" and "our".
        """
        found = self._party(token, at, voice)
        found = None if found is not None and self.registry.is_outlet(found) else found
        if self._trace.listens:
            self._trace.note(Resolved(at, token, "party", found))
        return found

    def speaker(self, token: Token, at: Parsed, voice: str | None = None) -> str | None:
        """Whoever a phrase names as speaking: any entity but a good, or None."""
        found = self._refer(token, at, _MAY_SPEAK, voice, speaking=True)
        found = found or self._officials.unnamed(token)
        if self._trace.listens:
            self._trace.note(Resolved(at, token, "speaker", found))
        return found

    def nationality(self, token: Token) -> str | None:
        """The state that a word before a noun names, with the words beside it where they belong to its name."""
        return self._affiliations.nationality(token)

    def party_named(self, token: Token, at: Parsed) -> str | None:
        """The state, firm or organization known by the name that a phrase head ends; nothing is guessed."""
        return self._bearers.of(token, at, guess=False)

    def named(self, words: str, *, speaking: bool) -> str | None:
        """The entity of a name that stands in the text, whatever the parse makes of it; None where nothing is left
        without its titles."""
        return self._bearers.of_words(words, speaking=speaking)

    def outlet(self, token: Token) -> str | None:
        """The outlet whose name stands before a word for its kind ("the Kommersant newspaper")."""
        return self._bearers.of_outlet(token)

    def person_called(self, label: str) -> str | None:
        """The person whom a transcript calls so before a colon ("MR LUND:")."""
        return self._bearers.of_label(label)

    def mentioned(self, sentence: int, tokens: Collection[int]) -> set[str]:
        """The states, firms and so on that some tokens of a sentence name or describe."""
        return self._history.within(sentence, tokens)

    def first_firm(self) -> str | None:
        """The firm that the article names first."""
        return self._history.first(EntityType.FIRM)

    def set_apart_from(self, token: Token, at: Parsed, voice: str | None) -> str | None:
        """Whose client or supplier a description is of, who is therefore not meant by it."""
        return self._firms.set_apart_from(token, at, voice)

    def tells_whose(self, token: Token) -> bool:
        """Whether a phrase only says whose officer somebody is, so that a name beside it is his: "the manager of the
        plant, Ada Lund"."""
        return self._officials.tells_whose(token)

    def told_before(self, token: Token, at: Parsed, kinds: frozenset[EntityType]) -> str | None:
        """What a definite description goes back to by its very words: "the broker" to whoever was called a broker."""
        return self._antecedents.of(token, at, kinds, alike=True) if is_definite(token) else None

    def kind_of_goods(self, word: str) -> str | None:
        """The kind of goods that the taxonomy calls so, whether the article supplies any or not."""
        term = self._gazetteer.good(word).term
        return term.id if term is not None else None

    def is_of_kind(self, good: str, kind: str) -> bool:
        """Whether a good is of a kind, or drones and the like where weapons are meant."""
        if self.registry.covers(kind, good):
            return True
        return kind in _ARMS and not self._classes(self.entities[good].name).isdisjoint(_OF_WAR)

    def may_be_alike(self, good: str, other: str) -> bool:
        """Whether two goods are of one class (arms, food), or nobody knows of one of them what it is."""
        one, two = (self._classes(self.entities[each].name) for each in (good, other))
        return not one or not two or not one.isdisjoint(two)

    def _classes(self, good: str) -> set[GoodClass]:
        match = self._gazetteer.good(good)
        return {term.kind for term in (match.term, *match.kinds) if term is not None}

    def is_such_a_good(self, good: str, nouns: Iterable[Token]) -> bool:
        """Whether a good is of a kind that some nouns tell of, where they tell of any."""
        kinds = {kind for word in nouns if (kind := self.kind_of_goods(word.text)) is not None}
        return not kinds or any(self.is_of_kind(good, kind) for kind in kinds)

    def describe(self, entity: str, word: str) -> None:
        """Remember that the article calls an entity so: what is "the company" once is "the company" later."""
        self._history.describe(entity, word)

    def _party(self, token: Token, at: Parsed, voice: str | None) -> str | None:
        if token.dep_ in ("amod", "compound", "nmod") and (nation := self.nationality(token)):
            return nation
        found = self._refer(token, at, PARTIES, voice)
        if found and self.entities[found].type is EntityType.OFFICIAL:
            employer = self.entities[found].speaks_for or self.registry.supposed.get(found)
            return employer or (found if self.entities[found].article is None else None)
        return found or self._firms.unnamed(token)

    def _refer(
        self,
        token: Token,
        at: Parsed,
        kinds: frozenset[EntityType],
        voice: str | None = None,
        *,
        speaking: bool = False,
    ) -> str | None:
        """Whom a phrase means: a pronoun, a name, else a description."""
        if token.pos_ == "PRON" or token.lower_ in SPEAKING:
            return self._pronouns.meant(token, at, kinds, voice)
        described = self._descriptions.speaker if speaking else self._descriptions.party
        found = self._bearers.of_phrase(token, at, speaking=speaking) or described(token, at, voice)
        if found and self.entities[found].type in kinds | {EntityType.OFFICIAL}:
            return found
        return None

    def _bearer(self, token: Token, at: Parsed) -> str | None:
        """Who bears the name that a phrase is."""
        return self._bearers.of(token, at)

    def _note_mentions(self, phrases: Phrases) -> None:
        for at, heads in phrases:
            covered = 0
            for token in heads:
                if token.i < covered:
                    continue
                if (span := self._mentions.name(token)) is not None:
                    covered = span.end
                found = self.party_named(token, at) or self._descriptions.introduced(token, at)
                if found:
                    self._antecedents.note(token, at, found)


def _named_states(parsed: Iterable[Parsed], registry: Registry) -> frozenset[str]:
    """The ids of the states that some sentences name."""
    surfaces = (surface for at in parsed for surface in mentioned_states(at.sentence.readable, registry.state))
    return frozenset(match.entry.id for surface in surfaces if (match := registry.state(surface)) is not None)


def _read_names(book: NameBook, phrases: Phrases, names: Mapping[str, Seems], mentions: Mentions) -> None:
    for name in names:
        book.note(name)
    book.read(phrases, mentions)
    for name, seems in names.items():
        book.suppose(name, seems)

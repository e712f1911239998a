"""Who bears a name: names of the text, and names that stand beside a description → entities of the article."""

from __future__ import annotations

from claimgraph.graph.model import EntityType
from claimgraph.loaders.extract.affiliations import Affiliations
from claimgraph.loaders.extract.described import is_where, places
from claimgraph.loaders.extract.lexicon import Lexicon
from claimgraph.loaders.extract.mentions import CALENDAR, Mentions
from claimgraph.loaders.extract.names import NameBook
from claimgraph.loaders.extract.parsed import Parsed
from claimgraph.loaders.extract.pronouns import speaks
from claimgraph.loaders.extract.registry import Registry
from claimgraph.loaders.extract.tree import has_capital
from claimgraph.loaders.extract.words import Token
from claimgraph.loaders.gazetteer import Gazetteer
from claimgraph.loaders.surfaces import bare

_OUTLETS = frozenset("newspaper magazine daily weekly broadsheet tabloid broadcaster".split())
_OF_OUTLETS = frozenset("news state daily weekly online business television tv radio".split())
"""What may stand between the name of an outlet and the word for its kind."""
_OF_NEWS = frozenset("agency site website outlet service portal channel station network".split())
"""What is an outlet where one of these stands before it: "news agency", not "nuclear agency"."""


class Bearers:
    """The bearers of the names of one article, declared with where they belong as they turn up."""

    def __init__(
        self,
        registry: Registry,
        gazetteer: Gazetteer,
        lexicon: Lexicon,
        book: NameBook,
        affiliations: Affiliations,
    ) -> None:
        self._registry, self._gazetteer, self._lexicon = registry, gazetteer, lexicon
        self._book, self._affiliations = book, affiliations
        self._mentions = Mentions(lexicon)

    def of_words(self, words: str, *, speaking: bool) -> str | None:
        """Who bears a name that stands in the text, whatever the parse makes of it; None where nothing is left without
        its titles."""
        if group := self._gazetteer.group(bare(words)):
            return self._registry.group(group, bare(words))
        if called := self._state_called(words):
            return called
        name, titles = self._book.clean(words)
        if not name:
            return None
        if agency := self._agency_of(words.removesuffix(name).strip(), name):
            return agency
        full = self._book.full(name)
        if self._is_region(name, full):
            return None
        if not titles and (home := self._home(name, full)):
            return home
        told = EntityType.OFFICIAL if titles else self._book.kinds.get(full) or self._book.kinds.get(name)
        kind = told or self._book.kind_of(full) or self._book.guess(full, speaking)
        self._book.kinds.setdefault(full, kind)
        return self._registry.named(full, name, kind)

    def _agency_of(self, owner: str, name: str) -> str | None:
        """The known agency whose state stands before its name: "South Korea's National Intelligence Service"."""
        group, state = self._gazetteer.group(name), self._registry.state(owner.removesuffix("'s"))
        is_its_own = group is not None and state is not None and group.speaks_for == state.entry.id
        return self._registry.group(group, name) if group is not None and is_its_own else None

    def of_outlet(self, token: Token) -> str | None:
        """The outlet whose name stands before a word for its kind: "Kommersant" of "the Kommersant newspaper", "TASS"
        of "Russia's TASS news agency"; no state."""
        document, end = token.doc, token.i
        while end > 0 and document[end - 1].lower_ in _OF_OUTLETS:
            end -= 1
        if token.lower_ not in (_OUTLETS if end == token.i else _OUTLETS | _OF_NEWS):
            return None
        start = end
        while start > 0 and _belongs_to_outlet(document[start - 1]):
            start -= 1
        words = document[start:end]
        name = document.between(start, end)
        placed = self._registry.state(name) is not None or self._gazetteer.places.state(name) is not None
        if not words or not has_capital(words[-1]) or placed or any(word.text in CALENDAR for word in words):
            return None
        if not self._gazetteer.is_organization_like(name):
            self._book.kinds.setdefault(self._book.full(name), EntityType.ORGANIZATION)
        return self.of_words(name, speaking=True)

    def of_label(self, label: str) -> str | None:
        """The person whom a transcript calls so before a colon ("MR LUND:"): one of this name, or of a title and a
        name."""
        name, titles = self._book.clean(label.title())
        if not name:
            return None
        for entity in self._registry.entities.values():
            known = entity.name.casefold()
            if entity.type is EntityType.OFFICIAL and f" {known}".endswith(f" {name.casefold()}"):
                return entity.id
        return self.of_words(label.title(), speaking=True) if titles else None

    def of(self, token: Token, at: Parsed, *, speaking: bool = False, guess: bool = True) -> str | None:
        """Who bears the name that a phrase head ends.

        Parameters:
            speaking: whether whoever it is speaks.
            guess: whether to guess what a name is of which the text says nothing.
        """
        span = self._mentions.name(token)
        if span is None:
            return None
        text = self._registry.plain(at.tree.between(span.start, span.end))
        if match := self._registry.state(text):
            return self._affiliations.nationality(token) or self._registry.match(match, text)
        before, after = at.tree[max(0, span.start - 1)], at.tree[min(span.end, len(at.tree) - 1)]
        if before.lower_ == "the" and after.lower_ != "of" and (called := self._state_called(text)):
            return called
        if group := self._gazetteer.group(bare(text)):
            return self._registry.group(group, bare(text))
        if token.pos_ != "PROPN" and not (span.end - span.start > 1 or (speaking and token.i > 0)):
            return None
        name, _ = self._book.clean(text)
        if not name or (name.lower() == name and not name[:1].isdigit()):
            return None
        full = self._book.full(name)
        if self._is_region(name, full):
            return None
        if home := self._home(name, full):
            return home
        kind = self._book.kinds.get(full) or self._book.kinds.get(name)
        if kind is None:
            if not guess and not (speaks(token, self._lexicon) and len(full.split()) > 1):
                return None
            kind = self._book.guess(full, speaking or speaks(token, self._lexicon))
        if guess:
            self._book.kinds.setdefault(full, kind)
        found = self._registry.named(full, name, kind)
        self._affiliations.link(found, token, at)
        return found

    def _state_called(self, words: str) -> str | None:
        """The state that is called so ("the North"), where the words are nobody's name in short."""
        called = self._registry.state_called(words)
        return called if called is not None and self._book.full(words) == words else None

    def _home(self, name: str, full: str) -> str | None:
        """The state in which a place lies, where the text neither says what else bears the name nor shortens a longer
        one to it."""
        return self._registry.place(name) if name == full and name not in self._book.kinds else None

    def _is_region(self, name: str, full: str) -> bool:
        """Whether a sea or a continent's adjective is named, not "Pacific Metals" in short."""
        return name == full and self._gazetteer.is_region(name)

    def of_phrase(self, token: Token, at: Parsed, *, speaking: bool) -> str | None:
        """Whom a phrase names: by its own name, else by one that stands beside the description."""
        if speaking and (outlet := self.of_outlet(token)):
            return outlet
        named = self.of(token, at, speaking=speaking)
        beside = self._names_beside(token)
        office = bool(beside) and self._lexicon.described(token.lemma, "official")
        if named and not office and (token.pos_ == "PROPN" or self._is_state(named)):
            return named
        if token.dep_ == "appos" and token.head.pos_ == "PROPN" and not named and not self._is_where(token.head):
            beside.append(token.head)
        beside.extend(
            child
            for place in places(token)
            for child in self._names_behind(place)
            if not self._registry.state(child.text)
        )
        for other in beside:
            if (found := self.of(other, at, speaking=speaking)) and not self._is_state(found):
                return found
        return named

    def _is_where(self, name: Token) -> bool:
        return is_where(name, lambda word: self._registry.state(word) is not None)

    def _names_beside(self, token: Token) -> list[Token]:
        return [child for child in self._mentions.appositions(token) if child.pos_ == "PROPN"]

    def _names_behind(self, place: Token) -> list[Token]:
        """Names that the parser hung on a place inside a description: "a spokesman at the embassy in Norland, Ada
        Lund"."""
        found = self._names_beside(place)
        for inner in places(place):
            found.extend(self._names_behind(inner))
        return found

    def _is_state(self, entity: str) -> bool:
        return self._registry.entities[entity].type is EntityType.STATE


def _belongs_to_outlet(word: Token) -> bool:
    """Whether a word before an outlet's kind is one of its name; the parser cuts "al-Awsat"."""
    cut = word.text == "-" or (word.i + 1 < len(word.doc) and word.nbor().text == "-")
    return cut or (word.pos_ == "PROPN" and has_capital(word))

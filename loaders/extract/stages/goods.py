"""Which goods the arguments of events name."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from claimgraph.loaders.extract.annotations import MentionType, ParsedText, Span
from claimgraph.loaders.extract.lexicon import Lexicon
from claimgraph.loaders.extract.segment import place_at
from claimgraph.loaders.extract.stages.names import Names
from claimgraph.loaders.extract.stages.phrases import PRONOUNS, Phrase, Phrases
from claimgraph.loaders.extract.thresholds import Thresholds
from claimgraph.loaders.gazetteer import Gazetteer
from claimgraph.loaders.goods import GoodClass, IsGood, Term
from claimgraph.loaders.surfaces import slug

AMOUNT: Final = re.compile(
    r"^(?:(?:about|around|some|nearly|almost|roughly|over|up to|more than|at least|less than)\s+)*"
    r"(?:\d[\d.,]*|two|three|four|five|six|seven|eight|nine|ten|dozens?|hundreds|thousands|several|many)(?:\s+of)?\s+"
    r"(?=\S)",
    re.IGNORECASE,
)
"""How many are meant, before a noun."""
_NO_GOODS: Final = frozenset(MentionType) - {MentionType.PRODUCT, MentionType.VESSEL}
_ARMS: Final = frozenset({"good:weapons", "good:military-equipment", "good:military-aid"})
_OF_WAR: Final = frozenset({GoodClass.ARMS, GoodClass.DUAL_USE})
"""What somebody may mean who speaks of weapons in general."""
_OPENING: Final = 4
_LEAST_LETTERS: Final = 2


class Goods:
    """Finds the goods that spans of one article name."""

    def __init__(
        self, doc: ParsedText, names: Names, phrases: Phrases, gazetteer: Gazetteer, lexicon: Lexicon, least: Thresholds
    ) -> None:
        self._sentences, self._names, self._phrases = doc.sentences, names, phrases
        self._gazetteer, self._lexicon, self._least = gazetteer, lexicon, least

    def of(self, span: Span, back: Sequence[Span] = ()) -> str | None:
        """The id of the good that a span names; None where it names none.

        Parameters:
            back: what the network says that a pronoun, an amount or a bare noun goes back to.
        """
        phrase = self._phrases.of(span)
        if phrase is None:
            return None
        empty = phrase.is_pronoun or self._is_amount(phrase)
        if empty or (phrase.definite and phrase.is_one_word and back):
            for other in sorted(back, key=lambda other: -other.score):
                if other.score < self._least.faint or other.overlaps(span):
                    continue
                if (found := self.of(other)) is not None:
                    return found
            if empty:
                return None
        return self._named(span, phrase)

    def _named(self, span: Span, phrase: Phrase) -> str | None:
        name = phrase.words
        if self._names_no_good(span, phrase):
            return None
        if self._gazetteer.states.is_origin(name) or sum(map(str.isalpha, name)) < _LEAST_LETTERS:
            return None
        if self._gazetteer.is_good(phrase.head, name) is IsGood.NO and span.score < self._least.good:
            return None
        return self._names.table.good(self._spelled(phrase)) if slug(name) else None

    def _names_no_good(self, span: Span, phrase: Phrase) -> bool:
        """Whether a phrase is the name of a party or a person, or ends in one and is no known good: "Acme", not "Acme
        cars"."""
        over = [one for one in self._names.over(span) if one.type in _NO_GOODS and one.end >= phrase.end]
        if any(one.start <= phrase.start and one.score >= self._least.mention for one in over):
            return True
        return bool(over) and self._gazetteer.is_good(phrase.head, phrase.words) is not IsGood.YES

    def _is_amount(self, phrase: Phrase) -> bool:
        """Whether a phrase only counts: "900 units", "two shipments"."""
        words = AMOUNT.sub("", f"{phrase.words} ").strip().lower()
        units, things = self._lexicon.units, self._lexicon.things
        counts = phrase.head in units and phrase.head not in things
        counted = all(word in self._lexicon.numbers for word in words.split()[:-1])
        return not words or words in PRONOUNS or (counts and counted)

    def _spelled(self, phrase: Phrase) -> str:
        """A good's name without the capital that only the beginning of a sentence gives it."""
        place = place_at(self._sentences, phrase.start)
        opens = place >= 0 and phrase.start - self._sentences[place].start <= _OPENING
        first, _, rest = phrase.words.partition(" ")
        named = any(one.start <= phrase.start < one.end for one in self._names.mentions)
        return f"{first.lower()} {rest}".strip() if opens and first[1:].islower() and not named else phrase.words

    def kind(self, word: str) -> Term | None:
        """The kind of goods that the taxonomy calls so, whether the article supplies any or not."""
        return self._gazetteer.good(word).term

    def is_known(self, word: str) -> bool:
        """Whether the taxonomy has a good of this name."""
        return self.kind(word) is not None

    def is_of_kind(self, good: str, kind: str) -> bool:
        """Whether a good is of a kind, or for war where weapons are meant."""
        table = self._names.table
        if table.covers(kind, good):
            return True
        match = self._gazetteer.good(table.entities[good].name)
        classes = {term.kind for term in (match.term, *match.kinds) if term is not None}
        return kind in _ARMS and not classes.isdisjoint(_OF_WAR)

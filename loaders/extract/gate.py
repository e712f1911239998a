"""The typing gate: parties are states, organizations or firms; goods are concrete things. Most false claims end
here."""

from __future__ import annotations

import re
from enum import StrEnum
from typing import Protocol

from claimgraph.loaders.extract.described import NOTHING, is_indefinite, is_nothing, names_several_states
from claimgraph.loaders.extract.lexicon import Lexicon
from claimgraph.loaders.extract.mentions import Mentions
from claimgraph.loaders.extract.parsed import Parsed
from claimgraph.loaders.extract.words import Token
from claimgraph.loaders.gazetteer import Gazetteer
from claimgraph.loaders.goods import IsGood

_ABSTRACT = re.compile(r"(?:ness|ship|hood|ism|ence|ance|ment|tion|sion|ity|acy)s?$")
_STANDS_FOR_GOODS = frozenset({"it", "them", "these", "those", "they", "some", "which", "that"})
_SIDES = frozenset({"party", "side", "belligerent"})
_NUMBERED = frozenset({"no", "nos"})
_NO_PARTY = frozenset({"who", "which", "that", "this", "there", "what", "whom"})


class Objection(StrEnum):
    """Why a phrase may not play a part."""

    EMPTY_PRONOUN = "a pronoun that stands for no party"
    NOBODY = "names no state, firm or organization"
    OTHER_PRONOUN = "a pronoun that stands for no good"
    NO_NOUN = "heads no noun phrase"
    NO_WORD = "is no word"
    LISTED = "is listed as no good, or ends in a word that is"
    LISTED_BEFORE = "a name with a word before it that is listed as no good"
    COUNTS = "counts or measures something"
    DESCRIBES = "describes a party or a speaker"
    ABSTRACT = "is abstract by its ending"
    IS_PARTY = "names a party"


class TypingGate:
    """Decides for one article which phrase may play which part."""

    def __init__(self, gazetteer: Gazetteer, lexicon: Lexicon, identity: Parties) -> None:
        self._gazetteer, self._lexicon, self._identity = gazetteer, lexicon, identity
        self._mentions = Mentions(lexicon)

    def objection(self, part: str, token: Token, at: Parsed) -> Objection | None:
        """Why a phrase may not play a part ("supplier", "recipient", "good" or "via"); None where it may."""
        if part == "good":
            return self._against_good(token, at)
        if token.pos_ == "PRON":
            return Objection.EMPTY_PRONOUN if token.lower_ in _NO_PARTY else None
        if token.lemma in _SIDES or names_several_states(token) or self._identity.party(token, at) is not None:
            return None
        return Objection.NOBODY

    def is_origin(self, word: Token) -> bool:
        """Whether a word before a good tells the state that it comes from ("Russian", not "Leopard")."""
        return word.dep_ != "poss" and self._identity.nationality(word) is not None

    def _against_good(self, token: Token, at: Parsed) -> Objection | None:
        noun = self._mentions.thing(token)
        if noun.pos_ == "PRON" or noun.tag_ in ("WDT", "DT"):
            return None if noun.lower_ in _STANDS_FOR_GOODS or is_nothing(noun) else Objection.OTHER_PRONOUN
        if self._mentions.is_bare_amount(noun):
            return None if noun.pos_ in ("NUM", "PRON", "DET", "NOUN") else Objection.NO_NOUN
        if noun.pos_ not in ("NOUN", "PROPN", "X", "VERB", "ADJ"):
            return Objection.NO_NOUN
        word = noun.lemma
        if sum(letter.isalpha() for letter in word) < 2 or word in _NUMBERED:
            return Objection.NO_WORD
        if noun.pos_ == "PROPN" and self._has_no_good_before(noun):
            return Objection.LISTED_BEFORE
        if word in self._lexicon.noun_frames and word not in ("cargo",):
            return None
        span = self._mentions.good(noun)
        known = self._gazetteer.is_good(word, at.tree.between(span.start, span.end))
        if known is not IsGood.UNKNOWN:
            return None if known is IsGood.YES else Objection.LISTED
        return self._against_unknown(noun, word, at)

    def _against_unknown(self, noun: Token, word: str, at: Parsed) -> Objection | None:
        """What speaks against a noun that no list of goods knows."""
        if word in self._lexicon.not_goods:
            return Objection.LISTED
        if word in self._lexicon.units:
            return Objection.COUNTS
        if word in self._lexicon.descriptions and not (word in NOTHING and is_indefinite(noun)):
            return Objection.DESCRIBES
        if _ABSTRACT.search(word):
            return Objection.ABSTRACT
        named = noun.pos_ == "PROPN" and self._identity.party_named(noun, at) is not None
        return Objection.IS_PARTY if named else None

    def _has_no_good_before(self, noun: Token) -> bool:
        return any(word.lemma in self._lexicon.not_goods for word in noun.lefts if word.pos_ in ("NOUN", "PROPN"))


class Parties(Protocol):
    """Who is meant by the phrases of an article."""

    def party(self, token: Token, at: Parsed, voice: str | None = None) -> str | None:
        """The supplier or recipient that a phrase means."""
        ...

    def party_named(self, token: Token, at: Parsed) -> str | None:
        """The party known by the name that a phrase head ends."""
        ...

    def nationality(self, token: Token) -> str | None:
        """The state that a word before a noun names."""
        ...

"""The typing gate: parties are states, organizations or firms; goods are concrete things. Most false claims end
here."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Protocol

from claimgraph.loaders.extract.described import names_several_states
from claimgraph.loaders.extract.lexicon import Lexicon
from claimgraph.loaders.extract.mentions import Mentions
from claimgraph.loaders.extract.parsed import Parsed
from claimgraph.loaders.extract.tree import lemma
from claimgraph.loaders.gazetteer import Gazetteer
from claimgraph.loaders.goods import IsGood

if TYPE_CHECKING:
    from spacy.tokens import Token

_ABSTRACT = re.compile(r"(?:ness|ship|hood|ism|ence|ance|ment|tion|sion|ity|acy)s?$")
_STANDS_FOR_GOODS = frozenset({"it", "them", "these", "those", "they", "some", "which", "that"})
_SIDES = frozenset({"party", "side", "belligerent"})
_NO_PARTY = frozenset({"who", "which", "that", "this", "there", "what", "whom"})


class TypingGate:
    """Decides for one article which phrase may play which part."""

    def __init__(self, gazetteer: Gazetteer, lexicon: Lexicon, identity: Parties) -> None:
        self._gazetteer, self._lexicon, self._identity = gazetteer, lexicon, identity
        self._mentions = Mentions(lexicon)

    def fits(self, part: str, token: Token, at: Parsed) -> bool:
        """Whether a phrase may play a part ("supplier", "recipient", "good" or "via")."""
        if part == "good":
            return self._is_good(token, at)
        if token.pos_ == "PRON":
            return token.lower_ not in _NO_PARTY
        return lemma(token) in _SIDES or names_several_states(token) or self._identity.party(token, at) is not None

    def is_origin(self, word: Token) -> bool:
        """Whether a word before a good tells the state that it comes from ("Russian", not "Leopard")."""
        return word.dep_ != "poss" and self._identity.nationality(word) is not None

    def _is_good(self, token: Token, at: Parsed) -> bool:
        noun = self._mentions.thing(token)
        if noun.pos_ == "PRON" or noun.tag_ in ("WDT", "DT"):
            return noun.lower_ in _STANDS_FOR_GOODS
        if self._mentions.is_bare_amount(noun):
            return noun.pos_ in ("NUM", "PRON", "DET", "NOUN")
        if noun.pos_ not in ("NOUN", "PROPN", "X", "VERB", "ADJ"):
            return False
        word = lemma(noun)
        if sum(letter.isalpha() for letter in word) < 2:
            return False
        if (
            any(lemma(child) in self._lexicon.not_goods for child in noun.lefts if child.pos_ in ("NOUN", "PROPN"))
            and noun.pos_ == "PROPN"
        ):
            return False
        if word in self._lexicon.noun_frames and word not in ("cargo",):
            return True
        span = self._mentions.good(noun)
        known = self._gazetteer.is_good(word, at.tree[span.start : span.end].text)
        if known is not IsGood.UNKNOWN:
            return known is IsGood.YES
        if word in self._lexicon.not_goods or word in self._lexicon.units or word in self._lexicon.descriptions:
            return False
        if _ABSTRACT.search(word):
            return False
        return noun.pos_ != "PROPN" or self._identity.party_named(noun, at) is None


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

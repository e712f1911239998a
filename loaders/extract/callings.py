"""By which nouns whom one may call: what a description can go back to, by what is known of everybody's name.

"The hospital" is nobody whom the article never called so and whose name does not say it; "the mills" are no one firm.
The nouns that are so particular are those of `callings.tsv`.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import Final

from claimgraph.graph.model import Claim, EntityType
from claimgraph.loaders.extract.described import names_several_states
from claimgraph.loaders.extract.history import History
from claimgraph.loaders.extract.lexicon import Lexicon
from claimgraph.loaders.extract.registry import Registry
from claimgraph.loaders.extract.words import Token

COUNTRIES: Final = frozenset({"country", "nation", "state", "government", "neighbour", "neighbor", "ally"})
"""Nouns whose plural means several states."""
PLAIN_FIRMS: Final = frozenset({"company", "firm", "manufacturer", "maker", "producer", "dealer", "trader", "exporter"})
"""Nouns that with only an article before them call whichever firm is spoken of: no shipper, no parent company."""
_HEADS: Final = ("body", "outlet", "research")
_COMPLEMENTS: Final = frozenset({"of", "in", "for", "at"})
_FIRMS: Final = frozenset({EntityType.FIRM, EntityType.ORGANIZATION})


class Callings:
    """Answers for the entities of one article, by their ids."""

    def __init__(self, history: History, registry: Registry, lexicon: Lexicon) -> None:
        self._history, self._registry, self._lexicon = history, registry, lexicon

    def may_be(self, word: str, entity: str) -> bool:
        """Whether somebody may be called by a noun: nobody by "hospital" but whom the article or his name calls so,
        no ministry by that of a firm, and no record by that of a party."""
        known = self._registry.entities[entity]
        if self._history.is_called(entity, word) or self.heads_name(word, entity):
            return True
        if self._is_record(known.name) and not self._lexicon.described(word, "record"):
            return False
        if self._means_firms(word) and known.type is EntityType.ORGANIZATION and self._registry.names_body(known.name):
            return False
        calling = self._lexicon.callings.get(word)
        if calling is None:
            return True
        parts = (part for name in (known.name, *known.aliases) for part in name.lower().split())
        if any(part.endswith(told) for part in parts for told in calling.names):
            return True
        if calling.groups and (group := self._registry.known_group(known.name)) is not None:
            return group.kind in calling.groups
        nobody_s = known.speaks_for is None and not self._registry.names_body(known.name)
        return bool(calling.groups) and known.type is EntityType.ORGANIZATION and nobody_s

    def is_in_name(self, word: str, entity: str) -> bool:
        """Whether a noun stands in somebody's name and says what he is: "hospital" of "Hospital Central", not of the
        "hospital doctors' union"; "mill" of "Norland Mills"."""
        words = self._registry.entities[entity].name.lower().split()
        inside = word in words or f"{word}s" in words
        return inside and (self.heads_name(word, entity) or not self._lexicon.described(_head(words), *_HEADS))

    def heads_name(self, word: str, entity: str) -> bool:
        """Whether somebody's name says by a noun what he is: "Government of National Accord", "Norland Farms Dairy"."""
        return _head(self._registry.entities[entity].name.lower().split()) in (word, f"{word}s")

    def firm_of(self, claim: Claim, noun: str) -> str | None:
        """Whom "the company" calls, of a claim: the one firm that is a party to it."""
        if noun not in PLAIN_FIRMS or len(firms := self._registry.firms(claim)) != 1:
            return None
        return firms[0] if self.may_be(noun, firms[0]) else None

    def is_plural(self, entity: str) -> bool:
        """Whether the article names somebody as several."""
        return self._history.is_plural(entity)

    def several(self, token: Token) -> frozenset[EntityType]:
        """The kinds of which a description means several at once: "the mills" firms, "the countries" states, as "either
        country" does."""
        if names_several_states(token):
            return frozenset({EntityType.STATE})
        if token.tag_ != "NNS":
            return frozenset()
        if token.lemma in COUNTRIES:
            return frozenset({EntityType.STATE})
        return _FIRMS if self._lexicon.described(token.lemma, "firm") else frozenset()

    def _means_firms(self, word: str) -> bool:
        """Whether a noun is that of firms and nobody else: "plant", not "agency" or "group"."""
        described = self._lexicon.described
        return described(word, "firm") and not described(word, "body", "group", "outlet", "research", "government")

    def _is_record(self, name: str) -> bool:
        last = name.rpartition(" ")[2]
        return last.islower() and self._lexicon.described(last.removesuffix("s"), "record")


def _head(words: Sequence[str]) -> str:
    """The word of a name that says what it names: the last one, or that before "of" and the like."""
    return next((before for before, after in pairwise(words) if after in _COMPLEMENTS), words[-1] if words else "")

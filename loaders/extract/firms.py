"""Firms and other parties without a name: "the plant", "two Jaipur traders", "a smelter in Mundra"."""

from __future__ import annotations

from typing import Final

from claimgraph.graph.model import Entity, EntityType
from claimgraph.loaders.extract.affiliations import Affiliations
from claimgraph.loaders.extract.antecedents import Antecedents
from claimgraph.loaders.extract.callings import COUNTRIES
from claimgraph.loaders.extract.described import (
    is_agent,
    is_definite,
    is_introduced,
    is_located,
    located_phrase,
    phrase,
)
from claimgraph.loaders.extract.lexicon import Lexicon
from claimgraph.loaders.extract.mentions import Mentions
from claimgraph.loaders.extract.parsed import Parsed
from claimgraph.loaders.extract.pronouns import SPEAKING
from claimgraph.loaders.extract.registry import Registry
from claimgraph.loaders.extract.words import Token
from claimgraph.loaders.surfaces import slug

_OTHERS: Final = frozenset({"client", "customer", "supplier", "buyer", "purchaser", "rival", "competitor"})
"""What somebody else is to whoever has one: "his clients" are not the lawyer."""
_WANTED: Final = frozenset({EntityType.FIRM, EntityType.ORGANIZATION})


class Firms:
    """The firms and groups of one article that only a description tells of.

    Parameters:
        article: id of the article.
    """

    def __init__(
        self,
        article: str,
        registry: Registry,
        lexicon: Lexicon,
        antecedents: Antecedents,
        affiliations: Affiliations,
    ) -> None:
        self._article, self._registry, self._lexicon = article, registry, lexicon
        self._antecedents, self._affiliations = antecedents, affiliations
        self._mentions = Mentions(lexicon)

    def meant(
        self, token: Token, at: Parsed, nation: str | None, kind: EntityType, voice: str | None = None
    ) -> str | None:
        """Who a description of a firm or a group is: somebody named before, the state it belongs to, or a party of its
        own.

        Parameters:
            nation: to whom it belongs.
            kind: what it is where it is a party of its own.
            voice: id of whoever speaks these words, for "our".
        """
        if (own := self._affiliations.own_firm(token, at, voice)) is not None:
            return own
        if is_located(token) and nation is None:
            return self.unnamed(token)
        if nation and nation == self.set_apart_from(token, at, voice):
            other = self._antecedents.of(token, at, _WANTED)
            return other if other != nation else None
        if _goes_back(token, nation) and (back := self._antecedents.of(token, at, _WANTED)):
            return back
        state = nation if nation and self._registry.entities[nation].type is EntityType.STATE else None
        if kind is EntityType.FIRM and self._is_called(token):
            name = phrase(token)
            return self._registry.note(Entity(f"firm:{slug(name)}", kind, name, country=state))
        return self._of_state(token, state, kind) if state else nation

    def set_apart_from(self, token: Token, at: Parsed, voice: str | None) -> str | None:
        """Whose client or supplier a description is of, who is therefore not meant by it; a state's are its own, and
        "our client" is said by his lawyer."""
        whose = self._mentions.owner(token)
        if token.lemma not in _OTHERS or whose is None or whose.lower_ in SPEAKING:
            return None
        owner = self._affiliations.owner(token, at, voice)
        is_state = owner is not None and self._registry.entities[owner].type is EntityType.STATE
        return None if is_state else owner

    def unnamed(self, token: Token) -> str | None:
        """A party without a name that the text sets apart from others: "a smelter in Mundra", "two Jaipur traders"."""
        if token.pos_ != "NOUN" or (is_definite(token) and not is_located(token)) or not is_introduced(token):
            return None
        word = token.lemma
        described = self._lexicon.described
        if self._lexicon.is_firm_s(word) or (is_agent(word) and not described(word, "official", "person", "record")):
            kind = EntityType.FIRM
        elif described(word, "institution", "group", "person", "official", "force", "body", "government"):
            kind = EntityType.ORGANIZATION
        else:
            return None
        name = located_phrase(token)
        if token.lemma in COUNTRIES and " " not in name:
            return None
        return self._registry.note(
            Entity(f"{kind.lower()}:{slug(self._article)}/{slug(name)}", kind, name, article=self._article)
        )

    def _of_state(self, token: Token, state: str, kind: EntityType) -> str:
        """The party that a state's name tells apart ("a Turkish trader"), else the state itself ("Turkey's firms")."""
        national = any(
            self._affiliations.nationality(word) for word in self._mentions.modifiers(token) if word.dep_ != "poss"
        )
        if not national and any(word.dep_ == "poss" for word in token.lefts):
            return state
        name = phrase(token) if national else located_phrase(token)
        bound = token.tag_ == "NN" and kind is EntityType.FIRM
        identity = f"{kind.lower()}:{slug(self._article) + '/' if bound else ''}{slug(name)}"
        return self._registry.note(
            Entity(identity, kind, name, country=state, article=self._article if bound else None)
        )

    def _is_called(self, token: Token) -> bool:
        """Whether a name stands before the noun that no state bears: "the Izhora plant"."""
        return any(
            word.pos_ == "PROPN" and word.dep_ == "compound" and not self._registry.state(word.text)
            for word in token.lefts
        )


def _goes_back(token: Token, nation: str | None) -> bool:
    """Whether a description can go back to somebody named before: "the plant", not "the Turkish plants"."""
    return is_definite(token) and (token.tag_ in ("NN", "NNP") or nation is None)

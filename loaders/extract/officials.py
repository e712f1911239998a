"""Officials and other speakers without a name: "US officials", "the company's lawyer", "traders"."""

from __future__ import annotations

from functools import partial
from typing import Final

from claimgraph.graph.model import Entity, EntityType
from claimgraph.loaders.extract.affiliations import Affiliations
from claimgraph.loaders.extract.antecedents import Antecedents
from claimgraph.loaders.extract.described import is_definite, phrase, placed_phrase, places, without_rank
from claimgraph.loaders.extract.history import History
from claimgraph.loaders.extract.lexicon import Lexicon
from claimgraph.loaders.extract.mentions import Mentions
from claimgraph.loaders.extract.parsed import Parsed
from claimgraph.loaders.extract.pronouns import PARTIES, Refer
from claimgraph.loaders.extract.registry import Registry
from claimgraph.loaders.extract.tree import children, governed
from claimgraph.loaders.extract.words import Token
from claimgraph.loaders.surfaces import slug

_AGENT: Final = ("er", "or", "ist", "ian", "ee", "man", "woman")


class Officials:
    """The officials of one article that have no name.

    Parameters:
        article: id of the article.
        refer: whom any phrase means, of some kinds.
    """

    def __init__(
        self,
        article: str,
        registry: Registry,
        lexicon: Lexicon,
        history: History,
        antecedents: Antecedents,
        affiliations: Affiliations,
        refer: Refer,
    ) -> None:
        self._article, self._registry, self._lexicon = article, registry, lexicon
        self._history, self._antecedents, self._affiliations = history, antecedents, affiliations
        self._refer = refer
        self._mentions = Mentions(lexicon)

    def meant(self, token: Token, at: Parsed) -> str | None:
        """Who a description of officials is: one node per description in the article; a bare "officials" is whoever
        was described before, "officials in Moscow" the last of whom nothing says that they are not Russia's."""
        word = token.lemma
        if (
            token.pos_ not in ("NOUN", "PROPN")
            or not self._lexicon.described(word, "official", "person")
            or self._lexicon.described(word, "firm", "group")
        ):
            return None
        if any(child.pos_ == "PROPN" for child in self._mentions.appositions(token)) or (
            token.dep_ == "appos" and token.head.pos_ == "PROPN"
        ):
            return None
        name = without_rank(phrase(token, counted=True))
        if not name:
            return None
        prefix = f"official:{self._article}/"
        if " " not in name and not self._mentions.owner(token):
            place, state = self._place(token)
            described = partial(self._history.last_described, at.index, token.i, word, prefix)
            if (earlier := described(fits=partial(self._may_be_of, state))) is not None:
                return earlier
            if place is not None and described() is not None:
                name = placed_phrase(token, place)
            elif is_definite(token) and (back := self._antecedents.of(token, at, frozenset({EntityType.OFFICIAL}))):
                return back
        speaks = self._lexicon.described(word, "official")
        whose = (self._affiliations.owner(token, at, None) or self._employer(token, at)) if speaks else None
        whose = whose or self._body_before(token)
        return self._registry.note(
            Entity(
                prefix + slug(name),
                EntityType.OFFICIAL,
                name,
                speaks_for=whose if whose in self._registry.entities else None,
                article=self._article,
            )
        )

    def _place(self, token: Token) -> tuple[Token, str] | tuple[None, None]:
        """The place at which officials are said to be, and its state: "officials in Moscow" are Russia's, whoever spoke
        before."""
        for place in places(token):
            if (state := self._affiliations.nationality(place)) is not None:
                return place, state
        return None, None

    def _may_be_of(self, state: str | None, official: str) -> bool:
        """Whether officials may be those of a state, by what is known of them; None is any."""
        return state is None or self._registry.entities[official].speaks_for in (None, state)

    def tells_whose(self, token: Token) -> bool:
        """Whether a phrase only says whose officer somebody is: "the plant" in "the manager of the plant"."""
        held = token.dep_ == "pobj" and token.head.lower_ == "of"
        return held and self._lexicon.described(token.head.head.lemma, "official")

    def unnamed(self, token: Token) -> str | None:
        """Speakers that only a description tells of: "traders", "a military source", "former employees"."""
        word = token.lemma
        speaks = word.endswith(_AGENT) or (
            word in self._lexicon.descriptions and not self._lexicon.described(word, "record", "place")
        )
        if token.pos_ != "NOUN" or not speaks or not (name := without_rank(phrase(token, counted=True))):
            return None
        identity = f"official:{slug(self._article)}/{slug(name)}"
        return self._registry.note(Entity(identity, EntityType.OFFICIAL, name, article=self._article))

    def _body_before(self, token: Token) -> str | None:
        """The known body whose name stands before a description: "U.N. experts", "NATO officials"."""
        first = token.i
        while first > 0 and token.doc[first - 1].text[:1].isupper():
            first -= 1
        names = (token.doc.between(start, token.i) for start in range(first, token.i))
        found = ((group, name) for name in names if (group := self._registry.known_group(name)) is not None)
        return next((self._registry.group(group, name) for group, name in found if not group.relays), None)

    def _employer(self, token: Token, at: Parsed) -> str | None:
        """For whom an unnamed official speaks: "the company's lawyer", "a spokesman for the plant"."""
        employers = [word for word in children(token, "poss") if word.pos_ != "PRON"]
        for word in (*employers, *governed(token, "for", "of", "at", "from")):
            if (found := self._refer(word, at, PARTIES)) and self._registry.entities[found].type in PARTIES:
                return found
        return None

"""Whom descriptions mean: "US officials", "the plant", "its government" → the states, firms, bodies and officials
behind them."""

from __future__ import annotations

from typing import Final

from claimgraph.graph.model import EntityType
from claimgraph.loaders.extract.affiliations import Affiliations
from claimgraph.loaders.extract.antecedents import Antecedents
from claimgraph.loaders.extract.bodies import Bodies
from claimgraph.loaders.extract.described import is_definite
from claimgraph.loaders.extract.firms import Firms
from claimgraph.loaders.extract.lexicon import Lexicon
from claimgraph.loaders.extract.mentions import Mentions
from claimgraph.loaders.extract.officials import Officials
from claimgraph.loaders.extract.parsed import Parsed
from claimgraph.loaders.extract.words import Token

_BODIES: Final = frozenset({EntityType.ORGANIZATION})
_STATES: Final = frozenset({EntityType.STATE})
_SITES: Final = frozenset(
    (
        "plant factory works refinery mill smelter shipyard yard foundry mine quarry brewery bakery distillery winery"
        " dairy tannery hatchery sawmill fab kiln workshop laboratory facility complex"
    ).split()
)
"""What somebody runs, and is called by as well: "the plant" is whoever was said to have it."""
_WHOLE: Final = ("government", "force")


class Descriptions:
    """Decides by its noun which room a description belongs to."""

    def __init__(
        self,
        lexicon: Lexicon,
        antecedents: Antecedents,
        affiliations: Affiliations,
        officials: Officials,
        firms: Firms,
        bodies: Bodies,
    ) -> None:
        self._lexicon, self._antecedents, self._affiliations = lexicon, antecedents, affiliations
        self._officials, self._firms, self._bodies = officials, firms, bodies
        self._mentions = Mentions(lexicon)

    def introduced(self, token: Token, at: Parsed) -> str | None:
        """What a description introduces by itself, wherever it stands: unnamed officials, a state's bodies and
        firms."""
        owned = any(word.dep_ == "poss" for word in token.lefts)
        if not owned and token.lemma not in self._lexicon.descriptions:  # nobody is introduced by most words
            return None
        if official := self._officials.meant(token, at):
            return official
        if releaser := self._bodies.releaser(token, at):
            self._antecedents.note(token, at, releaser)
            return releaser
        if not owned and not self._lexicon.described(token.lemma, "body", "firm"):
            return None
        is_body = self._lexicon.described(token.lemma, "body")
        if owned and token.lemma in _SITES and (owner := self._affiliations.owner(token, at, None)) is not None:
            self._antecedents.call(owner, token.lemma)
        if owned and token.pos_ == "NOUN" and is_body:
            return self._bodies.meant(token, at, self._affiliations.owner(token, at, None))
        nation = self._affiliations.owner(token, at, None) if token.pos_ == "NOUN" and not is_definite(token) else None
        if nation is None or self._mentions.appositions(token):
            return None
        if is_body:
            return self._bodies.meant(token, at, nation)
        if self._lexicon.described(token.lemma, "firm"):
            return self._firms.meant(token, at, nation, self._kind(token.lemma))
        return None

    def party(self, token: Token, at: Parsed, voice: str | None) -> str | None:
        """The state, firm or organization that a description means.

        Parameters:
            voice: id of whoever speaks these words, for "our".
        """
        described, word = self._lexicon.described, token.lemma
        nation = self._affiliations.owner(token, at, voice)
        if described(word, *_WHOLE) and not described(word, "firm"):
            return nation or self._antecedents.of(token, at, _STATES)
        if described(word, "firm", "group"):
            return self._firms.meant(token, at, nation, self._kind(word), voice)
        if nation and self._affiliations.in_office(token):
            return nation
        if described(word, "body", "research"):
            return nation or self._antecedents.of(token, at, _BODIES)
        stands_for_owner = self._mentions.owner(token) is not None or described(word, "place")
        return nation if stands_for_owner else None

    def speaker(self, token: Token, at: Parsed, voice: str | None) -> str | None:
        """Whom a description of somebody who speaks means.

        Parameters:
            voice: id of whoever speaks these words, for "our".
        """
        described, word = self._lexicon.described, token.lemma
        nation = self._affiliations.owner(token, at, voice)
        if official := self._officials.meant(token, at):
            return official
        if described(word, "firm", "group") and (nation or not described(word, "body", "research")):
            return self._firms.meant(token, at, nation, self._kind(word), voice)
        if described(word, "body", "outlet", "research", "record", "government", "force"):
            return self._bodies.meant(token, at, nation)
        return None

    def _kind(self, word: str) -> EntityType:
        return EntityType.FIRM if self._lexicon.is_firm_s(word) else EntityType.ORGANIZATION

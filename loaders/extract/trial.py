"""A second look, at the trees of screened sentences: does any of them tell of a whole transfer, whoever takes part?

The frames are matched as later for real, only that every name and every description of a party counts as one. What
fails here would fail there too, so that an article without a hit needs neither its other sentences parsed nor its
entities worked out.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from claimgraph.loaders.extract.clause import Normaliser
from claimgraph.loaders.extract.described import is_agent
from claimgraph.loaders.extract.frames import Matcher
from claimgraph.loaders.extract.gate import TypingGate
from claimgraph.loaders.extract.lexicon import Lexicon
from claimgraph.loaders.extract.parsed import Parsed
from claimgraph.loaders.extract.words import Token
from claimgraph.loaders.gazetteer import Gazetteer

if TYPE_CHECKING:
    from claimgraph.loaders.extract.frames import Proposal


class Trial:
    """Matches the frames before anybody in the article is known."""

    def __init__(self, gazetteer: Gazetteer, lexicon: Lexicon) -> None:
        anybody = _Anybody(gazetteer, lexicon)
        normaliser = Normaliser(lexicon, anybody.is_state, anybody.is_party)
        self._matcher = Matcher(lexicon, normaliser, TypingGate(gazetteer, lexicon, anybody), brief=True)

    def tells_whole(self, at: Parsed) -> bool:
        """Whether a sentence tells who supplies what to whom."""
        return any(map(_is_whole, self._matcher.proposals(at)))


def _is_whole(proposal: Proposal) -> bool:
    """Whether all parts are filled; who is helped "by providing lathes" receives them."""
    return bool(proposal.good and proposal.supplier and (proposal.recipient or proposal.trigger.dep_ == "pcomp"))


class _Anybody:
    """Stands in for the article's identities: whatever may name a party does."""

    def __init__(self, gazetteer: Gazetteer, lexicon: Lexicon) -> None:
        self._gazetteer, self._lexicon = gazetteer, lexicon

    def is_state(self, word: str) -> bool:
        return word[:1].isupper() and self._gazetteer.state(word) is not None

    def is_party(self, words: str) -> bool:
        return words[:1].isupper()

    def nationality(self, token: Token) -> str | None:
        return token.text if self.is_state(token.text) else None

    def party_named(self, token: Token, at: Parsed) -> None:
        """Nobody: a name may be that of a good too."""

    def party(self, token: Token, at: Parsed, voice: str | None = None) -> str | None:
        del at, voice
        word = token.lemma
        told = token.text[:1].isupper() or word in self._lexicon.descriptions or is_agent(word)
        return word if told or any(inside.pos_ == "PROPN" for inside in token.subtree) else None

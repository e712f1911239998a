"""Whom pronouns mean: the speaker, whoever spoke last, or the leader of the clauses above and before."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final

from claimgraph.graph.model import Entity, EntityType
from claimgraph.loaders.extract.history import History
from claimgraph.loaders.extract.lexicon import Lexicon
from claimgraph.loaders.extract.parsed import Parsed
from claimgraph.loaders.extract.tree import ancestors, children, is_verb
from claimgraph.loaders.extract.words import Token

PERSONAL: Final = frozenset({"he", "she", "him", "her", "his", "hers"})
NEUTER: Final = frozenset({"it", "its", "itself"})
PLURAL: Final = frozenset({"they", "them", "their", "theirs", "those"})
SPEAKING: Final = frozenset({"we", "us", "our", "ours", "i", "me", "my"})
PARTIES: Final = frozenset({EntityType.STATE, EntityType.FIRM, EntityType.ORGANIZATION})
_SPEECH: Final = frozenset({"say", "confirm", "deny", "accuse", "believe", "sanction"})

Refer = Callable[["Token", Parsed, frozenset[EntityType]], str | None]


def speaks(token: Token, lexicon: Lexicon) -> bool:
    """Whether a phrase is the subject of a verb of saying."""
    head = token.head
    return token.dep_ == "nsubj" and is_verb(head) and bool(lexicon.kinds(head.lemma, "verb") & _SPEECH)


class Pronouns:
    """The pronouns of one article.

    Parameters:
        history: what was mentioned where.
        entities: those declared so far, by id.
        refer: whom any other phrase means, of some kinds.
    """

    def __init__(self, history: History, entities: Mapping[str, Entity], lexicon: Lexicon, refer: Refer) -> None:
        self._history, self._entities, self._lexicon, self._refer = history, entities, lexicon, refer
        self._resolving: set[tuple[int, int]] = set()

    def meant(self, token: Token, at: Parsed, kinds: frozenset[EntityType], voice: str | None) -> str | None:
        """The entity that a pronoun means, or None.

        Parameters:
            kinds: what it may be.
            voice: id of whoever speaks these words, for "we" and "our".
        """
        word = token.lower_
        if word in SPEAKING:
            return self._spoken_for(voice, word)
        if speaks(token, self._lexicon) and (
            found := self._history.last_speaker(at.index, token.i, _speaking_kinds(word), plural=word in PLURAL)
        ):
            return found
        if word in PERSONAL:
            return self._nearest(token, at, frozenset({EntityType.OFFICIAL}))
        if word in NEUTER:
            return self._nearest(token, at, PARTIES & (kinds | {EntityType.ORGANIZATION}))
        if word in PLURAL:
            return self._nearest(token, at, kinds, plural=True)
        return None

    def _spoken_for(self, voice: str | None, word: str) -> str | None:
        if voice is None:
            return self._history.first(EntityType.FIRM) if word in ("we", "our", "ours") else None
        entity = self._entities[voice]
        return entity.speaks_for or (
            voice if entity.type is not EntityType.OFFICIAL or word in ("i", "me", "my") else None
        )

    def _nearest(self, token: Token, at: Parsed, kinds: frozenset[EntityType], *, plural: bool = False) -> str | None:
        """The closest leader of the clauses above, else of those before; a leader that is itself described by this
        pronoun ("a man in his car") leads nowhere."""
        place = (at.index, token.i)
        if place in self._resolving:
            return None
        self._resolving.add(place)
        try:
            return self._leader(token, at, kinds, plural=plural)
        finally:
            self._resolving.discard(place)

    def _leader(self, token: Token, at: Parsed, kinds: frozenset[EntityType], *, plural: bool) -> str | None:
        for _, head in ancestors(token):
            for leader in children(head, "nsubj", "nsubjpass"):
                if (
                    leader.i < token.i
                    and leader.pos_ != "PRON"
                    and (speaks(leader, self._lexicon) or not _is_owned(leader))
                    and (found := self._seen_at(leader, at, kinds))
                    and (not plural or self._is_plural(found, leader))
                ):
                    return found
        return self._history.nearest(at.index, token.i, kinds, plural=plural)

    def _seen_at(self, token: Token, at: Parsed, kinds: frozenset[EntityType]) -> str | None:
        if (here := self._history.at(at.index, token.i, kinds)) is not None:
            return here
        if token.pos_ != "PROPN" and token.lemma not in self._lexicon.descriptions:
            return None
        found = self._refer(token, at, kinds)
        return found if found and self._entities[found].type in kinds else None

    def _is_plural(self, entity: str, token: Token) -> bool:
        return token.tag_ in ("NNS", "NNPS") or self._history.is_plural(entity)


def _is_owned(token: Token) -> bool:
    """Whether a pronoun tells whose something is: "its alliance", beside which "it" is rather whoever has it."""
    return any(child.pos_ == "PRON" for child in children(token, "poss"))


def _speaking_kinds(pronoun: str) -> frozenset[EntityType]:
    if pronoun in PERSONAL:
        return frozenset({EntityType.OFFICIAL})
    return PARTIES if pronoun in NEUTER else frozenset(EntityType)

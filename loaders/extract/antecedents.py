"""What a description goes back to: mentions are noted on the way, and what sets a description apart must fit them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial
from typing import Final

from claimgraph.graph.model import EntityType
from claimgraph.loaders.extract.callings import Callings
from claimgraph.loaders.extract.history import History, Seen
from claimgraph.loaders.extract.lexicon import Lexicon
from claimgraph.loaders.extract.mentions import Mentions
from claimgraph.loaders.extract.parsed import Parsed
from claimgraph.loaders.extract.pronouns import speaks
from claimgraph.loaders.extract.registry import Registry
from claimgraph.loaders.extract.trace import Mentioned, Trace
from claimgraph.loaders.extract.tree import children
from claimgraph.loaders.extract.words import Token

_BODILY: Final = ("body", "research", "government", "group")


class Antecedents:
    """Reads mentions off the trees of one article into its history, and looks descriptions up there."""

    def __init__(
        self, history: History, registry: Registry, lexicon: Lexicon, callings: Callings, trace: Trace
    ) -> None:
        self._history, self._registry, self._lexicon, self._trace = history, registry, lexicon, trace
        self._callings = callings
        self._mentions = Mentions(lexicon)

    def note(self, token: Token, at: Parsed, entity: str) -> None:
        """Remember that a phrase mentions an entity, and the common nouns by which it is called there."""
        if self._trace.listens:
            self._trace.note(Mentioned(at, token, entity))
        leading = token.dep_ in ("nsubj", "nsubjpass")
        plural = token.tag_ in ("NNS", "NNPS")
        speaking = speaks(token, self._lexicon) or (token.dep_ == "appos" and speaks(token.head, self._lexicon))
        known = self._registry.entities[entity]
        for word in _nouns_beside(token):
            self._history.describe(entity, word)
        self._history.add(Seen(at.index, token.i, entity, known.type, token.lemma, leading, plural, speaking))

    def call(self, entity: str, word: str) -> None:
        """Remember a noun by which the article may call an entity from here on."""
        self._history.describe(entity, word)

    def of(self, token: Token, at: Parsed, kinds: frozenset[EntityType], *, alike: bool = False) -> str | None:
        """What a description goes back to. What sets it apart ("the Izhora plant", "the health ministry", "the Turkish
        company") must hold of it.

        Parameters:
            alike: whether it must have been called by the same word.
        """
        told = [word for word in self._mentions.modifiers(token) if self._sets_apart(word, token)]
        words = " ".join(word.lower_ for word in (*children(token, "amod", "compound"), token))
        called = self._registry.called(f"the {words}") if EntityType.STATE in kinds else frozenset[str]()
        several = bool(self._callings.several(token))
        find = partial(
            self._history.antecedent,
            at.index,
            token.i,
            token.lemma,
            kinds,
            singular=token.tag_ == "NN",
            may_be=lambda entity: not several and self._callings.may_be(token.lemma, entity),
            is_named=partial(self._callings.is_in_name, token.lemma),
        )
        if called:
            unclear = len(called & self._registry.entities.keys()) > 1
            if (found := find(alike=alike or unclear, fits=lambda seen: seen.entity in called)) is not None:
                return found
        return find(alike=alike, fits=partial(self._is_told_by, told) if told else None)

    def _sets_apart(self, word: Token, head: Token) -> bool:
        if word.dep_ == "poss":
            return False
        if word.text[:1].isupper():
            return True
        return word.dep_ in ("compound", "nmod") and self._lexicon.described(head.lemma, *_BODILY)

    def _is_told_by(self, told: Sequence[Token], seen: Seen) -> bool:
        """Whether an entity goes by every word that sets a description apart, or belongs to the state it names."""
        entity = self._registry.entities[seen.entity]
        names = {part for name in (entity.name, *entity.aliases) for part in name.lower().split()}
        for word in told:
            match = self._registry.state(word.text)
            if word.lower_ not in names and not (match is not None and match.entry.id in (entity.country, entity.id)):
                return False
        return True


def _nouns_beside(token: Token) -> Iterator[str]:
    """The common nouns beside a name that say what it is: "the refiner Petrothrace", "Altai Motors, a trader"."""
    beside = [*children(token, "appos"), *children(token, "compound", "nmod")]
    if token.dep_ in ("appos", "compound", "nmod"):
        beside.append(token.head)
    for word in beside:
        if word.pos_ == "NOUN" and word.text.islower():
            yield word.lemma

"""What an article named where, in order: the memory that pronouns and descriptions go back to."""

from __future__ import annotations

from bisect import insort
from collections import defaultdict
from collections.abc import Callable, Collection
from typing import NamedTuple

from claimgraph.graph.model import EntityType

_FAR = 12
_NEAR = 4


class Seen(NamedTuple):
    """A named entity where the article mentioned it; `leading` as the subject of its clause, `plural` as several."""

    sentence: int
    token: int
    entity: str
    kind: EntityType
    word: str
    leading: bool
    plural: bool
    speaking: bool


class History:
    """The mentions of one article in the order of the text. Places are sentence and token numbers."""

    def __init__(self) -> None:
        self._seen: list[Seen] = []
        self._described: dict[str, set[str]] = defaultdict(set)

    def describe(self, entity: str, word: str) -> None:
        """Remember a common noun by which the article describes an entity: "trader" of "Altai Motors, a trader"."""
        self._described[entity].add(word)

    def is_called(self, entity: str, word: str) -> bool:
        """Whether the article described an entity by a noun, or mentioned it by one."""
        described = word in self._described.get(entity, ())
        return described or any(seen.word == word for seen in self._seen if seen.entity == entity)

    def add(self, seen: Seen) -> None:
        """Remember a mention at its place in the text, whenever it is found."""
        insort(self._seen, seen, key=lambda other: (other.sentence, other.token))

    def at(self, sentence: int, token: int, kinds: frozenset[EntityType]) -> str | None:
        """The entity that was mentioned exactly here."""
        here = (s.entity for s in self._seen if (s.sentence, s.token) == (sentence, token) and s.kind in kinds)
        return next(here, None)

    def within(self, sentence: int, tokens: Collection[int]) -> set[str]:
        """The entities that some tokens of a sentence mention."""
        return {seen.entity for seen in self._seen if seen.sentence == sentence and seen.token in tokens}

    def first(self, kind: EntityType) -> str | None:
        """The first entity of a kind that the article names."""
        return next((seen.entity for seen in self._seen if seen.kind is kind), None)

    def is_plural(self, entity: str) -> bool:
        """Whether the article names it as several."""
        return any(seen.plural for seen in self._seen if seen.entity == entity)

    def antecedent(
        self,
        sentence: int,
        token: int,
        word: str,
        kinds: frozenset[EntityType],
        *,
        singular: bool,
        alike: bool = False,
        fits: Callable[[Seen], bool] | None = None,
        may_be: Callable[[str], bool] = lambda _: True,
        is_named: Callable[[str], bool] = lambda _: False,
    ) -> str | None:
        """What a description before this place goes back to: the same word first, then subjects near by, then the
        last.

        Parameters:
            singular: whether it means one, so that several are passed over.
            alike: whether only the same word will do.
            fits: what else has to hold of it, wherever it stands before.
            is_named: whether an entity's name says that it is called so.
            may_be: whether an entity that nobody called so before may be.
        """
        reach = sentence if fits is not None else _FAR
        before = [seen for seen in self._before(sentence, token, kinds, reach) if not (singular and seen.plural)]
        if fits is not None:
            before = [seen for seen in before if fits(seen)]
        same = [
            seen
            for seen in before
            if is_named(seen.entity) or seen.word == word or word in self._described[seen.entity]
        ]
        others = [seen for seen in before if may_be(seen.entity)] if not same and not alike else []
        leading = [seen for seen in others if seen.leading and sentence - seen.sentence <= 2]
        chosen = same or leading or others
        return chosen[-1].entity if chosen else None

    def leading_near(self, sentence: int, token: int, kinds: frozenset[EntityType]) -> str | None:
        """The last subject of a clause of some kinds, in this sentence before a place or in the one before."""
        before = self._before(sentence, token, kinds, 1)
        return next((seen.entity for seen in reversed(before) if seen.leading), None)

    def last_speaker(self, sentence: int, token: int, kinds: frozenset[EntityType], *, plural: bool) -> str | None:
        """Who spoke last before "he said", "it said", "they said"."""
        before = self._before(sentence, token, kinds, _NEAR)
        spoke = [seen for seen in before if seen.speaking and (seen.plural or not plural)]
        return spoke[-1].entity if spoke else None

    def last_described(
        self, sentence: int, token: int, word: str, prefix: str, *, fits: Callable[[str], bool] = lambda _: True
    ) -> str | None:
        """The last entity described by this noun whose id starts so and which fits."""
        for seen in reversed(self._seen):
            alike = seen.entity.startswith(prefix) and seen.word == word and fits(seen.entity)
            if alike and (seen.sentence, seen.token) < (sentence, token):
                return seen.entity
        return None

    def nearest(self, sentence: int, token: int, kinds: frozenset[EntityType], *, plural: bool) -> str | None:
        """What a pronoun goes back to: the subject of this or the closest earlier sentence, else its last mention."""
        earlier = [seen for seen in self._before(sentence, token, kinds, _NEAR - 1) if seen.plural or not plural]
        for distance in range(_NEAR):
            here = [seen for seen in earlier if sentence - seen.sentence == distance]
            leading = [seen for seen in here if seen.leading]
            if leading:
                return leading[0 if distance else -1].entity
            if here and distance:
                return here[-1].entity
        return earlier[-1].entity if earlier else None

    def _before(self, sentence: int, token: int, kinds: frozenset[EntityType], reach: int) -> list[Seen]:
        found = []
        for seen in reversed(self._seen):
            if sentence - seen.sentence > reach:
                break
            if seen.kind in kinds and (seen.sentence, seen.token) < (sentence, token):
                found.append(seen)
        return found[::-1]

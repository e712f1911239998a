"""What pronouns and descriptions go back to, as far as the labeller marks it: which kinds they can stand for, and who
of those that are marked is the likeliest."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence
from typing import Final

from claimgraph.graph.model import Entity, EntityType
from claimgraph.loaders.extract.callings import Callings
from claimgraph.loaders.extract.labeller.phrases import DEFINITE, Phrase, Phrases
from claimgraph.loaders.extract.labeller.tellings import Span
from claimgraph.loaders.extract.lexicon import Lexicon
from claimgraph.loaders.extract.pronouns import NEUTER, PERSONAL, SPEAKING
from claimgraph.loaders.extract.tree import ancestors, children
from claimgraph.loaders.extract.words import Token

COUNTRY: Final = frozenset({"north", "south", "party", "conflict"})
"""Words by which articles call states, besides those in `descriptions.tsv`."""
_THERE: Final = frozenset({"here", "there"})
_CERTAIN: Final = 0.9
"""From here on a mark stands against what is known of a name."""
_AS_LIKELY: Final = 0.3
_NUMBERS: Final = {"two": 2, "three": 3, "four": 4}
_BOUND: Final = 0.6
ANYBODY: Final = frozenset(EntityType) - {EntityType.GOOD}

Resolve = Callable[[Span], Entity | None]


class LookBack:
    """Reads the antecedents that are marked in one article."""

    def __init__(self, phrases: Phrases, lexicon: Lexicon, callings: Callings) -> None:
        self._phrases, self._lexicon, self._callings = phrases, lexicon, callings

    def possible(self, phrase: Phrase, speaker: str | None) -> bool:
        """Whether a phrase can go back to something named before: "a trader" does not, nor "we" where it is known who
        speaks."""
        words = phrase.words.lower()
        if phrase.is_pronoun:
            return words not in SPEAKING or speaker is None
        return self._phrases.before(phrase) in DEFINITE or words.split()[0] in DEFINITE

    def kinds(self, phrase: Phrase) -> frozenset[EntityType]:
        """What a pronoun or a description can stand for; nothing where its noun is not known."""
        words = phrase.words.lower()
        if words in PERSONAL:
            return frozenset({EntityType.OFFICIAL})
        if words in _THERE:
            return frozenset({EntityType.STATE})
        if words in NEUTER:
            return ANYBODY - {EntityType.OFFICIAL}
        if phrase.is_pronoun or phrase.head is None:
            return ANYBODY
        word, described = phrase.head.lemma, self._lexicon.described
        kinds = set[EntityType]()
        if described(word, "government", "place") or word in COUNTRY:
            kinds.add(EntityType.STATE)
        if described(word, "firm", "body", "force", "group", "outlet", "research"):
            kinds.add(EntityType.ORGANIZATION)
        if described(word, "firm", "body", "group", "outlet", "research"):
            kinds.add(EntityType.FIRM)
        if described(word, "official", "person"):
            kinds.add(EntityType.OFFICIAL)
        return frozenset(kinds)

    def number(self, phrase: Phrase) -> int:
        """How many known ones a description means: "both companies", "the three cooperatives"; 0 where it does not
        say."""
        first = phrase.words.lower().removeprefix("the ").split()[0]
        before = self._phrases.before(phrase)
        if {"both", "either", "neither"} & {first, before}:
            return 2
        definite = before == "the" or phrase.words.lower().startswith("the ")
        return _NUMBERS.get(first, 0) if definite else 0

    def likeliest(
        self,
        span: Span,
        antecedents: Iterable[Span],
        kinds: frozenset[EntityType],
        ruled: str | None,
        others: Collection[str],
        resolve: Resolve,
    ) -> tuple[str | None, float]:
        """Who of some kinds is marked as that to which a span goes back, and how likely he is: of "the partnership"
        somebody in whose name the noun is, where there is one; where whom the rules find is about as likely, him.

        An entity is as likely as one of its marks would be to be right: 1 − Π(1 − mark).

        Parameters:
            ruled: id of whom the rules find.
            others: ids of those to whom it does not go back.
            resolve: who a mark is.
        """
        marks = [mark for mark in antecedents if not mark.overlaps(span)]
        earlier = [mark for mark in marks if mark.end <= span.start]
        head = self._head(span)
        word = head.lemma if head is not None else None
        several = self._callings.several(head) if head is not None else frozenset[EntityType]()
        phrase = self._phrases.of(span)
        counted = phrase is not None and self.number(phrase) > 0

        def fits(entity: Entity, sure: float) -> bool:
            if word is not None and sure < _CERTAIN and not self._callings.may_be(word, entity.id):
                return False
            alone = entity.type in several and not self._callings.is_plural(entity.id)
            single = alone and (counted or sure < _CERTAIN)
            named = word is not None and self._callings.heads_name(word, entity.id)
            return not single and entity.id not in others and (named or self._fits(entity, kinds))

        doubts = self._doubts(earlier, fits, resolve) or self._doubts(marks, fits, resolve)
        if not doubts:
            return None, 0.0
        if word is not None:
            doubts = {
                entity: doubt for entity, doubt in doubts.items() if self._callings.is_in_name(word, entity)
            } or doubts
        best = min(reversed(doubts), key=lambda entity: doubts[entity])
        likely = _BOUND if self._is_bound(span) else _AS_LIKELY
        if ruled in doubts and doubts[ruled] <= doubts[best] + likely:
            best = ruled
        return best, 1.0 - doubts[best]

    def _is_bound(self, span: Span) -> bool:
        """Whether a pronoun is the subject of a clause inside another one that has a subject before it: "it" of
        "Norland insisted that it had sold none"."""
        phrase = self._phrases.of(span)
        token = phrase.head if phrase is not None and phrase.is_pronoun else None
        if token is None or token.dep_ not in ("nsubj", "nsubjpass"):
            return False
        above = (head for _, head in ancestors(token.head))
        return any(
            subject.i < token.i and subject.pos_ != "PRON"
            for head in above
            for subject in children(head, "nsubj", "nsubjpass")
        )

    def _head(self, span: Span) -> Token | None:
        """The noun of a description."""
        phrase = self._phrases.of(span)
        return phrase.head if phrase is not None and not phrase.is_pronoun else None

    def _doubts(
        self, marks: Sequence[Span], fits: Callable[[Entity, float], bool], resolve: Resolve
    ) -> dict[str, float]:
        """The entities that are marked, each with how likely none of its marks is right."""
        doubts: dict[str, float] = {}
        for mark in marks:
            phrase = self._phrases.of(mark)
            found = resolve(mark) if phrase is not None and not phrase.is_pronoun else None
            if found is not None and fits(found, mark.sure):
                doubts[found.id] = doubts.get(found.id, 1.0) * (1.0 - mark.sure)
        return doubts

    def _fits(self, entity: Entity, kinds: frozenset[EntityType]) -> bool:
        """Whether an entity is of some kinds; what begins with a given name is rather a person, whatever it is taken
        for otherwise."""
        if entity.type is EntityType.FIRM and self._lexicon.may_name_a_person(entity.name):
            return EntityType.OFFICIAL in kinds
        return entity.type in kinds

"""A first look at the words of a sentence: could it tell of a whole transfer?

The first claim of an article has all its parts in one sentence: a word of supply, a supplier, a recipient and a good.
Only later ones take parts over from it. So an article is worth reading as a whole only if some sentence of it has
words for all four. The test looks at words alone and errs on the side of reading; `trial.py` looks at the trees of
what is left.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from claimgraph.loaders.extract.lexicon import Frame, Lexicon
from claimgraph.loaders.extract.segment import Sentence
from claimgraph.loaders.gazetteer import Gazetteer
from claimgraph.loaders.goods import IsGood
from claimgraph.loaders.states import State

_WORD = re.compile(r"[^\W\d_]+(?:['.-][^\W\d_]+)*|\d[\d.,]*|%")
_ANYWHERE = frozenset({"subj", "obj", "iobj", "poss", "nat", "compound", "measured", "holder", "owner"})
_SPELLINGS = {"to": ("to", "onto", "toward", "towards"), "on": ("on", "upon")}
_NAME = "Name"
_PRONOUNS = frozenset("he she it they we i him her them us its their our who which that this these those you".split())
_CALENDAR = frozenset(
    "monday tuesday wednesday thursday friday saturday sunday january february march april may june july august "
    "september october november december".split()
)
_REMEMBERED = 50_000
_NO_PROOF, _A_STATE, _A_GOOD = range(3)


@dataclass(frozen=True, slots=True)
class _Demand:
    """What must stand in a sentence for a frame to apply, and for it to fill supplier, recipient and good.

    An empty set asks for nothing, also where the frame leaves a part to others ("accounts for half of Veridia's gas").
    """

    particles: frozenset[str]
    parts: tuple[frozenset[str], ...]
    proof: int
    """What must tell beside it that a supply is meant: nothing, a good or a state, a good."""

    def is_met(self, there: set[str], proved: int) -> bool:
        """Whether a sentence has what is asked for.

        Parameters:
            there: its words in small letters.
            proved: the best proof among them.
        """
        filled = all(not part or not part.isdisjoint(there) for part in self.parts)
        return filled and self.particles <= there and self.proof <= proved


@dataclass(frozen=True, slots=True)
class _Word:
    """What a word may be, whatever stands around it."""

    lower: str
    demands: tuple[_Demand, ...]
    named: bool
    described: bool
    proves: int
    """Of which proof it is (`_Demand.proof`): a known good is any, a state is one where either will do."""


class Screen:
    """Decides by words alone which sentences may tell of a whole transfer.

    >>> screen = Screen(Lexicon.load(), Gazetteer.load())
    >>> screen.passes("Norland sold lathes to Veridia."), screen.passes("She took the bus to Norland.")
    (True, False)
    """

    def __init__(self, lexicon: Lexicon, gazetteer: Gazetteer) -> None:
        from spacy.lang.en.stop_words import STOP_WORDS

        self._lexicon, self._gazetteer, self._common = lexicon, gazetteer, STOP_WORDS
        self._demands = _demands_by_form(lexicon)
        self._states = frozenset(_last_words(gazetteer.states))
        self._look_up = lru_cache(_REMEMBERED)(self._word)

    def select(self, sentences: Sequence[Sentence]) -> list[Sentence]:
        """The sentences that may tell of a whole transfer, in order."""
        return [sentence for sentence in sentences if self.passes(sentence.readable)]

    def passes(self, text: str) -> bool:
        """Whether a sentence has words for a transfer and all its parts."""
        words = [self._look_up(word) for word in _WORD.findall(text)]
        if not any(word.demands for word in words):
            return False
        there = {word.lower for word in words}
        if any(word.named for word in words):
            there.add(_NAME)
        proved = max(word.proves for word in words)
        met = any(demand.is_met(there, proved) for word in words for demand in word.demands)
        return met and _has_parties(words)

    def _word(self, word: str) -> _Word:
        lower = word.lower()
        pieces = {lower, *lower.split("-")}
        named = word[0].isupper() and lower not in _CALENDAR and lower not in self._common
        singular = {lower, lower.removesuffix("s"), lower.removesuffix("es"), re.sub("ies$", "y", lower)}
        is_good = self._gazetteer.is_good(lower, lower) is IsGood.YES
        of_state = named and not self._states.isdisjoint(pieces | {lower.removesuffix("'s")})
        return _Word(
            lower,
            tuple({demand for piece in pieces for demand in self._demands.get(piece, ())}),
            named,
            any(form in self._lexicon.descriptions for form in singular),
            _A_GOOD if is_good else _A_STATE if of_state else _NO_PROOF,
        )


def _last_words(states: Iterable[State]) -> Iterator[str]:
    """The words in which names of states and their people end, in lower case: "lanka", "korean"."""
    for state in states:
        for surface in (state.name, *state.aliases, *state.adjectives, *state.people, *state.capitals, *state.seats):
            yield surface.lower().split()[-1]


def _has_parties(words: Sequence[_Word]) -> bool:
    """Whether two words may name parties, and not both by pronouns."""
    told = sum(word.named or word.described for word in words)
    return told > 1 or (told == 1 and any(word.lower in _PRONOUNS for word in words))


def _demands_by_form(lexicon: Lexicon) -> dict[str, tuple[_Demand, ...]]:
    found: defaultdict[str, set[_Demand]] = defaultdict(set)
    irregular: defaultdict[str, list[str]] = defaultdict(list)
    for form, lemma in lexicon.irregular.items():
        irregular[lemma].append(form)
    for frames_by_lemma in (lexicon.verb_frames, lexicon.noun_frames):
        for lemma, frames in frames_by_lemma.items():
            word, *particles = lemma.split("_")
            for frame in frames:
                demand = _demand(frame, frozenset(particles), _proof(word, lexicon))
                for form in (*_regular_forms(word), *irregular[word]):
                    found[form].add(demand)
    return {form: tuple(demands) for form, demands in found.items()}


def _proof(word: str, lexicon: Lexicon) -> int:
    return _A_GOOD if word in lexicon.idiomatic else _A_STATE if word in lexicon.everyday else _NO_PROOF


def _demand(frame: Frame, particles: frozenset[str], proof: int) -> _Demand:
    parts = tuple(_asked(places) for places in (frame.supplier, frame.recipient, frame.good))
    return _Demand(particles, parts, proof)


def _asked(places: tuple[str, ...]) -> frozenset[str]:
    """The words of which one must be there for a part to be filled."""
    if not places or not _ANYWHERE.isdisjoint(places):
        return frozenset()
    words = (_NAME if place == "origin" else place.split("_")[0] for place in places)
    return frozenset(spelling for word in words for spelling in _SPELLINGS.get(word, (word,)))


def _regular_forms(word: str) -> Iterator[str]:
    """The forms of a regular verb or noun, and some that only look like one."""
    yield from (word, f"{word}s", f"{word}es", f"{word}ed", f"{word}ing", f"{word}d")
    yield from (f"{word}{word[-1]}ed", f"{word}{word[-1]}ing")
    if word.endswith("e"):
        yield f"{word[:-1]}ing"
    if word.endswith("y"):
        yield from (f"{word[:-1]}ies", f"{word[:-1]}ied")

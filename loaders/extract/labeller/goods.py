"""What is supplied: spans of the labeller → goods of the article.

A good is called by all its words; "them" goes back to the list before, "the cargo" to its likeliest mark or to what was
last told of.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from claimgraph.loaders.extract.labeller.phrases import DEFINITE, Phrase, Phrases, whole_noun
from claimgraph.loaders.extract.labeller.tellings import Span
from claimgraph.loaders.extract.lexicon import Lexicon
from claimgraph.loaders.extract.parsed import Parsed
from claimgraph.loaders.extract.registry import Registry
from claimgraph.loaders.extract.tree import coordination_base
from claimgraph.loaders.extract.words import Token
from claimgraph.loaders.gazetteer import Gazetteer
from claimgraph.loaders.goods import IsGood

_PLURAL: Final = frozenset({"them", "they", "these", "those", "both"})
LOADS: Final = frozenset({"cargo", "cargoes", "shipment", "shipments", "consignment", "consignments", "loads"})
"""What a good comes in; it is no part of its name."""
_PURPOSE: Final = re.compile(r"(?<=[a-z]{3}) for .*$")
"""What a good is for; it is no part of its name."""
_BELOW: Final = frozenset({"acl", "relcl", "advcl", "xcomp", "pcomp"})
"""How a verb hangs below what it tells more of: not the verb of the transfer itself ("built and delivered")."""
_LIKELY: Final = 0.5
_CERTAIN: Final = 0.85
"""From here on the labeller's word stands against that of the list of what is no good."""


class Goods:
    """Resolves the spans for goods of one article."""

    def __init__(self, phrases: Phrases, registry: Registry, lexicon: Lexicon, gazetteer: Gazetteer) -> None:
        self._phrases, self._registry, self._lexicon, self._gazetteer = phrases, registry, lexicon, gazetteer
        self._called: dict[str, str] = {}
        self._last: str | None = None

    def meant(self, span: Span, antecedents: Sequence[Span]) -> Iterator[str]:
        """What is supplied: one good, or several where "them" goes back to a list."""
        phrase = self._phrases.of(span)
        if phrase is not None and phrase.words.lower() in _PLURAL:
            before = [other for other in antecedents if other.end <= span.start and other.sure >= _LIKELY]
            listed = self._phrases.of_one_sentence(before)
            if len(listed) > 1:
                yield from filter(None, (self.one(other, ()) for other in listed))
                return
        if (found := self.one(span, antecedents)) is not None:
            yield found

    def one(self, span: Span, antecedents: Iterable[Span]) -> str | None:
        """What one phrase for a good means."""
        phrase = self._phrases.of(span)
        if phrase is None or not phrase.words or self._phrases.is_trifle(phrase):
            return None
        head = phrase.head
        if head is not None and not self._is_whole(phrase, span):
            head = whole_noun(head)
        if head is not None and head.lemma in self._lexicon.noun_frames:
            head = phrase.head
        word = head.lemma if head is not None else phrase.words.split()[-1].lower()
        definite = self._phrases.before(phrase) in DEFINITE
        earlier = _antecedent(span, antecedents) if definite and " " not in phrase.words else None
        if earlier is not None and earlier.sure >= _LIKELY and (known := self.one(earlier, ())) is not None:
            return self._in_full(word, phrase, known) or known
        generic = " " not in phrase.words and self._lexicon.described(word, "anything")
        loads = phrase.words.rsplit(" ", 1)
        if len(loads) > 1 and loads[-1].lower() in LOADS and span.sure >= _CERTAIN:
            return self._registry.good(loads[0])
        counted = word in self._lexicon.units and (" " not in phrase.words or span.sure < _CERTAIN)
        if phrase.is_pronoun or generic or word in self._lexicon.noun_frames or counted:
            back = _antecedent(span, antecedents)
            if back is not None or word not in self._lexicon.things:
                return self.one(back, ()) if back is not None else self._last
        if definite and " " not in phrase.words and word in self._called:
            self._last = self._called[word]
            return self._last
        words = phrase.words
        if head is not None and phrase.at is not None:
            rest = head.doc.text[phrase.end - phrase.at.sentence.start : head.idx + len(head.text)]
            words = f"{words}{rest}".strip()
        words = _PURPOSE.sub("", words)
        if head is not None and "," in words and not _has_noun_before_comma(head, len(words.split(",")[0].split())):
            words = words.replace(",", "")
        if self._is_none(word, words, certain=span.sure >= _CERTAIN):
            return None
        proper = head is not None and head.pos_ == "PROPN"
        found = self._registry.good(words if proper or phrase.at is None else phrase.at.spelled(words))
        if not self._phrases.is_least(phrase):
            self._called[word] = self._last = found
        return found

    def _in_full(self, word: str, phrase: Phrase, known: str) -> str | None:
        """The good that the article called by the same noun and more before: "sulfuric acid" of "the acid", where it
        would go back to what is neither called so nor of that kind."""
        kind = self._gazetteer.good(word).term
        named = any(part.startswith(word) for part in self._registry.entities[known].name.lower().split())
        if named or word in self._lexicon.noun_frames or (kind is not None and self._registry.covers(kind.id, known)):
            return None
        full = self._phrases.in_full(word, phrase.start)
        return self._registry.good(full) if full is not None else None

    def is_trifle(self, span: Span) -> bool:
        """Whether a phrase names no good but the least that there could be: "so much as a light bulb"."""
        phrase = self._phrases.of(span)
        return phrase is not None and self._phrases.is_trifle(phrase)

    def is_least(self, span: Span) -> bool:
        """Whether a phrase names the least that there could be: "a single cartridge", "so much as a light bulb"."""
        phrase = self._phrases.of(span)
        return phrase is not None and self._phrases.is_least(phrase)

    def is_made(self, span: Span, *, alone: bool = False) -> bool:
        """Whether a phrase tells what is made: "missiles" in "its production of missiles" and "to make missiles".

        Parameters:
            alone: where nothing else is marked, what is made may itself be sold ("its production of lathes", "which
                builds lathes"), but not for what something is used: "used in the production of missiles".
        """
        head, _ = self._noun(span)
        if head is None:
            return False
        if head.dep_ == "pobj":
            making = head.head.head
            produced = head.head.lemma == "of" and making.lemma in self._lexicon.making
            return produced and (not alone or (making.dep_ == "pobj" and making.head.head.lemma == "use"))
        below = head.dep_ == "dobj" and head.head.dep_ in _BELOW
        return below and not alone and head.head.lemma in self._lexicon.making

    def is_assembled(self, span: Span, trigger: Token | None) -> bool:
        """Whether a phrase tells what a good became a part of: "missiles" in "the parts ended up in missiles"; not
        where the trigger hands that over itself ("built into drones that Norland sold").

        Parameters:
            trigger: the word that tells of the transfer, if the tree has it.
        """
        head, _ = self._noun(span)
        return head is not None and self._joins(head) and not _is_below(trigger, head)

    def is_built_in(self, span: Span, trigger: Token | None) -> bool:
        """Whether a phrase tells what was built into the good that the trigger hands over: "engines" in "the engines
        were built into drones that Norland sold"."""
        head, _ = self._noun(span)
        if head is None or head.dep_ not in ("nsubj", "nsubjpass"):
            return False
        wholes = (word for word in head.head.subtree if word.dep_ == "pobj" and self._joins(word))
        return any(_is_below(trigger, whole) for whole in wholes)

    def _joins(self, noun: Token) -> bool:
        """Whether a noun is that into which something is said to be built."""
        if noun.dep_ != "pobj":
            return False
        preposition = noun.head
        above = preposition.head
        if above.dep_ in ("prt", "advmod", "prep"):  # "ended up in"
            above = above.head
        return preposition.lower_ in self._lexicon.built_into.get(above.lemma, ())

    def is_purpose(self, span: Span, goods: Sequence[Span]) -> bool:
        """Whether a phrase tells for what one of some marked goods is meant: "tanks" in "optics for tanks"."""
        head, at = self._noun(span)
        if head is None or at is None or head.dep_ != "pobj" or head.head.lower_ != "for":
            return False
        place = at.stretch(head.head.head)[0]
        return any(good.start <= place < good.end for good in goods if good != span)

    def _noun(self, span: Span) -> tuple[Token | None, Parsed | None]:
        """The noun that a span tells of, the first one of a list, and its sentence."""
        phrase = self._phrases.of(span)
        if phrase is None or phrase.head is None:
            return None, None
        return coordination_base(whole_noun(phrase.head)), phrase.at

    def _is_whole(self, phrase: Phrase, span: Span) -> bool:
        """Whether a noun heads a certain mark: the parser alone has it go on ("neon" in "met its neon needs")."""
        return span.sure >= _CERTAIN and phrase.head is not None and phrase.head.pos_ in ("NOUN", "PROPN")

    def _is_none(self, word: str, words: str, *, certain: bool) -> bool:
        """Whether a phrase names no good, or only where one comes from ("Chinese-made"); where it is marked with
        certainty, what is listed as no good is one, but for idioms whose noun names a good ("war machine")."""
        if sum(letter.isalnum() for letter in words) < 2 or not any(letter.isalpha() for letter in words):
            return True
        if self._gazetteer.states.is_origin(words):
            return True
        is_good = self._gazetteer.is_good
        return is_good(word, words) is IsGood.NO and (not certain or is_good(word, word) is IsGood.YES)


def _is_below(word: Token | None, above: Token) -> bool:
    """Whether a word stands in a clause that tells more of a noun or of one listed with it."""
    while word is not None and word.head is not word:
        word = word.head
        if word == above:
            return True
    return False


def _has_noun_before_comma(head: Token, count: int) -> bool:
    """Whether one of the first words of a phrase is a noun, so that the comma behind them parts a list: not in
    "advanced, long-range drones"."""
    first = head.left_edge
    return any(word.pos_ in ("NOUN", "PROPN") for word in head.doc[first.i : min(first.i + count, head.i)])


def _antecedent(span: Span, antecedents: Iterable[Span]) -> Span | None:
    """The likeliest antecedent of a span, before it if there is one before it; the nearer of two that are as likely."""
    others = [other for other in antecedents if not other.overlaps(span)]
    earlier = [other for other in others if other.end <= span.start]
    return max(earlier or others, key=lambda other: (round(other.sure, 1), other.start), default=None)

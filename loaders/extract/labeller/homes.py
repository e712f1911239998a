"""Which marks of a telling count: those in its own sentence before those of its neighbours."""

from __future__ import annotations

from collections.abc import Container, Sequence
from typing import Final

from claimgraph.loaders.extract.labeller.tellings import Span, Telling, told_in
from claimgraph.loaders.extract.parsed import Parsed, sentence_at
from claimgraph.loaders.extract.words import Token

_CERTAIN: Final = 0.9
_ENDED: Final = (".", "!", "?", "…", '"', "'", ":", ")")
"""How a sentence ends that is no headline."""
_TELLING: Final = frozenset({"tell", "inform", "brief", "notify", "assure"})
"""Verbs whose object is addressed."""
_ADDRESSED: Final = frozenset(
    "say tell write speak report complain testify submit send filing letter statement testimony note message complaint "
    "reply answer memo e-mail email".split()
)
"""Words behind which "to" names somebody who is addressed."""


class Homes:
    """Knows in which sentences of an article something is told.

    Parameters:
        parsed: the sentences with their trees.
        tellings: all that is told in them.
        transfers: verbs that tell of transfers, in the base form.
    """

    def __init__(self, parsed: Sequence[Parsed], tellings: Sequence[Telling], transfers: Container[str]) -> None:
        self._parsed, self._tellings, self._transfers = parsed, tellings, transfers

    def first(self, spans: Sequence[Span], at: Parsed) -> Sequence[Span]:
        """The spans inside a trigger's sentence; those of its neighbours only where it has none."""
        return [span for span in spans if at.holds(span.start)] or spans

    def beside(self, spans: Sequence[Span], marks: Sequence[Span]) -> Sequence[Span]:
        """The spans in the sentences of some marks."""
        sentences = [at for mark in marks if (at := sentence_at(self._parsed, mark.start)) is not None]
        return [span for span in spans if any(at.holds(span.start) for at in sentences)]

    def saying(self, spans: Sequence[Span], trigger: Span) -> list[Span]:
        """The spans of those who may say what a trigger tells: nobody who is only addressed ("in a filing to the
        regulator"), nobody of a headline in another paragraph, and besides others nobody before a colon ("Chad: Velmar
        says …")."""
        at = sentence_at(self._parsed, trigger.start)
        spans = [span for span in spans if not (self._is_addressed(span) or self._is_of_other_headline(span, at))]
        return [span for span in spans if len(spans) == 1 or not self._is_heading(span)]

    def _is_addressed(self, span: Span) -> bool:
        word = self.head(span)
        if word is None:
            return False
        if word.dep_ in ("dobj", "dative", "iobj"):
            return word.head.lemma in _TELLING and any(child.dep_ == "nsubj" for child in word.head.children)
        return word.dep_ == "pobj" and word.head.lower_ == "to" and word.head.head.lemma in _ADDRESSED

    def _is_of_other_headline(self, span: Span, at: Parsed | None) -> bool:
        other = sentence_at(self._parsed, span.start)
        if at is None or other is None or other.sentence.paragraph == at.sentence.paragraph:
            return False
        return not other.sentence.label and not other.sentence.readable.rstrip().endswith(_ENDED)

    def _is_heading(self, span: Span) -> bool:
        at = sentence_at(self._parsed, span.start)
        if at is None:
            return False
        before, behind = at.sentence.readable[: span.start - at.sentence.start], span.end - at.sentence.start
        return not before.strip() and at.sentence.readable[behind : behind + 1] == ":"

    def head(self, span: Span) -> Token | None:
        """The word of a span on which its others hang."""
        at = sentence_at(self._parsed, span.start)
        words = at.tokens(span.start, span.end) if at is not None else []
        inside = {word.i for word in words}
        return next((word for word in words if word.head.i not in inside or word.head.i == word.i), None)

    def parties(self, spans: Sequence[Span], at: Parsed) -> Sequence[Span]:
        """Likewise, and those that are certain in a next sentence that tells nothing by itself: "Vietnam was the
        biggest supplier of rice. Thailand followed"."""
        home = self.first(spans, at)
        if home is spans:
            return [span for span in spans if span.start < at.sentence.end or self._tells_of_supply(span)]
        return [*home, *(span for span in spans if span.sure >= _CERTAIN and self._goes_on(span, at))]

    def _tells_of_supply(self, span: Span) -> bool:
        """Whether the sentence of a span has a verb of supply: "Norland exported lathes. Veridia bought most of
        them", not "Its main customer is Veridia"."""
        at = sentence_at(self._parsed, span.start)
        return at is not None and any(word.pos_ == "VERB" and word.lemma in self._transfers for word in at.tree)

    def _goes_on(self, span: Span, at: Parsed) -> bool:
        other = sentence_at(self._parsed, span.start)
        if other is None or other.index != at.index + 1:
            return False
        return not told_in(self._tellings, other)

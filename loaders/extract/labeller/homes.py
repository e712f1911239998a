"""Which marks of a telling count: those in its own sentence before those of its neighbours."""

from __future__ import annotations

from collections.abc import Container, Sequence
from typing import Final

from claimgraph.loaders.extract.labeller.tellings import Span, Telling, told_in
from claimgraph.loaders.extract.parsed import Parsed, sentence_at

_CERTAIN: Final = 0.9


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

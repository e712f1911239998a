"""What a sentence does not say again: "Norland sold 40 tonnes, Veridia 20 and Sylvia the rest", "40 % came from Norland,
against 20 % from Veridia"; the labeller marks the first of them, or two."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from typing import Final

from claimgraph.loaders.extract.labeller import labels
from claimgraph.loaders.extract.labeller.tellings import Span, Telling
from claimgraph.loaders.extract.mentions import Mentions
from claimgraph.loaders.extract.parsed import Parsed, sentence_at

_CERTAIN: Final = 0.9
_NUMBER: Final = r"(?:[$€£]?\d[\d.,]*|two|three|four|five|six|seven|eight|nine|ten|half|(?:a|an?other|one) (?:third|quarter|fifth|half))"
_ROUGHLY: Final = (
    r"(?:(?:about|around|some|nearly|almost|roughly|only|just|over|close to|more than|less than|up to|a further|another)\s+)*"
)
_AMOUNT: Final = rf"(?:{_ROUGHLY}{_NUMBER}(?![\w-])|the (?:rest|remainder|balance)\b)"
_BEHIND: Final = re.compile(rf",?\s+{_AMOUNT}")
_IN_BRACKETS: Final = re.compile(rf"\s+\({_AMOUNT}")
_FROM: Final = re.compile(rf"{_AMOUNT}[^,;.]{{0,40}}?\bfrom\s+(?:the\s+)?$")
_JOINED: Final = re.compile(r"(?:[,;]|\band|\bwhile|\bahead of)\s+(?:the\s+)?(?:[A-Z][\w-]*['’]s?\s+|[A-Z][\w-]*-based\s+)?$")
_FOLLOWING: Final = re.compile(r"\bwith (.{3,120}?) (?:following|behind|trailing|next)\b")
_BEFORE: Final = 60


class Gapping:
    """Completes the suppliers of tellings.

    Parameters:
        is_place: whether words name a place in a state.
    """

    def __init__(
        self, text: str, parsed: Sequence[Parsed], mentions: Mentions, is_place: Callable[[str], bool]
    ) -> None:
        self._text, self._parsed, self._mentions, self._is_place = text, parsed, mentions, is_place

    def completed(self, telling: Telling) -> Telling:
        """The telling with all suppliers that its sentence tells with an amount as it tells the one of which the
        labeller is certain."""
        at = sentence_at(self._parsed, telling.trigger.start)
        suppliers = telling.spans(labels.SUPPLIER)
        certain = [span for span in suppliers if at is not None and at.holds(span.start) and span.sure >= _CERTAIN]
        if at is None or not certain:
            return telling
        others = [span for span in self._names(at, telling) if any(self._goes_on(one, span, telling, at) for one in certain)]
        if not others:
            return telling
        sure = min(span.sure for span in certain)
        named = (Span(span.start, span.end, sure) for span in others)
        whole = tuple(sorted((*suppliers, *named), key=lambda span: span.start))
        return replace(telling, parts={**telling.parts, labels.SUPPLIER: whole})

    def _names(self, at: Parsed, telling: Telling) -> Iterator[Span]:
        """The names of a sentence on which nothing is marked."""
        marked = [span for spans in telling.parts.values() for span in spans]
        covered = 0
        for token in at.tree:
            name = self._mentions.name(token) if token.pos_ == "PROPN" else None
            if name is None or name.start < covered:
                continue
            covered = name.end
            span = Span(at.stretch(at.tree[name.start])[0], at.stretch(at.tree[name.end - 1])[1], 1.0)
            if not any(span.overlaps(other) for other in marked) and not self._is_place(self._text[span.start : span.end]):
                yield span

    def _goes_on(self, first: Span, other: Span, telling: Telling, at: Parsed) -> bool:
        before, after = self._before(other, at), other.end
        if self._is_told_from(first, at):
            return _FROM.search(before) is not None
        if other.start < first.end or _JOINED.search(before) is None and not before.endswith("with "):
            return False
        if _IN_BRACKETS.match(self._text, after):
            return True
        if any(run.start(1) <= other.start < run.end(1) for run in _FOLLOWING.finditer(self._text, first.end, at.sentence.end)):
            return True
        sells = first.end <= telling.trigger.start < other.start and _BEHIND.match(self._text, telling.trigger.end) is not None
        return sells and _BEHIND.match(self._text, after) is not None

    def _is_told_from(self, span: Span, at: Parsed) -> bool:
        return re.search(r"\bfrom\s+(?:the\s+)?$", self._before(span, at)) is not None

    def _before(self, span: Span, at: Parsed) -> str:
        return self._text[max(at.sentence.start, span.start - _BEFORE) : span.start]

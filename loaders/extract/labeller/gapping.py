"""What a sentence does not say again: "Norland sold 40 tonnes, Veridia 20 and Sylvia the rest", "40 % came from
Norland, against 20 % from Veridia"; the labeller marks the first of them, or two."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from typing import Final

from claimgraph.loaders.extract.labeller import labels
from claimgraph.loaders.extract.labeller.amounts import AMOUNT, is_counted
from claimgraph.loaders.extract.labeller.tellings import Span, Telling
from claimgraph.loaders.extract.mentions import Mentions
from claimgraph.loaders.extract.parsed import Parsed, sentence_at

_CERTAIN: Final = 0.9
_IN_BRACKETS: Final = re.compile(rf"\s+\({AMOUNT}")
_NUMBER: Final = re.compile(r"\s+\d[\d.,]*$")
_FROM: Final = re.compile(r"\bfrom\s+(?:the\s+)?$")
_SO_MUCH_FROM: Final = re.compile(rf"{AMOUNT}[^;.]{{0,40}}?{_FROM.pattern}")
_ALSO_FROM: Final = re.compile(rf"{AMOUNT}\s*%?(?:\s+[a-z]+)?(?:\s+(?:came|coming|arrived|more))?\s+{_FROM.pattern}")
_JOINED: Final = re.compile(
    r"(?:[,;]|\band|\bwhile|\bwith|\bahead of)\s+(?:the\s+)?(?:[A-Z][\w-]*(?:['’]s?|-based)\s+)?$"
)
_NAME: Final = r"(?:the )?[A-Z][\w'’.-]*"
_FOLLOWING: Final = re.compile(
    rf"\bwith ({_NAME}(?:(?:,? and |, | ){_NAME}){{0,12}}) (?:following|behind|trailing|next)\b"
)
_BEFORE: Final = 60
"""How many characters before a name may say how much came from it."""


class Gapping:
    """Completes the suppliers of the tellings of one article.

    Parameters:
        is_place: whether words name a place in a state.
    """

    def __init__(
        self, text: str, parsed: Sequence[Parsed], mentions: Mentions, is_place: Callable[[str], bool]
    ) -> None:
        self._text, self._parsed, self._mentions, self._is_place = text, parsed, mentions, is_place

    def completed(self, telling: Telling) -> Telling:
        """The telling with everybody whom its sentence tells with an amount as it tells the supplier of whom the
        labeller is certain."""
        at = sentence_at(self._parsed, telling.trigger.start)
        suppliers = telling.spans(labels.SUPPLIER)
        certain = [span for span in suppliers if at is not None and at.holds(span.start) and span.sure >= _CERTAIN]
        if at is None or not certain:
            return telling
        others = [
            Span(*name, min(span.sure for span in certain))
            for name in self._unmarked(at, telling)
            if any(self._goes_on(span, name, telling.trigger, at) for span in certain)
        ]
        whole = tuple(sorted((*suppliers, *others), key=lambda span: span.start))
        return replace(telling, parts={**telling.parts, labels.SUPPLIER: whole}) if others else telling

    def _unmarked(self, at: Parsed, telling: Telling) -> Iterator[tuple[int, int]]:
        """The names of a sentence, but of places, on which nothing is marked."""
        marked = [span for spans in telling.parts.values() for span in spans]
        covered = 0
        for token in at.tree:
            name = self._mentions.name(token) if token.pos_ == "PROPN" else None
            if name is None or name.start < covered:
                continue
            covered = name.end
            start, end = at.run(name.start, name.end)
            end = start + len(_NUMBER.sub("", self._text[start:end]))
            free = not any(span.start < end and start < span.end for span in marked)
            if free and not self._is_place(self._text[start:end]):
                yield start, end

    def _goes_on(self, supplier: Span, name: tuple[int, int], trigger: Span, at: Parsed) -> bool:
        """Whether a name is told with an amount of its own as a supplier is."""
        start, end = name
        before, told = self._before(start, at), self._before(supplier.start, at)
        if _FROM.search(told):
            return _SO_MUCH_FROM.search(told) is not None and _ALSO_FROM.search(before) is not None
        sold_so_much = supplier.end <= trigger.start < start and is_counted(self._text, trigger.end)
        if not sold_so_much or _JOINED.search(before) is None:
            return False
        runs = _FOLLOWING.finditer(self._text, supplier.end, at.sentence.end)
        follows = any(run.start(1) <= start < run.end(1) for run in runs)
        return follows or is_counted(self._text, end) or _IN_BRACKETS.match(self._text, end) is not None

    def _before(self, place: int, at: Parsed) -> str:
        return self._text[max(at.sentence.start, place - _BEFORE) : place]

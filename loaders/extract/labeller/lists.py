"""Long lists of states, of which the labeller marks some: the rest of them, with what it is sure of."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Final

from claimgraph.loaders.extract.labeller import labels
from claimgraph.loaders.extract.labeller.tellings import Span, Telling
from claimgraph.loaders.extract.parsed import Parsed, sentence_at

_CERTAIN: Final = 0.9
_SEVERAL: Final = 3
_BETWEEN: Final = re.compile(r",\s+(?:and\s+)?(?:the\s+)?|\s+and\s+(?:the\s+)?")


class Lists:
    """Completes marks that stand in a list of states: news lists them by the dozen, and the labeller tires.

    Parameters:
        is_state: whether words name a state.
    """

    def __init__(self, text: str, parsed: Sequence[Parsed], is_state: Callable[[str], bool]) -> None:
        self._text, self._parsed, self._is_state = text, parsed, is_state

    def completed(self, telling: Telling) -> Telling:
        """The telling with every state of a list in which at least three certainly have a part of it."""
        whole = {role: self._with_others(telling.spans(role)) for role in (labels.SUPPLIER, labels.RECIPIENT)}
        return replace(telling, parts={**telling.parts, **whole})

    def _with_others(self, marked: Sequence[Span]) -> tuple[Span, ...]:
        certain = [span for span in marked if span.sure >= _CERTAIN and self._names_a_state(span.start, span.end)]
        if len(certain) < _SEVERAL:
            return tuple(marked)
        sure = min(span.sure for span in certain)
        listed = [Span(start, end, sure) for start, end in self._list_around(certain[0])]
        others = [span for span in marked if not any(span.overlaps(other) for other in listed)]
        return tuple(sorted((*others, *listed), key=lambda span: span.start))

    def _list_around(self, member: Span) -> list[tuple[int, int]]:
        """The states that stand one behind the other in a sentence, a given one among them."""
        at = sentence_at(self._parsed, member.start)
        if at is None:
            return []
        between = list(_BETWEEN.finditer(self._text, at.sentence.start, at.sentence.end))
        starts = [at.sentence.start, *(match.end() for match in between)]
        ends = [*(match.start() for match in between), at.sentence.end]
        runs: list[list[tuple[int, int]]] = [[]]
        for place in zip(starts, ends, strict=True):
            if self._names_a_state(*place):
                runs[-1].append(place)
            elif runs[-1]:
                runs.append([])
        return next((run for run in runs if any(first <= member.start < last for first, last in run)), [])

    def _names_a_state(self, start: int, end: int) -> bool:
        return self._is_state(self._text[start:end])

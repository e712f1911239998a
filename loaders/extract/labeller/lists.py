"""Long lists of states, of which the labeller marks some: the rest of them, with what it is sure of."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from itertools import pairwise
from typing import Final

from claimgraph.loaders.extract.labeller import labels
from claimgraph.loaders.extract.labeller.tellings import Span, Telling
from claimgraph.loaders.extract.parsed import Parsed, sentence_at

_CERTAIN: Final = 0.9
_SEVERAL: Final = 3
_BETWEEN: Final = re.compile(r",\s+(?:and\s+)?(?:the\s+)?|\s+and\s+(?:the\s+)?")
_WORD: Final = re.compile(r"[^\s,]+")
_LONGEST_NAME: Final = 4


class Lists:
    """Completes marks that stand in a list of states: news lists them by the dozen, and the labeller tires.

    Parameters:
        is_state: whether words name a state.
    """

    def __init__(self, text: str, parsed: Sequence[Parsed], is_state: Callable[[str], bool]) -> None:
        self._text, self._parsed, self._is_state = text, parsed, is_state

    def completed(self, telling: Telling) -> Telling:
        """The telling with every state of a list of which at least three certainly have a part of it; none that has the
        other part."""
        suppliers, recipients = (telling.spans(role) for role in (labels.SUPPLIER, labels.RECIPIENT))
        whole = {
            labels.SUPPLIER: self._with_others(suppliers, recipients),
            labels.RECIPIENT: self._with_others(recipients, suppliers),
        }
        return replace(telling, parts={**telling.parts, **whole})

    def _with_others(self, marked: Sequence[Span], opposite: Sequence[Span]) -> tuple[Span, ...]:
        certain = [span for span in marked if span.sure >= _CERTAIN]
        for run in self._runs(certain[0].start) if len(certain) >= _SEVERAL else ():
            members = [span for span in certain if any(start <= span.start < end for start, end in run)]
            if len(members) >= _SEVERAL:
                sure = min(span.sure for span in members)
                listed = [Span(start, end, sure) for start, end in run]
                listed = [span for span in listed if not any(span.overlaps(other) for other in opposite)]
                others = [span for span in marked if not any(span.overlaps(other) for other in listed)]
                return tuple(sorted((*others, *listed), key=lambda span: span.start))
        return tuple(marked)

    def _runs(self, place: int) -> list[list[tuple[int, int]]]:
        """The states that stand one behind the other in the sentence of a place, list by list; the first of a list ends
        what stands before the next comma or "and", the last begins it."""
        at = sentence_at(self._parsed, place)
        if at is None:
            return []
        between = list(_BETWEEN.finditer(self._text, at.sentence.start, at.sentence.end))
        starts = [at.sentence.start, *(match.end() for match in between)]
        ends = [*(match.start() for match in between), at.sentence.end]
        runs: list[list[tuple[int, int]]] = []
        for piece, following in pairwise(zip(starts, ends, strict=True)):
            last, first = self._state_in(piece, at_end=True), self._state_in(following, at_end=False)
            if last is None or first is None:
                continue
            if runs and runs[-1][-1] == last:
                runs[-1].append(first)
            else:
                runs.append([last, first])
        return runs

    def _state_in(self, piece: tuple[int, int], *, at_end: bool) -> tuple[int, int] | None:
        """The state whose name ends or begins a stretch of text."""
        words = [match.span() for match in _WORD.finditer(self._text, *piece)]
        for size in range(min(_LONGEST_NAME, len(words)), 0, -1):
            start, end = (words[-size][0], words[-1][1]) if at_end else (words[0][0], words[size - 1][1])
            if self._is_state(self._text[start:end]):
                return start, end
        return None

"""From the network's probabilities to spans: runs of words that more likely than not play one part."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

import numpy as np
import numpy.typing as npt

from claimgraph.loaders.extract.labeller import labels
from claimgraph.loaders.extract.labeller.pieces import Pieces, Window
from claimgraph.loaders.extract.labeller.tellings import Span

Odds = npt.NDArray[np.float32]

LIKELY: Final = 0.5


def softmax(logits: Odds) -> Odds:
    """Probabilities along the last axis.

    >>> softmax(np.zeros((1, 2), dtype=np.float32)).tolist()
    [[0.5, 0.5]]
    """
    raised: Odds = np.exp(logits - logits.max(-1, keepdims=True))
    odds: Odds = raised / raised.sum(-1, keepdims=True)
    return odds


def spans(pieces: Pieces, window: Window, odds: Odds, kinds: tuple[str, ...], kind: str, least: float) -> list[Span]:
    """The spans of one kind in a window, in order.

    Parameters:
        odds: tag probabilities of the window's pieces, shape (pieces, tags).
        least: the smallest probability with which a word belongs to a span.
    """
    first = labels.begin(kinds, kind)
    words = window.first + np.flatnonzero(pieces.opens[window.first : window.last])
    starting, within = odds[words - window.first, first], odds[words - window.first, first + 1]
    found = []
    for run in _runs(starting + within >= least, starting > within):
        end = int(words[run.stop]) if run.stop < len(words) else window.last
        sure = float((starting + within)[run.start : run.stop].mean())
        found.append(Span(int(pieces.starts[words[run.start]]), int(pieces.ends[end - 1]), sure))
    return found


def _runs(inside: npt.NDArray[np.bool_], opens: npt.NDArray[np.bool_]) -> Iterator[range]:
    start = -1
    for place, member in enumerate(inside):
        if start >= 0 and (not member or opens[place]):
            yield range(start, place)
            start = -1
        if member and start < 0:
            start = place
    if start >= 0:
        yield range(start, len(inside))

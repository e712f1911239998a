"""From the network's probabilities to spans: runs of words that more likely than not play one role."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import numpy as np
import numpy.typing as npt

from claimgraph.loaders.extract.annotations import Mention, Span
from claimgraph.loaders.extract.network import labels
from claimgraph.loaders.extract.network.windows import Odds, Pieces, Window


def softmax(logits: Odds) -> Odds:
    """Probabilities along the last axis.

    >>> softmax(np.zeros((1, 2), dtype=np.float32)).tolist()
    [[0.5, 0.5]]
    """
    raised: Odds = np.exp(logits - logits.max(-1, keepdims=True))
    odds: Odds = raised / raised.sum(-1, keepdims=True)
    return odds


def sigmoid(logits: Odds) -> Odds:
    """The probability of each yes-or-no answer."""
    odds: Odds = (1 / (1 + np.exp(-logits))).astype(np.float32)
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
    if not (starting + within >= least).any():
        return []
    found = []
    for run in _runs(starting + within >= least, starting > within):
        end = int(words[run.stop]) if run.stop < len(words) else window.last
        score = float((starting + within)[run.start : run.stop].mean())
        found.append(Span(int(pieces.starts[words[run.start]]), int(pieces.ends[end - 1]), score))
    return found


def mentions(pieces: Pieces, window: Window, odds: Odds) -> Iterator[Mention]:
    """The named mentions of a window, in order: words whose likeliest tag is one of a type. What no blank parts is one
    mention: "U", "." and "S." of "U.S.".

    Parameters:
        odds: tag probabilities of the window's pieces, shape (pieces, tags of `labels.MENTIONS`).
    """
    last: Mention | None = None
    for mention in _tagged(pieces, window, odds):
        if last is not None and mention.start == last.end:
            last = replace(last, end=mention.end)
            continue
        if last is not None:
            yield last
        last = mention
    if last is not None:
        yield last


def _tagged(pieces: Pieces, window: Window, odds: Odds) -> Iterator[Mention]:
    words = window.first + np.flatnonzero(pieces.opens[window.first : window.last])
    tags = odds[words - window.first].argmax(1)
    kinds = (tags - 1) // 2
    begin = 0
    while begin < len(words):
        if tags[begin] == 0:
            begin += 1
            continue
        end = begin + 1
        while end < len(words) and tags[end] > 0 and kinds[end] == kinds[begin] and tags[end] % 2 == 0:
            end += 1
        last = int(words[end]) if end < len(words) else window.last
        first_tag = 1 + 2 * int(kinds[begin])
        score = float(odds[words[begin:end] - window.first, first_tag : first_tag + 2].sum(1).mean())
        kind = labels.MENTIONS[int(kinds[begin])]
        yield Mention(int(pieces.starts[words[begin]]), int(pieces.ends[last - 1]), kind, score)
        begin = end


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

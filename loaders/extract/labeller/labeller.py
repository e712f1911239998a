"""Finds the tellings of a text: triggers first, then for each of them its parts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from claimgraph.loaders.extract.labeller import labels
from claimgraph.loaders.extract.labeller.decode import LIKELY, Odds, softmax, spans
from claimgraph.loaders.extract.labeller.named import NamedMention, named_mentions
from claimgraph.loaders.extract.labeller.network import Found, Network, Outputs
from claimgraph.loaders.extract.labeller.pieces import Pieces, Window, around, chunks, cut
from claimgraph.loaders.extract.labeller.tellings import Span, Telling
from claimgraph.loaders.extract.segment import Sentence, place_at

_CHUNK = 192
_TRIGGER = ("trigger",)


@dataclass(frozen=True, slots=True)
class Thresholds:
    """How sure the labeller has to be. Chosen on held-out training items.

    Parameters:
        trigger: that a word may be a trigger at all.
        claim: that a marked trigger tells of a transfer.
        faint: that a word belongs to a part of which nothing more certain was found.
    """

    trigger: float = 0.3
    claim: float = 0.5
    faint: float = 0.2


@dataclass(frozen=True, slots=True)
class Marks:
    """What the network marks in some sentences of a text."""

    tellings: list[Telling]
    mentions: list[NamedMention]


class Labeller:
    """The role network over whole articles."""

    def __init__(self, network: Network, thresholds: Thresholds | None = None) -> None:
        self._network, self._least = network, thresholds or Thresholds()

    def tellings(self, text: str, sentences: Sequence[Sentence]) -> list[Telling]:
        """All tellings among some sentences of a text, in order; offsets are code points into the text."""
        return self.marks(text, sentences).tellings

    def marks(self, text: str, sentences: Sequence[Sentence]) -> Marks:
        """All tellings among some sentences of a text, and where there are any, the named mentions of these
        sentences."""
        if not sentences:
            return Marks([], [])
        pieces, searched = self._search(text, sentences)
        found: list[Span] = []
        for window, made in searched:
            found += spans(pieces, window, softmax(made.triggers), _TRIGGER, "trigger", self._least.trigger)
        homes = {trigger: place for trigger in found if (place := place_at(sentences, trigger.start)) >= 0}
        marked = [pieces.within(trigger.start, trigger.end) for trigger in homes]
        windows = [around(pieces, sentences, *each) for each in zip(homes.values(), marked, strict=True)]
        told = self._network.tell(pieces, windows, marked)
        read = (self._read(pieces, *each) for each in zip(homes, windows, told, strict=True))
        tellings = [telling for telling in read if telling.flags["claim"] >= self._least.claim]
        named = [
            mention
            for window, made in (searched if tellings else ())
            for mention in named_mentions(pieces, window, softmax(made.mentions))
        ]
        return Marks(tellings, named)

    def _search(self, text: str, sentences: Sequence[Sentence]) -> tuple[Pieces, list[tuple[Window, Found]]]:
        """The pieces from the first of some sentences to the last, and what the network finds in windows of them."""
        pieces = cut(text, self._network.tokenizer, sentences[0].start, sentences[-1].end)
        windows = list(chunks(pieces, sentences, _CHUNK))
        return pieces, list(zip(windows, self._network.search(pieces, windows), strict=True))

    def _read(self, pieces: Pieces, trigger: Span, window: Window, output: Outputs) -> Telling:
        roles, antecedents = softmax(output.roles), softmax(output.antecedents)
        return Telling(
            trigger,
            {role: self._spans(pieces, window, roles, role) for role in labels.ROLES},
            {
                role: tuple(spans(pieces, window, antecedents, labels.ANTECEDENTS, role, self._least.faint))
                for role in labels.ANTECEDENTS
            },
            dict(zip(labels.POLARITIES, map(float, softmax(output.polarity)), strict=True)),
            dict(zip(labels.FLAGS, (float(1 / (1 + np.exp(-logit))) for logit in output.flags), strict=True)),
        )

    def _spans(self, pieces: Pieces, window: Window, odds: Odds, role: str) -> tuple[Span, ...]:
        """The spans of a part; where a claim cannot do without it, the likeliest faint one too."""
        found = spans(pieces, window, odds, labels.ROLES, role, LIKELY)
        if not found and role in (labels.SUPPLIER, labels.RECIPIENT, labels.GOOD):
            faint = spans(pieces, window, odds, labels.ROLES, role, self._least.faint)
            found = [max(faint, key=lambda span: span.sure)] if faint else []
        return tuple(found)

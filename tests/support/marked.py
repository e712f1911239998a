"""Marked-up text for tests of the labeller: "[s Norland] [t sold] [g lathes] to [r Veridia]" as text and telling."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace

from claimgraph.loaders.extract.labeller import labels
from claimgraph.loaders.extract.labeller.labeller import Marks
from claimgraph.loaders.extract.labeller.tellings import Span, Telling
from claimgraph.loaders.extract.segment import Sentence

_TAG = re.compile(r"\[(\^?[a-z]) ([^\]]+)\]")
_ROLES = {
    "s": labels.SUPPLIER,
    "r": labels.RECIPIENT,
    "g": labels.GOOD,
    "v": labels.VIA,
    "o": labels.SPEAKER,
    "c": labels.CUE,
    "d": labels.DENIER,
    "k": labels.DENIAL,
    "q": labels.QUANTITY,
}


def told(marked: str, polarity: str = "asserted", *flags: str, sure: float = 1.0) -> tuple[str, Telling]:
    """The plain text and the one telling that the marks make; `^s` marks the antecedent of the supplier."""
    plain, last = "", 0
    parts: dict[str, list[Span]] = defaultdict(list)
    back: dict[str, list[Span]] = defaultdict(list)
    trigger = Span(0, 0, 0.0)
    for match in _TAG.finditer(marked):
        plain += marked[last : match.start()]
        span = Span(len(plain), len(plain) + len(match[2]), sure)
        plain, last = plain + match[2], match.end()
        if match[1] == "t":
            trigger = span
        elif match[1].startswith("^"):
            back[_ROLES[match[1][1]]].append(span)
        else:
            parts[_ROLES[match[1]]].append(span)
    telling = Telling(
        trigger,
        {role: tuple(spans) for role, spans in parts.items()},
        {role: tuple(spans) for role, spans in back.items()},
        {name: float(name == polarity) for name in labels.POLARITIES},
        {flag: float(flag == "claim" or flag in flags) for flag in labels.FLAGS},
    )
    return plain + marked[last:], telling


def all_told(*sentences: tuple[str, str]) -> tuple[str, list[Telling]]:
    """The plain text and the tellings of several marked stretches of one article, each given with its polarity."""
    text, tellings = "", []
    for marked, polarity in sentences:
        plain, telling = told(marked, polarity)
        tellings.append(_shifted(telling, len(text)))
        text += plain
    return text, tellings


def _shifted(telling: Telling, by: int) -> Telling:
    def moved(spans: Iterable[Span]) -> tuple[Span, ...]:
        return tuple(Span(span.start + by, span.end + by, span.sure) for span in spans)

    return replace(
        telling,
        trigger=moved([telling.trigger])[0],
        parts={role: moved(spans) for role, spans in telling.parts.items()},
        antecedents={role: moved(spans) for role, spans in telling.antecedents.items()},
    )


class Scripted:
    """A labeller that says what it was told to."""

    def __init__(self, *tellings: Telling) -> None:
        self._tellings = list(tellings)

    def tellings(self, _text: str, _sentences: Sequence[Sentence]) -> list[Telling]:
        return self._tellings

    def marks(self, text: str, sentences: Sequence[Sentence]) -> Marks:
        return Marks(self.tellings(text, sentences), [])


class Sees(Scripted):
    """A labeller that says what it was told to, where it is shown the trigger, with the parts that it is shown."""

    def tellings(self, text: str, sentences: Sequence[Sentence]) -> list[Telling]:
        def is_shown(span: Span) -> bool:
            return any(sentence.start <= span.start < sentence.end for sentence in sentences)

        return [
            replace(one, parts={role: tuple(filter(is_shown, spans)) for role, spans in one.parts.items()})
            for one in super().tellings(text, sentences)
            if is_shown(one.trigger)
        ]

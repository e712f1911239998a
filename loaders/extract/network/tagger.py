"""The network over whole articles: triggers first, then for each of them its arguments."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Final, Protocol

from claimgraph.loaders.extract.annotations import EventMention, Mention, Span
from claimgraph.loaders.extract.network import labels
from claimgraph.loaders.extract.network.decode import mentions, sigmoid, softmax, spans
from claimgraph.loaders.extract.network.model import Found, Network, Outputs
from claimgraph.loaders.extract.network.windows import Odds, Pieces, Window, around, chunks, cut
from claimgraph.loaders.extract.segment import Sentence, place_at
from claimgraph.loaders.extract.thresholds import Thresholds

_CHUNK: Final = 192
"""Pieces that are searched for triggers at once."""
_TRIGGER: Final = ("trigger",)
_NEEDED: Final = (labels.SUPPLIER, labels.RECIPIENT, labels.GOOD)


@dataclass(frozen=True, slots=True)
class Tagged:
    """What is marked in some sentences of a text, each in the order of the text."""

    events: tuple[EventMention, ...]
    mentions: tuple[Mention, ...]


class Tagger(Protocol):
    """Anything that marks events and named mentions."""

    def tag(self, text: str, sentences: Sequence[Sentence], proposed: Iterable[Span] = (), /) -> Tagged:
        """The events and mentions among some sentences of a text.

        Parameters:
            proposed: spans that may be triggers; those count in sentences where the tagger finds none itself.
        """
        ...

    def tells(self, text: str, sentences: Sequence[Sentence], least: float, /) -> bool:
        """Whether one of some sentences, read by itself, tells of a transfer with some probability."""
        ...


def _event_in_lines(text: str, event: EventMention) -> EventMention:
    """An event whose spans stand in one paragraph each: of a span over several that part which is nearest to the
    trigger."""

    def nearest(span: Span) -> Span:
        parts = _lines(text, span.start, span.end)
        start, end = min(parts, key=lambda part: max(part[0] - event.trigger.end, event.trigger.start - part[1]))
        return Span(start, end, span.score)

    return replace(
        event,
        arguments={role: tuple(map(nearest, spans)) for role, spans in event.arguments.items()},
        antecedents={role: tuple(map(nearest, spans)) for role, spans in event.antecedents.items()},
    )


def _lines(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """The parts of a stretch that stand in one paragraph each; the stretch itself where it has no letter.

    >>> _lines("Title / Ada Lund spoke".replace("/", chr(10)), 0, 16)
    [(0, 5), (8, 16)]
    """
    at, found = start, list[tuple[int, int]]()
    for part in text[start:end].split("\n"):
        stripped = part.strip()
        if stripped:
            first = at + part.index(stripped)
            found.append((first, first + len(stripped)))
        at += len(part) + 1
    return found or [(start, end)]


class NetworkTagger:
    """Marks with the event network."""

    def __init__(self, network: Network, thresholds: Thresholds) -> None:
        self._network, self._least = network, thresholds

    def tells(self, text: str, sentences: Sequence[Sentence], least: float, /) -> bool:
        """Whether one of some sentences, read by itself, tells of a transfer with some probability. The likeliest
        triggers are looked at first."""
        if not sentences:
            return False
        pieces = cut(text, self._network.tokenizer, sentences[0].start, sentences[-1].end)
        found = [
            (trigger, place)
            for trigger in self._triggers(pieces, self._searched(pieces, sentences))
            if (place := place_at(sentences, trigger.start)) >= 0
        ]
        likeliest = sorted(found, key=lambda each: -each[0].score)
        return any(self._alone(pieces, trigger, sentences[place]) >= least for trigger, place in likeliest)

    def _alone(self, pieces: Pieces, trigger: Span, sentence: Sentence) -> float:
        """The probability that a trigger tells of a transfer, by its sentence alone, which is read much faster."""
        marked = pieces.within(trigger.start, trigger.end)
        [output] = self._network.tell(pieces, [around(pieces, [sentence], 0, marked)], [marked])
        return float(sigmoid(output.flags)[labels.FLAGS.index("claim")])

    def _searched(self, pieces: Pieces, sentences: Sequence[Sentence]) -> list[tuple[Window, Found]]:
        """The windows over some sentences, and what the network marks in each."""
        windows = list(chunks(pieces, sentences, _CHUNK))
        return list(zip(windows, self._network.search(pieces, windows), strict=True))

    def _triggers(self, pieces: Pieces, searched: Iterable[tuple[Window, Found]]) -> list[Span]:
        return [
            trigger
            for window, made in searched
            for trigger in spans(pieces, window, softmax(made.triggers), _TRIGGER, "trigger", self._least.trigger)
        ]

    def tag(self, text: str, sentences: Sequence[Sentence], proposed: Iterable[Span] = (), /) -> Tagged:
        """The events and mentions among some sentences of a text, in order."""
        if not sentences:
            return Tagged((), ())
        pieces = cut(text, self._network.tokenizer, sentences[0].start, sentences[-1].end)
        searched = self._searched(pieces, sentences)
        events = list(self._events(pieces, sentences, self._triggers(pieces, searched), "network"))
        told = {place_at(sentences, event.trigger.start) for event in events}
        others = [span for span in proposed if place_at(sentences, span.start) not in told]
        events += self._events(pieces, sentences, others, "lexicon")
        events.sort(key=lambda event: event.trigger.start)
        found_mentions = (one for window, made in searched for one in mentions(pieces, window, softmax(made.mentions)))
        named = (
            Mention(start, end, one.type, one.score)
            for one in found_mentions
            for start, end in _lines(text, one.start, one.end)
        )
        return Tagged(tuple(_event_in_lines(text, event) for event in events), tuple(named))

    def _events(
        self, pieces: Pieces, sentences: Sequence[Sentence], triggers: Sequence[Span], source: str
    ) -> Iterable[EventMention]:
        """The events of some triggers, those that are likely enough to be any."""
        places = {trigger: place for trigger in triggers if (place := place_at(sentences, trigger.start)) >= 0}
        marked = [pieces.within(trigger.start, trigger.end) for trigger in places]
        windows = [around(pieces, sentences, *each) for each in zip(places.values(), marked, strict=True)]
        told = self._network.tell(pieces, windows, marked)  # read as it is taken: only the spans are kept
        least = self._least.event if source == "network" else self._least.proposed
        for trigger, window, output in zip(places, windows, told, strict=True):
            event = self._event(pieces, trigger, window, output, source)
            if event.flags["claim"] >= least:
                yield event

    def _event(self, pieces: Pieces, trigger: Span, window: Window, output: Outputs, source: str) -> EventMention:
        roles, antecedents = softmax(output.roles), softmax(output.antecedents)
        return EventMention(
            trigger,
            {role: self._spans(pieces, window, roles, role) for role in labels.ROLES},
            {
                role: tuple(spans(pieces, window, antecedents, labels.ANTECEDENTS, role, self._least.faint))
                for role in labels.ANTECEDENTS
            },
            dict(zip(labels.POLARITIES, map(float, softmax(output.polarity)), strict=True)),
            dict(zip(labels.FLAGS, map(float, sigmoid(output.flags)), strict=True)),
            source,
        )

    def _spans(self, pieces: Pieces, window: Window, odds: Odds, role: str) -> tuple[Span, ...]:
        """The spans of a role; where a claim needs it, the likeliest faint one if there is no other."""
        found = spans(pieces, window, odds, labels.ROLES, role, self._least.argument)
        if not found and role in _NEEDED:
            faint = spans(pieces, window, odds, labels.ROLES, role, self._least.faint)
            found = [max(faint, key=lambda span: span.score)] if faint else []
        return tuple(found)

"""Articles whose events and names are marked by hand, for tests of what the pipeline makes of them.

`"[s {Firm Norland Works}] [t sold] [g lathes] to [r Chad]"` marks one event: `s` its supplier, `t` its trigger, and so
on as `ROLES` says; `^s` is what the supplier goes back to. Braces mark a name and its type; states need none. A mark of
several events tells their numbers (`[s1,2 Chad]`), one without a number belongs to all. `@` sets a probability
(`[s@0.4 Chad]`).
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Final

from claimgraph.graph.model import Article, Document, Reading, text_hash
from claimgraph.loaders.extract.annotations import EventMention, Mention, MentionType, Span
from claimgraph.loaders.extract.default import default_pipeline
from claimgraph.loaders.extract.doc import Doc
from claimgraph.loaders.extract.network import labels
from claimgraph.loaders.extract.network.tagger import Tagged
from claimgraph.loaders.extract.records import to_record
from claimgraph.loaders.extract.segment import Sentence
from claimgraph.loaders.gazetteer import Gazetteer

ROLES: Final = {
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
_PART: Final = re.compile(
    r"\[(?P<mark>\^?[a-z])(?P<events>[\d,]*)(?:@(?P<score>[\d.]+))? |\{(?P<type>[A-Z]\w+) |(?P<end>[\]}])"
)
_CAPITALS: Final = re.compile(r"[A-Z][\w.]*\w(?:(?: (?:of|and|the))* [A-Z][\w.]*\w)*")
_GAZETTEER: Final = Gazetteer.load()


@dataclass(frozen=True, slots=True)
class _Mark:
    kind: str
    events: tuple[str, ...]
    span: Span


def told(marked: str, polarity: str = "asserted", *flags: str, sure: float = 1.0) -> tuple[str, Tagged]:
    """The plain text, and the events and names that its marks make.

    Parameters:
        polarity: of all events, with certainty.
        flags: those of `labels.FLAGS` that hold; that a transfer is told does always.
        sure: the probability of each mark that sets none.
    """
    text, marks, names = _read(marked, sure)
    numbers = sorted({number for mark in marks for number in mark.events}) or [""]
    events = (
        _event([mark for mark in marks if not mark.events or number in mark.events], polarity, flags)
        for number in numbers
    )
    named = sorted((*names, *_states(text, names)), key=lambda one: one.start)
    return text, Tagged(tuple(sorted(filter(None, events), key=lambda one: one.trigger.start)), tuple(named))


class Scripted:
    """A tagger that marks what it was told to, in the sentences that it is shown; `screened` and `shown` hold which it
    was asked about, and which it marked."""

    def __init__(self, tagged: Tagged | None = None) -> None:
        self.tagged = tagged or Tagged((), ())
        self.screened: list[tuple[str, ...]] = []
        self.shown: list[tuple[str, ...]] = []

    def tells(self, text: str, sentences: Sequence[Sentence], least: float, /) -> bool:
        """Whether an event of the sentences is likely enough."""
        del text
        self.screened.append(tuple(sentence.readable for sentence in sentences))
        return any(
            event.flags["claim"] >= least for event in self.tagged.events if _stands(event.trigger.start, sentences)
        )

    def tag(self, text: str, sentences: Sequence[Sentence], proposed: Iterable[Span] = (), /) -> Tagged:
        """The events and names that stand in the sentences."""
        del text, proposed
        self.shown.append(tuple(sentence.readable for sentence in sentences))
        return Tagged(
            tuple(event for event in self.tagged.events if _stands(event.trigger.start, sentences)),
            tuple(mention for mention in self.tagged.mentions if _stands(mention.start, sentences)),
        )


def _stands(start: int, sentences: Sequence[Sentence]) -> bool:
    return any(sentence.start <= start < sentence.end for sentence in sentences)


class MarkedReader:
    """Reads marked articles with the pipeline that ships; only the network is replaced by the marks."""

    def __init__(self, disabled: Collection[str] = ("relevance", "lexicon")) -> None:
        self.tagger = Scripted()
        self.pipeline = default_pipeline(disabled, tagger=self.tagger)

    def doc(self, marked: str, polarity: str = "asserted", *flags: str, sure: float = 1.0) -> Doc:
        """The article with all layers."""
        return self.doc_of(*told(marked, polarity, *flags, sure=sure))

    def doc_of(self, text: str, tagged: Tagged) -> Doc:
        """The article of some events and names, with all layers."""
        self.tagger.tagged, self.tagger.screened, self.tagger.shown = tagged, [], []
        [doc] = self.pipeline.process([document(text)])
        assert doc.reading is not None
        doc.reading.check()
        return doc

    def reading(self, marked: str, polarity: str = "asserted", *flags: str) -> Reading:
        """The reading of a marked article."""
        reading = self.doc(marked, polarity, *flags).reading
        assert reading is not None
        return reading

    def claims(self, marked: str, polarity: str = "asserted", *flags: str) -> list[dict[str, Any]]:
        """Its claims as `claimgraph extract` prints them."""
        return claims_of(self.reading(marked, polarity, *flags))

    def triples(self, marked: str) -> list[tuple[str, str, str]]:
        """Supplier, recipient and good of each claim, by their names."""
        return [(claim["supplier"], claim["recipient"], claim["good"]) for claim in self.claims(marked)]

    def sources(self, marked: str, polarity: str = "alleged", *flags: str) -> list[tuple[str, str]]:
        """Who says the claims, and how he stands to them."""
        return [
            (source["name"], source["stance"])
            for claim in self.claims(marked, polarity, *flags)
            for source in claim["sources"]
        ]


def document(text: str, language: str = "en") -> Document:
    """A text as a document."""
    return Document(Article("a", "a", text_hash(text), language=language), text)


def claims_of(reading: Reading) -> list[dict[str, Any]]:
    """The claims of a reading as `claimgraph extract` prints them."""
    claims: list[dict[str, Any]] = to_record(reading)["claims"]
    return claims


def _read(marked: str, sure: float) -> tuple[str, list[_Mark], list[Mention]]:
    plain, last = "", 0
    marks: list[_Mark] = []
    names: list[Mention] = []
    pending: list[tuple[re.Match[str], int]] = []
    for match in _PART.finditer(marked):
        if match["end"] and not pending:
            continue
        plain, last = plain + marked[last : match.start()], match.end()
        if not match["end"]:
            pending.append((match, len(plain)))
            continue
        opened, start = pending.pop()
        if opened["type"]:
            names.append(Mention(start, len(plain), MentionType(opened["type"]), 1.0))
        else:
            events = tuple(opened["events"].split(",")) if opened["events"] else ()
            marks.append(_Mark(opened["mark"], events, Span(start, len(plain), float(opened["score"] or sure))))
    return plain + marked[last:], marks, names


def _event(marks: Sequence[_Mark], polarity: str, flags: Collection[str]) -> EventMention | None:
    parts: dict[str, list[Span]] = defaultdict(list)
    back: dict[str, list[Span]] = defaultdict(list)
    triggers = [mark.span for mark in marks if mark.kind == "t"]
    for mark in sorted(marks, key=lambda one: one.span.start):
        if mark.kind != "t":
            (back if mark.kind.startswith("^") else parts)[ROLES[mark.kind[-1]]].append(mark.span)
    if not triggers:
        return None
    return EventMention(
        triggers[0],
        {role: tuple(spans) for role, spans in parts.items()},
        {role: tuple(spans) for role, spans in back.items()},
        {name: float(name == polarity) for name in labels.POLARITIES},
        {flag: float(flag == "claim" or flag in flags) for flag in labels.FLAGS},
    )


def _states(text: str, names: Sequence[Mention]) -> Iterator[Mention]:
    """The states that stand outside all marked names."""
    for match in _CAPITALS.finditer(text):
        words = list(re.finditer(r"[\w.]+", match[0]))
        first = 0
        while first < len(words):
            for last in range(len(words), first, -1):
                start, end = match.start() + words[first].start(), match.start() + words[last - 1].end()
                if _GAZETTEER.state(text[start:end]) is not None:
                    if not any(one.start < end and start < one.end for one in names):
                        yield Mention(start, end, MentionType.STATE, 1.0)
                    first = last - 1
                    break
            first += 1

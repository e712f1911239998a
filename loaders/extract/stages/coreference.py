"""Resolves the arguments of all events to entities."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from dataclasses import replace
from typing import Final

from claimgraph.loaders.extract.annotations import EventMention, Participant, Span, Transfer
from claimgraph.loaders.extract.doc import Doc
from claimgraph.loaders.extract.lexicon import Lexicon
from claimgraph.loaders.extract.network import labels
from claimgraph.loaders.extract.segment import place_at
from claimgraph.loaders.extract.stages.names import is_name
from claimgraph.loaders.extract.stages.phrases import adjoined, joined, names_apart
from claimgraph.loaders.extract.stages.products import handed_over
from claimgraph.loaders.extract.stages.resolver import Query, Resolver

_NAMED_BEHIND: Final = re.compile(r"(?:\s[a-z][\w-]*){1,4}?(?:\salso)?\s(?:named|called|known as|by the name of)\s")
_BEFORE: Final = 10
"""Characters before a span that may hold a preposition."""


class Coreference:
    """Events and the resolver → transfers, whose arguments are entities."""

    name = "coreference"
    reads = ("text", "sentences", "events", "trees", "resolver")
    writes = ("transfers",)

    def __init__(self, lexicon: Lexicon) -> None:
        self._lexicon = lexicon

    def __call__(self, doc: Doc) -> Doc:
        """The article with its transfers, one for each event."""
        if doc.resolver is None:
            return doc
        arguments = (_Arguments(doc, doc.resolver, event, self._lexicon) for event in doc.events)
        return replace(doc, transfers=tuple(each.transfer() for each in arguments))


class _Arguments:
    """The arguments of one event."""

    def __init__(self, doc: Doc, resolver: Resolver, event: EventMention, lexicon: Lexicon) -> None:
        self._text, self._resolver, self._event = doc.text, resolver, event
        self._place = max(0, place_at(doc.sentences, event.trigger.start))
        self._inside, self._tree = doc.sentences[self._place], doc.trees.get(self._place)
        self._lexicon = lexicon

    def transfer(self) -> Transfer:
        """The event with its arguments as entities."""
        suppliers = self._parties(labels.SUPPLIER)
        recipients = self._parties(labels.RECIPIENT, {one.entity for one in suppliers})
        return Transfer(self._event, self._place, suppliers, recipients, self._goods(), self._parties(labels.VIA))

    def _marked(self, role: str) -> list[Span]:
        """The spans of a role as the network marks them: those in the trigger's sentence, else the likeliest
        elsewhere."""
        link = joined if role != labels.GOOD else adjoined
        marked = link(self._text, self._event.role(role))
        own = [span for span in marked if self._inside.start <= span.start < self._inside.end]
        elsewhere = marked or link(self._text, self._event.back(role))
        chosen = own or sorted(elsewhere, key=lambda span: -span.score)[:1]
        chosen = [span for span in chosen if not self._tells_where(span)] or chosen
        return [span for span in chosen if not self._rather_speaks(span)] or chosen

    def _rather_speaks(self, span: Span) -> bool:
        """Whether the network marks the same phrase as the speaker, and more surely."""
        surer = [each for each in self._event.role(labels.SPEAKER) if each.score > span.score]
        return bool(surer) and any(map(self._whole(span).overlaps, map(self._whole, surer)))

    def _whole(self, span: Span) -> Span:
        return self._resolver.phrases.whole(span, self._event.trigger)

    def _tells_where(self, span: Span) -> bool:
        """Whether a span only tells where something is: "Ukraine" of "Russia's war machine in Ukraine"."""
        return self._text[max(0, span.start - _BEFORE) : span.start].rstrip().endswith((" in", " in the"))

    def _tells_whose(self, span: Span, others: Iterable[Span]) -> bool:
        """Whether a span only tells to which state somebody belongs who is named behind it: "Kenyan" of "a Kenyan firm
        also named Acme"."""
        return any(_NAMED_BEHIND.fullmatch(self._text, span.end, max(span.end, other.start)) for other in others)

    def _parties(self, role: str, others: Collection[str] = ()) -> tuple[Participant, ...]:
        query = Query(self._resolver.antecedents(self._event, role), self._voice(), others)
        found: dict[str, Participant] = {}
        spans = [(marked, self._named_or_whole(marked)) for marked in self._marked(role)]
        wholes = [whole for _, whole in spans]
        for marked, whole in spans:
            if self._tells_whose(whole, wholes):
                continue
            for entity, part in self._meant(whole, query) or self._meant_alone(marked, query):
                found.setdefault(entity, Participant(entity, part))
        return tuple(part for part in found.values() if not self._introduces(part, found.values()))

    def _named_or_whole(self, span: Span) -> Span:
        """A name as the network marks it, though it stands before a noun, and a state in the name of a body of its own
        ("Norland" of "Norland's trade ministry"); another span with its whole phrase."""
        phrases = self._resolver.phrases
        return span if phrases.is_name(span) or phrases.is_state_of_body(span) else self._whole(span)

    def _meant(self, span: Span, query: Query) -> list[tuple[str, Span]]:
        """Those whom a span means, each with its part of the span."""
        parts = names_apart(self._text, span, self._resolver.names)
        return [(entity, part) for part in parts for entity in self._resolver.parties(part, query)]

    def _meant_alone(self, marked: Span, query: Query) -> list[tuple[str, Span]]:
        """Those whom a span means by itself, where its whole phrase means nobody; a part of a name means nobody."""
        return [] if self._resolver.phrases.cuts_name(marked) else self._meant(marked, query)

    def _introduces(self, part: Participant, others: Iterable[Participant]) -> bool:
        """Whether a description only introduces those who are named right behind it: "Two manufacturers, Acme and
        Borex"."""
        behind = self._text[part.span.end : part.span.end + _BEFORE]
        follow = any(0 < other.span.start - part.span.end <= _BEFORE for other in others)
        is_described = not is_name(self._resolver.table.entities[part.entity].name)
        return is_described and follow and behind.startswith(", ")

    def _goods(self) -> tuple[Participant, ...]:
        found: dict[str, Participant] = {}
        spans = list(map(self._whole, self._marked(labels.GOOD)))
        if self._tree is not None:
            spans = handed_over(spans, self._tree, self._event.trigger, self._lexicon, self._resolver.goods.is_known)
        for span in spans:
            if (good := self._resolver.goods.of(span, self._event.back(labels.GOOD))) is not None:
                found.setdefault(good, Participant(good, span))
        return tuple(found.values())

    def _voice(self) -> str | None:
        """The speaker, for "we" and "our"."""
        back = self._resolver.antecedents(self._event, labels.SPEAKER)
        speakers = (self._resolver.speaker(span, back) for span in self._event.role(labels.SPEAKER))
        return next((found for found in speakers if found is not None), None)

"""The parts of a telling as entities: who supplies, receives, speaks and denies, and what is supplied."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from claimgraph.graph.model import Modality
from claimgraph.loaders.extract.labeller import labels
from claimgraph.loaders.extract.labeller.goods import Goods
from claimgraph.loaders.extract.labeller.homes import Homes
from claimgraph.loaders.extract.labeller.naming import Naming
from claimgraph.loaders.extract.labeller.tellings import Span, Telling
from claimgraph.loaders.extract.labeller.unsaid import SAID, Part, Sides, Unsaid, implied_good
from claimgraph.loaders.extract.lexicon import Lexicon
from claimgraph.loaders.extract.pairing import pairings
from claimgraph.loaders.extract.parsed import Parsed
from claimgraph.loaders.extract.registry import Registry

_UNVERIFIED: Final = re.compile(
    r"\s+(?:said\s+(?:it|they|he|she)\s+)?(?:could not|cannot|can't|couldn't|(?:was|were|has been|have been) unable to"
    r"|was not able to)\s+(?:\w+ly\s+)?(?:verify|confirm|corroborate|establish)\b"
)
"""What whoever says nothing of it does: "Reuters could not independently verify"."""
_CLOSE: Final = 8
"""How many characters behind a marked verb may belong to it: "looked" of "looked into"."""


@dataclass(frozen=True, slots=True)
class Trust:
    """How sure the labeller has to be. Chosen on annotated news (docs/extraction.md).

    Parameters:
        likely: of a claim as a whole (that there is one, times each of its parts).
        unrealised: likewise, of a claim that was only planned, or stopped.
        said: of who says or denies it.
        also: of a second one who does.
        hedged: of a hedge.
        typed: of the type of a named mention.
    """

    likely: float = 0.4
    unrealised: float = 0.4
    said: float = 0.4
    also: float = 0.6
    hedged: float = 0.8
    typed: float = 0.7


class Parts:
    """Reads the parts of the tellings of one article.

    A part is what the trigger's own sentence has of it; marks beside it count only where it has none. `voice` is the
    id of whoever speaks, for "we" and "our".
    """

    def __init__(
        self, text: str, homes: Homes, naming: Naming, goods: Goods, registry: Registry, lexicon: Lexicon, trust: Trust
    ) -> None:
        self._homes = homes
        self._text, self._naming, self._goods, self._registry, self._trust = text, naming, goods, registry, trust
        self._implied, self._inquiring = lexicon.implied, lexicon.phrases("inquire")
        self._unsaid = Unsaid()
        self._meant: dict[tuple[bool, int], tuple[str, ...]] = {}

    def triples(self, telling: Telling, at: Parsed, voice: str | None) -> Iterator[tuple[Part, Part, Part]]:
        """Supplier, recipient and good of each transfer that a telling is likely enough to tell of."""
        if any(map(self._goods.is_trifle, telling.spans(labels.GOOD))):
            return
        if self._marked_goods(telling, at) and not self._handed_over(telling, at):
            return
        said: Sides = {**self.sides(telling, at, voice), labels.GOOD: self.goods(telling, at)}
        sides = self._unsaid.completed(said, telling.flags["claim"], at.index)
        self._unsaid.remember(said, at.index)
        suppliers, recipients, goods = (
            _placed(sides[role]) for role in (labels.SUPPLIER, labels.RECIPIENT, labels.GOOD)
        )
        least = self._trust.likely if telling.modality is Modality.ACTUAL else self._trust.unrealised
        triples = pairings(suppliers, recipients, goods, self._text)
        for supplier, recipient, good in triples:
            sure = telling.flags["claim"] * supplier.span.sure * recipient.span.sure * good.span.sure
            apart = len({supplier.entity, recipient.entity, good.entity}) == 3
            if apart and not self._is_one_name(supplier, recipient) and sure >= least:
                yield supplier, recipient, good

    def sides(self, telling: Telling, at: Parsed, voice: str | None) -> dict[str, Sequence[Part]]:
        """Suppliers and recipients by role; a description or a pronoun on one side does not go back to whom the other
        side names."""
        suppliers = self.parties(telling, labels.SUPPLIER, at, voice)
        recipients = self.parties(telling, labels.RECIPIENT, at, voice)
        shared = {part.entity for part in suppliers} & {part.entity for part in recipients}
        if shared and self._described(recipients, shared) > self._described(suppliers, shared):
            recipients = self.parties(telling, labels.RECIPIENT, at, voice, shared)
        elif shared and self._described(suppliers, shared):
            suppliers = self.parties(telling, labels.SUPPLIER, at, voice, shared)
        return {labels.SUPPLIER: suppliers, labels.RECIPIENT: recipients}

    def parties_by_name(self, telling: Telling) -> set[str]:
        """The suppliers and recipients whom a telling calls by their names."""
        spans = (span for role in labels.PARTIES for span in telling.spans(role))
        return {named for span in spans if (named := self._naming.named(span)) is not None}

    def _described(self, parts: Sequence[Part], shared: Collection[str]) -> float:
        """How surely one of the shared parts is marked on words that name nobody; 0 where all of them are names."""
        told = [part.span for part in parts if part.entity in shared]
        return max((span.sure for span in told if self._naming.named(span) is None), default=0.0)

    def _is_one_name(self, supplier: Part, recipient: Part) -> bool:
        """Whether two parties bear one name, in full and short: "Lindauer Duo 7" and "Duo 7"."""
        short, long = sorted((self._registry.entities[part.entity].name for part in (supplier, recipient)), key=len)
        return long.endswith(f" {short}")

    def parties(
        self, telling: Telling, role: str, at: Parsed, voice: str | None, others: Collection[str] = ()
    ) -> list[Part]:
        """The parties in a role (`labels.SUPPLIER`, `labels.RECIPIENT` or `labels.VIA`).

        Parameters:
            others: ids of those to whom no description goes back.
        """
        back = telling.antecedents.get(role, ())
        marked = self._homes.parties(telling.spans(role), at) or _surest(back)
        spans = [name for span in marked for name in self._naming.apart(span)]

        def find(span: Span) -> tuple[str, ...]:
            return self._naming.parties(span, back, voice, others)

        meant = _meant(spans, lambda span: self._found(span, at, find))
        found = [part for part in meant if part.entity not in others]
        return [_backed(part, (other for other in back if self._naming.named(other) == part.entity)) for part in found]

    def _found(
        self, span: Span, at: Parsed, find: Callable[[Span], Iterable[str]], *, good: bool = False
    ) -> tuple[str, ...]:
        """What is meant by a mark; by one in another sentence what that sentence's own telling meant by it."""
        home, place = at.holds(span.start), (good, span.start)
        if not home and (known := self._meant.get(place)):
            return known
        found = tuple(find(span))
        if home and found:
            self._meant.setdefault(place, found)
        return found

    def speakers(self, telling: Telling, voice: str | None) -> list[Part]:
        """Who says it."""
        return self._saying(telling, labels.SPEAKER, voice)

    def _saying(self, telling: Telling, role: str, voice: str | None, *, inquiring: bool = False) -> list[Part]:
        """Who says it, or who only inquires whether it is so."""
        back = telling.antecedents.get(role, ())
        spans = [
            span
            for span in self._sure_enough(self._beside(telling, role))
            if _UNVERIFIED.match(self._text, span.end) is None
            if role != labels.SPEAKER or self._inquires(span, telling.spans(labels.CUE)) is inquiring
        ]
        return _meant(spans, lambda span: _one(self._naming.speaker(span, back, voice)))

    def _beside(self, telling: Telling, role: str) -> Sequence[Span]:
        """Who is marked to say or deny something. Where the sentence of the trigger, or of the denial, calls one by
        name, those in its neighbours do not count; a description may be told there who it is."""
        said = [span for span in telling.spans(role) if span.sure >= self._trust.said]
        said = self._homes.saying(said, telling.trigger) if role == labels.SPEAKER else said
        beside = self._homes.beside(said, [telling.trigger] if role == labels.SPEAKER else telling.spans(labels.DENIAL))
        return beside if any(self._naming.named(span) is not None for span in beside) else said

    def _inquires(self, speaker: Span, cues: Sequence[Span]) -> bool:
        """Whether a speaker "looked into" what is told."""
        cue = min(cues, key=lambda span: abs(span.start - speaker.end), default=None)
        words = self._text[cue.start : cue.end + _CLOSE].lower() if cue is not None else ""
        return any(phrase in words for phrase in self._inquiring)

    def _sure_enough(self, spans: Sequence[Span]) -> list[Span]:
        """The surest speaker, and others that are all but certain."""
        best = max((span.sure for span in spans), default=0.0)
        return [span for span in spans if span.sure >= min(best, self._trust.also)]

    def deniers(self, telling: Telling, speakers: Iterable[Part], voice: str | None) -> list[Part]:
        """Who denies it; nobody does who is marked as saying so, too."""
        said = {part.entity for part in speakers}
        denied = self._saying(telling, labels.DENIER, voice)
        if telling.spans(labels.DENIAL) and not denied:
            denied = self._saying(telling, labels.SPEAKER, voice, inquiring=True)
        return [part for part in denied if part.entity not in said]

    def goods(self, telling: Telling, at: Parsed) -> list[Part]:
        """What is supplied."""
        back = telling.antecedents.get(labels.GOOD, ())
        marked = self._handed_over(telling, at)
        spans = [span for span in marked if not self._goods.is_purpose(span, marked)]
        apart = [span for span in spans if not self._goods.is_made(span)]
        spans = apart or [span for span in spans if not self._goods.is_made(span, alone=True)]
        if all(span.sure < SAID for span in spans) and (measured := self._measured(telling)):
            return [measured]

        def find(span: Span) -> Iterable[str]:
            return self._goods.meant(span, back)

        found = _meant(spans, lambda span: self._found(span, at, find, good=True))
        return [_backed(part, (other for other in back if self._is_called(other, part.entity))) for part in found]

    def _handed_over(self, telling: Telling, at: Parsed) -> Sequence[Span]:
        """The marks for goods, but what others became a part of ("ended up in missiles"), and what was built into that
        which the trigger hands over."""
        trigger = at.token(telling.trigger.start)
        return [
            span
            for span in self._marked_goods(telling, at)
            if not self._goods.is_assembled(span, trigger) and not self._goods.is_built_in(span, trigger)
        ]

    def _marked_goods(self, telling: Telling, at: Parsed) -> Sequence[Span]:
        back = telling.antecedents.get(labels.GOOD, ())
        return self._homes.first(telling.spans(labels.GOOD), at) or _surest(back)

    def tells_of_one(self, telling: Telling) -> bool:
        """Whether a telling is of not even one: "not a single cartridge", which is said of any munitions, "so much as a
        light bulb"."""
        return any(map(self._goods.is_least, telling.spans(labels.GOOD)))

    def _is_called(self, span: Span, good: str) -> bool:
        """Whether a good's name ends as a marked stretch does."""
        words = self._text[span.start : span.end].lower().split()
        return self._registry.entities[good].name.lower().split()[-1:] == words[-1:]

    def _measured(self, telling: Telling) -> Part | None:
        """The good that the unit of a quantity implies."""
        for span in telling.spans(labels.QUANTITY):
            if good := implied_good(self._text[span.start : span.end], self._implied):
                return Part(self._registry.good(good), span)
        return None


def _meant(spans: Iterable[Span], find: Callable[[Span], Iterable[str]]) -> list[Part]:
    """The entities that some spans mean, each once, with the first span that means it."""
    found: dict[str, Part] = {}
    for span in spans:
        for entity in find(span):
            found.setdefault(entity, Part(entity, span))
    return list(found.values())


def _surest(spans: Sequence[Span]) -> Sequence[Span]:
    return sorted(spans, key=lambda span: span.sure)[-1:]


def _backed(part: Part, back: Iterable[Span]) -> Part:
    """A part as sure as its mark and the marks that it goes back to are together: 1 − Π(1 − mark). One and the same
    name may bear both marks, each by halves: the owner in "India's imports", to whom a second trigger goes back."""
    doubt = 1.0 - part.span.sure
    for other in back:
        if other != part.span:
            doubt *= 1.0 - other.sure
    return Part(part.entity, Span(part.span.start, part.span.end, 1.0 - doubt))


def _one(entity: str | None) -> tuple[str, ...]:
    return () if entity is None else (entity,)


def _placed(parts: Sequence[Part]) -> list[tuple[Part, int]]:
    return [(part, part.span.start) for part in parts]

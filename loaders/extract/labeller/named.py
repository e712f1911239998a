"""Named mentions and their types as the network marks them, and what a reading makes of them: no person, vessel or
place is a party, no state or firm is a good, and a body is of the type that its mentions have."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Final

import numpy as np

from claimgraph.graph.model import Claim, Entity, EntityType, Reading, Role, Statement
from claimgraph.loaders.extract.labeller import labels
from claimgraph.loaders.extract.labeller.decode import Odds
from claimgraph.loaders.extract.labeller.pieces import Pieces, Window
from claimgraph.loaders.extract.labeller.tellings import Span, Telling
from claimgraph.loaders.extract.reunion import restated
from claimgraph.loaders.extract.trace import SILENT, Restated, Trace, Why
from claimgraph.loaders.surfaces import slug

_NO_PARTIES: Final = frozenset({"Person", "Vessel", "Product", "Event", "Money"})
_WHERE: Final = frozenset({"Place", "Region", "Facility"})
_NO_GOODS: Final = frozenset(
    {"State", "Firm", "Official", "Person", "Organization", "ArmedGroup", "Event", "Money", *_WHERE}
)
_TYPES: Final = {
    "Firm": EntityType.FIRM,
    "Organization": EntityType.ORGANIZATION,
    "ArmedGroup": EntityType.ORGANIZATION,
    "Official": EntityType.OFFICIAL,
}
_POSSESSIVE: Final = 2
"""How many characters a party's span may have behind the mention in it: "'s"."""
_PARTS: Final = (Role.SUPPLIER, Role.RECIPIENT)
_BETWEEN_NAMES: Final = re.compile(r",?\s+and\s+(?:the\s+)?|,\s+(?:the\s+)?")


@dataclass(frozen=True, slots=True)
class NamedMention:
    """A span that names something, and the type of what it names (`labels.MENTIONS`); `sure` is the mean probability of
    the type over the words."""

    start: int
    end: int
    type: str
    sure: float


def named_mentions(pieces: Pieces, window: Window, odds: Odds) -> Iterator[NamedMention]:
    """The named mentions of a window, in order.

    Parameters:
        odds: tag probabilities of the window's pieces, shape (pieces, tags of `labels.MENTIONS`).
    """
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
        rows = words[begin:end] - window.first
        sure = float(odds[rows, first_tag : first_tag + 2].sum(1).mean())
        kind = labels.MENTIONS[int(kinds[begin])]
        yield NamedMention(int(pieces.starts[words[begin]]), int(pieces.ends[last - 1]), kind, sure)
        begin = end


def with_names_apart(telling: Telling, mentions: Sequence[NamedMention], text: str) -> Telling:
    """The telling with a span for each name where one span of a party joins several: "Norland and Veridia Ltd"."""
    apart = {
        role: tuple(part for span in telling.spans(role) for part in _names_in(span, mentions, text))
        for role in labels.PARTIES
    }
    return replace(telling, parts={**telling.parts, **apart})


def _names_in(span: Span, mentions: Sequence[NamedMention], text: str) -> Sequence[Span]:
    """The spans of the names in a span that is nothing but a list of them; else the span itself."""
    names = [mention for mention in mentions if span.start <= mention.start and mention.end <= span.end]
    listed = all(_BETWEEN_NAMES.fullmatch(text, one.end, other.start) for one, other in pairwise(names))
    if len(names) < 2 or not listed or (names[0].start, names[-1].end) != (span.start, span.end):
        return (span,)
    return [Span(name.start, name.end, span.sure) for name in names]


class Typing:
    """Compares a reading with the named mentions of its text.

    Parameters:
        is_known: whether an entity's type is known from the gazetteer, so that no mention changes it.
        sure: from which probability on a mention's type counts.
    """

    def __init__(self, is_known: Callable[[Entity], bool], sure: float) -> None:
        self._is_known, self._sure = is_known, sure

    def applied(self, mentions: Sequence[NamedMention], reading: Reading, trace: Trace = SILENT) -> Reading:
        """The reading without statements whose parties or goods cannot be such, and with the types that its names have
        in the text."""
        marked = [mention for mention in mentions if mention.sure >= self._sure]
        if not marked or not reading.statements:
            return reading
        return self._retyped(self._without_misfits(reading, marked, trace), marked, trace)

    def _without_misfits(self, reading: Reading, marked: Sequence[NamedMention], trace: Trace) -> Reading:
        entities = {entity.id: entity for entity in reading.entities}
        claims = {claim.id: claim for claim in reading.claims}
        kept = tuple(one for one in reading.statements if not self._misfits(one, claims[one.claim], entities, marked))
        if len(kept) == len(reading.statements):
            return reading
        for statement in reading.statements:
            if statement not in kept:
                trace.note(Restated(statement.id, None, Why.MISFIT))
        told = {statement.claim for statement in kept}
        left = tuple(claim for claim in reading.claims if claim.id in told)
        return replace(reading, statements=kept, claims=left)

    def _misfits(
        self, statement: Statement, claim: Claim, entities: Mapping[str, Entity], marked: Sequence[NamedMention]
    ) -> bool:
        for part in statement.roles:
            if part.role is Role.GOOD:
                kind = _type_at(part.start, part.end, marked, whole=True)
                if kind in _NO_GOODS:
                    return True
            elif part.role in _PARTS:
                party = entities[claim.supplier if part.role is Role.SUPPLIER else claim.recipient]
                kind = _type_at(part.start, part.end, marked, whole=False)
                if party.type is EntityType.STATE or self._is_known(party):
                    continue
                if kind in _NO_PARTIES or kind in _WHERE:
                    return True
        return False

    def _retyped(self, reading: Reading, marked: Sequence[NamedMention], trace: Trace) -> Reading:
        text = reading.document.text
        votes: dict[str, Counter[EntityType]] = defaultdict(Counter)
        for mention in marked:
            if mention.type in _TYPES:
                votes[text[mention.start : mention.end].lower()][_TYPES[mention.type]] += 1
        same: dict[str, str] = {}
        made: dict[str, Entity] = {entity.id: entity for entity in reading.entities}
        for entity in reading.entities:
            wanted = self._wanted(entity, votes)
            if wanted is None or wanted is entity.type:
                continue
            other = f"{wanted.lower()}:{slug(entity.name)}"
            same[entity.id] = other
            made.setdefault(other, replace(entity, id=other, type=wanted, speaks_for=None))
        return _renamed(reading, same, made, trace) if same else reading

    def _wanted(self, entity: Entity, votes: Mapping[str, Counter[EntityType]]) -> EntityType | None:
        """The type that most mentions of an entity have."""
        if entity.type in (EntityType.STATE, EntityType.GOOD) or entity.article is not None or self._is_known(entity):
            return None
        total: Counter[EntityType] = Counter()
        for name in (entity.name, *entity.aliases):
            total.update(votes.get(name.lower(), Counter()))
        return total.most_common(1)[0][0] if total else None


def _type_at(start: int, end: int, marked: Sequence[NamedMention], *, whole: bool) -> str | None:
    """The type of the mention that ends a span, or for a whole span of the one that covers all of it."""
    over = [mention for mention in marked if mention.start < end and start < mention.end]
    if whole:
        over = [mention for mention in over if mention.start <= start and end <= mention.end]
    else:
        over = [mention for mention in over if mention.end >= end - _POSSESSIVE]
    return max(over, key=lambda mention: min(mention.end, end) - max(mention.start, start)).type if over else None


def _renamed(reading: Reading, same: Mapping[str, str], entities: Mapping[str, Entity], trace: Trace) -> Reading:
    """The reading with other entities in the place of some of its own."""

    def now(id: str) -> str:
        return same.get(id, id)

    claims = {
        claim.id: Claim.of(now(claim.supplier), now(claim.recipient), claim.good, claim.modality)
        for claim in reading.claims
    }
    statements: dict[str, Statement] = {}
    for one in reading.statements:
        claim = claims[one.claim]
        told = restated(one, claim, same) if claim.supplier != claim.recipient else None
        trace.note(Restated(one.id, told))
        if told is not None:
            statements[told.id] = told
    kept = {claim.id: claim for claim in claims.values() if claim.supplier != claim.recipient}
    ids = dict.fromkeys(now(entity.id) for entity in reading.entities)
    linked = tuple(
        replace(entities[id], speaks_for=now(spoken)) if (spoken := entities[id].speaks_for) else entities[id]
        for id in ids
    )
    return replace(reading, entities=linked, claims=tuple(kept.values()), statements=tuple(statements.values()))

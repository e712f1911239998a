"""Lists of which the labeller marks some members: long ones of states, and names joined to one that is marked."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from itertools import pairwise
from typing import Final

from claimgraph.loaders.extract.labeller import labels
from claimgraph.loaders.extract.labeller.amounts import is_counted
from claimgraph.loaders.extract.labeller.tellings import Span, Telling
from claimgraph.loaders.extract.mentions import Mentions
from claimgraph.loaders.extract.parsed import Parsed, sentence_at
from claimgraph.loaders.extract.tree import children, coordination_base, outermost
from claimgraph.loaders.extract.words import Token

_CERTAIN: Final = 0.9
_LIKELY: Final = 0.8
"""How sure a mark is at least whose neighbours in a list are taken to have its part."""
_FINITE: Final = frozenset({"VBD", "VBZ", "VBP", "MD"})
_SEVERAL: Final = 3
_BETWEEN: Final = re.compile(r",\s+(?:and\s+)?(?:the\s+)?|\s+and\s+(?:the\s+)?")
_WORD: Final = re.compile(r"[^\s,]+")
_LONGEST_NAME: Final = 4


class Lists:
    """Completes marks that stand in a list: news lists states by the dozen, and the labeller tires.

    Parameters:
        is_state: whether words name a state.
        is_place: whether words name a place in one.
        is_person: whether they read like a person's name, or have a title.
    """

    def __init__(
        self,
        text: str,
        parsed: Sequence[Parsed],
        mentions: Mentions,
        is_state: Callable[[str], bool],
        is_place: Callable[[str], bool],
        is_person: Callable[[str], bool],
    ) -> None:
        self._text, self._parsed, self._mentions = text, parsed, mentions
        self._is_state, self._is_place, self._is_person = is_state, is_place, is_person

    def completed(self, telling: Telling) -> Telling:
        """The telling with every state of a list of which at least three certainly have a part of it, none that has the
        other part; and with the names joined to one that certainly has a part."""
        suppliers, recipients = (telling.spans(role) for role in labels.PARTIES)
        marked = [span for spans in telling.parts.values() for span in spans]
        whole = {
            labels.SUPPLIER: self._with_joined(self._with_others(suppliers, recipients), marked),
            labels.RECIPIENT: self._with_joined(self._with_others(recipients, suppliers), marked),
        }
        return replace(telling, parts={**telling.parts, **whole})

    def _with_joined(self, spans: Sequence[Span], marked: Sequence[Span]) -> tuple[Span, ...]:
        """The spans, and the names joined to one of which the labeller is sure, where nothing is marked on them:
        "Kilian Ltd" in "from the trader Kilian Ltd and from Norland"; firms to firms and states to states."""
        found = list(spans)
        for span in spans:
            at = sentence_at(self._parsed, span.start)
            if at is None or span.sure < _LIKELY:
                continue
            for name in self._joined(at, span):
                joined = Span(*name, span.sure)
                alike = self._is_of_a_kind(joined, span) and not is_counted(self._text, joined.end)
                if alike and not any(joined.overlaps(other) for other in (*marked, *found)):
                    found.append(joined)
        return tuple(sorted(found, key=lambda span: span.start))

    def _joined(self, at: Parsed, span: Span) -> Iterator[tuple[int, int]]:
        """The names in one coordination with the head of a span, with their prepositions or without."""
        head = outermost(at.tokens(span.start, span.end))
        if head is None or _leads_a_clause(head, head):
            return
        behind = [prep for prep in head.head.conjuncts if head.dep_ == "pobj" and prep.lower_ == head.head.lower_]
        for token in (*head.conjuncts, *(child for prep in behind for child in children(prep, "pobj"))):
            name = self._mentions.name(token) if token.pos_ == "PROPN" else None
            if name is not None and not (token.i > head.i and _leads_a_clause(token, head)):
                yield at.run(name.start, name.end)

    def _is_of_a_kind(self, one: Span, other: Span) -> bool:
        """Whether two names are both of states, or both of firms or bodies: neither of a place or a person."""
        names = [self._text[span.start : span.end] for span in (one, other)]
        states = [self._is_state(name) for name in names]
        return states[0] == states[1] and (
            states[0] or not any(self._is_place(name) or self._is_person(name) for name in names)
        )

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


def _leads_a_clause(name: Token, joined: Token) -> bool:
    """Whether one of two names that the parser joins is rather the subject of what follows it: "sold jets to Norland
    and Veridia objected"; not where both of them are that."""
    after = name.doc[name.i + 1] if name.i + 1 < len(name.doc) else None
    return after is not None and after.tag_ in _FINITE and after.i != coordination_base(joined).head.i

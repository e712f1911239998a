"""Which decisions contradict which: looked up, not searched, since a file may bring thousands about one thing: pure."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from itertools import chain, islice
from typing import Final

from claimgraph.graph.decision import Kind
from claimgraph.graph.review import Named, Review
from claimgraph.graph.store.inforce import parted_readings, subject_of
from claimgraph.graph.store.reviewed import Outcome

MOST_TOLD: Final = 50
"""So many are named of those that contradict a decision; all of them are told, each by itself."""
_Question = tuple[object, ...]
End = Callable[[str], str]
"""The id under which an entity stands, given one of its ids."""


class Against:
    """The decisions that may contradict others, by what they are about.

    Parameters:
        reviews: all of them.
        outcomes: what became of those about readings, article by article.
        end: under which id an entity stands.
    """

    def __init__(self, reviews: Iterable[Review], outcomes: Sequence[Outcome], end: End) -> None:
        self._end = end
        self._by_question: dict[_Question, list[str]] = defaultdict(list)
        for one in reviews:
            for question in _answered(one, end):
                self._by_question[question].append(one.id)
        self._outcomes = outcomes
        self._by_statement = [_by_statement(one) for one in outcomes]

    def entity(self, review: Review) -> tuple[str, ...]:
        """Ids of decisions that say something else of the same entity, of the same two, or of the same readings."""
        found = (self._by_question.get(question, ()) for question in _asked(review, self._end))
        return _told(review, chain.from_iterable(found))

    def reading(self, review: Review) -> tuple[str, ...]:
        """Ids of decisions in conflict about a statement that a decision in conflict is about."""
        found = (
            other
            for outcome, conflicting in zip(self._outcomes, self._by_statement, strict=True)
            if review.id in outcome.conflicts
            for statement in outcome.about[review.id]
            for other in conflicting[statement]
        )
        return _told(review, found)


def _told(review: Review, others: Iterable[str]) -> tuple[str, ...]:
    return tuple(sorted({*islice((one for one in others if one != review.id), MOST_TOLD)}))


def _by_statement(outcome: Outcome) -> dict[str, list[str]]:
    found: dict[str, list[str]] = defaultdict(list)
    for id in sorted(outcome.conflicts):
        for statement in outcome.about[id]:
            found[statement].append(id)
    return found


def _answered(review: Review, end: End) -> list[_Question]:
    """What a decision gives an answer to."""
    if review.kind is Kind.NOT_SAME:
        return [(Kind.NOT_SAME, _pair(review, end))]
    if review.kind is Kind.MERGE:
        return [(Kind.MERGE, _pair(review, end)), (Kind.MERGE, review.says["other"]["id"])]
    if review.kind is Kind.PART:
        return [(Kind.PART, key) for one in parted_readings(review.says["readings"]) for key in one.keys]
    return [(review.kind, review.about.id)] if isinstance(review.about, Named) else []


def _asked(review: Review, end: End) -> list[_Question]:
    """What decisions that contradict another one answer."""
    if review.kind is Kind.NOT_SAME:
        return [(Kind.MERGE, _pair(review, end))]
    if review.kind is Kind.MERGE:
        return [(Kind.NOT_SAME, _pair(review, end)), (Kind.MERGE, review.says["other"]["id"])]
    return _answered(review, end)


def _pair(review: Review, end: End) -> frozenset[str]:
    return frozenset({end(subject_of(review)), end(review.says["other"]["id"])})

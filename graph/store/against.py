"""Which decisions contradict which: looked up, not searched, since a file may bring thousands about one thing: pure."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from itertools import islice
from typing import Final

from claimgraph.graph.decision import Kind
from claimgraph.graph.review import Named, Review
from claimgraph.graph.store.inforce import subject_of
from claimgraph.graph.store.reviewed import Outcome

MOST_TOLD: Final = 50
"""So many are named of those that contradict a decision; all of them are told, each by itself."""
_Question = tuple[object, ...]


class Against:
    """The decisions that may contradict others, by what they are about.

    Parameters:
        reviews: all of them.
        outcomes: what became of those about readings, article by article.
    """

    def __init__(self, reviews: Iterable[Review], outcomes: Sequence[Outcome]) -> None:
        self._by_question: dict[_Question, list[str]] = defaultdict(list)
        for one in reviews:
            if (question := _answered(one)) is not None:
                self._by_question[question].append(one.id)
        self._outcomes = outcomes
        self._by_statement = [_by_statement(one) for one in outcomes]

    def entity(self, review: Review) -> tuple[str, ...]:
        """Ids of decisions that say something else of the same entity, or that the two of a merge are not the same."""
        question = _asked(review)
        return _told(review, self._by_question.get(question, ())) if question is not None else ()

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


def _answered(review: Review) -> _Question | None:
    """What a decision gives an answer to."""
    if review.kind is Kind.NOT_SAME:
        return (Kind.NOT_SAME, _pair(review))
    return (review.kind, review.about.id) if isinstance(review.about, Named) else None


def _asked(review: Review) -> _Question | None:
    """What decisions that contradict another one answer."""
    return (Kind.NOT_SAME, _pair(review)) if review.kind is Kind.MERGE else _answered(review)


def _pair(review: Review) -> frozenset[str]:
    return frozenset({subject_of(review), review.says["other"]["id"]})

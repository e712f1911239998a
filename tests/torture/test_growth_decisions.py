"""Time grows with the number of decisions and the length of an edited article, and no faster."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from building import document
from growth import worst_growth
from tried import Tried

from claimgraph.graph.decision import Kind
from claimgraph.graph.model import EntityType, Reading
from claimgraph.graph.review import Named, Place, Review
from claimgraph.graph.store.against import Against
from claimgraph.graph.store.asread import AsRead
from claimgraph.graph.store.fitting import moved
from claimgraph.graph.store.identity import Identities, Merge
from claimgraph.graph.store.reviewed import Outcome
from claimgraph.graph.store.takingin import Taking

FEWEST_MERGES, SHORTEST_TEXT = 400, 16_000
SHORT_DOUBLINGS, LONG_DOUBLINGS = 2, 4
AT = "2026-01-01T00:00:00+00:00"
Merges = Callable[[int], list[Merge]]
Edited = Callable[[int], tuple[Place, AsRead]]


def merge(kept: int, other: int) -> Merge:
    return Merge(f"firm:{kept}", f"Firm {kept}", f"firm:{other}", f"Firm {other}", AT)


CHAINS: dict[str, Merges] = {
    "from its end": lambda size: [merge(number + 1, number) for number in range(size)],
    "from its beginning": lambda size: [merge(number + 1, number) for number in reversed(range(size))],
    "round in a circle": lambda size: [merge((number + 1) % size, number) for number in range(size)],
    "into one": lambda size: [merge(size, number) for number in range(size)],
}


def edited(text: str, quote: str, start: int) -> tuple[Place, AsRead]:
    """A place of an article, and the article after somebody edited it."""
    return Place("a", "a", "the hash of before", start, start + len(quote), quote), AsRead.of(
        Reading(document("a", text, "Wire"), (), (), ())
    )


EDITED: dict[str, Edited] = {
    "one letter, at the beginning": lambda size: edited("a" * size, "a" * (size // 2), 0),
    "one letter, at the end": lambda size: edited("a" * size, "a" * (size // 2), size // 2),
    "nowhere, for its first letter": lambda size: edited("a" * size, "b" + "a" * (size // 2), size // 2),
    "nowhere, for its last letter": lambda size: edited("a" * size, "a" * (size // 2) + "b", size // 2),
    "nowhere, for one in the middle": lambda size: edited("a" * size, "a" * (size // 4) + "b" + "a" * (size // 4), 9),
}


def contradicting(size: int) -> tuple[list[Review], list[Outcome]]:
    """Many reviewers who contradict each other about one entity, and about one statement."""
    acme = Named("firm:acme", EntityType.FIRM, "Acme")
    reviews = [Review.of(Kind.RENAME, acme, f"R{number}", AT, {"name": f"N{number}"}) for number in range(size)]
    ids = frozenset(one.id for one in reviews)
    return reviews, [Outcome(ids, ids, dict.fromkeys(ids, ("statement:1",)))]


def all_against(given: tuple[list[Review], list[Outcome]]) -> None:
    against = Against(*given, end=lambda id: id)
    for one in given[0]:
        against.entity(one)
        against.reading(one)


@pytest.fixture
def doublings(is_long: bool) -> int:
    """How often sizes are doubled."""
    return LONG_DOUBLINGS if is_long else SHORT_DOUBLINGS


@pytest.mark.parametrize("name", CHAINS)
def test_merges_take_time_by_their_number(name: str, doublings: int, tried: Tried) -> None:
    with tried.holding("chain of merges, time by its length"):
        assert worst_growth(CHAINS[name], Identities, FEWEST_MERGES, doublings).is_linear


@pytest.mark.parametrize("name", CHAINS)
def test_merges_are_taken_in_in_time_by_their_number(name: str, doublings: int, tried: Tried) -> None:
    def given(size: int) -> tuple[Taking, list[Merge]]:
        merges = CHAINS[name](size)
        return Taking(Identities(), [(one.kept, f"{one.other}, too") for one in merges]), merges

    def work(given: tuple[Taking, list[Merge]]) -> None:
        taking, merges = given
        for one in merges:
            taking.merge(one)
        taking.after()

    with tried.holding("merges of a file, time by their number"):
        assert worst_growth(given, work, FEWEST_MERGES, doublings).is_linear


@pytest.mark.parametrize("name", EDITED)
def test_a_quote_is_looked_for_in_time_by_the_length_of_the_text(name: str, doublings: int, tried: Tried) -> None:
    with tried.holding("quote in an edited text, time by its length"):
        assert worst_growth(EDITED[name], lambda at: moved(*at), SHORTEST_TEXT, doublings).is_linear


def test_contradictions_are_told_in_time_by_their_number(doublings: int, tried: Tried) -> None:
    with tried.holding("decisions that contradict each other, time by their number"):
        assert worst_growth(contradicting, all_against, FEWEST_MERGES, doublings).is_linear

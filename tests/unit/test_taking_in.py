"""Which decisions of another store can be taken in: the same as if they came one by one."""

from __future__ import annotations

import random

import pytest

from claimgraph.graph.store.identity import Identities, Merge, Namesakes, Part, PartedReading
from claimgraph.graph.store.takingin import Taking

AT = "2026-01-01T00:00:00+00:00"
NAMES = (*(f"firm:{letter}" for letter in "abcdefx"), "firm:x@KE", "firm:x@CL")
LEADING = Namesakes("firm:x", (("state:CL", 1), ("state:KE", 2)), "state:KE")


def merge(kept: str, other: str) -> Merge:
    return Merge(kept, kept, other, other, AT)


def part(id: str, *articles: str, of: str = "firm:a") -> Part:
    return Part(
        id, of, "a", "label", tuple(PartedReading(article, "firm:a", f"text {article}") for article in articles), AT
    )


@pytest.mark.parametrize("seed", range(200))
def test_merges_at_once_are_taken_in_as_one_by_one(seed: int) -> None:
    draw = random.Random(seed)  # noqa: S311
    not_same = [tuple(draw.sample(NAMES, 2)) for _ in range(draw.randrange(4))]
    decided = Identities((), (), [LEADING])
    taking = Taking(decided, [(one, other) for one, other in not_same])
    for _ in range(8):
        one = merge(*draw.sample(NAMES, 2))
        after = decided.with_merge(one)
        parted = any(len({*map(decided.of, pair)}) > len({*map(after.of, pair)}) for pair in not_same)
        known = any(each.other == one.other for each in decided.merges)
        may = not (known or decided.of(one.kept) == decided.of(one.other) or parted)
        assert taking.merge(one) is may
        decided = after if may else decided
    assert taking.after().merges == decided.merges


def test_a_reading_is_parted_once_and_a_part_made_once() -> None:
    taking = Taking(Identities((), [part("firm:a~1", "a")]), ())
    assert [taking.part(one) for one in (part("firm:a~2", "a"), part("firm:a~1", "b"), part("firm:a~3", "c"))] == [
        False,
        False,
        True,
    ]
    assert not taking.part(part("firm:a~4", "b", "c"))
    assert [one.id for one in taking.after().parts] == ["firm:a~1", "firm:a~3"]


def test_a_part_of_a_part_goes_with_it_in_either_order() -> None:
    outer, inner = part("firm:a~1", "a", "b"), part("firm:a~1~2", "a", of="firm:a~1")
    for both in ([outer, inner], [inner, outer]):
        taking = Taking(Identities(), ())
        assert [taking.part(one) for one in both] == [True, True]
        assert not taking.part(part("firm:a~3", "a"))
        assert not taking.part(part("firm:a~4", "b"))
        assert taking.part(part("firm:a~1~5", "b", of="firm:a~1"))


def test_a_text_that_was_parted_is_parted_in_every_article_that_has_it() -> None:
    taking = Taking(Identities((), [part("firm:a~1", "a")]), ())
    copy = Part("firm:a~2", "firm:a", "a", "label", (PartedReading("elsewhere", "firm:a", "text a"),), AT)
    assert not taking.part(copy)

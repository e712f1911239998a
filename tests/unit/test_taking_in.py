"""Which decisions of another store can be taken in: the same as if they came one by one."""

from __future__ import annotations

import random

import pytest

from claimgraph.graph.store.identity import Identities, Merge, Namesakes, Part
from claimgraph.graph.store.takingin import Taking

AT = "2026-01-01T00:00:00+00:00"
NAMES = (*(f"firm:{letter}" for letter in "abcdefx"), "firm:x@KE", "firm:x@CL")
LEADING = Namesakes("firm:x", (("state:CL", 1), ("state:KE", 2)), "state:KE")


def merge(kept: str, other: str) -> Merge:
    return Merge(kept, kept, other, other, AT)


def part(id: str, *articles: str) -> Part:
    return Part(id, "firm:a", "a", "label", tuple((article, "firm:a") for article in articles), AT)


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

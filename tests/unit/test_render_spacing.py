"""Boxes that overlap are found without comparing each with each."""

from __future__ import annotations

from itertools import combinations

import numpy as np
import pytest

from claimgraph.graph.render.spacing import near_pairs


@pytest.mark.parametrize("crowding", [0.1, 1.0, 20.0])
def test_the_pairs_that_overlap_are_those_of_all_pairs_in_order(crowding: float) -> None:
    random = np.random.default_rng(3)
    middles = random.uniform(0, 2_000 / crowding, size=(120, 2))
    reach = random.uniform(1, 90, size=(120, 2))
    expected = [
        (one, other)
        for one, other in combinations(range(120), 2)
        if (np.abs(middles[one] - middles[other]) < reach[one] + reach[other]).all()
    ]
    first, second = near_pairs(middles, reach)
    assert expected
    assert list(zip(first.tolist(), second.tolist(), strict=True)) == expected


def test_boxes_at_one_place_and_boxes_apart() -> None:
    same = np.zeros((3, 2))
    assert [pair.tolist() for pair in near_pairs(same, same + 1)] == [[0, 0, 1], [1, 2, 2]]
    apart = np.array([[0.0, 0.0], [10.0, 0.0], [0.0, 10.0]])
    assert [pair.tolist() for pair in near_pairs(apart, same + 1)] == [[], []]

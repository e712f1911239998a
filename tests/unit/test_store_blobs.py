"""Plain values in a file."""

from __future__ import annotations

from contextlib import closing
from io import BytesIO
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from claimgraph.graph.store.blobs import Blobs

PLAIN = st.recursive(
    st.text() | st.integers() | st.booleans(),
    lambda values: st.lists(values) | st.tuples(values, values),
    max_leaves=8,
)


@given(st.lists(PLAIN))
def test_what_is_put_is_there_in_order_and_at_its_place(values: list[Any]) -> None:
    with closing(Blobs(BytesIO())) as blobs:
        places = [blobs.put(value) for value in values]
        assert list(blobs.all()) == values
        assert [blobs.at(place) for place in reversed(places)] == values[::-1]


def test_a_value_that_is_put_after_another_was_read_stands_at_the_end() -> None:
    with closing(Blobs(BytesIO())) as blobs:
        first = blobs.put("a")
        blobs.put("b")
        assert blobs.at(first) == "a"
        blobs.put("c")
        assert list(blobs.all()) == ["a", "b", "c"]

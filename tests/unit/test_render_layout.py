"""Where things stand: the same every time, nothing on top of anything else."""

from __future__ import annotations

from itertools import combinations

import page_networks
import pytest
from hypothesis import given
from hypothesis import strategies as st

from claimgraph.graph.network import Network
from claimgraph.graph.render.drawing import Drawing, claims_drawing, supply_drawing
from claimgraph.graph.render.labels import UNNAMED, drawable, line_width, wrap
from claimgraph.graph.render.layout import Place, places
from claimgraph.graph.render.spacing import rectangle


@pytest.mark.parametrize("network", [page_networks.veridia(), page_networks.one_buyer(), page_networks.crowd(60)])
@pytest.mark.parametrize("projection", [claims_drawing, supply_drawing])
def test_no_two_boxes_overlap(network: Network, projection: type[Drawing]) -> None:
    drawing: Drawing = projection(network)  # type: ignore[call-arg, arg-type]
    standing = places(drawing)
    frames = [rectangle((standing[node.id].x, standing[node.id].y), node.box) for node in drawing.nodes]
    # Places are whole pixels, so two boxes may come one pixel closer than they were put.
    for a, b in combinations(frames, 2):
        assert a[2] <= b[0] + 1 or b[2] <= a[0] + 1 or a[3] <= b[1] + 1 or b[3] <= a[1] + 1


def test_the_same_network_is_always_drawn_the_same_way() -> None:
    first, second = (places(claims_drawing(page_networks.veridia())) for _ in range(2))
    assert first == second


def test_parts_that_hang_together_with_nothing_else_stand_side_by_side() -> None:
    drawing = claims_drawing(page_networks.hostile())
    standing = places(drawing)
    xs = [place.x for place in standing.values()]
    ys = [place.y for place in standing.values()]
    assert 0.5 < (max(xs) - min(xs)) / (max(ys) - min(ys)) < 3


def test_nothing_is_drawn_of_nothing() -> None:
    assert places(Drawing((), ())) == {}


def test_one_part_alone_stands_in_the_middle() -> None:
    drawing = claims_drawing(page_networks.one_buyer())
    assert abs(sum(place.x for place in places(drawing).values())) < 200 * len(drawing.nodes)
    assert isinstance(next(iter(places(drawing).values())), Place)


@given(st.text(max_size=300))
def test_a_drawn_name_has_few_short_lines_and_is_never_invisible(text: str) -> None:
    lines = wrap(text)
    assert 1 <= len(lines) <= 3
    assert all(line.strip() for line in lines)
    assert all(line_width(line, 10) < 400 for line in lines)


@given(st.text(alphabet="abc \u202e\u2066\u2069\u200b\u200f\x00\x07\ufeff", max_size=50))
def test_direction_overrides_and_zero_width_characters_are_not_drawn(text: str) -> None:
    assert set(drawable(text)) <= set("abc ") | set(UNNAMED)


def test_joiners_that_shape_letters_are_kept() -> None:
    assert drawable("می\u200cخواهم") == "می\u200cخواهم"


def test_a_long_name_ends_in_an_ellipsis() -> None:
    assert wrap("W" * 10_000)[-1][-1] == "…"
    assert wrap("Halden Machine Works") == ("Halden Machine", "Works")

"""Which lines of a plain picture of pyvis have room for their words.

vis-network writes the words of a line at its middle, whatever stands there already; around a hub they lie over each
other. What has no room stands in the line's title, which is read where the pointer rests.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import atan2, cos, hypot, pi, sin
from typing import Any, Final

from claimgraph.graph.render.drawing import Drawing
from claimgraph.graph.render.labels import line_width
from claimgraph.graph.render.spacing import Position, Rectangle, meet, rectangle

FONT: Final = 12
"""Pixels of the letters on a line."""
_AROUND: Final = 3.0


@dataclass(frozen=True, slots=True)
class Words:
    """What would stand on a line, at its middle."""

    edge: str
    text: str
    middle: Position
    rank: float

    @property
    def box(self) -> Rectangle:
        """The room that it takes."""
        x, y = self.middle
        half, high = line_width(self.text, FONT) / 2 + _AROUND, FONT / 2 + _AROUND
        return x - half, y - high, x + half, y + high


def with_room(words: Sequence[Words], drawing: Drawing, places: Mapping[str, Position]) -> frozenset[str]:
    """Ids of the edges whose words meet no node, no name and no words of a higher rank."""
    taken = [rectangle(places[node.id], node.box) for node in drawing.nodes]
    written = set()
    for one in sorted(words, key=lambda one: (-one.rank, one.edge)):
        if one.text and not any(meet(one.box, other) for other in taken):
            written.add(one.edge)
            taken.append(one.box)
    return frozenset(written)


def middle_of(start: Position, end: Position, smooth: Mapping[str, Any] | bool) -> Position:
    """Where vis-network writes the words of a line: at its middle, that of its bend where it is bent."""
    if not isinstance(smooth, Mapping) or not smooth.get("enabled") or smooth["type"] == "cubicBezier":
        return (start[0] + end[0]) / 2, (start[1] + end[1]) / 2
    across, up = end[0] - start[0], start[1] - end[1]
    half = smooth["roundness"] / 2
    turned = atan2(up, across) + ((half if smooth["type"] == "curvedCW" else -half) + 0.5) * pi
    far = (half + 0.5) * hypot(across, up)
    bend = start[0] + far * sin(turned), start[1] + far * cos(turned)
    return (start[0] + 2 * bend[0] + end[0]) / 4, (start[1] + 2 * bend[1] + end[1]) / 4

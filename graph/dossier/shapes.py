"""The panels of a chart as lines, marks and words on a sheet, in CSS pixels; SVG and PNG are drawn from the same.

Lanes run straight, goods above the line and the status at its end; they bend only near the hub, each to a port of its
own.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import groupby
from typing import Final, Literal

from claimgraph.graph.counting import is_several
from claimgraph.graph.dossier.chart import Lane, Panel
from claimgraph.graph.render.labels import drawable, line_width
from claimgraph.graph.render.looks import DASHES, INK, LOOKS, TYPES

WIDTH: Final = 666.0
"""The width of an A4 sheet between margins of 17 mm."""
MUTED: Final = "#57606a"

_TEXT = 12.0
_LANE = 29.0
_NAMES = 150.0
"""The room for the names of the other ends."""
_HUB = 110.0
_MARK = 7.5
_BEND = 96.0
"""The room in which lanes bend to the hub."""
_LEAST_HUB = 92.0
_PAD = 6.0
_ON_PAPER = 0.92
_NARROWEST = 3
"""So many letters at most have the width of one that is as wide as high."""
_BOLD = 1.08
"""How much wider bold letters are."""
_MOST_WIDTH = 4
"""A line grows with its origins up to so many."""

Point = tuple[float, float]
Anchor = Literal["start", "middle", "end"]


@dataclass(frozen=True, slots=True)
class Curve:
    """A line from a point on; each step is a point to go straight to, or two control points and a point."""

    start: Point
    steps: tuple[tuple[Point, ...], ...]
    colour: str
    width: float
    dashes: tuple[float, ...] = ()


@dataclass(frozen=True, slots=True)
class Area:
    """A filled polygon with an outline; `round` draws a circle within its bounds instead."""

    points: tuple[Point, ...]
    fill: str
    outline: str = ""
    round: bool = False


@dataclass(frozen=True, slots=True)
class Words:
    """A line of text; `at` is where its baseline begins, has its middle or ends."""

    at: Point
    text: str
    size: float
    colour: str = INK
    anchor: Anchor = "start"
    bold: bool = False


Shape = Curve | Area | Words


@dataclass(frozen=True, slots=True)
class Sheet:
    """What is drawn, on a ground of this size; `title` says in words what it shows."""

    width: float
    height: float
    shapes: tuple[Shape, ...]
    title: str


def sheet_of(panel: Panel) -> Sheet:
    """A panel as shapes."""
    lanes_high = len(panel.lanes) * _LANE
    height = max(lanes_high, _LEAST_HUB) + 2 * _PAD
    top = (height - lanes_high) / 2
    shapes = tuple(_mirrored(shape) if not panel.incoming else shape for shape in _drawn(panel, top, height))
    return Sheet(WIDTH, height, shapes, _title(panel))


def _title(panel: Panel) -> str:
    lanes = "; ".join(f"{lane.other}: {', '.join(lane.goods)}, {lane.standing}" for lane in panel.lanes)
    way = "said to receive, from" if panel.incoming else "said to supply, to"
    return f"{panel.hub} {'are' if is_several(panel.hub) else 'is'} {way} {lanes}"


def _drawn(panel: Panel, top: float, height: float) -> Iterator[Shape]:
    """As for an incoming panel: the others left, the hub right."""
    count = len(panel.lanes)
    hub_left = WIDTH - _HUB
    span = min(height - 2 * _PAD - 24, count * _LANE)
    ports = [height / 2 + ((at + 0.5) / count - 0.5) * span for at in range(count)]
    rows = [top + (at + 0.5) * _LANE + 5 for at in range(count)]
    at = 0
    for (other, kind), group in groupby(panel.lanes, key=lambda lane: (lane.other, lane.kind)):
        lanes = list(group)
        middle = (rows[at] + rows[at + len(lanes) - 1]) / 2
        for lane in lanes:
            yield from _lane(lane, panel, (_NAMES + 22, middle), rows[at], (hub_left, ports[at]))
            at += 1
        yield from _mark(kind, (_NAMES + 12, middle), _MARK)
        yield from _name(other, (_NAMES, middle + 4), _NAMES - 2, _TEXT, "end", 2)
    hub = ((hub_left, _PAD), (WIDTH - 1, _PAD), (WIDTH - 1, height - _PAD), (hub_left, height - _PAD))
    yield Area(hub, "#ffffff", INK)
    yield from _hub(panel, WIDTH - _HUB / 2, height / 2)


def _hub(panel: Panel, x: float, y: float) -> Iterator[Shape]:
    yield from _mark(panel.kind, (x, y - 22), 11)
    yield from _name(panel.hub, (x, y + 10), _HUB - 10, 13, "middle", 2)
    claims = f"{panel.claims:,} claim{'' if panel.claims == 1 else 's'}"
    told = claims if panel.number == 1 else f"continued ({panel.number})"
    yield Words((x, y + 31), told, 11, MUTED, "middle")


def _name(text: str, at: Point, room: float, size: float, anchor: Anchor, most: int) -> Iterator[Words]:
    """A name in bold, on several lines around the place of one where it is wide."""
    lines: list[str] = []
    for word in drawable(text).split(" "):
        joined = f"{lines[-1]} {word}" if lines else word
        if lines and _wide(joined, size) * _BOLD <= room:
            lines[-1] = joined
        else:
            lines.append(word)
    if len(lines) > most:
        lines = [*lines[: most - 1], " ".join(lines[most - 1 :])]
    high = size * 1.05
    top = at[1] - (len(lines) - 1) * high / 2
    for number, line in enumerate(lines):
        yield Words((at[0], top + number * high), fitted(line, room, size, bold=True), size, INK, anchor, bold=True)


def _lane(lane: Lane, panel: Panel, start: Point, row: float, port: Point) -> Iterator[Shape]:
    colour, width = LOOKS[lane.look], 1.2 + 0.6 * min(max(lane.origins, 1), _MOST_WIDTH)
    left, right = start[0] + 18, port[0] - _BEND
    head = 8.0
    end = port[0] - head if panel.incoming else port[0]
    lead = ((start[0] + 9, start[1]), (start[0] + 6, row), (left, row))
    bend = ((right + 46, row), (port[0] - 46, port[1]), (end, port[1]))
    yield Curve(start, (lead, ((right, row),), bend), colour, width, DASHES[lane.look])
    if panel.incoming:
        yield Area(((port[0], port[1]), (port[0] - 9, port[1] - 4.5), (port[0] - 9, port[1] + 4.5)), colour)
    else:
        yield Area(((start[0] - 1, start[1]), (start[0] + 8, start[1] - 4.5), (start[0] + 8, start[1] + 4.5)), colour)
    standing = _wide(lane.standing, _TEXT) + 6
    room = right - left - standing - 8
    yield Words((left + 4, row - 5), _goods(lane.goods, room), _TEXT)
    yield Words((right, row - 5), lane.standing, _TEXT, colour, "end", bold=True)


def _goods(goods: tuple[str, ...], room: float) -> str:
    """As many goods as fit, and how many more there are."""
    for number in range(len(goods), 0, -1):
        more = f" +{len(goods) - number}" if number < len(goods) else ""
        text = ", ".join(drawable(good) for good in goods[:number]) + more
        if _wide(text, _TEXT) <= room:
            return text
    first, *others = goods
    more = f" +{len(others)}" if others else ""
    return fitted(first, room - _wide(more, _TEXT), _TEXT) + more


def _wide(text: str, size: float) -> float:
    """How wide a text is on paper: `line_width` is careful, lest names on the page touch each other."""
    return line_width(text, size) * _ON_PAPER


def fitted(text: str, room: float, size: float, *, bold: bool = False) -> str:
    """The text on one line, cut with an ellipsis where it is wider than the room.

    >>> fitted("drone engines", 200, 12), fitted("long-range drone engines", 60, 12)
    ('drone engines', 'long-rang…')
    """
    text = drawable(text)
    if len(text) * size > _NARROWEST * room:  # letters beyond the room need not be tried one by one
        text = text[: int(_NARROWEST * room / size) + 1] + " "
    factor = _BOLD if bold else 1.0
    if _wide(text, size) * factor <= room:
        return text
    while text and _wide(text + "…", size) * factor > room:
        text = text[:-1]
    return text.rstrip() + "…"


def _mark(kind: str, at: Point, radius: float) -> Iterator[Shape]:
    """The shape of an entity's type, as on the page."""
    x, y = at
    r = radius
    corners: dict[str, tuple[Point, ...]] = {
        "State": ((-r, -r), (r, -r), (r, r), (-r, r)),
        "Firm": ((-r, -r), (r, r)),
        "Official": ((0, -r), (1.1 * r, r), (-1.1 * r, r)),
        "Organization": ((-0.6 * r, -r), (0.6 * r, -r), (1.2 * r, 0), (0.6 * r, r), (-0.6 * r, r), (-1.2 * r, 0)),
        "Good": ((0, -1.1 * r), (1.1 * r, 0), (0, 1.1 * r), (-1.1 * r, 0)),
    }
    points = tuple((x + dx, y + dy) for dx, dy in corners[kind])
    yield Area(points, TYPES[kind], INK, round=kind == "Firm")


_OPPOSITE: dict[Anchor, Anchor] = {"start": "end", "end": "start", "middle": "middle"}


def _mirrored(shape: Shape) -> Shape:
    """A shape on the other side of the sheet: the hub stands left where it supplies."""
    if isinstance(shape, Words):
        return replace(shape, at=(WIDTH - shape.at[0], shape.at[1]), anchor=_OPPOSITE[shape.anchor])
    if isinstance(shape, Curve):
        return replace(shape, start=_turned((shape.start,))[0], steps=tuple(_turned(step) for step in shape.steps))
    return replace(shape, points=_turned(shape.points))


def _turned(points: tuple[Point, ...]) -> tuple[Point, ...]:
    return tuple((WIDTH - x, y) for x, y in points)

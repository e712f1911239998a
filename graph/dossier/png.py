"""A sheet as a PNG image, for Word: not every word processor takes SVG."""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import cycle, pairwise
from math import dist
from typing import TYPE_CHECKING

from claimgraph.graph.dossier.shapes import Area, Curve, Point, Sheet, Words

if TYPE_CHECKING:
    from PIL import ImageDraw, ImageFont

SHARPNESS = 3
"""Pixels of the image for a pixel of the sheet: 288 dots an inch."""
_FINER = 2
"""It is drawn so much larger, since Pillow draws lines with hard edges."""
_STEPS = 40
_ANCHORS = {"start": "ls", "middle": "ms", "end": "rs"}
# The first that the system has; they know more scripts than the font that comes with Pillow.
_FONTS = {
    False: ("LiberationSans-Regular.ttf", "DejaVuSans.ttf", "Arial.ttf", "arial.ttf"),
    True: ("LiberationSans-Bold.ttf", "DejaVuSans-Bold.ttf", "Arial Bold.ttf", "arialbd.ttf"),
}


def png_of(sheet: Sheet) -> bytes:
    """The sheet as a PNG of `SHARPNESS` times its size."""
    from PIL import Image, ImageDraw

    scale = SHARPNESS * _FINER
    image = Image.new("RGB", (round(sheet.width * scale), round(sheet.height * scale)), "#ffffff")
    draw = ImageDraw.Draw(image)
    for shape in sheet.shapes:
        match shape:
            case Curve():
                _curve(draw, shape, scale)
            case Area():
                _area(draw, shape, scale)
            case Words():
                at = (shape.at[0] * scale, shape.at[1] * scale)
                font = _font(shape.bold, round(shape.size * scale))
                draw.text(at, shape.text, shape.colour, font, anchor=_ANCHORS[shape.anchor])
    small = image.resize((round(sheet.width * SHARPNESS), round(sheet.height * SHARPNESS)), Image.Resampling.LANCZOS)
    written = io.BytesIO()
    small.quantize(256).save(written, "PNG", optimize=True)
    return written.getvalue()


def _area(draw: ImageDraw.ImageDraw, area: Area, scale: int) -> None:
    points = [(x * scale, y * scale) for x, y in area.points]
    if area.round:
        (one_x, one_y), (two_x, two_y) = points
        box = (min(one_x, two_x), min(one_y, two_y), max(one_x, two_x), max(one_y, two_y))
        draw.ellipse(box, area.fill, area.outline or None, scale)
        return
    draw.polygon(points, area.fill)
    if area.outline:
        draw.line([*points, points[0], points[1]], area.outline, round(1.1 * scale), joint="curve")


def _curve(draw: ImageDraw.ImageDraw, curve: Curve, scale: int) -> None:
    points = [(x * scale, y * scale) for x, y in _along(curve)]
    for piece in _dashed(points, [length * scale for length in curve.dashes]):
        draw.line(piece, curve.colour, round(curve.width * scale), joint="curve")


def _along(curve: Curve) -> list[Point]:
    """Points along a line, close enough for a curve to look like one."""
    found = [curve.start]
    for step in curve.steps:
        found += step if len(step) == 1 else _bent(found[-1], *step)
    return found


def _bent(start: Point, one: Point, two: Point, end: Point) -> Iterator[Point]:
    """Points along a cubic Bézier curve, without its start."""
    for number in range(1, _STEPS + 1):
        t = number / _STEPS
        weights = ((1 - t) ** 3, 3 * t * (1 - t) ** 2, 3 * t * t * (1 - t), t**3)
        x, y = (sum(w * p[axis] for w, p in zip(weights, (start, one, two, end), strict=True)) for axis in (0, 1))
        yield x, y


def _dashed(points: Sequence[Point], dashes: Sequence[float]) -> Iterator[list[Point]]:
    """The line in the pieces that are drawn."""
    if not dashes:
        yield list(points)
        return
    lengths = cycle(dashes)
    left, drawn, piece = next(lengths), True, [points[0]]
    for start, end in pairwise(points):
        at, whole = 0.0, dist(start, end)
        while whole - at > left:
            at += left
            place = (start[0] + (end[0] - start[0]) * at / whole, start[1] + (end[1] - start[1]) * at / whole)
            if drawn:
                yield [*piece, place]
            left, drawn, piece = next(lengths), not drawn, [place]
        left -= whole - at
        piece.append(end)
    if drawn and len(piece) > 1:
        yield piece


@cache
def _font(bold: bool, size: int) -> ImageFont.FreeTypeFont | ImageFont.ImageFont:
    from PIL import ImageFont

    for name in _FONTS[bold]:
        try:
            return ImageFont.truetype(name, size)
        except OSError:
            continue
    return ImageFont.load_default(size)

"""A sheet as SVG text, for HTML and Markdown."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape

from claimgraph.graph.dossier.shapes import Area, Curve, Point, Shape, Sheet, Words
from claimgraph.graph.printable import safe

_FONT = "Helvetica Neue, Helvetica, Arial, Liberation Sans, sans-serif"


def svg_of(sheet: Sheet) -> str:
    """The sheet as one `svg` element; it needs no style sheet and has no script."""
    size = f'width="{_number(sheet.width)}" height="{_number(sheet.height)}"'
    box = f'viewBox="0 0 {_number(sheet.width)} {_number(sheet.height)}"'
    title = _text(sheet.title)
    shapes = "".join(part for shape in sheet.shapes for part in _drawn(shape))
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" {size} {box} role="img" aria-label="{title}" '
        f'font-family="{_FONT}"><title>{title}</title>{shapes}</svg>'
    )


def _drawn(shape: Shape) -> Iterator[str]:
    match shape:
        case Curve(start, steps, colour, width, dashes):
            dashed = f' stroke-dasharray="{" ".join(map(_number, dashes))}"' if dashes else ""
            stroke = f'stroke="{colour}" stroke-width="{_number(width)}"{dashed}'
            yield f'<path d="{_path(start, steps)}" fill="none" {stroke}/>'
        case Area(points, fill, outline, round):
            stroke = f' stroke="{outline}" stroke-width="1.1"' if outline else ""
            if round:
                (left, top), (right, bottom) = points
                middle = f'cx="{_number((left + right) / 2)}" cy="{_number((top + bottom) / 2)}"'
                yield f'<circle {middle} r="{_number(abs(right - left) / 2)}" fill="{fill}"{stroke}/>'
            else:
                told = " ".join(f"{_number(x)},{_number(y)}" for x, y in points)
                yield f'<polygon points="{told}" fill="{fill}"{stroke} stroke-linejoin="round"/>'
        case Words((x, y), text, size, colour, anchor, bold):
            weight = ' font-weight="700"' if bold else ""
            yield (
                f'<text x="{_number(x)}" y="{_number(y)}" font-size="{_number(size)}" fill="{colour}" '
                f'text-anchor="{anchor}"{weight}>{_text(text)}</text>'
            )


def _path(start: Point, steps: tuple[tuple[Point, ...], ...]) -> str:
    return "M" + _points((start,)) + "".join(("L" if len(step) == 1 else "C") + _points(step) for step in steps)


def _points(points: tuple[Point, ...]) -> str:
    return ", ".join(f"{_number(x)} {_number(y)}" for x, y in points)


def _number(value: float) -> str:
    return f"{value:.1f}".removesuffix(".0")


def _text(text: str) -> str:
    return escape(safe(text), quote=True)

// A claim as a small mark, for where its word cannot be read: each look has a shape of its own, so that colour is never all.

import { svg } from "./dom.js";

// Paths around (0, 0) that reach from -1 to 1. `filled` is filled with the colour of the look, `cut` is a line left free in it,
// `drawn` is an outline.
const DISC = "M-1 0a1 1 0 1 0 2 0a1 1 0 1 0 -2 0Z";
const MARKS = {
  asserted: { filled: DISC },
  alleged: { drawn: "M-.78 0a.78 .78 0 1 0 1.56 0a.78 .78 0 1 0 -1.56 0Z" },
  contested: { filled: "M0 -1a1 1 0 0 0 0 2Z", drawn: "M-.8 0a.8 .8 0 1 0 1.6 0a.8 .8 0 1 0 -1.6 0Z" },
  denied: { drawn: "M-.8 -.8L.8 .8M.8 -.8L-.8 .8" },
  negated: { filled: DISC, cut: "M-.55 0H.55" },
  planned: { drawn: "M-.6 -.85L.8 0L-.6 .85Z" },
  blocked: { drawn: "M-.78 0a.78 .78 0 1 0 1.56 0a.78 .78 0 1 0 -1.56 0ZM-.55 .55L.55 -.55" },
};
const STROKE = 0.44;
const HALO = 0.5;

export function markOf(look) {
  return MARKS[look] ?? MARKS.asserted;
}

// `mark` is {x, y, radius, look, colour, paper, ring}: `ring` is the colour around a chosen one, null otherwise.
export function paintMark(pen, { x, y, radius, look, colour, paper, ring, alpha = 1 }) {
  const { filled, drawn, cut } = markOf(look);
  const [inner, outline, free] = [filled, drawn, cut].map((path) => path && new Path2D(path));
  pen.save();
  pen.translate(x, y);
  pen.scale(radius, radius);
  pen.globalAlpha = alpha;
  pen.lineCap = "round";
  pen.lineJoin = "round";
  if (ring) stroke(pen, new Path2D(DISC), ring, 2 * HALO + STROKE);
  pen.fillStyle = paper;
  pen.fill(new Path2D(DISC));
  for (const path of [inner, outline]) if (path) stroke(pen, path, paper, STROKE + HALO);
  if (inner) {
    pen.fillStyle = colour;
    pen.fill(inner);
  }
  if (free) stroke(pen, free, paper, STROKE);
  if (outline) stroke(pen, outline, colour, STROKE);
  pen.restore();
}

function stroke(pen, path, colour, width) {
  pen.strokeStyle = colour;
  pen.lineWidth = width;
  pen.stroke(path);
}

// The same as an element of an SVG picture.
export function drawnMark({ x, y, radius, look, colour, paper }) {
  const { filled, drawn, cut } = markOf(look);
  const line = { fill: "none", "stroke-linecap": "round", "stroke-linejoin": "round" };
  return svg(
    "g", { transform: `translate(${x.toFixed(1)} ${y.toFixed(1)}) scale(${radius.toFixed(2)})` },
    svg("path", { d: DISC, fill: paper, stroke: paper, "stroke-width": HALO }),
    drawn && svg("path", { d: drawn, ...line, stroke: paper, "stroke-width": STROKE + HALO }),
    filled && svg("path", { d: filled, fill: colour }),
    cut && svg("path", { d: cut, ...line, stroke: paper, "stroke-width": STROKE }),
    drawn && svg("path", { d: drawn, ...line, stroke: colour, "stroke-width": STROKE }),
  );
}

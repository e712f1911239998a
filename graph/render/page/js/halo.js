// What stands out below the nodes and lines of the picture: what the pointer is on with its neighbours, and what is chosen together.

const GLOW = { node: 9, line: 9, alpha: 0.28 };
// With more lines than this a glow of that width would be a cloud.
const CROWD = 40;
const THIN = { line: 3.5, alpha: 0.2 };
const RING = { aside: 5, width: 2.5 };
const POINTS = 14;

// A glow round boxes and along lines; `along(id, part)` is a point of a line.
export function paintHalo(pen, { boxes, lines, along, colour }) {
  const { line, alpha } = lines.length > CROWD ? THIN : GLOW;
  pen.save();
  pen.globalAlpha = alpha;
  pen.fillStyle = colour;
  pen.strokeStyle = colour;
  pen.lineCap = "round";
  pen.lineJoin = "round";
  pen.lineWidth = line;
  for (const id of lines) {
    pen.beginPath();
    for (let at = 0; at <= POINTS; at++) {
      const { x, y } = along(id, at / POINTS);
      pen.lineTo(x, y);
    }
    pen.stroke();
  }
  for (const box of boxes) {
    outlined(pen, box, GLOW.node);
    pen.fill();
  }
  pen.restore();
}

// A ring round each of some boxes.
export function paintRings(pen, boxes, colour, scale) {
  pen.save();
  pen.strokeStyle = colour;
  pen.lineWidth = Math.max(RING.width, 1.5 / scale);
  for (const box of boxes) {
    outlined(pen, box, RING.aside);
    pen.stroke();
  }
  pen.restore();
}

function outlined(pen, { left, top, right, bottom }, aside) {
  pen.beginPath();
  pen.roundRect(left - aside, top - aside, right - left + 2 * aside, bottom - top + 2 * aside, aside * 1.6);
}

// Whether a point lies inside a closed line of points.
export function isInside({ x, y }, line) {
  let inside = false;
  for (let at = 0, last = line.length - 1; at < line.length; last = at++) {
    const [one, other] = [line[at], line[last]];
    if (one.y > y !== other.y > y && x < ((other.x - one.x) * (y - one.y)) / (other.y - one.y) + one.x) inside = !inside;
  }
  return inside;
}

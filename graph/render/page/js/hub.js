// The box of a hub, the titles of the columns beside it, and the headings of the groups in them.

import { FONT } from "./labels.js";

const SMALL = 12;
// The least size on the screen, and the largest in the layout, which leaves room for it.
const LEGIBLE_TITLE = 10;
const LARGEST_TITLE = 32;

export function drawHub(pen, plan, { colour, scale, chosen }) {
  pen.save();
  for (const title of plan.titles) drawTitle(pen, title, colour, scale);
  if (plan.box) drawBox(pen, plan.box, { colour, chosen });
  for (const heading of plan.headings) drawHeading(pen, heading, colour, scale);
  pen.restore();
}

function drawBox(pen, { left, right, top, bottom }, { colour, chosen }) {
  pen.beginPath();
  pen.roundRect(left, top, right - left, bottom - top, 8);
  pen.fillStyle = colour("panel");
  pen.fill();
  pen.lineWidth = chosen ? 3.5 : 1.75;
  pen.strokeStyle = chosen ? colour("accent") : colour("ink");
  pen.stroke();
}

// What a column holds, and which way its lines lead.
function drawTitle(pen, { text, x, y, anchor }, colour, scale) {
  pen.font = `bold ${Math.max(SMALL, Math.min(LEGIBLE_TITLE / scale, LARGEST_TITLE))}px ${FONT}`;
  pen.fillStyle = colour("muted");
  pen.textBaseline = "alphabetic";
  pen.textAlign = anchor;
  pen.fillText(text, x, y);
}

function drawHeading(pen, { text, count, side, x, outer, y }, colour, scale) {
  const size = Math.max(SMALL - 1, Math.min(9.5 / scale, 20));
  const [start, end] = [Math.min(x, outer), Math.max(x, outer)];
  pen.font = `bold ${size}px ${FONT}`;
  pen.fillStyle = colour("muted");
  pen.textBaseline = "alphabetic";
  pen.textAlign = "left";
  pen.fillText(text.toUpperCase(), start, y);
  pen.textAlign = "right";
  pen.font = `${size}px ${FONT}`;
  pen.fillText(String(count), end, y);
  pen.strokeStyle = colour("line");
  pen.lineWidth = 1;
  pen.beginPath();
  pen.moveTo(start, y + 5);
  pen.lineTo(end, y + 5);
  pen.stroke();
}

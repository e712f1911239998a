// The box of a hub with its name and what comes in and goes out, and the headings of the groups around it.

import { FONT } from "./labels.js";

const SMALL = 12;

export function drawHub(pen, plan, { colour, scale, chosen }) {
  const { left, right, top, bottom } = plan.box;
  pen.save();
  pen.beginPath();
  pen.roundRect(left, top, right - left, bottom - top, 8);
  pen.fillStyle = colour("panel");
  pen.fill();
  pen.lineWidth = chosen ? 3.5 : 1.75;
  pen.strokeStyle = chosen ? colour("accent") : colour("ink");
  pen.stroke();
  for (const heading of plan.headings) drawHeading(pen, heading, colour, scale);
  pen.restore();
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

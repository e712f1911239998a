// The lines of Supply in an SVG picture, with their words, and the box of a hub.

import { svg } from "./dom.js";
import { FONT, WORD_SIZE } from "./labels.js";
import { headOf, pathOf, pointAt, wayOf } from "./lines.js";

const BELOW_A_LINE = 12;
const QUIET_LINE = 0.45;

// Whether a line runs as here: in Supply, and where it has a lane.
export function isLed({ id, relation }, plan) {
  return relation === "supplies" || Boolean(plan?.ways.has(id));
}

// A line from node to node ({x, y, size}), by its lane where it has one.
export function drawnWay(edge, nodes, plan) {
  const way = wayOf(edge, nodes.get(edge.from), nodes.get(edge.to), plan?.ways.get(edge.id));
  const head = headOf(edge, plan?.heads?.get(edge.id) ?? way);
  const ink = edge.color.color;
  return svg(
    "g", { opacity: edge.quiet ? QUIET_LINE : null },
    svg("path", { d: pathOf(way), fill: "none", stroke: ink, "stroke-width": edge.width.toFixed(2), "stroke-linejoin": "round", "stroke-dasharray": edge.dashes ? edge.dashes.join(" ") : null }),
    head && svg("path", { d: `${pathOf(head.points)}${head.filled ? "Z" : ""}`, fill: head.filled ? ink : "none", stroke: ink, "stroke-width": head.filled ? 0 : edge.width.toFixed(2) }),
  );
}

// The words of a line as they stand from near: in its lane, or over a gap in its middle.
export function drawnWords(edge, nodes, plan, colour) {
  const lane = plan?.labels.get(edge.id);
  const lines = String(edge.label ?? "").split("\n").filter(Boolean);
  const inks = edge.font.inks ?? [edge.font.color];
  if (!lines.some((line) => line.trim())) return [];
  if (lane) return lines.map((line, at) => text(line, lane.x - lane.width / 2, lane.y + (at ? BELOW_A_LINE : -4), "start", inks[at], at > 0));
  const { x, y } = pointAt(wayOf(edge, nodes.get(edge.from), nodes.get(edge.to), plan?.ways.get(edge.id)), 0.5);
  const wide = Math.max(...lines.map((line) => line.length)) * WORD_SIZE * 0.55 + 6;
  const high = lines.length * WORD_SIZE * 1.1;
  return [
    svg("rect", { x: (x - wide / 2).toFixed(1), y: (y - high / 2).toFixed(1), width: wide.toFixed(1), height: high.toFixed(1), rx: 4, fill: colour("paper") }),
    ...lines.map((line, at) => text(line, x, y - high / 2 + (at + 0.8) * WORD_SIZE * 1.1, "middle", inks[at], at > 0)),
  ];
}

function text(line, x, y, anchor, fill, bold) {
  return svg("text", { x: x.toFixed(1), y: y.toFixed(1), "text-anchor": anchor, "font-size": WORD_SIZE, "font-weight": bold ? 700 : null, "font-family": FONT, fill }, line);
}

export function drawnHub(plan, colour) {
  if (!plan) return [];
  const titles = (plan.titles ?? []).map(({ text: words, x, y, anchor }) => text(words, x, y, { left: "start", right: "end", center: "middle" }[anchor], colour("muted"), true));
  if (!plan.box) return titles;
  const { left, right, top, bottom } = plan.box;
  return [
    ...titles,
    svg("rect", { x: left, y: top, width: right - left, height: bottom - top, rx: 8, fill: colour("panel"), stroke: colour("ink"), "stroke-width": 1.75 }),
    ...plan.headings.flatMap(({ text: words, count, x, outer, y }) => [
      text(words.toUpperCase(), Math.min(x, outer), y, "start", colour("muted"), true), text(String(count), Math.max(x, outer), y, "end", colour("muted"), false),
      svg("path", { d: `M${x} ${y + 5}H${outer}`, stroke: colour("line") }),
    ]),
  ];
}

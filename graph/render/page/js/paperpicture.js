// The picture as it is printed: as large as the sheet permits, with names and words of the sizes that can be read there.

import { svg } from "./dom.js";
import { distanceAt, FONT, growth, Labels, ON_PAPER, WORD_SIZE } from "./labels.js";
import { roomOf } from "./lanes.js";
import { bendOf, pointAt, wayOf } from "./lines.js";
import { drawnMark } from "./marks.js";
import { asLanes, drawnGrounds, drawnTitles } from "./regions.js";
import { drawnBody, drawnEdge, words } from "./svgfile.js";
import { drawnHub, drawnWay, isLed } from "./svglines.js";

const MARGIN_ON_PAPER = 6;
const LARGEST = 1.1;
// Lines are at least so many pixels wide.
const FINEST = 0.6;

// `look(distance)` gives nodes and edges as they look from so far away; `sheet` is {width, height} in CSS pixels.
export function paperPicture(look, sheet, colour) {
  const labels = new Labels(ON_PAPER);
  const near = look("near");
  if (!near.nodes.length) return null;
  const view = (grown, titled = []) => viewOf([...near.nodes.map((node) => labels.room(node, grown)), ...roomOf(near.plan), ...near.regions.rooms, ...titled], sheet);
  const grown = growth(view(1).scale, ON_PAPER);
  // How high titles stand follows from the scale: all of them have room, those over flat grounds too.
  const { scale, left, top, right, bottom } = view(grown, near.regions.titles(view(grown).scale, sheet.width).map(({ box }) => box));
  const distance = distanceAt(scale, ON_PAPER);
  const far = distance !== "near";
  const { nodes, edges, plan: planned, regions } = look(distance);
  const plan = planned?.lead ? { ...planned, ways: planned.lead(scale, ON_PAPER) } : planned;
  const byId = new Map(nodes.map((node) => [node.id, node]));
  const drawn = edges.filter((edge) => byId.has(edge.from) && byId.has(edge.to)).map((edge) => ({ ...edge, width: Math.max(edge.width, FINEST / scale) }));
  const lanes = asLanes(plan, regions, drawn.filter(({ relation }) => relation === "supplies"), byId);
  const titles = regions.titles(scale, sheet.width);
  const lines = new Map(drawn.map((edge) => [edge.id, edge]));
  const along = (id, part) => alongEdge(lines.get(id), byId, part, lanes);
  const placed = labels.place(scale, { nodes, edges: drawn, along, lit: null, chosen: null, view: { left, right }, lanes: plan?.labels, covered: plan?.box ? [plan.box] : [], reserved: titles.map(({ box }) => box), apart: (edge) => regions.crosses(edge), summed: ({ id }) => regions.of.has(id) });
  const boxes = new Map(nodes.map((node) => [node.id, reachOf(node, labels, far)]));
  return svg(
    "svg", { viewBox: [left, top, right - left, bottom - top].map((side) => side.toFixed(1)).join(" "), "font-family": FONT, role: "img", "aria-label": "The picture of these claims" },
    drawnGrounds(regions, colour),
    drawnHub(plan, colour),
    drawn.map((edge) => (isLed(edge, lanes) ? drawnWay(edge, byId, lanes) : drawnEdge(edge, boxes, colour, !far))),
    nodes.filter(({ kind }) => kind !== "Claim").map(drawnBody),
    far ? placed.marks.map(drawnMark) : nodes.filter(({ kind }) => kind === "Claim").map((node) => drawnLabel(nearChip(node, labels), colour)),
    drawnTitles(titles, colour),
    placed.labels.map((label) => drawnLabel(label, colour)),
  );
}

// The part of the layout that is drawn, and how large a pixel of it is on the sheet.
function viewOf(rooms, { width, height }) {
  const [left, top] = ["left", "top"].map((side) => Math.min(...rooms.map((room) => room[side])) - MARGIN_ON_PAPER);
  const [right, bottom] = ["right", "bottom"].map((side) => Math.max(...rooms.map((room) => room[side])) + MARGIN_ON_PAPER);
  const scale = Math.min(width / (right - left), height / (bottom - top), LARGEST);
  // A small picture stands in the middle of the sheet instead of growing.
  const spare = Math.max(0, width / scale - (right - left)) / 2;
  return { left: left - spare, right: right + spare, top, bottom, scale };
}

// Where lines leave a node.
function reachOf(node, labels, far) {
  const { x, y, kind } = node;
  if (kind !== "Claim" || far) return { x, y, round: true, radius: kind === "Claim" ? node.size : node.size + 2 };
  const { left, right, top, bottom } = labels.room(node, 1);
  return { x, y, round: false, half: (right - left) / 2, tall: (bottom - top) / 2 };
}

function nearChip(node, labels) {
  const { color, shapeProperties, borderWidth: width } = node;
  const chip = { colour: color.border, paper: color.background, width, dashes: shapeProperties.borderDashes || [] };
  return { lines: node.label.split("\n"), size: WORD_SIZE, font: node.font, box: labels.room(node, 1), chip };
}

function drawnLabel({ lines, size, font, box, chip, align = "middle", clear = false, bold = false }, colour) {
  const { left, right, top, bottom } = box;
  const middle = (top + bottom) / 2;
  const foot = middle - ((lines.length - 1) * size * 1.05) / 2 + size * 0.35;
  return svg(
    "g", {},
    chip && svg("rect", {
      x: left, y: top, width: right - left, height: bottom - top, rx: (bottom - top) / 2.4, fill: chip.paper, stroke: chip.colour, "stroke-width": chip.width,
      "stroke-dasharray": chip.dashes.length ? chip.dashes.join(" ") : null,
    }),
    clear && svg("rect", { x: left, y: top, width: right - left, height: bottom - top, rx: (bottom - top) / 5, fill: colour("paper") }),
    words(lines, align === "left" ? left : align === "right" ? right : (left + right) / 2, foot, size, font.color, chip ? null : colour("paper"), { left: "start", right: "end" }[align], { inks: lines.length > 1 ? font.inks : null, bold }),
  );
}

// A point of a line, in parts of its length.
function alongEdge(edge, nodes, part, plan) {
  if (isLed(edge, plan)) return pointAt(wayOf(edge, nodes.get(edge.from), nodes.get(edge.to), plan?.ways.get(edge.id)), part);
  const [from, to] = [nodes.get(edge.from), nodes.get(edge.to)];
  const bend = bendOf(edge, from, to) ?? { x: (from.x + to.x) / 2, y: (from.y + to.y) / 2 };
  const [before, at, after] = [(1 - part) ** 2, 2 * part * (1 - part), part ** 2];
  return { x: before * from.x + at * bend.x + after * to.x, y: before * from.y + at * bend.y + after * to.y };
}

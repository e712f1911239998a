// The picture as an SVG file, drawn from the same nodes and edges, with legend, sources and a caption under it.

import { svg } from "./dom.js";
import { roomOf } from "./lanes.js";
import { bendOf } from "./lines.js";
import { readColours } from "./palette.js";
import { provenance } from "./provenance.js";
import { underPicture } from "./svglegend.js";
import { asLanes, drawnGrounds, drawnTitles } from "./regions.js";
import { drawnHub, drawnWay, drawnWords, isLed } from "./svglines.js";
import { counted } from "./words.js";

const FACE = "Helvetica, Arial, sans-serif";
const EDGE_OF_PAPER = 30;
const CAPTION = 44;
const ARROW = 11;
// So far before a claim lines to it end.
const ROOM_AT_A_CHIP = 2;
// Titles of communities, legend and sources of a larger picture are as large as in a window of so many pixels.
const ON_SCREEN_OF = 1400;
// How wide letters stand out against lines, in parts of their size.
const HALO_OF_LETTERS = 0.3;
// What no XML file may hold: a name or title from outside may. As `xml_text` in printable.py.
const NOT_IN_XML = /[^\t\n\r\u{20}-\u{d7ff}\u{e000}-\u{fffd}\u{10000}-\u{10ffff}]/gu;

// {text, width, height}: the SVG and its size in pixels.
export function drawnSvg({ nodes, edges, plan = null, regions }, index) {
  const colour = readColours();
  const boxes = new Map(nodes.map((node) => [node.id, boxOf(node)]));
  const sides = [...boxes.values(), ...[...roomOf(plan), ...regions.rooms].map((box) => ({ ...box, x: (box.left + box.right) / 2, half: (box.right - box.left) / 2 }))];
  const left = Math.min(0, ...sides.map((box) => box.x - box.half)) - EDGE_OF_PAPER;
  const right = Math.max(0, ...sides.map((box) => box.x + box.half)) + EDGE_OF_PAPER;
  const width = Math.max(right - left, 700);
  const below = Math.max(0, ...sides.map((box) => box.bottom)) + EDGE_OF_PAPER;
  // Legend and sources are read at the size at which the whole is seen.
  const larger = Math.max(1, width / ON_SCREEN_OF);
  const titles = regions.titles(1 / larger, ON_SCREEN_OF);
  const top = Math.min(0, ...[...sides, ...titles.map(({ box }) => box)].map((box) => box.top)) - EDGE_OF_PAPER;
  const under = underPicture({ nodes, edges }, index, colour, width / larger - 2 * EDGE_OF_PAPER);
  const height = below + (CAPTION + under.height) * larger - top;
  const byId = new Map(nodes.map((node) => [node.id, node]));
  const drawn = edges.filter((edge) => boxes.has(edge.from) && boxes.has(edge.to));
  const led = plan?.ledTo ? { ...plan, ways: plan.ledTo((id) => boxes.get(id).half + ROOM_AT_A_CHIP) } : plan;
  const lanes = asLanes(led, regions, drawn.filter(({ relation }) => relation === "supplies"), byId);
  const [pairs, others] = [true, false].map((own) => drawn.filter((edge) => isLed(edge, lanes) === own));
  const picture = svg(
    "svg", { xmlns: "http://www.w3.org/2000/svg", viewBox: `${left} ${top} ${width} ${height}`, width, height, "font-family": FACE, role: "img" },
    svg("title", {}, index.data.info.title), svg("desc", {}, provenance(index).join("\n")),
    svg("rect", { x: left, y: top, width, height, fill: colour("paper") }),
    drawnGrounds(regions, colour),
    drawnHub(plan, colour),
    others.map((edge) => drawnEdge(edge, boxes, colour)),
    pairs.map((edge) => drawnWay(edge, byId, lanes)),
    pairs.filter(({ quiet }) => !quiet).map((edge) => drawnWords(edge, byId, lanes, colour)),
    nodes.map((node) => drawnNode(node, boxes.get(node.id), colour)),
    drawnTitles(titles, colour),
    svg("g", { transform: `translate(${left} ${below}) scale(${larger.toFixed(3)})` }, caption(index, EDGE_OF_PAPER, 8, colour), under.draw(EDGE_OF_PAPER, CAPTION + 8)),
  );
  return { text: new XMLSerializer().serializeToString(picture).replace(NOT_IN_XML, ""), width, height };
}

function caption(index, x, y, colour) {
  const { info, claims, articles } = index.data;
  const source = `${counted(claims.length, "claim")} from ${counted(articles.length, "article")}, ${info.built_on}. Claims are what the cited articles report; inclusion is not a finding of fact.`;
  return [
    svg("text", { x, y, "font-size": 14, "font-weight": 700, fill: colour("ink") }, info.title),
    svg("text", { x, y: y + 17, "font-size": 11, fill: colour("muted") }, source),
  ];
}

function linesOf(node) {
  return String(node.label ?? "").split("\n");
}

function boxOf(node) {
  const lines = linesOf(node);
  const size = node.font.size;
  const wide = Math.max(...lines.map((line) => line.length)) * size * 0.55;
  if (node.kind === "Claim") {
    const [half, tall] = [wide / 2 + 8, (lines.length * size) / 2 + 5];
    return { x: node.x, y: node.y, half, tall, top: node.y - tall, bottom: node.y + tall, round: false };
  }
  const words = lines.length * size + 8;
  if (node.aside) return { x: node.x, y: node.y, half: node.size + wide + 6, tall: node.size, top: node.y - Math.max(node.size, words / 2), bottom: node.y + Math.max(node.size, words / 2), round: true, radius: node.size + 2 };
  const half = Math.max(node.size, wide / 2);
  const [top, bottom] = node.name_above ? [node.size + words, node.size] : [node.size, node.size + words];
  return { x: node.x, y: node.y, half, tall: node.size, top: node.y - top, bottom: node.y + bottom, round: true, radius: node.size + 2 };
}

function drawnNode(node, box, colour) {
  const lines = linesOf(node);
  const size = node.font.size;
  if (node.kind === "Claim") {
    const dashes = node.shapeProperties?.borderDashes;
    return svg(
      "g", {},
      svg("rect", {
        x: box.x - box.half, y: box.y - box.tall, width: 2 * box.half, height: 2 * box.tall, rx: 9, fill: node.color.background,
        stroke: node.color.border, "stroke-width": node.borderWidth, "stroke-dasharray": dashes ? dashes.join(" ") : null,
      }),
      words(lines, box.x, box.y - ((lines.length - 1) * size) / 2 + size * 0.35, size, node.color.border, null),
    );
  }
  if (node.aside) return svg("g", {}, drawnBody(node), nameAside(node, lines, size, colour));
  const y = node.name_above ? box.y - node.size - 8 - (lines.length - 1) * size : box.y + node.size + size + 2;
  return svg("g", {}, drawnBody(node), words(lines, box.x, y, size, colour("ink"), colour("paper")));
}

// The name of a node that has a column of its own: outside.
function nameAside({ x, y, size: radius, aside }, lines, size, colour) {
  const left = aside.side === "left";
  const told = aside.both ? [...lines.slice(0, -1), `${lines.at(-1)} ⇄`] : lines;
  const foot = y - ((told.length - 1) * size * 1.05) / 2 + size * 0.35;
  const at = left ? x - radius - 5 : x + radius + 5;
  return words(told, at, foot, size, colour("ink"), colour("paper"), left ? "end" : "start");
}

// The shape of an entity, without its name.
export function drawnBody(node) {
  return svg("path", { d: outline(node), fill: node.color.background, stroke: node.color.border, "stroke-width": node.borderWidth });
}

// Lines of text around x, the first one's foot at y.
// `inks` are the colours of the first line and of the others, where these are bold in another one.
export function words(lines, x, y, size, fill, halo, anchor = "middle", { inks = null, bold = false } = {}) {
  return svg(
    "text", { "text-anchor": anchor, "font-size": size, fill, ...(halo ? { stroke: halo, "stroke-width": size * HALO_OF_LETTERS, "paint-order": "stroke", "stroke-linejoin": "round" } : {}) },
    lines.map((line, at) => svg("tspan", { x, y: y + at * size * 1.05, fill: inks ? inks[Math.min(at, 1)] : null, "font-weight": bold || (inks && at) ? 700 : null }, line)),
  );
}

// The shapes of vis-network, around the middle of a node.
function outline({ kind, x, y, size }) {
  const around = (corners, turn, radius) => {
    const points = Array.from({ length: corners }, (_, at) => {
      const angle = turn + (2 * Math.PI * at) / corners;
      return `${(x + radius * Math.cos(angle)).toFixed(1)} ${(y + radius * Math.sin(angle)).toFixed(1)}`;
    });
    return `M${points.join("L")}Z`;
  };
  if (kind === "State") return `M${x - size} ${y - size}h${2 * size}v${2 * size}h${-2 * size}Z`;
  if (kind === "Official") return around(3, -Math.PI / 2, size * 1.25);
  if (kind === "Organization") return around(6, 0, size);
  if (kind === "Good") return around(4, 0, size);
  return `M${x - size} ${y}a${size} ${size} 0 1 0 ${2 * size} 0a${size} ${size} 0 1 0 ${-2 * size} 0Z`;
}

export function drawnEdge(edge, boxes, colour, worded = true) {
  const [from, to] = [boxes.get(edge.from), boxes.get(edge.to)];
  const bend = bendOf(edge, from, to);
  const [start, end] = [leaving(from, bend ?? to), leaving(to, bend ?? from)];
  const ink = edge.color.color;
  const path = bend ? `M${point(start)}Q${point(bend)} ${point(end)}` : `M${point(start)}L${point(end)}`;
  const middle = bend ? { x: (start.x + 2 * bend.x + end.x) / 4, y: (start.y + 2 * bend.y + end.y) / 4 } : { x: (start.x + end.x) / 2, y: (start.y + end.y) / 2 };
  const lines = worded ? linesOf(edge).filter((line) => line.trim()) : [];
  return svg(
    "g", {},
    svg("path", { d: path, fill: "none", stroke: ink, "stroke-width": edge.width, "stroke-dasharray": edge.dashes ? edge.dashes.join(" ") : null }),
    edge.arrows?.to?.enabled && arrow(edge.arrows.to, bend ?? start, end, ink, edge.width),
    lines.length > 0 && words(lines, middle.x, middle.y + 4 - ((lines.length - 1) * 12) / 2, 12, edge.font.color, colour("paper")),
  );
}

function point({ x, y }) {
  return `${x.toFixed(1)} ${y.toFixed(1)}`;
}

// Where a line towards a point leaves the outline of a node.
function leaving(box, towards) {
  const along = { x: towards.x - box.x, y: towards.y - box.y };
  const length = Math.hypot(along.x, along.y) || 1;
  const reach = box.round ? box.radius : Math.min(box.half / Math.max(1e-6, Math.abs(along.x / length)), box.tall / Math.max(1e-6, Math.abs(along.y / length)));
  return { x: box.x + (along.x / length) * reach, y: box.y + (along.y / length) * reach };
}

function arrow({ type, scaleFactor }, from, tip, ink, width) {
  const angle = Math.atan2(tip.y - from.y, tip.x - from.x);
  const size = ARROW * Math.max(scaleFactor, 0.5);
  const at = (back, aside) => point({
    x: tip.x - back * Math.cos(angle) - aside * Math.sin(angle), y: tip.y - back * Math.sin(angle) + aside * Math.cos(angle),
  });
  if (type === "bar") return svg("path", { d: `M${at(0, -size / 1.6)}L${at(0, size / 1.6)}`, stroke: ink, "stroke-width": width + 1 });
  if (type === "vee") return svg("path", { d: `M${at(size, -size / 2)}L${at(0, 0)}L${at(size, size / 2)}`, fill: "none", stroke: ink, "stroke-width": width });
  return svg("path", { d: `M${at(0, 0)}L${at(size * 1.2, -size / 2)}L${at(size * 1.2, size / 2)}Z`, fill: ink });
}

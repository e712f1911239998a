// Communities on the picture: each has a ground of its own with a title above it. Lines between two of them run together,
// thin, and pass below the grounds of others. Where the grounds would lie over each other there are none.

import { svg } from "./dom.js";
import { curve, pathOf } from "./lines.js";
import { FONT } from "./labels.js";
import { communityColour } from "./palette.js";
import { counted } from "./words.js";

const FEWEST_MEMBERS = 7;
// So much of all grounds may lie over others, as after a layout that knows no communities.
const MOST_SHARED = 0.12;
const ROOM_ROUND_NODES = 26;
const CORNERS_ROUND_NODES = 8;
const REGION_TITLE = { size: 13, note: 11, gap: 5, narrowest: 190, least: 46, share: 0.2 };
const MOST_NAMED = 3;
const TOLD_OF_A_REGION = ["contested", "denied"];
// How far apart lines run that lead from one community to another, and how wide all of them are at most.
const STRAND = { apart: 2.5, most: 90 };
// A click opens a community that is seen smaller than so much of the window.
const OPENS_BELOW = 0.72;

export class Regions {
  // `nodes` are those that are shown, with their places and communities; fewer than `fewest` are read without them;
  // `records` the claims that are shown.
  constructor(nodes, { fewest, records, nameOf, widthOf, weightOf }) {
    this.widthOf = widthOf;
    const members = new Map();
    if (nodes.length >= fewest) {
      for (const node of nodes) {
        const number = node.community;
        if (number !== undefined) members.set(number, members.get(number) ?? []).get(number).push(node);
      }
    }
    this.all = [...members].filter(([, own]) => own.length >= FEWEST_MEMBERS).map(([number, own]) => regionOf(number, own, nameOf, weightOf));
    if (this.all.length < 2 || sharedPart(this.all) > MOST_SHARED) this.all = [];
    this.all.sort((a, b) => b.ids.length - a.ids.length || a.number - b.number);
    this.of = new Map(this.all.flatMap((region) => region.ids.map((id) => [id, region])));
    for (const record of records) this.of.get(record.claim.supplier)?.records.push(record);
  }

  // Whether a line leads from one community to another.
  crosses({ from, to }) {
    const [one, other] = [this.of.get(from), this.of.get(to)];
    return Boolean(one && other && one !== other);
  }

  // The ways of the lines between communities, by their ids; `nodes` by id ({x, y, size}).
  ways(edges, nodes) {
    const bundles = new Map();
    for (const edge of edges) {
      if (!this.crosses(edge) || !nodes.get(edge.from) || !nodes.get(edge.to)) continue;
      const [one, other] = [edge.from, edge.to].map((id) => this.of.get(id));
      const key = [one.number, other.number].sort((a, b) => a - b).join();
      bundles.set(key, bundles.get(key) ?? []).get(key).push(edge);
    }
    const ways = new Map();
    for (const edges of bundles.values()) {
      const step = Math.min(STRAND.apart, STRAND.most / edges.length);
      edges.forEach((edge, at) => ways.set(edge.id, this.#way(edge, nodes, (at - (edges.length - 1) / 2) * step)));
    }
    return ways;
  }

  #way({ from, to }, nodes, aside) {
    const [start, end] = [nodes.get(from), nodes.get(to)];
    const [one, other] = [from, to].map((id) => this.of.get(id));
    // Both directions between two communities run in one bundle.
    const [first, second] = one.number < other.number ? [one, other] : [other, one];
    const along = { x: second.middle.x - first.middle.x, y: second.middle.y - first.middle.y };
    const length = Math.hypot(along.x, along.y) || 1;
    const shift = { x: (-along.y / length) * aside, y: (along.x / length) * aside };
    const gates = [gateOf(one, other), gateOf(other, one)].map(({ x, y }) => ({ x: x + shift.x, y: y + shift.y }));
    const between = { x: (gates[0].x + gates[1].x) / 2, y: (gates[0].y + gates[1].y) / 2 };
    const leaving = [[start, gates[0]], [end, gates[1]]].map(([node, towards]) => awayFrom(node, towards));
    return [
      ...curve(leaving[0], partWay(leaving[0], gates[0], 0.7), gates[0], between, 8),
      ...curve(between, gates[1], partWay(leaving[1], gates[1], 0.7), leaving[1], 8).slice(1),
    ];
  }

  // The grounds, below what stands on them.
  paint(pen, colour) {
    pen.save();
    pen.lineJoin = "round";
    for (const region of this.all) {
      traceGround(pen, region.outline);
      pen.globalAlpha = 1;
      pen.fillStyle = pen.strokeStyle = colour("paper");
      pen.lineWidth = 2 * ROOM_ROUND_NODES;
      pen.fill();
      pen.stroke();
      pen.globalAlpha = 0.12;
      pen.fillStyle = pen.strokeStyle = colour(region.colour);
      // A filled shape with a border of its own colour would be twice as dark where they meet.
      pen.beginPath();
      pathAlong(pen, region.ground);
      pen.fill();
    }
    pen.restore();
  }

  // Paint something where the ground of a region is seen only.
  within(pen, region, painted) {
    pen.save();
    pen.beginPath();
    pathAlong(pen, region.ground);
    pen.clip();
    painted();
    pen.restore();
  }

  // The titles as they stand at a scale, none over another, those of the largest first: {region, box, lines: [{text, bold, size, y}]}.
  titles(scale, width = Infinity) {
    const told = [];
    for (const title of this.#titles(scale, Math.min(REGION_TITLE.narrowest, Math.max(REGION_TITLE.least, width / 4)))) if (!told.some(({ box }) => meets(box, title.box))) told.push(title);
    return told;
  }

  #titles(scale, narrowest) {
    const size = REGION_TITLE.size / scale;
    const note = REGION_TITLE.note / scale;
    return this.all.flatMap((region) => {
      const { left, right, top } = region.box;
      if ((right - left) * scale < REGION_TITLE.least) return [];
      const room = Math.max(right - left, narrowest / scale);
      const name = [MOST_NAMED, 2, 1].map((many) => titleOf(region, many)).find((text) => this.widthOf(text, BOLD) * size <= room) ?? titleOf(region, 1);
      const told = noteOf(region);
      const lines = [{ text: name, bold: true, size }];
      if (this.widthOf(told, FONT) * note <= room) lines.push({ text: told, bold: false, size: note });
      const high = lines.reduce((sum, line) => sum + line.size * 1.2, 0);
      const wide = Math.max(...lines.map(({ text, bold, size: own }) => this.widthOf(text, bold ? BOLD : FONT) * own));
      const foot = top - REGION_TITLE.gap / scale;
      const middle = (left + right) / 2;
      let y = foot - high;
      for (const line of lines) {
        line.y = y + line.size * 0.6;
        y += line.size * 1.2;
      }
      return [{ region, lines, box: { left: middle - wide / 2, right: middle + wide / 2, top: foot - high, bottom: foot } }];
    });
  }

  // The room of a region with its title.
  roomOf({ box }) {
    return { ...box, top: box.top - REGION_TITLE.share * (box.bottom - box.top) };
  }

  // The room of all of them.
  get rooms() {
    return this.all.map((region) => this.roomOf(region));
  }

  // The region whose title or ground lies at a point, where it is seen small enough to be opened; null elsewhere.
  at({ x, y }, scale, { width, height }) {
    const title = this.titles(scale, width).find(({ box }) => box.left <= x && x <= box.right && box.top <= y && y <= box.bottom);
    if (title) return title.region;
    const found = this.all.find(({ box }) => box.left <= x && x <= box.right && box.top <= y && y <= box.bottom);
    if (!found) return null;
    const seen = { width: (found.box.right - found.box.left) * scale, height: (found.box.bottom - found.box.top) * scale };
    return seen.width < OPENS_BELOW * width && seen.height < OPENS_BELOW * height ? found : null;
  }
}

// For a file and for paper: the grounds, and the titles as they stand at a scale.
export function drawnGrounds(regions, colour) {
  return regions.all.map((region) => svg("path", { d: `${pathOf(region.ground)}Z`, fill: colour(region.colour), "fill-opacity": 0.12 }));
}

export function drawnTitles(titles, colour) {
  return titles.flatMap(({ lines, box }) => lines.map(({ text, bold, size, y }) => svg(
    "text", {
      x: ((box.left + box.right) / 2).toFixed(1), y: (y + size * 0.35).toFixed(1), "text-anchor": "middle", "font-size": size.toFixed(1), "font-weight": bold ? 700 : null, "font-family": FONT,
      fill: colour(bold ? "ink" : "muted"), stroke: colour("paper"), "stroke-width": (size * 0.3).toFixed(1), "paint-order": "stroke", "stroke-linejoin": "round",
    }, text,
  )));
}

// The ways between communities in the place of lanes.
export function asLanes(plan, regions, edges, nodes) {
  return plan ?? (regions.all.length ? { box: null, headings: [], labels: new Map(), ways: regions.ways(edges, nodes) } : null);
}

export const BOLD = `bold ${FONT}`;
export const NOBODY_APART = new Regions([], { fewest: 1, records: [], nameOf: String, widthOf: () => 0, weightOf: () => 0 });

// Its title: the names in which most lines meet.
export function titleOf({ names, ids }, many = MOST_NAMED) {
  const told = names.slice(0, many).join(", ");
  return ids.length > many ? `${told} …` : told;
}

// What is in it, in words.
export function noteOf({ entities, records }) {
  const disputed = TOLD_OF_A_REGION.map((status) => [status, records.filter((record) => record.status === status).length]).filter(([, number]) => number);
  return [counted(entities, "entity", "entities"), records.length && counted(records.length, "claim"), ...disputed.map(([status, number]) => `${number} ${status}`)].filter(Boolean).join(" · ");
}

export function drawTitles(pen, titles, colour) {
  pen.save();
  pen.textAlign = "center";
  pen.textBaseline = "middle";
  pen.lineJoin = "round";
  pen.strokeStyle = colour("paper");
  for (const { lines, box } of titles) {
    for (const { text, bold, size, y } of lines) {
      pen.font = `${bold ? "bold " : ""}${size}px ${FONT}`;
      pen.fillStyle = colour(bold ? "ink" : "muted");
      pen.lineWidth = size * 0.3;
      pen.strokeText(text, (box.left + box.right) / 2, y);
      pen.fillText(text, (box.left + box.right) / 2, y);
    }
  }
  pen.restore();
}

function regionOf(number, nodes, nameOf, weightOf) {
  const outline = hullOf(nodes.map(({ x, y }) => ({ x, y })));
  const ground = hullOf(nodes.flatMap(({ x, y }) => Array.from({ length: CORNERS_ROUND_NODES }, (_, at) => {
    const turn = ((at + 0.5) * 2 * Math.PI) / CORNERS_ROUND_NODES;
    return { x: x + Math.cos(turn) * ROOM_ROUND_NODES * 1.08, y: y + Math.sin(turn) * ROOM_ROUND_NODES * 1.08 };
  })));
  const [xs, ys] = [ground.map(({ x }) => x), ground.map(({ y }) => y)];
  const box = { left: Math.min(...xs), right: Math.max(...xs), top: Math.min(...ys), bottom: Math.max(...ys) };
  const entities = nodes.filter(({ kind }) => kind !== "Claim");
  const names = [...entities].sort((a, b) => weightOf(b.id) - weightOf(a.id) || (a.id < b.id ? -1 : 1)).map(({ id }) => nameOf(id));
  return {
    number, colour: communityColour(number), ids: nodes.map(({ id }) => id), names: [...new Set(names)], entities: entities.length, records: [],
    outline, ground, box, middle: { x: (box.left + box.right) / 2, y: (box.top + box.bottom) / 2 },
  };
}

function meets(a, b) {
  return a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;
}

// Where the way from the middle of one region to that of another leaves the first.
function gateOf(one, other) {
  const along = { x: other.middle.x - one.middle.x, y: other.middle.y - one.middle.y };
  const reach = Math.min(
    (one.box.right - one.box.left) / 2 / Math.max(1e-6, Math.abs(along.x)), (one.box.bottom - one.box.top) / 2 / Math.max(1e-6, Math.abs(along.y)), 0.5,
  );
  return { x: one.middle.x + along.x * reach, y: one.middle.y + along.y * reach };
}

function partWay(one, other, part) {
  return { x: one.x + (other.x - one.x) * part, y: one.y + (other.y - one.y) * part };
}

function awayFrom({ x, y, size }, towards) {
  const [dx, dy] = [towards.x - x, towards.y - y];
  const length = Math.hypot(dx, dy) || 1;
  const reach = Math.min(size + 2, length / 2);
  return { x: x + (dx / length) * reach, y: y + (dy / length) * reach };
}

// Andrew's monotone chain.
function hullOf(points) {
  const sorted = [...points].sort((a, b) => a.x - b.x || a.y - b.y);
  const turn = (a, b, c) => (b.x - a.x) * (c.y - a.y) - (b.y - a.y) * (c.x - a.x);
  const half = (ordered) => {
    const chain = [];
    for (const point of ordered) {
      while (chain.length > 1 && turn(chain.at(-2), chain.at(-1), point) <= 0) chain.pop();
      chain.push(point);
    }
    return chain.slice(0, -1);
  };
  return [...half(sorted), ...half(sorted.reverse())];
}

// How much of all grounds lies over others, by their boxes.
function sharedPart(regions) {
  const area = ({ left, right, top, bottom }) => Math.max(0, right - left) * Math.max(0, bottom - top);
  let shared = 0;
  regions.forEach(({ box: a }, at) => {
    for (const { box: b } of regions.slice(at + 1)) {
      shared += area({ left: Math.max(a.left, b.left), right: Math.min(a.right, b.right), top: Math.max(a.top, b.top), bottom: Math.min(a.bottom, b.bottom) });
    }
  });
  return shared / Math.max(1, regions.reduce((sum, { box }) => sum + area(box), 0));
}

function traceGround(pen, points) {
  pen.beginPath();
  pathAlong(pen, points);
}

function pathAlong(pen, points) {
  points.forEach(({ x, y }, at) => (at ? pen.lineTo(x, y) : pen.moveTo(x, y)));
  pen.closePath();
}

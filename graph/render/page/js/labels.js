// Names and words that can be read from any distance. Seen from near they have the size and the place that the layout left
// room for. Seen from further away they keep a size on the screen: those of the most important first, around their node
// where there is room, and none over another; what finds no room is told by coming nearer.

import { paintMark } from "./marks.js";
import { shortened, STANCES } from "./words.js";

export const FONT = '"Helvetica Neue", Helvetica, Arial, "Liberation Sans", sans-serif';
// As in drawing.py, which leaves room for the words.
export const NAME_SIZE = 15;
export const WORD_SIZE = 12;
// The smallest sizes in pixels of letters and of the radius of a mark: on a screen, and on paper, which is printed finer.
export const ON_SCREEN = { name: 11, word: 9.5, mark: 3.8 };
export const ON_PAPER = { name: 8.5, word: 7.5, mark: 2.8 };
// The radius of a mark in the layout.
const MARK_RADIUS = 9;
// A click may miss a mark by so many pixels.
const NEAR_A_MARK = 3;
// So many names may cover chips, lest a crowd has no names at all; from so far away that names are this much larger, any node.
const FOREMOST = 24;
const FAR = 3;
// Names that are at most so much larger than from near leave the chips room for their words, where they find another place.
const LEAVES_ROOM = 1.5;
// Where fewer chips or pairs than this share find room for their words, none has them: a few would seem to be the only ones.
const LEAST_TOLD = 0.7;
const GAP = 4;
// So much of a letter's height stays free between two names on one line, lest they read as one.
const APART = 0.5;
// A name beside its node has so many letters in a line.
export const PER_LINE = 24;
const DISPUTED = new Set(["contested", "denied"]);
const LEADING = 1.08;
// Room in a chip beside and above its words; how far vis-network's own reaches beside them.
const CHIP = { aside: 6, above: 2.5, reach: 9 };
const ROOM_AT_A_MARK = 2;
// Where else a chip may stand, in halves of its size, and the words of a line, in parts of its length.
const ASIDE = [
  [0, 0], [0, -0.3], [0, 0.3], [-0.4, 0], [0.4, 0], [-0.4, -0.4], [0.4, -0.4], [-0.4, 0.4], [0.4, 0.4], [0, -0.7], [0, 0.7], [-0.8, 0], [0.8, 0],
  [0, -1.3], [0, 1.3],
];
const PARTS = [0.5, 0.4, 0.6, 0.3, 0.7];

// How much larger than at scale 1 names have to be, to be read at a scale.
export function growth(scale, legible = ON_SCREEN) {
  return Math.max(1, legible.name / (NAME_SIZE * scale));
}

// The radius of a mark in the layout, seen at a scale.
export function radiusAt(scale, legible = ON_SCREEN) {
  return Math.max(MARK_RADIUS, legible.mark / scale);
}

// How far a claim in a column of its own reaches to both sides of its middle, seen at a scale: its chip, or its mark where the
// next rows leave no room for words. `letters` is the width of its words at one pixel.
export function reachOfRow(letters, scale, { legible = ON_SCREEN, pitch, lit = false }) {
  const near = WORD_SIZE * scale >= legible.word;
  if (near) return (letters * WORD_SIZE) / 2 + CHIP.reach;
  const size = legible.word / scale;
  const worded = lit || size * LEADING + (2 * CHIP.above) / scale <= pitch;
  return worded ? (letters * size) / 2 + (CHIP.aside + 1) / scale : radiusAt(scale, legible) + ROOM_AT_A_MARK;
}

// From how far a picture is seen: "near" where words can be read as they are, "far" where claims become marks unless there is
// room for a larger word, "afar" where nodes are small.
export function distanceAt(scale, legible = ON_SCREEN) {
  if (WORD_SIZE * scale >= legible.word) return "near";
  return growth(scale, legible) > FAR ? "afar" : "far";
}

// For vis-network, which draws no words that are a pixel smaller than its threshold: words on chips and lines where they are
// legible as they are, names never. Each node gets an object of its own: vis-network keeps it and writes later ones into it.
export const wordsFromNear = () => ({ label: { enabled: true, drawThreshold: ON_SCREEN.word + 1 } });
export const noWords = () => ({ label: { enabled: true, drawThreshold: 1e6 } });

export class Labels {
  #rule = new OffscreenCanvas(1, 1).getContext("2d");
  #widths = new Map();
  #reach = 0;
  #placed = [];
  #marks = [];

  constructor(legible = ON_SCREEN) {
    this.legible = legible;
  }

  draw(pen, scale, drawn) {
    const { labels, marks } = this.place(scale, drawn);
    for (const mark of marks) paintMark(pen, mark);
    for (const label of labels) paint(pen, label);
  }

  // Where names, words and marks go: {labels, marks}.
  // `nodes` and `edges` as they are drawn; `along(id, part)` is a point of an edge; `lit` what stands out (null: all are equal);
  // `chosen` the id of what is chosen; `view` the left and right border of what is seen.
  // `lanes`, where lines have lanes of their own, tells where the middle of each lane is and how wide it is; `covered` are boxes
  // that words of lines do not enter, `reserved` boxes that stay free, `apart(edge)` tells lines that say their
  // words only while they are looked at, `summed(node)` nodes of which a title tells: seen from afar, only those with several lines have a name.
  place(scale, { nodes, edges, along, lit, chosen, view, lanes = null, covered = [], reserved = [], apart = () => false, summed = () => false }) {
    const { legible } = this;
    const size = legible.word / scale;
    const grown = growth(scale, legible);
    const far = WORD_SIZE * scale < legible.word;
    const radius = radiusAt(scale, legible);
    const weights = weightsOf(edges);
    const before = (a, b) => Number(lit?.has(b.id) ?? 0) - Number(lit?.has(a.id) ?? 0) || (weights.get(b.id) ?? 0) - (weights.get(a.id) ?? 0);
    const [chips, entities] = [true, false].map((claim) => nodes.filter((node) => (node.kind === "Claim") === claim).sort(before));
    const named = grown > FAR ? entities.filter((node) => !summed(node) || lit?.has(node.id) || (weights.get(node.id) ?? 0) > 1) : entities;
    const foremost = { ids: new Set(entities.slice(0, FOREMOST).map(({ id }) => id)), over: (node) => node.kind === "Claim" || grown > FAR };
    const taken = this.#bodies(nodes.filter(({ id }) => !lit || lit.has(id)), 60 / scale, far ? radius : 0);
    for (const box of reserved) taken.add(box);
    const wishes = far && grown <= LEAVES_ROOM ? this.#wishes(chips, size, scale) : null;
    const chosenChips = far ? chips.filter(({ id }) => id === chosen).map((node) => this.#chipOf(node, size, scale)) : [];
    this.#placed = placed(chosenChips, taken);
    this.#placed.push(...placed(named.map((node) => this.#nameOf(node, NAME_SIZE * grown, view)), taken, { foremost, wishes, all: grown === 1 }));
    const pairs = edges.filter((edge) => (edge.relation === "supplies" || (edge.own && !STANCES.includes(edge.relation))) && edge.label?.trim() && (lit?.has(edge.id) || !apart(edge))).sort((a, b) => strengthOf(b, lit) - strengthOf(a, lit));
    // The words of Supply are always drawn here, those of other lines by vis-network where they can be read as they are.
    const inLanes = lanes ? pairs.flatMap((edge) => this.#inLane(edge, Math.max(size, WORD_SIZE), lanes.get(edge.id))) : [];
    for (const { box } of inLanes) taken.add(box);
    this.#placed.push(...inLanes);
    // Words of further lines leave all lanes free, and the box between them.
    for (const { x, y, width, pitch } of lanes?.values() ?? []) taken.add(boxAround(x, y, width, pitch));
    for (const box of covered) taken.add(box);
    const free = pairs.filter(({ id }) => !lanes?.has(id));
    const told = placed(free.map((edge) => this.#wordsOf(edge, Math.max(size, WORD_SIZE), along)), taken, { all: !far && !lanes });
    this.#placed.push(...told, ...placed(grown > FAR ? [] : this.#inBrief(free, told, size, along), taken));
    if (far) {
      const looked = chips.filter(({ id }) => id !== chosen && (!lit || lit.has(id)));
      const mostOf = (labels) => {
        const told = placed(labels, taken);
        return lit || told.length >= LEAST_TOLD * labels.length ? told : [];
      };
      this.#placed.push(...mostOf(looked.map((node) => this.#chipOf(node, size, scale))));
    }
    const spoken = edges.filter((edge) => (STANCES.includes(edge.relation) ? far || edge.own : far && edge.relation !== "supplies" && !edge.own) && edge.label?.trim());
    this.#placed.push(...placed(spoken.map((edge) => this.#wordsOf(edge, Math.max(size, WORD_SIZE), along)), taken));
    const worded = new Set(this.#placed.map(({ id }) => id));
    this.#marks = far ? chips.filter(({ id }) => !worded.has(id)).map((node) => markFor(node, radius, node.id === chosen)) : [];
    this.#reach = NEAR_A_MARK / scale;
    return { labels: this.#placed, marks: this.#marks };
  }

  // Id, height of the letters and box of every label that was drawn here, in the order of their importance.
  get told() {
    return this.#placed.map(({ id, size, box }) => ({ id, size, box }));
  }

  // The node or edge whose label is seen at a point; the ones drawn last lie on top.
  at({ x, y }) {
    const label = this.#placed.findLast(({ box }) => box.left <= x && x <= box.right && box.top <= y && y <= box.bottom);
    const mark = this.#marks.findLast((one) => Math.hypot(one.x - x, one.y - y) <= one.radius + this.#reach);
    return (label ?? mark)?.id ?? null;
  }

  // Id, look, middle and radius of every claim that is told by a mark.
  get marks() {
    return this.#marks.map(({ id, look, x, y, radius }) => ({ id, look, x, y, radius }));
  }

  // What a node covers with its name, where the name is so much larger than from near.
  room(node, grown) {
    const body = this.#body(node);
    if (node.kind === "Claim") return body;
    if (node.aside) {
      const [named] = this.#nameAside(node, NAME_SIZE * grown, node.size + GAP).boxes;
      return { left: Math.min(body.left, named.left), right: Math.max(body.right, named.right), top: Math.min(body.top, named.top), bottom: Math.max(body.bottom, named.bottom) };
    }
    const { width, height } = this.#measured(node.label, NAME_SIZE * grown);
    const [half, out] = [Math.max(node.size, width / 2), GAP + height];
    const sides = node.name_above ? { top: body.top - out, bottom: body.bottom } : { top: body.top, bottom: body.bottom + out };
    return { left: node.x - half, right: node.x + half, ...sides };
  }

  #body(node) {
    if (node.kind !== "Claim") return boxAround(node.x, node.y, 2 * node.size, 2 * node.size);
    const { width, height } = this.#measured(node.label, WORD_SIZE);
    return boxAround(node.x, node.y, width + 2 * CHIP.aside, height + 2 * CHIP.above);
  }

  // `radius` is that of the marks, 0 where claims are told by their chips.
  #bodies(nodes, side, radius) {
    const taken = new Taken(side);
    for (const node of nodes) {
      const mark = node.kind === "Claim" && radius > 0;
      taken.add(mark ? boxAround(node.x, node.y, 2 * radius, 2 * radius) : this.#body(node), node);
    }
    return taken;
  }

  // The room that the chips would need for words that can be read.
  #wishes(chips, size, scale) {
    const wishes = new Taken(60 / scale);
    for (const node of chips) wishes.add(this.#chipOf(node, size, scale).boxes[0]);
    return wishes;
  }

  #nameOf(node, size, view) {
    const { lines, width: letters, height } = this.#measured(node.label, size);
    const width = letters + APART * size;
    const { x, y, size: radius } = node;
    const out = radius + GAP;
    if (node.aside) return this.#nameAside(node, size, out);
    const below = boxAround(x, y + out + height / 2, width, height);
    const above = boxAround(x, y - out - height / 2, width, height);
    const aside = [1, -1].map((side) => boxAround(x + side * (out + width / 2), y, width, height));
    const seen = aside.filter(({ left, right }) => view.left < left && right < view.right);
    return { id: node.id, lines, size, font: node.font, boxes: [...(node.name_above ? [above, below] : [below, above]), ...seen] };
  }

  // The name of a node that has a column of its own: outside, on few lines.
  #nameAside(node, size, out) {
    const most = node.aside.high ? Math.max(1, Math.floor(node.aside.high / (size * LEADING))) : Infinity;
    const lines = within(longer(node.label.split("\n"), PER_LINE), most);
    if (node.aside.both) lines.push(`${lines.pop()} ⇄`);
    const { width, height } = this.#measured(lines.join("\n"), size);
    const middle = node.x + (node.aside.side === "left" ? -1 : 1) * (out + width / 2);
    return { id: node.id, lines, size, font: node.font, align: node.aside.side === "left" ? "right" : "left", boxes: [boxAround(middle, node.y, width, height)] };
  }

  // The words of a lane: goods above the line, status below it or beside them; from further away the goods alone.
  #inLane(edge, size, lane) {
    if (!lane) return [];
    const high = size * LEADING;
    if (high > lane.pitch * 0.72) return [];
    const both = 2 * high <= lane.pitch - 4;
    const [whole, status] = edge.label.split("\n");
    const goods = this.#cut(whole, size, lane.width);
    const [wide, ...rest] = [goods, status, edge.brief].map((line) => this.#measured(line ?? "", size).width);
    // Side by side above the line where there is no room below it; of a disputed line at least the score.
    const fits = (width) => !both && wide + size + width * 1.1 <= lane.width;
    const aside = [status, DISPUTED.has(edge.look) && edge.brief].find((words, at) => words && fits(rest[at]));
    return [goods, both ? status : aside].filter(Boolean).map((line, at) => {
      const width = at ? this.#measured(line, size).width : wide;
      const left = lane.x - lane.width / 2 + (at && !both ? wide + size * 0.7 : 0);
      const y = lane.y + (at && both ? 1 : -1) * (high / 2 + 1.5 + edge.width / 2);
      const box = boxAround(left + width / 2, y, width, high);
      return { id: edge.id, lines: [line], size, font: { ...edge.font, color: edge.font.inks[at] }, bold: at > 0, pair: true, box };
    });
  }

  // As much of a line as fits into a width.
  #cut(line, size, room) {
    const { width } = this.#measured(line, size);
    if (width <= room) return line;
    let letters = Math.floor((line.length * room) / width);
    while (letters > 1 && this.#measured(shortened(line, letters), size).width > room) letters -= 1;
    return shortened(line, letters);
  }

  #chipOf(node, size, scale) {
    const { lines, width, height } = this.#measured(node.label, size);
    const [wide, high] = [width + (2 * CHIP.aside) / scale, height + (2 * CHIP.above) / scale];
    const boxes = (node.row ? ASIDE.slice(0, 1) : ASIDE).map(([x, y]) => boxAround(node.x + (x * wide) / 2, node.y + (y * high) / 2, wide, high));
    const { color, shapeProperties, borderWidth } = node;
    const dashes = (shapeProperties.borderDashes || []).map((one) => one / scale);
    return { id: node.id, lines, size, font: node.font, boxes, chip: { colour: color.border, paper: color.background, width: borderWidth / scale, dashes } };
  }

  #wordsOf(edge, size, along) {
    const { lines, width, height } = this.#measured(edge.label, size);
    const boxes = PARTS.map((part) => along(edge.id, part)).map(({ x, y }) => boxAround(x, y, width, height));
    return { id: edge.id, lines, size, font: edge.font, boxes, pair: edge.relation === "supplies", clear: true };
  }

  // A disputed line too short for its words says at least how many say so and how many deny it.
  #inBrief(pairs, told, size, along) {
    const worded = new Set(told.map(({ id }) => id));
    const disputed = pairs.filter(({ id, look, brief }) => brief && DISPUTED.has(look) && !worded.has(id));
    return disputed.map((edge) => ({ ...this.#wordsOf({ ...edge, label: edge.brief }, size, along), bold: true }));
  }

  #measured(label, size) {
    const lines = label.split("\n");
    return { lines, width: Math.max(...lines.map((line) => this.#widthOf(line))) * size, height: lines.length * size * LEADING };
  }

  // For letters of one pixel.
  #widthOf(line) {
    if (!this.#widths.has(line)) {
      this.#rule.font = `100px ${FONT}`;
      this.#widths.set(line, this.#rule.measureText(line).width / 100);
    }
    return this.#widths.get(line);
  }
}

// What more lines lead to is more important.
function weightsOf(edges) {
  const weights = new Map();
  for (const { from, to } of edges) for (const end of [from, to]) weights.set(end, (weights.get(end) ?? 0) + 1);
  return weights;
}

function markFor({ id, x, y, look, alpha, color }, radius, chosen) {
  const ring = chosen ? color.border : null;
  return { id, x, y, look, radius: chosen ? radius * 1.4 : radius, colour: color.border, paper: color.background, ring, alpha };
}

// What is chosen or disputed first, then what most origins say.
function strengthOf({ id, look, score }, lit) {
  return 1000 * Number(lit?.has(id) ?? 0) + (DISPUTED.has(look) ? 100 : 0) + (score?.origins ?? 0) + (score?.denials ?? 0);
}

// Short lines joined, as far as they fit.
function longer(lines, most) {
  return lines.reduce((told, line) => (told.length && (told.at(-1) + line).length < most ? [...told.slice(0, -1), `${told.at(-1)} ${line}`] : [...told, line]), []);
}

// At most so many lines; the last one shows that more would follow.
function within(lines, most) {
  return lines.length > most ? [...lines.slice(0, most - 1), `${lines[most - 1]} …`] : lines;
}

const NOBODY_FOREMOST = { ids: new Set(), over: () => false };

// Those of the labels that find room, in the first of their boxes that is free, if possible outside the `wishes` of others;
// `foremost` are the ids that may cover some nodes; `all` take their first one in any case.
function placed(wanted, taken, { foremost = NOBODY_FOREMOST, wishes = null, all = false } = {}) {
  const found = [];
  for (const label of wanted) {
    const fits = label.boxes.filter((box) => taken.free(box, label.id));
    const free = (wishes && fits.find((box) => wishes.free(box, label.id))) ?? fits[0] ?? (foremost.ids.has(label.id) && label.boxes.find((box) => taken.free(box, label.id, foremost.over)));
    const box = all ? label.boxes[0] : free;
    if (!box) continue;
    taken.add(box);
    found.push({ ...label, box });
  }
  return found;
}

function paint(pen, { lines, size, font, box, chip, align = "center", bold = false, pair = false, clear = false }) {
  const middle = align === "center" ? (box.left + box.right) / 2 : box[align];
  if (chip) paintChip(pen, box, chip);
  // A line does not run through its own words.
  if (clear) paintGap(pen, box, font.strokeColor);
  pen.textAlign = align;
  pen.textBaseline = "middle";
  pen.lineJoin = "round";
  lines.forEach((line, at) => {
    const y = box.top + (at + 0.5) * size * LEADING + (chip ? (box.bottom - box.top - lines.length * size * LEADING) / 2 : 0);
    pen.font = `${bold || (pair && at > 0) ? "bold " : ""}${size}px ${FONT}`;
    if (!chip) {
      pen.lineWidth = size * 0.28;
      pen.strokeStyle = font.strokeColor;
      pen.strokeText(line, middle, y);
    }
    pen.fillStyle = font.inks && lines.length > 1 ? font.inks[Math.min(at, 1)] : font.color;
    pen.fillText(line, middle, y);
  });
}

function paintGap(pen, { left, top, right, bottom }, paper) {
  pen.fillStyle = paper;
  pen.beginPath();
  pen.roundRect(left, top, right - left, bottom - top, (bottom - top) / 5);
  pen.fill();
}

function paintChip(pen, { left, top, right, bottom }, { colour, paper, width, dashes }) {
  pen.save();
  pen.beginPath();
  pen.roundRect(left, top, right - left, bottom - top, (bottom - top) / 2.4);
  pen.fillStyle = paper;
  pen.fill();
  pen.setLineDash(dashes);
  pen.lineWidth = width;
  pen.strokeStyle = colour;
  pen.stroke();
  pen.restore();
}

function boxAround(x, y, width, height) {
  return { left: x - width / 2, right: x + width / 2, top: y - height / 2, bottom: y + height / 2 };
}

// The room that nodes and labels take, looked up by squares.
class Taken {
  #squares = new Map();

  constructor(side) {
    this.side = side;
  }

  // The box of a node, or of a label.
  add(box, node = null) {
    for (const square of this.#around(box)) {
      if (!this.#squares.has(square)) this.#squares.set(square, []);
      this.#squares.get(square).push({ box, node });
    }
  }

  // Whether a box meets nothing but what is its own, and nodes that it may stand over.
  free(box, own, over = () => false) {
    const counts = ({ node }) => node === null || (node.id !== own && !over(node));
    return !this.#around(box).some((square) => this.#squares.get(square)?.some((one) => counts(one) && overlap(one.box, box)));
  }

  #around({ left, top, right, bottom }) {
    const squares = [];
    const at = (pixels) => Math.floor(pixels / this.side);
    for (let x = at(left); x <= at(right); x++) for (let y = at(top); y <= at(bottom); y++) squares.push(`${x} ${y}`);
    return squares;
  }
}

function overlap(a, b) {
  return a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;
}

// Supply around one entity: who supplies it at the left, whom it supplies at the right, each line in a lane of its own with its
// goods above and its status below. Lines bend only near the hub, where each has a port.

import { curve } from "./lines.js";
import { NAME_SIZE, PER_LINE, WORD_SIZE } from "./labels.js";
import { STATUSES } from "./words.js";

const PITCH = 42;
const BETWEEN_PEERS = 8;
const HEADING = 34;
const BETWEEN_GROUPS = 14;
const HUB = { width: 140, least: 130, port: 26 };
// A line reaches the hub straight for so long, so that its head points along it.
const STUB = 18;
// A tip stands so far before what it points at, lest the border hides it, and a head in a lane takes so much of its length.
const BEFORE_A_TIP = 4;
const HEAD_IN_LANE = 20;
// Room in the hub for its name, which grows where the plan is seen from further away, and around it.
const NAME_GROWS = 2;
const AROUND_NAME = 24;
// Room above the columns for what they hold.
const TITLES = 40;
// Room for the bends between lanes and hub, and the least and largest length of the straight part.
const BENDS = 74;
const LANE = { least: 130, most: 250, longest: 440, aside: 14 };
// Room for the names of the peers.
const NAMES = 150;
// Lanes stand further apart where a plan is wider than its window, and so seen from further away: at most by this factor.
const STRETCH = 1.7;
// Room beside the names of peers.
const ASIDE_OF_NAMES = 31;
// So many lanes stand on a side until somebody asks for the rest; contested and denied ones always do.
export const MOST_LANES = 20;
// So many lines between others.
const MOST_OTHERS = 6;
// Where at least this share of all lines, and so many, meet in one entity, it is a hub.
const SHARE = 0.7;
const FEWEST = 4;
const KEPT = new Set(["contested", "denied", "negated"]);
// Words grow a little where the plan is seen from further away.
const ROOM_TO_GROW = 1.12;
const NO_FAMILY = "other goods";
const TITLE_OF = { left: "Suppliers →", right: "→ Recipients" };
const BEGIN = 11;
const BELOW = 44;

// The entity in which most lines meet; null where none stands out.
export function hubOf(edges, share = SHARE) {
  const counts = new Map();
  for (const { from, to } of edges) for (const end of new Set([from, to])) counts.set(end, (counts.get(end) ?? 0) + 1);
  const [best] = [...counts].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1));
  return best && best[1] >= FEWEST * (share > 0) && best[1] >= share * edges.length ? best[0] : null;
}

// Where everything stands around a hub: {places, ways, heads, labels, titles, headings, box, folded, drawn, apart, words, asides}; `apart` counts
// the lines between others, which are not drawn where they are the greater part.
// `lines` are the lines that the filters let through: {edge, records, score, words}; `widthOf(text)` measures letters of one
// pixel, `aspect` is the shape of the window; `families(record)` names the family of a claim's good; `named` is the name of the hub in lines; `group` is "", "goods" or "status"; `all` folds nothing.
export function lanesAround(hub, lines, { widthOf, families, group = "", all = false, nameOf, aspect = 1, named }) {
  const own = lines.filter(({ edge }) => (edge.from === hub) !== (edge.to === hub));
  const sides = sidesOf(hub, own);
  const others = lines.filter((line) => !own.includes(line));
  const apart = own.length < SHARE * lines.length && others.length > MOST_OTHERS ? others.length : 0;
  const plan = { hub, places: new Map(), ways: new Map(), heads: new Map(), labels: new Map(), titles: [], headings: [], asides: new Map(), folded: 0, drawn: 0, apart };
  const columns = ["left", "right"].map((side) => column(sides.get(side), side, { group, all, families, nameOf }));
  const dense = Math.max(...columns.map((one) => heightOf(one, PITCH)), HUB.least);
  const ports = Math.max(...columns.map(({ rows }) => rows.length));
  plan.words = [...named, ...inAndOut(hub, columns)];
  const least = Math.max(HUB.least, (plan.words.length + 1) * NAME_SIZE * NAME_GROWS);
  const wide = Math.max(HUB.width, Math.max(...plan.words.map((text) => widthOf(text))) * NAME_SIZE * NAME_GROWS + AROUND_NAME);
  // A side that is empty leaves its room to the other.
  const sidesTaken = columns.filter(({ rows }) => rows.length).length || 1;
  const longs = columns.map((one) => {
    const wanted = Math.min(LANE.most, Math.max(LANE.least, ...one.rows.map(({ line }) => Math.max(...line.words.map((text) => widthOf(text) * WORD_SIZE * ROOM_TO_GROW)) + 2 * LANE.aside)));
    // A tall plan has room beside it: longer lanes hold larger words.
    const spare = (aspect * dense - wide) / sidesTaken - BENDS - NAMES;
    return !one.rows.length ? LANE.least : Math.max(wanted, Math.min(spare, LANE.longest));
  });
  const beside = columns.map(({ rows }, at) => (rows.length ? BENDS + longs[at] + ASIDE_OF_NAMES + Math.max(...rows.map(({ peer }) => widthOf(nameOf(peer).slice(0, PER_LINE)))) * NAME_SIZE * NAME_GROWS : 0));
  const pitch = PITCH * Math.max(1, Math.min(STRETCH, (wide + beside[0] + beside[1]) / aspect / (dense + TITLES)));
  const tall = Math.max(...columns.map((one) => heightOf(one, pitch)), HUB.least);
  const high = Math.min(Math.max(least, ports * HUB.port), Math.max(least, tall));
  plan.box = { left: -wide / 2, right: wide / 2, top: -high / 2, bottom: high / 2 };
  plan.places.set(hub, { x: 0, y: -BEGIN });
  columns.forEach((one, at) => {
    lay(one, { long: longs[at], high, pitch, top: -Math.max(tall, high) / 2 }, plan);
    plan.folded += one.folded;
    plan.drawn += one.rows.length;
  });
  if (!apart) layOthers(strongestLines(others, all, plan), tall / 2 + BELOW, wide / 2 + BENDS + Math.max(...longs), pitch, plan);
  return plan;
}

// How many lines lead to the hub, and from it, of those that stand beside it.
function inAndOut(hub, columns) {
  const rows = columns.flatMap((one) => one.rows);
  const into = rows.filter(({ line }) => line.edge.to === hub).length;
  return [into && `${into} in`, into < rows.length && `${rows.length - into} out`].filter(Boolean);
}

// Lines between others than the hub: below it where nobody of theirs stands yet, from one column to the other; otherwise to
// where they stand.
function layOthers(lines, top, outer, pitch, plan) {
  let y = top;
  const put = (id, side) => {
    plan.places.set(id, { x: (side === "left" ? -1 : 1) * (outer + 16), y });
    plan.asides.set(id, { side, both: false });
  };
  for (const { edge } of lines) {
    const { from, to } = edge;
    const there = [from, to].map((id) => plan.places.has(id));
    if (!there[0]) put(from, "left");
    if (!there[1]) put(to, "right");
    const [start, end] = [from, to].map((id) => inner(plan.places.get(id)));
    if (there[0] && there[1]) {
      const bulge = Math.min(160, 40 + Math.abs(start.y - end.y) / 3);
      plan.ways.set(edge.id, curve(start, { x: start.x + inward(start) * bulge, y: start.y }, { x: end.x + inward(end) * bulge, y: end.y }, end, 20));
      continue;
    }
    const lane = there[0] || there[1] ? outer * 0.7 : 2 * outer;
    const at = there[1] ? start : end;
    const away = { x: at.x + inward(at) * lane, y };
    plan.labels.set(edge.id, { x: at.x + (inward(at) * lane) / 2 + inward(at) * 4, y, width: lane - 8, pitch });
    const other = there[1] ? end : start;
    const points = there[0] || there[1] ? [at, away, ...curve(away, { x: away.x + inward(at) * 60, y }, { x: other.x + inward(other) * 60, y: other.y }, other)] : [end, start];
    plan.ways.set(edge.id, there[1] ? points : points.reverse());
    y += pitch;
  }
}

function inward({ x }) {
  return x < 0 ? 1 : -1;
}

// Where a line leaves a node towards the middle.
function inner({ x, y }) {
  return { x: x + inward({ x }) * 15, y };
}

function strongestLines(lines, all, plan) {
  const lanes = lines.map((line) => ({ line }));
  const kept = new Set((all || lanes.length <= MOST_OTHERS ? lanes : strongestOf(lanes, MOST_OTHERS)).map(({ line }) => line));
  plan.folded += lines.length - kept.size;
  plan.drawn += kept.size;
  return lines.filter((line) => kept.has(line)).sort(byStrength);
}

// Who stands at which side: where most of their lines lead from or to the hub.
function sidesOf(hub, lines) {
  const peers = new Map();
  for (const line of lines) {
    const peer = line.edge.from === hub ? line.edge.to : line.edge.from;
    if (!peers.has(peer)) peers.set(peer, { peer, lines: [], gives: 0 });
    const one = peers.get(peer);
    one.lines.push(line);
    one.gives += (line.edge.to === hub ? 1 : -1) * (1 + line.score.origins / 100);
  }
  const sides = new Map([["left", []], ["right", []]]);
  for (const one of peers.values()) sides.get(one.gives >= 0 ? "left" : "right").push(one);
  return sides;
}

function weightOf({ score }) {
  return score.origins + score.denials;
}

// The peers of a side in groups, each with its rows: {blocks: [{heading, peers}], rows, folded}.
function column(peers, side, { group, all, families, nameOf }) {
  const lanes = peers.flatMap(({ peer, lines }) => lines.map((line) => ({ peer, line })));
  const kept = all || lanes.length <= MOST_LANES ? lanes : strongestOf(lanes);
  const shown = new Set(kept.map(({ line }) => line));
  const standing = peers.map((one) => ({ ...one, lines: one.lines.filter((line) => shown.has(line)).sort(byStrength) })).filter(({ lines }) => lines.length);
  const groups = new Map();
  for (const one of standing) {
    const key = groupOf(one.lines[0], group, families);
    if (!groups.has(key)) groups.set(key, []);
    groups.get(key).push(one);
  }
  const size = (members) => members.reduce((sum, { lines }) => sum + lines.length, 0);
  const blocks = [...groups]
    .sort((a, b) => (group === "status" ? STATUSES.indexOf(a[0]) - STATUSES.indexOf(b[0]) : Number(a[0] === NO_FAMILY) - Number(b[0] === NO_FAMILY) || size(b[1]) - size(a[1])) || (a[0] < b[0] ? -1 : 1))
    .map(([heading, members]) => ({
      heading: group ? heading : "", count: size(members),
      peers: members.sort((a, b) => weightOf(b.lines[0]) - weightOf(a.lines[0]) || nameOf(a.peer).localeCompare(nameOf(b.peer)) || (a.peer < b.peer ? -1 : 1)),
    }));
  const rows = blocks.flatMap((block) => block.peers.flatMap(({ peer, lines }) => lines.map((line) => ({ peer, line }))));
  return { side, blocks, rows, folded: lanes.length - rows.length };
}

// The height of a column whose lanes stand so far from each other.
function heightOf({ blocks }, pitch) {
  const rowsOf = ({ peers }) => peers.reduce((sum, { lines }) => sum + lines.length * pitch + BETWEEN_PEERS, -BETWEEN_PEERS);
  return blocks.reduce((sum, block, at) => sum + (at ? BETWEEN_GROUPS : 0) + (block.heading ? HEADING : 0) + rowsOf(block), 0);
}

function byStrength(a, b) {
  return weightOf(b) - weightOf(a) || (a.edge.id < b.edge.id ? -1 : 1);
}

function strongestOf(lanes, most = MOST_LANES) {
  const ranked = [...lanes].sort((a, b) => Number(KEPT.has(b.line.edge.look)) - Number(KEPT.has(a.line.edge.look)) || byStrength(a.line, b.line));
  const disputed = ranked.filter(({ line }) => KEPT.has(line.edge.look)).length;
  return ranked.slice(0, Math.max(most, disputed));
}

function groupOf(line, group, families) {
  if (group === "status") return line.edge.look;
  if (group === "goods") return families(line.records[0]) ?? NO_FAMILY;
  return "";
}

// Put a column beside the hub: peers, ways of their lines, and where their words go.
function lay({ side, blocks, rows }, { long, high, pitch, top }, plan) {
  const way = side === "left" ? -1 : 1;
  const border = plan.box.right;
  const [inner, outer] = [border + BENDS, border + BENDS + long];
  if (rows.length) plan.titles.push({ text: TITLE_OF[side], anchor: side === "left" ? "right" : "left", x: way * (outer - LANE.aside), y: top - TITLES / 2 });
  const ports = portsOf(rows.length, high);
  let [y, number] = [-heightOf({ blocks }, pitch) / 2, 0];
  blocks.forEach((block, at) => {
    y += at ? BETWEEN_GROUPS : 0;
    if (block.heading) {
      plan.headings.push({ text: block.heading, count: block.count, side, x: way * inner, outer: way * (outer + 16), y: y + HEADING / 2 - 4 });
      y += HEADING;
    }
    for (const { peer, lines } of block.peers) {
      const middle = y + (lines.length * pitch) / 2;
      plan.places.set(peer, { x: way * (outer + 16), y: middle });
      plan.asides.set(peer, { side, high: lines.length * pitch + BETWEEN_PEERS, both: new Set(lines.map(({ edge }) => edge.to === plan.hub)).size > 1 });
      for (const { edge } of lines) {
        const lane = y + pitch / 2;
        const edgeOfNode = { x: way * (outer - BEFORE_A_TIP), y: middle + Math.max(-7, Math.min(7, lane - middle)) };
        const [start, end, port] = [{ x: way * (outer - LANE.aside), y: lane }, { x: way * inner, y: lane }, { x: way * (border + BEFORE_A_TIP), y: ports[number] }];
        const stub = { x: way * (border + STUB), y: port.y };
        const points = [
          ...curve(edgeOfNode, { x: way * (outer - 6), y: edgeOfNode.y }, { x: way * (outer - 6), y: lane }, start, 5),
          ...curve(end, { x: way * (inner - BENDS / 2), y: lane }, { x: way * (border + BENDS / 2), y: port.y }, stub), port,
        ];
        // Where several lines reach one node, each has its head at the end of its lane: at the node they would cover each other.
        plan.heads.set(edge.id, edge.to === plan.hub ? [stub, port] : [end, lines.length > 1 ? start : edgeOfNode]);
        plan.ways.set(edge.id, edge.to === plan.hub ? points : points.reverse());
        // Words begin behind a head that stands where they would.
        const behind = side === "left" && lines.length > 1 && edge.from === plan.hub ? HEAD_IN_LANE : 0;
        const width = long - LANE.aside - behind;
        plan.labels.set(edge.id, { x: way * (inner + width / 2), y: lane, width, pitch });
        y += pitch;
        number += 1;
      }
      y += BETWEEN_PEERS;
    }
    y -= BETWEEN_PEERS;
  });
}

function portsOf(number, high) {
  const step = Math.min(PITCH, (high - HUB.port) / Math.max(1, number - 1));
  return Array.from({ length: number }, (_, at) => (at - (number - 1) / 2) * step);
}

// The room of hub, lanes and headings, in the layout's pixels; names of the peers stand outside.
export function roomOf(plan) {
  if (!plan?.box) return plan?.rooms ?? [];
  const lanes = [...plan.labels.values()].map(({ x, y, width, pitch }) => ({ left: x - width / 2, right: x + width / 2, top: y - pitch / 2, bottom: y + pitch / 2 }));
  const headings = plan.headings.map(({ x, outer, y }) => ({ left: Math.min(x, outer), right: Math.max(x, outer), top: y - HEADING / 2, bottom: y }));
  const titles = plan.titles.map(({ x, y }) => ({ left: x, right: x, top: y - TITLES / 2, bottom: y }));
  return [plan.box, ...lanes, ...headings, ...titles];
}

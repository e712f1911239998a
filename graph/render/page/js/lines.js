// The lines of Supply: where they run, how they are painted, and which of them lies under a point. vis-network draws straight
// ones only, all to the middle of a node.

const PARTS_OF_A_CURVE = 14;
const ROOM_AT_NODES = 2;
const HEAD = 10;
// An open head is drawn with a pen of this part of its length.
const STROKES_OF_A_HEAD = 6;
// A click may miss a line by so many pixels.
const NEAR = 6;

// The points along a line between two nodes ({x, y, size}), from border to border. `lane` is a way that was planned for it.
export function wayOf(edge, from, to, lane = null) {
  if (lane) return lane;
  const bend = bendOf(edge, from, to);
  const [start, end] = [leavingBorder(from, bend ?? to), leavingBorder(to, bend ?? from)];
  return bend ? curve(start, bend, bend, end) : [start, end];
}

export function curve(start, one, other, end, parts = PARTS_OF_A_CURVE) {
  return Array.from({ length: parts + 1 }, (_, at) => {
    const t = at / parts;
    const [a, b, c, d] = [(1 - t) ** 3, 3 * t * (1 - t) ** 2, 3 * t * t * (1 - t), t ** 3];
    return { x: a * start.x + b * one.x + c * other.x + d * end.x, y: a * start.y + b * one.y + c * other.y + d * end.y };
  });
}

function leavingBorder(node, towards) {
  const along = { x: towards.x - node.x, y: towards.y - node.y };
  const length = Math.hypot(along.x, along.y) || 1;
  const reach = Math.min(node.size + ROOM_AT_NODES, length / 2);
  return { x: node.x + (along.x / length) * reach, y: node.y + (along.y / length) * reach };
}

// The control point of a bent line, as vis-network has it for curvedCW and curvedCCW; null for a straight one.
export function bendOf(edge, from, to) {
  if (!edge.smooth?.enabled) return null;
  const side = edge.smooth.type === "curvedCW" ? 1 : -1;
  const along = { x: to.x - from.x, y: to.y - from.y };
  return {
    x: (from.x + to.x) / 2 + side * edge.smooth.roundness * along.y,
    y: (from.y + to.y) / 2 - side * edge.smooth.roundness * along.x,
  };
}

// A point of a way, in parts of its length.
export function pointAt(way, part) {
  const lengths = way.slice(1).map((point, at) => Math.hypot(point.x - way[at].x, point.y - way[at].y));
  let left = part * lengths.reduce((sum, one) => sum + one, 0);
  for (const [at, length] of lengths.entries()) {
    if (left <= length || at === lengths.length - 1) {
      const share = length ? Math.min(1, left / length) : 0;
      return { x: way[at].x + share * (way[at + 1].x - way[at].x), y: way[at].y + share * (way[at + 1].y - way[at].y) };
    }
    left -= length;
  }
  return way[0];
}

// The outline of an arrow's head at the end of a way: {points, filled}; null where the line has none. `least` is how long it is
// at least.
export function headOf(edge, way, least = 0) {
  const head = edge.arrows?.to;
  if (!head?.enabled) return null;
  const tip = way.at(-1);
  const before = way.at(-2);
  const angle = Math.atan2(tip.y - before.y, tip.x - before.x);
  const size = Math.max(HEAD + edge.width, least);
  const at = (back, aside) => ({
    x: tip.x - back * Math.cos(angle) - aside * Math.sin(angle), y: tip.y - back * Math.sin(angle) + aside * Math.cos(angle),
  });
  if (head.type === "bar") return { points: [at(0, -size / 1.8), at(0, size / 1.8)], filled: false };
  if (head.type === "vee") return { points: [at(size * 0.8, -size / 2.2), tip, at(size * 0.8, size / 2.2)], filled: false };
  return { points: [tip, at(size, -size / 2.4), at(size, size / 2.4)], filled: true };
}

// The same points as the data of a path.
export function pathOf(points) {
  return points.map(({ x, y }, at) => `${at ? "L" : "M"}${x.toFixed(1)} ${y.toFixed(1)}`).join("");
}

export class Lines {
  #ways = new Map();
  #heads = new Map();
  #width = new Map();

  // `nodes` by id ({x, y, size}), `lanes` by the ids of the lines that have one, `heads` where the heads of some stand: the last
  // part of a way, which ends at the tip.
  place(edges, nodes, lanes, heads) {
    this.#ways.clear();
    this.#heads = heads ?? new Map();
    for (const edge of edges) {
      const [from, to] = [nodes.get(edge.from), nodes.get(edge.to)];
      if (!from || !to) continue;
      this.#ways.set(edge.id, wayOf(edge, from, to, lanes?.get(edge.id)));
      this.#width.set(edge.id, edge.width);
    }
    return this.#ways;
  }

  along(id, part) {
    return pointAt(this.#ways.get(id), part);
  }

  wayOf(id) {
    return this.#ways.get(id) ?? null;
  }

  // `finest` is the least width that is seen from here; `headed` whether heads are drawn, `head` how long at least; `alpha` how strong lines are.
  paint(pen, edges, { finest, headed = true, head: least = 0, chosen = null, glow = null, alpha = 1 }) {
    pen.save();
    pen.lineJoin = "round";
    pen.globalAlpha = alpha;
    for (const edge of edges) {
      const way = this.#ways.get(edge.id);
      if (!way) continue;
      const width = Math.max(edge.width, finest);
      if (edge.id === chosen && glow) strokeWay(pen, way, glow, width + 10 * Math.max(1, finest), []);
      strokeWay(pen, way, edge.color.color, width, seenDashes(edge.dashes || [], width / edge.width));
      const head = headed && headOf(edge, this.#heads.get(edge.id) ?? way, least);
      if (!head) continue;
      pen.setLineDash([]);
      trace(pen, head.points);
      if (head.filled) {
        pen.closePath();
        pen.fillStyle = edge.color.color;
        pen.fill();
      } else {
        pen.lineWidth = Math.max(width + 0.4, least / STROKES_OF_A_HEAD);
        pen.stroke();
      }
    }
    pen.restore();
  }

  // Where the head of a line points, and from where: [before, tip]; null where the line is not drawn.
  headOf(id) {
    return this.#heads.get(id) ?? this.#ways.get(id)?.slice(-2) ?? null;
  }

  // The line that is nearest to a point of the picture, of those near enough; null where there is none.
  at({ x, y }, scale) {
    let best = { id: null, far: NEAR / scale };
    for (const [id, way] of this.#ways) {
      const reach = best.far + (this.#width.get(id) ?? 2) / 2;
      for (let at = 1; at < way.length; at += 1) {
        const [a, b] = [way[at - 1], way[at]];
        if (Math.min(a.x, b.x) - reach > x || Math.max(a.x, b.x) + reach < x || Math.min(a.y, b.y) - reach > y || Math.max(a.y, b.y) + reach < y) continue;
        const far = distanceTo(a, b, x, y);
        if (far < best.far) best = { id, far };
      }
    }
    return best.id;
  }
}

// From afar a line is drawn wider than it is, and its dashes as much longer: they would be too short to be seen, and so many
// that they take most of the time of a drawing.
function seenDashes(dashes, grown) {
  return grown > 1 ? dashes.map((one) => one * grown) : dashes;
}

function distanceTo(a, b, x, y) {
  const [dx, dy] = [b.x - a.x, b.y - a.y];
  const t = Math.max(0, Math.min(1, ((x - a.x) * dx + (y - a.y) * dy) / (dx * dx + dy * dy || 1)));
  return Math.hypot(x - a.x - t * dx, y - a.y - t * dy);
}

function trace(pen, points) {
  pen.beginPath();
  points.forEach(({ x, y }, at) => (at ? pen.lineTo(x, y) : pen.moveTo(x, y)));
}

function strokeWay(pen, way, colour, width, dashes) {
  trace(pen, way);
  pen.setLineDash(dashes);
  pen.strokeStyle = colour;
  pen.lineWidth = width;
  pen.stroke();
}

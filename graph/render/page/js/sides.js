// Claims by who says what: who says so at the left, the claims in the middle, who denies at the right. Whom and what a claim is
// about stands on its chip.

import { affirming, denying } from "./data.js";
import { curve } from "./lines.js";

const PITCH_OF_CLAIMS = 30;
const ROOM_FOR_LINES = 150;
// How far a line bends at a speaker, and how far it leads straight to the claim, so that its head points at it.
const BEND_AT_SPEAKER = 90;
const LAST_STRAIGHT = 14;
// Where a line leaves a speaker, from the middle.
const OUT_OF_SPEAKER = 15;
const TITLE_ABOVE = 30;
const COLUMNS_OF_CLAIMS = [[-1, "Who says so →", "right"], [0, "Claim", "center"], [1, "← Who denies", "left"]];
// As many claims as can be read in a window until somebody asks for the rest; contested and denied ones always stand there.
const MOST_ROWS_OF_CLAIMS = 30;
const FEWEST_ROWS_OF_CLAIMS = 12;
// Pixels that a row needs to be read, and what stands above and below all rows.
const ROW_SEEN = 15.5;
const AROUND_ROWS = 90;
// Of a window's width, the names at each side take at most this part; lines between columns take so many pixels at least; so much
// stands free at its borders.
const NAMES_OF_WINDOW = 0.17;
const LINES_SEEN = 56;
const FREE_AT_BORDERS = 44;
const [FEWEST_BESIDE, MOST_BESIDE] = [14, 32];
const [FEWEST_ON_CHIP, MOST_ON_CHIP] = [34, 100];
// The mean width of a letter, in parts of its size.
const LETTER = 0.52;
const LEAST_SCALE = 0.25;
const DISPUTED_ONES = new Set(["contested", "denied", "negated"]);
const LEAST_SWEEPS = 4;

// How many letters names beside columns and claims on their chips have in a window of this width: {beside, onChip}.
export function lettersFor(width, { name, word }) {
  const within = (least, most, wanted) => Math.max(least, Math.min(most, Math.floor(wanted)));
  const beside = within(FEWEST_BESIDE, MOST_BESIDE, (width * NAMES_OF_WINDOW) / (name * LETTER));
  const left = width - FREE_AT_BORDERS - 2 * (beside * name * LETTER + LINES_SEEN);
  return { beside, onChip: within(FEWEST_ON_CHIP, MOST_ON_CHIP, left / (word * LETTER)) };
}

// {places, asides, titles, rooms, drawn, folded}: where claims and speakers stand, and what the columns hold; the claims in the order of their status. `letters` is the
// width of the longest chip's words at one pixel, `names` that of the longest names of both sides, `legible` the least sizes that can be read, `near` the size of words from near; `all` folds nothing.
export function sidesOfClaims(records, { orderOf, letters, names, legible, near, window: { width, high }, all = false }) {
  // What is written has a size on the screen; what is left of the width is for the lines, and says from how far all is seen.
  const scale = Math.min(1, Math.max(LEAST_SCALE, (width - FREE_AT_BORDERS - names * legible.name - letters * legible.word) / (2 * (ROOM_FOR_LINES + 2 * OUT_OF_SPEAKER))));
  const pitch = Math.max(PITCH_OF_CLAIMS, ROW_SEEN / scale);
  const away = (letters * Math.max(near, legible.word / scale)) / 2 + ROOM_FOR_LINES;
  const claims = (all ? [...records] : strongestClaims(records, high)).sort((a, b) => orderOf(a) - orderOf(b) || b.origins - a.origins || (a.claim.id < b.claim.id ? -1 : 1));
  const row = new Map(claims.map(({ claim }, at) => [claim.id, at]));
  const voices = new Map();
  const tie = (speaker, claim, says) => {
    if (!voices.has(speaker)) voices.set(speaker, { id: speaker, rows: new Set(), says: 0 });
    voices.get(speaker).rows.add(row.get(claim));
    voices.get(speaker).says += says;
  };
  for (const record of claims) {
    for (const { speaker } of affirming(record)) if (speaker) tie(speaker, record.claim.id, 1);
    for (const { speaker } of denying(record)) if (speaker) tie(speaker, record.claim.id, -1);
  }
  const places = new Map(claims.map(({ claim }, at) => [claim.id, { x: 0, y: (at - (claims.length - 1) / 2) * pitch }]));
  const asides = new Map();
  for (const [side, way] of [["left", -1], ["right", 1]]) {
    const standing = [...voices.values()].filter(({ says }) => (says >= 0) === (side === "left"))
      .map((one) => ({ ...one, wanted: ([...one.rows].reduce((sum, at) => sum + at, 0) / one.rows.size - (claims.length - 1) / 2) * pitch }))
      .sort((a, b) => a.wanted - b.wanted || (a.id < b.id ? -1 : 1));
    spread(standing.map(({ wanted }) => wanted), pitch).forEach((y, at) => {
      places.set(standing[at].id, { x: way * away, y });
      asides.set(standing[at].id, { side, both: false });
    });
  }
  const top = Math.min(0, ...[...places.values()].map(({ y }) => y)) - TITLE_ABOVE;
  const titles = COLUMNS_OF_CLAIMS.filter(([side]) => !side || [...asides.values()].some((one) => one.side === (side < 0 ? "left" : "right")))
    .map(([side, text, anchor]) => ({ text, anchor, x: side * (away - OUT_OF_SPEAKER), y: top }));
  const rooms = titles.map(({ x, y }) => ({ left: x, right: x, top: y - TITLE_ABOVE / 2, bottom: y }));
  return { places, asides, titles, rooms, pitch, drawn: claims.length, folded: records.length - claims.length };
}

// The lines from speakers to claims, by id: each arrives at the side of its claim from which it comes. `reachOf(claim)` is how far a
// claim reaches from its middle.
export function waysToClaims(edges, places, reachOf) {
  return new Map(edges.map(({ id, from, to }) => {
    const [speaker, claim] = [places.get(from), places.get(to)];
    const way = speaker.x < claim.x ? 1 : -1;
    const start = { x: speaker.x + way * OUT_OF_SPEAKER, y: speaker.y };
    const tip = { x: claim.x - way * reachOf(to), y: claim.y };
    const stub = { x: tip.x - way * LAST_STRAIGHT, y: tip.y };
    return [id, [...curve(start, { x: start.x + way * BEND_AT_SPEAKER, y: start.y }, { x: stub.x - way * BEND_AT_SPEAKER, y: stub.y }, stub), tip]];
  }));
}

function strongestClaims(records, high) {
  const most = Math.max(FEWEST_ROWS_OF_CLAIMS, Math.min(MOST_ROWS_OF_CLAIMS, Math.floor((high - AROUND_ROWS) / ROW_SEEN)));
  const ranked = [...records].sort((a, b) => Number(DISPUTED_ONES.has(b.status)) - Number(DISPUTED_ONES.has(a.status)) || b.origins - a.origins || (a.claim.id < b.claim.id ? -1 : 1));
  return ranked.slice(0, Math.max(most, ranked.filter(({ status }) => DISPUTED_ONES.has(status)).length));
}

// The nearest heights to those wanted, in their order, so that none is nearer to the next than names are high.
export function spread(wanted, pitch) {
  const ys = [...wanted];
  for (let sweep = 0; sweep < LEAST_SWEEPS + wanted.length; sweep += 1) {
    let moved = false;
    for (let at = 1; at < ys.length; at += 1) {
      const lack = pitch - (ys[at] - ys[at - 1]);
      if (lack <= 0.01) continue;
      ys[at] += lack / 2;
      ys[at - 1] -= lack / 2;
      moved = true;
    }
    if (!moved) return ys;
  }
  // However crowded, nothing is covered: what is left is pushed on from above.
  for (let at = 1; at < ys.length; at += 1) ys[at] = Math.max(ys[at], ys[at - 1] + pitch);
  return ys;
}

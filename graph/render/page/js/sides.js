// Claims by who says what: who says so at the left, the claims in the middle, who denies at the right. Whom and what a claim is
// about stands on its chip.

import { affirming, denying } from "./data.js";

const PITCH_OF_CLAIMS = 30;
const PITCH_OF_VOICES = 30;
const ROOM_FOR_LINES = 130;
// So many claims until somebody asks for the rest; contested and denied ones always stand there.
const MOST_ROWS_OF_CLAIMS = 30;
const DISPUTED_ONES = new Set(["contested", "denied", "negated"]);
const LEAST_SWEEPS = 4;

// {places, asides, drawn, folded}: where claims and speakers stand; the claims in the order of their status. `long` is how
// long the longest chip is, `all` folds nothing.
export function sidesOfClaims(records, { orderOf, long, all = false }) {
  const away = long / 2 + ROOM_FOR_LINES;
  const claims = (all ? [...records] : strongestClaims(records)).sort((a, b) => orderOf(a) - orderOf(b) || b.origins - a.origins || (a.claim.id < b.claim.id ? -1 : 1));
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
  const places = new Map(claims.map(({ claim }, at) => [claim.id, { x: 0, y: (at - (claims.length - 1) / 2) * PITCH_OF_CLAIMS }]));
  const asides = new Map();
  for (const [side, way] of [["left", -1], ["right", 1]]) {
    const standing = [...voices.values()].filter(({ says }) => (says >= 0) === (side === "left"))
      .map((one) => ({ ...one, wanted: ([...one.rows].reduce((sum, at) => sum + at, 0) / one.rows.size - (claims.length - 1) / 2) * PITCH_OF_CLAIMS }))
      .sort((a, b) => a.wanted - b.wanted || (a.id < b.id ? -1 : 1));
    spread(standing.map(({ wanted }) => wanted)).forEach((y, at) => {
      places.set(standing[at].id, { x: way * away, y });
      asides.set(standing[at].id, { side, both: false });
    });
  }
  return { places, asides, drawn: claims.length, folded: records.length - claims.length };
}

function strongestClaims(records) {
  const ranked = [...records].sort((a, b) => Number(DISPUTED_ONES.has(b.status)) - Number(DISPUTED_ONES.has(a.status)) || b.origins - a.origins || (a.claim.id < b.claim.id ? -1 : 1));
  return ranked.slice(0, Math.max(MOST_ROWS_OF_CLAIMS, ranked.filter(({ status }) => DISPUTED_ONES.has(status)).length));
}

// The nearest heights to those wanted, in their order, so that none is nearer to the next than names are high.
export function spread(wanted) {
  const ys = [...wanted];
  for (let sweep = 0; sweep < LEAST_SWEEPS + wanted.length; sweep += 1) {
    let moved = false;
    for (let at = 1; at < ys.length; at += 1) {
      const lack = PITCH_OF_VOICES - (ys[at] - ys[at - 1]);
      if (lack <= 0.01) continue;
      ys[at] += lack / 2;
      ys[at - 1] -= lack / 2;
      moved = true;
    }
    if (!moved) return ys;
  }
  // However crowded, nothing is covered: what is left is pushed on from above.
  for (let at = 1; at < ys.length; at += 1) ys[at] = Math.max(ys[at], ys[at - 1] + PITCH_OF_VOICES);
  return ys;
}

// How well founded a line is: how many independent origins say so and how many voices deny it, "3:2".

import { affirming, denying } from "./data.js";
import { lookOf } from "./palette.js";
import { shortened } from "./words.js";

export const SCORE_MEANS = "3:2 = three origins say so, two voices deny.";
export const WIDTH_MEANS = "The wider a line, the more origins.";
const MOST_GOODS = 2;
const MOST_LETTERS = 26;
// What stands between the names and the status of a claim on one line, and the least that is left of a name.
const BETWEEN_NAMES = 8;
const LEAST_OF_A_NAME = 8;
// A lane of its own has more room than a line between two.
export const LETTERS_OF_LANE = 36;

// {origins, denials}: origins by name, voices that deny each once, whatever number of times they say it.
export function scoreOf(index, records) {
  const origins = new Set();
  const voices = new Set();
  let unnamed = 0;
  for (const record of records) {
    if (affirming(record).length) {
      for (const { name } of record.origin_groups ?? []) origins.add(name);
      unnamed = Math.max(unnamed, record.origins);
    }
    for (const one of [...denying(record), ...record.covering]) voices.add(one.speaker ?? index.voiceOf(one));
  }
  return { origins: Math.max(origins.size, unnamed), denials: voices.size };
}

// "3:2"; "4" where nobody denies, "0:1" where nobody says so.
export function scoreText({ origins, denials }) {
  return denials ? `${origins}:${denials}` : String(origins);
}

// What stands on a line of Supply: its goods, the best founded first, and its status with the score.
export function pairLines(index, records, letters = MOST_LETTERS) {
  const goods = [...new Map([...records].sort((a, b) => b.origins - a.origins).map(({ claim }) => [claim.good, index.nameOf(claim.good)])).values()];
  const told = goods.length > MOST_GOODS ? goods.slice(0, MOST_GOODS) : goods;
  const room = Math.max(10, Math.floor(letters / Math.max(1, told.length)));
  const named = told.map((name) => shortened(name, told.length > 1 ? room : letters)).join(", ");
  const more = goods.length > told.length ? ` +${goods.length - told.length}` : "";
  return [`${named}${more}`, statusOf(index, records)];
}

// "contested 3:2", "planned 1".
export function statusOf(index, records) {
  if (!records.length) return "";
  return `${lookOf(records[0])} ${scoreText(scoreOf(index, records))}`;
}

// A claim on one line of at most so many letters: "Iran → Russia: drones · contested 3:2".
export function claimLine(index, record, most) {
  const { supplier, recipient, good } = record.claim;
  const names = [supplier, recipient, good].map((id) => index.nameOf(id));
  const room = most - statusOf(index, [record]).length - BETWEEN_NAMES;
  const [from, to, what] = names.map((name) => shortened(name, Math.min(MOST_LETTERS, Math.max(LEAST_OF_A_NAME, Math.floor((room * name.length) / names.join("").length)))));
  return `${from} → ${to}: ${what} · ${statusOf(index, [record])}`;
}

// The width of a line in pixels.
export function widthOf({ origins }) {
  return 1.4 + 0.75 * Math.min(Math.max(origins - 1, 0), 5);
}

// How near a name is to what somebody typed: the rule of graph/names.py, for what the page holds itself.

import { folded } from "./words.js";

const TIER = { name: 0, alias: 1, beginning: 2, words: 3, misspelt: 4, inside: 5, partly: 6 };
const LEAST_PART = 3;
const [ONE_EDIT, TWO_EDITS] = [4, 7]; // letters from which on one typing error, and two, are forgiven
const TOO_FAR = 1000;

// [tier, edits, rest] of the nearest form, compared by `nearer`; null where none is near.
export function nearness(name, aliases, sought) {
  const wanted = folded(sought).replace(/\s+/g, " ");
  if (!wanted) return null;
  const forms = [[TIER.name, name], ...aliases.map((alias) => [TIER.alias, alias])];
  const near = forms.map(([exact, form]) => nearForm(folded(form).replace(/\s+/g, " "), exact, wanted)).filter(Boolean);
  return near.length ? near.sort(nearer)[0] : null;
}

export function nearer(one, other) {
  const at = one.findIndex((number, place) => number !== other[place]);
  return at < 0 ? 0 : one[at] - other[at];
}

// Whether the name accounts for all that was typed, not for a part of it only.
export function isWhole([tier]) {
  return tier < TIER.partly;
}

function nearForm(form, exact, wanted) {
  if (form === wanted) return [exact, 0, 0];
  if (form.startsWith(wanted)) return [TIER.beginning, 0, 0];
  const [own, typed] = [form, wanted].map((text) => text.match(/[\p{L}\p{N}_]+/gu) ?? []);
  if (!own.length || !typed.length) return null;
  if (typed.every((one) => own.some((word) => word.startsWith(one)))) return [TIER.words, 0, 0];
  const edits = sum(typed.map((one) => Math.min(...own.map((word) => editsBetween(one, word)))));
  if (edits < TOO_FAR) return [TIER.misspelt, edits, Math.max(0, own.length - typed.length)];
  if (lettersIn(wanted) >= LEAST_PART && form.includes(wanted)) return [TIER.inside, 0, 0];
  const missing = sum(typed.filter((one) => !own.includes(one)).map(lettersIn));
  const within = lettersIn(form) >= LEAST_PART && ` ${typed.join(" ")} `.includes(` ${own.join(" ")} `);
  return within || 2 * missing < sum(typed.map(lettersIn)) ? [TIER.partly, 0, missing] : null;
}

// The typing errors by which a word typed differs from one of a name, which it may begin; TOO_FAR for too many.
function editsBetween(typed, word) {
  if (word.startsWith(typed)) return 0;
  const [one, other] = [[...typed], [...word]];
  const most = Number(one.length >= ONE_EDIT) + Number(one.length >= TWO_EDITS);
  if (Math.abs(one.length - other.length) > most || (one.length < TWO_EDITS && one[0] !== other[0])) return TOO_FAR;
  const edits = distance(one, other);
  return edits <= most ? edits : TOO_FAR;
}

// Letters changed, left out or added, and neighbours swapped, to make one word of another.
function distance(one, other) {
  let [last, before, row] = [[], [], Array.from({ length: other.length + 1 }, (_, at) => at)];
  one.forEach((letter, at) => {
    [last, before, row] = [before, row, [at + 1]];
    other.forEach((sign, to) => {
      let best = Math.min(before[to + 1] + 1, row[to] + 1, before[to] + Number(letter !== sign));
      if (at && to && letter === other[to - 1] && one[at - 1] === sign) best = Math.min(best, last[to - 1] + 1);
      row.push(best);
    });
  });
  return row[other.length];
}

function lettersIn(text) {
  return [...text].length;
}

function sum(numbers) {
  return numbers.reduce((total, number) => total + number, 0);
}

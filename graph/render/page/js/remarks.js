// What reviewers say beside the articles: what analysts know themselves, who checked what, notes, tags and grades. None of
// it is an article's word, an origin, or a part of the status.

import { element, isolated } from "./dom.js";
import { KNOWN_MEANS } from "./words.js";

const CHECKED = { confirm: "confirmed", correct: "corrected", add: "added", check: "whole article checked" };
const BESIDE = ["note", "tag", "reliability", "id"];

// "confirmed by Ada on 2026-03-01".
export function checkWords(one) {
  return `${CHECKED[one.kind]} by ${one.by} on ${one.at.slice(0, 10)}`;
}

// What analysts know themselves about a claim or an entity, apart from what articles say; "" where nobody knows anything.
export function knownSection(index, id, { named = true } = {}) {
  const known = index.knownOf(id);
  if (!known.length) return "";
  return element(
    "section", { class: "known" }, element("h4", {}, `Analysts’ own knowledge (${known.length})`),
    element("p", { class: "hint" }, `${KNOWN_MEANS[0].toUpperCase()}${KNOWN_MEANS.slice(1)}.`),
    element("ul", {}, known.map((one) => element("li", {},
      element("strong", {}, isolated(one.by)), ` ${one.known.stance} it`,
      named && [": ", isolated(`${one.known.supplier_name} → ${one.known.recipient_name}: ${one.known.good_name}`)],
      element("span", { class: "hint" }, ` · ${one.at.slice(0, 10)}`), one.why && element("p", {}, isolated(one.why))))),
  );
}

// Notes, tags, grades and external ids of a claim or an entity, each with the name of who says so; "" for none.
export function besideSection(index, id) {
  const told = index.remarksOn(id).filter(({ kind }) => BESIDE.includes(kind));
  if (!told.length) return "";
  return element("section", { class: "beside" }, element("h4", {}, "Noted"), element("ul", { class: "desk-remarks" }, told.map((one) => element(
    "li", { class: `remark-${one.kind}` }, element("strong", {}, one.kind === "reliability" ? "grade" : one.kind), " ", isolated(one.words),
    element("span", { class: "hint" }, " · ", isolated(one.by), ` · ${one.at.slice(0, 10)}`)))));
}

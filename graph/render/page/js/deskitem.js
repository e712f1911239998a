// One thing to check, as the desk shows it: a claim with both sides, or two entities that may be one.

import { affirming, denying } from "./data.js";
import { element, isolated } from "./dom.js";
import { originsList } from "./origins.js";
import { chip, shapeSample } from "./palette.js";
import { statementCard } from "./statement.js";
import { confidenceText, counted, GRADE_MEANS, period, publisher, verbOf } from "./words.js";

export const REJECT_REASONS = ["no transfer", "wrong supplier", "wrong recipient", "wrong good", "wrong speaker", "wrong polarity", "wrong time"];
// The parts of a claim as they are marked in the article; the key of each is its place in the list.
export const CLAIM_PARTS = ["supplier", "recipient", "good", "speaker", "trigger"];
export const PART_LETTERS = { supplier: "S", recipient: "R", good: "G", speaker: "V", trigger: "T" };

export function keyButton(words, key, click, attributes = {}) {
  return element("button", { type: "button", "aria-keyshortcuts": key.toLowerCase(), on: { click }, ...attributes }, words, " ", element("kbd", {}, key));
}

export function plainButton(words, click, attributes = {}) {
  return element("button", { type: "button", ...attributes, on: { click } }, words);
}

// Why an item is worth checking: "Contested, one origin only. Confidence 0.31".
export function reasonWords(because) {
  const words = because.join(", ");
  return words && words[0].toUpperCase() + words.slice(1);
}

// "China supplies Russia with drone engines".
export function sentenceOf(index, record) {
  const { supplier, recipient, good } = record.claim;
  return [isolated(index.nameOf(supplier)), ` ${verbOf(index, record)} `, isolated(index.nameOf(recipient)), " with ", isolated(index.nameOf(good))];
}

export function claimView(index, record, statement, remarks) {
  const denied = [
    ...denying(record).map((one) => readingCard(index, one, statement)),
    ...record.covering.map((one) => readingCard(index, one, statement, { broader: true })),
  ];
  const affirmed = affirming(record).map((one) => readingCard(index, one, statement));
  return element(
    "div", {},
    element("h3", { class: "desk-sentence" }, sentenceOf(index, record)),
    element("p", { class: "facts" }, chip(record), [
      counted(record.origins, "origin"), counted(denying(record).length + record.covering.length, "denial"), counted(record.statements.length, "statement"),
      period(record), confidenceText(record) && `confidence ${confidenceText(record)}`,
    ].filter(Boolean).map((words) => element("span", {}, words))),
    remarksList(remarks.filter(({ kind }) => kind !== "analyst")),
    ownKnowledge(remarks.filter(({ kind }) => kind === "analyst")),
    originsList(record),
    element("div", { class: "desk-sides" },
      element("section", { class: "side" }, element("h4", {}, `Says so (${affirmed.length})`), affirmed.length ? affirmed : element("p", { class: "nobody" }, "Nobody affirms this.")),
      element("section", { class: "side" }, element("h4", {}, `Denies (${denied.length})`), denied.length ? denied : element("p", { class: "nobody" }, "No denial of this."))),
  );
}

// What analysts know themselves, set apart from what the articles say.
function ownKnowledge(remarks) {
  if (!remarks.length) return "";
  return element("section", { class: "known" }, element("h4", {}, "Analysts’ own knowledge"), element("ul", {}, remarks.map((one) => element("li", {},
    element("strong", {}, isolated(one.by)), ` ${one.words} it`, one.why && [": ", isolated(one.why)]))));
}

// The statement that is checked comes with a mark of its own.
function readingCard(index, one, statement, more = {}) {
  const made = statementCard(index, one, more);
  if (one.id === statement?.id) {
    made.classList.add("checking");
    made.prepend(element("p", { class: "this-one" }, "This reading"));
  }
  return made;
}

// Notes, tags, grades and who decided what, each with the name of who says so.
export function remarksList(remarks) {
  if (!remarks.length) return "";
  return element("ul", { class: "desk-remarks" }, remarks.map((one) => element(
    "li", { class: `remark-${one.kind}` }, element("strong", {}, one.kind === "reliability" ? "grade" : one.kind), " ", isolated(one.words),
    element("span", { class: "hint" }, one.words ? " · " : "", isolated(one.by), one.why && [": ", isolated(one.why)], one.standing !== "in force" && ` · ${one.standing}`),
  )));
}

export function articleHead(article, grade, fallback) {
  if (!article) return element("h2", { class: "desk-title" }, isolated(fallback));
  const facts = [publisher(article) && isolated(publisher(article)), article.published, grade && element("strong", { class: "grade", title: GRADE_MEANS }, `reliability ${grade}`)].filter(Boolean);
  return [
    element("h2", { class: "desk-title", dir: "auto" }, isolated(article.title || article.name)),
    element("p", { class: "hint" }, facts.flatMap((fact, at) => (at ? [" · ", fact] : [fact]))),
  ];
}

// The words of a statement that play a role, and its sentence, as marks for a text.
export function marksOfStatement(statement, others = []) {
  const { start, end } = statement.evidence;
  return [
    ...statement.roles.map((span) => ({ start: span.start, end: span.end, className: `word-${span.role}`, letter: PART_LETTERS[span.role], title: span.role })),
    { start, end, className: "word-evidence" },
    ...others.filter((one) => one.id !== statement.id).map((one) => ({ ...one.evidence, className: "word-other" })),
  ];
}

export function equalsView({ kept, other, alike, between }, detail) {
  const side = (title, { name, id, type, aliases, articles, relations }) => element(
    "div", { class: "merge-side" }, element("h4", {}, title),
    element("p", { class: "merge-name" }, shapeSample(type), " ", isolated(name), element("span", { class: "hint" }, ` ${type}`)),
    element("p", { class: "hint" }, isolated(id)),
    aliases.length > 0 && element("p", { class: "hint" }, "also ", isolated(aliases.slice(0, 6).join(", "))),
    element("ul", {}, element("li", {}, counted(articles, "article")), relations.map(({ word, count }) => element("li", {}, `${word}: ${count.toLocaleString("en")}`))),
  );
  return element(
    "div", { class: "merge-preview" },
    element("h3", { class: "desk-sentence" }, "Is ", isolated(other.name), " the same as ", isolated(kept.name), "?"),
    element("p", { class: "hint" }, detail),
    element("div", { class: "pair" }, side("Kept", kept), side("Told as the kept one", other)),
    element("div", { class: "desk-changes" }, element("h4", {}, "If they are the same"), element("ul", { class: "effects" },
      element("li", {}, isolated(other.name), " becomes one more name of ", isolated(kept.name), "."),
      kept.type !== other.type && element("li", {}, isolated(other.name), `, now ${other.type}, is told as ${kept.type}.`),
      alike > 0 && element("li", {}, `${counted(alike, "claim")} of both become one, with the statements of both; its origins are counted anew.`),
      between > 0 && element("li", {}, `${counted(between, "claim")} by which one supplies the other: set aside.`))),
  );
}

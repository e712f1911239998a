// One statement as a card: who, in which words, where, and why it was read so.

import { element, isolated, link } from "./dom.js";
import { checkWords } from "./remarks.js";
import { checkedWords, CONFIDENCE_MEANS, confidenceText, GRADE_MEANS, publisher, speakerName, stanceAfter } from "./words.js";

export function statementCard(index, statement, { broader = false, reads = null } = {}) {
  const speaker = index.entities.get(statement.speaker);
  return element(
    "article", { class: `statement stance-${statement.stance}` },
    element(
      "header", {},
      isolated(speakerName(index, statement), "speaker"),
      affiliation(index, speaker),
      element("span", { class: "stance" }, broader ? "broader denial" : stanceAfter(speakerName(index, statement), statement.stance)),
      statement.hedged && element("span", { class: "hedge", title: "Said with reserve: may, reportedly, believed to" }, "hedged"),
      checkedMark(index, statement),
    ),
    broader && denied(index, statement),
    element("blockquote", {}, inContext(index, statement)),
    statement.evidence.matches === false && element("p", { class: "mismatch" }, "Evidence does not match the stored text"),
    element("p", { class: "where" }, statementSource(index, statement)),
    details(index, statement),
    why(statement),
    reads && element("button", { type: "button", class: "quiet", on: { click: () => reads(statement.evidence.article, statement.id) } }, "Read it in the article"),
  );
}

// That somebody checked the reading, and who, where the page knows.
function checkedMark(index, statement) {
  const words = checkedWords(statement);
  if (!words) return "";
  const checks = index.checksOf(statement);
  const last = checks.at(-1);
  return element("span", { class: "checked-mark", title: checks.map(checkWords).join("\n") || null }, words, last && [" · ", isolated(last.by), `, ${last.at.slice(0, 10)}`]);
}

function affiliation(index, speaker) {
  if (!speaker) return "";
  if (speaker.speaks_for) return element("span", { class: "affiliation" }, "for ", isolated(index.nameOf(speaker.speaks_for)));
  return element("span", { class: "affiliation" }, speaker.type.toLowerCase());
}

function denied(index, statement) {
  const record = index.records.get(statement.claim);
  return record
    ? element("p", { class: "broader" }, "Denies the wider kind: ", isolated(index.nameOf(record.claim.good)))
    : element("p", { class: "broader" }, "Denies a wider kind of good");
}

// The quote between what stands around it in its article.
function inContext(index, statement) {
  const [before, after] = index.contextOf(statement);
  if (!before && !after) return quoteOf(statement);
  return isolated("").appendChild(element(
    "span", {}, before && element("span", { class: "around" }, before), element("span", { class: "said" }, quoteOf(statement)),
    after && element("span", { class: "around" }, after),
  )).parentElement;
}

// The quote, with the spans that play a role set off; offsets are code points of the article.
export function quoteOf(statement) {
  const { quote: text, start } = statement.evidence;
  const letters = [...text];
  const spans = statement.roles
    .map((span) => ({ role: span.role, start: span.start - start, end: span.end - start }))
    .filter((span) => span.start >= 0 && span.start < span.end && span.end <= letters.length)
    .sort((a, b) => a.start - b.start || b.end - a.end);
  const pieces = [];
  let done = 0;
  for (const span of spans) {
    if (span.start < done) continue;
    pieces.push(letters.slice(done, span.start).join(""));
    pieces.push(element("mark", { class: `role-${span.role}`, title: span.role }, letters.slice(span.start, span.end).join("")));
    done = span.end;
  }
  return isolated("").appendChild(element("span", {}, pieces, letters.slice(done).join(""))).parentElement;
}

// When, by whom and in which article.
export function statementSource(index, statement) {
  const article = index.articles.get(statement.evidence.article);
  if (!article) return statement.said_on ?? "";
  const date = statement.said_on ?? article.published;
  const grade = index.gradeOf(article);
  const parts = [date, publisher(article) && isolated(publisher(article)), link(article.url, article.title || article.name), grade && element("span", { class: "grade", title: GRADE_MEANS }, `reliability ${grade}`)];
  return parts.filter(Boolean).flatMap((part, at) => (at ? [" · ", part] : [part]));
}

function details(index, statement) {
  const rows = [
    ["Relayed by", statement.relayed_by.map((id) => index.nameOf(id)).join(", ")],
    ["Via", statement.via.map((id) => index.nameOf(id)).join(", ")],
    ["When it happened", statement.time],
    ["How much", statement.quantity],
  ].filter(([, value]) => value);
  if (!rows.length) return "";
  return element("dl", {}, rows.map(([name, value]) => [element("dt", {}, name), element("dd", {}, isolated(value))]));
}

function why(statement) {
  const confidence = confidenceText(statement);
  const read = confidence && element("span", { class: "confidence", title: CONFIDENCE_MEANS }, `Read with confidence ${confidence}`);
  const ruled = Boolean(statement.rule || statement.trigger);
  if (!ruled) return read ? element("p", { class: "why" }, read) : "";
  return element(
    "p", { class: "why" }, "Why: rule ", element("code", {}, statement.rule || "–"),
    statement.trigger && [", set off by “", isolated(statement.trigger), "”"], read && [" · ", read],
  );
}

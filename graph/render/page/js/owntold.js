// A decision of the desk of an exported page: {review, told}. `review` is what the file will hold, in the form of
// `claimgraph decisions export` (graph/review.py); `told` is how the desk lists it. It is worked out from `review` alone, and
// only for what this page can decide about, so that the list says what is saved, whoever wrote what the browser kept.

import { REJECT_REASONS } from "./deskitem.js";
import { arrowed, MODALITIES, STANCES, TYPES } from "./words.js";

// Kinds of decisions about a reading, whose item is done with them.
export const ENDING = ["confirm", "reject", "unsure", "correct"];
export const CLAIM_ROLES = ["supplier", "recipient", "good", "speaker"];
const REVIEW_PARTS = ["kind", "by", "at", "why", "about", "says"];
const READING_PARTS = ["article", "start", "end", "quote", "roles", ...CLAIM_ROLES, "stance", "modality", "hedged"];
const MOMENT = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}\+00:00$/;
const saysNothing = (says) => hasOnly(says, []);
// A confirmation means the reading as the page shows it, also where somebody corrected it.
export const confirmation = ({ checked }) => (checked === "corrected" ? { corrected: true } : {});
// What each kind may say.
const SAYING = {
  confirm: (says, { statement }) => isObject(says) && isSame(confirmation(statement), says),
  unsure: saysNothing, check: saysNothing, add: saysNothing,
  reject: (says) => hasOnly(says, ["reason"]) && REJECT_REASONS.includes(says.reason),
  note: (says) => hasOnly(says, ["text"]) && isSaid(says.text),
  tag: (says) => hasOnly(says, ["tag"]) && isSaid(says.tag),
  analyst: (says) => hasOnly(says, ["stance"]) && ["affirms", "doubts"].includes(says.stance),
  reliability: (says) => hasOnly(says, ["source", "information"]) && [null, ..."ABCDEF"].includes(says.source) && [null, 1, 2, 3, 4, 5, 6].includes(says.information),
  correct: (says, seen, index) => isObject(says) && Object.keys(says).length > 0 && Object.entries(says).every(([part, value]) => isCorrection(part, value, seen, index)),
};

// The decision that {review, told} of the browser's storage is, its words made anew; null where it is none of this page.
export function decisionIn(kept, index) {
  const { review, told } = kept ?? {};
  if (!isObject(review) || !isObject(told)) return null;
  const record = index.records.get(told.claim);
  const seen = { record, statement: record?.statements.find((one) => review.kind === "add" || one.id === told.seen) };
  return seen.statement && isReview(review, seen, index) ? { review, told: toldOf(review, seen, index) } : null;
}

// How the desk lists a decision that was taken at a statement of a claim.
export function toldOf(review, { record, statement }, index) {
  const { kind, by, at, why, about } = review;
  const { id: claim } = record.claim;
  const adds = kind === "add";
  const seen = adds ? null : statement.id;
  const { article: id, quote } = adds ? { article: about.reading.article.id, quote: about.reading.quote } : statement.evidence;
  const article = index.articles.get(id);
  const title = article?.title || article?.name || "";
  const source = about.outlet ?? about.article?.id;
  return {
    id: `own:${at}:${seen ?? claim}:${kind}`, kind, by, at, why, subject: source ?? (about.claim ? claim : ""), statements: [], seen, standing: "in force", against: [],
    article: id, quote, title, claim, about: adds ? addedClaim(about.reading) : source ? about.outlet ?? title : arrowed(index, record), words: saysWords(review, index, id),
  };
}

// --- what the page can decide about, in the form of the file

export function entityNamed(index, id) {
  const { type, name } = index.entities.get(id);
  return { id, type, name };
}

export function articleCited(index, id) {
  const { name, title, sha256 } = index.articles.get(id);
  return { id, name, title, sha256 };
}

export function claimAsSaved(index, { claim }) {
  return { ...partsAsSaved(index, claim), modality: claim.modality };
}

export function readingAsSaved(index, { claim }, statement) {
  const { article, start, end, quote } = statement.evidence;
  return {
    article: articleCited(index, article), start, end, quote, roles: statement.roles.map((one) => [one.role, one.start, one.end]), ...partsAsSaved(index, claim),
    speaker: statement.speaker ? entityNamed(index, statement.speaker) : null, stance: statement.stance, modality: claim.modality, hedged: statement.hedged,
  };
}

function partsAsSaved(index, claim) {
  return Object.fromEntries(["supplier", "recipient", "good"].map((part) => [part, entityNamed(index, claim[part])]));
}

// --- words

// What a decision says, without what it is about.
function saysWords({ kind, about, says }, index, article) {
  if (kind === "correct") return Object.entries(says).map(([part, value]) => `${part}: ${partWords(value, index, article)}`).join(", ");
  if (kind === "reliability") return `${says.source ?? ""}${says.information ?? ""}`;
  if (kind === "add") return addedWords(about.reading);
  if (kind === "confirm") return says.corrected ? "as corrected" : "";
  return Object.values(says).join("");
}

function partWords(value, index, article) {
  if (!isObject(value)) return value === null ? "the article itself" : String(value);
  if (!value.entity) return value.words;
  const marked = value.span && wordsAt(index, article, ...value.span);
  return `${namedWords(value.entity)}${marked && marked.trim() !== value.entity.name ? ` (“${marked}”)` : ""}`;
}

function addedClaim({ supplier, recipient, good }) {
  return `${supplier.name} → ${recipient.name}: ${good.name}`;
}

function addedWords({ speaker, stance, modality, hedged, ...parts }) {
  const fresh = ["supplier", "recipient", "good"].map((role) => parts[role]).filter(({ id }) => !id);
  return [...fresh.map(namedWords), speaker ? `${namedWords(speaker)} ${stance}` : stance, modality !== "actual" && modality, hedged && "hedged"].filter(Boolean).join(", ");
}

function namedWords({ id, name, type }) {
  return id ? name : `${name} (new: ${type})`;
}

// The words of an article between two places, as far as the page holds its text; null where it does not.
function wordsAt(index, article, start, end) {
  const texts = new Map(Object.entries(index.data.texts ?? {})); // an article may have the id "constructor"
  const held = texts.has(article) ? [{ text: texts.get(article), from: 0 }] : surroundings(index, article);
  const one = held.find(({ text, from }) => from <= start && end <= from + [...text].length);
  return one ? [...one.text].slice(start - one.from, end - one.from).join("") : null;
}

// What stands around the statements of an article, with the place where each begins.
function surroundings(index, article) {
  const statements = index.data.claims.flatMap((record) => record.statements).filter(({ evidence }) => evidence.article === article);
  return statements.map((statement) => {
    const [before, after] = index.contextOf(statement);
    return { text: `${before}${statement.evidence.quote}${after}`, from: statement.evidence.start - [...before].length };
  });
}

// --- what is a decision of this page

function isReview(review, seen, index) {
  const { kind, by, at, why, about, says } = review;
  return (
    hasOnly(review, REVIEW_PARTS) && [by, at, why].every(isText) && by.trim() === by && by !== "" && MOMENT.test(at) && Number.isFinite(Date.parse(at))
    && isText(kind) && Object.hasOwn(SAYING, kind) && SAYING[kind](says, seen, index) && isAbout(kind, about, seen, index)
  );
}

function isAbout(kind, about, { record, statement }, index) {
  if (kind === "add") return hasOnly(about, ["reading"]) && isAdded(about.reading, index);
  const { article } = statement.evidence;
  const outlet = index.articles.get(article)?.outlet;
  const right = ENDING.includes(kind) ? [{ reading: readingAsSaved(index, record, statement) }]
    : kind === "check" || kind === "reliability" ? [{ article: articleCited(index, article) }, ...(kind === "reliability" && outlet ? [{ outlet }] : [])]
      : [{ claim: claimAsSaved(index, record) }];
  return right.some((one) => isSame(asStored(one), about));
}

// A claim that somebody marked in an article of the page.
function isAdded(reading, index) {
  if (!hasOnly(reading, READING_PARTS) || !index.articles.has(reading.article?.id)) return false;
  const { article, start, end, quote, roles, speaker, stance, modality, hedged } = reading;
  const within = (span) => isSpan(span) && start <= span[0] && span[1] <= end;
  return (
    isSame(asStored(articleCited(index, article.id)), article) && isSpan([start, end]) && wordsAt(index, article.id, start, end) === quote
    && Array.isArray(roles) && roles.length > 0 && roles.every((one) => Array.isArray(one) && [...CLAIM_ROLES, "trigger"].includes(one[0]) && within(one.slice(1)))
    && ["supplier", "recipient", "good"].every((role) => isNamed(reading[role], role, index)) && (speaker === null || isNamed(speaker, "speaker", index))
    && STANCES.includes(stance) && MODALITIES.includes(modality) && typeof hedged === "boolean"
  );
}

function isCorrection(part, value, { statement }, index) {
  const words = (span) => isSpan(span) && wordsAt(index, statement.evidence.article, ...span);
  if (part === "stance") return STANCES.includes(value);
  if (part === "modality") return MODALITIES.includes(value);
  if (part === "hedged") return typeof value === "boolean";
  if (part === "trigger") return hasOnly(value, ["span", "words"]) && isText(value.words) && words(value.span) === value.words;
  if (!CLAIM_ROLES.includes(part)) return false;
  if (value === null) return part === "speaker";
  return hasOnly(value, ["entity", "span"]) && isNamed(value.entity, part, index) && (value.span === null || isText(words(value.span)));
}

// An entity of the page under its own name, or a new one.
function isNamed(named, role, index) {
  if (!hasOnly(named, ["id", "type", "name"]) || (role === "good") !== (named.type === "Good")) return false;
  if (named.id !== "") return index.entities.has(named.id) && isSame(asStored(entityNamed(index, named.id)), named);
  return TYPES.includes(named.type) && isSaid(named.name);
}

function isSpan(span) {
  return Array.isArray(span) && span.length === 2 && span.every(Number.isInteger) && span[0] >= 0 && span[0] < span[1];
}

// Whether an object has these parts, each of them and no other.
function hasOnly(value, names) {
  return isObject(value) && Object.keys(value).length === names.length && names.every((name) => Object.hasOwn(value, name));
}

function isSame(one, other) {
  if (!isObject(one) && !Array.isArray(one)) return one === other;
  if (Array.isArray(one) !== Array.isArray(other) || (!isObject(other) && !Array.isArray(other))) return false;
  const names = Object.keys(one);
  return names.length === Object.keys(other).length && names.every((name) => Object.hasOwn(other, name) && isSame(one[name], other[name]));
}

// What the browser gives back of a value that it stored.
function asStored(value) {
  return JSON.parse(JSON.stringify(value));
}

function isObject(value) {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function isText(value) {
  return typeof value === "string";
}

function isSaid(value) {
  return isText(value) && value.trim() !== "";
}

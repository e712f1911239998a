// Who speaks about a claim, each voice once, and by which ways their words came. Knows nothing of how it is shown.

import { affirming, denying } from "./data.js";
import { publisher, speakerName, stanceAfter } from "./words.js";

// Those who say so: the origins as they were counted, and whoever adds none to them.
// A voice: {number (null where it is no origin), entity, name, note, statements, companions}.
export function voicesFor(index, record) {
  const statements = affirming(record);
  const groups = record.origin_groups ?? [];
  const counted = groups.map((group, at) => {
    const own = statements.filter(({ id }) => group.statements.includes(id));
    return { number: at + 1, name: group.name, statements: own, companions: group.companions, ...whoseWords(index, record, own, group.name) };
  }).filter((voice) => voice.statements.length);
  const known = new Set(counted.flatMap((voice) => voice.statements.map(({ id }) => id)));
  return [...counted, ...spokenBy(index, record, statements.filter(({ id }) => !known.has(id)))];
}

// Those who deny it, or deny a wider kind of its good.
export function voicesAgainst(index, record) {
  return spokenBy(index, record, [...denying(record), ...record.covering]);
}

// Statements by the body or person whose word they are.
function spokenBy(index, record, statements) {
  const by = new Map();
  for (const statement of statements) {
    const key = bodyOf(index, statement) ?? `: ${speakerName(index, statement)}`;
    by.set(key, [...(by.get(key) ?? []), statement]);
  }
  return [...by].map(([key, own]) => {
    const name = index.entities.has(key) ? index.nameOf(key) : speakerName(index, own[0]);
    return { number: null, name, statements: own, companions: [], ...whoseWords(index, record, own, name) };
  });
}

function bodyOf(index, { voice, speaker }) {
  return (index.entities.has(voice) && voice) || index.entities.get(speaker)?.speaks_for || speaker;
}

// The entity that a voice is, and what it is in the claim.
function whoseWords(index, record, statements, name) {
  const about = statements.flatMap((one) => [bodyOf(index, one), one.speaker]).filter((id) => index.entities.has(id));
  const id = about.find((one) => index.nameOf(one) === name) ?? about[0] ?? null;
  const { supplier, recipient } = record.claim;
  const parties = new Map([[recipient, "the recipient itself"], [supplier, "the supplier itself"]]);
  const entity = id && index.entities.get(id);
  const whose = entity && (entity.speaks_for ?? entity.country);
  return { entity: id, note: parties.get(id) ?? (whose ? `${entity.speaks_for ? "speaks for" : "of"} ${index.nameOf(whose)}` : "") };
}

// "alleges, said 4 times": the stances of a voice.
export function stancesOf({ name, statements }) {
  const stances = [...new Set(statements.map(({ stance }) => stanceAfter(name, stance)))].join(" and ");
  return statements.length > 1 ? `${stances}, said ${statements.length === 2 ? "twice" : `${statements.length} times`}` : stances;
}

// How each origin's words came to each article, each way once: {number, origin, steps: [{name, why}], article, date}.
export function chainsOf(index, voices) {
  const seen = new Set();
  return voices.flatMap(({ number, name, statements, companions }) => statements.map((statement) => {
    const ties = new Map(companions.map((one) => [one.name, one.tie]));
    const between = [statement.speaker, ...statement.relayed_by].filter(Boolean).map((id) => index.nameOf(id)).filter((one) => one !== name);
    const steps = [...new Set(between)].map((one, at) => ({ name: one, why: ties.get(one) ?? (at || !statement.speaker ? "passes it on" : "says it") }));
    return { number, origin: name, steps, article: statement.evidence.article, date: index.dateOf(statement), statement: statement.id };
  })).filter(({ number, origin, steps, article }) => {
    const key = JSON.stringify([number, origin, steps.map((step) => step.name), article]);
    if (seen.has(key)) return false;
    seen.add(key);
    return true;
  });
}

// An article by its outlet; by its title where that is told already as `but`, or is not known.
export function articleWords(index, id, but = "") {
  const article = index.articles.get(id);
  if (!article) return id;
  const outlet = publisher(article);
  return (outlet !== but && outlet) || article.title || article.name;
}

// What the denials leave open, each a sentence.
export function notCovered(index, record, voices) {
  if (!voices.length) return [];
  const { claim } = record;
  const denials = [...denying(record), ...record.covering];
  const good = index.nameOf(claim.good);
  const wider = [...new Set(record.covering.map((one) => index.records.get(one.claim)?.claim.good).filter(Boolean))].map((id) => index.nameOf(id));
  const spoke = new Set(denials.flatMap((one) => [bodyOf(index, one), one.speaker]));
  const last = denials.map((one) => index.dateOf(one)).sort().at(-1) ?? "";
  const later = last ? affirming(record).filter((one) => index.dateOf(one) > last) : [];
  const through = [...new Set(affirming(record).flatMap((one) => one.via))].map((id) => index.nameOf(id));
  const passing = through.length > 0 && !denials.some((one) => one.via.length) && `None speaks of the way through ${listedNames(through)}.`;
  const silent = [["supplier", claim.supplier], ["recipient", claim.recipient]].filter(([, id]) => !spoke.has(id)).map(([part, id]) => `the ${part} (${index.nameOf(id)})`);
  const others = undeniedOf(index, record);
  return [
    wider.length > 0 && !denying(record).length && `They deny ${listedNames(wider)}; none names ${good}.`,
    later.length > 0 && `${later.length === 1 ? "One statement is" : `${later.length} statements are`} later than the last denial (${last}).`,
    passing,
    silent.length === 2 ? `Neither ${silent.join(" nor ")} denies it itself.` : silent.length === 1 && `It is not denied by ${silent[0]}.`,
    others.length > 0 && `Between the same two nobody here denies: ${listedNames(others)}.`,
  ].filter(Boolean);
}

const MOST_LISTED_NAMES = 4;

function listedNames(names) {
  const more = names.length - MOST_LISTED_NAMES;
  const told = more > 0 ? [...names.slice(0, MOST_LISTED_NAMES), `${more} more`] : names;
  return told.length < 2 ? told[0] ?? "" : `${told.slice(0, -1).join(", ")} and ${told.at(-1)}`;
}

// Goods that go the same way as others say, and that no denial is about.
function undeniedOf(index, { claim }) {
  const goods = index.claimsOf(claim.supplier, "supplier").map((id) => index.records.get(id))
    .filter((one) => one.claim.recipient === claim.recipient && one.claim.good !== claim.good && one.claim.modality === claim.modality)
    .filter((one) => affirming(one).length && !denying(one).length && !one.covering.length).map((one) => index.nameOf(one.claim.good));
  return [...new Set(goods)];
}

// What these articles leave open about a claim, each a sentence.
export function notKnown(index, record, voices) {
  const { claim } = record;
  const affirmed = affirming(record);
  const [supplier, recipient] = [claim.supplier, claim.recipient];
  const spoke = new Set([...record.statements, ...record.covering].flatMap((one) => [bodyOf(index, one), one.speaker]));
  const articles = new Set(affirmed.map(({ evidence }) => evidence.article)).size;
  const silent = [supplier, recipient].filter((id) => !spoke.has(id)).map((id) => index.nameOf(id));
  return [
    affirmed.length > 0 && !affirmed.some(({ quantity }) => quantity) && "How much: no statement says.",
    affirmed.length > 0 && !affirmed.some(({ time }) => time) && "When it happened: no statement says.",
    silent.length > 0 && `What ${listedNames(silent)} ${silent.length === 1 ? "says" : "say"} about it: not in these articles.`,
    record.hedged && "Whether it is so at all: whoever says so leaves it in doubt.",
    affirmed.length > 0 && voices.length === 1 && articles === 1 && "Whether anybody else knows it: it rests on one voice in one article.",
    affirmed.some((one) => !one.speaker && one.stance === "alleges") && "Who the unnamed sources are.",
    affirmed.some((one) => !index.dateOf(one)) && "When some of it was said: an article has no date.",
  ].filter(Boolean);
}

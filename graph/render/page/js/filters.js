// Which claims and entities the filters let through.

import { ways } from "./data.js";
import { MODALITIES, STATUSES, TYPES } from "./words.js";

export const CERTAINTIES = ["plain", "hedged"];
export const REVIEWS = ["checked", "unchecked", "disagreed"];

export function certaintyOf(record) {
  return record.hedged ? "hedged" : "plain";
}

// How far a claim is checked: every statement, none or some of them, or reviewers contradict each other.
export function reviewOf(record) {
  if (record.statements.some((one) => one.checked === "in conflict")) return "disagreed";
  return record.statements.length && record.statements.every((one) => one.checked) ? "checked" : "unchecked";
}

// One check for each filter. A hidden type of supplier or recipient takes its claims along, as half a claim says nothing.
const CHECKS = {
  status: (index, state, record) => !state.hidden.status.has(record.status),
  certainty: (index, state, record) => !state.hidden.certainty.has(certaintyOf(record)),
  modality: (index, state, record) => !state.hidden.modality.has(record.claim.modality),
  review: (index, state, record) => !state.hidden.review.has(reviewOf(record)),
  type: (index, state, { claim }) => [claim.supplier, claim.recipient].every((id) => !state.hidden.type.has(index.entities.get(id)?.type)),
  least: (index, state, record) => record.origins >= state.least,
  confidence: (index, state, record) => typeof record.confidence !== "number" || record.confidence >= state.lowest,
  range: (index, state, record) => inRange(index, state, record),
  good: (index, state, { claim }) => !state.only.good || index.kindsOf(claim.good).has(state.only.good),
  outlet: (index, state, record) => !state.only.outlet || record.statements.some((one) => outletIn(index, one) === state.only.outlet),
  speaker: (index, state, record) => !state.only.speaker || record.statements.some((one) => one.speaker === state.only.speaker),
  away: (index, state, { claim }) => ![claim.id, claim.supplier, claim.recipient, claim.good].some((id) => state.away.has(id)),
};

// How many claims pass all filters but that of the confidence.
export function tooUnsure(index, state) {
  return state.lowest ? passing(index, state, "confidence").length - passing(index, state).length : 0;
}

function inRange(index, { range: { from, to }, clock }, record) {
  if (!from && !to) return true;
  return record.statements.some((statement) => {
    const days = daysOf(index, clock, statement);
    return days && (!from || days.last >= from) && (!to || days.first <= to);
  });
}

// The first and last day of a statement by a clock; null where nobody tells.
export function daysOf(index, clock, statement) {
  if (clock === "happened") return index.happened(statement);
  const date = index.dateOf(statement);
  return date ? { first: date, last: date } : null;
}

export function outletIn(index, statement) {
  return index.articles.get(statement.evidence.article)?.outlet ?? "";
}

// The records that pass every check, but for those left out by name.
export function passing(index, state, ...leftOut) {
  const checks = Object.entries(CHECKS).filter(([name]) => !leftOut.includes(name)).map(([, check]) => check);
  return index.data.claims.filter((record) => checks.every((check) => check(index, state, record)));
}

export function visibleRecords(index, state) {
  return passing(index, state);
}

// Ids of the entities that take part in these records, or stand alone, and are shown.
export function visibleEntities(index, records, state) {
  const ids = new Set(index.data.alone);
  for (const record of records) {
    const { supplier, recipient, good } = record.claim;
    for (const id of [supplier, recipient, good, ...ways(record)]) ids.add(id);
    for (const { speaker } of record.statements) if (speaker) ids.add(speaker);
  }
  return new Set([...ids].filter((id) => !state.hidden.type.has(index.entities.get(id)?.type) && !state.away.has(id)));
}

// How many claims (or entities, for types) fall under each value of each filter, given all the other filters.
export function countsOf(index, state) {
  const passed = passingBut(index, state, ["status", "certainty", "modality", "review", "type", "good", "outlet", "speaker"]);
  return {
    status: tally(STATUSES, passed.status, (record) => [record.status]),
    certainty: tally(CERTAINTIES, passed.certainty, (record) => [certaintyOf(record)]),
    modality: tally(MODALITIES, passed.modality, (record) => [record.claim.modality]),
    review: tally(REVIEWS, passed.review, (record) => [reviewOf(record)]),
    type: tally(TYPES, entitiesIn(index, passed.type), (id) => [index.entities.get(id)?.type]),
    good: tally([], passed.good, (record) => index.kindsOf(record.claim.good)),
    outlet: tally([], passed.outlet, (record) => new Set(record.statements.map((one) => outletIn(index, one)))),
    speaker: tally([], passed.speaker, (record) => new Set(record.statements.map((one) => one.speaker).filter(Boolean))),
  };
}

// The records that pass every check but one, for each of these names: every record is checked once for all of them.
function passingBut(index, state, names) {
  const checks = Object.entries(CHECKS);
  const found = Object.fromEntries(names.map((name) => [name, []]));
  for (const record of index.data.claims) {
    const failed = failing(checks, index, state, record);
    if (failed === null) for (const name of names) found[name].push(record);
    else found[failed]?.push(record);
  }
  return found;
}

// The name of the only check that a record does not pass; null where it passes all, "" where it fails several.
function failing(checks, index, state, record) {
  let failed = null;
  for (const [name, check] of checks) {
    if (check(index, state, record)) continue;
    if (failed !== null) return "";
    failed = name;
  }
  return failed;
}

function entitiesIn(index, records) {
  return visibleEntities(index, records, { hidden: { type: new Set() }, away: new Set() });
}

function tally(values, items, valuesOf) {
  const counts = new Map(values.map((value) => [value, 0]));
  for (const item of items) for (const value of valuesOf(item)) counts.set(value, (counts.get(value) ?? 0) + 1);
  return counts;
}

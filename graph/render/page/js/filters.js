// Which claims and entities the filters let through.

import { ways } from "./data.js";
import { MODALITIES, STATUSES, TYPES } from "./words.js";

export const CERTAINTIES = ["plain", "hedged"];

export function certaintyOf(record) {
  return record.hedged ? "hedged" : "plain";
}

// How many claims (or entities, for types) fall under each value of each filter.
export function countsOf(index) {
  const claims = index.data.claims;
  const participants = index.participants();
  return {
    status: tally(STATUSES, claims, (record) => record.status),
    certainty: tally(CERTAINTIES, claims, certaintyOf),
    modality: tally(MODALITIES, claims, (record) => record.claim.modality),
    type: tally(TYPES, participants, (entity) => entity.type),
  };
}

function tally(values, items, valueOf) {
  const counts = new Map(values.map((value) => [value, 0]));
  for (const item of items) counts.set(valueOf(item), (counts.get(valueOf(item)) ?? 0) + 1);
  return counts;
}

// The records that pass: a hidden type of supplier or recipient takes its claims along, as half a claim says nothing.
export function visibleRecords(index, hidden) {
  const typeShown = (id) => !hidden.type.has(index.entities.get(id)?.type);
  return index.data.claims.filter(
    (record) =>
      !hidden.status.has(record.status) &&
      !hidden.certainty.has(certaintyOf(record)) &&
      !hidden.modality.has(record.claim.modality) &&
      typeShown(record.claim.supplier) &&
      typeShown(record.claim.recipient),
  );
}

// Ids of the entities that take part in these records and whose type is shown.
export function visibleEntities(index, records, hidden) {
  const ids = new Set();
  for (const record of records) {
    const { supplier, recipient, good } = record.claim;
    for (const id of [supplier, recipient, good, ...ways(record)]) ids.add(id);
    for (const { speaker } of record.statements) if (speaker) ids.add(speaker);
  }
  return new Set([...ids].filter((id) => !hidden.type.has(index.entities.get(id)?.type)));
}

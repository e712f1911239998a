// What the canvas is called: what it began with, and what has come and gone since.

import { counted } from "../words.js";

const MOST_NAMES = 3;

// What somebody called it; otherwise "Suppliers of Russia (2 added, 1 taken away)"; "Around China and Iran" where it began with entities; "3 claims" otherwise.
export function headingOf({ claims, entities, source, name }, data) {
  if (name) return name;
  if (source) return `${source.title}${aside(sinceThen(claims, new Set(source.claims)))}`;
  if (!claims.size && !entities.size) return "Empty canvas";
  const names = data.entities.filter(({ id }) => entities.has(id)).map(({ name }) => name);
  if (!names.length) return counted(claims.size, "claim");
  const further = data.claims.filter((record) => !touches(record, entities)).length;
  return `Around ${listed(names)}${aside(further ? [counted(further, "further claim")] : [])}`;
}

function sinceThen(claims, begun) {
  const added = [...claims].filter((id) => !begun.has(id)).length;
  const gone = [...begun].filter((id) => !claims.has(id)).length;
  return [added && `${added.toLocaleString("en")} added`, gone && `${gone.toLocaleString("en")} taken away`].filter(Boolean);
}

function touches({ claim, statements }, entities) {
  const named = [claim.supplier, claim.recipient, claim.good, ...statements.flatMap(({ speaker, via, relayed_by: relays }) => [speaker, ...via, ...relays])];
  return named.some((id) => entities.has(id));
}

function listed(names) {
  const more = names.length - MOST_NAMES;
  const told = more > 0 ? [...names.slice(0, MOST_NAMES), `${more} more`] : names;
  return told.length < 2 ? told[0] : `${told.slice(0, -1).join(", ")} and ${told.at(-1)}`;
}

function aside(words) {
  return words.length ? ` (${words.join(", ")})` : "";
}

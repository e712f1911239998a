// Where the canvas came from, in the words of an address: what it began with (a title, a query) and the steps since.

import { packed, unpacked } from "./ids.js";

export function writeSource(told, { source, steps, claims }) {
  if (source) {
    told.set("title", source.title);
    const begun = packed(source.claims);
    if (begun !== packed(claims)) told.set("begun", begun);
    if (source.name) told.set("query", source.name);
    if (source.cypher) told.set("cypher", source.cypher);
    if (source.parameters && Object.keys(source.parameters).length) told.set("with", JSON.stringify(source.parameters));
  }
  for (const step of steps) told.append("step", step);
}

// `claims` are those of the address, with which a canvas began that nothing else is told of.
export function readSource(told, claims) {
  const steps = told.getAll("step");
  if (!told.get("title")) return { source: null, steps };
  const begun = told.has("begun") ? unpacked(told.get("begun")) : claims;
  return { steps, source: { title: told.get("title"), claims: begun, name: told.get("query") ?? "", cypher: told.get("cypher") ?? "", parameters: objectIn(told.get("with")) } };
}

function objectIn(text) {
  try {
    const value = JSON.parse(text ?? "{}");
    return value && typeof value === "object" && !Array.isArray(value) ? value : {};
  } catch {
    return {};
  }
}

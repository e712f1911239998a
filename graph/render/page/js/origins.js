// Which independent origins a claim has, in words, and what is counted.

import { element, isolated } from "./dom.js";
import { counted } from "./words.js";

export const ORIGINS_MEAN =
  "Each body or person that is named and speaks is one origin, in however many articles; its officials and spokespeople are the same one. " +
  "In one article, a person for whom no body is known adds nothing to a body that says the same; nor does such a person, or an office of which " +
  "nobody says whose it is, to a state that says so elsewhere; several such offices are one. " +
  "Whoever quotes it adds nothing, nor do unnamed speakers and the article’s own words beside it. " +
  "Without a named voice an article adds one; articles of one outlet, and those that print the same words, add one together.";

export function originsCount(record) {
  return element("span", { title: ORIGINS_MEAN }, counted(record.origins, "independent origin"));
}

// The origins by name, each with the names that are one with it and why.
export function originsList(record) {
  const groups = record.origin_groups ?? [];
  if (!groups.length) return "";
  return element(
    "section", { class: "origins" },
    element("h4", {}, `Independent origins (${groups.length})`),
    element("ol", {}, groups.map((group) => element("li", {}, isolated(group.name, "origin"), companions(group)))),
    element("details", {}, element("summary", {}, "What is counted"), element("p", { class: "meaning" }, ORIGINS_MEAN)),
  );
}

function companions({ companions: found }) {
  if (!found.length) return "";
  return element("span", { class: "with" }, " with ", found.map(({ name, tie }, at) => [at ? ", " : "", isolated(name), ` (${tie})`]));
}

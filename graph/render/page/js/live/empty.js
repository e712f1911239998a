// What an empty canvas offers: the strongest claims, the states in most claims, or how to load articles.

import { element, isolated } from "../dom.js";
import { shapeSample } from "../palette.js";
import { counted } from "../words.js";
import { button } from "./actions.js";

// `strongest()` puts the strongest claims there, `everything()` all of them, `begin(id, name)` an entity.
export function emptyCanvas({ total, articles, first, hubs }, { strongest, everything, begin }) {
  if (!total) {
    return [
      element("h2", {}, "The graph is empty"), element("p", {}, "Load articles, then reload this page:"), element("pre", {}, "claimgraph load PATH"),
      element("p", {}, "PATH is a file, a folder or a web address. Every claim keeps the words that carry it. Evidence shows what the words for its status mean."),
    ];
  }
  return [
    element("h2", {}, "An empty canvas"),
    element("p", {}, `The graph holds ${counted(total, "claim")} from ${counted(articles, "article")}. Search ( / ), ask a saved query, or begin here:`),
    element("div", { class: "begin" }, button(strongestOf(first.length, total), strongest, { class: "main" }),
      first.length < total && button(`All ${counted(total, "claim")}`, everything),
      hubs.map(({ id, type, name, claims }) => element(
        "button", { type: "button", on: { click: () => begin(id, name) } }, shapeSample(type), isolated(name), element("span", { class: "count" }, counted(claims, "claim")),
      ))),
  ];
}

// What the canvas opens with: all claims, or the strongest, of which each status keeps its share.
export function strongestOf(number, total) {
  return number < total ? `The strongest ${number.toLocaleString("en")} of ${counted(total, "claim")}` : `All ${counted(total, "claim")}`;
}

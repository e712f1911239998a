// The rest of a hub in groups: by good or by the other party, each with its count, each unfolding by itself.

import { element, isolated, replaceContent } from "../dom.js";
import { ask } from "./api.js";

const PARTS = { good: "good", supplier: "supplier", recipient: "recipient" };
// A relation's claims all have the entity itself in one part.
const OWN = { supplies: "supplier", supplied: "recipient", good: "good" };

// `relations` are those with more claims than one step shows; `unfold(relation, word, {part, id, name})` shows a group.
export function groupsOf(entity, relations, unfold) {
  const list = element("div", { class: "groups" });
  const choices = relations.flatMap(({ relation, word }) =>
    Object.keys(PARTS).filter((part) => part !== OWN[relation]).map((part) => ({ relation, word, part })));
  const select = element(
    "select", { "aria-label": "Group the rest", on: { change: () => show(choices[Number(select.value)]) } },
    element("option", { value: "" }, "Group the rest…"),
    choices.map(({ word, part }, at) => element("option", { value: at }, `${word}, by ${PARTS[part]}`)),
  );
  const show = async (choice) => {
    if (!choice) {
      replaceContent(list);
      return;
    }
    replaceContent(list, element("p", { class: "nobody" }, "Counting…"));
    try {
      const { groups } = await ask("groups", { entity, relation: choice.relation, by: choice.part }, { quietly: true });
      replaceContent(list, element("ul", {}, groups.map(({ id, name, claims }) => element(
        "li", {}, element("span", { class: "relation" }, isolated(name)), element("span", { class: "count" }, claims.toLocaleString("en")),
        element("button", {
          type: "button", "aria-label": `Unfold ${name}: ${claims}`, on: { click: () => unfold(choice.relation, choice.word, { part: choice.part, id, name }) },
        }, "+"),
      ))));
    } catch (problem) {
      replaceContent(list, element("p", { class: "problem" }, problem.message));
    }
  };
  return element("div", {}, select, list);
}

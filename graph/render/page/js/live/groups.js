// The rest of a hub in groups: by good or by the other party, each with what is not on the canvas yet, each unfolding by itself.

import { element, isolated, replaceContent } from "../dom.js";
import { ask } from "./api.js";

const PARTS = { good: "good", supplier: "supplier", recipient: "recipient" };
// A relation's claims all have the entity itself in one part.
const OWN = { supplies: "supplier", supplied: "recipient", good: "good" };
const STEP = 12; // groups, and claims of a group, that come at once

// `relations` are those with more claims than one step shows. `unfold(relation, word, {part, id, name})` shows a group,
// `known()` are the claims on the canvas. `open` is what is shown in groups, {choice, most}, as `opened(open)` was told it.
export function groupsOf(entity, relations, { unfold, known, open, opened }) {
  const list = element("div", { class: "groups" });
  const choices = relations.flatMap(({ relation, word }) =>
    Object.keys(PARTS).filter((part) => part !== OWN[relation]).map((part) => ({ relation, word, part, choice: `${relation} ${part}` })));
  const chosen = choices.find(({ choice }) => choice === open?.choice);
  const select = element(
    "select", { "aria-label": "Group the rest", on: { change: () => show(choices[Number(select.value)], STEP) } },
    element("option", { value: "" }, "Group the rest…"),
    choices.map((choice, at) => element("option", { value: at, selected: choice === chosen }, `${choice.word}, by ${PARTS[choice.part]}`)),
  );
  const show = async (choice, most) => {
    opened(choice ? { choice: choice.choice, most } : null);
    if (!choice) {
      replaceContent(list);
      return;
    }
    replaceContent(list, element("p", { class: "nobody" }, "Counting…"));
    try {
      const { groups, number } = await ask("groups", { entity, relation: choice.relation, by: choice.part, known: known(), limit: most }, { quietly: true });
      replaceContent(list, element("ul", {}, groups.map((group) => groupRow(group, choice, unfold))), number > groups.length && element(
        "button", { type: "button", class: "more", on: { click: () => show(choice, most + STEP) } }, `${Math.min(STEP, number - groups.length)} more of ${number.toLocaleString("en")} groups`,
      ));
    } catch (problem) {
      replaceContent(list, element("p", { class: "problem" }, problem.message));
    }
  };
  if (chosen) show(chosen, open.most);
  return element("div", {}, select, list);
}

function groupRow({ id, name, claims }, { relation, word, part }, unfold) {
  return element(
    "li", {}, element("span", { class: "relation" }, isolated(name)), element("span", { class: "count" }, claims.toLocaleString("en")),
    element("button", {
      type: "button", "aria-label": `Unfold ${name}: ${claims}`, on: { click: () => unfold(relation, word, { part, id, name }) },
    }, `+ ${Math.min(STEP, claims)}`),
  );
}

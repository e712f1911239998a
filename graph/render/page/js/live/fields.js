// Fields of forms: one for each type of parameter that a saved query can have, and one that finds entities.

import { element, replaceContent } from "../dom.js";
import { counted, MODALITIES, STANCES, STATUSES } from "../words.js";
import { ask } from "./api.js";

const PATIENCE = 150;
const WORDS = { status: STATUSES, stance: STANCES, modality: MODALITIES };
let fields = 0;

// {label, value(), input}: `value()` is null where nothing is given.
export function fieldFor({ name, type, required, default: usual, description }) {
  const input = inputFor(type, usual);
  input.id = `field-${++fields}`;
  input.required = required;
  const hint = element("span", { class: "hint", id: `${input.id}-hint` }, description);
  input.setAttribute("aria-describedby", hint.id);
  const title = element("span", { class: "field-name" }, name.replaceAll("_", " "), required && element("span", { class: "needed" }, " (needed)"));
  const checkbox = input.type === "checkbox";
  const named = element("label", { for: input.id }, title);
  const label = element("div", { class: checkbox ? "field tick" : "field" }, checkbox ? [input, named] : [named, input], hint, input.choices);
  return { label, input, value: () => (checkbox ? input.checked : input.value.trim() === "" ? null : input.value.trim()) };
}

function inputFor(type, usual) {
  const range = /^int\((-?\d+)\.\.(-?\d+)\)$/.exec(type);
  if (range) return element("input", { type: "number", min: range[1], max: range[2], step: 1, value: usual });
  if (type === "int") return element("input", { type: "number", step: 1, value: usual });
  const between = /^float\((-?[\d.]+?)\.\.(-?[\d.]+)\)$/.exec(type);
  if (between) return element("input", { type: "number", min: between[1], max: between[2], step: "any", value: usual });
  if (type === "float") return element("input", { type: "number", step: "any", value: usual });
  if (type === "date") return element("input", { type: "date", value: usual });
  if (type === "bool") return element("input", { type: "checkbox", checked: usual === true });
  const words = WORDS[type] ?? /^one of (\S+)$/.exec(type)?.[1].split("|");
  if (words) return choiceOf(words, usual);
  const entity = /^entity(?:\((.+)\))?$/.exec(type);
  if (entity) return entityInput(entity[1]?.split("|") ?? null, usual);
  return element("input", { type: "text", value: Array.isArray(usual) ? usual.join(", ") : usual, spellcheck: "false" });
}

function choiceOf(words, usual) {
  const options = (usual === null || usual === undefined ? [""] : []).concat(words);
  return element("select", {}, options.map((word) => element("option", { value: word, selected: word === usual }, word || "any")));
}

// A text field that offers entities by name as one types.
export function entityInput(types = null, usual = null) {
  const choices = element("datalist", { id: `choices-${++fields}` });
  const input = element("input", {
    type: "text", list: choices.id, value: usual, autocomplete: "off", spellcheck: "false", placeholder: types ? types.join(", ") : "any entity",
  });
  let turn = 0;
  input.addEventListener("input", async () => {
    const mine = ++turn;
    await new Promise((resolve) => setTimeout(resolve, PATIENCE));
    if (mine !== turn || !input.value.trim()) return;
    const { entities } = await ask("search", { text: input.value }, { quietly: true }).catch(() => ({ entities: [] }));
    const fitting = entities.filter((entity) => !types || types.includes(entity.type));
    if (mine !== turn) return;
    replaceContent(choices, fitting.map((entity) => element("option", { value: nameOrId(entity, fitting), label: [entity.type, entity.of, entity.article, counted(entity.claims, "claim")].filter(Boolean).join(", ") })));
  });
  input.choices = choices;
  return input;
}

// Two entities of one name can be told apart by their ids only.
function nameOrId(entity, others) {
  return others.some((other) => other !== entity && other.name === entity.name) ? entity.id : entity.name;
}

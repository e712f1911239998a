// Saved queries by category, each with a form made from its parameters and its Cypher to read and change.

import { element, isolated, replaceContent } from "../dom.js";
import { button } from "./actions.js";
import { ask } from "./api.js";
import { Completion } from "./completion.js";
import { fieldFor } from "./fields.js";

const PATIENCE = [[20, "20 seconds"], [60, "1 minute"], [300, "5 minutes"], [1200, "20 minutes"]];
const PAUSE = 250;
const HINTS = { any: "A number, text, or JSON.", int: "A whole number.", float: "A number.", string: "Text.", date: "A day.", bool: "Yes or no." };
const OWN = { name: "", title: "Cypher of my own", description: "Any Cypher that reads. Return c.id or a Claim node to draw.", category: "own", parameters: [], cypher: "MATCH (c:Claim {status: \"contested\"})\nRETURN c.id AS claim\nLIMIT 50\n", draws: true };

// Neo4j names every word that it could have read instead.
const LONG_LIST = /(Invalid input [^:]+): expected .{80,}$/s;
const INSTEAD = "$1; is it misspelt, or is something missing before it?";

export class QueriesPanel {
  // `ran(answer)` shows rows; `say` tells the reader something.
  constructor(container, { ran, say }) {
    this.container = container;
    this.ran = ran;
    this.say = say;
  }

  async load() {
    try {
      const { queries, problems } = await ask("catalog", {}, { quietly: true });
      this.queries = queries;
      this.#list(problems);
    } catch (problem) {
      replaceContent(this.container, element("p", { class: "problem" }, problem.message));
    }
  }

  #list(problems) {
    const groups = new Map();
    for (const query of this.queries) groups.set(query.category, [...(groups.get(query.category) ?? []), query]);
    const sought = element("input", { type: "search", "aria-label": "Find a saved query", placeholder: "Find a query", on: { input: () => this.#narrow(sought.value) } });
    const sections = [...groups].sort(([a], [b]) => a.localeCompare(b)).map(([category, queries]) =>
      element("section", { class: "category" }, element("h2", {}, category), element("ul", {}, queries.map((query) => this.#entry(query)))));
    const wrong = Object.values(problems).map((line) => element("p", { class: "problem" }, isolated(line)));
    replaceContent(this.container, sought, button("Write Cypher", () => this.#open(OWN), { class: "wide" }), wrong, sections);
  }

  #entry(query) {
    const entry = element("button", { type: "button", title: query.description, on: { click: () => this.#open(query) } }, isolated(query.title));
    return element("li", { "data-words": `${query.name} ${query.title} ${query.description}`.toLowerCase() }, entry);
  }

  #narrow(sought) {
    const words = sought.toLowerCase().split(/\s+/).filter(Boolean);
    for (const entry of this.container.querySelectorAll("[data-words]")) entry.hidden = !words.every((word) => entry.dataset.words.includes(word));
    for (const section of this.container.querySelectorAll(".category")) section.hidden = ![...section.querySelectorAll("li")].some((entry) => !entry.hidden);
  }

  // The form of one query.
  #open(query) {
    const fields = query.parameters.map((parameter) => [parameter.name, fieldFor(parameter)]);
    const cypher = element("textarea", { spellcheck: "false", rows: Math.min(24, Math.max(8, query.cypher.split("\n").length)), "aria-label": "Cypher", wrap: "soft" });
    cypher.value = query.cypher;
    const patience = patienceChoice();
    const problem = element("div", { class: "problem", role: "alert", hidden: true });
    const values = () => Object.fromEntries(fields.map(([name, field]) => [name, field.value()]).filter(([, value]) => value !== null));
    const own = ownParameters(cypher, new Set(fields.map(([name]) => name)));
    const start = element("button", { type: "submit", class: "main" }, "Run");
    const stop = button("Stop", () => this.running?.abort(), { hidden: true });
    const run = async (event) => {
      event.preventDefault();
      problem.hidden = true;
      this.running?.abort();
      const running = new AbortController();
      this.running = running;
      [start.hidden, stop.hidden] = [true, false];
      try {
        const parameters = { ...values(), ...own.values() };
        const used = new Set(namesIn(cypher.value));
        const sent = Object.fromEntries(Object.entries(parameters).filter(([name]) => used.has(name)));
        const answer = await ask("query", { name: query.name, cypher: cypher.value, parameters: sent, seconds: patience.seconds() }, { signal: running.signal });
        this.ran(answer, query);
      } catch (error) {
        showProblem(problem, error.message, cypher);
      } finally {
        [start.hidden, stop.hidden] = [false, true];
      }
    };
    const form = element(
      "form", { class: "query-form", on: { submit: run } },
      element("p", {}, button("← All queries", () => this.load(), { class: "quiet" })),
      element("h2", { class: "form-title" }, isolated(query.title)), element("p", { class: "hint" }, isolated(query.description)),
      fields.map(([, field]) => field.label), own.box,
      element("details", { open: query === OWN }, element("summary", {}, "Cypher"), new Completion(cypher).box, this.#saving(cypher, query, problem)),
      patience.label, problem,
      start, stop,
    );
    replaceContent(this.container, form);
    form.querySelector("input, select, textarea")?.focus();
  }

  #saving(cypher, query, problem) {
    const name = element("input", { type: "text", "aria-label": "Name to save it under", placeholder: "name-of-my-query", spellcheck: "false" });
    const save = async () => {
      problem.hidden = true;
      try {
        const { saved, parameters } = await ask("save", { name: name.value, cypher: cypher.value, of: query.name });
        const types = parameters.map((parameter) => `${parameter.name}: ${parameter.type === "any" ? "any, no name is looked up" : parameter.type}`).join("; ");
        this.say(`Saved as ${saved}`);
        replaceContent(note, `Saved as ${saved}${types && ` (${types})`}; the command line knows it too.`);
      } catch (error) {
        showProblem(problem, error.message, cypher);
      }
    };
    const note = element("span", { class: "hint", role: "status" });
    return element("div", { class: "save-query" }, name, button("Save query", save), note);
  }
}

function namesIn(cypher) {
  const bare = cypher.replace(/\/\/[^\n]*|\/\*[\s\S]*?\*\/|'(?:\\.|[^'\\])*'|"(?:\\.|[^"\\])*"/g, " ");
  return [...bare.matchAll(/\$(\w+)/g)].map((match) => match[1]);
}

// How long a query may take before it is stopped.
function patienceChoice() {
  const select = element("select", { "aria-label": "Stop it after" }, PATIENCE.map(([seconds, words]) => element("option", { value: seconds }, words)));
  return { label: element("label", { class: "field patience" }, element("span", { class: "field-name" }, "Stop it after"), select), seconds: () => Number(select.value) };
}

// Fields for the parameters that somebody writes into the Cypher; their types follow from what it compares them with.
function ownParameters(cypher, known) {
  const box = element("div", { class: "own-parameters" });
  const made = new Map();
  let turn = 0;
  const renew = async () => {
    const mine = ++turn;
    const names = [...new Set(namesIn(cypher.value))].filter((name) => !known.has(name));
    for (const name of [...made.keys()]) if (!names.includes(name)) made.delete(name);
    show(names);
    if (!names.length) return;
    await new Promise((resolve) => setTimeout(resolve, PAUSE));
    if (mine !== turn) return;
    const { parameters } = await ask("parameters", { cypher: cypher.value }, { quietly: true }).catch(() => ({ parameters: [] }));
    if (mine === turn) show(names, new Map(parameters.map((parameter) => [parameter.name, parameter])));
  };
  // A field in which something is written stays as it is.
  const show = (names, told = new Map()) => {
    for (const name of names) {
      const parameter = told.get(name) ?? made.get(name)?.parameter ?? { name, type: "any", required: true, default: null, description: "A number, text, or JSON." };
      const before = made.get(name);
      if (before && (before.field.value() || before.parameter.type === parameter.type)) continue;
      const field = fieldFor({ ...parameter, description: parameter.description || HINTS[parameter.type] || `Of type ${parameter.type}.` });
      const focused = before && document.activeElement === before.field.input;
      made.set(name, { parameter, field });
      if (focused) requestAnimationFrame(() => field.input.focus());
    }
    replaceContent(box, names.map((name) => made.get(name).field.label));
  };
  cypher.addEventListener("input", renew);
  return { box, values: () => Object.fromEntries([...made].map(([name, { field }]) => [name, field.value()]).filter(([, value]) => value !== null)) };
}

// A message of the server, and the line of the Cypher that it is about.
function showProblem(box, message, cypher) {
  const place = /line (\d+), column (\d+)/.exec(message);
  const line = place && cypher.value.split("\n")[Number(place[1]) - 1];
  replaceContent(
    box, element("p", {}, isolated(message.replace(LONG_LIST, INSTEAD))),
    line && element("pre", {}, `${place[1].padStart(3)} | ${line}\n${" ".repeat(Number(place[2]) + 5)}^`),
  );
  box.hidden = false;
  if (!line) return;
  cypher.closest("details").open = true;
  const start = cypher.value.split("\n").slice(0, Number(place[1]) - 1).join("\n").length + (place[1] === "1" ? 0 : 1);
  cypher.focus();
  cypher.setSelectionRange(start + Math.max(0, Number(place[2]) - 1), start + line.length);
}

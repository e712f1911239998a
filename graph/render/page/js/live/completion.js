// Completion in the Cypher field: labels, relationship types, properties, variables, keywords and known values, from the schema.

import { element, replaceContent } from "../dom.js";
import { ask } from "./api.js";

const MOST = 8;
let vocabulary = null;
let lists = 0;

// What could stand at a place of a text: {from, words: [{word, about}]}; `from` is where the word under the cursor begins.
export function completions(text, at, { labels, types, keywords, values }) {
  const before = text.slice(0, at);
  if (/(?:^|[^:/])\/\/[^\n]*$/.test(before)) return { from: at, words: [] };
  const value = /\b(\w+)\s*(?:=|<>|:|\bIN\s*\[)\s*(['"])([\w ]*)$/.exec(before);
  if (value) return found(at, value[3], (own(values, value[1]) ?? []).map((word) => ({ word, about: value[1] })));
  if (oddQuotes(before)) return { from: at, words: [] };
  const label = /[(\w]\s*:(?:\w+[|&])*(\w*)$/.exec(before);
  if (label && !/\[[^\]]*$/.test(before) && !/\{[^}]*$/.test(before)) return found(at, label[1], named(labels, "label"));
  const type = /\[\s*\w*\s*:(?:\w+\|)*(\w*)$/.exec(before);
  if (type) return found(at, type[1], named(types, "relationship"));
  const property = /\b(\w+)\.(\w*)$/.exec(before);
  if (property) return found(at, property[2], propertiesOf(labelsOf(text, property[1]), labels, types));
  const inMap = /[([]\s*(\w*)\s*(?::\s*([\w|&]+))?\s*\{(?:[^{}]*,)?\s*(\w*)$/.exec(before);
  if (inMap) return found(at, inMap[3], propertiesOf(inMap[2]?.split(/[|&]/) ?? labelsOf(text, inMap[1]), labels, types));
  const word = /(?<![$.\w])([A-Za-z]\w*)$/.exec(before);
  if (!word) return { from: at, words: [] };
  const variables = [...new Set([...text.matchAll(/[([]\s*([a-z]\w*)\s*[:)\]{]|\bAS\s+(\w+)/g)].map((one) => one[1] ?? one[2]))];
  return found(at, word[1], [...variables.map((one) => ({ word: one, about: "variable" })), ...keywords.map((one) => ({ word: one, about: "" }))]);
}

function found(at, begun, words) {
  const low = begun.toLowerCase();
  const whole = words.some(({ word }) => word === begun);
  const fitting = whole ? [] : words.filter(({ word }) => word.toLowerCase().startsWith(low));
  return { from: at - begun.length, words: fitting.slice(0, MOST) };
}

// What a group holds under a word that somebody wrote, which may be "constructor".
function own(group, name) {
  return Object.hasOwn(group, name) ? group[name] : undefined;
}

function named(group, about) {
  return Object.keys(group).sort().map((word) => ({ word, about }));
}

// The labels or types that a text gives a variable.
function labelsOf(text, variable) {
  return [...text.matchAll(new RegExp(`[([]\\s*${variable}\\s*:\\s*([\\w|&]+)`, "g"))].flatMap((one) => one[1].split(/[|&]/));
}

function propertiesOf(wanted, labels, types) {
  const held = wanted.map((name) => own(labels, name) ?? own(types, name)).filter(Boolean);
  const told = Object.assign({}, ...(held.length ? held : [...Object.values(labels), ...Object.values(types)]));
  return Object.entries(told).sort(([a], [b]) => a.localeCompare(b)).map(([word, about]) => ({ word, about }));
}

function oddQuotes(text) {
  const bare = text.replace(/\\./g, "");
  return (bare.match(/'/g)?.length ?? 0) % 2 === 1 || (bare.match(/"/g)?.length ?? 0) % 2 === 1;
}

// Offers completions below a text area: ↑ ↓ choose, Enter or Tab takes one, Esc closes.
export class Completion {
  constructor(area) {
    this.area = area;
    this.list = element("ul", { class: "completions", role: "listbox", id: `completions-${++lists}`, "aria-label": "Completions", hidden: true });
    this.box = element("div", { class: "completed" }, area, this.list);
    area.setAttribute("aria-autocomplete", "list");
    area.setAttribute("aria-controls", this.list.id);
    area.addEventListener("input", () => this.#offer());
    area.addEventListener("keydown", (event) => this.#pressed(event));
    area.addEventListener("blur", () => this.#close());
    this.#close();
  }

  async #offer() {
    vocabulary ??= ask("vocabulary", {}, { quietly: true }).catch(() => null);
    const words = await vocabulary;
    const { area } = this;
    if (!words || document.activeElement !== area || area.selectionStart !== area.selectionEnd) return this.#close();
    this.offered = completions(area.value, area.selectionStart, words);
    this.at = 0;
    return this.#render();
  }

  #render() {
    const { words } = this.offered;
    if (!words.length) return this.#close();
    replaceContent(this.list, words.map(({ word, about }, at) => element(
      "li", { role: "option", id: `${this.list.id}-${at}`, "aria-selected": String(at === this.at), on: { mousedown: (event) => { event.preventDefault(); this.#take(at); } } },
      element("strong", {}, word), element("span", { class: "hint" }, about),
    )));
    this.list.hidden = false;
    this.area.setAttribute("aria-activedescendant", `${this.list.id}-${this.at}`);
    return undefined;
  }

  #close() {
    this.list.hidden = true;
    this.offered = null;
    this.area.removeAttribute("aria-activedescendant");
  }

  #pressed(event) {
    if (event.key === " " && event.ctrlKey) {
      event.preventDefault();
      this.#offer();
    }
    if (this.list.hidden) return;
    const { length } = this.offered.words;
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      this.at = (this.at + (event.key === "ArrowDown" ? 1 : length - 1)) % length;
      this.#render();
    } else if (event.key === "Enter" || event.key === "Tab") this.#take(this.at);
    else if (event.key === "Escape") this.#close();
    else return;
    event.preventDefault();
    event.stopPropagation();
  }

  #take(at) {
    const { from, words } = this.offered;
    const { area } = this;
    area.setRangeText(words[at].word, from, area.selectionStart, "end");
    this.#close();
    area.dispatchEvent(new Event("input", { bubbles: true }));
    this.#close();
  }
}

// Search over entities (names and aliases), goods, and claims (their words and quotes); a live page looks further.

import { element, isolated, replaceContent } from "./dom.js";
import { chip, shapeSample } from "./palette.js";
import { counted, folded, headline } from "./words.js";

const MOST_HITS = 8;
const PATIENCE = 120; // milliseconds without a letter before the store is asked

export class Search {
  constructor(container, index, state, events) {
    this.state = state;
    this.events = events;
    this.index = index;
    this.asked = 0;
    this.renew();
    this.input = element("input", {
      type: "search", id: "search-input", placeholder: events.elsewhere ? "Search the whole graph ( / )" : "Search entities, goods, claims ( / )", autocomplete: "off", spellcheck: "false",
      role: "combobox", "aria-label": "Search entities, goods and claims", "aria-expanded": "false", "aria-controls": "search-hits",
      "aria-autocomplete": "list", "aria-keyshortcuts": "/",
      on: { input: () => this.#search(), keydown: (event) => this.#pressed(event), blur: () => this.#close() },
    });
    this.hits = element("ul", { role: "listbox", id: "search-hits", "aria-label": "Found", hidden: true });
    replaceContent(container, this.input, this.hits);
  }

  // Search other data.
  renew() {
    this.entries = [...entityEntries(this.index), ...claimEntries(this.index)];
  }

  focus() {
    this.input.focus();
    this.input.select();
  }

  empty() {
    this.input.value = "";
    this.#close();
  }

  #search() {
    const sought = folded(this.input.value);
    if (!sought) {
      this.#close();
      this.state.find(null);
      return;
    }
    const found = this.entries.filter((entry) => entry.text.includes(sought));
    found.sort((a, b) => rank(a, sought) - rank(b, sought));
    this.#offer(found, this.events.elsewhere ? null : []);
    if (this.events.elsewhere) this.#lookElsewhere(found);
    this.state.find(new Set(found.flatMap((entry) => this.#nodesOf(entry))));
    if (!this.events.elsewhere) this.events.announce(found.length ? `${counted(found.length, "hit")}` : "Nothing found");
  }

  // Ask for what is not on the page yet, unless more is typed or a newer answer is there.
  async #lookElsewhere(found) {
    const turn = ++this.asked;
    await new Promise((resolve) => setTimeout(resolve, PATIENCE));
    if (turn !== this.asked) return;
    const sought = this.input.value;
    const elsewhere = (await this.events.elsewhere(sought)).filter(({ id }) => !this.index.parts.has(id));
    if (turn !== this.asked || this.input.value !== sought || document.activeElement !== this.input) return;
    this.#offer(found, elsewhere);
    this.events.announce(found.length + elsewhere.length ? `${counted(found.length + elsewhere.length, "hit")}` : "Nothing found");
  }

  #nodesOf({ kind, id }) {
    if (kind === "entity") return [id];
    const { supplier, recipient, good } = this.index.records.get(id).claim;
    return [id, supplier, recipient, good];
  }

  #offer(found, elsewhere) {
    this.active = -1;
    const others = elsewhere ?? [];
    const here = found.slice(0, others.length ? MOST_HITS / 2 : MOST_HITS);
    const entries = [...others, ...here];
    this.options = entries.map((entry, at) => this.#option(entry, at));
    const more = found.length - here.length;
    const note = !elsewhere ? "Searching the graph…" : !entries.length ? "Nothing found. Try part of a name." : more > 0 ? `and ${more} more on this page` : "";
    const titled = (title, options) => (this.events.elsewhere && options.length ? [heading(title), ...options] : options);
    replaceContent(
      this.hits, titled("Add from the graph", this.options.slice(0, others.length)), titled("On this page", this.options.slice(others.length)),
      note && element("li", { class: "note", role: "presentation" }, note),
    );
    this.hits.hidden = false;
    this.input.setAttribute("aria-expanded", "true");
    this.input.removeAttribute("aria-activedescendant");
  }

  #option(entry, at) {
    const sample = entry.kind === "claim" ? chip(this.index.records.get(entry.id)) : shapeSample(entry.type);
    const choose = (event) => {
      event.preventDefault();
      this.#choose(entry);
    };
    return element(
      "li", { role: "option", id: `hit-${at}`, "aria-selected": "false", on: { mousedown: choose } },
      sample, isolated(entry.words), entry.note && element("span", { class: "note" }, entry.note),
    );
  }

  #pressed(event) {
    if (this.hits.hidden || !this.options.length) return;
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      this.#move(event.key === "ArrowDown" ? 1 : -1);
    } else if (event.key === "Enter") {
      event.preventDefault();
      const option = this.options[Math.max(0, this.active)];
      option.dispatchEvent(new MouseEvent("mousedown", { cancelable: true }));
    }
  }

  #move(step) {
    this.active = (this.active + step + this.options.length) % this.options.length;
    this.options.forEach((option, at) => option.setAttribute("aria-selected", String(at === this.active)));
    this.input.setAttribute("aria-activedescendant", `hit-${this.active}`);
  }

  #choose({ kind, id, words }) {
    this.#close();
    this.asked += 1;
    this.state.find(null);
    if (kind === "elsewhere") {
      this.input.value = "";
      this.events.added(id, words);
      return;
    }
    this.state.select(kind, id);
    this.events.chosen();
  }

  #close() {
    this.hits.hidden = true;
    this.input.setAttribute("aria-expanded", "false");
    this.input.removeAttribute("aria-activedescendant");
  }
}

function heading(title) {
  return element("li", { class: "note heading", role: "presentation" }, title);
}

function entityEntries(index) {
  return index.participants().map((entity) => ({
    kind: "entity", id: entity.id, type: entity.type, words: index.nameOf(entity.id), text: folded([entity.name, ...entity.aliases].join("\n")),
  }));
}

function claimEntries(index) {
  return index.data.claims.map((record) => {
    const words = headline(index, record);
    const quotes = record.statements.map((statement) => statement.evidence.quote);
    return { kind: "claim", id: record.claim.id, words, text: folded([words, ...quotes].join("\n")) };
  });
}

// Names that begin with what is sought come first, then other names, then claims.
function rank(entry, sought) {
  return (entry.kind === "entity" ? 0 : 2) + (entry.text.startsWith(sought) ? 0 : 1);
}

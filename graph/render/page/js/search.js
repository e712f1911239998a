// Search over entities (names and aliases), goods, and claims (their words and quotes); a live page looks further.

import { element, isolated, replaceContent } from "./dom.js";
import { isWhole, nearer, nearness } from "./nearness.js";
import { chip, shapeSample } from "./palette.js";
import { counted, folded, headline } from "./words.js";

const MOST_ENTITIES = 8;
const MOST_CLAIMS = 5;
const PATIENCE = 120; // milliseconds without a letter before the store is asked

export class Search {
  // `chosen(kind, id)` shows what is on the page; a live page has `elsewhere(text)`, which finds entities of the whole
  // graph (see `entitiesIn`), and `added(id, name)`, which puts one on the canvas. `say` tells the reader something.
  constructor(container, index, state, events) {
    this.state = state;
    this.events = events;
    this.index = index;
    this.turn = 0;
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
    this.claims = claimEntries(this.index);
  }

  focus() {
    this.input.focus();
    this.input.select();
  }

  empty() {
    this.input.value = "";
    this.#close();
  }

  // What is typed is looked up on the page at once, and in the whole graph when no more is typed for a moment.
  // `this.settled` is a promise of the complete list.
  #search() {
    const sought = this.input.value;
    const turn = ++this.turn;
    if (!folded(sought)) {
      this.#close();
      this.state.find(null);
      return;
    }
    const entities = entitiesOn(this.index, sought);
    const claims = claimsWith(this.claims, sought);
    this.#offer(entities, claims, !this.events.elsewhere);
    this.state.find(new Set([...entities.map(({ id }) => id), ...claims.flatMap(({ id }) => this.#nodesOf(id))]));
    this.settled = this.#settle(turn, sought, entities, claims);
  }

  async #settle(turn, sought, entities, claims) {
    let all = entities;
    if (this.events.elsewhere) {
      await new Promise((resolve) => {
        this.hurry = resolve;
        setTimeout(resolve, PATIENCE);
      });
      if (turn !== this.turn) return;
      const found = await this.events.elsewhere(sought);
      if (turn !== this.turn || this.hits.hidden) return;
      all = together(entities, found, this.index);
      this.#offer(all, claims, true);
    }
    const number = all.length + claims.length;
    this.events.announce(number ? counted(number, "hit") : NOTHING);
  }

  #nodesOf(claim) {
    const { supplier, recipient, good } = this.index.records.get(claim).claim;
    return [claim, supplier, recipient, good];
  }

  // The best first: names, then claims that hold every word, then names that account for a part of what was typed.
  #offer(entities, claims, complete) {
    this.active = -1;
    const shown = entities.slice(0, MOST_ENTITIES);
    const whole = shown.filter(({ near }) => isWhole(near));
    const partly = shown.filter(({ near }) => !isWhole(near));
    const entries = [...whole, ...claims.slice(0, MOST_CLAIMS), ...partly];
    this.options = entries.map((entry, at) => this.#option(entry, at));
    const more = entities.length + claims.length - entries.length;
    const note = !complete ? "Searching the graph…" : !entries.length ? NOTHING : more > 0 ? `and ${more} more; type more of it` : "";
    replaceContent(this.hits, this.options, note && element("li", { class: "note", role: "presentation" }, note));
    this.hits.hidden = false;
    this.hits.setAttribute("aria-busy", String(!complete));
    this.input.setAttribute("aria-expanded", "true");
    this.input.removeAttribute("aria-activedescendant");
  }

  #option(entry, at) {
    const { kind, id, words } = entry;
    const choose = (event) => {
      event.preventDefault();
      this.#choose(entry);
    };
    return element(
      "li", { role: "option", id: `hit-${at}`, "aria-selected": "false", "data-id": id, on: { mousedown: choose } },
      kind === "claim" ? chip(this.index.records.get(id)) : shapeSample(entry.type),
      element("span", { class: "hit" }, isolated(words), kind !== "claim" && element("span", { class: "note" }, this.#noteOf(entry))),
    );
  }

  #noteOf({ kind, type, of, article, claims }) {
    const here = this.events.elsewhere && kind === "entity" && "on the canvas";
    return [type, of, article, counted(claims, "claim"), here].filter(Boolean).join(" · ");
  }

  #pressed(event) {
    if (this.hits.hidden) return;
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      this.#move(event.key === "ArrowDown" ? 1 : -1);
    } else if (event.key === "Enter") {
      event.preventDefault();
      this.#take();
    }
  }

  // The option that the arrows chose; otherwise the best one, once the whole graph has been looked through.
  async #take() {
    if (this.active < 0) {
      const turn = this.turn;
      this.hurry?.();
      await this.settled;
      if (turn !== this.turn || this.hits.hidden) return;
    }
    if (this.options.length) this.options[Math.max(0, this.active)].dispatchEvent(new MouseEvent("mousedown", { cancelable: true }));
    else this.events.say(NOTHING);
  }

  #move(step) {
    if (!this.options.length) return;
    this.active = (this.active + step + this.options.length) % this.options.length;
    this.options.forEach((option, at) => option.setAttribute("aria-selected", String(at === this.active)));
    this.input.setAttribute("aria-activedescendant", `hit-${this.active}`);
  }

  #choose({ kind, id, words }) {
    this.#close();
    this.turn += 1;
    this.state.find(null);
    // Keys act on what was chosen from now on.
    this.input.blur();
    if (kind === "elsewhere") {
      this.input.value = "";
      this.events.added(id, words);
    } else this.events.chosen(kind, id);
  }

  #close() {
    this.hits.hidden = true;
    this.input.setAttribute("aria-expanded", "false");
    this.input.removeAttribute("aria-activedescendant");
  }
}

const NOTHING = "Nothing of that name. Try another part or spelling of it.";

// The entities of the page whose names are near to what was typed, the nearest first:
// {kind: "entity", id, type, name, words, near, of, article, claims}.
function entitiesOn(index, sought) {
  return index.participants()
    .map((entity) => ({ entity, near: nearness(entity.name, entity.aliases, sought) }))
    .filter(({ near }) => near)
    .map(({ entity, near }) => {
      const of = entity.speaks_for ?? entity.country;
      const article = entity.article && index.articles.get(entity.article);
      return {
        kind: "entity", id: entity.id, type: entity.type, words: index.nameOf(entity.id), near, of: of ? index.nameOf(of) : "",
        article: article ? article.title || article.name : "", claims: index.allClaimsOf(entity.id).length,
      };
    })
    .sort(better);
}

// What the page and the whole graph have found, each entity once, as the graph knows it.
function together(here, found, index) {
  const known = new Map(here.map((entry) => [entry.id, entry]));
  for (const entry of found) known.set(entry.id, index.parts.has(entry.id) ? { ...entry, kind: "entity" } : entry);
  return [...known.values()].sort(better);
}

function better(one, other) {
  return nearer(one.near, other.near) || other.claims - one.claims || one.words.localeCompare(other.words) || (one.id < other.id ? -1 : 1);
}

function claimEntries(index) {
  return index.data.claims.map((record) => {
    const words = headline(index, record);
    const quotes = record.statements.map((statement) => statement.evidence.quote);
    return { kind: "claim", id: record.claim.id, words, head: folded(words), text: folded([words, ...quotes].join("\n")) };
  });
}

// The claims of the page that hold every word typed; those first that hold them in their own words, not in a quote.
function claimsWith(entries, sought) {
  const words = folded(sought).split(/\s+/);
  const holds = (text) => words.every((word) => text.includes(word));
  const found = entries.filter((entry) => holds(entry.text));
  return [...found.filter((entry) => holds(entry.head)), ...found.filter((entry) => !holds(entry.head))];
}

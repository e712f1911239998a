// Search over entities (names and aliases), goods, and claims (their words and quotes); a live page looks further.

import { element, isolated, replaceContent } from "./dom.js";
import { isWhole, nearer, nearness } from "./nearness.js";
import { chip, shapeSample } from "./palette.js";
import { counted, folded, headline, publisher, verbAfter } from "./words.js";

const MOST_TYPED = 200; // letters, as the server looks at
const MOST_ENTITIES = 8;
const MOST_CLAIMS = 5;
const PATIENCE = 60; // milliseconds between letters of somebody who types on: the store is asked for the first and the last
const AWAY = 8; // pixels between the hits and what they leave free
const FOLLOWS = 250; // milliseconds without a letter before the picture follows: the hits come first
const AROUND = 60; // letters of a quote before and after the first word typed

export class Search {
  // `chosen(kind, id)` shows what is on the page; a live page has `elsewhere(text)`, which finds in the whole graph
  // {entities, question: {words, number, ids, claims} or null, unknown (names that a question asks for in vain), quotes}, `added(id, name)`, which puts an entity on the
  // canvas, `asked(question, added)`, which draws its claims, or adds them, and `opens(claim)`. `say` tells the reader something.
  constructor(container, index, state, events) {
    this.state = state;
    this.events = events;
    this.index = index;
    this.turn = 0;
    this.typed = -Infinity; // when the last letter was typed
    this.renew();
    this.input = element("input", {
      type: "search", id: "search-input", maxlength: MOST_TYPED, placeholder: events.elsewhere ? "Search the whole graph ( / )" : "Search entities, goods, claims ( / )", autocomplete: "off", spellcheck: "false",
      role: "combobox", "aria-label": "Search entities, goods and claims", "aria-expanded": "false", "aria-controls": "search-hits",
      "aria-autocomplete": "list", "aria-keyshortcuts": "/",
      on: { input: () => this.#search(), keydown: (event) => this.#pressed(event), focus: () => this.#gather(), blur: () => this.#close() },
    });
    this.hits = element("ul", { role: "listbox", id: "search-hits", "aria-label": "Found", hidden: true });
    replaceContent(container, this.input, this.hits);
  }

  // Search other data; what is being looked for meanwhile is looked for in them.
  renew() {
    this.entries = null;
    if (this.hits && !this.hits.hidden) this.#search();
  }

  // The words of all claims, which are many: gathered when somebody comes to search.
  #gather() {
    this.entries ??= claimEntries(this.index);
    return this.entries;
  }

  focus() {
    this.input.focus();
    this.input.select();
  }

  empty() {
    this.input.value = "";
    this.#close();
  }

  // What is typed is looked up on the page at once, and in the whole graph too after a moment without letters; otherwise when
  // no more is typed for a moment.
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
    const claims = claimsWith(this.#gather(), sought);
    this.sought = folded(sought).split(/\s+/);
    this.#offer({ entities, claims: claims.map((entry) => this.#quoting(entry)) }, !this.events.elsewhere);
    // The hits are seen before the picture follows, once for letters that come quickly.
    clearTimeout(this.following);
    this.following = setTimeout(() => turn === this.turn && this.state.find(new Set([...entities.map(({ id }) => id), ...claims.flatMap(({ id }) => this.#nodesOf(id))])), FOLLOWS);
    const now = performance.now();
    const typesOn = now - this.typed < PATIENCE;
    this.typed = now;
    this.settled = this.#settle(turn, sought, entities, claims, typesOn);
  }

  async #settle(turn, sought, entities, claims, typesOn) {
    let all = { entities, claims: claims.map((entry) => this.#quoting(entry)) };
    if (this.events.elsewhere) {
      if (typesOn) {
        await new Promise((resolve) => {
          this.hurry = resolve;
          setTimeout(resolve, PATIENCE);
        });
      }
      if (turn !== this.turn) return;
      const found = await this.events.elsewhere(sought);
      if (turn !== this.turn || this.hits.hidden) return;
      all = { ...found, entities: together(entities, found.entities, this.index), claims: this.#claimsOf(all.claims, found) };
      this.#offer(all, true);
    }
    const number = all.entities.length + all.claims.length + (all.question ? 1 : 0);
    this.events.announce(number ? counted(number, "hit") : NOTHING);
  }

  #nodesOf(claim) {
    const { supplier, recipient, good } = this.index.records.get(claim).claim;
    return [claim, supplier, recipient, good];
  }

  // Claims of the page and of the whole graph, each once: those of a question, of their own words, of quotes.
  #claimsOf(here, { question, quotes }) {
    const known = new Set(here.map(({ id }) => id));
    const asked = (question?.claims ?? []).map((one) => ({ kind: "claim", ...one, record: { status: one.status, hedged: one.hedged, claim: { modality: one.modality } }, words: `${one.supplier} ${verbAfter(one.supplier, one.modality)} ${one.recipient}: ${one.good}` }));
    const quoted = quotes.map(({ claim, quote, article, outlet, date }) => ({ kind: "quote", id: claim, words: this.#around(quote), note: [outlet || article, date].filter(Boolean).join(" · ") }));
    return [...here.filter(({ kind }) => kind === "claim"), ...asked.filter(({ id }) => !known.has(id)), ...here.filter(({ kind }) => kind === "quote"), ...quoted.filter(({ id }) => !known.has(id))];
  }

  // A claim that holds the words typed only in a quote is told by that quote.
  #quoting({ head, ...entry }) {
    if (this.sought.every((word) => head.includes(word))) return entry;
    const record = this.index.records.get(entry.id);
    const [said] = [...record.statements].sort((a, b) => this.#heldBy(b.evidence.quote) - this.#heldBy(a.evidence.quote));
    if (!said || !this.#heldBy(said.evidence.quote)) return entry;
    const article = this.index.articles.get(said.evidence.article);
    return { kind: "quote", id: entry.id, words: this.#around(said.evidence.quote), note: [article && (publisher(article) || article.title), this.index.dateOf(said)].filter(Boolean).join(" · ") };
  }

  #heldBy(text) {
    const own = folded(text);
    return this.sought.filter((word) => own.includes(word)).length;
  }

  // The part of a quote around the first word typed.
  #around(quote) {
    const own = quote.toLowerCase();
    const at = Math.max(0, Math.min(...this.sought.map((word) => own.indexOf(word)).filter((place) => place >= 0), own.length) % (own.length || 1));
    const start = at > AROUND ? quote.indexOf(" ", at - AROUND) + 1 : 0;
    const end = at + 2 * AROUND < quote.length ? quote.lastIndexOf(" ", at + 2 * AROUND) : quote.length;
    return `“${start ? "… " : ""}${quote.slice(Math.min(start, at), Math.max(end, at)).trim()}${end < quote.length ? " …" : ""}”`;
  }

  // The best first: names, what a question asks for, claims that hold every word, then names that account for a part.
  #offer({ entities, claims, question = null, unknown = [] }, complete) {
    this.active = -1;
    const shown = entities.slice(0, MOST_ENTITIES);
    // Who asks about somebody that is not there does not mean the good of the verb.
    this.refused = unknown.length && !entities.some(({ near }) => isWhole(near)) && !claims.length ? `Nothing is named ${unknown.join(" or ")}. ${shown.length ? "Choose another with the arrows, or try" : "Try"} another spelling.` : "";
    const whole = shown.filter(({ near }) => isWhole(near));
    const partly = shown.filter(({ near }) => !isWhole(near));
    const asked = question ? [{ kind: "question", id: "question", words: question.words, question }] : [];
    const [said, quoted] = ["claim", "quote"].map((kind) => claims.filter((entry) => entry.kind === kind).slice(0, MOST_CLAIMS));
    const groups = [["Entities", whole], ["Question", asked], ["Claims", said], ["Words in articles", quoted], ["Names that have a part of it", partly]].filter(([, entries]) => entries.length);
    const entries = groups.flatMap(([, found]) => found);
    this.options = entries.map((entry, at) => this.#option(entry, at));
    if (complete && !this.refused) this.options[0]?.classList.add("first"); // which Enter takes
    const more = entities.length + claims.length + asked.length - entries.length;
    const note = !complete ? "Searching the graph…" : this.refused || (!entries.length ? NOTHING : more > 0 ? `and ${more} more; type more of it` : "");
    let done = 0;
    const listed = groups.flatMap(([title, found]) => [groups.length > 1 && element("li", { class: "title", role: "presentation" }, title), ...this.options.slice(done, (done += found.length))]);
    replaceContent(this.hits, listed, note && element("li", { class: "note", role: "presentation" }, note));
    this.hits.hidden = false;
    this.#stand();
    this.hits.setAttribute("aria-busy", String(!complete));
    this.input.setAttribute("aria-expanded", "true");
    this.input.removeAttribute("aria-activedescendant");
  }

  // Below the field, but beside the panel at the left: its tabs stay within reach.
  #stand() {
    const [field, side] = [this.input, document.getElementById("side")].map((one) => one.getBoundingClientRect());
    const beside = side.width && side.width < innerWidth / 2 ? side.right + AWAY : AWAY;
    const left = Math.max(AWAY, Math.min(Math.max(field.left, beside), innerWidth - this.hits.offsetWidth - AWAY));
    this.hits.style.left = `${left - this.hits.offsetParent.getBoundingClientRect().left}px`;
  }

  #option(entry, at) {
    const { kind, id, words } = entry;
    const choose = (event) => {
      event.preventDefault();
      this.#choose(entry, event.shiftKey);
    };
    const signs = {
      claim: () => chip(entry.record ?? this.index.records.get(id)), quote: () => element("span", { class: "sign", "aria-hidden": "true" }, "¶"),
      question: () => element("span", { class: "sign", "aria-hidden": "true" }, "?"),
    };
    return element(
      "li", { role: "option", id: `hit-${at}`, "aria-selected": "false", "data-id": id, "data-kind": kind, on: { mousedown: choose } },
      (signs[kind] ?? (() => shapeSample(entry.type)))(),
      element("span", { class: "hit" }, isolated(words), kind !== "claim" && element("span", { class: "note" }, this.#noteOf(entry))),
    );
  }

  #noteOf({ kind, type, of, article, claims, note, question }) {
    if (kind === "quote") return note;
    if (kind === "question") return `Draw ${question.number > question.ids.length ? `the strongest ${question.ids.length} of ` : ""}${counted(question.number, "claim")} with all of this; Shift adds ${question.number === 1 ? "it" : "them"} to the picture`;
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
      this.#take(event.shiftKey);
    }
  }

  // The option that the arrows chose; otherwise the best one, once the whole graph has been looked through.
  async #take(added) {
    if (this.active < 0) {
      const sought = this.input.value;
      let settled = null;
      while (settled !== this.settled) { // again where other data came meanwhile
        ({ settled } = this);
        this.hurry?.();
        await settled;
        if (this.input.value !== sought || this.hits.hidden) return;
      }
    }
    if (this.active < 0 && this.refused) this.events.say(this.refused);
    else if (this.options.length) this.options[Math.max(0, this.active)].dispatchEvent(new MouseEvent("mousedown", { cancelable: true, shiftKey: added }));
    else this.events.say(NOTHING);
  }

  #move(step) {
    if (!this.options.length) return;
    this.active = (this.active + step + this.options.length) % this.options.length;
    this.options.forEach((option, at) => option.setAttribute("aria-selected", String(at === this.active)));
    this.input.setAttribute("aria-activedescendant", `hit-${this.active}`);
  }

  // `added` adds the claims of a question to what is there instead of drawing them alone.
  #choose({ kind, id, words, question }, added) {
    this.#close();
    this.turn += 1;
    this.state.find(null);
    // Keys act on what was chosen from now on.
    this.input.blur();
    if (kind === "elsewhere") {
      this.input.value = "";
      this.events.added(id, words);
    } else if (kind === "question") {
      this.input.value = "";
      this.events.asked(question, added);
    } else if (kind !== "entity" && !this.index.records.has(id)) this.events.opens(id);
    else this.events.chosen(kind === "quote" ? "claim" : kind, id);
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

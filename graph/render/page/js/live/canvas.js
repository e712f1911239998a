// What lies on the canvas: claims and entities, where they stand, how they came there; with undo and redo.

import { counted } from "../words.js";
import { ask } from "./api.js";
import { headingOf } from "./heading.js";
import { packed, unpacked } from "./ids.js";
import { readSource, writeSource } from "./origin.js";
import { PROJECTIONS, pinIn, placesIn } from "./places.js";
import { Turns } from "./turns.js";

const MOST_UNDONE = 60;

export class Canvas {
  constructor() {
    this.claims = new Set();
    this.entities = new Set();
    this.steps = [];
    this.name = ""; // how somebody called it
    this.source = null; // what the canvas began with: {title, claims}, of a query {title, claims, cypher, name, parameters}
    this.unfolded = new Map(); // the entity whose unfolding brought a claim, by the claim's id
    this.shown = false; // whether anything was shown yet
    this.past = []; // {words, moment}: what was done, and how everything was before
    this.future = []; // {words, moment}: what was undone, and how everything was after it
    this.turns = new Turns(); // a change whose answer is under way is not overtaken: each starts from what the one before left
  }

  // The page that shows the canvas; it must be set before anything else is done.
  shownBy(page) {
    this.page = page;
  }

  get empty() {
    return !this.claims.size && !this.entities.size;
  }

  // Do something to the claims and entities, in one step that can be undone. `words` say what was done. What depends on
  // the canvas is worked out when its turn has come: `mutate`, `source` and `steps`.
  change(step, mutate, options = {}) {
    return this.turns.take(() => this.#change(step, mutate, options));
  }

  async #change(step, mutate, options) {
    const { keep = true, source = () => this.source, steps = () => [...this.steps, step], arrangement = "free", strongest = 0, words = step, decided = false } = options;
    const wanted = { claims: new Set(this.claims), entities: new Set(this.entities), unfolded: new Map(this.unfolded) };
    mutate(wanted);
    const part = strongest ? [strongestWords(strongest, wanted.claims.size)] : [];
    const begun = source();
    const asked = this.#asked({ ...wanted, steps: [...steps(), ...part], source: begun }, keep);
    const data = await this.#view({ ...asked, arrangement, strongest: Boolean(strongest) }, async (limit) => {
      await this.change(step, mutate, { ...options, strongest: limit });
      this.page.state.open("picture");
    });
    // The page may have hidden, pinned or named something meanwhile.
    this.#noteBefore(this.#snapshot(), part[0] ?? words);
    this.name = wanted.name ?? this.name;
    this.#show(wanted, data, begun, [...steps(), ...part], { keep });
    if (keep) this.page.picture.reveal();
    const missing = this.lost && !decided && !strongest;
    if (decided || missing) this.#forgetThePast();
    if (missing) this.missed?.(this.lost);
    this.#kept();
  }

  // What a page shows of these; where that is more than a picture holds, `fewer(limit)` draws the strongest instead.
  async #view(asked, fewer) {
    try {
      return await ask("view", asked);
    } catch (problem) {
      const { strongest: limit } = problem;
      if (limit) problem.instead = { words: `Draw the strongest ${limit.toLocaleString("en")}`, step: () => fewer(limit) };
      throw problem;
    }
  }

  // More claims and entities, of which at least one has to be new: those claims that are; null, and nothing is done,
  // where all are there. `source` is what an empty canvas begins with by it; `from` the entity whose unfolding brings
  // the claims.
  add(step, claims, entities = [], { source = null, from = null } = {}) {
    return this.turns.take(async () => {
      const fresh = claims.filter((id) => !this.claims.has(id));
      if (!fresh.length && entities.every((id) => this.entities.has(id))) return null;
      await this.#change(step, (wanted) => {
        if (from) for (const id of claims) if (!wanted.claims.has(id)) wanted.unfolded.set(id, from);
        for (const id of claims) wanted.claims.add(id);
        for (const id of entities) wanted.entities.add(id);
      }, { source: () => (this.empty ? source : this.source) });
      return fresh;
    });
  }

  // Other claims instead of these, laid out anew.
  replace(step, claims, source = null, entities = []) {
    this.page.state.clear();
    return this.change(step, (wanted) => {
      wanted.name = ""; // other claims are something else
      wanted.claims = new Set(claims);
      wanted.entities = new Set(entities);
      wanted.unfolded = new Map();
    }, { keep: false, source: () => source, steps: () => [step] });
  }

  remove(step, claims, entities = []) {
    return this.change(step, (wanted) => {
      for (const id of claims) wanted.claims.delete(id);
      for (const id of entities) wanted.entities.delete(id);
    });
  }

  // After a decision about who is one with whom: `now` gives the ids that a claim has now by the one it had.
  // `arrived` are claims that came by it.
  retell(step, now, { from, to, arrived = [] }) {
    const told = (claims) => [...claims].flatMap((id) => now[id] ?? [id]);
    return this.change(step, (wanted) => {
      wanted.claims = new Set([...told(wanted.claims), ...arrived]);
      wanted.entities = new Set([...wanted.entities].map((id) => (id === from ? to : id)));
    }, { source: () => this.source && { ...this.source, claims: told(this.source.claims) }, decided: true });
  }

  // Steps before a decision name claims that the store does not have any more.
  #forgetThePast() {
    [this.past, this.future] = [[], []];
    this.changed?.();
  }

  // Call the canvas as somebody wants it called; "" gives it the heading back that follows from what is on it.
  rename(words) {
    this.noteBefore(words ? `called it ${words}` : "gave back its heading");
    this.name = words;
    const { data } = this.page.index;
    this.page.retell({ ...data.info, title: headingOf(this, data) });
    this.remember();
  }

  // Lay everything out anew, in one of the arrangements of the server; what is pinned keeps its place.
  layOut(arrangement, words) {
    return this.change("", () => {}, { keep: false, steps: () => this.steps, arrangement, words });
  }

  // Before something changes that the page does by itself (hiding, pinning, moving); `isStep` where it is a step to
  // what is seen.
  noteBefore(words, { isStep = false } = {}) {
    this.#noteBefore(this.#snapshot(), words);
    if (isStep) {
      this.steps = [...this.steps, words];
      this.page.retell({ ...this.page.index.data.info, steps: this.steps });
    }
    this.changed?.();
  }

  undo() {
    return this.turns.take(() => this.#travel(this.past, this.future, "Undone", "undo"));
  }

  redo() {
    return this.turns.take(() => this.#travel(this.future, this.past, "Redone", "redo"));
  }

  // Claims is laid out when somebody looks at it first; true as soon as it is, or needs not be any more.
  async layOutSeen() {
    const { claims } = this;
    const { arrangement } = this.page.drawing;
    const { drawings } = await ask("view", { ...this.asked(), arrangement });
    if (this.claims === claims) this.page.laidOut(drawings); // otherwise others came meanwhile, with what is looked at
    return true;
  }

  #travel(from, to, done, verb) {
    const last = from.pop();
    if (!last) {
      this.page.say(`Nothing to ${verb}`);
      return;
    }
    const { words, moment } = last;
    to.push({ words, moment: this.#snapshot() });
    const { state } = this.page;
    state.away = new Set(moment.away);
    state.pinned = new Set(moment.pinned);
    this.name = moment.name;
    this.#show(moment, { ...moment.data, drawings: structuredClone(moment.drawings) }, moment.source, moment.steps, { keep: true });
    this.#kept();
    this.page.say(`${done}: ${words}`);
  }

  #noteBefore(moment, words) {
    this.past.push({ words, moment });
    if (this.past.length > MOST_UNDONE) this.past.shift();
    this.future = [];
  }

  #snapshot() {
    const { state, index } = this.page;
    return {
      claims: new Set(this.claims), entities: new Set(this.entities), unfolded: new Map(this.unfolded), steps: this.steps, source: this.source, name: this.name,
      away: new Set(state.away), pinned: new Set(state.pinned), data: index.data, drawings: structuredClone(index.data.drawings),
    };
  }

  // Hold and show what the server told. What it does not know any more is not asked for again; where nothing is left
  // of what the canvas began with, it stands for nothing that is seen.
  #show({ claims, entities, unfolded }, data, source, steps, { keep }) {
    const known = new Set(data.claims.map((record) => record.claim.id));
    this.claims = new Set([...claims].filter((id) => known.has(id)));
    this.entities = new Set([...entities].filter((id) => data.alone.includes(id)));
    this.unfolded = new Map([...unfolded].filter(([id]) => known.has(id)));
    this.shown = true;
    this.lost = claims.size - this.claims.size;
    this.source = source?.claims.some((id) => known.has(id)) ? source : null;
    this.steps = steps;
    const query = this.source?.cypher ? {} : { query: "", query_name: "", parameters: {} };
    this.page.renew({ ...data, info: { ...data.info, ...query, title: headingOf(this, data), steps } }, { keep });
  }

  // The fields of a question about the canvas as it is, or as it is wanted.
  asked() {
    return this.#asked(this, true);
  }

  #asked({ claims, entities, steps, source }, keep) {
    const { state, index } = this.page;
    return {
      claims: [...claims], entities: [...entities], steps, title: index.data.info.title, cypher: source?.cypher ?? "", query_name: source?.name ?? "",
      parameters: source?.parameters ?? {}, seen: state.projection, places: placesIn(index.data.drawings, (id) => keep || state.pinned.has(id)),
    };
  }

  // For the address: the claims, the entities that stand alone, the places of what is pinned, and where it all came from.
  told() {
    const told = new URLSearchParams();
    if (this.name) told.set("name", this.name);
    if (this.claims.size) told.set("c", packed(this.claims));
    for (const id of this.entities) told.append("e", id);
    for (const [projection, places] of Object.entries(placesIn(this.page.index.data.drawings, (id) => this.page.state.pinned.has(id)))) {
      for (const [id, [x, y]] of Object.entries(places)) told.append("pin", `${projection}@${x}@${y}@${id}`);
    }
    writeSource(told, this);
    return told.toString();
  }

  // What an address asks for: the fields of a question, and what is pinned; null where it asks for nothing.
  // `remembered` is what the browser keeps of this page: where it is about the same claims it was only loaded again.
  static read(address, remembered) {
    const told = new URLSearchParams(address);
    if (!["c", "e", "step"].some((name) => told.has(name))) return null;
    const pins = told.getAll("pin").map(pinIn).filter(Boolean);
    const places = Object.fromEntries(PROJECTIONS.map((one) => [one, Object.fromEntries(pins.filter(({ projection }) => projection === one).map(({ id, place }) => [id, place]))]));
    const pinned = new Set(pins.map(({ id }) => id));
    const claims = unpacked(told.get("c") ?? "");
    const same = remembered?.claims === (told.get("c") ?? "");
    const { source, steps } = readSource(told, claims);
    return {
      claims, name: told.get("name") ?? "", entities: told.getAll("e"), pinned, source, places: same ? remembered.places : places, unfolded: new Map(same ? remembered.unfolded : []),
      steps: same ? steps : [...steps, `opened from an address with ${counted(claims.length, "claim")}`],
    };
  }

  // Open with what an address or the start asks for; nothing to undo.
  open(wanted) {
    return this.turns.take(() => this.#open(wanted));
  }

  async #open({ claims, name = "", entities = [], unfolded = new Map(), places = {}, pinned = null, steps = [], source = null, strongest = false }) {
    const wanted = { claims: new Set(claims), entities: new Set(entities), unfolded };
    const data = await this.#view({ ...this.#asked({ ...wanted, steps, source }, false), places, strongest }, (limit) => {
      const told = [...steps, strongestWords(limit, wanted.claims.size)];
      return this.open({ claims, name, entities, unfolded, places, pinned, steps: told, source, strongest: true });
    });
    this.name = name;
    if (pinned) this.page.state.pinned = pinned;
    this.#show(wanted, data, source, steps, { keep: false });
    this.#kept();
  }

  // A reload finds everything where it was: the browser keeps the places with the page's entry in its history.
  #kept() {
    this.remember();
    this.changed?.();
  }

  remember() {
    const { drawings } = this.page.index.data;
    const kept = { claims: packed(this.claims), places: placesIn(drawings, () => true), unfolded: [...this.unfolded] };
    history.replaceState(kept, "");
    this.page.remember();
  }
}

function strongestWords(limit, number) {
  return `the strongest ${limit.toLocaleString("en")} of ${counted(number, "claim")}`;
}

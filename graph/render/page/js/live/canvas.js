// What lies on the canvas: claims and entities, where they stand, how they came there; with undo and redo.

import { ask } from "./api.js";
import { counted } from "../words.js";
import { packed, unpacked } from "./ids.js";

const MOST_UNDONE = 60;

export class Canvas {
  constructor() {
    this.claims = new Set();
    this.entities = new Set();
    this.steps = [];
    this.source = null; // the query that chose the claims: {title, cypher, name, parameters}
    this.past = [];
    this.future = [];
  }

  // The page that shows the canvas; it must be set before anything else is done.
  shownBy(page) {
    this.page = page;
  }

  get empty() {
    return !this.claims.size && !this.entities.size;
  }

  // Do something to the claims and entities, in one step that can be undone.
  async change(step, mutate, { keep = true, source = this.source, steps = [...this.steps, step], arrangement = "free", strongest = false } = {}) {
    const before = this.#snapshot();
    const wanted = { claims: new Set(this.claims), entities: new Set(this.entities) };
    mutate(wanted);
    const data = await this.#view({ ...this.#asked({ ...wanted, steps, source }, keep), arrangement, strongest }, async (limit) => {
      const told = `the strongest ${limit.toLocaleString("en")} of ${counted(wanted.claims.size, "claim")}`;
      await this.change(told, mutate, { keep, source, steps: [...steps, told], arrangement, strongest: true });
      this.page.state.open("picture");
    });
    this.#noteBefore(before);
    this.#hold(wanted, data, source, steps);
    this.page.renew(data, { keep });
    if (keep) this.page.picture.reveal();
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

  add(step, claims, entities = []) {
    return this.change(step, (wanted) => {
      for (const id of claims) wanted.claims.add(id);
      for (const id of entities) wanted.entities.add(id);
    });
  }

  // Other claims instead of these, laid out anew.
  replace(step, claims, source = null, entities = []) {
    this.page.state.clear();
    return this.change(step, (wanted) => {
      wanted.claims = new Set(claims);
      wanted.entities = new Set(entities);
    }, { keep: false, source, steps: [step] });
  }

  remove(step, claims, entities = []) {
    return this.change(step, (wanted) => {
      for (const id of claims) wanted.claims.delete(id);
      for (const id of entities) wanted.entities.delete(id);
    });
  }

  // After a decision about who is one with whom: `now` gives the ids that a claim has now by the one it had.
  async retell(step, now, { from, to }) {
    await this.change(step, (wanted) => {
      wanted.claims = new Set([...wanted.claims].flatMap((id) => now[id] ?? [id]));
      wanted.entities = new Set([...wanted.entities].map((id) => (id === from ? to : id)));
    });
    this.#forgetThePast();
  }

  // Steps before a decision name claims that the store does not have any more.
  #forgetThePast() {
    [this.past, this.future] = [[], []];
    this.changed?.();
  }

  // Lay everything out anew, in one of the arrangements of the server; what is pinned keeps its place.
  layOut(arrangement) {
    return this.change("laid out anew", () => {}, { keep: false, steps: this.steps, arrangement });
  }

  // Before something changes that the page does by itself (hiding, pinning, moving).
  noteBefore(step) {
    this.#noteBefore(this.#snapshot());
    if (step) this.steps = [...this.steps, step];
  }

  undo() {
    this.#travel(this.past, this.future);
  }

  redo() {
    this.#travel(this.future, this.past);
  }

  #travel(from, to) {
    const moment = from.pop();
    if (!moment) return;
    to.push(this.#snapshot());
    const { state } = this.page;
    this.#hold(moment, moment.data, moment.source, moment.steps);
    state.away = new Set(moment.away);
    state.pinned = new Set(moment.pinned);
    this.page.renew({ ...moment.data, drawings: structuredClone(moment.drawings) });
    this.#kept();
  }

  #noteBefore(moment) {
    this.past.push(moment);
    if (this.past.length > MOST_UNDONE) this.past.shift();
    this.future = [];
  }

  #snapshot() {
    const { state, index } = this.page;
    return {
      claims: new Set(this.claims), entities: new Set(this.entities), steps: this.steps, source: this.source, away: new Set(state.away),
      pinned: new Set(state.pinned), data: index.data, drawings: structuredClone(index.data.drawings),
    };
  }

  // What the server does not know any more is not asked for again.
  #hold({ claims, entities }, data, source, steps) {
    const known = new Set(data.claims.map((record) => record.claim.id));
    this.claims = new Set([...claims].filter((id) => known.has(id)));
    this.entities = new Set([...entities].filter((id) => data.alone.includes(id)));
    this.lost = claims.size - this.claims.size;
    this.source = source;
    this.steps = steps;
  }

  // The fields of a question about the canvas as it is, or as it is wanted.
  asked() {
    return this.#asked(this, true);
  }

  #asked({ claims, entities, steps, source }, keep) {
    const { state, index } = this.page;
    return {
      claims: [...claims], entities: [...entities], steps, title: source?.title ?? "", cypher: source?.cypher ?? "",
      query_name: source?.name ?? "", parameters: source?.parameters ?? {}, places: placesIn(index.data.drawings, (id) => keep || state.pinned.has(id)),
    };
  }

  // For the address: the claims, the entities that stand alone, and the places of what is pinned.
  told() {
    const told = new URLSearchParams();
    if (this.claims.size) told.set("c", packed([...this.claims]));
    for (const id of this.entities) told.append("e", id);
    for (const [projection, places] of Object.entries(placesIn(this.page.index.data.drawings, (id) => this.page.state.pinned.has(id)))) {
      for (const [id, [x, y]] of Object.entries(places)) told.append("pin", `${projection}@${x}@${y}@${id}`);
    }
    return told.toString();
  }

  // What an address asks for: the fields of a question, and what is pinned; null where it asks for nothing.
  static read(address, remembered) {
    const told = new URLSearchParams(address);
    if (!told.has("c") && !told.has("e")) return null;
    const places = { claims: {}, supply: {} };
    const pinned = new Set();
    for (const pin of told.getAll("pin")) {
      const [projection, x, y, ...id] = pin.split("@");
      if (!(projection in places) || !Number.isFinite(Number(x)) || !Number.isFinite(Number(y))) continue;
      places[projection][id.join("@")] = [Number(x), Number(y), false];
      pinned.add(id.join("@"));
    }
    const claims = unpacked(told.get("c") ?? "");
    const same = remembered?.claims === (told.get("c") ?? "");
    return { claims, entities: told.getAll("e"), places: same ? remembered.places : places, pinned, steps: same ? remembered.steps : [], source: same ? remembered.source : null };
  }

  // Open with what an address or the start asks for; nothing to undo.
  async open({ claims, entities = [], places = {}, steps = [], source = null, strongest = false }) {
    const wanted = { claims: new Set(claims), entities: new Set(entities) };
    const data = await this.#view({ ...this.#asked({ ...wanted, steps, source }, false), places, strongest }, (limit) => {
      const told = `the strongest ${limit.toLocaleString("en")} of ${counted(claims.size ?? claims.length, "claim")}`;
      return this.open({ claims, entities, places, steps: [...steps, told], source, strongest: true });
    });
    this.#hold(wanted, data, source, steps);
    this.page.renew(data, { keep: false });
    this.#kept();
  }

  // A reload finds everything where it was: the browser keeps the places with the page's entry in its history.
  #kept() {
    this.remember();
    this.changed?.();
  }

  remember() {
    const { drawings } = this.page.index.data;
    const kept = { claims: packed([...this.claims]), places: placesIn(drawings, () => true), steps: this.steps, source: this.source };
    history.replaceState(kept, "");
    this.page.remember();
  }
}

function placesIn(drawings, wanted) {
  return Object.fromEntries(Object.entries(drawings).map(([projection, { nodes }]) => [
    projection, Object.fromEntries(nodes.filter(({ id }) => wanted(id)).map(({ id, x, y, name_above: above }) => [id, [x, y, Boolean(above)]])),
  ]));
}

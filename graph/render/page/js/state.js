// What the page shows at the moment, in one place; whoever wants to know of changes subscribes.

export class State {
  #listeners = [];

  constructor() {
    this.projection = "claims";
    this.table = false;
    this.hidden = { status: new Set(), type: new Set(), certainty: new Set(), modality: new Set() };
    this.selection = null; // {kind: "claim" | "entity" | "pair", id}
    this.matches = null; // ids of nodes that a search found, null where nothing is searched
    this.trail = []; // selections to go back to
  }

  subscribe(listener) {
    this.#listeners.push(listener);
  }

  select(kind, id) {
    if (this.selection?.kind === kind && this.selection.id === id) return;
    if (this.selection) this.trail.push(this.selection);
    this.selection = { kind, id };
    this.#tell("selection");
  }

  back() {
    this.selection = this.trail.pop() ?? null;
    this.#tell("selection");
  }

  clear() {
    this.selection = null;
    this.trail = [];
    this.matches = null;
    this.#tell("selection");
  }

  show(projection) {
    this.projection = projection;
    this.#tell("projection");
  }

  showTable(shown) {
    this.table = shown;
    this.#tell("table");
  }

  toggle(group, value, shown) {
    if (shown) this.hidden[group].delete(value);
    else this.hidden[group].add(value);
    this.#tell("filters");
  }

  find(matches) {
    this.matches = matches;
    this.#tell("matches");
  }

  #tell(what) {
    for (const listener of this.#listeners) listener(what);
  }
}

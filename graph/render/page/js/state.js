// What the page shows at the moment, in one place; whoever wants to know of changes subscribes.

// How the picture is drawn at first: layout (of LAYOUTS), the hub that somebody chose, how its lanes are grouped and whether all
// are drawn, what makes nodes large, what gives them their colour, and which links between entities are drawn.
const AS_DRAWN = { layout: "auto", hub: "", group: "", all: false, sized: "", coloured: "", links: "" };
export const LAYOUTS = ["auto", "free", "hub", "sides"];
export const SIZES = ["", "claims", "origins"];
export const COLOURS = ["", "community"];
export const LINK_WORDS = { "based-in": "based in", "speaks-for": "speaks for", "kind-of": "kind of" };
export const LINKS = ["", ...Object.keys(LINK_WORDS), "all"];
export const GROUPINGS = ["", "goods", "status"];
export const NOBODY = { good: "", outlet: "", speaker: "" };

export class State {
  #listeners = [];

  constructor() {
    this.projection = "supply";
    Object.assign(this, AS_DRAWN); // see AS_DRAWN
    this.pane = "picture"; // what stands in the middle: "picture", "table", or what the live page adds
    this.hidden = { status: new Set(), type: new Set(), certainty: new Set(), modality: new Set(), review: new Set() };
    this.least = 0; // the fewest independent origins of a claim that is shown
    this.lowest = 0; // the lowest confidence of a claim that is shown; claims without one are always shown
    this.range = { from: "", to: "" }; // ISO dates, "" for open ends
    this.clock = "said"; // what the range is about: when it was "said", or is said to have "happened"
    this.only = { ...NOBODY }; // ids of a good and a speaker, the name of an outlet
    this.away = new Set(); // ids of nodes that somebody hid
    this.pinned = new Set(); // ids of nodes that keep their place whatever happens
    this.selection = null; // {kind: "claim" | "entity" | "pair", id}
    this.matches = null; // ids of nodes that a search found, null where nothing is searched
    this.trail = []; // selections to go back to
    this.many = new Set(); // ids of nodes that are chosen together
  }

  subscribe(listener) {
    this.#listeners.push(listener);
  }

  get table() {
    return this.pane === "table";
  }

  select(kind, id) {
    if (this.selection?.kind === kind && this.selection.id === id) return;
    if (this.selection) this.trail.push(this.selection);
    this.selection = { kind, id };
    this.tell("selection");
  }

  // Choose so many together; nobody with an empty set.
  gather(ids) {
    this.many = new Set(ids);
    this.tell("many");
  }

  // Choose one more node together with others, or let it go.
  toggleOne(id) {
    const many = new Set(this.many);
    if (!many.delete(id)) many.add(id);
    this.gather(many);
  }

  back() {
    this.selection = this.trail.pop() ?? null;
    this.tell("selection");
  }

  clear() {
    this.selection = null;
    this.trail = [];
    this.matches = null;
    this.tell("selection");
  }

  // Let go of what is not there any more; `there(kind, id)` says whether something is.
  letGo(there) {
    const still = (one) => one && there(one.kind, one.id);
    this.selection = still(this.selection) ? this.selection : null;
    this.trail = this.trail.filter(still);
    this.many = new Set([...this.many].filter((id) => there("claim", id) || there("entity", id)));
    const found = [...(this.matches ?? [])].filter((id) => there("claim", id) || there("entity", id));
    this.matches = found.length ? new Set(found) : null;
  }

  show(projection) {
    this.projection = projection;
    this.tell("projection");
  }

  // Draw otherwise: any of `AS_DRAWN`.
  draw(how) {
    Object.assign(this, how);
    this.tell("drawing");
  }

  open(pane) {
    this.pane = pane;
    this.tell("pane");
  }

  toggle(group, value, shown) {
    if (shown) this.hidden[group].delete(value);
    else this.hidden[group].add(value);
    this.tell("filters");
  }

  demand(least) {
    this.least = least;
    this.tell("filters");
  }

  trust(lowest) {
    this.lowest = lowest;
    this.tell("filters");
  }

  between(from, to) {
    this.range = { from, to };
    this.tell("filters");
  }

  tellTimeBy(clock) {
    this.clock = clock;
    this.range = { from: "", to: "" };
    this.tell("filters");
  }

  narrow(what, value) {
    this.only[what] = value;
    this.tell("filters");
  }

  // Every claim is shown again, and every node.
  unfilter() {
    if (this.away.size) this.tell("unhiding");
    for (const group of Object.values(this.hidden)) group.clear();
    this.least = 0;
    this.lowest = 0;
    this.range = { from: "", to: "" };
    this.only = { ...NOBODY };
    this.away.clear();
    this.tell("filters");
  }

  get filtered() {
    const { hidden, least, lowest, range, only, away } = this;
    return Boolean(
      Object.values(hidden).some((group) => group.size) || least || lowest || range.from || range.to || Object.values(only).some(Boolean) || away.size,
    );
  }

  hide(id) {
    this.away.add(id);
    if (this.selection?.id === id) this.selection = null;
    this.tell("filters");
  }

  pin(id, pinned) {
    if (pinned) this.pinned.add(id);
    else this.pinned.delete(id);
    this.tell("pins");
  }

  find(matches) {
    this.matches = matches;
    this.tell("matches");
  }

  tell(what) {
    for (const listener of this.#listeners) listener(what);
  }
}

// What hands and keys do with the picture beyond a click: hover, the menu, the lasso, several chosen together, the panels.

import { element } from "./dom.js";
import { isTyping } from "./keys.js";
import { Hovering } from "./hovering.js";
import { Lasso } from "./lasso.js";
import { claimsKept, ManyBar } from "./many.js";
import { ContextMenu } from "./menu.js";
import { Panels } from "./panels.js";
import { counted, headline } from "./words.js";

export class Gestures {
  // `page` is whole but for these; `part(id)` an element of it. Its `live` may have
  //   menu(kind, id)   further entries of a menu, see ContextMenu; kind "canvas" for the picture itself
  //   many(ids)        what can be done with several, instead of keeping and hiding: {words, does}
  constructor(page, part) {
    const { index, state, picture, say } = page;
    Object.assign(this, { page, index, state, picture, say, part });
    this.menu = new ContextMenu(part("picture").parentElement, say);
    this.hovering = new Hovering(part("picture"), picture, index);
    this.lasso = new Lasso(part("picture"), { around: (line) => this.#caught(line), clicked: (point) => this.#toggled(point) });
    this.lassoButton = element("button", { type: "button", class: "lasso-switch", "aria-pressed": "false", "aria-keyshortcuts": "l", title: "Draw round what you want to choose together (L, or hold Shift)", on: { click: () => this.turnLasso() } }, "Lasso");
    part("many").before(element("div", { class: "corner" }, this.lassoButton));
    this.bar = new ManyBar(part("many"), index, state, (ids) => this.#manyEntries(ids));
    this.panels = new Panels(part("body"), part("picture").parentElement, { left: part("side"), right: part("evidence") }, { say });
    document.addEventListener("contextmenu", (event) => this.#asked(event));
    document.addEventListener("keydown", (event) => this.#menuKey(event));
    state.subscribe((what) => this.#changed(what));
  }

  // Keys of the whole page.
  get keys() {
    return {
      m: () => this.openMenu(), l: () => this.turnLasso(),
      "[": () => this.panels.toggle("left"), "]": () => this.panels.toggle("right"),
    };
  }

  // Esc takes back the innermost of what these have begun; false where nothing is begun.
  escape() {
    if (this.lasso.on) this.turnLasso();
    else if (this.state.many.size) this.state.gather([]);
    else return false;
    return true;
  }

  turnLasso() {
    if (this.state.pane !== "picture" || !this.picture.anyShown) {
      this.say("There is nothing drawn to choose from");
      return;
    }
    this.lasso.turn(!this.lasso.on);
    this.lassoButton.setAttribute("aria-pressed", String(this.lasso.on));
    if (this.lasso.on) this.say("Draw round what you want to choose together; Esc ends it");
  }

  // The menu of what has the keyboard: an entity of the list, a row of the table, what is chosen, or the canvas.
  openMenu() {
    const focus = document.activeElement;
    const reached = this.page.entities.list === focus && this.page.entities.reached;
    const row = focus?.closest?.("tr[data-claim]");
    if (reached) this.#open({ kind: "entity", id: reached.id }, middleOf(reached.box));
    else if (row) this.#open({ kind: "claim", id: row.dataset.claim }, middleOf(row.getBoundingClientRect()));
    else this.#open(this.state.selection ?? { kind: "canvas" }, this.#placeOf(this.state.selection));
  }

  #placeOf(selection) {
    const box = this.part("picture").getBoundingClientRect();
    const place = selection && this.picture.drawn && this.picture.placeOf(selection.id);
    return place && box.width ? { x: box.left + place.x, y: box.top + place.y } : middleOf(box.width ? box : document.body.getBoundingClientRect());
  }

  #menuKey(event) {
    if (event.key !== "ContextMenu" && !(event.key === "F10" && event.shiftKey)) return;
    if (isTyping(event.target)) return;
    event.preventDefault();
    if (!this.menu.open) this.openMenu();
  }

  #asked(event) {
    const target = event.target instanceof Element ? event.target : document.body;
    const spot = { x: event.clientX, y: event.clientY };
    const listed = target.closest("#entity-list li");
    const row = target.closest("tr[data-claim]");
    const picture = target.closest("#picture");
    if (this.menu.open && !picture) event.preventDefault();
    if (!listed && !row && !picture) return;
    event.preventDefault();
    this.hovering.hide();
    if (listed) this.#open({ kind: "entity", id: listed.dataset.id }, spot);
    else if (row) this.#open({ kind: "claim", id: row.dataset.claim }, spot);
    else {
      const box = picture.getBoundingClientRect();
      this.#open(this.picture.whatIsAt({ x: spot.x - box.left, y: spot.y - box.top }) ?? { kind: "canvas" }, spot);
    }
  }

  #open({ kind, id }, spot) {
    if (kind !== "canvas" && this.state.many.has(id)) {
      this.menu.show(`${this.state.many.size} chosen`, this.#manyEntries([...this.state.many]), spot);
      return;
    }
    const makers = { claim: () => this.#claimEntries(id), entity: () => this.#entityEntries(id), pair: () => this.#pairEntries(id), canvas: () => this.#canvasEntries() };
    this.menu.show(this.#titleOf(kind, id), makers[kind](), spot);
  }

  #titleOf(kind, id) {
    if (kind === "claim") return headline(this.index, this.index.records.get(id));
    if (kind === "entity") return this.index.nameOf(id);
    return kind === "pair" ? this.#ends(id).map((end) => this.index.nameOf(end)).join(" → ") : "Canvas";
  }

  #ends(id) {
    const { from, to } = this.index.data.drawings.supply.edges.find((edge) => edge.id === id);
    return [from, to];
  }

  #claimEntries(id) {
    return [
      { words: "Read the evidence", keys: "R", does: () => this.page.read(id) },
      { words: "Show in the panel", does: () => this.state.select("claim", id) },
      this.#together(id), ...this.#further("claim", id), null, { words: "Hide", keys: "H", does: () => this.page.hide(id), why: this.state.away.has(id) ? "That is hidden already" : "" },
    ];
  }

  #entityEntries(id) {
    const neighbours = () => this.picture.neighboursOf(id);
    const drawn = this.picture.shownNodes.includes(id);
    return [
      { words: "Show its claims", does: () => this.state.select("entity", id) },
      ...this.#further("entity", id), null, this.#together(id),
      { words: "Choose it with its neighbours", does: () => this.state.gather([...this.state.many, ...neighbours()]), why: drawn ? "" : `${this.index.nameOf(id)} is not drawn now` },
      null, { words: "Hide", keys: "H", does: () => this.page.hide(id), why: this.state.away.has(id) ? "That is hidden already" : "" },
    ];
  }

  #pairEntries(id) {
    return [
      { words: "Show its goods and claims", does: () => this.state.select("pair", id) },
      { words: "Choose both ends", does: () => this.state.gather([...this.state.many, ...this.#ends(id)]) },
    ];
  }

  #canvasEntries() {
    const { state, page } = this;
    const nothing = this.picture.anyShown ? "" : "Nothing is drawn";
    return [
      { words: "Fit", keys: "F", does: () => page.fit() },
      { words: "Choose all that is shown", does: () => state.gather(this.picture.shownNodes), why: nothing },
      { words: "Draw a lasso", keys: "L", does: () => this.turnLasso(), why: nothing },
      { words: "Show everything again", does: () => state.unfilter(), why: state.filtered ? "" : "Nothing is hidden: no filter is set" },
      ...this.#further("canvas"),
    ];
  }

  #further(kind, id = null) {
    const more = this.page.live.menu?.(kind, id) ?? [];
    return more.length ? [null, ...more] : [];
  }

  #together(id) {
    return { words: this.state.many.has(id) ? "Let go" : "Choose together with others", keys: "Shift click", does: () => this.state.toggleOne(id) };
  }

  #manyEntries(ids) {
    const own = this.page.live.many?.(ids) ?? [
      { words: "Keep only these", does: () => this.#keepOnly(ids) },
      { words: "Hide", does: () => this.page.hideAll(ids, `${counted(ids.length, "node")}`) },
    ];
    return [...own, { words: "Let go", keys: "Escape", does: () => this.state.gather([]) }];
  }

  #keepOnly(ids) {
    const kept = new Set(claimsKept(this.index, ids));
    const others = [...this.page.visible.records.keys()].filter((id) => !kept.has(id));
    if (!kept.size) this.say("Nothing is kept: no claim is chosen, and none lies between two of these");
    else if (!others.length) this.say("Nothing changes by that: every claim shown is among these");
    else this.page.hideAll(others, `all but ${counted(kept.size, "claim")}`);
  }

  #caught(line) {
    if (this.lasso.on) this.turnLasso();
    const caught = this.picture.inside(line);
    if (caught.length) this.state.gather([...this.state.many, ...caught]);
    else this.say("Nothing lies inside the line");
  }

  #toggled(point) {
    const id = this.picture.nodeAt(point);
    if (id) this.state.toggleOne(id);
    else this.say("Nothing stands there; press on a node to choose it with others, or draw round some");
  }

  #changed(what) {
    if (what !== "many" && what !== "filters") return;
    this.renew();
    const { many } = this.state;
    if (what === "many") this.page.announce(many.size ? `${counted(many.size, "node")} chosen together` : "Nothing is chosen together");
  }

  renew() {
    this.hovering?.hide();
    this.bar.render();
    this.lassoButton.hidden = this.state.pane !== "picture" || this.state.many.size > 0;
  }
}

function middleOf({ left, top, width, height }) {
  return { x: left + width / 2, y: top + height / 2 };
}

// The two side panels: how wide they are, and whether they are open. The browser remembers it.

import { element } from "./dom.js";

const KEPT_PANELS = "claimgraph panels";
const STEP = 24;
const LEAST_CENTRE = 320;
const SIDES = {
  left: { name: "Filters", least: 180, most: 460, keys: "[" },
  right: { name: "Evidence", least: 260, most: 820, keys: "]" },
};

export class Panels {
  // `centre` lies between the two `panels` of `body` and holds their borders.
  constructor(body, centre, panels, { say }) {
    Object.assign(this, { body, centre, panels, say });
    this.kept = remembered();
    this.parts = Object.fromEntries(Object.entries(SIDES).map(([side, told]) => [side, this.#parts(side, told)]));
    for (const side of Object.keys(SIDES)) this.#apply(side);
    addEventListener("resize", () => this.#measure());
  }

  isOpen(side) {
    return !this.kept[side].closed;
  }

  toggle(side) {
    this.kept[side].closed = !this.kept[side].closed;
    this.#apply(side);
    this.#keep();
    const { name, keys } = SIDES[side];
    this.say(this.isOpen(side) ? `${name} opened` : `${name} closed; ${keys} opens it again`);
    (this.isOpen(side) ? this.parts[side].close : this.parts[side].open).focus({ preventScroll: true });
  }

  #parts(side, { name, keys }) {
    const line = element("div", {
      class: `splitter of-${side}`, role: "separator", tabindex: "0", "aria-orientation": "vertical", "aria-label": `Width of ${name}`, "aria-controls": this.panels[side].id,
      on: { keydown: (event) => this.#pressed(side, event), pointerdown: (event) => this.#grab(side, event), dblclick: () => this.#set(side, null) },
    });
    const close = element("button", { type: "button", class: `panel-close of-${side}`, title: `Close ${name} (${keys})`, "aria-label": `Close ${name}`, "aria-keyshortcuts": keys, on: { click: () => this.toggle(side) } }, side === "left" ? "«" : "»");
    const open = element("button", { type: "button", class: `panel-open of-${side}`, title: `Open ${name} (${keys})`, "aria-expanded": "false", "aria-keyshortcuts": keys, on: { click: () => this.toggle(side) } }, name);
    this.centre.append(line, close, open);
    return { line, close, open };
  }

  #apply(side) {
    const { closed, width } = this.kept[side];
    this.body.classList.toggle(`no-${side}`, Boolean(closed));
    if (width) this.body.style.setProperty(`--${side}`, `${width}px`);
    else this.body.style.removeProperty(`--${side}`);
    this.panels[side].inert = Boolean(closed);
    this.parts[side].open.hidden = !closed;
    this.parts[side].close.hidden = this.parts[side].line.hidden = Boolean(closed);
    this.#measure();
  }

  // What a screen reader is told of the splitters.
  #measure() {
    for (const [side, { least, most }] of Object.entries(SIDES)) {
      const { line } = this.parts[side] ?? {};
      if (!line) continue;
      const now = Math.round(this.panels[side].getBoundingClientRect().width);
      for (const [name, value] of [["valuenow", Math.min(most, Math.max(least, now))], ["valuemin", least], ["valuemax", most]]) line.setAttribute(`aria-${name}`, String(value));
    }
  }

  // Other widths are as the style sheet has them with `null`.
  #set(side, width) {
    const { least, most } = SIDES[side];
    const other = side === "left" ? "right" : "left";
    const taken = this.isOpen(other) ? this.panels[other].getBoundingClientRect().width : 0;
    const room = Math.max(least, Math.min(most, this.body.clientWidth - taken - LEAST_CENTRE));
    const wanted = width === null ? null : Math.round(Math.max(least, Math.min(room, width)));
    if (wanted !== null && wanted === this.kept[side].width) this.say(wanted <= least ? `${SIDES[side].name} is as narrow as it can be` : `${SIDES[side].name} is as wide as it can be`);
    this.kept[side].width = wanted;
    this.#apply(side);
    this.#keep();
  }

  #pressed(side, event) {
    const { least, most } = SIDES[side];
    const now = this.panels[side].getBoundingClientRect().width;
    const outward = side === "left" ? 1 : -1;
    const widths = { ArrowRight: now + outward * STEP, ArrowLeft: now - outward * STEP, Home: least, End: most };
    if (event.key in widths) this.#set(side, widths[event.key]);
    else if (event.key === "Enter") this.toggle(side);
    else return;
    event.preventDefault();
    event.stopPropagation();
  }

  #grab(side, event) {
    if (event.button !== 0) return;
    event.preventDefault();
    const { line } = this.parts[side];
    line.focus({ preventScroll: true });
    line.setPointerCapture(event.pointerId);
    const box = this.body.getBoundingClientRect();
    const move = ({ clientX }) => this.#set(side, side === "left" ? clientX - box.left : box.right - clientX);
    line.addEventListener("pointermove", move);
    const end = () => line.removeEventListener("pointermove", move);
    for (const going of ["pointerup", "pointercancel"]) line.addEventListener(going, end, { once: true });
  }

  #keep() {
    try {
      localStorage.setItem(KEPT_PANELS, JSON.stringify(this.kept));
    } catch {
      // A page without storage forgets it.
    }
  }
}

// A width that the panel can have; null for what is none.
function widthIn(value, { least, most }) {
  return value >= least && value <= most && typeof value === "number" ? value : null;
}

function remembered() {
  let kept = null;
  try {
    kept = JSON.parse(localStorage.getItem(KEPT_PANELS));
  } catch {
    // As above.
  }
  const one = (side) => ({ closed: kept?.[side]?.closed === true, width: widthIn(kept?.[side]?.width, SIDES[side]) });
  return { left: one("left"), right: one("right") };
}

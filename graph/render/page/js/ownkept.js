// What the desk of an exported page left in the browser. It may be damaged, and in some browsers all pages that were opened
// from files share one storage, so nothing is believed before it was looked at.

import { decisionIn } from "./owntold.js";

// {value, stored}: null for what is not there or cannot be read; `stored` says whether this browser keeps anything for the page.
export function readKept(key) {
  let text;
  try {
    text = localStorage.getItem(key);
  } catch {
    return { value: null, stored: false };
  }
  try {
    return { value: JSON.parse(text), stored: true };
  } catch {
    return { value: text, stored: true };
  }
}

// The decisions of the desk. All tabs of the page share one list in the browser, so each reads it anew before it changes it.
export class KeptDecisions {
  // `changed()` is called when another tab changed the list.
  constructor(index, changed) {
    this.index = index;
    this.key = `claimgraph-decisions-${index.data.checksum}`;
    const { value, stored } = readKept(this.key);
    const { decisions, lost } = decisionsIn(value, index);
    Object.assign(this, { all: decisions, lost, stored });
    addEventListener("storage", ({ key }) => {
      if (key !== this.key) return;
      this.#read();
      changed();
    });
  }

  // Leave out what `goes(one)` chooses, add what `comes`; the decisions that went.
  change(goes, ...comes) {
    this.#read();
    const gone = this.all.filter(goes);
    this.all = [...this.all.filter((one) => !gone.includes(one)), ...comes];
    this.stored = this.stored && writeKept(this.key, this.all);
    return gone;
  }

  // Whether a decision stands in this tab alone and goes with it.
  get atRisk() {
    const held = new Set(this.stored ? decisionsIn(readKept(this.key).value, this.index).decisions.map((one) => one.told.id) : []);
    return this.all.some((one) => !held.has(one.told.id));
  }

  // What is missing from a whole list was undone in another tab. A list that somebody removed or damaged says nothing of that.
  #read() {
    if (!this.stored) return;
    const { value } = readKept(this.key);
    const { decisions, lost } = decisionsIn(value, this.index);
    const whole = Array.isArray(value) && !lost;
    const held = new Set(decisions.map((one) => one.told.id));
    this.all = whole ? decisions : [...this.all.filter((one) => !held.has(one.told.id)), ...decisions];
  }
}

// Whether the browser keeps a value from now on.
export function writeKept(key, value) {
  try {
    localStorage.setItem(key, JSON.stringify(value));
    return true;
  } catch {
    return false;
  }
}

// {decisions, lost}: those of a kept value that are decisions about this page, and how many others were left out.
function decisionsIn(value, index) {
  const kept = Array.isArray(value) ? value : value === null ? [] : [value];
  const decisions = kept.map((one) => decisionIn(one, index)).filter(Boolean);
  return { decisions, lost: kept.length - decisions.length };
}

// The tools of the canvas: undo, redo, lay out anew, empty.

import { element, replaceContent } from "../dom.js";
import { button } from "./actions.js";

const ARRANGEMENTS = { free: "freely", columns: "in columns", circle: "in a circle" };

export class Tools {
  // `tell` does something that may go wrong, and tells what.
  constructor(place, canvas, tell) {
    Object.assign(this, { canvas, tell });
    this.undo = button("↶", () => canvas.undo(), { "aria-label": "Undo", "aria-keyshortcuts": "Control+Z" });
    this.redo = button("↷", () => canvas.redo(), { "aria-label": "Redo", "aria-keyshortcuts": "Control+Shift+Z" });
    const empty = button("Empty", () => this.empty(), { title: "Empty the canvas; Undo brings it back" });
    replaceContent(place, this.undo, this.redo, this.#layouts(), empty);
    place.hidden = false;
    this.renew();
  }

  renew() {
    for (const [made, verb, key, kept] of [[this.undo, "Undo", "Ctrl+Z", this.canvas.past], [this.redo, "Redo", "Ctrl+Shift+Z", this.canvas.future]]) {
      made.disabled = !kept.length;
      made.title = kept.length ? `${verb}: ${kept.at(-1).words} (${key})` : `Nothing to ${verb.toLowerCase()}`;
    }
  }

  empty() {
    if (this.canvas.empty) this.canvas.page.say("The canvas is empty already");
    else this.tell(() => this.canvas.replace("emptied the canvas", []));
  }

  async layOut(arrangement) {
    const { page } = this.canvas;
    const before = placesOf(page.drawing);
    if (this.canvas.empty) {
      page.say("There is nothing to lay out: the canvas is empty");
      return;
    }
    await this.canvas.layOut(arrangement, `laid out ${ARRANGEMENTS[arrangement]}`);
    if (placesOf(page.drawing) === before) page.say("Everything stands there already: nothing moved");
  }

  // A choice that acts at once, so the same can be chosen again.
  #layouts() {
    const act = () => {
      const arrangement = select.value;
      select.value = "";
      if (arrangement) this.tell(() => this.layOut(arrangement));
    };
    const select = element(
      "select", { "aria-label": "Lay out anew", title: "Place everything anew; pinned nodes stay", on: { change: act } },
      element("option", { value: "" }, "Lay out…"), Object.entries(ARRANGEMENTS).map(([name, words]) => element("option", { value: name }, words)),
    );
    return select;
  }
}

function placesOf({ nodes }) {
  return nodes.map(({ id, x, y }) => `${id} ${x} ${y}`).sort().join("\n");
}

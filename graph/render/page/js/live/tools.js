// The tools of the canvas: undo, redo, lay out anew, empty.

import { element, replaceContent } from "../dom.js";
import { button } from "./actions.js";

const ARRANGEMENTS = { free: "freely", columns: "in columns", circle: "in a circle" };

export class Tools {
  // `tell` does something that may go wrong, and tells what.
  constructor(place, canvas, tell) {
    Object.assign(this, { canvas, tell });
    this.undo = button("Undo", () => canvas.undo(), { "aria-keyshortcuts": "Control+Z" });
    this.redo = button("Redo", () => canvas.redo(), { "aria-keyshortcuts": "Control+Shift+Z" });
    const empty = button("Empty", () => tell(() => canvas.replace("emptied the canvas", [])), { title: "Empty the canvas; Undo brings it back" });
    replaceContent(place, this.undo, this.redo, this.#layouts(), empty);
    place.hidden = false;
    this.renew();
  }

  renew() {
    this.undo.disabled = !this.canvas.past.length;
    this.redo.disabled = !this.canvas.future.length;
  }

  // A choice that acts at once, so the same can be chosen again.
  #layouts() {
    const act = () => {
      const arrangement = select.value;
      select.value = "";
      if (arrangement) this.tell(() => this.canvas.layOut(arrangement));
    };
    const select = element(
      "select", { "aria-label": "Lay out anew", title: "Place everything anew; pinned nodes stay", on: { change: act } },
      element("option", { value: "" }, "Lay out…"), Object.entries(ARRANGEMENTS).map(([name, words]) => element("option", { value: name }, words)),
    );
    return select;
  }
}

// The heading of the canvas, which can be written: a pencil beside it, a field in its place.

import { element } from "../dom.js";
import { button } from "./actions.js";

const MOST = 200;

export class TitleEditor {
  constructor(heading, canvas) {
    Object.assign(this, { heading, canvas });
    this.pencil = button("✎", () => this.#edit(), { class: "quiet pencil", "aria-label": "Write a title", title: "Write a title for this view" });
    heading.after(this.pencil);
  }

  #edit() {
    const { heading, pencil, canvas } = this;
    const field = element("input", { type: "text", class: "title-field", "aria-label": "Title of this view", maxlength: MOST, value: heading.textContent });
    let open = true; // taking the field away makes it lose the focus, which ends it again
    const end = (keep) => {
      if (!open) return;
      open = false;
      const words = field.value.trim();
      field.remove();
      heading.hidden = pencil.hidden = false;
      if (keep && words !== heading.textContent) canvas.rename(words);
      pencil.focus();
    };
    field.addEventListener("keydown", (event) => {
      event.stopPropagation();
      if (event.key === "Enter") end(true);
      if (event.key === "Escape") end(false);
    });
    field.addEventListener("blur", () => end(true));
    heading.hidden = pencil.hidden = true;
    heading.before(field);
    field.select();
  }
}

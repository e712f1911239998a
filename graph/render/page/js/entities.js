// The list of entities: one stop of the Tab key, arrows to move, Enter to read.

import { element, isolated, replaceContent } from "./dom.js";
import { shapeSample } from "./palette.js";

export class EntityList {
  // `pointed(id)` is told of the entity that is reached; null where the list is left.
  constructor(container, index, state, { pointed = () => {} } = {}) {
    this.state = state;
    this.index = index;
    this.pointed = pointed;
    this.list = element("ul", {
      role: "listbox", id: "entity-list", "aria-labelledby": "entities-title", tabindex: "0",
      on: { keydown: (event) => this.#pressed(event), click: (event) => this.#clicked(event), focus: () => this.#activate(this.active ?? this.#shown()[0], false), blur: () => this.pointed(null) },
    });
    replaceContent(container, this.list);
    this.renew();
  }

  // List the entities of other data.
  renew() {
    this.options = this.index.participants().map((entity) => this.#option(entity));
    this.active = null;
    this.list.removeAttribute("aria-activedescendant");
    replaceContent(this.list, this.options);
  }

  // Show the entities that the filters let through, mark the selected one. Of thousands only those are touched that change.
  render(visible) {
    const { many, selection } = this.state;
    for (const option of this.options) {
      const { id } = option.dataset;
      const hidden = !visible.entities.has(id);
      if (option.hidden !== hidden) option.hidden = hidden;
      if (option.classList.contains("among") !== many.has(id)) option.classList.toggle("among");
      const chosen = selection?.kind === "entity" && selection.id === id;
      if (chosen !== (option.getAttribute("aria-selected") === "true")) option.setAttribute("aria-selected", String(chosen));
      if (chosen) this.#activate(option, true);
    }
  }

  focus() {
    this.list.focus();
  }

  #option(entity) {
    const option = element(
      "li", { role: "option", "aria-selected": "false" },
      shapeSample(entity.type), isolated(this.index.nameOf(entity.id)), element("span", { class: "only-read" }, `, ${entity.type}`),
    );
    option.dataset.id = entity.id;
    return option;
  }

  // The entity that the arrows have reached, and where it is seen.
  get reached() {
    return this.active && { id: this.active.dataset.id, box: this.active.getBoundingClientRect() };
  }

  #shown() {
    return this.options.filter((option) => !option.hidden);
  }

  #pressed(event) {
    const shown = this.#shown();
    const at = shown.indexOf(this.active);
    const steps = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: shown.length - 1, PageDown: at + 10, PageUp: at - 10 };
    if (event.key in steps) {
      event.preventDefault();
      this.#activate(shown[Math.max(0, Math.min(shown.length - 1, steps[event.key]))], true);
    } else if (event.key === "Enter" || event.key === " ") {
      event.preventDefault();
      if (this.active && (event.shiftKey || event.ctrlKey)) this.state.toggleOne(this.active.dataset.id);
      else if (this.active) this.#choose(this.active);
    }
  }

  #clicked(event) {
    const option = event.target.closest("[role=option]");
    if (option) this.#choose(option);
  }

  #activate(option, scroll) {
    this.active?.classList.remove("active");
    this.active = option ?? null;
    if (!option) return;
    option.id ||= `entity-${this.options.indexOf(option)}`;
    option.classList.add("active");
    if (document.activeElement === this.list) this.pointed(option.dataset.id);
    this.list.setAttribute("aria-activedescendant", option.id);
    if (scroll) option.scrollIntoView({ block: "nearest" });
  }

  #choose(option) {
    this.#activate(option, false);
    this.state.select("entity", option.dataset.id);
  }
}

// The list of entities: one stop of the Tab key, arrows to move, Enter to read. Of thousands only as many stand in the page
// as somebody has scrolled or moved to: all of them would take longer than the picture.

import { element, isolated, replaceContent } from "./dom.js";
import { shapeSample } from "./palette.js";

// So many more stand in the list as soon as the last of them is seen.
const LISTED_AT_ONCE = 200;

export class EntityList {
  // `pointed(id)` is told of the entity that is reached; null where the list is left.
  constructor(container, index, state, { pointed = () => {} } = {}) {
    this.state = state;
    this.index = index;
    this.pointed = pointed;
    this.list = element("ul", {
      role: "listbox", id: "entity-list", "aria-labelledby": "entities-title", tabindex: "0",
      on: { keydown: (event) => this.#pressed(event), click: (event) => this.#clicked(event), focus: () => this.#activate(this.active ?? this.shown[0], false), blur: () => this.pointed(null) },
    });
    replaceContent(container, this.list);
    this.last = new IntersectionObserver((seen) => {
      if (seen.some(({ isIntersecting }) => isIntersecting)) this.#reach(this.list.children.length + LISTED_AT_ONCE);
    });
    this.renew();
  }

  // List the entities of other data; none stands in the list before the filters are known.
  renew() {
    this.options = new Map(); // what stands in the list, or did, by the id of its entity
    this.shown = []; // ids of the entities that the filters let through, in order
    this.active = null; // the id of the entity that is reached
    this.list.removeAttribute("aria-activedescendant");
    replaceContent(this.list);
  }

  // Show the entities that the filters let through, mark the selected one.
  render(visible) {
    const { many, selection } = this.state;
    const shown = this.index.participants().map(({ id }) => id).filter((id) => visible.entities.has(id));
    if (!sameIds(shown, this.shown)) this.#list(shown);
    const chosen = selection?.kind === "entity" ? selection.id : null;
    if (chosen && this.shown.includes(chosen)) this.#activate(chosen, true);
    for (const [id, option] of this.options) {
      option.classList.toggle("among", many.has(id));
      option.setAttribute("aria-selected", String(id === chosen));
    }
  }

  focus() {
    this.list.focus();
  }

  // The entity that the arrows have reached, and where it is seen.
  get reached() {
    const option = this.options.get(this.active);
    return option?.isConnected ? { id: this.active, box: option.getBoundingClientRect() } : null;
  }

  // Others are shown: as many of them stand in the list as of those before.
  #list(shown) {
    const standing = Math.max(LISTED_AT_ONCE, this.list.children.length);
    this.shown = shown;
    replaceContent(this.list);
    this.#reach(standing);
    if (this.active && !shown.includes(this.active)) this.#activate(null, false);
  }

  // So many of those shown stand in the list at least.
  #reach(number) {
    const from = this.list.children.length;
    const more = this.shown.slice(from, Math.max(from, number));
    this.list.append(...more.map((id, at) => this.#option(id, from + at)));
    this.last.disconnect();
    if (this.list.children.length < this.shown.length) this.last.observe(this.list.lastChild);
  }

  #option(id, at) {
    if (!this.options.has(id)) {
      const { many, selection } = this.state;
      const { type } = this.index.entities.get(id);
      const option = element(
        "li", { role: "option", id: `entity-${this.options.size}`, class: many.has(id) ? "among" : null, "aria-selected": selection?.kind === "entity" && selection.id === id },
        shapeSample(type), isolated(this.index.nameOf(id)), element("span", { class: "only-read" }, `, ${type}`),
      );
      option.dataset.id = id;
      this.options.set(id, option);
    }
    const option = this.options.get(id);
    option.setAttribute("aria-posinset", at + 1);
    option.setAttribute("aria-setsize", this.shown.length);
    return option;
  }

  #pressed(event) {
    const at = this.shown.indexOf(this.active);
    const last = this.shown.length - 1;
    const steps = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: last, PageDown: at + 10, PageUp: at - 10 };
    if (event.key in steps) {
      event.preventDefault();
      this.#activate(this.shown[Math.max(0, Math.min(last, steps[event.key]))], true);
    } else if (event.key === "Enter" || event.key === " ") {
      event.preventDefault();
      if (this.active && (event.shiftKey || event.ctrlKey)) this.state.toggleOne(this.active);
      else if (this.active) this.#choose(this.active);
    }
  }

  #clicked(event) {
    const option = event.target.closest("[role=option]");
    if (option) this.#choose(option.dataset.id);
  }

  // Reach an entity of those shown, or none.
  #activate(id, scroll) {
    this.options.get(this.active)?.classList.remove("active");
    this.active = id ?? null;
    if (!id) {
      this.list.removeAttribute("aria-activedescendant");
      return;
    }
    this.#reach(this.shown.indexOf(id) + 1);
    const option = this.options.get(id);
    option.classList.add("active");
    if (document.activeElement === this.list) this.pointed(id);
    this.list.setAttribute("aria-activedescendant", option.id);
    if (scroll) option.scrollIntoView({ block: "nearest" });
  }

  #choose(id) {
    this.#activate(id, false);
    this.state.select("entity", id);
  }
}

function sameIds(one, other) {
  return one.length === other.length && one.every((id, at) => id === other[at]);
}

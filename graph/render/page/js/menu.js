// A menu at a place of the page: opened by the right button or the menu key, used with the pointer or the arrows.

import { element, replaceContent } from "./dom.js";

export class ContextMenu {
  #back = null;

  // `place` holds it; `say` tells the reader why an entry does nothing.
  constructor(place, say) {
    this.say = say;
    this.list = element("div", { class: "context-menu", role: "menu", id: "context-menu", tabindex: "-1", hidden: true, on: { keydown: (event) => this.#pressed(event) } });
    place.append(this.list);
    document.addEventListener("pointerdown", (event) => !this.list.contains(event.target) && this.close(), { capture: true });
    this.list.addEventListener("contextmenu", (event) => event.preventDefault());
    for (const going of ["blur", "resize"]) addEventListener(going, () => this.close());
    this.list.addEventListener("focusout", (event) => event.relatedTarget && !this.list.contains(event.relatedTarget) && this.close());
  }

  get open() {
    return !this.list.hidden;
  }

  // Entries: {words, does, keys, why}; where `why` says something the entry does nothing else but tell it. null draws a line.
  show(title, entries, { x, y }) {
    this.#back = document.activeElement;
    this.list.setAttribute("aria-label", `What can be done with ${title}`);
    replaceContent(this.list, element("p", { class: "menu-title", role: "presentation" }, title), entries.map((entry) => (entry ? this.#entry(entry) : element("hr", {}))));
    this.list.hidden = false;
    const { offsetWidth: width, offsetHeight: height } = this.list;
    this.list.style.left = `${Math.max(4, Math.min(x, innerWidth - width - 4))}px`;
    this.list.style.top = `${Math.max(4, Math.min(y, innerHeight - height - 4))}px`;
    this.#items()[0]?.focus({ preventScroll: true });
  }

  close({ back = false } = {}) {
    if (this.list.hidden) return;
    this.list.hidden = true;
    if (back) this.#back?.focus?.({ preventScroll: true });
  }

  #items() {
    return [...this.list.querySelectorAll("[role=menuitem]")];
  }

  #entry({ words, does, keys = "", why = "" }) {
    const act = () => {
      this.close({ back: true });
      if (why) this.say(why);
      else does();
    };
    return element(
      "button", { type: "button", role: "menuitem", tabindex: "-1", "aria-disabled": why ? "true" : null, title: why || null, on: { click: act } },
      element("span", {}, words), keys && element("kbd", {}, keys),
    );
  }

  #pressed(event) {
    const items = this.#items();
    const at = items.indexOf(document.activeElement);
    const places = { ArrowDown: (at + 1) % items.length, ArrowUp: (at - 1 + items.length) % items.length, Home: 0, End: items.length - 1 };
    if (event.key in places) items[places[event.key]].focus();
    else if (event.key === "Escape") this.close({ back: true });
    else if (event.key === "Tab") this.close({ back: true });
    else if (event.key.length === 1 && event.key !== " ") this.#jump(event.key, items, at);
    else return;
    event.preventDefault();
    event.stopPropagation();
  }

  // To the next entry that begins with a letter.
  #jump(letter, items, at) {
    const order = [...items.slice(at + 1), ...items.slice(0, at + 1)];
    order.find((item) => item.textContent.toLowerCase().startsWith(letter.toLowerCase()))?.focus();
  }
}

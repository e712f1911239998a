// Tabs in the left panel: one shown at a time, arrows move between them.

import { element, replaceContent } from "../dom.js";

export class Tabs {
  // `panels`: [{name, title, panel}] in order; the first is shown.
  constructor(container, panels) {
    this.panels = panels;
    this.buttons = panels.map(({ name, title, panel }) => {
      panel.setAttribute("role", "tabpanel");
      panel.setAttribute("aria-labelledby", `tab-${name}`);
      panel.id ||= `panel-${name}`;
      return element(
        "button", {
          type: "button", role: "tab", id: `tab-${name}`, "aria-controls": panel.id, "data-tab": name,
          on: { click: () => this.show(name), keydown: (event) => this.#pressed(event) },
        }, title,
      );
    });
    replaceContent(container, this.buttons);
    container.hidden = false;
    this.show(panels[0].name);
  }

  show(name) {
    // Each tab begins at its top.
    this.buttons[0].closest("nav").scrollTop = 0;
    this.panels.forEach(({ name: own, panel }, at) => {
      const shown = own === name;
      panel.hidden = !shown;
      this.buttons[at].setAttribute("aria-selected", String(shown));
      this.buttons[at].tabIndex = shown ? 0 : -1;
    });
  }

  #pressed(event) {
    const at = this.buttons.indexOf(event.target);
    const steps = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: this.buttons.length - 1 };
    if (!(event.key in steps)) return;
    event.preventDefault();
    const next = this.buttons[(steps[event.key] + this.buttons.length) % this.buttons.length];
    next.focus();
    next.click();
  }
}

// The shortest ways between two entities over chosen relations.

import { element, replaceContent } from "../dom.js";
import { counted } from "../words.js";
import { ask } from "./api.js";
import { fieldFor } from "./fields.js";

const RELATIONS = [
  ["supply", "Supplies (supplier, recipient, transit)", true],
  ["goods", "The same good", false],
  ["speakers", "Speakers about the same claim", false],
  ["affiliations", "Who speaks for whom, who is based where", false],
];

export class PathsPanel {
  // `found(claims, start, goal)` puts the ways on the canvas.
  constructor(container, { found }) {
    this.found = found;
    const entity = (name, description) => fieldFor({ name, type: "entity", required: true, default: null, description });
    this.start = entity("from", "Name or id");
    this.goal = entity("to", "Name or id");
    this.steps = fieldFor({ name: "longest", type: "int(1..6)", required: true, default: 4, description: "Claims on the way, at most" });
    this.boxes = RELATIONS.map(([value, words, checked]) => {
      const box = element("input", { type: "checkbox", value, checked });
      return { box, label: element("label", { class: "field tick" }, box, element("span", {}, words)) };
    });
    this.outcome = element("p", { class: "outcome", role: "status" });
    replaceContent(container, element(
      "form", { class: "query-form", on: { submit: (event) => this.#find(event) } },
      element("p", { class: "hint" }, "All shortest ways between two entities. A way through a good or a speaker is no supply: it only says that both are named with it."),
      this.start.label, this.goal.label,
      element("fieldset", {}, element("legend", {}, "Over"), this.boxes.map(({ label }) => label)), this.steps.label,
      element("button", { type: "submit", class: "main" }, "Find paths"), this.outcome,
    ));
  }

  from(name) {
    this.start.input.value = name;
    this.goal.input.focus();
  }

  async #find(event) {
    event.preventDefault();
    const [start, goal] = [this.start.value(), this.goal.value()];
    this.outcome.classList.remove("problem");
    try {
      const relations = this.boxes.filter(({ box }) => box.checked).map(({ box }) => box.value);
      const { claims, entities } = await ask("path", { start, goal, relations, steps: Number(this.steps.value()) });
      const words = claims.length ? `${counted(claims.length, "claim")} on the shortest ways.` : "No way of that length. Allow more claims or further relations.";
      replaceContent(this.outcome, document.createTextNode(words));
      if (claims.length) await this.found(claims, entities);
    } catch (problem) {
      this.outcome.classList.add("problem");
      replaceContent(this.outcome, document.createTextNode(problem.message));
    }
  }
}

// Two entities that are one: a look at what becomes of both, the decision, and taking it back.

import { element, isolated, replaceContent } from "../dom.js";
import { shapeSample } from "../palette.js";
import { counted } from "../words.js";
import { button } from "./actions.js";
import { ask } from "./api.js";
import { fieldFor } from "./fields.js";

export class IdentityPanel {
  // `shown()` are the claims on the canvas; `merged(kept, other, answer)` and `split(decision, answer)` bring it up to date.
  constructor(container, { shown, merged, split }) {
    Object.assign(this, { shown, merged, split });
    const entity = (name, description) => fieldFor({ name, type: "entity", required: true, default: null, description });
    this.kept = entity("keep", "The name under which both are told from now on");
    this.other = entity("same as", "Another entity of the graph that is the same in the world");
    this.outcome = element("div", { class: "merge-preview", role: "status" });
    this.list = element("section", { class: "decisions", "aria-labelledby": "decisions-title" });
    replaceContent(
      container,
      element("form", { class: "query-form", on: { submit: (event) => this.#look(event) } },
        element("p", { class: "hint" }, "Two entities of the graph that are one in the world. The articles stay as they were read, so this can be taken back at any time; it holds for articles that are loaded later, too."),
        this.kept.label, this.other.label,
        element("button", { type: "submit" }, "See what would change"), this.outcome),
      this.list,
    );
    for (const { input } of [this.kept, this.other]) input.addEventListener("input", () => replaceContent(this.outcome));
  }

  async load() {
    await this.#told(async () => this.#decided((await ask("merges", {}, { quietly: true })).merges));
  }

  // From an entity of the canvas: it is kept, the other one is to be chosen.
  from(id) {
    this.kept.input.value = id;
    replaceContent(this.outcome);
    this.other.input.focus();
  }

  async #told(step) {
    try {
      await step();
    } catch (problem) {
      replaceContent(this.outcome, element("p", { class: "problem" }, isolated(problem.message)));
    }
  }

  #look(event) {
    event.preventDefault();
    return this.#told(async () => {
      const { kept, other, alike, between } = await ask("merge-preview", { kept: this.kept.value(), other: this.other.value() });
      const swap = () => {
        [this.kept.input.value, this.other.input.value] = [other.id, kept.id];
        this.#look(event);
      };
      replaceContent(
        this.outcome,
        element("div", { class: "pair" }, this.#side("Kept", kept), this.#side("Told as the kept one", other)),
        element("ul", { class: "effects" },
          element("li", {}, isolated(other.name), " becomes one more name of ", isolated(kept.name), "."),
          alike > 0 && element("li", {}, alike === 1
            ? "1 claim of each says the same: the two become one claim with the statements of both."
            : `${alike.toLocaleString("en")} claims of each say the same: every two become one claim with the statements of both.`),
          between > 0 && element("li", {}, `${counted(between, "claim")} by which one supplies the other: set aside while they are one.`)),
        element("div", { class: "begin" }, button("Make them one", () => this.#decide(kept, other), { class: "main" }), button("Keep the other name", swap)),
      );
    });
  }

  #side(title, { name, type, aliases, articles, relations }) {
    return element("div", { class: "merge-side" },
      element("h2", {}, title),
      element("p", { class: "merge-name" }, shapeSample(type), " ", isolated(name)),
      aliases.length > 0 && element("p", { class: "hint" }, "also ", isolated(aliases.slice(0, 6).join(", "))),
      element("ul", {}, element("li", {}, counted(articles, "article")), relations.map(({ word, count }) => element("li", {}, `${word}: ${count.toLocaleString("en")}`))));
  }

  #decide(kept, other) {
    return this.#told(async () => {
      const answer = await ask("merge", { kept: kept.id, other: other.id, claims: this.shown() });
      await this.merged(kept, other, answer);
      this.#decided(answer.merges);
      replaceContent(this.outcome, element("p", {}, isolated(other.name), " is told as ", isolated(kept.name), " now."));
      [this.kept.input.value, this.other.input.value] = ["", ""];
    });
  }

  #undo(decision) {
    return this.#told(async () => {
      const answer = await ask("split", { other: decision.other, claims: this.shown() });
      await this.split(decision, answer);
      this.#decided(answer.merges);
      replaceContent(this.outcome, element("p", {}, isolated(decision.other_name), " and ", isolated(decision.kept_name), " are two again."));
    });
  }

  #decided(merges) {
    replaceContent(
      this.list, element("h2", { id: "decisions-title" }, `Decided (${merges.length})`),
      merges.length
        ? element("ul", {}, merges.map((one) => element("li", {},
          element("span", {}, isolated(one.other_name), " is ", isolated(one.kept_name), element("span", { class: "hint" }, ` ${one.decided_at.slice(0, 10)}`)),
          button("Undo", () => this.#undo(one), { "aria-label": `Undo: ${one.other_name} is ${one.kept_name}` }))))
        : element("p", { class: "nobody" }, "No two entities have been made one."),
    );
  }
}

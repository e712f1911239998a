// Two entities that are one: a look at what becomes of both, the decision, and taking it back.

import { element, isolated, replaceContent } from "../dom.js";
import { shapeSample } from "../palette.js";
import { counted } from "../words.js";
import { button } from "./actions.js";
import { ask } from "./api.js";
import { fieldFor } from "./fields.js";

export class IdentityPanel {
  // `shown()` are the claims on the canvas; `merged(kept, other, answer)`, `split(decision, answer)`, `parted(answer)` and
  // `rejoined(part, answer)` bring it up to date.
  constructor(container, { shown, merged, split, parted, rejoined }) {
    Object.assign(this, { shown, merged, split, parted, rejoined });
    const entity = (name, description) => fieldFor({ name, type: "entity", required: true, default: null, description });
    this.whole = entity("entity", "An entity in which two that share a name are mixed");
    this.article = fieldFor({ name: "article", type: "text", required: true, default: "", description: "The article that means another one: its title, name or address" });
    this.partOutcome = element("div", { class: "merge-preview", role: "status" });
    this.kept = entity("keep", "The name under which both are told from now on");
    this.other = entity("same as", "Another entity of the graph that is the same in the world");
    this.outcome = element("div", { class: "merge-preview", role: "status" });
    this.list = element("section", { class: "decisions", "aria-labelledby": "decisions-title" });
    this.record = element("details", { class: "record" });
    replaceContent(
      container,
      element("form", { class: "query-form", on: { submit: (event) => this.#look(event) } },
        element("p", { class: "hint" }, "Two entities of the graph that are one in the world. The articles stay as they were read, so this can be taken back at any time; it holds for articles that are loaded later, too."),
        this.kept.label, this.other.label,
        element("button", { type: "submit" }, "See what would change"), this.outcome),
      element("details", { class: "part" },
        element("summary", {}, "One that is two"),
        element("form", { class: "query-form", on: { submit: (event) => this.#part(event) } },
          element("p", { class: "hint" }, "What an article says of the entity is told of another one from now on, until this is taken back."),
          this.whole.label, this.article.label,
          element("button", { type: "submit" }, "Part it"), this.partOutcome)),
      this.list, this.record,
    );
    for (const { input } of [this.kept, this.other]) input.addEventListener("input", () => replaceContent(this.outcome));
  }

  async load() {
    await this.#told(async () => this.#decided(await ask("merges", {}, { quietly: true })));
  }

  // From an entity of the canvas: it is kept, the other one is to be chosen.
  from(id) {
    this.kept.input.value = id;
    replaceContent(this.outcome);
    this.other.input.focus();
  }

  async #told(step, outcome = this.outcome) {
    try {
      await step();
    } catch (problem) {
      replaceContent(outcome, element("p", { class: "problem" }, isolated(problem.message)));
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
      this.#decided(answer);
      replaceContent(this.outcome, element("p", {}, isolated(other.name), " is told as ", isolated(kept.name), " now."));
      [this.kept.input.value, this.other.input.value] = ["", ""];
    });
  }

  #undo(decision) {
    return this.#told(async () => {
      const answer = await ask("split", { other: decision.other, claims: this.shown() });
      await this.split(decision, answer);
      this.#decided(answer);
      const still = answer.merges.find((one) => one.other === decision.other);
      replaceContent(this.outcome, still
        ? element("p", {}, isolated(decision.other_name), " is told as ", isolated(still.kept_name), " all the same: ", isolated(still.decided_by ?? "somebody else"), " decided so, too.")
        : element("p", {}, isolated(decision.other_name), " and ", isolated(decision.kept_name), " are two again."));
    });
  }

  #part(event) {
    event.preventDefault();
    return this.#told(async () => {
      const answer = await ask("part", { entity: this.whole.value(), article: this.article.value(), claims: this.shown() });
      await this.parted(answer);
      this.#decided(answer);
      replaceContent(this.partOutcome, element("p", {}, isolated(answer.name), " is another one in ", isolated(answer.article), "."));
      [this.whole.input.value, this.article.input.value] = ["", ""];
    }, this.partOutcome);
  }

  #rejoin(part) {
    return this.#told(async () => {
      const answer = await ask("rejoin", { part: part.id, claims: this.shown() });
      await this.rejoined(part, answer);
      this.#decided(answer);
      replaceContent(this.partOutcome, element("p", {}, isolated(part.of_name), " is one again."));
    }, this.partOutcome);
  }

  #decided({ merges, parts, record, recorded }) {
    const signed = (one) => element("span", { class: "hint" }, ` ${one.decided_at.slice(0, 10)}`, one.decided_by && " by ", one.decided_by && isolated(one.decided_by));
    const items = [
      ...merges.map((one) => element("li", {},
        element("span", {}, isolated(one.other_name), " is ", isolated(one.kept_name), signed(one)),
        button("Undo", () => this.#undo(one), { "aria-label": `Undo: ${one.other_name} is ${one.kept_name}` }))),
      ...parts.map((one) => element("li", {},
        element("span", {}, isolated(one.of_name), " is another one in ", isolated(one.label), signed(one)),
        button("Undo", () => this.#rejoin(one), { "aria-label": `Undo: ${one.of_name} is another one in ${one.label}` }))),
    ];
    replaceContent(
      this.list, element("h2", { id: "decisions-title" }, `Decided (${items.length})`),
      items.length ? element("ul", {}, items) : element("p", { class: "nobody" }, "No two entities have been made one."),
    );
    replaceContent(
      this.record, element("summary", {}, `Who decided what (${recorded.toLocaleString("en")})`),
      element("ul", {}, record.map((one) => element("li", {},
        element("span", {}, isolated(one.words), element("span", { class: "hint" }, ` ${one.at.slice(0, 16).replace("T", " ")} UTC by `, isolated(one.by)))))),
    );
  }
}

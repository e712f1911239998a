// What can be done with a claim or an entity on the canvas: unfold its relations, collapse, pin, look for paths.

import { element, replaceContent } from "../dom.js";
import { counted } from "../words.js";
import { ask } from "./api.js";
import { groupsOf } from "./groups.js";

const STEP = 12;
const ROLES = { supplies: "supplier", supplied: "recipient", good: "good", via: "via" };

export class Actions {
  // `paths(entity)` opens the search for paths; `told(problem)` tells what went wrong.
  // `same(entity)` the decision that it is one with another.
  constructor(canvas, { paths, same, told }) {
    this.canvas = canvas;
    this.paths = paths;
    this.same = same;
    this.told = told;
    this.counts = new Map();
  }

  get page() {
    return this.canvas.page;
  }

  // Counts change when articles are loaded or entities merged.
  forget() {
    this.counts.clear();
  }

  of(kind, id) {
    const { pinned } = this.page.state;
    const drawn = this.page.drawing.nodes.some((node) => node.id === id);
    const pin = drawn && button(pinned.has(id) ? "Unpin" : "Pin", () => this.#pin(id), { "aria-pressed": String(pinned.has(id)) });
    if (kind === "claim") return [pin, button("Remove", () => this.#removeClaim(id))].filter(Boolean);
    return [
      this.#unfolding(id),
      pin,
      drawn && button("Collapse", () => this.collapse(id)),
      button("Paths from here", () => this.paths(id)),
      button("Same as…", () => this.same(id), { title: "This and another entity are one" }),
    ].filter(Boolean);
  }

  // The relations of an entity with their counts; each unfolds by a click.
  #unfolding(id) {
    const box = element("section", { class: "unfold", "aria-label": "Unfold", "aria-busy": "false" });
    const known = this.counts.get(id);
    if (known) this.#list(box, id, known);
    else {
      box.setAttribute("aria-busy", "true");
      replaceContent(box, element("p", { class: "nobody" }, "Counting…"));
      ask("relations", { entity: id }, { quietly: true })
        .then(({ relations }) => {
          this.counts.set(id, relations);
          this.#list(box, id, relations);
        })
        .catch((problem) => replaceContent(box, element("p", { class: "nobody" }, problem.message)))
        .finally(() => box.setAttribute("aria-busy", "false"));
    }
    return box;
  }

  #list(box, id, relations) {
    const rows = relations.map(({ relation, word, count }) => {
      const shown = this.#shownOf(id, relation);
      const more = Math.min(STEP, Math.max(0, count - shown));
      return element(
        "li", {},
        element("span", { class: "relation" }, word), element("span", { class: "count" }, shown ? `${shown.toLocaleString("en")} of ${count.toLocaleString("en")}` : count.toLocaleString("en")),
        more > 0 ? button(`+ ${more}`, () => this.unfold(id, relation, word), { "aria-label": `Unfold ${word}: ${more} more of ${count}`, "data-relation": relation })
          : element("span", { class: "all" }, "all shown"),
      );
    });
    const others = this.page.drawing.nodes.filter((node) => node.kind !== "Claim" && node.id !== id).length;
    const large = relations.filter(({ relation, count }) => count - this.#shownOf(id, relation) > STEP);
    replaceContent(
      box, element("h3", {}, "Unfold"), rows.length ? element("ul", {}, rows) : element("p", { class: "nobody" }, "No claim names it."),
      large.length > 0 && groupsOf(id, large, (relation, word, group) => this.unfold(id, relation, word, group)),
      others > 0 && button("+ ties to what is on the canvas", () => this.#tie(id)),
    );
  }

  // How many claims of a relation are on the canvas; speakers are counted by statement, as the store does.
  #shownOf(id, relation) {
    const { index } = this.page;
    if (relation in ROLES) return index.claimsOf(id, ROLES[relation]).length;
    const said = index.claimsOf(id, "speaker").flatMap((claim) => index.records.get(claim).statements);
    return said.filter((statement) => statement.speaker === id && statement.stance === relation).length;
  }

  // `group`, where only a part of them is wanted: {part: "good", id, name}.
  async unfold(id, relation, word, group = null) {
    await this.told(async () => {
      const only = group ? { part: group.part, other: group.id } : {};
      const { claims } = await ask("expand", { entity: id, relation, known: [...this.canvas.claims], limit: STEP, ...only });
      if (!claims.length) {
        this.page.announce("Everything of this is shown");
        return;
      }
      await this.canvas.add(`unfolded ${this.page.index.nameOf(id)}: ${[word, group?.name].filter(Boolean).join(", ")}, ${counted(claims.length, "claim")}`, claims, this.#alone(id));
      this.page.announce(`${counted(claims.length, "claim")} added`);
    });
  }

  // The strongest relation of a node: what a double click unfolds.
  async unfoldBest(id) {
    await this.told(async () => {
      const relations = this.counts.get(id) ?? (await ask("relations", { entity: id })).relations;
      this.counts.set(id, relations);
      const open = relations.find(({ relation, count }) => count > this.#shownOf(id, relation));
      if (open) await this.unfold(id, open.relation, open.word);
      else this.page.announce("Everything of this is shown");
    });
  }

  async #tie(id) {
    await this.told(async () => {
      const others = this.page.drawing.nodes.filter((node) => node.kind !== "Claim" && node.id !== id).map((node) => node.id);
      const { claims } = await ask("between", { entity: id, others, known: [...this.canvas.claims] });
      if (!claims.length) {
        this.page.announce("No further claim ties it to what is on the canvas");
        return;
      }
      await this.canvas.add(`tied ${this.page.index.nameOf(id)} to what was there: ${counted(claims.length, "claim")}`, claims);
    });
  }

  // Take away the claims of an entity whose other party hangs on nothing else.
  async collapse(id) {
    const { index } = this.page;
    const alone = (claim) => {
      const { supplier, recipient } = index.records.get(claim).claim;
      const others = [supplier, recipient].filter((party) => party !== id);
      return others.some((party) => index.allClaimsOf(party).every((one) => index.allClaimsOf(id).includes(one)));
    };
    const gone = index.allClaimsOf(id).filter(alone);
    if (!gone.length) {
      this.page.announce("Nothing hangs on this alone");
      return;
    }
    await this.told(() => this.canvas.change(`collapsed ${index.nameOf(id)}`, (wanted) => {
      for (const claim of gone) wanted.claims.delete(claim);
      wanted.entities.add(id);
    }));
  }

  #removeClaim(id) {
    this.page.state.clear();
    return this.told(() => this.canvas.remove("removed a claim", [id]));
  }

  #pin(id) {
    const { state } = this.page;
    this.canvas.noteBefore();
    state.pin(id, !state.pinned.has(id));
    this.canvas.remember();
  }

  // An entity that stood alone is held by its claims from now on.
  #alone(id) {
    return this.canvas.entities.has(id) ? [id] : [];
  }
}

export function button(words, click, attributes = {}) {
  return element("button", { type: "button", ...attributes, on: { click } }, words);
}

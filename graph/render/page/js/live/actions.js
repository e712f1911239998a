// What can be done with a claim or an entity on the canvas: unfold its relations, collapse, pin, look for paths.

import { element, replaceContent } from "../dom.js";
import { counted, headline } from "../words.js";
import { ask } from "./api.js";
import { groupsOf } from "./groups.js";

const STEP = 12;
const ROLES = { supplies: "supplier", supplied: "recipient", good: "good", via: "via" };

export class Actions {
  // `paths(entity)` opens the search for paths; `told(problem)` tells what went wrong.
  // `same(entity)` the decision that it is one with another; `added(claims)` tells what came to the canvas.
  constructor(canvas, { paths, same, told, added }) {
    this.canvas = canvas;
    this.added = added;
    this.grouping = null; // the entity whose rest is shown in groups, by which choice, and how many groups
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
    const pin = drawn && button(pinned.has(id) ? "Unpin" : "Pin", () => this.pin(id), { "aria-pressed": String(pinned.has(id)) });
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
      large.length > 0 && groupsOf(id, large, {
        unfold: (relation, word, group) => this.unfold(id, relation, word, group), known: () => [...this.canvas.claims],
        open: this.grouping?.entity === id ? this.grouping : null, opened: (grouping) => (this.grouping = grouping && { entity: id, ...grouping }),
      }),
      others > 0 && button("+ ties to what is on the canvas", () => this.tie(id)),
    );
  }

  // How many claims of a relation are on the canvas.
  #shownOf(id, relation) {
    const { index } = this.page;
    if (relation in ROLES) return index.claimsOf(id, ROLES[relation]).length;
    const said = index.claimsOf(id, "speaker").map((claim) => index.records.get(claim).statements);
    return said.filter((statements) => statements.some((one) => one.speaker === id && one.stance === relation)).length;
  }

  // `group`, where only a part of them is wanted: {part: "good", id, name}.
  async unfold(id, relation, word, group = null) {
    await this.told(async () => {
      const only = group ? { part: group.part, other: group.id } : {};
      const { claims } = await ask("expand", { entity: id, relation, known: [...this.canvas.claims], limit: STEP, ...only });
      if (!claims.length) {
        this.page.say(`Every claim of this is on the canvas: ${[this.page.index.nameOf(id), word, group?.name].filter(Boolean).join(", ")}`);
        return;
      }
      const step = `unfolded ${this.page.index.nameOf(id)}: ${[word, group?.name].filter(Boolean).join(", ")}, ${counted(claims.length, "claim")}`;
      await this.canvas.add(step, claims, this.#alone(id), { from: id });
      this.added(claims);
    });
  }

  // The strongest relation of a node: what a double click unfolds.
  async unfoldBest(id) {
    await this.told(async () => {
      const relations = this.counts.get(id) ?? (await ask("relations", { entity: id })).relations;
      this.counts.set(id, relations);
      const open = relations.find(({ relation, count }) => count > this.#shownOf(id, relation));
      if (open) await this.unfold(id, open.relation, open.word);
      else this.page.say(relations.length ? `Every claim of ${this.page.index.nameOf(id)} is on the canvas` : `No claim names ${this.page.index.nameOf(id)}`);
    });
  }

  // The largest relation of each, in one step.
  async unfoldAll(ids) {
    await this.told(async () => {
      const { index } = this.page;
      const found = new Set();
      for (const id of ids) {
        const relations = this.counts.get(id) ?? (await ask("relations", { entity: id })).relations;
        this.counts.set(id, relations);
        const open = relations.find(({ relation, count }) => count > this.#shownOf(id, relation));
        if (!open) continue;
        const { claims } = await ask("expand", { entity: id, relation: open.relation, known: [...this.canvas.claims, ...found], limit: STEP });
        for (const claim of claims) found.add(claim);
      }
      if (!found.size) {
        this.page.say(`Every claim of ${ids.length === 1 ? index.nameOf(ids[0]) : "these"} is on the canvas`);
        return;
      }
      await this.canvas.add(`unfolded ${counted(ids.length, "entity", "entities")}: ${counted(found.size, "claim")}`, [...found], ids.filter((id) => this.canvas.entities.has(id)));
      this.added([...found]);
    });
  }

  async tie(id) {
    await this.told(async () => {
      const others = this.page.drawing.nodes.filter((node) => node.kind !== "Claim" && node.id !== id).map((node) => node.id);
      const { claims } = await ask("between", { entity: id, others, known: [...this.canvas.claims] });
      if (!claims.length) {
        this.page.say(`No further claim ties ${this.page.index.nameOf(id)} to what is on the canvas`);
        return;
      }
      await this.canvas.add(`tied ${this.page.index.nameOf(id)} to what was there: ${counted(claims.length, "claim")}`, claims, this.#alone(id), { from: id });
      this.added(claims);
    });
  }

  // Take away what unfolding the entity brought, and its claims whose other party hangs on nothing else.
  async collapse(id) {
    const { index } = this.page;
    const own = index.allClaimsOf(id);
    const name = index.nameOf(id);
    const alone = (claim) => {
      const { supplier, recipient } = index.records.get(claim).claim;
      const others = [supplier, recipient].filter((party) => party !== id);
      return others.some((party) => index.allClaimsOf(party).every((one) => own.includes(one)));
    };
    const gone = own.filter((claim) => this.canvas.unfolded.get(claim) === id || alone(claim));
    const stay = own.length - gone.length;
    if (!gone.length) {
      this.page.say(own.length ? `Nothing to collapse: all that ${name} deals with is in further claims here, and no claim came by unfolding it` : `Nothing to collapse: no claim of ${name} is on the canvas`);
      return;
    }
    await this.told(async () => {
      await this.canvas.change(`collapsed ${name}: ${counted(gone.length, "claim")} taken away`, (wanted) => {
        for (const claim of gone) wanted.claims.delete(claim);
        wanted.entities.add(id);
      });
      this.page.say(`Collapsed ${name}: ${counted(gone.length, "claim")} taken away${stay ? `, ${stay.toLocaleString("en")} stay, whose other party is in further claims` : ""}`);
    });
  }

  #removeClaim(id) {
    this.page.state.clear();
    return this.told(() => this.canvas.remove(`removed ${headline(this.page.index, this.page.index.records.get(id))}`, [id]));
  }

  pin(id) {
    const { state, index } = this.page;
    const pinned = state.pinned.has(id);
    const name = index.records.has(id) ? headline(index, index.records.get(id)) : index.nameOf(id);
    this.canvas.noteBefore(`${pinned ? "unpinned" : "pinned"} ${name}`);
    state.pin(id, !pinned);
    this.canvas.remember();
    this.page.say(pinned ? `${name} may move again when everything is laid out anew` : `${name} keeps its place when everything is laid out anew`);
  }

  // An entity that stood alone is held by its claims from now on.
  #alone(id) {
    return this.canvas.entities.has(id) ? [id] : [];
  }
}

export function button(words, click, attributes = {}) {
  return element("button", { type: "button", ...attributes, on: { click } }, words);
}

// Two entities side by side: who supplies both, in what, and what only one of them gets.

import { element, isolated, replaceContent } from "../dom.js";
import { shapeSample } from "../palette.js";
import { counted, MODALITIES, STATUSES } from "../words.js";
import { button } from "./actions.js";
import { ask } from "./api.js";
import { fieldFor } from "./fields.js";

const MOST_DRAWN = 150;
const DIRECTIONS = { supplied: "are supplied", supplies: "supply" };
const PARTIES = { supplied: "Suppliers", supplies: "Recipients" };

export class CompareForm {
  // `compared(answer)` shows the two side by side.
  constructor(container, { compared }) {
    this.compared = compared;
    const entity = (name) => fieldFor({ name, type: "entity", required: true, default: null, description: "Name or id" });
    [this.first, this.second] = [entity("one"), entity("the other")];
    this.direction = element("select", { id: "compare-direction" }, Object.entries(DIRECTIONS).map(([value, words]) => element("option", { value }, words)));
    this.outcome = element("p", { class: "outcome problem", role: "status" });
    replaceContent(container, element(
      "form", { class: "query-form", on: { submit: (event) => this.#compare(event) } },
      element("h2", {}, "Compare two"),
      element("p", { class: "hint" }, "Who deals with both of two states or firms, in which goods, and what only one of them is said to get or give."),
      this.first.label, this.second.label,
      element("div", { class: "field" }, element("label", { for: "compare-direction" }, element("span", { class: "field-name" }, "as those who")), this.direction),
      element("button", { type: "submit", class: "main" }, "Compare"), this.outcome,
    ));
  }

  async #compare(event) {
    event.preventDefault();
    replaceContent(this.outcome);
    try {
      this.compared(await ask("compare", { first: this.first.value(), second: this.second.value(), direction: this.direction.value }));
    } catch (problem) {
      replaceContent(this.outcome, document.createTextNode(problem.message));
    }
  }
}

export class Comparison {
  // `draw(step, claims)` shows claims instead of the canvas, `add` besides; `open(id)` reads about an entity.
  constructor(container, { draw, add, open, close }) {
    Object.assign(this, { container, draw, add, open, close });
  }

  show(answer) {
    this.answer = answer;
    this.kind = "parties";
    this.render();
  }

  render() {
    const { sides, direction, truncated } = this.answer;
    const rows = this.answer[this.kind];
    const shared = rows.filter((row) => row.shared);
    const opposed = rows.filter(isOpposed).length;
    const [one, other] = sides.map(({ name }) => name);
    const named = `${one} and ${other}`;
    const drawn = (chosen) => [...new Set(chosen.flatMap((row) => row.claims))];
    const draws = (words, chosen, step, main) => {
      const claims = drawn(chosen);
      const strongest = claims.slice(0, MOST_DRAWN);
      return claims.length > 0 && button(
        claims.length > strongest.length ? `${words} (${strongest.length} of ${claims.length.toLocaleString("en")} claims)` : `${words} (${counted(claims.length, "claim")})`,
        () => this.draw(step, strongest), main ? { class: "main" } : {},
      );
    };
    const kinds = [["parties", PARTIES[direction]], ["goods", "Goods"]];
    replaceContent(
      this.container,
      element("div", { class: "results-head" },
        element("div", {}, element("h2", {}, "Compared: ", isolated(one), " and ", isolated(other), ` as those who ${DIRECTIONS[direction]}`),
          element("p", { class: "hint", role: "status" }, `${counted(shared.length, this.kind === "goods" ? "good" : "party", this.kind === "goods" ? "goods" : "parties")} shared, ${opposed ? `${opposed.toLocaleString("en")} denied or stopped for one, ` : ""}${(rows.length - shared.length - opposed).toLocaleString("en")} of one side only${truncated ? "; of the strongest 5,000 claims of each" : ""}`)),
        element("div", { class: "results-tools" },
          draws("Draw what they share", shared, `compared ${named}: what they share`, true),
          draws("Draw all", rows, `compared ${named}`, false),
          button("Close", () => this.close()))),
      element("div", { class: "switch", role: "group", "aria-label": "Compare by" }, kinds.map(([kind, words]) =>
        element("button", { type: "button", "aria-pressed": String(this.kind === kind), on: { click: () => this.#turn(kind) } }, words))),
      rows.length ? this.#table(rows) : element("p", { class: "nobody" }, "No claim names either of them in this part. Compare them the other way round."),
    );
  }

  #turn(kind) {
    this.kind = kind;
    this.render();
    this.container.querySelector("[aria-pressed=true]").focus();
  }

  #table(rows) {
    const { sides, direction } = this.answer;
    const words = (side) => (direction === "supplied" ? ["To ", isolated(side.name)] : ["From ", isolated(side.name)]);
    const part = this.kind === "goods" ? "Good" : PARTIES[direction].slice(0, -1);
    const [one, other] = sides;
    const sections = [
      ["Both", rows.filter((row) => row.shared)],
      ["Both, but denied or stopped for one", rows.filter(isOpposed)],
      [["Only ", isolated(one.name)], rows.filter((row) => any(row.counts[0]) && !any(row.counts[1]))],
      [["Only ", isolated(other.name)], rows.filter((row) => any(row.counts[1]) && !any(row.counts[0]))],
    ].filter(([, own]) => own.length);
    return element("div", { class: "scrolled", tabindex: "0", role: "region", "aria-label": "Side by side" }, element(
      "table", { class: "comparison" },
      element("thead", {}, element("tr", {}, element("th", { scope: "col" }, part), sides.map((side) => element("th", { scope: "col" }, words(side))))),
      sections.map(([title, own]) => element("tbody", {},
        element("tr", {}, element("th", { scope: "rowgroup", colspan: "3", class: "section" }, title, ` (${own.length.toLocaleString("en")})`)),
        own.slice(0, 200).map((row) => this.#row(row)),
        own.length > 200 && element("tr", {}, element("td", { colspan: "3", class: "nobody" }, `and ${(own.length - 200).toLocaleString("en")} more`)))),
    ));
  }

  #row(row) {
    const add = () => this.add(`added the claims of a comparison with ${row.name}`, row.claims.slice(0, MOST_DRAWN));
    return element("tr", {},
      element("th", { scope: "row" }, element("span", { class: "party" }, shapeSample(row.type), button(row.name, add, { class: "name", title: "Add these claims to the canvas" }))),
      row.counts.map((counts) => element("td", {}, any(counts) ? this.#chips(counts) : element("span", { class: "nobody" }, "–"))));
  }

  // As many chips as there are statuses, each with its count.
  #chips(counts) {
    return element("span", { class: "chips" }, [...STATUSES, ...MODALITIES].filter((word) => counts[word]).map((word) =>
      element("span", { class: `chip look-${word}` }, counts[word] > 1 ? `${counts[word].toLocaleString("en")} ${word}` : word)));
  }
}

// Claims tie it to both sides, but for one of them nobody says that it goes there.
function isOpposed(row) {
  return !row.shared && row.counts.every(any);
}

function any(counts) {
  return Object.keys(counts).length > 0;
}

// The rows that a query gave: a table that sorts, can be copied and saved, and whose claims can be drawn.

import { element, isolated, isWeb, link, onWidth, replaceContent, stackWhereNarrow } from "../dom.js";
import { download, stemOf } from "../saving.js";
import { counted } from "../words.js";
import { button } from "./actions.js";

const CLAIM = /^claim:[0-9a-f]{16}$/;
const MOST_SHOWN = 500;
// From so many letters in a cell on, a column has the width of a few words, or of a sentence.
const [MIDDLE, WIDE] = [18, 90];
// Of more columns those that say the same in every row are told once above them.
const FEW_COLUMNS = 6;

// What a spreadsheet runs as a formula, in a file and when it is pasted; the same as `no_formula` in printable.py.
const FORMULA = /^(?:[\s\u200b\ufeff]*[=+\-@＝＋－＠]|[\t\r])/;
const FORMULA_BEHIND = /(?<=[;\t\r\n])(?=[\s\u200b\ufeff]*[=+\-@＝＋－＠])/g;
const harmless = (value) => (typeof value === "number" ? String(value) : `${FORMULA.test(String(value)) ? "'" : ""}${String(value).replace(FORMULA_BEHIND, "'")}`);

export class Results {
  // `draw(answer)` shows the claims instead of the canvas, `add(answer)` besides, `open(claim)` reads one.
  constructor(container, { draw, add, open, close, say }) {
    Object.assign(this, { container, draw, add, open, close, say });
    onWidth(container, () => this.#fit());
  }

  show(answer) {
    this.answer = answer;
    this.sorted = null;
    this.render();
  }

  render() {
    const { answer } = this;
    if (!answer) return;
    const { rows, columns, claims, truncated, title, name, parameters } = answer;
    const given = Object.entries(parameters).filter(([, value]) => value !== null).map(([key, value]) => `${key}=${JSON.stringify(value)}`).join(", ");
    const draws = claims.length > 0;
    replaceContent(
      this.container,
      element(
        "div", { class: "results-head" },
        element("div", {}, element("h2", {}, isolated(title)), element("p", { class: "hint" }, isolated([name, given].filter(Boolean).join(": ")))),
        element(
          "div", { class: "results-tools" },
          draws && button(`Draw ${counted(claims.length, "claim")}`, () => this.draw(answer), { class: "main" }),
          draws && button("Add to the canvas", () => this.add(answer)),
          rows.length > 0 && button("Copy", () => this.#copy()),
          rows.length > 0 && button("CSV", () => this.#save()),
          button("Close", () => this.close()),
        ),
      ),
      element("p", { class: "hint", role: "status" }, this.#count(rows.length, truncated)),
      rows.length ? this.#table(columns) : element("p", { class: "nobody" }, "No rows. Try other values, or a wider query."),
      answer.remarks.map((remark) => element("p", { class: "hint" }, isolated(`${remark[0].toUpperCase()}${remark.slice(1)}.`))),
      element("details", {}, element("summary", {}, "The Cypher that was run"), element("pre", { dir: "auto", tabindex: "0" }, answer.cypher)),
    );
    this.#fit();
  }

  #fit() {
    const [rows] = this.container.getElementsByClassName("scrolled");
    if (rows) stackWhereNarrow(rows);
  }

  #count(number, truncated) {
    const shown = number > MOST_SHOWN ? `; the first ${MOST_SHOWN} are shown here, Copy and CSV take all` : "";
    return truncated ? `The first ${counted(number, "row")} of more; narrow the query to see the rest${shown}` : `${counted(number, "row")}${shown}`;
  }

  #rows() {
    const { rows } = this.answer;
    if (!this.sorted) return rows;
    const { column, down } = this.sorted;
    return [...rows].sort((a, b) => (down ? -1 : 1) * compared(a[column], b[column]));
  }

  #table(columns) {
    const { titles, meanings } = this.answer;
    const filled = columns.map((name, at) => at).filter((at) => this.answer.rows.some((row) => row[at] !== ""));
    const same = filled.length > FEW_COLUMNS ? filled.filter((at) => isSame(this.answer.rows.map((row) => row[at]))) : [];
    const full = filled.filter((at) => !same.includes(at));
    const kinds = columns.map((name, at) => kindOf(name, this.answer.rows.map((row) => row[at])));
    const heads = full.map((at) => {
      const here = this.sorted?.column === at;
      const sort = () => {
        this.sorted = { column: at, down: here && !this.sorted.down };
        this.render();
        this.container.querySelectorAll("th button")[full.indexOf(at)].focus();
      };
      return element(
        "th", { scope: "col", role: "columnheader", title: Object.hasOwn(meanings, columns[at]) ? meanings[columns[at]] : null, class: kinds[at], "aria-sort": here ? (this.sorted.down ? "descending" : "ascending") : "none" },
        element("button", { type: "button", on: { click: sort } }, isolated(titles[at]), element("span", { "aria-hidden": "true" }, here ? (this.sorted.down ? " ▼" : " ▲") : "")),
      );
    });
    const body = this.#rows().slice(0, MOST_SHOWN).map((row) => element("tr", { role: "row" }, full.map((at) => element("td", { role: "cell", class: row[at] === "" ? `${kinds[at]} bare` : kinds[at], "data-title": titles[at] }, this.#cell(row[at])))));
    const empty = columns.filter((name, at) => !filled.includes(at)).map((name) => titles[columns.indexOf(name)]);
    return [same.length > 0 && element("p", { class: "hint" }, "In every row: ", same.map((at, place) => [place > 0 && ", ", isolated(`${titles[at]} ${this.answer.rows[0][at]}`)])), empty.length > 0 && element("p", { class: "hint" }, `Nothing stands in: ${empty.join(", ")}`), element("div", { class: "scrolled", tabindex: "0", role: "region", "aria-label": "Rows" }, element("table", { role: "table" }, element("thead", { role: "rowgroup" }, element("tr", { role: "row" }, heads)), element("tbody", { role: "rowgroup" }, body)))];
  }

  #cell(value) {
    if (typeof value === "string" && CLAIM.test(value)) return button("Read", () => this.open(value), { class: "quiet", "aria-label": `Read ${value}` });
    return isWeb(value) ? link(value, value) : isolated(String(value));
  }

  async #copy() {
    const text = [this.answer.columns, ...this.#rows()].map((row) => row.map((value) => harmless(value).replace(/[\t\r\n]+/g, " ")).join("\t")).join("\n");
    try {
      await navigator.clipboard.writeText(text);
      this.say(`${counted(this.answer.rows.length, "row")} copied`);
    } catch {
      this.say("The browser does not permit copying here; save the rows as CSV");
    }
  }

  #save() {
    const quoted = (value) => `"${harmless(value).replaceAll('"', '""')}"`;
    const text = [this.answer.columns, ...this.#rows()].map((row) => row.map(quoted).join(",")).join("\r\n");
    download(`${stemOf(this.answer.title, "rows")}.csv`, new Blob([`${text}\r\n`], { type: "text/csv" }));
  }
}

// How wide a column is follows from what stands in it: numbers and days narrow, sentences wide.
function kindOf(name, values) {
  const told = values.filter((value) => value !== "");
  if (told.length && told.every((value) => typeof value === "number")) return "number";
  const texts = told.map(String);
  if (texts.every((text) => /^\d{4}-\d\d-\d\d$/.test(text) || CLAIM.test(text))) return "narrow";
  const longest = texts.reduce((most, text) => Math.max(most, text.length), 0);
  if (name === "quote" || longest > WIDE) return "wide";
  return longest > MIDDLE ? "middle" : "short";
}

// Whether several rows have one short value.
function isSame([first, ...others]) {
  return others.length > 0 && String(first).length <= MIDDLE && !CLAIM.test(first) && others.every((value) => value === first);
}

function compared(a, b) {
  return typeof a === "number" && typeof b === "number" ? a - b : String(a).localeCompare(String(b), undefined, { numeric: true });
}

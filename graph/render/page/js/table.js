// The same claims as a table that can be sorted: the picture's equivalent.

import { denying } from "./data.js";
import { element, isolated, onWidth, replaceContent, stackWhereNarrow } from "./dom.js";
import { chip } from "./palette.js";
import { confidenceText, counted, MODALITIES, period, STATUSES } from "./words.js";

export class ClaimTable {
  constructor(container, index, state) {
    this.container = container;
    this.index = index;
    this.state = state;
    this.sorted = { column: 0, down: false };
    onWidth(container, () => stackWhereNarrow(container));
  }

  render(visible) {
    this.visible = visible;
    const focused = this.container.querySelector("tr:focus-within")?.dataset.claim;
    const rows = this.ordered(visible);
    replaceContent(this.container, element(
      "table", { role: "table" },
      element("caption", {}, `${counted(rows.length, "claim")}; choose one to read its evidence`),
      element("thead", { role: "rowgroup" }, element("tr", { role: "row" }, this.columns.map((column, at) => this.#head(column, at)))),
      element("tbody", { role: "rowgroup" }, rows.map((record) => this.#row(record))),
    ));
    stackWhereNarrow(this.container);
    if (focused) this.#rowOf(focused)?.querySelector("button").focus();
  }

  // The records that are shown, as the table is sorted.
  ordered(visible) {
    this.columns = columnsOf(this.index);
    return [...visible.records.values()].sort(this.#order());
  }

  #rowOf(claim) {
    return [...this.container.querySelectorAll("tbody tr")].find((row) => row.dataset.claim === claim);
  }

  #order() {
    const { value } = this.columns[this.sorted.column] ?? this.columns[0];
    const sign = this.sorted.down ? -1 : 1;
    return (a, b) => sign * compare(value(a), value(b)) || (a.claim.id < b.claim.id ? -1 : 1);
  }

  #head(column, at) {
    const here = this.sorted.column === at;
    const direction = this.sorted.down ? "descending" : "ascending";
    const sort = () => {
      this.sorted = { column: at, down: here && !this.sorted.down };
      this.render(this.visible);
      this.container.querySelectorAll("th button")[at].focus();
    };
    const mark = here ? (this.sorted.down ? " ▼" : " ▲") : "";
    return element(
      "th", { scope: "col", role: "columnheader", "aria-sort": here ? direction : "none" },
      element("button", { type: "button", on: { click: sort } }, column.title, element("span", { "aria-hidden": "true" }, mark)),
    );
  }

  #row(record) {
    const chosen = this.state.selection?.kind === "claim" && this.state.selection.id === record.claim.id;
    const choose = () => this.state.select("claim", record.claim.id);
    const cells = this.columns.map((column, at) => {
      const shown = column.show ? column.show(record) : isolated(String(column.value(record)));
      if (at > 0) return element("td", { role: "cell", class: column.kind ?? null, "data-title": column.title }, shown);
      return element("th", { scope: "row", role: "rowheader", "data-title": column.title }, element("button", { type: "button", class: "name" }, shown));
    });
    return element("tr", { role: "row", "data-claim": record.claim.id, "aria-current": chosen ? "true" : null, class: chosen ? "chosen" : null, on: { click: choose } }, cells);
  }
}

function hasConfidence(index) {
  return index.data.claims.some((record) => typeof record.confidence === "number");
}

function columnsOf(index) {
  const name = (part) => (record) => index.nameOf(record.claim[part]);
  return [
    { title: "Supplier", value: name("supplier") },
    { title: "Recipient", value: name("recipient") },
    { title: "Good", value: name("good") },
    { title: "Status", value: (record) => STATUSES.indexOf(record.status) * 10 + MODALITIES.indexOf(record.claim.modality), show: chip },
    { title: "Origins", value: (record) => record.origins, kind: "number" },
    { title: "Stated", value: (record) => record.statements.length, kind: "number" },
    { title: "Denials", value: (record) => denying(record).length + record.covering.length, kind: "number" },
    { title: "Said", value: (record) => record.first_said ?? "", show: said, kind: "date" },
    // Last, so that the others keep their places where a live page gets claims with a confidence, or loses them.
    ...(hasConfidence(index) ? [{ title: "Confidence", value: (record) => record.confidence ?? -1, show: confidenceText, kind: "number" }] : []),
  ];
}

// A day is not broken into lines.
function said(record) {
  return period(record).split(/( to )/).map((part) => (part === " to " ? part : element("span", {}, part)));
}

function compare(a, b) {
  return typeof a === "number" ? a - b : a.localeCompare(b, undefined, { numeric: true });
}

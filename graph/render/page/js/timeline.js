// When things were said: bars of statements over time, and a range of dates to look at.

import { element, replaceContent, svg } from "./dom.js";
import { passing } from "./filters.js";
import { counted } from "./words.js";

const MOST_BARS = 90;
const HEIGHT = 34;
const DAY = 86_400_000;

export class Timeline {
  constructor(container, index, state) {
    this.container = container;
    this.index = index;
    this.state = state;
    const field = (name, label) => element("input", {
      type: "date", "aria-label": label, on: { change: () => this.#typed(name) },
    });
    this.from = field("from", "Said from");
    this.to = field("to", "Said until");
    this.bars = element("div", { class: "bars" });
    this.note = element("p", { class: "note" });
    this.all = element("button", { type: "button", class: "quiet", on: { click: () => state.between("", "") } }, "All dates");
    replaceContent(
      container,
      element("div", { class: "dates" }, element("h2", {}, "When said"), this.from, element("span", { "aria-hidden": "true" }, "–"), this.to, this.all, this.note),
      this.bars,
    );
    this.bars.addEventListener("pointerdown", (event) => this.#dragged(event));
  }

  // Where fewer than two days are known there is nothing to choose from.
  render() {
    const { range } = this.state;
    const dates = this.index.data.claims.flatMap((record) => record.statements.map((one) => this.index.dateOf(one))).filter(Boolean);
    const [first, last] = [dates.reduce(earlier, dates[0]), dates.reduce(later, dates[0])];
    this.container.hidden = !dates.length || (first === last && !range.from && !range.to);
    if (this.container.hidden) return;
    this.span = { first: dayOf(first), last: dayOf(last) };
    this.from.value = range.from;
    this.to.value = range.to;
    this.all.hidden = !range.from && !range.to;
    this.#draw();
  }

  #draw() {
    const records = passing(this.index, this.state, "range");
    const statements = records.flatMap((record) => record.statements);
    const dated = statements.filter((one) => this.index.dateOf(one));
    const count = Math.min(MOST_BARS, this.span.last - this.span.first + 1);
    this.step = (this.span.last - this.span.first + 1) / count;
    const bars = Array.from({ length: count }, () => ({ affirming: 0, denying: 0 }));
    for (const one of dated) {
      const bar = bars[Math.min(count - 1, Math.floor((dayOf(this.index.dateOf(one)) - this.span.first) / this.step))];
      bar[one.stance === "denies" ? "denying" : "affirming"] += 1;
    }
    const most = Math.max(1, ...bars.map((bar) => bar.affirming + bar.denying));
    const undated = statements.length - dated.length;
    this.note.textContent = [
      `${counted(dated.length, "statement")}, ${isoOf(this.span.first)} to ${isoOf(this.span.last)}`, undated && `${undated} undated`,
    ].filter(Boolean).join("; ");
    replaceContent(this.bars, svg(
      "svg", { viewBox: `0 0 ${count} ${HEIGHT}`, preserveAspectRatio: "none", role: "img", "aria-label": this.#inWords(bars) },
      bars.flatMap((bar, at) => this.#bar(bar, at, most)),
    ));
  }

  #bar({ affirming, denying }, at, most) {
    const high = (number) => number && Math.max(2, (number / most) * (HEIGHT - 2));
    const shown = this.#isIn(at) ? "" : " outside";
    const [below, above] = [high(affirming), high(denying)];
    const box = (className, y, height) => height > 0 && svg("rect", { class: className + shown, x: at + 0.08, width: 0.84, y, height });
    return [
      box("base", HEIGHT - 1, 1), box("affirming", HEIGHT - below, below), box("denying", HEIGHT - below - above, above),
    ];
  }

  #isIn(at) {
    const { from, to } = this.state.range;
    const [start, end] = [this.#dayAt(at), this.#dayAt(at + 1) - 1];
    return (!from || end >= dayOf(from)) && (!to || start <= dayOf(to));
  }

  #dayAt(bar) {
    return this.span.first + Math.ceil(bar * this.step);
  }

  #inWords(bars) {
    const told = bars.map((bar, at) => ({ ...bar, day: isoOf(this.#dayAt(at)) })).filter((bar) => bar.affirming + bar.denying);
    return `Statements over time: ${told.slice(0, 20).map((bar) => `${bar.day}: ${bar.affirming} affirm, ${bar.denying} deny`).join("; ")}`;
  }

  #typed(name) {
    const range = { ...this.state.range, [name]: this[name].value };
    // An end before its beginning would hide everything; the other end gives way.
    if (range.from && range.to && range.from > range.to) range[name === "from" ? "to" : "from"] = "";
    this.state.between(range.from, range.to);
  }

  #dragged(event) {
    const box = this.bars.getBoundingClientRect();
    const dayUnder = (move) => {
      const share = Math.min(1, Math.max(0, (move.clientX - box.left) / box.width));
      return Math.min(this.span.last, this.span.first + Math.floor(share * (this.span.last - this.span.first + 1)));
    };
    const start = dayUnder(event);
    const ended = (up) => {
      removeEventListener("pointerup", ended);
      const end = dayUnder(up);
      const wide = Math.max(Math.ceil(this.step) - 1, 0);
      this.state.between(isoOf(Math.min(start, end)), isoOf(Math.max(start, end) + (start === end ? wide : 0)));
    };
    addEventListener("pointerup", ended);
  }
}

function dayOf(iso) {
  return Math.round(Date.parse(`${iso}T00:00:00Z`) / DAY);
}

function isoOf(day) {
  return new Date(day * DAY).toISOString().slice(0, 10);
}

function earlier(a, b) {
  return a < b ? a : b;
}

function later(a, b) {
  return a > b ? a : b;
}

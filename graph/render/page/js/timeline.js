// When things were said, or are said to have happened: bars of statements over time, and a range of dates to look at.

import { later } from "./data.js";
import { element, replaceContent, svg } from "./dom.js";
import { daysOf, passing } from "./filters.js";
import { counted } from "./words.js";

const MOST_BARS = 90;
const HEIGHT = 34;
const DAY = 86_400_000;
const CLOCKS = { said: "When said", happened: "When it happened" };

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
    this.clocks = Object.entries(CLOCKS).map(([clock, words]) =>
      element("button", { type: "button", "data-clock": clock, on: { click: () => state.tellTimeBy(clock) } }, words));
    this.bars = element("div", { class: "bars" });
    this.note = element("p", { class: "note" });
    this.all = element("button", { type: "button", class: "quiet", on: { click: () => state.between("", "") } }, "All dates");
    replaceContent(
      container,
      element("div", { class: "dates" }, element("div", { class: "switch", role: "group", "aria-label": "Time on the line" }, this.clocks),
        element("div", { class: "range" }, this.from, element("span", { "aria-hidden": "true" }, "–"), this.to), this.all, this.note),
      this.bars,
    );
    this.bars.addEventListener("pointerdown", (event) => this.#dragged(event));
  }

  // Where fewer than two days are known there is nothing to choose from.
  render() {
    const { range, clock } = this.state;
    const days = this.#spanOf(clock);
    const moves = days && (days.first !== days.last || clock === "happened" || range.from || range.to);
    this.container.hidden = !moves && !this.#spanOf("happened");
    if (this.container.hidden) return;
    const happened = clock === "happened";
    for (const button of this.clocks) button.setAttribute("aria-pressed", String(button.dataset.clock === clock));
    this.from.setAttribute("aria-label", happened ? "Happened from" : "Said from");
    this.to.setAttribute("aria-label", happened ? "Happened until" : "Said until");
    this.span = days ? { first: dayOf(days.first), last: dayOf(days.last) } : null;
    this.from.value = range.from;
    this.to.value = range.to;
    this.all.hidden = !range.from && !range.to;
    if (days) this.#draw();
    else this.#nothing();
  }

  // The first and the last day of all statements by a clock.
  #spanOf(clock) {
    const days = this.index.data.claims.flatMap((record) => record.statements.map((one) => daysOf(this.index, clock, one))).filter(Boolean);
    if (!days.length) return null;
    return { first: days.map(({ first }) => first).reduce(earlier), last: days.map(({ last }) => last).reduce(later) };
  }

  #nothing() {
    this.note.textContent = "No statement here names a year in which it happened";
    replaceContent(this.bars);
  }

  #draw() {
    const records = passing(this.index, this.state, "range");
    const statements = records.flatMap((record) => record.statements);
    const { clock } = this.state;
    const dated = statements.map((one) => ({ one, days: daysOf(this.index, clock, one) })).filter(({ days }) => days);
    const count = Math.min(MOST_BARS, this.span.last - this.span.first + 1);
    this.step = (this.span.last - this.span.first + 1) / count;
    const bars = Array.from({ length: count }, () => ({ affirming: 0, denying: 0 }));
    const barOf = (day) => Math.max(0, Math.min(count - 1, Math.floor((dayOf(day) - this.span.first) / this.step)));
    // What is said of a whole year stands in all its bars.
    for (const { one, days } of dated) {
      for (let at = barOf(days.first); at <= barOf(days.last); at += 1) bars[at][one.stance === "denies" ? "denying" : "affirming"] += 1;
    }
    const most = Math.max(1, ...bars.map((bar) => bar.affirming + bar.denying));
    const undated = statements.length - dated.length;
    this.note.textContent = [
      `${counted(dated.length, "statement")}, ${isoOf(this.span.first)} to ${isoOf(this.span.last)}`,
      undated && (clock === "said" ? `${undated} undated` : `${undated} name no year`),
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
    if (!this.span) return;
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

// When things were said, or are said to have happened: a lane for each stance over an axis of years, and a range to look at.

import { later } from "./data.js";
import { element, onWidth, replaceContent, svg } from "./dom.js";
import { daysOf, passing } from "./filters.js";
import { ticksOf } from "./ticks.js";
import { counted, STANCES } from "./words.js";

const MOST_BARS = 90;
const HEIGHT = 16;
const DAY = 86_400_000;
const ROOM_OF_MARK = 62; // pixels, for the words of a mark
const CLOCKS = { said: "When said", happened: "When it happened" };

export class Timeline {
  // `everywhere(from, to)` draws what the whole graph knows of a time, on a page that can.
  constructor(container, index, state, { everywhere } = {}) {
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
    this.lanes = element("div", { class: "lanes" });
    this.axis = element("div", { class: "axis", "aria-hidden": "true" });
    this.note = element("p", { class: "note" });
    this.all = element("button", { type: "button", class: "quiet", on: { click: () => state.between("", "") } }, "All dates");
    this.everywhere = everywhere ? element("button", { type: "button", class: "quiet", title: "Draw all claims of the graph that were first said in this time", on: { click: () => everywhere(state.range.from, state.range.to) } }, "In the whole graph") : "";
    replaceContent(
      container,
      element("div", { class: "dates" }, element("div", { class: "switch", role: "group", "aria-label": "Time on the line" }, this.clocks),
        element("div", { class: "range" }, this.from, element("span", { "aria-hidden": "true" }, "–"), this.to), this.all, this.everywhere, this.note),
      element("div", { class: "time" }, this.lanes, element("div", { class: "over-time" }, this.bars, this.axis)),
    );
    onWidth(this.axis, () => this.span && this.#mark());
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
    if (this.everywhere) this.everywhere.hidden = !this.state.range.from || this.state.clock !== "said";
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
    replaceContent(this.lanes);
    replaceContent(this.axis);
  }

  #draw() {
    const records = passing(this.index, this.state, "range");
    const statements = records.flatMap((record) => record.statements);
    const { clock } = this.state;
    const dated = statements.map((one) => ({ one, days: daysOf(this.index, clock, one) })).filter(({ days }) => days);
    const count = Math.min(MOST_BARS, this.span.last - this.span.first + 1);
    this.step = (this.span.last - this.span.first + 1) / count;
    const bars = new Map(STANCES.map((stance) => [stance, Array(count).fill(0)]));
    const barOf = (day) => Math.max(0, Math.min(count - 1, Math.floor((dayOf(day) - this.span.first) / this.step)));
    // What is said of a whole year stands in all its bars.
    for (const { one, days } of dated) {
      for (let at = barOf(days.first); at <= barOf(days.last); at += 1) bars.get(one.stance)[at] += 1;
    }
    const inRange = dated.filter(({ days }) => this.#holds(days));
    this.note.textContent = this.#told(dated.length, inRange.length, statements.length - dated.length);
    const most = Math.max(1, ...[...bars.values()].flat());
    const shown = STANCES.filter((stance) => bars.get(stance).some(Boolean));
    replaceContent(this.lanes, shown.map((stance) => element(
      "div", { class: `lane-name stance-${stance}` }, stance, element("span", { class: "count" }, inRange.filter(({ one }) => one.stance === stance).length.toLocaleString("en")),
    )));
    replaceContent(this.bars, shown.map((stance) => svg(
      "svg", { viewBox: `0 0 ${count} ${HEIGHT}`, preserveAspectRatio: "none", role: "img", "data-stance": stance, "aria-label": this.#inWords(stance, bars.get(stance)) },
      bars.get(stance).flatMap((number, at) => this.#bar(stance, number, at, most)),
    )));
    this.#mark();
  }

  // The words of a mark near the end stand before it: there is no room behind. A mark whose words would lie over those of the one
  // before is left out.
  #mark() {
    const [first, last] = [isoOf(this.span.first), isoOf(this.span.last)];
    const width = this.axis.clientWidth;
    let taken = -Infinity;
    replaceContent(this.axis, ticksOf(first, last).map(({ day, words }) => {
      const share = (dayOf(day) - this.span.first) / (this.span.last - this.span.first + 1);
      const late = share * width > width - ROOM_OF_MARK;
      const start = share * width - (late ? ROOM_OF_MARK : 0);
      if (start < taken) return null;
      taken = start + ROOM_OF_MARK;
      const tick = element("span", { class: late ? "axis-mark late" : "axis-mark" }, words);
      // Set here, as the page's policy lets no style through that stands in an attribute.
      tick.style.left = `${(100 * share).toFixed(2)}%`;
      return tick;
    }));
  }

  // "102 of 112 statements, 2020-01-04 to 2024-11-30; 7 undated".
  #told(dated, within, undated) {
    const { range, clock } = this.state;
    const ranged = range.from || range.to;
    const [from, to] = [range.from || isoOf(this.span.first), range.to || isoOf(this.span.last)];
    const without = clock === "said" ? `${undated.toLocaleString("en")} undated` : `${undated.toLocaleString("en")} name no year`;
    return [
      `${ranged ? `${within.toLocaleString("en")} of ` : ""}${counted(dated, "statement")}, ${from} to ${to}`, undated > 0 && `${without}${ranged ? ", not counted" : ""}`,
    ].filter(Boolean).join("; ");
  }

  #bar(stance, number, at, most) {
    const shown = this.#isIn(at) ? "" : " outside";
    const high = number && Math.max(2, (number / most) * (HEIGHT - 1));
    const box = (className, y, height) => height > 0 && svg("rect", { class: className + shown, x: at + 0.08, width: 0.84, y, height });
    return [box("base", HEIGHT - 1, 1), box(stance, HEIGHT - high, high)];
  }

  #holds({ first, last }) {
    const { from, to } = this.state.range;
    return (!from || last >= from) && (!to || first <= to);
  }

  #isIn(at) {
    return this.#holds({ first: isoOf(this.#dayAt(at)), last: isoOf(Math.max(this.#dayAt(at), this.#dayAt(at + 1) - 1)) });
  }

  #dayAt(bar) {
    return this.span.first + Math.ceil(bar * this.step);
  }

  #inWords(stance, bars) {
    const told = bars.map((number, at) => ({ number, day: isoOf(this.#dayAt(at)) })).filter(({ number }) => number);
    return `Who ${stance}, over time: ${told.slice(0, 20).map(({ number, day }) => `${day}: ${number}`).join("; ")}`;
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

// The desk: what is worth checking, one after the other, each decided with one or two keys.

import { gradeIn } from "./data.js";
import { articleHead, claimView, equalsView, keyButton, marksOfStatement, REJECT_REASONS, reasonWords, remarksList } from "./deskitem.js";
import { element, isolated, replaceContent } from "./dom.js";
import { isTyping } from "./keys.js";
import { MarkedText } from "./markedtext.js";
import { counted, shortened, stanceAfter } from "./words.js";

const MOST_LISTED = 200;
// An item for this reason, or for none, was checked before.
const DISAGREED = "reviewers disagree";
const MOST_RECENT = 4;
const GRADES = [..."ABCDEF", ..."123456"];
const JUDGING = ["confirm", "reject", "correct"];
const DONE = { confirm: "confirmed", correct: "corrected", add: "added", merge: "the same", "not-same": "not the same", unsure: "unsure", check: "article checked" };
const LISTS = { rejected: "Rejected", decided: "Decided", conflicts: "In conflict" };

export class Desk {
  // `source` knows what there is and keeps what is decided (see live/review.js and ownreview.js); `closed()` leads back.
  constructor(container, source, { say, closed }) {
    Object.assign(this, { container, source, say, closed });
    Object.assign(this, { items: [], decisions: [], checked: 0, readings: 0, by: "", filter: "all", at: null, mode: null, seen: null, times: [], shownAt: 0, keeping: false });
    this.text = new MarkedText((span) => this.draft?.marked(span));
    const box = (name, more = {}) => element("div", { class: name, ...more });
    [this.top, this.list, this.head, this.side, this.foot, this.bar] = ["desk-top", "desk-list", "desk-head", "desk-side", "desk-foot", "desk-bar"].map((name) => box(name));
    this.reader = box("desk-reader", { tabindex: "0", role: "region", "aria-label": "Article" });
    this.reader.append(this.head, this.text.box);
    this.side.tabIndex = 0;
    this.side.setAttribute("role", "region");
    this.side.setAttribute("aria-label", "The claim");
    const middle = box("desk-middle");
    middle.append(this.reader, this.bar); // below the text: as the bar grows, no word moves away under the mouse that marks it
    const body = box("desk-body");
    body.append(this.list, middle, this.side);
    replaceContent(container, this.top, body, this.foot);
    document.addEventListener("keydown", (event) => this.#pressed(event), true);
    new ResizeObserver(() => document.body.style.setProperty("--desk-foot", `${this.foot.offsetHeight}px`)).observe(this.foot);
  }

  get open() {
    return !this.container.hidden;
  }

  // Load what there is, and show the item where the reviewer was, or a reading that is asked for.
  async show(wanted = null) {
    await this.#told(async () => {
      await this.load();
      const kept = this.source.kept();
      this.filter = wanted ? "all" : kept.filter ?? "all";
      this.#leaveNothing();
      const start = wanted ? this.#itemOf(wanted) : this.shown.find((one) => one.id === kept.at);
      await this.go(start ?? this.shown[0] ?? null);
    });
  }

  // Where nothing is left of the part of the list that was looked at last, all of it is shown, and that is said.
  #leaveNothing() {
    if (this.filter === "all" || this.shown.length) return;
    const emptied = LISTS[this.filter] ?? capitalised(this.filter);
    this.filter = "all";
    this.say(`Nothing is left under “${emptied}”; ${this.items.length ? "everything that is worth checking is shown" : "nothing else is left to check either"}`);
  }

  // `itemsOnly`: what was decided is known.
  async load({ itemsOnly = false } = {}) {
    const { items, decisions = this.decisions, checked, readings, by } = await this.source.load({ itemsOnly });
    Object.assign(this, { items, decisions, checked, readings, by });
  }

  // Take in what was decided elsewhere; the reviewer keeps what he looks at and writes.
  async renew() {
    if (!this.open) return;
    const focused = document.activeElement;
    await this.load();
    this.at = this.shown.find((one) => one.id === this.at?.id) ?? this.at;
    this.#renderTop();
    this.#renderList();
    if (!this.draft) this.#renderSide();
    if (this.container.contains(focused)) focused.focus({ preventScroll: true });
  }

  // A reading that was checked already can be decided about again.
  #itemOf(wanted) {
    const found = this.items.find((one) => (wanted.statement ? one.id === wanted.statement : one.claim === wanted.claim));
    if (found || !wanted.item) return found;
    this.items.unshift(wanted.item);
    return wanted.item;
  }

  // The items that the filter lets through.
  get shown() {
    const of = (test) => this.decisions.filter(test).toReversed().map((one) => ({ kind: "decision", id: one.id, headline: one.about, because: [one.words || one.kind], decision: one }));
    if (this.filter === "rejected") return of((one) => one.kind === "reject");
    if (this.filter === "decided") return of(() => true);
    if (this.filter === "conflicts") return of((one) => one.standing !== "in force");
    return this.filter === "all" ? this.items : this.items.filter((one) => one.because.includes(this.filter));
  }

  get item() {
    return this.at;
  }

  async go(item) {
    this.mode = null;
    this.draft = null;
    this.at = item;
    this.seen = null;
    this.source.keep({ at: item?.id ?? null, filter: this.filter });
    this.#render();
    if (!item) {
      this.#showText(); // no article of an item that is gone
      return;
    }
    const seen = item.kind === "decision" ? { decision: item.decision } : await this.#seen(item);
    if (this.at !== item) return;
    this.seen = seen;
    this.shownAt = performance.now();
    this.#render();
    this.#showText();
    const [next] = this.#after(item);
    if (next && next.kind !== "decision") this.ahead = { id: next.id, seen: this.source.see(next).catch(() => null) };
  }

  async #seen(item) {
    const early = this.ahead?.id === item.id ? await this.ahead.seen : null;
    return early ?? this.source.see(item);
  }

  #after(item) {
    const { shown } = this;
    return shown.slice(this.#place(shown, item) + 1);
  }

  #place(shown, item) {
    return shown.findIndex((one) => one.id === item?.id);
  }

  #step(by) {
    const { shown } = this;
    const next = shown[this.#place(shown, this.at) + by];
    if (next) this.#told(() => this.go(next));
    else this.say(shown.length ? (by > 0 ? "That was the last of this list" : "That is the first of this list") : "Nothing is left to check here");
  }

  // Take a decision; `stay` where the item stays to be checked.
  async decide(fields, { stay = false, done } = {}) {
    const item = this.at;
    const { seen } = this;
    await this.#kept(async () => {
      const answer = await this.source.decide({ statement: item.id, article: seen?.article, ...fields }, item, seen);
      this.#note(answer);
      const taken = answer.decisions.at(-1);
      this.say(done ?? (taken ? `${capitalised(doneWords(taken))}: ${shortened(taken.about, 80)}` : "They are one again: what parted them is taken back"));
      this.mode = null;
      if (stay) {
        this.#render();
        this.#renderHead();
        return;
      }
      this.times.push(performance.now() - this.shownAt);
      this.ahead = answer.reload ? null : this.ahead;
      const [next] = this.#after(item);
      if (JUDGING.includes(fields.kind) && item.because.length && !item.because.includes(DISAGREED)) this.checked += 1;
      if (fields.kind !== "add") this.items = this.items.filter((one) => one !== item);
      const before = this.shown.at(-1);
      if (answer.reload) await this.load({ itemsOnly: true });
      const same = (one) => this.shown.find((other) => other.id === one?.id);
      await this.go(same(fields.kind === "add" ? item : next) ?? same(before) ?? this.shown[0] ?? null);
    });
  }

  #note({ decisions, replaced = [] }) {
    const gone = new Set([...replaced, ...decisions.map((one) => one.id)]);
    this.decisions = [...this.decisions.filter((one) => !gone.has(one.id)), ...decisions];
  }

  // Undo a decision: the chosen one, or the last of this reviewer.
  async undo(decision = this.seen?.decision ?? this.decisions.filter((one) => one.by === this.by).at(-1)) {
    if (!decision) {
      this.say("Nothing was decided here that could be undone");
      return;
    }
    await this.#kept(async () => {
      const answer = await this.source.undo(decision);
      this.#note({ decisions: answer?.decisions ?? [], replaced: [decision.id] });
      await this.load({ itemsOnly: true });
      this.ahead = null;
      const back = this.items.find((one) => one.id === decision.seen || decision.statements.includes(one.id) || (decision.subject && one.pair?.includes(decision.subject)));
      // What came back is shown, unless somebody goes through a list of decisions that has more.
      if (!this.shown.length || (!(this.filter in LISTS) && back && !this.shown.includes(back))) this.filter = "all";
      this.say(`Undone: ${doneWords(decision)} ${shortened(decision.about, 80)}`);
      await this.go(this.shown.find((one) => one === back) ?? this.shown.find((one) => one.id === this.at?.id) ?? this.shown[0] ?? null);
    });
  }

  // Keep or undo a decision. What is pressed meanwhile would be about an item that the reviewer does not see yet, or about
  // the same one twice, so it is not taken.
  async #kept(step) {
    if (this.keeping) return;
    this.#keeps(true);
    try {
      await this.#told(step);
    } finally {
      this.#keeps(false);
    }
  }

  #keeps(keeping) {
    this.keeping = keeping;
    this.container.setAttribute("aria-busy", String(keeping));
  }

  async #told(step) {
    try {
      await step();
    } catch (problem) {
      if (!this.source.isProblem(problem)) throw problem;
      this.say(problem.message);
      this.#render();
    }
  }

  // --- keys

  #pressed(event) {
    if (!this.open || event.altKey) return;
    const typing = isTyping(event.target);
    const key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
    if (event.ctrlKey || event.metaKey) {
      if (key !== "z" || typing) return;
      this.#take(event, () => this.undo());
      return;
    }
    if (key === "Escape") {
      this.#take(event, () => this.#escape());
      return;
    }
    if (this.keeping) {
      if (event.key.length === 1 || key === "Enter") this.#take(event, () => {});
      return;
    }
    if (typing) return;
    if ((key === "Enter" || key === " ") && ["BUTTON", "SUMMARY", "A"].includes(event.target.tagName)) return;
    const action = this.#keys(event)[key];
    if (action) this.#take(event, action);
    else if (event.key.length === 1) event.stopPropagation(); // the page's own keys rest meanwhile
  }

  #take(event, action) {
    event.preventDefault();
    event.stopPropagation();
    action();
  }

  #escape() {
    if (this.draft?.escape()) return;
    if (!this.mode) {
      this.closed();
      return;
    }
    this.mode = null;
    this.draft = null;
    this.#render();
    this.#showText();
  }

  #keys(event) {
    if (this.draft) return this.draft.keys(event);
    if (this.mode === "reject") return Object.fromEntries(REJECT_REASONS.map((reason, at) => [String(at + 1), () => this.#reject(reason)]));
    if (this.mode === "know") return { y: () => this.#know("affirms"), n: () => this.#know("doubts") };
    if (this.mode === "grade") return Object.fromEntries(GRADES.map((grade) => [grade.toLowerCase(), () => this.#grade(grade)]));
    const keys = Object.fromEntries(this.#actions().map(({ key, act }) => [key.toLowerCase(), act]));
    return { ...keys, ArrowDown: keys.j, ArrowUp: keys.k };
  }

  // What can be done now: {key, words, act, look}.
  #actions() {
    const { source, seen, item } = this;
    const can = (name) => source.can.has(name);
    const moving = [
      { key: "J", words: "Skip", act: () => this.#step(1) }, { key: "K", words: "Back", act: () => this.#step(-1) }, { key: "U", words: item?.kind === "decision" ? "Undo this" : "Undo", act: () => this.undo() },
      { key: "F", words: "Filter", act: () => this.#nextFilter(), quiet: true },
    ];
    if (!item || !seen || item.kind === "decision") return moving;
    if (item.kind === "equals") {
      const [one, two] = item.pair;
      return [
        { key: "S", words: "Same", look: "yes", act: () => this.decide({ kind: "merge", kept: one, other: two }) },
        { key: "D", words: "Not the same", look: "no", act: () => this.decide({ kind: "not-same", subject: one, other: two }) },
        { key: "Q", words: "Unsure", act: () => this.decide({ kind: "unsure", statement: one, other: two }) },
        { key: "W", words: "Keep the other name", act: () => this.#swap(), quiet: true }, ...moving,
      ];
    }
    return [
      { key: "C", words: "✓ Confirm", look: "yes", act: () => this.decide({ kind: "confirm" }) },
      { key: "X", words: "✕ Reject …", look: "no", act: () => this.#enter("reject") },
      can("correct") && { key: "E", words: "Correct", act: () => this.#begin("correct") },
      { key: "N", words: "Note", act: () => this.#enter("note") },
      can("add") && { key: "A", words: "Add a claim", act: () => this.#begin("add"), quiet: true },
      can("tag") && { key: "T", words: "Tag", act: () => this.#enter("tag"), quiet: true },
      can("grade") && { key: "G", words: "Grade the source", act: () => this.#enter("grade"), quiet: true },
      can("check") && { key: "V", words: "Article checked", act: () => this.#checked(), quiet: true },
      can("know") && { key: "I", words: "I know …", act: () => this.#enter("know"), quiet: true },
      can("unsure") && { key: "Q", words: "Unsure", act: () => this.decide({ kind: "unsure" }), quiet: true },
      ...moving,
    ].filter(Boolean);
  }

  #enter(mode) {
    this.mode = mode;
    this.#render();
    this.foot.querySelector("input")?.focus();
  }

  #begin(kind) {
    this.mode = kind;
    this.draft = this.source.draft(kind, this);
    this.#render();
    this.draft.show();
    this.text.box.focus({ preventScroll: true });
  }

  #reject(reason) {
    return this.decide({ kind: "reject", reason });
  }

  #grade(grade) {
    const { seen } = this;
    const article = seen.index.articles.get(seen.article);
    const outlet = /[A-F]/.test(grade) ? article?.outlet ?? "" : "";
    const kept = outlet ? "" : [...(this.gradeOf(article, false) ?? "")].filter((one) => /\d/.test(one) !== /\d/.test(grade)).join("");
    const whole = [...kept, grade].sort((a, b) => (a > b ? -1 : 1)).join("");
    return this.decide({ kind: "reliability", subject: seen.article, outlet, grade: whole }, { stay: true, done: `Graded ${outlet || "the article"}: ${whole}` });
  }

  // All that the article claims was judged, and what was missed is added: so recall can be counted on it.
  #checked() {
    return this.decide({ kind: "check", subject: this.seen.article }, { stay: true, done: "Article checked: all of it is judged, and what was missed is added" });
  }

  // The reviewer's own knowledge: no article's word, and no part of the status.
  #know(stance) {
    return this.decide({ kind: "analyst", subject: this.at.claim, stance }, { stay: true, done: `Kept as your own knowledge: you ${stance === "affirms" ? "affirm" : "doubt"} it` });
  }

  // The letters and digits that this and other reviewers gave an article, and its outlet.
  gradeOf(article, withOutlet = true) {
    return gradeIn(this.decisions, article, withOutlet);
  }

  #swap() {
    this.at.pair = this.at.pair.toReversed();
    return this.#told(() => this.go(this.at));
  }

  #nextFilter() {
    const names = this.#filters().map(([name]) => name);
    this.#choose(names[(names.indexOf(this.filter) + 1) % names.length]);
  }

  #choose(filter) {
    this.filter = filter;
    this.#told(() => this.go(this.shown[0] ?? null));
  }

  // --- drawing

  #render() {
    this.#renderTop();
    this.#renderList();
    this.#renderSide();
    this.#renderFoot();
  }

  #renderTop() {
    const rejected = this.decisions.filter((one) => one.kind === "reject").length;
    const kept = Math.max(0, this.checked - rejected);
    const open = Math.max(0, this.readings - this.checked);
    const mean = this.times.length >= 3 ? this.times.reduce((sum, one) => sum + one, 0) / this.times.length : 0;
    const minutes = mean && Math.ceil((open * mean) / 60_000);
    const share = (number) => `${(100 * number) / Math.max(1, this.readings)}%`;
    const bar = (className, number) => {
      const made = element("span", { class: className });
      made.style.width = share(number);
      return made;
    };
    replaceContent(
      this.top,
      element("div", { class: "desk-name" }, element("h1", {}, "Check next"), element("p", { class: "hint" }, this.source.about(this))),
      element("div", { class: "desk-progress", role: "status" },
        element("p", {}, element("strong", {}, `${this.checked.toLocaleString("en")} of ${this.readings.toLocaleString("en")} checked`), ` · ${kept.toLocaleString("en")} kept · ${rejected.toLocaleString("en")} rejected`, minutes ? ` · about ${counted(minutes, "minute")}` : ""),
        element("div", { class: "desk-meter", "aria-hidden": "true" }, bar("kept", kept), bar("rejected", rejected))),
      element("div", { class: "desk-tools" }, this.source.tools(this), keyButton("Back to picture", "esc", () => this.closed())),
    );
  }

  #filters() {
    const because = new Map();
    for (const one of this.items) for (const reason of one.because) because.set(reason, (because.get(reason) ?? 0) + 1);
    const number = { rejected: this.decisions.filter((one) => one.kind === "reject").length, decided: this.decisions.length, conflicts: this.decisions.filter((one) => one.standing !== "in force").length };
    return [["all", "All", this.items.length], ...[...because].map(([reason, count]) => [reason, capitalised(reason), count]), ...Object.entries(LISTS).map(([name, words]) => [name, words, number[name]]).filter(([name, , count]) => count || name === this.filter)];
  }

  #renderList() {
    const { shown } = this;
    const at = Math.max(0, this.#place(shown, this.at));
    const first = Math.max(0, Math.min(at - MOST_LISTED / 2, shown.length - MOST_LISTED));
    const rows = shown.slice(first, first + MOST_LISTED).map((one, number) => this.#row(one, first + number + 1));
    const recent = this.decisions.filter((one) => one.by === this.by).slice(-MOST_RECENT).toReversed();
    replaceContent(
      this.list,
      element("h2", { class: "only-read" }, "What is worth checking"),
      element("div", { class: "desk-filters", role: "group", "aria-label": "Which items" }, this.#filters().map(([name, words, count]) =>
        element("button", { type: "button", "aria-pressed": String(name === this.filter), on: { click: () => this.#choose(name) } }, isolated(words), ` ${count.toLocaleString("en")}`))),
      rows.length ? element("ol", { class: "desk-items", tabindex: "0", "aria-label": "What is worth checking" }, rows) : element("p", { class: "nobody desk-nothing" }, this.#nothing()),
      recent.length > 0 && element("div", { class: "desk-recent" },
        element("h2", {}, "Just decided"),
        element("ul", {}, recent.map((one, number) => element("li", {}, element("span", { class: `done-mark did-${one.kind}`, "aria-hidden": "true" }, one.kind === "reject" ? "✕" : "✓"), isolated(shortened(one.about, 48)), element("span", { class: "hint" }, isolated(doneWords(one))),
          element("button", { type: "button", class: "quiet", "aria-label": `Undo: ${doneWords(one)} ${one.about}`, on: { click: () => this.undo(one) } }, "Undo", number === 0 && [" ", element("kbd", {}, "U")]))))),
    );
    const row = this.list.querySelector("[aria-current]");
    if (row) row.parentElement.scrollTop = row.offsetTop - row.parentElement.clientHeight / 3; // the list is positioned, so offsetTop counts from it
  }

  #nothing() {
    if (this.filter === "all") return this.readings ? "Everything is checked. “Decided” shows what was decided." : "There is nothing to check yet: no claim was read.";
    return "Nothing of this kind is left.";
  }

  #row(one, number) {
    const here = one.id === this.at?.id;
    const sure = typeof one.confidence === "number";
    const meter = sure && element("meter", { min: 0, max: 1, low: 0.6, optimum: 1, value: one.confidence, "aria-label": "Confidence" });
    return element("li", { "aria-current": here ? "true" : null, class: here ? "chosen" : null, on: { click: () => this.#told(() => this.go(one)) } },
      element("span", { class: "number" }, number),
      element("div", {},
        element("button", { type: "button", class: "name" }, isolated(one.headline ?? one.entities.map((entity) => entity.name).join(" = "))),
        one.speaker && element("p", { class: "desk-voice" }, isolated(one.speaker), ` ${stanceAfter(one.speaker, one.stance)}`),
        element("p", { class: "hint" }, isolated([reasonWords(one.because), one.kind === "equals" && one.detail].filter(Boolean).join(": ")), one.unsure && " · you were unsure"),
        one.status && element("p", {}, element("span", { class: `chip look-${one.modality === "actual" ? one.status : one.modality}` }, `${one.modality === "actual" ? one.status : one.modality} ${one.origins}`))),
      sure && element("div", { class: "sure" }, one.confidence.toFixed(2), meter));
  }

  #renderSide() {
    const { seen, item } = this;
    if (this.draft) {
      this.draft.render();
      return;
    }
    replaceContent(this.bar);
    if (!item) replaceContent(this.side, element("p", { class: "nobody" }, this.#nothing()));
    else if (!seen) replaceContent(this.side, element("p", { class: "nobody" }, "Opening…"));
    else if (seen.decision) replaceContent(this.side, decisionView(seen.decision));
    else if (item.kind === "equals") replaceContent(this.side, equalsView(seen.preview, `${capitalised(item.detail)}.`));
    else replaceContent(this.side, element("p", { class: "desk-why" }, element("strong", {}, "Why this: "), isolated(reasonWords(item.because)), "."), claimView(seen.index, seen.record, seen.statement, this.#remarksOn(seen)));
  }

  #remarksOn({ record, statement, article, index }) {
    const { claim } = record;
    const subjects = new Set([claim.id, claim.supplier, claim.recipient, claim.good, article, index.articles.get(article)?.outlet]);
    return this.decisions.filter((one) => (one.subject && subjects.has(one.subject)) || one.statements.includes(statement.id) || one.seen === statement.id);
  }

  #showText() {
    const { seen, item } = this;
    this.head.hidden = this.text.box.hidden = !seen?.statement;
    this.container.classList.toggle("without-article", !seen?.statement);
    if (!seen?.statement || item.kind === "equals") return;
    this.showArticle(marksOfStatement(seen.statement, seen.others ?? []));
    this.text.reach(seen.statement.evidence.start);
  }

  #renderHead() {
    const article = this.seen.index.articles.get(this.seen.article);
    replaceContent(this.head, articleHead(article, this.gradeOf(article), this.seen.article));
  }

  // The article with marks; a draft shows its own.
  showArticle(marks) {
    const { seen } = this;
    this.#renderHead();
    this.text.show(seen.text, marks, seen.from ?? 0);
  }

  #renderFoot() {
    const { mode } = this;
    if (this.draft) {
      this.draft.renderFoot(this.foot);
      return;
    }
    if (mode === "reject") replaceContent(this.foot, element("span", { class: "desk-ask" }, "What is wrong with it?"), REJECT_REASONS.map((reason, at) => keyButton(reason, String(at + 1), () => this.#reject(reason))), keyButton("Cancel", "esc", () => this.#escape(), { class: "quiet" }));
    else if (mode === "know") replaceContent(this.foot, element("span", { class: "desk-ask" }, "Of your own knowledge (it makes no claim asserted)"), keyButton("I affirm it", "Y", () => this.#know("affirms")), keyButton("I doubt it", "N", () => this.#know("doubts")), keyButton("Cancel", "esc", () => this.#escape(), { class: "quiet" }));
    else if (mode === "grade") replaceContent(this.foot, element("span", { class: "desk-ask" }, "Source A reliable … F unknown; information 1 confirmed … 6 unknown"), GRADES.map((grade) => keyButton("", grade, () => this.#grade(grade), { "aria-label": grade })), keyButton("Cancel", "esc", () => this.#escape(), { class: "quiet" }));
    else if (mode === "note" || mode === "tag") this.#renderField(mode);
    else this.#renderActions();
  }

  #renderField(mode) {
    const field = element("input", { type: "text", "aria-label": mode === "note" ? "Note on this claim" : "Tag for this claim", maxlength: mode === "note" ? 5000 : 100, autocomplete: "off" });
    const save = (event) => {
      event.preventDefault();
      if (field.value.trim()) this.decide({ kind: mode, subject: this.at.claim, text: field.value.trim() }, { stay: true, done: mode === "note" ? "Noted" : "Tagged" });
    };
    replaceContent(this.foot, element("form", { class: "desk-field", on: { submit: save } }, element("span", { class: "desk-ask" }, mode === "note" ? "Note" : "Tag"), field,
      element("button", { type: "submit", class: "main" }, "Save ", element("kbd", {}, "↵")), keyButton("Cancel", "esc", () => this.#escape(), { class: "quiet" })));
  }

  #renderActions() {
    const actions = this.#actions();
    const of = (some) => some.map(({ key, words, act, look }) => keyButton(words, key, act, { class: look ? `desk-${look}` : null }));
    replaceContent(this.foot, of(actions.filter((one) => !one.quiet)), element("span", { class: "desk-more" }, of(actions.filter((one) => one.quiet))),
      element("p", { class: "desk-help hint" }, this.source.help));
  }

  // For drafts.
  rerender() {
    this.#render();
  }

  leaveDraft() {
    this.#escape();
  }
}

// The key C opens a review's desk, with the chosen claim where one is chosen.
export function opensByKey(review) {
  document.addEventListener("keydown", (event) => {
    if (event.key !== "c" || event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target) || review.desk.open) return;
    event.preventDefault();
    const { selection } = review.page.state;
    review.open(selection?.kind === "claim" ? selection.id : null);
  });
}

function decisionView(one) {
  return element("div", {}, element("h3", { class: "desk-sentence" }, isolated(one.about)),
    one.quote && element("blockquote", {}, isolated(one.quote)), one.title && element("p", { class: "where" }, isolated(one.title)),
    remarksList([one]), element("p", { class: "hint" }, `${one.at.slice(0, 16).replace("T", " ")} UTC. `, "U undoes it; the reading stands as it was then."),
    one.against.length > 0 && element("p", { class: "mismatch" }, `Contradicts ${counted(one.against.length, "other decision")}; neither is followed until one is undone.`));
}

export function doneWords(one) {
  if (!one) return "";
  return one.kind === "reject" ? one.words : DONE[one.kind] ?? `${one.kind} ${one.words}`.trim();
}

function capitalised(words) {
  return words ? words[0].toUpperCase() + words.slice(1) : words;
}

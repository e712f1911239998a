// A correction, or a claim that the reading missed, while it is put together: words are marked in the article, a key
// makes them a part; what would change is shown before it is kept.

import { CLAIM_PARTS, keyButton, marksOfStatement, PART_LETTERS, plainButton, sentenceOf } from "./deskitem.js";
import { element, isolated, replaceContent } from "./dom.js";
import { shapeSample } from "./palette.js";
import { counted, MODALITIES, STANCES, verbAfter } from "./words.js";

const PART_NAMES = { supplier: "Supplier", recipient: "Recipient", good: "Good", speaker: "Speaker", trigger: "Trigger" };
const PART_TYPES = { supplier: ["State", "Organization", "Firm", "Official"], recipient: ["State", "Organization", "Firm", "Official"], speaker: ["State", "Organization", "Firm", "Official"], good: ["Good"] };

export class Draft {
  // `kind` is "correct" or "add"; `say` tells what went wrong. The desk's source says what words mean and what would change.
  constructor(kind, desk, say) {
    Object.assign(this, { kind, desk, say, parts: {}, choosing: null, typing: null, changes: null, problem: "", why: "", turn: 0 });
    const { statement, record, index, article } = desk.seen;
    Object.assign(this, { statement, record, index, article });
    const own = kind === "correct";
    this.stance = own ? statement.stance : null;
    this.modality = own ? record.claim.modality : "actual";
    this.hedged = own ? statement.hedged : false;
    this.ownVoice = false;
  }

  get corrects() {
    return this.kind === "correct";
  }

  // --- keys

  keys({ shiftKey }) {
    const near = this.statement.evidence.start;
    const { text } = this.desk;
    const keys = {
      ArrowRight: () => text.step(1, shiftKey, near), ArrowLeft: () => text.step(-1, shiftKey, near), ArrowDown: () => this.desk.reader.scrollBy(0, 60), ArrowUp: () => this.desk.reader.scrollBy(0, -60),
      Enter: () => this.save(), s: () => this.#turn("stance", STANCES), m: () => this.#turn("modality", MODALITIES), h: () => this.#set({ hedged: !this.hedged }), o: () => this.#set({ ownVoice: !this.ownVoice }),
      x: () => this.#unset(),
    };
    CLAIM_PARTS.forEach((role, at) => (keys[String(at + 1)] = () => this.press(role)));
    if (this.choosing) this.choosing.options.forEach((option, at) => (keys[String(at + 1)] = () => this.#take(this.choosing.role, option)));
    return keys;
  }

  #turn(name, values) {
    const now = this[name] ?? (this.parts.speaker ? "alleges" : "asserts");
    this.#set({ [name]: values[(values.indexOf(now) + 1) % values.length] });
  }

  #set(values) {
    Object.assign(this, values);
    if (values.ownVoice) delete this.parts.speaker;
    this.#try();
  }

  // Take the last part back that was set.
  #unset() {
    const last = Object.keys(this.parts).at(-1);
    if (last) delete this.parts[last];
    this.choosing = null;
    this.#shown();
  }

  // Let go of what was begun within the draft; whether there was any.
  escape() {
    const begun = Boolean(this.choosing || this.typing);
    [this.choosing, this.typing] = [null, null];
    if (begun) this.desk.rerender();
    return begun;
  }

  // --- parts

  marked() {
    this.typing = null;
    this.#renderBar();
  }

  // Make what is marked a part; where nothing is marked, an entity can be typed.
  async press(role) {
    const { span } = this.desk.text;
    if (!span) {
      if (role === "trigger") this.say("Mark the words of the transfer first");
      else this.#type(role);
      return;
    }
    if (role === "trigger") {
      this.#take(role, { span: [span.start, span.end], name: span.words });
      return;
    }
    try {
      const { words, known, new: fresh, types } = await this.desk.source.meaning(this.article, role, span);
      const at = [span.start, span.end];
      const options = known.map((one) => ({ ...one, span: at })).concat(fresh ? [{ name: fresh.name, type: fresh.type, fresh: true, span: at }] : []);
      if (options.length === 1) this.#take(role, options[0]);
      else this.#choose(role, words, options.length ? options : types.map((type) => ({ name: words, type, fresh: true, span: at })));
    } catch (problem) {
      this.say(problem.message);
    }
  }

  #choose(role, words, options) {
    this.choosing = { role, words, options };
    this.#renderBar();
  }

  #take(role, option) {
    this.choosing = null;
    this.typing = null;
    delete this.parts[role];
    this.parts[role] = option;
    if (role === "speaker") this.ownVoice = false;
    this.#shown();
  }

  #type(role) {
    this.typing = role;
    this.render();
    this.desk.side.querySelector(".desk-typed input")?.focus();
  }

  // --- what would change

  get #asked() {
    const parts = Object.fromEntries(Object.entries(this.parts).filter(([role]) => role !== "trigger").map(([role, one]) => [
      role, one.id ? { id: one.id, span: one.span } : { span: one.span, name: one.typed ? one.name : undefined, type: one.fresh && one.type !== "Good" ? one.type : undefined },
    ]));
    const { statement, record } = this;
    const base = { kind: this.kind, article: this.article, parts, why: this.why };
    if (!this.corrects) return { ...base, ...(this.stance && { stance: this.stance }), modality: this.modality, hedged: this.hedged, ...(this.parts.trigger && { trigger: this.parts.trigger.span }) };
    return {
      ...base, statement: statement.id, own_voice: this.ownVoice && statement.speaker !== null,
      ...(this.stance !== statement.stance && { stance: this.stance }), ...(this.modality !== record.claim.modality && { modality: this.modality }), ...(this.hedged !== statement.hedged && { hedged: this.hedged }),
      ...(this.parts.trigger && { trigger: this.parts.trigger.span }),
    };
  }

  get #says() {
    const asked = this.#asked;
    if (!this.corrects) return ["supplier", "recipient", "good"].every((role) => this.parts[role]);
    return Object.keys(asked.parts).length > 0 || asked.own_voice || ["stance", "modality", "hedged", "trigger"].some((name) => name in asked);
  }

  #shown() {
    this.desk.text.unmark();
    this.#showArticle();
    this.#try();
  }

  async #try() {
    const turn = ++this.turn;
    [this.changes, this.problem] = [null, ""];
    this.desk.rerender();
    if (!this.#says) return;
    try {
      const changes = await this.desk.source.tries(this.#asked, this.desk.seen);
      if (turn === this.turn) this.changes = changes;
    } catch (problem) {
      if (turn === this.turn) this.problem = problem.message;
    }
    if (this.desk.draft === this) this.desk.rerender();
  }

  save() {
    if (!this.#says) {
      this.say(this.corrects ? "Nothing is corrected yet: mark words, then press 1 to 5" : "Mark supplier, recipient and good first");
      return;
    }
    this.desk.decide(this.#asked);
  }

  // --- drawing

  show() {
    this.#showArticle();
  }

  #showArticle() {
    const was = this.corrects ? marksOfStatement(this.statement).filter((mark) => !this.parts[mark.title]) : marksOfStatement(this.statement, this.desk.seen.others).filter((mark) => !mark.letter);
    const wrong = this.corrects ? this.statement.roles.filter((span) => this.parts[span.role]).map((span) => ({ ...span, className: "word-wrong", title: `was the ${span.role}` })) : [];
    const right = Object.entries(this.parts).filter(([, one]) => one.span).map(([role, one]) => ({ start: one.span[0], end: one.span[1], className: `word-${role} word-new`, letter: PART_LETTERS[role], title: `the ${role}` }));
    const { scrollTop } = this.desk.reader;
    this.desk.showArticle([...right, ...wrong, ...was]);
    this.desk.reader.scrollTop = scrollTop;
  }

  #renderBar() {
    const { span } = this.desk.text;
    if (this.choosing) {
      const { words, options, role } = this.choosing;
      replaceContent(this.desk.bar, element("p", {}, options.every((one) => one.fresh) ? "Nothing is called " : "Which ", element("strong", {}, isolated(words)), options.every((one) => one.fresh) ? ` yet. The ${role} is a` : ` is the ${role}?`),
        element("div", { class: "desk-choices" }, options.map((one, at) => keyButton([shapeSample(one.type), " ", isolated(one.fresh ? one.type : `${one.name} (${one.type})`)], String(at + 1), () => this.#take(role, one)))));
      return;
    }
    replaceContent(this.desk.bar,
      element("p", {}, span ? ["Marked ", element("strong", {}, isolated(span.words.length > 60 ? `${span.words.slice(0, 60)}…` : span.words)), ": make it the"] : element("strong", {}, this.corrects ? "Correcting: mark the right words" : "Adding a claim: mark its parts"), !span && element("span", { class: "hint" }, " drag, or ", element("kbd", {}, "→"), " ", element("kbd", {}, "⇧ →"), " word by word; without a mark 1–4 take a name")),
      element("div", { class: "desk-choices" }, CLAIM_PARTS.map((role) => keyButton(PART_NAMES[role], String(CLAIM_PARTS.indexOf(role) + 1), () => this.press(role)))));
  }

  render() {
    this.#renderBar();
    const rows = ["supplier", "good", "recipient", "speaker", "trigger"].map((role) => this.#row(role));
    const why = element("input", { type: "text", "aria-label": "Why (optional)", placeholder: "Why (optional)", maxlength: 2000, value: this.why, on: { input: (event) => (this.why = event.target.value), keydown: (event) => event.key === "Enter" && this.save() } });
    replaceContent(
      this.desk.side,
      element("p", { class: "desk-kind" }, this.corrects ? "The claim, corrected" : "A claim that was missed"),
      element("h3", { class: "desk-sentence" }, this.#sentence()),
      element("div", { class: "desk-parts" }, rows, this.#switch("Stance", "stance", STANCES, "S"), this.#switch("Modality", "modality", MODALITIES, "M"),
        element("div", { class: "desk-part" }, element("span", {}, "Hedged"), keyButton(this.hedged ? "yes" : "no", "H", () => this.#set({ hedged: !this.hedged }), { "aria-pressed": String(this.hedged) }))),
      this.#changes(), why,
    );
  }

  #sentence() {
    const { parts, index, record } = this;
    const piece = (role) => {
      const was = this.corrects && index.nameOf(record.claim[role]);
      if (!parts[role]) return was ? isolated(was) : element("span", { class: "hint" }, `[${role}]`);
      return [was && [element("s", {}, isolated(was)), " "], element("ins", {}, isolated(parts[role].name))];
    };
    if (this.corrects && !Object.keys(parts).length && this.modality === record.claim.modality) return sentenceOf(index, record);
    const supplier = parts.supplier?.name ?? (this.corrects ? index.nameOf(record.claim.supplier) : "");
    return [piece("supplier"), ` ${verbAfter(supplier, this.modality)} `, piece("recipient"), " with ", piece("good")];
  }

  #row(role) {
    const { parts, index, record, statement } = this;
    const one = parts[role];
    const id = role === "speaker" ? statement.speaker : record.claim[role];
    const was = this.corrects && role === "trigger" ? statement.trigger : this.corrects ? (id ? index.nameOf(id) : role === "speaker" ? "the article itself, or nobody named" : "") : "";
    const type = one?.type ?? (this.corrects && index.entities.get(id)?.type);
    const gone = role === "speaker" && this.ownVoice;
    return element("div", { class: `desk-part${one || gone ? " corrected" : ""}` },
      element("span", {}, PART_NAMES[role]),
      this.typing === role ? this.#typed(role) : element("span", { class: "value" }, type ? shapeSample(type) : "", " ", one ? element("strong", {}, isolated(one.name)) : gone ? element("strong", {}, "the article itself") : isolated(was || "not marked yet"),
        one?.fresh && element("span", { class: "hint" }, " new"), (one || gone) && was && element("span", { class: "hint" }, " was ", isolated(was))),
      role !== "trigger" && this.typing !== role && plainButton("Name…", () => this.#type(role), { class: "quiet", "aria-label": `Another ${role} by name` }),
      role === "speaker" && this.typing !== role && this.corrects && keyButton("none", "O", () => this.#set({ ownVoice: !this.ownVoice }), { class: "quiet", "aria-label": "The article itself says so" }));
  }

  // An entity of the graph by its name; a new one by name and type.
  #typed(role) {
    const input = this.desk.source.nameInput(PART_TYPES[role]);
    input.setAttribute("aria-label", `${PART_NAMES[role]} by name`);
    const types = element("select", { "aria-label": "Type, if it is new" }, element("option", { value: "" }, "known"), PART_TYPES[role].map((type) => element("option", { value: type }, `new ${type}`)));
    const take = (event) => {
      event.preventDefault();
      const name = input.value.trim();
      if (!name) return;
      this.#take(role, types.value || role === "good" ? { name, type: types.value || "Good", fresh: Boolean(types.value), typed: true } : { id: name, name });
      this.desk.text.box.focus({ preventScroll: true });
    };
    return element("form", { class: "desk-typed", on: { submit: take } }, input, input.choices, role !== "good" && types, element("button", { type: "submit" }, "Take"));
  }

  #switch(title, name, values, key) {
    const now = this[name] ?? (this.parts.speaker ? "alleges" : "asserts");
    return element("div", { class: "desk-part" }, element("span", {}, title, " ", element("kbd", {}, key)),
      element("span", { class: "switch", role: "group", "aria-label": title }, values.map((value) => plainButton(value, () => this.#set({ [name]: value }), { "aria-pressed": String(value === now) }))));
  }

  #changes() {
    const { changes, problem } = this;
    const line = (sign, ...words) => element("li", {}, element("span", { class: `effect-mark sign-${sign === "−" ? "minus" : sign === "+" ? "plus" : "same"}`, "aria-hidden": "true" }, sign), element("span", {}, words));
    const told = (one) => `${one.modality === "actual" ? one.status : `${one.modality} · ${one.status}`}, ${counted(one.origins, "origin")}${one.hedged ? ", hedged" : ""}`;
    const body = problem ? element("p", { class: "problem" }, isolated(problem))
      : !this.#says ? element("p", { class: "nobody" }, this.corrects ? "Nothing yet." : "Mark supplier, recipient and good.")
        : !changes ? element("p", { class: "nobody" }, "Working it out…")
        : changes.words ? element("p", {}, isolated(changes.words))
          : element("ul", {},
            changes.gone.map((one) => line("−", element("strong", {}, isolated(one.headline)), " leaves the picture, queries and exports")),
            changes.come.map((one) => line("+", element("strong", {}, isolated(one.headline)), ` comes: ${told(one)}`)),
            changes.other.map((one) => line("±", element("strong", {}, isolated(one.headline)), told(one.was) === told(one) ? `, there already: ${told(one)} as before, ${counted(one.statements, "statement")} instead of ${one.was.statements}` : ` becomes ${told(one)} (now ${told(one.was)})`)),
            !changes.gone.length && !changes.come.length && !changes.other.length && element("li", {}, "Status, origins and claims stay as they are."));
    return element("div", { class: "desk-changes", role: "status" }, element("h4", {}, "What changes"), body);
  }

  renderFoot(foot) {
    replaceContent(foot,
      element("button", { type: "button", class: "main", on: { click: () => this.save() } }, this.corrects ? "Save correction " : "Save claim ", element("kbd", {}, "↵")),
      keyButton("Take the last part back", "X", () => this.#unset()), keyButton("Cancel", "esc", () => this.desk.leaveDraft(), { class: "quiet" }),
      element("p", { class: "desk-help hint" }, "Bound to these words of this article: a better extractor does not lose it. Nothing is deleted; every decision can be undone alone."));
  }
}

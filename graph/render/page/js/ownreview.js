// The desk of an exported page: a colleague reviews offline; what he decides is kept by his browser where it can, and
// saved as a file that `claimgraph decisions import` takes.

import { Desk, opensByKey } from "./desk.js";
import { element } from "./dom.js";
import { KeptDecisions, readKept, writeKept } from "./ownkept.js";
import { articleCited, CLAIM_ROLES, claimAsSaved, confirmation, ENDING, entityNamed, readingAsSaved, toldOf } from "./owntold.js";
import { Draft } from "./reviewdraft.js";
import { download, stemOf } from "./saving.js";
import { arrowed, counted, folded, speakerName, TYPES } from "./words.js";

const MOST_NAME = 100;
const NAME_KEY = "claimgraph-reviewer";
let ownInputs = 0;

export class OwnReview {
  constructor(page) {
    this.page = page;
    this.can = new Set(["check", "correct", "add", "tag", "grade", "unsure", "know"]);
    this.index = page.index;
    this.worklist = page.index.data.worklist ?? [];
    this.decisions = new KeptDecisions(this.index, () => this.#changedElsewhere());
    const { value: name } = readKept(NAME_KEY);
    this.by = typeof name === "string" ? name : "";
    this.saved = this.own.length;
    const pane = element("section", { class: "pane desk", "data-pane": "review", "aria-label": "Check next", hidden: true, tabindex: "-1" });
    document.getElementById("table").after(pane);
    this.name = element("input", { type: "text", maxlength: MOST_NAME, placeholder: "Your name", "aria-label": "Your name, under which decisions are kept", value: this.by, autocomplete: "off", on: { input: () => this.#named(), keydown: (event) => event.key === "Enter" && this.desk.reader.focus() } });
    this.desk = new Desk(pane, this, { say: page.say, closed: () => this.close() });
    document.getElementById("save").before(element("button", { type: "button", id: "check-next", "aria-keyshortcuts": "c", title: "Review what was read, offline; your decisions become a file", on: { click: () => this.open() } }, "Check next"));
    opensByKey(this);
    const { actions: others } = page.live;
    page.live.actions = (kind, id) => [...(others?.(kind, id) ?? []), ...(kind === "claim" ? [element("button", { type: "button", on: { click: () => this.open(id) } }, "Check")] : [])];
    page.state.subscribe(() => document.body.classList.toggle("reviewing", page.state.pane === "review"));
    addEventListener("beforeunload", (event) => this.saved < this.own.length && this.decisions.atRisk && event.preventDefault());
    this.#hideRejected();
    const { lost } = this.decisions;
    if (lost) page.say(`${counted(lost, "decision")} kept by this browser cannot be read and ${lost === 1 ? "is" : "are"} left out; the next one that you take replaces them`);
  }

  get own() {
    return this.decisions.all;
  }

  open(claim = null) {
    this.page.state.open("review");
    this.desk.container.focus({ preventScroll: true });
    const record = claim && this.index.records.get(claim);
    return this.desk.show(record && { claim, item: this.#item({ statement: record.statements[0].id, claim, because: [] }) }).then(() => !this.by && this.name.focus());
  }

  close() {
    this.page.state.open("picture");
  }

  // --- what the desk asks for

  isProblem(problem) {
    return problem instanceof OwnProblem;
  }

  load() {
    const decided = new Set(this.own.filter((one) => ENDING.includes(one.told.kind)).map((one) => one.told.seen));
    const statements = this.index.data.claims.flatMap((record) => record.statements);
    const ended = new Set(this.own.filter((one) => ["confirm", "reject", "correct"].includes(one.told.kind)).map((one) => one.told.seen)).size;
    return {
      by: this.by, items: this.worklist.filter((one) => !decided.has(one.statement)).map((one) => this.#item(one)), decisions: this.own.map((one) => one.told),
      checked: statements.filter((one) => one.checked).length + ended, readings: statements.length,
    };
  }

  #item({ statement: id, claim, because }) {
    const record = this.index.records.get(claim);
    const statement = record.statements.find((one) => one.id === id);
    return {
      kind: "reading", id, claim, because, article: statement.evidence.article, headline: arrowed(this.index, record), quote: statement.evidence.quote,
      status: record.status, modality: record.claim.modality, origins: record.origins, confidence: statement.confidence,
      speaker: speakerName(this.index, statement), stance: statement.stance,
    };
  }

  about() {
    return this.decisions.stored
      ? "Offline: your decisions are kept by this browser; save the file to hand them on"
      : "Offline: this browser keeps nothing for a file, so save your decisions before you close the page";
  }

  get help() {
    return "“Save decisions” writes a file for “claimgraph decisions import”; status and origins follow there.";
  }

  async see(item) {
    const record = this.index.records.get(item.claim);
    const statement = record.statements.find((one) => one.id === item.id);
    const texts = new Map(Object.entries(this.index.data.texts ?? {})); // an article may have the id "constructor"
    const whole = texts.get(statement.evidence.article);
    if (whole) {
      const others = this.index.data.claims.flatMap((one) => one.statements).filter((one) => one.evidence.article === statement.evidence.article);
      return { index: this.index, record, statement, article: statement.evidence.article, text: whole, others };
    }
    const [before, after] = this.index.contextOf(statement);
    const { quote, start, article } = statement.evidence;
    return { index: this.index, record, statement, article, text: `${before}${quote}${after}`, from: start - [...before].length, others: [] };
  }

  decide(fields, item, seen) {
    if (!this.by.trim()) {
      setTimeout(() => this.name.focus()); // once the desk told it
      throw new OwnProblem("Write your name first: every decision is kept under a name");
    }
    const { kind } = fields;
    const at = new Date().toISOString().replace("Z", "+00:00");
    const by = this.by.trim();
    const sameReading = (one) => one.told.by === by && one.told.seen === item.id;
    const earlier = kind === "correct" && this.own.find((one) => one.told.kind === kind && sameReading(one))?.review.says;
    const review = { kind, by, at, why: fields.why ?? "", about: this.#about(kind, fields, seen), says: { ...earlier, ...this.#says(fields, seen) } };
    const told = toldOf(review, seen, this.index);
    const replaced = this.decisions.change((one) => ENDING.includes(kind) && ENDING.includes(one.told.kind) && sameReading(one), { review, told });
    this.#hideRejected();
    return { decisions: [told], replaced: replaced.map((one) => one.told.id) };
  }

  undo(decision) {
    this.decisions.change((one) => one.told.id === decision.id);
    this.#hideRejected();
  }

  draft(kind, desk) {
    return new Draft(kind, desk, this.page.say);
  }

  // Whom or what marked words mean, as far as the page knows: of the rest, types to choose from.
  meaning(_, role, { words }) {
    const types = role === "good" ? ["Good"] : TYPES.filter((type) => type !== "Good");
    const known = this.#called(words, types).map(({ id, name, type }) => ({ id, name, type }));
    return { words, known, new: !known.length && role === "good" ? { name: words, type: "Good" } : null, types };
  }

  #called(words, types) {
    const wanted = folded(words);
    return [...this.index.entities.values()].filter(({ id, type, name, aliases }) => types.includes(type) && (id === words || [name, ...aliases].some((one) => folded(one) === wanted)));
  }

  // Status and origins are worked out where the file is taken in; what the claim will say is told here.
  tries(asked, { record }) {
    const { entities } = this.index;
    const part = (role) => (asked.parts[role] ? this.#entityIn(asked.parts[role], role).name : asked.kind === "correct" ? entities.get(record.claim[role]).name : "…");
    const told = `${part("supplier")} → ${part("recipient")}: ${part("good")}`;
    const was = arrowed(this.index, record);
    const comes = asked.kind === "add" ? `“${told}” comes.` : Object.keys(asked.parts).some((role) => role !== "speaker") ? `“${told}” comes instead of “${was}”.` : `“${told}” stays, with what you corrected.`;
    return { words: `${comes} Its status and origins follow when your file is imported.` };
  }

  nameInput(types) {
    const fitting = [...this.index.entities.values()].filter(({ type }) => types.includes(type));
    const choices = element("datalist", { id: `own-choices-${++ownInputs}` }, fitting.map(({ name, type }) => element("option", { value: name, label: type })));
    const input = element("input", { type: "text", list: choices.id, autocomplete: "off", spellcheck: "false", placeholder: types.join(", ") });
    input.choices = choices;
    return input;
  }

  tools() {
    return [this.name, element("button", { type: "button", class: this.own.length ? "main" : null, disabled: !this.own.length, on: { click: () => this.#save() } }, `Save decisions (${this.own.length})`)];
  }

  #save() {
    const lines = this.own.map((one) => `${JSON.stringify(one.review)}\n`);
    const name = `${stemOf(this.index.data.info.title)}-decisions.jsonl`;
    download(name, new Blob(lines, { type: "application/jsonl" }));
    this.saved = this.own.length;
    this.page.say(`Saved ${name} with ${counted(lines.length, "decision")}`);
  }

  // --- in the form of `claimgraph decisions export` (graph/review.py); the id is made when it is taken in

  #about(kind, fields, { record, statement }) {
    if (kind === "reliability") return fields.outlet ? { outlet: fields.outlet } : { article: articleCited(this.index, fields.subject) };
    if (kind === "check") return { article: articleCited(this.index, fields.subject) };
    if (kind === "add") return { reading: this.#added(fields) };
    return ENDING.includes(kind) ? { reading: readingAsSaved(this.index, record, statement) } : { claim: claimAsSaved(this.index, record) };
  }

  // A claim that was missed, with the sentences around its marked words.
  #added({ article, parts, trigger, stance, modality, hedged }) {
    const spans = CLAIM_ROLES.filter((role) => parts[role]?.span).map((role) => [role, ...parts[role].span]).concat(trigger ? [["trigger", ...trigger]] : []);
    if (!spans.length) throw new OwnProblem("Mark at least one part in the text of the article");
    const { text, from = 0 } = this.desk.seen;
    const letters = [...text];
    const [first, last] = [Math.min(...spans.map((one) => one[1])), Math.max(...spans.map((one) => one[2]))];
    const [start, end] = sentencesAround(letters, first - from, last - from);
    const named = Object.fromEntries(CLAIM_ROLES.map((role) => [role, parts[role] ? this.#entityIn(parts[role], role) : null]));
    if (named.supplier.id && named.supplier.id === named.recipient.id) throw new OwnProblem(`${named.supplier.name} cannot supply itself`);
    return {
      article: articleCited(this.index, article), start: start + from, end: end + from, quote: letters.slice(start, end).join(""), roles: spans,
      ...named, stance: stance ?? (named.speaker ? "alleges" : "asserts"), modality, hedged,
    };
  }

  // What a decision says, in the words of the file.
  #says({ kind, reason, text, grade, stance, modality, hedged, parts = {}, own_voice: ownVoice, trigger }, { text: article, from = 0, statement }) {
    if (kind === "confirm") return confirmation(statement);
    if (kind === "reject") return { reason };
    if (kind === "note") return { text };
    if (kind === "tag") return { tag: text };
    if (kind === "analyst") return { stance };
    if (kind === "reliability") return { source: /[A-F]/.exec(grade)?.[0] ?? null, information: Number(/\d/.exec(grade)?.[0]) || null };
    if (kind !== "correct") return {};
    const given = Object.entries({ stance, modality, hedged }).filter(([, value]) => value !== undefined);
    return {
      ...Object.fromEntries(Object.entries(parts).map(([role, part]) => [role, { entity: this.#entityIn(part, role), span: part.span ?? null }])),
      ...(ownVoice && { speaker: null }), ...Object.fromEntries(given),
      ...(trigger && { trigger: { span: trigger, words: [...article].slice(trigger[0] - from, trigger[1] - from).join("") } }),
    };
  }

  // The entity that a part is: one of the page, or a new one, whose id is made where the file is taken in.
  #entityIn({ id, name, type, span }, role) {
    const types = role === "good" ? ["Good"] : TYPES.filter((one) => one !== "Good");
    const words = id || name || (span && this.#marked(span));
    const [known] = type ? [] : this.#called(words, types);
    if (known) return entityNamed(this.index, known.id);
    const fresh = type ?? (role === "good" ? "Good" : null);
    if (!fresh) throw new OwnProblem(`Nothing on this page is called ${words}: say of which type it is`);
    return { id: "", type: fresh, name: words };
  }

  #marked([start, end]) {
    const { text, from = 0 } = this.desk.seen;
    return [...text].slice(start - from, end - from).join("").trim();
  }

  // --- what the browser keeps; of a file some keep nothing

  #named() {
    this.by = this.name.value;
    this.desk.by = this.by.trim();
    writeKept(NAME_KEY, this.by);
  }

  #changedElsewhere() {
    this.#hideRejected();
    this.desk.renew();
  }

  // A claim of which every reading was rejected leaves the picture; “Show everything again” shows it.
  #hideRejected() {
    const rejected = new Set(this.own.filter((one) => one.told.kind === "reject").map((one) => one.told.seen));
    const { state } = this.page;
    const gone = new Set(this.index.data.claims.filter((record) => record.statements.length && record.statements.every((one) => rejected.has(one.id))).map((record) => record.claim.id));
    const before = this.away ?? new Set();
    for (const id of before) if (!gone.has(id)) state.away.delete(id);
    for (const id of gone) if (!before.has(id)) state.away.add(id);
    this.away = gone;
    if (gone.size || before.size) state.tell("filters");
  }

  keep(place) {
    this.place = { ...this.place, ...place };
  }

  kept() {
    return this.place ?? {};
  }
}

class OwnProblem extends Error {}

// The lines or sentences that hold a place of a text, as `claimgraph claim add` chooses them.
function sentencesAround(letters, first, last) {
  const ends = (at) => ".!?".includes(letters[at]) && letters[at + 1] === " ";
  let [start, end] = [first, last];
  while (start > 0 && letters[start - 1] !== "\n" && !(letters[start - 1] === " " && ends(start - 2))) start -= 1;
  for (let at = last - 1; ; at += 1) {
    if (at >= letters.length) return [start, letters.length];
    if (letters[at] === "\n") return [start, Math.max(end, at)];
    if (ends(at)) return [start, Math.max(end, at + 1)];
  }
}

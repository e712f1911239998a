// The analyst's desk of the live page: what is worth checking comes from the server, decisions go there.

import { Desk, opensByKey } from "../desk.js";
import { Index } from "../data.js";
import { element, isolated } from "../dom.js";
import { Draft } from "../reviewdraft.js";
import { arrowed, counted, speakerName } from "../words.js";
import { button } from "./actions.js";
import { ask, Problem } from "./api.js";
import { entityInput } from "./fields.js";
import { viewFiles } from "./files.js";
import { Hand } from "./reviewcards.js";
import { download } from "../saving.js";

const KEPT = "claimgraph-desk";
const MOST_BYTES = 3_000_000; // the server takes a little more, with all that goes along
const RETELLING = new Set(["merge", "part", "not-same", "set-type"]); // claims of many articles may have other ids then
const RELOADING = new Set(["correct", "add", "merge", "not-same", "set-type", "rename"]);

export class LiveReview {
  constructor({ page, canvas, actions, message }) {
    Object.assign(this, { page, canvas, actions, message, arrived: new Set(), moved: {}, changed: false, decided: 0, cards: new Map() });
    this.can = new Set(["check", "correct", "add", "tag", "grade", "unsure", "know", "equals"]);
    const pane = element("section", { class: "pane desk", "data-pane": "review", "aria-label": "Check next", hidden: true, tabindex: "-1" });
    document.getElementById("table").after(pane);
    this.desk = new Desk(pane, this, { say: page.say, closed: () => this.close() });
    this.hand = new Hand(this);
    document.getElementById("live-tools").before(element("button", { type: "button", id: "check-next", "aria-keyshortcuts": "c", title: "What is worth checking, one after the other", on: { click: () => this.open() } }, "Check next"));
    opensByKey(this);
    const { actions: own } = page.live;
    page.live.actions = (kind, id) => [...own(kind, id), ...this.hand.of(kind, id)];
    page.state.subscribe((what) => this.#followed(what));
  }

  #followed(what) {
    const open = this.page.state.pane === "review";
    document.body.classList.toggle("reviewing", open);
    if (what === "ready" && this.kept().open) this.open();
    if (what === "pane" && !open) this.#left();
  }

  // Check a claim, or what is next.
  open(claim = null) {
    this.page.state.open("review");
    this.keep({ ...this.kept(), open: true });
    this.desk.container.focus({ preventScroll: true });
    const record = claim && this.page.index.records.get(claim);
    const [statement] = record?.statements ?? [];
    return this.desk.show(record && {
      claim, item: { kind: "reading", id: statement.id, claim, article: statement.evidence.article, headline: arrowed(this.page.index, record), because: [], quote: statement.evidence.quote, speaker: speakerName(this.page.index, statement), stance: statement.stance },
    });
  }

  close() {
    this.page.state.open("picture");
  }

  // The picture follows as soon as it is seen again.
  async #left() {
    this.keep({ ...this.kept(), open: false });
    if (this.changed) await this.follow(`decided about ${counted(this.decided, "item")}`);
  }

  follow(step) {
    const { arrived, moved } = this;
    [this.arrived, this.moved, this.changed, this.decided] = [new Set(), {}, false, 0];
    this.actions.forget();
    this.hand.forget();
    return this.message.tell(() => this.canvas.retell(step, moved, { from: "", to: "", arrived: [...arrived] }));
  }

  // --- what the desk asks for

  isProblem(problem) {
    return problem instanceof Problem;
  }

  async load({ itemsOnly = false } = {}) {
    const told = await ask("work", { items_only: itemsOnly }, { quietly: itemsOnly });
    this.by = told.by;
    return told;
  }

  about({ by }) {
    return ["Decisions of ", isolated(by), " are kept in the graph at once, with time and reason"];
  }

  get help() {
    return "";
  }

  async see(item) {
    if (item.kind === "equals") return { preview: await ask("merge-preview", { kept: item.pair[0], other: item.pair[1] }, { quietly: true }) };
    const answer = await ask("reading", { claim: item.claim, article: item.article }, { quietly: true });
    const index = new Index({ ...answer, alone: [] });
    const record = index.records.get(item.claim);
    const statement = record.statements.find((one) => one.id === item.id) ?? record.statements[0];
    const others = answer.claims.flatMap((one) => one.statements).filter((one) => one.evidence.article === answer.article);
    return { index, record, statement, article: answer.article, text: answer.text, others };
  }

  // Whom or what marked words mean as a part of a claim.
  meaning(article, role, { start, end }) {
    return ask("marked-words", { article, role, span: [start, end] }, { quietly: true });
  }

  // What a correction or an added claim would change.
  tries(asked) {
    return ask("try", asked, { quietly: true });
  }

  nameInput(types) {
    return entityInput(types);
  }

  draft(kind, desk) {
    return new Draft(kind, desk, this.page.say);
  }

  async decide(fields) {
    const answer = await ask("decide", { ...fields, claims: this.#toldBy(fields.kind) }, { quietly: true });
    this.#note(answer);
    return { ...answer, reload: RELOADING.has(fields.kind) };
  }

  async undo(decision) {
    const answer = await ask("undo-decision", { decision: decision.id, article: decision.article, claims: this.#toldBy(decision.kind) }, { quietly: true });
    this.#note(answer);
    return answer;
  }

  // A claim that was on the canvas and is told by another now, or came back, comes to it.
  #note({ arrived, claims }) {
    const now = (ids) => ids.flatMap((id) => claims[id] ?? [id]);
    this.changed = true;
    this.decided += 1;
    if (Object.keys(claims).length) this.moved = Object.fromEntries([...this.canvas.claims].map((id) => [id, now(this.moved[id] ?? [id])]));
    this.arrived = new Set([...now([...this.arrived]), ...arrived]);
    if (!this.desk.open) this.#left(); // who left before it was kept
  }

  // The claims of the canvas under the ids that they have after what was decided since it was drawn.
  #shown() {
    return [...new Set([...[...this.canvas.claims].flatMap((id) => this.moved[id] ?? [id]), ...this.arrived])];
  }

  #toldBy(kind) {
    return RETELLING.has(kind) ? this.#shown() : [];
  }

  // Words of the desk's head: what can be done with all decisions, and with the view.
  tools(desk) {
    const conflicts = desk.decisions.filter((one) => one.standing === "in conflict").length;
    return [
      conflicts > 0 && element("span", { class: "mismatch" }, counted(conflicts, "conflict")),
      button("Send to a colleague", () => this.#send(), { title: "This view with notes and the texts of its articles, as a page in which a colleague can review offline, and save his decisions as a file" }),
      button("Save decisions", () => this.#save(), { disabled: !desk.decisions.length, title: "All decisions in force as a file that a colleague takes in" }),
      button("Take in decisions …", () => this.#choose(), { title: "A file of decisions, from another store or from an exported page" }),
    ];
  }

  #save() {
    return this.message.tell(async () => {
      const { name, media, text } = await ask("decisions-file");
      download(name, new Blob([text], { type: media }));
      this.page.say(`Saved ${name} with ${counted(text.split("\n").length - 1, "decision")}: “Take in decisions” in another page takes it`);
    });
  }

  #choose() {
    const input = element("input", { type: "file", accept: ".jsonl,application/jsonl", on: { change: () => input.files.length && this.#takeIn(input.files[0]) } });
    input.click();
  }

  // The list begins anew: much of it may be decided now.
  #takeIn(file) {
    return this.message.tell(async () => {
      if (file.size > MOST_BYTES) throw new Problem(`${file.name} is too large for the page: \`claimgraph decisions import\` takes it`);
      const taken = await ask("take-in", { name: file.name, text: await textOf(file), claims: this.#shown() });
      this.#note(taken);
      await this.desk.show();
      const more = [taken.conflicts && `${taken.conflicts} contradict others, see “In conflict”`, taken.orphaned && `${taken.orphaned} fit nothing here (yet)`].filter(Boolean);
      this.page.say([`${counted(taken.new, "new decision")}, ${taken.known} known already`, ...more].join("; "));
    });
  }

  async #send() {
    await this.message.tell(async () => {
      if (this.changed) await this.follow(`decided about ${counted(this.decided, "item")}`);
      const { name, blob } = await viewFiles(this.canvas).find((one) => one.name === "HTML").make({ for_review: true });
      download(name, blob);
      this.page.say(`Saved ${name}: it opens offline; “Check next” there saves a file for “claimgraph decisions import”`);
    });
  }

  // --- where the reviewer was: kept by the browser for this tab

  keep(place) {
    try {
      sessionStorage.setItem(KEPT, JSON.stringify({ ...this.kept(), ...place }));
    } catch {
      // Then a reload begins at the top of the list; what was decided is in the graph.
    }
  }

  kept() {
    try {
      const { at, filter, open } = JSON.parse(sessionStorage.getItem(KEPT)) ?? {};
      return { at, filter: typeof filter === "string" ? filter : undefined, open: open === true };
    } catch {
      return {};
    }
  }
}

// What stands in a file; letters that are no UTF-8 would be lost without a word otherwise.
async function textOf(file) {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(await file.arrayBuffer());
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    throw new Problem(`${file.name}: is no text in UTF-8`);
  }
}

// What a reviewer can say of a claim or an entity from its card: who checked it, notes, tags, type and name; what was
// rejected can be shown.

import { remarksList } from "../deskitem.js";
import { doneWords } from "../desk.js";
import { element, isolated, replaceContent } from "../dom.js";
import { counted } from "../words.js";
import { button } from "./actions.js";
import { ask } from "./api.js";

const BODY_TYPES = ["State", "Organization", "Firm", "Official"];

export class Hand {
  constructor(review) {
    this.review = review;
    this.decisions = null;
  }

  // What was decided is asked for anew.
  forget() {
    this.decisions = null;
  }

  of(kind, id) {
    const { page } = this.review;
    if (kind === "claim") {
      const check = button("Check", () => this.review.open(id), { "aria-keyshortcuts": "c", title: "Confirm, reject or correct it beside its article" });
      return [check, this.#details("Notes and review", (box) => this.#remarks(box, id, [id], true))];
    }
    const entity = page.index.entities.get(id);
    return [this.#details("Notes, name and type", (box) => this.#entity(box, entity))];
  }

  // A part that asks for what it shows once it is opened.
  #details(title, fill) {
    const box = element("div", { class: "hand-body" });
    return element("details", { class: "hand", on: { toggle: (event) => event.target.open && this.#told(box, () => fill(box)) } }, element("summary", {}, title), box);
  }

  async #told(box, step) {
    try {
      await step();
    } catch (problem) {
      box.querySelector(".problem")?.remove();
      box.append(element("p", { class: "problem", role: "alert" }, isolated(problem.message)));
    }
  }

  async #known() {
    this.decisions ??= (await ask("work", {}, { quietly: true })).decisions;
    return this.decisions;
  }

  async #remarks(box, subject, subjects, isClaim = false) {
    const { page } = this.review;
    const decisions = await this.#known();
    const record = isClaim && page.index.records.get(subject);
    const statements = new Set(record ? record.statements.map((one) => one.id) : []);
    const mine = decisions.filter((one) => subjects.includes(one.subject) || one.statements.some((id) => statements.has(id)));
    const articles = new Set(record ? record.statements.map((one) => one.evidence.article) : []);
    const rejected = isClaim ? decisions.filter((one) => one.kind === "reject" && articles.has(one.article)) : [];
    replaceContent(
      box, mine.length ? this.#list(mine) : element("p", { class: "nobody" }, "Nobody noted or decided anything here."),
      this.#field("Note", (text) => this.#decide(box, { kind: "note", subject, text }, () => this.#remarks(box, subject, subjects, isClaim))),
      this.#field("Tag", (text) => this.#decide(box, { kind: "tag", subject, text }, () => this.#remarks(box, subject, subjects, isClaim))),
      rejected.length > 0 && element("details", {}, element("summary", {}, `${counted(rejected.length, "rejected reading")} of these articles`), this.#list(rejected)),
    );
  }

  #list(decisions) {
    return element("ul", { class: "desk-remarks" }, decisions.map((one) => element("li", {},
      one.kind === "reject" ? element("span", {}, isolated(one.about), " “", isolated(one.quote), "” ") : "", remarksList([one]),
      button("Undo", () => this.#undo(one), { class: "quiet", "aria-label": `Undo: ${doneWords(one)} ${one.about}` }))));
  }

  #field(name, take) {
    const field = element("input", { type: "text", "aria-label": name, placeholder: `${name}…`, maxlength: name === "Tag" ? 100 : 5000, autocomplete: "off" });
    const save = (event) => {
      event.preventDefault();
      if (field.value.trim()) take(field.value.trim());
    };
    return element("form", { class: "hand-field", on: { submit: save } }, field, element("button", { type: "submit" }, "Save"));
  }

  async #entity(box, entity) {
    const again = () => this.#entity(box, this.review.page.index.entities.get(entity.id) ?? entity);
    const below = element("div");
    const name = element("input", { type: "text", "aria-label": "Right name", value: entity.name, maxlength: 300, autocomplete: "off" });
    const rename = (event) => {
      event.preventDefault();
      if (name.value.trim() && name.value.trim() !== entity.name) this.#decide(box, { kind: "rename", subject: entity.id, text: name.value.trim() }, again, { tells: true });
    };
    const retype = (event) => this.#decide(box, { kind: "set-type", subject: entity.id, type: event.target.value }, again, { tells: true });
    replaceContent(
      box,
      element("form", { class: "hand-field", on: { submit: rename } }, name, element("button", { type: "submit" }, "Rename")),
      entity.type === "Good" ? element("p", { class: "hint" }, "A good stays a good: correct the claims that name it.")
        : element("label", { class: "hand-field" }, element("span", {}, "Right type"), element("select", { "aria-label": "Right type", on: { change: retype } }, BODY_TYPES.map((type) => element("option", { value: type, selected: type === entity.type }, type)))),
      below,
    );
    await this.#remarks(below, entity.id, [entity.id]);
  }

  #decide(box, fields, then, { tells = false } = {}) {
    return this.#told(box, async () => {
      const { review } = this;
      const answer = await ask("decide", { ...fields, claims: tells ? [...review.canvas.claims] : [] });
      this.forget();
      if (tells) await this.#follow(answer, `${doneWords(answer.decisions.at(-1))}: ${answer.decisions.at(-1).about}`);
      else await then();
    });
  }

  #undo(one) {
    return this.review.message.tell(async () => {
      const answer = await ask("undo-decision", { decision: one.id, article: one.article, claims: [...this.review.canvas.claims] });
      await this.#follow(answer, `undid: ${doneWords(one)} ${one.about}`);
    });
  }

  // The canvas follows at once.
  #follow({ claims, arrived }, step) {
    const { review } = this;
    for (const id of arrived) review.arrived.add(id);
    review.moved = claims;
    return review.follow(step);
  }
}

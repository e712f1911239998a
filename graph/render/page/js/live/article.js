// An article with every claim that it makes marked in its text.

import { element, isolated, link, replaceContent } from "../dom.js";
import { Index } from "../data.js";
import { chip } from "../palette.js";
import { counted, headline, publisher, speakerName, stanceAfter } from "../words.js";
import { button } from "./actions.js";
import { ask } from "./api.js";

export class ArticleView {
  // `open(claim)` shows a claim on the canvas and in the panel; `close()` leaves the article, null where it cannot be left.
  constructor(container, { open, close }) {
    Object.assign(this, { container, open, close });
  }

  async show(id, statement = null, { focus = true } = {}) {
    replaceContent(this.container, element("p", { class: "nobody" }, "Opening the article…"));
    try {
      this.#render(await ask("article", { article: id }, { quietly: !focus }), statement, focus);
    } catch (problem) {
      replaceContent(this.container, element("p", { class: "problem" }, problem.message), this.close && button("Close", () => this.close()));
    }
  }

  #render(answer, statement, focus) {
    const index = new Index({ ...answer, alone: [] });
    const article = index.articles.get(answer.article);
    const said = answer.claims.flatMap((record) => record.statements).filter((one) => one.evidence.article === answer.article);
    const marked = marksIn(answer.text, said, (pieces, statements) => this.#mark(index, pieces, statements));
    const facts = [article && publisher(article) && isolated(publisher(article)), article?.published, counted(said.length, "statement")].filter(Boolean);
    replaceContent(
      this.container,
      element("div", { class: "results-head" },
        element("div", {}, element("h2", {}, article ? link(article.url, article.title || article.name) : answer.article), element("p", { class: "hint" }, facts.flatMap((fact, at) => (at ? [" · ", fact] : [fact])))),
        this.close && element("div", { class: "results-tools" }, button("Close", () => this.close()))),
      element("p", { class: "stance-key" }, ["asserts", "alleges", "denies"].map((stance) => element("span", { class: `claim-mark ${stance}` }, stance))),
      element("div", { class: "article-text", dir: "auto" }, marked),
    );
    const target = statement && [...this.container.querySelectorAll(".claim-mark[data-statements]")].find((one) => one.dataset.statements.split(" ").includes(statement));
    target?.classList.add("meant");
    (target ?? this.container.querySelector("h2")).scrollIntoView({ block: target ? "center" : "start" });
    if (focus) target?.focus();
  }

  // One sentence that carries statements; it can be pressed, and tells which.
  #mark(index, pieces, statements) {
    const stances = [...new Set(statements.map((one) => one.stance))];
    const told = statements.map((one) => `${speakerName(index, one)} ${stanceAfter(speakerName(index, one), one.stance)}: ${headline(index, index.records.get(one.claim))}`);
    const choose = () => this.#choose(index, statements);
    const pressed = (event) => (event.key === "Enter" || event.key === " ") && (event.preventDefault(), choose());
    return element(
      "span", {
        class: `claim-mark ${stances.includes("denies") ? (stances.length > 1 ? "both" : "denies") : stances[0]}`, role: "button", tabindex: "0", title: told.join("\n"),
        "data-statements": statements.map((one) => one.id).join(" "), on: { click: choose, keydown: pressed },
      }, pieces,
    );
  }

  #choose(index, statements) {
    const claims = [...new Set(statements.map((one) => one.claim))];
    if (claims.length === 1) {
      this.open(claims[0]);
      return;
    }
    this.container.querySelector(".chooser")?.remove();
    const chooser = element("div", { class: "chooser", role: "group", "aria-label": "Claims of this sentence" }, claims.map((id) => {
      const record = index.records.get(id);
      return element("button", { type: "button", on: { click: () => this.open(id) } }, isolated(headline(index, record)), chip(record));
    }));
    const mark = [...this.container.querySelectorAll("[data-statements]")].find((one) => one.dataset.statements.includes(statements[0].id));
    mark.after(chooser);
    chooser.querySelector("button").focus();
  }
}

// The text as pieces, those that carry statements made by `mark`. Offsets are code points; spans that overlap are one.
function marksIn(text, said, mark) {
  const letters = [...text];
  const spans = [];
  for (const one of [...said].sort((a, b) => a.evidence.start - b.evidence.start || a.evidence.end - b.evidence.end)) {
    const last = spans.at(-1);
    if (last && one.evidence.start < last.end) {
      last.end = Math.max(last.end, one.evidence.end);
      last.statements.push(one);
    } else spans.push({ start: one.evidence.start, end: one.evidence.end, statements: [one] });
  }
  const pieces = [];
  let done = 0;
  for (const { start, end, statements } of spans) {
    pieces.push(letters.slice(done, start).join(""), mark(rolesIn(letters, start, end, statements), statements));
    done = end;
  }
  return [...pieces, letters.slice(done).join("")];
}

// The words inside a marked sentence that play a role, set off.
function rolesIn(letters, start, end, statements) {
  const roles = statements.flatMap((one) => one.roles).filter((role) => role.start >= start && role.end <= end).sort((a, b) => a.start - b.start || b.end - a.end);
  const pieces = [];
  let done = start;
  for (const role of roles) {
    if (role.start < done) continue;
    pieces.push(letters.slice(done, role.start).join(""), element("b", { class: `role-${role.role}` }, letters.slice(role.start, role.end).join("")));
    done = role.end;
  }
  return [...pieces, letters.slice(done, end).join("")];
}

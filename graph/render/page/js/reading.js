// Reading mode: one claim as a sentence, each voice once with its quotes in full, the chain of word, what stays open, and the
// article beside it. Next and previous by key.

import { element, isolated, link, replaceContent } from "./dom.js";
import { ORIGINS_MEAN } from "./origins.js";
import { chip, shapeSample } from "./palette.js";
import { knownSection } from "./remarks.js";
import { statementCard, statementSource, quoteOf } from "./statement.js";
import { articleWords, chainsOf, notCovered, notKnown, stancesOf, voicesAgainst, voicesFor } from "./voices.js";
import { CONFIDENCE_MEANS, confidenceText, counted, headline, period, verbOf } from "./words.js";

export class ReadingPane {
  // `claims()` are the records in their order; `closed()` leaves the mode; `actions(kind, id)` what can be done with a claim.
  // `beside(place, article, statement)`, of a live page, shows an article with its marks.
  constructor(container, index, state, { claims, closed, actions, beside = null }) {
    Object.assign(this, { container, index, state, claims, closed, actions, beside });
  }

  get record() {
    const { selection } = this.state;
    return selection?.kind === "claim" ? this.index.records.get(selection.id) : undefined;
  }

  render() {
    const { record } = this;
    const focused = this.container.contains(document.activeElement);
    if (!record) {
      replaceContent(this.container, this.#bar(null), element("p", { class: "nobody" }, "Choose a claim to read it."));
      return;
    }
    const [says, denies] = [voicesFor(this.index, record), voicesAgainst(this.index, record)];
    this.side = element("section", { class: "reading-article", "aria-label": "The article", tabindex: "0" });
    replaceContent(
      this.container, this.#bar(record),
      element("div", { class: "reading-body" },
        element("article", { class: "reading-claim", tabindex: "0", "aria-label": headline(this.index, record) },
          this.#head(record, says, denies),
          knownSection(this.index, record.claim.id, { named: false }),
          element("div", { class: "reading-sides" },
            this.#side(record.claim.modality === "blocked" ? "Says it was stopped" : "Says so", says, "says", "Nobody says so in these articles."),
            element("div", {}, this.#side("Denies", denies, "denies", "No denial of this stands in these articles."), openList("What the denials do not cover", notCovered(this.index, record, denies), "uncovered"))),
          element("div", { class: "reading-sides lower" }, this.#chains(says), element("div", {}, this.#why(record, says), openList("Not known", notKnown(this.index, record, says)))),
          element("div", { class: "actions" }, this.actions("claim", record.claim.id))),
        this.side),
    );
    this.#showArticle(0);
    if (focused) this.container.focus({ preventScroll: true });
  }

  // Nothing of it stays in the page while something else is looked at.
  empty() {
    replaceContent(this.container);
  }

  // The claim `step` further in the list; says so where there is none.
  go(step, say) {
    const claims = this.claims();
    const at = claims.findIndex(({ claim }) => claim.id === this.state.selection?.id);
    const next = claims[at + step];
    if (next) this.state.select("claim", next.claim.id);
    else say(step > 0 ? "This is the last claim of the list" : "This is the first claim of the list");
  }

  // The next article that speaks about the claim.
  turn(step, say) {
    const articles = this.#articles();
    if (articles.length < 2) say("Only one article speaks about this claim");
    else this.#showArticle((this.article + step + articles.length) % articles.length);
  }

  // An article beside the claim, at one of its statements.
  open(article, statement) {
    const at = this.#articles().findIndex(({ id }) => id === article);
    if (at >= 0) this.#showArticle(at, statement);
  }

  #bar(record) {
    const claims = this.claims();
    const at = record ? claims.findIndex(({ claim }) => claim.id === record.claim.id) : -1;
    const go = (step, words, key) => element(
      "button", { type: "button", disabled: !claims[at + step], "aria-keyshortcuts": key, on: { click: () => this.go(step, () => {}) } }, words, " ", element("kbd", {}, key.toUpperCase()),
    );
    return element(
      "div", { class: "reading-bar" },
      element("button", { type: "button", class: "quiet", on: { click: () => this.closed() } }, "← Back ", element("kbd", {}, "Esc")),
      record && element("span", { class: "place" }, at < 0 ? "Hidden by filters" : `Claim ${(at + 1).toLocaleString("en")} of ${claims.length.toLocaleString("en")}`),
      record && element("span", { class: "group" }, go(-1, "Previous", "k"), go(1, "Next", "j")),
    );
  }

  #head(record, says, denies) {
    const { supplier, recipient, good } = record.claim;
    const name = (id) => element("button", { type: "button", class: "name", on: { click: () => this.#leaveFor(id) } }, isolated(this.index.nameOf(id)));
    const origins = says.filter(({ number }) => number).length;
    const confidence = confidenceText(record);
    const facts = [
      [origins ? element("strong", {}, counted(origins, "origin")) : "nobody", origins < 2 ? " says so, " : " say so, ", denies.length ? element("strong", {}, counted(denies.length, "voice")) : "nobody", denies.length < 2 ? " denies" : " deny"],
      counted(this.#articles().length, "article"), period(record), confidence && [element("span", { title: CONFIDENCE_MEANS }, "read with confidence "), element("strong", {}, confidence)],
    ];
    return [
      element("h2", { class: "reading-headline" }, name(supplier), ` ${verbOf(this.index, record)} `, name(recipient), " with ", name(good)),
      element("p", { class: "facts" }, chip(record), facts.filter(Boolean).map((fact) => element("span", {}, fact))),
    ];
  }

  #leaveFor(id) {
    this.closed();
    this.state.select("entity", id);
  }

  #side(title, voices, kind, none) {
    return element(
      "section", { class: `reading-side ${kind}` },
      element("h3", {}, title, voices.length > 0 && element("span", { class: "count" }, counted(voices.length, "voice"))),
      voices.length ? element("ol", {}, voices.map((voice) => this.#voice(voice))) : element("p", { class: "nobody" }, none),
    );
  }

  #voice(voice) {
    const [first, ...more] = voice.statements;
    const wider = voice.statements.every((one) => one.claim !== this.record.claim.id) && this.index.records.get(first.claim);
    const hedged = voice.statements.some((one) => one.hedged);
    return element(
      "li", { class: "voice" },
      element("div", { class: "voice-head" },
        voice.entity ? shapeSample(this.index.entities.get(voice.entity).type) : element("span", { class: "shape" }),
        isolated(voice.name, "speaker"), voice.number && element("span", { class: "origin-number", title: `Origin ${voice.number}` }, voice.number)),
      element("p", { class: "note" }, [voice.note, stancesOf(voice), hedged && "hedged", wider && `of all ${this.index.nameOf(wider.claim.good)}`].filter(Boolean).join(" · ")),
      element("blockquote", {}, quoteOf(first)),
      element("p", { class: "where" }, statementSource(this.index, first), " ", this.#reads(first)),
      more.length > 0 && element("details", {}, element("summary", {}, `${counted(more.length, "more statement")} of this voice`),
        more.map((one) => statementCard(this.index, one, { broader: one.claim !== this.record.claim.id, reads: (article, id) => this.open(article, id) }))),
    );
  }

  #reads({ id, evidence }) {
    return element("button", { type: "button", class: "quiet", on: { click: () => this.open(evidence.article, id) } }, "Show beside");
  }

  #chains(says) {
    const chains = chainsOf(this.index, says);
    if (!chains.length) return element("section", { class: "chains" });
    const articles = new Set(chains.map(({ article }) => article)).size;
    const origins = says.filter(({ number }) => number).length;
    return element(
      "section", { class: "chains" }, element("h3", {}, `Chain of word: ${counted(articles, "article")}, ${counted(origins, "origin")}`),
      element("ol", {}, chains.map((chain, at) => this.#chain(chain, chains[at - 1]))),
    );
  }

  #chain({ number, origin, steps, article, date, statement }, before) {
    const again = before && before.number === number && before.origin === origin;
    const arrow = () => element("span", { class: "arrow", "aria-label": "then" }, "→");
    return element(
      "li", { class: again ? "again" : null },
      element("span", { class: "origin-number" }, number ?? "–"), element("span", { class: "link" }, isolated(origin)),
      steps.map(({ name, why }) => [arrow(), element("span", { class: "link" }, isolated(name), element("small", {}, why))]),
      arrow(), element("button", { type: "button", class: "link quiet", on: { click: () => this.open(article, statement) } }, isolated(articleWords(this.index, article, origin)), element("small", {}, date || "no date")),
    );
  }

  // Why so many origins and no more: who adds none, and the rule.
  #why(record, says) {
    const origins = says.filter(({ number }) => number);
    if (!origins.length) return "";
    const added = origins.filter(({ companions }) => companions.length).map(({ name, companions }) =>
      `${name} with ${companions.map((one) => `${one.name} (${one.tie})`).join(", ")}: one origin.`);
    const none = says.filter(({ number }) => !number).map(({ name }) => `${name}: no further origin.`);
    return element(
      "section", { class: "why-so-many" }, element("h3", {}, `Why ${origins.length}`),
      added.length + none.length > 0 && element("ul", { class: "dashed" }, [...added, ...none].map((words) => element("li", {}, isolated(words)))),
      element("details", {}, element("summary", {}, "What is counted"), element("p", { class: "meaning" }, ORIGINS_MEAN)),
    );
  }

  // Articles that speak about the claim, in the order of its voices: {id, statements}.
  #articles() {
    const { record } = this;
    const by = new Map();
    for (const one of [...record.statements, ...record.covering]) {
      const { article } = one.evidence;
      by.set(article, [...(by.get(article) ?? []), one]);
    }
    return [...by].map(([id, statements]) => ({ id, statements }));
  }

  #showArticle(at, statement = null) {
    const articles = this.#articles();
    const { id, statements } = articles[at];
    this.article = at;
    const turn = (step, words) => element("button", { type: "button", "aria-label": words, on: { click: () => this.turn(step, () => {}) } }, step < 0 ? "‹" : "›");
    const place = element("div", { class: "reading-text" });
    replaceContent(
      this.side,
      element("div", { class: "reading-article-bar" }, element("span", {}, `Article ${at + 1} of ${articles.length}`),
        articles.length > 1 && element("span", { class: "group" }, turn(-1, "Previous article"), turn(1, "Next article"), element("kbd", {}, "A")), roleKey()),
      place,
    );
    const wanted = statement ?? statements[0].id;
    if (this.beside) this.beside(place, id, wanted);
    else replaceContent(place, this.#excerpt(id, statements));
  }

  // What a page without the texts of its articles holds of one.
  #excerpt(id, statements) {
    const article = this.index.articles.get(id);
    return element(
      "div", {}, element("h2", {}, article ? link(article.url, article.title || article.name) : id),
      element("p", { class: "hint" }, [articleWords(this.index, id), article?.published].filter(Boolean).join(" · ")),
      [...statements].sort((a, b) => a.evidence.start - b.evidence.start).map((one) => {
        const [before, after] = this.index.contextOf(one);
        return element("p", { class: `excerpt stance-${one.stance}` }, before && element("span", { class: "around" }, before), quoteOf(one), after && element("span", { class: "around" }, after));
      }),
      element("p", { class: "hint" }, "This page holds the sentences that carry the claim and what stands around them, not the whole article."),
    );
  }
}

function openList(title, words, kind = "") {
  if (!words.length) return "";
  return element("section", { class: `open ${kind}` }, element("h3", {}, title), element("ul", { class: "dashed" }, words.map((one) => element("li", {}, isolated(one)))));
}

const ROLE_KEYS = { supplier: "supplier", recipient: "recipient", good: "good", speaker: "speaker", trigger: "cue" };

function roleKey() {
  return element("span", { class: "role-key" }, Object.entries(ROLE_KEYS).map(([role, word]) => element("mark", { class: `role-${role}` }, word)));
}

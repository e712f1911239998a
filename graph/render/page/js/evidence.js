// The evidence panel: a claim with both sides, an entity with its claims, a pair with its goods.

import { affirming, denying } from "./data.js";
import { element, isolated, replaceContent } from "./dom.js";
import { ORIGINS_MEAN, originsCount, originsList } from "./origins.js";
import { chip, shapeSample } from "./palette.js";
import { besideSection, knownSection } from "./remarks.js";
import { SCORE_MEANS, statusOf } from "./score.js";
import { statementCard } from "./statement.js";
import { confidenceText, counted, headline, period, STATUS_EXAMPLES, STATUS_MEANS, verbOf } from "./words.js";

const ROLES = [
  ["supplier", "Said to supply"],
  ["recipient", "Said to be supplied"],
  ["good", "Said to be supplied by whom to whom"],
  ["speaker", "Speaks about"],
  ["via", "Said to be passed through"],
  ["relay", "Passes on words about"],
];

const AFFIRMING = { actual: "Who affirms", planned: "Who says it is planned", blocked: "Who says it was stopped" };

export class EvidencePanel {
  // `actions(kind, id)` gives what can be done with a selection, as elements; `reads` takes an article and a statement.
  constructor(container, index, state, { actions = () => [], reads = null } = {}) {
    this.container = container;
    this.index = index;
    this.state = state;
    this.actions = actions;
    this.reads = reads;
  }

  #card(statement, more = {}) {
    return statementCard(this.index, statement, { ...more, reads: this.reads });
  }

  render(visible) {
    const { selection } = this.state;
    const body = selection ? this.#body(selection, visible) : this.#welcome(visible);
    const focused = this.container.contains(document.activeElement);
    replaceContent(this.container, this.#title(selection), [body].flat());
    this.container.scrollTop = 0;
    // What had the focus is gone; the reader stays in the panel.
    if (focused) this.container.focus({ preventScroll: true });
  }

  #title(selection) {
    const back = element("button", { type: "button", class: "quiet", on: { click: () => this.state.back() } }, "← Back");
    const clear = element("button", { type: "button", class: "quiet", on: { click: () => this.state.clear() } }, "Clear");
    return element(
      "div", { class: "panel-title" }, element("h2", {}, "Evidence"),
      selection && element("div", {}, this.state.trail.length ? back : "", clear),
    );
  }

  #body({ kind, id }, visible) {
    const known = { claim: this.index.records, entity: this.index.entities }[kind];
    if (known && !known.has(id)) return element("p", { class: "nobody" }, "This is not part of what the page shows now.");
    const actions = element("div", { class: "actions" }, this.actions(kind, id));
    if (kind === "claim") return this.#claim(known.get(id), actions);
    return kind === "pair" ? this.#pair(id, visible) : this.#entity(known.get(id), actions, visible);
  }

  #welcome(visible) {
    const claims = [...visible.records.values()];
    return element(
      "div", { class: "welcome" },
      element("p", {}, "A claim is not a fact. Choose a claim (a chip in the picture), a line, or an entity to read who says so, in which words, and who denies it."),
      this.index.data.claims.length > 0 && figures(claims, this.index.data.claims.length),
      element("h3", {}, "What the words mean"),
      element("dl", { class: "meanings" }, Object.entries(STATUS_MEANS).map(([status, meaning]) => [
        element("dt", {}, element("span", { class: `chip look-${status}` }, status)), element("dd", {}, meaning, this.#example(status)),
      ])),
      element("h3", {}, "What counts as an independent origin"),
      element("p", { class: "meaning" }, ORIGINS_MEAN),
    );
  }

  // One claim of this page that has the status: the word is understood best where it is used.
  #example(status) {
    const found = this.index.data.claims.filter((record) => record.status === status && record.claim.modality === "actual");
    const [record] = found.sort((a, b) => b.statements.length - a.statements.length);
    if (!record) return element("span", { class: "invented" }, STATUS_EXAMPLES[status]);
    const choose = () => this.state.select("claim", record.claim.id);
    return element("button", { type: "button", class: "example", on: { click: choose } }, "as in ", isolated(headline(this.index, record)));
  }

  #claim(record, actions) {
    const affirmed = affirming(record);
    const denied = [
      ...denying(record).map((statement) => this.#card(statement)),
      ...record.covering.map((statement) => this.#card(statement, { broader: true })),
    ];
    const denies = side("Who denies", denied, "No denial of this stands in these articles.");
    return element(
      "div", { class: "claim" },
      this.#headline(record),
      element("p", { class: "facts" }, chip(record), this.#figures(record)),
      element("p", { class: "meaning" }, STATUS_MEANS[record.status], "."),
      originsList(record),
      knownSection(this.index, record.claim.id, { named: false }),
      besideSection(this.index, record.claim.id),
      actions,
      element(
        "div", { class: "sides" },
        side(AFFIRMING[record.claim.modality], affirmed.map((statement) => this.#card(statement)), "Nobody affirms this in these articles.", affirmed.length && denied.length ? jumpTo(denies, denied.length) : ""),
        denies,
      ),
    );
  }

  #headline(record) {
    const { supplier, recipient, good } = record.claim;
    return element(
      "h3", { class: "headline" },
      this.#entityButton(supplier), ` ${verbOf(this.index, record)} `, this.#entityButton(recipient), ": ", this.#entityButton(good),
    );
  }

  #figures(record) {
    const articles = new Set(record.statements.map((statement) => statement.evidence.article)).size;
    const parts = [
      counted(record.statements.length, "statement"), counted(articles, "article"), originsCount(record), period(record),
      confidenceText(record) && `read with confidence ${confidenceText(record)}`,
    ];
    return parts.filter(Boolean).map((part) => element("span", {}, part));
  }

  #entityButton(id) {
    const choose = () => this.state.select("entity", id);
    return element("button", { type: "button", class: "name", on: { click: choose } }, isolated(this.index.nameOf(id)));
  }

  #pair(id, visible) {
    const edge = this.index.data.drawings.supply.edges.find((one) => one.id === id);
    if (!edge) return element("p", { class: "nobody" }, "This is not part of what the page shows now.");
    const records = edge.claims.map((claim) => this.index.records.get(claim)).filter((record) => visible.records.has(record.claim.id));
    return element(
      "div", {},
      element("h3", { class: "headline" }, this.#entityButton(edge.from), " → ", this.#entityButton(edge.to)),
      element("p", { class: "facts" }, `${counted(records.length, "claim")}, ${statusOf(this.index, records)}. ${SCORE_MEANS}`),
      this.#claimList(records, (record) => [isolated(this.index.nameOf(record.claim.good)), this.#voices(record)]),
    );
  }

  // Who says so and who denies, each once.
  #voices(record) {
    const named = (statements) => [...new Set(statements.map((one) => (one.speaker ? this.index.nameOf(one.speaker) : this.index.voiceOf(one))).filter(Boolean))].join(", ");
    const told = [["Says so", named(affirming(record))], ["Denies", named([...denying(record), ...record.covering])]].filter(([, names]) => names);
    return told.map(([does, names]) => element("span", { class: "who" }, element("b", {}, `${does}: `), isolated(names)));
  }

  #entity(entity, actions, visible) {
    const about = [
      ["Also named", entity.aliases.join(", ")],
      ["Based in", entity.country && this.index.nameOf(entity.country)],
      ["Speaks for", entity.speaks_for && this.index.nameOf(entity.speaks_for)],
      ["Is a kind of", entity.kinds.map((id) => this.index.nameOf(id)).join(", ")],
      ["Note", entity.doubtful && "Read in spite of a typing error in the text"],
    ].filter(([, value]) => value);
    return element(
      "div", {},
      element("h3", { class: "headline" }, isolated(this.index.nameOf(entity.id))),
      element("p", { class: "facts" }, shapeSample(entity.type), element("span", {}, entity.type)),
      about.length ? element("dl", {}, about.map(([name, value]) => [element("dt", {}, name), element("dd", {}, isolated(value))])) : "",
      knownSection(this.index, entity.id),
      besideSection(this.index, entity.id),
      actions,
      ROLES.map(([role, title]) => this.#claimsIn(entity.id, role, title, visible)),
    );
  }

  #claimsIn(entity, role, title, visible) {
    const all = this.index.claimsOf(entity, role).map((id) => this.index.records.get(id));
    if (!all.length) return "";
    const records = all.filter(({ claim }) => visible.records.has(claim.id));
    const told = records.length < all.length ? `${records.length} of ${all.length}` : all.length;
    return element("section", {}, element("h4", {}, `${title} (${told})`), this.#claimList(records, (record) => this.#inWords(record)));
  }

  #inWords(record) {
    const { supplier, recipient, good } = record.claim;
    return [isolated(this.index.nameOf(supplier)), " → ", isolated(this.index.nameOf(recipient)), ": ", isolated(this.index.nameOf(good))];
  }

  #claimList(records, wordsOf) {
    return element("ul", { class: "claims" }, records.map((record) => {
      const choose = () => this.state.select("claim", record.claim.id);
      const label = element("span", { class: "claim-words" }, wordsOf(record));
      const facts = element("span", { class: "claim-facts" }, chip(record), record.origins ? ` ${counted(record.origins, "origin")}` : "");
      return element("li", {}, element("button", { type: "button", on: { click: choose } }, label, facts));
    }));
  }
}

function side(title, cards, nobody, jump = "") {
  return element(
    "section", { class: "side", tabindex: "-1" }, element("h4", {}, `${title} (${cards.length})`, jump), cards.length ? cards : element("p", { class: "nobody" }, nobody),
  );
}

// Where the sides stand one below the other, a denial is never far away.
function jumpTo(denies, number) {
  const words = `${number.toLocaleString("en")} ${number === 1 ? "denies" : "deny"} it ↓`;
  const jump = () => {
    denies.scrollIntoView({ block: "start" });
    denies.focus({ preventScroll: true });
  };
  return element("button", { type: "button", class: "quiet side-jump", on: { click: jump } }, words);
}

// What the filters let through: the cards say the same as the heading.
function figures(claims, all) {
  const contested = claims.filter((record) => record.status === "contested").length;
  const single = claims.filter((record) => record.origins === 1).length;
  return element("dl", { class: "figures" }, [
    figure(claims.length, claims.length < all ? `of ${counted(all, "claim")}` : claims.length === 1 ? "claim" : "claims"), figure(contested, "contested"), figure(single, "with one origin only"),
  ]);
}

function figure(number, words) {
  return element("div", {}, element("dt", {}, words), element("dd", {}, number.toLocaleString("en")));
}

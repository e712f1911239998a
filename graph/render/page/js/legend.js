// The legend, whose entries are filters with counts that follow all the other filters.

import { CERTAINTIES, countsOf, passing, REVIEWS, tooUnsure } from "./filters.js";
import { element, replaceContent } from "./dom.js";
import { ORIGINS_MEAN } from "./origins.js";
import { ANALYST_DASHES, claimSample, lineSample, shapeSample, stanceDashes } from "./palette.js";
import { CONFIDENCE_MEANS, counted, KNOWN_MEANS, MODALITIES, shortened, STANCES, STATUS_MEANS, STATUSES, typePlural, TYPES } from "./words.js";

const CERTAINTY_WORDS = { plain: "Said plainly", hedged: "Hedged" };
const MODALITY_WORDS = { actual: "Said to happen", planned: "Planned", blocked: "Blocked or stopped" };
const REVIEW_WORDS = { checked: "Checked by a reviewer", unchecked: "Not checked yet", disagreed: "Reviewers disagree" };
const MOST_LETTERS_IN_A_CHOICE = 60;
const ORIGINS = [0, 1, 2, 3, 5, 10];
const CONFIDENCES = [0, 0.25, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95];

export class Legend {
  constructor(container, index, state) {
    this.container = container;
    this.index = index;
    this.state = state;
    this.renew();
  }

  // Build the filters that the data need; `render` fills in their counts.
  renew() {
    const { state } = this;
    this.rows = [];
    const everything = countsOf(this.index, nothingHidden());
    this.everything = everything;
    const missing = this.index.notShown;
    this.totals = new Map([...everything.status].map(([status, count]) => [status, count + (missing.get(status) ?? 0)]));
    const isThere = (name, value) => everything[name].get(value) || (name === "status" && missing.has(value));
    const group = (name, title, values, wordOf, sampleOf, hintOf = () => null) =>
      filterGroup(title, values.filter((value) => isThere(name, value)).map((value) =>
        this.#row(name, value, wordOf(value), sampleOf(value), hintOf(value))));
    this.chosen = new Map();
    const choices = [
      this.#choice("good", "Good, with its kinds", [...everything.good.keys()], (id) => this.index.nameOf(id)),
      this.#choice("speaker", "Speaker", [...everything.speaker.keys()], (id) => this.index.nameOf(id)),
      this.#choice("outlet", "Outlet", [...everything.outlet.keys()].filter(Boolean), (name) => name),
    ];
    this.all = element("button", { type: "button", class: "quiet", on: { click: () => state.unfilter() } }, "Show everything again");
    replaceContent(
      this.container,
      this.all,
      group("status", "Claim status", STATUSES, capital, claimSample, (status) => STATUS_MEANS[status]),
      group("type", "Entity type", TYPES, typePlural, shapeSample),
      group("certainty", "Certainty", CERTAINTIES, (value) => CERTAINTY_WORDS[value], () => ""),
      group("modality", "Modality", MODALITIES, (value) => MODALITY_WORDS[value], modalitySample),
      everything.review.get("unchecked") < this.index.data.claims.length && group("review", "Review", REVIEWS, (value) => REVIEW_WORDS[value], () => ""),
      this.index.data.claims.length > 0 && element("fieldset", { class: "choices" }, element("legend", {}, "Narrow down"), this.#origins(), this.#confidence(), choices),
      this.index.data.claims.length > 0 && stances(this.index.remarks.some(({ known }) => known)),
    );
  }

  // Counts, ticks and choices as the state is now.
  render() {
    const counts = this.state.filtered ? countsOf(this.index, this.state) : this.everything;
    for (const { group, value, box, count } of this.rows) {
      box.checked = !this.state.hidden[group].has(value);
      count.textContent = (counts[group].get(value) ?? 0).toLocaleString("en") + this.#ofAll(group, value);
    }
    for (const [what, select] of this.chosen) {
      for (const option of select.options) {
        if (option.value) option.textContent = `${option.dataset.name} (${counts[what].get(option.value) ?? 0})`;
      }
      select.value = this.state.only[what];
    }
    if (this.least) this.least.value = String(this.state.least);
    this.#renderConfidence();
    this.all.hidden = !this.state.filtered;
  }

  // " of 63" where not all claims of a status are on the page.
  #ofAll(group, value) {
    return group === "status" && this.index.notShown.has(value) ? ` of ${this.totals.get(value).toLocaleString("en")}` : "";
  }

  #row(group, value, word, sample, hint) {
    const toggled = (event) => this.state.toggle(group, value, event.target.checked);
    const box = element("input", { type: "checkbox", checked: true, on: { change: toggled } });
    const count = element("span", { class: "count" });
    this.rows.push({ group, value, box, count });
    return element("label", { title: hint }, box, sample, element("span", { class: "word" }, word), count);
  }

  #origins() {
    const chosen = (event) => this.state.demand(Number(event.target.value));
    this.least = element(
      "select", { on: { change: chosen } }, ORIGINS.map((number) => element("option", { value: number }, number ? `${number} or more` : "any number")),
    );
    return element("label", { title: ORIGINS_MEAN }, element("span", {}, "Origins"), this.least);
  }

  // How sure the reading of a claim has to be; nothing where no claim of the page has a confidence.
  #confidence() {
    this.lowest = null;
    if (!this.index.data.claims.some((record) => typeof record.confidence === "number")) return "";
    const chosen = (event) => this.state.trust(Number(event.target.value));
    this.lowest = element("select", { on: { change: chosen } });
    this.unsure = element("p", { class: "unsure" });
    return [element("label", { title: CONFIDENCE_MEANS }, element("span", {}, "Confidence"), this.lowest), this.unsure];
  }

  // An address may ask for another confidence than those on offer.
  #renderConfidence() {
    if (!this.lowest) return;
    const { lowest } = this.state;
    const offered = [...new Set([...CONFIDENCES, lowest])].sort((a, b) => a - b);
    const others = passing(this.index, this.state, "confidence");
    const left = (least) => others.filter((record) => typeof record.confidence !== "number" || record.confidence >= least).length;
    replaceContent(this.lowest, offered.map((least) =>
      element("option", { value: least }, `${least ? `from ${least.toFixed(2)}` : "any"} (${left(least).toLocaleString("en")})`)));
    this.lowest.value = String(lowest);
    const hidden = tooUnsure(this.index, this.state);
    this.unsure.hidden = !hidden;
    this.unsure.textContent = hidden ? belowWords(hidden, lowest) : "";
  }

  #choice(what, title, values, nameOf) {
    if (values.length < 2) return "";
    const named = values.map((value) => [value, nameOf(value)]).sort((a, b) => a[1].localeCompare(b[1]));
    const select = element(
      "select", { on: { change: (event) => this.state.narrow(what, event.target.value) } },
      element("option", { value: "" }, "all"), named.map(([value, name]) => element("option", { value, "data-name": shortened(name, MOST_LETTERS_IN_A_CHOICE) })),
    );
    this.chosen.set(what, select);
    return element("label", {}, element("span", {}, title), select);
  }
}

function nothingHidden() {
  const none = new Set();
  return {
    hidden: { status: none, type: none, certainty: none, modality: none, review: none }, least: 0, lowest: 0, range: { from: "", to: "" }, away: none,
    only: { good: "", outlet: "", speaker: "" },
  };
}

// "12 claims below confidence 0.50 are not shown".
export function belowWords(number, lowest) {
  return `${counted(number, "claim")} below confidence ${lowest.toFixed(2)} ${number === 1 ? "is" : "are"} not shown`;
}

function filterGroup(title, rows) {
  return rows.length ? element("fieldset", { class: "filters" }, element("legend", {}, title), rows) : "";
}

function modalitySample(modality) {
  return modality === "actual" ? "" : claimSample(modality);
}

function stances(known) {
  return element(
    "section", { class: "stances" }, element("h2", {}, "Who says so"),
    element("ul", {}, STANCES.map((stance) => element("li", {}, lineSample(`stance-${stance}`, stanceDashes(stance)), element("span", {}, stance))),
      known && element("li", { title: KNOWN_MEANS }, lineSample("analyst", ANALYST_DASHES), element("span", {}, "an analyst himself"))),
  );
}

function capital(word) {
  return word[0].toUpperCase() + word.slice(1);
}

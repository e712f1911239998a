// The legend, whose entries are filters with counts.

import { CERTAINTIES, countsOf } from "./filters.js";
import { element, replaceContent } from "./dom.js";
import { dashesOf, lineSample, shapeSample, stanceDashes } from "./palette.js";
import { MODALITIES, STANCES, STATUS_MEANS, STATUSES, typePlural, TYPES } from "./words.js";

const CERTAINTY_WORDS = { plain: "Said plainly", hedged: "Hedged" };
const MODALITY_WORDS = { actual: "Said to happen", planned: "Planned", blocked: "Blocked or stopped" };

export class Legend {
  constructor(container, index, state) {
    const counts = countsOf(index);
    const group = (name, title, values, wordOf, sampleOf, hintOf = () => null) =>
      filterGroup(title, values.filter((value) => counts[name].get(value)).map((value) =>
        filterRow(counts[name].get(value), wordOf(value), sampleOf(value), hintOf(value), (shown) => state.toggle(name, value, shown))));
    replaceContent(
      container,
      group("status", "Claim status", STATUSES, capital, (status) => lineSample(status, dashesOf(status)), (status) => STATUS_MEANS[status]),
      group("type", "Entity type", TYPES, typePlural, shapeSample),
      group("certainty", "Certainty", CERTAINTIES, (value) => CERTAINTY_WORDS[value], () => ""),
      group("modality", "Modality", MODALITIES, (value) => MODALITY_WORDS[value], modalitySample),
      stances(),
    );
  }
}

function filterGroup(title, rows) {
  return rows.length ? element("fieldset", { class: "filters" }, element("legend", {}, title), rows) : "";
}

function filterRow(count, word, sample, hint, toggled) {
  const box = element("input", { type: "checkbox", checked: true, on: { change: (event) => toggled(event.target.checked) } });
  return element("label", { title: hint }, box, sample, element("span", { class: "word" }, word), element("span", { class: "count" }, count));
}

function modalitySample(modality) {
  return modality === "actual" ? "" : lineSample(modality, dashesOf(modality));
}

function stances() {
  return element(
    "section", { class: "stances" }, element("h2", {}, "Who says so"),
    element("ul", {}, STANCES.map((stance) => element("li", {}, lineSample(`stance-${stance}`, stanceDashes(stance)), element("span", {}, stance)))),
  );
}

function capital(word) {
  return word[0].toUpperCase() + word.slice(1);
}

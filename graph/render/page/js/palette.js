// How status, stance and type look: the dashes and shapes; colours are in the style sheet, for light and dark.

import { element, svg } from "./dom.js";
import { drawnMark } from "./marks.js";
import { statusText } from "./words.js";

const DASHES = {
  asserted: [],
  alleged: [11, 6],
  contested: [5, 5],
  denied: [2, 4],
  negated: [10, 4, 2, 4],
  planned: [4, 6],
  blocked: [10, 4, 2, 4],
};
// So many colours communities have, in turn; see page.css.
const COMMUNITY_COLOURS = 8;
// What an analyst knows himself, which is no article's word.
export const ANALYST_DASHES = [2, 4, 10, 4];
const STANCE_DASHES = { asserts: [], alleges: [8, 5], denies: [3, 3] };
const ARROWS = { planned: "vee", blocked: "bar", denied: "vee", negated: "bar" };

export const SHAPES = {
  State: "M3 3h12v12H3z",
  Firm: "M9 2.5a6.5 6.5 0 1 1 0 13a6.5 6.5 0 1 1 0-13z",
  Official: "M9 2l7.5 13.5h-15z",
  Organization: "M5.5 2.5h7L16.5 9l-4 6.5h-7L1.5 9z",
  Good: "M9 1.5L16.5 9L9 16.5L1.5 9z",
};

// What the colour of a community is called in the style sheet.
export function communityColour(number) {
  return `community-${number % COMMUNITY_COLOURS}`;
}

// The name of a claim's look: its status, or that it is planned or blocked.
export function lookOf(record) {
  return record.claim.modality === "actual" ? record.status : record.claim.modality;
}

export function dashesOf(look) {
  return DASHES[look] ?? [];
}

export function stanceDashes(stance) {
  return STANCE_DASHES[stance] ?? [];
}

export function arrowOf(look) {
  return ARROWS[look] ?? "arrow";
}

// The colours of the current theme, or those of an element, read from the style sheet.
export function readColours(place = document.documentElement) {
  const style = getComputedStyle(place);
  const known = new Map(); // thousands of nodes ask for the same few
  return (name) => {
    if (!known.has(name)) known.set(name, style.getPropertyValue(`--${name}`).trim());
    return known.get(name);
  };
}

export function withAlpha(hex, alpha) {
  const [red, green, blue] = [1, 3, 5].map((at) => parseInt(hex.slice(at, at + 2), 16));
  return `rgba(${red},${green},${blue},${alpha})`;
}

// A line as it is drawn, wide enough for its dashes to show.
export function lineSample(look, dashes) {
  return sample(look, sampleLine(dashes));
}

// The line of a look with the mark that stands for its claims where their word cannot be read.
export function claimSample(look) {
  const mark = drawnMark({ x: 22, y: 6, radius: 4.5, look, colour: "currentColor", paper: "var(--panel)" });
  return sample(look, sampleLine(dashesOf(look)), mark);
}

function sampleLine(dashes) {
  return svg("line", { x1: 0, y1: 6, x2: 44, y2: 6, "stroke-dasharray": dashes.join(" ") || "none" });
}

function sample(look, ...drawn) {
  return svg("svg", { class: `sample look-${look}`, viewBox: "0 0 44 12", "aria-hidden": "true" }, drawn);
}

export function shapeSample(type) {
  return svg(
    "svg", { class: `shape type-${type}`, viewBox: "0 0 18 18", "aria-hidden": "true" }, svg("path", { d: SHAPES[type] ?? "" }),
  );
}

export function chip(record) {
  return element("span", { class: `chip look-${lookOf(record)}` }, statusText(record));
}

// How a drawing is arranged on the screen where that is not as the layout has it: around a hub, or by who says what. Knows the
// filters, so that what is hidden leaves no hole.

import { affirming, denying } from "./data.js";
import { hubOf, lanesAround } from "./lanes.js";
import { ON_SCREEN, reachOfRow, WORD_SIZE } from "./labels.js";
import { Regions } from "./regions.js";
import { claimLine, LETTERS_OF_LANE, pairLines, scoreOf } from "./score.js";
import { lettersFor, sidesOfClaims, waysToClaims } from "./sides.js";
import { counted, shortened, STANCES, STATUSES } from "./words.js";

const rule = () => new OffscreenCanvas(1, 1).getContext("2d");

export class Arranger {
  #pen = null;
  #widths = new Map();

  constructor(index) {
    this.index = index;
  }

  // The letters' width at one pixel.
  widthOf(text, font) {
    const key = `${font} ${text}`;
    if (!this.#widths.has(key)) {
      this.#pen ??= rule();
      this.#pen.font = font.startsWith("bold ") ? font.replace("bold ", "bold 100px ") : `100px ${font}`;
      this.#widths.set(key, this.#pen.measureText(text).width / 100);
    }
    return this.#widths.get(key);
  }

  // The plan of a drawing of Supply: around the hub that somebody chose, or that stands out; null where it is drawn as laid out.
  plan(drawing, { state, visible, container: { clientWidth, clientHeight } }, font) {
    if (state.projection === "claims") return state.layout === "sides" ? this.#sides(drawing, { state, visible, window: { width: clientWidth || Infinity, high: clientHeight || Infinity } }, font) : null;
    if (state.layout === "free") return null;
    const lines = drawing.edges.filter(({ relation }) => relation === "supplies").map((edge) => ({ edge, records: edge.claims.map((id) => visible.records.get(id)).filter(Boolean) }))
      .filter(({ edge, records }) => records.length && [edge.from, edge.to].every((end) => visible.entities.has(end)));
    const hub = this.#hub(lines.map(({ edge }) => edge), state);
    if (!hub) return null;
    const aspect = clientHeight ? clientWidth / clientHeight : 1;
    const told = lines.map((line) => ({ ...line, score: scoreOf(this.index, line.records), words: pairLines(this.index, line.records, LETTERS_OF_LANE) }));
    return lanesAround(hub, told, {
      widthOf: (text) => this.widthOf(text, font), families: (record) => this.family(record.claim.good), group: state.group, all: state.all,
      nameOf: (id) => this.index.nameOf(id), aspect, named: drawing.nodes.find(({ id }) => id === hub).label.split("\n"),
    });
  }

  // The communities that stand apart from each other among the nodes that are shown.
  regions(nodes, edges, { records }) {
    const weights = new Map();
    for (const { from, to } of edges) for (const end of [from, to]) weights.set(end, (weights.get(end) ?? 0) + 1);
    return new Regions(nodes, {
      fewest: this.index.data.fewest_apart, records: [...records.values()], nameOf: (id) => this.index.nameOf(id), widthOf: (text, font) => this.widthOf(text, font), weightOf: (id) => weights.get(id) ?? 0,
    });
  }

  #sides(drawing, { state, visible, window }, font) {
    const records = drawing.nodes.map(({ id }) => visible.records.get(id)).filter(Boolean);
    const { beside, onChip } = lettersFor(window.width, ON_SCREEN);
    const told = new Map(records.map((record) => [record.claim.id, claimLine(this.index, record, onChip)]));
    const letters = new Map([...told].map(([id, words]) => [id, this.widthOf(words, font)]));
    const names = [affirming, denying].map((saying) => Math.max(0, ...records.flatMap((record) => saying(record)).map(({ speaker }) => (speaker ? this.widthOf(shortened(this.index.nameOf(speaker), beside), font) : 0))));
    const stood = sidesOfClaims(records, {
      orderOf: (record) => STATUSES.indexOf(record.status), letters: Math.max(0, ...letters.values()), names: names[0] + names[1], legible: ON_SCREEN, near: WORD_SIZE, window, all: state.all,
    });
    const spoken = drawing.edges.filter(({ relation, from, to }) => STANCES.includes(relation) && stood.places.has(from) && stood.places.has(to));
    const ledTo = (reachOf) => waysToClaims(spoken, stood.places, reachOf);
    const lead = (scale, legible, lit = null) => ledTo((id) => reachOfRow(letters.get(id), scale, { legible, pitch: stood.pitch, lit: lit?.has(id) }));
    return { hub: null, box: null, labels: new Map(), headings: [], unit: "claim", told, beside, lead, ledTo, ways: lead(1, ON_SCREEN), ...stood };
  }

  #hub(edges, state) {
    if (state.layout !== "hub") return hubOf(edges);
    const { selection } = state;
    const chosen = state.hub && edges.some(({ from, to }) => from === state.hub || to === state.hub) ? state.hub : null;
    return chosen ?? (selection?.kind === "entity" && edges.some(({ from, to }) => from === selection.id || to === selection.id) ? selection.id : hubOf(edges, 0));
  }

  // The widest kind of good that a good is.
  family(good) {
    const { entities } = this.index;
    const tops = [...this.index.kindsOf(good)].filter((id) => !(entities.get(id)?.kinds ?? []).length && id !== good);
    return tops.length ? this.index.nameOf(tops.sort()[0]) : null;
  }
}

// What the plan does not draw, in words: {folded, kept, apart}, each "" where there is nothing to say. `kept` is what is never
// left out, `apart` the lines between others.
export function foldedWords(plan) {
  const folded = plan?.folded ? `Strongest ${plan.drawn} of ${counted(plan.drawn + plan.folded, plan.unit ?? "line")}` : "";
  const apart = plan?.apart ? `${plan.apart.toLocaleString("en")} of others not drawn` : "";
  return { folded, kept: folded && ", with all contested and denied", apart: [folded && apart && "; ", apart].join("") };
}

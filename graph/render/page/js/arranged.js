// How a drawing is arranged on the screen where that is not as the layout has it: around a hub, or by who says what. Knows the
// filters, so that what is hidden leaves no hole.

import { hubOf, lanesAround } from "./lanes.js";
import { WORD_SIZE } from "./labels.js";
import { Regions } from "./regions.js";
import { claimLine, LETTERS_OF_LANE, pairLines, scoreOf } from "./score.js";
import { sidesOfClaims } from "./sides.js";
import { counted, STATUSES } from "./words.js";

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
    if (state.projection === "claims") return state.layout === "sides" ? this.#sides(drawing, { state, visible }, font) : null;
    if (state.layout === "free") return null;
    const lines = drawing.edges.filter(({ relation }) => relation === "supplies").map((edge) => ({ edge, records: edge.claims.map((id) => visible.records.get(id)).filter(Boolean) }))
      .filter(({ edge, records }) => records.length && [edge.from, edge.to].every((end) => visible.entities.has(end)));
    const hub = this.#hub(lines.map(({ edge }) => edge), state);
    if (!hub) return null;
    const aspect = clientHeight ? clientWidth / clientHeight : 1;
    const told = lines.map((line) => ({ ...line, score: scoreOf(this.index, line.records), words: pairLines(this.index, line.records, LETTERS_OF_LANE) }));
    return lanesAround(hub, told, {
      widthOf: (text) => this.widthOf(text, font), families: (record) => this.family(record.claim.good), group: state.group, all: state.all,
      nameOf: (id) => this.index.nameOf(id), aspect,
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

  #sides(drawing, { state, visible }, font) {
    const records = drawing.nodes.map(({ id }) => visible.records.get(id)).filter(Boolean);
    const told = new Map(records.map((record) => [record.claim.id, claimLine(this.index, record)]));
    const long = Math.max(0, ...[...told.values()].map((words) => this.widthOf(words, font))) * WORD_SIZE;
    const stood = sidesOfClaims(records, { orderOf: (record) => STATUSES.indexOf(record.status), long, all: state.all });
    return { hub: null, box: null, ways: null, labels: null, headings: [], unit: "claim", told, ...stood };
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

// What the plan does not draw, in words; "" where it draws everything. `kept` says, too, what is never left out.
export function foldedWords(plan, { kept = false } = {}) {
  if (!plan?.folded) return "";
  return `Strongest ${plan.drawn} of ${counted(plan.drawn + plan.folded, plan.unit ?? "line")}${kept ? ", with all contested and denied." : ""}`;
}

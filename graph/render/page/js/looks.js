// How the nodes and edges of a drawing look in vis-network, given what is shown, lit and chosen.

import { FONT, NAME_SIZE, noWords, WORD_SIZE, wordsFromNear } from "./labels.js";
import { arrowOf, dashesOf, lookOf, lookOfPair, readColours, stanceDashes, withAlpha } from "./palette.js";
import { counted, shortened, STANCES } from "./words.js";

const FAINT = 0.16;
// As the chips of the style sheet: around a word a border needs shorter dashes than a line.
const BORDERS = { contested: [4, 3], planned: [4, 3], denied: [1.5, 2.5], negated: [1.5, 2.5], blocked: [1.5, 2.5] };
// With more spoken lines than this, each says its word only while it is looked at: words would cover each other.
const MOST_SPOKEN = 24;
// The layout keeps so much room for the words between a pair.
const MOST_LETTERS = 20;

// A claim that is told by its mark: vis-network needs a shape that nobody sees, to be clicked and dragged.
const unseen = () => ({ shape: "dot", size: 10, opacity: 0, scaling: noWords() });
// From afar nodes are drawn larger than the layout has them, lest nothing of them is seen, and with a thinner border.
const BODY = { near: { borderWidth: 1.5 }, far: { borderWidth: 1.5 }, afar: { borderWidth: 0.6, size: 22 } };

// Looks at one moment: `lit` are the ids that stand out (null: all are equal), `shows` tells which nodes are shown,
// `distance` from how far they are seen (see labels.js), `colour` what a colour is called in the style sheet.
export class Looks {
  constructor({ index, state, visible, drawing, lit, shows, distance = "near", colour = readColours() }) {
    Object.assign(this, { index, state, visible, lit, shows, distance, colour });
    this.crowded = drawing.edges.filter(({ relation }) => STANCES.includes(relation)).length > MOST_SPOKEN;
  }

  node(node) {
    const alpha = this.#alphaOf(node.id);
    const chosen = this.state.selection?.id === node.id;
    const shared = { ...node, hidden: !this.shows(node), opacity: alpha };
    return node.kind === "Claim" ? this.#junction(shared, alpha, chosen) : this.#entity(shared, alpha, chosen);
  }

  #alphaOf(id) {
    return this.lit && !this.lit.has(id) ? FAINT : 1;
  }

  #entity(node, alpha, chosen) {
    const { colour } = this;
    return {
      ...node,
      ...BODY[this.distance],
      ...(chosen ? { borderWidth: 4 } : {}),
      scaling: noWords(),
      color: plainColour(chosen ? colour("accent") : colour("ink"), colour(`type-${node.kind}`)),
      font: { face: FONT, size: NAME_SIZE, color: withAlpha(colour("ink"), alpha), strokeColor: colour("paper") },
    };
  }

  #junction(node, alpha, chosen) {
    const { colour } = this;
    const look = lookOf(this.index.records.get(node.id));
    const ink = colour(`look-${look}`);
    return {
      ...node,
      look,
      alpha,
      margin: { top: 4, bottom: 4, left: 7, right: 7 },
      borderWidth: chosen ? 3 : 1.5,
      scaling: wordsFromNear(),
      color: plainColour(ink, chosen ? colour("chosen") : colour("paper")),
      shapeProperties: { borderRadius: 9, borderDashes: BORDERS[look] ?? false },
      font: { face: FONT, size: WORD_SIZE, color: withAlpha(ink, alpha) },
      ...(this.distance === "near" ? { shape: "box", opacity: alpha } : unseen()),
    };
  }

  edge(edge) {
    const { colour } = this;
    const alpha = this.#alphaOf(edge.id);
    const records = edge.claims.map((id) => this.index.records.get(id));
    const shown = records.filter((record) => this.visible.records.has(record.claim.id));
    const look = lookOfEdge(edge, shown.length ? shown : records);
    const ink = withAlpha(colour(look.colour), alpha);
    const quiet = STANCES.includes(edge.relation) && this.crowded && !this.lit?.has(edge.id);
    return {
      ...edge,
      ...(edge.relation === "supplies" ? { label: pairLabel(this.index, shown) } : quiet ? { label: " " } : {}),
      hidden: shown.length === 0 || !this.#endsShown(edge),
      color: { color: ink, highlight: ink, hover: ink, inherit: false },
      width: look.width,
      dashes: look.dashes.length ? look.dashes : false,
      arrows: look.arrow ? { to: { enabled: true, type: look.arrow, scaleFactor: look.scale } } : { to: { enabled: false } },
      font: {
        face: FONT, size: WORD_SIZE, align: "horizontal", strokeWidth: 5, color: withAlpha(colour(look.text ?? look.colour), alpha),
        strokeColor: colour("paper"),
      },
    };
  }

  #endsShown(edge) {
    return [edge.from, edge.to].every((id) => this.visible.records.has(id) || this.visible.entities.has(id));
  }
}

function lookOfEdge({ relation }, records) {
  const look = lookOfPair(records);
  if (relation === "good") return { colour: "thin", width: 1, dashes: [] };
  if (relation === "via") return { colour: "thin", text: "muted", width: 1.5, dashes: [2, 3] };
  if (STANCES.includes(relation)) {
    return { colour: `stance-${relation}`, width: 1.25, dashes: stanceDashes(relation), arrow: "vee", scale: 0.4 };
  }
  const drawn = { colour: `look-${look}`, width: look === "asserted" ? 2.75 : 2.25, dashes: dashesOf(look) };
  return relation === "supplier" ? drawn : { ...drawn, arrow: arrowOf(look), scale: arrowOf(look) === "arrow" ? 0.75 : 0.55 };
}

function plainColour(border, background) {
  const both = { border, background };
  return { ...both, highlight: both, hover: both };
}

// What stands on the edge of a pair: its good, or how many there are, in how many claims of which status.
function pairLabel(index, records) {
  const goods = [...new Set(records.map((record) => record.claim.good))];
  const counts = new Map();
  for (const { status } of records) counts.set(status, (counts.get(status) ?? 0) + 1);
  const words = counts.size === 1 ? [...counts.keys()][0] : [...counts].map(([status, count]) => `${count} ${status}`).join(", ");
  return `${goods.length === 1 ? shortened(index.nameOf(goods[0]), MOST_LETTERS) : counted(goods.length, "good")}\n${words}`;
}

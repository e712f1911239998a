// How the nodes and edges of a drawing look in vis-network, given what is shown, lit and chosen.

import { FONT, NAME_SIZE, noWords, WORD_SIZE, wordsFromNear } from "./labels.js";
import { ANALYST_DASHES, arrowOf, communityColour, dashesOf, lookOf, readColours, stanceDashes, withAlpha } from "./palette.js";
import { LINK_WORDS } from "./state.js";
import { LETTERS_OF_LANE, pairLines, scoreOf, scoreText, widthOf } from "./score.js";
import { shortened, STANCES } from "./words.js";

const FAINT = 0.16;
const LARGEST_GROWTH = 1.6;
// Lines between communities are thin and, in Claims, faint until they are looked at: what holds a community together stands out.
const THIN_BETWEEN = 1.2;
const FAINT_BETWEEN = 0.3;
// As the chips of the style sheet: around a word a border needs shorter dashes than a line.
const BORDERS = { contested: [4, 3], planned: [4, 3], denied: [1.5, 2.5], negated: [1.5, 2.5], blocked: [1.5, 2.5] };
// With more spoken lines than this, each says its word only while it is looked at: words would cover each other.
const MOST_SPOKEN = 24;

// A claim that is told by its mark: vis-network needs a shape that nobody sees, to be clicked and dragged.
const unseen = () => ({ shape: "dot", size: 10, opacity: 0, scaling: noWords() });
// From afar nodes are drawn larger than the layout has them, lest nothing of them is seen, and with a thinner border.
const BODY = { near: { borderWidth: 1.5 }, far: { borderWidth: 1.5 }, afar: { borderWidth: 0.6, size: 22 } };

// Looks at one moment: `lit` are the ids that stand out (null: all are equal), `shows` tells which nodes are shown,
// `distance` from how far they are seen (see labels.js), `colour` what a colour is called in the style sheet.
export class Looks {
  constructor({ index, state, visible, drawing, lit, shows, plan = null, regions, distance = "near", colour = readColours() }) {
    Object.assign(this, { index, state, visible, lit, shows, plan, regions, distance, colour });
    this.crowded = drawing.edges.filter(({ relation }) => STANCES.includes(relation)).length > MOST_SPOKEN;
  }

  node(node) {
    const alpha = this.#alphaOf(node.id);
    const chosen = this.state.selection?.id === node.id;
    const shared = { ...node, ...this.plan?.places.get(node.id), aside: this.plan?.asides.get(node.id), name_above: !this.plan && Boolean(node.name_above), hidden: !this.shows(node), opacity: alpha };
    if (this.plan?.told) shared.row = true; // in a column, which it does not leave
    if (this.plan?.told) shared.label = this.plan.told.get(node.id) ?? shortened(this.index.nameOf(node.id), this.plan.beside);
    if (this.plan?.hub && this.plan.hub === node.id) shared.label = this.plan.words.join("\n");
    return node.kind === "Claim" ? this.#junction(shared, alpha, chosen) : this.#entity(shared, alpha, chosen);
  }

  #alphaOf(id) {
    return this.lit && !this.lit.has(id) ? FAINT : 1;
  }

  #entity(node, alpha, chosen) {
    const { colour } = this;
    return {
      ...node,
      ...BODY[this.plan ? "far" : this.distance],
      ...(chosen ? { borderWidth: 4 } : {}),
      ...(this.state.sized ? { size: this.#sizeOf(node) } : {}),
      scaling: noWords(),
      color: plainColour(chosen ? colour("accent") : colour("ink"), this.#fillOf(node)),
      font: { face: FONT, size: NAME_SIZE, color: withAlpha(colour("ink"), alpha), strokeColor: colour("paper") },
    };
  }

  // As large as what is said about it weighs: its claims, or the origins of them.
  #sizeOf({ id, size }) {
    const records = this.index.allClaimsOf(id).map((claim) => this.visible.records.get(claim)).filter(Boolean);
    const weight = this.state.sized === "claims" ? records.length : scoreOf(this.index, records).origins;
    return size * (0.75 + Math.min(LARGEST_GROWTH, Math.log2(1 + weight) / 4));
  }

  #fillOf({ id, kind }) {
    const community = this.state.coloured ? this.index.data.communities?.[id] : undefined;
    return this.colour(community === undefined ? `type-${kind}` : communityColour(community));
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
    if (edge.relation in LINK_WORDS) return this.#link(edge, alpha);
    if (edge.relation === "analyst") return this.#known(edge, alpha);
    if (edge.relation === "supplies") return this.#pair(edge, shown, records, alpha);
    const look = lookOfEdge(edge, shown.length ? shown : records);
    const between = this.regions.crosses(edge) && !this.lit?.has(edge.id);
    const ink = withAlpha(colour(look.colour), between ? Math.min(alpha, FAINT_BETWEEN) : alpha);
    // Between columns of speakers and claims, lines have no words but where one looks: the columns say what they mean.
    const quiet = STANCES.includes(edge.relation) && (this.crowded || this.plan?.told) && !this.lit?.has(edge.id);
    return {
      ...edge,
      ...(quiet ? { label: " " } : {}),
      own: Boolean(this.plan?.told),
      // Where claims stand between their speakers, the chip says whom and what a claim is about.
      hidden: shown.length === 0 || !this.#endsShown(edge) || !this.#endsPlanned(edge) || Boolean(this.plan?.told && !STANCES.includes(edge.relation)),
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

  // A line of Supply: as wide as it has origins, with its goods in ink and its status and score in its own colour.
  #pair(edge, shown, records, alpha) {
    const { colour, index } = this;
    const look = lookOf(records[0]);
    const ink = withAlpha(colour(`look-${look}`), alpha);
    const score = scoreOf(index, shown);
    const dashes = dashesOf(look);
    return {
      ...edge,
      look, score,
      quiet: this.regions.crosses(edge) && !this.lit?.has(edge.id),
      label: pairLines(index, shown, this.plan?.hub ? LETTERS_OF_LANE : undefined).join("\n"),
      brief: scoreText(score),
      hidden: shown.length === 0 || !this.#endsShown(edge) || Boolean(this.plan?.ways && !this.plan.ways.has(edge.id)),
      color: { color: ink, highlight: ink, hover: ink, inherit: false },
      width: this.regions.crosses(edge) ? Math.min(widthOf(score), THIN_BETWEEN) : widthOf(score),
      dashes: dashes.length ? dashes : false,
      arrows: { to: { enabled: true, type: arrowOf(look), scaleFactor: 1 } },
      font: { face: FONT, size: WORD_SIZE, color: ink, strokeColor: colour("paper"), inks: [withAlpha(colour("ink"), alpha), ink] },
    };
  }

  // What ties entities besides supply, where somebody wants to see it.
  #link(edge, alpha) {
    const { colour, state } = this;
    const ink = withAlpha(colour("muted"), alpha);
    const wanted = state.links === "all" || state.links === edge.relation;
    return {
      ...edge,
      own: state.projection === "supply",
      hidden: !wanted || !this.#endsShown(edge) || this.plan !== null,
      color: { color: ink, highlight: ink, hover: ink, inherit: false },
      width: 1, dashes: [1, 4], arrows: { to: { enabled: true, type: "vee", scaleFactor: 0.4 } },
      font: { face: FONT, size: WORD_SIZE, align: "horizontal", strokeWidth: 5, color: ink, strokeColor: colour("paper") },
    };
  }

  // What an analyst knows himself: a line of its own, with its own colour, dots and words, that is no status.
  #known(edge, alpha) {
    const { colour, state } = this;
    const ink = withAlpha(colour("analyst"), alpha);
    return {
      ...edge,
      own: state.projection === "supply" || Boolean(this.plan?.told),
      hidden: !this.#endsShown(edge) || !this.#endsPlanned(edge),
      color: { color: ink, highlight: ink, hover: ink, inherit: false },
      width: 2.5, dashes: ANALYST_DASHES, arrows: { to: { enabled: true, type: edge.look === "doubts" ? "bar" : "vee", scaleFactor: 0.6 } },
      font: { face: FONT, size: WORD_SIZE, align: "horizontal", strokeWidth: 5, color: ink, strokeColor: colour("paper") },
    };
  }

  #endsPlanned({ from, to }) {
    return !this.plan || [from, to].every((id) => this.plan.places.has(id));
  }

  #endsShown(edge) {
    return [edge.from, edge.to].every((id) => this.visible.records.has(id) || this.visible.entities.has(id));
  }
}

function lookOfEdge({ relation }, records) {
  const look = lookOf(records[0]);
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

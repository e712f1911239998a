// The picture: the nodes and edges of a projection in vis-network, coloured, filtered, dimmed and clicked.

import { isSupply } from "./data.js";
import { Glide } from "./glide.js";
import { distanceAt, growth, Labels, wordsFromNear } from "./labels.js";
import { Looks } from "./looks.js";
import { readColours } from "./palette.js";

const OPTIONS = {
  physics: false,
  layout: { improvedLayout: false },
  interaction: { hover: true, dragNodes: true, keyboard: false, selectConnectedEdges: false, tooltipDelay: 1e9 },
  nodes: { labelHighlightBold: false, chosen: false },
  edges: { chosen: false, selectionWidth: 0, hoverWidth: 0, arrowStrikethrough: false, scaling: wordsFromNear() },
};
// The closest scale at which a picture is shown at first, and the pixels left free around it.
const CLOSEST = 1.25;
const MARGIN = 22;
// Pixels, and the part of the scale, by which a view has to change for anybody to see it.
const LEAST_MOVE = 2;
const LEAST_ZOOM = 0.01;
// Up to so many lines are drawn anew for each frame while the picture is moved.
const FEW = 60;
// Above that, lines are left out while a node is dragged.
const MANY = 700;

export class Picture {
  #network = null;
  #nodes = null;
  #edges = null;
  #drawing = null;
  #labels = new Labels();
  #distance = "near";

  constructor(container, index, state, events) {
    this.container = container;
    this.index = index;
    this.state = state;
    this.events = events;
    this.visible = { records: new Map(), entities: new Set() };
  }

  get drawn() {
    return this.#network !== null;
  }

  // Draw a projection: anew, or (`keep`) with what is new added to what is seen, from where it is seen.
  show(drawing, { keep = false } = {}) {
    this.#drawing = drawing;
    if (keep && this.#network) {
      this.#replace();
      return;
    }
    this.#network?.destroy();
    const looks = this.#looks(null);
    this.#nodes = new vis.DataSet(drawing.nodes.map((node) => looks.node(node)));
    this.#edges = new vis.DataSet(drawing.edges.map((edge) => looks.edge(edge)));
    this.#network = new vis.Network(this.container, { nodes: this.#nodes, edges: this.#edges }, optionsFor(drawing));
    this.container.firstElementChild?.setAttribute("tabindex", "-1");
    new Glide(this.#network, this.container, () => this.#drawing.edges.length > FEW);
    this.#network.on("click", (event) => this.#clicked(event));
    this.#network.on("doubleClick", ({ pointer }) => {
      const id = this.#at(pointer);
      if (this.#nodes.get(id)) this.events.opened?.(id);
    });
    this.#network.on("dragEnd", ({ nodes }) => this.#dragged(nodes));
    this.#network.on("beforeDrawing", () => this.#keepDistance());
    this.#network.on("afterDrawing", (pen) => {
      this.#drawLabels(pen);
      this.#drawPins(pen);
    });
    this.#network.on("hoverNode", () => this.#point(true));
    this.#network.on("hoverEdge", () => this.#point(true));
    this.#network.on("blurNode", () => this.#point(false));
    this.#network.on("blurEdge", () => this.#point(false));
    this.fit(false);
  }

  #replace() {
    this.#network.setOptions(optionsFor(this.#drawing));
    const looks = this.#looks();
    for (const [held, made] of [
      [this.#nodes, this.#drawing.nodes.map((node) => looks.node(node))],
      [this.#edges, this.#drawing.edges.map((edge) => looks.edge(edge))],
    ]) {
      const ids = new Set(made.map(({ id }) => id));
      held.remove(held.getIds().filter((id) => !ids.has(id)));
      held.update(made);
    }
  }

  // All nodes and edges as they look from near, without those hidden: what a file of the picture needs.
  snapshot() {
    return this.#made(this.#drawing && this.#looks(this.#lit(), {}));
  }

  // The same in other colours and from a distance, with nothing that stands out.
  printed(colour, distance) {
    return this.#made(this.#drawing && this.#looks(null, { colour, distance }));
  }

  #made(looks) {
    if (!looks) return { nodes: [], edges: [] };
    const { nodes, edges } = this.#drawing;
    const shown = (made) => made.filter((one) => !one.hidden);
    return { nodes: shown(nodes.map((node) => looks.node(node))), edges: shown(edges.map((edge) => looks.edge(edge))) };
  }

  #shown() {
    const [nodes, edges] = [this.#nodes, this.#edges].map((held) => held.get().filter((one) => !one.hidden));
    return { nodes, edges };
  }

  // Claims become marks and chips again as the picture is seen from further or nearer.
  #keepDistance() {
    const distance = distanceAt(this.#network.getScale());
    if (distance === this.#distance) return;
    this.#distance = distance;
    // Not while vis-network draws.
    queueMicrotask(() => this.refresh());
  }

  // A node that was dragged stays where it was put.
  #dragged(ids) {
    if (!ids.length) return;
    this.events.moving?.(ids);
    for (const id of ids) {
      const { x, y } = this.#network.getPosition(id);
      const node = this.#drawing.nodes.find((one) => one.id === id);
      Object.assign(node, { x: Math.round(x), y: Math.round(y) });
      this.#nodes.update({ id, x: node.x, y: node.y });
    }
    this.events.moved?.(ids);
  }

  #drawLabels(pen) {
    const places = this.#network.getPositions();
    const { nodes, edges: held } = this.#shown();
    const drawn = this.#network.body.edges;
    // vis-network may draw between two changes of one update, when it has not taken up every line yet.
    const edges = held.filter(({ id }) => drawn[id]?.connected);
    const along = (id, part) => drawn[id].edgeType.getPoint(part);
    const [left, right] = [0, this.container.clientWidth].map((x) => this.#network.DOMtoCanvas({ x, y: 0 }).x);
    const placed = nodes.filter(({ id }) => places[id]).map((node) => ({ ...node, ...places[node.id] }));
    this.#labels.draw(pen, this.#network.getScale(), {
      nodes: placed, edges, along, lit: this.#lit(), chosen: this.state.selection?.id, view: { left, right },
    });
  }

  // A pin stands at the upper right of each node that keeps its place.
  #drawPins(pen) {
    const shown = [...this.state.pinned].filter((id) => this.#nodes.get(id) && !this.#nodes.get(id).hidden);
    if (!shown.length) return;
    const colour = readColours();
    for (const id of shown) {
      const { x, y } = this.#network.getPosition(id);
      const node = this.#nodes.get(id);
      const aside = node.kind === "Claim" ? this.#boxOf(id).right - x : node.size;
      pen.fillStyle = colour("accent");
      pen.strokeStyle = colour("paper");
      pen.lineWidth = 1.5;
      pen.beginPath();
      pen.arc(x + aside, y - node.size + 1, 4.5, 0, 2 * Math.PI);
      pen.fill();
      pen.stroke();
    }
  }

  // Colour, hide and dim again after a change of filters, selection, matches or theme.
  refresh() {
    if (!this.#network) return;
    const looks = this.#looks();
    this.#nodes.update(this.#drawing.nodes.map((node) => looks.node(node)));
    this.#edges.update(this.#drawing.edges.map((edge) => looks.edge(edge)));
  }

  #looks(lit = this.#lit(), more = { distance: this.#distance }) {
    const { index, state, visible } = this;
    return new Looks({ index, state, visible, lit, drawing: this.#drawing, shows: (node) => this.#nodeShown(node), ...more });
  }

  // Show everything; false where the view is right already, or nothing is shown.
  fit(animated = true) {
    const shown = this.#drawing.nodes.filter((node) => this.#nodeShown(node)).map((node) => node.id);
    return this.#frame(shown, animated);
  }

  get anyShown() {
    return this.drawn && this.#drawing.nodes.some((node) => this.#nodeShown(node));
  }

  // Show everything where something of it stands outside the window; otherwise leave the view as it is.
  reveal() {
    if (!this.#network) return;
    const { clientWidth: width, clientHeight: height } = this.container;
    const [low, high] = [this.#network.DOMtoCanvas({ x: 0, y: 0 }), this.#network.DOMtoCanvas({ x: width, y: height })];
    const shown = this.#drawing.nodes.filter((node) => this.#nodeShown(node)).map((node) => this.#boxOf(node.id));
    if (shown.some((box) => box.left < low.x || box.right > high.x || box.top < low.y || box.bottom > high.y)) this.fit();
  }

  // Bring what is selected and what it touches into view; false where nothing of it is drawn.
  focus() {
    if (!this.#network || !this.state.selection) return false;
    const around = this.#around(this.state.selection);
    const nodes = this.#drawing.nodes.filter((node) => around.has(node.id) && this.#nodeShown(node)).map((node) => node.id);
    this.#frame(nodes, true);
    return nodes.length > 0;
  }

  // vis-network's own fit does not know of names that stand above their nodes.
  #frame(ids, animated) {
    if (!ids.length) return false;
    const near = this.#viewOf(ids, 1);
    const wanted = this.#viewOf(ids, growth(near.scale));
    const [now, scale] = [this.#network.getViewPosition(), this.#network.getScale()];
    const [aside, nearer] = [Math.hypot(now.x - wanted.position.x, now.y - wanted.position.y) * scale, Math.abs(wanted.scale / scale - 1)];
    this.#network.moveTo({ ...wanted, animation: animated && motionWelcome() });
    return aside > LEAST_MOVE || nearer > LEAST_ZOOM;
  }

  // Where to look from to see these nodes with names so much larger than they are from near.
  #viewOf(ids, grown) {
    const boxes = ids.map((id) => this.#boxOf(id, grown));
    const [left, top] = ["left", "top"].map((side) => Math.min(...boxes.map((box) => box[side])));
    const [right, bottom] = ["right", "bottom"].map((side) => Math.max(...boxes.map((box) => box[side])));
    const { clientWidth: width, clientHeight: height } = this.container;
    const scale = Math.min((width - 2 * MARGIN) / Math.max(1, right - left), (height - 2 * MARGIN) / Math.max(1, bottom - top), CLOSEST);
    return { position: { x: (left + right) / 2, y: (top + bottom) / 2 }, scale: Math.max(scale, 0.01) };
  }

  #boxOf(id, grown = 1) {
    return this.#labels.room({ ...this.#nodes.get(id), ...this.#network.getPosition(id) }, grown);
  }

  resize() {
    this.#network?.redraw();
    this.fit(false);
  }

  // Where a node or the middle of an edge is seen, in pixels of the container.
  placeOf(id) {
    const middle = this.#middleOf(id);
    return middle && this.#network.canvasToDOM(middle);
  }

  // The names and words as they are seen, in pixels of the container.
  get words() {
    const scale = this.#network.getScale();
    return this.#labels.told.map(({ id, size, box: { left, top, right, bottom } }) => {
      const [start, end] = [{ x: left, y: top }, { x: right, y: bottom }].map((corner) => this.#network.canvasToDOM(corner));
      return { id, size: size * scale, left: start.x, top: start.y, right: end.x, bottom: end.y };
    });
  }

  // The claims that are told by a mark, in pixels of the container.
  get marks() {
    const scale = this.#network.getScale();
    return this.#labels.marks.map(({ id, look, radius, ...middle }) => ({ id, look, radius: radius * scale, ...this.#network.canvasToDOM(middle) }));
  }

  // From how far the picture is seen, see labels.js.
  get distance() {
    return this.#distance;
  }

  // How vis-network draws a claim.
  chipOf(id) {
    const { shape, label } = this.#nodes.get(id);
    return { shape, label };
  }

  #middleOf(id) {
    if (this.#nodes.get(id)) return this.#network.getPosition(id);
    const edge = this.#edges.get(id);
    if (!edge) return null;
    const [from, to] = [edge.from, edge.to].map((end) => this.#network.getPosition(end));
    return { x: (from.x + to.x) / 2, y: (from.y + to.y) / 2 };
  }

  #clicked({ pointer }) {
    const id = this.#at(pointer);
    if (this.#nodes.get(id)) this.#selectNode(id);
    else if (id) this.#selectEdge(id);
    else this.events.cleared();
    this.#network.unselectAll();
  }

  // What a click means: a node, a label before the lines that pass below it, or a line. It is looked up by its place:
  // of what vis-network has selected nothing is left at the second click of a double click.
  #at({ DOM: place, canvas }) {
    return this.#network.getNodeAt(place) ?? this.#labels.at(canvas) ?? this.#network.getEdgeAt(place) ?? null;
  }

  #selectNode(id) {
    this.events.selected(this.index.records.has(id) ? "claim" : "entity", id);
  }

  #selectEdge(id) {
    const { relation, claims } = this.#edges.get(id);
    if (relation === "supplies") this.events.selected("pair", id);
    else this.events.selected("claim", claims[0]);
  }

  #point(over) {
    this.container.classList.toggle("over", over);
  }

  // Ids of the nodes and edges that stand out, null where all are equal.
  #lit() {
    const { selection, matches } = this.state;
    if (selection) return this.#around(selection);
    if (!matches) return null;
    const edges = this.#drawing.edges.filter((edge) => matches.has(edge.from) && matches.has(edge.to));
    return new Set([...matches, ...edges.map((edge) => edge.id)]);
  }

  #around({ kind, id }) {
    const touches = {
      claim: (edge) => edge.claims.includes(id),
      pair: (edge) => edge.id === id,
      entity: (edge) => edge.from === id || edge.to === id || this.#sharesClaim(edge, id),
    }[kind];
    const edges = this.#drawing.edges.filter(touches);
    return new Set([id, ...edges.flatMap((edge) => [edge.id, edge.from, edge.to])]);
  }

  #sharesClaim(edge, entity) {
    return edge.relation !== "supplies" && this.index.allClaimsOf(entity).includes(edge.claims[0]);
  }

  #nodeShown(node) {
    if (node.kind === "Claim") return this.visible.records.has(node.id);
    return this.visible.entities.has(node.id) && (this.state.projection === "claims" || this.#hasPair(node.id));
  }

  #hasPair(id) {
    if (this.index.data.alone.includes(id)) return true;
    return [...this.index.claimsOf(id, "supplier"), ...this.index.claimsOf(id, "recipient")].some(
      (claim) => this.visible.records.has(claim) && isSupply(this.index.records.get(claim)),
    );
  }
}

function optionsFor({ edges }) {
  return { ...OPTIONS, interaction: { ...OPTIONS.interaction, hideEdgesOnDrag: edges.length > MANY } };
}

function motionWelcome() {
  return !matchMedia("(prefers-reduced-motion: reduce)").matches && { duration: 250 };
}

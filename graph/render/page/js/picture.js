// The picture: the nodes and edges of a projection in vis-network, coloured, filtered, dimmed and clicked.

import { Arranger } from "./arranged.js";
import { Glide } from "./glide.js";
import { Held } from "./held.js";
import { isInside, paintHalo, paintRings } from "./halo.js";
import { distanceAt, FONT, growth, Labels, ON_SCREEN, radiusAt, wordsFromNear } from "./labels.js";
import { drawHub } from "./hub.js";
import { roomOf } from "./lanes.js";
import { Lines } from "./lines.js";
import { Looks } from "./looks.js";
import { readColours } from "./palette.js";
import { drawTitles, NOBODY_APART, Regions } from "./regions.js";

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
// Pixels that a line is wide at least, and the scale below which arrows cannot be told.
const FINEST_SEEN = 0.8;
const UNHEADED = 0.12;
// Pixels that the head of a line in columns is long at least, and in the layout at most.
const HEAD_SEEN = 9;
const LARGEST_HEAD = 30;
// How strong lines between communities are, until one of them is looked at.
const QUIET = 0.5;
// Above that, lines are left out while a node is dragged.
const MANY = 700;

export class Picture {
  #network = null;
  #nodes = null;
  #edges = null;
  #drawing = null;
  #labels = new Labels();
  #lines = new Lines();
  #plan = null;
  #regions = NOBODY_APART;
  #told = new Map(); // how each node and edge looked when vis-network was told last, by id
  #stale = true; // whether lines have to be led anew
  #ledAt = 0; // the scale for which they were
  #distance = "near";
  #pointed = null; // ids of nodes and edges that light up below the pointer
  #fittedTo = null; // the size of the container for which everything was fitted last

  constructor(container, index, state, events) {
    this.container = container;
    this.index = index;
    this.state = state;
    this.events = events;
    this.arranger = new Arranger(index);
    this.visible = { records: new Map(), entities: new Set() };
  }

  get drawn() {
    return this.#network !== null;
  }

  // Draw a projection: anew, or (`keep`) with what is new added to what is seen, from where it is seen.
  show(drawing, { keep = false } = {}) {
    this.#drawing = drawing;
    this.#planned();
    if (keep && this.#network) {
      this.#replace();
      return;
    }
    this.#network?.destroy();
    this.#distance = this.#distanceAtFirst();
    const looks = this.#looks();
    this.#told.clear();
    this.#nodes = new Held(new vis.DataSet(), (node) => (node.kind === "Claim" ? node : { ...node, label: "" })); // see labels.js
    this.#edges = new Held(this.#own ? null : new vis.DataSet());
    this.#tell(this.#nodes, drawing.nodes.map((node) => looks.node(node)));
    this.#tell(this.#edges, drawing.edges.map((edge) => looks.edge(edge)));
    this.#network = new vis.Network(this.container, { nodes: this.#nodes.drawn, edges: this.#edges.drawn ?? new vis.DataSet() }, optionsFor(drawing));
    this.container.firstElementChild?.setAttribute("tabindex", "-1");
    new Glide(this.#network, this.container, () => this.#drawing.edges.length > FEW);
    this.#network.on("click", (event) => this.#clicked(event));
    this.#network.on("doubleClick", ({ pointer }) => {
      const id = this.#at(pointer);
      if (this.#nodes.get(id)) this.events.opened?.(id);
    });
    this.#network.on("dragging", ({ nodes }) => (this.#stale ||= nodes.length > 0));
    this.#network.on("dragEnd", ({ nodes }) => this.#dragged(nodes));
    this.#network.on("beforeDrawing", (pen) => {
      this.#keepDistance();
      this.#drawHalo(pen);
      if (this.#own) this.#drawLines(pen);
      else this.#regions.paint(pen, readColours());
    });
    this.#network.on("afterDrawing", (pen) => {
      this.#drawLabels(pen);
      this.#drawPins(pen);
      drawTitles(pen, this.#titles, readColours());
    });
    this.#network.on("hoverNode", () => this.#point(true));
    this.#network.on("hoverEdge", () => this.#point(true));
    this.#network.on("blurNode", () => this.#point(false));
    this.#network.on("blurEdge", () => this.#point(false));
    this.fit(false);
  }

  // Whether the lines are drawn here: those of Supply, and those between speakers and claims in columns.
  get #own() {
    return this.state.projection === "supply" || Boolean(this.#plan?.told);
  }

  // The plan by which nodes stand around a hub, null where they stand as laid out.
  get plan() {
    return this.#plan;
  }

  // The communities that have a ground of their own, see regions.js.
  get regions() {
    return this.#regions;
  }

  #planned() {
    this.#plan = this.arranger.plan(this.#drawing, this, FONT);
    this.#regions = this.#plan ? NOBODY_APART : this.arranger.regions(this.#drawing.nodes.filter((node) => this.#nodeShown(node)), this.#drawing.edges, this.visible);
    this.#stale = true;
  }

  // From how far the whole is seen, so that vis-network is told and draws everything once.
  #distanceAtFirst() {
    const looks = this.#looks(null, { distance: "near" });
    const shown = this.#drawing.nodes.filter((node) => this.#nodeShown(node)).map((node) => looks.node(node));
    return shown.length ? distanceAt(this.#viewOf(shown, this.#regions.rooms).scale) : "near";
  }

  #replace() {
    this.#atOnce(() => {
      this.#network.setOptions(optionsFor(this.#drawing));
      const looks = this.#looks();
      for (const [held, made] of [
        [this.#nodes, this.#drawing.nodes.map((node) => looks.node(node))],
        [this.#edges, this.#drawing.edges.map((edge) => looks.edge(edge))],
      ]) {
        const ids = new Set(made.map(({ id }) => id));
        held.remove(held.getIds().filter((id) => !ids.has(id)));
        this.#tell(held, made);
      }
      this.#stale = true;
    });
  }

  // Tell vis-network several things and draw once: it would draw after each. Where it is kept from drawing already, see
  // glide.js, it stays so.
  #atOnce(tell) {
    const { emitter } = this.#network.body;
    const draws = this.#network.renderer.allowRedraw;
    if (draws) emitter.emit("_blockRedraw");
    tell();
    if (draws) emitter.emit("_allowRedraw");
    this.#network.redraw();
  }

  // vis-network measures and draws anew whatever it is told: only what looks otherwise than before. Of the lines of Supply, which
  // are many, it knows nothing.
  #tell(held, made) {
    if (!held.drawn) {
      held.replace(made);
      return;
    }
    const changed = made.filter((one) => {
      const told = JSON.stringify(one);
      if (held.get(one.id) && this.#told.get(one.id) === told) return false;
      this.#told.set(one.id, told);
      return true;
    });
    if (!changed.length) return;
    held.update(changed);
    this.#stale = true;
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
    if (!looks) return { nodes: [], edges: [], plan: null, regions: NOBODY_APART };
    const { nodes, edges } = this.#drawing;
    const shown = (made) => made.filter((one) => !one.hidden);
    return { nodes: shown(nodes.map((node) => looks.node(node))), edges: shown(edges.map((edge) => looks.edge(edge))), plan: this.#plan, regions: this.#regions };
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
    if (this.#plan) {
      this.refresh();
      return;
    }
    this.events.moving?.(ids);
    for (const id of ids) {
      const { x, y } = this.#network.getPosition(id);
      const node = this.#drawing.nodes.find((one) => one.id === id);
      Object.assign(node, { x: Math.round(x), y: Math.round(y) });
      this.#nodes.update({ id, x: node.x, y: node.y });
      this.#told.delete(id);
    }
    this.#planned();
    this.events.moved?.(ids);
  }

  #drawLabels(pen) {
    const places = this.#network.getPositions();
    const { nodes, edges: held } = this.#shown();
    const edges = held.filter(({ id }) => this.#isLed(id));
    const along = (id, part) => this.#along(id, part);
    const [left, right] = [0, this.container.clientWidth].map((x) => this.#network.DOMtoCanvas({ x, y: 0 }).x);
    const placed = nodes.filter(({ id }) => places[id]).map((node) => ({ ...node, ...places[node.id] }));
    this.#labels.draw(pen, this.#network.getScale(), {
      nodes: placed, edges, along, lit: this.#lit(), chosen: this.state.selection?.id, view: { left, right }, lanes: this.#plan?.labels, covered: this.#plan?.box ? [this.#plan.box] : [],
      reserved: this.#titles.map(({ box }) => box), apart: (edge) => this.#regions.crosses(edge), summed: ({ id }) => this.#regions.of.has(id),
    });
  }

  // vis-network may draw between two changes of one update, when it has not taken up every line yet.
  #isLed(id) {
    return this.#own ? this.#lines.wayOf(id) : this.#network.body.edges[id]?.connected;
  }

  #along(id, part) {
    return this.#own ? this.#lines.along(id, part) : this.#network.body.edges[id].edgeType.getPoint(part);
  }

  // Below everything else: what lights up, and rings round what is chosen together.
  #drawHalo(pen) {
    const shown = (held, ids) => [...ids].filter((id) => held.get(id) && !held.get(id).hidden);
    if (this.#pointed) {
      paintHalo(pen, {
        boxes: shown(this.#nodes, this.#pointed).map((id) => this.#bodyOf(id)), colour: readColours()("accent"),
        lines: shown(this.#edges, this.#pointed).filter((id) => this.#isLed(id)), along: (id, part) => this.#along(id, part),
      });
    }
    const many = shown(this.#nodes, this.state.many);
    if (many.length) paintRings(pen, many.map((id) => this.#bodyOf(id)), readColours()("accent"), this.#network.getScale());
  }

  // The room of a node without its name.
  #bodyOf(id) {
    const { x, y } = this.#network.getPosition(id);
    const node = this.#nodes.get(id);
    if (node.kind === "Claim" && node.shape === "box") return this.#boxOf(id);
    const reach = node.kind === "Claim" ? radiusAt(this.#network.getScale()) : node.size;
    return { left: x - reach, right: x + reach, top: y - reach, bottom: y + reach };
  }

  #drawLines(pen) {
    const scale = this.#network.getScale();
    const { edges } = this.#shown();
    // Claims in a column reach further, the further away they are seen: lines end where they are seen to begin.
    const scaled = this.#plan?.lead && this.#ledAt !== scale;
    if (this.#stale || scaled) this.#lead(edges, scale);
    this.#stale = false;
    const colour = readColours();
    if (this.#plan) drawHub(pen, this.#plan, { colour, scale, chosen: this.state.selection?.id === this.#plan.hub });
    const how = { finest: FINEST_SEEN / scale, headed: scale > UNHEADED, head: this.#leastHead, chosen: this.state.selection?.id, glow: colour("chosen") };
    const lit = this.#lit();
    const [quiet, plain] = [true, false].map((apart) => edges.filter((edge) => (this.#regions.crosses(edge) && !lit?.has(edge.id)) === apart));
    if (this.#regions.all.length) this.#drawBetween(pen, quiet, { ...how, alpha: QUIET }, colour);
    this.#lines.paint(pen, plain, how);
  }

  // Lines between communities run below the grounds of all but those two.
  #drawBetween(pen, edges, how, colour) {
    this.#lines.paint(pen, edges, how);
    this.#regions.paint(pen, colour);
    const touching = new Map(this.#regions.all.map((region) => [region, []]));
    for (const edge of edges) for (const end of [edge.from, edge.to]) touching.get(this.#regions.of.get(end)).push(edge);
    for (const [region, own] of touching) this.#regions.within(pen, region, () => this.#lines.paint(pen, own, how));
  }

  #lead(edges, scale) {
    this.#ledAt = scale;
    const places = this.#network.getPositions();
    const nodes = new Map(this.#nodes.get().map(({ id, size }) => [id, { ...places[id], size }]));
    const ways = this.#plan?.lead?.(scale, ON_SCREEN, this.#lit()) ?? this.#plan?.ways ?? this.#regions.ways(edges, nodes);
    this.#lines.place(edges, nodes, ways, this.#plan?.heads);
  }

  // Only on the screen: what is seen at a scale.
  get #titles() {
    return this.#regions.titles(this.#network.getScale(), this.container.clientWidth);
  }

  // The titles of the communities with their boxes, in pixels of the container.
  get titles() {
    return this.#titles.map(({ box: { left, right, top, bottom }, ...title }) => {
      const [start, end] = [{ x: left, y: top }, { x: right, y: bottom }].map((corner) => this.#network.canvasToDOM(corner));
      return { ...title, box: { left: start.x, top: start.y, right: end.x, bottom: end.y } };
    });
  }

  // Look at a community from near, with all else faint.
  open(region) {
    this.state.find(new Set(region.ids));
    this.#frame(region.ids, true, [this.#regions.roomOf(region)]);
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
    const before = this.#plan;
    this.#planned();
    const looks = this.#looks();
    this.#atOnce(() => {
      this.#tell(this.#nodes, this.#drawing.nodes.map((node) => looks.node(node)));
      this.#tell(this.#edges, this.#drawing.edges.map((edge) => looks.edge(edge)));
    });
    if (standingOf(before) !== standingOf(this.#plan)) this.fit(false);
  }

  #looks(lit = this.#lit(), more = { distance: this.#distance }) {
    const { index, state, visible } = this;
    return new Looks({ index, state, visible, lit, drawing: this.#drawing, plan: this.#plan, regions: this.#regions, shows: (node) => this.#nodeShown(node), ...more });
  }

  // Show everything; false where the view is right already, or nothing is shown.
  fit(animated = true) {
    this.#fittedTo = this.#window;
    const shown = this.#drawing.nodes.filter((node) => this.#nodeShown(node)).map((node) => node.id);
    return this.#frame(shown, animated, this.#regions.rooms);
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
  #frame(ids, animated, rooms = []) {
    if (!ids.length) return false;
    const wanted = this.#viewOf(ids.map((id) => this.#placed(id)), rooms);
    const [now, scale] = [this.#network.getViewPosition(), this.#network.getScale()];
    const [aside, nearer] = [Math.hypot(now.x - wanted.position.x, now.y - wanted.position.y) * scale, Math.abs(wanted.scale / scale - 1)];
    this.#network.moveTo({ ...wanted, animation: animated && motionWelcome() });
    return aside > LEAST_MOVE || nearer > LEAST_ZOOM;
  }

  // Where to look from to see these nodes, with names as large as they are from there.
  #viewOf(nodes, rooms) {
    const view = this.#viewAt(nodes, growth(this.#viewAt(nodes, 1, rooms).scale), rooms);
    // Names beside columns make those wider, and so grow once more.
    return this.#plan ? this.#viewAt(nodes, growth(view.scale), rooms) : view;
  }

  // The same with names so much larger than they are from near.
  #viewAt(nodes, grown, rooms) {
    const boxes = [...nodes.map((node) => this.#labels.room(node, grown)), ...rooms];
    if (this.#plan?.rooms || nodes.some(({ id }) => id === this.#plan?.hub)) boxes.push(...roomOf(this.#plan));
    const [left, top] = ["left", "top"].map((side) => Math.min(...boxes.map((box) => box[side])));
    const [right, bottom] = ["right", "bottom"].map((side) => Math.max(...boxes.map((box) => box[side])));
    const { clientWidth: width, clientHeight: height } = this.container;
    const scale = Math.min((width - 2 * MARGIN) / Math.max(1, right - left), (height - 2 * MARGIN) / Math.max(1, bottom - top), CLOSEST);
    return { position: { x: (left + right) / 2, y: (top + bottom) / 2 }, scale: Math.max(scale, 0.01) };
  }

  #boxOf(id) {
    return this.#labels.room(this.#placed(id), 1);
  }

  // A node as it looks, where it stands now.
  #placed(id) {
    return { ...this.#nodes.get(id), ...this.#network.getPosition(id) };
  }

  // Light something up with its neighbours, {kind, id}; nothing with null.
  point(selection) {
    const pointed = selection && this.#network ? this.#around(selection) : null;
    if (!pointed && !this.#pointed) return;
    this.#pointed = pointed;
    this.#network?.redraw();
  }

  // What lights up at the moment, as ids of nodes and edges.
  get pointed() {
    return [...(this.#pointed ?? [])];
  }

  // What stands at a place of the container, {kind, id}; null for nothing.
  whatIsAt(place) {
    if (!this.#network) return null;
    const id = this.#at({ DOM: place, canvas: this.#network.DOMtoCanvas(place) });
    return id ? this.#selectionOf(id) : null;
  }

  // The node at a place of the container, or null.
  nodeAt(place) {
    const id = this.#network && this.#at({ DOM: place, canvas: this.#network.DOMtoCanvas(place) });
    return this.#nodes?.get(id ?? "") ? id : null;
  }

  // The nodes that are shown inside a closed line of the container.
  inside(line) {
    if (!this.#network) return [];
    const drawn = line.map((point) => this.#network.DOMtoCanvas(point));
    return this.#shown().nodes.filter(({ id }) => isInside(this.#network.getPosition(id), drawn)).map(({ id }) => id);
  }

  // The nodes that are shown.
  get shownNodes() {
    return this.#network ? this.#shown().nodes.map(({ id }) => id) : [];
  }

  // The nodes next to a node.
  neighboursOf(id) {
    const kind = this.index.records.has(id) ? "claim" : "entity";
    return [...this.#around({ kind, id })].filter((one) => this.#nodes.get(one) && !this.#nodes.get(one).hidden);
  }

  // Whether everything was fitted to another size than the container has now.
  get resized() {
    const { width, height } = this.#window;
    return this.drawn && (this.#fittedTo?.width !== width || this.#fittedTo.height !== height);
  }

  // Vis-network draws by itself after that.
  resize() {
    this.#network?.setSize();
    // How long lanes are, and how many rows there are, follows from the size.
    if (this.#plan) this.refresh();
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

  // The heads of lines that are drawn here, {id, tip, before} in pixels of the container, and how long each is at least.
  get heads() {
    const drawn = this.#own ? this.#shown().edges.filter(({ id, arrows }) => arrows.to.enabled && this.#lines.headOf(id)) : [];
    const least = this.#leastHead * this.#network.getScale();
    return drawn.map(({ id }) => {
      const [before, tip] = this.#lines.headOf(id).map((point) => this.#network.canvasToDOM(point));
      return { id, tip, before, least };
    });
  }

  // In the layout's pixels.
  get #leastHead() {
    return this.#plan ? Math.min(HEAD_SEEN / this.#network.getScale(), LARGEST_HEAD) : 0;
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
    if (this.#own) return this.#lines.wayOf(id) && this.#lines.along(id, 0.5);
    const [from, to] = [edge.from, edge.to].map((end) => this.#network.getPosition(end));
    return { x: (from.x + to.x) / 2, y: (from.y + to.y) / 2 };
  }

  #clicked({ pointer, event }) {
    const id = this.#at(pointer);
    const { ctrlKey, metaKey } = event?.srcEvent ?? {};
    if ((ctrlKey || metaKey) && this.#nodes.get(id)) this.state.toggleOne(id);
    else if (id) {
      const { kind, id: chosen } = this.#selectionOf(id);
      this.events.selected(kind, chosen);
    } else {
      const region = this.#regions.at(pointer.canvas, this.#network.getScale(), this.#window);
      if (region) this.events.region(region);
      else this.events.cleared();
    }
    this.#network.unselectAll();
  }

  // What a click means: a node, a label before the lines that pass below it, or a line. It is looked up by its place:
  // of what vis-network has selected nothing is left at the second click of a double click.
  #at({ DOM: place, canvas }) {
    const node = this.#network.getNodeAt(place) ?? this.#labels.at(canvas);
    if (node) return node;
    if (!this.#own) return this.#network.getEdgeAt(place) ?? null;
    const { box, hub } = this.#plan ?? {};
    const inside = box && box.left <= canvas.x && canvas.x <= box.right && box.top <= canvas.y && canvas.y <= box.bottom;
    return inside ? hub : this.#lines.at(canvas, this.#network.getScale());
  }

  get #window() {
    return { width: this.container.clientWidth, height: this.container.clientHeight };
  }

  #selectionOf(id) {
    if (this.#nodes.get(id)) return { kind: this.index.records.has(id) ? "claim" : "entity", id };
    const { relation, claims, from } = this.#edges.get(id);
    const known = relation === "analyst" && id.split("/")[1];
    if (this.index.records.has(known)) return { kind: "claim", id: known };
    if (!claims.length) return this.#selectionOf(from);
    return relation === "supplies" ? { kind: "pair", id } : { kind: "claim", id: claims[0] };
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
    const edges = this.#drawing.edges.filter((edge) => (edge.claims.length || edge.relation === "analyst" || this.state.links) && touches(edge));
    return new Set([id, ...edges.flatMap((edge) => [edge.id, edge.from, edge.to])]);
  }

  #sharesClaim(edge, entity) {
    return edge.relation !== "supplies" && this.index.allClaimsOf(entity).includes(edge.claims[0]);
  }

  #nodeShown(node) {
    if (this.#plan && !this.#plan.places.has(node.id)) return false;
    if (node.kind === "Claim") return this.visible.records.has(node.id);
    return this.visible.entities.has(node.id) && (this.state.projection === "claims" || this.#hasPair(node.id));
  }

  #hasPair(id) {
    if (this.index.data.alone.includes(id)) return true;
    return [...this.index.claimsOf(id, "supplier"), ...this.index.claimsOf(id, "recipient")].some((claim) => this.visible.records.has(claim));
  }
}

function standingOf(plan) {
  return plan ? `${plan.hub} ${[...plan.places].map(([id, { x, y }]) => `${id} ${x} ${y}`).join()}` : "";
}

function optionsFor({ edges }) {
  return { ...OPTIONS, interaction: { ...OPTIONS.interaction, hideEdgesOnDrag: edges.length > MANY } };
}

function motionWelcome() {
  return !matchMedia("(prefers-reduced-motion: reduce)").matches && { duration: 250 };
}

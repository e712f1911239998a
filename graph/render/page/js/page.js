// Puts the parts of the page together.

import { readState, writeState } from "./address.js";
import { Index } from "./data.js";
import { element, replaceContent } from "./dom.js";
import { EntityList } from "./entities.js";
import { EvidencePanel } from "./evidence.js";
import { visibleEntities, visibleRecords } from "./filters.js";
import { Gestures } from "./gestures.js";
import { listenForKeys } from "./keys.js";
import { Legend } from "./legend.js";
import { nothingPasses, notices, summary } from "./overview.js";
import { Paper } from "./paper.js";
import { Picture } from "./picture.js";
import { ReadingPane } from "./reading.js";
import { PictureTools } from "./picturetools.js";
import { pictureFiles, SaveMenu } from "./saving.js";
import { noteOf, titleOf } from "./regions.js";
import { saidIn } from "./saying.js";
import { Search } from "./search.js";
import { renderSource } from "./source.js";
import { State } from "./state.js";
import { ClaimTable } from "./table.js";
import { Timeline } from "./timeline.js";
import { counted, headline } from "./words.js";

// Pixels of what somebody asked for that have to be seen, lest it seems that nothing happened.
const LEAST_SEEN = 120;
const PROJECTIONS = { supply: "Supply", claims: "Claims" };

export class Page {
  // A live page passes what only it can do:
  //   actions(kind, id)   elements for the evidence panel;   reads(article, statement)   opens an article
  //   elsewhere(text), added(id, words), asked(question), opens(claim)   search beyond the page;   opened(id)   a double click on a node
  //   moving(ids), moved(ids)   nodes are about to get other places by a drag, and have them;   files()   further formats to save, failed(words)   where one is not;   keys   further keys
  //   everywhere(from, to)   draws what was first said in a time;   pane(name)   draws a pane of its own;   told()   further words for the address, null where it stays as it is
  //   menu(kind, id), many(ids)   see Gestures;   beside(place, article, statement)   shows an article in reading mode
  //   layOut()   lays out the projection that is looked at, then calls `laidOut`; true unless that failed
  //   before(words)   something is about to be hidden or shown again;   empty()   elements for an empty canvas
  constructor(data, live = {}) {
    this.live = live;
    this.index = new Index(data);
    this.state = new State();
    const { index, state } = this;
    const announce = (text) => replaceContent(part("announcer"), document.createTextNode(text));
    this.announce = announce;
    const say = saidIn(part("said"));
    this.say = say;
    this.legend = new Legend(part("legend"), index, state);
    this.entities = new EntityList(part("entities"), index, state, { pointed: (id) => this.picture.point(id && { kind: "entity", id }) });
    this.timeline = new Timeline(part("timeline"), index, state, { everywhere: live.everywhere });
    this.evidence = new EvidencePanel(part("evidence"), index, state, { actions: (kind, id) => this.#actions(kind, id), reads: live.reads });
    this.search = new Search(part("search"), index, state, {
      announce, say, chosen: (kind, id) => this.reach(kind, id), elsewhere: live.elsewhere, added: live.added, asked: live.asked,
      opens: live.opens,
    });
    this.table = new ClaimTable(part("table"), index, state);
    this.picture = new Picture(part("picture"), index, state, {
      selected: (kind, id) => state.select(kind, id),
      cleared: () => this.clear(),
      opened: (id) => (index.records.has(id) ? this.read(id) : live.opened?.(id)),
      region: (region) => this.#look(region),
      moving: live.moving,
      moved: live.moved,
    });
    this.pictureTools = new PictureTools(part("picture-tools"), index, state, { opened: (region) => this.#look(region) });
    this.saveMenu = new SaveMenu(part("save"), () => [...pictureFiles(this), ...(live.files?.() ?? [])], { say, failed: live.failed ?? say });
    this.reading = new ReadingPane(part("reading"), index, state, {
      claims: () => this.table.ordered(this.visible), closed: () => this.leave(), actions: (kind, id) => this.#actions(kind, id), beside: live.beside,
    });
    this.gestures = new Gestures(this, part);
    this.#switches();
    state.subscribe((what) => this.#changed(what));
  }

  start() {
    readState(location.hash.slice(1) || this.index.data.state, this.state);
    this.#show({ keep: false });
    addEventListener("hashchange", () => this.#addressChanged());
  }

  // Show other data; what both have stays where it is seen.
  renew(data, { keep = true } = {}) {
    this.index.take(data);
    this.state.letGo((kind, id) => this.index.has(kind, id));
    this.search.renew();
    this.entities.renew();
    this.legend.renew();
    this.#show({ keep });
  }

  // Read a claim, the chosen one if none is named; `leave` goes back to where the reader was.
  read(id = null) {
    const { state } = this;
    const chosen = id ?? this.#claimChosen;
    if (!chosen) {
      this.say("Choose a claim first; R reads it");
      return;
    }
    if (state.pane !== "reading") this.before = state.pane;
    state.select("claim", chosen);
    if (state.pane !== "reading") state.open("reading");
    part("reading").focus({ preventScroll: true });
  }

  // The claim that is chosen, of a line of Supply the first one that is shown.
  get #claimChosen() {
    const { selection } = this.state;
    if (selection?.kind === "pair") return this.drawing.edges.find(({ id }) => id === selection.id)?.claims.find((claim) => this.visible.records.has(claim)) ?? null;
    return selection?.kind === "claim" ? selection.id : null;
  }

  leave() {
    this.state.open(this.before ?? "picture");
  }

  // To the next claim of the table's order, or the one before.
  step(by) {
    if (this.state.selection?.kind === "claim") this.reading.go(by, this.say);
    else {
      const [first] = this.table.ordered(this.visible);
      if (first) this.state.select("claim", first.claim.id);
      else this.say("There is no claim to go to");
    }
  }

  // At one community from near, or at everything.
  #look(region) {
    if (region) {
      this.picture.open(region);
      this.announce(`${titleOf(region)}: ${noteOf(region)}`);
      return;
    }
    this.clear();
    this.picture.fit();
  }

  clear() {
    this.search.empty();
    this.state.clear();
  }

  // Go back to what the address says without a word about it.
  #addressChanged() {
    if (location.hash.slice(1) === this.#address()) return;
    if (this.live.addressed?.()) return;
    readState(location.hash.slice(1), this.state);
    this.#show({ keep: false });
  }

  #address() {
    return [writeState(this.state), this.live.told?.() ?? ""].filter(Boolean).join("&");
  }

  // The state is told in the address, without a step in the browser's history for each click. A frame of a notebook has none.
  remember() {
    if (location.protocol === "about:" || this.live.told?.() === null) return;
    const address = this.#address();
    if (location.hash.slice(1) !== address) history.replaceState(history.state, "", address ? `#${address}` : location.pathname);
  }

  // The page is called otherwise, or came by other steps, than it was told with its data.
  retell(info) {
    this.index.data = { ...this.index.data, info };
    this.#name();
    this.#overview();
  }

  #name() {
    document.title = this.index.data.info.title;
    part("title").textContent = this.index.data.info.title;
    renderSource(part("source"), this.index);
  }

  #show({ keep }) {
    this.#name();
    part("entity-part").hidden = !this.index.participants().length;
    this.#see();
    this.#switched();
    this.#draw(keep);
    this.#renderParts();
    // What stands around the picture is as large as it will be: better now than after it was drawn.
    this.#fitAnew();
    this.remember();
  }

  #fitAnew() {
    if (this.state.pane === "picture" && this.picture.resized) this.picture.resize();
  }

  #changed(what) {
    if (what === "unhiding") {
      this.live.before?.("showed what was hidden");
      return;
    }
    const seen = this.visible;
    if (what === "filters") this.#see();
    if (what === "filters" && this.clock === this.state.clock && sameShown(seen, this.visible)) {
      this.say(`Nothing changes by that: ${counted(this.visible.records.size, "claim")} shown, as before`);
    }
    this.clock = this.state.clock;
    if (what === "projection" || what === "drawing") this.#draw(false);
    this.#switched();
    this.#renderParts(what);
    this.#tell(what);
    this.remember();
  }

  #renderParts(what = "data") {
    this.#overview();
    this.evidence.render(this.visible);
    this.entities.render(this.visible);
    if (what === "filters" || what === "data") {
      this.legend.render();
      this.timeline.render();
    }
    const { pane } = this.state;
    if (pane === "table") this.table.render(this.visible);
    else if (pane === "picture") this.#redraw(what);
    else if (pane === "reading") this.reading.render();
    else this.live.pane?.(pane);
    this.pictureTools.render(this.picture, pane);
  }

  #redraw(what) {
    if (!this.picture.drawn) return;
    if (!this.fresh) this.picture.refresh();
    this.fresh = false;
    if (what === "pane") this.picture.resize();
  }

  #tell(what) {
    const { selection } = this.state;
    if (what === "filters") this.announce(`${counted(this.visible.records.size, "claim")} shown`);
    if (what === "selection" && selection) {
      this.announce(`Evidence: ${this.#nameOf(selection)}`);
      if (this.state.pane !== "reading") bring(part("evidence"));
    }
    if (what === "pane") bring(document.querySelector(`[data-pane="${this.state.pane}"]`));
  }

  #nameOf({ kind, id }) {
    if (kind === "claim" && this.index.records.has(id)) return headline(this.index, this.index.records.get(id));
    return kind === "entity" ? this.index.nameOf(id) : "a pair";
  }

  #see() {
    const records = visibleRecords(this.index, this.state);
    this.visible = {
      records: new Map(records.map((record) => [record.claim.id, record])),
      entities: visibleEntities(this.index, records, this.state),
    };
    this.picture.visible = this.visible;
  }

  get drawing() {
    return this.index.data.drawings[this.state.projection];
  }

  // What waited until somebody looks at it, see #draw, stands now where the drawings say.
  laidOut(drawings) {
    const waited = Object.entries(this.index.data.drawings).filter(([, { later }]) => later).map(([name]) => [name, drawings[name]]);
    this.index.data = { ...this.index.data, drawings: { ...this.index.data.drawings, ...Object.fromEntries(waited) } };
    if (!waited.some(([name]) => name === this.state.projection)) return;
    this.#draw(false);
    this.#renderParts("drawing");
    this.remember();
  }

  // A live page lays out a projection when it is looked at first.
  #draw(keep) {
    if (this.drawing.later) this.#layOut();
    if (!this.drawing.nodes.length && !this.picture.drawn) return;
    this.picture.show(this.drawing, { keep });
    this.fresh = true;
  }

  // Where that fails, for whatever reason is told above the picture, the middle of the picture does not promise it any more.
  async #layOut() {
    const asked = this.drawing;
    this.refused = null;
    if (await this.live.layOut()) return;
    if (this.drawing !== asked || !asked.later) return;
    this.refused = asked;
    this.#overview();
  }

  // What can be done with any selection, and what only a live page can do with it.
  #actions(kind, id) {
    if (kind === "pair") return [];
    const hide = element("button", { type: "button", on: { click: () => this.hide(id) } }, "Hide");
    const read = kind === "claim" && this.state.pane !== "reading" && element("button", { type: "button", class: "main", "aria-keyshortcuts": "r", on: { click: () => this.read(id) } }, "Read");
    const others = this.live.actions?.(kind, id) ?? [];
    const last = others.findLastIndex(({ tagName }) => tagName === "BUTTON") + 1; // buttons stand together, before what folds out
    return [read, ...others.slice(0, last), hide, ...others.slice(last)].filter(Boolean);
  }

  // Choose something and bring it into view; where the picture does not show it, say why.
  reach(kind, id) {
    if (this.state.pane !== "picture" && this.state.pane !== "table") this.state.open("picture");
    this.state.select(kind, id);
    const seen = kind === "claim" ? this.visible.records.has(id) : this.visible.entities.has(id);
    const name = kind === "claim" ? "This claim" : this.index.nameOf(id);
    if (!seen) this.say(`${name} is hidden, by hand or by a filter; “Show everything again” brings it back`);
    else if (this.state.pane === "picture" && !this.picture.focus()) this.say(`${name} is not drawn here; switch to Claims to see it`);
  }

  hide(id) {
    if (this.state.away.has(id)) {
      this.say("That is hidden already");
      return;
    }
    this.live.before?.(`hid ${this.#nameOf({ kind: this.index.records.has(id) ? "claim" : "entity", id })}`);
    this.state.hide(id);
  }

  // Hide several in one step, told as `words`.
  hideAll(ids, words) {
    this.live.before?.(`hid ${words}`);
    this.state.gather([]);
    for (const id of ids) this.state.away.add(id);
    this.state.tell("filters");
    this.say(`Hidden: ${words}; “Show everything again” brings them back`);
  }

  // How much there is, what the reader has to know about it, and what can be done where nothing is seen.
  #overview() {
    const instead = this.#instead();
    replaceContent(part("summary"), !this.#bare && element("bdi", {}, summary(this)));
    part("picture").setAttribute("role", "img");
    part("picture").setAttribute("aria-label", `Picture of ${counted(this.index.data.claims.length, "claim")}. The table shows the same.`);
    const words = notices(this, instead !== null);
    part("notice").hidden = !words;
    replaceContent(part("notice"), words);
    part("empty").hidden = !instead;
    replaceContent(part("empty"), instead);
  }

  // A live page on which nothing is, or not yet.
  get #bare() {
    return Boolean(this.live.empty) && !this.drawing.nodes.length && !this.drawing.later;
  }

  #instead() {
    if (this.state.pane !== "picture") return null;
    if (this.drawing.later) return this.#awaited();
    return this.#bare ? this.live.empty() : nothingPasses(this);
  }

  // A projection that the server lays out meanwhile, or that it refused to.
  #awaited() {
    const name = PROJECTIONS[this.state.projection];
    if (this.refused !== this.drawing) return [element("p", {}, `Laying out ${name}…`)];
    const again = () => {
      this.#layOut();
      this.#overview();
    };
    return [element("p", {}, `${name} could not be laid out; the line above the picture says why.`), element("button", { type: "button", on: { click: again } }, "Try again")];
  }

  #switches() {
    const { state } = this;
    replaceContent(part("projection"), Object.entries(PROJECTIONS).map(([name, word]) =>
      element("button", { type: "button", "data-projection": name, on: { click: () => this.#project(name) } }, word)));
    part("fit").addEventListener("click", () => this.fit());
    part("table-switch").addEventListener("click", () => state.open(state.table ? "picture" : "table"));
    part("wide").addEventListener("click", () => this.#widen());
    document.addEventListener("fullscreenchange", () => this.#widened());
    this.#widened();
    listenForKeys({
      "/": () => this.search.focus(),
      t: () => state.open(state.table ? "picture" : "table"),
      f: () => this.fit(),
      h: () => this.#hideChosen(),
      r: () => this.read(),
      j: () => this.step(1),
      k: () => this.step(-1),
      a: () => this.#turnArticle(),
      ...this.gestures.keys,
      Escape: () => this.#escape(),
      ...this.live.keys,
    });
    matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => this.picture.refresh());
    const paper = new Paper(part("paper"), this);
    addEventListener("beforeprint", () => paper.render());
    addEventListener("afterprint", () => paper.empty());
    new ResizeObserver(() => this.#fitAnew()).observe(part("picture"));
    this.#switched();
  }

  // One thing at a time: what a gesture began, the reading mode, search and selection.
  #escape() {
    if (this.gestures.escape()) return;
    if (this.state.pane === "reading") this.leave();
    else this.clear();
  }

  #turnArticle() {
    if (this.state.pane === "reading") this.reading.turn(1, this.say);
    else this.say("A turns to the next article while a claim is read; R reads the chosen one");
  }

  fit() {
    if (this.state.pane !== "picture") this.say("Fit is for the picture, which is not open");
    else if (!this.drawing.nodes.length || !this.picture.anyShown) this.say("Nothing is drawn that could be fitted");
    else if (!this.picture.fit()) this.say("All that is drawn is in view already");
  }

  #hideChosen() {
    const { selection } = this.state;
    if (!selection) this.say("Choose a claim or an entity first; H hides it");
    else if (selection.kind === "pair") this.say("A line of Supply cannot be hidden; hide one of its ends, or a claim in it");
    else this.hide(selection.id);
  }

  // The whole page on the whole screen, with its search and its buttons, and back.
  #widen() {
    if (document.fullscreenElement) document.exitFullscreen();
    else document.documentElement.requestFullscreen();
  }

  #widened() {
    const wide = part("wide");
    wide.hidden = !document.fullscreenEnabled;
    wide.textContent = document.fullscreenElement ? "Leave full screen" : "Full screen";
  }


  #project(name) {
    if (this.state.pane === "picture" && this.state.projection === name) {
      this.say(`${PROJECTIONS[name]} is what is drawn already`);
      return;
    }
    if (this.state.pane !== "picture") this.state.open("picture");
    this.state.show(name);
  }

  // In a frame of a notebook there is little room: the legend gives way to the evidence of what is chosen.
  #framed() {
    document.body.classList.toggle("framed", window !== window.parent);
    document.body.classList.toggle("reading", this.state.selection !== null);
  }

  #switched() {
    this.#framed();
    const { pane } = this.state;
    document.body.classList.toggle("reads", pane === "reading");
    this.gestures?.renew();
    if (pane !== "reading") this.reading.empty();
    for (const button of part("projection").children) {
      button.setAttribute("aria-pressed", String(button.dataset.projection === this.state.projection && pane === "picture"));
    }
    part("table-switch").setAttribute("aria-pressed", String(pane === "table"));
    for (const shown of document.querySelectorAll("[data-pane]")) shown.hidden = shown.dataset.pane !== pane;
    part("fit").disabled = pane !== "picture";
  }
}

function sameShown(one, other) {
  return ["records", "entities"].every((part) => one[part].size === other[part].size && [...one[part].keys()].every((id) => other[part].has(id)));
}

// In one column what somebody asked for may stand above or below what is seen of the page.
function bring(asked) {
  const { top, bottom } = asked.getBoundingClientRect();
  if (top > innerHeight - LEAST_SEEN || bottom < LEAST_SEEN) asked.scrollIntoView();
}

function part(id) {
  return document.getElementById(id);
}

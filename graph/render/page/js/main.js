// Puts the parts together.

import { Index, readData } from "./data.js";
import { element, replaceContent } from "./dom.js";
import { EntityList } from "./entities.js";
import { EvidencePanel } from "./evidence.js";
import { visibleEntities, visibleRecords } from "./filters.js";
import { listenForKeys } from "./keys.js";
import { Legend } from "./legend.js";
import { Picture } from "./picture.js";
import { Search } from "./search.js";
import { queryCall, renderSource } from "./source.js";
import { State } from "./state.js";
import { ClaimTable } from "./table.js";
import { counted, headline } from "./words.js";

const PROJECTIONS = { claims: "Claims", supply: "Supply" };

class Page {
  constructor(data) {
    this.index = new Index(data);
    this.state = new State();
    const { index, state } = this;
    const announce = (text) => replaceContent(part("announcer"), document.createTextNode(text));
    this.announce = announce;
    this.legend = new Legend(part("legend"), index, state);
    this.entities = new EntityList(part("entities"), index, state);
    this.evidence = new EvidencePanel(part("evidence"), index, state);
    this.search = new Search(part("search"), index, state, { announce, chosen: () => this.picture.focus() });
    this.table = new ClaimTable(part("table"), index, state);
    this.picture = new Picture(part("picture"), index, state, {
      selected: (kind, id) => state.select(kind, id),
      cleared: () => this.clear(),
    });
    renderSource(part("source"), index);
    this.#summary();
    this.#switches();
    state.subscribe((what) => this.#changed(what));
  }

  start() {
    this.#see();
    this.#notice();
    this.#draw();
    this.evidence.render(this.visible);
    this.entities.render(this.visible);
  }

  clear() {
    this.search.empty();
    this.state.clear();
  }

  #changed(what) {
    if (what === "filters") this.#see();
    if (what === "projection") this.#draw();
    if (what === "projection" || what === "table" || what === "filters") this.#notice();
    this.#switched();
    this.evidence.render(this.visible);
    this.entities.render(this.visible);
    if (this.state.table) this.table.render(this.visible);
    else if (this.index.data.claims.length) this.#redraw(what);
    this.#tell(what);
  }

  #redraw(what) {
    this.picture.refresh();
    if (what === "table") this.picture.resize();
  }

  #tell(what) {
    const { selection } = this.state;
    if (what === "filters") this.announce(`${counted(this.visible.records.size, "claim")} shown`);
    if (what === "selection" && selection) this.announce(`Evidence: ${this.#nameOf(selection)}`);
  }

  #nameOf({ kind, id }) {
    if (kind === "claim") return headline(this.index, this.index.records.get(id));
    return kind === "entity" ? this.index.nameOf(id) : "a pair";
  }

  #see() {
    const records = visibleRecords(this.index, this.state.hidden);
    this.visible = {
      records: new Map(records.map((record) => [record.claim.id, record])),
      entities: visibleEntities(this.index, records, this.state.hidden),
    };
    this.picture.visible = this.visible;
  }

  #draw() {
    if (this.index.data.claims.length) this.picture.show(this.index.data.drawings[this.state.projection]);
  }

  #summary() {
    const { claims, info } = this.index.data;
    const parts = [counted(this.index.participants().length, "entity", "entities"), counted(claims.length, "claim"), queryCall(info)];
    replaceContent(part("summary"), element("bdi", {}, parts.filter(Boolean).join(" · ")));
    part("picture").setAttribute("role", "img");
    part("picture").setAttribute("aria-label", `Picture of ${counted(claims.length, "claim")}. The table shows the same.`);
  }

  // What the reader has to know about the picture: nothing to show, a part only, or what is left out.
  #notice() {
    const { claims, total_claims: total } = this.index.data;
    const outside = [...this.visible.records.values()].filter((record) => !this.#drawnAsSupply(record)).length;
    const words = [];
    if (!claims.length) words.push("No claims to show. Load articles that report who supplies what to whom, or ask a wider query.");
    else if (!this.visible.records.size) words.push("The filters hide every claim. Tick more of the legend to see some.");
    if (total > claims.length) {
      words.push(`Top ${claims.length.toLocaleString("en")} of ${total.toLocaleString("en")} claims, by independent origins and statements.`);
    }
    if (this.state.projection === "supply" && !this.state.table && outside) {
      words.push(`${counted(outside, "claim")} that nobody affirms, planned or blocked: not drawn as supply, see Claims.`);
    }
    part("notice").hidden = !words.length;
    replaceContent(part("notice"), document.createTextNode(words.join(" ")));
  }

  #drawnAsSupply(record) {
    return this.index.data.drawings.supply.edges.some((edge) => edge.claims.includes(record.claim.id));
  }

  #switches() {
    const { state } = this;
    replaceContent(part("projection"), Object.entries(PROJECTIONS).map(([name, word]) =>
      element("button", { type: "button", "data-projection": name, on: { click: () => this.#project(name) } }, word)));
    part("fit").addEventListener("click", () => this.index.data.claims.length && this.picture.fit());
    part("table-switch").addEventListener("click", () => state.showTable(!state.table));
    listenForKeys({ search: () => this.search.focus(), table: () => state.showTable(!state.table), clear: () => this.clear() });
    for (const media of ["(prefers-color-scheme: dark)", "print"]) {
      matchMedia(media).addEventListener("change", () => this.picture.refresh());
    }
    addEventListener("beforeprint", () => this.#printed(true));
    addEventListener("afterprint", () => this.#printed(false));
    new ResizeObserver(() => !state.table && this.picture.drawn && this.picture.resize()).observe(part("picture"));
    this.#switched();
  }

  // On paper the table stands below the picture.
  #printed(printing) {
    this.table.render(this.visible);
    part("table").hidden = !printing && !this.state.table;
  }

  #project(name) {
    if (this.state.table) this.state.showTable(false);
    this.state.show(name);
  }

  #switched() {
    for (const button of part("projection").children) {
      button.setAttribute("aria-pressed", String(button.dataset.projection === this.state.projection && !this.state.table));
    }
    part("table-switch").setAttribute("aria-pressed", String(this.state.table));
    part("table").hidden = !this.state.table;
    part("picture").hidden = this.state.table;
    part("fit").hidden = this.state.table;
  }
}

function part(id) {
  return document.getElementById(id);
}

// For scripts that drive the page.
globalThis.claimgraphPage = new Page(readData(document));
globalThis.claimgraphPage.start();

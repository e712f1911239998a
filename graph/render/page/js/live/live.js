// The live page: the exported page's own parts, with a canvas that grows from the store.

import { noData } from "../data.js";
import { element } from "../dom.js";
import { readState } from "../address.js";
import { Page } from "../page.js";
import { queryCall } from "../source.js";
import { counted, headline } from "../words.js";
import { Actions } from "./actions.js";
import { ask } from "./api.js";
import { ArticleView } from "./article.js";
import { Canvas } from "./canvas.js";
import { CompareForm, Comparison } from "./comparing.js";
import { DossierForm } from "./dossier.js";
import { emptyCanvas, strongestOf } from "./empty.js";
import { viewFiles } from "./files.js";
import { IdentityPanel } from "./identity.js";
import { Menus } from "./menus.js";
import { Message } from "./message.js";
import { PathsPanel } from "./paths.js";
import { QueriesPanel } from "./queries.js";
import { Results } from "./results.js";
import { LiveReview } from "./review.js";
import { keepSecret } from "./secret.js";
import { ScenesMenu } from "./scenes.js";
import { Tabs } from "./tabs.js";
import { TitleEditor } from "./title.js";
import { Tools } from "./tools.js";

// What a question asked for, as a step.
// "First said in March 2022" where the time is a month.
function titleOfTime(since, until) {
  if (!until) return `First said ${since} or later`;
  const [year, month] = since.split("-").map(Number);
  const isMonth = since.endsWith("-01") && until === new Date(Date.UTC(year, month, 0)).toISOString().slice(0, 10);
  return isMonth ? `First said in ${new Date(`${since}T00:00:00Z`).toLocaleDateString("en", { month: "long", year: "numeric", timeZone: "UTC" })}` : `First said ${since} to ${until}`;
}

// "Search: weapons, to Ukraine"; it says so where only a part is drawn.
function searchTitle({ words, ids, number }) {
  return `Search: ${words}${number > ids.length ? ` (strongest ${ids.length} of ${number.toLocaleString("en")})` : ""}`;
}

function searched({ words, ids, number }) {
  return `searched for ${words}: ${counted(ids.length, "claim")}${number > ids.length ? ` of ${number.toLocaleString("en")}` : ""}`;
}

const MOST_OF_A_TIME = 2000;

class Explorer {
  constructor() {
    this.canvas = new Canvas();
    this.message = new Message(document.getElementById("notice"));
    const told = (step) => this.#told(step);
    this.actions = new Actions(this.canvas, { paths: (id) => this.#pathsFrom(id), same: (id) => this.#sameAs(id), told, added: (...of) => this.#sayAdded(...of) });
    Object.assign(this, { total: 0, articles: 0, hubs: [], first: [] });
    const { canvas } = this;
    this.menus = new Menus(canvas, this.actions, {
      paths: (id) => this.#pathsFrom(id), same: (id) => this.#sameAs(id),
      layOut: (arrangement) => told(() => this.tools.layOut(arrangement)), emptied: () => this.tools.empty(),
    });
    this.page = new Page(noData(document.title), {
      actions: (kind, id) => this.actions.of(kind, id),
      reads: (article, statement) => this.#read(article, statement),
      elsewhere: (text) => this.#elsewhere(text),
      added: (id, words) => this.#add(id, words),
      asked: (question, added) => (added ? this.#added(question) : this.#asked(question)),
      everywhere: (from, to) => this.#everywhere(from, to),
      opens: (claim) => this.#openClaim(claim),
      opened: (id) => this.page.index.entities.has(id) && this.actions.unfoldBest(id),
      menu: (kind, id) => this.menus.of(kind, id),
      many: (ids) => this.menus.many(ids),
      beside: (place, article, statement) => this.#beside(place, article, statement),
      moving: (ids) => canvas.noteBefore(`moved ${this.#named(ids)}`),
      moved: (ids) => this.#moved(ids),
      before: (words) => canvas.noteBefore(words, { isStep: true }),
      files: () => [...viewFiles(canvas), { name: "Dossier…", about: "for an editor: HTML, Word, Markdown", open: () => this.dossier.open() }],
      failed: (words) => this.message.say(words),
      told: () => (canvas.shown ? canvas.told() : null),
      layOut: () => told(() => canvas.layOutSeen()),
      addressed: () => this.#addressed(),
      empty: () => this.#empty(),
      keys: {
        "Control+z": () => canvas.undo(), "Control+Shift+z": () => canvas.redo(), "Control+y": () => canvas.redo(),
        e: () => this.#unfoldChosen(),
      },
    });
    canvas.shownBy(this.page);
    this.tools = new Tools(document.getElementById("live-tools"), canvas, told);
    canvas.changed = () => this.tools.renew();
    canvas.missed = (lost) => this.message.say(`${counted(lost, "claim")} that the canvas held ${lost === 1 ? "is" : "are"} no longer in the graph: somebody else decided about ${lost === 1 ? "it" : "them"} or loaded an article anew. What you did before that cannot be undone here`);
    this.dossier = new DossierForm(canvas, { say: this.page.say });
    this.scenes = new ScenesMenu(document.getElementById("save"), canvas, { open: (scene) => this.#openScene(scene), tell: told, say: this.page.say });
    this.title = new TitleEditor(document.getElementById("title"), canvas);
    this.#panes();
    this.#sides();
    this.review = new LiveReview(this);
    document.getElementById("live-keys").textContent = " · E unfold what is chosen · Ctrl+Z undo · Ctrl+Shift+Z redo";
    this.page.state.subscribe(() => this.tools.renew());
  }

  async start() {
    const address = location.hash.slice(1);
    const wanted = Canvas.read(address, history.state);
    const scene = new URLSearchParams(address).get("scene");
    // The token was used; nobody needs to see or keep it.
    if (location.search) history.replaceState(history.state, "", location.pathname + location.hash);
    this.page.index.data.state = scene ? "" : address;
    this.page.start();
    await this.#told(async () => {
      const { title, claims, total_claims: total, articles, hubs, lost, lowest } = await ask("start");
      Object.assign(this, { total, articles, hubs, first: claims });
      if (scene && !wanted) {
        await this.scenes.open(scene);
      } else if (wanted) {
        await this.canvas.open(wanted);
      } else {
        const step = claims.length < total ? `opened with ${counted(claims.length, "claim")} of ${total.toLocaleString("en")}` : "opened with all claims";
        this.page.state.lowest = lowest; // an address that came with the page says it itself
        this.beginning = title || strongestOf(claims.length, total);
        await this.canvas.open({ claims, steps: [step], source: { title: this.beginning, claims } });
      }
      this.#sayLost();
      if (lost) this.message.say(`${lost}.`);
    });
    document.body.classList.add("ready");
    this.page.state.tell("ready");
  }

  // Show a named view as it was kept; its claims may have other ids since.
  async #openScene({ address, ids, title }) {
    const wanted = Canvas.read(address, null) ?? { claims: [], entities: [], pinned: new Set(), steps: [] };
    this.page.index.data.state = address;
    readState(address, this.page.state);
    await this.canvas.open({ ...wanted, claims: ids, name: wanted.name || title });
  }

  #sayLost() {
    const { lost } = this.canvas;
    if (lost) this.message.say(`${counted(lost, "claim")} of this address ${lost === 1 ? "is" : "are"} no longer in the graph.`);
  }

  // A link to another view of this explorer was followed, or the address edited.
  #addressed() {
    const wanted = Canvas.read(location.hash.slice(1), null);
    if (!wanted || this.canvas.told() === location.hash.slice(1)) return false;
    this.#told(async () => {
      this.page.index.data.state = location.hash.slice(1);
      await this.canvas.open(wanted);
      this.#sayLost();
    });
    return false;
  }

  #told(step) {
    return this.message.tell(step);
  }

  async #elsewhere(text) {
    try {
      const [{ entities }, { question, unknown, quotes }] = await Promise.all(["search", "search-claims"].map((what) => ask(what, { text }, { quietly: true })));
      // Who is asked for and not known may be somebody of a like name.
      const like = unknown.length ? (await ask("search", { text: unknown.join(" ") }, { quietly: true })).entities : [];
      const named = [...like, ...entities.filter(({ id }) => !like.some((one) => one.id === id))].map(({ name, alias, ...entity }) => ({ ...entity, kind: "elsewhere", words: alias ? `${name} (${alias})` : name }));
      return { entities: named, question, unknown, quotes };
    } catch (problem) {
      this.message.say(`Only the canvas was searched. ${problem.message}`);
      return { entities: [], question: null, quotes: [] };
    }
  }

  // An entity from the search: it comes with the claims that tie it to what is there, otherwise alone.
  #add(id, words) {
    return this.#told(async () => {
      const others = this.page.index.participants().map((entity) => entity.id);
      const { claims } = others.length ? await ask("between", { entity: id, others, known: [...this.canvas.claims] }) : { claims: [] };
      await this.canvas.add(`added ${words}`, claims, [id]);
      this.page.state.select("entity", id);
      this.page.picture.fit();
    });
  }

  // What was first said in a time, in the whole graph; the filter stays, as each claim may have been said again later.
  #everywhere(since, until) {
    return this.#told(async () => {
      const answer = await ask("query", { name: "new-claims", parameters: { since, until: until || null, limit: MOST_OF_A_TIME } });
      if (!answer.claims.length) this.page.say("Nothing in the graph was first said in that time");
      else await this.#draw({ ...answer, title: titleOfTime(since, until) });
    });
  }

  // The claims of a question typed into the search are drawn alone.
  #asked(question) {
    const { ids } = question;
    return this.#drawn(async () => {
      const bare = this.canvas.empty;
      await this.canvas.replace(searched(question), ids, { title: searchTitle(question), claims: ids });
      this.page.say(`Drew ${counted(ids.length, "claim")}${bare ? "" : "; Undo brings back what was there"}`);
    });
  }

  // The same claims come to what is on the canvas.
  #added(question) {
    const { ids } = question;
    return this.#told(async () => {
      await this.#addedTo(searched(question), ids, { title: searchTitle(question), claims: ids });
      this.page.state.open("picture");
      const nodes = ids.flatMap((id) => {
        const record = this.page.index.records.get(id);
        return record ? [id, record.claim.supplier, record.claim.recipient, record.claim.good] : [];
      });
      this.page.clear();
      this.page.state.find(new Set(nodes));
    });
  }

  // What came to the canvas, and how much of it is not seen there.
  #sayAdded(claims) {
    const { index, visible, drawing, state } = this.page;
    const there = claims.filter((id) => index.records.has(id));
    const hidden = there.filter((id) => !visible.records.has(id)).length;
    const drawn = new Set(drawing.edges.flatMap((edge) => edge.claims));
    const undrawn = state.projection === "supply" ? there.filter((id) => visible.records.has(id) && !drawn.has(id)).length : 0;
    this.page.say([
      `Added ${counted(there.length, "claim")}`, hidden && `${hidden.toLocaleString("en")} of them hidden by filters or by hand`,
      undrawn && `${undrawn.toLocaleString("en")} of them not drawn as supply; switch to Claims to see them`,
    ].filter(Boolean).join(", "));
  }

  #sayThere(claims) {
    this.page.say(claims.length === 1 ? "This claim is on the canvas already" : `All ${counted(claims.length, "claim")} are on the canvas already`);
  }

  #named(ids) {
    return ids.map((id) => (this.page.index.records.has(id) ? headline(this.page.index, this.page.index.records.get(id)) : this.page.index.nameOf(id))).join(", ");
  }

  #unfoldChosen() {
    const { selection } = this.page.state;
    if (selection?.kind === "entity") this.actions.unfoldBest(selection.id);
    else this.page.say("Choose an entity first; E unfolds its largest relation");
  }

  #moved(ids) {
    for (const id of ids) this.page.state.pinned.add(id);
    this.page.state.tell("pins");
    this.canvas.remember();
  }

  #empty() {
    if (!document.body.classList.contains("ready")) return [element("p", {}, "Opening the graph…")];
    return emptyCanvas(this, {
      strongest: () => this.#told(() => this.canvas.replace(
        `opened with ${counted(this.first.length, "claim")}`, this.first, { title: strongestOf(this.first.length, this.total), claims: this.first },
      )),
      everything: () => this.#told(async () => {
        const { claims } = await ask("every");
        await this.canvas.replace("opened with all claims", claims, { title: strongestOf(claims.length, this.total), claims });
      }),
      begin: (id, name) => this.#add(id, name),
    });
  }

  #panes() {
    const pane = (name, label) => {
      const made = element("section", { class: `pane ${name}`, "data-pane": name, "aria-label": label, hidden: true, tabindex: "-1" });
      document.getElementById("table").after(made);
      return made;
    };
    const close = () => this.page.state.open("picture");
    this.results = new Results(pane("rows", "Rows of the query"), {
      draw: (answer) => this.#draw(answer), add: (answer) => this.#addAll(answer), open: (claim) => this.#openClaim(claim), close, say: this.page.say,
    });
    this.comparison = new Comparison(pane("compared", "Two side by side"), {
      draw: (title, claims) => this.#drawn(() => this.canvas.replace(title, claims, { title, claims })),
      add: (step, claims) => this.#drawn(() => this.#addedTo(step, claims)), close,
    });
    this.article = new ArticleView(pane("article", "Article"), { open: (claim) => this.#openClaim(claim), close });
  }

  #draw(answer) {
    return this.#told(async () => {
      const { title, cypher, name, parameters, claims } = answer;
      await this.canvas.replace(`query${name && ` ${name}`}: ${title}, ${counted(claims.length, "claim")}`, claims, { title, cypher, name, parameters, claims });
      this.page.state.open("picture");
    });
  }

  // The step tells the query in full: the footer tells only that with which the canvas began.
  #addAll({ title, name, cypher, parameters, claims }) {
    const source = { title, cypher, name, parameters, claims };
    const told = name ? queryCall({ query_name: name, parameters }) : `${title}: ${cypher.replace(/\s+/g, " ").trim()}`;
    return this.#drawn(() => this.#addedTo(`added ${counted(claims.length, "claim")} of the query ${told}`, claims, source));
  }

  async #addedTo(step, claims, source = null) {
    const fresh = await this.canvas.add(step, claims, [], { source });
    if (fresh) this.#sayAdded(fresh);
    else this.#sayThere(claims);
  }

  // Change the canvas and look at it.
  #drawn(change) {
    return this.#told(async () => {
      await change();
      this.page.state.open("picture");
    });
  }

  // Show a claim's evidence; it comes to the canvas where it was not there.
  #openClaim(claim) {
    return this.#told(async () => {
      if (!this.page.index.records.has(claim)) {
        await this.canvas.add("added a claim", [claim]);
        this.#sayAdded([claim]);
      }
      this.page.state.select("claim", claim);
    });
  }

  #read(article, statement) {
    this.page.state.open("article");
    return this.article.show(article, statement);
  }

  // Beside a claim in reading mode an article leads to its other claims, on the canvas or not.
  #beside(place, article, statement) {
    const view = new ArticleView(place, { open: (claim) => this.#openClaim(claim), close: null });
    return view.show(article, statement, { focus: false });
  }

  #sides() {
    const view = document.getElementById("side-view");
    const side = () => element("div", { class: "side-panel" });
    const [queries, paths, identity] = [side(), side(), side()];
    view.after(queries, paths, identity);
    const [ways, compare] = [element("div"), element("div")];
    paths.append(ways, compare);
    this.queries = new QueriesPanel(queries, { ran: (answer) => this.#ran(answer), say: this.page.say });
    this.paths = new PathsPanel(ways, { found: (claims, ends) => this.#found(claims, ends) });
    this.compare = new CompareForm(compare, { compared: (answer) => this.#compared(answer) });
    this.identity = new IdentityPanel(identity, {
      shown: () => [...this.canvas.claims], merged: (kept, other, answer) => this.#merged(kept, other, answer),
      split: (decision, answer) => this.#takenBack(decision, answer),
      parted: (answer) => this.#parted(answer), rejoined: (part, answer) => this.#rejoined(part, answer),
    });
    this.tabs = new Tabs(document.getElementById("tabs"), [
      { name: "view", title: "View", panel: view }, { name: "queries", title: "Queries", panel: queries }, { name: "paths", title: "Connect", panel: paths },
      { name: "identity", title: "Merge", panel: identity },
    ]);
    this.queries.load();
    this.identity.load();
  }

  #compared(answer) {
    this.comparison.show(answer);
    this.page.state.open("compared");
  }

  #sameAs(id) {
    this.tabs.show("identity");
    this.identity.from(id);
  }

  // The claims of two that are one now have other ids.
  async #merged(kept, other, { claims, kept: standing }) {
    this.actions.forget();
    await this.canvas.retell(`made ${other.name} one with ${kept.name}`, claims, { from: other.id, to: standing });
    this.page.state.select("entity", standing);
  }

  async #parted({ claims, entity, name, article }) {
    this.actions.forget();
    await this.canvas.retell(`parted ${name} in ${article}`, claims, { from: entity, to: entity });
  }

  async #rejoined({ id, of, of_name: name, label }, { claims }) {
    this.actions.forget();
    await this.canvas.retell(`made ${name} in ${label} one again`, claims, { from: id, to: of });
  }

  async #takenBack({ kept, kept_name: keptName, other_name: otherName }, { claims }) {
    this.actions.forget();
    await this.canvas.retell(`made ${otherName} and ${keptName} two again`, claims, { from: kept, to: kept });
  }

  #ran(answer) {
    this.results.show(answer);
    this.page.state.open("rows");
    this.page.announce(`${counted(answer.rows.length, "row")}`);
  }

  #pathsFrom(id) {
    this.tabs.show("paths");
    this.paths.from(id);
  }

  async #found(claims, [start, goal]) {
    await this.#addedTo(`paths from ${start} to ${goal}: ${counted(claims.length, "claim")}`, claims, { title: `Paths from ${start} to ${goal}`, claims });
    this.page.state.open("picture");
    this.page.clear();
    this.page.state.find(new Set([...claims, ...claims.flatMap((id) => {
      const record = this.page.index.records.get(id);
      return record ? [record.claim.supplier, record.claim.recipient, record.claim.good] : [];
    })]));
    this.page.picture.fit();
  }
}

keepSecret();
// For scripts that drive the page.
const explorer = new Explorer();
globalThis.claimgraphPage = explorer.page;
globalThis.claimgraphExplorer = explorer;
explorer.start();

// What a live page adds to the menus, and what it does with several chosen together.

import { claimsGone, claimsKept } from "../many.js";
import { counted, headline } from "../words.js";

const MOST_UNFOLDED = 12; // entities that one step unfolds

export class Menus {
  // `actions` do things with one, `canvas` holds all, `layOut(arrangement)` places everything anew.
  constructor(canvas, actions, { paths, same, layOut, emptied }) {
    Object.assign(this, { canvas, actions, paths, same, layOut, emptied });
  }

  get page() {
    return this.canvas.page;
  }

  of(kind, id) {
    const makers = { claim: () => this.#claim(id), entity: () => this.#entity(id), pair: () => [], canvas: () => this.#canvas() };
    return makers[kind]();
  }

  #claim(id) {
    return [this.#pinEntry(id), { words: "Remove from the canvas", does: () => this.removeAll([id]) }];
  }

  #entity(id) {
    return [
      { words: "Unfold", keys: "E", does: () => this.actions.unfoldBest(id) },
      { words: "Add ties to what is on the canvas", does: () => this.actions.tie(id) },
      { words: "Collapse", does: () => this.actions.collapse(id) },
      { words: "Paths from here", does: () => this.paths(id) },
      { words: "Same as…", does: () => this.same(id) },
      null, this.#pinEntry(id), { words: "Remove from the canvas", does: () => this.removeAll([id]) },
    ];
  }

  #pinEntry(id) {
    const drawn = this.page.drawing.nodes.some((node) => node.id === id);
    return { words: this.page.state.pinned.has(id) ? "Unpin" : "Pin", does: () => this.actions.pin(id), why: drawn ? "" : "This is not drawn now, so it has no place to keep" };
  }

  #canvas() {
    const { past, future, empty } = this.canvas;
    const travel = (verb, kept, keys, does) => ({ words: kept.length ? `${verb}: ${kept.at(-1).words}` : verb, keys, does, why: kept.length ? "" : `Nothing to ${verb.toLowerCase()}` });
    const nothing = empty ? "The canvas is empty" : "";
    return [
      travel("Undo", past, "Ctrl+Z", () => this.canvas.undo()), travel("Redo", future, "Ctrl+Shift+Z", () => this.canvas.redo()), null,
      { words: "Lay out anew", does: () => this.layOut("free"), why: nothing }, { words: "Empty the canvas", does: () => this.emptied(), why: nothing },
    ];
  }

  // What can be done with several.
  many(ids) {
    const entities = ids.filter((id) => this.page.index.entities.has(id) && !this.page.index.records.has(id));
    return [
      { words: "Keep only these", does: () => this.keepOnly(ids) },
      { words: "Remove", does: () => this.removeAll(ids) },
      { words: "Unfold", does: () => this.unfoldAll(entities) },
      { words: ids.every((id) => this.page.state.pinned.has(id)) ? "Unpin" : "Pin", does: () => this.pinAll(ids) },
      { words: "Hide", does: () => this.page.hideAll(ids, this.#named(ids)) },
    ];
  }

  async keepOnly(ids) {
    const { page, canvas } = this;
    const kept = new Set(claimsKept(page.index, ids));
    const gone = [...canvas.claims].filter((id) => !kept.has(id));
    const alone = new Set(ids.filter((id) => !page.index.records.has(id)));
    if (!gone.length && [...canvas.entities].every((id) => alone.has(id))) {
      page.say("Nothing changes by that: everything on the canvas is among these");
      return;
    }
    await this.actions.told(async () => {
      await canvas.change(`kept only ${this.#named(ids)}`, (wanted) => {
        wanted.claims = new Set([...wanted.claims].filter((id) => kept.has(id)));
        wanted.entities = alone;
      });
      page.say(`${counted(gone.length, "claim")} taken away, ${kept.size.toLocaleString("en")} kept`);
    });
  }

  async removeAll(ids) {
    const { page, canvas } = this;
    const gone = claimsGone(page.index, ids);
    const words = this.#named(ids);
    page.state.gather([]);
    await this.actions.told(async () => {
      await canvas.remove(`removed ${words}`, gone, ids);
      page.say(`Removed ${words}${gone.length && !(gone.length === 1 && ids.length === 1) ? `, with ${counted(gone.length, "claim")}` : ""}; Undo brings it back`);
    });
  }

  async unfoldAll(entities) {
    const { page } = this;
    if (!entities.length) page.say("Only entities unfold; these are claims");
    else if (entities.length > MOST_UNFOLDED) page.say(`At most ${MOST_UNFOLDED} entities unfold together; these are ${entities.length}`);
    else await this.actions.unfoldAll(entities);
  }

  pinAll(ids) {
    const { state, drawing } = this.page;
    const drawn = new Set(drawing.nodes.map(({ id }) => id));
    const placed = ids.filter((id) => drawn.has(id));
    const pinned = placed.every((id) => state.pinned.has(id));
    this.canvas.noteBefore(`${pinned ? "unpinned" : "pinned"} ${this.#named(placed)}`);
    for (const id of placed) state.pin(id, !pinned);
    this.canvas.remember();
    this.page.say(`${counted(placed.length, "node")} ${pinned ? "may move again" : "keep their places"} when everything is laid out anew`);
  }

  #named(ids) {
    const { index } = this.page;
    if (ids.length > 1) return counted(ids.length, "node");
    return index.records.has(ids[0]) ? headline(index, index.records.get(ids[0])) : index.nameOf(ids[0]);
  }
}

// What a picture holds, by id: all of it here, and as much of it as vis-network needs in a set of its own. vis-network measures
// the words of each node that it is told, and hands out copies; of thousands that takes longer than to draw them.

export class Held {
  #all = new Map();

  // `drawn` is the set that vis-network draws, null where it draws none of them; `drawnAs` what it is told of one.
  constructor(drawn = null, drawnAs = (one) => one) {
    Object.assign(this, { drawn, drawnAs });
  }

  // One by its id, null where it is not held; all without an id.
  get(id = undefined) {
    return id === undefined ? [...this.#all.values()] : this.#all.get(id) ?? null;
  }

  getIds() {
    return [...this.#all.keys()];
  }

  // Take up or change one or several; what one does not tell stays as it was.
  update(told) {
    const some = [told].flat();
    for (const one of some) this.#all.set(one.id, { ...this.#all.get(one.id), ...one });
    this.drawn?.update(some.map(this.drawnAs));
  }

  remove(ids) {
    for (const id of ids) this.#all.delete(id);
    this.drawn?.remove(ids);
  }

  // Hold these and nothing else.
  replace(some) {
    this.remove(this.getIds());
    this.update(some);
  }
}

// Steps that take turns: each begins when the one before it has ended, well or badly.

export class Turns {
  #last = Promise.resolve();

  // What `step` gives, once its turn has come. A step must not wait for a later turn of its own.
  take(step) {
    const taken = this.#last.then(step);
    this.#last = taken.catch(() => {}); // who asked for it is told; the next one begins all the same
    return taken;
  }
}

// A large picture follows the hand at once: while it is moved or zoomed, what was drawn last is moved as an image, and
// drawn anew when it rests. Drawing a thousand lines with their words takes longer than a frame.

const REST = 140; // milliseconds without a move until the picture is drawn anew
// How much an image may grow or shrink until it is drawn anew while it still moves: it blurs, or its borders are empty.
const [LEAST, MOST] = [0.55, 1.8];

// `isLarge()` tells whether the picture takes long to draw.
export class Glide {
  #network;
  #canvas;
  #drawn = null; // the view of what is seen, as it was drawn
  #timer = 0;

  constructor(network, container, isLarge) {
    this.#network = network;
    this.#canvas = container.querySelector("canvas");
    const begin = () => isLarge() && this.#begin();
    // Before vis-network hears of the wheel.
    container.firstElementChild.addEventListener("wheel", begin, { capture: true, passive: true });
    network.on("dragStart", ({ nodes }) => !nodes.length && begin());
    network.on("zoom", () => this.#follow());
    network.on("dragging", () => this.#follow());
    network.on("dragEnd", () => this.#rest());
  }

  // Vis-network has these two events for whoever wants to keep it from drawing.
  #begin() {
    if (this.#drawn) return;
    this.#drawn = this.#view();
    this.#network.body.emitter.emit("_blockRedraw");
    this.#waitForRest();
  }

  #view() {
    const { scale, translation } = this.#network.body.view;
    return { scale, x: translation.x, y: translation.y };
  }

  #follow() {
    if (!this.#drawn) return;
    const now = this.#view();
    const grown = now.scale / this.#drawn.scale;
    const [x, y] = [now.x - this.#drawn.x * grown, now.y - this.#drawn.y * grown];
    const { clientWidth: width, clientHeight: height } = this.#canvas;
    this.#canvas.style.transformOrigin = "0 0";
    this.#canvas.style.transform = `translate(${x}px, ${y}px) scale(${grown})`;
    const away = Math.max(Math.abs(x + (width * (grown - 1)) / 2) / width, Math.abs(y + (height * (grown - 1)) / 2) / height);
    if (grown < LEAST || grown > MOST || away > 0.5) this.#rest();
    else this.#waitForRest();
  }

  #waitForRest() {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#rest(), REST);
  }

  #rest() {
    if (!this.#drawn) return;
    clearTimeout(this.#timer);
    this.#drawn = null;
    this.#network.body.emitter.emit("_allowRedraw");
    this.#network.redraw();
    this.#canvas.style.transform = "";
  }
}

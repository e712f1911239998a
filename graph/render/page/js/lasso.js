// A line drawn round nodes chooses them together: with the shift key held, or while the tool is on.

import { svg } from "./dom.js";

const LEAST_DRAWN = 6; // pixels

export class Lasso {
  #line = null;

  // `around(points)` gets what was drawn, in pixels of the picture; `clicked(point)` a press that drew nothing.
  constructor(place, { around, clicked }) {
    Object.assign(this, { place, around, clicked, on: false });
    this.shape = svg("polyline", { class: "lasso-line" });
    this.sheet = svg("svg", { class: "lasso", "aria-hidden": "true" }, this.shape);
    this.sheet.setAttribute("hidden", "");
    place.after(this.sheet);
    // Before vis-network, which would move the picture.
    place.addEventListener("pointerdown", (event) => this.#begin(event), { capture: true });
    place.addEventListener("mousedown", (event) => this.#wanted(event) && event.stopPropagation(), { capture: true });
    addEventListener("pointermove", (event) => this.#draw(event));
    addEventListener("pointerup", (event) => this.#end(event));
    addEventListener("pointercancel", () => this.#leave());
  }

  // Whether drawing begins without the shift key.
  turn(on) {
    this.on = on;
    this.place.classList.toggle("drawing-lasso", on);
  }

  #wanted(event) {
    return event.button === 0 && (event.shiftKey || this.on);
  }

  #begin(event) {
    if (!this.#wanted(event)) return;
    event.stopPropagation();
    event.preventDefault();
    const room = this.place.getBoundingClientRect();
    Object.assign(this.sheet.style, { left: `${this.place.offsetLeft}px`, top: `${this.place.offsetTop}px`, width: `${room.width}px`, height: `${room.height}px` });
    this.#line = [this.#point(event)];
  }

  #point({ clientX, clientY }) {
    const room = this.place.getBoundingClientRect();
    return { x: clientX - room.left, y: clientY - room.top };
  }

  #draw(event) {
    if (!this.#line) return;
    this.#line.push(this.#point(event));
    this.sheet.removeAttribute("hidden");
    this.shape.setAttribute("points", this.#line.map(({ x, y }) => `${x},${y}`).join(" "));
  }

  #end() {
    const line = this.#line;
    if (!line) return;
    this.#leave();
    const [first] = line;
    if (line.every(({ x, y }) => Math.hypot(x - first.x, y - first.y) < LEAST_DRAWN)) this.clicked(first);
    else this.around(line);
  }

  #leave() {
    this.#line = null;
    this.sheet.setAttribute("hidden", "");
    this.shape.setAttribute("points", "");
  }
}

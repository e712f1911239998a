// A line over the picture that says what an action did, or why it did nothing. It stays until the reader goes on.

import { element, replaceContent } from "./dom.js";

// A function that says something in a place, which is a live region for screen readers too.
export function saidIn(place) {
  for (const going of ["pointerdown", "keydown"]) document.addEventListener(going, () => replaceContent(place), { capture: true });
  return (words) => replaceContent(place, element("span", {}, words));
}

// What the server writes of the current view: files in further formats.

import { ask } from "./api.js";

const FORMATS = [
  ["HTML", "html", "this view as a page that opens offline"],
  ["CSV", "csv", "the claims as a table"],
  ["GraphML", "graphml", "for Gephi, yEd, Cytoscape"],
  ["GEXF", "gexf", "for Gephi"],
];

export function viewFiles(canvas) {
  return FORMATS.map(([name, format, about]) => ({ name, about, make: (more = {}) => written(canvas, format, more) }));
}

async function written(canvas, format, more) {
  const { name, media, text } = await ask("export", { ...canvas.asked(), ...more, format, state: location.hash.slice(1) });
  return { name, blob: new Blob([text], { type: media }) };
}
